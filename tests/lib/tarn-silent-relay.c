/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-silent-relay.h"

#include <stdlib.h>
#include <string.h>

static gpointer
relay_run (gpointer data)
{
  TarnSilentRelay *self = data;
  char octets[65536];

  while (!g_cancellable_is_cancelled (self->stop))
    {
      gssize n;

      if (!g_socket_condition_timed_wait (self->front, G_IO_IN, 20000, NULL, NULL))
        continue;

      g_clear_object (&self->manager);
      n = g_socket_receive_from (self->front, &self->manager, octets, sizeof octets, NULL, NULL);
      g_assert_cmpint (n, >, 0);

      if (g_atomic_int_get (&self->n_left) == 0)
        {
          g_atomic_int_inc (&self->n_silent);
          continue;
        }

      g_atomic_int_add (&self->n_left, -1);
      g_assert_cmpint (g_socket_send (self->back, octets, (gsize) n, NULL, NULL), ==, n);
      n = g_socket_receive (self->back, octets, sizeof octets, NULL, NULL);
      g_assert_cmpint (n, >, 0);
      g_socket_send_to (self->front, self->manager, octets, (gsize) n, NULL, NULL);
    }

  return NULL;
}

void
tarn_silent_relay_start (TarnSilentRelay  *self,
                  const char *agent,
                  int         n_exchanges)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) to = NULL;
  g_autoptr(GSocketAddress) local = NULL;
  g_autoptr(GError) error = NULL;

  to = g_inet_socket_address_new (loopback, (guint16) atoi (strrchr (agent, ':') + 1));
  self->front = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                              G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->front, any, FALSE, &error);
  g_assert_no_error (error);
  self->back = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                             G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_connect (self->back, to, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_timeout (self->back, 10);

  local = g_socket_get_local_address (self->front, &error);
  g_assert_no_error (error);
  self->target = g_strdup_printf ("127.0.0.1:%u", g_inet_socket_address_get_port (
                                    G_INET_SOCKET_ADDRESS (local)));
  self->n_left = n_exchanges;
  self->stop = g_cancellable_new ();
  self->thread = g_thread_new ("relay", relay_run, self);
}

void
tarn_silent_relay_stop (TarnSilentRelay *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_clear_object (&self->manager);
  g_assert_finalize_object (self->front);
  g_assert_finalize_object (self->back);
  g_assert_finalize_object (self->stop);
  g_free (self->target);
}

void
tarn_silent_relay_wait_for_silence (TarnSilentRelay *self)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (g_atomic_int_get (&self->n_silent) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (1000);
    }
}
