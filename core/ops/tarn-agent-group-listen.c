/* tarn-agent-group-listen.c
 *
 * Where a group of agents listens, and what is told of it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-group-private.h"

static gboolean
listen_on (TarnAgentGroup  *self,
           TarnAddress     *address,
           GSocket         *socket,
           GError         **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (!tarn_agent_add_sockets (self->sockets, self->addresses, address, socket, NULL, &self->route,
                               notes, error))
    return FALSE;

  for (guint i = 0; i < self->members->len; i++)
    tarn_agent_begin (((TarnAgentMember *) self->members->pdata[i])->agent);
  for (guint i = 0; i < notes->len; i++)
    tarn_agent_group_note (self, notes->pdata[i]);

  return TRUE;
}

/**
 * tarn_agent_group_listen:
 * @self: a group
 * @address: (nullable): as tarn_agent_listen() takes it
 * @error: return location for an error
 *
 * Begins to answer for all devices that have a community, or are meant by community\@name.
 *
 * Returns: whether the group listens; else an error as tarn_agent_listen() has it
 */
gboolean
tarn_agent_group_listen (TarnAgentGroup  *self,
                         TarnAddress     *address,
                         GError         **error)
{
  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), FALSE);

  return listen_on (self, address, NULL, error);
}

/**
 * tarn_agent_group_listen_socket:
 * @self: a group
 * @socket: as tarn_agent_listen_socket() takes it
 * @error: return location for an error
 *
 * As tarn_agent_group_listen(), at a place that another program has opened.
 *
 * Returns: whether the group listens; else an error as tarn_agent_listen_socket() has it
 */
gboolean
tarn_agent_group_listen_socket (TarnAgentGroup  *self,
                                GSocket         *socket,
                                GError         **error)
{
  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), FALSE);
  g_return_val_if_fail (G_IS_SOCKET (socket), FALSE);

  return listen_on (self, NULL, socket, error);
}

/**
 * tarn_agent_group_get_addresses:
 * @self: a group
 *
 * Returns: (transfer none) (element-type TarnAddress): where the group listens, with the real
 *   ports
 */
GPtrArray *
tarn_agent_group_get_addresses (TarnAgentGroup *self)
{
  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), NULL);

  return self->addresses;
}

static TarnAgentPlace *
make_place (TarnAgentGroup *self,
            const TarnAgentMember   *member)
{
  TarnAgentPlace *place = g_new0 (TarnAgentPlace, 1);
  GPtrArray *own = member->agent->addresses;

  place->name = g_strdup (member->name);
  place->is_open = member->agent->answerer.is_open;
  place->n_requests = tarn_agent_get_counter (member->agent, 1);   /* snmpInPkts */
  place->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_address_unref);
  place->communities = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (place->addresses, tarn_address_ref (own->pdata[i]));
  if (own->len == 0)
    {
      for (guint i = 0; i < self->addresses->len; i++)
        g_ptr_array_add (place->addresses, tarn_address_ref (self->addresses->pdata[i]));
      for (guint i = 0; i < member->communities->len; i++)
        g_ptr_array_add (place->communities, g_bytes_ref (member->communities->pdata[i]));
    }

  return place;
}

/**
 * tarn_agent_group_dup_places:
 * @self: a group
 *
 * Returns: (transfer container) (element-type TarnAgentPlace): who is where, in the order in
 *   which devices were added
 */
GPtrArray *
tarn_agent_group_dup_places (TarnAgentGroup *self)
{
  GPtrArray *places;

  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), NULL);

  places = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_place_free);
  for (guint i = 0; i < self->members->len; i++)
    g_ptr_array_add (places, make_place (self, self->members->pdata[i]));

  return places;
}

/**
 * tarn_agent_group_get_n_open:
 * @self: a group
 *
 * Returns: of how many devices the store is open at present
 */
guint
tarn_agent_group_get_n_open (TarnAgentGroup *self)
{
  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), 0);

  return self->open->len;
}

/**
 * tarn_agent_group_set_watched:
 * @self: a group
 * @watched: whether to keep who asks what, for tarn_agent_group_dup_status()
 *
 * Begins to keep that for all devices together, or forgets what was kept.
 */
void
tarn_agent_group_set_watched (TarnAgentGroup *self,
                              gboolean        watched)
{
  g_return_if_fail (TARN_IS_AGENT_GROUP (self));

  if (watched == (self->watch != NULL))
    return;

  g_clear_pointer (&self->watch, tarn_agent_watch_free);
  if (watched)
    self->watch = tarn_agent_watch_new ();
  self->route.nobody.watch = self->watch;
  for (guint i = 0; i < self->members->len; i++)
    {
      TarnAgent *agent = ((TarnAgentMember *) self->members->pdata[i])->agent;

      agent->answerer.watch = watched ? self->watch : agent->watch;
    }
}

/**
 * tarn_agent_group_dup_status:
 * @self: a group
 *
 * Returns: (transfer full) (nullable): how it goes with all devices together since the group
 *   is watched; %NULL if it is not
 */
TarnAgentStatus *
tarn_agent_group_dup_status (TarnAgentGroup *self)
{
  TarnAgentStatus *status;

  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), NULL);

  if (self->watch == NULL)
    return NULL;

  status = tarn_agent_watch_dup_status (self->watch);
  status->n_refused = self->route.n_refused;
  for (guint i = 0; i < self->members->len; i++)
    {
      TarnAgent *agent = ((TarnAgentMember *) self->members->pdata[i])->agent;

      status->n_refused += tarn_agent_get_counter (agent, 4);    /* snmpInBadCommunityNames */
      status->n_writes += tarn_agent_get_counter (agent, 14);    /* snmpInTotalSetVars      */
    }

  return status;
}

/**
 * tarn_agent_group_stop:
 * @self: a group
 *
 * As tarn_agent_stop(), for the group and each of its agents.
 */
void
tarn_agent_group_stop (TarnAgentGroup *self)
{
  g_return_if_fail (TARN_IS_AGENT_GROUP (self));

  tarn_agent_end_sockets (self->sockets, self->addresses);
  for (guint i = 0; i < self->members->len; i++)
    tarn_agent_stop (((TarnAgentMember *) self->members->pdata[i])->agent);
}
