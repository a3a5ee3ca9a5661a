/* tarn-check.h
 *
 * Care for capture files: is one sound, what of a damaged one is still whole, how small
 * can one be.  These functions take as long as reading the file does; run them where
 * nobody waits.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ops/tarn-gap.h"

G_BEGIN_DECLS

/**
 * TarnCheckReport:
 * @n_rows: varbinds that could be read
 * @n_notes: notes that could be read
 * @n_octets: size of the file
 * @n_faults: things that are wrong
 * @faults: (element-type utf8): what they are, a sentence each; at most 1,000 of them
 * @lost: (element-type TarnGap): where varbinds cannot be read
 * @n_lost: how many those are, as far as that is known
 * @n_doubtful: of a salvage: varbinds among @n_rows that may be older than what was lost
 *
 * What is wrong with a capture.
 */
typedef struct
{
  guint64    n_rows;
  guint64    n_notes;
  guint64    n_octets;
  guint64    n_faults;
  GPtrArray *faults;
  GPtrArray *lost;
  guint64    n_lost;
  guint64    n_doubtful;
} TarnCheckReport;

#define TARN_TYPE_CHECK_REPORT (tarn_check_report_get_type ())
TARN_EXPORT GType            tarn_check_report_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnCheckReport *tarn_check_report_copy     (const TarnCheckReport  *self);
TARN_EXPORT void             tarn_check_report_free     (TarnCheckReport        *self);

TARN_EXPORT TarnCheckReport *tarn_check_capture         (const char             *path,
                                                         GFileProgressCallback   progress,
                                                         gpointer                data,
                                                         GCancellable           *cancellable,
                                                         GError                **error);
/* Never changes the file at @path. */
TARN_EXPORT TarnCheckReport *tarn_salvage_capture       (const char             *path,
                                                         const char             *out,
                                                         GFileProgressCallback   progress,
                                                         gpointer                data,
                                                         GCancellable           *cancellable,
                                                         GError                **error);
TARN_EXPORT gboolean         tarn_compact_capture       (const char             *path,
                                                         const char             *out,
                                                         GFileProgressCallback   progress,
                                                         gpointer                data,
                                                         GCancellable           *cancellable,
                                                         GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnCheckReport, tarn_check_report_free)

G_END_DECLS
