/* tarn-import-lines.h
 *
 * Private: what readers of formats have in common that put a varbind on a line.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-import-private.h"
#include "ops/tarn-snmprec-line-private.h"

G_BEGIN_DECLS

/* Fills @self, which was reset, with what stands in @text. */
typedef TarnSnmprecKind (*TarnImportLineFunc) (TarnSnmprecLine *self,
                                               TarnSpan         text,
                                               gpointer         data);

/* Hands all lines of @source through @func to @sink. */
gboolean tarn_import_read_lines  (TarnImportSource       *source,
                                  TarnImportSink         *sink,
                                  TarnImportLineFunc      func,
                                  gpointer                data,
                                  GError                **error);

/* What became of one: a varbind, nothing, or a refusal that stands in @line. */
gboolean tarn_import_take_parsed (TarnImportSink         *sink,
                                  guint64                 place,
                                  TarnSpan                text,
                                  const TarnSnmprecLine  *line,
                                  TarnSnmprecKind         kind,
                                  GError                **error);

/* Of 100: how many of the first lines are as they should be, says @func. */
guint    tarn_import_count_lines (TarnSpan                head,
                                  gboolean                whole,
                                  gboolean              (*func) (TarnSpan line));

/* Without the spaces and TABs at both ends. */
TarnSpan tarn_import_strip       (TarnSpan                field);

G_END_DECLS
