/* tarn-cli-serve-status.h
 *
 * tarn serve --status: a file that tells how it goes with an agent, for programs that look
 * after it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-serve-fleet.h"

G_BEGIN_DECLS

typedef struct
{
  const char    *path;          /* the file; NULL: nobody wants it   */
  CliServeFleet *fleet;         /* what is served                    */

  gint64         started_us;
  guint64        n_told;        /* requests when it was written last */
  guint          timer;
} CliServeStatus;

/* Writes the file for the first time, and from then on once a second while requests come.
 * FALSE after a complaint. */
gboolean cli_serve_status_begin (CliServeStatus *self);
/* Writes it now: the devices are others than before. */
void     cli_serve_status_tell  (CliServeStatus *self);
/* Removes it. */
void     cli_serve_status_end   (CliServeStatus *self);

G_END_DECLS
