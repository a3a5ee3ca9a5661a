/* tarn-demo.h
 *
 * An invented switch on loopback, answered for by this process: something to try the browser
 * with where there is no device.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TARN_TYPE_DEMO (tarn_demo_get_type ())
G_DECLARE_FINAL_TYPE (TarnDemo, tarn_demo, TARN, DEMO, GObject)

/* Of the communities public (to read) and private (to write).  NULL: what it tells is not
 * installed, or there is no loopback. */
TarnDemo *tarn_demo_new         (GError   **error);
char     *tarn_demo_dup_address (TarnDemo  *self);

G_END_DECLS
