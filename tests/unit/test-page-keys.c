/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-page-keys.h"

#include "tarn-test.h"

static TarnSpan
get_name_cb (gconstpointer names,
             guint         index)
{
  return tarn_oid_span (((TarnOid *const *) names)[index]);
}

/* What narrow leaves is what comparing each name would: nothing before it is as large as
 * @name, nothing behind it as small. */
static void
check_narrow (const TarnPageKeys *keys,
              TarnOid *const     *names,
              TarnSpan            name)
{
  guint low, high;

  tarn_page_keys_narrow (keys, name, &low, &high);
  g_assert_cmpuint (low, <=, high);
  g_assert_cmpuint (high, <=, keys->n);
  if (low > 0)
    g_assert_cmpint (tarn_name_compare (tarn_oid_span (names[low - 1]), name), <, 0);
  if (high < keys->n)
    g_assert_cmpint (tarn_name_compare (tarn_oid_span (names[high]), name), >, 0);
}

typedef struct
{
  const char *sentence;
  const char *names;     /* in order                                                  */
  const char *asked;     /* in any order; each name of @names is asked for as well    */
  guint       most;      /* names that are left to be compared, when one of them is asked */
} Case;

static const Case cases[] = {
  { "one name is all that a page needs", "1.3.6.1", "1.3 1.3.6.1.0 1.3.6.2 2", 1 },
  { "a name that the others begin with", "1.3.6 1.3.6.0 1.3.6.0.0 1.3.6.0.0.0 1.3.6.1",
    "1.3 1.3.5.9 1.3.6.0.0.0.0 1.3.6.2", 4 },
  { "columns of a table, each with its rows",
    "1.3.6.1.2.1.2.2.1.1.1 1.3.6.1.2.1.2.2.1.1.2 1.3.6.1.2.1.2.2.1.2.1 1.3.6.1.2.1.2.2.1.2.2",
    "1.3.6.1.2.1.2.2.1.1 1.3.6.1.2.1.2.2.1.1.0 1.3.6.1.2.1.2.2.1.1.3 1.3.6.1.2.1.2.2.1.3", 1 },
  { "octets would have another order than arcs", "1.3.127.1 1.3.128.1 1.3.16383.1 1.3.16384.1",
    "1.3.129 1.3.16383.0 1.3.16383.2 1.3.16385 1.4", 1 },
  { "names that divide inside an arc", "1.3.6.1.4.1.311.1 1.3.6.1.4.1.312.1",
    "1.3.6.1.4.1.311 1.3.6.1.4.1.2 1.3.6.1.4.1.40000", 1 },
  { "the largest arcs", "1.3.4294967294.7 1.3.4294967295.1 1.3.4294967295.2 1.3.4294967295.3",
    "1.3.4294967295 1.3.4294967295.4294967295 1.3.4294967294.8", 3 },
  { "behind two arcs all is compared", "1.3.1.1.1 1.3.1.1.2 1.3.2.1.1 1.3.2.1.2",
    "1.3.1.1 1.3.1.1.0 1.3.1.1.3 1.3.2.1.1.1", 2 },
  { "nothing in common", "0.1 1.3 2.5 2.999", "0.0 0.2 1.2 2.1000 2", 1 },
};

static void
test_cases (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  g_auto(GStrv) texts = g_strsplit (c->names, " ", -1), asked = g_strsplit (c->asked, " ", -1);
  g_autofree TarnPageKeys *keys = NULL;

  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (names, tarn_test_oid (texts[i]));
  keys = tarn_page_keys_new (names->len, get_name_cb, names->pdata);

  for (guint i = 0; i < names->len; i++)
    {
      TarnSpan name = tarn_oid_span (names->pdata[i]);
      guint low, high;

      check_narrow (keys, (TarnOid *const *) names->pdata, name);
      tarn_page_keys_narrow (keys, name, &low, &high);
      g_assert_cmpuint (high - low, <=, c->most);
      g_assert_cmpuint (low, <=, i);
      g_assert_cmpuint (high, >, i);
    }
  for (guint i = 0; asked[i] != NULL; i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (asked[i]);

      check_narrow (keys, (TarnOid *const *) names->pdata, tarn_oid_span (oid));
    }
}

static TarnOid *
random_oid (GRand *rand)
{
  static const guint32 odd[] = { 0, 1, 127, 128, 16383, 16384, G_MAXUINT32 - 1, G_MAXUINT32 };
  guint32 arcs[40] = { 1, 3 };
  guint n = 2 + (guint) g_rand_int_range (rand, 0, g_rand_boolean (rand) ? 4 : 38);

  for (guint i = 2; i < n; i++)
    arcs[i] = i < 8 || g_rand_boolean (rand) ? (guint32) g_rand_int_range (rand, 0, 3)
              : odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))];

  return tarn_oid_new_arcs (arcs, n, NULL);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return tarn_oid_compare (*(TarnOid *const *) a, *(TarnOid *const *) b);
}

/* Names of all kinds, also longer than what keys keep of their beginning. */
static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2027);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
      guint n = 1 + (guint) g_rand_int_range (rand, 0, 100);
      g_autofree TarnPageKeys *keys = NULL;

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (names, random_oid (rand));
      g_ptr_array_sort (names, compare_cb);
      keys = tarn_page_keys_new (n, get_name_cb, names->pdata);
      g_assert_cmpuint (tarn_page_keys_size (keys), ==, 64 + 8 * n);

      for (guint i = 0; i < 100; i++)
        {
          g_autoptr(TarnOid) oid = random_oid (rand);

          check_narrow (keys, (TarnOid *const *) names->pdata, tarn_oid_span (oid));
          check_narrow (keys, (TarnOid *const *) names->pdata,
                        tarn_oid_span (names->pdata[i % n]));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/page-keys/cases/%s", cases[i].sentence);

      g_test_add_data_func (path, &cases[i], test_cases);
    }
  g_test_add_func ("/page-keys/random", test_random);

  return g_test_run ();
}
