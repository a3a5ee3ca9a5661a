/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Every kind of syntax with every kind of value and every option, beside the functions of
 * net-snmp that print them.  Where theirs is wrong is listed, with what ours is.
 */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include "mib/tarn-mib-value.h"
#include "tarn-test.h"

/* Labels "up=1 down=2", by value. */
typedef struct
{
  const char *name;
  TarnMibBase base;
  const char *hint;
  const char *units;
  const char *labels;
} Syntax;

static const Syntax syntaxes[] = {
  { "Integer32",      TARN_MIB_BASE_INTEGER },
  { "with units",     TARN_MIB_BASE_INTEGER, NULL, "seconds" },
  { "enumeration",    TARN_MIB_BASE_INTEGER, NULL, NULL,
    "minus=-1 zero=0 up=1 down=2 five-5=5 last=127" },
  { "enumeration with hint and units", TARN_MIB_BASE_INTEGER, "d-1", "V", "up=1 down=2" },
  { "d",              TARN_MIB_BASE_INTEGER, "d",   "m" },
  { "d-2",            TARN_MIB_BASE_INTEGER, "d-2", "dB" },
  { "d-12",           TARN_MIB_BASE_INTEGER, "d-12" },
  { "x",              TARN_MIB_BASE_INTEGER, "x" },
  { "o",              TARN_MIB_BASE_INTEGER, "o" },
  { "Unsigned32",     TARN_MIB_BASE_UNSIGNED },
  { "unsigned d-3",   TARN_MIB_BASE_UNSIGNED, "d-3", "kHz" },
  { "unsigned x",     TARN_MIB_BASE_UNSIGNED, "x" },
  { "Counter32",      TARN_MIB_BASE_COUNTER32, NULL, "packets" },
  { "Counter32 with hint", TARN_MIB_BASE_COUNTER32, "d-2", NULL },
  { "Gauge32",        TARN_MIB_BASE_GAUGE32, NULL, "bits per second" },
  { "TimeTicks",      TARN_MIB_BASE_TIME_TICKS, NULL, NULL },
  { "TimeTicks with units", TARN_MIB_BASE_TIME_TICKS, NULL, "centi-seconds" },
  { "Counter64",      TARN_MIB_BASE_COUNTER64, NULL, "octets" },
  { "OCTET STRING",   TARN_MIB_BASE_OCTETS },
  { "octets with units", TARN_MIB_BASE_OCTETS, NULL, "octets" },
  { "DisplayString",  TARN_MIB_BASE_OCTETS, "255a" },
  { "SnmpAdminString", TARN_MIB_BASE_OCTETS, "255t", "things" },
  { "PhysAddress",    TARN_MIB_BASE_OCTETS, "1x:" },
  { "words",          TARN_MIB_BASE_OCTETS, "2x:" },
  { "pairs",          TARN_MIB_BASE_OCTETS, "1x 1d-" },
  { "text and more",  TARN_MIB_BASE_OCTETS, "1a1d:" },
  { "bad hint",       TARN_MIB_BASE_OCTETS, "1q", "units" },
  { "BITS",           TARN_MIB_BASE_BITS, NULL, NULL,
    "b0=0 b1=1 b2=2 b3=3 b4=4 b5=5 b6=6 b7=7 b8=8 b9=9 b10=10 b11=11 b12=12 b13=13 b14=14 b15=15" },
  { "OBJECT IDENTIFIER", TARN_MIB_BASE_OBJECT_ID },
  { "IpAddress",      TARN_MIB_BASE_IP_ADDRESS, NULL, "hosts" },
  { "NetworkAddress", TARN_MIB_BASE_NETWORK_ADDRESS },
  { "Opaque",         TARN_MIB_BASE_OPAQUE, NULL, "C" },
};

static const char *const tlvs[] = {
  "020100", "020101", "020102", "020105", "0201ff", "0201fb", "02017f", "020204d2", "02047fffffff",
  "020480000000", "0400", "040161", "0403616263", "04056122625c63", "0403610962", "0403610062",
  "0405636166c3a9", "0404636166e9", "0406001a2b3c4d5e", "040180", "040200ff", "0402c001",
  "0402ffff",
  "0410000102030405060708090a0b0c0d0e0f", "0411000102030405060708090a0b0c0d0e0f10",
  "04210001020304050607080910111213141516171819202122232425262728293031" "41",
  "0500", "06062b0601020101", "06012b", "060100", "40047f000001", "4004c0000201",
  "410100", "41017f", "41050080000000", "420100", "420105", "420204d2", "420500ffffffff",
  "430100", "430163", "43040107ac00", "4304075bcd15", "430500ffffffff",
  "460100", "460900ffffffffffffffff", "470107", "4403616263", "44079f780440600000",
  "44079f7804bdcccccd", "440b9f7908400c000000000000", "44049f760105", "44049f7a01ff",
  "44049f7b0105", "030200f0", "4503010203",
};

static const struct { const char *letters; TarnMibValueFlags flags; } options[] = {
  { "",   TARN_MIB_VALUE_NET_SNMP },
  { "e",  TARN_MIB_VALUE_NUMBERS },
  { "x",  TARN_MIB_VALUE_HEX },
  { "a",  TARN_MIB_VALUE_ASCII },
  { "T",  TARN_MIB_VALUE_HEX_TEXT },
  { "xT", TARN_MIB_VALUE_HEX | TARN_MIB_VALUE_HEX_TEXT },
  { "q",  TARN_MIB_VALUE_QUICK },
  { "Q",  TARN_MIB_VALUE_QUICK | TARN_MIB_VALUE_NO_TYPES },
  { "qe", TARN_MIB_VALUE_QUICK | TARN_MIB_VALUE_NUMBERS },
  { "qx", TARN_MIB_VALUE_QUICK | TARN_MIB_VALUE_HEX },
  { "qT", TARN_MIB_VALUE_QUICK | TARN_MIB_VALUE_HEX_TEXT },
  { "t",  TARN_MIB_VALUE_RAW_TICKS },
  { "qt", TARN_MIB_VALUE_QUICK | TARN_MIB_VALUE_RAW_TICKS },
  { "U",  TARN_MIB_VALUE_NO_UNITS },
  { "0",  TARN_MIB_VALUE_PADDED },
};

/* Both forms of the labels; and of the syntax. */
typedef struct
{
  TarnMibSyntax     syntax;
  TarnMibLabel      labels[32];
  GString          *strings;
  struct enum_list  theirs[32];
} Labels;

static void
labels_init (Labels       *self,
             const Syntax *syntax)
{
  g_auto(GStrv) words = g_strsplit (syntax->labels != NULL ? syntax->labels : "", " ", -1);

  *self = (Labels) { .strings = g_string_new (NULL) };
  self->syntax.name = syntax->name;
  self->syntax.base = syntax->base;
  self->syntax.hint = syntax->hint;
  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      char *equals = strchr (words[i], '=');

      self->labels[i].value = (gint32) g_ascii_strtoll (equals + 1, NULL, 10);
      self->labels[i].name = (guint32) self->strings->len;
      g_string_append_len (self->strings, words[i], equals - words[i]);
      g_string_append_c (self->strings, '\0');
      self->syntax.n_labels++;
    }

  self->syntax.labels = self->labels;
  self->syntax.strings = self->strings->str;
  for (guint i = 0; i < self->syntax.n_labels; i++)
    self->theirs[i] = (struct enum_list) {
      .next = i + 1 < self->syntax.n_labels ? &self->theirs[i + 1] : NULL,
      .value = self->labels[i].value,
      .label = self->strings->str + self->labels[i].name,
    };
}

static void
labels_clear (Labels *self)
{
  g_string_free (self->strings, TRUE);
}

/* A varbind of 1.3 in a response, as it would come from the network. */
static netsnmp_pdu *
parse_tlv (TarnSpan tlv)
{
  g_autoptr(GByteArray) message = g_byte_array_new ();
  const guint8 head[] = {
    0xa2, (guint8) (16 + tlv.len), 2, 1, 1, 2, 1, 0, 2, 1, 0, 0x30, (guint8) (5 + tlv.len),
    0x30, (guint8) (3 + tlv.len), 6, 1, 0x2b,
  };
  netsnmp_pdu *pdu = g_malloc0 (sizeof *pdu);
  size_t len;

  g_byte_array_append (message, head, sizeof head);
  g_byte_array_append (message, tlv.data, (guint) tlv.len);
  len = message->len;
  g_assert_cmpint (snmp_pdu_parse (pdu, message->data, &len), ==, 0);
  g_assert_nonnull (pdu->variables);
  return pdu;
}

typedef int (*PrintFunc) (u_char **, size_t *, size_t *, int, const netsnmp_variable_list *,
                          const struct enum_list *, const char *, const char *);

static PrintFunc
print_func (TarnMibBase base)
{
  static const PrintFunc funcs[] = {
    [TARN_MIB_BASE_INTEGER] = sprint_realloc_integer,
    [TARN_MIB_BASE_UNSIGNED] = sprint_realloc_gauge,
    [TARN_MIB_BASE_COUNTER32] = sprint_realloc_counter,
    [TARN_MIB_BASE_GAUGE32] = sprint_realloc_gauge,
    [TARN_MIB_BASE_TIME_TICKS] = sprint_realloc_timeticks,
    [TARN_MIB_BASE_COUNTER64] = sprint_realloc_counter64,
    [TARN_MIB_BASE_OCTETS] = sprint_realloc_octet_string,
    [TARN_MIB_BASE_BITS] = sprint_realloc_bitstring,
    [TARN_MIB_BASE_OBJECT_ID] = sprint_realloc_object_identifier,
    [TARN_MIB_BASE_IP_ADDRESS] = sprint_realloc_ipaddress,
    [TARN_MIB_BASE_NETWORK_ADDRESS] = sprint_realloc_networkaddress,
    [TARN_MIB_BASE_OPAQUE] = sprint_realloc_opaque,
  };

  return funcs[base];
}

/* The options toggle, so that they are given once before and once after. */
static void
toggle (const char *letters)
{
  g_autofree char *copy = g_strdup (letters);

  g_assert_null (snmp_out_toggle_options (copy));
}

static void
reset_options (void)
{
  netsnmp_ds_set_int (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_STRING_OUTPUT_FORMAT, 0);
  netsnmp_ds_set_boolean (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_QUICKE_PRINT, 0);
}

static char *
print_theirs (const Syntax *syntax,
              Labels       *labels,
              TarnSpan      tlv,
              const char   *letters)
{
  netsnmp_pdu *pdu = parse_tlv (tlv);
  gboolean has_units = strchr (letters, 'U') == NULL;
  size_t size = 4096, len = 0;
  u_char *text = calloc (1, size);
  char *copy;

  toggle (letters);
  g_assert_cmpint (print_func (syntax->base) (&text, &size, &len, 1, pdu->variables,
                                              labels->syntax.n_labels > 0 ? labels->theirs : NULL,
                                              syntax->hint, has_units ? syntax->units : NULL),
                   ==, 1);
  toggle (letters);
  reset_options ();

  copy = g_strndup ((char *) text, len);
  free (text);
  snmp_free_pdu (pdu);
  return copy;
}

static char *
print_ours (const Syntax      *syntax,
            const Labels      *labels,
            TarnSpan           tlv,
            TarnMibValueFlags  flags)
{
  TarnMibValueContext context = { .syntax = &labels->syntax, .units = syntax->units };
  GString *text = g_string_new (NULL);
  TarnRow row = { 0 };

  tarn_row_set_tlv (&row, tlv);
  tarn_mib_value_append (text, &row, &context, flags);
  return g_string_free (text, FALSE);
}

/* Where net-snmp is wrong. */
typedef struct
{
  const char *why;
  Syntax      syntax;
  const char *tlv;
  const char *ours;
} Wrong;

#define INTEGER(hint) { "number", TARN_MIB_BASE_INTEGER, hint }
#define OCTETS(hint)  { "string", TARN_MIB_BASE_OCTETS, hint }
#define BITS(labels)  { "bits",   TARN_MIB_BASE_BITS, NULL, NULL, labels }

static const Wrong wrongs[] = {
  { "P-HNT-20: a negative number in hex is not what it is modulo 2^64", INTEGER ("x"), "0201fb",
    "INTEGER: -5" },
  { "P-HNT-20: nor in octal", INTEGER ("o"), "020480000000", "INTEGER: -20000000000" },
  { "P-HNT-20: no zeros before a binary number", INTEGER ("b"), "020105", "INTEGER: 101" },
  { "P-HNT-11: a letter that is no format", INTEGER ("q"), "020105", "INTEGER: 5" },
  { "P-HNT-11: a hint for octets", INTEGER ("2x"), "020105", "INTEGER: 5" },
  { "P-HNT-21: more than 18 digits behind the point", INTEGER ("d-19"), "020105", "INTEGER: 5" },
  { "P-HNT-02 F-85: it reads past the end", OCTETS ("2d"), "0401c8", "STRING: 200" },
  { "P-HNT-02 F-85: also for hex", OCTETS ("4x"), "0405" "0102030405", "STRING: 10203045" },
  { "P-HNT-03: a length of 0 takes nothing", OCTETS ("0a[1x]0a:1d"), "04020105",
    "STRING: [1]:5" },
  { "P-HNT-03 F-85: also in the end", OCTETS ("0a"), "0402" "4142", "STRING: " },
  { "P-HNT-05: no separator before a terminator", OCTETS ("*1x:/1x:"), "0405" "02aabb1011",
    "STRING: aa:bb/10:11" },
  { "P-HNT-01: a last spec reads its count again", OCTETS ("*1d./"), "0406" "020103020405",
    "STRING: 1.3/4.5" },
  { "P-HNT-07: decimal numbers of more than 64 bits are refused", OCTETS ("9d"),
    "0409" "010203040506070809", "(Bad hint ignored: 9d) Hex-STRING: 01 02 03 04 05 06 07 08 09 " },
  { "P-HNT-07: those of 64 bits have no sign", OCTETS ("8d"), "0408" "ff02030405060708",
    "STRING: 18375252745424078600" },
  { "P-HNT-11: a hint without a length", OCTETS ("x"), "0402" "0105",
    "(Bad hint ignored: x) Hex-STRING: 01 05 " },
  { "P-HNT-10 F-46: controls reach the terminal", OCTETS ("255a"), "0405" "411b5b3142",
    "STRING: A.[1B" },
  { "P-HNT-10 F-46: those of Unicode too", OCTETS ("255t"), "0404" "41c29b42",
    "STRING: A\\xc2\\x9bB" },
  { "P-BIT-01: no name behind a bit that has none", BITS ("one=1 seven=7"), "0401e1",
    "BITS: E1 0 one(1) 2 seven(7) " },
};

static guint n_compared;

/* P-HNT-20, P-HNT-10, P-HNT-02: some of those above. */
static gboolean
is_wrong (const Syntax *syntax,
          const char   *tlv)
{
  gboolean is_negative = strcmp (tlv, "0201ff") == 0 || strcmp (tlv, "0201fb") == 0
                         || strcmp (tlv, "020480000000") == 0;
  gboolean is_text = g_str_has_prefix (syntax->hint != NULL ? syntax->hint : "", "255");
  gboolean is_odd = g_str_has_prefix (tlv, "04") && strlen (tlv) / 2 % 2 != 0;

  return (is_negative && (g_strcmp0 (syntax->hint, "x") == 0
                          || g_strcmp0 (syntax->hint, "o") == 0))
         || (is_text && strcmp (tlv, "0402c001") == 0)
         || (is_odd && g_strcmp0 (syntax->hint, "2x:") == 0);
}

static void
test_syntax (gconstpointer data)
{
  const Syntax *syntax = data;
  Labels labels;

  labels_init (&labels, syntax);
  for (guint i = 0; i < G_N_ELEMENTS (tlvs); i++)
    for (guint k = 0; k < G_N_ELEMENTS (options); k++)
      {
        g_autoptr(GBytes) octets = tarn_test_hex (tlvs[i]);
        TarnSpan tlv = tarn_test_span (octets);
        g_autofree char *theirs = NULL;
        g_autofree char *ours = NULL;

        if (is_wrong (syntax, tlvs[i]))
          continue;
        theirs = print_theirs (syntax, &labels, tlv, options[k].letters);
        ours = print_ours (syntax, &labels, tlv, options[k].flags);
        if (strcmp (ours, theirs) != 0)
          {
            g_test_message ("%s as %s with -O%s", tlvs[i], syntax->name, options[k].letters);
            g_test_message ("  ours %s", ours);
            g_test_message ("theirs %s", theirs);
            g_test_fail ();
          }
        n_compared++;
      }
  labels_clear (&labels);
}

static void
test_wrong (gconstpointer data)
{
  const Wrong *wrong = data;
  g_autoptr(GBytes) octets = tarn_test_hex (wrong->tlv);
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;
  const Syntax *syntax = &wrong->syntax;
  Labels labels;

  labels_init (&labels, syntax);
  theirs = print_theirs (syntax, &labels, tarn_test_span (octets), "");
  ours = print_ours (syntax, &labels, tarn_test_span (octets), TARN_MIB_VALUE_NET_SNMP);
  g_test_message ("theirs: %s", theirs);
  g_assert_cmpstr (ours, ==, wrong->ours);
  /* Else it need not be listed. */
  g_assert_cmpstr (theirs, !=, ours);
  labels_clear (&labels);
}

static void
test_how_many (void)
{
  g_test_message ("%u texts compared", n_compared);
  g_assert_cmpuint (n_compared, >, 20000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* No configuration, no modules; 16 octets to a line, as the tools have it. */
  setenv ("MIBS", "", TRUE);
  setenv ("SNMPCONFPATH", "/nowhere", TRUE);
  netsnmp_ds_set_boolean (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_READ_CONFIGS, 1);
  snmp_disable_log ();
  netsnmp_init_mib ();
  netsnmp_ds_set_int (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_HEX_OUTPUT_LENGTH, 16);
  netsnmp_ds_set_int (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_OID_OUTPUT_FORMAT,
                      NETSNMP_OID_OUTPUT_NUMERIC);

  for (guint i = 0; i < G_N_ELEMENTS (syntaxes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/value-net-snmp/same/%s", syntaxes[i].name);

      g_test_add_data_func (path, &syntaxes[i], test_syntax);
    }
  g_test_add_func ("/value-net-snmp/same/all of them", test_how_many);
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/value-net-snmp/theirs is wrong/%u: %s", i,
                                               wrongs[i].why);

      g_test_add_data_func (path, &wrongs[i], test_wrong);
    }

  return g_test_run ();
}
