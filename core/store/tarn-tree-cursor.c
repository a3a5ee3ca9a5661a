/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tree-cursor.h"

#include "base/tarn-error.h"

void
tarn_tree_cursor_unpin (TarnCursor *cursor)
{
  TarnPage *page = g_steal_pointer (&cursor->page);

  if (page != NULL)
    tarn_page_unref (page);
}

static G_NO_INLINE gboolean
fail (TarnTree   *tree,
      TarnCursor *cursor,
      guint32     id)
{
  g_set_error (&cursor->error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
               "%s is damaged: page %u has a varbind that is none or out of order", tree->name,
               id);
  tarn_tree_cursor_unpin (cursor);
  return FALSE;
}

/* Takes @page.  What it has there must not be smaller than @name, nor equal unless
 * @inclusive: so whoever reads on and on comes to an end, however the file was damaged.
 * The page of before goes last: @name may be in it. */
static gboolean
stand_on (TarnTree   *tree,
          TarnCursor *cursor,
          TarnPage   *page,
          TarnSpan    name,
          gboolean    inclusive)
{
  g_autoptr(TarnPage) before = g_steal_pointer (&cursor->page);

  if (page == NULL)
    return FALSE;

  cursor->page = page;
  if (G_UNLIKELY (!tarn_page_get_row (page, cursor->index, &cursor->row)
                  || tarn_name_order (cursor->row.name, name) < !inclusive))
    return fail (tree, cursor, page->id);

  return TRUE;
}

gboolean
tarn_tree_cursor_seek (TarnTree   *tree,
                       TarnCursor *cursor,
                       TarnSpan    name,
                       gboolean    inclusive)
{
  TarnPage *page = tarn_tree_seek (tree, name, inclusive, &cursor->index, &cursor->error);

  return stand_on (tree, cursor, page, name, inclusive);
}

gboolean
tarn_tree_cursor_seek_nth (TarnTree   *tree,
                           TarnCursor *cursor,
                           guint64     n)
{
  TarnPage *page = tarn_tree_seek_nth (tree, n, &cursor->index, &cursor->error);

  return stand_on (tree, cursor, page, tarn_span (NULL, 0), TRUE);
}

/* Whoever comes from the page before is likely to read all of this one: it costs less to
 * look at all cells at once, and is known the next time.  What is wrong is found when it
 * is read. */
static gboolean
cross_over (TarnTree   *tree,
            TarnCursor *cursor)
{
  TarnPage *page = tarn_tree_seek (tree, cursor->row.name, FALSE, &cursor->index,
                                   &cursor->error);

  if (page != NULL)
    tarn_page_check_cells (page);
  return stand_on (tree, cursor, page, cursor->row.name, FALSE);
}

gboolean
tarn_tree_cursor_next (TarnTree   *tree,
                       TarnCursor *cursor)
{
  TarnPage *page = cursor->page;
  TarnSpan before = cursor->row.name;

  if (G_UNLIKELY (page == NULL))
    return FALSE;
  if (G_UNLIKELY (++cursor->index == page->n_cells))
    return cross_over (tree, cursor);

  if (G_LIKELY (tarn_page_get_row (page, cursor->index, &cursor->row)
                && (page->sound || tarn_name_order (before, cursor->row.name) < 0)))
    return TRUE;

  return fail (tree, cursor, page->id);
}

/* From where a cell begins; behind the last one, where they end. */
static gsize
cell_start (const TarnPage *page,
            guint           index)
{
  return index < page->n_cells ? page->offsets[index] : page->cells_len;
}

guint
tarn_tree_cursor_take_run (TarnCursor *cursor,
                           gsize       max_rows,
                           gsize       max_len,
                           gboolean    with_nulls,
                           TarnSpan   *run)
{
  TarnPage *page = cursor->page;
  guint first = cursor->index + 1;
  gsize start;
  guint end;

  if (G_UNLIKELY (page == NULL) || first >= page->n_cells
      || tarn_page_check_cells (page) != NULL || !page->plain || page->has_exceptions
      || (page->has_nulls && !with_nulls))
    return 0;

  start = cell_start (page, first);
  end = first + (guint) MIN (max_rows, page->n_cells - first);
  while (end > first && cell_start (page, end) - start > max_len)
    end--;
  if (end == first || !tarn_page_get_row (page, end - 1, &cursor->row))
    return 0;

  *run = tarn_span (page->cells + start, cell_start (page, end) - start);
  cursor->index = end - 1;
  return end - first;
}
