/* tarn-notices-window.h
 *
 * The notifications that are received while one listens, which has to be asked for; and the
 * way to send one.
 *
 * Signal: "go" with the TarnOid of a varbind and the host that sent it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-notice-list.h"
#include "tarn-state.h"

G_BEGIN_DECLS

#define TARN_TYPE_NOTICES_WINDOW (tarn_notices_window_get_type ())
G_DECLARE_FINAL_TYPE (TarnNoticesWindow, tarn_notices_window, TARN, NOTICES_WINDOW, GtkWindow)

/* Who closes it listens no more; what is in @list is there the next time.  Property "mib". */
GtkWindow *tarn_notices_window_new (TarnNoticeList *list,
                                    TarnState      *state);

G_END_DECLS
