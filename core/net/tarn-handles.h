/* tarn-handles.h
 *
 * A queue of requests by their handles: one that has ended meanwhile is found out, and
 * passed over, when its turn comes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GArray *handles;     /* of guint64                     */
  guint   n_done;      /* at the front, not removed yet  */
} TarnHandles;

static inline guint
tarn_handles_length (const TarnHandles *self)
{
  return self->handles->len - self->n_done;
}

static inline guint64
tarn_handles_get (const TarnHandles *self,
                  guint              i)
{
  return g_array_index (self->handles, guint64, self->n_done + i);
}

/* Moves what is left no more often than once for each half of it that is done. */
static inline void
tarn_handles_drop (TarnHandles *self,
                   guint        n)
{
  self->n_done += n;
  if (self->n_done < self->handles->len / 2 || self->n_done == 0)
    return;

  g_array_remove_range (self->handles, 0, self->n_done);
  self->n_done = 0;
}

G_END_DECLS
