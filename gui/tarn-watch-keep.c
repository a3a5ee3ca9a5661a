/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is watched of a capture, and how often, comes back with it.
 */
#include "tarn-watch-keep.h"

#define WATCHED_TYPE "(ua(sb))"   /* seconds; OIDs, and whether they are drawn */

guint
tarn_watch_keep_restore (TarnWatchList *list,
                         TarnState     *state,
                         const char    *path)
{
  g_autoptr(GVariant) kept = tarn_state_dup_of (state, path, "watched", WATCHED_TYPE);
  g_autoptr(GVariantIter) iter = NULL;
  const char *text;
  gboolean is_shown;
  guint interval_s;

  if (kept == NULL)
    return 0;

  g_variant_get (kept, WATCHED_TYPE, &interval_s, &iter);
  while (g_variant_iter_next (iter, "(&sb)", &text, &is_shown))
    {
      g_autoptr(TarnOid) oid = tarn_oid_new (text, NULL);

      if (oid != NULL)
        tarn_watch_list_restore (list, oid, is_shown);
    }
  tarn_watch_list_read (list);
  return interval_s;
}

void
tarn_watch_keep_store (TarnWatchList *list,
                       TarnState     *state,
                       const char    *path)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  GVariantBuilder builder;

  if (n == 0)
    {
      tarn_state_set_of (state, path, "watched", NULL);
      return;
    }

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sb)"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnWatchItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *text = tarn_oid_to_string (tarn_watch_item_get_oid (item));

      g_variant_builder_add (&builder, "(sb)", text, tarn_watch_item_is_shown (item));
    }
  tarn_state_set_of (state, path, "watched",
                     g_variant_new (WATCHED_TYPE, tarn_watch_list_get_interval (list), &builder));
}
