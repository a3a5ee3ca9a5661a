/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-search.h"

#include <gtk/gtk.h>

#include "tarn-search-hit.h"
#include "tarn-search-scan.h"

/* A slice ends at the first look at the clock behind this time. */
#define SLICE_US 1200

/* While another process commits nothing can be read for some milliseconds. */
#define BUSY_MS 5

struct _TarnSearch
{
  GObject            parent_instance;

  TarnDocument      *document;
  TarnMib           *mib;
  TarnSearchPattern *pattern;
  TarnSearchScan     scan;
  GHashTable        *live;         /* position → TarnSearchHit that somebody holds   */
  gulong             changed_id;
  guint              source_id;    /* 0: not running */
  guint              n_told;       /* hits that the list has told of                 */
  guint64            n_rows;
  gboolean           is_outdated;

  TarnSearchClock    clock;
  gpointer           clock_data;
};

enum
{
  PROP_0,
  PROP_N_HITS,
  PROP_RUNNING,
  PROP_FRACTION,
  PROP_OUTDATED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void tarn_search_list_model_init (GListModelInterface *iface);
static gboolean slice_cb (gpointer data);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnSearch, tarn_search, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      tarn_search_list_model_init))

static gint64
real_clock (gpointer data)
{
  return g_get_monotonic_time ();
}

static void
hit_gone_cb (gpointer  data,
             GObject  *hit)
{
  TarnSearch *self = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == hit)
      g_hash_table_iter_remove (&iter);
}

static void
forget_live (TarnSearch *self)
{
  GHashTableIter iter;
  gpointer hit;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &hit))
    {
      g_object_weak_unref (hit, hit_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
}

static GType
tarn_search_get_item_type (GListModel *model)
{
  return TARN_TYPE_SEARCH_HIT;
}

static guint
tarn_search_get_n_items (GListModel *model)
{
  return TARN_SEARCH (model)->n_told;
}

static gpointer
tarn_search_get_item (GListModel *model,
                      guint       position)
{
  TarnSearch *self = TARN_SEARCH (model);
  TarnSearchHit *hit = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
  g_autoptr(TarnOid) oid = NULL;
  TarnSpan octets;

  if (position >= self->n_told)
    return NULL;
  if (hit != NULL)
    return g_object_ref (hit);

  octets = tarn_search_scan_get_hit (&self->scan, position);
  oid = tarn_oid_new_octets (octets.data + 1, octets.len - 1, NULL);
  hit = tarn_search_hit_new (self->document, oid, octets.data[0]);
  g_object_weak_ref (G_OBJECT (hit), hit_gone_cb, self);
  g_hash_table_insert (self->live, GUINT_TO_POINTER (position), hit);
  return hit;
}

static void
tarn_search_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tarn_search_get_item_type;
  iface->get_n_items = tarn_search_get_n_items;
  iface->get_item = tarn_search_get_item;
}

static void
tell (TarnSearch *self)
{
  guint before = self->n_told;

  if (self->scan.ends->len > before)
    {
      self->n_told = self->scan.ends->len;
      g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_told - before);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HITS]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static gboolean
slice (TarnSearch *self)
{
  TarnStore *store = tarn_document_get_store (self->document);
  gint64 until = self->clock (self->clock_data) + SLICE_US;
  g_autoptr(GError) error = NULL;
  gboolean more;

  if (!tarn_store_begin_read (store, &error))
    return g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);

  more = tarn_search_scan_run (&self->scan, store, self->clock, self->clock_data, until);
  tarn_store_end_read (store);
  return more;
}

static gboolean
slice_cb (gpointer data)
{
  g_autoptr(TarnSearch) self = g_object_ref (data);
  guint64 before = self->scan.n_done;
  guint id = self->source_id;
  gboolean more = slice (self);

  if (!more)
    self->source_id = 0;
  else if (self->scan.n_done == before)
    {
      self->source_id = g_timeout_add (BUSY_MS, slice_cb, self);
      return G_SOURCE_REMOVE;
    }
  else if (g_source_get_priority (g_main_current_source ()) != G_PRIORITY_DEFAULT_IDLE)
    self->source_id = g_idle_add (slice_cb, self);

  tell (self);
  if (!more)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);

  /* Who was told may have stopped the search, or started another one. */
  return self->source_id == id && id != 0;
}

static void
changed_cb (TarnSearch *self)
{
  if (self->is_outdated)
    return;

  self->is_outdated = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTDATED]);
}

static void
tarn_search_dispose (GObject *object)
{
  TarnSearch *self = TARN_SEARCH (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  forget_live (self);
  if (self->document != NULL)
    g_clear_signal_handler (&self->changed_id, tarn_document_get_store (self->document));
  g_clear_object (&self->document);
  g_clear_object (&self->mib);

  G_OBJECT_CLASS (tarn_search_parent_class)->dispose (object);
}

static void
tarn_search_finalize (GObject *object)
{
  TarnSearch *self = TARN_SEARCH (object);

  tarn_search_scan_clear (&self->scan);
  g_clear_pointer (&self->pattern, tarn_search_pattern_free);
  g_hash_table_unref (self->live);

  G_OBJECT_CLASS (tarn_search_parent_class)->finalize (object);
}

static void
tarn_search_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TarnSearch *self = TARN_SEARCH (object);

  switch (id)
    {
    case PROP_N_HITS:
      g_value_set_uint (value, self->n_told);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, tarn_search_is_running (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, tarn_search_get_fraction (self));
      break;
    case PROP_OUTDATED:
      g_value_set_boolean (value, self->is_outdated);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_search_class_init (TarnSearchClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_search_dispose;
  object_class->finalize = tarn_search_finalize;
  object_class->get_property = tarn_search_get_property;

  properties[PROP_N_HITS] = g_param_spec_uint ("n-hits", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_OUTDATED] = g_param_spec_boolean ("outdated", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_search_init (TarnSearch *self)
{
  self->live = g_hash_table_new (NULL, NULL);
  self->clock = real_clock;
}

TarnSearch *
tarn_search_new (void)
{
  return g_object_new (TARN_TYPE_SEARCH, NULL);
}

void
tarn_search_stop (TarnSearch *self)
{
  g_return_if_fail (TARN_IS_SEARCH (self));

  if (self->source_id == 0)
    return;

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

void
tarn_search_clear (TarnSearch *self)
{
  guint before = self->n_told;

  g_return_if_fail (TARN_IS_SEARCH (self));

  tarn_search_stop (self);
  forget_live (self);
  tarn_search_scan_clear (&self->scan);
  g_clear_pointer (&self->pattern, tarn_search_pattern_free);
  self->n_told = 0;
  self->n_rows = 0;
  self->is_outdated = FALSE;
  if (self->document != NULL)
    g_clear_signal_handler (&self->changed_id, tarn_document_get_store (self->document));
  g_clear_object (&self->document);

  if (before > 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HITS]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTDATED]);
}

gboolean
tarn_search_start (TarnSearch       *self,
                   TarnDocument     *document,
                   const char       *text,
                   TarnSearchFlags   flags,
                   GError          **error)
{
  g_autoptr(TarnSearchPattern) pattern = NULL;

  g_return_val_if_fail (TARN_IS_SEARCH (self), FALSE);
  g_return_val_if_fail (TARN_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  tarn_search_clear (self);
  pattern = tarn_search_pattern_new (text, (flags & TARN_SEARCH_MATCH_CASE) != 0,
                                     (flags & TARN_SEARCH_REGEX) != 0, error);
  if (pattern == NULL)
    return FALSE;
  if (text[0] == '\0')
    return TRUE;

  self->document = g_object_ref (document);
  g_set_object (&self->mib, tarn_document_get_mib (document));
  self->pattern = g_steal_pointer (&pattern);
  tarn_search_scan_init (&self->scan, self->mib, self->pattern, flags);
  self->n_rows = tarn_store_count (tarn_document_get_store (document), NULL, NULL);
  self->changed_id = g_signal_connect_swapped (tarn_document_get_store (document), "changed",
                                               G_CALLBACK (changed_cb), self);
  self->source_id = g_idle_add (slice_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  return TRUE;
}

gboolean
tarn_search_is_running (TarnSearch *self)
{
  g_return_val_if_fail (TARN_IS_SEARCH (self), FALSE);

  return self->source_id != 0;
}

double
tarn_search_get_fraction (TarnSearch *self)
{
  g_return_val_if_fail (TARN_IS_SEARCH (self), 0);

  if (self->source_id == 0)
    return self->document != NULL ? 1 : 0;
  return self->n_rows > 0 ? MIN (1, (double) self->scan.n_done / (double) self->n_rows) : 0;
}

gboolean
tarn_search_is_outdated (TarnSearch *self)
{
  g_return_val_if_fail (TARN_IS_SEARCH (self), FALSE);

  return self->is_outdated;
}

void
tarn_search_set_clock (TarnSearch      *self,
                       TarnSearchClock  clock,
                       gpointer         data)
{
  g_return_if_fail (TARN_IS_SEARCH (self));

  self->clock = clock != NULL ? clock : real_clock;
  self->clock_data = data;
}

/* The first hit that is not before @oid. */
static guint
find_hit (TarnSearch    *self,
          const TarnOid *oid,
          gboolean      *is_there)
{
  guint low = 0, high = self->n_told;

  *is_there = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      TarnSpan hit = tarn_search_scan_get_hit (&self->scan, middle);
      g_autoptr(TarnOid) other = tarn_oid_new_octets (hit.data + 1, hit.len - 1, NULL);
      int order = tarn_oid_compare (other, oid);

      *is_there |= order == 0;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint
tarn_search_find (TarnSearch    *self,
                  const TarnOid *oid)
{
  gboolean is_there;
  guint position;

  g_return_val_if_fail (TARN_IS_SEARCH (self), GTK_INVALID_LIST_POSITION);
  g_return_val_if_fail (oid != NULL, GTK_INVALID_LIST_POSITION);

  position = find_hit (self, oid, &is_there);
  return is_there ? position : GTK_INVALID_LIST_POSITION;
}

guint
tarn_search_find_beside (TarnSearch    *self,
                         const TarnOid *oid,
                         gboolean       forward)
{
  gboolean is_there = FALSE;
  guint position = 0;

  g_return_val_if_fail (TARN_IS_SEARCH (self), GTK_INVALID_LIST_POSITION);

  if (self->n_told == 0)
    return GTK_INVALID_LIST_POSITION;
  if (oid != NULL)
    position = find_hit (self, oid, &is_there);
  if (forward)
    return (position + (is_there ? 1 : 0)) % self->n_told;
  return position > 0 ? position - 1 : self->n_told - 1;
}
