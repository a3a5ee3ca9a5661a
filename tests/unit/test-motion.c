/* test-motion.c
 *
 * Numbers that move while an agent serves them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "tarn-agent-test.h"

#define SECOND G_USEC_PER_SEC

#define UPTIME "1.3.6.1.2.1.1.3.0"
#define A      "1.3.6.1.4.1.9.1.0"

typedef struct
{
  const char *sentence;
  const char *then;       /* NULL: not there           */
  const char *now;
  gint64      elapsed_us;
  const char *served;
} Case;

/* The two captures are 100 s apart. */
static const Case between[] = {
  { "at the beginning all is as it was captured", "41:0a", "41:64", 0, "41:64" },
  { "a counter goes on as fast as it did", "41:0a", "41:6e", 50 * SECOND, "41:00a0" },
  { "and on", "41:0a", "41:6e", 1000 * SECOND, "41:0456" },
  { "it wraps between the two", "41:00fffffff6", "41:0a", 100 * SECOND, "41:1e" },
  { "it wraps while it is served", "41:00ffffffec", "41:00fffffff6", 200 * SECOND, "41:0a" },
  { "Counter64, too", "46:00fffffffffffffff0", "46:00fffffffffffffff8", 200 * SECOND, "46:08" },
  { "Counter64 that was set to 0 between the two stays", "46:64", "46:0a", 50 * SECOND, "46:0a" },
  { "a gauge goes to where it was", "42:0a", "42:64", 50 * SECOND, "42:37" },
  { "all the way", "42:0a", "42:64", 100 * SECOND, "42:0a" },
  { "and back", "42:0a", "42:64", 200 * SECOND, "42:64" },
  { "upwards as well", "42:64", "42:0a", 50 * SECOND, "42:37" },
  { "TimeTicks that ran, run", "43:00", "43:2710", 10 * SECOND, "43:2af8" },
  { "TimeTicks that stood, stand", "43:05", "43:05", 10 * SECOND, "43:05" },
  { "TimeTicks of an event stand, though another one came", "43:05", "43:012c", 10 * SECOND,
    "43:012c" },
  { "INTEGER stays: it may be an enumeration", "02:01", "02:02", 50 * SECOND, "02:02" },
  { "text stays", "04:61", "04:62", 50 * SECOND, "04:62" },
  { "what was of another kind stays", "42:01", "41:09", 50 * SECOND, "41:09" },
  { "what was not there stays", NULL, "41:09", 50 * SECOND, "41:09" },
};

static const Case rates[] = {
  { "ten a second", NULL, "41:00", 3 * SECOND, "41:1e" },
  { "not yet", NULL, "41:00", SECOND / 20, "41:00" },
  { "a counter wraps", NULL, "41:00fffffffb", SECOND, "41:05" },
  { "a gauge stops at the top", NULL, "42:00fffffffb", SECOND, "42:00ffffffff" },
  { "INTEGER, too", NULL, "02:7ffffffb", SECOND, "02:7fffffff" },
  { "what is below 0 stays", NULL, "02:ff", SECOND, "02:ff" },
  { "text stays", NULL, "04:62", 50 * SECOND, "04:62" },
};

static char *
ask (TarnMotion *motion,
     TarnStore  *store,
     gint64      elapsed_us)
{
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0,
                                                       0, A "=05:");
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];
  TarnSpan response;
  char *reply;

  tarn_responder_set_motion (responder, motion);
  tarn_responder_set_live (responder, FALSE, SECOND);
  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request),
                                          SECOND + elapsed_us, buffer, &response));
  reply = tarn_agent_test_render (response);
  tarn_responder_end_batch (responder);
  return reply;
}

static void
test_between (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *then_rows = c->then != NULL ? g_strconcat (UPTIME "=43:64 " A "=", c->then, NULL)
                                               : g_strdup (UPTIME "=43:64");
  g_autofree char *now_rows = g_strconcat (UPTIME "=43:2774 " A "=", c->now, NULL);
  g_autofree char *wanted = g_strconcat ("0 0 " A "=", c->served, NULL);
  g_autoptr(TarnStore) then = tarn_agent_test_store (then_rows);
  g_autoptr(TarnStore) now = tarn_agent_test_store (now_rows);
  g_autoptr(TarnMotion) motion = tarn_motion_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *reply = NULL;

  tarn_motion_set_earlier (motion, now, then, &error);
  g_assert_no_error (error);
  reply = ask (motion, now, c->elapsed_us);
  g_assert_cmpstr (reply, ==, wanted);
}

static void
test_rate (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *rows = g_strconcat (A "=", c->now, NULL);
  g_autofree char *wanted = g_strconcat ("0 0 " A "=", c->served, NULL);
  g_autoptr(TarnStore) store = tarn_agent_test_store (rows);
  g_autoptr(TarnOid) above = tarn_oid_new ("1.3.6.1.4.1", NULL);
  g_autoptr(TarnOid) exact = tarn_oid_new (A, NULL);
  g_autoptr(TarnMotion) motion = tarn_motion_new ();
  g_autofree char *reply = NULL;

  tarn_motion_add_rate (motion, exact, 10);   /* the longest counts */
  tarn_motion_add_rate (motion, above, 1000);
  reply = ask (motion, store, c->elapsed_us);
  g_assert_cmpstr (reply, ==, wanted);
}

/* A week of Counter64 at a terabit a second: no step of the calculation overflows. */
static void
test_long (void)
{
  g_autoptr(TarnStore) then = tarn_agent_test_store (UPTIME "=43:64 " A "=46:00");
  g_autoptr(TarnStore) now = tarn_agent_test_store (UPTIME "=43:2774 " A "=46:0b5e620f4800");
  g_autoptr(TarnMotion) motion = tarn_motion_new ();
  g_autofree char *reply = NULL;

  g_assert_true (tarn_motion_set_earlier (motion, now, then, NULL));
  reply = ask (motion, now, G_GINT64_CONSTANT (604800) * SECOND);
  /* 12,500,000,000,000 in 100 s: 6,048 times that is added to it */
  g_assert_cmpstr (reply, ==, "0 0 " A "=46:010ca12b0b144800");
}

/* What cannot be so is told. */
static void
test_errors (void)
{
  static const struct
  {
    const char *then;
    const char *now;
  } pairs[] = {
    { UPTIME "=43:2774", UPTIME "=43:64" },
    { UPTIME "=43:64", UPTIME "=43:64" },
    { A "=41:01", A "=41:02" },
    { UPTIME "=43:64", A "=41:02" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(TarnStore) then = tarn_agent_test_store (pairs[i].then);
      g_autoptr(TarnStore) now = tarn_agent_test_store (pairs[i].now);
      g_autoptr(TarnMotion) motion = tarn_motion_new ();
      g_autoptr(GError) error = NULL;

      g_assert_false (tarn_motion_set_earlier (motion, now, then, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
    }
}

/* A walk sees what moves as GET does, and Counter64 stays invisible in v1. */
static void
test_walk (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (A "=41:00 1.3.6.1.4.1.9.2.0=46:00 "
                                                      "1.3.6.1.4.1.9.3.0=42:01");
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(TarnOid) above = tarn_oid_new ("1.3.6.1.4.1", NULL);
  g_autoptr(TarnMotion) motion = tarn_motion_new ();
  g_autoptr(GBytes) bulk = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET_BULK,
                                                    0, 3, "1.3=05:");
  g_autoptr(GBytes) next = tarn_agent_test_request (TARN_VERSION_1, "public", TARN_PDU_GET_NEXT, 0,
                                                    0, A "=05:");
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];
  g_autofree char *rows = NULL;
  g_autofree char *row = NULL;
  TarnSpan response;

  tarn_motion_add_rate (motion, above, 1);
  tarn_responder_set_motion (responder, motion);
  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (bulk), 7 * SECOND, buffer,
                                          &response));
  rows = tarn_agent_test_render (response);
  g_assert_cmpstr (rows, ==, "0 0 " A "=41:07 1.3.6.1.4.1.9.2.0=46:07 1.3.6.1.4.1.9.3.0=42:08");
  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (next), 7 * SECOND, buffer,
                                          &response));
  row = tarn_agent_test_render (response);
  g_assert_cmpstr (row, ==, "0 0 1.3.6.1.4.1.9.3.0=42:08");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (between); i++)
    {
      g_autofree char *path = g_strconcat ("/motion/between/", between[i].sentence, NULL);

      g_test_add_data_func (path, &between[i], test_between);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *path = g_strconcat ("/motion/rate/", rates[i].sentence, NULL);

      g_test_add_data_func (path, &rates[i], test_rate);
    }
  g_test_add_func ("/motion/long", test_long);
  g_test_add_func ("/motion/errors", test_errors);
  g_test_add_func ("/motion/walk", test_walk);

  return g_test_run ();
}
