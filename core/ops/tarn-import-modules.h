/* tarn-import-modules.h
 *
 * Private: lines of a .snmprec file whose value a module of snmpsim would make up.  They
 * are never run; a store keeps them as they stand beside its varbinds, so that an
 * export gives them back, as comments that snmpsim skips.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"

G_BEGIN_DECLS

/* What such a line begins with in an export. */
#define TARN_SNMPREC_MODULE_PREFIX "#module|"

typedef struct
{
  GByteArray *lines;   /* each with its LF, those of the store first; NULL until asked for */
  GHashTable *known;   /* of GBytes: the same lines                                       */
  gsize       n_old;   /* octets of @lines that the store has already                     */
} TarnImportModules;

void     tarn_import_modules_clear (TarnImportModules *self);
/* Keeps @line, for tarn_import_modules_save(), unless @store has it.  FALSE where that
 * would be more than a store should carry. */
gboolean tarn_import_modules_add   (TarnImportModules *self,
                                    TarnStore         *store,
                                    TarnSpan           line);
/* Adds to @batch what makes the store remember; FALSE if there is nothing new. */
gboolean tarn_import_modules_save  (TarnImportModules *self,
                                    TarnBatch         *batch);

G_END_DECLS
