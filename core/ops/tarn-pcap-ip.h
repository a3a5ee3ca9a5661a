/* tarn-pcap-ip.h
 *
 * Private: the UDP datagram in a frame, whose fragments are put together.
 *
 * Memory is bounded: so many datagrams may wait for fragments, the oldest gives way.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-pcap-file.h"

G_BEGIN_DECLS

/* To be compared octet by octet: what is not used is 0. */
typedef struct
{
  guint8  address[16];
  guint16 port;
  guint8  address_len;   /* 4 or 16 */
  guint8  zero;
} TarnPcapEndpoint;

typedef struct
{
  TarnPcapEndpoint from;
  TarnPcapEndpoint to;
  TarnSpan         payload;    /* good until the next packet                           */
  gsize            full_len;   /* of the payload, of which less may have been captured */
} TarnPcapDatagram;

typedef enum
{
  TARN_FRAME_DATAGRAM,
  TARN_FRAME_CUT,            /* a datagram of which not all was captured             */
  TARN_FRAME_FRAGMENT,       /* one that waits for others                            */
  TARN_FRAME_OTHER,          /* no UDP over IP                                       */
  TARN_FRAME_UNKNOWN_LINK,   /* of a link layer that is not read                     */
} TarnFrameResult;

typedef struct _TarnFragments TarnFragments;

TarnFragments   *tarn_fragments_new           (void);
void             tarn_fragments_free          (TarnFragments           *self);

/* A datagram whose fragments did not all come; TRUE as long as there are such, @from
 * and @number are those of the first that came.  With @at_end also those that still
 * could come.  The port is 0 where it is not known. */
gboolean         tarn_fragments_next_lost     (TarnFragments           *self,
                                               gboolean                 at_end,
                                               TarnPcapEndpoint        *from,
                                               guint64                 *number);

TarnFrameResult  tarn_frame_parse             (const TarnPacket        *packet,
                                               TarnFragments           *fragments,
                                               TarnPcapDatagram        *datagram);

/* "192.0.2.1", "192.0.2.1:1161", "[2001:db8::1]:1161": the port where it is not 161. */
char            *tarn_pcap_endpoint_to_string (const TarnPcapEndpoint  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnFragments, tarn_fragments_free)

G_END_DECLS
