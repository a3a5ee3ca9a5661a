/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-scan-machine-fixture.h"

#include <string.h>

static void
note_cb (TarnScanNote *note,
         gpointer      user_data)
{
  ScanMachineFixture *f = user_data;

  f->last = note->event.position;
  if (note->event.kind == TARN_SCAN_EVENT_ROWS)
    {
      f->n_rows += (guint) note->event.n_rows;
      return;
    }
  f->n_ends++;
  f->last_missing = (guint) note->event.n_missing;
  f->outcomes[note->event.outcome]++;
}

void
scan_machine_setup (ScanMachineFixture *f,
                    gconstpointer       data)
{
  g_autoptr(TarnOid) name = tarn_test_oid ("1.3.6.1.2.1.1.5.0");

  *f = (ScanMachineFixture) { .n_ends = 0 };
  tarn_scan_machine_init (&f->machine, 7);
  f->machine.func = note_cb;
  f->machine.user_data = f;
  tarn_scan_question_add_name (&f->machine.question, name);
  tarn_scan_question_settle (&f->machine.question);
}

void
scan_machine_teardown (ScanMachineFixture *f,
                       gconstpointer       data)
{
  while (tarn_scan_machine_stop (&f->machine))
    ;
  tarn_scan_machine_clear (&f->machine);
}

TarnEndpoint
scan_machine_endpoint (guint32 n)
{
  return (TarnEndpoint) {
    .in = { .sin_family = AF_INET, .sin_port = htons (161),
            .sin_addr.s_addr = htonl (0x0a000000u + n) },
  };
}

void
scan_machine_add (ScanMachineFixture *f,
                  guint32             n)
{
  TarnEndpoint where = scan_machine_endpoint (n);

  tarn_scan_machine_add (&f->machine, &where, 1, n);
}

guint
scan_machine_send_all (ScanMachineFixture *f,
                       gint64              now_us,
                       TarnDatagram       *sent)
{
  guint n_all = 0;
  guint n;

  while ((n = tarn_scan_machine_next (&f->machine, now_us, sent, TARN_TRANSPORT_BATCH)) > 0)
    {
      tarn_scan_machine_sent (&f->machine, n, 0, now_us);
      n_all += n;
    }

  return n_all;
}

GBytes *
scan_machine_make_answer (const TarnDatagram *request)
{
  guint8 *octets = g_memdup2 (request->octets.data, request->octets.len);
  gsize at = 13 + ((octets[1] & 0x80) != 0 ? octets[1] & 0x7f : 0);

  g_assert_cmpuint (octets[at], ==, TARN_PDU_GET);
  octets[at] = TARN_PDU_RESPONSE;
  return g_bytes_new_take (octets, request->octets.len);
}

void
scan_machine_feed (ScanMachineFixture *f,
                   const TarnEndpoint *peer,
                   GBytes             *octets,
                   gint64              now_us)
{
  TarnDatagram datagram = { .peer = *peer, .octets = tarn_test_span (octets) };

  tarn_scan_machine_feed (&f->machine, &datagram, now_us);
}
