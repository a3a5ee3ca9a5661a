/* tarn-mib-import.h
 *
 * Copies MIB modules to where Tarn looks for them first: from files, folders, tar and zip
 * archives, packed or not.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/tarn-types.h"

G_BEGIN_DECLS

TARN_EXPORT char **tarn_mib_import (const char * const   *sources,
                                    char               ***replaced,
                                    char               ***refused,
                                    GCancellable         *cancellable,
                                    GError              **error);

G_END_DECLS
