/* tarn-cli-infer.h
 *
 * What a capture looks like without a MIB, as text and JSON.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

void cli_append_inference      (GString             *text,
                                const TarnInference *inference);
void cli_json_append_inference (GString             *text,
                                const TarnInference *inference);

G_END_DECLS
