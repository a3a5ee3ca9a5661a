/* tarn-document-view-private.h
 *
 * What the files of TarnDocumentView share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-change-pane.h"
#include "tarn-compare-pane.h"
#include "tarn-detail-pane.h"
#include "tarn-document-view.h"
#include "tarn-log-pane.h"
#include "tarn-mirror-bar.h"
#include "tarn-path-bar.h"
#include "tarn-search-bar.h"
#include "tarn-table-pane.h"
#include "tarn-tree-pane.h"
#include "tarn-watch-pane.h"

G_BEGIN_DECLS

struct _TarnDocumentView
{
  GtkWidget           parent_instance;

  TarnDocument       *document;
  TarnOid            *oid;          /* nullable: what is selected                */
  GSimpleActionGroup *actions;
  guint               turn_id;      /* the idle source that turns the panes      */

  GtkBox             *box;
  GtkPaned           *paned;
  GtkStack           *views;
  TarnPathBar        *path_bar;
  TarnSearchBar      *search_bar;
  TarnTreePane       *tree;
  TarnTablePane      *table;
  TarnDetailPane     *detail;
  TarnWatchPane      *watch;
  TarnComparePane    *compare;
  TarnLogPane        *log;
  TarnMirrorBar      *mirror_bar;
};

/* Its actions "document.…", into its group. */
void tarn_document_view_add_actions (TarnDocumentView *self);

G_END_DECLS
