/* tarn-net-fixture.h
 *
 * A session on a fake wire with a fake clock, what it sent and what became of each
 * request.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-session-private.h"
#include "tarn-fake-clock.h"
#include "tarn-fake-wire.h"

typedef struct _TarnNetFixture TarnNetFixture;

/* One datagram that the session sent, before the agent sees it. */
typedef struct
{
  gint64       at_us;
  TarnEndpoint to;
  TarnPdu      pdu;
} TarnNetSent;

/* Plays the agent: @request is the datagram decoded, good until the call returns. */
typedef void (*TarnNetAgentFunc) (TarnNetFixture     *fixture,
                                  const TarnDatagram *datagram,
                                  const TarnMessage  *request);

struct _TarnNetFixture
{
  TarnFakeClock     clock;
  TarnFakeWire     *wire;
  TarnSession      *session;
  TarnDevice       *device;      /* 192.0.2.1:161, v2c, public */
  TarnMessage       message;
  TarnNetAgentFunc  agent;       /* NULL: silence              */
  GArray           *sent;        /* of TarnNetSent             */
  gpointer          data;        /* the test's own             */
};

/* What became of one request. */
typedef struct
{
  gboolean  done;
  guint     n_calls;
  guint     n_rows;
  gint64    number;      /* of the first row, if it is an INTEGER; else -1 */
  int       status;
  GError   *error;
  gint64    rtt_us;
  guint     n_tries;
} TarnNetOutcome;

void        tarn_net_fixture_init   (TarnNetFixture      *self);
void        tarn_net_fixture_clear  (TarnNetFixture      *self);

TarnDevice *tarn_net_device         (const char          *address);
TarnEndpoint tarn_net_endpoint      (const char          *host,
                                     guint16              port);
/* Submits a request for 1.3.6.1.2.1.1.@arc.0; the outcome is told at @outcome. */
guint64     tarn_net_submit         (TarnNetFixture      *self,
                                     TarnDevice          *device,
                                     TarnPduType          type,
                                     guint32              arc,
                                     TarnNetOutcome      *outcome);
void        tarn_net_outcome_cb     (TarnSession         *session,
                                     const TarnReply     *reply,
                                     gpointer             user_data);
void        tarn_net_outcome_clear  (TarnNetOutcome      *self);
/* Goes on until nothing more is due within @for_us. */
void        tarn_net_run            (TarnNetFixture      *self,
                                     gint64               for_us);

/* Agent that answers each name with INTEGER: its last arc but one. */
void        tarn_net_echo_agent     (TarnNetFixture      *self,
                                     const TarnDatagram  *datagram,
                                     const TarnMessage   *request);
/* The same, @delay_us later and from @from. */
void        tarn_net_echo           (TarnNetFixture      *self,
                                     const TarnEndpoint  *from,
                                     const TarnMessage   *request,
                                     gint64               delay_us);

/* OIDs 1.3.6.1.2.1.1.N.0, N from the letters: 'a' is 1. */
GPtrArray  *tarn_net_oids           (const char          *letters);
/* That N. */
guint32     tarn_net_arc            (TarnSpan             name);
/* @name with INTEGER N in @tlv, or with noSuchInstance. */
void        tarn_net_fill_row       (TarnRow             *row,
                                     TarnSpan             name,
                                     gboolean             there,
                                     guint8               tlv[3]);

/* Keeps the result at @user_data, a GAsyncResult **; insists on the first one. */
void          tarn_net_keep_result_cb (GObject           *source,
                                       GAsyncResult      *result,
                                       gpointer           user_data);
/* Waits for it; insists that it was not there at once. */
GAsyncResult *tarn_net_wait_result    (GAsyncResult     **kept);
GHashTable   *tarn_net_get            (TarnNetFixture    *self,
                                       GPtrArray         *oids,
                                       GError           **error);
