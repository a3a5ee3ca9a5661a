/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-comparison-private.h"

#define SLICE_US (2 * G_TIME_SPAN_MILLISECOND)
#define BUSY_MS  4

enum
{
  PROP_0,
  PROP_BUSY,
  PROP_OUTDATED,
  PROP_PROGRESS,
  PROP_SHOW_MOVING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnComparison, tarn_comparison, G_TYPE_OBJECT)

static void
group_free (gpointer data)
{
  TarnComparisonGroup *group = data;

  g_array_unref (group->starts);
  g_free (group);
}

/* Cells of one table lie together, and so do objects that are called alike but for their last
 * arcs: the scalars of a group. */
static gboolean
is_same_group (TarnComparison *self,
               guint           a,
               guint           b)
{
  TarnOid *entry = tarn_diff_get_entry (self->source->diff, a);
  g_autofree char *one = NULL, *two = NULL;

  if (entry != NULL || tarn_diff_get_entry (self->source->diff, b) != NULL)
    return entry == tarn_diff_get_entry (self->source->diff, b);

  one = tarn_comparison_dup_group_title (self->source, a);
  two = tarn_comparison_dup_group_title (self->source, b);
  return strcmp (one, two) == 0;
}

static void
show_groups (TarnComparison *self)
{
  g_autoptr(GPtrArray) nodes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->groups->len; i++)
    {
      TarnComparisonGroup *group = self->groups->pdata[i];

      g_ptr_array_add (nodes, tarn_comparison_node_new (self->source, TARN_COMPARISON_GROUP, group->first,
                                                        group->n, group->starts));
    }
  g_list_store_splice (self->list, 0, 0, nodes->pdata, nodes->len);
}

/* A row or a value that is shown opens a group or goes on with one. */
static void
group_one (TarnComparison *self)
{
  guint first = self->grouped;
  guint n = MAX (tarn_diff_get_row (self->source->diff, first, NULL), 1), n_shown = 0;
  TarnComparisonGroup *group;

  for (guint i = 0; i < n; i++)
    n_shown += tarn_comparison_shows (self->source, first + i);
  self->grouped += n;
  if (n_shown == 0)
    return;

  group = self->groups->len > 0 ? self->groups->pdata[self->groups->len - 1] : NULL;
  if (group == NULL || !is_same_group (self, group->first, first))
    {
      group = g_new0 (TarnComparisonGroup, 1);
      group->first = first;
      group->starts = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_add (self->groups, group);
    }
  g_array_append_val (group->starts, first);
  group->n += n_shown;
}

/* TRUE: there is more to do. */
static gboolean
group_some (TarnComparison *self,
            gint64          end_us)
{
  while (self->grouped < tarn_diff_get_n (self->source->diff))
    {
      group_one (self);
      if (g_get_monotonic_time () >= end_us)
        return TRUE;
    }

  show_groups (self);
  return FALSE;
}

static gboolean
turn_cb (gpointer data)
{
  g_autoptr(TarnComparison) self = g_object_ref (data);
  gint64 end_us = g_get_monotonic_time () + SLICE_US;
  GError *error = NULL;
  guint delay_ms = 0;
  gboolean more = TRUE;

  self->turn_id = 0;
  if (!self->compared && !tarn_diff_run (self->source->diff, SLICE_US, &self->compared, &error))
    {
      if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
        delay_ms = BUSY_MS;
      else
        self->error = g_steal_pointer (&error);
      g_clear_error (&error);
      more = self->error == NULL;
    }
  else if (self->compared)
    {
      more = group_some (self, end_us);
    }

  if (more)
    self->turn_id = delay_ms > 0 ? g_timeout_add (delay_ms, turn_cb, self)
                                 : g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, turn_cb, self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  if (!more)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  return G_SOURCE_REMOVE;
}

static void
wake (TarnComparison *self)
{
  if (self->turn_id != 0)
    return;

  self->turn_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, turn_cb, self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* What has been told is of before: nothing is compared again by itself, for that would take
 * away what somebody reads. */
static void
changed_cb (TarnComparison *self,
            GPtrArray      *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    if (((TarnChangedRange *) ranges->pdata[i])->kind != TARN_CHANGED_RECORDS && !self->outdated)
      {
        self->outdated = TRUE;
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTDATED]);
      }
}

static void
tarn_comparison_dispose (GObject *object)
{
  TarnComparison *self = TARN_COMPARISON (object);

  g_clear_handle_id (&self->turn_id, g_source_remove);
  for (guint i = 0; i < 2; i++)
    if (self->stores[i] != NULL)
      g_signal_handlers_disconnect_by_data (self->stores[i], self);

  G_OBJECT_CLASS (tarn_comparison_parent_class)->dispose (object);
}

static void
tarn_comparison_finalize (GObject *object)
{
  TarnComparison *self = TARN_COMPARISON (object);

  for (guint i = 0; i < 2; i++)
    g_clear_object (&self->stores[i]);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->source, tarn_comparison_source_unref);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->groups);
  g_object_unref (self->list);

  G_OBJECT_CLASS (tarn_comparison_parent_class)->finalize (object);
}

static void
tarn_comparison_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TarnComparison *self = TARN_COMPARISON (object);

  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, tarn_comparison_is_busy (self));
      break;
    case PROP_OUTDATED:
      g_value_set_boolean (value, self->outdated);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, tarn_comparison_get_progress (self));
      break;
    case PROP_SHOW_MOVING:
      g_value_set_boolean (value, self->show_moving);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_comparison_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id == PROP_SHOW_MOVING)
    tarn_comparison_set_show_moving (TARN_COMPARISON (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_comparison_class_init (TarnComparisonClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_comparison_dispose;
  object_class->finalize = tarn_comparison_finalize;
  object_class->get_property = tarn_comparison_get_property;
  object_class->set_property = tarn_comparison_set_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, told);
  properties[PROP_OUTDATED] = g_param_spec_boolean ("outdated", NULL, NULL, FALSE, told);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, told);
  properties[PROP_SHOW_MOVING] =
    g_param_spec_boolean ("show-moving", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_comparison_init (TarnComparison *self)
{
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->list = g_list_store_new (TARN_TYPE_COMPARISON_NODE);
}

TarnComparison *
tarn_comparison_new (TarnStore *before,
                     TarnStore *after,
                     TarnMib   *mib)
{
  TarnComparison *self;

  g_return_val_if_fail (TARN_IS_STORE (before), NULL);
  g_return_val_if_fail (TARN_IS_STORE (after), NULL);

  self = g_object_new (TARN_TYPE_COMPARISON, NULL);
  self->stores[0] = g_object_ref (before);
  self->stores[1] = g_object_ref (after);
  self->mib = mib != NULL ? g_object_ref (mib) : NULL;
  for (guint i = 0; i < 2; i++)
    g_signal_connect_swapped (self->stores[i], "changed", G_CALLBACK (changed_cb), self);
  tarn_comparison_restart (self);
  return self;
}

/* Puts what is different into groups again; those who hold nodes keep what they show. */
static void
regroup (TarnComparison *self,
         TarnDiff       *diff)
{
  g_autoptr(TarnDiff) kept = g_object_ref (diff);

  g_clear_pointer (&self->source, tarn_comparison_source_unref);
  self->source = g_rc_box_new0 (TarnComparisonSource);
  self->source->diff = g_steal_pointer (&kept);
  self->source->mib = self->mib != NULL ? g_object_ref (self->mib) : NULL;
  self->source->style = tarn_text_style_new (self->mib);
  self->source->show_moving = self->show_moving;
  g_list_store_remove_all (self->list);
  g_ptr_array_set_size (self->groups, 0);
  self->grouped = 0;
}

void
tarn_comparison_restart (TarnComparison *self)
{
  g_autoptr(TarnDiff) diff = NULL;

  g_return_if_fail (TARN_IS_COMPARISON (self));

  diff = tarn_diff_new (self->stores[0], self->stores[1], self->mib);
  regroup (self, diff);
  g_clear_error (&self->error);
  self->compared = FALSE;
  self->outdated = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTDATED]);
  wake (self);
}

void
tarn_comparison_cancel (TarnComparison *self)
{
  g_return_if_fail (TARN_IS_COMPARISON (self));

  if (self->turn_id == 0)
    return;

  g_clear_handle_id (&self->turn_id, g_source_remove);
  g_clear_error (&self->error);
  self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

gboolean
tarn_comparison_is_busy (TarnComparison *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON (self), FALSE);

  return self->turn_id != 0;
}

double
tarn_comparison_get_progress (TarnComparison *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON (self), 0);

  return tarn_diff_get_progress (self->source->diff);
}

gboolean
tarn_comparison_is_outdated (TarnComparison *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON (self), FALSE);

  return self->outdated;
}

const GError *
tarn_comparison_get_error (TarnComparison *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON (self), NULL);

  return self->error;
}

gboolean
tarn_comparison_get_show_moving (TarnComparison *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON (self), FALSE);

  return self->show_moving;
}

void
tarn_comparison_set_show_moving (TarnComparison *self,
                                 gboolean        show_moving)
{
  g_return_if_fail (TARN_IS_COMPARISON (self));

  if (self->show_moving == !!show_moving)
    return;

  self->show_moving = !!show_moving;
  regroup (self, self->source->diff);
  if (self->error == NULL)
    wake (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_MOVING]);
}

TarnDiff *
tarn_comparison_get_diff (TarnComparison *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON (self), NULL);

  return self->source->diff;
}

GListModel *
tarn_comparison_get_groups (TarnComparison *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON (self), NULL);

  return G_LIST_MODEL (self->list);
}

/* --- as text -------------------------------------------------------------------------------- */

typedef struct
{
  TarnFormat            format;
  TarnComparisonSource *source;     /* of when it began */
  guint                 next;
  GString              *text;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  tarn_comparison_source_unref (export->source);
  g_string_free (export->text, TRUE);
  g_free (export);
}

static gboolean
export_cb (gpointer data)
{
  GTask *task = data;
  Export *export = g_task_get_task_data (task);
  gint64 end_us = g_get_monotonic_time () + SLICE_US;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  for (; export->next < tarn_diff_get_n (export->source->diff); export->next++)
    {
      if (g_get_monotonic_time () >= end_us)
        return G_SOURCE_CONTINUE;
      if (!tarn_comparison_shows (export->source, export->next))
        continue;
      if (tarn_diff_append (export->source->diff, export->next, export->format,
                            export->source->style, export->text, &error))
        continue;

      if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
        {
          g_clear_error (&error);
          g_timeout_add_full (G_PRIORITY_DEFAULT, BUSY_MS, export_cb, g_object_ref (task),
                              g_object_unref);
        }
      else
        {
          g_task_return_error (task, error);
        }
      return G_SOURCE_REMOVE;
    }

  g_task_return_pointer (task, g_bytes_new_take (g_strndup (export->text->str, export->text->len),
                                                 export->text->len),
                         (GDestroyNotify) g_bytes_unref);
  return G_SOURCE_REMOVE;
}

void
tarn_comparison_export_async (TarnComparison      *self,
                              TarnFormat           format,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Export *export;

  g_return_if_fail (TARN_IS_COMPARISON (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_comparison_export_async);
  if (!self->compared)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "Not all is compared yet");
      return;
    }

  export = g_new0 (Export, 1);
  export->format = format;
  export->source = tarn_comparison_source_ref (self->source);
  export->text = g_string_new (NULL);
  g_task_set_task_data (task, export, export_free);
  tarn_diff_append_head (self->source->diff, format, export->text);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, export_cb, g_steal_pointer (&task), g_object_unref);
}

GBytes *
tarn_comparison_export_finish (TarnComparison  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
