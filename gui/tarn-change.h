/* tarn-change.h
 *
 * An edit that was made and not applied yet: what stood there, and what shall.  What it is
 * about never changes; what became of it does.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <tarn.h>

G_BEGIN_DECLS

/* TARN_CHANGE_DONE: the device has taken it.  TARN_CHANGE_UNKNOWN: it was sent and never
 * answered, so that only reading can tell. */
typedef enum
{
  TARN_CHANGE_PENDING,
  TARN_CHANGE_SENDING,
  TARN_CHANGE_DONE,
  TARN_CHANGE_FAILED,
  TARN_CHANGE_UNKNOWN,
} TarnChangeState;

#define TARN_TYPE_CHANGE (tarn_change_get_type ())
G_DECLARE_FINAL_TYPE (TarnChange, tarn_change, TARN, CHANGE, GObject)

/* @before NULL: there is nothing yet.  @after NULL: take it away, which a capture can and a
 * device cannot. */
TarnChange      *tarn_change_new        (TarnOid          *oid,
                                         TarnValue        *before,
                                         TarnValue        *after);

TarnOid         *tarn_change_get_oid    (TarnChange       *self);
TarnValue       *tarn_change_get_before (TarnChange       *self);
TarnValue       *tarn_change_get_after  (TarnChange       *self);

/* Of TarnOid: names that go if @oid does, as a row goes with its status; NULL: none. */
GPtrArray       *tarn_change_get_rest   (TarnChange       *self);
void             tarn_change_set_rest   (TarnChange       *self,
                                         GPtrArray        *oids);

TarnChangeState  tarn_change_get_state  (TarnChange       *self);
/* More about the state, for people; NULL if there is nothing to say. */
const char      *tarn_change_get_text   (TarnChange       *self);
void             tarn_change_set_state  (TarnChange       *self,
                                         TarnChangeState   state,
                                         const char       *text);

/* An error-status in words, with the word of the protocol behind them.  The caller's to
 * free. */
char            *tarn_change_explain    (int               status);

G_END_DECLS
