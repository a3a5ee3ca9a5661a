/* test-agent.c
 *
 * The agent on real sockets, over loopback; where it listens: test-agent-listen.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent.h"
#include "tarn-agent-test.h"
#include "tarn-faulty-store.h"
#include "tarn-test-manager.h"

#define GET_DESCR   "1.3.6.1.2.1.1.1.0=05:"
#define DESCR_REPLY "0 0 1.3.6.1.2.1.1.1.0=04:646576696365"

static void
keep_note_cb (TarnAgent  *agent,
              const char *text,
              gpointer    notes)
{
  g_ptr_array_add (notes, g_strdup (text));
}

/* More requests than a batch, a Set among them: all are answered, in order. */
static void
test_many (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GBytes) get = NULL;
  g_autoptr(GBytes) set = NULL;
  TarnTestManager manager;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  set = tarn_agent_test_request (TARN_VERSION_2C, "secret", TARN_PDU_SET, 0, 0,
                                 "1.3.6.1.2.1.1.1.0=04:6e6577");
  g_assert_true (tarn_test_agent_listen (agent, "127.0.0.1:0", NULL));
  tarn_test_manager_init (&manager, "127.0.0.1");
  for (guint i = 0; i < 150; i++)
    tarn_test_manager_send (&manager, "127.0.0.1", tarn_test_agent_port (agent, 0),
                            i == 100 ? set : get);

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *reply = tarn_test_manager_receive (&manager, 5000);

      g_assert_cmpstr (reply, ==, i < 100 ? DESCR_REPLY : "0 0 1.3.6.1.2.1.1.1.0=04:6e6577");
    }
  g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 150);
  g_assert_cmpuint (tarn_agent_get_counter (agent, 2), ==, 150);

  tarn_test_manager_clear (&manager);
  g_assert_finalize_object (agent);
}

/* Replies of the largest size do not fit one batch together. */
static void
test_large_replies (void)
{
  g_autofree char *octets = g_strnfill (2 * 60000, '6');
  g_autofree char *row = g_strdup_printf ("1.3.1.0=04:%s", octets);
  g_autofree char *expected = g_strdup_printf ("0 0 %s", row);
  g_autoptr(TarnStore) store = tarn_agent_test_store (row);
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GBytes) get = NULL;
  TarnTestManager manager;

  tarn_agent_set_max_size (agent, 65507);
  g_assert_true (tarn_test_agent_listen (agent, "127.0.0.1:0", NULL));
  tarn_test_manager_init (&manager, "127.0.0.1");
  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, "1.3.1.0=05:");
  for (guint i = 0; i < 12; i++)
    tarn_test_manager_send (&manager, "127.0.0.1", tarn_test_agent_port (agent, 0), get);

  while (tarn_agent_get_counter (agent, 2) < 12)
    g_main_context_iteration (NULL, TRUE);

  /* The manager's own queue need not hold them all. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *reply = tarn_test_manager_receive (&manager, 5000);

      g_assert_cmpstr (reply, ==, expected);
    }
  g_assert_cmpuint (tarn_agent_get_counter (agent, 2), ==, 12);

  tarn_test_manager_clear (&manager);
  g_assert_finalize_object (agent);
}

/* A store that somebody commits to: requests wait, none is lost or counted twice. */
static void
test_busy (void)
{
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GBytes) get = NULL;
  g_autoptr(GBytes) set = NULL;
  TarnTestManager manager;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  set = tarn_agent_test_request (TARN_VERSION_2C, "secret", TARN_PDU_SET, 0, 0,
                                 "1.3.6.1.2.1.1.1.0=04:6e6577");
  g_assert_true (tarn_test_agent_listen (agent, "127.0.0.1:0", NULL));
  tarn_faulty_store_set_busy (TARN_FAULTY_STORE (store), 3, 2);
  tarn_test_manager_init (&manager, "127.0.0.1");
  for (guint i = 0; i < 80; i++)
    tarn_test_manager_send (&manager, "127.0.0.1", tarn_test_agent_port (agent, 0),
                            i == 40 ? set : get);

  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *reply = tarn_test_manager_receive (&manager, 5000);

      g_assert_cmpstr (reply, ==, i < 40 ? DESCR_REPLY : "0 0 1.3.6.1.2.1.1.1.0=04:6e6577");
    }
  g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 80);

  tarn_test_manager_clear (&manager);
  g_assert_finalize_object (agent);
}

static void
stop_cb (TarnAgent  *agent,
         const char *text,
         gpointer    data)
{
  tarn_agent_stop (agent);
}

/* A damaged store: genErr each time, one note; whoever hears it may stop the agent. */
static void
test_damage (void)
{
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  g_autoptr(TarnOid) from = tarn_test_oid ("1.3");
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GBytes) get = NULL;
  TarnAgent *agent = tarn_test_agent_new (store);
  TarnAgent *nervous = tarn_test_agent_new (store);
  g_autofree char *last = NULL;
  TarnTestManager manager;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (store), from);
  g_signal_connect (agent, "note", G_CALLBACK (keep_note_cb), notes);
  g_signal_connect (nervous, "note", G_CALLBACK (stop_cb), NULL);
  g_assert_true (tarn_test_agent_listen (agent, "127.0.0.1:0", NULL));
  g_assert_true (tarn_test_agent_listen (nervous, "127.0.0.1:0", NULL));
  tarn_test_manager_init (&manager, "127.0.0.1");

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *reply = NULL;

      tarn_test_manager_send (&manager, "127.0.0.1", tarn_test_agent_port (agent, 0), get);
      reply = tarn_test_manager_receive (&manager, 2000);
      g_assert_cmpstr (reply, ==, "5 1 " GET_DESCR);
    }
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (notes->pdata[0], ==, "damaged, says the test");

  tarn_test_manager_send (&manager, "127.0.0.1", tarn_test_agent_port (nervous, 0), get);
  last = tarn_test_manager_receive (&manager, 2000);
  g_assert_cmpstr (last, ==, "5 1 " GET_DESCR);

  tarn_test_manager_clear (&manager);
  g_assert_finalize_object (agent);
  g_assert_finalize_object (nervous);
}

/* What came before the agent is stopped is answered. */
static void
test_stop_answers (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GBytes) get = NULL;
  TarnTestManager manager;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  g_assert_true (tarn_test_agent_listen (agent, "127.0.0.1:0", NULL));
  tarn_test_manager_init (&manager, "127.0.0.1");
  for (guint i = 0; i < 100; i++)
    tarn_test_manager_send (&manager, "127.0.0.1", tarn_test_agent_port (agent, 0), get);

  tarn_agent_stop (agent);
  g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *reply = tarn_test_manager_receive (&manager, 2000);

      g_assert_cmpstr (reply, ==, DESCR_REPLY);
    }

  tarn_test_manager_clear (&manager);
  g_assert_finalize_object (agent);
}

/* An agent works in the context that it began to listen in. */
static void
test_context (void)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GBytes) get = NULL;
  g_autofree char *silence = NULL;
  TarnTestManager manager;

  g_main_context_push_thread_default (context);
  g_assert_true (tarn_test_agent_listen (agent, "127.0.0.1:0", NULL));
  g_main_context_pop_thread_default (context);

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  tarn_test_manager_init (&manager, "127.0.0.1");
  tarn_test_manager_send (&manager, "127.0.0.1", tarn_test_agent_port (agent, 0), get);
  silence = tarn_test_manager_receive (&manager, 20);
  g_assert_cmpstr (silence, ==, "silence");
  g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 0);

  while (tarn_agent_get_counter (agent, 2) == 0)
    g_main_context_iteration (context, TRUE);

  tarn_test_manager_clear (&manager);
  g_assert_finalize_object (agent);
}

/* F-76: who asks with a wrong community gets nothing, and the person who runs the agent may
 * hear of it, but not of each. */
static void
test_refused (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(TarnAgent) agent = tarn_test_agent_new (store);
  g_autoptr(GBytes) wrong = tarn_agent_test_request (TARN_VERSION_2C, "wrong", TARN_PDU_GET, 0, 0,
                                                     GET_DESCR);
  g_autoptr(GBytes) right = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0,
                                                     GET_DESCR);
  g_autofree char *reply = NULL;
  TarnTestManager manager;
  guint16 port;

  g_signal_connect (agent, "refused", G_CALLBACK (keep_note_cb), refused);
  g_assert_true (tarn_test_agent_listen (agent, "127.0.0.1:0", NULL));
  port = tarn_test_agent_port (agent, 0);
  tarn_test_manager_init (&manager, "127.0.0.1");
  for (guint i = 0; i < 30; i++)
    tarn_test_manager_send (&manager, "127.0.0.1", port, wrong);
  tarn_test_manager_send (&manager, "127.0.0.1", port, right);

  reply = tarn_test_manager_receive (&manager, 5000);
  g_assert_cmpstr (reply, ==, DESCR_REPLY);
  g_assert_cmpuint (tarn_agent_get_counter (agent, 4), ==, 30);
  g_assert_cmpuint (refused->len, >=, 1);
  g_assert_cmpuint (refused->len, <, 30);
  g_assert_true (g_str_has_prefix (refused->pdata[0], "127.0.0.1:"));
  tarn_test_manager_clear (&manager);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/agent/many", test_many);
  g_test_add_func ("/agent/large-replies", test_large_replies);
  g_test_add_func ("/agent/busy", test_busy);
  g_test_add_func ("/agent/damage", test_damage);
  g_test_add_func ("/agent/stop-answers", test_stop_answers);
  g_test_add_func ("/agent/context", test_context);
  g_test_add_func ("/agent/refused", test_refused);

  return g_test_run ();
}
