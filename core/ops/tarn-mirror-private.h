/* tarn-mirror-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "ops/tarn-gap-private.h"
#include "ops/tarn-mirror.h"
#include "store/tarn-notes.h"

G_BEGIN_DECLS

/* Floating. */
GVariant *tarn_mirror_info_to_variant (const TarnMirrorInfo *self);
/* NULL if it cannot be the record of a mirror. */
TarnMirrorInfo *tarn_mirror_info_from_variant (GVariant *meta);

/* The names that arrived since the last commit, in ascending order. */
typedef struct
{
  GByteArray *octets;
  GArray     *ends;      /* guint32: where each name ends in @octets */
} TarnMirrorSeen;

void      tarn_mirror_seen_init      (TarnMirrorSeen  *self);
void      tarn_mirror_seen_clear     (TarnMirrorSeen  *self);
void      tarn_mirror_seen_reset     (TarnMirrorSeen  *self);
void      tarn_mirror_seen_add       (TarnMirrorSeen  *self,
                                      TarnSpan         name);

/* Makes @batch delete what @store has of an earlier mirror between @after and
 * @before (empty: the end), both exclusive, although it was not seen there and is in
 * no gap.  With v1, which cannot carry them (P-COX-02), Counter64s stay. */
gboolean  tarn_mirror_delete_stale   (const TarnMirrorSeen  *seen,
                                      TarnStore             *store,
                                      TarnSpan               after,
                                      TarnSpan               before,
                                      const GPtrArray       *gaps,
                                      TarnVersion            version,
                                      TarnBatch             *batch,
                                      GError               **error);

G_END_DECLS
