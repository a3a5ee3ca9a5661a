/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values as a person would write them, what a person writes as values, and what is wrong
 * about values.  What net-snmp prints is in tests/interop/test-value-net-snmp.c.
 */
#include "mib/tarn-mib-value.h"

#include "base/tarn-error.h"
#include "base/tarn-value-private.h"
#include "tarn-test.h"

#define DATE_HINT "2d-1d-1d,1d:1d:1d.1d,1a1d:1d"

static const char strings[] = "\0up\0down\0lower-down\0minus\0a\0c\0true\0false";
static const TarnMibLabel states[] = { { -1, 20 }, { 1, 1 }, { 2, 4 }, { 7, 9 } };
static const TarnMibLabel bits[] = { { 0, 26 }, { 2, 28 }, { 9, 4 } };
static const TarnMibLabel truths[] = { { 1, 30 }, { 2, 35 } };
static const TarnMibRange percent[] = { { 0, 100 } };
static const TarnMibRange holes[] = { { -5, -1 }, { 5, 10 } };
static const TarnMibRange six[] = { { 6, 6 } };
static const TarnMibRange date_sizes[] = { { 8, 8 }, { 11, 11 } };
static const TarnMibRange eight[] = { { 0, 8 } };

#define LABELS(array) .strings = strings, .labels = array, .n_labels = G_N_ELEMENTS (array)
#define RANGES(array) .ranges = array, .n_ranges = G_N_ELEMENTS (array)
#define BASE(b)       .base = TARN_MIB_BASE_##b
#define TC(c)         .convention = TARN_MIB_CONVENTION_##c

/* Each is one context; domain and type of an address are of the one that has them. */
typedef enum
{
  NOTHING, INTEGER, STATE, PERCENT, HOLES, DECIBEL, HEX, TRUTH, INTERVAL, GAUGE, COUNTER, TICKS,
  LARGE, STRING, DISPLAY, ADMIN, LATIN, WIDE, SHORT_TEXT, PHYS, MAC, DATE, FLAGS, NAME, IP, OPAQUE,
  REAL, INET_ANY, INET_4, INET_6, INET_4Z, INET_6Z, INET_DNS, INET_NONE, FIXED, TADDRESS,
  TADDRESS_UDP, TADDRESS_LOCAL, ENGINE, PAIRS, BAD_HINT, UNKNOWN_BASE, N_KINDS
} Kind;

static const TarnMibSyntax syntaxes[N_KINDS] = {
  [INTEGER] = { .name = "INTEGER", BASE (INTEGER) },
  [STATE] = { .name = "INTEGER", BASE (INTEGER), LABELS (states) },
  [PERCENT] = { .name = "INTEGER", BASE (INTEGER), RANGES (percent) },
  [HOLES] = { .name = "INTEGER", BASE (INTEGER), RANGES (holes) },
  [DECIBEL] = { .name = "Level", BASE (INTEGER), .hint = "d-2" },
  [HEX] = { .name = "Hex", BASE (INTEGER), .hint = "x" },
  [TRUTH] = { .name = "TruthValue", BASE (INTEGER), TC (TRUTH_VALUE), LABELS (truths) },
  [INTERVAL] = { .name = "TimeInterval", BASE (INTEGER), TC (TIME_INTERVAL) },
  [GAUGE] = { .name = "Gauge32", BASE (GAUGE32), RANGES (percent) },
  [COUNTER] = { .name = "Counter32", BASE (COUNTER32) },
  [TICKS] = { .name = "TimeTicks", BASE (TIME_TICKS) },
  [LARGE] = { .name = "Counter64", BASE (COUNTER64) },
  [STRING] = { .name = "OCTET STRING", BASE (OCTETS) },
  [DISPLAY] = { .name = "DisplayString", BASE (OCTETS), TC (DISPLAY_STRING), .hint = "255a" },
  [ADMIN] = { .name = "SnmpAdminString", BASE (OCTETS), TC (UTF8), .hint = "255t" },
  [LATIN] = { .name = "DisplayString", BASE (OCTETS), TC (DISPLAY_STRING), .hint = "255a" },
  [WIDE] = { .name = "OCTET STRING", BASE (OCTETS), .hint = "255a" },
  [SHORT_TEXT] = { .name = "Text", BASE (OCTETS), TC (UTF8), .hint = "8t", RANGES (eight) },
  [PHYS] = { .name = "PhysAddress", BASE (OCTETS), TC (PHYS_ADDRESS), .hint = "1x:" },
  [MAC] = { .name = "MacAddress", BASE (OCTETS), TC (MAC_ADDRESS), .hint = "1x:", RANGES (six) },
  [DATE] = { .name = "DateAndTime", BASE (OCTETS), TC (DATE_AND_TIME), .hint = DATE_HINT,
             RANGES (date_sizes) },
  [FLAGS] = { .name = "BITS", BASE (BITS), LABELS (bits) },
  [NAME] = { .name = "OBJECT IDENTIFIER", BASE (OBJECT_ID) },
  [IP] = { .name = "IpAddress", BASE (IP_ADDRESS) },
  [OPAQUE] = { .name = "Opaque", BASE (OPAQUE) },
  [REAL] = { .name = "Float", BASE (OPAQUE), TC (FLOAT) },
  [INET_ANY] = { .name = "InetAddress", BASE (OCTETS), TC (INET_ADDRESS) },
  [INET_4] = { .name = "InetAddress", BASE (OCTETS), TC (INET_ADDRESS) },
  [INET_6] = { .name = "InetAddress", BASE (OCTETS), TC (INET_ADDRESS) },
  [INET_4Z] = { .name = "InetAddress", BASE (OCTETS), TC (INET_ADDRESS) },
  [INET_6Z] = { .name = "InetAddress", BASE (OCTETS), TC (INET_ADDRESS) },
  [INET_DNS] = { .name = "InetAddress", BASE (OCTETS), TC (INET_ADDRESS) },
  [INET_NONE] = { .name = "InetAddress", BASE (OCTETS), TC (INET_ADDRESS) },
  [FIXED] = { .name = "InetAddressIPv6", BASE (OCTETS), TC (INET_ADDRESS_FIXED),
              .hint = "2x:2x:2x:2x:2x:2x:2x:2x" },
  [TADDRESS] = { .name = "TAddress", BASE (OCTETS), TC (TRANSPORT_ADDRESS) },
  [TADDRESS_UDP] = { .name = "TAddress", BASE (OCTETS), TC (TRANSPORT_ADDRESS) },
  [TADDRESS_LOCAL] = { .name = "TAddress", BASE (OCTETS), TC (TRANSPORT_ADDRESS) },
  [ENGINE] = { .name = "SnmpEngineID", BASE (OCTETS), TC (ENGINE_ID) },
  [PAIRS] = { .name = "Pairs", BASE (OCTETS), .hint = "1d.1d/" },
  [BAD_HINT] = { .name = "Bad", BASE (OCTETS), .hint = "1q" },
  [UNKNOWN_BASE] = { .name = "Lost", BASE (NONE) },
};

static void
append_name (GString  *out,
             TarnSpan  name,
             gpointer  names)
{
  g_string_append_printf (out, "name-of-%" G_GSIZE_FORMAT, name.len);
}

static TarnMibValueContext
make_context (Kind kind)
{
  static const guint8 udp[] = { 0x2b, 6, 1, 6, 1, 1 };
  static const guint8 local[] = { 0x2b, 6, 1, 2, 1, 100, 1, 13 };
  TarnMibValueContext context = { .syntax = kind != NOTHING ? &syntaxes[kind] : NULL };

  if (kind == LATIN)
    context.charset = "ISO-8859-1";
  if (kind == WIDE)
    context.charset = "UTF-16LE";
  if (kind == DECIBEL)
    context.units = "dB";
  if (kind == NAME)
    context.append_oid = append_name;
  if (kind >= INET_4 && kind <= INET_NONE)
    {
      static const guint8 types[] = { 1, 2, 3, 4, 16, 0 };

      context.has_inet_type = TRUE;
      context.inet_type = types[kind - INET_4];
    }
  if (kind == TADDRESS_UDP)
    context.domain = tarn_span (udp, sizeof udp);
  if (kind == TADDRESS_LOCAL)
    context.domain = tarn_span (local, sizeof local);

  return context;
}

#define MATCHES  TARN_MIB_MISMATCH_NONE
#define TYPE     TARN_MIB_MISMATCH_TYPE
#define RANGE    TARN_MIB_MISMATCH_RANGE
#define SIZE     TARN_MIB_MISMATCH_SIZE
#define LABEL    TARN_MIB_MISMATCH_LABEL
#define BIT      TARN_MIB_MISMATCH_BIT
#define NOT_ITS  TARN_MIB_MISMATCH_CONVENTION
#define TEXT     TARN_MIB_MISMATCH_TEXT
#define BROKEN   TARN_MIB_MISMATCH_UNREADABLE

typedef struct
{
  const char      *name;
  Kind             kind;
  const char      *tlv;
  const char      *text;
  TarnMibMismatch  mismatch;
  gboolean         one_way;    /* the text does not give the value again */
} Vector;

static const Vector vectors[] = {
  { "P-ENM-01 a label",                      STATE,   "020101", "up" },
  { "P-ENM-01 a negative one",               STATE,   "0201ff", "minus" },
  { "P-ENM-01 one with a hyphen",            STATE,   "020107", "lower-down" },
  { "P-ENM-01 a number without one",         STATE,   "020105", "5", LABEL },
  { "P-TCV-03 TruthValue",                   TRUTH,   "020102", "false" },
  { "P-TCV-03 0 is none",                    TRUTH,   "020100", "0", LABEL },
  { "a number",                              INTEGER, "0202ff00", "-256" },
  { "P-HNT-22 out of range, but shown",      PERCENT, "020165", "101", RANGE },
  { "in one of two ranges",                  HOLES,   "0201fe", "-2" },
  { "between two ranges",                    HOLES,   "020100", "0", RANGE },
  { "P-HNT-21 a hint, and units",            DECIBEL, "0201fb", "-0.05 dB" },
  { "P-HNT-20 hex",                          HEX,     "0202ff01", "-ff" },
  { "P-TCV-02 TimeInterval",                 INTERVAL, "02022ee0", "0:02:00.00" },
  { "P-TCV-02 TimeTicks, a day and more",    TICKS,   "430400bc614e", "1 day, 10:17:36.78" },
  { "P-TCV-02 TimeTicks, two days",          TICKS,   "430401" "07ac00", "2 days, 0:00:00.00" },
  { "a gauge",                               GAUGE,   "420105", "5" },
  { "F-86 an INTEGER for a gauge",           GAUGE,   "020105", "5", TYPE, TRUE },
  { "F-86 a gauge for an enumeration has its label", STATE, "420101", "up", TYPE, TRUE },
  { "F-86 a string for a number",            STATE,   "0402" "6869", "hi", TYPE, TRUE },
  { "F-86 a number for a string",            DISPLAY, "020105", "5", TYPE, TRUE },
  { "F-86 an address for a string",          MAC,     "4004c0000201", "192.0.2.1", TYPE, TRUE },
  { "a counter",                             COUNTER, "410500ffffffff", "4294967295" },
  { "a large counter",                       LARGE,   "460900ffffffffffffffff",
    "18446744073709551615" },
  { "P-STR-05 one inside an Opaque",         LARGE,   "44049f760105", "5", MATCHES, TRUE },
  { "P-TXT-01 text without a hint",          STRING,  "0405" "68656c6c6f", "hello" },
  { "P-TXT-01 UTF-8 without a hint",         STRING,  "0402c3a9", "é" },
  { "P-TXT-01 anything else is octets",      STRING,  "0402c328", "0xc328" },
  { "P-TXT-01 F-46 an escape sequence",      STRING,  "0404" "1b5b3141", "0x1b5b3141" },
  { "P-TXT-02 F-46 a NUL at its end",        DISPLAY, "0405" "65746830" "00", "eth0", MATCHES,
    TRUE },
  { "P-TXT-02 NULs and nothing else",        DISPLAY, "0402" "0000", "", MATCHES, TRUE },
  { "P-TXT-02 nor text where none is due",   STRING,  "0402" "0000", "0x0000" },
  { "nothing",                               DISPLAY, "0400", "" },
  { "P-TCV-04 text",                         DISPLAY, "0402" "6162", "ab" },
  { "P-TCV-04 two lines",                    DISPLAY, "0403" "610a62", "a\nb" },
  { "P-TCV-04 DisplayString is ASCII",       DISPLAY, "0402c3a9", "é", TEXT },
  { "P-HNT-12 F-46 a text hint and no text", DISPLAY, "0402" "e90a", "0xe90a", TEXT, TRUE },
  { "P-HNT-12 an escape sequence",           DISPLAY, "0403" "1b5b41", "0x1b5b41", TEXT, TRUE },
  { "F-46 Latin-1, if the column says so",   LATIN,   "0404" "636166e9", "café" },
  { "F-46 the controls of Latin-1",          LATIN,   "0402" "619b", "a\\xc2\\x9b", MATCHES, TRUE },
  { "of two octets a character, if the column says so", WIDE, "0406" "e9004100ac20", "éA€" },
  { "with a zero behind it",                 WIDE,    "0404" "41000000", "A", MATCHES, TRUE },
  { "half a character",                      WIDE,    "0403" "e90041", "0xe90041", TEXT, TRUE },
  { "P-TCV-04 SnmpAdminString is UTF-8",     ADMIN,   "0402c3a9", "é" },
  { "P-TCV-04 and nothing else",             ADMIN,   "0402" "e9e9", "0xe9e9", TEXT, TRUE },
  { "P-HNT-10 no direction is turned",       ADMIN,   "0404" "61e280ae", "a\\xe2\\x80\\xae",
    MATCHES, TRUE },
  { "a text that is too long",               SHORT_TEXT, "0409" "313233343536373839", "123456789",
    SIZE },
  { "P-TCV-04 MacAddress",                   MAC,     "0406" "001a2b3c4d5e", "00:1a:2b:3c:4d:5e" },
  { "P-TCV-04 one of another size",          MAC,     "0403" "001a2b", "00:1a:2b", SIZE | NOT_ITS,
    TRUE },
  { "F-47 one that is text",                 MAC,     "0411" "30303a31613a32623a33633a34643a3565",
    "00:1a:2b:3c:4d:5e", SIZE | NOT_ITS, TRUE },
  { "P-TCV-04 PhysAddress of any size",      PHYS,    "0408" "0001020304050607",
    "00:01:02:03:04:05:06:07" },
  { "an empty one",                          PHYS,    "0400", "" },
  { "P-TCV-01 F-48 a date with its zone",    DATE,    "040b" "07c8051a0d1e0f002d0400",
    "1992-05-26T13:30:15-04:00" },
  { "P-TCV-01 F-48 8 octets: no zone known", DATE,    "0408" "07c8051a0d1e0f03",
    "1992-05-26T13:30:15.3" },
  { "P-TCV-01 zero is no date",              DATE,    "0408" "0000000000000000", "unknown" },
  { "P-TCV-01 a leap second",                DATE,    "0408" "07c80c1f173b3c00",
    "1992-12-31T23:59:60" },
  { "P-TCV-01 14 hours occur",               DATE,    "040b" "07c8051a0d1e0f002b0e00",
    "1992-05-26T13:30:15+14:00" },
  { "P-TCV-01 F-48 other lengths are octets", DATE,   "0406" "07c8051a0d1e", "0x07c8051a0d1e",
    NOT_ITS, TRUE },
  { "P-TCV-01 F-48 text of the size of a date", DATE, "040b" "323032362d31312d323300",
    "0x323032362d31312d323300", NOT_ITS, TRUE },
  { "P-TCV-01 a 30 February is told, and not one", DATE, "0408" "07c8021e0d1e0f00",
    "1992-02-30T13:30:15", NOT_ITS },
  { "P-TCV-01 a 29 February",                DATE,    "0408" "07c8021d0d1e0f00",
    "1992-02-29T13:30:15" },
  { "P-TCV-01 one of no leap year",          DATE,    "0408" "076c021d0d1e0f00",
    "1900-02-29T13:30:15", NOT_ITS },
  { "P-TCV-01 F-48 month 26",                DATE,    "0408" "07c81a050d1e0f00",
    "0x07c81a050d1e0f00",
    NOT_ITS, TRUE },
  { "P-BIT-01 names, in order",              FLAGS,   "0402" "a000", "a c" },
  { "P-BIT-01 bits without one",             FLAGS,   "0402" "c040", "a ?(1) down", BIT },
  { "P-BIT-01 a shorter value",              FLAGS,   "0401" "20", "c", MATCHES, TRUE },
  { "P-BIT-01 a longer one",                 FLAGS,   "0403" "000001", "?(23)", BIT },
  { "P-BIT-01 no bit",                       FLAGS,   "0402" "0000", "" },
  { "an OID with a name",                    NAME,    "0603" "2b0601", "name-of-3", MATCHES, TRUE },
  { "an OID without",                        NOTHING, "0603" "2b0601", "1.3.6.1", MATCHES, TRUE },
  { "an address",                            IP,      "4004" "c0000201", "192.0.2.1" },
  { "P-ADR an address of six octets",        IP,      "4006" "c00002010000", "0xc00002010000",
    BROKEN, TRUE },
  { "P-STR-05 a float",                      OPAQUE,  "44079f780440600000", "3.5" },
  { "P-STR-05 an Opaque that is none",       REAL,    "4403" "616263", "0x616263", NOT_ITS },
  { "P-TCV-05 an IPv4 address",              INET_4,  "0404" "0a000001", "10.0.0.1" },
  { "P-TCV-05 an IPv6 address (RFC 5952)",   INET_6,  "0410" "20010db8000000000000000000000001",
    "2001:db8::1" },
  { "P-TCV-05 ipv4z",                        INET_4Z, "0408" "0a00000100000003", "10.0.0.1%3" },
  { "P-TCV-05 ipv6z",                        INET_6Z,
    "0414" "fe80000000000000000000000000000100000007",
    "fe80::1%7" },
  { "P-TCV-05 dns",                          INET_DNS, "0404" "612e6264", "a.bd" },
  { "P-TCV-05 unknown",                      INET_NONE, "0400", "" },
  { "P-TCV-05 a length that is not its type's", INET_6, "0404" "0a000001", "0x0a000001", NOT_ITS,
    TRUE },
  { "P-IDX-18 without a type, its length",   INET_ANY, "0404" "0a000001", "10.0.0.1" },
  { "a fixed one",                           FIXED,   "0410" "20010db8000000000000000000000001",
    "2001:db8::1" },
  { "P-TCV-06 UDP over IPv4",                TADDRESS_UDP, "0406" "c000020100a1", "192.0.2.1:161" },
  { "P-TCV-06 and IPv6",                     TADDRESS,
    "0412" "20010db800000000000000000000000100a1",
    "[2001:db8::1]:161" },
  { "P-TCV-06 of a kind without ports",      TADDRESS_LOCAL, "0406" "2f746d702f78", "/tmp/x",
    MATCHES, TRUE },
  { "P-TCV-06 UDP of an odd size",           TADDRESS_UDP, "0404" "c0000201", "0xc0000201",
    NOT_ITS },
  { "an engine ID",                          ENGINE,  "0405" "8000000006", "0x8000000006" },
  { "a hint",                                PAIRS,   "0404" "01020304", "1.2/3/4" },
  { "P-HNT-11 a malformed hint",             BAD_HINT, "0401" "ff", "0xff" , MATCHES, TRUE },
  { "no syntax",                             NOTHING, "0402" "6869", "hi", MATCHES, TRUE },
  { "a syntax that nobody knows",            UNKNOWN_BASE, "020105", "5", MATCHES, TRUE },
  { "NULL",                                  NOTHING, "0500", "null", MATCHES, TRUE },
  { "an exception",                          INTEGER, "8100", "(no such instance)", MATCHES, TRUE },
  { "an unreadable number",                  INTEGER, "0200", "0x", BROKEN, TRUE },
  { "F-86 a BIT STRING for octets",          STRING,  "030200f0", "8 9 10 11", TYPE, TRUE },
};

static void
test_vector (gconstpointer data)
{
  const Vector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->tlv);
  TarnSpan tlv = tarn_test_span (octets);
  TarnMibValueContext context = make_context (v->kind);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(TarnValue) again = NULL;
  g_autoptr(GError) error = NULL;
  TarnRow row = { 0 };

  tarn_row_set_tlv (&row, tlv);
  tarn_mib_value_append (text, &row, &context, TARN_MIB_VALUE_PERSON);
  g_assert_cmpstr (text->str, ==, v->text);
  g_assert_true (g_utf8_validate (text->str, -1, NULL));
  g_assert_cmphex (tarn_mib_value_check (&row, &context), ==, v->mismatch);

  /* The other manner reads the same octets. */
  g_string_truncate (text, 0);
  tarn_mib_value_append (text, &row, &context, TARN_MIB_VALUE_NET_SNMP);
  if (v->one_way)
    return;

  again = tarn_mib_value_parse (v->text, &context, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_span_equal (tarn_value_get_row (again)->tlv, tlv));
}

typedef struct
{
  const char *name;
  Kind        kind;
  const char *text;
  const char *tlv;       /* NULL: it is refused, and the message has … */
  const char *message;
} Typed;

static const Typed typed[] = {
  { "P-ENM-01 a label and its number",   STATE,   "down(2)", "020102" },
  { "P-ENM-01 the number alone",         STATE,   "2",       "020102" },
  { "P-ENM-01 one without a label",      STATE,   "99",      "020163" },
  { "P-ENM-01 a label that is none",     STATE,   "upp",     NULL, "minus(-1), up(1), down(2)" },
  { "P-ENM-01 the number of another",    STATE,   "up(2)",   NULL, "none of" },
  { "a number in hex",                   INTEGER, "-0x10",   "0201f0" },
  { "one that does not fit",             INTEGER, "2147483648", NULL, "-2147483648 to" },
  { "no number",                         INTEGER, "many",    NULL, "not a number" },
  { "nothing",                           INTEGER, "",        NULL, "not a number" },
  { "a negative counter",                COUNTER, "-1",      NULL, "from 0 to 4294967295" },
  { "a counter that is too large",       COUNTER, "4294967296", NULL, "from 0 to 4294967295" },
  { "one of more than 64 bits",          INTEGER, "-0x99999999999999999", NULL, "-2147483648 to" },
  { "hundredths that are too many",      TICKS,   "4294967296", NULL, "from 0 to 4294967295" },
  { "a large counter that is too large", LARGE,   "18446744073709551616", NULL, "from 0 to 184" },
  { "P-HNT-13 without units",            DECIBEL, "1.5",     "02020096" },
  { "P-HNT-13 hex by its hint",          HEX,     "ff",      "020200ff" },
  { "P-TCV-02 hundredths",               TICKS,   "12345678", "430400bc614e" },
  { "P-TCV-02 as snmpget -Oq has it",    TICKS,   "1:10:17:36.78", "430400bc614e" },
  { "P-TCV-02 as snmpget has it",        TICKS,   "(12345678) 1 day, 10:17:36.78", "430400bc614e" },
  { "P-TCV-02 hours and minutes",        TICKS,   "0:01:00", "43021770" },
  { "P-TCV-02 too long",                 TICKS,   "500 days, 0:00:00.00", NULL, "4294967295" },
  { "P-TCV-02 minute 60",                TICKS,   "0:60:00", NULL, "a time" },
  { "octets in hex",                     STRING,  "0x00FF",  "040200ff" },
  { "hex of an odd number of digits",    STRING,  "0x0ff",   NULL, "hex" },
  { "text that looks like hex",          DISPLAY, "0x41",    "0404" "30783431" },
  { "F-46 text that Latin-1 has not",    LATIN,   "\342\202\254", NULL, "ISO-8859-1" },
  { "P-HNT-13 a MAC, not padded",        MAC,     "0:1a:2b:3c:4d:5e", "0406" "001a2b3c4d5e" },
  { "a MAC with dots",                   MAC,     "001a.2b3c.4d5e", "0406" "001a2b3c4d5e" },
  { "a MAC with dashes",                 MAC,     "00-1A-2B-3C-4D-5E", "0406" "001a2b3c4d5e" },
  { "a MAC in one",                      MAC,     "001a2b3c4d5e", "0406" "001a2b3c4d5e" },
  { "a MAC of five octets",              MAC,     "00:1a:2b:3c:4d", NULL, "MAC address" },
  { "two separators",                    PHYS,    "00:1a-2b", NULL, "hex" },
  { "as net-snmp prints hex",            PHYS,    "00 1A 2B ", "0403" "001a2b" },
  { "P-TCV-01 UTC",                      DATE,    "1992-05-26 13:30Z",
    "040b" "07c8051a0d1e00002b0000" },
  { "P-TCV-01 by its hint",              DATE,    "1992-5-26,13:30:15.0,-4:0",
    "040b" "07c8051a0d1e0f002d0400" },
  { "P-TCV-01 month 13",                 DATE,    "1992-13-26T13:30:15", NULL, "a date" },
  { "P-TCV-01 no date",                  DATE,    "yesterday", NULL, "a date" },
  { "P-TCV-05 of the other family",      INET_4,  "::1",     NULL, "ipv4(1)" },
  { "P-TCV-05 no address",               INET_ANY, "10.0.0", NULL, "of the kind" },
  { "P-TCV-06 no port",                  TADDRESS, "192.0.2.1", NULL, "with a port" },
  { "P-TCV-06 a port that is too large", TADDRESS, "192.0.2.1:65536", NULL, "with a port" },
  { "P-BIT-01 numbers and commas",       FLAGS,   "0, c(2)", "0402" "a000" },
  { "P-BIT-01 in hex",                   FLAGS,   "0xa0",    "0401" "a0" },
  { "P-BIT-01 a name that is none",      FLAGS,   "a b",     NULL, "a(0), c(2)" },
  { "an OID",                            NAME,    "1.3.6.1", "0603" "2b0601" },
  { "no OID",                            NAME,    "x",       NULL, "x" },
  { "an IPv6 address for an IpAddress",  IP,      "::1",     NULL, "IPv4" },
  { "a real number",                     OPAQUE,  "3.5",     "44079f780440600000" },
  { "no real number",                    OPAQUE,  "pi",      NULL, "a number" },
  { "a type that nobody knows",          UNKNOWN_BASE, "5",  NULL, "not known" },
};

static void
test_typed (gconstpointer data)
{
  const Typed *v = data;
  TarnMibValueContext context = make_context (v->kind);
  g_autoptr(TarnValue) value = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) octets = NULL;

  value = tarn_mib_value_parse (v->text, &context, &error);
  if (v->tlv == NULL)
    {
      g_assert_null (value);
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, v->message));
      return;
    }

  g_assert_no_error (error);
  octets = tarn_test_hex (v->tlv);
  g_assert_cmpmem (tarn_value_get_row (value)->tlv.data, tarn_value_get_row (value)->tlv.len,
                   tarn_test_span (octets).data, tarn_test_span (octets).len);
}

static void
test_flags (void)
{
  static const struct
  {
    Kind               kind;
    const char        *tlv;
    TarnMibValueFlags  flags;
    const char        *text;
  } told[] = {
    { STATE,   "020101", TARN_MIB_VALUE_NUMBERS,  "1"     },
    { FLAGS,   "0401a0", TARN_MIB_VALUE_NUMBERS,  "0 2"   },
    { DECIBEL, "020105", TARN_MIB_VALUE_NO_UNITS, "0.05"  },
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (told[i].tlv);
      g_autoptr(GString) text = g_string_new (NULL);
      TarnMibValueContext context = make_context (told[i].kind);
      TarnRow row = { 0 };

      tarn_row_set_tlv (&row, tarn_test_span (octets));
      tarn_mib_value_append (text, &row, &context, TARN_MIB_VALUE_PERSON | told[i].flags);
      g_assert_cmpstr (text->str, ==, told[i].text);
    }
}

/* Every prefix of every value with every syntax: nothing is read past its end, and what a
 * person is told is UTF-8 (F-85, F-86). */
static void
tell_prefix (TarnSpan prefix,
             gpointer data)
{
  TarnRow row = { 0 };

  tarn_row_set_tlv (&row, prefix);
  for (Kind kind = NOTHING; kind < N_KINDS; kind++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      TarnMibValueContext context = make_context (kind);

      tarn_mib_value_append (text, &row, &context, TARN_MIB_VALUE_PERSON);
      g_assert_true (g_utf8_validate (text->str, (gssize) text->len, NULL));
      tarn_mib_value_append (text, &row, &context, TARN_MIB_VALUE_NET_SNMP);
      tarn_mib_value_check (&row, &context);
    }
}

static void
test_all_with_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (vectors[i].tlv);

      tarn_test_each_prefix (tarn_test_span (octets), tell_prefix, NULL);
      tell_prefix (tarn_test_span (octets), NULL);
    }
}

#define ADD(folder, table, func)                                                          \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)                                        \
    {                                                                                     \
      g_autofree char *path = g_strdup_printf ("/mib-value/" folder "/%s", table[i].name); \
                                                                                          \
      g_test_add_data_func (path, &table[i], func);                                       \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("told", vectors, test_vector);
  ADD ("typed", typed, test_typed);
  g_test_add_func ("/mib-value/numbers and no units", test_flags);
  g_test_add_func ("/mib-value/F-85 F-86 every value as every syntax", test_all_with_all);

  return g_test_run ();
}
