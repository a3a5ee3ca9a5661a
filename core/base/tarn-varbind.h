/* tarn-varbind.h
 *
 * A name and its value, together.  Immutable, reference-counted, safe for any
 * thread.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-oid.h"
#include "base/tarn-value.h"

G_BEGIN_DECLS

#define TARN_TYPE_VARBIND (tarn_varbind_get_type ())

TARN_EXPORT GType        tarn_varbind_get_type   (void) G_GNUC_CONST;

TARN_EXPORT TarnVarbind *tarn_varbind_new        (TarnOid            *oid,
                                                  TarnValue          *value);
TARN_EXPORT TarnVarbind *tarn_varbind_ref        (TarnVarbind        *self);
TARN_EXPORT void         tarn_varbind_unref      (TarnVarbind        *self);
TARN_EXPORT TarnOid     *tarn_varbind_get_oid    (const TarnVarbind  *self);
TARN_EXPORT TarnValue   *tarn_varbind_get_value  (const TarnVarbind  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnVarbind, tarn_varbind_unref)

G_END_DECLS
