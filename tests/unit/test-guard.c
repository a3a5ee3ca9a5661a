/* test-guard.c
 *
 * What one source may have of an agent (F-75, F-76, F-91), by a clock of the test.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-guard.h"

#include <arpa/inet.h>

#include "tarn-test.h"

#define SECOND G_USEC_PER_SEC

static const TarnGuardLimits usual = { TARN_GUARD_REQUESTS, TARN_GUARD_OCTETS, 0 };

static TarnEndpoint
make_peer (guint32 address)
{
  TarnEndpoint peer = { .in = { .sin_family = AF_INET, .sin_port = htons (40000) } };

  peer.in.sin_addr.s_addr = htonl (address);
  return peer;
}

static TarnEndpoint
make_peer6 (const char *address)
{
  TarnEndpoint peer = { .in6 = { .sin6_family = AF_INET6, .sin6_port = htons (40000) } };

  g_assert_cmpint (inet_pton (AF_INET6, address, &peer.in6.sin6_addr), ==, 1);
  return peer;
}

/* How many of @n requests of @peer are admitted, each with an answer of @octets. */
static guint
ask (TarnGuard          *guard,
     const TarnEndpoint *peer,
     guint               n,
     gsize               octets,
     gint64              now_us)
{
  guint admitted = 0;

  while (n-- > 0)
    {
      TarnGuardSource *source = tarn_guard_find (guard, peer, now_us);

      g_assert_nonnull (source);
      if (!tarn_guard_admit (guard, source))
        continue;

      tarn_guard_spend (guard, source, octets, 0);
      admitted++;
    }

  return admitted;
}

static void
test_requests (void)
{
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint one = make_peer (0xc0000201);
  TarnEndpoint other = make_peer (0xc0000202);
  guint admitted = 0;

  g_assert_cmpuint (ask (guard, &one, 1000, 100, SECOND), ==, 200);
  g_assert_cmpuint (ask (guard, &other, 10, 100, SECOND), ==, 10);
  g_assert_cmpuint (ask (guard, &one, 1000, 100, 2 * SECOND), ==, 100);

  for (guint i = 0; i < 10000; i++)
    admitted += ask (guard, &one, 1, 100, 2 * SECOND + i * 1000);
  g_assert_cmpuint (admitted, >=, 990);
  g_assert_cmpuint (admitted, <=, 1001);

  g_assert_cmpuint (ask (guard, &one, 1000, 100, 1000 * SECOND), ==, 200);
}

/* A reply may be larger than what is left; what follows waits for what is owed. */
static void
test_octets (void)
{
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint peer = make_peer (0xc0000201);

  g_assert_cmpuint (ask (guard, &peer, 100, 65507, SECOND), ==, 17);
  g_assert_cmpuint (ask (guard, &peer, 100, 65507, SECOND + SECOND / 100), ==, 0);
  g_assert_cmpuint (ask (guard, &peer, 100, 65507, 2 * SECOND), ==, 8);
}

/* Work is paid for as octets are: who has each request look at a million varbinds gets a
 * tenth of the time (F-91). */
static void
test_work (void)
{
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint peer = make_peer (0xc0000201);
  guint admitted = 0;

  for (gint64 ms = 0; ms < 20000; ms++)
    {
      TarnGuardSource *source = tarn_guard_find (guard, &peer, SECOND + ms * 1000);

      if (tarn_guard_admit (guard, source))
        {
          tarn_guard_spend (guard, source, 100, 1 << 20);
          admitted++;
        }
    }

  g_assert_cmpuint (admitted, >=, 40);
  g_assert_cmpuint (admitted, <=, 46);
}

static void
test_failures (void)
{
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint peer = make_peer (0xc0000201);
  gint64 now_us = SECOND;

  for (guint i = 0; i < TARN_GUARD_FAILURES; i++, now_us += SECOND)
    {
      TarnGuardSource *source = tarn_guard_find (guard, &peer, now_us);

      g_assert_true (tarn_guard_admit (guard, source));
      tarn_guard_fail (source, now_us);
    }

  g_assert_cmpuint (ask (guard, &peer, 5, 100, now_us), ==, 0);
  g_assert_cmpuint (ask (guard, &peer, 5, 100, now_us + 58 * SECOND), ==, 0);
  g_assert_cmpuint (ask (guard, &peer, 5, 100, now_us + 60 * SECOND), ==, 5);
}

/* One wrong word now and then is a person. */
static void
test_few_failures (void)
{
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint peer = make_peer (0xc0000201);

  for (gint64 now_us = SECOND; now_us < 1000 * SECOND; now_us += 4 * SECOND)
    {
      TarnGuardSource *source = tarn_guard_find (guard, &peer, now_us);

      g_assert_true (tarn_guard_admit (guard, source));
      tarn_guard_fail (source, now_us);
    }
}

static void
test_whom (void)
{
  static const char *const free_ones[] = { "::1", "::ffff:127.0.0.1" };
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint local = make_peer (0x7f000105);
  TarnEndpoint one = make_peer6 ("2001:db8::1");
  TarnEndpoint neighbour = make_peer6 ("2001:db8::ffff:2");
  TarnEndpoint other = make_peer6 ("2001:db8:0:1::1");
  TarnEndpoint mapped = make_peer6 ("::ffff:192.0.2.1");
  TarnEndpoint plain = make_peer (0xc0000201);

  g_assert_null (tarn_guard_find (guard, &local, SECOND));
  for (gsize i = 0; i < G_N_ELEMENTS (free_ones); i++)
    {
      TarnEndpoint peer = make_peer6 (free_ones[i]);

      g_assert_null (tarn_guard_find (guard, &peer, SECOND));
    }

  g_assert_cmpuint (ask (guard, &one, 1000, 100, SECOND), ==, 200);
  g_assert_cmpuint (ask (guard, &neighbour, 1000, 100, SECOND), ==, 0);
  g_assert_cmpuint (ask (guard, &other, 1000, 100, SECOND), ==, 200);
  g_assert_cmpuint (ask (guard, &mapped, 150, 100, SECOND), ==, 150);
  g_assert_cmpuint (ask (guard, &plain, 150, 100, SECOND), ==, 50);
}

/* A million forged sources: whoever was there before them keeps what he has, or begins
 * anew, and is answered. */
static void
test_flood (void)
{
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint peer = make_peer (0xc0000201);
  gint64 now_us = SECOND;

  for (guint32 i = 0; i < 1000000; i++, now_us += 10)
    {
      TarnEndpoint forged = make_peer (0x0b000000 + i);

      tarn_guard_admit (guard, tarn_guard_find (guard, &forged, now_us));
      if (i % 100000 == 0)
        g_assert_cmpuint (ask (guard, &peer, 10, 100, now_us), ==, 10);
    }
}

/* 500 days, longer than TimeTicks hold: an agent that ran for long admits no more and no less. */
static void
test_long_uptime (void)
{
  const gint64 minute = 60 * SECOND;
  g_autoptr(TarnGuard) guard = tarn_guard_new (&usual);
  TarnEndpoint peer = make_peer (0xc0000201);

  for (gint64 now_us = SECOND; now_us < 500 * 24 * 60 * minute; now_us += minute)
    g_assert_cmpuint (ask (guard, &peer, 1, 100, now_us), ==, 1);
  g_assert_cmpuint (ask (guard, &peer, 1000, 100, 501 * 24 * 60 * minute), ==, 200);
}

static void
test_no_limits (void)
{
  const TarnGuardLimits none = { 0, 0, 0 };
  g_autoptr(TarnGuard) guard = tarn_guard_new (&none);
  TarnEndpoint peer = make_peer (0xc0000201);

  g_assert_cmpuint (ask (guard, &peer, 100000, 65507, SECOND), ==, 100000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/guard/requests", test_requests);
  g_test_add_func ("/guard/octets", test_octets);
  g_test_add_func ("/guard/work", test_work);
  g_test_add_func ("/guard/failures", test_failures);
  g_test_add_func ("/guard/few-failures", test_few_failures);
  g_test_add_func ("/guard/whom", test_whom);
  g_test_add_func ("/guard/flood", test_flood);
  g_test_add_func ("/guard/long-uptime", test_long_uptime);
  g_test_add_func ("/guard/no-limits", test_no_limits);

  return g_test_run ();
}
