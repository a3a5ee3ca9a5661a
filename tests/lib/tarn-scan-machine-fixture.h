/* tarn-scan-machine-fixture.h
 *
 * A scan machine that asks for one name, and what it tells: time and datagrams by hand.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-scan-machine.h"
#include "tarn-test.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct
{
  TarnScanMachine machine;
  guint           n_ends;
  guint           outcomes[TARN_SCAN_STOPPED + 1];
  guint           n_rows;
  guint64         last;       /* position that was told last */
  guint           last_missing;
} ScanMachineFixture;

void         scan_machine_setup       (ScanMachineFixture *f,
                                       gconstpointer       data);
void         scan_machine_teardown    (ScanMachineFixture *f,
                                       gconstpointer       data);

TarnEndpoint scan_machine_endpoint    (guint32             n);
void         scan_machine_add         (ScanMachineFixture *f,
                                       guint32             n);
/* Sends all that may leave now; returns how many did.  The last ones are in @sent. */
guint        scan_machine_send_all    (ScanMachineFixture *f,
                                       gint64              now_us,
                                       TarnDatagram       *sent);
/* The request as a Response. */
GBytes      *scan_machine_make_answer (const TarnDatagram *request);
void         scan_machine_feed        (ScanMachineFixture *f,
                                       const TarnEndpoint *peer,
                                       GBytes             *octets,
                                       gint64              now_us);
