/* tarn-detail-facts.h
 *
 * What is known of a node of a document, as captions and texts: its value in every form that
 * makes sense, what its module says, and where it comes from.  No widget knows more.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-document.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_DETAIL_VALUE,
  TARN_DETAIL_INDEX,
  TARN_DETAIL_ORIGIN,
  TARN_DETAIL_OBJECT,
  TARN_DETAIL_LABELS,    /* of an enumeration or BITS; the caption is the number */
  TARN_DETAIL_WORDS,     /* of the module; the text is long                      */
} TarnDetailSection;

#define TARN_DETAIL_N_SECTIONS (TARN_DETAIL_WORDS + 1)

/* TARN_DETAIL_FIXED: octets and code, in a font of fixed width.  TARN_DETAIL_CURRENT: the
 * label that the value has.  TARN_DETAIL_WRONG: what the module does not allow. */
typedef enum
{
  TARN_DETAIL_PLAIN   = 0,
  TARN_DETAIL_FIXED   = 1 << 0,
  TARN_DETAIL_CURRENT = 1 << 1,
  TARN_DETAIL_WRONG   = 1 << 2,
} TarnDetailManner;

typedef struct
{
  TarnDetailSection  section;
  TarnDetailManner   manner;
  char              *caption;
  char              *text;
} TarnDetailFact;

typedef struct
{
  TarnOid     *oid;
  TarnMib     *mib;           /* nullable                                         */
  TarnMibNode *node;          /* nullable: the nearest that a module defines       */
  TarnValue   *value;         /* nullable: no instance, or one that is not here    */
  char        *title;         /* "ifDescr.3"                                      */
  char        *headline;      /* the value as people write it; NULL: none          */
  guint64      n_below;       /* values, itself included                          */
  gboolean     is_object;     /* a scalar or column, or an instance of one         */
  gboolean     has_table;
  gboolean     can_edit;      /* there is a value, or an instance that may be made */
  GPtrArray   *facts;         /* of TarnDetailFact, by section                    */
} TarnDetail;

/* NULL with TARN_ERROR_STORE_BUSY: later. */
TarnDetail *tarn_detail_new  (TarnDocument  *document,
                              TarnOid       *oid,
                              GError       **error);
void        tarn_detail_free (TarnDetail    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnDetail, tarn_detail_free)

/* For tarn-detail-value.c and -origin.c.  @text is taken; NULL or "": there is no fact. */
void        tarn_detail_take (TarnDetail        *self,
                              TarnDetailSection  section,
                              TarnDetailManner   manner,
                              const char        *caption,
                              char              *text);
void        tarn_detail_add_value_facts  (TarnDetail   *self,
                                          TarnStore    *store);
void        tarn_detail_add_origin_facts (TarnDetail   *self,
                                          TarnStore    *store);

G_END_DECLS
