/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-ring.h"

/* How long news may wait: a list that follows them places all its rows anew each time, which
 * takes as long as a frame. */
#define FLUSH_MS 150

/* A list makes widgets for so many rows, and shows others in them later: while it makes them,
 * some rows a frame are told of. */
#define MADE_ROWS  256
#define SOME_ROWS  16
#define SOME_MS    16

typedef struct
{
  GObject **ring;       /* of @size places                                 */
  guint     size;
  guint     first;      /* place of the oldest that lists know of          */
  guint     n;          /* that they know of                               */
  GQueue    news;       /* of GObject: come since                          */
  guint64   n_dropped;
  guint     flush_id;
} TarnRingPrivate;

enum
{
  PROP_0,
  PROP_SIZE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void tarn_ring_list_init (GListModelInterface *iface);

G_DEFINE_TYPE_WITH_CODE (TarnRing, tarn_ring, G_TYPE_OBJECT,
                         G_ADD_PRIVATE (TarnRing)
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tarn_ring_list_init))

static TarnRingPrivate *
get_private (gpointer self)
{
  return tarn_ring_get_instance_private (self);
}

static GType
tarn_ring_get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
tarn_ring_get_n_items (GListModel *list)
{
  return get_private (list)->n;
}

static gpointer
tarn_ring_get_item (GListModel *list,
                    guint       position)
{
  TarnRingPrivate *self = get_private (list);

  if (position >= self->n)
    return NULL;

  return g_object_ref (self->ring[(self->first + position) % self->size]);
}

static void
tarn_ring_list_init (GListModelInterface *iface)
{
  iface->get_item_type = tarn_ring_get_item_type;
  iface->get_n_items = tarn_ring_get_n_items;
  iface->get_item = tarn_ring_get_item;
}

/* Takes the oldest @n away, telling nobody. */
static void
ring_drop (TarnRingPrivate *self,
           guint            n)
{
  for (guint i = 0; i < n; i++)
    {
      g_clear_object (&self->ring[self->first]);
      self->first = (self->first + 1) % self->size;
    }
  self->n -= n;
}

static void
ring_forget_news (TarnRingPrivate *self)
{
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_queue_clear_full (&self->news, g_object_unref);
}

static void
tarn_ring_dispose (GObject *object)
{
  TarnRingPrivate *self = get_private (object);

  ring_forget_news (self);
  ring_drop (self, self->n);

  G_OBJECT_CLASS (tarn_ring_parent_class)->dispose (object);
}

static void
tarn_ring_finalize (GObject *object)
{
  g_free (get_private (object)->ring);

  G_OBJECT_CLASS (tarn_ring_parent_class)->finalize (object);
}

static void
tarn_ring_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  if (id == PROP_SIZE)
    g_value_set_uint (value, get_private (object)->size);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_ring_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  if (id == PROP_SIZE)
    tarn_ring_set_size (TARN_RING (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_ring_class_init (TarnRingClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = tarn_ring_dispose;
  object_class->finalize = tarn_ring_finalize;
  object_class->get_property = tarn_ring_get_property;
  object_class->set_property = tarn_ring_set_property;

  properties[PROP_SIZE] =
    g_param_spec_uint ("size", NULL, NULL, 1, G_MAXUINT, 1,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_ring_init (TarnRing *ring)
{
  TarnRingPrivate *self = get_private (ring);

  self->size = 1;
  self->ring = g_new0 (GObject *, 1);
  g_queue_init (&self->news);
}

/* Tells of @n_new that have come. */
static void
ring_tell (TarnRing *ring,
           guint     n_new)
{
  TarnRingPrivate *self = get_private (ring);
  guint n_over = self->n + n_new > self->size ? self->n + n_new - self->size : 0;
  guint n_old;

  if (n_over > 0)
    {
      ring_drop (self, n_over);
      self->n_dropped += n_over;
      g_list_model_items_changed (G_LIST_MODEL (ring), 0, n_over, 0);
    }

  n_old = self->n;
  for (guint i = 0; i < n_new; i++)
    self->ring[(self->first + self->n++) % self->size] = g_queue_pop_head (&self->news);
  if (n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (ring), n_old, 0, n_new);
}

void
tarn_ring_flush (TarnRing *ring)
{
  TarnRingPrivate *self = get_private (ring);

  g_return_if_fail (TARN_IS_RING (ring));

  g_clear_handle_id (&self->flush_id, g_source_remove);
  ring_tell (ring, g_queue_get_length (&self->news));
}

static gboolean
flush_cb (gpointer data)
{
  TarnRingPrivate *self = get_private (data);
  guint n_new = g_queue_get_length (&self->news);
  guint n = self->n < MADE_ROWS ? MIN (n_new, SOME_ROWS) : n_new;

  self->flush_id = n < n_new ? g_timeout_add (SOME_MS, flush_cb, data) : 0;
  ring_tell (data, n);
  return G_SOURCE_REMOVE;
}

void
tarn_ring_push (TarnRing *ring,
                gpointer  item)
{
  TarnRingPrivate *self = get_private (ring);

  g_return_if_fail (TARN_IS_RING (ring));
  g_return_if_fail (G_IS_OBJECT (item));

  if (g_queue_get_length (&self->news) == self->size)
    {
      g_object_unref (g_queue_pop_head (&self->news));
      self->n_dropped++;
    }
  g_queue_push_tail (&self->news, item);
  if (self->flush_id == 0)
    self->flush_id = g_timeout_add (FLUSH_MS, flush_cb, ring);
}

void
tarn_ring_set_size (TarnRing *ring,
                    guint     size)
{
  TarnRingPrivate *self = get_private (ring);
  GObject **places;
  guint n_over;

  g_return_if_fail (TARN_IS_RING (ring));
  g_return_if_fail (size > 0);

  if (self->size == size)
    return;

  tarn_ring_flush (ring);
  n_over = self->n > size ? self->n - size : 0;
  ring_drop (self, n_over);
  self->n_dropped += n_over;
  places = g_new0 (GObject *, size);
  for (guint i = 0; i < self->n; i++)
    places[i] = self->ring[(self->first + i) % self->size];
  g_free (self->ring);
  self->ring = places;
  self->first = 0;
  self->size = size;
  if (n_over > 0)
    g_list_model_items_changed (G_LIST_MODEL (ring), 0, n_over, 0);
  g_object_notify_by_pspec (G_OBJECT (ring), properties[PROP_SIZE]);
}

void
tarn_ring_clear (TarnRing *ring)
{
  TarnRingPrivate *self = get_private (ring);
  guint n = self->n;

  g_return_if_fail (TARN_IS_RING (ring));

  ring_forget_news (self);
  ring_drop (self, n);
  self->n_dropped = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (ring), 0, n, 0);
}

guint64
tarn_ring_get_n_dropped (TarnRing *ring)
{
  g_return_val_if_fail (TARN_IS_RING (ring), 0);

  return get_private (ring)->n_dropped;
}
