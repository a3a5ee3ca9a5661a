/* tarn-application.h
 *
 * What all windows share: the MIB modules, the session that talks to devices, what is
 * remembered, the demo device.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

#include "tarn-connect.h"
#include "tarn-state.h"

G_BEGIN_DECLS

#define TARN_TYPE_APPLICATION (tarn_application_get_type ())
G_DECLARE_FINAL_TYPE (TarnApplication, tarn_application, TARN, APPLICATION, GtkApplication)

TarnApplication *tarn_application_new         (void);

/* NULL until the modules are loaded, or if they cannot be; TarnApplication:mib tells. */
TarnMib         *tarn_application_get_mib     (TarnApplication  *self);
TarnSession     *tarn_application_get_session (TarnApplication  *self);
TarnState       *tarn_application_get_state   (TarnApplication  *self);
TarnConnect     *tarn_application_get_connect (TarnApplication  *self);
/* Of TarnTwin: those that run, also those of an earlier time. */
GListStore      *tarn_application_get_twins   (TarnApplication  *self);
/* Where the demo device listens, on loopback; begun when it is asked for.  The caller's. */
char            *tarn_application_dup_demo    (TarnApplication  *self,
                                               GError          **error);

G_END_DECLS
