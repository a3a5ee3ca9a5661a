/* tarn-mib-told.h
 *
 * Private: reports of modules, kept beside the compiled tree that they are of.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-compile.h"

G_BEGIN_DECLS

/* The file of reports of the tree @output; free it. */
char      *tarn_mib_told_get_path (const char  *output);
gboolean   tarn_mib_told_write    (const char  *path,
                                   const char  *stamp,
                                   GPtrArray   *reports,
                                   GError     **error);
/* TarnMibReport, in the order in which they were written; NULL: there are none of @stamp, or
 * they are damaged. */
GPtrArray *tarn_mib_told_read     (const char  *path,
                                   const char  *stamp);

G_END_DECLS
