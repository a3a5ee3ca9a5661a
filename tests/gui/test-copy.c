/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-copy.h"
#include "tarn-gui-fixture.h"

static const char device[] =
  "1.3.6.1.2.1.1.5.0|4|core 1\n"
  "1.3.6.1.2.1.2.2.1.2.1|4|eth0\n"
  "1.3.6.1.2.1.2.2.1.2.2|4x|6c6f0930\n"
  "1.3.6.1.2.1.2.2.1.7.1|2|1\n"
  "1.3.6.1.2.1.2.2.1.8.2|2|2\n"
  "1.3.6.1.4.1.99999.1.1.1|2|5\n";

typedef struct
{
  const char *name;
  const char *oid;
  const char *form;
  const char *text;
} CopyVector;

static const CopyVector vectors[] = {
  { "an OID has no dot in front", "1.3.6.1.2.1.1.5.0", "oid", "1.3.6.1.2.1.1.5.0" },
  { "a name has its module", "1.3.6.1.2.1.1.5.0", "name", "SNMPv2-MIB::sysName.0" },
  { "a value as people write it", "1.3.6.1.2.1.2.2.1.7.1", "value", "up" },
  { "values of a column are lines", "1.3.6.1.2.1.2.2.1.2", "value", "eth0\nlo\t0" },
  { "a line as snmpget prints it", "1.3.6.1.2.1.2.2.1.7.1", "line",
    "IF-MIB::ifAdminStatus.1 = INTEGER: up(1)" },
  { "a command has a place for the community, never the community", "1.3.6.1.2.1.1.5.0",
    "snmpget", "snmpget -v2c -c COMMUNITY 127.0.0.1:1161 1.3.6.1.2.1.1.5.0" },
  { "what is no instance is walked", "1.3.6.1.2.1.2.2", "snmpget",
    "snmpbulkwalk -v2c -c COMMUNITY 127.0.0.1:1161 1.3.6.1.2.1.2.2" },
  { "our own command has the name", "1.3.6.1.2.1.1.5.0", "tarn",
    "tarn get -v2c -c COMMUNITY 127.0.0.1:1161 SNMPv2-MIB::sysName.0" },
  { "a table is asked for as one", "1.3.6.1.2.1.2.2", "tarn",
    "tarn table -v2c -c COMMUNITY 127.0.0.1:1161 IF-MIB::ifTable" },
  { "a branch is walked", "1.3.6.1.2.1.1", "tarn",
    "tarn walk -v2c -c COMMUNITY 127.0.0.1:1161 SNMPv2-MIB::system" },
  { "a row has names over its cells", "1.3.6.1.2.1.2.2.1.2.1", "table",
    "ifIndex\tifDescr\tifAdminStatus\n1\teth0\tup\n" },
  { "a table has holes, and no tabs of its own", "1.3.6.1.2.1.2.2", "table",
    "ifIndex\tifDescr\tifAdminStatus\tifOperStatus\n1\teth0\tup\t\n2\tlo 0\t\tdown\n" },
  { "nothing has no value", "1.3.6.1.2.1.99", "value", NULL },
  { "nothing is no table", "1.3.6.1.2.1.99", "table", NULL },
  { "forms are known", "1.3.6.1.2.1.1.5.0", "poem", NULL },
};

static TarnDocument *
make_document (void)
{
  TarnDocument *document = tarn_gui_document_new (device);
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.1:1161", 0, NULL);
  g_autoptr(TarnDevice) known = tarn_device_new (address);
  g_autoptr(GBytes) community = g_bytes_new_static ("hush", 4);

  tarn_device_set_community (known, community);
  tarn_device_set_version (known, TARN_VERSION_2C);
  tarn_document_set_device (document, known);
  tarn_document_set_mib (document, tarn_gui_get_mib ());
  return document;
}

static void
test_vector (gconstpointer data)
{
  const CopyVector *v = data;
  TarnDocument *document = make_document ();
  g_autoptr(TarnOid) oid = tarn_oid_new (v->oid, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = tarn_copy_make (document, oid, v->form, &error);

  g_assert_cmpstr (text, ==, v->text);
  g_assert_true ((error == NULL) == (v->text != NULL));
  tarn_gui_document_free (document);
}

static void
test_json (void)
{
  TarnDocument *document = make_document ();
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  g_autofree char *text = tarn_copy_make (document, oid, "json", NULL);

  g_assert_true (g_str_has_prefix (text, "{") && g_str_has_suffix (text, "}"));
  g_assert_nonnull (strstr (text, "sysName"));
  g_assert_nonnull (strstr (text, "core 1"));
  tarn_gui_document_free (document);
}

/* Without modules and without a device there are numbers and a place for the address. */
static void
test_bare (void)
{
  TarnDocument *document = tarn_gui_document_new (device);
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.4.1.99999.1.1.1", NULL);
  g_autofree char *name = tarn_copy_make (document, oid, "name", NULL);
  g_autofree char *value = tarn_copy_make (document, oid, "value", NULL);
  g_autofree char *command = tarn_copy_make (document, oid, "tarn", NULL);

  g_assert_cmpstr (value, ==, "5");
  g_assert_true (g_str_has_suffix (name, "99999.1.1.1"));
  g_assert_true (g_str_has_prefix (command, "tarn get -v2c -c COMMUNITY DEVICE "));
  tarn_gui_document_free (document);
}

static void
test_too_much (void)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  TarnDocument *document;
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.2.2.1.10", NULL);
  g_autoptr(GError) values = NULL;
  g_autoptr(GError) table = NULL;

  for (guint i = 1; i <= TARN_COPY_MAX_ROWS + 1; i++)
    g_string_append_printf (lines, "1.3.6.1.2.1.2.2.1.10.%u|65|%u\n", i, i);
  document = tarn_gui_document_new (lines->str);
  tarn_document_set_mib (document, tarn_gui_get_mib ());

  g_assert_null (tarn_copy_make (document, oid, "value", &values));
  g_assert_error (values, TARN_ERROR, TARN_ERROR_TOO_BIG);
  g_assert_null (tarn_copy_make (document, oid, "table", &table));
  g_assert_error (table, TARN_ERROR, TARN_ERROR_TOO_BIG);
  tarn_gui_document_free (document);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/copy/%s", vectors[i].name);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/copy/JSON", test_json);
  g_test_add_func ("/copy/bare", test_bare);
  g_test_add_func ("/copy/too much", test_too_much);
  return g_test_run ();
}
