/* tarn-tree-columns.h
 *
 * The columns that the tree can have, by their ids.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Its id, and @title in the user's language; NULL behind the last.  The first is always
 * shown. */
const char          *tarn_tree_columns_get       (guint                n,
                                                  const char         **title);
/* In pixels, if nobody has chosen another; -1: what is left. */
int                  tarn_tree_columns_get_width (const char          *id);
/* @ids with @id among them, or without.  The caller's. */
GStrv                tarn_tree_columns_toggle    (const char * const  *ids,
                                                  const char          *id,
                                                  gboolean             is_shown);
/* What there is of @ids (nullable), each once, and the first column.  The caller's. */
GStrv                tarn_tree_columns_mend      (const char * const  *ids);

/* @oid_display: how OIDs are shown, as the preference has it; NULL: as numbers. */
GtkColumnViewColumn *tarn_tree_columns_make      (const char          *id,
                                                  const char          *oid_display,
                                                  GMenuModel          *menu);
const char          *tarn_tree_columns_get_id    (GtkColumnViewColumn *column);

G_END_DECLS
