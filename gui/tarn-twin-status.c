/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-twin-private.h"

#include "tarn-twin.h"

static gpointer
parse_peer (GKeyFile   *file,
            const char *group)
{
  TarnAgentPeer *peer = g_new0 (TarnAgentPeer, 1);

  peer->address = g_key_file_get_string (file, group, "address", NULL);
  peer->n_requests = g_key_file_get_uint64 (file, group, "requests", NULL);
  peer->last_us = g_key_file_get_int64 (file, group, "last", NULL);
  return peer;
}

static gpointer
parse_request (GKeyFile   *file,
               const char *group)
{
  TarnAgentRequest *request = g_new0 (TarnAgentRequest, 1);
  g_autofree char *operation = g_key_file_get_string (file, group, "operation", NULL);
  g_autofree char *oid = g_key_file_get_string (file, group, "oid", NULL);

  request->time_us = g_key_file_get_int64 (file, group, "time", NULL);
  request->peer = g_key_file_get_string (file, group, "peer", NULL);
  request->operation = operation != NULL && operation[0] != '\0' ? g_intern_string (operation)
                                                                   : NULL;
  request->oid = oid != NULL && oid[0] != '\0' ? tarn_oid_new (oid, NULL) : NULL;
  request->n_names = (guint) g_key_file_get_integer (file, group, "names", NULL);
  request->answered = g_key_file_get_boolean (file, group, "answered", NULL);
  request->error_status = g_key_file_get_integer (file, group, "error-status", NULL);
  return request;
}

/* The groups of one kind, which are numbered. */
static GPtrArray *
parse_groups (GKeyFile       *file,
              const char     *kind,
              gpointer      (*parse) (GKeyFile *file, const char *group),
              GDestroyNotify  free_one)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_one);

  for (guint i = 1; ; i++)
    {
      g_autofree char *group = g_strdup_printf ("%s %u", kind, i);

      if (!g_key_file_has_group (file, group))
        return all;
      g_ptr_array_add (all, parse (file, group));
    }
}

TarnAgentStatus *
tarn_twin_parse_status (GKeyFile *file,
                        gint64   *told_us)
{
  TarnAgentStatus *status;

  if (!g_key_file_has_key (file, "agent", "pid", NULL)
      || !g_key_file_has_key (file, "requests", "received", NULL))
    return NULL;

  *told_us = g_key_file_get_int64 (file, "requests", "time", NULL);
  status = g_new0 (TarnAgentStatus, 1);
  status->n_requests = g_key_file_get_uint64 (file, "requests", "received", NULL);
  status->n_answers = g_key_file_get_uint64 (file, "requests", "answered", NULL);
  status->n_refused = g_key_file_get_uint64 (file, "requests", "refused", NULL);
  status->n_writes = g_key_file_get_uint64 (file, "requests", "written", NULL);
  status->peers = parse_groups (file, "peer", parse_peer,
                                (GDestroyNotify) tarn_agent_peer_free);
  status->recent = parse_groups (file, "request", parse_request,
                                 (GDestroyNotify) tarn_agent_request_free);
  return status;
}

static void
device_free (gpointer data)
{
  TarnTwinDevice *self = data;

  g_free (self->name);
  g_free (self->path);
  g_free (self->address);
  g_free (self);
}

static gpointer
parse_device (GKeyFile   *file,
              const char *group)
{
  TarnTwinDevice *device = g_new0 (TarnTwinDevice, 1);
  g_auto(GStrv) addresses = g_key_file_get_string_list (file, group, "addresses", NULL, NULL);

  device->name = g_key_file_get_string (file, group, "name", NULL);
  device->path = g_key_file_get_string (file, group, "capture", NULL);
  device->address = g_strdup (addresses != NULL ? addresses[0] : NULL);
  device->n_requests = g_key_file_get_uint64 (file, group, "requests", NULL);
  return device;
}

GPtrArray *
tarn_twin_parse_devices (GKeyFile *file)
{
  GPtrArray *devices = parse_groups (file, "device", parse_device, device_free);

  /* Where two are at one address, it is the community that tells them apart. */
  for (guint i = 0; i < devices->len; i++)
    {
      TarnTwinDevice *device = devices->pdata[i];
      TarnTwinDevice *other = devices->pdata[i > 0 ? 0 : devices->len - 1];

      device->by_name = other != device && g_strcmp0 (device->address, other->address) == 0;
    }
  return devices;
}
