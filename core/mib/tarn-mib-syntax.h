/* tarn-mib-syntax.h
 *
 * Private: what values of an object look like, as seen in a compiled tree: pointers into
 * the map, made on the stack, never freed.  Tests make their own.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-types.h"

G_BEGIN_DECLS

/* No record: what refers to an object, a type or a module refers to nothing. */
#define TARN_MIB_NONE ((guint32) -1)

/* These two lie in the file as they are. */
typedef struct
{
  gint32  value;      /* of an enumeration; of BITS: the bit */
  guint32 name;       /* where it begins in the strings      */
} TarnMibLabel;

typedef struct
{
  gint64 min;         /* of the value, or of its octets       */
  gint64 max;         /* Counter64 has no ranges that matter  */
} TarnMibRange;

typedef struct
{
  TarnMibBase         base;
  TarnMibConvention   convention;
  const char         *name;      /* the convention or type: "DisplayString", "INTEGER"; never NULL */
  const char         *hint;      /* NULL: none, own or inherited                                   */
  const char         *strings;   /* what names of labels point into                                */
  const TarnMibLabel *labels;    /* by value                                                       */
  guint               n_labels;
  const TarnMibRange *ranges;    /* ascending; none: all that the base allows                      */
  guint               n_ranges;
} TarnMibSyntax;

static inline const char *
tarn_mib_syntax_label (const TarnMibSyntax *self,
                       guint                i)
{
  return self->strings + self->labels[i].name;
}

typedef struct
{
  TarnMibSyntax  syntax;
  const char    *name;           /* of the object in the INDEX clause */
  gboolean       implied;        /* the last part only                */
} TarnMibIndexPart;

#define TARN_MIB_MAX_INDEX 32    /* parts of an INDEX clause that are read */

G_END_DECLS
