/* tarn-cli-assign.h
 *
 * What tarn set is to set: OIDs with values as they are typed, and what tells the types of
 * those: a letter, a MIB module, or what the device holds.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

typedef struct _CliAssignment CliAssignment;

struct _CliAssignment
{
  TarnOid       *oid;
  char           type;     /* a letter, or '=': to be found out                          */
  const char    *text;
  TarnMibNode   *object;   /* that @oid is an instance of; NULL: no module knows it      */
  TarnOid       *asked;    /* of what the device has to be asked for first, or NULL      */
  CliAssignment *link;     /* whose value tells what this one is; itself: none does      */
  TarnValue     *beside;   /* what kind of address it is, if that is known               */
  TarnValue     *value;    /* NULL until it is made                                      */
};

/* Operands from @first on, as CliAssignment; NULL after a complaint. */
GArray    *cli_parse_assignments (const CliCommand *command,
                                  GPtrArray        *operands,
                                  guint             first);

/* Values of all that nothing has to be asked for.  FALSE after a complaint. */
gboolean   cli_make_values       (const CliCommand *command,
                                  GArray           *assignments);

/* What has to be asked for, of borrowed TarnOid. */
GPtrArray *cli_list_asked        (const GArray     *assignments);

/* The value of one of those; @last (nullable) is the answer. */
gboolean   cli_make_asked_value  (const CliCommand *command,
                                  CliAssignment    *self,
                                  TarnValue        *last);

/* When all have a value. */
GPtrArray *cli_make_varbinds     (const GArray     *assignments);

G_END_DECLS
