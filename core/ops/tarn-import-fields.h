/* tarn-import-fields.h
 *
 * Private: a varbind in named fields, as JSON and CSV have them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-snmprec-line-private.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_FIELD_OID,
  TARN_FIELD_TYPE,
  TARN_FIELD_VALUE,   /* as a person writes it                           */
  TARN_FIELD_TEXT,    /* of octets                                       */
  TARN_FIELD_HEX,     /* of octets; goes before VALUE and TEXT           */
  TARN_FIELD_TLV,     /* all octets in hex; goes before everything else  */
  TARN_N_FIELDS,
} TarnField;

/* Those that were not there have no data. */
typedef struct
{
  TarnSpan span[TARN_N_FIELDS];
} TarnImportFields;

/* TARN_N_FIELDS where @name is none of them. */
TarnField       tarn_import_field_find   (TarnSpan                name);

TarnSnmprecKind tarn_import_fields_parse (const TarnImportFields *self,
                                          TarnSnmprecLine        *line);

G_END_DECLS
