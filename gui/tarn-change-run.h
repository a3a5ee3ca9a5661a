/* tarn-change-run.h
 *
 * Applies edits of a document and tells people what became of it: what all panes that edit
 * share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

/* @changes (of TarnChange) of NULL are all.  Messages come from @from, which may go before
 * it is done. */
void tarn_change_run_write  (GtkWidget        *from,
                             TarnDocument     *document,
                             GPtrArray        *changes);
void tarn_change_run_send   (GtkWidget        *from,
                             TarnDocument     *document,
                             GPtrArray        *changes,
                             TarnChangeManner  manner,
                             GCancellable     *cancellable);
void tarn_change_run_verify (GtkWidget        *from,
                             TarnDocument     *document);
void tarn_change_run_undo   (GtkWidget        *from,
                             TarnDocument     *document);
void tarn_change_run_redo   (GtkWidget        *from,
                             TarnDocument     *document);

G_END_DECLS
