/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-pcap-agents.h"

#include <arpa/inet.h>

#include "base/tarn-address.h"
#include "base/tarn-error.h"

/* More are found under one hash now and then, and then the older is forgotten: nobody
 * has so many requests under way. */
#define N_REQUESTS 4096
/* Those that come later are not told apart: a capture of a whole network. */
#define MAX_AGENTS 1000
#define MAX_NAMED  20

/* @request_id and the two ends, compared octet by octet. */
typedef struct
{
  TarnPcapEndpoint agent;
  TarnPcapEndpoint manager;
  gint32       request_id;
} Key;

G_STATIC_ASSERT (sizeof (Key) == 2 * sizeof (TarnPcapEndpoint) + 4);

struct _TarnPcapRequest
{
  Key      key;
  guint8   type;       /* TarnPduType; 0: none is here */
  gboolean answered;
};

static gboolean
parse_device (TarnPcapEndpoint  *endpoint,
              const char        *device,
              GError           **error)
{
  g_autoptr(TarnAddress) address = tarn_address_new (device, 0, error);
  const char *host;

  if (address == NULL)
    return FALSE;

  host = tarn_address_get_host (address);
  endpoint->port = (guint16) tarn_address_get_port (address);
  if (inet_pton (AF_INET, host, endpoint->address) == 1)
    endpoint->address_len = 4;
  else if (inet_pton (AF_INET6, host, endpoint->address) == 1)
    endpoint->address_len = 16;
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "“%s” is a name; packets have addresses only", device);

  return endpoint->address_len > 0;
}

gboolean
tarn_pcap_agents_init (TarnPcapAgents  *self,
                       const char      *device,
                       GError         **error)
{
  *self = (TarnPcapAgents) {
    .list = g_array_new (FALSE, TRUE, sizeof (TarnPcapAgent)),
    .requests = g_new0 (TarnPcapRequest, N_REQUESTS),
  };

  return device == NULL || parse_device (&self->device, device, error);
}

void
tarn_pcap_agents_clear (TarnPcapAgents *self)
{
  g_clear_pointer (&self->list, g_array_unref);
  g_clear_pointer (&self->requests, g_free);
}

TarnPcapAgent *
tarn_pcap_agents_find (TarnPcapAgents         *self,
                       const TarnPcapEndpoint *endpoint)
{
  TarnPcapAgent agent = { .endpoint = *endpoint };

  for (guint i = 0; i < self->list->len; i++)
    {
      TarnPcapAgent *known = &g_array_index (self->list, TarnPcapAgent, i);

      if (memcmp (&known->endpoint, endpoint, sizeof *endpoint) == 0 || i == MAX_AGENTS - 1)
        return known;
    }

  g_array_append_val (self->list, agent);
  return &g_array_index (self->list, TarnPcapAgent, self->list->len - 1);
}

/* FNV-1a. */
static guint
hash (guint       seed,
      const void *octets,
      gsize       len)
{
  const guint8 *p = octets;

  for (gsize i = 0; i < len; i++)
    seed = (seed ^ p[i]) * 16777619;
  return seed;
}

void
tarn_pcap_agent_note_community (TarnPcapAgent *self,
                                TarnSpan       community)
{
  guint found = hash (2166136261u, community.data, community.len);

  if (!self->has_community)
    self->community = found;
  self->has_communities |= found != self->community;
  self->has_community = TRUE;
}

static TarnPcapRequest *
find_place (const TarnPcapAgents *self,
            const Key            *key)
{
  return &self->requests[hash (2166136261u, key, sizeof *key) % N_REQUESTS];
}

static gboolean
is_request (const TarnPcapRequest *request,
            const Key             *key)
{
  return request->type != 0 && memcmp (&request->key, key, sizeof *key) == 0;
}

void
tarn_pcap_agents_note_request (TarnPcapAgents         *self,
                               const TarnPcapDatagram *datagram,
                               const TarnPdu          *pdu)
{
  const Key key = { datagram->to, datagram->from, pdu->request_id };
  TarnPcapRequest *request = find_place (self, &key);

  switch (pdu->type)
    {
    case TARN_PDU_GET:
    case TARN_PDU_GET_NEXT:
    case TARN_PDU_GET_BULK:
    case TARN_PDU_SET:
    case TARN_PDU_INFORM:
      /* A copy of one that is not answered yet does not matter; one that is answered was
       * asked again, or its number used again. */
      *request = (TarnPcapRequest) { key, (guint8) pdu->type, FALSE };
      break;

    case TARN_PDU_RESPONSE:
    case TARN_PDU_REPORT:
    case TARN_PDU_TRAP:
    case TARN_PDU_TRAP_V1:
    default:
      break;
    }
}

TarnPcapAnswer
tarn_pcap_agents_note_response (TarnPcapAgents         *self,
                                const TarnPcapDatagram *datagram,
                                const TarnPdu          *pdu)
{
  const Key key = { datagram->from, datagram->to, pdu->request_id };
  TarnPcapRequest *request = find_place (self, &key);

  if (!is_request (request, &key))
    return TARN_ANSWER_UNASKED;
  if (request->answered)
    return TARN_ANSWER_COPY;

  request->answered = TRUE;
  return request->type == TARN_PDU_INFORM ? TARN_ANSWER_OF_MANAGER
         : request->type == TARN_PDU_SET ? TARN_ANSWER_TO_SET : TARN_ANSWER_TO_READING;
}

gboolean
tarn_pcap_agents_concern (const TarnPcapAgents   *self,
                          const TarnPcapEndpoint *endpoint)
{
  const TarnPcapEndpoint *device = &self->device;

  return device->address_len == 0
         || (device->address_len == endpoint->address_len
             && memcmp (device->address, endpoint->address, sizeof device->address) == 0
             && (device->port == 0 || device->port == endpoint->port));
}

/* The one that is taken; NULL: nobody who is meant said anything. */
static const TarnPcapAgent *
find_taken (const TarnPcapAgents *self)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const TarnPcapAgent *agent = &g_array_index (self->list, TarnPcapAgent, i);

      if (agent->n_varbinds > 0 && tarn_pcap_agents_concern (self, &agent->endpoint))
        return agent;
    }

  return NULL;
}

gboolean
tarn_pcap_agents_is_taken (const TarnPcapAgents *self,
                           const TarnPcapAgent  *agent)
{
  const TarnPcapAgent *taken = find_taken (self);

  return taken == agent || (taken == NULL && tarn_pcap_agents_concern (self, &agent->endpoint));
}

guint64
tarn_pcap_agents_count_taken (const TarnPcapAgents *self)
{
  const TarnPcapAgent *taken = find_taken (self);

  return taken != NULL ? taken->n_varbinds : 0;
}

gboolean
tarn_pcap_agents_check (const TarnPcapAgents  *self,
                        GError               **error)
{
  g_autoptr(GString) names = g_string_new (NULL);
  guint n_meant = 0, n_agents = 0;

  for (guint i = 0; i < self->list->len; i++)
    {
      const TarnPcapAgent *agent = &g_array_index (self->list, TarnPcapAgent, i);
      g_autofree char *name = tarn_pcap_endpoint_to_string (&agent->endpoint);

      if (agent->n_varbinds == 0)
        continue;
      n_meant += tarn_pcap_agents_concern (self, &agent->endpoint);
      if (++n_agents <= MAX_NAMED)
        g_string_append_printf (names, "%s%s (varbinds: %" G_GUINT64_FORMAT ")",
                                n_agents > 1 ? ", " : "", name, agent->n_varbinds);
    }
  if (n_agents > MAX_NAMED)
    g_string_append (names, " …");

  if (n_meant == 1 || n_agents == 0)
    return TRUE;

  if (n_meant == 0)
    g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
                 "the device that is meant does not answer in it, but others do: %s", names->str);
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
                 "%u devices answer in it; say which is meant with --device ADDRESS: %s",
                 n_agents, names->str);
  return FALSE;
}
