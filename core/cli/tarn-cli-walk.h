/* tarn-cli-walk.h
 *
 * What tarn walk and tarn mirror have in common.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-device.h"

G_BEGIN_DECLS

#define CLI_WALK_ADAPTIVE         G_MAXUINT   /* -Cr was not given */
#define CLI_WALK_REPETITIONS_HELP "ask for so many varbinds at once; default 10, rising to 50"

/* FALSE after a complaint. */
gboolean cli_walk_set_repetitions (TarnWalk         *walk,
                                   const CliCommand *command,
                                   guint             max_repetitions);

/* Adds the operands from @first on as roots, everything if there are none; each
 * begins behind @after (nullable), where that lies in it.  FALSE after a complaint. */
gboolean cli_walk_add_roots  (TarnWalk         *walk,
                              const CliCommand *command,
                              GPtrArray        *operands,
                              guint             first,
                              const char       *after);

/* Says to stderr why a walk is incomplete, and what is missing. */
void     cli_walk_complain   (TarnWalk         *walk,
                              const GError     *error);

G_END_DECLS
