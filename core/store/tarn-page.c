/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-page.h"

/* New names in a row that are taken for the way a table grows, and not for chance. */
#define RUN_MIN 4

static guint64
load_u64 (const guint8 *octets)
{
  return GUINT64_FROM_LE (tarn_load_u64 (octets));
}

static guint64
mix (guint64 state,
     guint64 word)
{
  state = (state ^ word) * G_GUINT64_CONSTANT (0x9fb21c651e98df25);
  return state << 29 | state >> 35;
}

/* Every step is a bijection of the word it takes in, so no change of a single word
 * goes unseen.  Four lanes, because one would wait for its multiplications. */
guint64
tarn_page_checksum (const guint8 *octets,
                    gsize         len,
                    guint32       id)
{
  guint64 lanes[4] = { 1, 2, 3, 4 };
  guint64 last = 0;
  guint64 sum;
  gsize i = 0;

  for (; i + 32 <= len; i += 32)
    for (guint lane = 0; lane < 4; lane++)
      lanes[lane] = mix (lanes[lane], load_u64 (octets + i + 8 * lane));
  for (; i + 8 <= len; i += 8)
    lanes[0] = mix (lanes[0], load_u64 (octets + i));
  for (; i < len; i++)
    last = last << 8 | octets[i];

  sum = mix (mix (id, len), last);
  for (guint lane = 0; lane < 4; lane++)
    sum = mix (sum, lanes[lane]);

  return sum ^ sum >> 32;
}

static TarnPage *
page_new_take (guint8 *octets,
               gsize   len)
{
  TarnPage *self = g_new0 (TarnPage, 1);
  guint16 n_cells;
  guint32 cells_len;

  memcpy (&n_cells, octets + 10, 2);
  memcpy (&cells_len, octets + 12, 4);

  self->ref_count = 1;
  self->octets = octets;
  self->len = len;
  self->level = octets[8];
  self->n_cells = GUINT16_FROM_LE (n_cells);
  self->cells_len = GUINT32_FROM_LE (cells_len);
  self->offsets = (const guint16 *) (gconstpointer) (octets + TARN_PAGE_HEADER);
  self->cells = octets + TARN_PAGE_HEADER + 2 * (gsize) self->n_cells;
  self->link.data = self;

  return self;
}

static const char *
check_frame (const TarnPage *self)
{
  if (self->octets[9] != 0 || self->n_cells == 0)
    return "its header is wrong";
  if (TARN_PAGE_HEADER + 2 * (gsize) self->n_cells + self->cells_len != self->len)
    return "its length is wrong";
  if (self->len > TARN_PAGE_SIZE && (self->n_cells > 1 || self->level > 0))
    return "it is too long";

  for (guint i = 0; i < self->n_cells; i++)
    {
      gsize start = GUINT16_FROM_LE (self->offsets[i]);

      if (i == 0 ? start != 0 : start <= GUINT16_FROM_LE (self->offsets[i - 1]))
        return "its offsets are wrong";
      if (start >= self->cells_len)
        return "its offsets are wrong";
    }

  return NULL;
}

static gboolean
is_canonical (TarnSpan name)
{
  return tarn_name_is_plain (name)
         || !(tarn_name_check (name) & ~TARN_ANOMALY_OID_TOO_LONG);
}

static gboolean
get_checked_name (const TarnPage *self,
                  guint           index,
                  TarnSpan       *name)
{
  TarnSpan cell = tarn_page_get_cell (self, index);
  TarnChildCell child;
  TarnSpan tlv;

  if (self->level == 0)
    return tarn_cell_parse (cell, name, &tlv);

  if (cell.len <= TARN_PAGE_CHILD_HEAD)
    return FALSE;

  child = tarn_page_get_child (self, index);
  *name = child.name;
  return child.id != 0 && child.n_rows != 0;
}

static const char *
check_cells (const TarnPage *self)
{
  TarnSpan before = { 0 };

  for (guint i = 0; i < self->n_cells; i++)
    {
      TarnSpan name = { 0 };

      if (!get_checked_name (self, i, &name))
        return self->level == 0 ? "it has a varbind that is none" : "it has a child that is none";
      if (!is_canonical (name) || tarn_name_compare (before, name) >= 0)
        return "it has a name that is not canonical or out of order";
      before = name;
    }

  return NULL;
}

TarnPage *
tarn_page_new_take (guint8      *octets,
                    gsize        len,
                    guint32      id,
                    guint        level,
                    const char **wrong)
{
  g_autoptr(TarnPage) self = NULL;
  guint64 checksum;

  if (len < TARN_PAGE_HEADER)
    {
      g_free (octets);
      *wrong = "it is too short";
      return NULL;
    }

  self = page_new_take (octets, len);
  self->id = id;

  memcpy (&checksum, octets, sizeof checksum);
  if (GUINT64_FROM_LE (checksum) != tarn_page_checksum (octets + 8, len - 8, id))
    *wrong = "its checksum is wrong";
  else if (self->level != level)
    *wrong = "it is at another level of the tree than it should be";
  else if ((*wrong = check_frame (self)) == NULL)
    *wrong = check_cells (self);

  return *wrong == NULL ? g_steal_pointer (&self) : NULL;
}

TarnPage *
tarn_page_ref (TarnPage *self)
{
  self->ref_count++;
  return self;
}

void
tarn_page_unref (TarnPage *self)
{
  if (--self->ref_count > 0)
    return;

  g_free (self->octets);
  g_free (self);
}

void
tarn_page_seal (TarnPage *self,
                guint32   id)
{
  guint64 checksum = GUINT64_TO_LE (tarn_page_checksum (self->octets + 8, self->len - 8, id));

  self->id = id;
  memcpy (self->octets, &checksum, sizeof checksum);
}

static TarnPage *
page_new_cells (const TarnCell *cells,
                gsize           n_cells,
                gsize           cells_len,
                guint           level)
{
  gsize start = TARN_PAGE_HEADER + 2 * n_cells;
  gsize len = start + cells_len;
  guint8 *octets = g_malloc (len);
  guint16 n_le = GUINT16_TO_LE ((guint16) n_cells);
  guint32 len_le = GUINT32_TO_LE ((guint32) cells_len);
  gsize at = 0;

  memset (octets, 0, TARN_PAGE_HEADER);
  octets[8] = (guint8) level;
  memcpy (octets + 10, &n_le, 2);
  memcpy (octets + 12, &len_le, 4);

  for (gsize i = 0; i < n_cells; i++)
    {
      guint16 at_le = GUINT16_TO_LE ((guint16) at);

      memcpy (octets + TARN_PAGE_HEADER + 2 * i, &at_le, 2);
      memcpy (octets + start + at, cells[i].octets.data, cells[i].octets.len);
      at += cells[i].octets.len;
    }

  return page_new_take (octets, len);
}

/* Fills pages one after the other, each until it has @target octets or the next
 * cell has no room.  A cell that is larger than a page so gets one of its own. */
static void
pack_range (const TarnCell *cells,
            gsize           n_cells,
            gsize           target,
            guint           level,
            GPtrArray      *pages)
{
  gsize first = 0, cells_len = 0;

  for (gsize i = 0; i <= n_cells; i++)
    {
      gsize len = TARN_PAGE_HEADER + 2 * (i - first) + cells_len;

      if (i > first && (i == n_cells || len >= target
                        || len + 2 + cells[i].octets.len > TARN_PAGE_SIZE))
        {
          g_ptr_array_add (pages, page_new_cells (cells + first, i - first, cells_len, level));
          first = i;
          cells_len = 0;
        }
      if (i < n_cells)
        cells_len += cells[i].octets.len;
    }
}

/* Where names arrive in order, here or at many places of the tree at once, they go
 * in as one run: where that ends is where more will come, so the pages before it
 * can be full.  Returns the end of such a run, or 0. */
static gsize
find_run_end (const TarnCell *cells,
              gsize           n_cells)
{
  gsize first = 0, end = n_cells;

  while (first < n_cells && !cells[first].fresh)
    first++;
  while (end > first && !cells[end - 1].fresh)
    end--;
  if (end == first || (end < n_cells && end - first < RUN_MIN))
    return 0;

  for (gsize i = first; i < end; i++)
    if (!cells[i].fresh)
      return 0;

  return end;
}

void
tarn_page_pack (const TarnCell *cells,
                gsize           n_cells,
                guint           level,
                GPtrArray      *pages)
{
  gsize room = TARN_PAGE_SIZE - TARN_PAGE_HEADER;
  gsize total = 0, run_end, n_pages;

  for (gsize i = 0; i < n_cells; i++)
    total += 2 + cells[i].octets.len;

  run_end = total <= room ? n_cells : find_run_end (cells, n_cells);
  if (run_end > 0)
    {
      pack_range (cells, run_end, TARN_PAGE_SIZE, level, pages);
      pack_range (cells + run_end, n_cells - run_end, TARN_PAGE_SIZE, level, pages);
      return;
    }

  n_pages = (total + room - 1) / room;
  pack_range (cells, n_cells, TARN_PAGE_HEADER + total / MAX (n_pages, 1), level, pages);
}

guint
tarn_page_search (const TarnPage *self,
                  guint           from,
                  TarnSpan        name,
                  gboolean       *same)
{
  guint low = from, high = self->n_cells;

  *same = FALSE;

  /* Names mostly arrive in order, behind all that is here. */
  if (low < high && tarn_name_compare (tarn_page_get_name (self, high - 1), name) < 0)
    return high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = tarn_name_compare (tarn_page_get_name (self, middle), name);

      if (order == 0)
        {
          *same = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint64
tarn_page_count_rows (const TarnPage *self)
{
  guint64 n_rows = 0;

  if (self->level == 0)
    return self->n_cells;

  for (guint i = 0; i < self->n_cells; i++)
    n_rows += tarn_page_get_child (self, i).n_rows;

  return n_rows;
}

void
tarn_child_put (const TarnChildCell *self,
                guint8              *octets)
{
  guint32 id = GUINT32_TO_LE (self->id);
  guint64 n_rows = GUINT64_TO_LE (self->n_rows);

  memcpy (octets, &id, 4);
  memcpy (octets + 4, &n_rows, 8);
  memcpy (octets + TARN_PAGE_CHILD_HEAD, self->name.data, self->name.len);
}
