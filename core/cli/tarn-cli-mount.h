/* tarn-cli-mount.h
 *
 * Captures that --mount puts into another one: PREFIX=FILE[@BASE].
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

typedef struct
{
  TarnOid     *prefix;
  TarnOid     *base;      /* NULL: as the prefix */
  char        *path;
  TarnCapture *capture;
} CliMount;

/* Of CliMount, with their captures open, from a list of texts; NULL after a complaint. */
GPtrArray *cli_open_mounts     (const CliCommand *command,
                                GPtrArray        *texts,
                                TarnCaptureMode   mode);
/* @base with all @mounts in it; NULL after a complaint. */
TarnStore *cli_compose         (TarnCapture      *base,
                                GPtrArray        *mounts);
/* A line for each; FALSE after a complaint. */
gboolean   cli_announce_mounts (GPtrArray        *mounts,
                                TarnStore        *store);

G_END_DECLS
