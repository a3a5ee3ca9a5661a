/* tarn-notice-view.h
 *
 * One notification in full, with its varbinds as rows.
 *
 * Signal: "go" with the TarnOid of a varbind that was activated.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-notice.h"

G_BEGIN_DECLS

#define TARN_TYPE_NOTICE_VIEW (tarn_notice_view_get_type ())
G_DECLARE_FINAL_TYPE (TarnNoticeView, tarn_notice_view, TARN, NOTICE_VIEW, GtkWidget)

/* @notice NULL: none is chosen. */
void tarn_notice_view_show (TarnNoticeView *self,
                            TarnNotice     *notice,
                            TarnTextStyle  *style,
                            gboolean        with_community);

G_END_DECLS
