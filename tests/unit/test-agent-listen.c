/* test-agent-listen.c
 *
 * Where an agent listens, and where its replies leave from.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent.h"

#include <unistd.h>

#include "base/tarn-error.h"
#include "tarn-agent-test.h"
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
      TarnAgent *agent = tarn_test_agent_new (store);
      GPtrArray *addresses;
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) request = NULL;
      g_autofree char *reply = NULL;
      TarnTestManager manager;

      g_assert_true (tarn_test_agent_listen (agent, places[i].where, &error));
      g_assert_no_error (error);
      addresses = tarn_agent_get_addresses (agent);
      g_assert_cmpuint (addresses->len, ==, g_str_equal (places[i].where, "localhost:0") ? 2 : 1);
      g_assert_cmpuint (tarn_test_agent_port (agent, 0), !=, 0);

      tarn_test_manager_init (&manager, places[i].host);
      request = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
      tarn_test_manager_send (&manager, places[i].host, tarn_test_agent_port (agent, 0), request);
      reply = tarn_test_manager_receive (&manager, 2000);
      g_assert_cmpstr (reply, ==, DESCR_REPLY);
      g_assert_cmpuint (tarn_agent_get_counter (agent, 1), ==, 1);

      tarn_test_manager_clear (&manager);
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
  TarnAgent *first = tarn_test_agent_new (store);
  TarnAgent *second = tarn_test_agent_new (store);
  g_autofree char *where = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_test_agent_listen (first, "127.0.0.1:0", &error));
  where = g_strdup_printf ("127.0.0.1:%u", tarn_test_agent_port (first, 0));

  g_assert_false (tarn_test_agent_listen (second, where, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, where));
  g_assert_nonnull (strstr (error->message, "choose another port"));
  g_clear_error (&error);

  g_assert_false (tarn_test_agent_listen (second, "router.example:1161", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "router.example"));
  g_clear_error (&error);

  g_assert_false (tarn_test_agent_listen (second, "[fe80::1%nosuchif0]:1161", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "nosuchif0"));
  g_clear_error (&error);

  g_assert_false (tarn_test_agent_listen (second, "192.0.2.1:1161", &error));
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
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GError) error = NULL;

  if (geteuid () == 0 && setuid (65534) != 0)
    {
      g_test_skip ("this root may not become another user");
      return;
    }

  g_signal_connect (agent, "note", G_CALLBACK (keep_note_cb), notes);
  if (tarn_test_agent_listen (agent, "udp4:localhost", &error))
    {
      if (tarn_test_agent_port (agent, 0) == 161)
        {
          g_test_skip ("everybody may have port 161 here");
          return;
        }
      g_assert_cmpuint (tarn_test_agent_port (agent, 0), ==, 1161);
      g_assert_cmpuint (notes->len, ==, 1);
      g_assert_nonnull (strstr (notes->pdata[0], "1161"));
      g_assert_nonnull (strstr (notes->pdata[0], "setcap cap_net_bind_service=+ep /"));
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
  g_test_trap_subprocess ("/agent-listen/port-161/subprocess", 10 * G_USEC_PER_SEC,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* P-MSG-06, F-12: on a wildcard the reply leaves from the address that was asked. */
static void
test_source_address (void)
{
  const char *hosts[] = { "127.0.0.1", "127.0.0.2" };
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GBytes) get = NULL;

  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  g_assert_true (tarn_test_agent_listen (agent, "0.0.0.0:0", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *reply = NULL;
      g_autofree char *from = NULL;
      TarnTestManager manager;

      tarn_test_manager_init (&manager, hosts[i]);
      tarn_test_manager_send (&manager, hosts[i], tarn_test_agent_port (agent, 0), get);
      reply = tarn_test_manager_receive (&manager, 2000);
      g_assert_cmpstr (reply, ==, DESCR_REPLY);
      from = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (manager.peer)));
      g_assert_cmpstr (from, ==, hosts[i]);
      tarn_test_manager_clear (&manager);
    }

  g_assert_finalize_object (agent);
}

/* A socket that somebody else has bound to both families: IPv4 peers and addresses are
 * v4-mapped there, and the reply leaves from the one that was asked all the same. */
static GSocket *
new_dual_socket (guint16 *port)
{
  g_autoptr(GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV6);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;
  GSocket *socket;

  /* GLib clears IPV6_V6ONLY. */
  socket = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP,
                         &error);
  if (socket == NULL || !g_socket_bind (socket, address, FALSE, &error))
    {
      g_test_skip (error->message);
      g_clear_object (&socket);
      return NULL;
    }

  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return socket;
}

static void
test_passed_socket (void)
{
  const char *hosts[] = { "127.0.0.1", "127.0.0.2", "::1" };
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GBytes) get = NULL;
  g_autoptr(GError) error = NULL;
  TarnAgent *agent;
  guint16 port = 0;

  socket = new_dual_socket (&port);
  if (socket == NULL)
    return;

  agent = tarn_test_agent_new (store);
  get = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET, 0, 0, GET_DESCR);
  g_assert_true (tarn_agent_listen_socket (agent, socket, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_test_agent_port (agent, 0), ==, port);
  g_clear_object (&socket);   /* the agent has a copy */

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *reply = NULL;
      g_autofree char *from = NULL;
      TarnTestManager manager;

      tarn_test_manager_init (&manager, hosts[i]);
      tarn_test_manager_send (&manager, hosts[i], port, get);
      reply = tarn_test_manager_receive (&manager, 2000);
      g_assert_cmpstr (reply, ==, DESCR_REPLY);
      from = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (manager.peer)));
      g_assert_cmpstr (from, ==, hosts[i]);
      tarn_test_manager_clear (&manager);
    }

  g_assert_finalize_object (agent);
}

/* What is passed and of no use is refused with a reason. */
static void
test_passed_socket_errors (void)
{
  static const struct { GSocketType type; gboolean bound; const char *reason; } sockets[] = {
    { G_SOCKET_TYPE_STREAM, TRUE, "not one for datagrams" },
    { G_SOCKET_TYPE_DATAGRAM, FALSE, "bound to no port" },
  };
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = tarn_test_agent_new (store);

  for (gsize i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
      g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, sockets[i].type,
                                                G_SOCKET_PROTOCOL_DEFAULT, NULL);
      g_autoptr(GError) error = NULL;

      if (sockets[i].bound)
        g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
      g_assert_false (tarn_agent_listen_socket (agent, socket, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, sockets[i].reason));
      g_assert_cmpuint (tarn_agent_get_addresses (agent)->len, ==, 0);
    }

  g_assert_finalize_object (agent);
}

/* F-12: to listen on a v4-mapped address is to listen on that of IPv4. */
static void
test_mapped_address (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  TarnAgent *agent = tarn_test_agent_new (store);
  g_autoptr(GError) error = NULL;
  const TarnAddress *address;

  g_assert_true (tarn_test_agent_listen (agent, "[::ffff:127.0.0.2]:0", &error));
  g_assert_no_error (error);
  address = tarn_agent_get_addresses (agent)->pdata[0];
  g_assert_cmpstr (tarn_address_get_host (address), ==, "127.0.0.2");
  g_assert_finalize_object (agent);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/agent-listen/listen", test_listen);
  g_test_add_func ("/agent-listen/listen-errors", test_listen_errors);
  g_test_add_func ("/agent-listen/port-161", test_port_161);
  g_test_add_func ("/agent-listen/port-161/subprocess", test_port_161_subprocess);
  g_test_add_func ("/agent-listen/source-address", test_source_address);
  g_test_add_func ("/agent-listen/passed-socket", test_passed_socket);
  g_test_add_func ("/agent-listen/passed-socket-errors", test_passed_socket_errors);
  g_test_add_func ("/agent-listen/mapped-address", test_mapped_address);

  return g_test_run ();
}
