/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve-status.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* All addresses there are. */
static void
put_addresses (CliServeFleet *fleet,
               GPtrArray     *texts)
{
  GPtrArray *shared = tarn_agent_group_get_addresses (fleet->group);

  for (guint i = 0; i < shared->len; i++)
    g_ptr_array_add (texts, tarn_address_to_string (shared->pdata[i]));
  for (guint i = 0; i < fleet->served->len; i++)
    {
      const CliServed *served = fleet->served->pdata[i];
      GPtrArray *own = tarn_agent_get_addresses (served->device.agent);

      for (guint k = 0; k < own->len; k++)
        g_ptr_array_add (texts, tarn_address_to_string (own->pdata[k]));
    }
}

static void
put_agent (const CliServeStatus *self,
           GKeyFile             *file)
{
  const CliServed *first = self->fleet->served->pdata[0];
  g_autofree char *capture = g_canonicalize_filename (first->device.path, NULL);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean writable = FALSE;

  put_addresses (self->fleet, texts);
  for (guint i = 0; i < self->fleet->served->len; i++)
    writable |= ((CliServed *) self->fleet->served->pdata[i])->device.writable;

  g_key_file_set_int64 (file, "agent", "pid", getpid ());
  g_key_file_set_int64 (file, "agent", "started", self->started_us);
  g_key_file_set_string (file, "agent", "capture", capture);
  g_key_file_set_boolean (file, "agent", "writable", writable);
  g_key_file_set_string_list (file, "agent", "addresses", (const char *const *) texts->pdata,
                              texts->len);
  g_key_file_set_uint64 (file, "agent", "devices", self->fleet->served->len);
}

/* Where there are several: who is where, and how often each was asked. */
static void
put_devices (const CliServeStatus *self,
             GKeyFile             *file)
{
  g_autoptr(GPtrArray) places = tarn_agent_group_dup_places (self->fleet->group);

  for (guint i = 0; places->len > 1 && i < places->len; i++)
    {
      const TarnAgentPlace *place = places->pdata[i];
      const CliServed *served = g_hash_table_lookup (self->fleet->names, place->name);
      g_autofree char *group = g_strdup_printf ("device %u", i + 1);
      g_autofree char *capture = g_canonicalize_filename (served->device.path, NULL);
      g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

      for (guint k = 0; k < place->addresses->len; k++)
        g_ptr_array_add (texts, tarn_address_to_string (place->addresses->pdata[k]));
      g_key_file_set_string (file, group, "name", place->name);
      g_key_file_set_string (file, group, "capture", capture);
      g_key_file_set_string_list (file, group, "addresses", (const char *const *) texts->pdata,
                                  texts->len);
      g_key_file_set_boolean (file, group, "writable", served->device.writable);
      g_key_file_set_boolean (file, group, "open", place->is_open);
      g_key_file_set_uint64 (file, group, "requests", place->n_requests);
    }
}

static void
put_peer (GKeyFile            *file,
          guint                n,
          const TarnAgentPeer *peer)
{
  g_autofree char *group = g_strdup_printf ("peer %u", n);

  g_key_file_set_string (file, group, "address", peer->address);
  g_key_file_set_uint64 (file, group, "requests", peer->n_requests);
  g_key_file_set_int64 (file, group, "last", peer->last_us);
}

static void
put_request (GKeyFile               *file,
             guint                   n,
             const TarnAgentRequest *request)
{
  g_autofree char *group = g_strdup_printf ("request %u", n);
  g_autofree char *oid = request->oid != NULL ? tarn_oid_to_string (request->oid) : NULL;

  g_key_file_set_int64 (file, group, "time", request->time_us);
  g_key_file_set_string (file, group, "peer", request->peer);
  g_key_file_set_string (file, group, "operation",
                         request->operation != NULL ? request->operation : "");
  g_key_file_set_string (file, group, "oid", oid != NULL ? oid : "");
  g_key_file_set_integer (file, group, "names", (int) request->n_names);
  g_key_file_set_boolean (file, group, "answered", request->answered);
  g_key_file_set_integer (file, group, "error-status", request->error_status);
}

/* Whoever reads finds the whole of it, or the whole of what was there before. */
static gboolean
write_file (CliServeStatus  *self,
            GError         **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(TarnAgentStatus) status = tarn_agent_group_dup_status (self->fleet->group);
  g_autofree char *text = NULL;
  gsize length;

  put_agent (self, file);
  put_devices (self, file);
  g_key_file_set_uint64 (file, "requests", "received", status->n_requests);
  g_key_file_set_uint64 (file, "requests", "answered", status->n_answers);
  g_key_file_set_uint64 (file, "requests", "refused", status->n_refused);
  g_key_file_set_uint64 (file, "requests", "written", status->n_writes);
  g_key_file_set_int64 (file, "requests", "time", g_get_real_time ());
  for (guint i = 0; i < status->peers->len; i++)
    put_peer (file, i + 1, status->peers->pdata[i]);
  for (guint i = 0; i < status->recent->len; i++)
    put_request (file, i + 1, status->recent->pdata[i]);

  self->n_told = status->n_requests;
  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (self->path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
tick_cb (gpointer data)
{
  CliServeStatus *self = data;
  g_autoptr(TarnAgentStatus) status = tarn_agent_group_dup_status (self->fleet->group);

  /* What cannot be written now is written the next time. */
  if (status->n_requests != self->n_told)
    write_file (self, NULL);
  return G_SOURCE_CONTINUE;
}

gboolean
cli_serve_status_begin (CliServeStatus *self)
{
  g_autoptr(GError) error = NULL;

  if (self->path == NULL)
    return TRUE;

  self->started_us = g_get_real_time ();
  tarn_agent_group_set_watched (self->fleet->group, TRUE);
  if (!write_file (self, &error))
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }

  self->timer = g_timeout_add_seconds (1, tick_cb, self);
  return TRUE;
}

void
cli_serve_status_tell (CliServeStatus *self)
{
  if (self->timer != 0)
    write_file (self, NULL);
}

void
cli_serve_status_end (CliServeStatus *self)
{
  if (self->timer == 0)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_unlink (self->path);
}
