/* tarn-revert.h
 *
 * Takes back what managers have set, people edited or files brought: what the device said
 * stands there again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnRevertFunc:
 * @oid: a name
 * @note: who changed it, and what was there before
 * @user_data: as it was given
 *
 * Tells of one change that is taken back.
 */
typedef void (*TarnRevertFunc) (const TarnOid  *oid,
                                const TarnNote *note,
                                gpointer        user_data);

TARN_EXPORT gboolean tarn_revert_some (TarnStore       *store,
                                       guint            origins,
                                       const TarnOid   *root,
                                       gboolean         dry_run,
                                       TarnOid        **after,
                                       TarnRevertFunc   func,
                                       gpointer         user_data,
                                       GError         **error);

G_END_DECLS
