/* tarn-change-row.h
 *
 * One edit: its name, what stands there and what shall, and what became of it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_CHANGE_ROW (tarn_change_row_get_type ())
G_DECLARE_FINAL_TYPE (TarnChangeRow, tarn_change_row, TARN, CHANGE_ROW, GtkWidget)

GtkWidget *tarn_change_row_new  (void);
/* Both NULL: nothing. */
void       tarn_change_row_show (TarnChangeRow *self,
                                 TarnDocument  *document,
                                 TarnChange    *change);

/* "before → after".  The caller's. */
char      *tarn_change_row_dup_text (TarnChange  *change,
                                 TarnTextStyle *style);

G_END_DECLS
