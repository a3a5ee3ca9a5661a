/* tarn-device-private.h
 *
 * What a session reads of a device for each request, and where it has found it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-device.h"
#include "net/tarn-profile.h"

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
  TarnSource   source;
  TarnProfile  profile;

  TarnRoute   *routes;      /* owned: one for each session that talks to it, so one */
};

G_END_DECLS
