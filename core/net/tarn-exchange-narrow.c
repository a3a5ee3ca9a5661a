/* F-31: agents that keep 16 bits of a request-id.  Who they are is seen by what they
 * send: an answer to nobody, whose id is the lower half of one of ours.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-exchange.h"

/* Once may be chance. */
#define SIGHTINGS 2

/* With more requests under way nobody looks for the one that an answer may be to:
 * an alien datagram shall not cost much. */
#define MAX_LOOKED_AT 4096

/* Who believes anybody needs ids that nobody guesses (P-MGR-03). */
static gboolean
exchange_wants_narrow (const TarnExchange *self)
{
  return self->device->profile.id_bits == 16 && self->source != TARN_SOURCE_ANY;
}

TarnRequests *
tarn_exchanges_choose_ids (TarnExchanges *self,
                           TarnExchange  *exchange)
{
  if (exchange->narrow || !exchange_wants_narrow (exchange)
      || self->narrow.n_pending >= TARN_REQUESTS_NARROW_MAX / 2)
    return tarn_exchanges_get_ids (self, exchange);

  if (self->narrow.ring == NULL)
    tarn_requests_init (&self->narrow, self->rand, TRUE);

  /* Answers to the tries so far will have cut ids. */
  tarn_requests_retire (&self->requests, exchange->ids, TARN_MATCH_LATE);
  exchange->ids = 0;
  exchange->narrow = TRUE;
  tarn_encoded_shorten_id (&exchange->request);
  return &self->narrow;
}

static gboolean
exchange_is_meant (const TarnExchange *self,
                   const TarnMessage  *message,
                   const TarnEndpoint *peer)
{
  return (self->state == TARN_EXCHANGE_SENT || self->state == TARN_EXCHANGE_QUEUED)
         && !self->narrow
         && (guint16) message->pdu.request_id == (guint16) self->id
         && message->version == self->request.version
         && tarn_span_equal (message->community, self->request.community)
         && tarn_route_believes (self->route, TARN_SOURCE_STRICT, peer);
}

void
tarn_exchanges_note_cut (TarnExchanges      *self,
                         const TarnDatagram *datagram)
{
  const TarnMessage *message = &self->message;

  if (message->pdu.request_id < G_MININT16 || message->pdu.request_id > G_MAXUINT16
      || self->n_used > MAX_LOOKED_AT)
    return;

  for (guint i = 0; i < self->exchanges->len; i++)
    {
      TarnExchange *exchange = g_ptr_array_index (self->exchanges, i);
      TarnProfile *profile;

      if (!exchange_is_meant (exchange, message, &datagram->peer))
        continue;

      profile = &exchange->device->profile;
      exchange->cut = TRUE;
      self->stats.n_cut++;
      if (++exchange->device->n_cut >= SIGHTINGS && !(profile->pins & TARN_PROFILE_PIN_ID_BITS))
        profile->id_bits = 16;
      return;
    }
}
