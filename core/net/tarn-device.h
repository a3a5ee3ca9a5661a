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
#include "net/tarn-profile.h"

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

TARN_EXPORT guint        tarn_device_get_max_window  (TarnDevice    *self);
TARN_EXPORT void         tarn_device_set_max_window  (TarnDevice    *self,
                                                      guint          max_window);
TARN_EXPORT guint        tarn_device_get_id_bits     (TarnDevice    *self);
TARN_EXPORT void         tarn_device_set_id_bits     (TarnDevice    *self,
                                                      guint          id_bits);
TARN_EXPORT TarnProfile *tarn_device_dup_profile     (TarnDevice         *self);
TARN_EXPORT void         tarn_device_set_profile     (TarnDevice         *self,
                                                      const TarnProfile  *profile);
TARN_EXPORT gboolean     tarn_device_load_profile    (TarnDevice         *self,
                                                      GError            **error);
TARN_EXPORT gboolean     tarn_device_save_profile    (TarnDevice         *self,
                                                      GError            **error);

G_END_DECLS
