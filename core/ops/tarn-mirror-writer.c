/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mirror-writer.h"

#include "base/tarn-error.h"
#include "store/tarn-batch-private.h"
#include "store/tarn-capture.h"

/* A batch is as large as can be put down in a part of the 2 ms that one turn of the loop
 * may take: the more names it has, the fewer pages are written several times.  How long that
 * takes depends on the machine, on at how many places of the tree the names are, and on how
 * many gaps there are to tell. */
#define BATCH_LEAST    4000
#define BATCH_MOST     16000
#define VARBIND_OCTETS 128          /* that a batch has room for, each */
#define COMMIT_US      1500

void
tarn_mirror_writer_init (TarnMirrorWriter *self,
                         TarnCapture      *capture,
                         TarnDevice       *device)
{
  *self = (TarnMirrorWriter) {
    .store = TARN_STORE (g_object_ref (capture)),
    .path = g_strdup (tarn_capture_get_path (capture)),
    .device = tarn_address_to_string (tarn_device_get_address (device)),
    .version = tarn_device_get_version (device),
    .began_us = g_get_real_time (),
    .batch = tarn_batch_new (),
    .batch_size = BATCH_LEAST,
  };
}

void
tarn_mirror_writer_clear (TarnMirrorWriter *self)
{
  g_clear_object (&self->store);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->batch, tarn_batch_unref);
  g_clear_pointer (&self->earlier, tarn_mirror_info_free);
  g_clear_pointer (&self->ranges, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->covered, g_ptr_array_unref);
}

/* Two devices in one capture would be a mirror of neither. */
static gboolean
check_earlier (const TarnMirrorWriter  *self,
               const TarnMirrorInfo    *earlier,
               GError                 **error)
{
  if (earlier == NULL && self->goes_on)
    g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                 "%s was not made by tarn mirror: there is nothing to go on with", self->path);
  else if (earlier == NULL)
    g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                 "%s already holds varbinds that are no mirror of %s; mirror into another "
                 "file", self->path, self->device);
  else if (g_strcmp0 (earlier->device, self->device) != 0)
    g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                 "%s is a mirror of %s; mirror %s into another file",
                 self->path, earlier->device, self->device);
  else
    return TRUE;

  return FALSE;
}

gboolean
tarn_mirror_writer_open (TarnMirrorWriter  *self,
                         GError           **error)
{
  g_autoptr(TarnMirrorInfo) earlier = NULL;
  TarnCursor cursor;
  gboolean success;

  if (!tarn_store_begin_read (self->store, error))
    return FALSE;

  tarn_cursor_init (&cursor, self->store);
  self->is_empty = !tarn_cursor_seek_nth (&cursor, 0);
  success = cursor.error == NULL;
  if (!success)
    g_propagate_error (error, g_error_copy (cursor.error));
  tarn_cursor_clear (&cursor);
  earlier = tarn_mirror_info_read (self->store);
  tarn_store_end_read (self->store);

  if (!success)
    return FALSE;
  if (self->is_empty && !self->goes_on
      && (earlier == NULL || g_strcmp0 (earlier->device, self->device) != 0))
    return TRUE;
  if (!check_earlier (self, earlier, error))
    return FALSE;

  self->earlier = g_steal_pointer (&earlier);
  return TRUE;
}

void
tarn_mirror_writer_begin (TarnMirrorWriter *self,
                          GPtrArray        *plan)
{
  self->open = plan;
  for (guint i = 0; i < plan->len; i++)
    ((TarnGap *) g_ptr_array_index (plan, i))->reason = TARN_GAP_CANCELLED;

  if (self->earlier != NULL)
    {
      g_autoptr(GPtrArray) elsewhere = tarn_gaps_subtract (self->earlier->ranges, plan);
      g_autoptr(GPtrArray) beyond = tarn_gaps_subtract (plan, self->earlier->ranges);

      self->ranges = tarn_gaps_unite (self->earlier->ranges, plan);
      self->kept = tarn_gaps_subtract (self->earlier->gaps, plan);
      self->covered = tarn_gaps_new ();
      self->anew = elsewhere->len == 0;
      self->known = self->earlier->known && beyond->len == 0;
    }
  else
    {
      self->ranges = tarn_gaps_new ();
      tarn_gaps_append (self->ranges, plan);
      self->kept = tarn_gaps_new ();
      self->anew = TRUE;
    }
}

/* What was odd about a varbind, and cannot be told any more from what is stored. */
static void
note_anomalies (TarnBatch     *batch,
                const TarnRow *row)
{
  g_autoptr(TarnNote) note = NULL;
  g_autoptr(TarnOid) oid = NULL;
  TarnRow value;

  tarn_row_set_tlv (&value, row->tlv);
  note = tarn_note_new (TARN_ORIGIN_DEVICE, 0,
                        row->anomalies & ~(value.anomalies | TARN_ANOMALY_OID_TOO_LONG),
                        NULL, NULL);
  if (note->anomalies == TARN_ANOMALY_NONE)
    return;

  oid = tarn_row_dup_oid (row);
  tarn_batch_set_note (batch, oid, note);
}

void
tarn_mirror_put_row (TarnBatch     *batch,
                     const TarnRow *row)
{
  tarn_batch_put_row (batch, row);
  if (G_UNLIKELY (row->anomalies != TARN_ANOMALY_NONE))
    note_anomalies (batch, row);
}

static void
writer_note_covered (TarnMirrorWriter *self,
                     TarnSpan          after,
                     TarnSpan          before)
{
  TarnGap *last = self->covered->len > 0 ? self->covered->pdata[self->covered->len - 1] : NULL;

  /* A walk that goes straight on makes one interval of it, not hundreds. */
  if (last != NULL && last->before != NULL && before.len > 0
      && tarn_span_equal (tarn_name_last_before (tarn_oid_span (last->before)), after))
    {
      tarn_oid_unref (last->before);
      last->before = tarn_oid_new_name (before);
      return;
    }

  g_ptr_array_add (self->covered, tarn_gap_new (after, before, TARN_GAP_NONE));
}

gboolean
tarn_mirror_writer_put (TarnMirrorWriter *self,
                        TarnSpan          after,
                        TarnSpan          before,
                        const TarnRow    *rows,
                        gsize             n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    tarn_mirror_put_row (self->batch, &rows[i]);

  tarn_gaps_take_out (self->open, after, before);
  if (self->covered != NULL)
    writer_note_covered (self, after, before);

  return tarn_batch_get_size (self->batch) >= self->batch_size
         || tarn_batch_get_n_octets (self->batch) >= self->batch_size * VARBIND_OCTETS;
}

void
tarn_mirror_writer_drop (TarnMirrorWriter *self,
                         TarnSpan          name)
{
  /* With v1 it may be there, and be a Counter64 (P-COX-02). */
  if (self->earlier != NULL && self->version != TARN_VERSION_1)
    tarn_batch_delete_name (self->batch, name);
}

/* The gaps as of now: where earlier mirrors left them, where the walk gave up, and what
 * we have not been told of.  Borrowed. */
static GPtrArray *
writer_list_gaps (TarnMirrorWriter *self,
                  const GPtrArray  *given_up)
{
  const GPtrArray *const sets[] = { self->kept, given_up, self->open };
  GPtrArray *gaps = g_ptr_array_new ();

  for (guint i = 0; i < given_up->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (given_up, i);

      tarn_gaps_take_out (self->open, tarn_gap_after (gap), tarn_gap_before (gap));
    }

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint j = 0; j < sets[i]->len; j++)
      g_ptr_array_add (gaps, sets[i]->pdata[j]);
  tarn_gaps_sort (gaps);

  return gaps;
}

/* Each transaction tells the whole story: whoever opens the capture after a kill
 * needs nothing else. */
static GVariant *
writer_make_meta (TarnMirrorWriter    *self,
                  const TarnMirrorRun *run)
{
  g_autoptr(GPtrArray) gaps = writer_list_gaps (self, run->gaps);
  g_autoptr(GPtrArray) counts = tarn_anomaly_log_to_counts (run->anomalies);
  TarnMirrorInfo info = {
    .device = self->device,
    .version = self->version,
    .began_us = self->began_us,
    .ended_us = g_get_real_time (),
    .running = run->running,
    .n_rows = run->n_rows,
    .n_requests = run->n_requests,
    .elapsed_us = run->elapsed_us,
    .uptime = run->uptime,
    .uptime_us = run->uptime_us,
    .n_restarts = run->n_restarts,
    .known = self->known || (!run->running && gaps->len == 0),
    .ranges = self->ranges,
    .gaps = gaps,
    .anomaly_counts = counts,
  };

  /* What a mirror did not come by is as it was, and so is what was odd there. */
  if (!self->anew)
    {
      tarn_anomaly_counts_add (counts, self->earlier->anomaly_counts);
      info.n_restarts += self->earlier->n_restarts;
    }
  if (info.uptime == 0 && self->earlier != NULL)
    {
      info.uptime = self->earlier->uptime;
      info.uptime_us = self->earlier->uptime_us;
    }

  return tarn_mirror_info_to_variant (&info);
}

gboolean
tarn_mirror_writer_commit (TarnMirrorWriter     *self,
                           const TarnMirrorRun  *run,
                           GError              **error)
{
  if (self->covered != NULL && self->covered->len > 0)
    {
      tarn_gaps_join (self->covered);
      if (!tarn_mirror_delete_stale (self->batch, self->store, self->covered, self->version,
                                     error))
        return FALSE;
    }

  tarn_batch_set_meta (self->batch, TARN_MIRROR_META, writer_make_meta (self, run));
  if (!tarn_store_apply (self->store, self->batch, error))
    return FALSE;

  tarn_batch_clear (self->batch);
  if (self->covered != NULL)
    g_ptr_array_set_size (self->covered, 0);

  return TRUE;
}

void
tarn_mirror_writer_note_time (TarnMirrorWriter *self,
                              gint64            commit_us)
{
  guint wanted = (guint) (self->batch_size * COMMIT_US / MAX (commit_us, 1));

  /* One that was slow by chance, or fast, does not say much. */
  wanted = CLAMP (wanted, self->batch_size / 4 * 3, self->batch_size / 2 * 3);
  self->batch_size = CLAMP (wanted, BATCH_LEAST, BATCH_MOST);
}
