/* tarn-mib-path.h
 *
 * Private: where MIB modules lie, and whether they have changed.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files in @folders and below, those of each folder by name; a file named itself is
 * taken as well.  Free with g_ptr_array_unref(). */
GPtrArray *tarn_mib_path_find_files (const char * const *folders);
/* Changes when a file appears, goes, or is written. */
char      *tarn_mib_path_make_stamp (GPtrArray          *files);
/* Where the compiled tree of these folders is kept. @modules: which of them it has; NULL: all. */
char      *tarn_mib_path_get_cache  (const char * const *folders,
                                     const char * const *modules);
/* Where imported modules go. */
char      *tarn_mib_path_get_own    (void);

G_END_DECLS
