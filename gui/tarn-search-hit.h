/* tarn-search-hit.h
 *
 * Private to the search: how it makes what it has found.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-search.h"

G_BEGIN_DECLS

TarnSearchHit *tarn_search_hit_new (TarnDocument    *document,
                                    TarnOid         *oid,
                                    TarnSearchFlags  where);

G_END_DECLS
