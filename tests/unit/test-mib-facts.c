/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Facts from a process that may have died of a bad module: nothing is believed.
 */
#include "tarn-test.h"

#include <string.h>

#include "mib/tarn-mib-facts.h"

static TarnMibFactsReader
read_exact (TarnSpan   octets,
            guint8   **copy)
{
  *copy = g_memdup2 (octets.data, octets.len);
  return (TarnMibFactsReader) { *copy, *copy + octets.len, FALSE };
}

static GByteArray *
write_all (void)
{
  GByteArray *facts = g_byte_array_new ();

  tarn_mib_facts_put_kind (facts, TARN_MIB_FACT_OBJECT);
  tarn_mib_facts_put_u32 (facts, 0xdeadbeef);
  tarn_mib_facts_put_i64 (facts, G_MININT64);
  tarn_mib_facts_put_string (facts, "name");
  tarn_mib_facts_put_string (facts, NULL);
  tarn_mib_facts_put_string (facts, "");
  return facts;
}

static void
test_round (void)
{
  g_autoptr(GByteArray) facts = write_all ();
  g_autofree guint8 *copy = NULL;
  TarnMibFactsReader reader = read_exact (tarn_span (facts->data, facts->len), &copy);

  g_assert_cmpint (tarn_mib_facts_read_kind (&reader), ==, TARN_MIB_FACT_OBJECT);
  g_assert_cmphex (tarn_mib_facts_read_u32 (&reader), ==, 0xdeadbeef);
  g_assert_cmpint (tarn_mib_facts_read_i64 (&reader), ==, G_MININT64);
  g_assert_cmpstr (tarn_mib_facts_read_string (&reader), ==, "name");
  g_assert_null (tarn_mib_facts_read_string (&reader));
  g_assert_cmpstr (tarn_mib_facts_read_string (&reader), ==, "");
  g_assert_cmpint (tarn_mib_facts_read_kind (&reader), ==, 0);
  g_assert_false (reader.failed);
}

static void
cut_cb (TarnSpan prefix,
        gpointer data)
{
  g_autofree guint8 *copy = NULL;
  TarnMibFactsReader reader = read_exact (prefix, &copy);

  tarn_mib_facts_read_kind (&reader);
  tarn_mib_facts_read_u32 (&reader);
  tarn_mib_facts_read_i64 (&reader);
  tarn_mib_facts_read_string (&reader);
  tarn_mib_facts_read_string (&reader);
  g_assert_null (tarn_mib_facts_read_string (&reader));
  g_assert_true (reader.failed);
  /* What failed stays failed. */
  g_assert_cmpuint (tarn_mib_facts_read_u32 (&reader), ==, 0);
}

static void
test_cut (void)
{
  g_autoptr(GByteArray) facts = write_all ();

  tarn_test_each_prefix (tarn_span (facts->data, facts->len), cut_cb, NULL);
}

static const struct
{
  const char *name;
  const char *octets;
  gsize       n;
} strings[] = {
  { "longer than what is left", "\x10\0\0\0abc\0", 8 },
  { "as long as can be said", "\xfe\xff\xff\xff" "abc\0", 8 },
  { "without its NUL", "\x03\0\0\0abcd", 8 },
  { "with a NUL inside", "\x03\0\0\0a\0c\0", 8 },
  { "not UTF-8", "\x03\0\0\0a\xff" "c\0", 8 },
};

static void
test_strings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree guint8 *copy = NULL;
      TarnMibFactsReader reader = read_exact (tarn_span (strings[i].octets, strings[i].n), &copy);

      g_test_message ("%s", strings[i].name);
      g_assert_null (tarn_mib_facts_read_string (&reader));
      g_assert_true (reader.failed);
    }
}

/* libsmi tells of half a character. */
static void
test_made_valid (void)
{
  g_autoptr(GByteArray) facts = g_byte_array_new ();
  TarnMibFactsReader reader;

  tarn_mib_facts_put_string (facts, "a\xc3");
  reader = (TarnMibFactsReader) { facts->data, facts->data + facts->len, FALSE };
  g_assert_cmpstr (tarn_mib_facts_read_string (&reader), ==, "a\xef\xbf\xbd");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mib-facts/round", test_round);
  g_test_add_func ("/mib-facts/cut off", test_cut);
  g_test_add_func ("/mib-facts/bad strings", test_strings);
  g_test_add_func ("/mib-facts/made valid", test_made_valid);
  return g_test_run ();
}
