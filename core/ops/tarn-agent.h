/* tarn-agent.h
 *
 * Serves a store over UDP, as the device would.
 *
 * An agent belongs to the main context that was the thread's default when it began
 * to listen.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/tarn-address.h"
#include "ops/tarn-access.h"
#include "ops/tarn-agent-status.h"
#include "ops/tarn-motion.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_AGENT (tarn_agent_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnAgent, tarn_agent, TARN, AGENT, GObject)

typedef TarnStore *(*TarnAgentOpenFunc) (gpointer   user_data,
                                         GError   **error);

TARN_EXPORT TarnAgent   *tarn_agent_new                 (TarnStore      *store);
/* With a store that is opened when somebody first asks. */
TARN_EXPORT TarnAgent   *tarn_agent_new_lazy            (TarnAgentOpenFunc open,
                                                         gpointer        user_data,
                                                         GDestroyNotify  destroy);
TARN_EXPORT gboolean     tarn_agent_open_store          (TarnAgent      *self,
                                                         GError        **error);
TARN_EXPORT void         tarn_agent_close_store         (TarnAgent      *self);
TARN_EXPORT TarnStore   *tarn_agent_get_store           (TarnAgent      *self);
TARN_EXPORT void         tarn_agent_set_read_community  (TarnAgent      *self,
                                                         GBytes         *community);
TARN_EXPORT void         tarn_agent_set_write_community (TarnAgent      *self,
                                                         GBytes         *community);
TARN_EXPORT void         tarn_agent_set_access          (TarnAgent      *self,
                                                         TarnAccess     *access);
TARN_EXPORT void         tarn_agent_set_limits          (TarnAgent      *self,
                                                         guint           requests,
                                                         guint           octets,
                                                         guint           repetitions);
TARN_EXPORT void         tarn_agent_set_max_size        (TarnAgent      *self,
                                                         guint           max_size);
TARN_EXPORT void         tarn_agent_set_live            (TarnAgent      *self,
                                                         gboolean        live);
TARN_EXPORT void         tarn_agent_set_authen_traps    (TarnAgent      *self,
                                                         gboolean        enabled);
TARN_EXPORT gboolean     tarn_agent_get_authen_traps    (TarnAgent      *self);
TARN_EXPORT void         tarn_agent_set_row_timeout     (TarnAgent      *self,
                                                         guint           seconds);
TARN_EXPORT void         tarn_agent_set_mib             (TarnAgent      *self,
                                                         TarnMib        *mib,
                                                         gboolean        write_any);
TARN_EXPORT void         tarn_agent_set_motion          (TarnAgent      *self,
                                                         TarnMotion     *motion);
TARN_EXPORT void         tarn_agent_set_replay_null     (TarnAgent      *self,
                                                         gboolean        replay_null);
TARN_EXPORT gboolean     tarn_agent_add_fault           (TarnAgent      *self,
                                                         const char     *spec,
                                                         GError        **error);
TARN_EXPORT void         tarn_agent_set_fault_seed      (TarnAgent      *self,
                                                         guint32         seed);

/* @address of NULL is loopback, both families, port 161.  Where the system refuses
 * port 161, port 1161 is taken and a note is emitted through TarnAgent::note. */
TARN_EXPORT gboolean     tarn_agent_listen              (TarnAgent      *self,
                                                         TarnAddress    *address,
                                                         GError        **error);
/* At a place that another program has opened and passed. */
TARN_EXPORT gboolean     tarn_agent_listen_socket       (TarnAgent      *self,
                                                         GSocket        *socket,
                                                         GError        **error);
TARN_EXPORT GPtrArray   *tarn_agent_get_addresses       (TarnAgent      *self);
TARN_EXPORT guint32      tarn_agent_get_counter         (TarnAgent      *self,
                                                         guint           snmp_arc);
/* TarnAgentStatus costs a little for each request, so it has to be asked for. */
TARN_EXPORT void         tarn_agent_set_watched         (TarnAgent      *self,
                                                         gboolean        watched);
TARN_EXPORT void         tarn_agent_set_logged          (TarnAgent      *self,
                                                         gboolean        logged,
                                                         guint           max_varbinds);
TARN_EXPORT TarnAgentStatus *
                         tarn_agent_dup_status          (TarnAgent      *self);
TARN_EXPORT void         tarn_agent_stop                (TarnAgent      *self);

G_END_DECLS
