/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-requests.h"

#include <string.h>

static void
setup (TarnRequests *self,
       guint32       seed)
{
  GRand *rand = g_rand_new_with_seed (seed);

  tarn_requests_init (self, rand, FALSE);
  g_rand_free (rand);
}

/* P-MGR-05: positive, never 0, always four octets on the wire, none twice. */
static void
test_ids_are_distinct (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  TarnRequests requests;

  setup (&requests, 1);
  for (guint i = 0; i < 200000; i++)
    {
      guint32 tries = 0;
      TarnRequestId *found;
      gint32 id = tarn_requests_issue (&requests, i, &tries, i);

      g_assert_cmpint (id, >=, (gint32) TARN_REQUESTS_ID_MIN);
      g_assert_true (g_hash_table_add (seen, GINT_TO_POINTER (id)));
      g_assert_cmpint (tarn_requests_match (&requests, id, &found), ==, TARN_MATCH_PENDING);
      g_assert_cmpuint (found->request, ==, i);
      g_assert_cmpint (found->sent_us, ==, i);
      tarn_requests_retire (&requests, tries, TARN_MATCH_DUPLICATE);
      g_assert_cmpint (tarn_requests_match (&requests, id, &found), ==, TARN_MATCH_DUPLICATE);
    }
  tarn_requests_clear (&requests);
}

/* F-11: the start differs and neighbours are far apart. */
static void
test_ids_are_scattered (void)
{
  TarnRequests a, b;
  guint32 tries = 0;
  gint32 last = 0;
  guint n_near = 0;

  setup (&a, 1);
  setup (&b, 2);
  g_assert_cmpint (tarn_requests_issue (&a, 0, &tries, 0), !=,
                   tarn_requests_issue (&b, 0, &(guint32) { 0 }, 0));
  for (guint i = 0; i < 1000; i++)
    {
      gint32 id = tarn_requests_issue (&a, 0, &tries, 0);

      n_near += ABS ((gint64) id - last) < 1 << 20;
      last = id;
    }
  g_assert_cmpuint (n_near, <, 20);
  tarn_requests_clear (&a);
  tarn_requests_clear (&b);
}

/* P-MGR-06: all ids of a request are good until it ends, then none. */
static void
test_tries (void)
{
  TarnRequests requests;
  TarnRequestId *found;
  guint32 tries = 0;
  gint32 ids[6];

  setup (&requests, 3);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = tarn_requests_issue (&requests, 7, &tries, 100 + i);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpint (tarn_requests_match (&requests, ids[i], &found), ==, TARN_MATCH_PENDING);
      g_assert_cmpuint (found->request, ==, 7);
      g_assert_cmpint (found->sent_us, ==, 100 + i);
    }

  tarn_requests_retire (&requests, tries, TARN_MATCH_LATE);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (tarn_requests_match (&requests, ids[i], &found), ==, TARN_MATCH_LATE);
  g_assert_cmpuint (requests.n_pending, ==, 0);
  tarn_requests_clear (&requests);
}

static void
test_aliens (void)
{
  static const gint32 never[] = {
    0, -1, 1, G_MININT32, G_MININT32 + 1, 0x007fffff,   /* outside of what we give out */
  };
  TarnRequests requests;
  TarnRequestId *found;
  guint32 tries = 0;
  guint n_unknown = 0;
  GRand *rand = g_rand_new_with_seed (4);

  setup (&requests, 4);
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_cmpint (tarn_requests_match (&requests, never[i], &found), ==, TARN_MATCH_UNKNOWN);

  for (guint i = 0; i < 100; i++)
    tarn_requests_issue (&requests, 0, &tries, 0);

  /* 100 of 2^31 ids are ours: guessing finds none. */
  for (guint i = 0; i < 10000; i++)
    n_unknown += tarn_requests_match (&requests, (gint32) g_rand_int (rand), &found)
                 == TARN_MATCH_UNKNOWN;
  g_assert_cmpuint (n_unknown, ==, 10000);
  g_rand_free (rand);
  tarn_requests_clear (&requests);
}

/* P-MGR-07: long after its place in the ring was taken an id is still known. */
static void
test_old_ids_are_late (void)
{
  TarnRequests requests;
  TarnRequestId *found;
  guint32 first = 0;
  gint32 id;

  setup (&requests, 5);
  id = tarn_requests_issue (&requests, 0, &first, 0);
  tarn_requests_retire (&requests, first, TARN_MATCH_DUPLICATE);
  for (guint i = 0; i < 100000; i++)
    {
      guint32 tries = 0;

      tarn_requests_issue (&requests, 0, &tries, 0);
      tarn_requests_retire (&requests, tries, TARN_MATCH_DUPLICATE);
    }
  g_assert_cmpint (tarn_requests_match (&requests, id, &found), ==, TARN_MATCH_LATE);
  g_assert_null (found);
  g_assert_cmpuint (requests.mask + 1, ==, 256);
  tarn_requests_clear (&requests);
}

/* A request that waits for long keeps its id and does not make the ring grow. */
static void
test_slow_among_fast (void)
{
  TarnRequests requests;
  TarnRequestId *found;
  guint32 slow = 0;
  gint32 id;

  setup (&requests, 6);
  id = tarn_requests_issue (&requests, 42, &slow, 1);
  for (guint i = 0; i < 100000; i++)
    {
      guint32 tries = 0;

      tarn_requests_issue (&requests, i, &tries, 2);
      tarn_requests_retire (&requests, tries, TARN_MATCH_LATE);
    }
  g_assert_cmpint (tarn_requests_match (&requests, id, &found), ==, TARN_MATCH_PENDING);
  g_assert_cmpuint (found->request, ==, 42);
  g_assert_cmpuint (requests.mask + 1, ==, 256);
  tarn_requests_clear (&requests);
}

static void
test_growth (void)
{
  enum { N = 5000 };
  TarnRequests requests;
  TarnRequestId *found;
  g_autofree guint32 *tries = g_new0 (guint32, N);
  g_autofree gint32 *ids = g_new (gint32, N);

  setup (&requests, 7);
  for (guint i = 0; i < N; i++)
    ids[i] = tarn_requests_issue (&requests, i, &tries[i], i);
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpint (tarn_requests_match (&requests, ids[i], &found), ==, TARN_MATCH_PENDING);
      g_assert_cmpuint (found->request, ==, i);
    }
  g_assert_cmpuint (requests.n_pending, ==, N);
  g_assert_cmpuint (requests.mask + 1, <=, 4 * N);
  tarn_requests_clear (&requests);
}

/* The counter goes round from the greatest to the smallest. */
static void
test_wrap (void)
{
  TarnRequests requests;
  TarnRequestId *found;
  guint32 tries = 0;
  gint32 ids[20];

  setup (&requests, 8);
  requests.next = TARN_REQUESTS_ID_MAX - 9;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = tarn_requests_issue (&requests, 1, &tries, 0);
  g_assert_cmpuint (requests.next, ==, TARN_REQUESTS_ID_MIN + 10);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (tarn_requests_match (&requests, ids[i], &found), ==, TARN_MATCH_PENDING);

  tarn_requests_retire (&requests, tries, TARN_MATCH_LATE);
  memset (requests.ring, 0, (requests.mask + 1) * sizeof *requests.ring);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (tarn_requests_match (&requests, ids[i], &found), ==, TARN_MATCH_LATE);
  tarn_requests_clear (&requests);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/requests/ids are distinct and positive", test_ids_are_distinct);
  g_test_add_func ("/requests/ids are scattered", test_ids_are_scattered);
  g_test_add_func ("/requests/every try is good until the end", test_tries);
  g_test_add_func ("/requests/aliens are unknown", test_aliens);
  g_test_add_func ("/requests/old ids are late", test_old_ids_are_late);
  g_test_add_func ("/requests/a slow one among fast ones", test_slow_among_fast);
  g_test_add_func ("/requests/the ring grows with what waits", test_growth);
  g_test_add_func ("/requests/the counter goes round", test_wrap);

  return g_test_run ();
}
