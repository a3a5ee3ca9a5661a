/* tarn-snmprec.h
 *
 * Reads .snmprec files into a store.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnImportReport:
 * @n_lines: lines read
 * @n_varbinds: varbinds put into the store
 * @n_duplicates: lines whose OID came before; the first one is kept
 * @n_mended: lines that were understood although they are odd
 * @n_refused: lines that were left out
 * @notes: (element-type utf8): one sentence for each doubtful line, the first 1000,
 *   with its line number
 */
typedef struct
{
  guint64    n_lines;
  guint64    n_varbinds;
  guint64    n_duplicates;
  guint64    n_mended;
  guint64    n_refused;
  GPtrArray *notes;
} TarnImportReport;

#define TARN_TYPE_IMPORT_REPORT (tarn_import_report_get_type ())
TARN_EXPORT GType             tarn_import_report_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnImportReport *tarn_import_report_copy     (const TarnImportReport  *self);
TARN_EXPORT void              tarn_import_report_free     (TarnImportReport        *self);

TARN_EXPORT TarnImportReport *tarn_snmprec_import         (GInputStream            *stream,
                                                           TarnStore               *store,
                                                           GCancellable            *cancellable,
                                                           GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnImportReport, tarn_import_report_free)

G_END_DECLS
