/* tarn-cli-serve-summary.h
 *
 * What the last second brought to the devices of tarn serve.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

void cli_serve_summary_begin (void);
/* Costs nothing before it has begun. */
void cli_serve_summary_add   (const TarnAgentRequest *request);
void cli_serve_summary_end   (void);

G_END_DECLS
