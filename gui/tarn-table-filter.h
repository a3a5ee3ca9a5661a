/* tarn-table-filter.h
 *
 * What cells of a column have to say: "eth" (have this text, case ignored), "=up" (nothing
 * but this), ">1000" and "<5" (a number beyond), "!" before any of them (not so).  A hole
 * says nothing: it is found by "!" only.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TarnTableFilter TarnTableFilter;

TarnTableFilter *tarn_table_filter_new     (const char             *text);
void             tarn_table_filter_free    (TarnTableFilter        *self);
/* @cell: as it is shown; "": a hole. */
gboolean         tarn_table_filter_matches (const TarnTableFilter  *self,
                                            const char             *cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTableFilter, tarn_table_filter_free)

G_END_DECLS
