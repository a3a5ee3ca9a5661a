/* tarn-silent-relay.h
 *
 * Stands between a manager and an agent, over loopback, and is silent when a test says so.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

/* Hands datagrams on to an agent, so many and no more: then it is a device that
 * has fallen silent. */
typedef struct
{
  GThread        *thread;
  GSocket        *front;      /* to the manager */
  GSocket        *back;       /* to the agent   */
  GSocketAddress *manager;
  GCancellable   *stop;
  char           *target;
  int             n_left;     /* requests to hand on, atomic */
  int             n_silent;   /* requests left unanswered, atomic */
} TarnSilentRelay;

/* @agent is "127.0.0.1:PORT"; managers ask @self's target. */
void tarn_silent_relay_start            (TarnSilentRelay  *self,
                                  const char *agent,
                                  int         n_exchanges);
void tarn_silent_relay_stop             (TarnSilentRelay  *self);
/* Until the manager waits for an answer that will not come. */
void tarn_silent_relay_wait_for_silence (TarnSilentRelay  *self);
