/* tarn-trace.h
 *
 * A datagram that a session sent or received, taken apart, for people who want to see what
 * passes: TarnSession::traced.  It holds what was on the wire, the community too; where that
 * stands is told, so that whoever shows the octets can mask it.
 *
 * Immutable, reference-counted, safe for any thread.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"
#include "base/tarn-varbind.h"

G_BEGIN_DECLS

/**
 * TarnTraceDirection:
 * @TARN_TRACE_SENT: a request left
 * @TARN_TRACE_RECEIVED: something came
 * @TARN_TRACE_BOUNCED: the network gave back what was sent (rule F-65)
 *
 * Which way a datagram went.
 */
typedef enum
{
  TARN_TRACE_SENT,
  TARN_TRACE_RECEIVED,
  TARN_TRACE_BOUNCED,
} TarnTraceDirection;

#define TARN_TYPE_TRACE_DIRECTION (tarn_trace_direction_get_type ())
TARN_EXPORT GType      tarn_trace_direction_get_type (void) G_GNUC_CONST;

/**
 * TarnTrace:
 * @direction: which way it went
 * @time_us: Unix time in microseconds
 * @peer: to whom, or from whom
 * @octets: all of it; of one that bounced, what came back
 * @problem: (nullable): why it cannot be read, or what the network said; %NULL if neither
 * @version: of the message
 * @operation: what the PDU asks or is: "GetBulk", "Response"; "" where that could not be read
 * @request_id: as on the wire
 * @error_status: of a Response; of a GetBulk its non-repeaters
 * @error_index: of a Response; of a GetBulk its max-repetitions
 * @n_varbinds: in the message
 * @anomalies: what was tolerated
 * @rtt_us: of an answer, microseconds since its request left; 0: it answers none that waits
 * @community_at: where in @octets the community begins
 * @community_len: octets that it has
 *
 * A datagram, taken apart.  Of one that cannot be read, fields behind the fault are zero.
 */
typedef struct
{
  TarnTraceDirection  direction;
  gint64              time_us;
  char               *peer;
  GBytes             *octets;
  char               *problem;
  TarnVersion         version;
  const char         *operation;
  gint32              request_id;
  gint32              error_status;
  gint32              error_index;
  guint               n_varbinds;
  TarnAnomalies       anomalies;
  gint64              rtt_us;
  gsize               community_at;
  gsize               community_len;
} TarnTrace;

#define TARN_TYPE_TRACE (tarn_trace_get_type ())
TARN_EXPORT GType      tarn_trace_get_type           (void) G_GNUC_CONST;
TARN_EXPORT TarnTrace *tarn_trace_ref                (TarnTrace       *self);
TARN_EXPORT void       tarn_trace_unref              (TarnTrace       *self);
TARN_EXPORT GPtrArray *tarn_trace_dup_varbinds       (const TarnTrace *self,
                                                      guint            max_varbinds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTrace, tarn_trace_unref)

G_END_DECLS
