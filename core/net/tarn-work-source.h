/* tarn-work-source.h
 *
 * A source for what has to be done at a time that moves: one for all deadlines of its
 * owner, who is asked for the next one on each turn of the loop.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-clock.h"

G_BEGIN_DECLS

/* When there is something to do: 0 now, G_MAXINT64 never. */
typedef gint64 (*TarnWorkNextFunc) (gpointer owner);

/* Not attached; its callback is a GSourceFunc.  @name is static; @owner outlives the
 * source's being attached. */
GSource *tarn_work_source_new (const char       *name,
                               const TarnClock  *clock,
                               TarnWorkNextFunc  next,
                               gpointer          owner);

G_END_DECLS
