/* tarn-value.h
 *
 * A value is its TLV, exactly as it came: odd lengths, unknown tags, all of it.
 * Numbers and text are views of it.  Immutable, reference-counted, safe for any
 * thread.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"

G_BEGIN_DECLS

#define TARN_TYPE_VALUE (tarn_value_get_type ())

TARN_EXPORT GType          tarn_value_get_type       (void) G_GNUC_CONST;

TARN_EXPORT TarnValue     *tarn_value_new_tlv        (const guint8     *tlv,
                                                      gsize             n_octets,
                                                      GError          **error);
TARN_EXPORT TarnValue     *tarn_value_new_integer    (gint32            number);
TARN_EXPORT TarnValue     *tarn_value_new_unsigned   (TarnKind          kind,
                                                      guint64           number);
TARN_EXPORT TarnValue     *tarn_value_new_octets     (TarnKind          kind,
                                                      const guint8     *octets,
                                                      gsize             n_octets);
TARN_EXPORT TarnValue     *tarn_value_new_oid        (const TarnOid    *oid);
TARN_EXPORT TarnValue     *tarn_value_new_null       (void);
TARN_EXPORT TarnValue     *tarn_value_new_float      (float             number);
TARN_EXPORT TarnValue     *tarn_value_new_double     (double            number);
TARN_EXPORT TarnValue     *tarn_value_ref            (TarnValue        *self);
TARN_EXPORT void           tarn_value_unref          (TarnValue        *self);

TARN_EXPORT TarnKind       tarn_value_get_kind       (const TarnValue  *self);
TARN_EXPORT TarnAnomalies  tarn_value_get_anomalies  (const TarnValue  *self);
TARN_EXPORT gboolean       tarn_value_is_exception   (const TarnValue  *self);
TARN_EXPORT const guint8  *tarn_value_get_tlv        (const TarnValue  *self,
                                                      gsize            *n_octets);
TARN_EXPORT const guint8  *tarn_value_get_octets     (const TarnValue  *self,
                                                      gsize            *n_octets);
TARN_EXPORT gboolean       tarn_value_get_integer    (const TarnValue  *self,
                                                      gint64           *number);
TARN_EXPORT gboolean       tarn_value_get_unsigned   (const TarnValue  *self,
                                                      guint64          *number);
TARN_EXPORT gboolean       tarn_value_get_real       (const TarnValue  *self,
                                                      double           *number);
TARN_EXPORT TarnOid       *tarn_value_dup_oid        (const TarnValue  *self);
TARN_EXPORT gboolean       tarn_value_equal          (const TarnValue  *a,
                                                      const TarnValue  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnValue, tarn_value_unref)

G_END_DECLS
