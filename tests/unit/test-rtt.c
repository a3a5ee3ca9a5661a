/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-rtt.h"
#include "tarn-test.h"

#define MS (gint64) 1000
#define S  (gint64) G_USEC_PER_SEC

typedef struct
{
  const char *name;
  gint64      smoothed_us;
  gint64      deviation_us;
  gint64      timeout_us;
  gint64      overdue_us;
} WaitVector;

static const WaitVector wait_vectors[] = {
  { "nothing known: what the device has (P-MGR-14)", 0, 0, S, S },
  { "a steady way of 40 ms: a loss costs one and a half", 40 * MS, 0, 60 * MS, 50 * MS },
  { "jitter wins", 40 * MS, 10 * MS, 80 * MS, 60 * MS },
  { "next door: not less than schedulers need", 100, 20, 10 * MS, 10 * MS },
  { "a device of half a minute: at most 30 s (P-MGR-14)", 29 * S, 5 * S, 30 * S, 30 * S },
};

static void
test_wait (gconstpointer data)
{
  const WaitVector *v = data;
  TarnRtt rtt;

  tarn_rtt_init (&rtt, v->smoothed_us, v->deviation_us);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), ==, v->timeout_us);
  g_assert_cmpint (tarn_rtt_get_overdue_us (&rtt, S), ==, v->overdue_us);
}

static void
test_learn (void)
{
  TarnRtt rtt;

  tarn_rtt_init (&rtt, 0, 0);
  tarn_rtt_add (&rtt, 40 * MS);
  g_assert_cmpint (rtt.smoothed_us, ==, 40 * MS);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), ==, 120 * MS);   /* not sure yet */
  for (guint i = 0; i < 20; i++)
    tarn_rtt_add (&rtt, 40 * MS);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), ==, 60 * MS);

  /* A slower device: never a wait shorter than what it takes, once that is seen. */
  for (guint i = 0; i < 50; i++)
    {
      tarn_rtt_add (&rtt, 400 * MS);
      g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), >, i == 0 ? 0 : 400 * MS);
    }
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), <=, 602 * MS);

  /* No time at all is still known. */
  tarn_rtt_init (&rtt, 0, 0);
  tarn_rtt_add (&rtt, 0);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), ==, 10 * MS);
}

/* F-16: each needless try doubles the waits, up to a limit; answers take it back. */
static void
test_caution (void)
{
  TarnRtt rtt;

  tarn_rtt_init (&rtt, 40 * MS, 0);
  tarn_rtt_was_needless (&rtt);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), ==, 120 * MS);
  tarn_rtt_was_needless (&rtt);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), ==, 240 * MS);
  for (guint i = 0; i < 100; i++)
    tarn_rtt_was_needless (&rtt);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), ==, 960 * MS);

  for (guint i = 0; i < 10; i++)
    tarn_rtt_add (&rtt, 40 * MS);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), >, 800 * MS);
  for (guint i = 0; i < 500; i++)
    tarn_rtt_add (&rtt, 40 * MS);
  g_assert_cmpint (tarn_rtt_get_timeout_us (&rtt, S), <, 61 * MS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wait_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/rtt/", wait_vectors[i].name, NULL);

      g_test_add_data_func (path, &wait_vectors[i], test_wait);
    }
  g_test_add_func ("/rtt/learning", test_learn);
  g_test_add_func ("/rtt/a slow device is not hammered (F-16)", test_caution);

  return g_test_run ();
}
