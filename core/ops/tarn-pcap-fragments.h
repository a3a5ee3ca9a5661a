/* tarn-pcap-fragments.h
 *
 * Private: what tarn-pcap-ip.c hands to tarn-pcap-fragments.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-pcap-ip.h"

G_BEGIN_DECLS

/* What fragments of one datagram have in common; compared octet by octet. */
typedef struct
{
  guint8  from[16];
  guint8  to[16];
  guint32 id;
  guint8  address_len;
  guint8  protocol;      /* of what is put together */
  guint8  zero[2];
} TarnFragmentKey;

/* TRUE where @piece was the last that was missing: then @whole is all of it, good until
 * the next call.  @offset in octets. */
gboolean tarn_fragments_add (TarnFragments          *self,
                             const TarnFragmentKey  *key,
                             guint64                 number,
                             gsize                   offset,
                             gboolean                more,
                             TarnSpan                piece,
                             TarnSpan               *whole);

G_END_DECLS
