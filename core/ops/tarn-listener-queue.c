/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-listener-queue.h"

TarnLetter *
tarn_letter_new (TarnTransport      *transport,
                 const TarnDatagram *datagram,
                 TarnSpan            octets)
{
  TarnLetter *self = g_malloc (sizeof *self + octets.len);
  guint8 *copy = (guint8 *) (self + 1);

  *self = (TarnLetter) { .transport = transport, .datagram = *datagram };
  if (octets.len > 0)
    memcpy (copy, octets.data, octets.len);
  self->datagram.octets = tarn_span (copy, octets.len);
  return self;
}

static gsize
letter_size (const TarnLetter *self)
{
  return sizeof *self + self->datagram.octets.len;
}

void
tarn_letters_push (TarnLetters *self,
                   TarnLetter  *letter)
{
  g_queue_push_tail (&self->letters, letter);
  self->n_octets += letter_size (letter);
}

TarnLetter *
tarn_letters_pop (TarnLetters *self)
{
  TarnLetter *letter = g_queue_pop_head (&self->letters);

  if (letter != NULL)
    self->n_octets -= letter_size (letter);
  return letter;
}

gboolean
tarn_letters_are_full (TarnLetters *self)
{
  return self->n_octets >= TARN_LISTENER_QUEUE_OCTETS;
}

void
tarn_letters_clear (TarnLetters *self)
{
  g_queue_clear_full (&self->letters, g_free);
  self->n_octets = 0;
}
