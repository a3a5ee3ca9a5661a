/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-state.h"

#include <string.h>

#define MAX_RECENTS 20
#define SAVE_AFTER_MS 300   /* who is killed loses no more */

/* What the group of a capture begins with; its path follows, without brackets. */
#define CAPTURE "capture "

#define RECENTS "recent"
#define RECENTS_TYPE "a(ssbx)"

struct _TarnRecent
{
  GObject   parent_instance;

  char     *target;
  char     *title;
  gboolean  is_device;
  gint64    time_us;
};

struct _TarnState
{
  GObject     parent_instance;

  GKeyFile   *file;
  char       *path;
  GListStore *recents;      /* of TarnRecent, latest first */
  GPtrArray  *forgotten;    /* nullable: what they were before */
  guint       save_id;
};

G_DEFINE_FINAL_TYPE (TarnRecent, tarn_recent, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (TarnState, tarn_state, G_TYPE_OBJECT)

static void
tarn_recent_finalize (GObject *object)
{
  TarnRecent *self = TARN_RECENT (object);

  g_free (self->target);
  g_free (self->title);

  G_OBJECT_CLASS (tarn_recent_parent_class)->finalize (object);
}

static void
tarn_recent_class_init (TarnRecentClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_recent_finalize;
}

static void
tarn_recent_init (TarnRecent *self)
{
}

static TarnRecent *
recent_new (const char *target,
            const char *title,
            gboolean    is_device,
            gint64      time_us)
{
  TarnRecent *self = g_object_new (TARN_TYPE_RECENT, NULL);

  self->target = g_strdup (target);
  self->title = g_strdup (title);
  self->is_device = is_device;
  self->time_us = time_us;
  return self;
}

const char *
tarn_recent_get_target (TarnRecent *self)
{
  g_return_val_if_fail (TARN_IS_RECENT (self), NULL);

  return self->target;
}

const char *
tarn_recent_get_title (TarnRecent *self)
{
  g_return_val_if_fail (TARN_IS_RECENT (self), NULL);

  return self->title;
}

gboolean
tarn_recent_is_device (TarnRecent *self)
{
  g_return_val_if_fail (TARN_IS_RECENT (self), FALSE);

  return self->is_device;
}

gint64
tarn_recent_get_time (TarnRecent *self)
{
  g_return_val_if_fail (TARN_IS_RECENT (self), 0);

  return self->time_us;
}

static gboolean
save_cb (gpointer data)
{
  TarnState *self = data;
  g_autoptr(GError) error = NULL;

  self->save_id = 0;
  if (!tarn_state_save (self, &error))
    g_message ("%s", error->message);
  return G_SOURCE_REMOVE;
}

static void
save_soon (TarnState *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_AFTER_MS, save_cb, self);
}

static void
load_recents (TarnState *self)
{
  g_autoptr(GVariant) list = tarn_state_dup (self, "start", RECENTS, RECENTS_TYPE);
  const char *target, *title;
  gboolean is_device;
  gint64 time_us;
  GVariantIter iter;

  if (list == NULL)
    return;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&s&sbx)", &target, &title, &is_device, &time_us))
    {
      g_autoptr(TarnRecent) recent = recent_new (target, title, is_device, time_us);

      g_list_store_append (self->recents, recent);
    }
}

static void
store_recents (TarnState *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->recents));
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (RECENTS_TYPE));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnRecent) recent = g_list_model_get_item (G_LIST_MODEL (self->recents), i);

      g_variant_builder_add (&builder, "(ssbx)", recent->target, recent->title,
                             recent->is_device, recent->time_us);
    }
  tarn_state_set (self, "start", RECENTS, g_variant_builder_end (&builder));
}

static void
tarn_state_dispose (GObject *object)
{
  TarnState *self = TARN_STATE (object);

  if (self->save_id != 0)
    {
      g_clear_handle_id (&self->save_id, g_source_remove);
      tarn_state_save (self, NULL);
    }
  g_clear_object (&self->recents);
  g_clear_pointer (&self->forgotten, g_ptr_array_unref);

  G_OBJECT_CLASS (tarn_state_parent_class)->dispose (object);
}

static void
tarn_state_finalize (GObject *object)
{
  TarnState *self = TARN_STATE (object);

  g_key_file_unref (self->file);
  g_free (self->path);

  G_OBJECT_CLASS (tarn_state_parent_class)->finalize (object);
}

static void
tarn_state_class_init (TarnStateClass *class)
{
  G_OBJECT_CLASS (class)->dispose = tarn_state_dispose;
  G_OBJECT_CLASS (class)->finalize = tarn_state_finalize;
}

static void
tarn_state_init (TarnState *self)
{
  self->file = g_key_file_new ();
  self->recents = g_list_store_new (TARN_TYPE_RECENT);
}

/* A capture on a medium that is not there now may come back. */
static gboolean
has_gone (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return !g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (folder, G_FILE_TEST_IS_DIR);
}

static void
forget_gone (TarnState *self)
{
  g_auto(GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], CAPTURE))
      {
        g_autofree char *path = g_uri_unescape_string (groups[i] + strlen (CAPTURE), NULL);

        if (path == NULL || has_gone (path))
          g_key_file_remove_group (self->file, groups[i], NULL);
      }
}

/* A file that cannot be read is as none: nothing in it is worth more than that. */
TarnState *
tarn_state_new (const char *path)
{
  TarnState *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (TARN_TYPE_STATE, NULL);
  self->path = g_strdup (path);
  g_key_file_load_from_file (self->file, path, G_KEY_FILE_NONE, NULL);
  load_recents (self);
  forget_gone (self);
  return self;
}

GListModel *
tarn_state_get_recents (TarnState *self)
{
  g_return_val_if_fail (TARN_IS_STATE (self), NULL);

  return G_LIST_MODEL (self->recents);
}

static void
remove_recent (TarnState  *self,
               const char *target)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->recents));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnRecent) recent = g_list_model_get_item (G_LIST_MODEL (self->recents), i);

      if (g_str_equal (recent->target, target))
        {
          g_list_store_remove (self->recents, i);
          return;
        }
    }
}

void
tarn_state_add_recent (TarnState  *self,
                       const char *target,
                       const char *title,
                       gboolean    is_device)
{
  g_autoptr(TarnRecent) recent = NULL;

  g_return_if_fail (TARN_IS_STATE (self));
  g_return_if_fail (target != NULL && title != NULL);

  recent = recent_new (target, title, is_device, g_get_real_time ());
  remove_recent (self, target);
  g_list_store_insert (self->recents, 0, recent);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->recents)) > MAX_RECENTS)
    g_list_store_remove (self->recents, MAX_RECENTS);
  store_recents (self);
}

static void
keep_forgotten (TarnState *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->recents));

  g_clear_pointer (&self->forgotten, g_ptr_array_unref);
  self->forgotten = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->forgotten, g_list_model_get_item (G_LIST_MODEL (self->recents), i));
}

void
tarn_state_forget_recent (TarnState  *self,
                          const char *target)
{
  g_return_if_fail (TARN_IS_STATE (self));
  g_return_if_fail (target != NULL);

  keep_forgotten (self);
  remove_recent (self, target);
  store_recents (self);
}

void
tarn_state_forget_recents (TarnState *self)
{
  g_return_if_fail (TARN_IS_STATE (self));

  keep_forgotten (self);
  g_list_store_remove_all (self->recents);
  store_recents (self);
}

void
tarn_state_recall_recents (TarnState *self)
{
  g_return_if_fail (TARN_IS_STATE (self));

  if (self->forgotten == NULL)
    return;

  g_list_store_splice (self->recents, 0, g_list_model_get_n_items (G_LIST_MODEL (self->recents)),
                       self->forgotten->pdata, self->forgotten->len);
  g_clear_pointer (&self->forgotten, g_ptr_array_unref);
  store_recents (self);
}

GVariant *
tarn_state_dup (TarnState  *self,
                const char *group,
                const char *key,
                const char *type)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (TARN_IS_STATE (self), NULL);

  text = g_key_file_get_string (self->file, group, key, NULL);
  if (text == NULL)
    return NULL;
  return g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, NULL);
}

void
tarn_state_set (TarnState  *self,
                const char *group,
                const char *key,
                GVariant   *value)
{
  g_return_if_fail (TARN_IS_STATE (self));

  if (value == NULL)
    {
      g_key_file_remove_key (self->file, group, key, NULL);
    }
  else
    {
      g_autoptr(GVariant) kept = g_variant_ref_sink (value);
      g_autofree char *text = g_variant_print (kept, TRUE);

      g_key_file_set_string (self->file, group, key, text);
    }
  save_soon (self);
}

static char *
dup_group (const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);

  return g_strconcat (CAPTURE, escaped, NULL);
}

GVariant *
tarn_state_dup_of (TarnState  *self,
                   const char *path,
                   const char *key,
                   const char *type)
{
  g_autofree char *group = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  group = dup_group (path);
  return tarn_state_dup (self, group, key, type);
}

void
tarn_state_set_of (TarnState  *self,
                   const char *path,
                   const char *key,
                   GVariant   *value)
{
  g_autofree char *group = NULL;

  g_return_if_fail (path != NULL);

  group = dup_group (path);
  tarn_state_set (self, group, key, value);
}

gboolean
tarn_state_save (TarnState  *self,
                 GError    **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (TARN_IS_STATE (self), FALSE);

  g_clear_handle_id (&self->save_id, g_source_remove);
  folder = g_path_get_dirname (self->path);
  g_mkdir_with_parents (folder, 0700);
  return g_key_file_save_to_file (self->file, self->path, error);
}
