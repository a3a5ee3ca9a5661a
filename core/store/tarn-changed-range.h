/* tarn-changed-range.h
 *
 * What a store tells those who want to be live: which names moved, and who moved them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-note.h"

G_BEGIN_DECLS

/**
 * TarnChangedKind:
 * @TARN_CHANGED_VARBINDS: varbinds from @first to @last were put, changed or deleted
 * @TARN_CHANGED_RECORDS: no varbind, but metadata or notes
 * @TARN_CHANGED_ANYTHING: anything may have changed; it is too long ago to tell what
 *
 * What a #TarnChangedRange tells of.
 */
typedef enum
{
  TARN_CHANGED_VARBINDS,
  TARN_CHANGED_RECORDS,
  TARN_CHANGED_ANYTHING,
} TarnChangedKind;

/**
 * TarnChangedRange:
 * @kind: what this tells of
 * @origin: who made the change; unknown of %TARN_CHANGED_ANYTHING
 * @pid: the process that made it, 0 if that is unknown
 * @time_us: when, Unix time in microseconds, 0 if that is unknown
 * @n_changes: how many names from @first to @last really changed; 0 unless @kind is
 *   %TARN_CHANGED_VARBINDS
 * @n_deleted: how many of these are there no more
 * @first: (nullable): the first name that changed; %NULL unless @kind is
 *   %TARN_CHANGED_VARBINDS
 * @last: (nullable): the last one, @first itself if there is no other
 *
 * A range of names, both ends included, that one change of a store touched.
 */
typedef struct
{
  TarnChangedKind  kind;
  TarnOrigin       origin;
  guint            pid;
  gint64           time_us;
  guint64          n_changes;
  guint64          n_deleted;
  TarnOid         *first;
  TarnOid         *last;
} TarnChangedRange;

#define TARN_TYPE_CHANGED_RANGE (tarn_changed_range_get_type ())
TARN_EXPORT GType             tarn_changed_range_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnChangedRange *tarn_changed_range_copy     (const TarnChangedRange *self);
TARN_EXPORT void              tarn_changed_range_free     (TarnChangedRange       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnChangedRange, tarn_changed_range_free)

G_END_DECLS
