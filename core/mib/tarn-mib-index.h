/* tarn-mib-index.h
 *
 * Private: the arcs behind a column, taken apart as the INDEX clause of the row says,
 * and put together (RFC 2578 §7.7, §7.8; rules P-IDX-01 to P-IDX-18).
 *
 * Agents break these rules, so what cannot be told apart is not an error of the walk:
 * @fault says why, and the arcs are shown as they are (P-IDX-11).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "mib/tarn-mib-value.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_MIB_INDEX_OK,
  TARN_MIB_INDEX_TOO_SHORT,       /* it ends inside a part, or before the last one  */
  TARN_MIB_INDEX_TOO_LONG,        /* arcs are left behind the last part             */
  TARN_MIB_INDEX_NOT_AN_OCTET,    /* an arc above 255 where an octet should be      */
  TARN_MIB_INDEX_BAD_ADDRESS,     /* NetworkAddress of another kind than 1          */
  TARN_MIB_INDEX_UNKNOWN_SYNTAX,  /* no index, or a part of unknown type            */
} TarnMibIndexFault;

/* What the agent did that the rules forbid, and was understood all the same
 * (P-IDX-12, F-87). */
typedef enum
{
  TARN_MIB_INDEX_AS_IT_SHOULD,
  TARN_MIB_INDEX_EXTRA_LENGTH,    /* a length arc before a string of fixed size     */
  TARN_MIB_INDEX_NO_LENGTH,       /* none before a string of variable size          */
  TARN_MIB_INDEX_NO_INET_LENGTH,  /* none before an InetAddress                     */
} TarnMibIndexRepair;

/* Where the value of a part lies in the arcs: behind its length, if it has one. */
typedef struct
{
  guint16 first;
  guint16 n_arcs;
} TarnMibIndexValue;

typedef struct
{
  TarnMibIndexFault  fault;
  TarnMibIndexRepair repair;
  guint              n_values;    /* parts that could be told apart                 */
  guint              n_arcs;      /* that they take, from the first on              */
  TarnMibIndexValue  values[TARN_MIB_MAX_INDEX];
} TarnMibIndex;

/* TRUE if all of @arcs was told apart.  With a fault, @self has what comes before it. */
gboolean    tarn_mib_index_decode          (TarnMibIndex           *self,
                                            const TarnMibIndexPart *parts,
                                            guint                   n_parts,
                                            const guint32          *arcs,
                                            guint                   n_arcs);

/* The same by the rules alone: what agents break stays a fault, and nothing is searched. */
gboolean    tarn_mib_index_decode_strictly (TarnMibIndex           *self,
                                            const TarnMibIndexPart *parts,
                                            guint                   n_parts,
                                            const guint32          *arcs,
                                            guint                   n_arcs);

/* The octets of a part that is a string or an address: to @octets, which has room for
 * TARN_NAME_MAX_ARCS. */
TarnSpan    tarn_mib_index_get_octets      (const TarnMibIndex     *self,
                                            guint                   part,
                                            const guint32          *arcs,
                                            guint8                 *octets);

/* The number of a part that is one: negative where its syntax admits that (P-IDX-13). */
gint64      tarn_mib_index_get_number      (const TarnMibIndex     *self,
                                            const TarnMibIndexPart *parts,
                                            guint                   part,
                                            const guint32          *arcs);

/* The InetAddressType that tells what the InetAddress @part is, or -1 (P-IDX-18). */
gint64      tarn_mib_index_get_inet_type   (const TarnMibIndex     *self,
                                            const TarnMibIndexPart *parts,
                                            guint                   part,
                                            const guint32          *arcs);

/* A part as a person would write it.  @names: what OIDs are named by; of its syntax nothing
 * is looked at. */
void        tarn_mib_index_tell            (GString                *out,
                                            const TarnMibIndex     *self,
                                            const TarnMibIndexPart *parts,
                                            guint                   part,
                                            const guint32          *arcs,
                                            const TarnMibValueContext *names,
                                            TarnMibValueFlags       flags);

const char *tarn_mib_index_fault_to_string (TarnMibIndexFault       fault);

/* The one SIZE that a string can have, or -1 (P-IDX-02, P-IDX-09). */
int         tarn_mib_syntax_get_fixed_size (const TarnMibSyntax    *syntax);

/* An index that is put together, part by part. */
typedef struct
{
  guint   n_arcs;
  guint32 arcs[TARN_NAME_MAX_ORIGINATE];
} TarnMibIndexArcs;

/* Each appends the next part, or leaves @self alone and says why it cannot. */
gboolean    tarn_mib_index_put_number      (TarnMibIndexArcs       *self,
                                            const TarnMibIndexPart *part,
                                            gint64                  number,
                                            GError                **error);
gboolean    tarn_mib_index_put_octets      (TarnMibIndexArcs       *self,
                                            const TarnMibIndexPart *part,
                                            TarnSpan                octets,
                                            GError                **error);
gboolean    tarn_mib_index_put_arcs        (TarnMibIndexArcs       *self,
                                            const TarnMibIndexPart *part,
                                            const guint32          *arcs,
                                            gsize                   n_arcs,
                                            GError                **error);

G_END_DECLS
