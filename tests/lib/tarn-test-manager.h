/* tarn-test-manager.h
 *
 * An agent on real sockets, and a manager that knows nothing: a socket, and how to wait for it
 * while the main loop turns.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-agent.h"

typedef struct
{
  GSocket        *socket;
  GSocketAddress *peer;     /* who sent last */
} TarnTestManager;

/* Of the family of @host. */
void  tarn_test_manager_init    (TarnTestManager *self,
                                 const char      *host);
void  tarn_test_manager_clear   (TarnTestManager *self);
void  tarn_test_manager_send    (TarnTestManager *self,
                                 const char      *host,
                                 guint16          port,
                                 GBytes          *request);
/* The next reply, rendered; "silence" after @timeout_ms without one. */
char *tarn_test_manager_receive (TarnTestManager *self,
                                 guint            timeout_ms);

/* "public" may read, "secret" write; all values as captured. */
TarnAgent *tarn_test_agent_new    (TarnStore   *store);
gboolean   tarn_test_agent_listen (TarnAgent   *agent,
                                   const char  *text,
                                   GError     **error);
/* Of its address of that number. */
guint16    tarn_test_agent_port   (TarnAgent   *agent,
                                   guint        index);
