/* tarn-mib-private.h
 *
 * Private: what the other floors and the neighbours reach behind TarnMib and TarnMibNode.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-image.h"
#include "mib/tarn-mib-node.h"

G_BEGIN_DECLS

/* Takes @image. */
TarnMib      *tarn_mib_new_image      (TarnMibImage      *image);
/* Lives as long as the TarnMib. */
TarnMibImage *tarn_mib_get_image      (TarnMib           *self);

/* NULL for TARN_MIB_NONE. */
TarnMibNode  *tarn_mib_node_new       (TarnMib           *mib,
                                       guint32            id);
TarnMibImage *tarn_mib_node_get_image (const TarnMibNode *self);
guint32       tarn_mib_node_get_id    (const TarnMibNode *self);

G_END_DECLS
