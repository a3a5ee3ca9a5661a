/* tarn-agent-test.h
 *
 * Requests, replies and stores as text, for the tests of the agent.
 *
 * A varbind is "OID=TAG:CONTENT", both hex: "1.3.6.1.2.1.1.1.0=04:6869"; a value that
 * is no proper TLV is "OID=#OCTETS".  Varbinds are set apart by white space.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-responder.h"
#include "tarn-test.h"

/* A small device: scalars, tables with one and two indices, a hole, the snmp group,
 * Counter64, and at the end values that are odd. */
extern const char tarn_agent_test_device[];

TarnStore     *tarn_agent_test_store     (const char    *rows);
void           tarn_agent_test_fill      (TarnStore     *store,
                                          const char    *rows);
/* All of a store, as such text, a line each. */
char          *tarn_agent_test_dump      (TarnStore     *store);
/* "public" may read, "secret" write; all values as captured. */
TarnResponder *tarn_agent_test_responder (TarnStore     *store);
GBytes        *tarn_agent_test_request   (TarnVersion    version,
                                          const char    *community,
                                          TarnPduType    type,
                                          gint32         a,
                                          gint32         b,
                                          const char    *rows);
/* "error-status error-index varbind varbind …" after proof that the reply is
 * conformant; "silence" for nothing. */
char          *tarn_agent_test_render    (TarnSpan       reply);
/* NULL: none. */
void           tarn_agent_test_set_communities
                                         (TarnResponder *responder,
                                          GBytes        *read,
                                          GBytes        *write);
/* As tarn_responder_respond(), from everywhere. */
gboolean       tarn_agent_test_respond   (TarnResponder *responder,
                                          TarnSpan       request,
                                          gint64         now_us,
                                          guint8        *buffer,
                                          TarnSpan      *response);
/* Sends @request through @responder and renders the answer. */
char          *tarn_agent_test_ask       (TarnResponder *responder,
                                          GBytes        *request);
