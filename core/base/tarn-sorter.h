/* tarn-sorter.h
 *
 * Sorts numbers of things a slice of time at a time, so that whoever runs a main loop can
 * sort any number of them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

typedef struct _TarnSorter TarnSorter;

/**
 * TarnSorterFunc: (skip)
 * @a: number of a thing
 * @b: number of another one
 * @user_data: what tarn_sorter_new() got
 *
 * Returns: below, at or above 0 where @a comes before, with or behind @b
 */
typedef int (*TarnSorterFunc) (guint32  a,
                               guint32  b,
                               gpointer user_data);

TARN_EXPORT TarnSorter *tarn_sorter_new  (guint32        *numbers,
                                          gsize           n,
                                          TarnSorterFunc  compare,
                                          gpointer        user_data);
TARN_EXPORT void        tarn_sorter_free (TarnSorter     *self);
TARN_EXPORT gboolean    tarn_sorter_run  (TarnSorter     *self,
                                          gint64          slice_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnSorter, tarn_sorter_free)

G_END_DECLS
