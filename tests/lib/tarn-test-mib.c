/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-mib.h"

#include <glib/gstdio.h>

#include "mib/tarn-mib-builder.h"
#include "tarn-test.h"

enum { OLD, NEW, REGISTRY };
enum { NUMBER, STATUS, TEXT, MAC, INET_TYPE, INET, OID, IP, TICKS, BITS, N_TYPES, NO_TYPE };

static const char *const label_names[] = { "up", "down" };
static const char *const inet_names[] = { "unknown", "ipv4", "ipv6" };
static const gint32 label_values[] = { 1, 2 };
static const gint32 inet_values[] = { 0, 1, 2 };
static const TarnMibRange text_range = { 0, 255 }, mac_range = { 6, 6 };

static const TarnMibTypeFacts types[] = {
  [NUMBER] = { "Integer32", NEW, TARN_MIB_NONE, TARN_MIB_BASE_INTEGER },
  [STATUS] = { .module = TARN_MIB_NONE, .parent = TARN_MIB_NONE, .base = TARN_MIB_BASE_INTEGER,
               .label_names = label_names, .label_values = label_values, .n_labels = 2 },
  [TEXT] = { .name = "DisplayString", .module = NEW, .parent = TARN_MIB_NONE,
             .base = TARN_MIB_BASE_OCTETS, .hint = "255a",
             .convention = TARN_MIB_CONVENTION_DISPLAY_STRING,
             .ranges = &text_range, .n_ranges = 1 },
  [MAC] = { .name = "MacAddress", .module = NEW, .parent = TARN_MIB_NONE,
            .base = TARN_MIB_BASE_OCTETS, .hint = "1x:",
            .convention = TARN_MIB_CONVENTION_MAC_ADDRESS, .ranges = &mac_range, .n_ranges = 1 },
  [INET_TYPE] = { .name = "InetAddressType", .module = NEW, .parent = TARN_MIB_NONE,
                  .base = TARN_MIB_BASE_INTEGER,
                  .convention = TARN_MIB_CONVENTION_INET_ADDRESS_TYPE,
                  .label_names = inet_names, .label_values = inet_values, .n_labels = 3 },
  [INET] = { .name = "InetAddress", .module = NEW, .parent = TARN_MIB_NONE,
             .base = TARN_MIB_BASE_OCTETS, .convention = TARN_MIB_CONVENTION_INET_ADDRESS,
             .ranges = &text_range, .n_ranges = 1 },
  [OID] = { "AutonomousType", NEW, TARN_MIB_NONE, TARN_MIB_BASE_OBJECT_ID },
  [IP] = { "IpAddress", NEW, TARN_MIB_NONE, TARN_MIB_BASE_IP_ADDRESS },
  [TICKS] = { "TimeFilter", NEW, TARN_MIB_NONE, TARN_MIB_BASE_TIME_TICKS },
  [BITS] = { "BITS", NEW, TARN_MIB_NONE, TARN_MIB_BASE_BITS },
};

/* 1.3.6.1.2.1 is mib-2; a row names its index by names between spaces. */
static const struct
{
  const char *oid, *name, *members;
  int         module;
  TarnMibKind kind;
  int         type;
} objects[] = {
  { "1.3", "org", NULL, NEW, TARN_MIB_KIND_NODE, NO_TYPE },
  { "1.3.6", "dod", NULL, NEW, TARN_MIB_KIND_NODE, NO_TYPE },
  { "1.3.6.1", "internet", NULL, NEW, TARN_MIB_KIND_NODE, NO_TYPE },
  { "1.3.6.1.2", "mgmt", NULL, NEW, TARN_MIB_KIND_NODE, NO_TYPE },
  { "1.3.6.1.2.1", "mib-2", NULL, NEW, TARN_MIB_KIND_NODE, NO_TYPE },
  { "1.3.6.1.4.1.8072", "netSnmp", NULL, REGISTRY, TARN_MIB_KIND_NODE, NO_TYPE },
  { "1.3.6.1.2.1.2", "interfaces", NULL, OLD, TARN_MIB_KIND_NODE, NO_TYPE },
  { "1.3.6.1.2.1.2.1", "ifNumber", NULL, NEW, TARN_MIB_KIND_SCALAR, NUMBER },
  { "1.3.6.1.2.1.2.2", "ifTable", NULL, NEW, TARN_MIB_KIND_TABLE, NO_TYPE },
  { "1.3.6.1.2.1.2.2.1", "ifEntry", "ifIndex", NEW, TARN_MIB_KIND_ROW, NO_TYPE },
  { "1.3.6.1.2.1.2.2.1.1", "ifIndex", NULL, NEW, TARN_MIB_KIND_COLUMN, NUMBER },
  { "1.3.6.1.2.1.2.2.1.2", "ifDescr", NULL, OLD, TARN_MIB_KIND_COLUMN, TEXT },
  { "1.3.6.1.2.1.2.2.1.2", "ifDescr", NULL, NEW, TARN_MIB_KIND_COLUMN, TEXT },
  { "1.3.6.1.2.1.2.2.1.8", "ifOperStatus", NULL, NEW, TARN_MIB_KIND_COLUMN, STATUS },
  { "1.3.6.1.2.1.31.1.1", "ifXTable", NULL, NEW, TARN_MIB_KIND_TABLE, NO_TYPE },
  { "1.3.6.1.2.1.31.1.1.1", "ifXEntry", NULL, NEW, TARN_MIB_KIND_ROW, NO_TYPE },
  { "1.3.6.1.2.1.31.1.1.1.1", "ifName", NULL, NEW, TARN_MIB_KIND_COLUMN, TEXT },
  { "1.3.6.1.2.1.90.1", "anyTable", NULL, NEW, TARN_MIB_KIND_TABLE, NO_TYPE },
  { "1.3.6.1.2.1.90.1.1", "anyEntry", "anyText anyStatus anyMac", NEW, TARN_MIB_KIND_ROW,
    NO_TYPE },
  { "1.3.6.1.2.1.90.1.1.1", "anyText", NULL, NEW, TARN_MIB_KIND_COLUMN, TEXT },
  { "1.3.6.1.2.1.90.1.1.2", "anyStatus", NULL, NEW, TARN_MIB_KIND_COLUMN, STATUS },
  { "1.3.6.1.2.1.90.1.1.3", "anyMac", NULL, NEW, TARN_MIB_KIND_COLUMN, MAC },
  { "1.3.6.1.2.1.91.1", "impliedTable", NULL, NEW, TARN_MIB_KIND_TABLE, NO_TYPE },
  { "1.3.6.1.2.1.91.1.1", "impliedEntry", "ifIndex anyText", NEW, TARN_MIB_KIND_ROW, NO_TYPE },
  { "1.3.6.1.2.1.91.1.1.1", "impliedValue", NULL, NEW, TARN_MIB_KIND_COLUMN, NUMBER },
  { "1.3.6.1.2.1.92.1", "inetTable", NULL, NEW, TARN_MIB_KIND_TABLE, NO_TYPE },
  { "1.3.6.1.2.1.92.1.1", "inetEntry", "inetKind inetAddress inetOid inetIp inetTime inetBits",
    NEW, TARN_MIB_KIND_ROW, NO_TYPE },
  { "1.3.6.1.2.1.92.1.1.1", "inetKind", NULL, NEW, TARN_MIB_KIND_COLUMN, INET_TYPE },
  { "1.3.6.1.2.1.92.1.1.2", "inetAddress", NULL, NEW, TARN_MIB_KIND_COLUMN, INET },
  { "1.3.6.1.2.1.92.1.1.3", "inetOid", NULL, NEW, TARN_MIB_KIND_COLUMN, OID },
  { "1.3.6.1.2.1.92.1.1.4", "inetIp", NULL, NEW, TARN_MIB_KIND_COLUMN, IP },
  { "1.3.6.1.2.1.92.1.1.5", "inetTime", NULL, NEW, TARN_MIB_KIND_COLUMN, TICKS },
  { "1.3.6.1.2.1.92.1.1.6", "inetBits", NULL, NEW, TARN_MIB_KIND_COLUMN, BITS },
  { "1.3.6.1.6.3.1.1.5.3", "linkDown", "ifIndex ifOperStatus", NEW, TARN_MIB_KIND_NOTIFICATION,
    NO_TYPE },
};

static void
add_objects (TarnMibBuilder *builder)
{
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (objects[i].oid);
      gsize n_arcs;
      g_autofree guint32 *arcs = tarn_oid_get_arcs (oid, &n_arcs);
      guint32 id = tarn_mib_builder_add_object (builder, &(TarnMibObjectFacts) {
        .name = objects[i].name, .module = (guint32) objects[i].module,
        .arcs = arcs, .n_arcs = (guint) n_arcs, .kind = objects[i].kind,
        .access = TARN_MIB_ACCESS_READ_ONLY, .status = TARN_MIB_STATUS_CURRENT,
        .type = objects[i].type < N_TYPES ? (guint32) objects[i].type : TARN_MIB_NONE,
        .units = objects[i].type == NUMBER ? "things" : NULL,
        .description = "What a row or an object is about.",
        .implied = g_str_equal (objects[i].name, "impliedEntry"),
      });
      g_auto(GStrv) members = g_strsplit (objects[i].members ? objects[i].members : "", " ", -1);

      for (guint n = 0; members[n] != NULL; n++)
        tarn_mib_builder_add_member (builder, id, "IF-MIB", members[n]);
      if (g_str_equal (objects[i].name, "ifXEntry"))
        tarn_mib_builder_set_base (builder, id, "IF-MIB", "ifEntry");
    }
}

void
tarn_test_mib_write (const char *path)
{
  static const TarnMibModuleFacts modules[] = {
    [OLD] = { .name = "RFC1213-MIB", .language = 1 },
    [NEW] = { .name = "IF-MIB", .language = 2, .last_updated = "2000-06-14T00:00Z" },
    [REGISTRY] = { .name = "ENTERPRISES", .language = 2, .names_only = TRUE },
  };
  g_autoptr(TarnMibBuilder) builder = tarn_mib_builder_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    tarn_mib_builder_add_module (builder, &modules[i]);
  tarn_mib_builder_set_messages (builder, NEW, "line 7: lost");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    tarn_mib_builder_add_type (builder, &types[i]);
  add_objects (builder);

  g_assert_true (tarn_mib_builder_write (builder, path, "stamp", &error));
  g_assert_no_error (error);
}

TarnMib *
tarn_test_mib_open (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("tarn-test-XXXXXX", &error);
  g_autofree char *path = NULL;
  TarnMib *mib;

  g_assert_no_error (error);
  path = g_build_filename (directory, "tree", NULL);
  tarn_test_mib_write (path);
  mib = tarn_mib_new_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  return mib;
}
