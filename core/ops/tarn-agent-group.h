/* tarn-agent-group.h
 *
 * Many agents in one process: thousands of devices, each at its own address or all behind one,
 * where the community says which of them is meant.
 *
 * A group belongs to the main context that was the thread's default when it was made; its
 * agents listen there, too.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-agent-place.h"
#include "ops/tarn-agent.h"

G_BEGIN_DECLS

#define TARN_TYPE_AGENT_GROUP (tarn_agent_group_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnAgentGroup, tarn_agent_group, TARN, AGENT_GROUP, GObject)

TARN_EXPORT TarnAgentGroup *tarn_agent_group_new           (void);
TARN_EXPORT void            tarn_agent_group_set_max_open  (TarnAgentGroup *self,
                                                            guint           max_open);
TARN_EXPORT void            tarn_agent_group_set_at_names  (TarnAgentGroup *self,
                                                            gboolean        at_names);
TARN_EXPORT void            tarn_agent_group_set_limits    (TarnAgentGroup *self,
                                                            guint           requests,
                                                            guint           octets,
                                                            guint           repetitions);

TARN_EXPORT gboolean        tarn_agent_group_add           (TarnAgentGroup *self,
                                                            const char     *name,
                                                            TarnAgent      *agent,
                                                            GError        **error);
TARN_EXPORT gboolean        tarn_agent_group_add_community (TarnAgentGroup *self,
                                                            const char     *name,
                                                            GBytes         *community,
                                                            GError        **error);
TARN_EXPORT TarnAgent      *tarn_agent_group_get_agent     (TarnAgentGroup *self,
                                                            const char     *name);
TARN_EXPORT gboolean        tarn_agent_group_remove        (TarnAgentGroup *self,
                                                            const char     *name);

/* Where the community tells which device is meant; an agent may also listen by itself, at an
 * address that is its own. */
TARN_EXPORT gboolean        tarn_agent_group_listen        (TarnAgentGroup *self,
                                                            TarnAddress    *address,
                                                            GError        **error);
TARN_EXPORT gboolean        tarn_agent_group_listen_socket (TarnAgentGroup *self,
                                                            GSocket        *socket,
                                                            GError        **error);
TARN_EXPORT GPtrArray      *tarn_agent_group_get_addresses (TarnAgentGroup *self);
TARN_EXPORT GPtrArray      *tarn_agent_group_dup_places    (TarnAgentGroup *self);
TARN_EXPORT guint           tarn_agent_group_get_n_open    (TarnAgentGroup *self);
TARN_EXPORT void            tarn_agent_group_set_watched   (TarnAgentGroup *self,
                                                            gboolean        watched);
TARN_EXPORT TarnAgentStatus *
                            tarn_agent_group_dup_status    (TarnAgentGroup *self);
TARN_EXPORT void            tarn_agent_group_stop          (TarnAgentGroup *self);

G_END_DECLS
