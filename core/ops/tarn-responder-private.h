/* tarn-responder-private.h
 *
 * What the files of the responder share: its state, looking things up as the
 * version of the request may see them, and the list of varbinds that grows.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-access-private.h"
#include "ops/tarn-motion-private.h"
#include "ops/tarn-responder.h"
#include "ops/tarn-set-left.h"

G_BEGIN_DECLS

/* The 50 ms of lookup of P-BLK-07, as a number, because a responder has no clock:
 * one unit is a step over a varbind that may not be shown (some 50 ns). */
#define TARN_RESPONDER_WORK (1 << 20)

/* One repeater of a GETBULK. */
typedef struct
{
  TarnCursor cursor;
  TarnSpan   last_name;   /* in the request, or in the response: P-BLK-03    */
  gboolean   started;
  gboolean   ended;
} TarnRepeater;

struct _TarnResponder
{
  TarnStore    *store;
  TarnAccess   *access;
  TarnMib      *mib;                 /* what may be written; NULL: as it was captured */
  TarnMotion   *motion;              /* NULL: nothing moves                       */
  TarnBatch    *batch;
  TarnSetLeft  *left;                /* NULL: no manager has written yet          */
  GError       *error;
  TarnMessage   message;             /* the request at work                       */
  TarnRepeater *repeaters;           /* kept, so that a request allocates nothing */
  gsize         n_repeaters;         /* allocated                                 */

  const TarnPrincipal *who;          /* asks; NULL: nobody that is known          */
  guint         max_repetitions;     /* of the request at work; 0: not limited    */

  gsize         max_size;
  gint64        started_us;
  gint64        now_us;              /* of the request at work                    */
  gint64        row_timeout_us;      /* of rows that are left; 0: they stay       */
  guint         work_left;
  gboolean      live;
  gboolean      replay_null;
  gboolean      write_any;           /* whatever MAX-ACCESS says                  */
  gboolean      refused;             /* nobody has the community of that request  */
  gboolean      reading;             /* a read section is open                    */
  gboolean      looking;             /* and @look moves in it                     */
  TarnCursor    look;
  TarnCursor    nowhere;             /* what cursors begin as in the section      */
  guint32       counters[TARN_SNMP_GROUP_N];
  TarnRow       live_row;
  guint8        live_tlv[TARN_MOTION_TLV];
};

/* A VarBindList that grows front to back in the caller's buffer, behind the room
 * that the headers of the message need. */
typedef struct
{
  TarnPdu  pdu;
  guint8  *buffer;
  guint8  *start;       /* of the content of the VarBindList               */
  guint8  *pos;
  guint8  *end;         /* content up to here makes the largest message    */
  TarnSpan last_name;   /* of the row put last, where it stands in @buffer */
  guint    n_rows;
  guint    n_values;    /* of them, no exceptions                          */
  gboolean overflow;    /* sticky: a row did not fit                       */
} TarnResponse;

/* Snmp group arcs that the responder counts. */
enum
{
  TARN_SNMP_IN_PKTS                = 1,
  TARN_SNMP_OUT_PKTS               = 2,
  TARN_SNMP_IN_BAD_VERSIONS        = 3,
  TARN_SNMP_IN_BAD_COMMUNITY_NAMES = 4,
  TARN_SNMP_IN_BAD_COMMUNITY_USES  = 5,
  TARN_SNMP_IN_ASN_PARSE_ERRS      = 6,
  TARN_SNMP_IN_TOO_BIGS            = 8,    /* … 12, by error-status              */
  TARN_SNMP_IN_TOTAL_REQ_VARS      = 13,
  TARN_SNMP_IN_TOTAL_SET_VARS      = 14,
  TARN_SNMP_IN_GET_REQUESTS        = 15,
  TARN_SNMP_IN_GET_NEXTS           = 16,
  TARN_SNMP_IN_SET_REQUESTS        = 17,
  TARN_SNMP_IN_GET_RESPONSES       = 18,
  TARN_SNMP_IN_TRAPS               = 19,
  TARN_SNMP_OUT_TOO_BIGS           = 20,
  TARN_SNMP_OUT_NO_SUCH_NAMES      = 21,
  TARN_SNMP_OUT_BAD_VALUES         = 22,
  TARN_SNMP_OUT_GEN_ERRS           = 24,
  TARN_SNMP_OUT_GET_RESPONSES      = 28,
  TARN_SNMP_ENABLE_AUTHEN_TRAPS    = 30,
  TARN_SNMP_SILENT_DROPS           = 31,
};

/* Values of snmpEnableAuthenTraps. */
enum
{
  TARN_AUTHEN_TRAPS_ENABLED  = 1,
  TARN_AUTHEN_TRAPS_DISABLED = 2,
};

/* tarn-responder-lookup.c: rows come as the request may see them.  A cursor is
 * initialised and cleared by the caller; @row is good until it moves. */
TarnFound tarn_responder_get         (TarnResponder   *self,
                                      TarnCursor      *cursor,
                                      TarnSpan         name,
                                      const TarnRow  **row);
TarnFound tarn_responder_get_next    (TarnResponder   *self,
                                      TarnCursor      *cursor,
                                      TarnSpan         name,
                                      const TarnRow  **row);
TarnFound tarn_responder_step        (TarnResponder   *self,
                                      TarnCursor      *cursor,
                                      const TarnRow  **row);
/* Values that the agent makes itself: all of them, and the one that managers may set. */
gboolean  tarn_responder_is_live     (TarnResponder   *self,
                                      TarnSpan         name);
gboolean  tarn_responder_is_switch   (TarnResponder   *self,
                                      TarnSpan         name);
/* Whether values come as they were captured, and all that are there, but for their kind. */
gboolean  tarn_responder_shows_as_is (TarnResponder   *self);
/* What an absent name lacks, the instance or the whole object (P-GET-02). */
TarnKind  tarn_responder_classify    (TarnResponder   *self,
                                      TarnCursor      *cursor,
                                      TarnSpan         name);
TarnRow   tarn_responder_exception   (TarnSpan         name,
                                      TarnKind         kind);

/* tarn-responder.c.  Whether the sender may set @name (P-SET-01). */
gboolean  tarn_responder_may_write   (TarnResponder   *self,
                                      TarnSpan         name);
gboolean  tarn_responder_begin_read  (TarnResponder   *self,
                                      GError         **error);
void      tarn_responder_keep_error  (TarnResponder   *self,
                                      GError          *error);

/* tarn-responder-reply.c */
gboolean  tarn_response_begin        (TarnResponse    *self,
                                      TarnResponder   *responder,
                                      int              status,
                                      int              index,
                                      guint8          *buffer);
gboolean  tarn_response_put          (TarnResponse    *self,
                                      const TarnRow   *row);
/* @n_rows that fit, as tarn_response_put() would write them; @last_name is inside @run. */
void      tarn_response_put_run      (TarnResponse    *self,
                                      TarnSpan         run,
                                      guint            n_rows,
                                      TarnSpan         last_name);
TarnSpan  tarn_response_finish       (TarnResponse    *self,
                                      TarnResponder   *responder);
TarnSpan  tarn_responder_reply_request (TarnResponder *self,
                                      int              status,
                                      int              index,
                                      guint8          *buffer);
TarnSpan  tarn_responder_reply_too_big (TarnResponder *self,
                                      guint8          *buffer);

/* tarn-responder-bulk.c, tarn-responder-set.c; the Set is FALSE when the store is busy */
TarnSpan  tarn_responder_get_bulk    (TarnResponder   *self,
                                      guint8          *buffer);
gboolean  tarn_responder_set         (TarnResponder   *self,
                                      guint8          *buffer,
                                      TarnSpan        *response);
/* Deletes rows that managers began and left (P-ROW-10); FALSE when the store is busy. */
gboolean  tarn_responder_end_left    (TarnResponder   *self);

G_END_DECLS
