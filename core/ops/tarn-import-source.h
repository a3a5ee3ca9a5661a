/* tarn-import-source.h
 *
 * Private: what whoever runs an import does with a source, beside its readers.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-import-private.h"

G_BEGIN_DECLS

/* How much of a file its readers see to guess what it is. */
#define TARN_IMPORT_HEAD (64 * 1024)

TarnImportSource *tarn_import_source_new  (GInputStream      *stream,
                                           GCancellable      *cancellable);
void              tarn_import_source_free (TarnImportSource  *self);

/* The beginning of the file, which still can be read; @whole tells whether it is all.
 * Call it before anything else. */
gboolean          tarn_import_source_peek (TarnImportSource  *self,
                                           TarnSpan          *head,
                                           gboolean          *whole,
                                           GError           **error);

/* For formats that are not lines: how many packets there were. */
void              tarn_import_source_set_line (TarnImportSource  *self,
                                               guint64            line);

/* For guess(): takes the first whole line off *@head; FALSE if there is none. */
gboolean          tarn_import_take_line   (TarnSpan          *head,
                                           gboolean           whole,
                                           TarnSpan          *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnImportSource, tarn_import_source_free)

G_END_DECLS
