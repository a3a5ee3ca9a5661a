/* tarn-tree-cursor.h
 *
 * Private: how the cursor of a store moves in a counted tree.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"
#include "store/tarn-tree.h"

G_BEGIN_DECLS

void     tarn_tree_cursor_unpin    (TarnCursor  *cursor);
gboolean tarn_tree_cursor_seek     (TarnTree    *tree,
                                    TarnCursor  *cursor,
                                    TarnSpan     name,
                                    gboolean     inclusive);
gboolean tarn_tree_cursor_seek_nth (TarnTree    *tree,
                                    TarnCursor  *cursor,
                                    guint64      n);
gboolean tarn_tree_cursor_next     (TarnTree    *tree,
                                    TarnCursor  *cursor);
/* tarn_cursor_take_run(), inside one page. */
guint    tarn_tree_cursor_take_run (TarnCursor  *cursor,
                                    gsize        max_rows,
                                    gsize        max_len,
                                    gboolean     with_nulls,
                                    TarnSpan    *run);

G_END_DECLS
