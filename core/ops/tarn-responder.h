/* tarn-responder.h
 *
 * Private: the agent as a pure machine.  Request octets and a store in, response
 * octets out; no socket, no clock of its own, no main loop.
 * Rules: protocol.md sections 4 and 5.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

/* Counter32 each, in the order of the snmp group's arcs (P-CNT-01 … P-CNT-09);
 * counters[0] and those that do not exist stay 0. */
#define TARN_SNMP_GROUP_N 33

typedef struct _TarnResponder TarnResponder;

TarnResponder *tarn_responder_new             (TarnStore      *store);
void           tarn_responder_free            (TarnResponder  *self);
/* NULL means that nobody may read, or write. */
void           tarn_responder_set_communities (TarnResponder  *self,
                                               GBytes         *read,
                                               GBytes         *write);
void           tarn_responder_set_max_size    (TarnResponder  *self,
                                               gsize           max_size);
/* Serve the snmp group and sysUpTime live (P-CNT-16, default) or as captured. */
void           tarn_responder_set_live        (TarnResponder  *self,
                                               gboolean        live,
                                               gint64          started_us);
const guint32 *tarn_responder_get_counters    (TarnResponder  *self);

/* Answers one datagram.  Returns the response inside @buffer (TARN_MESSAGE_MAX
 * octets), or an empty span for silence.  Between begin and end of a read section
 * of the store, unless the request is a Set. */
TarnSpan       tarn_responder_respond         (TarnResponder  *self,
                                               TarnSpan        request,
                                               gint64          now_us,
                                               guint8         *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnResponder, tarn_responder_free)

G_END_DECLS
