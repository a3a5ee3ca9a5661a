/* tarn-agent-place.h
 *
 * Where one device of a group of agents is to be found.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-address.h"

G_BEGIN_DECLS

/**
 * TarnAgentPlace:
 * @name: of the device
 * @addresses: (element-type TarnAddress): where it answers
 * @communities: (element-type GLib.Bytes): which of those who ask there it answers; none: what
 *   comes there is for this device only
 * @is_open: whether its store is open at present
 * @n_requests: datagrams that came for it
 *
 * Where one device of a group of agents is to be found.
 */
typedef struct
{
  char      *name;
  GPtrArray *addresses;
  GPtrArray *communities;
  gboolean   is_open;
  guint32    n_requests;
} TarnAgentPlace;

#define TARN_TYPE_AGENT_PLACE (tarn_agent_place_get_type ())

TARN_EXPORT GType           tarn_agent_place_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnAgentPlace *tarn_agent_place_copy     (const TarnAgentPlace *self);
TARN_EXPORT void            tarn_agent_place_free     (TarnAgentPlace       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAgentPlace, tarn_agent_place_free)

G_END_DECLS
