/* tarn-view.h
 *
 * Private: a part of the tree: subtrees that are in, or out (P-VAC-03, P-VAC-04).  A view
 * without families has nothing in it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"

G_BEGIN_DECLS

#define TARN_VIEW_MASK_MAX 16   /* octets; vacmViewTreeFamilyMask of RFC 3415 */

typedef struct _TarnView TarnView;

TarnView *tarn_view_new   (void);
TarnView *tarn_view_ref   (TarnView       *self);
void      tarn_view_unref (TarnView       *self);

/* All names from @from on that are smaller than @before (empty: all behind it), of which a
 * root of @n_arcs arcs, 0 or 1, is the common beginning. */
void      tarn_view_add_root
                          (TarnView       *self,
                           TarnSpan        from,
                           TarnSpan        before,
                           guint           n_arcs,
                           gboolean        included);
/* Bit i of @mask, from the front, is 0 where arc i of a name may be any; what the mask is
 * too short for counts.  The same subtree and mask again takes the place of the first. */
void      tarn_view_add   (TarnView       *self,
                           TarnSpan        subtree,
                           TarnSpan        mask,
                           gboolean        included);
guint     tarn_view_count (const TarnView *self);
gboolean  tarn_view_has   (const TarnView *self,
                           TarnSpan        name);
/* @name is not in the view: *@next is the first name behind it that may be.  FALSE if none
 * is. */
gboolean  tarn_view_next  (const TarnView *self,
                           TarnSpan        name,
                           TarnName       *next);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnView, tarn_view_unref)

G_END_DECLS
