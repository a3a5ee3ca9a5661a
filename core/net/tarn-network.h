/* tarn-network.h
 *
 * Private: the addresses that begin with the same bits, as "10.0.0.0/8" says.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"

G_BEGIN_DECLS

/* IPv4 as it is mapped into IPv6, so that there is one way to compare. */
typedef struct
{
  guint8 address[16];
  guint  n_bits;
} TarnNetwork;

/* An address, or one and "/" and a number of bits, or their mask if it is IPv4; "localhost" is
 * 127.0.0.1, "default" is all there are. */
gboolean tarn_network_parse       (TarnNetwork        *self,
                                   const char         *text,
                                   GError            **error);
gboolean tarn_network_has         (const TarnNetwork  *self,
                                   const TarnEndpoint *endpoint);
/* The 16 octets of an address, in the form above. */
void     tarn_network_put_address (guint8             *octets,
                                   const TarnEndpoint *endpoint);
gboolean tarn_network_is_loopback (const TarnEndpoint *endpoint);

G_END_DECLS
