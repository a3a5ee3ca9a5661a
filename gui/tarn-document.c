/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-document.h"

#include <glib/gi18n.h>
#include <string.h>

/* A frame of 60 Hz. */
#define FRAME_MS 16

/* For so long after the last change it looks once a frame. */
#define LIVELY_US (1 * G_USEC_PER_SEC)

struct _TarnDocument
{
  GObject       parent_instance;

  TarnCapture  *capture;
  TarnSession  *session;
  TarnMib      *mib;          /* nullable */
  TarnDevice   *device;       /* nullable */
  TarnMirror   *mirror;       /* nullable */
  TarnChangeList *changes;
  char         *title;
  char         *subtitle;

  GFileMonitor *monitor;      /* nullable: no such thing for this file system */
  gulong        changed_id;
  guint         look_id;      /* the source that looks, 0: none */
  gint64        lively_until;
};

enum
{
  PROP_0,
  PROP_CAPTURE,
  PROP_STORE,
  PROP_SESSION,
  PROP_MIB,
  PROP_DEVICE,
  PROP_MIRROR,
  PROP_CHANGES,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_WRITABLE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnDocument, tarn_document, G_TYPE_OBJECT)

static void look (TarnDocument *self);

static gboolean
look_cb (gpointer data)
{
  TarnDocument *self = data;

  tarn_store_refresh (TARN_STORE (self->capture), NULL);
  if (g_get_monotonic_time () < self->lively_until)
    return G_SOURCE_CONTINUE;

  /* What is written while a look is being taken away wakes the monitor again. */
  self->look_id = 0;
  return G_SOURCE_REMOVE;
}

/* Once a frame for a while. */
static void
look (TarnDocument *self)
{
  self->lively_until = g_get_monotonic_time () + LIVELY_US;
  if (self->look_id == 0)
    self->look_id = g_timeout_add (FRAME_MS, look_cb, self);
}

static gboolean
poll_cb (gpointer data)
{
  TarnDocument *self = data;

  tarn_store_refresh (TARN_STORE (self->capture), NULL);
  return G_SOURCE_CONTINUE;
}

/* Every commit sets the time of the file, however it was written (tdb sees to that). */
static void
file_changed_cb (TarnDocument *self)
{
  look (self);
}

static void
store_changed_cb (TarnDocument *self)
{
  look (self);
}

static void
watch_file (TarnDocument *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (tarn_capture_get_path (self->capture));

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    {
      self->look_id = g_timeout_add (10 * FRAME_MS, poll_cb, self);
      return;
    }

  g_file_monitor_set_rate_limit (self->monitor, FRAME_MS);
  g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
}

static void
set_names (TarnDocument *self)
{
  const char *path = tarn_capture_get_path (self->capture);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_str_has_suffix (base, ".tarn"))
    base[strlen (base) - strlen (".tarn")] = '\0';
  if (self->title == NULL)
    self->title = g_steal_pointer (&base);
  g_free (self->subtitle);
  self->subtitle = tarn_document_is_unsaved (self) ? g_strdup (_("Not saved elsewhere yet"))
                                                   : g_steal_pointer (&folder);
}

static void
tarn_document_constructed (GObject *object)
{
  TarnDocument *self = TARN_DOCUMENT (object);

  G_OBJECT_CLASS (tarn_document_parent_class)->constructed (object);

  set_names (self);
  self->changes = tarn_change_list_new (TARN_STORE (self->capture));
  self->changed_id = g_signal_connect_swapped (self->capture, "changed",
                                               G_CALLBACK (store_changed_cb), self);
  watch_file (self);
}

static void
tarn_document_dispose (GObject *object)
{
  TarnDocument *self = TARN_DOCUMENT (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  if (self->capture != NULL)
    g_clear_signal_handler (&self->changed_id, self->capture);
  g_clear_object (&self->monitor);
  g_clear_object (&self->changes);
  g_clear_object (&self->mirror);
  g_clear_object (&self->device);
  g_clear_object (&self->mib);
  g_clear_object (&self->session);
  g_clear_object (&self->capture);

  G_OBJECT_CLASS (tarn_document_parent_class)->dispose (object);
}

static void
tarn_document_finalize (GObject *object)
{
  TarnDocument *self = TARN_DOCUMENT (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (tarn_document_parent_class)->finalize (object);
}

static void
tarn_document_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TarnDocument *self = TARN_DOCUMENT (object);

  switch (id)
    {
    case PROP_CAPTURE:
    case PROP_STORE:
      g_value_set_object (value, self->capture);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_MIB:
      g_value_set_object (value, self->mib);
      break;
    case PROP_DEVICE:
      g_value_set_object (value, self->device);
      break;
    case PROP_MIRROR:
      g_value_set_object (value, self->mirror);
      break;
    case PROP_CHANGES:
      g_value_set_object (value, self->changes);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_WRITABLE:
      g_value_set_boolean (value, tarn_document_is_writable (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_document_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  TarnDocument *self = TARN_DOCUMENT (object);

  switch (id)
    {
    case PROP_CAPTURE:
      self->capture = g_value_dup_object (value);
      break;
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_MIB:
      tarn_document_set_mib (self, g_value_get_object (value));
      break;
    case PROP_DEVICE:
      tarn_document_set_device (self, g_value_get_object (value));
      break;
    case PROP_MIRROR:
      tarn_document_set_mirror (self, g_value_get_object (value));
      break;
    case PROP_TITLE:
      tarn_document_set_title (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_document_class_init (TarnDocumentClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags made = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags set = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = tarn_document_constructed;
  object_class->dispose = tarn_document_dispose;
  object_class->finalize = tarn_document_finalize;
  object_class->get_property = tarn_document_get_property;
  object_class->set_property = tarn_document_set_property;

  properties[PROP_CAPTURE] =
    g_param_spec_object ("capture", NULL, NULL, TARN_TYPE_CAPTURE, made);
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, TARN_TYPE_STORE, told);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, TARN_TYPE_SESSION, made);
  properties[PROP_MIB] = g_param_spec_object ("mib", NULL, NULL, TARN_TYPE_MIB, set);
  properties[PROP_DEVICE] = g_param_spec_object ("device", NULL, NULL, TARN_TYPE_DEVICE, set);
  properties[PROP_MIRROR] = g_param_spec_object ("mirror", NULL, NULL, TARN_TYPE_MIRROR, set);
  properties[PROP_CHANGES] =
    g_param_spec_object ("changes", NULL, NULL, TARN_TYPE_CHANGE_LIST, told);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, set);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, told);
  properties[PROP_WRITABLE] = g_param_spec_boolean ("writable", NULL, NULL, FALSE, told);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_document_init (TarnDocument *self)
{
}

TarnDocument *
tarn_document_new (TarnCapture *capture,
                   TarnSession *session)
{
  g_return_val_if_fail (TARN_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (TARN_IS_SESSION (session), NULL);

  return g_object_new (TARN_TYPE_DOCUMENT, "capture", capture, "session", session, NULL);
}

TarnStore *
tarn_document_get_store (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return TARN_STORE (self->capture);
}

TarnCapture *
tarn_document_get_capture (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->capture;
}

TarnSession *
tarn_document_get_session (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->session;
}

TarnMib *
tarn_document_get_mib (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->mib;
}

void
tarn_document_set_mib (TarnDocument *self,
                       TarnMib      *mib)
{
  g_return_if_fail (TARN_IS_DOCUMENT (self));

  if (g_set_object (&self->mib, mib))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIB]);
}

TarnDevice *
tarn_document_get_device (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->device;
}

void
tarn_document_set_device (TarnDocument *self,
                          TarnDevice   *device)
{
  g_return_if_fail (TARN_IS_DOCUMENT (self));

  if (g_set_object (&self->device, device))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEVICE]);
}

TarnMirror *
tarn_document_get_mirror (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->mirror;
}

void
tarn_document_set_mirror (TarnDocument *self,
                          TarnMirror   *mirror)
{
  g_return_if_fail (TARN_IS_DOCUMENT (self));

  if (g_set_object (&self->mirror, mirror))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIRROR]);
}

TarnChangeList *
tarn_document_get_changes (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->changes;
}

const char *
tarn_document_get_title (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->title;
}

void
tarn_document_set_title (TarnDocument *self,
                         const char   *title)
{
  g_return_if_fail (TARN_IS_DOCUMENT (self));
  g_return_if_fail (title != NULL);

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
tarn_document_get_subtitle (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), NULL);

  return self->subtitle;
}

gboolean
tarn_document_is_writable (TarnDocument *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (self), FALSE);

  return tarn_capture_is_writable (self->capture);
}

gboolean
tarn_document_is_unsaved (TarnDocument *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *here = NULL;

  g_return_val_if_fail (TARN_IS_DOCUMENT (self), FALSE);

  folder = tarn_document_dup_folder ();
  here = g_path_get_dirname (tarn_capture_get_path (self->capture));
  return strcmp (folder, here) == 0;
}

char *
tarn_document_dup_folder (void)
{
  char *folder = g_build_filename (g_get_user_data_dir (), "tarn", "captures", NULL);

  g_mkdir_with_parents (folder, 0700);
  return folder;
}

/* File names that every file system takes. */
char *
tarn_document_dup_new_path (const char *name)
{
  g_autofree char *folder = tarn_document_dup_folder ();
  g_autofree char *plain = g_strdup (name);
  g_autofree char *path = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  g_strcanon (plain, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '-');
  if (plain[0] == '.' || plain[0] == '\0')
    plain[0] = plain[0] == '\0' ? '\0' : '-';

  for (guint n = 1; ; n++)
    {
      g_autofree char *base = n == 1 ? g_strdup_printf ("%s.tarn", plain)
                                     : g_strdup_printf ("%s (%u).tarn", plain, n);

      g_free (path);
      path = g_build_filename (folder, base, NULL);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}
