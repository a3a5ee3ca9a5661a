/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mirror-private.h"

#include "base/tarn-anomaly-log.h"

#define COUNTS_FORMAT "a(utay)"   /* one bit, how often, the octets of where first */

/* All bits there are. */
#define ANOMALIES ((1u << TARN_ANOMALY_N_KINDS) - 1)

G_DEFINE_BOXED_TYPE (TarnMirrorInfo, tarn_mirror_info, tarn_mirror_info_copy,
                     tarn_mirror_info_free)

/**
 * tarn_mirror_info_copy:
 * @self: what is known about a mirror
 *
 * Returns: (transfer full): a copy
 */
TarnMirrorInfo *
tarn_mirror_info_copy (const TarnMirrorInfo *self)
{
  TarnMirrorInfo *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnMirrorInfo, 1);
  *copy = *self;
  copy->device = g_strdup (self->device);
  copy->ranges = tarn_gaps_new ();
  tarn_gaps_append (copy->ranges, self->ranges);
  copy->gaps = tarn_gaps_new ();
  tarn_gaps_append (copy->gaps, self->gaps);
  copy->anomaly_counts = tarn_anomaly_counts_new ();
  tarn_anomaly_counts_add (copy->anomaly_counts, self->anomaly_counts);

  return copy;
}

/**
 * tarn_mirror_info_free:
 * @self: (transfer full) (nullable): what is known about a mirror
 */
void
tarn_mirror_info_free (TarnMirrorInfo *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->ranges, g_ptr_array_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_clear_pointer (&self->anomaly_counts, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
tarn_anomaly_counts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_anomaly_count_free);
}

void
tarn_anomaly_counts_add (GPtrArray       *self,
                         const GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    {
      const TarnAnomalyCount *add = g_ptr_array_index (more, i);
      TarnAnomalyCount *count = NULL;

      for (guint j = 0; j < self->len && count == NULL; j++)
        if (((TarnAnomalyCount *) g_ptr_array_index (self, j))->anomaly == add->anomaly)
          count = g_ptr_array_index (self, j);

      if (count == NULL)
        {
          g_ptr_array_add (self, tarn_anomaly_count_copy (add));
          continue;
        }
      count->count += add->count;
      if (count->oid == NULL && add->oid != NULL)
        count->oid = tarn_oid_ref (add->oid);
    }
}

static GVariant *
counts_to_variant (const GPtrArray *counts)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (COUNTS_FORMAT));
  for (guint i = 0; i < counts->len; i++)
    {
      const TarnAnomalyCount *count = g_ptr_array_index (counts, i);

      g_variant_builder_add (&builder, "(ut@ay)", (guint32) count->anomaly, count->count,
                             tarn_oid_to_variant (count->oid));
    }

  return g_variant_builder_end (&builder);
}

/* NULL unless each is one bit, and no bit comes twice. */
static GPtrArray *
counts_from_variant (GVariant      *counts,
                     TarnAnomalies *anomalies)
{
  g_autoptr(GPtrArray) self = tarn_anomaly_counts_new ();

  for (gsize i = 0; i < g_variant_n_children (counts); i++)
    {
      TarnAnomalyCount *count = g_new0 (TarnAnomalyCount, 1);
      g_autoptr(GVariant) oid = NULL;
      guint32 bit;

      g_ptr_array_add (self, count);
      g_variant_get_child (counts, i, "(ut@ay)", &bit, &count->count, &oid);
      count->anomaly = (TarnAnomalies) bit;
      if (bit == 0 || (bit & (bit - 1)) != 0 || (bit & ~ANOMALIES) != 0
          || (bit & *anomalies) != 0 || count->count == 0
          || !tarn_oid_from_variant (oid, &count->oid))
        return NULL;
      *anomalies |= bit;
    }

  return g_steal_pointer (&self);
}

GVariant *
tarn_mirror_info_to_variant (const TarnMirrorInfo *self)
{
  TarnAnomalies anomalies = self->anomalies;
  GVariantDict dict;

  for (guint i = 0; i < self->anomaly_counts->len; i++)
    anomalies |= ((TarnAnomalyCount *) g_ptr_array_index (self->anomaly_counts, i))->anomaly;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "device", "s", self->device);
  g_variant_dict_insert (&dict, "version", "i", (gint32) self->version);
  g_variant_dict_insert (&dict, "began", "x", self->began_us);
  g_variant_dict_insert (&dict, "ended", "x", self->ended_us);
  g_variant_dict_insert (&dict, "elapsed", "x", self->elapsed_us);
  g_variant_dict_insert (&dict, "running", "b", self->running);
  g_variant_dict_insert (&dict, "known", "b", self->known);
  g_variant_dict_insert (&dict, "rows", "t", self->n_rows);
  g_variant_dict_insert (&dict, "requests", "t", self->n_requests);
  g_variant_dict_insert (&dict, "uptime", "u", self->uptime);
  g_variant_dict_insert (&dict, "uptime-at", "x", self->uptime_us);
  g_variant_dict_insert (&dict, "restarts", "u", (guint32) self->n_restarts);
  g_variant_dict_insert (&dict, "anomalies", "u", (guint32) anomalies);
  g_variant_dict_insert_value (&dict, "anomaly-counts", counts_to_variant (self->anomaly_counts));
  g_variant_dict_insert_value (&dict, "ranges", tarn_gaps_to_variant (self->ranges));
  g_variant_dict_insert_value (&dict, "gaps", tarn_gaps_to_variant (self->gaps));

  return g_variant_dict_end (&dict);
}

static GPtrArray *
lookup_gaps (GVariant   *meta,
             const char *key)
{
  g_autoptr(GVariant) gaps = g_variant_lookup_value (meta, key, G_VARIANT_TYPE (TARN_GAPS_FORMAT));

  return gaps != NULL ? tarn_gaps_from_variant (gaps) : NULL;
}

/* FALSE if there is a value of another type than @format, which is that of @value. */
static gboolean
lookup_newer (GVariant   *meta,
              const char *key,
              const char *format,
              gpointer    value)
{
  g_autoptr(GVariant) any = g_variant_lookup_value (meta, key, NULL);

  return any == NULL || g_variant_lookup (meta, key, format, value);
}

/* What records of Tarn 0.1 did not have yet: all zeros where it is missing. */
static gboolean
read_newer (TarnMirrorInfo *self,
            GVariant       *meta)
{
  g_autoptr(GVariant) any = g_variant_lookup_value (meta, "anomaly-counts", NULL);
  TarnAnomalies counted = TARN_ANOMALY_NONE;

  if (!lookup_newer (meta, "elapsed", "x", &self->elapsed_us)
      || !lookup_newer (meta, "known", "b", &self->known)
      || !lookup_newer (meta, "requests", "t", &self->n_requests)
      || !lookup_newer (meta, "uptime", "u", &self->uptime)
      || !lookup_newer (meta, "uptime-at", "x", &self->uptime_us)
      || !lookup_newer (meta, "restarts", "u", &self->n_restarts))
    return FALSE;

  if (any == NULL)
    self->anomaly_counts = tarn_anomaly_counts_new ();
  else if (g_variant_is_of_type (any, G_VARIANT_TYPE (COUNTS_FORMAT)))
    self->anomaly_counts = counts_from_variant (any, &counted);

  return self->anomaly_counts != NULL;
}

/* The record comes from a file that anybody may have written: all of it is there,
 * of the right type and in range, or it is none. */
TarnMirrorInfo *
tarn_mirror_info_from_variant (GVariant *meta)
{
  g_autoptr(TarnMirrorInfo) self = g_new0 (TarnMirrorInfo, 1);
  gint32 version;
  guint32 anomalies;

  if (!g_variant_is_of_type (meta, G_VARIANT_TYPE_VARDICT)
      || !g_variant_is_normal_form (meta)
      || !g_variant_lookup (meta, "device", "s", &self->device)
      || !g_variant_lookup (meta, "version", "i", &version)
      || !g_variant_lookup (meta, "began", "x", &self->began_us)
      || !g_variant_lookup (meta, "ended", "x", &self->ended_us)
      || !g_variant_lookup (meta, "running", "b", &self->running)
      || !g_variant_lookup (meta, "rows", "t", &self->n_rows)
      || !g_variant_lookup (meta, "anomalies", "u", &anomalies)
      || (version != TARN_VERSION_1 && version != TARN_VERSION_2C)
      || (anomalies & ~ANOMALIES) != 0
      || !read_newer (self, meta))
    return NULL;

  self->ranges = lookup_gaps (meta, "ranges");
  self->gaps = lookup_gaps (meta, "gaps");
  if (self->ranges == NULL || self->gaps == NULL)
    return NULL;

  self->version = (TarnVersion) version;
  self->anomalies = (TarnAnomalies) anomalies;
  self->complete = !self->running && self->gaps->len == 0;

  return g_steal_pointer (&self);
}

/**
 * tarn_mirror_info_read:
 * @store: a store, most likely a #TarnCapture
 *
 * While a mirror runs, and after its process was killed, @running is set and @gaps
 * hold what is still to come after the last commit (%TARN_GAP_CANCELLED).
 *
 * Returns: (transfer full) (nullable): how the mirror in @store came to be, or %NULL
 *   if there is none
 */
TarnMirrorInfo *
tarn_mirror_info_read (TarnStore *store)
{
  g_autoptr(GVariant) meta = NULL;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);

  meta = tarn_store_dup_meta (store, TARN_MIRROR_META);
  return meta != NULL ? tarn_mirror_info_from_variant (meta) : NULL;
}
