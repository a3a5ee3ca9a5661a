/* tarn-mib-report-import.h
 *
 * Imports MIB modules in a thread, since archives may be large, and tells what became of
 * the files.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @files: of GFile. */
void   tarn_mib_report_import_async  (GListModel           *files,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* Lines for a person, the caller's to free; NULL: nothing could be imported at all. */
char  *tarn_mib_report_import_finish (GAsyncResult         *result,
                                      guint                *n_copied,
                                      guint                *n_refused,
                                      GError              **error);

G_END_DECLS
