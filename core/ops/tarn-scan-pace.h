/* tarn-scan-pace.h
 *
 * Private: how fast a scan may send: a bucket of tokens for the way, and a window of
 * requests that may be under way at once, over all devices (F-72, F-74, F-78).
 *
 * The window doubles for each window of requests until a sign of loss, after that it
 * grows by one.  Signs of loss are datagrams that the system had no room for, in and
 * out, and devices which have answered before and now fall silent twice as often as
 * they use to.  Silence of a device that was never heard is no sign.
 *
 * Pure: no clock, no allocation.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TARN_SCAN_DEFAULT_RATE   2000   /* packets a second off loopback, F-74 */
#define TARN_SCAN_DEFAULT_WINDOW 1024   /* at most                             */

typedef struct
{
  guint    rate;             /* packets a second; 0: no limit                       */
  guint    max_window;
  gsize    buffer_octets;    /* of the receive buffer; 0: not known                 */

  /*< private >*/
  double   tokens;
  gint64   filled_us;
  double   window;
  gboolean cut;              /* the window has been cut: no more doubling           */
  gint64   cut_us;
  double   reply_octets;     /* mean                                                */
  double   rtt_us;           /* over all devices; 0: not known                      */
  double   rtt_deviation_us;
  guint    n_asked;          /* in this epoch: tries to devices that were heard     */
  guint    n_unanswered;     /* and of these, those that timed out                  */
  double   base;             /* usual share of these; < 0: not known                */
} TarnScanPace;

void     tarn_scan_pace_init       (TarnScanPace *self);

/* Datagrams that may be sent now, and when the next one may: 0: as many as one likes. */
guint    tarn_scan_pace_get_tokens (TarnScanPace *self,
                                    gint64        now_us);
gint64   tarn_scan_pace_token_us   (const TarnScanPace *self);
void     tarn_scan_pace_take       (TarnScanPace *self,
                                    guint         n);

/* Requests that may be under way. */
guint    tarn_scan_pace_get_window (const TarnScanPace *self);
/* How long a request counts: an answer that has not come by then is lost or will never
 * come, and does not meet the others in our receive buffer. */
gint64   tarn_scan_pace_get_fresh_us (const TarnScanPace *self);

/* An answer of @octets came. */
void     tarn_scan_pace_answered   (TarnScanPace *self,
                                    gsize         octets,
                                    gint64        rtt_us);
/* A device that was never heard has not answered while that would have counted. */
void     tarn_scan_pace_passed     (TarnScanPace *self);
/* A try to a device that was heard before has left, or timed out. */
void     tarn_scan_pace_asked      (TarnScanPace *self,
                                    gint64        now_us);
void     tarn_scan_pace_unanswered (TarnScanPace *self);
/* Datagrams were lost for want of room. */
void     tarn_scan_pace_overrun    (TarnScanPace *self,
                                    gint64        now_us);

G_END_DECLS
