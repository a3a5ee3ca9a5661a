/* tarn-profile-private.h
 *
 * What a device and the files of profiles need of a profile.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-profile.h"

G_BEGIN_DECLS

/* Files of profiles that are kept: the newest ones, and all that hold pins. */
#define TARN_PROFILE_MAX_FILES 10000

/* Requests in flight: more than any socket buffer holds replies of. */
#define TARN_PROFILE_MAX_WINDOW 1000

/* Takes over every setting of @other that @which names, its value and whether it is
 * pinned. */
void     tarn_profile_take_settings (TarnProfile       *self,
                                     const TarnProfile *other,
                                     TarnProfilePins    which);
/* Takes over what @other has measured: round trip and loss. */
void     tarn_profile_take_measured (TarnProfile       *self,
                                     const TarnProfile *other);
/* Whether something other than @learned_us differs. */
gboolean tarn_profile_equal         (const TarnProfile *a,
                                     const TarnProfile *b);
/* Sets a value as tarn_profile_pin() does, without pinning it. */
gboolean tarn_profile_set_value     (TarnProfile       *self,
                                     const char        *setting,
                                     const char        *value,
                                     GError           **error);

/* When @folder holds more than @max profiles, removes the oldest that have no pins,
 * a tenth of @max more than needed so that not every new one finds it full again. */
void     tarn_profile_tidy          (const char        *folder,
                                     guint              max);

/* Whatever the gap is, at least this: ids of 16 bits shall not come again within 150 s
 * (P-MGR-05). */
static inline gint64
tarn_profile_least_gap_us (const TarnProfile *self)
{
  return self->id_bits == 16 ? 4600 : 0;
}

G_END_DECLS
