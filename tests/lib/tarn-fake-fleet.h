/* tarn-fake-fleet.h
 *
 * Many devices in memory, each with one of a few characters, and a scan of them over a
 * wire and by a clock that are fake too.
 *
 * Device n is 10.x.y.z with n in the last three octets, and whatever scalar it is asked
 * for it answers with n: a row that is told of another device is found out.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-fake-agent.h"
#include "tarn-fake-clock.h"
#include "tarn-fake-wire.h"

#include "ops/tarn-scan-private.h"

typedef enum
{
  FLEET_GOOD,
  FLEET_DEAD,            /* never a word                                           */
  FLEET_PORT_CLOSED,     /* the request comes back: no such port                   */
  FLEET_NO_ROUTE,        /* … host unreachable                                     */
  FLEET_CLOSED_ONCE,     /* comes back the first time only: it restarts            */
  FLEET_SECRET,          /* answers to "secret" only                               */
  FLEET_V1,              /* answers to SNMPv1 only; has no second scalar           */
  FLEET_TOO_BIG,         /* tooBig above one name                                  */
  FLEET_GEN_ERR,         /* genErr without index where the second name is asked    */
  FLEET_RENAMED,         /* answers with another name for the second one           */
  FLEET_FORGETFUL,       /* leaves the last name out, unless it is asked alone     */
  FLEET_NEGLIGENT,       /* leaves the last name out, always                       */
  FLEET_REVERSED,        /* answers in reverse order                               */
  FLEET_ELSEWHERE,       /* answers from its neighbour's address                   */
  FLEET_OTHER_PORT,      /* … from another port                                    */
  FLEET_ECHO,            /* sends the request back                                 */
  FLEET_GARBAGE,         /* a response that cannot be read                         */
  FLEET_ERRORS,          /* genErr to everything                                   */
  FLEET_SCRIPT,          /* tables: what the scripted agent says                   */
  FLEET_DUMB_AFTER,      /* answers the first request, then never again            */
  FLEET_RARELY,          /* tables: what the script says to one request in six     */
} FleetCharacter;

typedef FleetCharacter (*FleetFunc) (guint32 n);

/* What was told of one device. */
typedef struct
{
  TarnScanOutcome outcome;    /* NONE: nothing yet */
  guint           n_ends;
  guint           n_rows;
  guint           n_exceptions;
  guint           n_wrong;    /* rows whose value is another device's */
  guint           n_asked;    /* requests that reached it */
  int             credential;
  guint           n_missing;
  guint           n_gaps;
  TarnGapReason   reason;     /* of the first gap */
  TarnAnomalies   anomalies;
  gint64          rtt_us;
  char           *error;
} FleetDevice;

typedef struct
{
  TarnFakeClock   clock;
  TarnFakeWire   *wire;
  TarnFakeAgent  *agent;      /* of FLEET_SCRIPT */
  FleetFunc       character;
  FleetDevice    *devices;
  guint           n;
  TarnScan       *scan;
  GCancellable   *cancellable;
  guint           stop_after; /* cancels when so many have ended; 0: never */
  guint           n_ended;

  TarnMessage     request;
  guint8         *buffer;
  GArray         *sent_us;    /* of gint64: when each request was sent */
  gboolean        done;
  GError         *error;
} Fleet;

void fleet_init        (Fleet          *self,
                        guint           n,
                        FleetFunc       character);
/* Asserts that nobody else holds the scan. */
void fleet_clear       (Fleet          *self);
void fleet_add_oid     (Fleet          *self,
                        const char     *oid);
void fleet_add_table   (Fleet          *self,
                        const char     *oid);
void fleet_run         (Fleet          *self);
