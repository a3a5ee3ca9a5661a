/* tarn-responder-bulk.c
 *
 * GetBulk: P-BLK-01 … P-BLK-10.  A repeater is one seek and then steps along the
 * leaves of the tree; varbinds go straight from the page into the response, where nothing
 * hides or changes them as one piece.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder-private.h"

#define MAX_BINDINGS 4096   /* P-BLK-07 */

typedef enum
{
  BULK_GOES_ON,
  BULK_FULL,      /* truncated from here on (P-BLK-06), or work enough (P-BLK-07) */
  BULK_FAILED,
} BulkState;

static BulkState
put_result (TarnResponse  *response,
            TarnFound      found,
            const TarnRow *row,
            TarnSpan       last_name)
{
  TarnRow end;

  if (found == TARN_FAILED)
    return BULK_FAILED;

  if (found == TARN_ABSENT)
    {
      end = tarn_responder_exception (last_name, TARN_KIND_END_OF_MIB_VIEW);
      row = &end;
    }

  return tarn_response_put (response, row) ? BULK_GOES_ON : BULK_FULL;
}

static BulkState
put_non_repeater (TarnResponder *self,
                  TarnResponse  *response,
                  TarnSpan       name)
{
  const TarnRow *row = NULL;
  TarnCursor cursor;
  BulkState state;
  TarnFound found;

  cursor = self->nowhere;
  found = tarn_responder_get_next (self, &cursor, name, &row);
  state = put_result (response, found, row, name);
  tarn_cursor_clear (&cursor);

  return state;
}

/* What comes next, if it may be seen as it lies in the store, and at most @max_rows of it:
 * many cost little more than one.  Returns how many. */
static guint
put_run (TarnResponder *self,
         TarnResponse  *response,
         TarnRepeater  *repeater,
         gsize          max_rows)
{
  TarnSpan run;
  guint n_rows;

  if (!repeater->started || repeater->ended || !tarn_responder_shows_as_is (self))
    return 0;

  n_rows = tarn_cursor_take_run (&repeater->cursor, max_rows,
                                 (gsize) (response->end - response->pos), self->replay_null, &run);
  if (n_rows > 0)
    tarn_response_put_run (response, run, n_rows, repeater->cursor.row.name);
  return n_rows;
}

/* *@n_rows: at most so many, and then how many were put. */
static BulkState
put_repeater (TarnResponder *self,
              TarnResponse  *response,
              TarnRepeater  *repeater,
              gint32        *n_rows)
{
  guint n_run = put_run (self, response, repeater, (gsize) *n_rows);
  const TarnRow *row = NULL;
  TarnFound found = TARN_ABSENT;
  BulkState state = BULK_GOES_ON;

  *n_rows = MAX (1, (gint32) n_run);
  if (n_run == 0)
    {
      if (!repeater->started)
        found = tarn_responder_get_next (self, &repeater->cursor, repeater->last_name, &row);
      else if (!repeater->ended)
        found = tarn_responder_step (self, &repeater->cursor, &row);

      state = put_result (response, found, row, repeater->last_name);
      repeater->started = TRUE;
      repeater->ended = found == TARN_ABSENT;
    }

  repeater->last_name = response->last_name;
  return state;
}

/* All repetitions.  *@index is the varbind of the request it stopped at. */
static BulkState
put_repetitions (TarnResponder *self,
                 TarnResponse  *response,
                 gsize          n_repeaters,
                 gint32         max_repetitions,
                 gsize         *index)
{
  BulkState state = BULK_GOES_ON;
  gboolean all_ended = FALSE;
  gint32 n_rows = 1;

  for (gint32 i = 0; i < max_repetitions && !all_ended; i += n_rows)
    {
      if (i > 0 && response->n_rows + n_repeaters > MAX_BINDINGS)
        return BULK_FULL;

      /* Repetitions of one repeater follow each other. */
      n_rows = n_repeaters == 1 && i > 0
               ? MIN (max_repetitions - i, (gint32) (MAX_BINDINGS - response->n_rows)) : 1;
      all_ended = TRUE;
      for (*index = 0; *index < n_repeaters; (*index)++)
        {
          state = put_repeater (self, response, &self->repeaters[*index], &n_rows);
          if (state == BULK_FAILED && i > 0 && self->work_left == 0)
            return BULK_FULL;
          if (state != BULK_GOES_ON)
            return state;
          all_ended = all_ended && self->repeaters[*index].ended;
        }
    }

  return BULK_GOES_ON;
}

static void
prepare_repeaters (TarnResponder *self,
                   const TarnRow *rows,
                   gsize          n_rows)
{
  if (n_rows > self->n_repeaters)
    {
      self->repeaters = g_renew (TarnRepeater, self->repeaters, n_rows);
      self->n_repeaters = n_rows;
    }

  for (gsize i = 0; i < n_rows; i++)
    {
      self->repeaters[i] = (TarnRepeater) { .last_name = rows[i].name };
      self->repeaters[i].cursor = self->nowhere;
    }
}

TarnSpan
tarn_responder_get_bulk (TarnResponder *self,
                         guint8        *buffer)
{
  const TarnMessage *message = &self->message;
  gsize n_rows = message->n_rows;
  gsize n_single = MIN ((gsize) MAX (message->pdu.non_repeaters, 0), n_rows);
  gsize n_repeaters = n_rows - n_single;
  gint32 max_repetitions = message->pdu.max_repetitions;
  BulkState state = BULK_GOES_ON;
  TarnResponse response;
  gsize index;
  gsize i;

  if (!tarn_response_begin (&response, self, TARN_STATUS_NO_ERROR, 0, buffer))
    return tarn_responder_reply_too_big (self, buffer);

  for (i = 0; i < n_single && state == BULK_GOES_ON; i++)
    state = put_non_repeater (self, &response, message->rows[i].name);
  index = i;

  if (self->max_repetitions > 0 && max_repetitions > (gint32) self->max_repetitions)
    max_repetitions = (gint32) self->max_repetitions;
  if (state == BULK_GOES_ON && max_repetitions > 0)
    {
      prepare_repeaters (self, message->rows + n_single, n_repeaters);
      state = put_repetitions (self, &response, n_repeaters, max_repetitions, &i);
      index = n_single + i + 1;
      for (i = 0; i < n_repeaters; i++)
        tarn_cursor_clear (&self->repeaters[i].cursor);
    }

  if (state == BULK_FAILED)
    return tarn_responder_reply_request (self, TARN_STATUS_GEN_ERR, (int) index, buffer);

  self->counters[TARN_SNMP_IN_TOTAL_REQ_VARS] += response.n_values;
  return tarn_response_finish (&response, self);
}
