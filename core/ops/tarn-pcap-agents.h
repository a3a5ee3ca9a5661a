/* tarn-pcap-agents.h
 *
 * Private: who answered whom in a capture of packets.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-pcap-ip.h"
#include "wire/tarn-pdu.h"

G_BEGIN_DECLS

typedef struct
{
  TarnPcapEndpoint endpoint;
  guint64          n_varbinds;
  guint            community;         /* a hash of the first that was used */
  gboolean         has_community;
  gboolean         has_communities;   /* another was used later            */
} TarnPcapAgent;

typedef enum
{
  TARN_ANSWER_UNASKED,      /* the request is not in the file, or too long ago  */
  TARN_ANSWER_TO_READING,
  TARN_ANSWER_TO_SET,
  TARN_ANSWER_OF_MANAGER,   /* to an Inform                                     */
  TARN_ANSWER_COPY,         /* there was an answer to this request already      */
} TarnPcapAnswer;

typedef struct _TarnPcapRequest TarnPcapRequest;

typedef struct
{
  GArray           *list;       /* of TarnPcapAgent                              */
  TarnPcapEndpoint  device;     /* whom the user means; without an address: the
                                 * only one; without a port: any of them         */
  TarnPcapRequest  *requests;
} TarnPcapAgents;

/* FALSE with @error if @device (nullable) is no address; clear it all the same. */
gboolean        tarn_pcap_agents_init          (TarnPcapAgents           *self,
                                                const char               *device,
                                                GError                  **error);
void            tarn_pcap_agents_clear         (TarnPcapAgents           *self);

/* Good until another is found. */
TarnPcapAgent  *tarn_pcap_agents_find          (TarnPcapAgents           *self,
                                                const TarnPcapEndpoint   *endpoint);
void            tarn_pcap_agent_note_community (TarnPcapAgent            *self,
                                                TarnSpan                  community);

void            tarn_pcap_agents_note_request  (TarnPcapAgents           *self,
                                                const TarnPcapDatagram   *datagram,
                                                const TarnPdu            *pdu);
TarnPcapAnswer  tarn_pcap_agents_note_response (TarnPcapAgents           *self,
                                                const TarnPcapDatagram   *datagram,
                                                const TarnPdu            *pdu);

/* Whether the user may want what is said at @endpoint. */
gboolean        tarn_pcap_agents_concern       (const TarnPcapAgents     *self,
                                                const TarnPcapEndpoint   *endpoint);
/* Whether it is the one of whom varbinds are taken: the first who had any. */
gboolean        tarn_pcap_agents_is_taken      (const TarnPcapAgents     *self,
                                                const TarnPcapAgent      *agent);
guint64         tarn_pcap_agents_count_taken   (const TarnPcapAgents     *self);
/* FALSE with @error where it is not clear who is meant. */
gboolean        tarn_pcap_agents_check         (const TarnPcapAgents     *self,
                                                GError                  **error);

G_END_DECLS
