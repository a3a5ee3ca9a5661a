/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-manager.h"

#include "tarn-agent-test.h"

TarnAgent *
tarn_test_agent_new (TarnStore *store)
{
  TarnAgent *agent = tarn_agent_new (store);
  g_autoptr(GBytes) read = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) write = g_bytes_new_static ("secret", 6);

  tarn_agent_set_read_community (agent, read);
  tarn_agent_set_write_community (agent, write);
  tarn_agent_set_live (agent, FALSE);

  return agent;
}

gboolean
tarn_test_agent_listen (TarnAgent   *agent,
                        const char  *text,
                        GError     **error)
{
  g_autoptr(TarnAddress) address = tarn_address_new (text, TARN_PORT_AGENT, NULL);

  g_assert_nonnull (address);
  return tarn_agent_listen (agent, address, error);
}

guint16
tarn_test_agent_port (TarnAgent *agent,
                      guint      index)
{
  GPtrArray *addresses = tarn_agent_get_addresses (agent);

  g_assert_cmpuint (index, <, addresses->len);
  return tarn_address_get_port (addresses->pdata[index]);
}

void
tarn_test_manager_init (TarnTestManager *self,
                        const char      *host)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (host, 0);
  g_autoptr(GError) error = NULL;

  self->peer = NULL;
  self->socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (self->socket, FALSE);
}

void
tarn_test_manager_clear (TarnTestManager *self)
{
  g_clear_object (&self->socket);
  g_clear_object (&self->peer);
}

void
tarn_test_manager_send (TarnTestManager *self,
                        const char      *host,
                        guint16          port,
                        GBytes          *request)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr(GError) error = NULL;
  TarnSpan octets = tarn_test_span (request);

  g_socket_send_to (self->socket, address, (const char *) octets.data, octets.len, NULL, &error);
  g_assert_no_error (error);
}

/* The loop must turn while the manager waits, also when only its own socket is
 * ready; so it looks every few milliseconds. */
static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

char *
tarn_test_manager_receive (TarnTestManager *self,
                           guint            timeout_ms)
{
  g_autofree char *buffer = g_malloc (TARN_MESSAGE_MAX);
  gboolean too_late = FALSE;
  guint timer = g_timeout_add (timeout_ms, give_up_cb, &too_late);
  guint tick = g_timeout_add (2, tick_cb, NULL);
  gssize len = -1;

  g_clear_object (&self->peer);
  while (len < 0 && !too_late)
    {
      len = g_socket_receive_from (self->socket, &self->peer, buffer, TARN_MESSAGE_MAX, NULL, NULL);
      if (len < 0)
        g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
  while (len < 0 && g_main_context_iteration (NULL, FALSE))
    ;
  if (!too_late)
    g_source_remove (timer);

  return tarn_agent_test_render (tarn_span (buffer, len < 0 ? 0 : (gsize) len));
}
