/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * OIDs as names in all forms, and names as OIDs in all spellings.
 */
#include "base/tarn-error.h"
#include "mib/tarn-mib-cursor.h"
#include "mib/tarn-mib-private.h"
#include "tarn-test-mib.h"
#include "tarn-test.h"

#define IF "1.3.6.1.2.1.2.2.1."
#define ANY "1.3.6.1.2.1.90.1.1."
#define IMPLIED "1.3.6.1.2.1.91.1.1.1"
#define INET "1.3.6.1.2.1.92.1.1."

typedef struct
{
  const char       *says;
  TarnMibNameFlags  flags;
  const char       *oid;
  const char       *text;
  gboolean          one_way;    /* what is shown does not say what it was */
} Name;

#define MODULE TARN_MIB_NAME_MODULE
#define BRACKETS TARN_MIB_NAME_EXTENDED_INDEX

static const Name names[] = {
  { "a column with its index", MODULE, IF "2.3", "IF-MIB::ifDescr.3" },
  { "no flags are -OS", 0, IF "2.3", "IF-MIB::ifDescr.3" },
  { "suffix", TARN_MIB_NAME_SUFFIX, IF "2.3", "ifDescr.3" },
  { "full", TARN_MIB_NAME_FULL, IF "2.3",
    ".iso.org.dod.internet.mgmt.mib-2.interfaces.ifTable.ifEntry.ifDescr.3" },
  { "numeric", TARN_MIB_NAME_NUMERIC, IF "2.3", ".1.3.6.1.2.1.2.2.1.2.3" },
  { "-Ou begins below mib-2", TARN_MIB_NAME_UCD, IF "2.3",
    "interfaces.ifTable.ifEntry.ifDescr.3" },
  { "-Ou of mib-2 itself is whole", TARN_MIB_NAME_UCD, "1.3.6.1.2.1",
    ".iso.org.dod.internet.mgmt.mib-2" },
  { "-Ou of an unknown child of mib-2", TARN_MIB_NAME_UCD, "1.3.6.1.2.1.999.3", "999.3", TRUE },
  { "a scalar", MODULE, "1.3.6.1.2.1.2.1.0", "IF-MIB::ifNumber.0" },
  { "arcs behind an unknown column", MODULE, IF "77.3", "IF-MIB::ifEntry.77.3" },
  { "a registry names what nobody else does", MODULE, "1.3.6.1.4.1.8072.3",
    "ENTERPRISES::netSnmp.3" },
  { "arcs without a name stay numbers", TARN_MIB_NAME_FULL, "1.3.6.1.4.1.8072",
    ".iso.org.dod.internet.4.1.netSnmp" },
  { "a root that no module has", MODULE, "1.0.8802", "iso.0.8802" },
  { "the other roots", MODULE, "2.999.1", "joint-iso-ccitt.999.1" },
  { "zeroDotZero", MODULE, "0.0", "ccitt.0" },
  { "string, label and octets of fixed size", MODULE, ANY "3.3.97.98.99.1.97.98.99.100.101.102",
    "IF-MIB::anyMac.\"abc\".up.'abcdef'" },
  { "an empty string", MODULE, ANY "3.0.9.1.2.3.4.5.6", "IF-MIB::anyMac.\"\".9.'......'", TRUE },
  { "quotes with backslashes", MODULE | TARN_MIB_NAME_ESCAPE_QUOTES, ANY "1.1.97.1",
    "IF-MIB::anyText.\\\"a\\\".up" },
  { "indices as numbers", MODULE | TARN_MIB_NAME_RAW_INDEX, ANY "1.1.97.1",
    "IF-MIB::anyText.1.97.1" },
  { "brackets apply hints", MODULE | BRACKETS, ANY "3.3.97.98.99.1.0.26.43.60.77.94",
    "IF-MIB::anyMac[STRING: abc][up][STRING: 0:1a:2b:3c:4d:5e]" },
  { "an IMPLIED string has no length (P-IDX-06)", MODULE, IMPLIED ".7.97.98",
    "IF-MIB::impliedValue.7.'ab'" },
  { "an IMPLIED string without octets", MODULE, IMPLIED ".7", "IF-MIB::impliedValue.7" },
  { "an IPv4 address behind its type", MODULE, INET "2.1.4.192.0.2.1.2.1.3.10.0.0.1.77",
    "IF-MIB::inetAddress.ipv4.\"192.0.2.1\".2.1.3.10.0.0.1.77" },
  { "an IPv6 address behind its type", MODULE,
    INET "2.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1",
    "IF-MIB::inetAddress.ipv6.\"20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:01\"" },
  { "an address of a wrong size is text", MODULE, INET "2.1.3.97.98.99",
    "IF-MIB::inetAddress.ipv4.\"abc\"" },
  { "an OID and a time filter in brackets", MODULE | BRACKETS,
    INET "2.0.0.7.1.3.6.1.2.1.2.10.0.0.1.360000.1.128",
    "IF-MIB::inetAddress[unknown][\"\"][RFC1213-MIB::interfaces][10.0.0.1][1:00:00.00].1.128",
    TRUE },
  { "the same with -Oq", MODULE | BRACKETS | TARN_MIB_NAME_QUICK,
    INET "2.0.0.7.1.3.6.1.2.1.2.10.0.0.1.360000.1.128",
    "IF-MIB::inetAddress[unknown][\"\"][RFC1213-MIB::interfaces][10.0.0.1][0:1:00:00.00].1.128",
    TRUE },
  { "and with -Ot", MODULE | BRACKETS | TARN_MIB_NAME_RAW_TICKS,
    INET "2.0.0.7.1.3.6.1.2.1.2.10.0.0.1.360000.1.128",
    "IF-MIB::inetAddress[unknown][\"\"][RFC1213-MIB::interfaces][10.0.0.1][360000].1.128", TRUE },
  { "octets with a hint, and -Oq", MODULE | BRACKETS | TARN_MIB_NAME_QUICK,
    ANY "3.3.97.98.99.1.0.26.43.60.77.94", "IF-MIB::anyMac[abc][up][0:1a:2b:3c:4d:5e]" },
  { "an index that ends too early (P-IDX-11)", MODULE, ANY "1.3.97.98",
    "IF-MIB::anyText.3.97.98" },
  { "an arc that is no octet (P-IDX-11)", MODULE, ANY "1.2.97.300.1",
    "IF-MIB::anyText.2.97.300.1" },
  { "arcs behind the last part", MODULE, IF "2.3.4", "IF-MIB::ifDescr.3.4" },
};

static void
test_name (gconstpointer data)
{
  const Name *name = data;
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(TarnOid) oid = tarn_test_oid (name->oid);
  g_autoptr(TarnOid) back = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = tarn_mib_oid_to_text (mib, oid, name->flags);

  g_assert_cmpstr (text, ==, name->text);
  if (name->one_way)
    return;

  back = tarn_mib_parse_oid (mib, text, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_oid_equal (oid, back));
}

typedef struct
{
  const char *text;
  const char *oid;       /* NULL: refused, with */
  const char *message;
} Typed;

static const Typed typed[] = {
  { ".1.3.6.1.2.1", "1.3.6.1.2.1" },
  { "1.3.6.1.2.1.1.0", "1.3.6.1.2.1.1.0" },
  { ".iso.org.dod", "1.3.6" },
  { ".iso.3.dod", "1.3.6" },
  { "iso.3.6.1", "1.3.6.1" },
  { "mib-2.interfaces.ifNumber.0", "1.3.6.1.2.1.2.1.0" },
  { "interfaces.ifTable.1.ifDescr.3", IF "2.3" },
  { "IF-MIB:ifDescr.3", IF "2.3" },
  { "RFC1213-MIB::ifDescr.3", IF "2.3" },
  { "ifDescr[3]", IF "2.3" },
  { "ifName.3", "1.3.6.1.2.1.31.1.1.1.1.3" },
  { "anyMac.\"abc\".down.'abcdef'", ANY "3.3.97.98.99.2.97.98.99.100.101.102" },
  { "anyMac.\"a\\\"b\"", ANY "3.3.97.34.98" },
  { "anyMac.'abc'", ANY "3.97.98.99" },
  { "anyMac.3.97.98.99.up", ANY "3.3.97.98.99.1" },
  { "anyMac[abc][up][00:1a:2b:3c:4d:5e]", ANY "3.3.97.98.99.1.0.26.43.60.77.94" },
  { "anyMac[\"abc\"]", ANY "3.3.97.98.99" },
  { "impliedValue.7.\"ab\"", IMPLIED ".7.97.98" },
  { "inetAddress.ipv6.\"2001:db8::1\"", INET "2.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1" },
  { "inetAddress[ipv4][192.0.2.1][ifTable][10.0.0.1]",
    INET "2.1.4.192.0.2.1.8.1.3.6.1.2.1.2.2.10.0.0.1" },
  { "inetAddress[ipv4][192.0.2.1][ifTable][10.0.0.1][0:1:00:00.00]",
    INET "2.1.4.192.0.2.1.8.1.3.6.1.2.1.2.2.10.0.0.1.360000" },
  { "inetAddress[ipv4][192.0.2.1][ifTable][10.0.0.1][2 days, 1:00:00.05]",
    INET "2.1.4.192.0.2.1.8.1.3.6.1.2.1.2.2.10.0.0.1.17640005" },
  { "inetAddress[ipv4][192.0.2.1][ifTable]", INET "2.1.4.192.0.2.1.8.1.3.6.1.2.1.2.2" },

  { "ifDesc.3", NULL, "IF-MIB::ifDescr" },
  { "IF-MIBB::ifDescr", NULL, "IF-MIB?" },
  { "ENTERPRISES::ifDescr", NULL, "does not define" },
  { "IF-MIB::", NULL, "a name should follow" },
  { "ifTable.ifDescr", NULL, "nothing below" },
  { "ifDescr.", NULL, "should follow" },
  { "ifDescr..3", NULL, "" },
  { "ifDescr.eth0", NULL, "ifIndex cannot be" },
  { "ifDescr.4294967296", NULL, "at most 4294967295" },
  { "anyMac.abc", NULL, "in quotes" },
  { "anyMac.\"abc\".sideways", NULL, "one of up, down" },
  { "anyMac.\"abc", NULL, "no second" },
  { "anyMac.\"a\".up.'abc'", ANY "3.1.97.1.97.98.99" },
  { "anyMac.\"a\".up.\"abc\"", NULL, "6 octets" },
  { "ifDescr[3", NULL, "] is missing" },
  { "ifDescr[3][4]", NULL, "1 part" },
  { "inetAddress[ipv4][192.0.2.1][ifTable][10.0.0]", NULL, "an IPv4 address" },
  { "inetAddress[ipv4][192.0.2.1][ifTable][10.0.0.1][noon]", NULL, "a time" },
  { "inetAddress.ipv4.\"1.2.3\"", NULL, "" },
  { "ifDescr 3", NULL, "" },
  { "", NULL, "" },
  { "::", NULL, "" },
  { "ifTable.\xff", NULL, "" },
  { "ifTable.ifEntry.x\xff", NULL, "" },
  { "ifDescr.\xff", NULL, "" },
  { ".", "0.0" },
};

static void
test_typed (gconstpointer data)
{
  const Typed *self = data;
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *exact = g_strdup (self->text);
  g_autofree char *text = NULL;

  oid = tarn_mib_parse_oid (mib, exact, &error);
  if (self->oid == NULL && self->text[0] != '\0')
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, self->message));
      g_assert_null (oid);
      return;
    }
  if (self->oid == NULL)
    return;

  g_assert_no_error (error);
  text = tarn_oid_to_string (oid);
  g_assert_cmpstr (text + 1, ==, self->oid);
}

/* Every prefix of everything is understood or refused, and nothing else. */
static void
test_prefixes (void)
{
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (gsize cut = 0; cut < strlen (typed[i].text); cut++)
      {
        g_autofree char *prefix = g_strndup (typed[i].text, cut);
        g_autoptr(GError) error = NULL;
        g_autoptr(TarnOid) oid = tarn_mib_parse_oid (mib, prefix, &error);

        g_assert_true ((oid == NULL) == (error != NULL));
      }
}

static void
test_roots (void)
{
  static const struct { const char *text, *after, *before; } roots[] = {
    { "iso", ".1.0", ".2.0" },
    { ".1", ".1.0", ".2.0" },
    { ".iso.org", ".1.3", ".1.4" },
    { "interfaces", ".1.3.6.1.2.1.2", ".1.3.6.1.2.1.3" },
    { ".", NULL, NULL },
  };
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(GError) error = NULL;
  TarnOid *after, *before;

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;

      g_assert_true (tarn_mib_parse_root (mib, roots[i].text, &after, &before, &error));
      g_assert_no_error (error);
      one = after != NULL ? tarn_oid_to_string (after) : NULL;
      two = before != NULL ? tarn_oid_to_string (before) : NULL;
      g_assert_cmpstr (one, ==, roots[i].after);
      g_assert_cmpstr (two, ==, roots[i].before);
      g_clear_pointer (&after, tarn_oid_unref);
      g_clear_pointer (&before, tarn_oid_unref);
    }

  g_assert_false (tarn_mib_parse_root (mib, "nothing", &after, &before, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_null (after);
}

/* Numbers work without any module. */
static void
test_without (void)
{
  g_autoptr(TarnOid) oid = tarn_mib_parse_oid (NULL, "1.3.6.1", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = tarn_mib_oid_to_text (NULL, oid, TARN_MIB_NAME_MODULE);

  g_assert_cmpstr (text, ==, ".1.3.6.1");
  g_assert_null (tarn_mib_parse_oid (NULL, "ifDescr", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no MIB modules are loaded"));
}

/* A walk goes through the same cursor; what it keeps never leaks into the next name. */
static void
test_cursor (void)
{
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_auto(TarnMibCursor) cursor;

  tarn_mib_cursor_init (&cursor, tarn_mib_get_image (mib), TARN_MIB_NAME_MODULE);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      for (guint again = 0; again < 2; again++)
        {
          g_autoptr(TarnOid) oid = tarn_test_oid (names[i].oid);
          g_autoptr(GString) text = g_string_new ("=");
          g_autofree char *alone = tarn_mib_oid_to_text (mib, oid, TARN_MIB_NAME_MODULE);

          tarn_mib_cursor_append_name (&cursor, tarn_oid_span (oid), text);
          g_assert_cmpstr (text->str + 1, ==, alone);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-names/shown/%s", names[i].says);

      g_test_add_data_func (path, &names[i], test_name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-names/typed/%u", i);

      g_test_add_data_func (path, &typed[i], test_typed);
    }
  g_test_add_func ("/mib-names/typed/every prefix", test_prefixes);
  g_test_add_func ("/mib-names/roots (P-OID-11)", test_roots);
  g_test_add_func ("/mib-names/without a MIB", test_without);
  g_test_add_func ("/mib-names/one after the other", test_cursor);

  return g_test_run ();
}
