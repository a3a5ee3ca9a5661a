/* tarn-twin-more.h
 *
 * What few people want of an agent: that it lives, what it shows to whom, where writes go, whom
 * it tells of itself, and which captures it serves as well.
 *
 * Signal: "changed".
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

#include "tarn-twin-settings.h"

G_BEGIN_DECLS

#define TARN_TYPE_TWIN_MORE (tarn_twin_more_get_type ())
G_DECLARE_FINAL_TYPE (TarnTwinMore, tarn_twin_more, TARN, TWIN_MORE, GtkWidget)

void     tarn_twin_more_add_capture (TarnTwinMore      *self,
                                     const char        *path);
/* Whether each capture has a community of its own. */
gboolean tarn_twin_more_by_community (TarnTwinMore     *self);
/* Puts its part into @settings, which have a path: texts there are its own, until it is asked
 * again.  FALSE with @error where something typed makes no sense; names are those of @mib
 * (nullable). */
gboolean tarn_twin_more_fill        (TarnTwinMore      *self,
                                     TarnMib           *mib,
                                     TarnTwinSettings  *settings,
                                     GError           **error);

G_END_DECLS
