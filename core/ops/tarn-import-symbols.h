/* tarn-import-symbols.h
 *
 * Private: names of text, in numbers or not.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-snmprec-line-private.h"

G_BEGIN_DECLS

/* The OID of what MIB modules call @label; FALSE if it is not known. */
gboolean tarn_import_find_symbol (TarnSpan          label,
                                  TarnName         *name);

/* ".1.3.6", "iso.3.6", "SNMPv2-MIB::sysDescr.0", ".iso.org.dod", "ifDescr[1]".  FALSE
 * after tarn_snmprec_refuse(). */
gboolean tarn_import_parse_name  (TarnSnmprecLine  *line,
                                  TarnSpan          text,
                                  TarnName         *name);

G_END_DECLS
