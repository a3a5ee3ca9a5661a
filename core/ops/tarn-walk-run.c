/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A walk while it runs: the machine decides, the session carries.
 */
#include "ops/tarn-walk-private.h"

#include "net/tarn-session-private.h"

static void walk_step (TarnWalk *self);

static void
walk_end (TarnWalk *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_clear_pointer (&self->cancelled, g_source_unref);
    }

  if (self->machine.gaps->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, tarn_walk_make_verdict (&self->machine, self->device, self->error));
}

/* A signal and its varbinds cost ten times what a row does: only if somebody listens. */
static void
walk_emit_varbinds (TarnWalk      *self,
                    const TarnRow *rows,
                    guint          n_rows)
{
  guint signal = tarn_walk_signals[TARN_WALK_VARBINDS];
  g_autoptr(GPtrArray) varbinds = NULL;

  if (!g_signal_has_handler_pending (self, signal, 0, FALSE))
    return;

  varbinds = g_ptr_array_new_full (n_rows, (GDestroyNotify) tarn_varbind_unref);
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (varbinds, tarn_row_dup_varbind (&rows[i]));
  g_signal_emit (self, signal, 0, varbinds);
}

static void
walk_tell_rows (TarnWalk      *self,
                const TarnRow *rows,
                guint          n_rows)
{
  if (n_rows == 0)
    return;

  walk_emit_varbinds (self, rows, n_rows);
  if (self->rows_func != NULL)
    self->rows_func (self, rows, n_rows, self->rows_data);
}

/* What the agent said when the interval of the last request ended. */
static void
walk_tell_end (TarnWalk          *self,
               const TarnMessage *message,
               guint              n_rows)
{
  static const guint8 end_of_mib_view[] = { TARN_KIND_END_OF_MIB_VIEW, 0 };
  const TarnWalkInterval *interval = tarn_walk_machine_interval (&self->machine, self->interval);
  TarnRow end = { .name = tarn_name_span (&interval->cursor) };

  if (interval->phase != TARN_WALK_ENDED)
    return;

  if (interval->past_end)
    tarn_row_set_tlv (&end, tarn_span (end_of_mib_view, sizeof end_of_mib_view));
  else if (n_rows < message->n_rows && tarn_row_is_exception (&message->rows[n_rows]))
    end = message->rows[n_rows];
  else
    return;

  walk_tell_rows (self, &end, 1);
}

static void
walk_reply_cb (TarnSession     *session,
               const TarnReply *reply,
               gpointer         user_data)
{
  g_autoptr(TarnWalk) self = g_object_ref (user_data);
  TarnMessage *message = reply->message;

  self->handle = 0;
  g_clear_error (&self->error);

  if (message != NULL)
    {
      guint n_rows = tarn_walk_machine_feed (&self->machine, self->interval, message);

      walk_tell_rows (self, message->rows, n_rows);
      if (self->tell_ends)
        walk_tell_end (self, message, n_rows);
    }
  else
    {
      self->error = g_error_copy (reply->error);
      tarn_walk_machine_feed_none (&self->machine, self->interval,
                                   tarn_walk_reason_of_error (reply->error));
    }

  walk_step (self);
}

static void
walk_ask (TarnWalk          *self,
          const TarnWalkAsk *ask)
{
  TarnRow row = tarn_row_unspecified (ask->name);
  TarnPdu pdu = { .type = ask->type };

  if (ask->type == TARN_PDU_GET_BULK)
    pdu.max_repetitions = (gint32) ask->repetitions;

  self->interval = ask->interval;
  self->n_requests++;
  self->handle = tarn_session_submit (self->session, self->device, TARN_SUBMIT_PLAIN,
                                      &pdu, &row, 1,
                                      walk_reply_cb, self);
}

/* The only place that decides what a walk does next. */
static void
walk_step (TarnWalk *self)
{
  TarnWalkAsk ask;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    {
      if (self->handle != 0)
        tarn_session_cancel (self->session, self->handle);
      self->handle = 0;
      tarn_walk_machine_stop (&self->machine, TARN_GAP_CANCELLED);
    }

  switch (tarn_walk_machine_next (&self->machine, &ask))
    {
    case TARN_WALK_ASK:
      walk_ask (self, &ask);
      return;

    case TARN_WALK_WAIT:
      return;

    case TARN_WALK_DONE:
      walk_end (self);
      return;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
walk_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  walk_step (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * tarn_walk_run_async:
 * @self: a walk that has not run
 * @cancellable: (nullable): stops the walk at once: nothing more is sent
 * @callback: called when the walk has ended
 * @user_data: for @callback
 *
 * Reads all roots to their ends, one request at a time.
 */
void
tarn_walk_run_async (TarnWalk            *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (!self->begun);

  self->begun = TRUE;
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tarn_walk_run_async);
  /* A walk that was cancelled says itself where it stopped. */
  g_task_set_check_cancellable (self->task, FALSE);

  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (walk_cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_main_context_get_thread_default ());
    }

  tarn_walk_settle (self, FALSE);
  tarn_walk_machine_begin (&self->machine, tarn_device_get_version (self->device));
  walk_step (self);
}

/**
 * tarn_walk_run_finish:
 * @self: a walk
 * @result: what the callback got
 * @error: why the walk is not complete: %TARN_ERROR_NO_ANSWER,
 *   %TARN_ERROR_UNREACHABLE, %TARN_ERROR_NO_SUCH_HOST, %TARN_ERROR_BAD_MESSAGE (an
 *   agent that loops or answers nonsense), %TARN_ERROR_REFUSED (an error-status),
 *   %TARN_ERROR_FAILED (the limit of rows), %G_IO_ERROR_CANCELLED
 *
 * What arrived before stays valid; tarn_walk_get_gaps() says what did not.
 *
 * Returns: whether the walk is complete
 */
gboolean
tarn_walk_run_finish (TarnWalk      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (TARN_IS_WALK (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
