/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-scan-pace.h"

/* F-74: so many tokens a second, however often one asks, and no more than the bucket holds
 * after a pause. */
static void
test_tokens (void)
{
  TarnScanPace pace;
  guint n = 0;

  tarn_scan_pace_init (&pace);
  pace.rate = 500;
  for (gint64 now_us = 1000; now_us <= 10 * G_USEC_PER_SEC; now_us += 333)
    {
      guint tokens = tarn_scan_pace_get_tokens (&pace, now_us);

      g_assert_cmpuint (tokens, <=, 10);
      tarn_scan_pace_take (&pace, tokens);
      n += tokens;
    }
  g_assert_cmpuint (n, >=, 4990);
  g_assert_cmpuint (n, <=, 5001);

  g_assert_cmpuint (tarn_scan_pace_get_tokens (&pace, 3600 * (gint64) G_USEC_PER_SEC), ==, 10);
}

/* When the next token is promised there is one, and a microsecond earlier there is none. */
static void
test_token_time (void)
{
  static const guint rates[] = { 1, 3, 7, 999, 2000, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      TarnScanPace pace;
      gint64 now_us = 5;

      tarn_scan_pace_init (&pace);
      pace.rate = rates[i];
      for (guint j = 0; j < 100; j++)
        {
          guint n = tarn_scan_pace_get_tokens (&pace, now_us);

          g_assert_cmpuint (n, >, 0);
          tarn_scan_pace_take (&pace, n);
          g_assert_cmpint (tarn_scan_pace_token_us (&pace), >, now_us);
          if (rates[i] < 1000)
            g_assert_cmpuint (tarn_scan_pace_get_tokens (&pace, now_us + 1), ==, 0);
          now_us = tarn_scan_pace_token_us (&pace);
        }
    }
}

static void
test_no_rate (void)
{
  TarnScanPace pace;

  tarn_scan_pace_init (&pace);
  tarn_scan_pace_take (&pace, 1000000);
  g_assert_cmpuint (tarn_scan_pace_get_tokens (&pace, 1), ==, G_MAXUINT);
  g_assert_cmpint (tarn_scan_pace_token_us (&pace), ==, 0);
}

static void
answer (TarnScanPace *pace,
        guint         n,
        gsize         octets)
{
  while (n-- > 0)
    tarn_scan_pace_answered (pace, octets, 1000);
}

/* F-78: doubles for each window until a sign of loss, then grows by one. */
static void
test_window_grows (void)
{
  TarnScanPace pace;

  tarn_scan_pace_init (&pace);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 64);
  answer (&pace, 64, 100);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 128);
  answer (&pace, 128, 100);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 256);

  tarn_scan_pace_overrun (&pace, 1000);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 128);
  answer (&pace, 128, 100);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), >=, 128);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), <=, 129);

  answer (&pace, 1000000, 100);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, TARN_SCAN_DEFAULT_WINDOW);
}

/* F-72: a burst of overruns is one sign, the next burst another one. */
static void
test_overruns (void)
{
  TarnScanPace pace;

  tarn_scan_pace_init (&pace);
  for (guint i = 0; i < 50; i++)
    tarn_scan_pace_overrun (&pace, 1000 + i);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 32);
  tarn_scan_pace_overrun (&pace, G_USEC_PER_SEC);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 16);
  for (guint i = 2; i < 100; i++)
    tarn_scan_pace_overrun (&pace, i * G_USEC_PER_SEC);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 4);
}

/* F-72: what may come back at once fits into the receive buffer. */
static void
test_buffer (void)
{
  TarnScanPace pace;

  tarn_scan_pace_init (&pace);
  pace.buffer_octets = 212992;
  answer (&pace, 2000, 100);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), >, 150);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), <=, 256);
  answer (&pace, 2000, 1400);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), <=, 92);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), >, 60);
  pace.buffer_octets = 1;
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 1);
}

static void
epochs (TarnScanPace *pace,
        guint         n,
        guint         percent,
        gint64       *now_us)
{
  for (guint i = 0; i < n * 256; i++)
    {
      *now_us += 1000;
      if (i * 37 % 100 < percent)
        tarn_scan_pace_unanswered (pace);
      tarn_scan_pace_asked (pace, *now_us);
    }
}

/* F-78: not the share of time-outs is a sign of loss, but that it doubles: a path that
 * always loses every fifth is as fast as others. */
static void
test_time_outs (void)
{
  gint64 now_us = G_USEC_PER_SEC;
  TarnScanPace pace;

  tarn_scan_pace_init (&pace);
  epochs (&pace, 30, 20, &now_us);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 64);
  epochs (&pace, 1, 60, &now_us);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 32);

  tarn_scan_pace_init (&pace);
  epochs (&pace, 30, 0, &now_us);
  epochs (&pace, 1, 10, &now_us);
  g_assert_cmpuint (tarn_scan_pace_get_window (&pace), ==, 32);
}

/* A request counts while its answer may come: first a guess, then what is usual. */
static void
test_fresh (void)
{
  TarnScanPace pace;

  tarn_scan_pace_init (&pace);
  g_assert_cmpint (tarn_scan_pace_get_fresh_us (&pace), ==, 250 * 1000);
  answer (&pace, 1000, 100);
  g_assert_cmpint (tarn_scan_pace_get_fresh_us (&pace), ==, 20 * 1000);
  for (guint i = 0; i < 1000; i++)
    tarn_scan_pace_answered (&pace, 100, 100 * 1000);
  g_assert_cmpint (tarn_scan_pace_get_fresh_us (&pace), >=, 99 * 1000);
  for (guint i = 0; i < 1000; i++)
    tarn_scan_pace_answered (&pace, 100, 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (tarn_scan_pace_get_fresh_us (&pace), ==, G_USEC_PER_SEC);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan-pace/tokens", test_tokens);
  g_test_add_func ("/scan-pace/token-time", test_token_time);
  g_test_add_func ("/scan-pace/no-rate", test_no_rate);
  g_test_add_func ("/scan-pace/window-grows", test_window_grows);
  g_test_add_func ("/scan-pace/overruns", test_overruns);
  g_test_add_func ("/scan-pace/buffer", test_buffer);
  g_test_add_func ("/scan-pace/time-outs", test_time_outs);
  g_test_add_func ("/scan-pace/fresh", test_fresh);

  return g_test_run ();
}
