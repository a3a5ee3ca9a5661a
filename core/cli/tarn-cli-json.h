/* tarn-cli-json.h
 *
 * Text of others, safe to put into JSON or onto a terminal.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

/* With its quotes; what is not UTF-8 becomes U+FFFD. */
void cli_json_append_string (GString       *text,
                             const char    *string);
void cli_json_append_gap    (GString       *text,
                             const TarnGap *gap);
/* Without control characters. */
void cli_append_plain       (GString       *text,
                             const char    *string);

G_END_DECLS
