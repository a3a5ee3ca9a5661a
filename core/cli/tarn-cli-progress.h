/* tarn-cli-progress.h
 *
 * A line on stderr that tells how far something is, rewritten about ten times a second;
 * none where stderr is no terminal.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

typedef struct
{
  const char *what;        /* is counted: "varbinds"           */
  gboolean    is_terminal;
  gboolean    shown;
  gint64      next_us;
} CliProgress;

void cli_progress_init  (CliProgress *self,
                         const char  *what);
/* @part of @whole, which may be 0 if nobody knows it. */
void cli_progress_show  (CliProgress *self,
                         guint64      part,
                         guint64      whole,
                         guint64      count);
/* Takes the line away, for whatever is printed next. */
void cli_progress_clear (CliProgress *self);

G_END_DECLS
