/* tarn-profile.h
 *
 * What was learnt about how to talk to one device, and what a person fixed.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

/* Which fields a person fixed: nobody learns these. */
typedef enum /*< flags >*/
{
  TARN_PROFILE_PIN_NONE        = 0,
  TARN_PROFILE_PIN_WINDOW      = 1 << 0,
  TARN_PROFILE_PIN_MAX_WINDOW  = 1 << 1,
  TARN_PROFILE_PIN_GAP         = 1 << 2,
  TARN_PROFILE_PIN_REPETITIONS = 1 << 3,
  TARN_PROFILE_PIN_REPLY_SIZE  = 1 << 4,
  TARN_PROFILE_PIN_ID_BITS     = 1 << 5,
  TARN_PROFILE_PIN_SOURCE      = 1 << 6,
} TarnProfilePins;

/* 0 is "not known" throughout. */
typedef struct
{
  gint64          learned_us;        /* Unix time of the last change           */
  gint64          rtt_us;            /* smoothed round trip                    */
  gint64          rtt_deviation_us;
  double          loss;              /* of tries, 0 to 1                       */
  guint           window;            /* requests in flight that served best    */
  guint           max_window;        /* never more                             */
  gint64          gap_us;            /* at least so long between two requests  */
  guint           repetitions;       /* of GETBULK                             */
  guint           reply_octets;      /* aimed at                               */
  guint           id_bits;           /* 16 or 31 (F-31)                        */
  guint           source;            /* a TarnSource plus 1                    */
  TarnProfilePins pins;
} TarnProfile;

G_END_DECLS
