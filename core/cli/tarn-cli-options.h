/* tarn-cli-options.h
 *
 * Options as net-snmp's tools take them: short ones may have their value attached
 * (-v2c, -cpublic, -Cr50), options and operands mix, a negative number is an operand.
 * GOption has none of this.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

typedef enum
{
  CLI_OPTION_FLAG,      /* gboolean                  */
  CLI_OPTION_TEXT,      /* const char *, not copied  */
  CLI_OPTION_NUMBER,    /* guint                     */
  CLI_OPTION_SECONDS,   /* gint64, in microseconds   */
  CLI_OPTION_LIST,      /* GPtrArray *; the option may be given again and again */
  CLI_OPTION_TITLE,     /* none: its help stands above those that follow        */
} CliOptionKind;

typedef struct
{
  const char    *name;        /* behind the two hyphens; NULL ends a list        */
  const char    *short_name;  /* behind the one hyphen, "v" or "Cr"; may be NULL */
  CliOptionKind  kind;
  gpointer       target;      /* set only when the option is given               */
  const char    *argument;    /* how --help calls its value                      */
  const char    *help;
} CliOption;

/* Parses @arguments by one or two lists of options.  Returns the operands, or NULL
 * with the exit status: a complaint or --help has been printed. */
GPtrArray *cli_parse (const CliCommand  *command,
                      char             **arguments,
                      const CliOption   *options,
                      const CliOption   *more_options,
                      CliStatus         *status);

/* How the command is called wrongly, and where to read more.  Returns CLI_USAGE. */
CliStatus  cli_misused (const CliCommand *command,
                        const char       *format,
                        ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
