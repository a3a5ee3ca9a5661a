/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How a mirror goes on, from one state to the next.
 */
#include "ops/tarn-mirror-object.h"

#include "base/tarn-error.h"
#include "net/tarn-session-private.h"
#include "ops/tarn-walk-private.h"

/* What has arrived is shown to other processes after this time at the latest. */
#define COMMIT_AFTER_MS 250

/* Another process commits: that takes milliseconds, and after so long it hangs.  As
 * long as we have not claimed the capture, more likely it mirrors. */
#define BUSY_RETRY_MS     2
#define BUSY_PATIENCE_US  (10 * G_USEC_PER_SEC)
#define CLAIM_PATIENCE_US (G_USEC_PER_SEC / 4)

#define PROGRESS_EVERY_US (G_USEC_PER_SEC / 10)

static void mirror_step (TarnMirror *self);

static void
mirror_disarm (TarnMirror *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
mirror_timer_cb (gpointer user_data)
{
  TarnMirror *self = user_data;

  mirror_disarm (self);
  mirror_step (self);
  return G_SOURCE_REMOVE;
}

static void
mirror_arm (TarnMirror *self,
            guint       after_ms)
{
  mirror_disarm (self);
  self->timer = g_timeout_source_new (after_ms);
  g_source_set_callback (self->timer, mirror_timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
mirror_end (TarnMirror *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  self->state = MIRROR_ENDED;
  mirror_disarm (self);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->stop_id);
  if (self->claimed)
    tarn_capture_release (self->capture);

  if (self->store_error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->store_error));
  else if (self->walk_error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->walk_error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
mirror_note_commit (TarnMirror *self)
{
  mirror_disarm (self);
  self->busy_since_us = 0;
}

/* Takes @error, which the store gave: waits if it is only busy. */
static void
mirror_wait_or_fail (TarnMirror *self,
                     GError     *error)
{
  gint64 patience_us = self->claimed ? BUSY_PATIENCE_US : CLAIM_PATIENCE_US;
  gint64 now_us = g_get_monotonic_time ();

  if (self->busy_since_us == 0)
    self->busy_since_us = now_us;
  /* Before the walk there is nothing to keep.  Afterwards there is, and Ctrl-C does
   * not stop us from keeping it. */
  if (self->state <= MIRROR_STARTING && g_cancellable_is_cancelled (self->stop))
    patience_us = 0;

  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY)
      && now_us - self->busy_since_us < patience_us)
    {
      g_error_free (error);
      mirror_arm (self, BUSY_RETRY_MS);
      return;
    }

  self->store_error = error;
  mirror_disarm (self);
  if (self->state == MIRROR_WALKING)
    g_cancellable_cancel (self->stop);
  else
    mirror_end (self);
}

static void
mirror_synced_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(TarnMirror) self = user_data;

  tarn_capture_sync_finish (self->capture, result, &self->store_error);
  mirror_end (self);
}

static void
mirror_walked_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(TarnMirror) self = user_data;

  tarn_walk_run_finish (self->walk, result, &self->walk_error);
  mirror_disarm (self);

  /* A device that said nothing takes nothing away from its earlier mirror. */
  if (self->store_error != NULL
      || (!self->writer.is_empty && self->walk_error != NULL
          && tarn_walk_get_n_rows (self->walk) == 0))
    {
      mirror_end (self);
      return;
    }

  self->state = MIRROR_ENDING;
  mirror_step (self);
}

static void
mirror_tell_progress (TarnMirror *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->progress_us < PROGRESS_EVERY_US)
    return;

  self->progress_us = now_us;
  g_signal_emit (self, tarn_mirror_signals[TARN_MIRROR_PROGRESS], 0);
}

static void
mirror_stretch_cb (TarnWalk              *walk,
                   const TarnWalkStretch *stretch,
                   gpointer               user_data)
{
  TarnMirror *self = user_data;
  TarnName before;
  gboolean due;

  if (self->store_error != NULL)
    return;

  if (stretch->to_end)
    tarn_name_set (&before, stretch->upto);
  else
    tarn_name_set_successor (&before, stretch->upto);
  due = tarn_mirror_writer_put (&self->writer, stretch->after, tarn_name_span (&before),
                                stretch->rows, stretch->n_rows);
  if (due && self->busy_since_us == 0)
    {
      gint64 began_us = g_get_monotonic_time ();

      mirror_step (self);
      tarn_mirror_writer_note_time (&self->writer, g_get_monotonic_time () - began_us);
    }
  else if (self->timer == NULL)
    mirror_arm (self, COMMIT_AFTER_MS);

  mirror_tell_progress (self);
}

/* What went back is compared with what an earlier mirror was told: what this one was told
 * the walk compares itself. */
static void
mirror_look_at_uptime (TarnMirror *self,
                       gint64      uptime_us)
{
  static const guint8 sys_up_time[] = { 0x2b, 6, 1, 2, 1, 1, 3, 0 };
  TarnWalkMachine *machine = tarn_walk_peek_machine (self->walk);
  const TarnMirrorInfo *earlier = self->writer.earlier;

  if (self->restarted || earlier == NULL
      || !tarn_walk_is_restart (earlier->uptime, earlier->uptime_us, machine->uptime,
                                uptime_us))
    return;

  /* That a device was restarted between two mirrors of all of it is to be expected. */
  self->restarted = TRUE;
  if (self->writer.anew)
    return;

  machine->n_restarts++;
  tarn_anomaly_log_note (&machine->anomalies, TARN_ANOMALY_DISCONTINUITY,
                         tarn_span (sys_up_time, sizeof sys_up_time));
}

/* A root that was asked for itself and is not there any more: no stretch has it, as none
 * begins in front of it. */
static void
mirror_drop_roots (TarnMirror *self)
{
  const TarnWalkMachine *machine = tarn_walk_peek_machine (self->walk);

  for (guint i = 0; i < machine->roots->len; i++)
    {
      const TarnWalkRoot *root = tarn_walk_machine_root (machine, i);

      if (root->get_root && !root->failed && root->n_rows == 0)
        tarn_mirror_writer_drop (&self->writer, tarn_walk_name_span (&root->root));
    }
}

static gboolean
mirror_commit (TarnMirror  *self,
               gboolean     running,
               GError     **error)
{
  const TarnWalkMachine *machine = tarn_walk_peek_machine (self->walk);
  gint64 uptime_us = g_get_real_time () - tarn_session_now_us (self->walk->session)
                     + machine->uptime_at_us;
  TarnMirrorRun run = { .running = running };

  mirror_look_at_uptime (self, uptime_us);
  if (!running && self->walk_error == NULL)
    mirror_drop_roots (self);
  run.n_rows = machine->n_rows;
  run.n_requests = tarn_walk_get_n_requests (self->walk);
  run.elapsed_us = g_get_monotonic_time () - self->began_us;
  run.anomalies = &machine->anomalies;
  run.gaps = machine->gaps;
  run.uptime = machine->uptime;
  run.uptime_us = machine->uptime != 0 ? uptime_us : 0;
  run.n_restarts = machine->n_restarts;

  return tarn_mirror_writer_commit (&self->writer, &run, error);
}

static gboolean
mirror_open (TarnMirror  *self,
             gboolean    *done,
             GError     **error)
{
  if (!self->claimed)
    self->claimed = tarn_capture_claim (self->capture, error);
  if (self->claimed && !self->opened)
    self->opened = tarn_mirror_writer_open (&self->writer, error);

  return self->opened && tarn_mirror_plan (self, done, error);
}

/* The only place that decides what a mirror does next. */
static void
mirror_step (TarnMirror *self)
{
  gboolean done = FALSE;
  GError *error = NULL;

  switch (self->state)
    {
    case MIRROR_OPENING:
      if (!mirror_open (self, &done, &error))
        break;
      if (done)
        {
          mirror_end (self);
          return;
        }
      self->state = MIRROR_STARTING;
      G_GNUC_FALLTHROUGH;

    case MIRROR_STARTING:
      /* A new capture says at once what it will be.  One that holds an earlier mirror
       * keeps its word until there is something better. */
      if (self->writer.is_empty && !mirror_commit (self, TRUE, &error))
        break;
      mirror_note_commit (self);
      self->state = MIRROR_WALKING;
      tarn_walk_set_ordered (self->walk, FALSE);
      tarn_walk_set_stretch_func (self->walk, mirror_stretch_cb, self);
      tarn_walk_run_async (self->walk, self->stop, mirror_walked_cb, g_object_ref (self));
      return;

    case MIRROR_WALKING:
      if (!mirror_commit (self, TRUE, &error))
        break;
      mirror_note_commit (self);
      return;

    case MIRROR_ENDING:
      if (!mirror_commit (self, FALSE, &error))
        break;
      mirror_note_commit (self);
      self->state = MIRROR_SYNCING;
      /* Not cancellable: what was read before Ctrl-C shall be on the disk too. */
      tarn_capture_sync_async (self->capture, NULL, mirror_synced_cb, g_object_ref (self));
      return;

    case MIRROR_NEW:
    case MIRROR_SYNCING:
    case MIRROR_ENDED:
    default:
      g_assert_not_reached ();
    }

  mirror_wait_or_fail (self, error);
}

/* Called in whatever thread cancels. */
static void
mirror_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * tarn_mirror_run_async:
 * @self: a mirror that has not run
 * @cancellable: (nullable): stops asking at once; what has arrived is still put into
 *   the capture and on the disk
 * @callback: called when the mirror has ended
 * @user_data: for @callback
 *
 * Walks the device and keeps what it says.  Roots that overlap are joined.
 */
void
tarn_mirror_run_async (TarnMirror          *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (TARN_IS_MIRROR (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (self->state == MIRROR_NEW);

  self->state = MIRROR_OPENING;
  self->began_us = g_get_monotonic_time ();
  tarn_mirror_writer_init (&self->writer, self->capture, tarn_walk_get_device (self->walk));
  self->writer.goes_on = self->scope != TARN_MIRROR_SCOPE_WALK;
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tarn_mirror_run_async);
  /* The verdict of a mirror that was cancelled says where it stopped. */
  g_task_set_check_cancellable (self->task, FALSE);
  if (cancellable != NULL)
    self->stop_id = g_cancellable_connect (cancellable, G_CALLBACK (mirror_cancelled_cb),
                                           g_object_ref (self->stop), g_object_unref);

  mirror_step (self);
}

/**
 * tarn_mirror_run_finish:
 * @self: a mirror
 * @result: what the callback got
 * @error: why the mirror is not complete: those of tarn_walk_run_finish(), or of the
 *   store: %TARN_ERROR_STORE_BUSY if another process mirrors into the capture,
 *   %TARN_ERROR_FAILED if it holds something else, or nothing to go on with,
 *   %TARN_ERROR_STORE_FULL …
 *
 * Returns: whether the capture now has all that this mirror was for
 */
gboolean
tarn_mirror_run_finish (TarnMirror    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (TARN_IS_MIRROR (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
