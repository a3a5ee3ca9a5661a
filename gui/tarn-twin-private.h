/* tarn-twin-private.h
 *
 * What an agent writes of itself, read again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

/* NULL if it is not what tarn serve --status writes. */
TarnAgentStatus *tarn_twin_parse_status (GKeyFile *file,
                                         gint64   *told_us);

/* TarnTwinDevice of each; empty where there is one capture. */
GPtrArray       *tarn_twin_parse_devices (GKeyFile *file);

G_END_DECLS
