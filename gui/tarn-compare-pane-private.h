/* tarn-compare-pane-private.h
 *
 * What the parts of the compare pane share: the pane and its columns.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-compare-pane.h"
#include "tarn-comparison.h"

G_BEGIN_DECLS

struct _TarnComparePane
{
  GtkWidget           parent_instance;

  TarnDocument       *document;     /* nullable                                     */
  TarnComparison     *comparison;   /* nullable                                     */
  TarnCapture        *other;        /* nullable: what the document is compared with */
  char               *other_name;
  gboolean            incomplete;   /* the device did not tell all                  */
  gboolean            is_device;    /* @other is what the device told               */
  GCancellable       *reading;      /* while the device is read; else NULL          */
  GtkSingleSelection *selection;
  GtkWidget          *menu;         /* of a row                                     */

  GtkStack           *pages;
  GtkLabel           *start_title;
  GtkLabel           *start_hint;
  GtkLabel           *busy_title;
  GtkProgressBar     *progress;
  GtkLabel           *title;
  GtkLabel           *summary;
  GtkLabel           *nothing;
  GtkToggleButton    *moving;
  GtkWidget          *again;
  GtkColumnView      *view;
  GMenuModel         *row_menu;
};

void                tarn_compare_pane_add_columns (TarnComparePane *self);
void                tarn_compare_pane_name_columns (TarnComparePane *self);
void                tarn_compare_pane_update_actions (TarnComparePane *self);
/* The node that is selected; NULL: none. */
TarnComparisonNode *tarn_compare_pane_dup_node    (TarnComparePane *self);

void                tarn_compare_pane_add_actions (GtkWidgetClass  *class);
void                tarn_compare_pane_pop_up      (TarnComparePane *self,
                                                   GtkWidget       *cell,
                                                   double           x,
                                                   double           y);

G_END_DECLS
