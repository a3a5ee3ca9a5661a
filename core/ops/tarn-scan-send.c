/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What leaves: requests encoded, within the bounds of tokens and window.
 */
#include "ops/tarn-scan-machine.h"

#include <errno.h>

/* How long to hold back when the system has no room for more datagrams (F-72). */
#define PAUSE_US 1000

static gboolean
endpoint_is_loopback (const TarnEndpoint *endpoint)
{
  if (endpoint->sa.sa_family == AF_INET)
    return ntohl (endpoint->in.sin_addr.s_addr) >> 24 == 127;

  return IN6_IS_ADDR_LOOPBACK (&endpoint->in6.sin6_addr);
}

/* Loopback has no network on the way that could be flooded. */
static gboolean
slot_needs_token (const TarnScanMachine *self,
                  const TarnScanSlot    *slot)
{
  return self->pace.rate > 0
         && (self->rate_always || !endpoint_is_loopback (&slot->endpoint));
}

static void
slot_stamp (TarnScanMachine *self,
            TarnScanSlot    *slot,
            gint64           now_us)
{
  TarnRequestId *found;

  if (!slot->stamped)
    slot->id = tarn_requests_issue (&self->requests, tarn_scan_machine_index (self, slot),
                                    &slot->tries, now_us);
  else if (tarn_requests_match (&self->requests, slot->id, &found) == TARN_MATCH_PENDING)
    found->sent_us = now_us;   /* a try that could not be sent yet keeps its id */
  slot->stamped = TRUE;
}

/* Copies the request that all get, with an id of its own. */
static gboolean
encode_common (TarnScanMachine *self,
               TarnScanSlot    *slot,
               TarnBerWriter   *writer)
{
  const TarnEncoded *encoded =
    &tarn_scan_question_get_request (&self->question, slot->credential, slot->request)->encoded;
  guint32 id = GUINT32_TO_BE ((guint32) slot->id);

  tarn_ber_put_octets (writer, encoded->octets);
  if (writer->overflow)
    return FALSE;

  memcpy (writer->pos + (encoded->id - encoded->octets.data), &id, sizeof id);
  return TRUE;
}

static gboolean
slot_encode (TarnScanMachine *self,
             TarnScanSlot    *slot,
             TarnBerWriter   *writer)
{
  if (slot->phase == TARN_SCAN_WALKING)
    return tarn_scan_table_encode (self, slot, writer);

  return slot->get != NULL ? tarn_scan_get_encode (self, slot, writer)
                           : encode_common (self, slot, writer);
}

guint
tarn_scan_machine_next (TarnScanMachine *self,
                        gint64           now_us,
                        TarnDatagram    *datagrams,
                        guint            n)
{
  guint n_waiting = tarn_handles_length (&self->ready);
  guint window = tarn_scan_pace_get_window (&self->pace);
  guint n_tokens = tarn_scan_pace_get_tokens (&self->pace, now_us);
  guint8 *end = self->buffer + TARN_SCAN_BUFFER_OCTETS;
  guint at;

  self->n_batch = 0;
  n = MIN (n, TARN_TRANSPORT_BATCH);
  for (at = 0; at < n_waiting && self->n_batch < n && now_us >= self->paused_until_us; at++)
    {
      TarnScanSlot *slot = &self->slots[tarn_handles_get (&self->ready, at)];
      gboolean token = slot_needs_token (self, slot);
      TarnBerWriter writer;

      if (slot->state != TARN_SCAN_READY)
        continue;
      if (self->n_fresh + self->n_batch >= window || (token && n_tokens == 0))
        break;

      slot_stamp (self, slot, now_us);
      tarn_ber_writer_init (&writer, self->buffer, (gsize) (end - self->buffer));
      if (!slot_encode (self, slot, &writer))
        break;

      end = writer.pos;
      n_tokens -= token;
      tarn_scan_pace_take (&self->pace, token);
      slot->state = TARN_SCAN_BATCHED;
      datagrams[self->n_batch] = (TarnDatagram) {
        .peer = slot->endpoint,
        .octets = tarn_ber_writer_span (&writer),
      };
      self->batch[self->n_batch] = tarn_scan_machine_index (self, slot);
      self->taken[self->n_batch++] = at + 1;
    }

  self->n_taken = at;
  if (self->n_batch == 0)
    tarn_handles_drop (&self->ready, at);
  return self->n_batch;
}

static void
slot_sent (TarnScanMachine *self,
           TarnScanSlot    *slot,
           gint64           now_us)
{
  gint64 wait_us;

  slot->n_tries++;
  slot->stamped = FALSE;
  slot->state = TARN_SCAN_SENT;
  slot->fresh = TRUE;
  self->n_fresh++;
  self->n_fresh_contacts += slot->table == NULL;
  self->counts.n_sent++;
  if (slot->heard)
    tarn_scan_pace_asked (&self->pace, now_us);

  wait_us = MIN (tarn_scan_machine_wait_us (self, slot), tarn_scan_pace_get_fresh_us (&self->pace));
  tarn_deadlines_set (&self->deadlines, tarn_scan_machine_index (self, slot), now_us + wait_us);
}

void
tarn_scan_machine_sent (TarnScanMachine *self,
                        guint            n_sent,
                        int              error,
                        gint64           now_us)
{
  gboolean full = error == EAGAIN || error == ENOBUFS;
  guint n_over = n_sent;   /* slots that need not be tried again */

  for (guint i = 0; i < n_sent; i++)
    slot_sent (self, &self->slots[self->batch[i]], now_us);
  for (guint i = n_sent; i < self->n_batch; i++)
    self->slots[self->batch[i]].state = TARN_SCAN_READY;

  if (n_sent < self->n_batch && full)
    {
      tarn_scan_pace_overrun (&self->pace, now_us);
      self->paused_until_us = now_us + PAUSE_US;
    }
  else if (n_sent < self->n_batch)
    n_over++;

  if (n_over == self->n_batch)
    tarn_handles_drop (&self->ready, self->n_taken);
  else if (n_over > 0)
    tarn_handles_drop (&self->ready, self->taken[n_over - 1]);

  if (n_over > n_sent)
    tarn_scan_machine_refused (self, &self->slots[self->batch[n_sent]], error, now_us);
  self->n_batch = self->n_taken = 0;
}

/* The first slot that waits to be sent, NULL if none does. */
static TarnScanSlot *
queue_peek (TarnScanMachine *self)
{
  while (tarn_handles_length (&self->ready) > 0)
    {
      TarnScanSlot *slot = &self->slots[tarn_handles_get (&self->ready, 0)];

      if (slot->state == TARN_SCAN_READY)
        return slot;
      tarn_handles_drop (&self->ready, 1);
    }

  return NULL;
}

gboolean
tarn_scan_machine_is_short (TarnScanMachine *self)
{
  TarnScanSlot *slot = queue_peek (self);

  return slot != NULL && slot_needs_token (self, slot)
         && tarn_handles_length (&self->ready) >= MAX ((guint) self->pace.tokens, 1);
}

gint64
tarn_scan_machine_wake_us (TarnScanMachine *self,
                           gint64           now_us)
{
  TarnDeadline first = { .due_us = G_MAXINT64 };
  TarnScanSlot *slot = queue_peek (self);
  gint64 send_us = 0;

  tarn_deadlines_peek (&self->deadlines, &first);
  if (slot == NULL || self->n_fresh >= tarn_scan_pace_get_window (&self->pace))
    return first.due_us;

  if (now_us < self->paused_until_us)
    send_us = self->paused_until_us;
  else if (slot_needs_token (self, slot) && tarn_scan_pace_get_tokens (&self->pace, now_us) == 0)
    send_us = tarn_scan_pace_token_us (&self->pace);

  return MIN (first.due_us, send_us);
}
