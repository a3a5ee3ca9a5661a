/* tarn-access-private.h
 *
 * What a security model finds out, for the responder: SNMPv1 and v2c by the community, from
 * here; SNMPv3 by its own means.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-network.h"
#include "ops/tarn-access.h"
#include "ops/tarn-view.h"

G_BEGIN_DECLS

/* Who asks.  A view of NULL is the whole tree. */
typedef struct
{
  TarnView *view;
  gboolean  may_write;   /* in @view */
} TarnPrincipal;

/* In which versions of the protocol somebody is believed: a bit for each of TarnVersion. */
#define TARN_ACCESS_VERSION(version) (1u << (version))
#define TARN_ACCESS_ALL_VERSIONS \
  (TARN_ACCESS_VERSION (TARN_VERSION_1) | TARN_ACCESS_VERSION (TARN_VERSION_2C))

/* The first that the community, the version and the address of @peer agree with (P-COX-09);
 * with @writing, the first of those that may write.  NULL: nobody.  @peer of NULL comes from
 * everywhere. */
const TarnPrincipal *tarn_access_find      (const TarnAccess   *self,
                                            TarnVersion         version,
                                            TarnSpan            community,
                                            const TarnEndpoint *peer,
                                            gboolean            writing);

/* tarn-access.c, for the parser.  Takes @community and @view. */
void                 tarn_access_add       (TarnAccess         *self,
                                            guint               versions,
                                            GBytes             *community,
                                            const TarnNetwork  *network,
                                            TarnView           *view,
                                            gboolean            may_write);

G_END_DECLS
