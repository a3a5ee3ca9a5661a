/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fake-fleet.h"

#include <errno.h>

#include "tarn-test.h"

#define NETWORK 0x0a000000u   /* 10.0.0.0/8 */

static void
make_value (TarnRow *row,
            guint8   tlv[6],
            guint32  n)
{
  TarnBerWriter writer;

  tarn_ber_writer_init (&writer, tlv, 6);
  tarn_ber_put_int32 (&writer, (gint32) n);
  tarn_row_set_tlv (row, tarn_ber_writer_span (&writer));
}

static void
respond (Fleet              *self,
         const TarnEndpoint *from,
         guint32             n,
         guint               n_rows,
         gboolean            reversed)
{
  g_autofree TarnRow *rows = g_new0 (TarnRow, n_rows + 1);
  guint8 tlv[6];

  for (guint i = 0; i < n_rows; i++)
    {
      rows[i].name = self->request.rows[reversed ? n_rows - 1 - i : i].name;
      make_value (&rows[i], tlv, n);
    }
  tarn_fake_wire_respond (self->wire, from, &self->request, 0, 0, rows, n_rows, 0);
}

static void
refuse (Fleet              *self,
        const TarnEndpoint *from,
        int                 status,
        int                 index)
{
  tarn_fake_wire_respond (self->wire, from, &self->request, status, index, self->request.rows,
                          self->request.n_rows, 0);
}

static void
respond_renamed (Fleet              *self,
                 const TarnEndpoint *from,
                 guint32             n)
{
  g_autoptr(TarnOid) other = tarn_test_oid ("1.3.6.1.4.1.99999.1.0");
  guint at = self->request.n_rows == 1 ? 0 : 1;

  /* Only the second name, which stands alone when it is asked once more. */
  if (at == 1 || self->request.rows[0].name.data[self->request.rows[0].name.len - 2] == 5)
    self->request.rows[at].name = tarn_oid_span (other);
  respond (self, from, n, self->request.n_rows, FALSE);
}

static void
respond_garbage (Fleet              *self,
                 const TarnDatagram *request)
{
  g_autofree guint8 *octets = g_memdup2 (request->octets.data, request->octets.len);

  /* A response whose first name is none: behind the headers of message, PDU, list and
   * varbind, the version, a community of six octets, the id and two small numbers. */
  g_assert_cmpuint (octets[13], ==, TARN_PDU_GET);
  g_assert_cmpuint (octets[31], ==, TARN_KIND_OBJECT_ID);
  octets[13] = TARN_PDU_RESPONSE;
  octets[31] = TARN_KIND_NULL;
  tarn_fake_wire_reply (self->wire, &request->peer,
                        tarn_span (octets, request->octets.len), 0);
}

/* Whether sysName is asked for, and where. */
static gboolean
asks_for_name (Fleet *self,
               guint *at)
{
  for (*at = 0; *at < self->request.n_rows; (*at)++)
    {
      TarnSpan name = self->request.rows[*at].name;

      if (name.data[name.len - 2] == 5)
        return TRUE;
    }

  return FALSE;
}

static void
respond_like_v1 (Fleet              *self,
                 const TarnEndpoint *from,
                 guint32             n)
{
  guint at;

  if (self->request.version != TARN_VERSION_1)
    return;

  if (asks_for_name (self, &at))
    refuse (self, from, TARN_STATUS_NO_SUCH_NAME, (int) at + 1);
  else
    respond (self, from, n, self->request.n_rows, FALSE);
}

static void
respond_script (Fleet              *self,
                const TarnDatagram *request)
{
  TarnSpan answer = tarn_fake_agent_answer (self->agent, request->octets, self->buffer);

  if (answer.len > 0)
    tarn_fake_wire_reply (self->wire, &request->peer, answer, 0);
}

/* Those that answer something else than they should, or from elsewhere. */
static void
play_liar (Fleet              *self,
           const TarnDatagram *request,
           guint32             n,
           FleetCharacter      character)
{
  TarnEndpoint peer = request->peer;
  guint n_rows = self->request.n_rows;
  guint at;

  if (character == FLEET_TOO_BIG && n_rows > 1)
    tarn_fake_wire_respond (self->wire, &peer, &self->request, TARN_STATUS_TOO_BIG, 0, NULL, 0, 0);
  else if (character == FLEET_ERRORS || (character == FLEET_GEN_ERR && asks_for_name (self, &at)))
    refuse (self, &peer, TARN_STATUS_GEN_ERR, 0);
  else if (character == FLEET_ECHO)
    tarn_fake_wire_reply (self->wire, &peer, request->octets, 0);
  else if (character == FLEET_GARBAGE)
    respond_garbage (self, request);
  else if (character == FLEET_RENAMED)
    respond_renamed (self, &peer, n);
  else if (character == FLEET_NEGLIGENT || (character == FLEET_FORGETFUL && n_rows > 1))
    respond (self, &peer, n, n_rows - 1, FALSE);
  else
    {
      if (character == FLEET_ELSEWHERE)
        peer.in.sin_addr.s_addr = htonl (ntohl (peer.in.sin_addr.s_addr) + 1);
      if (character == FLEET_OTHER_PORT)
        peer.in.sin_port = htons (171);
      respond (self, &peer, n, n_rows, character == FLEET_REVERSED);
    }
}

static void
play (Fleet              *self,
      const TarnDatagram *request,
      guint32             n,
      FleetCharacter      character)
{
  gboolean first = self->devices[n].n_asked == 1;
  TarnSpan secret = tarn_span ("secret", 6);

  switch ((int) character)
    {
    case FLEET_DEAD:
      return;
    case FLEET_PORT_CLOSED:
      tarn_fake_wire_bounce (self->wire, request, ECONNREFUSED, 0);
      return;
    case FLEET_NO_ROUTE:
      tarn_fake_wire_bounce (self->wire, request, EHOSTUNREACH, 0);
      return;
    case FLEET_CLOSED_ONCE:
      if (first)
        tarn_fake_wire_bounce (self->wire, request, ECONNREFUSED, 0);
      else
        play_liar (self, request, n, FLEET_GOOD);
      return;
    case FLEET_SECRET:
      if (tarn_span_equal (self->request.community, secret))
        play_liar (self, request, n, FLEET_GOOD);
      return;
    case FLEET_V1:
      respond_like_v1 (self, &request->peer, n);
      return;
    case FLEET_SCRIPT:
      respond_script (self, request);
      return;
    case FLEET_RARELY:
      if (self->devices[n].n_asked % 6 == 1)
        respond_script (self, request);
      return;
    case FLEET_DUMB_AFTER:
      if (first)
        play_liar (self, request, n, FLEET_GOOD);
      return;
    default:
      play_liar (self, request, n, character);
    }
}

static void
agent_cb (TarnFakeWire       *wire,
          const TarnDatagram *request,
          gpointer            user_data)
{
  Fleet *self = user_data;
  guint32 n = ntohl (request->peer.in.sin_addr.s_addr) - NETWORK;

  g_assert_cmpuint (n, <, self->n);
  g_assert_true (tarn_message_decode (&self->request, request->octets, TARN_PROFILE_STRICT));
  g_array_append_val (self->sent_us, self->clock.now_us);
  self->devices[n].n_asked++;
  play (self, request, n, self->character (n));
}

static void
event_cb (TarnScan            *scan,
          const TarnScanEvent *event,
          gpointer             user_data)
{
  Fleet *self = user_data;
  g_autofree char *address = g_strdup_printf ("10.%u.%u.%u", (guint) event->number >> 16,
                                              (guint) event->number >> 8 & 0xff,
                                              (guint) event->number & 0xff);
  FleetDevice *device = &self->devices[event->number];

  g_assert_cmpstr (event->target, ==, address);
  g_assert_cmpstr (event->address, ==, address);
  g_assert_cmpuint (device->n_ends, ==, 0);

  if (event->kind == TARN_SCAN_EVENT_ROWS)
    {
      g_assert_cmpuint (event->n_rows, >, 0);
      device->n_rows += (guint) event->n_rows;
      for (gsize i = 0; i < event->n_rows; i++)
        {
          gint64 value = -1;

          device->n_exceptions += tarn_row_is_exception (&event->rows[i]);
          if (tarn_row_get_integer (&event->rows[i], &value))
            device->n_wrong += value != (gint64) event->number;
        }
      return;
    }

  device->n_ends++;
  device->outcome = event->outcome;
  device->credential = event->credential;
  device->n_missing = event->n_missing;
  device->n_gaps = event->gaps != NULL ? event->gaps->len : 0;
  if (device->n_gaps > 0)
    device->reason = ((TarnGap *) g_ptr_array_index (event->gaps, 0))->reason;
  device->anomalies = event->anomalies;
  device->rtt_us = event->rtt_us;
  device->error = event->error != NULL ? g_strdup (event->error->message) : NULL;
  g_assert_cmpuint (event->total_rows, ==, device->n_rows);
  g_assert_true ((event->error == NULL) == (event->outcome == TARN_SCAN_ANSWERED));

  if (++self->n_ended == self->stop_after)
    g_cancellable_cancel (self->cancellable);
}

void
fleet_init (Fleet     *self,
            guint      n,
            FleetFunc  character)
{
  g_autofree char *targets = g_strdup_printf ("10.0.0.0-10.%u.%u.%u", (n - 1) >> 16,
                                              (n - 1) >> 8 & 0xff, (n - 1) & 0xff);
  g_autoptr(GError) error = NULL;

  *self = (Fleet) {
    .agent = tarn_fake_agent_new (),
    .character = character,
    .devices = g_new0 (FleetDevice, n),
    .n = n,
    .scan = tarn_scan_new (),
    .cancellable = g_cancellable_new (),
    .sent_us = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .buffer = g_malloc (TARN_MESSAGE_MAX),
  };
  tarn_message_init (&self->request);
  tarn_fake_clock_init (&self->clock, G_USEC_PER_SEC);
  tarn_fake_clock_attach (&self->clock, NULL);
  self->wire = tarn_fake_wire_new (&self->clock.clock, 42);
  tarn_fake_wire_set_agent (self->wire, agent_cb, self);
  tarn_fake_wire_set_delay (self->wire, 1000, 1000);

  g_assert_true (tarn_scan_add_target (self->scan, targets, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_scan_get_n_targets (self->scan), ==, n);
  tarn_scan_set_rate (self->scan, 0);
  /* The same jitter each time, as the wire has the same losses. */
  g_rand_set_seed (self->scan->machine.rand, 42);
  tarn_scan_set_func (self->scan, event_cb, self, NULL);
}

void
fleet_clear (Fleet *self)
{
  g_assert_finalize_object (self->scan);
  g_object_unref (self->cancellable);
  tarn_fake_wire_free (self->wire);
  tarn_fake_agent_free (self->agent);
  tarn_fake_clock_detach (&self->clock, NULL);
  tarn_message_clear (&self->request);
  for (guint i = 0; i < self->n; i++)
    g_free (self->devices[i].error);
  g_free (self->devices);
  g_array_unref (self->sent_us);
  g_free (self->buffer);
  g_clear_error (&self->error);
}

void
fleet_add_oid (Fleet      *self,
               const char *oid)
{
  g_autoptr(TarnOid) name = tarn_test_oid (oid);

  tarn_scan_add_oid (self->scan, name);
}

void
fleet_add_table (Fleet      *self,
                 const char *oid)
{
  g_autoptr(TarnOid) root = tarn_test_oid (oid);

  tarn_scan_add_table (self->scan, root);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fleet *self = user_data;

  tarn_scan_run_finish (TARN_SCAN (source), result, &self->error);
  self->done = TRUE;
}

void
fleet_run (Fleet *self)
{
  self->done = FALSE;
  tarn_scan_run_over (self->scan, tarn_fake_wire_get_transport (self->wire), &self->clock.clock,
                      self->cancellable, done_cb, self);
  tarn_test_run_until (&self->done);
  g_assert_true (tarn_fake_wire_is_closed (self->wire));
}
