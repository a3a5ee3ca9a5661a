/* tarn-fault-test.h
 *
 * An agent with faults, without a socket, and time that is told.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-faults.h"
#include "tarn-agent-test.h"

typedef struct
{
  TarnStore      *store;
  TarnResponder  *responder;
  TarnFaults     *faults;
  TarnFaultsQueue queue;
  gint64          now_us;     /* the test moves it */
  guint           n_looked;   /* calls of lookup   */
} TarnFaultTest;

/* @specs are set apart by blanks; @rows as tarn_agent_test_store() has them, NULL for
 * tarn_agent_test_device. */
void              tarn_fault_test_init   (TarnFaultTest  *self,
                                          const char     *specs,
                                          const char     *rows);
void              tarn_fault_test_clear  (TarnFaultTest  *self);

/* FALSE: the request was not admitted. */
gboolean          tarn_fault_test_send   (TarnFaultTest  *self,
                                          GBytes         *request);
/* A v2c request of "public". */
gboolean          tarn_fault_test_submit (TarnFaultTest  *self,
                                          TarnPduType     type,
                                          gint32          a,
                                          gint32          b,
                                          const char     *rows);
/* The first datagram that waits, whenever it is due; NULL if there is none. */
TarnFaultsEntry  *tarn_fault_test_take   (TarnFaultTest  *self);
/* The only datagram that comes of a request, as tarn_agent_test_render() has it. */
char             *tarn_fault_test_ask    (TarnFaultTest  *self,
                                          GBytes         *request);
