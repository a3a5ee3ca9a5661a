/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A way that held is kept: as a profile, and its community in the keyring.
 */
#include <glib/gi18n.h>

#include "tarn-connect-private.h"

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TarnConnectRun *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!tarn_connect_keyring_store_finish (TARN_CONNECT_KEYRING (source), result, &error))
    tarn_connected_add_note (run->connected, error->message);
  tarn_connect_end (task);
}

/* Keeps what held under the name that was given for it. */
void
tarn_connect_remember (GTask          *task_,
                       TarnConnectWay *way)
{
  g_autoptr(GTask) task = task_;
  TarnConnect *self = g_task_get_source_object (task);
  TarnConnectRun *run = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(TarnConnectProfile) profile = NULL;
  g_autofree char *device = tarn_address_to_string (run->target->address);
  g_autoptr(GError) error = NULL;

  profile = tarn_connect_profiles_find (self->profiles, run->remember);
  if (profile == NULL)
    profile = tarn_connect_profile_new (run->remember);
  profile->version = way->version;
  profile->timeout_us = way->timeout_us;
  profile->retries = way->retries;
  profile->is_public = tarn_connect_is_public (way->community);
  if (!g_strv_contains ((const char * const *) profile->devices, device))
    {
      g_autoptr(GStrvBuilder) devices = g_strv_builder_new ();

      g_strv_builder_addv (devices, (const char **) profile->devices);
      g_strv_builder_add (devices, device);
      g_strfreev (profile->devices);
      profile->devices = g_strv_builder_end (devices);
    }

  if (!tarn_connect_profiles_save (self->profiles, profile, &error))
    {
      tarn_connected_add_note (run->connected, error->message);
      tarn_connect_end (task);
      return;
    }

  g_free (run->connected->profile);
  run->connected->profile = g_strdup (run->remember);
  if (profile->is_public)
    {
      tarn_connect_keyring_forget (self->keyring, run->remember);
      tarn_connect_end (task);
      return;
    }
  tarn_connect_set_stage (self, _("Opening the keyring…"));
  tarn_connect_keyring_store_async (self->keyring, run->remember, way->community,
                                    cancellable, stored_cb, g_steal_pointer (&task));
}
