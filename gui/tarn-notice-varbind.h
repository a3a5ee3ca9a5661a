/* tarn-notice-varbind.h
 *
 * A row of the form of a notification: which object, of what type, and its value.
 *
 * Signal: "remove".
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_NOTICE_VARBIND (tarn_notice_varbind_get_type ())
G_DECLARE_FINAL_TYPE (TarnNoticeVarbind, tarn_notice_varbind, TARN, NOTICE_VARBIND, GtkWidget)

/* @node NULL: an empty one; else an instance of that object is proposed. */
GtkWidget   *tarn_notice_varbind_new  (TarnMib            *mib,
                                       TarnMibNode        *node);
/* NULL with @error where it is not filled as it should be. */
TarnVarbind *tarn_notice_varbind_make (TarnNoticeVarbind  *self,
                                       GError            **error);

G_END_DECLS
