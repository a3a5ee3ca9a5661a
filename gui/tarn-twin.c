/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-twin.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tarn-twin-private.h"

/* After so long without news there is nothing to tell a rate from. */
#define QUIET_US (3 * G_USEC_PER_SEC)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPERTIES,
};

enum
{
  TOLD,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (TarnTwinState, tarn_twin_state,
                    G_DEFINE_ENUM_VALUE (TARN_TWIN_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (TARN_TWIN_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (TARN_TWIN_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (TARN_TWIN_FAILED, "failed"))
G_DEFINE_FINAL_TYPE (TarnTwin, tarn_twin, G_TYPE_OBJECT)

static void
set_state (TarnTwin      *self,
           TarnTwinState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
clear_watch (TarnTwin *self)
{
  g_clear_handle_id (&self->pidfd_id, g_source_remove);
  if (self->pidfd >= 0)
    close (self->pidfd);
  self->pidfd = -1;
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
}

void
tarn_twin_fail (TarnTwin   *self,
                const char *text)
{
  clear_watch (self);
  g_free (self->error);
  self->error = g_strdup (text);
  set_state (self, TARN_TWIN_FAILED);
}

/* The words are those of the system, in English: the process was started so. */
static TarnTwinCure
find_cure (const char *text)
{
  if (strstr (text, "in use") != NULL)
    return TARN_TWIN_CURE_FREE_PORT;
  if (strstr (text, "ermission denied") != NULL || strstr (text, "not permitted") != NULL)
    return TARN_TWIN_CURE_HIGH_PORT;
  return TARN_TWIN_CURE_NONE;
}

static void
ended (TarnTwin *self)
{
  g_autofree char *log = NULL;
  gboolean ran = self->state == TARN_TWIN_RUNNING;

  if (self->log_path != NULL)
    {
      g_file_get_contents (self->log_path, &log, NULL, NULL);
      g_unlink (self->log_path);
    }
  g_unlink (self->status_path);   /* a process that was killed leaves it behind */

  if (self->stopping)
    {
      clear_watch (self);
      set_state (self, TARN_TWIN_STOPPED);
      return;
    }

  if (!ran && log != NULL && g_strchomp (log)[0] != '\0')
    {
      self->cure = find_cure (log);
      tarn_twin_fail (self, log);
      return;
    }
  tarn_twin_fail (self, ran ? _("The agent ended, although nobody stopped it here")
                  : _("The agent could not be started"));
}

static gboolean
ended_cb (int           fd,
          GIOCondition  condition,
          gpointer      data)
{
  TarnTwin *self = data;

  self->pidfd_id = 0;
  g_object_ref (self);
  ended (self);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

gboolean
tarn_twin_watch_process (TarnTwin *self,
                         int       pid)
{
  self->pid = pid;
  self->pidfd = (int) syscall (SYS_pidfd_open, pid, 0);
  if (self->pidfd < 0)
    return FALSE;

  self->pidfd_id = g_unix_fd_add (self->pidfd, G_IO_IN, ended_cb, self);
  return TRUE;
}

static void
take_status (TarnTwin        *self,
             TarnAgentStatus *status,
             gint64           told_us)
{
  if (self->status != NULL && told_us > self->told_us)
    self->rate = (double) (status->n_requests - self->status->n_requests) * G_USEC_PER_SEC
                 / (double) (told_us - self->told_us);

  g_clear_pointer (&self->status, tarn_agent_status_free);
  self->status = status;
  self->told_us = told_us;
}

/* FALSE: there is nothing to read, or not what an agent writes. */
gboolean
tarn_twin_read_status (TarnTwin *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_auto(GStrv) addresses = NULL;
  TarnAgentStatus *status;
  gint64 told_us;

  if (!g_key_file_load_from_file (file, self->status_path, G_KEY_FILE_NONE, NULL))
    return FALSE;

  status = tarn_twin_parse_status (file, &told_us);
  addresses = g_key_file_get_string_list (file, "agent", "addresses", NULL, NULL);
  if (status == NULL || addresses == NULL || addresses[0] == NULL)
    {
      g_clear_pointer (&status, tarn_agent_status_free);
      return FALSE;
    }

  g_free (self->address);
  self->address = g_strdup (addresses[0]);
  g_free (self->path);
  self->path = g_key_file_get_string (file, "agent", "capture", NULL);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  self->devices = tarn_twin_parse_devices (file);
  self->writable = g_key_file_get_boolean (file, "agent", "writable", NULL);
  self->started_us = g_key_file_get_int64 (file, "agent", "started", NULL);
  self->pid = (int) g_key_file_get_int64 (file, "agent", "pid", NULL);
  take_status (self, status, told_us);
  return self->path != NULL;
}

static void
status_changed_cb (TarnTwin *self)
{
  if (!tarn_twin_read_status (self))
    return;

  set_state (self, TARN_TWIN_RUNNING);
  g_signal_emit (self, signals[TOLD], 0);
}

void
tarn_twin_watch_status (TarnTwin *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->status_path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (status_changed_cb), self);
}

static void
tarn_twin_dispose (GObject *object)
{
  clear_watch (TARN_TWIN (object));

  G_OBJECT_CLASS (tarn_twin_parent_class)->dispose (object);
}

static void
tarn_twin_finalize (GObject *object)
{
  TarnTwin *self = TARN_TWIN (object);

  g_clear_pointer (&self->status, tarn_agent_status_free);
  g_free (self->status_path);
  g_free (self->log_path);
  g_free (self->path);
  g_free (self->address);
  g_free (self->error);
  tarn_twin_settings_clear (&self->settings);
  g_clear_pointer (&self->devices, g_ptr_array_unref);

  G_OBJECT_CLASS (tarn_twin_parent_class)->finalize (object);
}

static void
tarn_twin_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  if (id == PROP_STATE)
    g_value_set_enum (value, TARN_TWIN (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_twin_class_init (TarnTwinClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = tarn_twin_dispose;
  object_class->finalize = tarn_twin_finalize;
  object_class->get_property = tarn_twin_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, TARN_TYPE_TWIN_STATE, TARN_TWIN_STARTING,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[TOLD] = g_signal_new ("told", TARN_TYPE_TWIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
tarn_twin_init (TarnTwin *self)
{
  self->devices = g_ptr_array_new ();
  self->pidfd = -1;
}

char *
tarn_twin_dup_folder (void)
{
  char *folder = g_build_filename (g_get_user_runtime_dir (), "tarn", "agents", NULL);

  g_mkdir_with_parents (folder, 0700);
  return folder;
}

gboolean
tarn_twin_is_ours (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), FALSE);

  return self->settings.path != NULL;
}

TarnTwinState
tarn_twin_get_state (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), TARN_TWIN_FAILED);

  return self->state;
}

const char *
tarn_twin_get_error (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), NULL);

  return self->error;
}

TarnTwinCure
tarn_twin_get_cure (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), TARN_TWIN_CURE_NONE);

  return self->cure;
}

const char *
tarn_twin_get_path (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), NULL);

  return self->path;
}

GPtrArray *
tarn_twin_get_devices (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), NULL);

  return self->devices;
}

gboolean
tarn_twin_serves (TarnTwin   *self,
                  const char *path)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), FALSE);

  if (g_strcmp0 (self->path, path) == 0)
    return TRUE;
  for (guint i = 0; i < self->devices->len; i++)
    if (g_strcmp0 (((TarnTwinDevice *) self->devices->pdata[i])->path, path) == 0)
      return TRUE;

  return FALSE;
}

const char *
tarn_twin_get_address (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), NULL);

  return self->address;
}

gboolean
tarn_twin_is_writable (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), FALSE);

  return self->writable;
}

gint64
tarn_twin_get_started (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), 0);

  return self->started_us;
}

const TarnAgentStatus *
tarn_twin_get_status (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), NULL);

  return self->status;
}

double
tarn_twin_get_rate (TarnTwin *self)
{
  g_return_val_if_fail (TARN_IS_TWIN (self), 0);

  return g_get_real_time () - self->told_us < QUIET_US ? self->rate : 0;
}

void
tarn_twin_stop (TarnTwin *self)
{
  g_return_if_fail (TARN_IS_TWIN (self));

  if (self->pidfd < 0)
    return;
  self->stopping = TRUE;
  syscall (SYS_pidfd_send_signal, self->pidfd, SIGTERM, NULL, 0);
}
