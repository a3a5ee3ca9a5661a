/* tarn-store-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"

G_BEGIN_DECLS

/* Whether what failed because another one was writing is to be tried again, until
 * @give_up_us of the monotonic clock: then a moment has passed and *@failure is gone.  Else
 * *@failure is in @error. */
gboolean tarn_store_try_again           (GError    **failure,
                                         gint64      give_up_us,
                                         GError    **error);

/* tarn_store_begin_read() that tries again for a while that no person would notice. */
gboolean tarn_store_begin_read_patiently (TarnStore  *self,
                                          GError    **error);

G_END_DECLS
