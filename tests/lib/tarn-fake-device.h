/* tarn-fake-device.h
 *
 * A device in memory: a scripted agent behind a wire and a clock that are fake too,
 * and a session to ask it through.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-fake-agent.h"
#include "tarn-fake-clock.h"
#include "tarn-fake-wire.h"

#include "net/tarn-session.h"

typedef struct
{
  TarnFakeClock  clock;
  TarnFakeWire  *wire;
  TarnFakeAgent *agent;
  gboolean       unreachable;   /* the network gives requests back */
  TarnDevice    *device;        /* 192.0.2.1:161                   */
  TarnSession   *session;

  guint8        *buffer;
} TarnFakeDevice;

void tarn_fake_device_init  (TarnFakeDevice *self);
/* Asserts that nobody else holds the session or the device. */
void tarn_fake_device_clear (TarnFakeDevice *self);
