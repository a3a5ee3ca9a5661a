/* tarn-document-view.h
 *
 * One tab: the views of one document, side by side with what is known of the selected node.
 * It joins its panes; none of them knows another.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-connect.h"
#include "tarn-document.h"
#include "tarn-state.h"

G_BEGIN_DECLS

#define TARN_TYPE_DOCUMENT_VIEW (tarn_document_view_get_type ())
G_DECLARE_FINAL_TYPE (TarnDocumentView, tarn_document_view, TARN, DOCUMENT_VIEW, GtkWidget)

GtkWidget    *tarn_document_view_new          (TarnDocument     *document);
TarnDocument *tarn_document_view_get_document (TarnDocumentView *self);
/* By which the device of a capture is opened, when there is need of it. */
void          tarn_document_view_set_connect  (TarnDocumentView *self,
                                               TarnConnect      *connect);
/* The actions "document.…", for widgets outside of the view that act on it. */
GActionGroup *tarn_document_view_get_actions  (TarnDocumentView *self);
TarnOid      *tarn_document_view_get_oid      (TarnDocumentView *self);
void          tarn_document_view_set_oid      (TarnDocumentView *self,
                                               TarnOid          *oid);

/* Which of its views is shown: "tree", "table" …; also the property "view".  What there is
 * not is not shown. */
const char   *tarn_document_view_get_shown    (TarnDocumentView *self);
void          tarn_document_view_show         (TarnDocumentView *self,
                                               const char       *name);

/* Where it remembers what a person chose: sizes, columns, what is watched.  Once. */
void          tarn_document_view_set_state    (TarnDocumentView *self,
                                               TarnState        *state);

G_END_DECLS
