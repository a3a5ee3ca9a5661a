/* tarn-pace.h
 *
 * How many requests one device gets at once, and how soon one after the other.
 *
 * Latency is the signal: the window doubles, later grows by one, as long as answers
 * come as soon as they do when a request is alone; where they do not, the requests
 * only queue in the device, and the window goes back.  So a device that answers one
 * at a time is left with one or two (F-40).  Loss is a signal only when most is lost,
 * since a network that loses datagrams at random loses no fewer of a small window.  Where
 * answers lie at our own door for longer than they took to come, we are what is slow, and
 * more in flight would only lie there, too.
 *
 * Pure: no clock.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The default receive buffer of an agent holds some 190 requests: more in flight cost
 * snmpd 35 times its speed. */
#define TARN_PACE_MAX_WINDOW 160

/* Sizes of replies by powers of two: a large one takes longer for other reasons than
 * a queue. */
#define TARN_PACE_N_SIZES    17

typedef struct
{
  guint    window;
  guint    max_window;
  guint    good;                      /* the largest that latency bore lately        */
  gint64   gap_us;                    /* at least so long from request to request    */
  double   loss;                      /* of tries, smoothed, 0 to 1                  */
  gboolean judged;                    /* @loss is known                              */

  gint64   base_us[TARN_PACE_N_SIZES];/* round trip of a request alone; 0: not known */
  gboolean doubling;
  guint    previous;                  /* the window before the last change           */
  guint    n_passed;                  /* good epochs with this window                */
  guint    n_needed;                  /* of them before it grows                     */
  guint    n_grown;                   /* times in a row that it grew and passed      */
  guint    n_held;                    /* epochs in a row that were a little slow     */

  /* This epoch: as many answers as the window has requests. */
  guint    n_answers;
  double   sum_rtt_us;
  double   sum_base_us;
  double   sum_limit_us;
  double   sum_waited_us;             /* answers lay so long until we had time       */
  guint32  sizes;                     /* bits: sizes there were                      */
  guint32  guessed;                   /* of them without a base of their own         */
  gboolean filled;                    /* the window was used to the full             */

  /* Since loss was judged last. */
  guint    n_ended;
  guint    n_lost;
} TarnPace;

/* All as learnt before; 0: not known. */
void tarn_pace_init     (TarnPace *self,
                         guint     window,
                         guint     max_window,
                         gint64    rtt_us,
                         gint64    gap_us,
                         double    loss);
/* A request has left; @n_in_flight counts it. */
void tarn_pace_sent     (TarnPace *self,
                         guint     n_in_flight);
/* One was answered; @n_in_flight is what it was told when that one left. */
void tarn_pace_answered (TarnPace *self,
                         gint64    rtt_us,
                         gsize     octets,
                         guint     n_in_flight);
/* How long the next answer to be told lay at our door. */
void tarn_pace_waited   (TarnPace *self,
                         gint64    waited_us);
void tarn_pace_lost     (TarnPace *self);
/* What was taken for lost had only been slow. */
void tarn_pace_found    (TarnPace *self);
/* Our own receive buffer has overflowed (F-72). */
void tarn_pace_overrun  (TarnPace *self);

G_END_DECLS
