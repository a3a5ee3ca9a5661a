/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tree-cursor.h"

void
tarn_tree_cursor_unpin (TarnCursor *cursor)
{
  TarnPage *page = g_steal_pointer (&cursor->page);

  if (page != NULL)
    tarn_page_unref (page);
}

/* Takes @page.  The page of before goes last: @name may have been in it. */
static gboolean
stand_on (TarnCursor *cursor,
          TarnPage   *page)
{
  tarn_tree_cursor_unpin (cursor);
  if (page == NULL)
    return FALSE;

  cursor->page = page;
  tarn_page_get_row (page, cursor->index, &cursor->row);
  return TRUE;
}

gboolean
tarn_tree_cursor_seek (TarnTree   *tree,
                       TarnCursor *cursor,
                       TarnSpan    name,
                       gboolean    inclusive)
{
  return stand_on (cursor, tarn_tree_seek (tree, name, inclusive, &cursor->index,
                                           &cursor->error));
}

gboolean
tarn_tree_cursor_seek_nth (TarnTree   *tree,
                           TarnCursor *cursor,
                           guint64     n)
{
  return stand_on (cursor, tarn_tree_seek_nth (tree, n, &cursor->index, &cursor->error));
}

gboolean
tarn_tree_cursor_next (TarnTree   *tree,
                       TarnCursor *cursor)
{
  TarnPage *page = cursor->page;

  if (G_UNLIKELY (page == NULL))
    return FALSE;

  if (G_LIKELY (++cursor->index < page->n_cells))
    {
      tarn_page_get_row (page, cursor->index, &cursor->row);
      return TRUE;
    }

  return tarn_tree_cursor_seek (tree, cursor, tarn_page_get_name (page, page->n_cells - 1),
                                FALSE);
}
