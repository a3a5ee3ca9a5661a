/* tarn-window.h
 *
 * A window: the start page, or documents as tabs under one header bar.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-application.h"
#include "tarn-document-view.h"

G_BEGIN_DECLS

#define TARN_TYPE_WINDOW (tarn_window_get_type ())
G_DECLARE_FINAL_TYPE (TarnWindow, tarn_window, TARN, WINDOW, GtkApplicationWindow)

TarnWindow       *tarn_window_new            (TarnApplication  *application);

/* Opens a tab, or shows the one that has this capture already. */
TarnDocumentView *tarn_window_add_document   (TarnWindow       *self,
                                              TarnDocument     *document);
/* NULL: the start page is shown. */
TarnDocumentView *tarn_window_get_view       (TarnWindow       *self);
/* Shows the document of the device at @host, whatever its port; FALSE: none is open. */
gboolean          tarn_window_show_device    (TarnWindow       *self,
                                              const char       *host);
/* A capture; anything else is imported. */
void              tarn_window_open_file      (TarnWindow       *self,
                                              GFile            *file);
/* Its size when the browser ended and, with @documents, what was open; nothing if something
 * is open. */
void              tarn_window_restore        (TarnWindow       *self,
                                              gboolean          documents);
/* Of the captures that are open. */
void              tarn_window_add_paths      (TarnWindow       *self,
                                              GStrvBuilder     *builder);
void              tarn_window_show_message   (TarnWindow       *self,
                                              const char       *text,
                                              const char       *label,
                                              const char       *action);

G_END_DECLS
