/* tarn-tree-pane-private.h
 *
 * Private to the pane: what its files share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-state.h"
#include "tarn-tree-pane.h"
#include "tarn-tree-rows.h"

G_BEGIN_DECLS

struct _TarnTreePane
{
  GtkWidget           parent_instance;

  TarnDocument       *document;     /* nullable                                          */
  TarnTreeRows       *rows;         /* nullable: those of the document                   */
  TarnOid            *oid;          /* nullable: what is selected, or was asked for      */
  GSimpleActionGroup *actions;      /* tree.show-…: which columns there are              */
  TarnState          *state;        /* nullable: remembers widths                        */
  GStrv               columns;      /* ids of those that are shown, in order             */
  char               *oid_display;  /* nullable: as the preference has it                */
  gboolean            arranging;    /* columns change by us, not by the user             */
  guint               ordered_id;   /* the idle source that looks at their order         */
  guint               n_shown;      /* rows that the view may have; 0: all of them       */
  gboolean            has_shown;    /* a frame with the first of them                    */
  guint               grow_id;      /* the callback of frames that lets it have more     */
  guint               find_id;      /* the idle source that selects again                */
  gboolean            selecting;    /* by us, not by the user                            */
  gboolean            is_unknown;   /* the user selected what could not be read yet      */

  GtkStack           *stack;
  GtkColumnView      *view;
  GtkSingleSelection *selection;
  GtkWidget          *popover;
  GtkWidget          *empty_mirror;
};

/* tarn-tree-start.c: the first frame is not to wait for rows that it does not show. */
void      tarn_tree_pane_start_small  (TarnTreePane  *self);
void      tarn_tree_pane_start_ends   (TarnTreePane  *self);

/* The node of the selected row, NULL if there is none.  The caller's to free. */
TarnNode *tarn_tree_pane_dup_node     (TarnTreePane  *self);
/* Fills the view with its columns, and the group of actions with one for each. */
void      tarn_tree_pane_add_columns  (TarnTreePane  *self);
/* Setters of properties.  What is no column is left out. */
void      tarn_tree_pane_set_columns  (TarnTreePane  *self,
                                       const char * const *ids);
void      tarn_tree_pane_set_oid_display (TarnTreePane *self,
                                       const char    *display);
void      tarn_tree_pane_set_state    (TarnTreePane  *self,
                                       TarnState     *state);
GMenu    *tarn_tree_pane_make_columns_menu (void);
/* What can be done with the node of a row: at a place in the view, or (the action) for the
 * selected one. */
void      tarn_tree_pane_popup_menu   (TarnTreePane  *self,
                                       double         x,
                                       double         y);
void      tarn_tree_pane_menu_action  (GtkWidget     *widget,
                                       const char    *name,
                                       GVariant      *parameter);
/* The row that a place in the view is in; NULL: none. */
TarnNode *tarn_tree_pane_pick_node    (TarnTreePane  *self,
                                       double         x,
                                       double         y);

/* The selection is at @oid: nothing but that. */
void      tarn_tree_pane_take_oid     (TarnTreePane  *self,
                                       TarnOid       *oid);
void      tarn_tree_pane_selected_cb  (TarnTreePane  *self);
/* Selects what @self->oid is, when the loop comes round. */
void      tarn_tree_pane_find_later   (TarnTreePane  *self);
void      tarn_tree_pane_select_action (GtkWidget    *widget,
                                       const char    *name,
                                       GVariant      *parameter);

G_END_DECLS
