/* tarn-address.h
 *
 * Where an agent is, as a person writes it: a name or an address, a zone, a port.
 * It is text taken apart; nothing is looked up here.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

#define TARN_PORT_AGENT 161
#define TARN_PORT_NOTIFICATION 162

/**
 * TarnFamily:
 * @TARN_FAMILY_ANY: whatever the name resolves to
 * @TARN_FAMILY_IPV4: UDP over IPv4
 * @TARN_FAMILY_IPV6: UDP over IPv6
 */
typedef enum
{
  TARN_FAMILY_ANY,
  TARN_FAMILY_IPV4,
  TARN_FAMILY_IPV6,
} TarnFamily;

#define TARN_TYPE_ADDRESS (tarn_address_get_type ())

TARN_EXPORT GType        tarn_address_get_type   (void) G_GNUC_CONST;

TARN_EXPORT TarnAddress *tarn_address_new        (const char         *text,
                                                  guint16             default_port,
                                                  GError            **error);
TARN_EXPORT TarnAddress *tarn_address_ref        (TarnAddress        *self);
TARN_EXPORT void         tarn_address_unref      (TarnAddress        *self);
TARN_EXPORT const char  *tarn_address_get_host   (const TarnAddress  *self);
TARN_EXPORT const char  *tarn_address_get_zone   (const TarnAddress  *self);
TARN_EXPORT guint16      tarn_address_get_port   (const TarnAddress  *self);
TARN_EXPORT TarnFamily   tarn_address_get_family (const TarnAddress  *self);
TARN_EXPORT gboolean     tarn_address_is_name    (const TarnAddress  *self);
TARN_EXPORT char        *tarn_address_to_string  (const TarnAddress  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAddress, tarn_address_unref)

G_END_DECLS
