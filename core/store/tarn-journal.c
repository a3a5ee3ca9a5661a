/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-journal.h"

#include "base/tarn-name.h"
#include "store/tarn-page.h"
#include "store/tarn-record.h"

#define JOURNAL_VERSION 1
#define JOURNAL_HEAD    17   /* octets before the entries              */
#define MAX_ENTRY       3072 /* leaves room for another, and holds one range of the longest
                              * names                                  */

/* Changes of a batch from one index to another, both included. */
typedef struct
{
  guint   first;
  guint   last;
  guint32 n_changes;
  guint32 n_deleted;
} Range;

/* Where one range ends and another begins. */
typedef struct
{
  guint last;        /* index of the change that ends the one          */
  guint first;       /* and of the one that begins the other; ascend   */
  guint n_changes;   /* names that changed, up to @last                */
  guint n_deleted;   /* of them                                        */
  gsize shared;      /* octets that the names on both sides share      */
} Split;

/* The places where what follows has least in common with what is before. */
typedef struct
{
  Split splits[TARN_JOURNAL_NAMES];
  guint n;
  guint limit;
  guint most;        /* which of them shares most */
} Splits;

/* Changes that are looked at in one go, once there are enough splits. */
#define RUN 32

static gsize
count_shared (TarnSpan a,
              TarnSpan b)
{
  gsize n = MIN (a.len, b.len), i = 0;

  while (i + 8 <= n && tarn_load_u64 (a.data + i) == tarn_load_u64 (b.data + i))
    i += 8;
  while (i < n && a.data[i] == b.data[i])
    i++;

  return i;
}

/* Keeps those that share least. */
static void
add_split (Splits      *self,
           const Split *split)
{
  if (self->n == self->limit)
    {
      if (self->limit == 0 || self->splits[self->most].shared <= split->shared)
        return;

      self->n--;
      memmove (&self->splits[self->most], &self->splits[self->most + 1],
               (self->n - self->most) * sizeof *split);
    }

  self->splits[self->n++] = *split;
  self->most = 0;
  for (guint i = 1; i < self->n; i++)
    if (self->splits[i].shared > self->splits[self->most].shared)
      self->most = i;
}

/* Whether no pair of names between changes @first and @last can be a better split: names
 * are in order, so what the outer ones share all share. */
static gboolean
shares_enough (const Splits    *self,
               const TarnBatch *batch,
               guint            first,
               guint            last)
{
  return self->n == self->limit
         && (self->limit == 0
             || count_shared (tarn_batch_get_name (batch, first),
                              tarn_batch_get_name (batch, last))
                >= self->splits[self->most].shared);
}

/* @whole becomes the one range of all names that changed. */
static void
find_splits (Splits          *self,
             const TarnBatch *batch,
             Range           *whole)
{
  const TarnChange *changes = (const TarnChange *) (gconstpointer) batch->changes->data;
  guint n_changes = batch->changes->len;

  *whole = (Range) { 0 };
  for (guint i = 0; i < n_changes; i++)
    {
      guint end = MIN (i + RUN, n_changes);

      if (whole->n_changes > 0 && shares_enough (self, batch, whole->last, end - 1))
        {
          for (; i < end; i++)
            if (changes[i].outcome == TARN_CHANGE_MADE)
              {
                whole->n_changes++;
                whole->n_deleted += changes[i].cell_len == 0;
                whole->last = i;
              }
          i--;
          continue;
        }
      if (changes[i].outcome != TARN_CHANGE_MADE)
        continue;

      if (whole->n_changes > 0)
        {
          TarnSpan before = tarn_batch_get_name (batch, whole->last);
          Split split = { whole->last, i, whole->n_changes, whole->n_deleted,
                          count_shared (before, tarn_batch_get_name (batch, i)) };

          add_split (self, &split);
        }
      else
        {
          whole->first = i;
        }
      whole->n_changes++;
      whole->n_deleted += changes[i].cell_len == 0;
      whole->last = i;
    }
}

/* At most @limit ranges that cover the names that changed, and begin and end with one. */
static GArray *
collect_ranges (const TarnBatch *batch,
                guint            limit)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  Splits splits = { .limit = limit - 1 };
  Split before = { 0 };
  Range whole, range;

  find_splits (&splits, batch, &whole);
  range.first = whole.first;
  for (guint i = 0; i <= splits.n && whole.n_changes > 0; i++)
    {
      const Split end = { whole.last, 0, whole.n_changes, whole.n_deleted, 0 };
      const Split *split = i < splits.n ? &splits.splits[i] : &end;

      range.last = split->last;
      range.n_changes = split->n_changes - before.n_changes;
      range.n_deleted = split->n_deleted - before.n_deleted;
      g_array_append_val (ranges, range);

      range.first = split->first;
      before = *split;
    }

  return ranges;
}

static void
append_name (GByteArray *octets,
             TarnSpan    name,
             TarnSpan   *before)
{
  gsize shared = count_shared (name, *before);

  tarn_record_put_number (octets, 2, shared);
  tarn_record_put_number (octets, 2, name.len - shared);
  tarn_record_put_span (octets, tarn_span (name.data + shared, name.len - shared));
  *before = name;
}

static void
append_ranges (GByteArray      *octets,
               const TarnBatch *batch,
               const GArray    *ranges)
{
  TarnSpan before = { 0 };

  tarn_record_put_number (octets, 1, ranges->len);
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);

      tarn_record_put_number (octets, 4, range->n_changes);
      tarn_record_put_number (octets, 4, range->n_deleted);
      append_name (octets, tarn_batch_get_name (batch, range->first), &before);
      if (range->n_changes > 1)
        append_name (octets, tarn_batch_get_name (batch, range->last), &before);
    }
}

static gboolean
has_few_names (const TarnBatch *batch)
{
  guint n = 0;

  for (guint i = 0; i < batch->changes->len && n <= TARN_JOURNAL_NAMES; i++)
    n += g_array_index (batch->changes, TarnChange, i).outcome == TARN_CHANGE_MADE;

  return n <= TARN_JOURNAL_NAMES;
}

/* Long names make for fewer ranges. */
static GByteArray *
pack_entry (const TarnBatch *batch,
            gint64           now_us,
            guint            pid)
{
  GByteArray *octets = g_byte_array_new ();
  guint limit = has_few_names (batch) ? TARN_JOURNAL_NAMES : TARN_JOURNAL_RANGES;

  for (;; limit /= 2)
    {
      g_autoptr(GArray) ranges = collect_ranges (batch, limit);

      g_byte_array_set_size (octets, 0);
      tarn_record_put_number (octets, 2, 0);
      tarn_record_put_number (octets, 8, (guint64) now_us);
      tarn_record_put_number (octets, 4, pid);
      tarn_record_put_number (octets, 1, batch->origin);
      append_ranges (octets, batch, ranges);
      if (octets->len <= MAX_ENTRY)
        break;
    }

  octets->data[0] = (guint8) (octets->len - 2);
  octets->data[1] = (guint8) ((octets->len - 2) >> 8);
  return octets;
}

/* The name at the front of @rest; @name is the one before it in the entry. */
static gboolean
take_name (TarnSpan *rest,
           TarnName *name)
{
  const TarnAnomalies usable = TARN_ANOMALY_OID_TOO_LONG;
  guint64 shared, len;
  TarnSpan octets;

  if (!tarn_record_take_number (rest, 2, &shared) || shared > name->len
      || !tarn_record_take_number (rest, 2, &len) || shared + len > sizeof name->data
      || !tarn_record_take_span (rest, len, &octets))
    return FALSE;

  if (len > 0)
    memcpy (name->data + shared, octets.data, len);
  name->len = (guint16) (shared + len);
  return (tarn_name_check (tarn_name_span (name)) & ~usable) == 0;
}

static gboolean
take_range (TarnSpan         *rest,
            TarnName         *name,
            TarnChangedRange *range)
{
  if (!tarn_record_take_number (rest, 4, &range->n_changes) || range->n_changes == 0
      || !tarn_record_take_number (rest, 4, &range->n_deleted)
      || range->n_deleted > range->n_changes
      || !take_name (rest, name))
    return FALSE;

  range->first = tarn_oid_new_name (tarn_name_span (name));
  if (range->n_changes > 1 && !take_name (rest, name))
    return FALSE;

  range->last = tarn_oid_new_name (tarn_name_span (name));
  return tarn_oid_compare (range->first, range->last) <= 0;
}

/* Appends the ranges of the entry that @entry is to @ranges; FALSE if it is none. */
static gboolean
unpack_entry (TarnSpan   entry,
              GPtrArray *ranges)
{
  guint64 time_us, pid, origin, n_ranges;
  TarnName name = { 0 };

  if (!tarn_record_take_number (&entry, 8, &time_us)
      || !tarn_record_take_number (&entry, 4, &pid)
      || !tarn_record_take_number (&entry, 1, &origin) || origin > TARN_ORIGIN_AGENT
      || !tarn_record_take_number (&entry, 1, &n_ranges))
    return FALSE;

  for (guint64 i = 0; i < MAX (n_ranges, 1); i++)
    {
      g_autoptr(TarnChangedRange) range = g_new0 (TarnChangedRange, 1);

      range->kind = n_ranges > 0 ? TARN_CHANGED_VARBINDS : TARN_CHANGED_RECORDS;
      range->origin = (TarnOrigin) origin;
      range->pid = (guint) pid;
      range->time_us = (gint64) time_us;
      if (n_ranges > 0 && !take_range (&entry, &name, range))
        return FALSE;
      g_ptr_array_add (ranges, g_steal_pointer (&range));
    }

  return entry.len == 0;
}

/* Takes the next entry off the front of @rest. */
static gboolean
take_entry (TarnSpan *rest,
            TarnSpan *entry)
{
  guint64 len;

  return tarn_record_take_number (rest, 2, &len) && tarn_record_take_span (rest, len, entry);
}

/* Writes the front of the record, as soon as the rest of it stands. */
static void
seal (TarnJournal *self)
{
  guint64 number = GUINT64_TO_LE (self->generation);

  memcpy (self->octets->data + 8, &number, 8);
  self->octets->data[16] = JOURNAL_VERSION;
  number = GUINT64_TO_LE (tarn_page_checksum (self->octets->data + 8, self->octets->len - 8, 0));
  memcpy (self->octets->data, &number, 8);
}

void
tarn_journal_init (TarnJournal *self,
                   gint64       now_us)
{
  *self = (TarnJournal) { .octets = g_byte_array_new (), .generation = (guint64) now_us };
  g_byte_array_set_size (self->octets, JOURNAL_HEAD);
  seal (self);
}

void
tarn_journal_clear (TarnJournal *self)
{
  g_clear_pointer (&self->octets, g_byte_array_unref);
}

gboolean
tarn_journal_load (TarnJournal *self,
                   TarnSpan     octets)
{
  TarnSpan rest = octets, entry;
  guint64 checksum, generation, version;
  guint n_entries = 0;

  if (octets.len > TARN_JOURNAL_SIZE
      || !tarn_record_take_number (&rest, 8, &checksum)
      || checksum != tarn_page_checksum (rest.data, rest.len, 0)
      || !tarn_record_take_number (&rest, 8, &generation)
      || !tarn_record_take_number (&rest, 1, &version) || version != JOURNAL_VERSION)
    return FALSE;

  /* What is in the entries is looked at when somebody wants them: that costs ten times as
   * much as all of this. */
  for (; rest.len > 0; n_entries++)
    if (!take_entry (&rest, &entry))
      return FALSE;

  g_byte_array_set_size (self->octets, 0);
  tarn_record_put_span (self->octets, octets);
  self->generation = generation;
  self->n_entries = n_entries;
  return TRUE;
}

/* How many of the entries there are, and octets of them, fit beside @len others. */
static guint
count_fitting (const TarnJournal *self,
               gsize              len,
               gsize             *kept)
{
  TarnSpan rest = { self->octets->data + JOURNAL_HEAD, self->octets->len - JOURNAL_HEAD };
  TarnSpan entry;
  guint n = 0;

  for (*kept = 0; take_entry (&rest, &entry); n++)
    {
      if (JOURNAL_HEAD + len + *kept + 2 + entry.len > TARN_JOURNAL_SIZE)
        break;
      *kept += 2 + entry.len;
    }

  return n;
}

void
tarn_journal_append (TarnJournal     *self,
                     const TarnBatch *batch,
                     gint64           now_us,
                     guint            pid)
{
  g_autoptr(GByteArray) entry = pack_entry (batch, now_us, pid);
  gsize kept;

  self->n_entries = count_fitting (self, entry->len, &kept) + 1;
  self->generation++;

  g_byte_array_set_size (self->octets, (guint) (JOURNAL_HEAD + entry->len + kept));
  memmove (self->octets->data + JOURNAL_HEAD + entry->len, self->octets->data + JOURNAL_HEAD,
           kept);
  memcpy (self->octets->data + JOURNAL_HEAD, entry->data, entry->len);
  seal (self);
}

static void
add_anything (GPtrArray *ranges)
{
  TarnChangedRange *range = g_new0 (TarnChangedRange, 1);

  range->kind = TARN_CHANGED_ANYTHING;
  g_ptr_array_add (ranges, range);
}

GPtrArray *
tarn_journal_list (const TarnJournal *self,
                   guint64            since)
{
  GPtrArray *ranges = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_changed_range_free);
  TarnSpan rest = { self->octets->data + JOURNAL_HEAD, self->octets->len - JOURNAL_HEAD };
  guint64 n_missed = self->generation - since;
  g_autofree TarnSpan *entries = NULL;
  gboolean known = n_missed > 0 && n_missed <= self->n_entries;

  if (known)
    entries = g_new (TarnSpan, n_missed);
  for (guint64 i = 0; known && i < n_missed; i++)
    known = take_entry (&rest, &entries[i]);
  for (guint64 i = n_missed; known && i > 0; i--)
    known = unpack_entry (entries[i - 1], ranges);

  if (!known)
    {
      g_ptr_array_set_size (ranges, 0);
      add_anything (ranges);
    }
  return ranges;
}
