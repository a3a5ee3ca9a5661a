/* tarn-import-stage.h
 *
 * Private: a capture on the side that takes the rows of a strict import until it is
 * known that the whole file is as it should be.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "store/tarn-store.h"

G_BEGIN_DECLS

/* In the directory for temporary files, where its name is gone already. */
TarnStore *tarn_import_stage_new  (GError       **error);
/* Puts all rows of @stage into @target, unless that has one of their names; takes back
 * what was moved if it fails.  A writer beside us may add one of the names while we work:
 * what was moved together with that one stays, for only the store knows which was first. */
gboolean   tarn_import_stage_move (TarnStore     *stage,
                                   TarnStore     *target,
                                   GCancellable  *cancellable,
                                   GError       **error);

G_END_DECLS
