/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "ops/tarn-word-map.h"

static TarnSpan
span_of (const char *text)
{
  return tarn_span (text, strlen (text));
}

static char *
replace (TarnWordMap *map,
         const char  *word)
{
  char *copy = g_strdup (word);

  g_assert_true (tarn_word_map_replace (map, (guint8 *) copy, strlen (copy)));
  return copy;
}

typedef struct
{
  const char *sentence;
  const char *word;
  gboolean    stays;
} Stay;

static const Stay stays[] = {
  { "a role", "switch", TRUE },
  { "in any case", "Router", TRUE },
  { "a role and a number", "SW12", TRUE },
  { "a domain of all", "com", TRUE },
  { "a letter", "x", TRUE },
  { "a short number", "123", TRUE },
  { "a long number does not", "1234", FALSE },
  { "a name does not", "berlin", FALSE },
  { "nor one with a number", "berlin1", FALSE },
  { "nor a serial number", "FOC1234X0AB", FALSE },
  { "nor letters and many digits", "sw1234", FALSE },
};

static void
test_stays (gconstpointer data)
{
  const Stay *v = data;
  g_autoptr(TarnWordMap) map = tarn_word_map_new ();
  g_autoptr(TarnDraw) draw = tarn_draw_new (NULL);
  g_autofree char *image = NULL;

  tarn_word_map_add (map, span_of (v->word), FALSE);
  tarn_word_map_build (map, draw);
  image = replace (map, v->word);

  g_assert_cmpint (tarn_word_is_generic (span_of (v->word)), ==, v->stays);
  g_assert_cmpint (tarn_word_map_stays (map, span_of (v->word)), ==, v->stays);
  g_assert_cmpint (strcmp (image, v->word) == 0, ==, v->stays);
  g_assert_cmpuint (strlen (image), ==, strlen (v->word));
}

/* Length, case and kind of each character, and the number of a host. */
static void
test_shape (void)
{
  g_autoptr(TarnWordMap) map = tarn_word_map_new ();
  g_autoptr(TarnDraw) draw = tarn_draw_new (NULL);
  g_autofree char *lower = NULL;
  g_autofree char *mixed = NULL;
  g_autofree char *other = NULL;
  g_autofree char *folded = NULL;

  tarn_word_map_add (map, span_of ("Berlin7"), FALSE);
  tarn_word_map_build (map, draw);
  lower = replace (map, "berlin7");
  mixed = replace (map, "BerlIn7");
  other = replace (map, "berlin");
  folded = g_ascii_strdown (mixed, -1);

  g_assert_cmpstr (folded, ==, lower);
  g_assert_true (g_ascii_isupper (mixed[0]) && g_ascii_islower (mixed[1])
                 && g_ascii_isupper (mixed[4]));
  g_assert_cmpint (lower[6], ==, '7');
  g_assert_true (g_str_has_prefix (lower, other));
}

static void
test_unknown (void)
{
  g_autoptr(TarnWordMap) map = tarn_word_map_new ();
  g_autoptr(TarnDraw) draw = tarn_draw_new (NULL);
  char word[] = "paris";

  tarn_word_map_add (map, span_of ("berlin"), FALSE);
  tarn_word_map_build (map, draw);
  g_assert_false (tarn_word_map_replace (map, (guint8 *) word, 5));
  g_assert_cmpstr (word, ==, "paris");
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Ordered words keep their order, case counted, and common beginnings; what stands for
 * any is none of them, and nobody's else. */
static void
test_random (void)
{
  static const char letters[] = "abcxyzABZ0129";

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(TarnWordMap) map = tarn_word_map_new ();
      g_autoptr(TarnDraw) draw = tarn_draw_new (NULL);
      g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GHashTable) originals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GHashTable) images = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint n_ordered = (guint) g_test_rand_int_range (1, 40);

      for (guint i = 0; i < 60; i++)
        {
          guint len = (guint) g_test_rand_int_range (4, 10);
          char *word = g_new0 (char, len + 1);

          for (guint k = 0; k < len; k++)
            word[k] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
          g_ptr_array_add (words, word);
          g_hash_table_add (originals, g_ascii_strdown (word, -1));
          tarn_word_map_add (map, span_of (word), i < n_ordered);
        }
      g_ptr_array_set_size (words, (gint) n_ordered);
      g_ptr_array_sort (words, compare);
      tarn_word_map_build (map, draw);

      for (guint i = 0; i < n_ordered; i++)
        {
          const char *word = words->pdata[i];
          g_autofree char *image = replace (map, word);
          g_autofree char *before = i > 0 ? replace (map, words->pdata[i - 1]) : NULL;
          guint n = 0;

          g_assert_cmpuint (strlen (image), ==, strlen (word));
          g_assert_false (g_hash_table_contains (originals, image));
          if (i == 0 || strcmp (words->pdata[i - 1], word) == 0)
            continue;
          g_assert_cmpint (strcmp (before, image), <, 0);
          while (word[n] == ((const char *) words->pdata[i - 1])[n])
            n++;
          g_assert_cmpint (strncmp (before, image, n), ==, 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/word-map/shape", test_shape);
  g_test_add_func ("/word-map/unknown", test_unknown);
  g_test_add_func ("/word-map/random", test_random);
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    {
      g_autofree char *path = g_strdup_printf ("/word-map/stays/%s", stays[i].sentence);

      g_test_add_data_func (path, &stays[i], test_stays);
    }

  return g_test_run ();
}
