/* tarn-change-list.h
 *
 * A GListModel of TarnChange: edits of one document, gathered until they are applied to
 * where they are meant for, the capture or the device.
 *
 * Whatever is done to the list or to the capture through it can be undone; what a device was
 * told cannot, but reversed: tarn_change_list_add_reverse().  One operation runs at a time:
 * see tarn_change_list_is_busy().
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-change.h"

G_BEGIN_DECLS

/* TARN_CHANGE_AT_ONCE: one request, all or nothing.  TARN_CHANGE_EACH: a request each, in
 * order; the first that is refused ends it. */
typedef enum
{
  TARN_CHANGE_AT_ONCE,
  TARN_CHANGE_EACH,
} TarnChangeManner;

#define TARN_TYPE_CHANGE_LIST (tarn_change_list_get_type ())
G_DECLARE_FINAL_TYPE (TarnChangeList, tarn_change_list, TARN, CHANGE_LIST, GObject)

TarnChangeList *tarn_change_list_new          (TarnStore            *store);

/* An edit of what has an edit takes its place, and one that changes nothing leaves none.
 * Returns the change, borrowed; NULL if nothing is to be changed. */
TarnChange     *tarn_change_list_add          (TarnChangeList       *self,
                                               TarnOid              *oid,
                                               TarnValue            *before,
                                               TarnValue            *after);
/* The same of many (of TarnChange), as one step of the history. */
void            tarn_change_list_add_many     (TarnChangeList       *self,
                                               GPtrArray            *changes);
/* Back from what the device was told: gathers the reverse of what it has done. */
void            tarn_change_list_add_reverse  (TarnChangeList       *self);
void            tarn_change_list_remove       (TarnChangeList       *self,
                                               TarnChange           *change);
void            tarn_change_list_clear        (TarnChangeList       *self);
/* Takes away what the device has done. */
void            tarn_change_list_clear_done   (TarnChangeList       *self);
/* Borrowed; NULL: there is none. */
TarnChange     *tarn_change_list_find         (TarnChangeList       *self,
                                               TarnOid              *oid);
/* Those of @changes (all: NULL) that are not done yet, in the order of the list.  The
 * caller's. */
GPtrArray      *tarn_change_list_pick         (TarnChangeList       *self,
                                               GPtrArray            *changes);
guint           tarn_change_list_count        (TarnChangeList       *self,
                                               TarnChangeState       state);

gboolean        tarn_change_list_can_undo     (TarnChangeList       *self);
gboolean        tarn_change_list_can_redo     (TarnChangeList       *self);
gboolean        tarn_change_list_is_busy      (TarnChangeList       *self);

/* Puts changes that are not done yet into the capture, all or none of them; @changes of NULL
 * are all.  They leave the list. */
void            tarn_change_list_write_async  (TarnChangeList       *self,
                                               GPtrArray            *changes,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/* As tarn_store_apply(). */
gboolean        tarn_change_list_write_finish (TarnChangeList       *self,
                                               GAsyncResult         *result,
                                               GError              **error);
/* Fails where the capture does not hold any more what it would have to. */
void            tarn_change_list_undo_async   (TarnChangeList       *self,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
void            tarn_change_list_redo_async   (TarnChangeList       *self,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean        tarn_change_list_undo_finish  (TarnChangeList       *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/* Sends changes that are not done yet to @device, in their order, then asks it for all of
 * their names and puts what it says into the capture.  They stay in the list, each with what
 * became of it. */
void            tarn_change_list_send_async   (TarnChangeList       *self,
                                               TarnSession          *session,
                                               TarnDevice           *device,
                                               GPtrArray            *changes,
                                               TarnChangeManner      manner,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/* Only asks, for those of which it is not known whether they were done. */
void            tarn_change_list_verify_async (TarnChangeList       *self,
                                               TarnSession          *session,
                                               TarnDevice           *device,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/* TRUE: all are done.  The error is the first, and the changes tell the rest. */
gboolean        tarn_change_list_send_finish  (TarnChangeList       *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
