/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fault-test.h"

#include <arpa/inet.h>

#include "tarn-agent-test.h"

void
tarn_fault_test_init (TarnFaultTest *self,
                      const char    *specs,
                      const char    *rows)
{
  g_auto(GStrv) words = g_strsplit (specs, " ", -1);

  *self = (TarnFaultTest) { .now_us = G_USEC_PER_SEC };
  self->store = tarn_agent_test_store (rows != NULL ? rows : tarn_agent_test_device);
  self->responder = tarn_agent_test_responder (self->store);
  self->faults = tarn_faults_new ();
  tarn_faults_queue_init (&self->queue);

  for (char **word = words; *word != NULL; word++)
    {
      g_autoptr(GError) error = NULL;

      if (**word != '\0')
        tarn_faults_add (self->faults, *word, &error);
      g_assert_no_error (error);
    }
}

void
tarn_fault_test_clear (TarnFaultTest *self)
{
  tarn_faults_queue_clear (&self->queue);
  tarn_faults_free (self->faults);
  tarn_responder_free (self->responder);
  g_assert_finalize_object (self->store);
}

static TarnFound
look_cb (gpointer  data,
         TarnSpan  name,
         TarnRow  *row)
{
  TarnFaultTest *self = data;

  self->n_looked++;
  return tarn_responder_look (self->responder, name, row);
}

gboolean
tarn_fault_test_send (TarnFaultTest *self,
                      GBytes        *request)
{
  const TarnFaultsLookup lookup = { look_cb, self };
  g_autofree guint8 *buffer = g_malloc (TARN_MESSAGE_MAX);
  TarnDatagram datagram = { .octets = tarn_test_span (request) };
  g_autofree guint8 *exact = g_memdup2 (datagram.octets.data, datagram.octets.len);
  TarnSpan response;

  datagram.octets.data = exact;
  datagram.peer.in.sin_family = datagram.local.in.sin_family = AF_INET;
  datagram.peer.in.sin_port = htons (40000);
  datagram.peer.in.sin_addr.s_addr = datagram.local.in.sin_addr.s_addr = htonl (INADDR_LOOPBACK);

  if (!tarn_faults_admit (self->faults, datagram.octets, self->now_us))
    return FALSE;

  g_assert_true (tarn_agent_test_respond (self->responder, datagram.octets, self->now_us, buffer,
                                         &response));
  tarn_faults_feed (self->faults, &self->queue, &datagram, response, self->now_us, &lookup);
  tarn_responder_end_batch (self->responder);
  return TRUE;
}

gboolean
tarn_fault_test_submit (TarnFaultTest *self,
                        TarnPduType    type,
                        gint32         a,
                        gint32         b,
                        const char    *rows)
{
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public", type, a, b, rows);

  return tarn_fault_test_send (self, request);
}

TarnFaultsEntry *
tarn_fault_test_take (TarnFaultTest *self)
{
  return tarn_faults_queue_take (&self->queue, G_MAXINT64);
}

char *
tarn_fault_test_ask (TarnFaultTest *self,
                     GBytes        *request)
{
  g_autoptr(TarnFaultsEntry) entry = NULL;

  if (!tarn_fault_test_send (self, request)
      || (entry = tarn_fault_test_take (self)) == NULL)
    return g_strdup ("silence");

  g_assert_null (tarn_fault_test_take (self));
  return tarn_agent_test_render (entry->datagram.octets);
}
