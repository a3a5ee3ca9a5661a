/* tarn-agent-request.h
 *
 * Private: a request and its answer, from their octets, for people.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"
#include "ops/tarn-agent-status.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

/* @response is empty where there was none; @scratch is overwritten.  With @max_varbinds of 0
 * no varbinds are kept. */
TarnAgentRequest *tarn_agent_request_new (TarnMessage        *scratch,
                                          const TarnEndpoint *peer,
                                          TarnSpan            request,
                                          TarnSpan            response,
                                          guint               max_varbinds);

G_END_DECLS
