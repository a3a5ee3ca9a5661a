/* tarn-tree-cover.h
 *
 * Private to the tree: what of a device its capture does not hold yet, as the capture's
 * account of its mirrors tells.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

typedef struct _TarnTreeCover TarnTreeCover;

TarnTreeCover *tarn_tree_cover_new     (TarnStore           *store);
void           tarn_tree_cover_free    (TarnTreeCover       *self);
/* Whether all names at or below @oid have been asked for. */
gboolean       tarn_tree_cover_has     (const TarnTreeCover *self,
                                        const TarnOid       *oid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTreeCover, tarn_tree_cover_free)

/* Whether the same was to be covered, and as far as is known was: gaps of a mirror that goes
 * on change all the time. */
gboolean       tarn_tree_cover_equal (const TarnTreeCover *self,
                                      const TarnTreeCover *other);

G_END_DECLS
