/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-status.h"

G_DEFINE_BOXED_TYPE (TarnAgentPeer, tarn_agent_peer, tarn_agent_peer_copy, tarn_agent_peer_free)
G_DEFINE_BOXED_TYPE (TarnAgentRequest, tarn_agent_request, tarn_agent_request_copy,
                     tarn_agent_request_free)
G_DEFINE_BOXED_TYPE (TarnAgentStatus, tarn_agent_status, tarn_agent_status_copy,
                     tarn_agent_status_free)

/**
 * tarn_agent_peer_copy:
 * @self: a peer
 *
 * Returns: (transfer full): a copy
 */
TarnAgentPeer *
tarn_agent_peer_copy (const TarnAgentPeer *self)
{
  TarnAgentPeer *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->address = g_strdup (self->address);
  return copy;
}

/**
 * tarn_agent_peer_free:
 * @self: (transfer full) (nullable): a peer
 */
void
tarn_agent_peer_free (TarnAgentPeer *self)
{
  if (self == NULL)
    return;

  g_free (self->address);
  g_free (self);
}

/**
 * tarn_agent_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): a copy
 */
TarnAgentRequest *
tarn_agent_request_copy (const TarnAgentRequest *self)
{
  TarnAgentRequest *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->peer = g_strdup (self->peer);
  if (copy->oid != NULL)
    tarn_oid_ref (copy->oid);
  if (copy->asked != NULL)
    g_ptr_array_ref (copy->asked);
  if (copy->answers != NULL)
    g_ptr_array_ref (copy->answers);
  return copy;
}

/**
 * tarn_agent_request_free:
 * @self: (transfer full) (nullable): a request
 */
void
tarn_agent_request_free (TarnAgentRequest *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_free (self->peer);
  g_free (self);
}

/**
 * tarn_agent_status_copy:
 * @self: a status
 *
 * Returns: (transfer full): a copy, which shares what does not change
 */
TarnAgentStatus *
tarn_agent_status_copy (const TarnAgentStatus *self)
{
  TarnAgentStatus *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  g_ptr_array_ref (copy->peers);
  g_ptr_array_ref (copy->recent);
  return copy;
}

/**
 * tarn_agent_status_free:
 * @self: (transfer full) (nullable): a status
 */
void
tarn_agent_status_free (TarnAgentStatus *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->peers);
  g_ptr_array_unref (self->recent);
  g_free (self);
}
