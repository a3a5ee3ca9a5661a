/* tarn-diff.h
 *
 * What is different between two stores: two captures of a device, or a capture and what the
 * device tells now.  Found in one pass over both, a slice of time at a time; then put in the
 * order of a reader: table by table, row by row, and a row that is there on one side only is
 * one thing, not as many as it has cells.
 *
 * Both stores have to stay as they are until it is done, or what it tells is of two times.
 * Of the values nothing is kept: look them up.  A TarnDiff belongs to the thread of its stores.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-text-style.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnDifference:
 * @TARN_DIFFERENCE_CHANGED: on both sides, but different
 * @TARN_DIFFERENCE_ADDED: only on the second side
 * @TARN_DIFFERENCE_REMOVED: only on the first side
 *
 * What became of a varbind, or of a row.
 */
typedef enum
{
  TARN_DIFFERENCE_CHANGED,
  TARN_DIFFERENCE_ADDED,
  TARN_DIFFERENCE_REMOVED,
} TarnDifference;

#define TARN_TYPE_DIFF (tarn_diff_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnDiff, tarn_diff, TARN, DIFF, GObject)

TARN_EXPORT TarnDiff      *tarn_diff_new             (TarnStore       *before,
                                                      TarnStore       *after,
                                                      TarnMib         *mib);
TARN_EXPORT void           tarn_diff_set_root        (TarnDiff        *self,
                                                      TarnOid         *root);
TARN_EXPORT gboolean       tarn_diff_run             (TarnDiff        *self,
                                                      gint64           slice_us,
                                                      gboolean        *done,
                                                      GError         **error);
TARN_EXPORT double         tarn_diff_get_progress    (TarnDiff        *self);

TARN_EXPORT guint64        tarn_diff_get_n_equal     (TarnDiff        *self);
TARN_EXPORT guint          tarn_diff_get_n           (TarnDiff        *self);
TARN_EXPORT guint          tarn_diff_count           (TarnDiff        *self,
                                                      TarnDifference   kind);
/* Of the ones that changed. */
TARN_EXPORT guint          tarn_diff_count_moving    (TarnDiff        *self);

/* The n-th difference, once it is done. */
TARN_EXPORT TarnDifference tarn_diff_get_kind        (TarnDiff        *self,
                                                      guint            n);
TARN_EXPORT gboolean       tarn_diff_is_moving       (TarnDiff        *self,
                                                      guint            n);
TARN_EXPORT TarnOid       *tarn_diff_dup_oid         (TarnDiff        *self,
                                                      guint            n);
TARN_EXPORT TarnOid       *tarn_diff_get_entry       (TarnDiff        *self,
                                                      guint            n);
TARN_EXPORT guint          tarn_diff_get_row         (TarnDiff        *self,
                                                      guint            n,
                                                      TarnDifference  *kind);
TARN_EXPORT TarnValue     *tarn_diff_dup_value       (TarnDiff        *self,
                                                      guint            n,
                                                      gboolean         after,
                                                      GError         **error);

TARN_EXPORT void           tarn_diff_append_head     (TarnDiff        *self,
                                                      TarnFormat       format,
                                                      GString         *text);
TARN_EXPORT gboolean       tarn_diff_append          (TarnDiff        *self,
                                                      guint            n,
                                                      TarnFormat       format,
                                                      TarnTextStyle   *style,
                                                      GString         *text,
                                                      GError         **error);

G_END_DECLS
