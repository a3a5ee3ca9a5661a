/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The life of a slot.
 *
 *   added            READY; the first contact is one request (F-64)
 *   sent             SENT; it counts in the window while it is fresh
 *   answered         what its phase says: READY with the next request, or over
 *   time-out         READY with the same one, as long as it has tries; a device that was
 *                    never heard is then asked as the next credential
 *   refused          READY once more after a while, since agents restart (F-65)
 */
#include "ops/tarn-scan-machine.h"

#include <errno.h>

/* Targets at once: at some 250 octets each, ids and deadlines included. */
#define MAX_SLOTS 131072

/* Devices whose tables are walked at once, or may be next: each takes some 16 KiB, and one
 * that has choked rests for half a minute with them (F-44). */
#define MAX_TABLES 384

/* Tries for a device that has been heard: at one exchange in three lost, one in some
 * thousands fails. */
#define HEARD_TRIES    8
#define STEADY_TRIES   3   /* of them without waiting longer each time */
#define DOUBTED_TRIES  3   /* of a request whose size may be the reason (F-06) */

/* What one that answers now and then may cost in all: a scan ends when its last one does. */
#define MAX_VAIN_MS    (60 * 1000)

/* F-64 */
#define MIN_RTO_US     (300 * 1000)
#define MAX_RTO_US     (30 * G_USEC_PER_SEC)
#define JITTER_PERCENT 10

void
tarn_scan_machine_init (TarnScanMachine *self,
                        guint32          seed)
{
  *self = (TarnScanMachine) {
    .timeout_us = TARN_SCAN_TIMEOUT_US,
    .tries = TARN_SCAN_TRIES,
    .max_rows = TARN_WALK_MAX_ROWS,
    .max_slots = MAX_SLOTS,
    .free = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .ready.handles = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .gets = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_scan_get_free),
    .tables = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_scan_table_free),
    .rand = g_rand_new_with_seed (seed),
    .buffer = g_malloc (TARN_SCAN_BUFFER_OCTETS),
  };
  tarn_scan_question_init (&self->question);
  tarn_scan_pace_init (&self->pace);
  tarn_requests_init (&self->requests, self->rand, FALSE);
  tarn_message_init (&self->message);
}

/* All targets must have ended. */
void
tarn_scan_machine_clear (TarnScanMachine *self)
{
  g_assert (self->n_used == 0);

  tarn_scan_question_clear (&self->question);
  tarn_requests_clear (&self->requests);
  tarn_deadlines_clear (&self->deadlines);
  tarn_message_clear (&self->message);
  g_clear_pointer (&self->slots, g_free);
  g_clear_pointer (&self->free, g_array_unref);
  g_clear_pointer (&self->ready.handles, g_array_unref);
  g_clear_pointer (&self->gets, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->rand, g_rand_free);
  g_clear_pointer (&self->buffer, g_free);
}

static void
queue_push (TarnScanMachine *self,
            TarnScanSlot    *slot)
{
  guint64 index = tarn_scan_machine_index (self, slot);

  slot->state = TARN_SCAN_READY;
  g_array_append_val (self->ready.handles, index);
}

gboolean
tarn_scan_machine_wants (TarnScanMachine *self)
{
  guint n_waiting = tarn_handles_length (&self->ready);

  /* With few tokens those that were begun come first, or a scan that is cut off has
   * finished nobody. */
  return n_waiting < TARN_TRANSPORT_BATCH
         && !tarn_scan_machine_is_short (self)
         && self->n_used < self->max_slots
         && self->n_fresh + n_waiting < tarn_scan_pace_get_window (&self->pace)
         && (self->question.tables->len == 0
             || self->n_tables + self->n_fresh_contacts + n_waiting < MAX_TABLES);
}

static TarnScanSlot *
slot_take (TarnScanMachine *self)
{
  self->n_used++;
  if (self->free->len > 0)
    {
      guint32 index = g_array_index (self->free, guint32, self->free->len - 1);

      g_array_set_size (self->free, self->free->len - 1);
      return &self->slots[index];
    }

  if (self->n_slots == self->n_allocated)
    {
      self->n_allocated = MAX (256, self->n_allocated * 2);
      self->slots = g_renew (TarnScanSlot, self->slots, self->n_allocated);
    }

  return &self->slots[self->n_slots++];
}

void
tarn_scan_machine_add (TarnScanMachine    *self,
                       const TarnEndpoint *endpoints,
                       guint               n_endpoints,
                       guint64             position)
{
  TarnScanSlot *slot = slot_take (self);
  gsize size = n_endpoints * sizeof *endpoints;

  *slot = (TarnScanSlot) { .endpoint = endpoints[0], .position = position };
  if (n_endpoints > 1)
    {
      slot->addresses = g_malloc (sizeof *slot->addresses + size);
      *slot->addresses = (TarnScanAddresses) { .n = n_endpoints };
      memcpy (slot->addresses->endpoints, endpoints, size);
    }
  self->counts.n_begun++;
  queue_push (self, slot);
}

void
tarn_scan_machine_uncount (TarnScanMachine *self,
                           TarnScanSlot    *slot)
{
  self->n_fresh -= slot->fresh;
  self->n_fresh_contacts -= slot->fresh && slot->table == NULL;
  slot->fresh = FALSE;
}

void
tarn_scan_machine_settle (TarnScanMachine *self,
                          TarnScanSlot    *slot,
                          TarnMatch        match)
{
  tarn_scan_machine_uncount (self, slot);
  tarn_deadlines_remove (&self->deadlines, tarn_scan_machine_index (self, slot));
  tarn_requests_retire (&self->requests, slot->tries, match);
  slot->tries = 0;
  slot->stamped = FALSE;
}

void
tarn_scan_machine_ask (TarnScanMachine *self,
                       TarnScanSlot    *slot)
{
  slot->n_tries = 0;
  slot->n_refused = 0;
  slot->refusal = 0;
  queue_push (self, slot);
}

void
tarn_scan_machine_tell_rows (TarnScanMachine *self,
                             TarnScanSlot    *slot,
                             const TarnRow   *rows,
                             guint            n_rows)
{
  TarnScanNote note = {
    .event = {
      .kind = TARN_SCAN_EVENT_ROWS,
      .position = slot->position,
      .rows = rows,
      .n_rows = n_rows,
    },
    .slot = slot,
  };

  if (n_rows == 0)
    return;

  slot->n_rows += n_rows;
  self->counts.n_rows += n_rows;
  self->func (&note, self->user_data);
}

static void
count_outcome (TarnScanMachine *self,
               TarnScanOutcome  outcome)
{
  self->counts.n_ended++;
  if (outcome == TARN_SCAN_ANSWERED || outcome == TARN_SCAN_INCOMPLETE)
    self->counts.n_answered++;
  else if (outcome == TARN_SCAN_SILENT)
    self->counts.n_silent++;
  else if (outcome == TARN_SCAN_REFUSED || outcome == TARN_SCAN_UNREACHABLE)
    self->counts.n_refused++;
}

/* Gives @slot back; what it was is left in *@last. */
static void
slot_release (TarnScanMachine *self,
              TarnScanSlot    *slot,
              TarnScanSlot    *last)
{
  guint32 index = tarn_scan_machine_index (self, slot);

  tarn_scan_machine_settle (self, slot, slot->heard ? TARN_MATCH_DUPLICATE : TARN_MATCH_LATE);
  if (slot->get != NULL)
    g_ptr_array_add (self->gets, g_steal_pointer (&slot->get));
  if (slot->table != NULL)
    {
      g_ptr_array_add (self->tables, g_steal_pointer (&slot->table));
      self->n_tables--;
    }

  g_clear_pointer (&slot->addresses, g_free);
  *last = *slot;
  slot->state = TARN_SCAN_FREE;
  g_array_append_val (self->free, index);
  self->n_used--;
}

void
tarn_scan_machine_end (TarnScanMachine *self,
                       TarnScanSlot    *slot,
                       TarnScanOutcome  outcome)
{
  TarnGapReason reason = outcome == TARN_SCAN_STOPPED ? TARN_GAP_CANCELLED
                         : slot->refusal != 0 ? TARN_GAP_UNREACHABLE : TARN_GAP_NO_ANSWER;
  g_autoptr(GPtrArray) gaps = NULL;
  TarnScanSlot last;
  TarnScanNote note = { .slot = &last };

  if (slot->heard && outcome != TARN_SCAN_ERROR && self->question.tables->len > 0)
    gaps = tarn_scan_table_dup_gaps (self, slot, reason);
  if (outcome == TARN_SCAN_ANSWERED && (slot->n_missing > 0 || gaps != NULL))
    outcome = TARN_SCAN_INCOMPLETE;

  slot_release (self, slot, &last);
  count_outcome (self, outcome);

  note.event = (TarnScanEvent) {
    .kind = TARN_SCAN_EVENT_END,
    .position = last.position,
    .outcome = outcome,
    .credential = last.heard ? last.credential : -1,
    .rtt_us = last.rtt_us,
    .total_rows = last.n_rows,
    .n_missing = last.n_missing,
    .gaps = gaps,
    .anomalies = last.anomalies,
  };
  self->func (&note, self->user_data);
}

gint64
tarn_scan_machine_wait_us (TarnScanMachine    *self,
                           const TarnScanSlot *slot)
{
  gint64 wait_us = self->timeout_us;
  gint64 jitter_us;

  if (slot->heard)
    {
      wait_us = slot->rtt_us + 4 * (gint64) slot->rtt_deviation_us;
      wait_us = CLAMP (wait_us, MIN_RTO_US, MAX_RTO_US);
      for (guint i = STEADY_TRIES; i < slot->n_tries && wait_us < MAX_RTO_US; i++)
        wait_us *= 2;
      wait_us = MIN (wait_us, MAX_RTO_US);
    }

  jitter_us = wait_us * JITTER_PERCENT / 100;
  return wait_us - jitter_us + (gint64) (g_rand_double (self->rand) * (double) (2 * jitter_us));
}

static guint
slot_max_tries (const TarnScanMachine *self,
                const TarnScanSlot    *slot)
{
  if (!slot->heard)
    return self->tries;

  if (slot->vain_ms >= MAX_VAIN_MS)
    return 0;

  if (slot->table != NULL && slot->table->ask.may_be_too_large)
    return DOUBTED_TRIES;

  return MAX (self->tries, HEARD_TRIES);
}

/* Never heard: the next credential, then the next address.  The ids of the tries so far
 * stay good: a late answer to them will do. */
static void
slot_try_else (TarnScanMachine *self,
               TarnScanSlot    *slot)
{
  TarnScanAddresses *addresses = slot->addresses;

  if (slot->refusal == 0 && slot->credential + 1u < self->question.credentials->len)
    {
      slot->credential++;
      tarn_scan_machine_ask (self, slot);
      return;
    }

  if (addresses != NULL && addresses->current + 1 < addresses->n)
    {
      slot->endpoint = addresses->endpoints[++addresses->current];
      slot->credential = 0;
      tarn_scan_machine_ask (self, slot);
      return;
    }

  if (slot->refusal != 0)
    tarn_scan_machine_end (self, slot, slot->refusal == ECONNREFUSED ? TARN_SCAN_REFUSED
                                                                     : TARN_SCAN_UNREACHABLE);
  else
    tarn_scan_machine_end (self, slot, slot->misread ? TARN_SCAN_ERROR : TARN_SCAN_SILENT);
}

/* No answer, after all tries or because the network refused. */
static void
slot_give_up (TarnScanMachine *self,
              TarnScanSlot    *slot,
              gint64           now_us)
{
  if (!slot->heard)
    {
      slot_try_else (self, slot);
      return;
    }

  tarn_requests_retire (&self->requests, slot->tries, TARN_MATCH_LATE);
  slot->tries = 0;
  slot->stamped = FALSE;
  switch (slot->phase)
    {
    case TARN_SCAN_WALKING:
      if (slot->vain_ms >= MAX_VAIN_MS)
        tarn_scan_machine_end (self, slot, TARN_SCAN_INCOMPLETE);
      else
        tarn_scan_table_feed_none (self, slot, now_us);
      break;
    case TARN_SCAN_GETTING:
    default:
      slot->n_missing += tarn_scan_get_count_open (self, slot);
      tarn_scan_machine_end (self, slot, self->question.discover ? TARN_SCAN_ANSWERED
                                                                 : TARN_SCAN_INCOMPLETE);
      break;
    }
}

void
tarn_scan_machine_refused (TarnScanMachine *self,
                           TarnScanSlot    *slot,
                           int              error,
                           gint64           now_us)
{
  tarn_scan_machine_uncount (self, slot);
  tarn_deadlines_remove (&self->deadlines, tarn_scan_machine_index (self, slot));
  slot->refusal = (guint16) error;
  if (++slot->n_refused >= 2)
    {
      slot_give_up (self, slot, now_us);
      return;
    }

  /* Once more after a while, whatever tries were left. */
  slot->state = TARN_SCAN_SENT;
  slot->n_tries = (guint8) MIN (slot->n_tries, MAX (slot_max_tries (self, slot), 1) - 1);
  tarn_deadlines_set (&self->deadlines, tarn_scan_machine_index (self, slot),
                      now_us + self->timeout_us);
}

/* The newest try of @slot has timed out. */
static void
slot_count_vain (TarnScanMachine *self,
                 TarnScanSlot    *slot,
                 gint64           now_us)
{
  TarnRequestId *found;

  if (tarn_requests_match (&self->requests, slot->id, &found) == TARN_MATCH_PENDING)
    slot->vain_ms += (guint32) (CLAMP (now_us - found->sent_us, 0, MAX_RTO_US) / 1000);
}

gboolean
tarn_scan_machine_expire (TarnScanMachine *self,
                          gint64           now_us)
{
  TarnDeadline first;
  TarnScanSlot *slot;

  if (!tarn_deadlines_peek (&self->deadlines, &first) || first.due_us > now_us)
    return FALSE;

  slot = &self->slots[first.item];
  tarn_deadlines_remove (&self->deadlines, first.item);
  if (slot->state == TARN_SCAN_RESTING)
    {
      tarn_scan_table_step (self, slot, now_us);
      return TRUE;
    }

  if (slot->fresh)
    {
      gint64 left_us = tarn_scan_machine_wait_us (self, slot)
                       - tarn_scan_pace_get_fresh_us (&self->pace);

      tarn_scan_machine_uncount (self, slot);
      if (!slot->heard)
        tarn_scan_pace_passed (&self->pace);
      if (left_us > 0)
        {
          tarn_deadlines_set (&self->deadlines, first.item, now_us + left_us);
          return TRUE;
        }
    }

  if (slot->heard)
    {
      tarn_scan_pace_unanswered (&self->pace);
      slot_count_vain (self, slot, now_us);
    }
  if (slot->n_tries < slot_max_tries (self, slot))
    {
      slot->refusal = 0;
      queue_push (self, slot);
    }
  else
    {
      slot_give_up (self, slot, now_us);
    }

  return TRUE;
}

gboolean
tarn_scan_machine_stop (TarnScanMachine *self)
{
  while (self->n_used > 0)
    {
      TarnScanSlot *slot = &self->slots[self->n_stopped++ % self->n_slots];

      if (slot->state == TARN_SCAN_FREE)
        continue;
      if (slot->heard && slot->phase == TARN_SCAN_GETTING)
        slot->n_missing += tarn_scan_get_count_open (self, slot);
      tarn_scan_machine_end (self, slot, TARN_SCAN_STOPPED);
      return TRUE;
    }

  return FALSE;
}
