/* tarn-mib-load.h
 *
 * From files of MIB modules to a compiled tree.  Modules are parsed by a helper, the
 * installed program tarn, never in the process that asks: a module on which the parser
 * dies costs a remark.  The tree is kept in the user's cache and made again when a file
 * has changed.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/tarn-types.h"
#include "mib/tarn-mib.h"

G_BEGIN_DECLS

TARN_EXPORT TarnMib  *tarn_mib_load        (const char * const  *folders,
                                            GCancellable        *cancellable,
                                            GError             **error);
TARN_EXPORT TarnMib  *tarn_mib_load_modules (const char * const *folders,
                                             const char * const *modules,
                                             GCancellable       *cancellable,
                                             GError            **error);
TARN_EXPORT void      tarn_mib_load_async  (const char * const  *folders,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
TARN_EXPORT TarnMib  *tarn_mib_load_finish (GAsyncResult        *result,
                                            GError             **error);
TARN_EXPORT char    **tarn_mib_get_folders (void);
TARN_EXPORT char     *tarn_mib_dup_folders_path (void);
TARN_EXPORT gboolean  tarn_mib_set_folders (const char * const *folders,
                                            GError            **error);

G_END_DECLS
