/* tarn-written.h
 *
 * What managers have set in a capture, through the agent that serves it, as a list; and the
 * way back to what the device said.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <tarn.h>

G_BEGIN_DECLS

/* One such change; immutable. */
#define TARN_TYPE_WRITTEN (tarn_written_get_type ())
G_DECLARE_FINAL_TYPE (TarnWritten, tarn_written, TARN, WRITTEN, GObject)

/* Texts for columns, the caller's to free. */
char     *tarn_written_dup_name     (TarnWritten       *self,
                                     TarnTextStyle     *style);
/* What it was before, and is now; "—" where there is none. */
char     *tarn_written_dup_before   (TarnWritten       *self,
                                     TarnTextStyle     *style);
char     *tarn_written_dup_after    (TarnWritten       *self,
                                     TarnTextStyle     *style);
char     *tarn_written_dup_time     (TarnWritten       *self);

/* A list of TarnWritten, in the order of names.  It is read when tarn_written_list_load() is
 * called; TRUE: there are more than it holds. */
#define TARN_TYPE_WRITTEN_LIST (tarn_written_list_get_type ())
G_DECLARE_FINAL_TYPE (TarnWrittenList, tarn_written_list, TARN, WRITTEN_LIST, GObject)

/* More than so many are not listed; all of them can be reverted. */
#define TARN_WRITTEN_MAX 5000

TarnWrittenList *tarn_written_list_new (TarnStore         *store);
gboolean  tarn_written_list_load    (TarnWrittenList   *self,
                                     gboolean          *more,
                                     GError           **error);
/* Whether there is any, which costs little. */
gboolean  tarn_written_has_any      (TarnStore         *store);
/* Those of @written, or all if that is NULL.  What stood there is kept until the next time. */
gboolean  tarn_written_list_revert  (TarnWrittenList   *self,
                                     GPtrArray         *written,
                                     GError           **error);
/* Takes the last one back. */
gboolean  tarn_written_list_undo    (TarnWrittenList   *self,
                                     GError           **error);

G_END_DECLS
