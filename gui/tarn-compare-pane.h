/* tarn-compare-pane.h
 *
 * A document beside another capture, or beside what its device tells now: as a tree with only
 * the differences.  A value of the other side may be taken over: the action
 * document.take-over, with the OID as dotted text and the TLV that it is to have (none: it is
 * to be deleted).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_COMPARE_PANE (tarn_compare_pane_get_type ())
G_DECLARE_FINAL_TYPE (TarnComparePane, tarn_compare_pane, TARN, COMPARE_PANE, GtkWidget)

GtkWidget *tarn_compare_pane_new           (void);
/* Asks for another capture; @path NULL: by a dialog. */
void       tarn_compare_pane_with_file     (TarnComparePane *self,
                                            const char      *path);
/* Reads the document's device, then compares. */
void       tarn_compare_pane_with_device   (TarnComparePane *self);

G_END_DECLS
