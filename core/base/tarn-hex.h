/* tarn-hex.h
 *
 * Private: octets as people type them, a pair of hex digits each.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Between two pairs there may be one of @separators.  FALSE: that is something else, or more
 * than @max octets. */
gboolean tarn_hex_parse (const char *text,
                         const char *separators,
                         guint8     *octets,
                         gsize       max,
                         gsize      *n_octets);

G_END_DECLS
