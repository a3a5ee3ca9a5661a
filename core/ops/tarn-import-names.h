/* tarn-import-names.h
 *
 * Private: what names in a text mean: OIDs, and what MIB modules say of their values.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-cursor.h"
#include "ops/tarn-snmprec-line-private.h"

G_BEGIN_DECLS

typedef struct
{
  TarnMib       *mib;          /* NULL: numbers, and what is built in. Borrowed        */
  TarnMibCursor  cursor;
  GString       *text;         /* a name as C has it                                   */

  guint32        said;         /* what the module in front of the last name has there  */

  /* Of the object that was asked for last: a copy, for OIDs among values move the cursor. */
  gboolean       has_syntax;
  gboolean       by_label;     /* the text called it by its own name                   */
  TarnMibSyntax  syntax;
  const char    *units;
} TarnImportNames;

void     tarn_import_names_init        (TarnImportNames  *self,
                                        TarnMib          *mib);
void     tarn_import_names_clear       (TarnImportNames  *self);
/* Fills in what is known of the object that @name is an instance of, which was read from
 * @text. */
void     tarn_import_names_find_object (TarnImportNames  *self,
                                        TarnSpan          text,
                                        TarnSpan          name);
void     tarn_import_names_drop_object (TarnImportNames  *self);
/* Whether all of @word is a name in the modules. */
gboolean tarn_import_names_knows       (TarnImportNames  *self,
                                        TarnSpan          word);

/* ".1.3.6", "iso.3.6", "SNMPv2-MIB::sysDescr.0", ".iso.org.dod", "ifDescr[1]".  FALSE
 * after tarn_snmprec_refuse(). */
gboolean tarn_import_parse_name        (TarnImportNames  *self,
                                        TarnSnmprecLine  *line,
                                        TarnSpan          text,
                                        TarnName         *name);

/* Whether @text has an index with strings in it, of which less is printed than there was,
 * or brackets. */
gboolean tarn_import_has_quote         (TarnSpan          text);
/* Such a name, by the modules.  FALSE with @error where they do not know it; without, after
 * tarn_snmprec_refuse(), where they do, and the index cannot be told. */
gboolean tarn_import_parse_quoted      (TarnImportNames  *self,
                                        TarnSnmprecLine  *line,
                                        TarnSpan          text,
                                        TarnName         *name,
                                        GError          **error);

G_END_DECLS
