/* tarn-import-symbols.h
 *
 * Private: the names that are known without any MIB module.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-snmprec-line-private.h"

G_BEGIN_DECLS

/* The OID of @label; FALSE if it is not known. */
gboolean tarn_import_find_symbol   (TarnSpan          label,
                                    TarnName         *name);

/* @text begins with a letter.  The last label that is a word says where it is; what
 * stands in front of it is the way there.  FALSE after tarn_snmprec_refuse(). */
gboolean tarn_import_parse_symbols (TarnSnmprecLine  *line,
                                    TarnSpan          text,
                                    TarnName         *name);

G_END_DECLS
