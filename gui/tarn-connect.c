/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-connect-private.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_STAGE,
  PROP_VERSION,
  PROP_TIMEOUT,
  PROP_RETRIES,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnConnect, tarn_connect, G_TYPE_OBJECT)

void
tarn_connect_login_free (TarnConnectLogin *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->community, g_bytes_unref);
  g_free (self->profile);
  g_free (self);
}

static void
run_free (gpointer data)
{
  TarnConnectRun *self = data;

  tarn_connect_target_free (self->target);
  tarn_connect_profile_free (self->profile);
  g_free (self->remember);
  g_ptr_array_unref (self->ways);
  g_clear_object (&self->device);
  g_ptr_array_unref (self->oids);
  tarn_connected_free (self->connected);
  g_free (self);
}

void
tarn_connect_set_stage (TarnConnect *self,
                        const char  *stage)
{
  if (g_strcmp0 (self->stage, stage) == 0)
    return;

  g_free (self->stage);
  self->stage = g_strdup (stage);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

static void
tarn_connect_finalize (GObject *object)
{
  TarnConnect *self = TARN_CONNECT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->profiles);
  g_clear_object (&self->keyring);
  g_free (self->stage);

  G_OBJECT_CLASS (tarn_connect_parent_class)->finalize (object);
}

static void
tarn_connect_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TarnConnect *self = TARN_CONNECT (object);

  switch (id)
    {
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_VERSION:
      g_value_set_string (value, self->version == TARN_VERSION_1 ? "1" : "2c");
      break;
    case PROP_TIMEOUT:
      g_value_set_uint (value, (guint) (self->timeout_us / 1000));
      break;
    case PROP_RETRIES:
      g_value_set_uint (value, self->retries);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_connect_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  TarnConnect *self = TARN_CONNECT (object);

  switch (id)
    {
    case PROP_VERSION:
      self->version = g_strcmp0 (g_value_get_string (value), "1") == 0 ? TARN_VERSION_1
                                                                       : TARN_VERSION_2C;
      break;
    case PROP_TIMEOUT:
      self->timeout_us = self->guess_timeout_us = 1000 * (gint64) g_value_get_uint (value);
      break;
    case PROP_RETRIES:
      self->retries = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_connect_class_init (TarnConnectClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tarn_connect_finalize;
  object_class->get_property = tarn_connect_get_property;
  object_class->set_property = tarn_connect_set_property;

  properties[PROP_STAGE] =
    g_param_spec_string ("stage", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /* How a device is asked that has no profile: "1" or "2c", milliseconds, tries after the
   * first. */
  properties[PROP_VERSION] = g_param_spec_string ("snmp-version", NULL, NULL, "2c", flags);
  properties[PROP_TIMEOUT] = g_param_spec_uint ("timeout", NULL, NULL, 1, 3600 * 1000, 1000, flags);
  properties[PROP_RETRIES] = g_param_spec_uint ("retries", NULL, NULL, 0, 100, 3, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_connect_init (TarnConnect *self)
{
  self->guess_timeout_us = self->timeout_us = G_USEC_PER_SEC;
  self->version = TARN_VERSION_2C;
  self->retries = 3;
}

TarnConnect *
tarn_connect_new (TarnSession         *session,
                  TarnConnectProfiles *profiles,
                  TarnConnectKeyring  *keyring)
{
  TarnConnect *self;

  g_return_val_if_fail (TARN_IS_SESSION (session), NULL);
  g_return_val_if_fail (TARN_IS_CONNECT_PROFILES (profiles), NULL);
  g_return_val_if_fail (TARN_IS_CONNECT_KEYRING (keyring), NULL);

  self = g_object_new (TARN_TYPE_CONNECT, NULL);
  self->session = g_object_ref (session);
  self->profiles = g_object_ref (profiles);
  self->keyring = g_object_ref (keyring);

  return self;
}

TarnConnectProfiles *
tarn_connect_get_profiles (TarnConnect *self)
{
  g_return_val_if_fail (TARN_IS_CONNECT (self), NULL);

  return self->profiles;
}

TarnConnectKeyring *
tarn_connect_get_keyring (TarnConnect *self)
{
  g_return_val_if_fail (TARN_IS_CONNECT (self), NULL);

  return self->keyring;
}

void
tarn_connect_set_guess_timeout_us (TarnConnect *self,
                                   gint64       timeout_us)
{
  g_return_if_fail (TARN_IS_CONNECT (self));
  g_return_if_fail (timeout_us > 0);

  self->guess_timeout_us = timeout_us;
}

const char *
tarn_connect_get_stage (TarnConnect *self)
{
  g_return_val_if_fail (TARN_IS_CONNECT (self), NULL);

  return self->stage;
}

void
tarn_connect_end (GTask *task)
{
  TarnConnectRun *run = g_task_get_task_data (task);

  tarn_connect_set_stage (g_task_get_source_object (task), NULL);
  g_task_return_pointer (task, g_steal_pointer (&run->connected),
                         (GDestroyNotify) tarn_connected_free);
}

static void
connect_fail (GTask  *task,
              GError *error)
{
  tarn_connect_set_stage (g_task_get_source_object (task), NULL);
  g_task_return_error (task, error);
}

/* The device has said what it is, or would not. */
static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TarnConnectRun *run = g_task_get_task_data (task);
  TarnConnectWay *way = g_ptr_array_index (run->ways, run->next - 1);
  g_autoptr(GHashTable) values = NULL;
  g_autoptr(GError) error = NULL;
  TarnConnected *connected;

  values = tarn_session_get_finish (TARN_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      connect_fail (task, g_steal_pointer (&error));
      return;
    }

  g_clear_error (&error);
  connected = run->connected = tarn_connected_new (run->device, values);
  connected->profile = g_strdup (way->profile);
  connected->oid = run->target->oid != NULL ? tarn_oid_ref (run->target->oid) : NULL;
  /* What was learnt of its pace is a help and no more. */
  if (!tarn_device_load_profile (connected->device, &error))
    tarn_connected_add_note (connected, error->message);

  if (run->remember != NULL)
    tarn_connect_remember (g_steal_pointer (&task), way);
  else
    tarn_connect_end (task);
}

/* Takes @task. */
static void
connect_answered (GTask *task_)
{
  g_autoptr(GTask) task = task_;
  TarnConnect *self = g_task_get_source_object (task);
  TarnConnectRun *run = g_task_get_task_data (task);
  TarnConnectWay *way = g_ptr_array_index (run->ways, run->next - 1);

  /* A guess was impatient; what is asked from now on is not. */
  if (way->profile == NULL && run->remember == NULL)
    {
      tarn_device_set_timeout_us (run->device, self->timeout_us);
      tarn_device_set_retries (run->device, self->retries);
    }
  tarn_session_get_async (self->session, run->device, (TarnOid **) run->oids->pdata,
                          run->oids->len, g_task_get_cancellable (task), told_cb,
                          g_object_ref (task));
}

static void connect_step (GTask *task);

static void
got_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) values = NULL;

  values = tarn_session_get_finish (TARN_SESSION (source), result, &error);

  /* An agent that refuses this has understood who asks. */
  if (values != NULL || g_error_matches (error, TARN_ERROR, TARN_ERROR_REFUSED))
    connect_answered (g_steal_pointer (&task));
  else if (g_error_matches (error, TARN_ERROR, TARN_ERROR_NO_ANSWER))
    connect_step (g_steal_pointer (&task));
  else
    connect_fail (task, g_steal_pointer (&error));
}

/* Takes @task: asks in the next way, if there is one more. */
static void
connect_step (GTask *task_)
{
  g_autoptr(GTask) task = task_;
  TarnConnect *self = g_task_get_source_object (task);
  TarnConnectRun *run = g_task_get_task_data (task);
  g_autofree char *target = NULL;
  g_autofree char *stage = NULL;
  TarnConnectWay *way;

  if (run->next == run->ways->len)
    {
      connect_fail (task, tarn_connect_ways_describe (run->ways, run->target->address));
      return;
    }

  way = g_ptr_array_index (run->ways, run->next++);
  target = tarn_address_to_string (run->target->address);
  /* Translators: the first %s is an address, the second how it is asked */
  stage = g_strdup_printf (_("Asking %s: %s…"), target, way->told);
  tarn_connect_set_stage (self, stage);

  g_clear_object (&run->device);
  run->device = tarn_device_new (run->target->address);
  tarn_device_set_version (run->device, way->version);
  tarn_device_set_community (run->device, way->community);
  tarn_device_set_timeout_us (run->device, way->timeout_us);
  tarn_device_set_retries (run->device, way->retries);
  /* One name: several that are not answered would be asked for one by one as well. */
  tarn_session_get_async (self->session, run->device, (TarnOid **) run->oids->pdata, 1,
                          g_task_get_cancellable (task), got_cb, g_object_ref (task));
}

static TarnConnectRun *
run_new (TarnConnectTarget *target)
{
  TarnConnectRun *run = g_new0 (TarnConnectRun, 1);

  run->target = target;
  run->ways = tarn_connect_ways_new ();
  run->oids = tarn_connected_dup_oids ();

  return run;
}

/* With the settings of the profile, if its community is known, then as most devices are. */
static void
connect_begin (GTask  *task,
               GBytes *community)
{
  TarnConnect *self = g_task_get_source_object (task);
  TarnConnectRun *run = g_task_get_task_data (task);
  g_autoptr(GBytes) public = g_bytes_new_static ("public", 6);

  if (run->profile != NULL && run->profile->is_public)
    community = public;
  if (run->profile != NULL && community != NULL)
    tarn_connect_ways_add_profile (run->ways, run->profile, community);
  tarn_connect_ways_add_guesses (run->ways, self->version, NULL, self->guess_timeout_us);
  connect_step (task);
}

static void
community_found_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) community = NULL;

  community = tarn_connect_keyring_lookup_finish (TARN_CONNECT_KEYRING (source), result, &error);
  if (error != NULL)
    {
      connect_fail (task, g_steal_pointer (&error));
      return;
    }

  connect_begin (g_steal_pointer (&task), community);
}

void
tarn_connect_run_async (TarnConnect            *self,
                        const char             *text,
                        const TarnConnectLogin *login,
                        GCancellable           *cancellable,
                        GAsyncReadyCallback     callback,
                        gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  TarnConnectTarget *target;
  GError *error = NULL;
  TarnConnectRun *run;

  g_return_if_fail (TARN_IS_CONNECT (self));
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_connect_run_async);
  target = tarn_connect_target_parse (text, &error);
  if (target == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  run = run_new (target);
  g_task_set_task_data (task, run, run_free);
  if (login != NULL)
    {
      tarn_connect_ways_add (run->ways, login->version, login->community, login->timeout_us,
                             login->retries);
      run->remember = g_strdup (login->profile);
      connect_step (g_steal_pointer (&task));
      return;
    }
  if (target->community != NULL)
    {
      tarn_connect_ways_add_guesses (run->ways, self->version, target->community,
                                     self->guess_timeout_us);
      connect_step (g_steal_pointer (&task));
      return;
    }

  run->profile = tarn_connect_profiles_find_device (self->profiles, target->address);
  if (run->profile == NULL || run->profile->is_public)
    {
      connect_begin (g_steal_pointer (&task), NULL);
      return;
    }

  tarn_connect_set_stage (self, _("Opening the keyring…"));
  tarn_connect_keyring_lookup_async (self->keyring, run->profile->name, cancellable,
                                     community_found_cb, g_steal_pointer (&task));
}

TarnConnected *
tarn_connect_run_finish (TarnConnect   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
