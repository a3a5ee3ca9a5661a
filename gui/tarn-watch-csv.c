/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Watched values as a table for other programs.
 */
#include "tarn-watch-list.h"

#include <math.h>

static void
append_csv_text (GString    *csv,
                 const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  g_string_append_printf (csv, ",\"%s\"", quoted);
}

/* Of items that were added later there are fewer samples: the last ones are of one time. */
static void
append_csv_line (GListModel *items,
                 guint       n_behind,
                 GString    *csv)
{
  guint n_items = g_list_model_get_n_items (items);
  gboolean dated = FALSE;
  g_autoptr(GString) cells = g_string_new (NULL);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(TarnWatchItem) item = g_list_model_get_item (items, i);
      TarnSeries *series = tarn_watch_item_get_series (item);
      guint n = tarn_series_get_n (series);
      const TarnSample *sample = n >= n_behind ? tarn_series_get (series, n - n_behind) : NULL;
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_c (cells, ',');
      if (sample == NULL)
        continue;
      if (!dated)
        {
          g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (sample->time_us / G_USEC_PER_SEC);
          g_autofree char *text = g_date_time_format_iso8601 (time);

          g_string_append (csv, text);
          dated = TRUE;
        }
      if (!isnan (sample->value))
        g_string_append (cells, g_ascii_dtostr (number, sizeof number, sample->value));
    }
  g_string_append_printf (csv, "%s\r\n", cells->str);
}

char *
tarn_watch_list_to_csv (TarnWatchList *self)
{
  GListModel *items = G_LIST_MODEL (self);
  GString *csv;
  guint n_lines = 0;

  g_return_val_if_fail (TARN_IS_WATCH_LIST (self), NULL);

  csv = g_string_new ("time");
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(TarnWatchItem) item = g_list_model_get_item (items, i);
      g_autofree char *name = tarn_watch_item_dup_name (item);

      append_csv_text (csv, name);
      n_lines = MAX (n_lines, tarn_series_get_n (tarn_watch_item_get_series (item)));
    }
  g_string_append (csv, "\r\n");
  for (guint behind = n_lines; behind > 0; behind--)
    append_csv_line (items, behind, csv);
  return g_string_free (csv, FALSE);
}
