/* tarn-tree-pane.h
 *
 * The tree of a document: a list of rows in columns, of which one is selected.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_TREE_PANE (tarn_tree_pane_get_type ())
G_DECLARE_FINAL_TYPE (TarnTreePane, tarn_tree_pane, TARN, TREE_PANE, GtkWidget)

GtkWidget    *tarn_tree_pane_new          (void);
TarnDocument *tarn_tree_pane_get_document (TarnTreePane *self);
void          tarn_tree_pane_set_document (TarnTreePane *self,
                                           TarnDocument *document);
/* Of the selected row; set, it is expanded to, selected and scrolled to. */
TarnOid      *tarn_tree_pane_get_oid      (TarnTreePane *self);
void          tarn_tree_pane_set_oid      (TarnTreePane *self,
                                           TarnOid      *oid);
/* All below the selected row, or all if none is. */
void          tarn_tree_pane_expand_all   (TarnTreePane *self);
void          tarn_tree_pane_collapse_all (TarnTreePane *self);

G_END_DECLS
