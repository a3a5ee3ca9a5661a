/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve-fleet.h"

#include <errno.h>
#include <unistd.h>

static void
store_free (CliServeStore *self)
{
  g_clear_object (&self->store);
  g_clear_pointer (&self->captures, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_free (self);
}

static void
served_free (gpointer data)
{
  CliServed *self = data;

  g_clear_object (&self->device.agent);
  g_clear_pointer (&self->store, store_free);
  g_clear_pointer (&self->device.access, tarn_access_unref);
  g_free (self->rules);
  cli_serve_entry_free (self->entry);
  g_free (self->missing);
  g_free (self);
}

static void
group_note_cb (TarnAgentGroup *group,
               const char     *text,
               gpointer        user_data)
{
  cli_complain ("note: %s", text);
}

void
cli_serve_fleet_init (CliServeFleet *self)
{
  guint limits[3];

  self->group = tarn_agent_group_new ();
  self->served = g_ptr_array_new_with_free_func (served_free);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  cli_serve_get_limits (self->said, limits);
  tarn_agent_group_set_limits (self->group, limits[0], limits[1], limits[2]);
  g_signal_connect (self->group, "note", G_CALLBACK (group_note_cb), NULL);
  tarn_agent_group_set_at_names (self->group, self->at_names);
}

void
cli_serve_fleet_clear (CliServeFleet *self)
{
  g_clear_object (&self->group);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->served, g_ptr_array_unref);
}

gboolean
cli_serve_fleet_is_shared (CliServeFleet *self)
{
  return self->by_community || self->at_names;
}

/* What a device is served from. */
static TarnStore *
open_cb (gpointer   data,
         GError   **error)
{
  CliServed *self = data;
  TarnCaptureMode mode = self->device.writable ? TARN_CAPTURE_WRITE : TARN_CAPTURE_READ;
  TarnCapture *capture = tarn_capture_open (self->device.path, mode, error);
  CliServeStore *store;

  if (capture == NULL)
    return NULL;

  store = g_new0 (CliServeStore, 1);
  store->device = &self->device;
  store->store = TARN_STORE (g_object_ref (capture));
  store->captures = g_ptr_array_new_with_free_func (g_object_unref);
  store->remarks = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (store->captures, capture);
  if (!cli_serve_open (self->entry->said != NULL ? self->entry->said : self->fleet->said, store,
                       error))
    {
      store_free (store);
      return NULL;
    }

  self->store = store;
  g_clear_pointer (&self->missing, g_free);
  return g_object_ref (store->store);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CliServeFleet *self = user_data;
  g_autoptr(GError) error = NULL;

  self->n_syncing--;
  if (tarn_capture_sync_finish (TARN_CAPTURE (source), result, &error))
    return;

  cli_complain ("%s", error->message);
  self->worst = CLI_INCOMPLETE;
}

/* What managers have set is to survive the loss of power, too; nobody waits for it here. */
static void
let_go (CliServed *self)
{
  if (self->store == NULL)
    return;

  for (guint i = 0; self->device.writable && i < self->store->captures->len; i++)
    {
      self->fleet->n_syncing++;
      tarn_capture_sync_async (self->store->captures->pdata[i], NULL, synced_cb, self->fleet);
    }
  g_clear_pointer (&self->store, store_free);
}

static void
closed_cb (TarnAgent *agent,
           TarnStore *store,
           gpointer   user_data)
{
  let_go (user_data);
}

static void
note_cb (TarnAgent  *agent,
         const char *text,
         gpointer    user_data)
{
  CliServed *self = user_data;

  if (self->fleet->one)
    cli_complain ("note: %s", text);
  else
    cli_complain ("note: %s: %s", self->device.name, text);
}

static gboolean
are_loopback (GPtrArray *passed)
{
  for (guint i = 0; i < passed->len; i++)
    {
      GSocket *socket = ((CliPassedSocket *) passed->pdata[i])->socket;
      g_autoptr(GSocketAddress) address = g_socket_get_local_address (socket, NULL);

      if (!G_IS_INET_SOCKET_ADDRESS (address)
          || !g_inet_address_get_is_loopback (
               g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
        return FALSE;
    }

  return TRUE;
}

/* Takes @entry.  NULL after a complaint. */
static CliServed *
served_new (CliServeFleet *fleet,
            CliServeEntry *entry)
{
  CliServed *self = g_new0 (CliServed, 1);
  CliServeSaid *said = entry->said != NULL ? entry->said : fleet->said;
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  self->fleet = fleet;
  self->entry = entry;
  self->is_new = TRUE;
  self->device.name = entry->name;
  self->device.path = entry->path;
  self->device.community = fleet->by_community ? entry->name : NULL;
  self->rules = cli_serve_dup_rules (said);
  self->device.agent = tarn_agent_new_lazy (open_cb, self, NULL);
  g_signal_connect (self->device.agent, "note", G_CALLBACK (note_cb), self);
  g_signal_connect (self->device.agent, "store-closed", G_CALLBACK (closed_cb), self);

  cli_complain_of (entry->where);
  if (cli_serve_find_address (fleet, self, &address))
    {
      self->device.loopback = entry->address == NULL && fleet->passed->len > 0
                              ? are_loopback (fleet->passed) : cli_serve_is_loopback (address);
      if (cli_serve_set_up (said, &self->device, &error))
        {
          cli_complain_of (NULL);
          return self;
        }
      cli_misused (fleet->command, "%s", error->message);
    }

  cli_complain_of (NULL);
  served_free (self);
  return NULL;
}

/* The device of the old list that @entry tells of, if nothing of it is changed. */
static CliServed *
find_same (CliServeFleet       *self,
           const CliServeEntry *entry)
{
  CliServed *served = g_hash_table_lookup (self->names, entry->name);
  g_autofree char *rules = NULL;

  if (served == NULL || strcmp (served->entry->path, entry->path) != 0
      || strcmp (served->entry->line, entry->line) != 0)
    return NULL;

  rules = cli_serve_dup_rules (entry->said != NULL ? entry->said : self->said);
  return g_strcmp0 (served->rules, rules) == 0 ? served : NULL;
}

/* Of those who may ask a device, readers and writers. */
static GPtrArray *
dup_communities (const CliServed *self)
{
  GPtrArray *communities = tarn_access_dup_communities (self->device.access, FALSE);

  g_ptr_array_extend_and_steal (communities,
                                tarn_access_dup_communities (self->device.access, TRUE));
  return communities;
}

/* By community, each has its own; @owners keeps whose each is. */
static gboolean
is_unique (GHashTable *owners,
           CliServed  *served)
{
  g_autoptr(GPtrArray) communities = dup_communities (served);

  for (guint i = 0; i < communities->len; i++)
    {
      CliServed *other = g_hash_table_lookup (owners, communities->pdata[i]);

      if (other != NULL && other != served)
        {
          cli_complain_of (served->entry->where);
          cli_misused (served->fleet->command, "“%s” and “%s” have a community in common, so that "
                       "it cannot tell which one is meant", other->device.name,
                       served->device.name);
          cli_complain_of (NULL);
          return FALSE;
        }
      g_hash_table_replace (owners, g_bytes_ref (communities->pdata[i]), served);
    }

  return TRUE;
}

static gboolean
are_unique (CliServeFleet *self,
            GPtrArray     *all)
{
  g_autoptr(GHashTable) owners = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                        (GDestroyNotify) g_bytes_unref, NULL);

  for (guint i = 0; self->by_community && i < all->len; i++)
    if (((CliServed *) all->pdata[i])->entry->address == NULL
        && !is_unique (owners, all->pdata[i]))
      return FALSE;

  return TRUE;
}

/* A file that is not there is told now; what is damaged, when somebody asks for it. */
static void
look_for_file (CliServed *self)
{
  int mode = self->device.writable ? R_OK | W_OK : R_OK;

  g_clear_pointer (&self->missing, g_free);
  if (access (self->device.path, mode) == 0)
    return;

  self->missing = g_strdup (g_strerror (errno));
  cli_complain ("note: %s: %s: %s; the others are served", self->device.name, self->device.path,
                self->missing);
}

static gboolean
start (CliServed *self)
{
  CliServeFleet *fleet = self->fleet;
  g_autoptr(TarnAddress) address = NULL;
  GPtrArray *addresses = tarn_agent_get_addresses (self->device.agent);
  g_autoptr(GError) error = NULL;

  if (addresses->len > 0 || (cli_serve_fleet_is_shared (fleet) && self->entry->address == NULL))
    return TRUE;
  if (!cli_serve_find_address (fleet, self, &address))
    return FALSE;
  if (tarn_agent_listen (self->device.agent, address, &error))
    return TRUE;

  if (fleet->one)
    cli_complain ("%s", error->message);
  else
    cli_complain ("%s: %s", self->device.name, error->message);
  return FALSE;
}

static void
join (CliServed *self)
{
  CliServeFleet *fleet = self->fleet;
  g_autoptr(GPtrArray) communities = dup_communities (self);
  g_autoptr(GError) error = NULL;
  gboolean ok = tarn_agent_group_add (fleet->group, self->device.name, self->device.agent, &error);

  if (fleet->by_community && self->entry->address == NULL)
    for (guint i = 0; ok && i < communities->len; i++)
      ok = tarn_agent_group_add_community (fleet->group, self->device.name, communities->pdata[i],
                                           &error);
  if (!ok)
    cli_complain ("%s", error->message);
}

static void
leave (CliServed *self)
{
  tarn_agent_stop (self->device.agent);
  tarn_agent_group_remove (self->fleet->group, self->device.name);
  tarn_agent_close_store (self->device.agent);
}

/* New ones get the first numbers that nobody has, so that the others stay where they are. */
static void
number (CliServeFleet *self,
        GPtrArray     *all)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (NULL, NULL);
  guint next = 0;

  for (guint i = 0; i < all->len; i++)
    if (!((CliServed *) all->pdata[i])->is_new)
      g_hash_table_add (taken, GUINT_TO_POINTER (((CliServed *) all->pdata[i])->number));

  for (guint i = 0; i < all->len; i++)
    if (((CliServed *) all->pdata[i])->is_new)
      {
        while (g_hash_table_contains (taken, GUINT_TO_POINTER (next)))
          next++;
        ((CliServed *) all->pdata[i])->number = next++;
      }
}

/* Puts @all in place of what is there; those that go on are in both. */
static void
exchange (CliServeFleet *self,
          GPtrArray     *all)
{
  g_autoptr(GPtrArray) old = self->served;

  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < old->len; i++)
    if (((CliServed *) old->pdata[i])->round != self->round)
      {
        leave (old->pdata[i]);
        served_free (old->pdata[i]);
      }

  g_ptr_array_set_free_func (old, NULL);
  g_ptr_array_set_free_func (all, served_free);
  self->served = g_ptr_array_ref (all);
  number (self, all);
  for (guint i = 0; i < all->len; i++)
    {
      CliServed *served = all->pdata[i];

      g_hash_table_insert (self->names, (gpointer) served->device.name, served);
      if (served->is_new)
        join (served);
      served->is_new = FALSE;
    }
}

/* What was made of a list that is wrong. */
static void
drop_new (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    if (((CliServed *) all->pdata[i])->is_new)
      served_free (all->pdata[i]);
}

gboolean
cli_serve_fleet_set_entries (CliServeFleet *self,
                             GPtrArray     *entries)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  gboolean ok = TRUE;

  self->round++;
  for (guint i = 0; ok && i < entries->len; i++)
    {
      CliServed *served = find_same (self, entries->pdata[i]);

      if (served == NULL)
        served = served_new (self, g_steal_pointer (&entries->pdata[i]));
      ok = served != NULL;
      if (ok)
        {
          served->round = self->round;
          g_ptr_array_add (all, served);
        }
    }

  if (!ok || !are_unique (self, all))
    {
      drop_new (all);
      return FALSE;
    }

  exchange (self, all);
  for (guint i = 0; i < all->len; i++)
    {
      CliServed *served = all->pdata[i];

      if (!self->one)
        look_for_file (served);
      /* At a place that cannot be had a device is without one; the others are served. */
      if (self->listens)
        start (served);
    }

  return TRUE;
}

static gboolean
is_all_missing (CliServeFleet *self)
{
  for (guint i = 0; i < self->served->len; i++)
    if (((CliServed *) self->served->pdata[i])->missing == NULL)
      return FALSE;

  return TRUE;
}

gboolean
cli_serve_fleet_listen (CliServeFleet *self)
{
  g_autoptr(GError) error = NULL;

  if (is_all_missing (self))
    {
      cli_complain ("there is nothing to serve: none of the files can be read");
      return FALSE;
    }
  if (!cli_serve_fit_limits (self) || !cli_serve_give_sockets (self))
    return FALSE;

  if (cli_serve_fleet_is_shared (self)
      && tarn_agent_group_get_addresses (self->group)->len == 0
      && !tarn_agent_group_listen (self->group, self->listen, &error))
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < self->served->len; i++)
    if (!start (self->served->pdata[i]))
      return FALSE;

  self->listens = TRUE;
  return TRUE;
}

CliStatus
cli_serve_fleet_end (CliServeFleet *self)
{
  tarn_agent_group_stop (self->group);
  for (guint i = 0; i < self->served->len; i++)
    let_go (self->served->pdata[i]);
  while (self->n_syncing > 0)
    g_main_context_iteration (NULL, TRUE);

  return self->worst;
}
