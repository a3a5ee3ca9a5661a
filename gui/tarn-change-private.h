/* tarn-change-private.h
 *
 * What the files of the change list share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-change-list.h"

G_BEGIN_DECLS

TarnStore *tarn_change_list_get_store     (TarnChangeList  *self);
/* Of TarnChange, borrowed. */
GPtrArray *tarn_change_list_peek_items    (TarnChangeList  *self);
GPtrArray *tarn_change_list_copy_items    (GPtrArray       *items);
/* The list becomes @items, and @written (nullable) has been written: a step. */
void       tarn_change_list_do_step       (TarnChangeList  *self,
                                           GPtrArray       *items,
                                           GPtrArray       *written);
/* An operation begins and ends; while it runs it keeps the list alive by its task. */
void       tarn_change_list_set_busy      (TarnChangeList  *self,
                                           gboolean         busy);
/* What a device was told is not undone. */
void       tarn_change_list_forget_steps  (TarnChangeList  *self);
/* @changes are in the capture now: they leave the list, as a step. */
void       tarn_change_list_wrote         (TarnChangeList  *self,
                                           GPtrArray       *changes);
/* What the capture was given by the step that is next to be undone (@redo: redone),
 * borrowed; NULL: nothing, it was about the list. */
GPtrArray *tarn_change_list_peek_step     (TarnChangeList  *self,
                                           gboolean         redo);
/* The list becomes what it was before that step (@redo: behind it). */
void       tarn_change_list_move          (TarnChangeList  *self,
                                           gboolean         redo);
/* That step cannot be taken any more. */
void       tarn_change_list_drop_step     (TarnChangeList  *self,
                                           gboolean         redo);

/* Does something with the store. */
typedef gboolean (*TarnChangeAttempt) (GTask    *task,
                                       GError  **error);
/* Takes @task; @error (nullable) is the function's to free. */
typedef void     (*TarnChangeDone)    (GTask    *task,
                                       GError   *error);

/* Takes @task and attempts it once a frame while the store is busy, for a while; then
 * @done. */
void       tarn_change_attempt            (GTask              *task,
                                           TarnChangeAttempt   attempt,
                                           TarnChangeDone      done);

/* A task of @self if nothing else runs, which then is busy; NULL: the callback is told that
 * something does. */
GTask     *tarn_change_begin              (TarnChangeList       *self,
                                           gpointer              tag,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

G_END_DECLS
