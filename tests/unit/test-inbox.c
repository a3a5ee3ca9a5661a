/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-inbox.h"

#include <arpa/inet.h>

#include "base/tarn-error.h"
#include "tarn-test.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* @n distinguishes it from others. */
static GBytes *
make_message (TarnNotificationKind kind,
              int                  request_id)
{
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.4.1.9.0.1");
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);
  g_autoptr(TarnNotification) made = tarn_notification_new (kind, oid, 1, NULL, 0);
  g_autoptr(GError) error = NULL;
  GBytes *octets = tarn_notification_encode (made, community, request_id, &error);

  g_assert_no_error (error);
  return octets;
}

static TarnEndpoint
make_endpoint (const char *address,
               guint16     port)
{
  TarnEndpoint endpoint = { 0 };

  if (inet_pton (AF_INET, address, &endpoint.in.sin_addr) == 1)
    {
      endpoint.in.sin_family = AF_INET;
      endpoint.in.sin_port = htons (port);
    }
  else
    {
      g_assert_cmpint (inet_pton (AF_INET6, address, &endpoint.in6.sin6_addr), ==, 1);
      endpoint.in6.sin6_family = AF_INET6;
      endpoint.in6.sin6_port = htons (port);
    }
  return endpoint;
}

typedef struct
{
  const char          *name;
  TarnNotificationKind kind;
  const char          *peer;
  guint16              port;
  int                  request_id;
  gint64               after_us;
  TarnInboxVerdict     verdict;     /* behind an inform 5 from 192.0.2.1:1000 */
} AgainVector;

static const AgainVector again_vectors[] = {
  { "the same inform is answered and not told (P-TRP-09)", TARN_NOTIFICATION_INFORM, "192.0.2.1",
    1000, 5, SECOND, TARN_INBOX_ANSWERED },
  { "for 150 seconds", TARN_NOTIFICATION_INFORM, "192.0.2.1", 1000, 5, 149 * SECOND,
    TARN_INBOX_ANSWERED },
  { "then it is another", TARN_NOTIFICATION_INFORM, "192.0.2.1", 1000, 5, 151 * SECOND,
    TARN_INBOX_NEW },
  { "another request-id", TARN_NOTIFICATION_INFORM, "192.0.2.1", 1000, 6, SECOND, TARN_INBOX_NEW },
  { "another port", TARN_NOTIFICATION_INFORM, "192.0.2.1", 1001, 5, SECOND, TARN_INBOX_NEW },
  { "another address", TARN_NOTIFICATION_INFORM, "192.0.2.2", 1000, 5, SECOND, TARN_INBOX_NEW },
  { "a trap of that number", TARN_NOTIFICATION_TRAP, "192.0.2.1", 1000, 5, SECOND, TARN_INBOX_NEW },
};

static TarnInboxVerdict
take (TarnInbox            *inbox,
      TarnNotificationKind  kind,
      const char           *peer,
      guint16               port,
      int                   request_id,
      gint64                now_us,
      TarnInboxMark        *mark)
{
  g_autoptr(GBytes) octets = make_message (kind, request_id);
  const TarnDatagram datagram = { .peer = make_endpoint (peer, port),
                                  .octets = tarn_test_span (octets) };
  g_autoptr(TarnNotification) notification = NULL;
  TarnInboxVerdict verdict;

  verdict = tarn_inbox_take (inbox, &datagram, now_us, 123, &notification, mark);
  g_assert_true ((notification != NULL) == (verdict == TARN_INBOX_NEW));
  if (notification != NULL)
    {
      g_autofree char *sender = tarn_notification_dup_sender (notification);

      g_assert_true (g_str_has_prefix (sender, peer));
      g_assert_cmpint (tarn_notification_get_time_us (notification), ==, 123);
    }
  return verdict;
}

static void
test_again (gconstpointer data)
{
  const AgainVector *v = data;
  TarnInboxMark mark;
  TarnInbox inbox;

  tarn_inbox_init (&inbox, 0);
  g_assert_cmpint (take (&inbox, TARN_NOTIFICATION_INFORM, "192.0.2.1", 1000, 5, SECOND, &mark),
                   ==, TARN_INBOX_NEW);
  g_assert_cmpuint (mark, !=, 0);
  g_assert_cmpint (take (&inbox, v->kind, v->peer, v->port, v->request_id, SECOND + v->after_us,
                         &mark), ==, v->verdict);
  g_assert_cmpuint (inbox.n_duplicates, ==, v->verdict == TARN_INBOX_ANSWERED);
  g_assert_true ((mark != 0) == (v->kind == TARN_NOTIFICATION_INFORM));
  tarn_inbox_clear (&inbox);
}

/* Traps are nobody's repetition: the same one twice is told twice. */
static void
test_traps_repeat (void)
{
  TarnInboxMark mark;
  TarnInbox inbox;

  tarn_inbox_init (&inbox, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (take (&inbox, TARN_NOTIFICATION_TRAP, "192.0.2.1", 1000, 5, SECOND, &mark),
                     ==, TARN_INBOX_NEW);
  tarn_inbox_clear (&inbox);
}

static void
test_forget (void)
{
  TarnInboxMark mark;
  TarnInbox inbox;

  tarn_inbox_init (&inbox, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (take (&inbox, TARN_NOTIFICATION_INFORM, "192.0.2.1", 1000, 5, SECOND,
                             &mark), ==, TARN_INBOX_NEW);
      tarn_inbox_forget (&inbox, mark);
    }
  tarn_inbox_clear (&inbox);
}

/* P-TRP-08: same request-id, varbinds to the octet, 0 and 0. */
static void
test_respond (void)
{
  static const char inform[]
    = "305d02010104067075626c6963a6500201010201000201003045300e06082b0601020101030043023fe03018060a"
      "2b060106030101040100060a2b0601040190728768023019060b2b06010401907287691500040a496e666f726d54"
      "657374";
  g_autoptr(GBytes) octets = tarn_test_hex (inform);
  const TarnDatagram datagram = { .peer = make_endpoint ("192.0.2.1", 1000),
                                  .octets = tarn_test_span (octets) };
  g_autofree guint8 *buffer = g_malloc (TARN_MESSAGE_MAX);
  g_autofree guint8 *expected = NULL;
  g_autoptr(TarnNotification) notification = NULL;
  TarnInboxMark mark;
  TarnInbox inbox;
  TarnSpan answer;

  tarn_inbox_init (&inbox, 0);
  g_assert_cmpint (tarn_inbox_take (&inbox, &datagram, 1, 1, &notification, &mark), ==,
                   TARN_INBOX_NEW);
  answer = tarn_inbox_respond (&inbox, buffer);
  expected = g_memdup2 (datagram.octets.data, datagram.octets.len);
  expected[13] = 0xa2;
  g_assert_cmpmem (answer.data, answer.len, expected, datagram.octets.len);
  tarn_inbox_clear (&inbox);
}

static void
feed_prefix (TarnSpan prefix,
             gpointer data)
{
  TarnInbox *inbox = data;
  const TarnDatagram datagram = { .peer = make_endpoint ("192.0.2.1", 1000), .octets = prefix };
  g_autoptr(TarnNotification) notification = NULL;
  TarnInboxMark mark;

  g_assert_cmpint (tarn_inbox_take (inbox, &datagram, 1, 1, &notification, &mark), ==,
                   TARN_INBOX_NOTHING);
}

static void
test_unreadable (void)
{
  g_autoptr(GBytes) octets = make_message (TARN_NOTIFICATION_INFORM, 5);
  TarnInbox inbox;

  tarn_inbox_init (&inbox, 0);
  tarn_test_each_prefix (tarn_test_span (octets), feed_prefix, &inbox);
  g_assert_cmpuint (inbox.n_unreadable, ==, g_bytes_get_size (octets));
  tarn_inbox_clear (&inbox);
}

typedef struct
{
  guint64  n;
  GString *sources;
} Told;

static void
tell_cb (gpointer    owner,
         const char *source,
         guint64     n)
{
  Told *self = owner;

  self->n += n;
  g_string_append_printf (self->sources, "%s ", source);
}

static guint
admit (TarnInbox  *inbox,
       const char *address,
       guint       n,
       gint64      now_us)
{
  const TarnEndpoint peer = make_endpoint (address, 1000);
  guint admitted = 0;

  while (n-- > 0)
    admitted += tarn_inbox_admit (inbox, &peer, now_us);
  return admitted;
}

/* F-71: a burst of two seconds' worth, then what a second allows; others do not feel it. */
static void
test_storm (void)
{
  Told told = { 0, g_string_new (NULL) };
  TarnInbox inbox;

  tarn_inbox_init (&inbox, 10);
  g_assert_cmpuint (admit (&inbox, "192.0.2.1", 100, SECOND), ==, 20);
  g_assert_cmpuint (admit (&inbox, "192.0.2.2", 5, SECOND), ==, 5);
  g_assert_cmpuint (admit (&inbox, "192.0.2.1", 100, 2 * SECOND), ==, 10);
  g_assert_cmpuint (inbox.n_suppressed, ==, 170);

  /* One address of a /64 is all of them. */
  g_assert_cmpuint (admit (&inbox, "2001:db8::1", 15, SECOND), ==, 15);
  g_assert_cmpuint (admit (&inbox, "2001:db8::ffff:2", 15, SECOND), ==, 5);

  tarn_inbox_tell (&inbox, tell_cb, &told);
  g_assert_cmpuint (told.n, ==, 180);
  g_assert_nonnull (strstr (told.sources->str, "192.0.2.1 "));
  g_assert_nonnull (strstr (told.sources->str, "2001:db8::/64 "));

  tarn_inbox_tell (&inbox, tell_cb, &told);
  g_assert_cmpuint (told.n, ==, 180);
  g_string_free (told.sources, TRUE);
  tarn_inbox_clear (&inbox);
}

/* More sources than there are places: all that was suppressed is told all the same. */
static void
test_many_sources (void)
{
  Told told = { 0, g_string_new (NULL) };
  TarnInbox inbox;

  tarn_inbox_init (&inbox, 1);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.0.%u.%u", i / 256, i % 256);

      g_assert_cmpuint (admit (&inbox, address, 3, SECOND + i), ==, 2);
    }

  tarn_inbox_tell (&inbox, tell_cb, &told);
  g_assert_cmpuint (told.n, ==, 20000);
  g_assert_nonnull (strstr (told.sources->str, "others"));
  g_string_free (told.sources, TRUE);
  tarn_inbox_clear (&inbox);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (again_vectors); i++)
    {
      g_autofree char *name = g_strconcat ("/inbox/again/", again_vectors[i].name, NULL);

      g_test_add_data_func (name, &again_vectors[i], test_again);
    }
  g_test_add_func ("/inbox/the same trap twice is two", test_traps_repeat);
  g_test_add_func ("/inbox/what was not taken is new when it comes again", test_forget);
  g_test_add_func ("/inbox/the answer has the varbinds to the octet (P-TRP-08)", test_respond);
  g_test_add_func ("/inbox/prefixes are counted", test_unreadable);
  g_test_add_func ("/inbox/a storm is bounded, counted and told (F-71)", test_storm);
  g_test_add_func ("/inbox/many sources", test_many_sources);

  return g_test_run ();
}
