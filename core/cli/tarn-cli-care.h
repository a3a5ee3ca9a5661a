/* tarn-cli-care.h
 *
 * What the commands that go through a whole file share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

/* How far something has come that a person waits for: to a terminal, once a second has
 * gone by.  A GFileProgressCallback. */
void cli_progress_cb  (goffset  done,
                       goffset  total,
                       gpointer data);
/* Takes that away again. */
void cli_progress_end (void);

G_END_DECLS
