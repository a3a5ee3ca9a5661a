/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mirror-private.h"

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
  g_free (self);
}

GVariant *
tarn_mirror_info_to_variant (const TarnMirrorInfo *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "device", "s", self->device);
  g_variant_dict_insert (&dict, "version", "i", (gint32) self->version);
  g_variant_dict_insert (&dict, "began", "x", self->began_us);
  g_variant_dict_insert (&dict, "ended", "x", self->ended_us);
  g_variant_dict_insert (&dict, "running", "b", self->running);
  g_variant_dict_insert (&dict, "rows", "t", self->n_rows);
  g_variant_dict_insert (&dict, "anomalies", "u", (guint32) self->anomalies);
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
      || (anomalies & ~(guint32) TARN_PROFILE_LENIENT) != 0)
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
