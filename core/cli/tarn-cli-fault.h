/* tarn-cli-fault.h
 *
 * The faults of tarn serve.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-options.h"

G_BEGIN_DECLS

CliStatus cli_list_faults (void);
/* FALSE: one of the texts in @faults is none, and that has been said. */
gboolean  cli_add_faults  (const CliCommand *command,
                           TarnAgent        *agent,
                           GPtrArray        *faults,
                           guint             seed);

G_END_DECLS
