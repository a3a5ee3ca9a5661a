/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Records beside the varbinds.  Only what is known here is taken over: a record that a
 * newer Tarn has added may say anything.
 */
#include "ops/tarn-anonymise-private.h"
#include "ops/tarn-mirror-private.h"

#define NOBODY "(anonymised)"

static void
visit_name (TarnVisit  *self,
               TarnOid   **end)
{
  TarnName name;

  if (*end == NULL)
    return;

  tarn_visit_oid (self, tarn_oid_span (*end), &name);
  tarn_oid_unref (*end);
  *end = tarn_oid_new_name (tarn_name_span (&name));
}

static void
visit_gaps (TarnVisit *self,
            GPtrArray *gaps)
{
  for (guint i = 0; i < gaps->len; i++)
    {
      TarnGap *gap = gaps->pdata[i];

      visit_name (self, &gap->after);
      visit_name (self, &gap->before);
    }
}

static void
visit_counts (TarnVisit *self,
              GPtrArray *counts)
{
  for (guint i = 0; i < counts->len; i++)
    visit_name (self, &((TarnAnomalyCount *) counts->pdata[i])->oid);
}

static void
visit_import (TarnStore *store,
              TarnBatch *batch)
{
  g_autoptr(GVariant) import = tarn_store_dup_meta (store, "import");
  guint64 n_refused = 0, n_varbinds = 0;
  gint64 imported_us = 0;
  GVariantDict origin;

  if (import == NULL || !g_variant_is_of_type (import, G_VARIANT_TYPE_VARDICT)
      || !g_variant_lookup (import, "imported-us", "x", &imported_us)
      || !g_variant_lookup (import, "refused", "t", &n_refused)
      || !g_variant_lookup (import, "varbinds", "t", &n_varbinds))
    return;

  g_variant_dict_init (&origin, NULL);
  g_variant_dict_insert (&origin, "source", "s", NOBODY);
  g_variant_dict_insert (&origin, "imported-us", "x", imported_us);
  g_variant_dict_insert (&origin, "varbinds", "t", n_varbinds);
  g_variant_dict_insert (&origin, "refused", "t", n_refused);
  tarn_batch_set_meta (batch, "import", g_variant_dict_end (&origin));
}

void
tarn_visit_meta (TarnVisit *self,
                 TarnStore *store,
                 TarnBatch *batch)
{
  g_autoptr(TarnMirrorInfo) mirror = tarn_mirror_info_read (store);

  if (batch != NULL)
    visit_import (store, batch);
  if (mirror == NULL)
    return;

  visit_gaps (self, mirror->ranges);
  visit_gaps (self, mirror->gaps);
  visit_counts (self, mirror->anomaly_counts);
  if (batch == NULL)
    return;

  g_free (mirror->device);
  mirror->device = g_strdup (NOBODY);
  tarn_batch_set_meta (batch, TARN_MIRROR_META, tarn_mirror_info_to_variant (mirror));
}
