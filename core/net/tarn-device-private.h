/* tarn-device-private.h
 *
 * What a session reads of a device for each request, and where it has found it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-device.h"
#include "net/tarn-profile-private.h"

G_BEGIN_DECLS

typedef struct _TarnRoute TarnRoute;

struct _TarnDevice
{
  GObject      parent_instance;

  TarnAddress *address;
  TarnVersion  version;
  GBytes      *community;
  gint64       timeout_us;
  guint        retries;
  TarnSource   source;      /* of the profile, and as long as that has none */
  TarnProfile  profile;
  guint        n_cut;       /* answers that had 16 bits of an id (F-31) */
  guint        n_short;     /* replies with fewer names than asked (F-18) */

  TarnRoute   *routes;      /* owned: one for each session that talks to it, so one */
};

G_END_DECLS
