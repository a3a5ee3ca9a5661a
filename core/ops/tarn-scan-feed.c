/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What comes: which target it is from, and what that means for it.
 */
#include "ops/tarn-scan-machine.h"

#include <errno.h>

#include "net/tarn-exchange.h"

#define MAX_RTT_US     (3600 * (gint64) G_USEC_PER_SEC)

/* Whether an answer to an older try came so soon after the newest one that this may have
 * brought it: some agents are one request behind, and what is measured then is how long we
 * waited, which would grow with each measure (F-15, F-16). */
static gboolean
slot_is_behind (TarnScanMachine     *self,
                const TarnScanSlot  *slot,
                const TarnRequestId *answered,
                gint64               now_us)
{
  TarnRequestId *newest;

  return tarn_requests_match (&self->requests, slot->id, &newest) == TARN_MATCH_PENDING
         && newest != answered
         && now_us - newest->sent_us < (newest->sent_us - answered->sent_us) / 4;
}

static void
slot_measure (TarnScanSlot *slot,
              gint64        rtt_us)
{
  guint32 rtt = (guint32) CLAMP (rtt_us, 1, MAX_RTT_US);
  guint32 error;

  if (slot->rtt_us == 0)
    {
      slot->rtt_us = rtt;
      slot->rtt_deviation_us = rtt / 2;
      return;
    }

  error = rtt > slot->rtt_us ? rtt - slot->rtt_us : slot->rtt_us - rtt;
  slot->rtt_deviation_us = (guint32) (((guint64) slot->rtt_deviation_us * 3 + error) / 4);
  slot->rtt_us = (guint32) (((guint64) slot->rtt_us * 7 + rtt) / 8);
}

/* Whether @peer is where @slot was asked: until it is heard, any address so far. */
static gboolean
slot_was_asked_at (const TarnScanSlot *slot,
                   const TarnEndpoint *peer)
{
  const TarnScanAddresses *addresses = slot->addresses;

  for (guint i = 0; addresses != NULL && i < addresses->current; i++)
    if (tarn_endpoint_equal (peer, &addresses->endpoints[i]))
      return TRUE;

  return tarn_endpoint_equal (peer, &slot->endpoint);
}

/* As whom @slot was asked what this answers: until it is heard, as any so far; -1: as
 * nobody (P-MGR-02). */
static int
slot_find_credential (const TarnScanMachine *self,
                      const TarnScanSlot    *slot)
{
  gboolean all = slot->addresses != NULL && slot->addresses->current > 0;
  int newest = all ? (int) self->question.credentials->len - 1 : slot->credential;

  for (int i = newest; i >= (slot->heard ? newest : 0); i--)
    {
      const TarnScanCredential *credential =
        tarn_scan_question_get_credential (&self->question, (guint) i);

      if (credential->version == self->message.version
          && tarn_span_equal (tarn_scan_credential_get_community (credential),
                              self->message.community))
        return i;
    }

  return -1;
}

/* Everything but the id.  Whoever answers for a scan must do so from where it was asked,
 * or a guess at an id would be enough to lie (P-MGR-03, F-11). */
static gboolean
slot_accepts (TarnScanMachine    *self,
              TarnScanSlot       *slot,
              const TarnDatagram *datagram,
              gboolean            decoded)
{
  int credential = slot_find_credential (self, slot);

  if (credential >= 0 && slot_was_asked_at (slot, &datagram->peer))
    {
      if (decoded)
        {
          slot->credential = (guint8) credential;
          return TRUE;
        }
      slot->misread = TRUE;
    }
  else if (credential >= 0)
    {
      slot->elsewhere = TRUE;
    }

  self->counts.n_foreign++;
  return FALSE;
}

/* @rtt_us: 0 is not known. */
static void
slot_answered (TarnScanMachine    *self,
               TarnScanSlot       *slot,
               const TarnDatagram *datagram,
               gint64              rtt_us,
               gint64              now_us)
{
  const TarnMessage *message = &self->message;

  if (rtt_us > 0)
    {
      slot_measure (slot, rtt_us);
      tarn_scan_pace_answered (&self->pace, message->octets.len, rtt_us);
    }
  else
    {
      tarn_scan_pace_passed (&self->pace);
    }
  tarn_scan_machine_settle (self, slot, TARN_MATCH_DUPLICATE);
  slot->heard = TRUE;
  slot->endpoint = datagram->peer;
  g_clear_pointer (&slot->addresses, g_free);
  slot->anomalies |= message->anomalies;
  if (message->pdu.error_status != TARN_STATUS_NO_ERROR)
    slot->status = (guint8) CLAMP (message->pdu.error_status, 0, 255);
  if (message->pdu.error_status == TARN_STATUS_NO_ERROR
      || message->pdu.error_status == TARN_STATUS_NO_SUCH_NAME)
    slot->useful = TRUE;

  if (slot->phase == TARN_SCAN_WALKING)
    {
      tarn_scan_table_feed (self, slot, now_us);
      return;
    }

  if (!self->question.quiet && !tarn_scan_get_feed (self, slot))
    tarn_scan_machine_ask (self, slot);
  else if (self->question.tables->len > 0)
    tarn_scan_table_begin (self, slot, now_us);
  else   /* whoever is to be found answers, whatever it says */
    tarn_scan_machine_end (self, slot, slot->useful || self->question.discover
                                       ? TARN_SCAN_ANSWERED : TARN_SCAN_ERROR);
}

void
tarn_scan_machine_feed (TarnScanMachine    *self,
                        const TarnDatagram *datagram,
                        gint64              now_us)
{
  TarnMessage *message = &self->message;
  gboolean decoded = tarn_message_decode (message, datagram->octets, TARN_PROFILE_LENIENT);
  TarnMatch match = TARN_MATCH_UNKNOWN;
  TarnRequestId *found;
  TarnScanSlot *slot;
  gint64 came_us = now_us - datagram->waited_us;
  gint64 rtt_us;

  self->counts.n_received++;
  /* Our own request, echoed, has the right id and is no answer (P-MGR-01). */
  if (message->pdu.type == TARN_PDU_RESPONSE)
    match = tarn_requests_match (&self->requests, message->pdu.request_id, &found);

  switch (match)
    {
    case TARN_MATCH_PENDING:
      slot = &self->slots[found->request];
      if (!slot_accepts (self, slot, datagram, decoded))
        break;
      rtt_us = slot_is_behind (self, slot, found, came_us) ? 0
               : MAX (came_us - found->sent_us, 1);
      slot_answered (self, slot, datagram, rtt_us, now_us);
      break;

    case TARN_MATCH_DUPLICATE:
    case TARN_MATCH_LATE:
      self->counts.n_late++;
      break;

    case TARN_MATCH_UNKNOWN:
    default:
      self->counts.n_foreign++;
      break;
    }
}

void
tarn_scan_machine_feed_bounce (TarnScanMachine  *self,
                               const TarnBounce *bounce,
                               gint64            now_us)
{
  TarnRequestId *found;
  TarnScanSlot *slot;
  guint32 id;
  gsize id_at, id_len;

  /* With EMSGSIZE the system has learnt that datagrams must be smaller and will cut the
   * next try in pieces: as good as lost. */
  if (bounce->error == EMSGSIZE
      || !tarn_exchange_find_id (bounce->octets, &id_at, &id_len)
      || id_len != sizeof id)
    return;

  memcpy (&id, bounce->octets.data + id_at, sizeof id);
  id = GUINT32_FROM_BE (id);
  if (tarn_requests_match (&self->requests, (gint32) id, &found) != TARN_MATCH_PENDING)
    return;

  /* A newer try may be luckier than this one was. */
  slot = &self->slots[found->request];
  if (slot->state == TARN_SCAN_SENT && slot->id == (gint32) id && slot->refusal == 0
      && tarn_endpoint_equal (&slot->endpoint, &bounce->peer))
    tarn_scan_machine_refused (self, slot, bounce->error, now_us);
}

void
tarn_scan_machine_feed_overrun (TarnScanMachine *self,
                                guint64          n,
                                gint64           now_us)
{
  self->counts.n_overruns += n;
  if (n > 0)
    tarn_scan_pace_overrun (&self->pace, now_us);
}
