/* tarn-mib-facts.h
 *
 * Private: what a parser found in a module, as octets from one process to another.  The
 * reader believes nothing: whoever wrote them may have died of a bad module just before.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a record is about; it begins with this octet. */
typedef enum
{
  TARN_MIB_FACT_MODULE  = 'M',   /* version, organization, contact, description, updated */
  TARN_MIB_FACT_TYPE    = 'T',   /* a type: see tarn-mib-smi.c                           */
  TARN_MIB_FACT_OBJECT  = 'O',
  TARN_MIB_FACT_MEMBER  = 'm',   /* module, name: of the object before                   */
  TARN_MIB_FACT_BASE    = 'b',   /* module, name: the row that the one before augments   */
  TARN_MIB_FACT_MESSAGE = 'E',   /* line, severity, text                                 */
} TarnMibFact;

void        tarn_mib_facts_put_kind   (GByteArray  *self,
                                       TarnMibFact  kind);
void        tarn_mib_facts_put_u32    (GByteArray  *self,
                                       guint32      value);
void        tarn_mib_facts_put_i64    (GByteArray  *self,
                                       gint64       value);
/* NULL stays NULL. */
void        tarn_mib_facts_put_string (GByteArray  *self,
                                       const char  *string);

typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      failed;   /* sticky; what is read then is 0 or NULL */
} TarnMibFactsReader;

/* 0 at the end. */
guint8      tarn_mib_facts_read_kind   (TarnMibFactsReader *self);
guint32     tarn_mib_facts_read_u32    (TarnMibFactsReader *self);
gint64      tarn_mib_facts_read_i64    (TarnMibFactsReader *self);
/* Of an enumeration that ends in @last: what that does not have is read as its last one. */
guint32     tarn_mib_facts_read_word   (TarnMibFactsReader *self,
                                        guint32             last);
/* In place. */
const char *tarn_mib_facts_read_string (TarnMibFactsReader *self);

G_END_DECLS
