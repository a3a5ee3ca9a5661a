/* tarn-listener-queue.h
 *
 * Private: datagrams that were received and wait to be looked at, and acknowledgements that
 * wait to be sent.  A slow handler holds up those who wait here, not the sockets.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-inbox.h"

G_BEGIN_DECLS

/* Bounded memory: more waits in the system's queue, which counts what it loses. */
#define TARN_LISTENER_QUEUE_OCTETS (32 * 1024 * 1024)

/* One datagram with its octets behind it. */
typedef struct
{
  TarnTransport *transport;    /* that it came to, or leaves from */
  TarnInboxMark  mark;         /* of the inform that is answered; 0: it was told before */
  gint64         time_us;      /* when it was received, Unix time */
  TarnDatagram   datagram;
} TarnLetter;

TarnLetter *tarn_letter_new            (TarnTransport      *transport,
                                        const TarnDatagram *datagram,
                                        TarnSpan            octets);

typedef struct
{
  GQueue letters;   /* of TarnLetter */
  gsize  n_octets;
} TarnLetters;

void        tarn_letters_push          (TarnLetters   *self,
                                        TarnLetter    *letter);
/* NULL: there is none.  The caller's to g_free(). */
TarnLetter *tarn_letters_pop           (TarnLetters   *self);
gboolean    tarn_letters_are_full      (TarnLetters   *self);
void        tarn_letters_clear         (TarnLetters   *self);

G_END_DECLS
