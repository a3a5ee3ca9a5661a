/* tarn-mib-report.h
 *
 * Private: what became of a module, for people and for programs.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-compile.h"

G_BEGIN_DECLS

/* "file:line:column: lost: …" lines. @all: with notes. */
void tarn_mib_report_append_text (GString             *text,
                                  const TarnMibReport *report,
                                  gboolean             all);
/* One line. */
void tarn_mib_report_append_json (GString             *text,
                                  const TarnMibReport *report);

G_END_DECLS
