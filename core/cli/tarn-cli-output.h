/* tarn-cli-output.h
 *
 * Where lines go: gathered, written in large pieces, and every failure told once.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

typedef struct
{
  GString    *buffer;       /* append here, then call cli_output_push()  */
  gboolean    failed;       /* nothing more is written                   */

  const char *path;         /* NULL: standard output                     */
  char       *temporary;    /* becomes @path when all is written         */
  int         fd;
  gboolean    is_terminal;
} CliOutput;

/* @path is not copied; NULL or "-" is standard output.  A file appears under its
 * name when it is complete.  FALSE after a complaint. */
gboolean cli_output_init  (CliOutput  *self,
                           const char *path);
/* As snmpget prints them. */
void     cli_output_varbinds (CliOutput *self,
                              GPtrArray *varbinds);
/* Takes @fd, which is open at the place to write on; @path is not copied. */
void     cli_output_init_fd (CliOutput  *self,
                             const char *path,
                             int         fd);
/* Writes when enough has been gathered, at once to a terminal. */
gboolean cli_output_push  (CliOutput  *self);
/* Writes what there is, at once. */
gboolean cli_output_flush (CliOutput  *self);
/* Writes the rest.  FALSE after a complaint, here or before; a reader that went
 * away is a failure without one. */
gboolean cli_output_close (CliOutput  *self);
/* Gives up: what was written to a file goes away. */
void     cli_output_drop  (CliOutput  *self);

G_END_DECLS
