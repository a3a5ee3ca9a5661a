/* tarn-responder-set.c
 *
 * Set: all varbinds are checked (P-SET-01 …), then all of them take effect in one
 * batch or none does (P-SET-06, P-SET-11).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder-private.h"

#include "base/tarn-error.h"

/* Without a MIB an object is what was captured of it: its type.  Most of what is
 * wrong with a value was an error of the message already (P-BER-15); an empty OID,
 * for one, is not. */
static int
check_value (const TarnRow *row,
             const TarnRow *stored)
{
  TarnRow value;

  if (row->tag != stored->tag)
    return TARN_STATUS_WRONG_TYPE;

  /* What stands behind the value is not part of it, and P-BER-08 allows it elsewhere
   * only. */
  if (row->anomalies & TARN_ANOMALY_EXTRA_FIELDS)
    return TARN_STATUS_WRONG_ENCODING;

  tarn_row_set_tlv (&value, row->tlv);
  if (value.anomalies & TARN_ANOMALY_OID_TOO_LONG)
    return TARN_STATUS_WRONG_LENGTH;   /* it would be us who originate it, P-OID-08 */

  return value.anomalies == TARN_ANOMALY_NONE ? TARN_STATUS_NO_ERROR
                                              : TARN_STATUS_WRONG_ENCODING;
}

/* An instance that was not captured never comes to be: where the object has others
 * that is noCreation (P-SET-04), else there is nothing to modify (P-SET-02). */
static int
check_row (TarnResponder *self,
           TarnCursor    *cursor,
           const TarnRow *row)
{
  const TarnRow *stored;

  if (!tarn_responder_may_write (self, row->name))
    return TARN_STATUS_NO_ACCESS;

  switch (tarn_responder_get (self, cursor, row->name, &stored))
    {
    case TARN_FOUND:
      return tarn_responder_is_live (self, row->name)
             || !tarn_store_may_change (self->store, row->name)
             ? TARN_STATUS_NOT_WRITABLE
             : check_value (row, stored);

    case TARN_ABSENT:
      return tarn_responder_classify (self, cursor, row->name) == TARN_KIND_NO_SUCH_INSTANCE
             ? TARN_STATUS_NO_CREATION
             : TARN_STATUS_NOT_WRITABLE;

    case TARN_FAILED:
    default:
      return TARN_STATUS_GEN_ERR;
    }
}

/* Phase 1.  *@index is that of the varbind that cannot be set, from 1. */
static int
check_rows (TarnResponder *self,
            int           *index)
{
  const TarnMessage *message = &self->message;
  int status = TARN_STATUS_NO_ERROR;
  TarnCursor cursor;
  guint i;

  tarn_cursor_init (&cursor, self->store);
  for (i = 0; i < message->n_rows && status == TARN_STATUS_NO_ERROR; i++)
    status = check_row (self, &cursor, &message->rows[i]);
  tarn_cursor_clear (&cursor);

  *index = status == TARN_STATUS_NO_ERROR ? 0 : (int) i;
  return status;
}

static int
status_of_error (const GError *error)
{
  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_FULL))
    return TARN_STATUS_RESOURCE_UNAVAILABLE;

  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY))
    return TARN_STATUS_NOT_WRITABLE;

  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_NOT_UNDONE))
    return TARN_STATUS_UNDO_FAILED;

  return TARN_STATUS_COMMIT_FAILED;
}

/* Phase 2.  Of one name that comes twice the last value wins (P-SET-08). */
static gboolean
commit (TarnResponder  *self,
        GError        **error)
{
  tarn_batch_clear (self->batch);
  for (guint i = 0; i < self->message.n_rows; i++)
    tarn_batch_put_row (self->batch, &self->message.rows[i]);

  return tarn_store_apply (self->store, self->batch, error);
}

/* P-SET-00: would the response fit, whatever error it will tell? */
static gboolean
response_fits (TarnResponder *self,
               guint8        *buffer)
{
  TarnResponse response;

  if (!tarn_response_begin (&response, self, TARN_STATUS_INCONSISTENT_NAME,
                            (int) self->message.n_rows, buffer))
    return FALSE;

  for (guint i = 0; i < self->message.n_rows; i++)
    if (!tarn_response_put (&response, &self->message.rows[i]))
      return FALSE;

  return TRUE;
}

gboolean
tarn_responder_set (TarnResponder *self,
                    guint8        *buffer,
                    TarnSpan      *response)
{
  g_autoptr(GError) error = NULL;
  int index = 0;
  int status;

  if (!response_fits (self, buffer))
    {
      *response = tarn_responder_reply_too_big (self, buffer);
      return TRUE;
    }

  if (tarn_responder_begin_read (self, &error))
    {
      status = check_rows (self, &index);
      tarn_responder_end_batch (self);
      if (status == TARN_STATUS_NO_ERROR && self->message.n_rows > 0 && !commit (self, &error))
        status = status_of_error (error);
    }
  else
    {
      status = TARN_STATUS_GEN_ERR;
    }

  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    return FALSE;

  if (error != NULL)
    {
      /* P-SET-07: it is no single varbind that cannot be undone. */
      index = self->message.n_rows > 0 && status != TARN_STATUS_UNDO_FAILED ? 1 : 0;
      tarn_responder_keep_error (self, g_steal_pointer (&error));
    }

  if (status == TARN_STATUS_NO_ERROR)
    self->counters[TARN_SNMP_IN_TOTAL_SET_VARS] += self->message.n_rows;

  *response = tarn_responder_reply_request (self, status, index, buffer);
  return TRUE;
}
