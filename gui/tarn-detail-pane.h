/* tarn-detail-pane.h
 *
 * All that is known of the selected node, and what can be done with it.  It follows the
 * document: what is written by anybody shows within a frame.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_DETAIL_PANE (tarn_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (TarnDetailPane, tarn_detail_pane, TARN, DETAIL_PANE, GtkWidget)

/* Properties "document" (TarnDocument) and "oid" (TarnOid), both nullable. */
GtkWidget *tarn_detail_pane_new  (void);
/* Shows @oid and begins to edit its value. */
void       tarn_detail_pane_edit (TarnDetailPane *self,
                                  TarnOid        *oid);

G_END_DECLS
