/* tarn-scan-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-clock.h"
#include "net/tarn-route.h"
#include "ops/tarn-scan-machine.h"
#include "ops/tarn-scan-plan.h"

G_BEGIN_DECLS

/* What has become of looking up a name. */
typedef struct
{
  guint64       position;
  TarnEndpoint  endpoints[TARN_ROUTE_MAX_ENDPOINTS];
  guint         n_endpoints;
  GError       *error;      /* owned; NULL: it is at one of @endpoints */
} TarnScanFound;

struct _TarnScan
{
  GObject          parent_instance;

  TarnScanPlan    *plan;
  TarnScanMachine  machine;
  int              rate;            /* -1: not said; 0: no limit                    */
  TarnScanFunc     func;
  gpointer         func_data;
  GDestroyNotify   func_notify;
  gboolean         begun;

  /* While it runs. */
  GTask           *task;            /* it holds a reference to us                   */
  GMainContext    *context;
  TarnClock        clock;
  TarnTransport   *transport;
  GSource         *receive_source;
  GSource         *work_source;
  GSource         *cancelled;       /* NULL without a cancellable                   */
  gint64           began_us;        /* Unix time                                    */
  guint64          next;            /* position of the target that is begun next    */
  guint            n_lookups;       /* names that are looked up, and @found         */
  GArray          *found;           /* of TarnScanFound: waits to be begun          */
  gboolean         behind_lookups;  /* the next one is a name and must wait         */
  gboolean         stopped;
  gboolean         busy;            /* in a callback of ours                        */
  TarnDatagram     batch[TARN_TRANSPORT_BATCH];
  gsize            batch_n;
  gsize            batch_done;
  gboolean         readable;        /* the sockets may hold more                    */
  guint64          n_overrun;       /* of the transport, when we last looked        */

  /* Who the last event was about; many are about the same. */
  guint64          told;            /* its position plus 1; 0: nobody yet           */
  TarnScanTarget   target;
  GString         *target_text;
  GString         *address_text;
};

enum
{
  TARN_SCAN_SIGNAL_VARBINDS,
  TARN_SCAN_SIGNAL_ENDED,
  TARN_SCAN_N_SIGNALS,
};

extern guint tarn_scan_signals[TARN_SCAN_N_SIGNALS];

/* For tests: runs over @transport, which it takes, by @clock. */
void    tarn_scan_run_over  (TarnScan            *self,
                             TarnTransport       *transport,
                             const TarnClock     *clock,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);

/* Tells func and signals of what the machine has noted; @note is completed. */
void    tarn_scan_tell      (TarnScanNote        *note,
                             gpointer             self);

/* The target at @position, a name, has no address. */
void    tarn_scan_tell_nowhere (TarnScan         *self,
                                guint64           position,
                                const GError     *error);

/* Begins to look up the name of @target. */
void    tarn_scan_look_up   (TarnScan             *self,
                             const TarnScanTarget *target,
                             guint64               position);
/* Begins the targets whose names have been found. */
void    tarn_scan_take_found (TarnScan            *self);
/* Ends the scan if nothing is left to be done. */
void    tarn_scan_check     (TarnScan            *self);

G_END_DECLS
