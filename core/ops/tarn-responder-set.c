/* tarn-responder-set.c
 *
 * Set: all varbinds are checked (P-SET-01 …), then all of them take effect in one
 * batch or none does (P-SET-06, P-SET-11); of one name that comes twice the last value
 * wins (P-SET-08).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder-private.h"

#include "base/tarn-error.h"

/* snmpEnableAuthenTraps of the agent, where no module says which values it has. */
static gboolean
is_bad_switch (TarnResponder *self,
               const TarnRow *row)
{
  gint64 number;

  return tarn_responder_is_switch (self, row->name)
         && (!tarn_row_get_integer (row, &number)
             || (number != TARN_AUTHEN_TRAPS_ENABLED && number != TARN_AUTHEN_TRAPS_DISABLED));
}

/* What of the varbind is wrong for all times, and then what is wrong now (P-SET-01 …).  Where no
 * module tells of the object, an instance that was not captured never comes to be: where the
 * object has others that is noCreation (P-SET-04), else there is nothing to modify
 * (P-SET-02). */
static int
check_item (TarnResponder     *self,
            TarnCursor        *cursor,
            const TarnSetItem *item)
{
  TarnSpan name = item->row->name;
  const TarnRow *stored = NULL;
  gboolean is_status;
  int status;

  if (!tarn_responder_may_write (self, name))
    return TARN_STATUS_NO_ACCESS;

  switch (tarn_responder_get (self, cursor, name, &stored))
    {
    case TARN_FOUND:
      break;

    case TARN_ABSENT:
      stored = NULL;
      if (item->node == NULL || item->in == NULL)
        return tarn_responder_classify (self, cursor, name) == TARN_KIND_NO_SUCH_INSTANCE
               ? TARN_STATUS_NO_CREATION : TARN_STATUS_NOT_WRITABLE;
      break;

    case TARN_FAILED:
    default:
      return TARN_STATUS_GEN_ERR;
    }

  status = tarn_set_check_object (item, stored, self->write_any);
  if (status != TARN_STATUS_NO_ERROR)
    return status;
  if (is_bad_switch (self, item->row))
    return TARN_STATUS_WRONG_VALUE;

  is_status = item->in != NULL && tarn_mib_node_equal (item->node, item->in->status);
  if (item->in != NULL && !is_status && item->in->column_error == TARN_STATUS_INCONSISTENT_NAME)
    return TARN_STATUS_INCONSISTENT_NAME;

  if ((tarn_responder_is_live (self, name) && !tarn_responder_is_switch (self, name))
      || !tarn_store_may_change (self->store, name))
    return TARN_STATUS_NOT_WRITABLE;

  if (item->in != NULL && (is_status ? item->in->status_error : item->in->column_error) != 0)
    return is_status ? item->in->status_error : item->in->column_error;

  return is_status ? TARN_STATUS_NO_ERROR : tarn_set_check_stored (item, stored);
}

/* Phase 1.  *@index is that of the varbind that cannot be set, from 1. */
static int
check_items (TarnResponder *self,
             TarnSet       *set,
             int           *index)
{
  int status = TARN_STATUS_NO_ERROR;
  TarnCursor cursor;
  guint i;

  tarn_cursor_init (&cursor, self->store);
  for (i = 0; i < set->items->len && status == TARN_STATUS_NO_ERROR; i++)
    status = check_item (self, &cursor, &g_array_index (set->items, TarnSetItem, i));
  tarn_cursor_clear (&cursor);

  *index = status == TARN_STATUS_NO_ERROR ? 0 : (int) i;
  return status;
}

/* Fills the batch with what is to be changed, in a read section. */
static int
prepare (TarnResponder  *self,
         TarnSet        *set,
         int            *index,
         GError        **error)
{
  int status;

  tarn_batch_clear (self->batch);
  if (!tarn_set_judge_rows (set, error))
    return TARN_STATUS_GEN_ERR;

  status = check_items (self, set, index);
  if (status == TARN_STATUS_NO_ERROR && !tarn_set_fill (set, self->batch, error))
    return TARN_STATUS_GEN_ERR;
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

/* What was set is counted, and the agent does as it says. */
static void
obey (TarnResponder *self,
      TarnSet       *set)
{
  gint64 number;

  self->counters[TARN_SNMP_IN_TOTAL_SET_VARS] += self->message.n_rows;
  for (guint i = 0; i < self->message.n_rows; i++)
    if (tarn_responder_is_switch (self, self->message.rows[i].name)
        && tarn_row_get_integer (&self->message.rows[i], &number))
      tarn_responder_set_authen_traps (self, number == TARN_AUTHEN_TRAPS_ENABLED);

  if (self->left == NULL && set->rows->len > 0)
    self->left = tarn_set_left_new ();
  if (self->left != NULL)
    tarn_set_left_note (self->left, set, self->now_us);
}

/* The rows that are due.  They stay until the next request where the store cannot be changed
 * now. */
gboolean
tarn_responder_end_left (TarnResponder *self)
{
  gint64 before_us = self->now_us - self->row_timeout_us;
  g_autoptr(GError) error = NULL;
  gboolean good;

  if (self->left == NULL || self->row_timeout_us == 0
      || !tarn_set_left_is_due (self->left, before_us))
    return TRUE;

  tarn_responder_end_batch (self);
  tarn_batch_clear (self->batch);
  good = tarn_responder_begin_read (self, &error)
         && tarn_set_left_fill (self->left, self->store, before_us, self->batch, &error);
  tarn_responder_end_batch (self);
  good = good && (tarn_batch_get_size (self->batch) == 0
                  || tarn_store_apply (self->store, self->batch, &error));
  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    return FALSE;

  if (!good)
    tarn_responder_keep_error (self, g_steal_pointer (&error));
  tarn_set_left_drop (self->left, before_us);
  return TRUE;
}

/* Both phases, in one transaction.  FALSE: the store is busy. */
static gboolean
change (TarnResponder *self,
        int           *status,
        int           *index)
{
  g_autoptr(GError) error = NULL;
  TarnSet set;

  *status = TARN_STATUS_GEN_ERR;
  tarn_set_init (&set, self->store, self->mib, self->message.rows, self->message.n_rows);
  if (tarn_responder_begin_read (self, &error))
    {
      *status = prepare (self, &set, index, &error);
      tarn_responder_end_batch (self);
      /* Phase 2 */
      if (*status == TARN_STATUS_NO_ERROR && tarn_batch_get_size (self->batch) > 0
          && !tarn_store_apply (self->store, self->batch, &error))
        *status = status_of_error (error);
    }
  if (*status == TARN_STATUS_NO_ERROR)
    obey (self, &set);
  tarn_set_clear (&set);

  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    return FALSE;

  if (error != NULL)
    {
      /* P-SET-07: it is no single varbind that cannot be undone. */
      *index = self->message.n_rows > 0 && *status != TARN_STATUS_UNDO_FAILED ? 1 : 0;
      tarn_responder_keep_error (self, g_steal_pointer (&error));
    }
  return TRUE;
}

gboolean
tarn_responder_set (TarnResponder *self,
                    guint8        *buffer,
                    TarnSpan      *response)
{
  int index = 0;
  int status;

  if (!response_fits (self, buffer))
    {
      *response = tarn_responder_reply_too_big (self, buffer);
      return TRUE;
    }

  if (!change (self, &status, &index))
    return FALSE;

  *response = tarn_responder_reply_request (self, status, index, buffer);
  return TRUE;
}
