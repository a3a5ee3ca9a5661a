/* bench-turns.h
 *
 * Turns of the main loop: how much of a processor each takes, and how much of that is our own
 * doing, not GTK's.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gboolean (*BenchCondition) (gpointer data);

typedef struct
{
  const char *what;
  GArray     *all;     /* of gint64: microseconds of each turn       */
  GArray     *own;     /* the same, what of it was our own doing     */
  gint64      begun_us;
} BenchTurns;

/* Turns until @condition holds; @self nullable: they do not count. */
void   bench_turns_run          (BenchTurns     *self,
                                 BenchCondition  condition,
                                 gpointer        data);
void   bench_turns_run_for      (BenchTurns     *self,
                                 gint64          us);
/* Around what is called directly, as an event would have called it. */
void   bench_turns_begin        (BenchTurns     *self);
void   bench_turns_end          (BenchTurns     *self);
void   bench_turns_print        (BenchTurns     *self);
void   bench_turns_clear        (BenchTurns     *self);

void   bench_turns_print_memory (const char     *when);
gint64 bench_turns_cpu_us       (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchTurns, bench_turns_clear)

G_END_DECLS
