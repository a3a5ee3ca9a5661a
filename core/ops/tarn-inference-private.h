/* tarn-inference-private.h
 *
 * Private: the steps of an inference.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-inference.h"

G_BEGIN_DECLS

/* Instances of a column, without the column: what an index is inferred from. */
typedef struct
{
  GArray *arcs;      /* guint32, one instance behind the other      */
  GArray *ends;      /* guint, of each instance in @arcs            */
} TarnInstances;

static inline guint
tarn_instances_get_n (const TarnInstances *self)
{
  return self->ends->len;
}

static inline const guint32 *
tarn_instances_get (const TarnInstances *self,
                    guint                i,
                    guint               *n_arcs)
{
  guint begin = i > 0 ? g_array_index (self->ends, guint, i - 1) : 0;

  *n_arcs = g_array_index (self->ends, guint, i) - begin;
  return &g_array_index (self->arcs, guint32, begin);
}

/* Appends TarnInferredPart to @index: the fewest parts that read all of @instances.  Returns
 * what they cost: the less, the more is explained. */
guint tarn_infer_index (const TarnInstances *instances,
                        GArray              *index);

/* Fills tag, mixed, values and numbers of @column from the varbinds @first to
 * @first + @column->n_rows - 1 of @cursor's store; looks at some thousands at most. */
void tarn_infer_column (TarnCursor          *cursor,
                        guint64              first,
                        TarnInferredColumn  *column);

G_END_DECLS
