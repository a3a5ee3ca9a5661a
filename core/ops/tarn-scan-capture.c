/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A capture of a scan tells its story as one of a mirror does: what was covered is the
 * instances and tables that were asked for, so that tarn info has a verdict, and a mirror
 * can go on with it.
 */
#include "ops/tarn-scan-capture-private.h"

#include "base/tarn-address.h"
#include "ops/tarn-mirror-private.h"
#include "ops/tarn-scan-private.h"
#include "store/tarn-capture.h"

TarnGap *
tarn_scan_name_to_gap (TarnSpan      name,
                       TarnGapReason reason)
{
  g_autoptr(TarnOid) oid = tarn_oid_new_name (name);
  TarnGap *gap = tarn_gap_new (tarn_span (NULL, 0), tarn_span (NULL, 0), reason);
  g_autofree guint32 *arcs = NULL;
  gsize n_arcs;

  gap->before = tarn_oid_dup_end (oid);

  /* Nothing lies between a name and the same with .0 behind it; nothing that any device
   * has lies between 6.4294967295 and 7. */
  arcs = tarn_oid_get_arcs (oid, &n_arcs);
  arcs = g_renew (guint32, arcs, n_arcs + 1);
  if (n_arcs > 2 && n_arcs < TARN_NAME_MAX_ORIGINATE && arcs[n_arcs - 1] > 0)
    {
      arcs[n_arcs - 1]--;
      arcs[n_arcs++] = G_MAXUINT32;
    }
  else
    {
      n_arcs--;
    }
  gap->after = tarn_oid_new_arcs (arcs, n_arcs, NULL);

  return gap;
}

static GPtrArray *
make_ranges (const TarnScanStory *self)
{
  GPtrArray *ranges = tarn_gaps_new ();

  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (ranges,
                     tarn_scan_name_to_gap (tarn_oid_span (g_ptr_array_index (self->names, i)),
                                            TARN_GAP_NONE));
  for (guint i = 0; i < self->tables->len; i++)
    {
      TarnOid *root = g_ptr_array_index (self->tables, i);
      TarnGap *range = tarn_gap_new (tarn_oid_span (root), tarn_span (NULL, 0), TARN_GAP_NONE);

      range->before = tarn_oid_dup_end (root);
      g_ptr_array_add (ranges, range);
    }

  return ranges;
}

static gboolean
has_name (const TarnRow *rows,
          gsize          n_rows,
          TarnSpan       name)
{
  for (gsize i = 0; i < n_rows; i++)
    if (tarn_span_equal (rows[i].name, name))
      return TRUE;

  return FALSE;
}

/* What is missing of the tables, and the names about which the device did not say a word,
 * not even that it has no such thing. */
static GPtrArray *
make_gaps (const TarnScanStory *self,
           const TarnScanEvent *event,
           const TarnRow       *rows,
           gsize                n_rows)
{
  GPtrArray *gaps = tarn_gaps_new ();

  for (guint i = 0; event->outcome != TARN_SCAN_ANSWERED && i < self->names->len; i++)
    {
      TarnSpan name = tarn_oid_span (g_ptr_array_index (self->names, i));

      if (!has_name (rows, n_rows, name))
        g_ptr_array_add (gaps, tarn_scan_name_to_gap (name, event->outcome == TARN_SCAN_STOPPED
                                                            ? TARN_GAP_CANCELLED
                                                            : TARN_GAP_NO_ANSWER));
    }

  if (event->gaps != NULL)
    tarn_gaps_append (gaps, event->gaps);
  return gaps;
}

gboolean
tarn_scan_story_write_capture (const TarnScanStory  *self,
                               const TarnScanEvent  *event,
                               const TarnRow        *rows,
                               gsize                 n_rows,
                               const char           *path,
                               GError              **error)
{
  g_autoptr(TarnAddress) address = tarn_address_new (event->target, TARN_PORT_AGENT, error);
  g_autoptr(GPtrArray) ranges = make_ranges (self);
  g_autoptr(GPtrArray) gaps = make_gaps (self, event, rows, n_rows);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autofree char *device = NULL;
  g_autoptr(GPtrArray) counts = tarn_anomaly_counts_new ();   /* a scan counts none */
  TarnMirrorInfo info = {
    .version = self->version,
    .began_us = self->began_us,
    .ended_us = g_get_real_time (),
    .n_rows = event->total_rows,
    .ranges = ranges,
    .gaps = gaps,
    .anomalies = event->anomalies,
    .anomaly_counts = counts,
  };

  if (address == NULL)
    return FALSE;

  /* As tarn mirror spells it, which goes on with devices that it knows. */
  info.device = device = tarn_address_to_string (address);

  for (gsize i = 0; i < n_rows; i++)
    if (!tarn_row_is_exception (&rows[i]))
      tarn_mirror_put_row (batch, &rows[i]);
  tarn_batch_set_meta (batch, TARN_MIRROR_META, tarn_mirror_info_to_variant (&info));
  return tarn_capture_write (path, batch, TRUE, error);
}

/**
 * tarn_scan_capture_write: (skip)
 * @scan: the scan
 * @event: the end of a target that has answered
 * @rows: (array length=n_rows): all that was told of it before
 * @n_rows: how many
 * @path: (type filename): name of the file; one that is there is replaced
 * @error: return location for an error
 *
 * Makes a capture of what a device has told.  tarn_mirror_info_read() tells its story: what
 * was asked for, what is missing, and when that was.
 *
 * Returns: whether it was made; if not, as tarn_capture_write()
 */
gboolean
tarn_scan_capture_write (TarnScan             *scan,
                         const TarnScanEvent  *event,
                         const TarnRow        *rows,
                         gsize                 n_rows,
                         const char           *path,
                         GError              **error)
{
  static const GPtrArray none;
  const TarnScanQuestion *question;
  TarnScanStory story;

  g_return_val_if_fail (TARN_IS_SCAN (scan), FALSE);
  g_return_val_if_fail (event != NULL && event->kind == TARN_SCAN_EVENT_END, FALSE);
  g_return_val_if_fail (event->credential >= 0, FALSE);
  g_return_val_if_fail (rows != NULL || n_rows == 0, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  question = &scan->machine.question;
  story = (TarnScanStory) {
    .names = question->quiet ? &none : question->names,
    .tables = question->tables,
    .version = tarn_scan_question_get_credential (question, (guint) event->credential)->version,
    .began_us = scan->began_us,
  };

  return tarn_scan_story_write_capture (&story, event, rows, n_rows, path, error);
}
