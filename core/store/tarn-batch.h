/* tarn-batch.h
 *
 * Changes that a store takes all together or not at all: varbinds to put, names to
 * delete, notes and metadata to set, and who wants all that.  Later changes of one name
 * win over earlier ones.
 * A batch is filled, applied, cleared and filled again; it belongs to one thread.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"
#include "store/tarn-note.h"

G_BEGIN_DECLS

#define TARN_TYPE_BATCH (tarn_batch_get_type ())

typedef struct _TarnBatch TarnBatch;

TARN_EXPORT GType      tarn_batch_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnBatch *tarn_batch_new      (void);
TARN_EXPORT TarnBatch *tarn_batch_ref      (TarnBatch      *self);
TARN_EXPORT void       tarn_batch_unref    (TarnBatch      *self);
TARN_EXPORT void       tarn_batch_put      (TarnBatch      *self,
                                            const TarnOid  *oid,
                                            const TarnValue *value);
TARN_EXPORT void       tarn_batch_put_row  (TarnBatch      *self,
                                            const TarnRow  *row);
TARN_EXPORT void       tarn_batch_delete   (TarnBatch      *self,
                                            const TarnOid  *oid);
TARN_EXPORT void       tarn_batch_set_meta (TarnBatch      *self,
                                            const char     *key,
                                            GVariant       *value);
TARN_EXPORT void       tarn_batch_set_origin (TarnBatch    *self,
                                            TarnOrigin      origin);
TARN_EXPORT void       tarn_batch_set_note (TarnBatch      *self,
                                            const TarnOid  *oid,
                                            const TarnNote *note);
TARN_EXPORT guint      tarn_batch_get_size (const TarnBatch *self);
TARN_EXPORT gsize      tarn_batch_get_n_octets (const TarnBatch *self);
TARN_EXPORT void       tarn_batch_clear    (TarnBatch      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnBatch, tarn_batch_unref)

G_END_DECLS
