/* tarn-cli-table.h
 *
 * tarn table: how rows are laid out.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-names.h"
#include "tarn-cli-output.h"

G_BEGIN_DECLS

typedef enum
{
  CLI_TABLE_TEXT,
  CLI_TABLE_CSV,
  CLI_TABLE_JSON,
} CliTableForm;

typedef struct
{
  TarnTable    *table;
  CliTableForm  form;
  const char   *separator;   /* text: fields as they are, with this between; NULL: aligned */
  guint         width;       /* of the terminal; 0: lines may have any length              */
  guint         max_chars;   /* of a field; 0: no limit                                    */
  gboolean      brief;       /* headings without what all have in common                   */
  gboolean      one_index;   /* the whole index as one field                               */
  gboolean      left;        /* numbers too                                                */
  gboolean      only_head;
  gboolean      no_head;

  CliOutput     output;
  GArray       *fields;
  GString      *cell;        /* for one at a time, as it is printed                        */
  GString      *raw;         /* and as it is                                               */
  guint         first;       /* fields of the part of the table that is being printed      */
  guint         end;
} CliTable;

/* Prints all rows; FALSE after a complaint. */
gboolean cli_table_print (CliTable *self);

G_END_DECLS
