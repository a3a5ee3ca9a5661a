/* tarn-notices-where.h
 *
 * Asks where to listen for notifications, and whom to believe.  It says what is wrong, and
 * what an address opens, while one types.
 *
 * Signal: "listen", when that was chosen.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-state.h"

#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_NOTICES_WHERE (tarn_notices_where_get_type ())
G_DECLARE_FINAL_TYPE (TarnNoticesWhere, tarn_notices_where, TARN, NOTICES_WHERE, GtkPopover)

/* Address and senders come from there, and are kept there; the community is not. */
void     tarn_notices_where_set_state (TarnNoticesWhere        *self,
                                       TarnState               *state);
/* FALSE with @error where what is typed makes no sense.  *@address NULL: this computer;
 * *@filter NULL: whoever sends is believed.  Both are the caller's. */
gboolean tarn_notices_where_get       (TarnNoticesWhere        *self,
                                       TarnAddress            **address,
                                       TarnNotificationFilter **filter,
                                       GError                 **error);

G_END_DECLS
