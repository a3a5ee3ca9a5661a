/* Brings over what is whole of a damaged tree.
 *
 * What the tree leads to counts.  Where it leads no further, leaves that lie in the file all
 * the same fill in; those that are certain count for what was lost, and those that may be
 * older than that are taken, and called doubtful.  Free space, where pages lie as they were
 * before, is never looked at: what was deleted stays deleted.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-salvage-private.h"

#include "ops/tarn-gap-private.h"

/* What is lost between so many leaves that were found one by one is told as one gap. */
#define MAX_GAPS 100

/* A leaf that lies in the file, whoever leads to it. */
typedef struct
{
  guint    record;      /* index                              */
  gsize    name_at;     /* of its first name, in @names       */
  gsize    name_len;
  gboolean certain;
} Leaf;

typedef struct
{
  TarnExam        *exam;
  TarnCheckReport *report;
  TarnBuilderTree *out;
  TarnRawKind      kind;        /* of the pages                                    */
  const char      *rows;        /* what is in it: "varbinds", "notes"              */

  GArray          *leaves;      /* Leaf, by first name; NULL until they are needed */
  GByteArray      *names;
  gboolean         broken;      /* some page is not whole, as found with @leaves   */
  GError          *error;       /* why nothing more can be written                 */
} Salvage;

static TarnSpan
leaf_name (const Salvage *self,
           const Leaf    *leaf)
{
  return tarn_span (self->names->data + leaf->name_at, leaf->name_len);
}

/* A page as the record holds it, whatever leads to it; NULL unless it is whole. */
static TarnPage *
read_page (Salvage             *self,
           const TarnRawRecord *record)
{
  guint8 *octets = tarn_raw_records_read (&self->exam->records, record);
  const char *wrong;

  if (octets == NULL || record->data_len < TARN_PAGE_HEADER)
    {
      g_free (octets);
      return NULL;
    }

  return tarn_page_new_sound (octets, record->data_len, record->id, octets[8], &wrong);
}

static int
compare_leaves (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const Salvage *self = data;
  const Leaf *one = a;
  const Leaf *other = b;
  int order = tarn_name_compare (leaf_name (self, one), leaf_name (self, other));

  return order != 0 ? order : (int) other->certain - (int) one->certain;
}

/* What is uncertain does not count beside a page of that number that is certain. */
static void
find_leaves (Salvage *self)
{
  TarnRawRecords *records = &self->exam->records;

  if (self->leaves != NULL)
    return;

  self->leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  self->names = g_byte_array_new ();
  for (guint i = 0; i < records->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (records->records, TarnRawRecord, i);
      const TarnRawRecord *best = tarn_raw_records_find (records, record->kind, record->id);
      Leaf leaf = { i, self->names->len, 0, best == record };
      g_autoptr(TarnPage) page = NULL;

      if (record->kind != self->kind || record->id == 0
          || (best != NULL && best != record))
        continue;

      page = read_page (self, record);
      self->broken |= page == NULL;
      if (page == NULL || page->level > 0)
        continue;

      leaf.name_len = tarn_page_get_name (page, 0).len;
      g_byte_array_append (self->names, tarn_page_get_name (page, 0).data, (guint) leaf.name_len);
      g_array_append_val (self->leaves, leaf);
    }

  g_array_sort_with_data (self->leaves, compare_leaves, self);
}

/* Brings over what of a leaf lies behind all that was, and in front of @before.  Returns
 * how many rows that are. */
static guint64
put_rows (Salvage        *self,
          const TarnPage *page,
          TarnSpan        before)
{
  guint64 n = 0;

  for (guint i = 0; i < page->n_cells && self->error == NULL; i++)
    {
      TarnSpan name = tarn_page_get_name (page, i);

      if (tarn_name_compare (name, tarn_name_span (&self->out->last)) <= 0
          || (before.len > 0 && tarn_name_compare (name, before) >= 0))
        continue;

      n += tarn_builder_tree_put (self->out, name, tarn_page_get_cell (page, i), &self->error);
    }

  return n;
}

static gboolean
leaf_cb (const TarnPage *page,
         gpointer        data)
{
  Salvage *self = data;

  put_rows (self, page, tarn_span (NULL, 0));
  self->exam->n_visited += page->len;
  return self->error == NULL && tarn_exam_tick (self->exam);
}

static char *
describe_page (Salvage *self,
               guint32  id)
{
  const TarnRawRecord *record = tarn_raw_records_find (&self->exam->records, self->kind, id);

  if (record != NULL)
    return tarn_raw_records_describe (&self->exam->records, record);
  return g_strdup_printf ("page %u", id);
}

static void
fault_cb (guint32     id,
          const char *what,
          gpointer    data)
{
  Salvage *self = data;
  g_autofree char *page = describe_page (self, id);

  tarn_flaws_add (&self->exam->faults, "%s: it %s", page, what);
}

static void
reach_cb (guint32  id,
          gpointer data)
{
}

/* The first of the leaves that begin behind @name, or at it. */
static guint
search_leaf (const Salvage *self,
             TarnSpan       name)
{
  guint low = 0, high = self->leaves->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tarn_name_compare (leaf_name (self, &g_array_index (self->leaves, Leaf, middle)), name)
          < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Where the next certain leaf behind the one at @index begins, or @before. */
static TarnSpan
next_certain (const Salvage *self,
              guint          index,
              TarnSpan       before)
{
  for (guint i = index + 1; i < self->leaves->len; i++)
    {
      const Leaf *leaf = &g_array_index (self->leaves, Leaf, i);
      TarnSpan name = leaf_name (self, leaf);

      if (before.len > 0 && tarn_name_compare (name, before) >= 0)
        break;
      if (leaf->certain)
        return name;
    }

  return before;
}

/* Fills what was lost between @after and @before.  Returns how many certain rows that
 * were, and appends to @gaps where there may have been others. */
static guint64
fill (Salvage   *self,
      TarnSpan   after,
      TarnSpan   before,
      GPtrArray *gaps)
{
  guint64 n_certain = 0;
  TarnName at;

  tarn_name_set (&at, after);
  find_leaves (self);
  for (guint i = search_leaf (self, after); i < self->leaves->len && self->error == NULL; i++)
    {
      const Leaf *leaf = &g_array_index (self->leaves, Leaf, i);
      g_autoptr(TarnPage) page = NULL;
      guint64 n;

      if (before.len > 0 && tarn_name_compare (leaf_name (self, leaf), before) >= 0)
        break;

      page = read_page (self, &g_array_index (self->exam->records.records, TarnRawRecord,
                                              leaf->record));
      if (page == NULL || page->level > 0)
        continue;

      if (!leaf->certain)
        {
          self->report->n_doubtful += put_rows (self, page, next_certain (self, i, before));
          continue;
        }

      n = put_rows (self, page, before);
      n_certain += n;
      if (n > 0)
        g_ptr_array_add (gaps, tarn_gap_new (tarn_name_span (&at), tarn_page_get_name (page, 0),
                                             TARN_GAP_DAMAGED));
      tarn_name_set (&at, tarn_page_get_name (page, page->n_cells - 1));
    }

  g_ptr_array_add (gaps, tarn_gap_new (tarn_name_span (&at), before, TARN_GAP_DAMAGED));
  return n_certain;
}

/* Tells of rows that were lost, @n_rows of them (0: nobody knows), and of those that
 * may be doubtful. */
static void
report_loss (Salvage         *self,
             const char      *page,
             const char      *reason,
             const GPtrArray *gaps,
             guint64          n_rows)
{
  const TarnGap *first = gaps->pdata[0];
  const TarnGap *last = gaps->pdata[gaps->len - 1];
  TarnSpan after = first->after != NULL ? tarn_oid_span (first->after) : tarn_span (NULL, 0);
  TarnSpan before = last->before != NULL ? tarn_oid_span (last->before) : tarn_span (NULL, 0);
  g_autofree char *range = tarn_check_describe_range (self->rows, after, before, n_rows);

  tarn_flaws_add (&self->exam->faults, "%s: %s; %s%s %s lost", page, reason, gaps->len > 1
                   ? "some " : "", range, n_rows > 0 ? "are" : "may be");
  if (self->kind != TARN_RAW_PAGE)
    return;

  self->report->n_lost += n_rows;
  if (gaps->len > MAX_GAPS)
    tarn_check_report_add_lost (self->report, after, before);
  for (guint i = 0; i < gaps->len && gaps->len <= MAX_GAPS; i++)
    {
      const TarnGap *gap = gaps->pdata[i];

      after = gap->after != NULL ? tarn_oid_span (gap->after) : tarn_span (NULL, 0);
      before = gap->before != NULL ? tarn_oid_span (gap->before) : tarn_span (NULL, 0);
      tarn_check_report_add_lost (self->report, after, before);
    }
}

static gboolean
lost_cb (const TarnTreeLoss *loss,
         gpointer            data)
{
  Salvage *self = data;
  g_autoptr(GPtrArray) gaps = tarn_gaps_new ();
  g_autofree char *page = describe_page (self, loss->id);
  guint64 n_rows = fill (self, loss->after, loss->before, gaps);

  if (n_rows != loss->n_rows)
    report_loss (self, page, loss->reason, gaps,
                 loss->n_rows > n_rows ? loss->n_rows - n_rows : 0);
  else
    tarn_flaws_add (&self->exam->faults, "%s: %s; all %s below it were found", page,
                     loss->reason, self->rows);

  return self->error == NULL && tarn_exam_tick (self->exam);
}

/* Nothing tells which page is on top, so the leaves are all there is; if nothing else is
 * wrong with the file, they are complete. */
static void
salvage_leaves (Salvage    *self,
                const char *reason)
{
  g_autoptr(GPtrArray) gaps = tarn_gaps_new ();
  guint64 n_faults = self->exam->faults.n;

  fill (self, tarn_span (NULL, 0), tarn_span (NULL, 0), gaps);
  if (n_faults == 0 && !self->broken)
    {
      tarn_flaws_add (&self->exam->faults, "%s; all %s were found", reason, self->rows);
      return;
    }

  g_ptr_array_set_size (gaps, 0);
  g_ptr_array_add (gaps, tarn_gap_new (tarn_span (NULL, 0), tarn_span (NULL, 0),
                                       TARN_GAP_DAMAGED));
  report_loss (self, reason, "other pages are, too", gaps, 0);
}

gboolean
tarn_salvage_tree (TarnExam         *exam,
                   TarnRawKind       kind,
                   TarnBuilderTree  *out,
                   TarnCheckReport  *report,
                   GError          **error)
{
  static const TarnTreeVisitor visitor = { leaf_cb, lost_cb, fault_cb, reach_cb };
  TarnTree *tree = kind == TARN_RAW_PAGE ? &exam->tree : &exam->notes_tree;
  g_autoptr(GError) failure = NULL;
  gboolean ok = TRUE;
  Salvage self = { .exam = exam, .report = report, .out = out, .kind = kind };

  self.rows = kind == TARN_RAW_PAGE ? "varbinds" : "notes";
  if (tarn_tree_load (tree, &failure))
    ok = tarn_tree_visit (tree, &visitor, &self);
  else
    salvage_leaves (&self, failure->message);

  g_clear_pointer (&self.leaves, g_array_unref);
  g_clear_pointer (&self.names, g_byte_array_unref);
  if (self.error == NULL)
    return ok;

  g_propagate_error (error, self.error);
  return FALSE;
}
