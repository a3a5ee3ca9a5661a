/* tarn-gap.h
 *
 * What a walk could not cover: an interval of names, and why.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-oid.h"

G_BEGIN_DECLS

/**
 * TarnGapReason:
 * @TARN_GAP_NONE: no gap
 * @TARN_GAP_NO_ANSWER: the agent fell silent
 * @TARN_GAP_UNREACHABLE: the network refused
 * @TARN_GAP_NOT_INCREASING: a name that is not greater than the one before (P-WLK-02)
 * @TARN_GAP_EMPTY_REPLY: replies without a single varbind (P-WLK-04)
 * @TARN_GAP_ERROR_STATUS: the agent answered with an error-status
 * @TARN_GAP_BAD_NAME: a name that cannot be asked for again (P-OID-03)
 * @TARN_GAP_LIMIT: a limit of the walk was reached (P-WLK-08)
 * @TARN_GAP_CANCELLED: the walk was stopped, or has not come here yet
 * @TARN_GAP_DAMAGED: the capture was damaged here
 *
 * Why an interval was not covered to its end.
 */
typedef enum
{
  TARN_GAP_NONE,
  TARN_GAP_NO_ANSWER,
  TARN_GAP_UNREACHABLE,
  TARN_GAP_NOT_INCREASING,
  TARN_GAP_EMPTY_REPLY,
  TARN_GAP_ERROR_STATUS,
  TARN_GAP_BAD_NAME,
  TARN_GAP_LIMIT,
  TARN_GAP_CANCELLED,
  TARN_GAP_DAMAGED,
} TarnGapReason;

/**
 * TarnGap:
 * @after: (nullable): names greater than this are missing; %NULL is the beginning
 * @before: (nullable): and smaller than this; %NULL is the end of all names
 * @reason: why
 * @status: error-status of the agent, for %TARN_GAP_ERROR_STATUS
 * @n_attempts: requests that were spent on it
 *
 * An interval of names that a walk could not cover.
 */
typedef struct
{
  TarnOid       *after;
  TarnOid       *before;
  TarnGapReason  reason;
  int            status;
  guint          n_attempts;
} TarnGap;

#define TARN_TYPE_GAP (tarn_gap_get_type ())

TARN_EXPORT GType       tarn_gap_get_type         (void) G_GNUC_CONST;
TARN_EXPORT TarnGap    *tarn_gap_copy             (const TarnGap  *self);
TARN_EXPORT void        tarn_gap_free             (TarnGap        *self);
TARN_EXPORT char       *tarn_gap_to_string        (const TarnGap  *self);
TARN_EXPORT const char *tarn_gap_reason_to_string (TarnGapReason   reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnGap, tarn_gap_free)

G_END_DECLS
