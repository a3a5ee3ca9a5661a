/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a mirror puts down: stretches of a device in any order into a capture, which says
 * at any moment what it holds, and of what it does not know.
 */
#include "tarn-test-capture.h"

#include "ops/tarn-mirror-writer.h"

#define N_COLUMNS 5
#define N_ROWS    120
#define N_CELLS   (N_COLUMNS * N_ROWS)

/* Columns 1.3.6.1.C of rows; no number is no row. */
typedef struct
{
  GRand   *rand;
  gint32   cells[N_CELLS];      /* what the device has  */
  gint32   holds[N_CELLS];      /* what the capture shall have */
} Truth;

typedef struct
{
  TarnName names[N_CELLS];
  guint8   tlvs[N_CELLS][6];
  TarnRow  rows[N_CELLS];
  gsize    n_rows;
  guint    cells[N_CELLS];
} Rows;

static void
cell_name (guint     cell,
           TarnName *name)
{
  const guint32 arcs[] = { 1, 3, 6, 1, cell / N_ROWS + 1, cell % N_ROWS + 1 };

  g_assert_true (tarn_name_from_arcs (name, arcs, G_N_ELEMENTS (arcs)));
}

static gboolean
is_within (const TarnName *name,
           const TarnGap  *gap)
{
  return tarn_name_compare (tarn_name_span (name), tarn_gap_after (gap)) > 0
         && (gap->before == NULL
             || tarn_name_compare (tarn_name_span (name), tarn_oid_span (gap->before)) < 0);
}

/* What the device has in @gap. */
static Rows *
list_rows (const Truth   *truth,
           const TarnGap *gap)
{
  Rows *self = g_new0 (Rows, 1);

  for (guint cell = 0; cell < N_CELLS; cell++)
    {
      gsize n = self->n_rows;
      gint32 number = truth->cells[cell];

      cell_name (cell, &self->names[n]);
      if (number == 0 || !is_within (&self->names[n], gap))
        continue;

      self->tlvs[n][0] = TARN_KIND_INTEGER;
      self->tlvs[n][1] = 4;
      for (guint i = 0; i < 4; i++)
        self->tlvs[n][2 + i] = (guint8) (number >> 8 * (3 - i));
      tarn_row_set_tlv (&self->rows[n], tarn_span (self->tlvs[n], 6));
      self->rows[n].name = tarn_name_span (&self->names[n]);
      self->cells[n] = cell;
      self->n_rows++;
    }

  return self;
}

/* Covers some of what is open, anywhere, as a reply would. */
static gboolean
put_some (Truth            *truth,
          TarnMirrorWriter *writer)
{
  guint at = (guint) g_rand_int_range (truth->rand, 0, (gint32) writer->open->len);
  g_autoptr(TarnGap) gap = tarn_gap_copy (writer->open->pdata[at]);
  g_autofree Rows *rows = list_rows (truth, gap);
  gsize first = 0, end = rows->n_rows;
  TarnSpan after = tarn_gap_after (gap);
  TarnName before;

  /* A chunk that begins at a name somebody knew, and ends with a row or the interval. */
  if (rows->n_rows > 1 && g_rand_boolean (truth->rand))
    {
      first = (gsize) g_rand_int_range (truth->rand, 0, (gint32) rows->n_rows);
      after = rows->names[first].len > 0 ? tarn_name_span (&rows->names[first++]) : after;
    }
  tarn_name_set (&before, tarn_gap_before (gap));
  if (first < rows->n_rows && g_rand_int_range (truth->rand, 0, 4) > 0)
    {
      end = first + (gsize) g_rand_int_range (truth->rand, 1,
                                              MIN (20, (gint32) (rows->n_rows - first) + 1));
      tarn_name_set_successor (&before, rows->rows[end - 1].name);
    }

  return tarn_mirror_writer_put (writer, after, tarn_name_span (&before), rows->rows + first,
                                 end - first);
}

static void
commit (TarnMirrorWriter *writer,
        const GPtrArray  *given_up,
        gboolean          running)
{
  TarnAnomalyLog log = { 0 };
  g_autoptr(GError) error = NULL;
  TarnMirrorRun run = { .running = running, .anomalies = &log, .gaps = given_up };

  tarn_mirror_writer_commit (writer, &run, &error);
  g_assert_no_error (error);
}

static void
open_writer (TarnMirrorWriter *writer,
             TarnCapture      *capture)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("192.0.2.1", 161, NULL);
  g_autoptr(TarnDevice) device = tarn_device_new (address);
  g_autoptr(GError) error = NULL;

  tarn_mirror_writer_init (writer, capture, device);
  tarn_mirror_writer_open (writer, &error);
  g_assert_no_error (error);
}

static void
begin_with (TarnMirrorWriter *writer,
            const GPtrArray  *ranges)
{
  GPtrArray *plan = tarn_gaps_new ();

  tarn_gaps_append (plan, ranges);
  tarn_mirror_writer_begin (writer, plan);
}

/* Everything, in three parts that do not meet. */
static GPtrArray *
all_ranges (void)
{
  static const char *const ends[][2] = { { NULL, "1.3.6.1.2" }, { "1.3.6.1.2", "1.3.6.1.3.77.0" },
                                         { "1.3.6.1.3.77", NULL } };
  GPtrArray *ranges = tarn_gaps_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      TarnGap *gap = g_new0 (TarnGap, 1);

      gap->after = ends[i][0] != NULL ? tarn_test_oid (ends[i][0]) : NULL;
      gap->before = ends[i][1] != NULL ? tarn_test_oid (ends[i][1]) : NULL;
      g_ptr_array_add (ranges, gap);
    }

  return ranges;
}

static void
assert_holds (const Truth *truth,
              TarnCapture *capture)
{
  g_autoptr(GError) error = NULL;
  TarnStore *store = TARN_STORE (capture);
  TarnCursor cursor;
  gboolean found;

  tarn_store_begin_read (store, &error);
  g_assert_no_error (error);
  tarn_cursor_init (&cursor, store);
  found = tarn_cursor_seek_nth (&cursor, 0);
  for (guint cell = 0; cell < N_CELLS; cell++)
    {
      TarnName name;
      gint64 number;

      if (truth->holds[cell] == 0)
        continue;
      cell_name (cell, &name);
      g_assert_true (found);
      g_assert_true (tarn_span_equal (cursor.row.name, tarn_name_span (&name)));
      g_assert_true (tarn_row_get_integer (&cursor.row, &number));
      g_assert_cmpint (number, ==, truth->holds[cell]);
      found = tarn_cursor_next (&cursor);
    }
  g_assert_false (found);
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
}

/* At any moment: what the story does not call a gap is in the capture as the device has
 * it. */
static void
assert_honest (const Truth *truth,
               TarnCapture *capture)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_info_read (TARN_STORE (capture));

  g_assert_nonnull (info);
  for (guint cell = 0; cell < N_CELLS; cell++)
    {
      g_autoptr(TarnOid) oid = NULL;
      g_autoptr(TarnValue) value = NULL;
      gint64 number = 0;
      TarnName name;

      cell_name (cell, &name);
      if (tarn_gaps_contain (info->gaps, tarn_name_span (&name)))
        continue;
      oid = tarn_oid_new_name (tarn_name_span (&name));
      value = tarn_store_get (TARN_STORE (capture), oid, NULL);
      g_assert_cmpint (value != NULL, ==, truth->cells[cell] != 0);
      if (value != NULL)
        {
          g_assert_true (tarn_value_get_integer (value, &number));
          g_assert_cmpint (number, ==, truth->cells[cell]);
        }
    }
}

static void
change_device (Truth *truth,
               guint  one_in)
{
  for (guint cell = 0; cell < N_CELLS; cell++)
    if (g_rand_int_range (truth->rand, 0, (gint32) one_in) == 0)
      truth->cells[cell] = g_rand_boolean (truth->rand) ? g_rand_int_range (truth->rand, 1, 99) : 0;
}

/* One run that goes on until it is killed, or has all: TRUE. */
static gboolean
run_once (Truth           *truth,
          TarnCapture     *capture,
          const GPtrArray *ranges,
          guint            n_stretches)
{
  g_autoptr(GPtrArray) none = tarn_gaps_new ();
  TarnMirrorWriter writer;
  gboolean ended;

  open_writer (&writer, capture);
  begin_with (&writer, ranges);
  if (writer.is_empty)
    commit (&writer, none, TRUE);

  for (guint i = 0; i < n_stretches && writer.open->len > 0; i++)
    {
      put_some (truth, &writer);
      if (g_rand_int_range (truth->rand, 0, 5) == 0)
        commit (&writer, none, TRUE);
    }

  ended = writer.open->len == 0;
  if (ended)
    commit (&writer, none, FALSE);
  tarn_mirror_writer_clear (&writer);   /* what was not committed is lost */
  return ended;
}

/* Killed fifty times wherever it was, and gone on with: what is there in the end is what the
 * device has, and on the way no capture claims what it does not hold. */
static void
test_fifty_kills (TarnTestCapture *f,
                  gconstpointer    data)
{
  Truth truth = { g_rand_new_with_seed (50), { 0 }, { 0 } };
  g_autoptr(GPtrArray) ranges = all_ranges ();
  TarnCapture *capture = tarn_test_capture_open (f, TARN_CAPTURE_CREATE);
  g_autoptr(TarnMirrorInfo) info = NULL;
  guint n_killed = 0, n_resumed = 0;

  change_device (&truth, 1);
  while (n_killed < 50)
    {
      gboolean ended = run_once (&truth, capture, ranges,
                                 (guint) g_rand_int_range (truth.rand, 0, 12));

      assert_honest (&truth, capture);
      tarn_mirror_info_free (info);
      info = tarn_mirror_info_read (TARN_STORE (capture));
      g_ptr_array_unref (ranges);
      n_killed += !ended;
      n_resumed += !ended && info->gaps->len > 3;

      if (ended)   /* another device, which is that one later on */
        {
          g_assert_true (info->complete);
          memcpy (truth.holds, truth.cells, sizeof truth.cells);
          assert_holds (&truth, capture);
          change_device (&truth, 3);
          ranges = g_ptr_array_ref (info->ranges);
        }
      else
        {
          ranges = g_ptr_array_ref (info->gaps);
        }
    }

  g_assert_cmpuint (n_resumed, >, 5);   /* it was in pieces */
  while (!run_once (&truth, capture, ranges, G_MAXUINT))
    ;
  memcpy (truth.holds, truth.cells, sizeof truth.cells);
  assert_holds (&truth, capture);
  tarn_test_capture_assert_sound (capture, tarn_store_count (TARN_STORE (capture), NULL, NULL));
  g_rand_free (truth.rand);
  g_assert_finalize_object (capture);
}

/* F-38, F-49: cells that the device does not give away keep what was known of them, and all
 * around is brought up to date: rows that came, went, changed, also beside the gaps. */
static void
test_bad_cells (TarnTestCapture *f,
                gconstpointer    data)
{
  Truth truth = { g_rand_new_with_seed (38), { 0 }, { 0 } };
  g_autoptr(GPtrArray) ranges = all_ranges ();
  g_autoptr(GPtrArray) given_up = tarn_gaps_new ();
  g_autoptr(TarnMirrorInfo) info = NULL;
  TarnCapture *capture = tarn_test_capture_open (f, TARN_CAPTURE_CREATE);
  TarnMirrorWriter writer;

  change_device (&truth, 1);
  while (!run_once (&truth, capture, ranges, G_MAXUINT))
    ;
  memcpy (truth.holds, truth.cells, sizeof truth.cells);
  change_device (&truth, 2);

  open_writer (&writer, capture);
  begin_with (&writer, ranges);
  for (guint cell = 0; cell < N_CELLS; cell++)
    {
      TarnName after, before;
      guint last = MIN (cell + 2, N_CELLS - 1);

      if (cell % 50 != 17)
        {
          gboolean bad = cell % 50 > 17 && cell % 50 <= 19;

          truth.holds[cell] = bad ? truth.holds[cell] : truth.cells[cell];
          continue;
        }
      truth.holds[cell] = truth.cells[cell];
      cell_name (cell, &after);
      cell_name (last, &before);
      before.data[before.len++] = 0;
      g_ptr_array_add (given_up, tarn_gap_new (tarn_name_span (&after), tarn_name_span (&before),
                                               TARN_GAP_ERROR_STATUS));
    }
  commit (&writer, given_up, TRUE);   /* takes out of what is open what was given up */
  while (writer.open->len > 0)
    if (put_some (&truth, &writer))
      commit (&writer, given_up, TRUE);
  commit (&writer, given_up, FALSE);
  tarn_mirror_writer_clear (&writer);

  assert_holds (&truth, capture);
  info = tarn_mirror_info_read (TARN_STORE (capture));
  g_assert_false (info->complete);
  g_assert_cmpuint (info->gaps->len, ==, given_up->len);
  g_assert_cmpint (((TarnGap *) info->gaps->pdata[3])->reason, ==, TARN_GAP_ERROR_STATUS);
  g_rand_free (truth.rand);
  g_assert_finalize_object (capture);
}

/* A device that has not changed: no page is written, no note made; the story alone is. */
static void
test_unchanged (TarnTestCapture *f,
                gconstpointer    data)
{
  Truth truth = { g_rand_new_with_seed (7), { 0 }, { 0 } };
  g_autoptr(GPtrArray) ranges = all_ranges ();
  TarnCapture *capture = tarn_test_capture_open (f, TARN_CAPTURE_CREATE);
  g_autoptr(GPtrArray) changes = NULL;
  guint32 next_id;

  change_device (&truth, 1);
  while (!run_once (&truth, capture, ranges, G_MAXUINT))
    ;
  next_id = capture->tree.next_id;
  tarn_store_refresh (TARN_STORE (capture), NULL);
  tarn_capture_begin_telling (capture);
  while (!run_once (&truth, capture, ranges, G_MAXUINT))
    ;
  g_assert_cmpuint (capture->tree.next_id, ==, next_id);
  changes = TARN_STORE_GET_IFACE (capture)->take_changes (TARN_STORE (capture), NULL);
  g_assert_cmpuint (changes->len, >, 0);
  for (guint i = 0; i < changes->len; i++)
    g_assert_cmpint (((TarnChangedRange *) changes->pdata[i])->kind, ==, TARN_CHANGED_RECORDS);
  for (int origin = TARN_ORIGIN_DEVICE; origin <= TARN_ORIGIN_AGENT; origin++)
    g_assert_cmpuint (tarn_store_count_notes (TARN_STORE (capture), origin, NULL), ==, 0);
  g_rand_free (truth.rand);
  g_assert_finalize_object (capture);
}

/* Hundreds of intervals cost each commit what is in it, not their square. */
static void
test_many_intervals (TarnTestCapture *f,
                     gconstpointer    data)
{
  g_autoptr(GPtrArray) gaps = tarn_gaps_new ();
  TarnCapture *capture = tarn_test_capture_open (f, TARN_CAPTURE_CREATE);
  g_autoptr(TarnMirrorInfo) info = NULL;
  g_autoptr(GPtrArray) none = tarn_gaps_new ();
  g_autoptr(GTimer) timer = NULL;
  TarnMirrorWriter writer;

  for (guint32 i = 1; i <= 2000; i++)
    {
      const guint32 first[] = { 1, 3, 6, 1, i }, last[] = { 1, 3, 6, 1, i, 9 };
      TarnName after, before;

      tarn_name_from_arcs (&after, first, G_N_ELEMENTS (first));
      tarn_name_from_arcs (&before, last, G_N_ELEMENTS (last));
      g_ptr_array_add (gaps, tarn_gap_new (tarn_name_span (&after), tarn_name_span (&before),
                                           TARN_GAP_NONE));
    }

  open_writer (&writer, capture);
  begin_with (&writer, gaps);
  timer = g_timer_new ();
  for (guint i = 0; i < 2000; i++)
    {
      const TarnGap *gap = gaps->pdata[(i * 7919) % 2000];

      tarn_mirror_writer_put (&writer, tarn_gap_after (gap), tarn_gap_before (gap), NULL, 0);
      g_assert_cmpuint (writer.open->len, ==, 1999 - i);
      if (i % 100 == 0)
        commit (&writer, none, TRUE);
    }
  commit (&writer, none, FALSE);
  g_test_message ("2,000 intervals, 21 commits: %.1f ms", 1e3 * g_timer_elapsed (timer, NULL));
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 5);
  tarn_mirror_writer_clear (&writer);
  info = tarn_mirror_info_read (TARN_STORE (capture));
  g_assert_true (info->complete);
  g_assert_true (info->known);
  g_assert_finalize_object (capture);
}

/* Batches are as large as can be committed in a part of a turn; what was slow once says
 * little, and what is always slow, or never, does not lead beyond bounds. */
static void
test_batch_size (TarnTestCapture *fixture,
                 gconstpointer    data)
{
  TarnCapture *capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  TarnMirrorWriter writer;
  guint least, before, most;

  open_writer (&writer, capture);
  least = writer.batch_size;
  tarn_mirror_writer_note_time (&writer, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (writer.batch_size, ==, least);

  for (before = 0; before != writer.batch_size; tarn_mirror_writer_note_time (&writer, 0))
    {
      g_assert_cmpuint (writer.batch_size, >, before);
      g_assert_true (before == 0 || writer.batch_size <= before / 2 * 3);
      before = writer.batch_size;
      tarn_mirror_writer_note_time (&writer, 1500);
      g_assert_cmpuint (writer.batch_size, ==, before);
    }

  most = writer.batch_size;
  g_assert_cmpuint (most, >=, 2 * least);
  tarn_mirror_writer_note_time (&writer, 10000);
  g_assert_cmpuint (writer.batch_size, >=, most / 2);
  g_assert_cmpuint (writer.batch_size, <, most);
  for (guint i = 0; i < 20; i++)
    tarn_mirror_writer_note_time (&writer, 10000);
  g_assert_cmpuint (writer.batch_size, ==, least);

  tarn_mirror_writer_clear (&writer);
  g_assert_finalize_object (capture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, TarnTestCapture, NULL, tarn_test_capture_set_up, func, \
              tarn_test_capture_tear_down)
  ADD ("/mirror-writer/fifty-kills", test_fifty_kills);
  ADD ("/mirror-writer/F-38/bad-cells", test_bad_cells);
  ADD ("/mirror-writer/unchanged", test_unchanged);
  ADD ("/mirror-writer/many-intervals", test_many_intervals);
  ADD ("/mirror-writer/batch-size", test_batch_size);

  return g_test_run ();
}
