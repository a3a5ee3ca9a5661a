/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-hint.h"

#include "base/tarn-error.h"
#include "tarn-test.h"

#define DATE  "2d-1d-1d,1d:1d:1d.1d,1a1d:1d"
#define UDP6  "0a[2x:2x:2x:2x:2x:2x:2x:2x]0a:2d"

typedef struct
{
  const char *name;
  const char *hint;
  const char *octets;
  const char *text;      /* NULL: malformed                          */
  const char *net_snmp;  /* NULL: the same                           */
  gboolean    one_way;   /* the text does not give the octets again  */
} OctetsVector;

static const OctetsVector octets_vectors[] = {
  { "P-HEX-01 a MAC",                  "1x:",    "001a2b3c4d5e", "00:1a:2b:3c:4d:5e",
    "0:1a:2b:3c:4d:5e" },
  { "P-HEX-02 nothing",                "1x:",    "",             "" },
  { "P-HEX-03 a date with its zone",   DATE,     "07c8051a0d1e0f002d0400",
    "1992-5-26,13:30:15.0,-4:0" },
  { "P-HEX-04 P-HNT-06 one without",   DATE,     "07c8051a0d1e0f00", "1992-5-26,13:30:15.0" },
  { "P-HEX-05 an address with a zone", "1d.1d.1d.1d%4d", "c000020100000003", "192.0.2.1%3" },
  { "P-HEX-06 P-HNT-03 length 0",      UDP6,     "20010db800000000000000000000000100a1",
    "[2001:0db8:0000:0000:0000:0000:0000:0001]:161", "[2001:db8:0:0:0:0:0:1]:161" },
  { "P-HEX-07 P-HNT-05 no separator before a terminator", "*1x:/1x:", "03aabbcc10111213",
    "aa:bb:cc/10:11:12:13" },
  { "P-HEX-08 P-HNT-04 a count of 0",  "*1x:/1x:", "00dd",       "/dd" },
  { "P-HEX-09 no terminator",          "*1d.",   "020103",       "1.3" },
  { "P-HEX-10 P-HNT-01 the last spec again", "1d-", "0102030405", "1-2-3-4-5" },
  { "P-HNT-01 with a new count",       "*1d./",  "020103020405", "1.3/4.5" },
  { "P-HEX-11 P-HNT-02 what is there", "2d",     "ff",           "255", NULL, TRUE },
  { "P-HEX-12 P-HNT-09 each octet alone is no character", "1t", "c3a9", "", "é", TRUE },
  { "P-HEX-13 P-HNT-09 a cut character", "255t", "41c3a9c3",     "Aé", "Aé\303", TRUE },
  { "P-HNT-04 F-85 a count beyond the data", "*1d.", "ff0102",   "1.2", NULL, TRUE },
  { "P-HNT-04 F-85 a count and no data", "*1d.", "05",           "", NULL, TRUE },
  { "P-HNT-03 F-85 nothing but length 0", "0a",  "0102",         "", NULL, TRUE },
  { "P-HNT-03 F-85 length 0 that repeats", "*0x-", "ffffff",     "--", NULL, TRUE },
  { "P-HNT-04 what waits stays before a terminator", "1d-*1d-/1d", "010002", "1-/2" },
  { "P-HNT-07 hex of any length",      "12x",    "000102030405060708090a0b",
    "000102030405060708090a0b",
    "102030405060708090a0b" },
  { "P-HNT-07 decimal of eight octets", "8d",    "ffffffffffffffff", "18446744073709551615" },
  { "P-HNT-08 d and o are not padded", "1o.1d",  "0809",         "10.9" },
  { "P-HNT-13 numbers that are not told apart", "1d1d", "0102",  "12", NULL, TRUE },
  { "P-HNT-10 what is no UTF-8 inside", "8a",    "41ff42",       "A\357\277\275B", "A\377B", TRUE },
  { "P-HNT-10 F-46 controls do not reach a terminal", "8a", "1b5b41", "\\x1b[A", ".[A", TRUE },
  { "P-HNT-10 nor those of Unicode",   "9t",     "c29be280ae",   "\\xc2\\x9b\\xe2\\x80\\xae",
    NULL, TRUE },
  { "P-HNT-10 a NUL",                  "9a",     "412200",       "A\"\\x00", "A\\\".", TRUE },
  { "a text longer than its spec",     "2a",     "414243",       "ABC" },
  { "P-HEX-14 no length",              "x",      "01",           NULL },
  { "P-HEX-14 an unknown format",      "1q",     "01",           NULL },
  { "P-HEX-14 no spec behind a star",  "*",      "01",           NULL },
  { "P-HEX-14 a length and no format", "1x:1",   "01",           NULL },
  { "P-HEX-14 two stars",              "1x**",   "01",           NULL },
  { "P-HEX-14 no hint",                "",       "01",           NULL },
  { "P-HNT-07 decimal of nine octets", "9d",     "01",           NULL },
  { "a terminator without repetition", "1x::",   "01",           NULL },
};

static void
test_octets (gconstpointer data)
{
  const OctetsVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->octets);
  g_autoptr(GString) text = g_string_new ("=");
  g_autoptr(GByteArray) again = g_byte_array_new ();
  g_autoptr(GError) error = NULL;

  if (v->text == NULL)
    {
      g_assert_false (tarn_hint_append_octets (text, v->hint, tarn_test_span (octets),
                                               TARN_HINT_PLAIN));
      g_assert_cmpstr (text->str, ==, "=");
      g_assert_false (tarn_hint_parse_octets (v->hint, "01", again, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      return;
    }

  g_assert_true (tarn_hint_append_octets (text, v->hint, tarn_test_span (octets),
                                          TARN_HINT_PLAIN));
  g_assert_cmpstr (text->str + 1, ==, v->text);
  g_string_truncate (text, 0);
  g_assert_true (tarn_hint_append_octets (text, v->hint, tarn_test_span (octets),
                                          TARN_HINT_NET_SNMP));
  g_assert_cmpstr (text->str, ==, v->net_snmp != NULL ? v->net_snmp : v->text);
  if (v->one_way)
    return;

  /* P-HNT-13: padded and not. */
  for (guint i = 0; i < 2; i++)
    {
      g_byte_array_set_size (again, 0);
      tarn_hint_parse_octets (v->hint, i == 0 ? v->text : text->str, again, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (again->data, again->len, g_bytes_get_data (octets, NULL),
                       g_bytes_get_size (octets));
    }
}

typedef struct
{
  const char *name;
  const char *hint;
  const char *text;
} BadText;

static const BadText bad_texts[] = {
  { "a letter for a digit",        "1d.1d.1d.1d", "192.0.x.1"     },
  { "a number that does not fit",  "1d.1d.1d.1d", "192.0.2.256"   },
  { "one that would wrap around",  "8d",          "18446744073709551616" },
  { "more digits than octets",     "1x:",         "00:1a2"        },
  { "nothing behind a separator",  "1x:",         "00:"           },
  { "another separator",           "1x:",         "00-1a"         },
  { "not hex",                     "1x:",         "hello"         },
  { "a character that is too long", "1t",         "é"             },
  { "text behind all specs",       "0a",          "x"             },
  { "two numbers without a separator", "1d1d",    "12"            },
  { "a list without an end",       "*1d.1d",      "1.2.3"         },
};

static void
test_bad_text (gconstpointer data)
{
  const BadText *v = data;
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (tarn_hint_parse_octets (v->hint, v->text, octets, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, v->hint));
}

typedef struct
{
  const char *name;
  const char *hint;
  gint64      number;
  const char *text;      /* NULL: malformed */
  const char *net_snmp;  /* NULL: the same  */
} NumberVector;

static const NumberVector number_vectors[] = {
  { "P-HNT-20 plain",                   "d",    -5,   "-5" },
  { "P-HNT-20 hex, the sign first",     "x",    -255, "-ff" },
  { "P-HNT-20 octal",                   "o",    8,    "10" },
  { "P-HNT-20 binary, no zeros before", "b",    5,    "101" },
  { "P-HNT-20 binary 0",                "b",    0,    "0" },
  { "P-HNT-20 the smallest Integer32",  "x",    G_MININT32, "-80000000" },
  { "P-HNT-21 12.34",                   "d-2",  1234, "12.34" },
  { "P-HNT-21 0.05",                    "d-2",  5,    "0.05",  ".05"  },
  { "P-HNT-21 -0.05",                   "d-2",  -5,   "-0.05", "-.05" },
  { "P-HNT-21 0.00",                    "d-2",  0,    "0.00",  ".00"  },
  { "P-HNT-21 no point",                "d-0",  7,    "7" },
  { "P-HNT-21 18 digits",               "d-18", 1,    "0.000000000000000001",
    ".000000000000000001" },
  { "P-HNT-21 no more",                 "d-19", 1,    NULL },
  { "P-HNT-11 no digits",               "d-",   1,    NULL },
  { "P-HNT-11 an unknown letter",       "q",    1,    NULL },
  { "P-HNT-11 one for octets",          "1x:",  1,    NULL },
  { "P-HNT-11 none",                    "",     1,    NULL },
};

static void
test_number (gconstpointer data)
{
  const NumberVector *v = data;
  g_autoptr(GString) text = g_string_new ("=");
  g_autoptr(GError) error = NULL;
  gint64 again;

  g_assert_cmpint (tarn_hint_append_integer (text, v->hint, v->number, TARN_HINT_PLAIN), ==,
                   v->text != NULL);
  g_assert_cmpstr (text->str + 1, ==, v->text != NULL ? v->text : "");
  if (v->text == NULL)
    {
      g_assert_false (tarn_hint_parse_integer (v->hint, "1", &again, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      return;
    }

  tarn_hint_parse_integer (v->hint, v->text, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again, ==, v->number);

  g_string_truncate (text, 0);
  g_assert_true (tarn_hint_append_integer (text, v->hint, v->number, TARN_HINT_NET_SNMP));
  g_assert_cmpstr (text->str, ==, v->net_snmp != NULL ? v->net_snmp : v->text);
}

static void
test_number_typed (void)
{
  static const struct
  {
    const char *hint, *text;
    gboolean    is_right;
    gint64      number;
  } typed[] = {
    { "d-2", "12",    TRUE,  1200 },
    { "d-2", "12.3",  TRUE,  1230 },
    { "d-2", "-.5",   TRUE,  -50  },
    { "d-2", "1.234", FALSE, 0    },
    { "d-2", "1.2.3", FALSE, 0    },
    { "d-2", ".",     FALSE, 0    },
    { "d-2", "",      FALSE, 0    },
    { "x",   "fg",    FALSE, 0    },
    { "b",   "2",     FALSE, 0    },
    { "d",   "99999999999999999999", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 number = 0;

      g_test_message ("%s: %s", typed[i].hint, typed[i].text);
      g_assert_cmpint (tarn_hint_parse_integer (typed[i].hint, typed[i].text, &number, &error), ==,
                       typed[i].is_right);
      if (typed[i].is_right)
        g_assert_cmpint (number, ==, typed[i].number);
      else
        g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
    }
}

static void
test_is_text (void)
{
  g_assert_true (tarn_hint_is_text ("255a"));
  g_assert_true (tarn_hint_is_text ("255t"));
  g_assert_false (tarn_hint_is_text ("1x:"));
  g_assert_false (tarn_hint_is_text (DATE));
  g_assert_false (tarn_hint_is_text ("a"));
}

#define ADD(folder, vectors, func)                                                        \
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)                                      \
    {                                                                                     \
      g_autofree char *path = g_strdup_printf ("/hint/" folder "/%s", vectors[i].name);   \
                                                                                          \
      g_test_add_data_func (path, &vectors[i], func);                                     \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("octets", octets_vectors, test_octets);
  ADD ("P-HNT-13 bad text", bad_texts, test_bad_text);
  ADD ("number", number_vectors, test_number);
  g_test_add_func ("/hint/P-HNT-13 numbers as they are typed", test_number_typed);
  g_test_add_func ("/hint/P-HNT-12 which hints are text", test_is_text);

  return g_test_run ();
}
