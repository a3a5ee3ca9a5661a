/* tarn-profile.h
 *
 * What was learnt about how to talk to one device, and what a person fixed.  It is
 * kept in a small file for each device, below the user's state folder; no secret is
 * in it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-address.h"

G_BEGIN_DECLS

/**
 * TarnProfilePins:
 * @TARN_PROFILE_PIN_NONE: everything is learnt
 * @TARN_PROFILE_PIN_WINDOW: requests in flight
 * @TARN_PROFILE_PIN_MAX_WINDOW: the limit of them
 * @TARN_PROFILE_PIN_GAP: time between two requests
 * @TARN_PROFILE_PIN_REPETITIONS: of a GETBULK
 * @TARN_PROFILE_PIN_REPLY_SIZE: octets of a reply to aim at
 * @TARN_PROFILE_PIN_ID_BITS: of a request-id
 * @TARN_PROFILE_PIN_SOURCE: whose replies are believed
 * @TARN_PROFILE_PIN_NAMES: names in a GET
 *
 * Which fields of a #TarnProfile a person fixed: nobody learns these.
 */
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
  TARN_PROFILE_PIN_NAMES       = 1 << 7,
} TarnProfilePins;

/**
 * TarnProfile:
 * @learned_us: when something was learnt last, in microseconds of Unix time
 * @rtt_us: smoothed round trip, in microseconds
 * @rtt_deviation_us: how much it varies, in microseconds
 * @loss: of tries, 0 to 1
 * @window: requests in flight that served best
 * @max_window: never more
 * @gap_us: at least so long between two requests, in microseconds
 * @repetitions: of a GETBULK
 * @reply_octets: the size of a reply to aim at
 * @id_bits: of a request-id: 31, or 16 for agents that cut it (F-31)
 * @source: a #TarnSource plus 1: whose replies are believed
 * @max_names: names in one GET or GETNEXT (F-18)
 * @pins: which of them a person fixed
 *
 * How to talk to one device.  0 is "not known" throughout, unless it is pinned.
 */
typedef struct
{
  gint64          learned_us;
  gint64          rtt_us;
  gint64          rtt_deviation_us;
  double          loss;
  guint           window;
  guint           max_window;
  gint64          gap_us;
  guint           repetitions;
  guint           reply_octets;
  guint           id_bits;
  guint           source;
  guint           max_names;
  TarnProfilePins pins;
} TarnProfile;

#define TARN_TYPE_PROFILE_PINS (tarn_profile_pins_get_type ())
#define TARN_TYPE_PROFILE      (tarn_profile_get_type ())

TARN_EXPORT GType               tarn_profile_pins_get_type (void) G_GNUC_CONST;
TARN_EXPORT GType               tarn_profile_get_type      (void) G_GNUC_CONST;

TARN_EXPORT TarnProfile        *tarn_profile_new           (void);
TARN_EXPORT TarnProfile        *tarn_profile_copy          (const TarnProfile  *self);
TARN_EXPORT void                tarn_profile_free          (TarnProfile        *self);

TARN_EXPORT const char * const *tarn_profile_list_settings (void);
TARN_EXPORT gboolean            tarn_profile_pin           (TarnProfile        *self,
                                                            const char         *setting,
                                                            const char         *value,
                                                            GError            **error);
TARN_EXPORT gboolean            tarn_profile_unpin         (TarnProfile        *self,
                                                            const char         *setting,
                                                            GError            **error);
TARN_EXPORT gboolean            tarn_profile_is_pinned     (const TarnProfile  *self,
                                                            const char         *setting);
TARN_EXPORT char               *tarn_profile_dup_value     (const TarnProfile  *self,
                                                            const char         *setting);

TARN_EXPORT TarnProfile        *tarn_profile_load          (TarnAddress        *address,
                                                            GError            **error);
TARN_EXPORT gboolean            tarn_profile_save          (const TarnProfile  *self,
                                                            TarnAddress        *address,
                                                            GError            **error);
TARN_EXPORT gboolean            tarn_profile_forget        (TarnAddress        *address,
                                                            GError            **error);
TARN_EXPORT GPtrArray          *tarn_profile_list_known    (GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnProfile, tarn_profile_free)

G_END_DECLS
