/* tarn-snmprec-line.h
 *
 * Private: one line of a .snmprec file taken apart.  No store, no stream.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "base/tarn-row.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_SNMPREC_NOTHING,   /* blank, or a comment                                  */
  TARN_SNMPREC_VARBIND,
  TARN_SNMPREC_RAW,       /* a varbind whose TLV is given whole, in a comment     */
  TARN_SNMPREC_MODULE,    /* a value that a module of snmpsim would make up       */
  TARN_SNMPREC_REFUSED,
} TarnSnmprecKind;

/* Used again for every line, so that it stops allocating. */
typedef struct
{
  TarnName    name;
  GByteArray *tlv;

  /* What is odd, as clauses of a sentence; empty when nothing is. */
  GString    *remarks;
  gboolean    mended;     /* else, with remarks: taken as it stands, but doubtful */

  GByteArray *content;
} TarnSnmprecLine;

void            tarn_snmprec_line_init  (TarnSnmprecLine       *self);
void            tarn_snmprec_line_clear (TarnSnmprecLine       *self);

/* @line comes without its line end. */
TarnSnmprecKind tarn_snmprec_line_parse (TarnSnmprecLine       *self,
                                         TarnSpan               line);

/* Of a line of a module: the line as it was before an export made it a comment. */
TarnSpan        tarn_snmprec_line_module (TarnSpan             line);

static inline TarnSpan
tarn_snmprec_line_tlv (const TarnSnmprecLine *self)
{
  return tarn_span (self->tlv->data, self->tlv->len);
}

G_END_DECLS
