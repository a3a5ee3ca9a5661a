/* tarn-oid.h
 *
 * An object identifier is its BER content octets, canonical: that is how it came
 * from the wire, how it is compared, stored and sent again.  A TarnOid is
 * immutable and reference-counted, safe for any thread.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

#define TARN_TYPE_OID (tarn_oid_get_type ())

TARN_EXPORT GType         tarn_oid_get_type     (void) G_GNUC_CONST;

TARN_EXPORT TarnOid      *tarn_oid_new          (const char     *text,
                                                 GError        **error);
TARN_EXPORT TarnOid      *tarn_oid_new_arcs     (const guint32  *arcs,
                                                 gsize           n_arcs,
                                                 GError        **error);
TARN_EXPORT TarnOid      *tarn_oid_new_octets   (const guint8   *octets,
                                                 gsize           n_octets,
                                                 GError        **error);
TARN_EXPORT TarnOid      *tarn_oid_ref          (TarnOid        *self);
TARN_EXPORT void          tarn_oid_unref        (TarnOid        *self);

TARN_EXPORT int           tarn_oid_compare      (const TarnOid  *a,
                                                 const TarnOid  *b);
TARN_EXPORT gboolean      tarn_oid_equal        (const TarnOid  *a,
                                                 const TarnOid  *b);
TARN_EXPORT guint         tarn_oid_hash         (const TarnOid  *self);
TARN_EXPORT gboolean      tarn_oid_has_prefix   (const TarnOid  *self,
                                                 const TarnOid  *prefix);
TARN_EXPORT guint         tarn_oid_get_n_arcs   (const TarnOid  *self);
TARN_EXPORT guint32      *tarn_oid_get_arcs     (const TarnOid  *self,
                                                 gsize          *n_arcs);
TARN_EXPORT const guint8 *tarn_oid_get_octets   (const TarnOid  *self,
                                                 gsize          *n_octets);
TARN_EXPORT char         *tarn_oid_to_string    (const TarnOid  *self);
TARN_EXPORT TarnOid      *tarn_oid_dup_end      (const TarnOid  *self);
TARN_EXPORT gboolean      tarn_oid_parse_root   (const char     *text,
                                                 TarnOid       **after,
                                                 TarnOid       **before,
                                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnOid, tarn_oid_unref)

G_END_DECLS
