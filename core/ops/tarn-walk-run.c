/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A walk while it runs: the machine decides, the session carries.
 */
#include "ops/tarn-walk-private.h"

#include "net/tarn-device-private.h"
#include "net/tarn-session-private.h"

/* Of replies over loopback. */
#define LOOPBACK_OCTETS 16384
#define LOOPBACK_MOST   1000

static gint64
walk_now_us (const TarnWalk *self)
{
  return tarn_session_now_us (self->session);
}

/* --- being woken ------------------------------------------------------------------------ */

/* Goes by the session's clock, as its time-outs do. */
typedef struct
{
  GSource   source;
  TarnWalk *walk;
  gint64    at_us;
} WalkTimer;

static gboolean
walk_timer_prepare (GSource *source,
                    int     *timeout_ms)
{
  WalkTimer *timer = (WalkTimer *) source;
  gint64 wait_us = timer->at_us - walk_now_us (timer->walk);

  *timeout_ms = (int) CLAMP ((wait_us + 999) / 1000, 0, G_MAXINT);
  return wait_us <= 0;
}

static gboolean
walk_timer_check (GSource *source)
{
  WalkTimer *timer = (WalkTimer *) source;

  return walk_now_us (timer->walk) >= timer->at_us;
}

static gboolean
walk_timer_dispatch (GSource     *source,
                     GSourceFunc  callback,
                     gpointer     user_data)
{
  g_autoptr(TarnWalk) walk = g_object_ref (((WalkTimer *) source)->walk);

  ((WalkTimer *) source)->at_us = G_MAXINT64;
  tarn_walk_step (walk);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs walk_timer_funcs = {
  .prepare = walk_timer_prepare,
  .check = walk_timer_check,
  .dispatch = walk_timer_dispatch,
};

static void
walk_start_timer (TarnWalk *self)
{
  self->timer = g_source_new (&walk_timer_funcs, sizeof (WalkTimer));
  ((WalkTimer *) self->timer)->walk = self;
  ((WalkTimer *) self->timer)->at_us = G_MAXINT64;
  g_source_set_static_name (self->timer, "TarnWalk");
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* --- running ---------------------------------------------------------------------------- */

/* What the device taught, for the next time. */
static void
walk_keep_profile (TarnWalk *self)
{
  const TarnWalkMachine *machine = &self->machine;
  TarnProfile *profile = &self->device->profile;

  if (machine->cut_octets > 0 && !(profile->pins & TARN_PROFILE_PIN_REPLY_SIZE))
    profile->reply_octets = machine->cut_octets;
  if (machine->good_repetitions < TARN_WALK_REPETITIONS || machine->pinned)
    return;
  if (!(profile->pins & TARN_PROFILE_PIN_REPETITIONS))
    profile->repetitions = machine->good_repetitions;
}

static void
walk_end (TarnWalk *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  drop_source (&self->cancelled);
  drop_source (&self->timer);
  walk_keep_profile (self);

  self->ended_us = walk_now_us (self);
  if (self->machine.gaps->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, tarn_walk_make_verdict (&self->machine, self->device, self->error));
}

static void
walk_reply_cb (TarnSession     *session,
               const TarnReply *reply,
               gpointer         user_data)
{
  TarnWalkHandle *handle = user_data;
  g_autoptr(TarnWalk) self = g_object_ref (handle->walk);

  handle->handle = 0;
  g_clear_error (&self->error);

  if (reply->message != NULL)
    {
      tarn_walk_machine_note_rtt (&self->machine, handle->slot, reply->rtt_us);
      tarn_walk_tell (self, tarn_walk_machine_feed (&self->machine, handle->slot,
                                                    reply->message, walk_now_us (self)));
    }
  else
    {
      self->error = g_error_copy (reply->error);
      tarn_walk_machine_feed_none (&self->machine, handle->slot,
                                   tarn_walk_reason_of_error (reply->error),
                                   walk_now_us (self));
    }

  tarn_walk_step (self);
}

static void
walk_ask (TarnWalk          *self,
          const TarnWalkAsk *ask)
{
  TarnRow rows[TARN_WALK_MAX_SHARED];
  TarnPdu pdu = { .type = ask->type };
  TarnSubmitFlags flags = TARN_SUBMIT_PLAIN;
  TarnWalkHandle *handle;

  if (ask->type == TARN_PDU_GET_BULK)
    pdu.max_repetitions = (gint32) ask->repetitions;
  if (ask->may_be_too_large)
    flags |= TARN_SUBMIT_DOUBTED;
  if (ask->is_first)
    flags |= TARN_SUBMIT_EARLY;
  for (guint i = 0; i < ask->n_names; i++)
    rows[i] = tarn_row_unspecified (ask->names[i]);

  while (self->handles->len <= ask->slot)
    g_ptr_array_add (self->handles, g_new0 (TarnWalkHandle, 1));
  handle = g_ptr_array_index (self->handles, ask->slot);
  handle->walk = self;
  handle->slot = ask->slot;
  handle->handle = tarn_session_submit (self->session, self->device, flags, &pdu, rows,
                                        ask->n_names, walk_reply_cb, handle);
  self->n_requests++;
}

static void
walk_cancel_all (TarnWalk *self)
{
  for (guint i = 0; i < self->handles->len; i++)
    {
      TarnWalkHandle *handle = g_ptr_array_index (self->handles, i);

      if (handle->handle != 0)
        tarn_session_cancel (self->session, handle->handle);
      handle->handle = 0;
    }
}

static gint64
walk_deadline_us (const TarnWalk *self)
{
  gint64 max_time_us = self->machine.max_time_us;

  return max_time_us > 0 && max_time_us < G_MAXINT64 - self->began_us
         ? self->began_us + max_time_us : G_MAXINT64;
}

/* The only place that decides what a walk does next. */
void
tarn_walk_step (TarnWalk *self)
{
  TarnWalkNext next = TARN_WALK_ASK;
  TarnWalkAsk ask;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    tarn_walk_machine_stop (&self->machine, TARN_GAP_CANCELLED);
  else if (walk_now_us (self) >= walk_deadline_us (self))
    tarn_walk_machine_stop (&self->machine, TARN_GAP_LIMIT);

  tarn_walk_tell_due (self);
  self->machine.only_front = self->order.is_full;
  while (next == TARN_WALK_ASK
         && (self->machine.n_in_flight == 0
             || tarn_session_get_room (self->session, self->device) > 0))
    {
      next = tarn_walk_machine_next (&self->machine, walk_now_us (self), &ask);
      if (next == TARN_WALK_ASK)
        walk_ask (self, &ask);
    }

  if (next != TARN_WALK_DONE)
    {
      ((WalkTimer *) self->timer)->at_us = MIN (self->machine.wake_us, walk_deadline_us (self));
      return;
    }

  walk_cancel_all (self);
  if (tarn_walk_tell_due (self))
    walk_end (self);
}

static gboolean
walk_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  tarn_walk_step (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
is_loopback (TarnAddress *address)
{
  const char *host = tarn_address_get_host (address);
  g_autoptr(GInetAddress) inet = g_inet_address_new_from_string (host);

  return inet != NULL ? g_inet_address_get_is_loopback (inet) : strcmp (host, "localhost") == 0;
}

/* What is known about the device beforehand.  A rest is as many times its time-out as it
 * is of a common one.
 *
 * Where no path in between cuts large datagrams in pieces and drops one, replies may be
 * larger.  A pinned size stays what it is. */
static void
walk_know_device (TarnWalk *self)
{
  TarnWalkMachine *machine = &self->machine;
  const TarnProfile *profile = &self->device->profile;

  machine->first_rest_us = TARN_WALK_REST_US / G_USEC_PER_SEC * self->device->timeout_us;
  if (machine->pinned)
    return;
  if (is_loopback (tarn_device_get_address (self->device)))
    {
      machine->max_octets = LOOPBACK_OCTETS;
      machine->max_repetitions = LOOPBACK_MOST;
    }
  if (profile->pins & TARN_PROFILE_PIN_REPLY_SIZE)
    machine->max_octets = profile->reply_octets;
  else
    machine->cut_octets = profile->reply_octets;
  if (profile->pins & TARN_PROFILE_PIN_REPETITIONS)
    machine->max_repetitions = profile->repetitions;
  if (profile->repetitions > 0)
    machine->first_repetitions = MIN (profile->repetitions, machine->max_repetitions);
  if (profile->rtt_us > 0 && !(profile->pins & TARN_PROFILE_PIN_REPETITIONS))
    machine->known_repetitions = MIN (profile->repetitions, machine->max_repetitions);
}

/**
 * tarn_walk_run_async:
 * @self: a walk that has not run
 * @cancellable: (nullable): stops the walk at once: nothing more is sent
 * @callback: called when the walk has ended
 * @user_data: for @callback
 *
 * Reads all roots to their ends, with as many requests in flight as the device bears.
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

  tarn_walk_settle (self);
  walk_know_device (self);
  walk_start_timer (self);
  self->began_us = walk_now_us (self);
  tarn_walk_machine_begin (&self->machine, tarn_device_get_version (self->device),
                           self->began_us);
  tarn_walk_step (self);
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
