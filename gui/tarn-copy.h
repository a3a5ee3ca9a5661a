/* tarn-copy.h
 *
 * What a node is as text for elsewhere: a name, a command line, JSON, cells for a
 * spreadsheet.  Communities are never part of it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-document.h"

G_BEGIN_DECLS

/* So much of a subtree or a table goes to the clipboard at most: what is larger is
 * exported. */
#define TARN_COPY_MAX_ROWS 10000

/* @form: "oid" "name" "value" "line" "snmpget" "tarn" "json" "table".  Those that need values
 * fail where there are none, and with TARN_ERROR_TOO_BIG.  The caller's to free. */
char *tarn_copy_make (TarnDocument  *document,
                      TarnOid       *oid,
                      const char    *form,
                      GError       **error);

G_END_DECLS
