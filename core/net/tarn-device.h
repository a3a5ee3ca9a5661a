/* tarn-device.h
 *
 * An agent somewhere, and how to talk to it.  A device has no socket and no timer:
 * a session serves any number of them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-address.h"

G_BEGIN_DECLS

#define TARN_TYPE_DEVICE (tarn_device_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnDevice, tarn_device, TARN, DEVICE, GObject)

/**
 * TarnSource:
 * @TARN_SOURCE_ADDRESS: replies come from the address asked, from any port
 * @TARN_SOURCE_STRICT: from the address and port asked
 * @TARN_SOURCE_ANY: from anywhere
 *
 * Whose replies are believed (rule P-MGR-03).
 */
typedef enum
{
  TARN_SOURCE_ADDRESS,
  TARN_SOURCE_STRICT,
  TARN_SOURCE_ANY,
} TarnSource;

#define TARN_TYPE_SOURCE (tarn_source_get_type ())
TARN_EXPORT GType        tarn_source_get_type        (void) G_GNUC_CONST;

TARN_EXPORT TarnDevice  *tarn_device_new             (TarnAddress   *address);
TARN_EXPORT TarnAddress *tarn_device_get_address     (TarnDevice    *self);
TARN_EXPORT TarnVersion  tarn_device_get_version     (TarnDevice    *self);
TARN_EXPORT void         tarn_device_set_version     (TarnDevice    *self,
                                                      TarnVersion    version);
TARN_EXPORT GBytes      *tarn_device_get_community   (TarnDevice    *self);
TARN_EXPORT void         tarn_device_set_community   (TarnDevice    *self,
                                                      GBytes        *community);
TARN_EXPORT gint64       tarn_device_get_timeout_us  (TarnDevice    *self);
TARN_EXPORT void         tarn_device_set_timeout_us  (TarnDevice    *self,
                                                      gint64         timeout_us);
TARN_EXPORT guint        tarn_device_get_retries     (TarnDevice    *self);
TARN_EXPORT void         tarn_device_set_retries     (TarnDevice    *self,
                                                      guint          retries);
TARN_EXPORT TarnSource   tarn_device_get_source      (TarnDevice    *self);
TARN_EXPORT void         tarn_device_set_source      (TarnDevice    *self,
                                                      TarnSource     source);

G_END_DECLS
