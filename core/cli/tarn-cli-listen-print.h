/* tarn-cli-listen-print.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

/* A line, and one for each varbind. */
void cli_append_notification      (GString                *text,
                                   const TarnNotification *notification);
/* One object, one line. */
void cli_append_notification_json (GString                *text,
                                   const TarnNotification *notification);

G_END_DECLS
