/* tarn-change-write.c
 *
 * Edits into the capture, and back.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change-private.h"

#include <glib/gi18n.h>

/* Another process commits for milliseconds; one that takes longer is stuck. */
#define ATTEMPT_MS  16
#define ATTEMPTS_US (5 * G_USEC_PER_SEC)

typedef struct
{
  GTask             *task;
  TarnChangeAttempt  attempt;
  TarnChangeDone     done;
  gint64             until;   /* monotonic time, microseconds */
} Attempts;

static gboolean
attempt_cb (gpointer data)
{
  Attempts *self = data;
  GError *error = NULL;

  if (!self->attempt (self->task, &error)
      && g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY)
      && g_get_monotonic_time () < self->until)
    {
      g_error_free (error);
      return G_SOURCE_CONTINUE;
    }

  self->done (self->task, error);
  g_free (self);
  return G_SOURCE_REMOVE;
}

void
tarn_change_attempt (GTask             *task,
                     TarnChangeAttempt  attempt,
                     TarnChangeDone     done)
{
  Attempts *self = g_new0 (Attempts, 1);

  *self = (Attempts) { task, attempt, done, g_get_monotonic_time () + ATTEMPTS_US };
  if (attempt_cb (self) == G_SOURCE_CONTINUE)
    g_timeout_add (ATTEMPT_MS, attempt_cb, self);
}

GTask *
tarn_change_begin (TarnChangeList      *self,
                   gpointer             tag,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What was done is done, even if its asker does not want to know any more. */
  g_task_set_check_cancellable (task, FALSE);
  if (tarn_change_list_is_busy (self))
    {
      g_task_return_new_error (task, TARN_ERROR, TARN_ERROR_FAILED,
                               _("The changes before are still being made: wait for them"));
      return NULL;
    }

  tarn_change_list_set_busy (self, TRUE);
  return g_steal_pointer (&task);
}

static void
put (TarnBatch *batch,
     TarnOid   *oid,
     TarnValue *value)
{
  if (value != NULL)
    tarn_batch_put (batch, oid, value);
  else
    tarn_batch_delete (batch, oid);
}

/* @backwards: what stood there before. */
static gboolean
apply (TarnStore  *store,
       GPtrArray  *changes,
       gboolean    backwards,
       GError    **error)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
  for (guint i = 0; i < changes->len; i++)
    put (batch, tarn_change_get_oid (changes->pdata[i]),
         backwards ? tarn_change_get_before (changes->pdata[i])
                   : tarn_change_get_after (changes->pdata[i]));

  return tarn_store_apply (store, batch, error);
}

static gboolean
write_attempt (GTask   *task,
               GError **error)
{
  TarnChangeList *self = g_task_get_source_object (task);

  return apply (tarn_change_list_get_store (self), g_task_get_task_data (task), FALSE, error);
}

static void
write_done (GTask  *task_,
            GError *error)
{
  g_autoptr(GTask) task = task_;
  TarnChangeList *self = g_task_get_source_object (task);
  GPtrArray *changes = g_task_get_task_data (task);

  tarn_change_list_set_busy (self, FALSE);
  if (error != NULL)
    {
      for (guint i = 0; i < changes->len; i++)
        tarn_change_set_state (changes->pdata[i], TARN_CHANGE_FAILED, error->message);
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < changes->len; i++)
    tarn_change_set_state (changes->pdata[i], TARN_CHANGE_PENDING, NULL);
  tarn_change_list_wrote (self, changes);
  g_task_return_boolean (task, TRUE);
}

void
tarn_change_list_write_async (TarnChangeList      *self,
                              GPtrArray           *changes,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));

  task = tarn_change_begin (self, tarn_change_list_write_async, cancellable, callback, user_data);
  if (task == NULL)
    return;

  g_task_set_task_data (task, tarn_change_list_pick (self, changes),
                        (GDestroyNotify) g_ptr_array_unref);
  tarn_change_attempt (g_steal_pointer (&task), write_attempt, write_done);
}

gboolean
tarn_change_list_write_finish (TarnChangeList  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
is_redo (GTask *task)
{
  return GPOINTER_TO_INT (g_task_get_task_data (task));
}

/* The capture must hold what the step has left there: else somebody else has changed it, and
 * theirs would be lost. */
static gboolean
check_unchanged (TarnStore  *store,
                 GPtrArray  *changes,
                 gboolean    redo,
                 GError    **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      TarnOid *oid = tarn_change_get_oid (changes->pdata[i]);
      TarnValue *left = redo ? tarn_change_get_before (changes->pdata[i])
                             : tarn_change_get_after (changes->pdata[i]);
      g_autofree char *name = NULL;
      g_autoptr(GError) failure = NULL;
      g_autoptr(TarnValue) value = tarn_store_get (store, oid, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (value == left || (value != NULL && left != NULL && tarn_value_equal (value, left)))
        continue;

      name = tarn_oid_to_string (oid);
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                   _("%s has been changed since by somebody else; it stays as it is"), name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
move_attempt (GTask   *task,
              GError **error)
{
  TarnChangeList *self = g_task_get_source_object (task);
  TarnStore *store = tarn_change_list_get_store (self);
  GPtrArray *written = tarn_change_list_peek_step (self, is_redo (task));

  return written == NULL
         || (check_unchanged (store, written, is_redo (task), error)
             && apply (store, written, !is_redo (task), error));
}

static void
move_done (GTask  *task_,
           GError *error)
{
  g_autoptr(GTask) task = task_;
  TarnChangeList *self = g_task_get_source_object (task);

  tarn_change_list_set_busy (self, FALSE);
  if (error == NULL)
    {
      tarn_change_list_move (self, is_redo (task));
      g_task_return_boolean (task, TRUE);
      return;
    }

  /* Nor will it be possible later: the step before it may be. */
  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_FAILED))
    tarn_change_list_drop_step (self, is_redo (task));
  g_task_return_error (task, error);
}

static void
move (TarnChangeList      *self,
      gboolean             redo,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr(GTask) task = tarn_change_begin (self, tarn_change_list_undo_async, NULL, callback,
                                             user_data);

  if (task == NULL)
    return;
  g_task_set_task_data (task, GINT_TO_POINTER (redo), NULL);
  tarn_change_attempt (g_steal_pointer (&task), move_attempt, move_done);
}

void
tarn_change_list_undo_async (TarnChangeList      *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (TARN_IS_CHANGE_LIST (self));

  move (self, FALSE, callback, user_data);
}

void
tarn_change_list_redo_async (TarnChangeList      *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (TARN_IS_CHANGE_LIST (self));

  move (self, TRUE, callback, user_data);
}

gboolean
tarn_change_list_undo_finish (TarnChangeList  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
