/* tarn-listener-run.c
 *
 * Datagrams are received in batches into a queue, and told from there in slices of time.  When
 * a slice has been told, TarnListener::settling asks whether it is safe; only then informs are
 * acknowledged (P-TRP-09).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-listener-private.h"

/* Both together are what one turn of the main loop may take. */
#define RECEIVE_BUDGET_US 500
#define TELL_BUDGET_US    1500

#define NOTE_EVERY_MS 1000

static void
suppressed_cb (gpointer    owner,
               const char *source,
               guint64     n)
{
  TarnListener *self = owner;
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s: %" G_GUINT64_FORMAT " notifications beyond %u a second were not "
                          "looked at", source, n, self->inbox.rate);
  g_signal_emit (self, tarn_listener_signals[TARN_LISTENER_SIGNAL_NOTE], 0, text);
}

static gboolean
notes_cb (gpointer user_data)
{
  g_autoptr(TarnListener) self = g_object_ref (user_data);
  guint64 n_lost = self->counters[TARN_LISTENER_LOST] - self->n_lost_told;
  g_autofree char *text = NULL;

  tarn_listener_clear_source (&self->notes);
  self->n_lost_told += n_lost;
  tarn_inbox_tell (&self->inbox, suppressed_cb, self);
  if (n_lost > 0)
    {
      text = g_strdup_printf ("%" G_GUINT64_FORMAT " datagrams were lost: they came faster than "
                              "they could be taken; a larger net.core.rmem_max makes room for "
                              "bursts", n_lost);
      g_signal_emit (self, tarn_listener_signals[TARN_LISTENER_SIGNAL_NOTE], 0, text);
    }
  return G_SOURCE_REMOVE;
}

/* In a moment, so that a storm is told once a second and not once a datagram. */
static void
note_later (TarnListener *self)
{
  if (self->notes != NULL)
    return;

  self->notes = g_timeout_source_new (NOTE_EVERY_MS);
  g_source_set_callback (self->notes, notes_cb, self, NULL);
  g_source_attach (self->notes, self->context);
}

/* What is told by handlers that may do anything, dispose of @self included. */
static void
tell (TarnListener     *self,
      TarnNotification *notification)
{
  self->counters[TARN_LISTENER_TOLD]++;
  g_signal_emit (self, tarn_listener_signals[TARN_LISTENER_SIGNAL_RECEIVED], 0, notification);

  self->telling = TRUE;
  for (guint i = 0; i < self->handlers->len; i++)
    {
      const TarnListenerHandler *handler = self->handlers->pdata[i];

      if (!handler->removed
          && (handler->filter == NULL
              || tarn_notification_filter_matches (handler->filter, notification)))
        handler->func (self, notification, handler->user_data);
    }
  self->telling = FALSE;
  tarn_listener_sweep_handlers (self);
}

static void
look_at (TarnListener     *self,
         const TarnLetter *letter)
{
  g_autoptr(TarnNotification) notification = NULL;
  TarnLetter *answer = NULL;
  TarnInboxMark mark;
  TarnInboxVerdict verdict;

  verdict = tarn_inbox_take (&self->inbox, &letter->datagram, g_get_monotonic_time (),
                             letter->time_us, &notification, &mark);
  if (verdict == TARN_INBOX_NOTHING)
    return;

  if (notification != NULL && self->filter != NULL
      && !tarn_notification_filter_matches (self->filter, notification))
    {
      self->counters[TARN_LISTENER_FILTERED]++;
      if (mark != 0)
        tarn_inbox_forget (&self->inbox, mark);
      return;
    }

  /* Made first (P-TRP-08), while the message is decoded. */
  if (self->inbox.message.pdu.type == TARN_PDU_INFORM)
    {
      answer = tarn_letter_new (letter->transport, &letter->datagram,
                                tarn_inbox_respond (&self->inbox, self->buffer));
      answer->mark = notification != NULL ? mark : 0;
      tarn_letters_push (&self->answers, answer);
    }

  if (notification != NULL)
    tell (self, notification);
}

/* Sends what waits.  An answer for which the system has no room is lost: the inform comes
 * again, and is answered then. */
static void
settle (TarnListener *self)
{
  gboolean refused = FALSE;
  TarnLetter *answer;

  g_signal_emit (self, tarn_listener_signals[TARN_LISTENER_SIGNAL_SETTLING], 0, &refused);
  while ((answer = tarn_letters_pop (&self->answers)) != NULL)
    {
      int error = 0;

      if (refused && answer->mark != 0)
        {
          self->counters[TARN_LISTENER_REFUSED]++;
          tarn_inbox_forget (&self->inbox, answer->mark);
        }
      else if (answer->transport->klass->send (answer->transport, &answer->datagram, 1,
                                               &error) == 1)
        {
          self->counters[TARN_LISTENER_ACKNOWLEDGED]++;
        }
      g_free (answer);
    }
}

static gboolean
work_cb (gpointer user_data)
{
  g_autoptr(TarnListener) self = g_object_ref (user_data);
  gint64 deadline_us = g_get_monotonic_time () + TELL_BUDGET_US;
  TarnLetter *letter;

  do
    {
      letter = tarn_letters_pop (&self->letters);
      if (letter == NULL)
        break;
      look_at (self, letter);
      g_free (letter);
    }
  while (g_get_monotonic_time () < deadline_us);

  settle (self);
  for (guint i = 0; i < self->sockets->len; i++)
    tarn_listener_watch (self->sockets->pdata[i]);
  if (self->letters.letters.length > 0)
    return G_SOURCE_CONTINUE;

  tarn_listener_clear_source (&self->work);
  return G_SOURCE_REMOVE;
}

static void
work_later (TarnListener *self)
{
  if (self->work != NULL)
    return;

  self->work = g_timeout_source_new (0);
  g_source_set_callback (self->work, work_cb, self, NULL);
  g_source_attach (self->work, self->context);
}

/* What came with one receive. */
static void
queue_batch (TarnListenerSocket *socket,
             const TarnDatagram *batch,
             gsize               n,
             gint64              now_us)
{
  TarnListener *self = socket->listener;
  gint64 time_us = g_get_real_time ();

  self->counters[TARN_LISTENER_RECEIVED] += n;
  for (gsize i = 0; i < n; i++)
    {
      TarnLetter *letter;

      if (!tarn_inbox_admit (&self->inbox, &batch[i].peer, now_us))
        {
          note_later (self);
          continue;
        }

      letter = tarn_letter_new (socket->transport, &batch[i], batch[i].octets);
      letter->time_us = time_us;
      tarn_letters_push (&self->letters, letter);
    }
}

static gboolean
receive_cb (gpointer user_data)
{
  TarnListenerSocket *socket = user_data;
  TarnListener *self = socket->listener;
  gint64 now_us = g_get_monotonic_time ();
  gint64 deadline_us = now_us + RECEIVE_BUDGET_US;
  TarnDatagram batch[TARN_TRANSPORT_BATCH];
  gsize n;

  do
    {
      guint64 n_overrun = socket->transport->n_overrun;

      n = socket->transport->klass->receive (socket->transport, batch, G_N_ELEMENTS (batch));
      queue_batch (socket, batch, n, now_us);
      n_overrun = socket->transport->n_overrun - n_overrun;
      self->counters[TARN_LISTENER_LOST] += n_overrun;
      if (n_overrun > 0)
        note_later (self);
      now_us = g_get_monotonic_time ();
    }
  while (n == G_N_ELEMENTS (batch) && now_us < deadline_us
         && !tarn_letters_are_full (&self->letters));

  if (self->letters.letters.length > 0)
    work_later (self);
  if (!tarn_letters_are_full (&self->letters))
    return G_SOURCE_CONTINUE;

  tarn_listener_clear_source (&socket->source);
  return G_SOURCE_REMOVE;
}

/* Receives again, if there is room. */
void
tarn_listener_watch (TarnListenerSocket *socket)
{
  TarnListener *self = socket->listener;

  if (socket->source != NULL || tarn_letters_are_full (&self->letters))
    return;

  socket->source = socket->transport->klass->create_source (socket->transport);
  g_source_set_callback (socket->source, receive_cb, socket, NULL);
  g_source_attach (socket->source, self->context);
}

