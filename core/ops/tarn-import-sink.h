/* tarn-import-sink.h
 *
 * Private: what whoever runs an import does with a sink, beside its readers.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-import-private.h"

G_BEGIN_DECLS

typedef void (*TarnImportProgressFunc) (guint64  n_varbinds,
                                        gpointer data);

/* The report is filled by the sink, but for its format and its lines. */
TarnImportSink   *tarn_import_sink_new          (TarnStore               *store,
                                                 const TarnImportReader  *reader,
                                                 gboolean                 strict,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
void              tarn_import_sink_free         (TarnImportSink          *self);
/* @func is called about ten times a second. */
void              tarn_import_sink_set_progress (TarnImportSink          *self,
                                                 TarnImportProgressFunc   func,
                                                 gpointer                 data);
/* @device (nullable) is what tarn_importer_set_device() was given, not copied. */
void              tarn_import_sink_set_device   (TarnImportSink          *self,
                                                 const char              *device);
const char       *tarn_import_sink_get_device   (const TarnImportSink    *self);
/* What names in text mean, nullable, borrowed. */
void              tarn_import_sink_set_mib      (TarnImportSink          *self,
                                                 TarnMib                 *mib);
TarnMib          *tarn_import_sink_get_mib      (const TarnImportSink    *self);
/* Puts what is left into the store.  Ends with TARN_ERROR_BAD_FORMAT if nothing could be
 * understood. */
gboolean          tarn_import_sink_finish       (TarnImportSink          *self,
                                                 GError                 **error);
TarnImportReport *tarn_import_sink_steal_report (TarnImportSink          *self);

/* Waits for whoever writes the store; bounded. */
gboolean          tarn_import_apply             (TarnStore               *store,
                                                 TarnBatch               *batch,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnImportSink, tarn_import_sink_free)

G_END_DECLS
