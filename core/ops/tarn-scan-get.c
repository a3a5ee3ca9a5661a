/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Scalars.  Nearly all devices answer the request that all get just as it was asked,
 * and cost no more than that.  For one that does not, each name of the request has a
 * state until it has an answer: names are asked again in fewer at once, or alone.
 */
#include "ops/tarn-scan-machine.h"

/* Answers with names left out, before fewer are asked for at once (F-18). */
#define MAX_SHORT 3

void
tarn_scan_get_free (TarnScanGet *self)
{
  g_free (self->states);
  g_free (self->asked);
  g_free (self);
}

static const TarnScanRequest *
slot_request (const TarnScanMachine *self,
              const TarnScanSlot    *slot)
{
  return tarn_scan_question_get_request (&self->question, slot->credential, slot->request);
}

static TarnSpan
slot_name (const TarnScanMachine *self,
           const TarnScanSlot    *slot,
           guint                  place)
{
  return tarn_scan_question_get_name (&self->question, slot_request (self, slot)->first + place);
}

/* All names of the request are open and asked about. */
static void
get_begin (TarnScanGet *self,
           guint        n)
{
  self->states = g_renew (guint8, self->states, n);
  self->asked = g_renew (guint16, self->asked, n);
  self->n_names = n;
  self->n_asked = n;
  memset (self->states, TARN_SCAN_NAME_OPEN, n);
  for (guint i = 0; i < n; i++)
    self->asked[i] = (guint16) i;
}

static void
slot_begin_get (TarnScanMachine *self,
                TarnScanSlot    *slot)
{
  guint n = slot_request (self, slot)->n;

  if (self->gets->len > 0)
    slot->get = g_ptr_array_steal_index_fast (self->gets, self->gets->len - 1);
  else
    slot->get = g_new0 (TarnScanGet, 1);

  get_begin (slot->get, n);
  slot->get->limit = n;
  slot->get->ceiling = G_MAXUINT;
  slot->get->n_short = 0;
}

/* Chooses what is asked next; FALSE if every name has its answer. */
static gboolean
get_choose (TarnScanGet *self)
{
  self->n_asked = 0;
  for (guint i = 0; i < self->n_names && self->n_asked < self->limit; i++)
    if (self->states[i] == TARN_SCAN_NAME_OPEN)
      self->asked[self->n_asked++] = (guint16) i;

  for (guint i = 0; i < self->n_names && self->n_asked == 0; i++)
    if (self->states[i] == TARN_SCAN_NAME_ALONE)
      self->asked[self->n_asked++] = (guint16) i;

  return self->n_asked > 0;
}

guint
tarn_scan_get_count_open (const TarnScanMachine *self,
                          const TarnScanSlot    *slot)
{
  guint n_names = self->question.names->len;
  guint n_open = 0;

  if (self->question.quiet || self->question.discover)
    return 0;

  if (slot->get == NULL)
    return n_names - slot_request (self, slot)->first;

  n_open = n_names - slot_request (self, slot)->first - slot->get->n_names;
  for (guint i = 0; i < slot->get->n_names; i++)
    n_open += slot->get->states[i] <= TARN_SCAN_NAME_ALONE;

  return n_open;
}

gboolean
tarn_scan_get_encode (TarnScanMachine *self,
                      TarnScanSlot    *slot,
                      TarnBerWriter   *writer)
{
  const TarnScanCredential *credential =
    tarn_scan_question_get_credential (&self->question, slot->credential);
  const TarnScanGet *get = slot->get;
  TarnPdu pdu = { .type = TARN_PDU_GET, .request_id = slot->id };
  const guint8 *end = writer->pos;

  for (guint i = get->n_asked; i-- > 0;)
    {
      TarnRow row = tarn_row_unspecified (slot_name (self, slot, get->asked[i]));

      tarn_ber_put_row (writer, &row);
    }

  return tarn_message_wrap (writer, credential->version,
                            tarn_scan_credential_get_community (credential), &pdu, end);
}

/* Whether @message is exactly what the request that all get asks for. */
static gboolean
is_plain_answer (const TarnScanMachine *self,
                 const TarnScanSlot    *slot,
                 const TarnMessage     *message)
{
  guint n = slot_request (self, slot)->n;

  if (message->pdu.error_status != TARN_STATUS_NO_ERROR || message->n_rows != n)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!tarn_span_equal (message->rows[i].name, slot_name (self, slot, i)))
      return FALSE;

  return TRUE;
}

/* The device has no such name, in the manner of v1. */
static void
slot_tell_absent (TarnScanMachine *self,
                  TarnScanSlot    *slot,
                  guint            place)
{
  static const guint8 absent[] = { TARN_KIND_NO_SUCH_INSTANCE, 0 };
  TarnRow row = { .name = slot_name (self, slot, place) };

  tarn_row_set_tlv (&row, tarn_span (absent, sizeof absent));
  slot->get->states[place] = TARN_SCAN_NAME_TOLD;
  tarn_scan_machine_tell_rows (self, slot, &row, 1);
}

/* Of a device that is only to be found, nothing can be missing. */
static void
slot_set_missing (TarnScanMachine *self,
                  TarnScanSlot    *slot,
                  guint            place)
{
  slot->get->states[place] = TARN_SCAN_NAME_MISSING;
  slot->n_missing += !self->question.discover;
}

/* One name costs only itself (P-MGR-11); an error that names none is narrowed down by
 * halves (P-MGR-10, F-35), and so is what does not fit (P-MGR-12). */
static void
slot_take_status (TarnScanMachine   *self,
                  TarnScanSlot      *slot,
                  const TarnMessage *message)
{
  TarnScanGet *get = slot->get;
  const TarnPdu *pdu = &message->pdu;
  gboolean attributed = pdu->error_index >= 1 && (guint) pdu->error_index <= get->n_asked;
  gboolean too_big = pdu->error_status == TARN_STATUS_TOO_BIG;
  guint place;

  if (get->n_asked > 1 && (too_big || !attributed))
    {
      get->limit = get->n_asked / 2;
      if (too_big)
        get->ceiling = get->limit;
      return;
    }

  place = get->asked[attributed ? pdu->error_index - 1 : 0];
  if (pdu->error_status == TARN_STATUS_NO_SUCH_NAME)
    slot_tell_absent (self, slot, place);
  else
    slot_set_missing (self, slot, place);
}

/* Moves the row of @name to place @at; FALSE if there is none behind it. */
static gboolean
bring_row (TarnMessage *message,
           guint        at,
           TarnSpan     name)
{
  for (guint i = at; i < message->n_rows; i++)
    {
      TarnRow row = message->rows[i];

      if (!tarn_span_equal (row.name, name))
        continue;
      message->rows[i] = message->rows[at];
      message->rows[at] = row;
      return TRUE;
    }

  return FALSE;
}

/* Values are filed by name, never by place: agents leave names out, change and reorder
 * them (P-MGR-08, F-18).  What was left out is asked once more, alone; if another name
 * comes for one that was asked alone, that is how this agent calls it (F-04). */
static void
slot_take_rows (TarnScanMachine *self,
                TarnScanSlot    *slot,
                TarnMessage     *message)
{
  TarnScanGet *get = slot->get;
  guint n_found = 0;

  for (guint i = 0; i < get->n_asked; i++)
    {
      guint place = get->asked[i];

      if (bring_row (message, n_found, slot_name (self, slot, place)))
        {
          get->states[place] = TARN_SCAN_NAME_TOLD;
          n_found++;
        }
      else if (get->n_asked == 1 && message->n_rows == 1 && message->rows[0].name.len > 0)
        {
          get->states[place] = TARN_SCAN_NAME_TOLD;
          slot->anomalies |= TARN_ANOMALY_RENAMED;
          n_found++;
        }
      else if (get->states[place] == TARN_SCAN_NAME_OPEN)
        {
          get->states[place] = TARN_SCAN_NAME_ALONE;
        }
      else
        {
          slot_set_missing (self, slot, place);
        }
    }

  if (n_found < get->n_asked)
    {
      slot->anomalies |= message->n_rows < get->n_asked ? TARN_ANOMALY_MISSING
                                                        : TARN_ANOMALY_RENAMED;
      if (get->n_asked > 1 && ++get->n_short % MAX_SHORT == 0)
        get->ceiling = MAX (get->n_asked / 2, 1);
    }
  get->limit = MIN (MIN (get->limit, G_MAXUINT16) * 2, get->ceiling);

  tarn_scan_machine_tell_rows (self, slot, message->rows, n_found);
}

gboolean
tarn_scan_get_feed (TarnScanMachine *self,
                    TarnScanSlot    *slot)
{
  TarnMessage *message = &self->message;

  if (slot->get == NULL && is_plain_answer (self, slot, message))
    {
      tarn_scan_machine_tell_rows (self, slot, message->rows, message->n_rows);
      return ++slot->request == self->question.n_requests;
    }

  if (slot->get == NULL)
    slot_begin_get (self, slot);
  if (message->pdu.error_status != TARN_STATUS_NO_ERROR)
    slot_take_status (self, slot, message);
  else
    slot_take_rows (self, slot, message);

  if (get_choose (slot->get))
    return FALSE;

  if (++slot->request == self->question.n_requests)
    return TRUE;

  get_begin (slot->get, slot_request (self, slot)->n);
  get_choose (slot->get);
  return FALSE;
}
