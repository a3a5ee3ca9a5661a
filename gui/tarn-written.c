/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-written.h"

#include "tarn-ui.h"

#define ORIGINS (1u << TARN_ORIGIN_AGENT)

struct _TarnWritten
{
  GObject    parent_instance;

  TarnOid   *oid;
  TarnValue *before;     /* NULL: there was none */
  TarnValue *after;      /* likewise             */
  gint64     time_us;    /* 0: not known         */
};

struct _TarnWrittenList
{
  GObject    parent_instance;

  TarnStore *store;
  GPtrArray *items;      /* of TarnWritten                        */
  GPtrArray *reverted;   /* likewise; NULL: nothing to take back  */
};

static void tarn_written_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (TarnWritten, tarn_written, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (TarnWrittenList, tarn_written_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      tarn_written_list_iface_init))

static void
tarn_written_finalize (GObject *object)
{
  TarnWritten *self = TARN_WRITTEN (object);

  tarn_oid_unref (self->oid);
  g_clear_pointer (&self->before, tarn_value_unref);
  g_clear_pointer (&self->after, tarn_value_unref);

  G_OBJECT_CLASS (tarn_written_parent_class)->finalize (object);
}

static void
tarn_written_class_init (TarnWrittenClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_written_finalize;
}

static void
tarn_written_init (TarnWritten *self)
{
}

char *
tarn_written_dup_name (TarnWritten   *self,
                       TarnTextStyle *style)
{
  g_return_val_if_fail (TARN_IS_WRITTEN (self), NULL);

  return tarn_text_style_dup_name (style, self->oid);
}

static char *
dup_value (TarnWritten   *self,
           TarnValue     *value,
           TarnTextStyle *style)
{
  g_autoptr(TarnVarbind) varbind = NULL;
  g_autofree char *text = NULL;

  if (value == NULL)
    return g_strdup ("—");
  varbind = tarn_varbind_new (self->oid, value);
  text = tarn_text_style_dup_value (style, varbind);
  return g_utf8_make_valid (text, -1);
}

char *
tarn_written_dup_before (TarnWritten   *self,
                         TarnTextStyle *style)
{
  g_return_val_if_fail (TARN_IS_WRITTEN (self), NULL);

  return dup_value (self, self->before, style);
}

char *
tarn_written_dup_after (TarnWritten   *self,
                        TarnTextStyle *style)
{
  g_return_val_if_fail (TARN_IS_WRITTEN (self), NULL);

  return dup_value (self, self->after, style);
}

char *
tarn_written_dup_time (TarnWritten *self)
{
  g_return_val_if_fail (TARN_IS_WRITTEN (self), NULL);

  return self->time_us != 0 ? tarn_ui_format_time (self->time_us) : g_strdup ("");
}

static GType
tarn_written_list_get_item_type (GListModel *list)
{
  return TARN_TYPE_WRITTEN;
}

static guint
tarn_written_list_get_n_items (GListModel *list)
{
  return TARN_WRITTEN_LIST (list)->items->len;
}

static gpointer
tarn_written_list_get_item (GListModel *list,
                            guint       position)
{
  TarnWrittenList *self = TARN_WRITTEN_LIST (list);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
tarn_written_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = tarn_written_list_get_item_type;
  iface->get_n_items = tarn_written_list_get_n_items;
  iface->get_item = tarn_written_list_get_item;
}

static void
tarn_written_list_finalize (GObject *object)
{
  TarnWrittenList *self = TARN_WRITTEN_LIST (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->reverted, g_ptr_array_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (tarn_written_list_parent_class)->finalize (object);
}

static void
tarn_written_list_class_init (TarnWrittenListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_written_list_finalize;
}

static void
tarn_written_list_init (TarnWrittenList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

TarnWrittenList *
tarn_written_list_new (TarnStore *store)
{
  TarnWrittenList *self;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);

  self = g_object_new (TARN_TYPE_WRITTEN_LIST, NULL);
  self->store = g_object_ref (store);
  return self;
}

static void
add_cb (const TarnOid  *oid,
        const TarnNote *note,
        gpointer        items)
{
  TarnWritten *written = g_object_new (TARN_TYPE_WRITTEN, NULL);

  written->oid = tarn_oid_ref ((TarnOid *) oid);
  written->before = note->was != NULL ? tarn_value_ref (note->was) : NULL;
  written->time_us = note->time_us;
  g_ptr_array_add (items, written);
}

/* Up to @most or more, with what stands there now; NULL with @error. */
static GPtrArray *
read_changes (TarnStore  *store,
              guint       most,
              gboolean   *more,
              GError    **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(TarnOid) after = NULL;
  GError *failure = NULL;

  *more = TRUE;
  while (*more && items->len < most)
    {
      *more = tarn_revert_some (store, ORIGINS, NULL, TRUE, &after, add_cb, items, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
    }
  for (guint i = 0; i < items->len; i++)
    {
      TarnWritten *written = items->pdata[i];

      written->after = tarn_store_get (store, written->oid, NULL);
    }

  return g_steal_pointer (&items);
}

gboolean
tarn_written_list_load (TarnWrittenList  *self,
                        gboolean         *more,
                        GError          **error)
{
  GPtrArray *items;
  guint n_before;

  g_return_val_if_fail (TARN_IS_WRITTEN_LIST (self), FALSE);

  items = read_changes (self->store, TARN_WRITTEN_MAX, more, error);
  if (items == NULL)
    return FALSE;

  n_before = self->items->len;
  g_ptr_array_unref (self->items);
  self->items = items;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, items->len);
  return TRUE;
}

static void
count_cb (const TarnOid  *oid,
          const TarnNote *note,
          gpointer        n)
{
  ++*(guint *) n;
}

gboolean
tarn_written_has_any (TarnStore *store)
{
  g_autoptr(TarnOid) after = NULL;
  gboolean more = TRUE;
  guint n = 0;

  g_return_val_if_fail (TARN_IS_STORE (store), FALSE);

  while (more && n == 0)
    {
      g_autoptr(GError) error = NULL;

      more = tarn_revert_some (store, ORIGINS, NULL, TRUE, &after, count_cb, &n, &error);
    }
  return n > 0;
}

static gboolean
revert_below (TarnWrittenList  *self,
              TarnOid          *root,
              GError          **error)
{
  g_autoptr(TarnOid) after = NULL;
  gboolean more = TRUE;
  GError *failure = NULL;

  while (more && failure == NULL)
    more = tarn_revert_some (self->store, ORIGINS, root, FALSE, &after, NULL, NULL, &failure);

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
tarn_written_list_revert (TarnWrittenList  *self,
                          GPtrArray        *written,
                          GError          **error)
{
  gboolean more;

  g_return_val_if_fail (TARN_IS_WRITTEN_LIST (self), FALSE);

  g_clear_pointer (&self->reverted, g_ptr_array_unref);
  self->reverted = written != NULL ? g_ptr_array_ref (written)
                                   : read_changes (self->store, G_MAXUINT, &more, error);
  if (self->reverted == NULL)
    return FALSE;
  if (written == NULL)
    return revert_below (self, NULL, error);

  for (guint i = 0; i < written->len; i++)
    if (!revert_below (self, TARN_WRITTEN (written->pdata[i])->oid, error))
      return FALSE;
  return TRUE;
}

gboolean
tarn_written_list_undo (TarnWrittenList  *self,
                        GError          **error)
{
  g_autoptr(GPtrArray) reverted = NULL;
  g_autoptr(TarnBatch) batch = NULL;

  g_return_val_if_fail (TARN_IS_WRITTEN_LIST (self), FALSE);

  reverted = g_steal_pointer (&self->reverted);
  if (reverted == NULL)
    return TRUE;

  batch = tarn_batch_new ();
  tarn_batch_set_origin (batch, TARN_ORIGIN_AGENT);
  for (guint i = 0; i < reverted->len; i++)
    {
      TarnWritten *written = reverted->pdata[i];

      if (written->after != NULL)
        tarn_batch_put (batch, written->oid, written->after);
      else
        tarn_batch_delete (batch, written->oid);
    }
  return tarn_store_apply (self->store, batch, error);
}
