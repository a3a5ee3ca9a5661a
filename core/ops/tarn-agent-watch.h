/* tarn-agent-watch.h
 *
 * Private: what an agent keeps of its requests so as to tell people, bounded however many
 * come and from how many.  It sees datagrams, knows no clock of its own and decides nothing.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"
#include "ops/tarn-agent-status.h"

G_BEGIN_DECLS

#define TARN_AGENT_WATCH_PEERS  64
#define TARN_AGENT_WATCH_RECENT 32

/* Apart in time by so much, two requests are both kept; to decode one takes about 1 us. */
#define TARN_AGENT_WATCH_EVERY_US 1000

typedef struct _TarnAgentWatch TarnAgentWatch;

TarnAgentWatch  *tarn_agent_watch_new        (void);
void             tarn_agent_watch_free       (TarnAgentWatch     *self);
/* @response is empty where there was none; @now_us is Unix time. */
void             tarn_agent_watch_feed       (TarnAgentWatch     *self,
                                              const TarnEndpoint *peer,
                                              TarnSpan            request,
                                              TarnSpan            response,
                                              gint64              now_us);
/* Counts of the snmp group are left at 0. */
TarnAgentStatus *tarn_agent_watch_dup_status (TarnAgentWatch     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAgentWatch, tarn_agent_watch_free)

G_END_DECLS
