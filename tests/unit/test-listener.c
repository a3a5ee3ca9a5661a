/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-listener.h"

#include <arpa/inet.h>
#include <unistd.h>

#include "tarn-test.h"
#include "wire/tarn-message.h"

typedef struct
{
  TarnListener *listener;
  guint16       port;
  int           fd;          /* sends, and receives acknowledgements */
  GPtrArray    *received;    /* of TarnNotification                  */
  guint         n_settled;
  gboolean      refuses;
} Fixture;

static void
received_cb (TarnListener     *listener,
             TarnNotification *notification,
             gpointer          user_data)
{
  Fixture *self = user_data;

  g_ptr_array_add (self->received, tarn_notification_ref (notification));
}

static gboolean
settling_cb (TarnListener *listener,
             gpointer      user_data)
{
  Fixture *self = user_data;

  self->n_settled++;
  return self->refuses;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const char *listen = data != NULL ? data : "127.0.0.1:0";
  g_autoptr(TarnAddress) address = tarn_address_new (listen, TARN_PORT_NOTIFICATION, NULL);
  g_autoptr(GError) error = NULL;

  self->received = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_notification_unref);
  self->listener = tarn_listener_new ();
  g_signal_connect (self->listener, "received", G_CALLBACK (received_cb), self);
  g_signal_connect (self->listener, "settling", G_CALLBACK (settling_cb), self);
  tarn_listener_listen (self->listener, address, &error);
  g_assert_no_error (error);
  self->port = tarn_address_get_port (tarn_listener_get_addresses (self->listener)->pdata[0]);
  self->fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  close (self->fd);
  g_ptr_array_unref (self->received);
  g_assert_finalize_object (self->listener);
}

static void
send_octets (Fixture    *self,
             const char *to,
             GBytes     *octets)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (self->port) };
  gsize n;
  gconstpointer data = g_bytes_get_data (octets, &n);

  g_assert_cmpint (inet_pton (AF_INET, to, &address.sin_addr), ==, 1);
  g_assert_cmpint (sendto (self->fd, data, n, 0, (struct sockaddr *) &address, sizeof address),
                   ==, n);
}

static GBytes *
make (TarnNotificationKind  kind,
      const char           *trap,
      const char           *community_text,
      int                   request_id)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (trap);
  g_autoptr(GBytes) community = g_bytes_new (community_text, strlen (community_text));
  g_autoptr(TarnNotification) made = NULL;
  g_autoptr(TarnNotification) translated = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *octets;

  made = tarn_notification_new (TARN_NOTIFICATION_TRAP, oid, 1, NULL, 0);
  translated = tarn_notification_translate (made, kind, FALSE, &error);
  g_assert_no_error (error);
  octets = tarn_notification_encode (translated, community, request_id, &error);
  g_assert_no_error (error);
  return octets;
}

static void
send_one (Fixture              *self,
          TarnNotificationKind  kind,
          const char           *trap,
          const char           *community,
          int                   request_id)
{
  g_autoptr(GBytes) octets = make (kind, trap, community, request_id);

  send_octets (self, "127.0.0.1", octets);
}

static gboolean
timeout_cb (gpointer data)
{
  g_assert_not_reached ();   /* nothing came for 10 seconds */
  return G_SOURCE_REMOVE;
}

/* Until @counter is @n. */
static void
run_until (Fixture             *self,
           TarnListenerCounter  counter,
           guint64              n)
{
  guint id = g_timeout_add_seconds (10, timeout_cb, NULL);

  while (tarn_listener_get_counter (self->listener, counter) < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  g_assert_cmpuint (tarn_listener_get_counter (self->listener, counter), ==, n);
}

/* The acknowledgement, and from where; FALSE: none has come. */
static gboolean
receive (Fixture *self,
         int     *request_id,
         char   **from)
{
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  guint8 buffer[2048];
  TarnMessage message;
  gssize n = recvfrom (self->fd, buffer, sizeof buffer, 0, (struct sockaddr *) &address, &size);
  char text[INET_ADDRSTRLEN];

  if (n < 0)
    return FALSE;

  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, tarn_span (buffer, (gsize) n),
                                      TARN_PROFILE_STRICT));
  g_assert_cmpint (message.pdu.type, ==, TARN_PDU_RESPONSE);
  g_assert_cmpint (message.pdu.error_status, ==, 0);
  *request_id = message.pdu.request_id;
  tarn_message_clear (&message);
  if (from != NULL)
    *from = g_strdup (inet_ntop (AF_INET, &address.sin_addr, text, sizeof text));
  return TRUE;
}

#define LINK_DOWN "1.3.6.1.6.3.1.1.5.3"

static void
test_all_kinds (Fixture       *self,
                gconstpointer  data)
{
  int request_id = 0;

  for (guint kind = 0; kind <= TARN_NOTIFICATION_INFORM; kind++)
    send_one (self, kind, LINK_DOWN, "public", 40 + (int) kind);
  run_until (self, TARN_LISTENER_ACKNOWLEDGED, 1);

  g_assert_cmpuint (self->received->len, ==, 3);
  for (guint kind = 0; kind <= TARN_NOTIFICATION_INFORM; kind++)
    {
      g_autofree char *sender = tarn_notification_dup_sender (self->received->pdata[kind]);
      g_autoptr(TarnOid) link_down = tarn_test_oid (LINK_DOWN);

      g_assert_cmpint (tarn_notification_get_kind (self->received->pdata[kind]), ==, kind);
      g_assert_true (tarn_oid_equal (tarn_notification_get_trap_oid (self->received->pdata[kind]),
                                     link_down));
      g_assert_true (g_str_has_prefix (sender, "127.0.0.1:"));
      g_assert_cmpint (tarn_notification_get_time_us (self->received->pdata[kind]), >,
                       g_get_real_time () - 60 * (gint64) G_USEC_PER_SEC);
    }
  g_assert_true (receive (self, &request_id, NULL));
  g_assert_cmpint (request_id, ==, 42);
  g_assert_false (receive (self, &request_id, NULL));
}

/* F-12. */
static void
test_asked_address (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GBytes) octets = make (TARN_NOTIFICATION_INFORM, LINK_DOWN, "public", 7);
  g_autofree char *from = NULL;
  int request_id;

  send_octets (self, "127.0.0.2", octets);
  run_until (self, TARN_LISTENER_ACKNOWLEDGED, 1);
  g_assert_true (receive (self, &request_id, &from));
  g_assert_cmpstr (from, ==, "127.0.0.2");
}

static void
test_duplicates (Fixture       *self,
                 gconstpointer  data)
{
  int request_id;

  for (guint i = 0; i < 3; i++)
    send_one (self, TARN_NOTIFICATION_INFORM, LINK_DOWN, "public", 7);
  run_until (self, TARN_LISTENER_ACKNOWLEDGED, 3);
  g_assert_cmpuint (self->received->len, ==, 1);
  g_assert_cmpuint (tarn_listener_get_counter (self->listener, TARN_LISTENER_DUPLICATES), ==, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_true (receive (self, &request_id, NULL));
}

/* What could not be kept is not acknowledged, and told again. */
static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  int request_id;

  self->refuses = TRUE;
  send_one (self, TARN_NOTIFICATION_INFORM, LINK_DOWN, "public", 7);
  run_until (self, TARN_LISTENER_REFUSED, 1);
  g_assert_false (receive (self, &request_id, NULL));

  self->refuses = FALSE;
  send_one (self, TARN_NOTIFICATION_INFORM, LINK_DOWN, "public", 7);
  run_until (self, TARN_LISTENER_ACKNOWLEDGED, 1);
  g_assert_cmpuint (self->received->len, ==, 2);
  g_assert_true (receive (self, &request_id, NULL));
}

static void
test_filter (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(TarnNotificationFilter) filter = tarn_notification_filter_new ();
  g_autoptr(GBytes) secret = g_bytes_new_static ("secret", 6);
  g_autoptr(GError) error = NULL;
  int request_id;

  tarn_notification_filter_add_community (filter, secret);
  g_assert_true (tarn_notification_filter_add_sender (filter, "127.0.0.0/8", &error));
  g_assert_no_error (error);
  tarn_listener_set_filter (self->listener, filter);

  send_one (self, TARN_NOTIFICATION_INFORM, LINK_DOWN, "public", 7);
  send_one (self, TARN_NOTIFICATION_INFORM, LINK_DOWN, "secret", 8);
  run_until (self, TARN_LISTENER_ACKNOWLEDGED, 1);
  g_assert_cmpuint (tarn_listener_get_counter (self->listener, TARN_LISTENER_FILTERED), ==, 1);
  g_assert_cmpuint (self->received->len, ==, 1);
  g_assert_true (receive (self, &request_id, NULL));
  g_assert_cmpint (request_id, ==, 8);

  /* What was not wanted is new when it is. */
  tarn_listener_set_filter (self->listener, NULL);
  send_one (self, TARN_NOTIFICATION_INFORM, LINK_DOWN, "public", 7);
  run_until (self, TARN_LISTENER_ACKNOWLEDGED, 2);
  g_assert_cmpuint (self->received->len, ==, 2);
}

static void
test_unreadable (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GBytes) get = tarn_test_hex ("302602010104067075626c6963a0190201010201000201"
                                         "00300e300c06082b060102010101000500");
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);

  send_octets (self, "127.0.0.1", get);
  send_octets (self, "127.0.0.1", nothing);
  run_until (self, TARN_LISTENER_UNREADABLE, 2);
  g_assert_cmpuint (self->received->len, ==, 0);
}

typedef struct
{
  TarnListener *listener;
  guint         id;
  guint         n_calls;
  gboolean      removes;
  gboolean      freed;
} Registered;

static void
registered_cb (TarnListener     *listener,
               TarnNotification *notification,
               gpointer          user_data)
{
  Registered *self = user_data;

  self->n_calls++;
  if (self->removes)
    tarn_listener_remove (listener, self->id);
}

static void
freed_cb (gpointer user_data)
{
  ((Registered *) user_data)->freed = TRUE;
}

static void
test_handlers (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(TarnNotificationFilter) link_downs = tarn_notification_filter_new ();
  g_autoptr(TarnNotificationFilter) elsewhere = tarn_notification_filter_new ();
  Registered all = { 0 }, some = { 0 }, none = { 0 }, once = { .removes = TRUE };

  tarn_notification_filter_set_generic (link_downs, 2);
  g_assert_true (tarn_notification_filter_add_sender (elsewhere, "192.0.2.0/24", NULL));
  once.id = tarn_listener_add (self->listener, NULL, registered_cb, &once, freed_cb);
  all.id = tarn_listener_add (self->listener, NULL, registered_cb, &all, freed_cb);
  some.id = tarn_listener_add (self->listener, link_downs, registered_cb, &some, freed_cb);
  none.id = tarn_listener_add (self->listener, elsewhere, registered_cb, &none, freed_cb);

  send_one (self, TARN_NOTIFICATION_TRAP, LINK_DOWN, "public", 1);
  send_one (self, TARN_NOTIFICATION_TRAP_V1, LINK_DOWN, "public", 1);
  send_one (self, TARN_NOTIFICATION_TRAP, "1.3.6.1.6.3.1.1.5.4", "public", 2);
  run_until (self, TARN_LISTENER_TOLD, 3);
  g_assert_cmpuint (once.n_calls, ==, 1);
  g_assert_true (once.freed);
  g_assert_cmpuint (all.n_calls, ==, 3);
  g_assert_cmpuint (some.n_calls, ==, 2);
  g_assert_cmpuint (none.n_calls, ==, 0);

  tarn_listener_remove (self->listener, all.id);
  g_assert_true (all.freed);
  g_object_run_dispose (G_OBJECT (self->listener));
  g_assert_true (some.freed && none.freed);
}

static void
stop_cb (TarnListener     *listener,
         TarnNotification *notification,
         gpointer          user_data)
{
  tarn_listener_stop (listener);
}

static void
test_stop_inside (Fixture       *self,
                  gconstpointer  data)
{
  tarn_listener_add (self->listener, NULL, stop_cb, NULL, NULL);
  for (guint i = 0; i < 5; i++)
    send_one (self, TARN_NOTIFICATION_INFORM, LINK_DOWN, "public", (int) i);
  run_until (self, TARN_LISTENER_TOLD, 1);
  g_assert_cmpuint (tarn_listener_get_addresses (self->listener)->len, ==, 0);
  g_assert_cmpuint (tarn_listener_get_counter (self->listener, TARN_LISTENER_ACKNOWLEDGED), ==, 0);
}

static void
note_cb (TarnListener *listener,
         const char   *text,
         gpointer      user_data)
{
  *(char **) user_data = g_strdup (text);
}

static void
test_storm (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *note = NULL;
  guint id = g_timeout_add_seconds (10, timeout_cb, NULL);

  tarn_listener_set_rate (self->listener, 1);
  g_signal_connect (self->listener, "note", G_CALLBACK (note_cb), &note);
  for (guint i = 0; i < 10; i++)
    send_one (self, TARN_NOTIFICATION_TRAP, LINK_DOWN, "public", (int) i);
  while (note == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);

  g_assert_cmpuint (self->received->len, >=, 2);
  g_assert_cmpuint (tarn_listener_get_counter (self->listener, TARN_LISTENER_SUPPRESSED), ==,
                    10 - self->received->len);
  g_assert_true (g_str_has_prefix (note, "127.0.0.1: "));
}

/* A burst that comes while nobody looks is all there, in order. */
static void
test_burst (Fixture       *self,
            gconstpointer  data)
{
  const guint n = 400;

  for (guint i = 0; i < n; i++)
    send_one (self, TARN_NOTIFICATION_TRAP, LINK_DOWN, "public", (int) i);
  run_until (self, TARN_LISTENER_TOLD, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (tarn_notification_get_request_id (self->received->pdata[i]), ==, i);
  g_assert_cmpuint (tarn_listener_get_counter (self->listener, TARN_LISTENER_LOST), ==, 0);
}

static void
test_bad_address (void)
{
  g_autoptr(TarnListener) listener = tarn_listener_new ();
  g_autoptr(TarnAddress) address = tarn_address_new ("traps.example", 1162, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (tarn_listener_listen (listener, address, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "the listener listens on an address"));
}

#define ADD(name, where, func) g_test_add ("/listener/" name, Fixture, where, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("all three kinds", NULL, test_all_kinds);
  ADD ("acknowledges from the address that was told (F-12)", "0.0.0.0:0", test_asked_address);
  ADD ("an inform that comes again is told once (P-TRP-09)", NULL, test_duplicates);
  ADD ("what is not kept is not acknowledged", NULL, test_refused);
  ADD ("filter", NULL, test_filter);
  ADD ("what is no notification", NULL, test_unreadable);
  ADD ("handlers", NULL, test_handlers);
  ADD ("stopped by a handler", NULL, test_stop_inside);
  ADD ("a storm is told of (F-71)", NULL, test_storm);
  ADD ("a burst is all there", NULL, test_burst);
  g_test_add_func ("/listener/a name is no place to listen", test_bad_address);

  return g_test_run ();
}
