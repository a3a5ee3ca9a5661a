/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notifier.h"

#include "base/tarn-error.h"
#include "ops/tarn-listener.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

/* Informs on a wire in memory. */

/* The receiver that hears the third try. */
static void
third_time (TarnNetFixture     *f,
            const TarnDatagram *datagram,
            const TarnMessage  *request)
{
  if (f->sent->len == 3)
    tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, request->rows,
                            request->n_rows, 1000);
}

static void
inform (TarnNetFixture  *f,
        GError         **error)
{
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.5.0");
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);
  g_autoptr(TarnVarbind) varbind = tarn_varbind_new (oid, value);
  g_autoptr(GAsyncResult) result = NULL;
  gboolean told;

  tarn_session_inform_async (f->session, f->device, &varbind, 1, NULL, tarn_net_keep_result_cb,
                             &result);
  g_assert_null (result);
  tarn_net_run (f, 100 * (gint64) G_USEC_PER_SEC);
  told = tarn_session_inform_finish (f->session, result, error);
  g_assert_true (told == (*error == NULL));
}

/* Its receiver knows it again by the request-id (P-TRP-09). */
static void
test_same_id (void)
{
  TarnNetFixture f;
  g_autoptr(GError) error = NULL;

  tarn_net_fixture_init (&f);
  f.agent = third_time;
  inform (&f, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f.sent->len, ==, 3);
  for (guint i = 0; i < f.sent->len; i++)
    {
      const TarnNetSent *sent = &g_array_index (f.sent, TarnNetSent, i);

      g_assert_cmpint (sent->pdu.type, ==, TARN_PDU_INFORM);
      g_assert_cmpint (sent->pdu.request_id, ==,
                       g_array_index (f.sent, TarnNetSent, 0).pdu.request_id);
    }
  tarn_net_fixture_clear (&f);
}

static void
test_silence (void)
{
  TarnNetFixture f;
  g_autoptr(GError) error = NULL;

  tarn_net_fixture_init (&f);
  inform (&f, &error);
  g_assert_error (error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (f.sent->len, ==, tarn_device_get_retries (f.device) + 1);
  tarn_net_fixture_clear (&f);
}

/* Over loopback. */

typedef struct
{
  TarnListener *listener;
  TarnNotifier *notifier;
  guint16       port;
  GPtrArray    *received;
} Fixture;

static void
received_cb (TarnListener     *listener,
             TarnNotification *notification,
             gpointer          user_data)
{
  g_ptr_array_add (user_data, tarn_notification_ref (notification));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GError) error = NULL;

  self->received = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_notification_unref);
  self->notifier = tarn_notifier_new ();
  self->listener = tarn_listener_new ();
  g_signal_connect (self->listener, "received", G_CALLBACK (received_cb), self->received);
  tarn_listener_listen (self->listener, address, &error);
  g_assert_no_error (error);
  self->port = tarn_address_get_port (tarn_listener_get_addresses (self->listener)->pdata[0]);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->notifier);
  g_assert_finalize_object (self->listener);
  g_ptr_array_unref (self->received);
}

static TarnDevice *
add_receiver (Fixture     *self,
              const char  *host,
              TarnVersion  version)
{
  g_autoptr(TarnAddress) address = tarn_address_new (host, self->port, NULL);
  g_autoptr(TarnDevice) receiver = tarn_device_new (address);

  tarn_device_set_version (receiver, version);
  tarn_notifier_add_receiver (self->notifier, receiver);
  return receiver;
}

static GAsyncResult *
send_to_all (Fixture          *self,
             TarnNotification *notification)
{
  GAsyncResult *result = NULL;

  tarn_notifier_send_async (self->notifier, notification, NULL, tarn_net_keep_result_cb, &result);
  return tarn_net_wait_result (&result);
}

static void
wait_for (Fixture *self,
          guint    n)
{
  while (self->received->len < n)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  const char           *name;
  TarnVersion           version;
  TarnNotificationKind  kind;
  TarnNotificationKind  arrives;
} KindVector;

static const KindVector kind_vectors[] = {
  { "a trap", TARN_VERSION_2C, TARN_NOTIFICATION_TRAP, TARN_NOTIFICATION_TRAP },
  { "an inform", TARN_VERSION_2C, TARN_NOTIFICATION_INFORM, TARN_NOTIFICATION_INFORM },
  { "a trap of SNMPv1", TARN_VERSION_1, TARN_NOTIFICATION_TRAP_V1, TARN_NOTIFICATION_TRAP_V1 },
  { "a trap to a receiver of SNMPv1", TARN_VERSION_1, TARN_NOTIFICATION_TRAP,
    TARN_NOTIFICATION_TRAP_V1 },
  { "an inform to a receiver of SNMPv1 is a trap (P-TRP-07)", TARN_VERSION_1,
    TARN_NOTIFICATION_INFORM, TARN_NOTIFICATION_TRAP_V1 },
  { "a trap of SNMPv1 to a receiver of SNMPv2", TARN_VERSION_2C, TARN_NOTIFICATION_TRAP_V1,
    TARN_NOTIFICATION_TRAP },
};

static TarnNotification *
make (TarnNotificationKind kind)
{
  g_autoptr(TarnOid) trap = tarn_test_oid ("1.3.6.1.4.1.9.0.17");
  g_autoptr(TarnNotification) made = tarn_notification_new (TARN_NOTIFICATION_TRAP, trap, 4711,
                                                            NULL, 0);
  g_autoptr(GError) error = NULL;
  TarnNotification *notification = tarn_notification_translate (made, kind, FALSE, &error);

  g_assert_no_error (error);
  return notification;
}

static void
test_kind (Fixture       *self,
           gconstpointer  data)
{
  const KindVector *v = data;
  g_autoptr(TarnNotification) notification = make (v->kind);
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;
  TarnNotification *received;

  add_receiver (self, "127.0.0.1", v->version);
  result = send_to_all (self, notification);
  g_assert_true (tarn_notifier_send_finish (self->notifier, result, &error));
  g_assert_no_error (error);
  wait_for (self, 1);

  received = self->received->pdata[0];
  g_assert_cmpint (tarn_notification_get_kind (received), ==, v->arrives);
  g_assert_true (tarn_oid_equal (tarn_notification_get_trap_oid (received),
                                 tarn_notification_get_trap_oid (notification)));
  g_assert_cmpuint (tarn_notification_get_uptime (received), ==, 4711);

  /* P-TRP-06: its own address. */
  address = tarn_notification_dup_agent_address (received);
  g_assert_cmpstr (address, ==, v->arrives == TARN_NOTIFICATION_TRAP_V1 ? "127.0.0.1" : NULL);
}

static void
test_name (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(TarnNotification) notification = make (TARN_NOTIFICATION_TRAP);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  add_receiver (self, "udp4:localhost", TARN_VERSION_2C);
  result = send_to_all (self, notification);
  g_assert_true (tarn_notifier_send_finish (self->notifier, result, &error));
  g_assert_no_error (error);
  wait_for (self, 1);
}

static void
test_several (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(TarnOid) trap = tarn_test_oid ("1.3.6.1.4.1.9.0.17");
  g_autoptr(TarnOid) name = tarn_test_oid ("1.3.6.1.2.1.31.1.1.1.6.1");
  g_autoptr(TarnValue) counter = tarn_value_new_unsigned (TARN_KIND_COUNTER64, 7);
  g_autoptr(TarnVarbind) varbind = tarn_varbind_new (name, counter);
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) failure = NULL;
  TarnDevice *first = add_receiver (self, "127.0.0.1", TARN_VERSION_2C);
  TarnDevice *second = add_receiver (self, "127.0.0.1", TARN_VERSION_1);

  notification = tarn_notification_new (TARN_NOTIFICATION_INFORM, trap, 1, &varbind, 1);
  result = send_to_all (self, notification);
  g_assert_false (tarn_notifier_send_finish (self->notifier, result, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "1 of 2 receivers: "));
  g_assert_null (tarn_notifier_dup_failure (self->notifier, result, first));
  failure = tarn_notifier_dup_failure (self->notifier, result, second);
  g_assert_error (failure, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_cmpuint (self->received->len, ==, 1);
}

static void
test_nobody (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(TarnNotification) notification = make (TARN_NOTIFICATION_INFORM);
  g_autoptr(GAsyncResult) result = send_to_all (self, notification);
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_notifier_send_finish (self->notifier, result, &error));
  g_assert_no_error (error);
}

/* Nobody acknowledges, and who waits gives up. */
static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(TarnNotification) notification = make (TARN_NOTIFICATION_INFORM);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  add_receiver (self, "127.0.0.1", TARN_VERSION_2C);
  tarn_listener_stop (self->listener);
  tarn_notifier_send_async (self->notifier, notification, cancellable, tarn_net_keep_result_cb,
                            &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (tarn_notifier_send_finish (self->notifier, tarn_net_wait_result (&result),
                                             &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, data, func) g_test_add ("/notifier/" name, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notifier/all tries have one request-id (P-TRP-09)", test_same_id);
  g_test_add_func ("/notifier/nobody acknowledges", test_silence);
  for (guint i = 0; i < G_N_ELEMENTS (kind_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/notifier/kind/", kind_vectors[i].name, NULL);

      g_test_add (path, Fixture, &kind_vectors[i], set_up, test_kind, tear_down);
    }
  ADD ("a receiver with a name", NULL, test_name);
  ADD ("several receivers", NULL, test_several);
  ADD ("no receiver", NULL, test_nobody);
  ADD ("given up", NULL, test_cancelled);

  return g_test_run ();
}
