/* tarn-pcap-file.h
 *
 * Private: packets out of a saved capture: pcap in its four forms (both orders of octets,
 * microseconds and nanoseconds) and pcapng, read once from beginning to end.
 *
 * Not libpcap: it wants a FILE, refuses a pcapng whose interfaces differ, and leaves all
 * that is harder than this (link layers, fragments, UDP) to its callers.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-import-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint64  number;         /* from 1                                              */
  guint    link_type;      /* LINKTYPE_… of the registry of tcpdump               */
  TarnSpan frame;          /* what was saved of it; good until the next packet    */
  guint32  original_len;
} TarnPacket;

typedef struct
{
  TarnImportSource *source;
  guint64           n_packets;
  const char       *damage;       /* what is wrong with the rest of the file; or NULL */

  gboolean          begun;
  gboolean          is_ng;
  gboolean          is_swapped;   /* its order of octets is not ours              */
  GArray           *link_types;   /* guint16, one for each interface of pcapng    */
  guint             link_type;    /* of pcap                                      */
  GByteArray       *buffer;       /* grows to the largest packet                    */
} TarnPcapFile;

gboolean tarn_pcap_file_is_one (TarnSpan            head);

void     tarn_pcap_file_init   (TarnPcapFile       *self,
                                TarnImportSource   *source);
void     tarn_pcap_file_clear  (TarnPcapFile       *self);

/* FALSE at the end, of which @damage tells whether it is a good one; or with @error. */
gboolean tarn_pcap_file_next   (TarnPcapFile       *self,
                                TarnPacket         *packet,
                                GError            **error);

G_END_DECLS
