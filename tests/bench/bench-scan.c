/* bench-scan.c
 *
 * Scans devices through the library and does nothing with what comes:
 *
 *   bench-scan TARGETS GET,… [COLUMN,…]
 *
 * Prints what came, as a line of JSON.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn.h"

typedef struct
{
  guint64 n_rows;
  guint64 n_answered, n_failed;
} Sum;

static void
take_event (TarnScan            *scan,
            const TarnScanEvent *event,
            gpointer             user_data)
{
  Sum *sum = user_data;

  if (event->kind == TARN_SCAN_EVENT_ROWS)
    sum->n_rows += event->n_rows;
  else if (event->outcome == TARN_SCAN_ANSWERED)
    sum->n_answered++;
  else
    sum->n_failed++;
}

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
add_all (TarnScan    *scan,
         const char  *text,
         void       (*add) (TarnScan *scan, const TarnOid *oid))
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnOid) oid = tarn_oid_new (parts[i], &error);

      if (oid == NULL)
        g_error ("%s", error->message);
      add (scan, oid);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(TarnScan) scan = tarn_scan_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  TarnScanCounts counts;
  Sum sum = { 0 };
  gint64 began_us;

  if (argc < 3 || argc > 4)
    {
      g_printerr ("usage: bench-scan TARGETS GET,… [COLUMN,…]\n");
      return 2;
    }

  if (!tarn_scan_add_target (scan, argv[1], &error))
    g_error ("%s", error->message);
  add_all (scan, argv[2], tarn_scan_add_oid);
  if (argc > 3)
    add_all (scan, argv[3], tarn_scan_add_table);
  tarn_scan_set_func (scan, take_event, &sum, NULL);

  began_us = g_get_monotonic_time ();
  tarn_scan_run_async (scan, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!tarn_scan_run_finish (scan, result, &error))
    g_printerr ("bench-scan: %s\n", error->message);

  tarn_scan_get_counts (scan, &counts);
  g_print ("{\"seconds\": %.6f, \"answered\": %" G_GUINT64_FORMAT ", \"rows\": %" G_GUINT64_FORMAT
           ", \"failed\": %" G_GUINT64_FORMAT ", \"sent\": %" G_GUINT64_FORMAT
           ", \"overruns\": %" G_GUINT64_FORMAT "}\n",
           (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC, sum.n_answered,
           sum.n_rows, sum.n_failed, counts.n_sent, counts.n_overruns);
  return 0;
}
