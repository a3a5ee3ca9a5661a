/* tarn-cli-names.h
 *
 * MIB modules for the commands: -m and -M say which, -O how names and values are printed,
 * -I how they are read.  The modules are loaded when a name or a text is first needed.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-options.h"

G_BEGIN_DECLS

/* The options; cli_parse() adds them for commands that have names. */
const CliOption *cli_names_get_options (void);

/* Whether what the options say can be understood.  FALSE after a complaint. */
gboolean         cli_names_check       (const CliCommand *command);

/* NULL where there are none, or none are wanted; borrowed.  Complains once of modules that
 * cannot be loaded: everything works without. */
TarnMib         *cli_get_mib           (void);

/* How -O wants text; borrowed. */
TarnTextStyle   *cli_get_style         (void);

/* Loads the modules if @format has names, where cli_append_row() must not take long: under
 * a lock, or while answers come. */
void             cli_names_prepare     (TarnFormat        format);

/* As tarn_format_row(), with names where the format has any. */
void             cli_append_row        (TarnFormat        format,
                                        const TarnRow    *row,
                                        GString          *text);

/* Each behind @prefix. */
void             cli_append_rows       (TarnFormat        format,
                                        const char       *prefix,
                                        const TarnRow    *rows,
                                        gsize             n_rows,
                                        GString          *text);

/* Whether -I has @letter. */
gboolean         cli_input_has         (char              letter);

/* Whether @text is an OID in numbers, or none at all. */
gboolean         cli_is_numeric        (const char       *text);

/* An OID as a person types it, in numbers or names. */
TarnOid         *cli_parse_oid         (const char       *text,
                                        GError          **error);

/* The operands from @first on, as TarnOid; NULL after a complaint. */
GPtrArray       *cli_parse_oids        (const CliCommand *command,
                                        GPtrArray        *operands,
                                        guint             first);

/* What messages call @oid: its name where it has one, else its numbers. */
char            *cli_name_oid          (const TarnOid    *oid);

/* What an agent said of some of @oids, with their names for their numbers. */
char            *cli_tell_error        (const GError     *error,
                                        GPtrArray        *oids);

G_END_DECLS
