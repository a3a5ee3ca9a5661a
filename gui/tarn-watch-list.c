/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-watch-list.h"

#include <glib/gi18n.h>

#include "tarn-watch-private.h"

/* Of one column: more lines than anybody can tell apart. */
#define MAX_ADDED 64

#define UPTIME "1.3.6.1.2.1.1.3.0"

struct _TarnWatchList
{
  GObject       parent_instance;

  TarnDocument *document;
  GPtrArray    *items;        /* of TarnWatchItem                            */
  TarnOid      *uptime_name;
  GCancellable *reading;      /* NULL: nothing is being read                 */

  guint         interval_s;
  guint         timer;
  gboolean      paused;
  gboolean      has_uptime;
  guint64       uptime;       /* what the device told last                   */
  gulong        changed_id;
};

enum
{
  READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return TARN_TYPE_WATCH_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return TARN_WATCH_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  TarnWatchList *self = TARN_WATCH_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnWatchList, tarn_watch_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
stop_reading (TarnWatchList *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static gboolean
tick_cb (gpointer data)
{
  tarn_watch_list_read (data);
  return G_SOURCE_CONTINUE;
}

/* It costs nothing while there is nothing to read. */
static void
arm (TarnWatchList *self)
{
  gboolean wanted = !self->paused && self->items->len > 0
                    && tarn_document_get_device (self->document) != NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (wanted)
    self->timer = g_timeout_add_seconds (self->interval_s, tick_cb, self);
  else
    stop_reading (self);
}

/* P-WLK-09: a sysUpTime that went back without having gone round.  It is a TimeTicks, which
 * goes round after 497 days: then it was near its end. */
static gboolean
has_restarted (TarnWatchList *self,
               GHashTable    *values)
{
  TarnValue *value = g_hash_table_lookup (values, self->uptime_name);
  guint64 uptime;
  gboolean restarted;

  if (value == NULL || !tarn_value_get_unsigned (value, &uptime))
    return FALSE;

  restarted = self->has_uptime && uptime < self->uptime
              && self->uptime < G_MAXUINT32 - (guint64) self->interval_s * 200;
  self->has_uptime = TRUE;
  self->uptime = uptime;
  return restarted;
}

static void
take_failure (TarnWatchList *self,
              TarnWatchItem *item,
              GAsyncResult  *result,
              guint          position,
              gint64         now_us)
{
  TarnSession *session = tarn_document_get_session (self->document);
  g_autoptr(GError) error = tarn_session_dup_failure (session, result, position);

  tarn_watch_item_take_error (item, now_us,
                              g_strdup (error != NULL ? error->message : _("no answer")));
}

typedef struct
{
  TarnWatchList *list;
  GPtrArray     *items;     /* that were asked for, in this order; sysUpTime behind them */
} Reading;

static void
reading_free (Reading *self)
{
  g_object_unref (self->list);
  g_ptr_array_unref (self->items);
  g_free (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Reading *reading = data;
  TarnWatchList *self = reading->list;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) values =
    tarn_session_get_finish (TARN_SESSION (source), result, &error);
  gint64 now_us = g_get_real_time ();
  gboolean restarted = values != NULL && has_restarted (self, values);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_object (&self->reading);
      for (guint i = 0; i < reading->items->len; i++)
        {
          TarnWatchItem *item = reading->items->pdata[i];
          TarnValue *value =
            values != NULL ? g_hash_table_lookup (values, tarn_watch_item_get_oid (item)) : NULL;

          if (value != NULL)
            tarn_watch_item_take (item, now_us, value, restarted);
          else if (error != NULL)
            tarn_watch_item_take_error (item, now_us, g_strdup (error->message));
          else
            take_failure (self, item, result, i, now_us);
        }
      g_signal_emit (self, signals[READ], 0);
    }
  reading_free (reading);
}

static void
read_device (TarnWatchList *self,
             TarnDevice    *device)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  Reading *reading;

  /* A device that is slower than the interval is not asked twice at a time. */
  if (self->reading != NULL)
    return;

  reading = g_new0 (Reading, 1);
  reading->list = g_object_ref (self);
  reading->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->items->len; i++)
    {
      g_ptr_array_add (reading->items, g_object_ref (self->items->pdata[i]));
      g_ptr_array_add (names, tarn_watch_item_get_oid (self->items->pdata[i]));
    }
  g_ptr_array_add (names, self->uptime_name);

  self->reading = g_cancellable_new ();
  tarn_session_get_async (tarn_document_get_session (self->document), device,
                          (TarnOid **) names->pdata, names->len, self->reading, read_cb, reading);
}

static void
read_store (TarnWatchList *self)
{
  TarnStore *store = tarn_document_get_store (self->document);
  gint64 now_us = g_get_real_time ();

  for (guint i = 0; i < self->items->len; i++)
    {
      TarnWatchItem *item = self->items->pdata[i];
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnValue) value = tarn_store_get (store, tarn_watch_item_get_oid (item), &error);

      if (value != NULL)
        tarn_watch_item_take (item, now_us, value, FALSE);
      else if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
        tarn_watch_item_take_error (item, now_us,
                                    g_strdup (error != NULL ? error->message
                                                            : _("not in the capture any more")));
    }
  g_signal_emit (self, signals[READ], 0);
}

static gboolean
is_touched (TarnWatchList          *self,
            const TarnChangedRange *range)
{
  if (range->kind == TARN_CHANGED_RECORDS)
    return FALSE;
  if (range->kind == TARN_CHANGED_ANYTHING)
    return TRUE;

  for (guint i = 0; i < self->items->len; i++)
    {
      TarnOid *oid = tarn_watch_item_get_oid (self->items->pdata[i]);

      if (tarn_oid_compare (oid, range->first) >= 0 && tarn_oid_compare (oid, range->last) <= 0)
        return TRUE;
    }
  return FALSE;
}

static void
store_changed_cb (TarnStore     *store,
                  GPtrArray     *ranges,
                  TarnWatchList *self)
{
  if (self->paused || tarn_document_get_device (self->document) != NULL)
    return;

  for (guint i = 0; i < ranges->len; i++)
    if (is_touched (self, ranges->pdata[i]))
      {
        read_store (self);
        return;
      }
}

static void
tarn_watch_list_dispose (GObject *object)
{
  TarnWatchList *self = TARN_WATCH_LIST (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  stop_reading (self);
  if (self->document != NULL)
    {
      g_clear_signal_handler (&self->changed_id, tarn_document_get_store (self->document));
      g_signal_handlers_disconnect_by_data (self->document, self);
    }
  g_clear_object (&self->document);

  G_OBJECT_CLASS (tarn_watch_list_parent_class)->dispose (object);
}

static void
tarn_watch_list_finalize (GObject *object)
{
  TarnWatchList *self = TARN_WATCH_LIST (object);

  g_ptr_array_unref (self->items);
  tarn_oid_unref (self->uptime_name);

  G_OBJECT_CLASS (tarn_watch_list_parent_class)->finalize (object);
}

static void
tarn_watch_list_class_init (TarnWatchListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = tarn_watch_list_dispose;
  G_OBJECT_CLASS (class)->finalize = tarn_watch_list_finalize;

  signals[READ] = g_signal_new ("read", TARN_TYPE_WATCH_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
tarn_watch_list_init (TarnWatchList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->uptime_name = tarn_oid_new (UPTIME, NULL);
  self->interval_s = 5;
}

TarnWatchList *
tarn_watch_list_new (TarnDocument *document)
{
  TarnWatchList *self;

  g_return_val_if_fail (TARN_IS_DOCUMENT (document), NULL);

  self = g_object_new (TARN_TYPE_WATCH_LIST, NULL);
  self->document = g_object_ref (document);
  self->changed_id = g_signal_connect (tarn_document_get_store (document), "changed",
                                       G_CALLBACK (store_changed_cb), self);
  g_signal_connect_swapped (document, "notify::device", G_CALLBACK (arm), self);
  return self;
}

static gboolean
has_item (TarnWatchList *self,
          const TarnOid *oid)
{
  for (guint i = 0; i < self->items->len; i++)
    if (tarn_oid_equal (tarn_watch_item_get_oid (self->items->pdata[i]), oid))
      return TRUE;
  return FALSE;
}

static gboolean
add_one (TarnWatchList *self,
         TarnOid       *oid)
{
  if (has_item (self, oid))
    return FALSE;

  g_ptr_array_add (self->items, tarn_watch_item_new (self->document, oid));
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  return TRUE;
}

guint
tarn_watch_list_add (TarnWatchList *self,
                     const TarnOid *oid)
{
  TarnStore *store;
  g_autoptr(TarnValue) value = NULL;
  g_autoptr(TarnOid) last = NULL;
  guint n = 0;

  g_return_val_if_fail (TARN_IS_WATCH_LIST (self), 0);
  g_return_val_if_fail (oid != NULL, 0);

  store = tarn_document_get_store (self->document);
  value = tarn_store_get (store, oid, NULL);
  if (value != NULL)
    n = add_one (self, (TarnOid *) oid);
  for (last = tarn_oid_ref ((TarnOid *) oid); value == NULL && n < MAX_ADDED;)
    {
      g_autoptr(TarnVarbind) next = tarn_store_get_next (store, last, NULL);

      if (next == NULL || !tarn_oid_has_prefix (tarn_varbind_get_oid (next), oid))
        break;
      n += add_one (self, tarn_varbind_get_oid (next));
      tarn_oid_unref (last);
      last = tarn_oid_ref (tarn_varbind_get_oid (next));
    }

  /* What is not in the capture yet the device may have. */
  if (n == 0 && value == NULL && last != NULL && tarn_oid_equal (last, oid)
      && tarn_document_get_device (self->document) != NULL)
    n = add_one (self, (TarnOid *) oid);

  if (n > 0)
    tarn_watch_list_read (self);
  arm (self);
  return n;
}

void
tarn_watch_list_restore (TarnWatchList *self,
                         const TarnOid *oid,
                         gboolean       is_shown)
{
  g_return_if_fail (TARN_IS_WATCH_LIST (self));
  g_return_if_fail (oid != NULL);

  if (!add_one (self, (TarnOid *) oid))
    return;
  tarn_watch_item_set_shown (self->items->pdata[self->items->len - 1], is_shown);
  arm (self);
}

void
tarn_watch_list_remove (TarnWatchList *self,
                        guint          position)
{
  g_return_if_fail (TARN_IS_WATCH_LIST (self));
  g_return_if_fail (position < self->items->len);

  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  arm (self);
}

void
tarn_watch_list_set_interval (TarnWatchList *self,
                              guint          seconds)
{
  g_return_if_fail (TARN_IS_WATCH_LIST (self));
  g_return_if_fail (seconds > 0);

  if (self->interval_s == seconds)
    return;
  self->interval_s = seconds;
  arm (self);
}

guint
tarn_watch_list_get_interval (TarnWatchList *self)
{
  g_return_val_if_fail (TARN_IS_WATCH_LIST (self), 0);

  return self->interval_s;
}

void
tarn_watch_list_set_paused (TarnWatchList *self,
                            gboolean       paused)
{
  g_return_if_fail (TARN_IS_WATCH_LIST (self));

  self->paused = paused;
  arm (self);
}

void
tarn_watch_list_read (TarnWatchList *self)
{
  TarnDevice *device;

  g_return_if_fail (TARN_IS_WATCH_LIST (self));

  device = tarn_document_get_device (self->document);
  if (self->items->len == 0)
    return;
  if (device != NULL)
    read_device (self, device);
  else
    read_store (self);
}
