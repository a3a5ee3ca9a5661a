/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "ops/tarn-literal.h"

typedef struct
{
  const char      *sentence;
  const char      *text;
  gsize            at;
  TarnLiteralKind  kind;
  const char      *found;     /* how it is written again */
  gboolean         doubtful;
} Vector;

static const Vector vectors[] = {
  { "IPv4", "10.1.2.3", 0, TARN_LITERAL_IPV4, "10.1.2.3", FALSE },
  { "in a sentence", "to 10.1.2.3.", 3, TARN_LITERAL_IPV4, "10.1.2.3", FALSE },
  { "with a port", "10.1.2.3:161", 0, TARN_LITERAL_IPV4, "10.1.2.3", FALSE },
  { "with a prefix length", "(10.1.2.0/24)", 1, TARN_LITERAL_IPV4, "10.1.2.0", FALSE },
  { "five numbers", "10.1.2.3.4", 0, TARN_LITERAL_NONE, NULL, FALSE },
  { "the end of five numbers", "1.10.1.2.3", 2, TARN_LITERAL_NONE, NULL, FALSE },
  { "256", "10.1.2.256", 0, TARN_LITERAL_NONE, NULL, FALSE },
  { "letters behind", "10.1.2.3a", 0, TARN_LITERAL_NONE, NULL, FALSE },
  { "letters before", "v10.1.2.3", 1, TARN_LITERAL_NONE, NULL, FALSE },
  { "a version", "Version 12.2.55.3", 8, TARN_LITERAL_IPV4, "12.2.55.3", TRUE },
  { "a version with a colon", "fw: 12.2.55.3", 4, TARN_LITERAL_IPV4, "12.2.55.3", TRUE },
  { "small numbers", "x 5.4.0.1", 2, TARN_LITERAL_IPV4, "5.4.0.1", TRUE },
  { "no small numbers", "x 5.189.44.7", 2, TARN_LITERAL_IPV4, "5.189.44.7", FALSE },
  { "with hyphens", "ip-10-1-2-3.example", 3, TARN_LITERAL_IPV4, "10-1-2-3", TRUE },

  { "IPv6", "2001:db8::1", 0, TARN_LITERAL_IPV6, "2001:db8::1", FALSE },
  { "in capitals", "FE80::1:2", 0, TARN_LITERAL_IPV6, "FE80::1:2", FALSE },
  { "with its zeros", "2001:0db8:0000:0000:0000:0000:0000:0001", 0, TARN_LITERAL_IPV6,
    "2001:0db8:0000:0000:0000:0000:0000:0001", FALSE },
  { "in brackets", "[2001:db8::1]:161", 1, TARN_LITERAL_IPV6, "2001:db8::1", FALSE },
  { "at the end of a sentence", "see 2001:db8::1.", 4, TARN_LITERAL_IPV6, "2001:db8::1", FALSE },
  { "IPv4 in IPv6", "::ffff:10.1.2.3", 0, TARN_LITERAL_IPV6, "::ffff:10.1.2.3", FALSE },
  { "a time", "12:34:56", 0, TARN_LITERAL_NONE, NULL, FALSE },
  { "a scope of C++", "std::foo", 3, TARN_LITERAL_NONE, NULL, FALSE },

  { "MAC", "00:11:22:aa:bb:cc", 0, TARN_LITERAL_MAC, "00:11:22:aa:bb:cc", FALSE },
  { "in capitals, hyphens", "00-11-22-AA-BB-CC", 0, TARN_LITERAL_MAC, "00-11-22-AA-BB-CC", FALSE },
  { "short", "0:11:22:a:b:c", 0, TARN_LITERAL_MAC, "0:11:22:a:b:c", FALSE },
  { "dots", "0011.22aa.bbcc", 0, TARN_LITERAL_MAC, "0011.22aa.bbcc", FALSE },
  { "groups and hyphens", "0011-22aa-bbcc", 0, TARN_LITERAL_MAC, "0011-22aa-bbcc", FALSE },
  { "groups and colons", "0011:22aa:bbcc", 0, TARN_LITERAL_MAC, "0011:22aa:bbcc", FALSE },
  { "two groups", "001122-aabbcc", 0, TARN_LITERAL_MAC, "001122-aabbcc", TRUE },
  { "digits alone", "001122AABBCC", 0, TARN_LITERAL_MAC, "001122AABBCC", TRUE },
  { "blanks", "00 11 22 AA BB CC", 0, TARN_LITERAL_MAC, "00 11 22 AA BB CC", TRUE },
  { "seven groups", "00:11:22:33:44:55:66", 0, TARN_LITERAL_NONE, NULL, FALSE },
  { "WWN", "50:06:01:60:3b:a0:11:22", 0, TARN_LITERAL_WWN, "50:06:01:60:3b:a0:11:22", FALSE },
  { "thirteen digits", "001122AABBCCD", 0, TARN_LITERAL_NONE, NULL, FALSE },
};

static void
test_vector (gconstpointer data)
{
  const Vector *v = data;
  gsize len = strlen (v->text);
  g_autofree guint8 *exact = g_memdup2 (v->text, len);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  TarnLiteral literal;

  g_assert_cmpint (tarn_literal_parse (&literal, tarn_span (exact, len), v->at), ==,
                   v->kind != TARN_LITERAL_NONE);
  if (v->kind == TARN_LITERAL_NONE)
    return;

  g_assert_cmpint (literal.kind, ==, v->kind);
  g_assert_cmpint (literal.doubtful, ==, v->doubtful);
  g_assert_cmpuint (literal.len, ==, strlen (v->found));
  tarn_literal_append (&literal, out);
  g_assert_cmpmem (out->data, out->len, v->found, strlen (v->found));
}

/* Wherever a text is cut, and wherever one looks, nothing is read behind its end. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    for (gsize cut = 1; cut <= strlen (vectors[i].text); cut++)
      {
        g_autofree guint8 *exact = g_memdup2 (vectors[i].text, cut);

        for (gsize at = 0; at < cut; at++)
          {
            TarnLiteral literal;

            if (tarn_literal_parse (&literal, tarn_span (exact, cut), at))
              g_assert_cmpuint (at + literal.len, <=, cut);
          }
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/literal/cut", test_cut);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/literal/%u %s", i, vectors[i].sentence);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }

  return g_test_run ();
}
