/* tarn-ring.h
 *
 * The newest of what goes on coming, as a list that can be left on: beyond its size the oldest
 * go.  Lists are told of news a few times a second, not of each.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TARN_TYPE_RING (tarn_ring_get_type ())
G_DECLARE_DERIVABLE_TYPE (TarnRing, tarn_ring, TARN, RING, GObject)

struct _TarnRingClass
{
  GObjectClass parent_class;
};

/* Takes @item, a GObject. */
void     tarn_ring_push          (TarnRing *self,
                                  gpointer  item);
/* Also the property "size".  What has no place any more goes, the oldest first. */
void     tarn_ring_set_size      (TarnRing *self,
                                  guint     size);
void     tarn_ring_clear         (TarnRing *self);
/* Items that had to go, since the last clear. */
guint64  tarn_ring_get_n_dropped (TarnRing *self);
/* Tells lists at once of what came. */
void     tarn_ring_flush         (TarnRing *self);

G_END_DECLS
