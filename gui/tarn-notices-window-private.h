/* tarn-notices-window-private.h
 *
 * What the files of TarnNoticesWindow share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-message.h"
#include "tarn-notice-view.h"
#include "tarn-notices-where.h"
#include "tarn-notices-window.h"
#include "tarn-text-columns.h"

G_BEGIN_DECLS

#define TARN_NOTICES_N_COLUMNS 5

extern const TarnTextColumn tarn_notices_columns[TARN_NOTICES_N_COLUMNS];

struct _TarnNoticesWindow
{
  GtkWindow           parent_instance;

  TarnNoticeList     *list;
  TarnMib            *mib;          /* nullable                                     */
  TarnTextStyle      *style;        /* never NULL                                   */
  char               *wanted;       /* case-folded; NULL: all                       */
  GPtrArray          *cleared;      /* of TarnNotice, to be taken back; nullable    */
  gboolean            show_communities;
  gboolean            toggling;     /* the button follows, and is not pressed       */
  GtkFilterListModel *filtered;
  GtkCustomFilter    *filter;
  GtkSingleSelection *selection;

  GtkToggleButton    *listen_button;
  TarnNoticesWhere   *where;
  GtkEditable        *search;
  GtkStack           *stack;
  GtkLabel           *empty_title;
  GtkLabel           *empty_text;
  GtkWidget          *empty_button;
  GtkScrolledWindow  *scroller;
  GtkColumnView      *view;
  TarnNoticeView     *detail;
  GtkLabel           *status;
  TarnMessage        *message;
};

/* What is told of the list, and what may be done with it. */
void tarn_notices_window_update          (TarnNoticesWindow *self);

/* tarn-notices-window-actions.c */
void tarn_notices_window_install_actions (GtkWidgetClass    *class);

G_END_DECLS
