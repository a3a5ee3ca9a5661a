/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-editor-value.h"
#include "tarn-gui-fixture.h"

typedef struct
{
  const char     *name;
  const char     *object;    /* NULL: no module knows it */
  const char     *snmprec;   /* "4x|00ff": the value      */
  TarnEditorForm  form;
  const char     *text;
} FormVector;

static const FormVector forms[] = {
  { "an enumeration is its number", "ifAdminStatus", "2|2", TARN_EDITOR_AS_ENUMERATION, "2" },
  { "so is one that has no name", "ifAdminStatus", "2|77", TARN_EDITOR_AS_ENUMERATION, "77" },
  { "an enumeration of another module", "prtMarkerCounterUnit", "2|3", TARN_EDITOR_AS_ENUMERATION,
    "3" },
  { "a number", "ifMtu", "2|-5", TARN_EDITOR_AS_NUMBER, "-5" },
  { "an unsigned one", "ifSpeed", "66|4294967295", TARN_EDITOR_AS_NUMBER, "4294967295" },
  { "all of 64 bits", "ifHCInOctets", "70|18446744073709551615", TARN_EDITOR_AS_NUMBER,
    "18446744073709551615" },
  { "text", "sysName", "4|core 1", TARN_EDITOR_AS_TEXT, "core 1" },
  { "no text", "sysName", "4|", TARN_EDITOR_AS_TEXT, "" },
  { "text of two lines would lose its line end in an entry", "sysName", "4x|610a62",
    TARN_EDITOR_AS_OCTETS, "61 0a 62" },
  { "octets that are no text", "sysName", "4x|ff00", TARN_EDITOR_AS_OCTETS, "ff 00" },
  { "a MAC address (hint)", "ifPhysAddress", "4x|001a2b3c4d5e", TARN_EDITOR_AS_TEXT,
    "00:1a:2b:3c:4d:5e" },
  { "bits by name", "lldpRemSysCapEnabled", "4x|28", TARN_EDITOR_AS_BITS, "bridge router" },
  { "an OID by its name", "sysObjectID", "6|1.3.6.1.2.1.1.5", TARN_EDITOR_AS_OID,
    "SNMPv2-MIB::sysName" },
  { "TimeTicks are hundredths", "sysUpTime", "67|12345", TARN_EDITOR_AS_TICKS, "12345" },
  { "an address", "ipAdEntAddr", "64|192.0.2.1", TARN_EDITOR_AS_TEXT, "192.0.2.1" },
  { "a date that is none", "hrSystemDate", "4x|07ea0b17020304050b0200", TARN_EDITOR_AS_OCTETS,
    "07 ea 0b 17 02 03 04 05 0b 02 00" },
  { "a date with a zone", "hrSystemDate", "4x|07ea0b17020304052b0200", TARN_EDITOR_AS_DATE,
    "2026-11-23T02:03:04.5+02:00" },
  { "a date without one", "hrSystemDate", "4x|07ea0b1702030400", TARN_EDITOR_AS_DATE,
    "2026-11-23T02:03:04" },
  { "without a module: a number", NULL, "2|5", TARN_EDITOR_AS_NUMBER, "5" },
  { "without a module: text", NULL, "4|abc", TARN_EDITOR_AS_TEXT, "abc" },
  { "without a module: octets", NULL, "4x|80", TARN_EDITOR_AS_OCTETS, "80" },
  { "without a module: NUL is no text", NULL, "4x|6100", TARN_EDITOR_AS_OCTETS, "61 00" },
  { "without a module: an address", NULL, "64|192.0.2.1", TARN_EDITOR_AS_TEXT, "192.0.2.1" },
  { "without a module: TimeTicks", NULL, "67|1", TARN_EDITOR_AS_TICKS, "1" },
  { "a float in an Opaque (P-STR-05)", NULL, "68x|9f780442280000", TARN_EDITOR_AS_FLOAT, "42" },
  { "a double in an Opaque", NULL, "68x|9f7908c044c00000000000", TARN_EDITOR_AS_DOUBLE, "-41.5" },
  { "another Opaque", NULL, "68x|020101", TARN_EDITOR_AS_OCTETS, "02 01 01" },
  { "Null", NULL, "5|", TARN_EDITOR_AS_NOTHING, "" },
};

/* The value, from a capture that was made of it. */
static TarnValue *
make_value (const char *snmprec)
{
  g_autofree char *line = g_strdup_printf ("1.3.6.1.4.1.1.0|%s\n", snmprec);
  TarnDocument *document = tarn_gui_document_new (line);
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.4.1.1.0", NULL);
  TarnValue *value = tarn_store_get (tarn_document_get_store (document), oid, NULL);

  g_assert_nonnull (value);
  tarn_gui_document_free (document);
  return value;
}

static void
test_form (gconstpointer data)
{
  const FormVector *v = data;
  g_autoptr(TarnMibNode) node =
    v->object != NULL ? tarn_mib_get_node (tarn_gui_get_mib (), v->object) : NULL;
  g_autoptr(TarnValue) value = make_value (v->snmprec);
  g_autoptr(TarnValue) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  TarnEditorSubject subject = { v->object != NULL ? tarn_gui_get_mib () : NULL, node,
                                tarn_value_get_kind (value) };

  if (v->object != NULL)
    {
      g_assert_nonnull (node);
      g_assert_cmpint (tarn_editor_kind_of (node), ==, subject.kind);
    }
  g_assert_cmpint (tarn_editor_choose_form (&subject, value), ==, v->form);
  text = tarn_editor_format (&subject, v->form, value);
  g_assert_cmpstr (text, ==, v->text);
  again = tarn_editor_parse (&subject, v->form, text, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_value_equal (again, value));
}

typedef struct
{
  const char     *name;
  TarnKind        kind;
  TarnEditorForm  form;
  const char     *text;
  const char     *expected;   /* octets in hex of the content; NULL: refused */
  const char     *complaint;  /* a part of it                                */
} ParseVector;

static const ParseVector parses[] = {
  { "Integer32: the smallest", TARN_KIND_INTEGER, TARN_EDITOR_AS_NUMBER, " -2147483648 ",
    "80000000", NULL },
  { "Integer32: one below it", TARN_KIND_INTEGER, TARN_EDITOR_AS_NUMBER, "-2147483649", NULL,
    "2147483648" },
  { "Gauge32: a negative one", TARN_KIND_GAUGE32, TARN_EDITOR_AS_NUMBER, "-1", NULL, "4294967295" },
  { "Counter64: one too many", TARN_KIND_COUNTER64, TARN_EDITOR_AS_NUMBER, "18446744073709551616",
    NULL, "18446744073709551615" },
  { "a number with words", TARN_KIND_GAUGE32, TARN_EDITOR_AS_NUMBER, "5 apples", NULL, "number" },
  { "no number", TARN_KIND_GAUGE32, TARN_EDITOR_AS_NUMBER, "", NULL, "number" },
  { "octets with anything usual between them", TARN_KIND_OCTET_STRING, TARN_EDITOR_AS_OCTETS,
    "00:1A-2b 3c\n4d5e", "001a2b3c4d5e", NULL },
  { "no octets", TARN_KIND_OCTET_STRING, TARN_EDITOR_AS_OCTETS, " ", "", NULL },
  { "half an octet", TARN_KIND_OCTET_STRING, TARN_EDITOR_AS_OCTETS, "00 1", NULL, "Octet 2" },
  { "half an octet in the middle", TARN_KIND_OCTET_STRING, TARN_EDITOR_AS_OCTETS, "00 1 22", NULL,
    "Octet 2" },
  { "no hex digit", TARN_KIND_OCTET_STRING, TARN_EDITOR_AS_OCTETS, "0é", NULL, "“é”" },
  { "text keeps its space", TARN_KIND_OCTET_STRING, TARN_EDITOR_AS_TEXT, " a ", "206120", NULL },
  { "an IPv6 address is none of this type", TARN_KIND_IP_ADDRESS, TARN_EDITOR_AS_TEXT,
    "2001:db8::1", NULL, "IPv4" },
  { "three octets of an address", TARN_KIND_IP_ADDRESS, TARN_EDITOR_AS_TEXT, "192.0.2", NULL,
    "IPv4" },
  { "no name without modules", TARN_KIND_OBJECT_ID, TARN_EDITOR_AS_OID, "no such name", NULL, "" },
  { "no OID", TARN_KIND_OBJECT_ID, TARN_EDITOR_AS_OID, "", NULL, "OID" },
  { "an OID", TARN_KIND_OBJECT_ID, TARN_EDITOR_AS_OID, "1.3.6.1", "2b0601", NULL },
  { "a float", TARN_KIND_OPAQUE, TARN_EDITOR_AS_FLOAT, "1", "9f78043f800000", NULL },
  { "a float that is none", TARN_KIND_OPAQUE, TARN_EDITOR_AS_FLOAT, "1,5", NULL, "21.5" },
  { "a float of more than 32 bits", TARN_KIND_OPAQUE, TARN_EDITOR_AS_FLOAT, "1e39", NULL, "32" },
  { "a double", TARN_KIND_OPAQUE, TARN_EDITOR_AS_DOUBLE, "1e39", "9f790848078287f49c4a1d", NULL },
};

static void
test_parse (gconstpointer data)
{
  const ParseVector *v = data;
  TarnEditorSubject subject = { NULL, NULL, v->kind };
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_editor_parse (&subject, v->form, v->text, &error);
  g_autoptr(GString) hex = g_string_new (NULL);
  const guint8 *octets;
  gsize n;

  if (v->expected == NULL)
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, v->complaint));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (tarn_value_get_kind (value), ==, v->kind);
  octets = tarn_value_get_octets (value, &n);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (hex, "%02x", octets[i]);
  g_assert_cmpstr (hex->str, ==, v->expected);
}

/* Bits, as boxes are checked; enumerations by number; a date typed by hand. */
static void
test_by_module (void)
{
  static const struct
  {
    const char *object;
    TarnEditorForm form;
    const char *text;
    const char *shown;   /* NULL: refused */
  } cases[] = {
    { "ifAdminStatus", TARN_EDITOR_AS_ENUMERATION, "3", "testing" },
    { "ifAdminStatus", TARN_EDITOR_AS_ENUMERATION, "9", "9" },
    { "lldpConfigManAddrPortsTxEnable", TARN_EDITOR_AS_TEXT, "80", "80" },
    { "lldpRemSysCapSupported", TARN_EDITOR_AS_BITS, "2,4", "bridge router" },
    { "lldpRemSysCapSupported", TARN_EDITOR_AS_BITS, "", "" },
    { "lldpRemSysCapSupported", TARN_EDITOR_AS_BITS, "flying", NULL },
    { "hrSystemDate", TARN_EDITOR_AS_DATE, "2026-13-01T00:00:00", NULL },
    { "hrSystemDate", TARN_EDITOR_AS_DATE, "2026-02-28T23:59:60.9-01:30",
      "2026-02-28T23:59:60.9-01:30" },
    { "ifMtu", TARN_EDITOR_AS_NUMBER, "many", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnMibNode) node = tarn_mib_get_node (tarn_gui_get_mib (), cases[i].object);
      TarnEditorSubject subject = { tarn_gui_get_mib (), node, tarn_editor_kind_of (node) };
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnValue) value =
        tarn_editor_parse (&subject, cases[i].form, cases[i].text, &error);
      g_autofree char *shown =
        value != NULL ? tarn_mib_node_format_value (node, value, NULL, TARN_MIB_VALUE_PERSON)
                      : NULL;

      g_test_message ("%s %s", cases[i].object, cases[i].text);
      g_assert_true ((error == NULL) == (cases[i].shown != NULL));
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_describe (void)
{
  static const struct
  {
    const char *object;
    TarnEditorForm form;
    const char *text;
  } cases[] = {
    { "sysName", TARN_EDITOR_AS_TEXT, "0 to 255 octets" },
    { "ifPhysAddress", TARN_EDITOR_AS_TEXT, NULL },
    { "sysServices", TARN_EDITOR_AS_NUMBER, "0 to 127" },
    { "ifAdminStatus", TARN_EDITOR_AS_ENUMERATION, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnMibNode) node = tarn_mib_get_node (tarn_gui_get_mib (), cases[i].object);
      TarnEditorSubject subject = { tarn_gui_get_mib (), node, tarn_editor_kind_of (node) };
      g_autofree char *text = tarn_editor_describe (&subject, cases[i].form);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/editor-value/form/%s", forms[i].name);

      g_test_add_data_func (path, &forms[i], test_form);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/editor-value/parse/%s", parses[i].name);

      g_test_add_data_func (path, &parses[i], test_parse);
    }
  g_test_add_func ("/editor-value/by module", test_by_module);
  g_test_add_func ("/editor-value/describe", test_describe);
  return g_test_run ();
}
