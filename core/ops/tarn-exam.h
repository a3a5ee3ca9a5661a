/* tarn-exam.h
 *
 * Private: a capture file that is looked at as it lies there: opened without tdb, never
 * written, one state of it from beginning to end.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-check.h"
#include "store/tarn-raw-records.h"

G_BEGIN_DECLS

typedef struct
{
  char                  *name;          /* of the file, for errors                     */
  char                  *path;
  int                    fd;
  GFileProgressCallback  progress;
  gpointer               progress_data;
  GCancellable          *cancellable;   /* borrowed, may be NULL                       */

  gboolean               hold;          /* no other process may commit until the end   */
  gboolean               moved;         /* one did, so all is to be begun anew         */
  guint32                serial;
  gint64                 locked_us;     /* since when we hold the lock; 0: we do not   */
  guint64                n_visited;     /* octets of pages                             */
  gint64                 told_us;       /* when progress was told                      */

  TarnFlaws             faults;
  TarnRawFile            file;
  TarnRawRecords         records;
  TarnRawPages           pages;         /* of varbinds                                 */
  TarnRawPages           notes;
  TarnTree               tree;
  TarnTree               notes_tree;
} TarnExam;

gboolean tarn_exam_init  (TarnExam              *self,
                          const char            *path,
                          GFileProgressCallback  progress,
                          gpointer               data,
                          GCancellable          *cancellable,
                          GError               **error);
void     tarn_exam_clear (TarnExam              *self);

/* Takes the lock and finds the records; calls @examine, and drops all again.  Where
 * others commit meanwhile, and @hold is not asked for, this happens more than once. */
gboolean tarn_exam_run   (TarnExam              *self,
                          gboolean               hold,
                          gboolean             (*examine) (TarnExam *self,
                                                           gpointer  data,
                                                           GError  **error),
                          gpointer               data,
                          GError               **error);

/* To be called every now and then; FALSE: give up, tarn_exam_run() knows why. */
gboolean tarn_exam_tick  (TarnExam              *self);

/* The version of the file's format, 0 if that cannot be told. */
guint32  tarn_exam_read_format (TarnExam         *self);

G_END_DECLS
