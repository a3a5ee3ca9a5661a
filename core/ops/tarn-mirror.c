/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mirror-writer.h"

#include "base/tarn-error.h"
#include "ops/tarn-walk-private.h"

/* What has arrived is shown to other processes after this time at the latest. */
#define COMMIT_AFTER_MS 250

/* Another process commits: that takes milliseconds, and after so long it hangs.  As
 * long as we have not claimed the capture, more likely it mirrors. */
#define BUSY_RETRY_MS     2
#define BUSY_PATIENCE_US  (10 * G_USEC_PER_SEC)
#define CLAIM_PATIENCE_US (G_USEC_PER_SEC / 4)

#define PROGRESS_EVERY_US (G_USEC_PER_SEC / 10)

typedef enum
{
  MIRROR_NEW,
  MIRROR_OPENING,   /* reads what the capture holds, puts down the plan */
  MIRROR_WALKING,
  MIRROR_ENDING,    /* puts down the verdict */
  MIRROR_SYNCING,   /* waits for the disk    */
  MIRROR_ENDED,
} MirrorState;

struct _TarnMirror
{
  GObject           parent_instance;

  TarnWalk         *walk;
  TarnCapture      *capture;
  TarnMirrorWriter  writer;          /* from the run on                                 */

  MirrorState       state;
  GTask            *task;            /* while it runs; it holds a reference to us       */
  GCancellable     *stop;            /* of the walk: the caller's, or we lost the store */
  gulong            stop_id;
  gboolean          claimed;
  GError           *store_error;     /* why nothing more can be written                 */
  GError           *walk_error;      /* why the walk is not complete                    */

  GSource          *timer;           /* for the next commit                             */
  gint64            busy_since_us;   /* 0: the store is not busy                        */
  gint64            progress_us;     /* when we last told                               */
};

enum
{
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnMirror, tarn_mirror, G_TYPE_OBJECT)

static void mirror_step (TarnMirror *self);

static void
tarn_mirror_finalize (GObject *object)
{
  TarnMirror *self = TARN_MIRROR (object);

  g_clear_object (&self->walk);
  g_clear_object (&self->capture);
  g_clear_object (&self->stop);
  g_clear_error (&self->store_error);
  g_clear_error (&self->walk_error);
  if (self->state != MIRROR_NEW)
    tarn_mirror_writer_clear (&self->writer);

  G_OBJECT_CLASS (tarn_mirror_parent_class)->finalize (object);
}

static void
tarn_mirror_class_init (TarnMirrorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tarn_mirror_finalize;

  /**
   * TarnMirror::progress:
   * @self: the mirror
   *
   * Varbinds have arrived; at most ten times a second.  See tarn_mirror_get_current()
   * and tarn_walk_get_n_rows().
   */
  signals[PROGRESS] = g_signal_new ("progress", TARN_TYPE_MIRROR, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tarn_mirror_init (TarnMirror *self)
{
  self->stop = g_cancellable_new ();
}

/**
 * tarn_mirror_new:
 * @walk: a walk that has not run; its rows go to the mirror
 * @capture: a writable capture: empty, or with an earlier mirror of the same device
 *
 * Returns: (transfer full): a mirror that has not run
 */
TarnMirror *
tarn_mirror_new (TarnWalk    *walk,
                 TarnCapture *capture)
{
  TarnMirror *self;

  g_return_val_if_fail (TARN_IS_WALK (walk), NULL);
  g_return_val_if_fail (TARN_IS_CAPTURE (capture), NULL);

  self = g_object_new (TARN_TYPE_MIRROR, NULL);
  self->walk = g_object_ref (walk);
  self->capture = g_object_ref (capture);

  return self;
}

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
  if (self->state == MIRROR_OPENING && g_cancellable_is_cancelled (self->stop))
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
      || (self->writer.earlier != NULL && self->walk_error != NULL
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
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
mirror_rows_cb (TarnWalk      *walk,
                const TarnRow *rows,
                gsize          n_rows,
                gpointer       user_data)
{
  TarnMirror *self = user_data;

  if (self->store_error != NULL)
    return;

  if (tarn_mirror_writer_put (&self->writer, rows, n_rows) && self->busy_since_us == 0)
    mirror_step (self);
  else if (self->timer == NULL)
    mirror_arm (self, COMMIT_AFTER_MS);

  mirror_tell_progress (self);
}

/* The only place that decides what a mirror does next. */
static void
mirror_step (TarnMirror *self)
{
  GError *error = NULL;

  switch (self->state)
    {
    case MIRROR_OPENING:
      if (!self->claimed)
        self->claimed = tarn_capture_claim (self->capture, &error);
      if (!self->claimed || !tarn_mirror_writer_open (&self->writer, &error))
        break;
      mirror_note_commit (self);
      self->state = MIRROR_WALKING;
      tarn_walk_set_rows_func (self->walk, mirror_rows_cb, self, NULL);
      tarn_walk_run_async (self->walk, self->stop, mirror_walked_cb, g_object_ref (self));
      return;

    case MIRROR_WALKING:
      if (!tarn_mirror_writer_commit (&self->writer, TRUE, &error))
        break;
      mirror_note_commit (self);
      return;

    case MIRROR_ENDING:
      if (!tarn_mirror_writer_commit (&self->writer, FALSE, &error))
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
  tarn_walk_settle (self->walk, TRUE);
  tarn_mirror_writer_init (&self->writer, self->capture, self->walk);
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
 *   %TARN_ERROR_FAILED if it holds something else, %TARN_ERROR_STORE_FULL …
 *
 * Returns: whether the capture is now a complete mirror
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

/**
 * tarn_mirror_get_walk:
 * @self: a mirror
 *
 * Returns: (transfer none): the walk, which counts the varbinds
 */
TarnWalk *
tarn_mirror_get_walk (TarnMirror *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR (self), NULL);

  return self->walk;
}

/**
 * tarn_mirror_get_current:
 * @self: a mirror
 *
 * Returns: (transfer full) (nullable): the name that the walk asks after now, %NULL
 *   when that is the beginning of all names, and when the walk has ended
 */
TarnOid *
tarn_mirror_get_current (TarnMirror *self)
{
  const TarnWalkMachine *machine;
  const TarnName *cursor;

  g_return_val_if_fail (TARN_IS_MIRROR (self), NULL);

  machine = tarn_walk_peek_machine (self->walk);
  if (machine->n_ended == machine->intervals->len)
    return NULL;

  cursor = &tarn_walk_machine_interval (machine, machine->n_ended)->cursor;
  return cursor->len > 0 ? tarn_oid_new_name (tarn_name_span (cursor)) : NULL;
}
