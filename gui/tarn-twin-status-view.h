/* tarn-twin-status-view.h
 *
 * How it goes with one agent: where it is, a line to try it with, who asks it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-twin.h"

G_BEGIN_DECLS

#define TARN_TYPE_TWIN_STATUS (tarn_twin_status_get_type ())
G_DECLARE_FINAL_TYPE (TarnTwinStatus, tarn_twin_status, TARN, TWIN_STATUS, GtkWidget)

/* @mib (nullable) gives names to what is asked. */
void tarn_twin_status_show (TarnTwinStatus *self,
                            TarnTwin       *twin,
                            TarnMib        *mib);

G_END_DECLS
