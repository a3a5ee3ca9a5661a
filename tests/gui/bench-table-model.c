/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a large table costs the browser: to open, to look at anywhere, to sort, to filter; and
 * the longest that the main loop was kept by one of its turns.
 */
#include <glib/gstdio.h>
#include <time.h>

#include "tarn-comparison.h"
#include "tarn-table-model.h"

#define ENTRY "1.3.6.1.4.1.99999.7.1"

static double
to_ms (gint64 us)
{
  return (double) us / 1000;
}

/* @n_columns: a number, a text, then counters. */
static TarnCapture *
make_capture (const char *path,
              guint       n_rows,
              guint       n_columns,
              guint       salt)
{
  TarnCapture *capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, NULL);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  for (guint column = 1; column <= n_columns; column++)
    for (guint i = 1; i <= n_rows; i++)
      {
        guint mixed = (i + (i % 100 == 0 ? salt : 0)) * 2654435761u;
        g_autofree char *name = g_strdup_printf (ENTRY ".%u.%u", column, i);
        g_autofree char *text = g_strdup_printf ("port %u", mixed % n_rows);
        g_autoptr(TarnOid) oid = tarn_oid_new (name, NULL);
        g_autoptr(TarnValue) value =
          column == 1 ? tarn_value_new_integer ((gint32) i)
          : column == 2 ? tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) text,
                                                 strlen (text))
          : tarn_value_new_unsigned (TARN_KIND_GAUGE32, mixed);

        tarn_batch_put (batch, oid, value);
        if (tarn_batch_get_size (batch) == 100000)
          {
            tarn_store_apply (TARN_STORE (capture), batch, NULL);
            tarn_batch_clear (batch);
          }
      }
  tarn_store_apply (TARN_STORE (capture), batch, NULL);
  return capture;
}

/* What this thread has had of a processor: others may be busy, too. */
static gint64
cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_TIME_SPAN_SECOND + time.tv_nsec / 1000;
}

/* Turns until @busy is no more; returns the longest, in microseconds of a processor. */
static gint64
run (gboolean (*is_busy) (gpointer),
     gpointer   object,
     gint64    *took_us)
{
  gint64 began_us = g_get_monotonic_time (), longest_us = 0;

  do
    {
      gint64 turn_us = cpu_us ();

      g_main_context_iteration (NULL, FALSE);
      longest_us = MAX (longest_us, cpu_us () - turn_us);
    }
  while (is_busy (object));

  *took_us = g_get_monotonic_time () - began_us;
  return longest_us;
}

static gboolean
model_is_busy (gpointer model)
{
  return tarn_table_model_is_busy (model);
}

static gboolean
comparison_is_busy (gpointer comparison)
{
  return tarn_comparison_is_busy (comparison);
}

static gboolean
line_is_unread (gpointer line)
{
  return !tarn_table_line_is_read (line);
}

static TarnTableModel *
open_model (TarnCapture *capture,
            const char  *what)
{
  g_autoptr(TarnOid) entry = tarn_oid_new (ENTRY, NULL);
  gint64 began_us = cpu_us (), opened_us, counted_us, longest_us;
  TarnTableModel *model = tarn_table_model_new (TARN_STORE (capture), NULL, entry, NULL, NULL);

  opened_us = cpu_us () - began_us;
  longest_us = run (model_is_busy, model, &counted_us);
  g_print ("%s: %u rows opened in %.1f ms, counted in %.0f ms, longest turn %.1f ms\n", what,
           g_list_model_get_n_items (G_LIST_MODEL (model)), to_ms (opened_us), to_ms (counted_us),
           to_ms (longest_us));
  return model;
}

/* 205 lines from anywhere, as many as a view keeps. */
static void
jump (TarnTableModel *model,
      const char     *what)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  gint64 worst_us = 0, longest_us = 0;

  for (guint i = 0; i < 20; i++)
    {
      guint first = (guint) g_random_int_range (0, (gint32) n - 205);
      g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
      gint64 took_us, began_us = cpu_us ();

      for (guint j = 0; j < 205; j++)
        g_ptr_array_add (lines, g_list_model_get_item (G_LIST_MODEL (model), first + j));
      longest_us = MAX (longest_us, cpu_us () - began_us);
      longest_us = MAX (longest_us, run (line_is_unread, lines->pdata[204], &took_us));
      worst_us = MAX (worst_us, cpu_us () - began_us);
    }
  g_print ("%s: a jump of 205 lines is read in %.1f ms at most, longest turn %.1f ms\n", what,
           to_ms (worst_us), to_ms (longest_us));
}

static void
arrange (TarnTableModel *model,
         const char     *what,
         TarnTableWish   wish)
{
  gint64 took_us, longest_us;

  tarn_table_model_arrange (model, &wish);
  longest_us = run (model_is_busy, model, &took_us);
  g_print ("%s: %.0f ms, %u rows, longest turn %.1f ms\n", what, to_ms (took_us),
           g_list_model_get_n_items (G_LIST_MODEL (model)), to_ms (longest_us));
}

static void
compare (TarnCapture *before,
         TarnCapture *after)
{
  g_autoptr(TarnComparison) comparison = tarn_comparison_new (TARN_STORE (before),
                                                              TARN_STORE (after), NULL);
  gint64 took_us, longest_us = run (comparison_is_busy, comparison, &took_us);

  g_print ("1,000,000 varbinds compared with as many: %u differences in %.0f ms, longest turn "
           "%.1f ms\n", tarn_diff_get_n (tarn_comparison_get_diff (comparison)), to_ms (took_us),
           to_ms (longest_us));
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tarn-bench-XXXXXX", NULL);
  g_autofree char *long_path = g_build_filename (folder, "long.tarn", NULL);
  g_autofree char *wide_path = g_build_filename (folder, "wide.tarn", NULL);
  g_autofree char *other_path = g_build_filename (folder, "other.tarn", NULL);
  g_autoptr(TarnCapture) long_capture = make_capture (long_path, 1000000, 1, 0);
  g_autoptr(TarnCapture) wide_capture = make_capture (wide_path, 100000, 10, 0);
  g_autoptr(TarnCapture) other_capture = make_capture (other_path, 100000, 10, 1);
  g_autoptr(TarnTableModel) model = open_model (long_capture, "1,000,000 rows of one column");
  const TarnTableWish any = { .sort_field = TARN_TABLE_ANY_FIELD };
  TarnTableWish wish = any;

  jump (model, "1,000,000 rows");
  g_clear_object (&model);
  model = open_model (wide_capture, "100,000 rows of ten columns");
  jump (model, "100,000 rows of ten columns");
  wish.sort_field = 3;
  arrange (model, "100,000 rows sorted by a number", wish);
  wish.sort_field = 2;
  arrange (model, "100,000 rows sorted by a text", wish);
  jump (model, "100,000 sorted rows");
  wish = any;
  wish.text = (char *) "777";
  arrange (model, "100,000 rows of ten columns filtered", wish);
  arrange (model, "all of them again", any);
  compare (wide_capture, other_capture);

  g_unlink (long_path);
  g_unlink (wide_path);
  g_unlink (other_path);
  g_rmdir (folder);
  return 0;
}
