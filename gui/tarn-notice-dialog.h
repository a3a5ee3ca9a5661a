/* tarn-notice-dialog.h
 *
 * Sends a notification that is made by hand: a trap or an inform of any kind, with the
 * varbinds that its module names.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_NOTICE_DIALOG (tarn_notice_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TarnNoticeDialog, tarn_notice_dialog, TARN, NOTICE_DIALOG, GtkWindow)

/* @mib (nullable) completes names, and says of what type values are. */
GtkWindow *tarn_notice_dialog_new (TarnMib *mib);

G_END_DECLS
