/* tarn-deadlines.h
 *
 * Who is due next: a binary heap of small numbers by time, in which each number
 * knows its place, so that removing one costs O(log n) whichever it is.
 *
 * Pure: no clock.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64  due_us;
  guint32 item;
} TarnDeadline;

typedef struct
{
  TarnDeadline *heap;
  guint32       n;
  guint32       n_allocated;

  guint32      *places;      /* by item: its place in the heap plus 1; 0: not there */
  guint32       n_places;
} TarnDeadlines;

void     tarn_deadlines_clear  (TarnDeadlines  *self);
/* Adds @item, or moves it. */
void     tarn_deadlines_set    (TarnDeadlines  *self,
                                guint32         item,
                                gint64          due_us);
void     tarn_deadlines_remove (TarnDeadlines  *self,
                                guint32         item);
/* FALSE if there is none. */
gboolean tarn_deadlines_peek   (const TarnDeadlines *self,
                                TarnDeadline        *first);

G_END_DECLS
