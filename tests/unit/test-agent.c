/* test-agent.c
 *
 * The agent on real sockets, over loopback.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent.h"
#include "tarn-agent-test.h"
#include "tarn-faulty-store.h"

#include <unistd.h>

#define GET_DESCR   "1.3.6.1.2.1.1.1.0=05:"
#define DESCR_REPLY "0 0 1.3.6.1.2.1.1.1.0=04:646576696365"

/* A manager that knows nothing: a socket, and how to wait for it. */
typedef struct
{
  GSocket        *socket;
  GSocketAddress *peer;     /* who sent last */
} Manager;

static TarnAgent *
new_agent (TarnStore *store)
{
  TarnAgent *agent = tarn_agent_new (store);
  g_autoptr(GBytes) read = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) write = g_bytes_new_static ("secret", 6);

  tarn_agent_set_read_community (agent, read);
  tarn_agent_set_write_community (agent, write);
  tarn_agent_set_live (agent, FALSE);

  return agent;
}

static gboolean
listen_on (TarnAgent   *agent,
           const char  *text,
           GError     **error)
{
  g_autoptr(TarnAddress) address = tarn_address_new (text, TARN_PORT_AGENT, NULL);

  g_assert_nonnull (address);
  return tarn_agent_listen (agent, address, error);
}

static guint16
port_of (TarnAgent *agent,
         guint      index)
{
  GPtrArray *addresses = tarn_agent_get_addresses (agent);

  g_assert_cmpuint (index, <, addresses->len);
  return tarn_address_get_port (addresses->pdata[index]);
}

static void
manager_init (Manager    *self,
              const char *host,
              guint16     port)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr(GError) error = NULL;

  self->peer = NULL;
  self->socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (self->socket, FALSE);
}

static void
manager_clear (Manager *self)
{
  g_clear_object (&self->socket);
  g_clear_object (&self->peer);
}

static void
manager_send (Manager    *self,
              const char *host,
              guint16     port,
              GBytes     *request)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr(GError) error = NULL;
  TarnSpan octets = tarn_test_span (request);

  g_socket_send_to (self->socket, address, (const char *) octets.data, octets.len, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The next reply, rendered; "silence" after @timeout_ms without one. */
static char *
manager_receive (Manager *self,
                 guint    timeout_ms)
{
  g_autofree char *buffer = g_malloc (TARN_MESSAGE_MAX);
  gboolean too_late = FALSE;
  guint timer = g_timeout_add (timeout_ms, give_up_cb, &too_late);
  gssize len = -1;

  g_clear_object (&self->peer);
  while (len < 0 && !too_late)
    {
      len = g_socket_receive_from (self->socket, &self->peer, buffer, TARN_MESSAGE_MAX, NULL, NULL);
      if (len < 0)
        g_main_context_iteration (NULL, TRUE);
    }
  while (len < 0 && g_main_context_iteration (NULL, FALSE))
    ;
  if (!too_late)
    g_source_remove (timer);

  return tarn_agent_test_render (tarn_span (buffer, len < 0 ? 0 : (gsize) len));
}

/* The loop must turn while the manager waits, also when only its own socket is
 * ready; so it looks every few milliseconds. */
static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
keep_note_cb (TarnAgent  *agent,
              const char *text,
              gpointer    notes)
{
  g_ptr_array_add (notes, g_strdup (text));
}

/* Loopback, both families, and the ports that the system chose. */
static void
test_listen (void)
{
  static const struct { const char *where; const char *host; } places[] = {
    { "127.0.0.1:0", "127.0.0.1" },
    { "[::1]:0", "::1" },
    { "localhost:0", "127.0.0.1" },
    { "udp6:localhost:0", "::1" },
    { "0.0.0.0:0", "127.0.0.1" },
    { "[::]:0", "::1" },
  };
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      TarnAgent *agent = new_agent (store);
      GPtrArray *addresses;
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) request = NULL;
      g_autofree char *reply = NULL;
      Manager manager;

      g_assert_true (listen_on (agent, places[i].where, &error));
      g_assert_no_error (error);
      addresses = tarn_agent_get_addresses (agent);
      g_assert_cmpuint (addresses->len, ==, g_str_equal (places[i].where, "localhost:0") ? 2 : 1);
      g_assert_cmpuint (port_of (agent, 0), !=, 0);

      manager_init (&manager, places[i].host, 0);
      request = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
      manager_send (&manager, places[i].host, port_of (agent, 0), request);
      reply = manager_receive (&manager, 2000);
      g_assert_cmpstr (reply, ==, DESCR_REPLY);
      g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 1);

      manager_clear (&manager);
      tarn_agent_stop (agent);
      addresses = tarn_agent_get_addresses (agent);
      g_assert_cmpuint (addresses->len, ==, 0);
      g_assert_finalize_object (agent);
    }
}

static void
test_listen_errors (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *first = new_agent (store);
  TarnAgent *second = new_agent (store);
  g_autofree char *where = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (listen_on (first, "127.0.0.1:0", &error));
  where = g_strdup_printf ("127.0.0.1:%u", port_of (first, 0));

  g_assert_false (listen_on (second, where, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, where));
  g_assert_nonnull (strstr (error->message, "choose another port"));
  g_clear_error (&error);

  g_assert_false (listen_on (second, "router.example:1161", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "router.example"));
  g_clear_error (&error);

  g_assert_false (listen_on (second, "[fe80::1%nosuchif0]:1161", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "nosuchif0"));
  g_clear_error (&error);

  g_assert_false (listen_on (second, "192.0.2.1:1161", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "192.0.2.1:1161"));

  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

/* Runs as somebody who may not have port 161. */
static void
test_port_161_subprocess (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  TarnAgent *agent = new_agent (store);
  g_autoptr(GError) error = NULL;

  if (geteuid () == 0 && setuid (65534) != 0)
    {
      g_test_skip ("this root may not become another user");
      return;
    }

  g_signal_connect (agent, "note", G_CALLBACK (keep_note_cb), notes);
  if (listen_on (agent, "udp4:localhost", &error))
    {
      if (port_of (agent, 0) == 161)
        {
          g_test_skip ("everybody may have port 161 here");
          return;
        }
      g_assert_cmpuint (port_of (agent, 0), ==, 1161);
      g_assert_cmpuint (notes->len, ==, 1);
      g_assert_nonnull (strstr (notes->pdata[0], "1161"));
    }
  else
    {
      /* Somebody else has the other port: then that is what is told. */
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
      g_assert_nonnull (strstr (error->message, "127.0.0.1:1161"));
    }

  g_assert_finalize_object (agent);
}

static void
test_port_161 (void)
{
  g_test_trap_subprocess ("/agent/port-161/subprocess", 10 * G_USEC_PER_SEC,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* More requests than a batch, a Set among them: all are answered, in order. */
static void
test_many (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = new_agent (store);
  g_autoptr(GBytes) get = NULL;
  g_autoptr(GBytes) set = NULL;
  Manager manager;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  set = tarn_agent_test_request (TARN_VERSION_2C, "secret", TARN_PDU_SET, 0, 0,
                                 "1.3.6.1.2.1.1.1.0=04:6e6577");
  g_assert_true (listen_on (agent, "127.0.0.1:0", NULL));
  manager_init (&manager, "127.0.0.1", 0);
  for (guint i = 0; i < 150; i++)
    manager_send (&manager, "127.0.0.1", port_of (agent, 0), i == 100 ? set : get);

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *reply = manager_receive (&manager, 5000);

      g_assert_cmpstr (reply, ==, i < 100 ? DESCR_REPLY : "0 0 1.3.6.1.2.1.1.1.0=04:6e6577");
    }
  g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 150);
  g_assert_cmpuint (tarn_agent_get_counter (agent, 2), ==, 150);

  manager_clear (&manager);
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
  TarnAgent *agent = new_agent (store);
  g_autoptr(GBytes) get = NULL;
  Manager manager;

  tarn_agent_set_max_size (agent, 65507);
  g_assert_true (listen_on (agent, "127.0.0.1:0", NULL));
  manager_init (&manager, "127.0.0.1", 0);
  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, "1.3.1.0=05:");
  for (guint i = 0; i < 12; i++)
    manager_send (&manager, "127.0.0.1", port_of (agent, 0), get);

  while (tarn_agent_get_counter (agent, 2) < 12)
    g_main_context_iteration (NULL, TRUE);

  /* The manager's own queue need not hold them all. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *reply = manager_receive (&manager, 5000);

      g_assert_cmpstr (reply, ==, expected);
    }
  g_assert_cmpuint (tarn_agent_get_counter (agent, 2), ==, 12);

  manager_clear (&manager);
  g_assert_finalize_object (agent);
}

/* A store that somebody commits to: requests wait, none is lost or counted twice. */
static void
test_busy (void)
{
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  TarnAgent *agent = new_agent (store);
  g_autoptr(GBytes) get = NULL;
  g_autoptr(GBytes) set = NULL;
  Manager manager;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  set = tarn_agent_test_request (TARN_VERSION_2C, "secret", TARN_PDU_SET, 0, 0,
                                 "1.3.6.1.2.1.1.1.0=04:6e6577");
  g_assert_true (listen_on (agent, "127.0.0.1:0", NULL));
  tarn_faulty_store_set_busy (TARN_FAULTY_STORE (store), 3, 2);
  manager_init (&manager, "127.0.0.1", 0);
  for (guint i = 0; i < 80; i++)
    manager_send (&manager, "127.0.0.1", port_of (agent, 0), i == 40 ? set : get);

  for (guint i = 0; i < 80; i++)
    {
      g_autofree char *reply = manager_receive (&manager, 5000);

      g_assert_cmpstr (reply, ==, i < 40 ? DESCR_REPLY : "0 0 1.3.6.1.2.1.1.1.0=04:6e6577");
    }
  g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 80);

  manager_clear (&manager);
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
  TarnAgent *agent = new_agent (store);
  TarnAgent *nervous = new_agent (store);
  g_autofree char *last = NULL;
  Manager manager;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (store), from);
  g_signal_connect (agent, "note", G_CALLBACK (keep_note_cb), notes);
  g_signal_connect (nervous, "note", G_CALLBACK (stop_cb), NULL);
  g_assert_true (listen_on (agent, "127.0.0.1:0", NULL));
  g_assert_true (listen_on (nervous, "127.0.0.1:0", NULL));
  manager_init (&manager, "127.0.0.1", 0);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *reply = NULL;

      manager_send (&manager, "127.0.0.1", port_of (agent, 0), get);
      reply = manager_receive (&manager, 2000);
      g_assert_cmpstr (reply, ==, "5 1 " GET_DESCR);
    }
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (notes->pdata[0], ==, "damaged, says the test");

  manager_send (&manager, "127.0.0.1", port_of (nervous, 0), get);
  last = manager_receive (&manager, 2000);
  g_assert_cmpstr (last, ==, "5 1 " GET_DESCR);

  manager_clear (&manager);
  g_assert_finalize_object (agent);
  g_assert_finalize_object (nervous);
}

/* P-MSG-06, F-12: on a wildcard the reply leaves from the address that was asked. */
static void
test_source_address (void)
{
  const char *hosts[] = { "127.0.0.1", "127.0.0.2" };
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = new_agent (store);
  g_autoptr(GBytes) get = NULL;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  g_assert_true (listen_on (agent, "0.0.0.0:0", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *reply = NULL;
      g_autofree char *from = NULL;
      Manager manager;

      manager_init (&manager, hosts[i], 0);
      manager_send (&manager, hosts[i], port_of (agent, 0), get);
      reply = manager_receive (&manager, 2000);
      g_assert_cmpstr (reply, ==, DESCR_REPLY);
      from = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (manager.peer)));
      g_assert_cmpstr (from, ==, hosts[i]);
      manager_clear (&manager);
    }

  g_assert_finalize_object (agent);
}

/* An agent works in the context that it began to listen in. */
static void
test_context (void)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = new_agent (store);
  g_autoptr(GBytes) get = NULL;
  g_autofree char *silence = NULL;
  Manager manager;

  g_main_context_push_thread_default (context);
  g_assert_true (listen_on (agent, "127.0.0.1:0", NULL));
  g_main_context_pop_thread_default (context);

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  manager_init (&manager, "127.0.0.1", 0);
  manager_send (&manager, "127.0.0.1", port_of (agent, 0), get);
  silence = manager_receive (&manager, 20);
  g_assert_cmpstr (silence, ==, "silence");
  g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 0);

  while (tarn_agent_get_counter (agent, 2) == 0)
    g_main_context_iteration (context, TRUE);

  manager_clear (&manager);
  g_assert_finalize_object (agent);
}

/* F-76: who asks with a wrong community gets nothing, and the person who runs the agent may
 * hear of it, but not of each. */
static void
test_refused (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(TarnAgent) agent = new_agent (store);
  g_autoptr(GBytes) wrong = tarn_agent_test_request (TARN_VERSION_2C, "wrong", TARN_PDU_GET, 0, 0,
                                                     GET_DESCR);
  g_autoptr(GBytes) right = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0,
                                                     GET_DESCR);
  g_autofree char *reply = NULL;
  Manager manager;
  guint16 port;

  g_signal_connect (agent, "refused", G_CALLBACK (keep_note_cb), refused);
  g_assert_true (listen_on (agent, "127.0.0.1:0", NULL));
  port = port_of (agent, 0);
  manager_init (&manager, "127.0.0.1", 0);
  for (guint i = 0; i < 30; i++)
    manager_send (&manager, "127.0.0.1", port, wrong);
  manager_send (&manager, "127.0.0.1", port, right);

  reply = manager_receive (&manager, 5000);
  g_assert_cmpstr (reply, ==, DESCR_REPLY);
  g_assert_cmpuint (tarn_agent_get_counter (agent, 4), ==, 30);
  g_assert_cmpuint (refused->len, >=, 1);
  g_assert_cmpuint (refused->len, <, 30);
  g_assert_true (g_str_has_prefix (refused->pdata[0], "127.0.0.1:"));
  manager_clear (&manager);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_timeout_add (2, tick_cb, NULL);
  g_test_add_func ("/agent/listen", test_listen);
  g_test_add_func ("/agent/listen-errors", test_listen_errors);
  g_test_add_func ("/agent/port-161", test_port_161);
  g_test_add_func ("/agent/port-161/subprocess", test_port_161_subprocess);
  g_test_add_func ("/agent/many", test_many);
  g_test_add_func ("/agent/large-replies", test_large_replies);
  g_test_add_func ("/agent/busy", test_busy);
  g_test_add_func ("/agent/damage", test_damage);
  g_test_add_func ("/agent/source-address", test_source_address);
  g_test_add_func ("/agent/context", test_context);
  g_test_add_func ("/agent/refused", test_refused);

  return g_test_run ();
}
