/* tarn-log-pane.h
 *
 * The log of requests: what was sent to the document's device and what came back.  Recording
 * begins when the pane is shown for the first time.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"
#include "tarn-state.h"
#include "tarn-log.h"

G_BEGIN_DECLS

#define TARN_TYPE_LOG_PANE (tarn_log_pane_get_type ())
G_DECLARE_FINAL_TYPE (TarnLogPane, tarn_log_pane, TARN, LOG_PANE, GtkWidget)

/* Property: "document" (TarnDocument).  Actions: "log.clear", "log.copy", "log.copy-all",
 * "log.search". */

/* NULL while there is no document. */
TarnLog *tarn_log_pane_get_log (TarnLogPane *self);
/* Where it remembers its sizes; once. */
void       tarn_log_pane_set_state (TarnLogPane *self,
                                    TarnState   *state);

G_END_DECLS
