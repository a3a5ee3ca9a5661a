/* tarn-verdict.h
 *
 * What became of a walk: whether all was read, what is missing and why, what was
 * tolerated.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly-count.h"
#include "ops/tarn-gap.h"

G_BEGIN_DECLS

/**
 * TarnVerdict:
 * @complete: whether nothing is missing
 * @reason: (nullable): why not, in one sentence for a person; %NULL if complete
 * @n_rows: varbinds received
 * @n_requests: requests made, without retransmissions
 * @elapsed_us: how long it took
 * @restarted: the device began anew meanwhile: what was read before that and after may
 *   not belong together (rule P-WLK-09)
 * @gaps: (element-type TarnGap): what is missing
 * @anomalies: (element-type TarnAnomalyCount): what was tolerated
 *
 * What became of a walk.
 */
typedef struct
{
  gboolean   complete;
  char      *reason;
  guint64    n_rows;
  guint64    n_requests;
  gint64     elapsed_us;
  gboolean   restarted;
  GPtrArray *gaps;
  GPtrArray *anomalies;
} TarnVerdict;

#define TARN_TYPE_VERDICT (tarn_verdict_get_type ())

TARN_EXPORT GType        tarn_verdict_get_type  (void) G_GNUC_CONST;
TARN_EXPORT TarnVerdict *tarn_verdict_copy      (const TarnVerdict *self);
TARN_EXPORT void         tarn_verdict_free      (TarnVerdict       *self);
TARN_EXPORT char        *tarn_verdict_to_string (const TarnVerdict *self);
TARN_EXPORT char        *tarn_verdict_to_json   (const TarnVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnVerdict, tarn_verdict_free)

G_END_DECLS
