/* How cells become pages.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-page.h"

/* New names in a row that are taken for the way a table grows, and not for chance. */
#define RUN_MIN 4

/* Octet 9 of a page of today. */
static guint8
marks_of (guint level)
{
  return level == 0 ? TARN_PAGE_NO_OFFSETS : 0;
}

/* Octets of a page that a cell takes besides its own. */
static gsize
offset_size (guint level)
{
  return tarn_page_offset_size (marks_of (level));
}

gsize
tarn_page_size (guint level,
                gsize n_cells,
                gsize cells_len)
{
  return TARN_PAGE_HEADER + offset_size (level) * n_cells + cells_len;
}

static TarnPage *
page_new_cells (const TarnCell *cells,
                gsize           n_cells,
                gsize           cells_len,
                guint           level)
{
  gsize start = TARN_PAGE_HEADER + offset_size (level) * n_cells;
  guint8 *octets = g_malloc (start + cells_len);
  guint16 n_le = GUINT16_TO_LE ((guint16) n_cells);
  guint32 len_le = GUINT32_TO_LE ((guint32) cells_len);
  TarnPage *self;
  gsize at = 0;

  memset (octets, 0, TARN_PAGE_HEADER);
  octets[8] = (guint8) level;
  octets[9] = marks_of (level);
  memcpy (octets + 10, &n_le, 2);
  memcpy (octets + 12, &len_le, 4);

  self = tarn_page_new_unchecked (octets, start + cells_len);
  for (gsize i = 0; i < n_cells; i++)
    {
      guint16 at_le = GUINT16_TO_LE ((guint16) at);

      self->offsets[i] = (guint16) at;
      if (level > 0)
        memcpy (octets + TARN_PAGE_HEADER + 2 * i, &at_le, 2);
      memcpy (octets + start + at, cells[i].octets.data, cells[i].octets.len);
      at += cells[i].octets.len;
    }

  return self;
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
      gsize len = TARN_PAGE_HEADER + offset_size (level) * (i - first) + cells_len;

      if (i > first && (i == n_cells || len >= target
                        || len + offset_size (level) + cells[i].octets.len > TARN_PAGE_SIZE))
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
    total += offset_size (level) + cells[i].octets.len;

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
