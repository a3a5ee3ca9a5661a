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
 * @n_lines: lines read, comments and blank ones too
 * @n_varbinds: varbinds put into the store
 * @n_doubtful: of these, taken as they stand although they look like a slip
 * @n_mended: of these, understood although they are not as they should be
 * @n_duplicates: lines left out since their OID came before; the first one is kept
 * @n_modules: lines left out since a module of snmpsim would make up their value
 * @n_refused: lines left out since they cannot be understood
 * @notes: (element-type utf8): one sentence for each such line, the first 1000, with
 *   its number
 */
typedef struct
{
  guint64    n_lines;
  guint64    n_varbinds;
  guint64    n_doubtful;
  guint64    n_mended;
  guint64    n_duplicates;
  guint64    n_modules;
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
