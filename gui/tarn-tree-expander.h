/* tarn-tree-expander.h
 *
 * The first cell of a row of the tree: as far to the right as the node is deep, with a
 * triangle if it can be expanded, and its name.  It has the keyboard for the row and tells
 * assistive technologies where the row is.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-node.h"

G_BEGIN_DECLS

#define TARN_TYPE_TREE_EXPANDER (tarn_tree_expander_get_type ())
G_DECLARE_FINAL_TYPE (TarnTreeExpander, tarn_tree_expander, TARN, TREE_EXPANDER, GtkWidget)

GtkWidget *tarn_tree_expander_new      (void);
TarnNode  *tarn_tree_expander_get_node (TarnTreeExpander *self);
void       tarn_tree_expander_set_node (TarnTreeExpander *self,
                                        TarnNode         *node);

/* The one at or below @widget that shows @node; NULL: none does. */
GtkWidget *tarn_tree_expander_find     (GtkWidget        *widget,
                                        TarnNode         *node);
/* Shows @text, whatever its letters are, at the side where a line begins. */
void       tarn_tree_inscribe          (GtkWidget        *inscription,
                                        const char       *text);

G_END_DECLS
