/* tarn-agent-listen.c
 *
 * Where an agent listens.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-private.h"

static GPtrArray *
adopt (GSocket         *socket,
       TarnUdpBuffers  *buffers,
       GError         **error)
{
  TarnTransport *transport = tarn_transport_udp_adopt (g_socket_get_fd (socket), buffers, error);
  GPtrArray *transports;

  if (transport == NULL)
    return NULL;

  transports = g_ptr_array_new ();
  g_ptr_array_add (transports, transport);
  return transports;
}

gboolean
tarn_agent_add_sockets (GPtrArray       *sockets,
                        GPtrArray       *addresses,
                        TarnAddress     *address,
                        GSocket         *socket,
                        TarnAnswerer    *answerer,
                        TarnAgentRoute  *route,
                        GPtrArray       *notes,
                        GError         **error)
{
  g_autoptr(TarnAgentDesk) desk = tarn_agent_desk_ref_default ();
  g_autoptr(GPtrArray) transports = NULL;

  if (socket != NULL)
    transports = adopt (socket, desk->buffers, error);
  else
    transports = tarn_udp_bind (&TARN_AGENT_SERVICE, address, desk->buffers, notes, error);
  if (transports == NULL)
    return FALSE;

  for (guint i = 0; i < transports->len; i++)
    {
      TarnAgentSocket *added = tarn_agent_socket_new (desk, transports->pdata[i], answerer, route);

      g_ptr_array_add (sockets, added);
      g_ptr_array_add (addresses, tarn_agent_socket_get_address (added));
      tarn_agent_socket_start (added);
    }

  return TRUE;
}

void
tarn_agent_end_sockets (GPtrArray *sockets,
                        GPtrArray *addresses)
{
  gint64 deadline_us = g_get_monotonic_time () + TARN_AGENT_FINISH_US;

  for (guint i = 0; i < sockets->len; i++)
    tarn_agent_socket_finish (sockets->pdata[i], deadline_us);

  g_ptr_array_set_size (sockets, 0);
  g_ptr_array_set_size (addresses, 0);
}

static gboolean
listen_on (TarnAgent    *self,
           TarnAddress  *address,
           GSocket      *socket,
           GError      **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (!tarn_agent_add_sockets (self->sockets, self->addresses, address, socket, &self->answerer,
                               NULL, notes, error))
    return FALSE;

  tarn_agent_begin (self);
  for (guint i = 0; i < notes->len; i++)
    tarn_agent_note (self, notes->pdata[i]);

  return TRUE;
}

/**
 * tarn_agent_listen:
 * @self: an agent
 * @address: (nullable): a numeric address of this computer and a port, 0 for any
 *   that is free; %NULL is loopback (as is "localhost"), both families, port 161
 * @error: return location for an error
 *
 * Begins to answer, from the thread-default main context.  An agent may listen on
 * several addresses.  Where the system refuses port 161, the agent takes port 1161
 * and says so with #TarnAgent::note.
 *
 * Returns: whether the agent listens; else %TARN_ERROR_INVALID for an @address that
 *   cannot be listened on, or a #GIOErrorEnum such as %G_IO_ERROR_ADDRESS_IN_USE
 */
gboolean
tarn_agent_listen (TarnAgent    *self,
                   TarnAddress  *address,
                   GError      **error)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), FALSE);

  return listen_on (self, address, NULL, error);
}

/**
 * tarn_agent_listen_socket:
 * @self: an agent
 * @socket: a socket for datagrams that is bound, IPv4, IPv6 or both; the agent keeps a copy
 * @error: return location for an error
 *
 * As tarn_agent_listen(), at a place that another program has opened: systemd, for example,
 * which may open port 161.
 *
 * Returns: whether the agent listens; else %TARN_ERROR_INVALID for a @socket that is none of
 *   the kind, or a #GIOErrorEnum
 */
gboolean
tarn_agent_listen_socket (TarnAgent  *self,
                          GSocket    *socket,
                          GError    **error)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), FALSE);
  g_return_val_if_fail (G_IS_SOCKET (socket), FALSE);

  return listen_on (self, NULL, socket, error);
}

/**
 * tarn_agent_get_addresses:
 * @self: an agent
 *
 * Returns: (transfer none) (element-type TarnAddress): where the agent listens, with
 *   the real ports; nowhere before it listens and after it was stopped
 */
GPtrArray *
tarn_agent_get_addresses (TarnAgent *self)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), NULL);

  return self->addresses;
}

/**
 * tarn_agent_stop:
 * @self: an agent
 *
 * Answers what has come already, for a tenth of a second at most, and listens no more;
 * counters stay.
 */
void
tarn_agent_stop (TarnAgent *self)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_agent_end_sockets (self->sockets, self->addresses);
  self->started_us = 0;
}
