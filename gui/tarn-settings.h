/* tarn-settings.h
 *
 * What the user prefers: the schema org.tarn.Browser, which says what each key is for and
 * what it may be.  What the browser remembers by itself is in TarnState instead.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of the process; the same object each time.  NULL: the schema is not there, which main()
 * tells people. */
GSettings *tarn_settings_get (void);

G_END_DECLS
