/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-watch.h"

#include "ops/tarn-agent-request.h"

typedef struct
{
  TarnEndpoint endpoint;
  guint64      n_requests;
  gint64       last_us;
} Peer;

struct _TarnAgentWatch
{
  TarnMessage       message;
  Peer              peers[TARN_AGENT_WATCH_PEERS];
  guint             n_peers;
  guint             last_peer;     /* whose the last request was: most come in runs   */
  TarnAgentRequest *recent[TARN_AGENT_WATCH_RECENT];
  guint             n_recent;      /* ever kept; the next one goes to this place, modulo */
  gint64            kept_us;       /* when the last one was kept                      */
  guint64           n_requests;
  guint64           n_answers;
};

TarnAgentWatch *
tarn_agent_watch_new (void)
{
  TarnAgentWatch *self = g_new0 (TarnAgentWatch, 1);

  tarn_message_init (&self->message);
  return self;
}

void
tarn_agent_watch_free (TarnAgentWatch *self)
{
  for (guint i = 0; i < TARN_AGENT_WATCH_RECENT; i++)
    tarn_agent_request_free (self->recent[i]);
  tarn_message_clear (&self->message);
  g_free (self);
}

/* The one who asks, in the place of whoever was silent longest if there is none left. */
static Peer *
find_peer (TarnAgentWatch     *self,
           const TarnEndpoint *endpoint)
{
  guint oldest = 0;

  if (self->last_peer < self->n_peers
      && tarn_endpoint_same_host (&self->peers[self->last_peer].endpoint, endpoint))
    return &self->peers[self->last_peer];

  for (guint i = 0; i < self->n_peers; i++)
    {
      if (tarn_endpoint_same_host (&self->peers[i].endpoint, endpoint))
        {
          self->last_peer = i;
          return &self->peers[i];
        }
      if (self->peers[i].last_us < self->peers[oldest].last_us)
        oldest = i;
    }

  self->last_peer = self->n_peers < TARN_AGENT_WATCH_PEERS ? self->n_peers++ : oldest;
  self->peers[self->last_peer] = (Peer) { .endpoint = *endpoint };
  return &self->peers[self->last_peer];
}

static void
keep (TarnAgentWatch     *self,
      const TarnEndpoint *peer,
      TarnSpan            octets,
      TarnSpan            response,
      gint64              now_us)
{
  TarnAgentRequest **place = &self->recent[self->n_recent++ % TARN_AGENT_WATCH_RECENT];

  tarn_agent_request_free (*place);
  *place = tarn_agent_request_new (&self->message, peer, octets, response, 0);
  (*place)->time_us = now_us;
  self->kept_us = now_us;
}

void
tarn_agent_watch_feed (TarnAgentWatch     *self,
                       const TarnEndpoint *peer,
                       TarnSpan            request,
                       TarnSpan            response,
                       gint64              now_us)
{
  Peer *who = find_peer (self, peer);

  who->n_requests++;
  who->last_us = now_us;
  self->n_requests++;
  self->n_answers += response.len > 0;
  /* Also when somebody sets the clock back. */
  if (now_us - self->kept_us >= TARN_AGENT_WATCH_EVERY_US || now_us < self->kept_us)
    keep (self, peer, request, response, now_us);
}

static int
compare_peers (gconstpointer a,
               gconstpointer b)
{
  const TarnAgentPeer *one = *(TarnAgentPeer * const *) a;
  const TarnAgentPeer *two = *(TarnAgentPeer * const *) b;

  return (one->last_us < two->last_us) - (one->last_us > two->last_us);
}

/* Without its port. */
static char *
host_to_string (const TarnEndpoint *endpoint)
{
  char *text = tarn_endpoint_to_string (endpoint);
  char *colon = strrchr (text, ':');

  if (colon != NULL)
    *colon = '\0';
  return text;
}

TarnAgentStatus *
tarn_agent_watch_dup_status (TarnAgentWatch *self)
{
  TarnAgentStatus *status = g_new0 (TarnAgentStatus, 1);

  status->n_requests = self->n_requests;
  status->n_answers = self->n_answers;
  status->peers = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_peer_free);
  status->recent = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_request_free);
  for (guint i = 0; i < self->n_peers; i++)
    {
      TarnAgentPeer *peer = g_new0 (TarnAgentPeer, 1);

      peer->address = host_to_string (&self->peers[i].endpoint);
      peer->n_requests = self->peers[i].n_requests;
      peer->last_us = self->peers[i].last_us;
      g_ptr_array_add (status->peers, peer);
    }
  g_ptr_array_sort (status->peers, compare_peers);

  for (guint i = 1; i <= MIN (self->n_recent, TARN_AGENT_WATCH_RECENT); i++)
    g_ptr_array_add (status->recent,
                     tarn_agent_request_copy (self->recent[(self->n_recent - i)
                                                           % TARN_AGENT_WATCH_RECENT]));
  return status;
}
