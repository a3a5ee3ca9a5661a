/* tarn-cli-serve-list.h
 *
 * Which devices tarn serve is to serve: files, folders, and a list with a line for each.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-serve.h"

G_BEGIN_DECLS

typedef struct
{
  char         *name;
  char         *path;       /* of its capture                                        */
  char         *address;    /* its own, as it is written; NULL                       */
  char         *line;       /* what was written of it: whether it is the same later  */
  char         *where;      /* "LIST:LINE", for complaints; NULL                     */
  CliServeSaid *said;       /* by its line; NULL: what the command says holds        */
  char        **words;      /* what @said points into; NULL                          */
} CliServeEntry;

/* Of CliServeEntry, from @operands (files and folders) and the file @list, which may be NULL;
 * each has a name that no other one has.  NULL after a complaint. */
GPtrArray *cli_serve_read_entries (const CliCommand   *command,
                                   GPtrArray          *operands,
                                   const char         *list,
                                   const CliServeSaid *said);
void       cli_serve_entry_free   (CliServeEntry      *self);

G_END_DECLS
