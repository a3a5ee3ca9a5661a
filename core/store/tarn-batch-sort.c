/* How the changes of a batch come into order.
 *
 * What a walk with several requests under way puts down is a few runs, each in order.  To
 * merge those costs next to nothing.
 *
 * Else, to compare two names costs as much as to sort a name by its octets once.  So each
 * gets a number that has the order of its first arcs behind what all names begin with;
 * numbers are sorted octet by octet, and only names with the same number are compared.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-batch-private.h"

#define N_DIGITS 8
#define N_VALUES 256

typedef struct
{
  guint64 order;
  guint32 index;   /* of the change */
} Slot;

/* Fewer changes than that in a run, or more runs, and merging does not pay. */
#define RUN_LEAST 16
#define RUNS_MOST 64

/* Changes in a row that are in order. */
typedef struct
{
  guint first;
  guint end;     /* behind the last */
} Run;

/* Array of Run, or NULL if they are short. */
static GArray *
find_runs (const TarnBatch *self)
{
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  guint n = self->changes->len, most = MIN (n / RUN_LEAST, RUNS_MOST);
  Run run = { 0, 1 };

  for (; run.end < n; run.end++)
    if (tarn_name_order (tarn_batch_get_name (self, run.end - 1),
                         tarn_batch_get_name (self, run.end)) > 0)
      {
        if (runs->len == most)
          return NULL;
        g_array_append_val (runs, run);
        run.first = run.end;
      }

  g_array_append_val (runs, run);
  return g_steal_pointer (&runs);
}

static void
move_changes (TarnBatch *self,
              Run       *run,
              guint      end,
              GArray    *to)
{
  g_array_append_vals (to, &g_array_index (self->changes, TarnChange, run->first),
                       end - run->first);
  run->first = end;
}

/* The first change of @run whose name is not smaller than @name: most likely near. */
static guint
find_near (const TarnBatch *self,
           Run              run,
           TarnSpan         name)
{
  guint step = 1;

  while (run.first + step < run.end
         && tarn_name_order (tarn_batch_get_name (self, run.first + step), name) < 0)
    {
      run.first += step;
      step *= 2;
    }

  return tarn_batch_search (self, run.first, MIN (run.first + step, run.end), name);
}

/* Where runs lie side by side, as answers do, this copies a few pieces. */
static void
merge_two (TarnBatch *self,
           Run        left,
           Run        right,
           GArray    *to)
{
  while (left.first < left.end && right.first < right.end)
    {
      TarnSpan name = tarn_batch_get_name (self, right.first);

      move_changes (self, &left, find_near (self, left, name), to);
      if (left.first == left.end)
        break;

      name = tarn_batch_get_name (self, left.first);
      move_changes (self, &right, find_near (self, right, name), to);
      move_changes (self, &left, left.first + 1, to);   /* in front of one of the same name */
    }

  move_changes (self, &left, left.end, to);
  move_changes (self, &right, right.end, to);
}

/* FALSE if there are too many runs to do so. */
static gboolean
merge_runs (TarnBatch *self)
{
  g_autoptr(GArray) runs = find_runs (self);

  while (runs != NULL && runs->len > 1)
    {
      GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (TarnChange), self->changes->len);
      guint n = 0;

      for (guint i = 0; i < runs->len; i += 2)
        {
          Run left = g_array_index (runs, Run, i);
          Run right = i + 1 < runs->len ? g_array_index (runs, Run, i + 1) : (Run) { 0 };

          merge_two (self, left, right, merged);
          g_array_index (runs, Run, n++) = (Run) { left.first, merged->len };
        }

      g_array_set_size (runs, n);
      g_array_unref (self->changes);
      self->changes = merged;
    }

  self->room_changes = self->changes->len;
  return runs != NULL;
}

/* How many octets all names begin with, whole arcs. */
static gsize
find_common (const TarnBatch *self)
{
  TarnSpan first = tarn_batch_get_name (self, 0);
  gsize common = first.len;

  for (guint i = 1; i < self->changes->len; i++)
    {
      TarnSpan name = tarn_batch_get_name (self, i);
      gsize len = MIN (common, name.len), same = 0;

      while (same < len && name.data[same] == first.data[same])
        same++;
      common = same;
    }

  while (common > 0 && first.data[common - 1] & 0x80)
    common--;
  return common;
}

/* The octets of an arc in front of which stands, if there are several, how many: in this
 * form the octets of names have the order of the names. */
static guint64
get_order (TarnSpan name,
           gsize    from)
{
  guint64 order = 0;
  guint room = N_DIGITS;

  while (from < name.len && room > 0)
    {
      gsize len = 1;

      while (name.data[from + len - 1] & 0x80 && from + len < name.len)
        len++;
      if (len > 1)
        order |= (guint64) (0x80 + len) << 8 * --room;
      for (gsize i = 0; i < len && room > 0; i++)
        order |= (guint64) name.data[from + i] << 8 * --room;
      from += len;
    }

  return order;
}

/* Takes @slots, @n of them, and returns them in order; what is equal stays as it was. */
static Slot *
sort_slots (Slot *slots,
            guint n)
{
  guint counts[N_DIGITS][N_VALUES] = { 0 };
  Slot *other = g_new (Slot, n);

  for (guint i = 0; i < n; i++)
    for (guint digit = 0; digit < N_DIGITS; digit++)
      counts[digit][slots[i].order >> 8 * digit & 0xff]++;

  for (guint digit = 0; digit < N_DIGITS; digit++)
    {
      guint at = 0;
      Slot *swap;

      if (counts[digit][slots[0].order >> 8 * digit & 0xff] == n)
        continue;

      for (guint value = 0; value < N_VALUES; value++)
        {
          guint count = counts[digit][value];

          counts[digit][value] = at;
          at += count;
        }
      for (guint i = 0; i < n; i++)
        other[counts[digit][slots[i].order >> 8 * digit & 0xff]++] = slots[i];

      swap = slots;
      slots = other;
      other = swap;
    }

  g_free (other);
  return slots;
}

static int
compare_slots (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const Slot *one = a, *two = b;

  return tarn_name_compare (tarn_batch_get_name (data, one->index),
                            tarn_batch_get_name (data, two->index));
}

static void
sort_all (TarnBatch *self)
{
  guint n = self->changes->len;
  gsize common = find_common (self);
  Slot *slots = g_new (Slot, n);
  GArray *sorted;

  for (guint i = 0; i < n; i++)
    slots[i] = (Slot) { get_order (tarn_batch_get_name (self, i), common), i };
  slots = sort_slots (slots, n);

  for (guint first = 0, end; first < n; first = end)
    {
      for (end = first + 1; end < n && slots[end].order == slots[first].order; end++)
        ;
      if (end - first > 1)
        g_qsort_with_data (slots + first, (int) (end - first), sizeof *slots, compare_slots, self);
    }

  sorted = g_array_sized_new (FALSE, FALSE, sizeof (TarnChange), n);
  g_array_set_size (sorted, n);
  for (guint i = 0; i < n; i++)
    g_array_index (sorted, TarnChange, i)
      = g_array_index (self->changes, TarnChange, slots[i].index);

  g_array_unref (self->changes);
  self->changes = sorted;
  self->room_changes = n;
  g_free (slots);
}

void
tarn_batch_sort (TarnBatch *self)
{
  if (!merge_runs (self))
    sort_all (self);
}
