/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-exchange.h"

#include <errno.h>

#include "base/tarn-error.h"

static void
exchange_free (gpointer data)
{
  TarnExchange *self = data;

  tarn_encoded_clear (&self->request);
  g_free (self);
}

void
tarn_exchanges_init (TarnExchanges *self,
                     GRand         *rand)
{
  *self = (TarnExchanges) {
    .rand = rand,
    .exchanges = g_ptr_array_new_with_free_func (exchange_free),
    .free = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
  tarn_requests_init (&self->requests, rand, FALSE);
  tarn_message_init (&self->message);
}

/* All exchanges must have been released. */
void
tarn_exchanges_clear (TarnExchanges *self)
{
  g_assert (self->n_used == 0);

  tarn_requests_clear (&self->requests);
  tarn_requests_clear (&self->narrow);
  tarn_deadlines_clear (&self->deadlines);
  tarn_message_clear (&self->message);
  g_clear_pointer (&self->exchanges, g_ptr_array_unref);
  g_clear_pointer (&self->free, g_array_unref);
  g_clear_pointer (&self->rand, g_rand_free);
}

TarnExchange *
tarn_exchanges_take (TarnExchanges *self)
{
  TarnExchange *exchange;

  self->n_used++;
  if (self->free->len > 0)
    {
      guint32 index = g_array_index (self->free, guint32, self->free->len - 1);

      g_array_set_size (self->free, self->free->len - 1);
      return g_ptr_array_index (self->exchanges, index);
    }

  exchange = g_new0 (TarnExchange, 1);
  exchange->index = self->exchanges->len;
  exchange->generation = 1;
  g_ptr_array_add (self->exchanges, exchange);
  return exchange;
}

guint64
tarn_exchange_get_handle (const TarnExchange *self)
{
  return (guint64) self->generation << 32 | self->index;
}

TarnExchange *
tarn_exchanges_lookup (TarnExchanges *self,
                       guint64        handle)
{
  guint32 index = (guint32) handle;
  TarnExchange *exchange;

  if (index >= self->exchanges->len)
    return NULL;

  exchange = g_ptr_array_index (self->exchanges, index);
  return exchange->state != TARN_EXCHANGE_FREE && exchange->generation == handle >> 32
         ? exchange : NULL;
}

void
tarn_exchanges_release (TarnExchanges *self,
                        TarnExchange  *exchange,
                        TarnMatch      match)
{
  guint32 index = exchange->index;

  tarn_deadlines_remove (&self->deadlines, index);
  tarn_requests_retire (tarn_exchanges_get_ids (self, exchange), exchange->ids, match);
  if (exchange->route != NULL)
    exchange->route->n_exchanges--;
  g_clear_object (&exchange->device);
  g_clear_error (&exchange->error);

  *exchange = (TarnExchange) {
    .index = index,
    .generation = MAX (exchange->generation + 1, 1),
    .request = exchange->request,
  };
  g_array_append_val (self->free, index);
  self->n_used--;
}

/* Steps over one header; FALSE if there is none.  The content need not be there:
 * what the network gives back may be cut. */
static gboolean
skip_header (TarnSpan  octets,
             gsize    *at,
             gsize    *content_len)
{
  guint8 first;

  if (octets.len - *at < 2)
    return FALSE;

  first = octets.data[*at + 1];
  *at += 2;
  *content_len = first;
  if (first < 0x80)
    return TRUE;

  first &= 0x7f;
  if (first > 3 || octets.len - *at < first)
    return FALSE;
  for (*content_len = 0; first > 0; first--)
    *content_len = *content_len << 8 | octets.data[(*at)++];

  return TRUE;
}

/* Where the request-id of one of our own messages stands, whole or cut: version and
 * community are stepped over, sequence and PDU entered. */
gboolean
tarn_exchange_find_id (TarnSpan  octets,
                       gsize    *id_at,
                       gsize    *id_len)
{
  enum { SEQUENCE, VERSION, COMMUNITY, PDU, ID, N_HEADERS };
  gsize at = 0;
  gsize content_len = 0;

  for (guint i = 0; i < N_HEADERS; i++)
    {
      if (!skip_header (octets, &at, &content_len))
        return FALSE;
      if (i != VERSION && i != COMMUNITY)
        continue;

      if (octets.len - at < content_len)
        return FALSE;
      at += content_len;
    }

  *id_at = at;
  *id_len = content_len;
  return (content_len == 4 || content_len == 2) && octets.len - at >= content_len;
}

void
tarn_exchanges_stamp (TarnExchanges *self,
                      TarnExchange  *exchange,
                      gint64         now_us)
{
  TarnRequestId *found;
  TarnRequests *ids;

  if (exchange->stamped)
    {
      /* A try that could not be sent yet keeps its id.  Where later tries have it, too,
       * nobody knows which of them is answered, and the first one counts. */
      ids = tarn_exchanges_get_ids (self, exchange);
      if (exchange->n_tries > 0 && exchange->keeps_id)
        return;
      if (tarn_requests_match (ids, exchange->id, &found) == TARN_MATCH_PENDING)
        found->sent_us = now_us;
      return;
    }

  ids = tarn_exchanges_choose_ids (self, exchange);
  exchange->id = tarn_requests_issue (ids, exchange->index, &exchange->ids, now_us);
  exchange->stamped = TRUE;
  tarn_encoded_set_id (&exchange->request, exchange->id);
}

/* Everything but the id: P-MGR-02, P-MGR-03. */
static gboolean
exchange_accepts (TarnExchanges      *self,
                  TarnExchange       *exchange,
                  const TarnDatagram *datagram,
                  gboolean            decoded)
{
  const TarnMessage *message = &self->message;

  if (message->version != exchange->request.version
      || !tarn_span_equal (message->community, exchange->request.community))
    {
      self->stats.n_foreign++;
      return FALSE;
    }

  if (!tarn_route_believes (exchange->route, exchange->source, &datagram->peer))
    {
      self->stats.n_off_source++;
      exchange->elsewhere = datagram->peer;
      return FALSE;
    }

  if (!decoded)
    {
      self->stats.n_bad++;
      exchange->misread = message->error;
      exchange->misread_at = message->error_at;
      return FALSE;
    }

  return TRUE;
}

/* From the sending of a try to the arrival of @datagram, not to now, since we may have
 * been busy. */
static gint64
request_age_us (const TarnRequestId *self,
                const TarnDatagram  *datagram,
                gint64               now_us)
{
  return MAX (now_us - datagram->waited_us - self->sent_us, 0);
}

static TarnMatch
exchanges_match_id (TarnExchanges  *self,
                    gint32          id,
                    TarnRequestId **found)
{
  gboolean narrow = self->narrow.ring != NULL && id <= (gint32) TARN_REQUESTS_NARROW_MAX;

  return tarn_requests_match (narrow ? &self->narrow : &self->requests, id, found);
}

TarnExchange *
tarn_exchanges_match (TarnExchanges      *self,
                      const TarnDatagram *datagram,
                      gint64              now_us)
{
  TarnMessage *message = &self->message;
  TarnRequestId *found;
  TarnExchange *exchange;
  gboolean decoded;

  self->late_us = 0;
  self->stats.n_received++;
  decoded = tarn_message_decode (message, datagram->octets, TARN_PROFILE_LENIENT);
  if (message->pdu.type != TARN_PDU_RESPONSE)
    {
      /* Our own request, echoed, has the right id and is no answer (P-MGR-01). */
      decoded ? self->stats.n_foreign++ : self->stats.n_bad++;
      return NULL;
    }

  switch (exchanges_match_id (self, message->pdu.request_id, &found))
    {
    case TARN_MATCH_PENDING:
      exchange = g_ptr_array_index (self->exchanges, found->request);
      if (!exchange_accepts (self, exchange, datagram, decoded))
        return NULL;
      exchange->rtt_us = request_age_us (found, datagram, now_us);
      exchange->earlier = found->counter != exchange->ids
                          || exchange->state != TARN_EXCHANGE_SENT;
      self->stats.n_answers++;
      return exchange;

    case TARN_MATCH_DUPLICATE:
      self->stats.n_duplicates++;
      return NULL;

    case TARN_MATCH_LATE:
      self->stats.n_late++;
      if (found != NULL)
        self->late_us = request_age_us (found, datagram, now_us);
      return NULL;

    case TARN_MATCH_UNKNOWN:
    default:
      decoded ? self->stats.n_unknown++ : self->stats.n_bad++;
      if (decoded)
        tarn_exchanges_note_cut (self, datagram);
      return NULL;
    }
}

TarnExchange *
tarn_exchanges_match_bounce (TarnExchanges    *self,
                             const TarnBounce *bounce)
{
  TarnRequestId *found;
  TarnExchange *exchange;
  gsize id_at, id_len;
  gint32 id = 0;

  self->stats.n_bounced++;
  if (!tarn_exchange_find_id (bounce->octets, &id_at, &id_len))
    return NULL;

  for (gsize i = 0; i < id_len; i++)
    id = (gint32) ((guint32) id << 8 | bounce->octets.data[id_at + i]);
  if (exchanges_match_id (self, id, &found) != TARN_MATCH_PENDING)
    return NULL;

  /* A newer try may be luckier than this one was. */
  exchange = g_ptr_array_index (self->exchanges, found->request);
  return exchange->state == TARN_EXCHANGE_SENT && exchange->id == id
         && tarn_route_believes (exchange->route, TARN_SOURCE_STRICT, &bounce->peer)
         ? exchange : NULL;
}

/* The device as its user calls it, and where that is if it has a name. */
static char *
exchange_target (const TarnExchange *self)
{
  TarnAddress *address = tarn_device_get_address (self->device);
  g_autofree char *name = tarn_address_to_string (address);
  g_autofree char *where = NULL;

  if (!tarn_address_is_name (address) || self->route->n_endpoints == 0)
    return g_steal_pointer (&name);

  where = tarn_endpoint_to_string (tarn_route_get_endpoint (self->route,
                                                            MAX (self->n_tries, 1) - 1));
  return g_strdup_printf ("%s (%s)", name, where);
}

GError *
tarn_exchange_describe (const TarnExchange *self,
                        gint64              now_us)
{
  g_autofree char *target = exchange_target (self);
  g_autofree char *tries = NULL;
  g_autofree char *elsewhere = NULL;

  tries = g_strdup_printf ("%u %s (%.1f s)", self->n_tries, self->n_tries == 1 ? "try" : "tries",
                           (double) (now_us - self->began_us) / G_USEC_PER_SEC);

  if (self->refusal == ECONNREFUSED)
    return g_error_new (TARN_ERROR, TARN_ERROR_UNREACHABLE,
                        "%s cannot be reached: no agent listens on this port", target);

  if (self->refusal == EMSGSIZE)
    return g_error_new (TARN_ERROR, TARN_ERROR_TOO_BIG,
                        "A request of %" G_GSIZE_FORMAT " octets is too large for the way to %s",
                        self->request.octets.len, target);

  if (self->refusal != 0)
    return g_error_new (TARN_ERROR, TARN_ERROR_UNREACHABLE, "%s cannot be reached: %s",
                        target, g_strerror (self->refusal));

  if (self->misread != TARN_BER_OK)
    return g_error_new (TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                        "%s answered within %s, but not with SNMP that can be read: %s at octet "
                        "%" G_GSIZE_FORMAT, target, tries,
                        tarn_ber_error_to_string (self->misread), self->misread_at);

  if (self->cut)
    return g_error_new (TARN_ERROR, TARN_ERROR_NO_ANSWER,
                        "%s did not answer within %s, but sent answers with 16 bits of the "
                        "request-id: set id-bits to 16 for it", target, tries);

  if (self->elsewhere.sa.sa_family != AF_UNSPEC)
    {
      elsewhere = tarn_endpoint_to_string (&self->elsewhere);
      return g_error_new (TARN_ERROR, TARN_ERROR_NO_ANSWER,
                          "%s did not answer within %s, but an answer came from %s: if that is "
                          "the same device, accept answers from any source", target, tries,
                          elsewhere);
    }

  return g_error_new (TARN_ERROR, TARN_ERROR_NO_ANSWER,
                      "%s did not answer within %s: wrong community, wrong address or port, or "
                      "a filter on the way", target, tries);
}
