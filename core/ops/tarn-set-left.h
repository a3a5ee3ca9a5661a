/* tarn-set-left.h
 *
 * Private: rows that managers began with createAndWait and may have left so: they go when
 * nobody has touched them for a while (P-ROW-10).  Nothing here has a clock or waits.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-set.h"

G_BEGIN_DECLS

typedef struct _TarnSetLeft TarnSetLeft;

TarnSetLeft *tarn_set_left_new  (void);
void         tarn_set_left_free (TarnSetLeft    *self);

/* @set has taken effect at @now_us. */
void         tarn_set_left_note (TarnSetLeft    *self,
                                 const TarnSet  *set,
                                 gint64          now_us);
/* Whether there is a row that nobody has touched since @before_us. */
gboolean     tarn_set_left_is_due
                                (TarnSetLeft    *self,
                                 gint64          before_us);
/* In a read section: what deletes such rows, where they still are as they were left.  FALSE:
 * the store is damaged. */
gboolean     tarn_set_left_fill (TarnSetLeft    *self,
                                 TarnStore      *store,
                                 gint64          before_us,
                                 TarnBatch      *batch,
                                 GError        **error);
/* They are deleted. */
void         tarn_set_left_drop (TarnSetLeft    *self,
                                 gint64          before_us);

G_END_DECLS
