/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-log.h"

#include <gio/gio.h>

/* How long news may wait: a list that follows them places all its rows anew each time, which
 * takes as long as a frame. */
#define FLUSH_MS 150

/* A list makes widgets for so many rows, and shows others in them later: while it makes them,
 * some rows a frame are told of. */
#define MADE_ROWS  256
#define SOME_ROWS  16
#define SOME_MS    16

struct _TarnLog
{
  GObject        parent_instance;

  TarnSession   *session;
  TarnDevice    *device;     /* nullable                                              */
  GHashTable    *peers;      /* where it has been asked, as text                      */
  gulong         traced_id;  /* 0: not recording                                      */

  TarnLogEntry **ring;       /* of @size places                                       */
  guint          size;
  guint          first;      /* place of the oldest that lists know of                */
  guint          n;          /* that they know of                                     */
  GQueue         news;       /* of TarnLogEntry: come since                           */
  guint64        n_dropped;
  guint          flush_id;
};

enum
{
  PROP_0,
  PROP_SIZE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void tarn_log_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnLog, tarn_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tarn_log_list_init))

static GType
tarn_log_get_item_type (GListModel *list)
{
  return TARN_TYPE_LOG_ENTRY;
}

static guint
tarn_log_get_n_items (GListModel *list)
{
  return TARN_LOG (list)->n;
}

static gpointer
tarn_log_get_item (GListModel *list,
                   guint       position)
{
  TarnLog *self = TARN_LOG (list);

  if (position >= self->n)
    return NULL;

  return g_object_ref (self->ring[(self->first + position) % self->size]);
}

static void
tarn_log_list_init (GListModelInterface *iface)
{
  iface->get_item_type = tarn_log_get_item_type;
  iface->get_n_items = tarn_log_get_n_items;
  iface->get_item = tarn_log_get_item;
}

/* Takes the oldest @n away, telling nobody. */
static void
log_drop (TarnLog *self,
          guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_clear_object (&self->ring[self->first]);
      self->first = (self->first + 1) % self->size;
    }
  self->n -= n;
}

static void
log_forget_news (TarnLog *self)
{
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_queue_clear_full (&self->news, g_object_unref);
}

static void
tarn_log_dispose (GObject *object)
{
  TarnLog *self = TARN_LOG (object);

  if (self->session != NULL)
    g_clear_signal_handler (&self->traced_id, self->session);
  log_forget_news (self);
  if (self->ring != NULL)
    log_drop (self, self->n);
  g_clear_object (&self->session);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (tarn_log_parent_class)->dispose (object);
}

static void
tarn_log_finalize (GObject *object)
{
  TarnLog *self = TARN_LOG (object);

  g_hash_table_unref (self->peers);
  g_free (self->ring);

  G_OBJECT_CLASS (tarn_log_parent_class)->finalize (object);
}

static void
tarn_log_get_property (GObject    *object,
                       guint       id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  if (id == PROP_SIZE)
    g_value_set_uint (value, TARN_LOG (object)->size);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_log_set_property (GObject      *object,
                       guint         id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  if (id == PROP_SIZE)
    tarn_log_set_size (TARN_LOG (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_log_class_init (TarnLogClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = tarn_log_dispose;
  object_class->finalize = tarn_log_finalize;
  object_class->get_property = tarn_log_get_property;
  object_class->set_property = tarn_log_set_property;

  properties[PROP_SIZE] =
    g_param_spec_uint ("size", NULL, NULL, 1, G_MAXUINT, 1,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_log_init (TarnLog *self)
{
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->news);
}

TarnLog *
tarn_log_new (TarnSession *session,
              guint        size)
{
  TarnLog *self;

  g_return_val_if_fail (TARN_IS_SESSION (session), NULL);
  g_return_val_if_fail (size > 0, NULL);

  self = g_object_new (TARN_TYPE_LOG, NULL);
  self->session = g_object_ref (session);
  self->size = size;
  self->ring = g_new0 (TarnLogEntry *, size);

  return self;
}

/* Tells of @n_new that have come. */
static void
log_tell (TarnLog *self,
          guint    n_new)
{
  guint n_old;
  guint n_over;

  n_over = self->n + n_new > self->size ? self->n + n_new - self->size : 0;
  if (n_over > 0)
    {
      log_drop (self, n_over);
      self->n_dropped += n_over;
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n_over, 0);
    }

  n_old = self->n;
  for (guint i = 0; i < n_new; i++)
    self->ring[(self->first + self->n++) % self->size] = g_queue_pop_head (&self->news);
  if (n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, n_new);
}

void
tarn_log_flush (TarnLog *self)
{
  g_return_if_fail (TARN_IS_LOG (self));

  g_clear_handle_id (&self->flush_id, g_source_remove);
  log_tell (self, g_queue_get_length (&self->news));
}

static gboolean
flush_cb (gpointer data)
{
  TarnLog *self = data;
  guint n_new = g_queue_get_length (&self->news);
  guint n = self->n < MADE_ROWS ? MIN (n_new, SOME_ROWS) : n_new;

  self->flush_id = n < n_new ? g_timeout_add (SOME_MS, flush_cb, self) : 0;
  log_tell (self, n);
  return G_SOURCE_REMOVE;
}

/* Of several devices that a session serves, ours: what nobody waits for is if it comes from
 * where ours was asked. */
static void
traced_cb (TarnLog    *self,
           TarnDevice *device,
           TarnTrace  *trace)
{
  if (self->device == NULL || (device != NULL && device != self->device))
    return;
  if (device == NULL && !g_hash_table_contains (self->peers, trace->peer))
    return;

  if (trace->direction == TARN_TRACE_SENT && !g_hash_table_contains (self->peers, trace->peer))
    g_hash_table_add (self->peers, g_strdup (trace->peer));
  if (g_queue_get_length (&self->news) == self->size)
    {
      g_object_unref (g_queue_pop_head (&self->news));
      self->n_dropped++;
    }
  g_queue_push_tail (&self->news, tarn_log_entry_new (trace, device != NULL));
  if (self->flush_id == 0)
    self->flush_id = g_timeout_add (FLUSH_MS, flush_cb, self);
}

void
tarn_log_set_device (TarnLog    *self,
                     TarnDevice *device)
{
  g_return_if_fail (TARN_IS_LOG (self));

  if (g_set_object (&self->device, device))
    g_hash_table_remove_all (self->peers);
}

gboolean
tarn_log_is_recording (TarnLog *self)
{
  g_return_val_if_fail (TARN_IS_LOG (self), FALSE);

  return self->traced_id != 0;
}

void
tarn_log_set_recording (TarnLog  *self,
                        gboolean  recording)
{
  g_return_if_fail (TARN_IS_LOG (self));

  if (recording == tarn_log_is_recording (self))
    return;

  if (recording)
    self->traced_id = g_signal_connect_swapped (self->session, "traced", G_CALLBACK (traced_cb),
                                                self);
  else
    g_clear_signal_handler (&self->traced_id, self->session);
}

void
tarn_log_set_size (TarnLog *self,
                   guint    size)
{
  TarnLogEntry **ring;
  guint n_over;

  g_return_if_fail (TARN_IS_LOG (self));
  g_return_if_fail (size > 0);

  if (self->size == size)
    return;

  tarn_log_flush (self);
  n_over = self->n > size ? self->n - size : 0;
  log_drop (self, n_over);
  self->n_dropped += n_over;
  ring = g_new0 (TarnLogEntry *, size);
  for (guint i = 0; i < self->n; i++)
    ring[i] = self->ring[(self->first + i) % self->size];
  g_free (self->ring);
  self->ring = ring;
  self->first = 0;
  self->size = size;
  if (n_over > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_over, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

void
tarn_log_clear (TarnLog *self)
{
  guint n;

  g_return_if_fail (TARN_IS_LOG (self));

  log_forget_news (self);
  n = self->n;
  log_drop (self, n);
  self->n_dropped = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

guint64
tarn_log_get_n_dropped (TarnLog *self)
{
  g_return_val_if_fail (TARN_IS_LOG (self), 0);

  return self->n_dropped;
}
