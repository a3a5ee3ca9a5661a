/* tarn-notes.h
 *
 * Private: the notes of a store, in a counted tree of their own beside that of its
 * varbinds.  A varbind has a note only where there is something to say, so the tree is
 * small or empty, and an empty one costs nothing.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-tree.h"

G_BEGIN_DECLS

/* The metadata record of a capture that is the mirror of a device. */
#define TARN_MIRROR_META "mirror"

/* Before @batch is applied to the varbinds: has it keep what the notes will need.
 * @mirrored tells whether the store is the mirror of a device. */
void     tarn_notes_prepare (TarnBatch  *batch,
                             gboolean    mirrored);
/* Afterwards: brings the notes up to date. */
gboolean tarn_notes_apply   (TarnTree   *notes,
                             TarnBatch  *batch,
                             gint64      now_us,
                             GError    **error);

G_END_DECLS
