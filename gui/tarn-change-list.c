/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change-private.h"

/* So many steps can be undone; each holds the references of two lists of edits made by
 * hand. */
#define MAX_STEPS 200

/* What was done: to the list, which was @before and became @after, and to the capture. */
typedef struct
{
  GPtrArray *before;    /* of TarnChange */
  GPtrArray *after;
  GPtrArray *written;   /* nullable: what the capture was given */
} Step;

struct _TarnChangeList
{
  GObject    parent_instance;

  TarnStore *store;
  GPtrArray *items;     /* of TarnChange                            */
  GPtrArray *steps;     /* of Step                                  */
  guint      n_done;    /* of them; those behind it can be redone   */
  gboolean   is_busy;
};

enum
{
  PROP_0,
  PROP_BUSY,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static GType
get_item_type (GListModel *model)
{
  return TARN_TYPE_CHANGE;
}

static guint
get_n_items (GListModel *model)
{
  return TARN_CHANGE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  TarnChangeList *self = TARN_CHANGE_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnChangeList, tarn_change_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gpointer
copy_change (gconstpointer change,
             gpointer      unused)
{
  return g_object_ref ((gpointer) change);
}

GPtrArray *
tarn_change_list_copy_items (GPtrArray *items)
{
  GPtrArray *copy = g_ptr_array_copy (items, copy_change, NULL);

  g_ptr_array_set_free_func (copy, g_object_unref);
  return copy;
}

static void
step_free (gpointer data)
{
  Step *self = data;

  g_ptr_array_unref (self->before);
  g_ptr_array_unref (self->after);
  g_clear_pointer (&self->written, g_ptr_array_unref);
  g_free (self);
}

static void
tarn_change_list_dispose (GObject *object)
{
  TarnChangeList *self = TARN_CHANGE_LIST (object);

  g_clear_object (&self->store);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->steps, 0);
  self->n_done = 0;

  G_OBJECT_CLASS (tarn_change_list_parent_class)->dispose (object);
}

static void
tarn_change_list_finalize (GObject *object)
{
  TarnChangeList *self = TARN_CHANGE_LIST (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->steps);

  G_OBJECT_CLASS (tarn_change_list_parent_class)->finalize (object);
}

static void
tarn_change_list_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TarnChangeList *self = TARN_CHANGE_LIST (object);

  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, tarn_change_list_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, tarn_change_list_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_change_list_class_init (TarnChangeListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_change_list_dispose;
  object_class->finalize = tarn_change_list_finalize;
  object_class->get_property = tarn_change_list_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, told);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, told);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, told);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_change_list_init (TarnChangeList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->steps = g_ptr_array_new_with_free_func (step_free);
}

TarnChangeList *
tarn_change_list_new (TarnStore *store)
{
  TarnChangeList *self = g_object_new (TARN_TYPE_CHANGE_LIST, NULL);

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);

  self->store = g_object_ref (store);
  return self;
}

TarnStore *
tarn_change_list_get_store (TarnChangeList *self)
{
  return self->store;
}

static void
notify_steps (TarnChangeList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

/* Emits no more than what differs. */
static void
set_items (TarnChangeList *self,
           GPtrArray      *items)
{
  g_autoptr(GPtrArray) old = self->items;
  guint same = 0, n = MIN (old->len, items->len), end = 0;

  self->items = tarn_change_list_copy_items (items);
  while (same < n && old->pdata[same] == items->pdata[same])
    same++;
  while (end < n - same
         && old->pdata[old->len - 1 - end] == items->pdata[items->len - 1 - end])
    end++;
  if (old->len - same - end > 0 || items->len - same - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), same, old->len - same - end,
                                items->len - same - end);
}

void
tarn_change_list_do_step (TarnChangeList *self,
                          GPtrArray      *items,
                          GPtrArray      *written)
{
  Step *step = g_new0 (Step, 1);

  step->before = tarn_change_list_copy_items (self->items);
  step->after = tarn_change_list_copy_items (items);
  step->written = written != NULL ? tarn_change_list_copy_items (written) : NULL;

  g_ptr_array_set_size (self->steps, self->n_done);
  g_ptr_array_add (self->steps, step);
  if (self->steps->len > MAX_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  self->n_done = self->steps->len;

  set_items (self, items);
  notify_steps (self);
}

GPtrArray *
tarn_change_list_peek_items (TarnChangeList *self)
{
  return self->items;
}

void
tarn_change_list_forget_steps (TarnChangeList *self)
{
  g_ptr_array_set_size (self->steps, 0);
  self->n_done = 0;
  notify_steps (self);
}

guint
tarn_change_list_count (TarnChangeList  *self,
                        TarnChangeState  state)
{
  guint n = 0;

  g_return_val_if_fail (TARN_IS_CHANGE_LIST (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += tarn_change_get_state (self->items->pdata[i]) == state;
  return n;
}

GPtrArray *
tarn_change_list_pick (TarnChangeList *self,
                       GPtrArray      *changes)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    if (tarn_change_get_state (self->items->pdata[i]) != TARN_CHANGE_DONE
        && (changes == NULL || g_ptr_array_find (changes, self->items->pdata[i], NULL)))
      g_ptr_array_add (picked, g_object_ref (self->items->pdata[i]));

  return picked;
}

gboolean
tarn_change_list_can_undo (TarnChangeList *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE_LIST (self), FALSE);

  return self->n_done > 0;
}

gboolean
tarn_change_list_can_redo (TarnChangeList *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE_LIST (self), FALSE);

  return self->n_done < self->steps->len;
}

gboolean
tarn_change_list_is_busy (TarnChangeList *self)
{
  g_return_val_if_fail (TARN_IS_CHANGE_LIST (self), FALSE);

  return self->is_busy;
}

void
tarn_change_list_set_busy (TarnChangeList *self,
                           gboolean        busy)
{
  if (self->is_busy == busy)
    return;
  self->is_busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

GPtrArray *
tarn_change_list_peek_step (TarnChangeList *self,
                            gboolean        redo)
{
  Step *step = NULL;

  if (redo ? self->n_done < self->steps->len : self->n_done > 0)
    step = self->steps->pdata[redo ? self->n_done : self->n_done - 1];
  return step != NULL ? step->written : NULL;
}

void
tarn_change_list_move (TarnChangeList *self,
                       gboolean        redo)
{
  const Step *step;

  if (redo ? self->n_done == self->steps->len : self->n_done == 0)
    return;

  step = self->steps->pdata[redo ? self->n_done : self->n_done - 1];
  set_items (self, redo ? step->after : step->before);
  self->n_done += redo ? 1 : -1;
  notify_steps (self);
}

void
tarn_change_list_drop_step (TarnChangeList *self,
                            gboolean        redo)
{
  if (redo)
    g_ptr_array_set_size (self->steps, self->n_done);
  else if (self->n_done > 0)
    g_ptr_array_remove_index (self->steps, --self->n_done);
  notify_steps (self);
}

void
tarn_change_list_wrote (TarnChangeList *self,
                        GPtrArray      *changes)
{
  g_autoptr(GPtrArray) items = tarn_change_list_copy_items (self->items);

  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_remove (items, changes->pdata[i]);
  tarn_change_list_do_step (self, items, changes);
}
