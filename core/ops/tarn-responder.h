/* tarn-responder.h
 *
 * Private: the agent as a pure machine.  Request octets and a store in, response
 * octets out; no socket, no clock of its own, no main loop.
 * Rules: protocol.md sections 4, 5 and 10.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"
#include "ops/tarn-access.h"
#include "ops/tarn-motion.h"
#include "store/tarn-store.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

/* Counter32 each, in the order of the snmp group's arcs (P-CNT-01 … P-CNT-09);
 * counters[0] and those that do not exist stay 0. */
#define TARN_SNMP_GROUP_N 33

/* P-SIZ-03: what a response may have at least, at most, and unless it is told. */
#define TARN_RESPONSE_SIZE_MIN     484
#define TARN_RESPONSE_SIZE_MAX     65507
#define TARN_RESPONSE_SIZE_DEFAULT 1472

/* P-ROW-10, unless it is told. */
#define TARN_ROW_TIMEOUT_US (5 * 60 * G_TIME_SPAN_SECOND)

typedef enum
{
  TARN_FOUND,
  TARN_ABSENT,
  TARN_FAILED,          /* the store is damaged, or too much work: genErr  */
} TarnFound;

/* A datagram as it came. */
typedef struct
{
  TarnSpan            octets;
  const TarnEndpoint *peer;              /* NULL: rules of access do not ask from where */
  gint64              now_us;
  guint               max_repetitions;   /* of a GETBULK (F-75); 0: as many as it asks for */
  gsize               community_tail;    /* octets at the end of the community that have chosen
                                          * the device, and are not looked at any more:
                                          * community@name                              */
} TarnIncoming;

typedef struct _TarnResponder TarnResponder;

/* @store may be NULL, and is then set before anything is asked. */
TarnResponder *tarn_responder_new             (TarnStore      *store);
/* Between batches. */
void           tarn_responder_set_store       (TarnResponder  *self,
                                               TarnStore      *store);
void           tarn_responder_free            (TarnResponder  *self);
/* Who may ask; nobody unless it is set (P-VAC-05). */
void           tarn_responder_set_access      (TarnResponder  *self,
                                               TarnAccess     *access);
void           tarn_responder_set_max_size    (TarnResponder  *self,
                                               gsize           max_size);
/* Serve the snmp group and sysUpTime live (P-CNT-16, default) or as captured. */
void           tarn_responder_set_live        (TarnResponder  *self,
                                               gboolean        live,
                                               gint64          started_us);
/* snmpEnableAuthenTraps, as it is served live, until somebody sets it; off at first. */
void           tarn_responder_set_authen_traps
                                              (TarnResponder  *self,
                                               gboolean        enabled);
gboolean       tarn_responder_get_authen_traps
                                              (TarnResponder  *self);
/* Rows that managers begin and leave go after so long (P-ROW-10), with the next request; 0:
 * they stay. */
void           tarn_responder_set_row_timeout (TarnResponder  *self,
                                               gint64          timeout_us);
/* How numbers move since @started_us above; NULL: they do not. */
void           tarn_responder_set_motion      (TarnResponder  *self,
                                               TarnMotion     *motion);
/* What is known of objects that managers set; NULL: what was captured of them.  With
 * @write_any, modules do not say which may be set. */
void           tarn_responder_set_mib         (TarnResponder  *self,
                                               TarnMib        *mib,
                                               gboolean        write_any);
/* NULL is what devices say that should say noSuchInstance (F-39): serves it as captured, or
 * as absent (default). */
void           tarn_responder_set_replay_null (TarnResponder  *self,
                                               gboolean        replay_null);
const guint32 *tarn_responder_get_counters    (TarnResponder  *self);
/* Why the last genErr or refused Set was: trouble of the store.  NULL if nothing
 * happened since it was taken. */
GError        *tarn_responder_take_error      (TarnResponder  *self);
/* Whether there is such an error. */
gboolean       tarn_responder_is_troubled     (TarnResponder  *self);

/* Answers one datagram.  @response is inside @buffer, which has room for max-size
 * octets, or empty: silence.  FALSE: the store is busy and nothing was done or
 * counted; do it again in a millisecond.
 * A read section of the store stays open, so that a batch of requests shares it;
 * whoever returns to the main loop ends the batch before. */
gboolean       tarn_responder_respond         (TarnResponder      *self,
                                               const TarnIncoming *request,
                                               guint8             *buffer,
                                               TarnSpan           *response);
void           tarn_responder_end_batch       (TarnResponder  *self);
/* Of the last request: whether nobody has its community (P-AGT-02), and how much of
 * TARN_RESPONDER_WORK it took. */
gboolean       tarn_responder_was_refused     (TarnResponder  *self);
guint          tarn_responder_get_work        (TarnResponder  *self);
/* What follows @name for the sender of the last request, uncounted; @row is good until
 * the next call or the end of the batch. */
TarnFound      tarn_responder_look            (TarnResponder  *self,
                                               TarnSpan        name,
                                               TarnRow        *row);
/* Counts a datagram that is refused for where it came from (P-CNT-03, F-77). */
void           tarn_responder_refuse          (TarnResponder  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnResponder, tarn_responder_free)

G_END_DECLS
