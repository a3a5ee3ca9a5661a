/* tarn-agent-status.h
 *
 * How it goes with an agent: who asks, how often, and what last.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-varbind.h"

G_BEGIN_DECLS

/**
 * TarnAgentPeer:
 * @address: address without the port: a manager takes another port each time
 * @n_requests: datagrams that came from there
 * @last_us: when the last one did, Unix time in microseconds
 *
 * Somebody who asks an agent.
 */
typedef struct
{
  char    *address;
  guint64  n_requests;
  gint64   last_us;
} TarnAgentPeer;

/**
 * TarnAgentRequest:
 * @time_us: when it came, Unix time in microseconds
 * @peer: address and port
 * @operation: (nullable): "get", "get-next", "get-bulk", "set"; %NULL if it was no message
 * @oid: (nullable): the first name in it
 * @n_names: how many there are
 * @answered: whether anything was sent back
 * @error_status: of the answer
 * @error_index: of the answer
 * @status: what that is called: "noError"; "" without an answer
 * @version: of the message
 * @request_id: as on the wire
 * @n_octets: of the datagram
 * @n_answer_octets: of the answer; 0: there was none
 * @n_answer_varbinds: varbinds in the answer
 * @duration_us: microseconds from when it was taken up, or came to the socket where the
 *   system tells, until the answer was there; 0 in #TarnAgentStatus
 * @asked: (nullable) (element-type TarnVarbind): the first of its varbinds; %NULL in
 *   #TarnAgentStatus
 * @answers: (nullable) (element-type TarnVarbind): the first of those of the answer
 *
 * One request to an agent.  It has no community: secrets are not for logs.
 */
typedef struct
{
  gint64      time_us;
  char       *peer;
  const char *operation;
  TarnOid    *oid;
  guint       n_names;
  gboolean    answered;
  int         error_status;
  int         error_index;
  const char *status;
  TarnVersion version;
  gint32      request_id;
  gsize       n_octets;
  gsize       n_answer_octets;
  guint       n_answer_varbinds;
  gint64      duration_us;
  GPtrArray  *asked;
  GPtrArray  *answers;
} TarnAgentRequest;

/**
 * TarnAgentStatus:
 * @n_requests: datagrams that came
 * @n_answers: of these, answered
 * @n_refused: of these, with a community that nobody gave to the agent, or from where no
 *   manager can be (rule P-CNT-03)
 * @n_writes: varbinds that managers have set
 * @peers: (element-type TarnAgentPeer): who asked, the last one first; those that were
 *   silent for longest are forgotten when there are many
 * @recent: (element-type TarnAgentRequest): some of the last requests, the last one first;
 *   of more than 1,000 a second not each is kept
 *
 * How it goes with an agent.
 */
typedef struct
{
  guint64    n_requests;
  guint64    n_answers;
  guint64    n_refused;
  guint64    n_writes;
  GPtrArray *peers;
  GPtrArray *recent;
} TarnAgentStatus;

#define TARN_TYPE_AGENT_PEER    (tarn_agent_peer_get_type ())
#define TARN_TYPE_AGENT_REQUEST (tarn_agent_request_get_type ())
#define TARN_TYPE_AGENT_STATUS  (tarn_agent_status_get_type ())

TARN_EXPORT GType             tarn_agent_peer_get_type    (void) G_GNUC_CONST;
TARN_EXPORT TarnAgentPeer    *tarn_agent_peer_copy        (const TarnAgentPeer    *self);
TARN_EXPORT void              tarn_agent_peer_free        (TarnAgentPeer          *self);

TARN_EXPORT GType             tarn_agent_request_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnAgentRequest *tarn_agent_request_copy     (const TarnAgentRequest *self);
TARN_EXPORT void              tarn_agent_request_free     (TarnAgentRequest       *self);

TARN_EXPORT GType             tarn_agent_status_get_type  (void) G_GNUC_CONST;
TARN_EXPORT TarnAgentStatus  *tarn_agent_status_copy      (const TarnAgentStatus  *self);
TARN_EXPORT void              tarn_agent_status_free      (TarnAgentStatus        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAgentPeer, tarn_agent_peer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAgentRequest, tarn_agent_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAgentStatus, tarn_agent_status_free)

G_END_DECLS
