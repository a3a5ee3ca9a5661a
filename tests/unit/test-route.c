/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>
#include <net/if.h>

#include "base/tarn-error.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define S (gint64) G_USEC_PER_SEC

/* A resolver that knows what the test tells it, and answers when it is let. */
typedef struct
{
  GResolver                 parent_instance;

  const char               *addresses;   /* space between; NULL: no such name */
  GQueue                    tasks;       /* of GTask: asked, not answered     */
  guint                     n_asked;
  GResolverNameLookupFlags  flags;
} FakeResolver;

typedef GResolverClass FakeResolverClass;

static GType fake_resolver_get_type (void);
G_DEFINE_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
fake_resolver_lookup_async (GResolver                *resolver,
                            const char               *hostname,
                            GResolverNameLookupFlags  flags,
                            GCancellable             *cancellable,
                            GAsyncReadyCallback       callback,
                            gpointer                  user_data)
{
  FakeResolver *self = (FakeResolver *) resolver;

  self->n_asked++;
  self->flags = flags;
  g_queue_push_tail (&self->tasks, g_task_new (self, cancellable, callback, user_data));
}

/* GLib calls this one where there are no flags. */
static void
fake_resolver_lookup_any_async (GResolver           *resolver,
                                const char          *hostname,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  fake_resolver_lookup_async (resolver, hostname, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                              cancellable, callback, user_data);
}

static GList *
fake_resolver_lookup_finish (GResolver     *resolver,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  klass->lookup_by_name_async = fake_resolver_lookup_any_async;
  klass->lookup_by_name_finish = fake_resolver_lookup_finish;
  klass->lookup_by_name_with_flags_async = fake_resolver_lookup_async;
  klass->lookup_by_name_with_flags_finish = fake_resolver_lookup_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
  g_queue_init (&self->tasks);
}

static void
fake_resolver_answer (FakeResolver *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->tasks)) != NULL)
    {
      GList *list = NULL;

      if (self->addresses == NULL)
        {
          g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                                   "No such name");
        }
      else
        {
          g_auto(GStrv) texts = g_strsplit (self->addresses, " ", -1);

          for (guint i = 0; texts[i] != NULL; i++)
            list = g_list_append (list, g_inet_address_new_from_string (texts[i]));
          g_task_return_pointer (task, list, (GDestroyNotify) g_resolver_free_addresses);
        }
      g_object_unref (task);
    }
}

typedef struct
{
  TarnNetFixture  net;
  GResolver      *before;
  FakeResolver   *resolver;
  TarnDevice     *named;
} Fixture;

static void
setup (Fixture *f)
{
  tarn_net_fixture_init (&f->net);
  f->net.agent = tarn_net_echo_agent;
  f->net.data = f;
  f->before = g_resolver_get_default ();
  f->resolver = g_object_new (fake_resolver_get_type (), NULL);
  g_resolver_set_default (G_RESOLVER (f->resolver));
  f->named = tarn_net_device ("switch.example:1161");
}

static void
teardown (Fixture *f)
{
  tarn_net_fixture_clear (&f->net);
  g_assert_finalize_object (f->named);
  g_resolver_set_default (f->before);
  g_object_unref (f->before);
  g_assert_finalize_object (f->resolver);
}

static void
assert_sent_to (Fixture    *f,
                guint       i,
                const char *host)
{
  TarnEndpoint expected = tarn_net_endpoint (host, 1161);

  g_assert_cmpuint (i, <, f->net.sent->len);
  g_assert_true (tarn_endpoint_equal (&g_array_index (f->net.sent, TarnNetSent, i).to, &expected));
}

/* Only the requests of that device wait, and for one lookup. */
static void
test_single_flight (void)
{
  Fixture f;
  TarnNetOutcome named[3] = { 0 };
  TarnNetOutcome other = { 0 };

  setup (&f);
  f.resolver->addresses = "192.0.2.10";
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    tarn_net_submit (&f.net, f.named, TARN_PDU_GET, i + 1, &named[i]);
  tarn_net_submit (&f.net, f.net.device, TARN_PDU_GET, 9, &other);
  tarn_net_run (&f.net, 20 * S);

  g_assert_cmpint (other.number, ==, 9);
  g_assert_cmpuint (f.resolver->n_asked, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    g_assert_false (named[i].done);   /* time that the resolver takes costs no try */

  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, S);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_assert_cmpint (named[i].number, ==, i + 1);
      assert_sent_to (&f, i + 1, "192.0.2.10");
    }

  /* Known from now on. */
  named[0] = (TarnNetOutcome) { 0 };
  tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 5, &named[0]);
  tarn_net_run (&f.net, S);
  g_assert_cmpint (named[0].number, ==, 5);
  g_assert_cmpuint (f.resolver->n_asked, ==, 1);
  teardown (&f);
}

static void
test_no_such_host (void)
{
  Fixture f;
  TarnNetOutcome outcome = { 0 };

  setup (&f);
  tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 1, &outcome);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, S);
  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_SUCH_HOST);
  g_assert_nonnull (strstr (outcome.error->message, "switch.example"));
  tarn_net_outcome_clear (&outcome);

  /* The next request asks again. */
  f.resolver->addresses = "192.0.2.10";
  tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 1, &outcome);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, S);
  g_assert_cmpint (outcome.number, ==, 1);
  teardown (&f);
}

/* Only 192.0.2.12 answers; 2001:db8::1 has no route; 192.0.2.11 refuses. */
static void
one_of_three_agent (TarnNetFixture     *net,
                    const TarnDatagram *datagram,
                    const TarnMessage  *request)
{
  TarnEndpoint refuses = tarn_net_endpoint ("192.0.2.11", 1161);
  TarnEndpoint answers = tarn_net_endpoint ("192.0.2.12", 1161);

  if (tarn_endpoint_equal (&datagram->peer, &answers))
    tarn_net_echo (net, &datagram->peer, request, 1000);
  else if (tarn_endpoint_equal (&datagram->peer, &refuses))
    tarn_fake_wire_bounce (net->wire, datagram, ECONNREFUSED, 1000);
}

/* F-14: the addresses in their order; the one that answered is remembered. */
static void
test_fallback (void)
{
  Fixture f;
  TarnNetOutcome outcome = { 0 };

  setup (&f);
  f.net.agent = one_of_three_agent;
  f.resolver->addresses = "2001:db8::1 192.0.2.10 192.0.2.11 192.0.2.12";
  tarn_device_set_retries (f.named, 0);
  tarn_fake_wire_fail_sends (f.net.wire, ENETUNREACH, 1);
  tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 1, &outcome);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, 100 * S);

  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.number, ==, 1);
  g_assert_cmpuint (f.net.sent->len, ==, 3);
  assert_sent_to (&f, 0, "192.0.2.10");
  assert_sent_to (&f, 1, "192.0.2.11");
  assert_sent_to (&f, 2, "192.0.2.12");

  outcome = (TarnNetOutcome) { 0 };
  tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 2, &outcome);
  tarn_net_run (&f.net, S);
  g_assert_cmpint (outcome.number, ==, 2);
  assert_sent_to (&f, 3, "192.0.2.12");
  teardown (&f);
}

/* A SET goes to another address only if the first one cannot have had it. */
static void
test_fallback_of_set (void)
{
  Fixture f;
  TarnNetOutcome outcome = { 0 };

  setup (&f);
  f.net.agent = one_of_three_agent;
  f.resolver->addresses = "192.0.2.11 192.0.2.12";
  tarn_net_submit (&f.net, f.named, TARN_PDU_SET, 1, &outcome);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, 100 * S);
  g_assert_no_error (outcome.error);
  teardown (&f);

  outcome = (TarnNetOutcome) { 0 };
  setup (&f);
  f.net.agent = one_of_three_agent;
  f.resolver->addresses = "192.0.2.10 192.0.2.12";
  tarn_net_submit (&f.net, f.named, TARN_PDU_SET, 1, &outcome);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, 100 * S);
  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (f.net.sent->len, ==, 1);
  tarn_net_outcome_clear (&outcome);
  teardown (&f);
}

/* F-14: every ten minutes the name is looked up again; the address that answers stays
 * while it is one of them, and goes with the name if not. */
static void
test_now_and_then (void)
{
  Fixture f;

  setup (&f);
  f.net.agent = tarn_net_echo_agent;
  f.resolver->addresses = "192.0.2.10";
  for (guint i = 0; i < 30; i++)
    {
      TarnNetOutcome outcome = { 0 };

      if (i == 5)
        f.resolver->addresses = "192.0.2.9 192.0.2.10";
      if (i == 15)
        f.resolver->addresses = "192.0.2.12";
      tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 1, &outcome);
      fake_resolver_answer (f.resolver);
      tarn_net_run (&f.net, 120 * S);   /* 2 minutes each */
      g_assert_cmpint (outcome.number, ==, 1);
      g_assert_cmpuint (f.resolver->n_asked, ==, i / 5 + 1);
      /* The lookup is beside the request, which still goes to the old one. */
      assert_sent_to (&f, i, i <= 15 ? "192.0.2.10" : "192.0.2.12");
    }
  teardown (&f);
}

/* F-14: after three silent requests the name is looked up again, while requests go
 * on to the address that was known. */
static void
test_again (void)
{
  Fixture f;
  TarnNetOutcome outcome = { 0 };

  setup (&f);
  f.net.agent = NULL;
  f.resolver->addresses = "192.0.2.10";
  tarn_device_set_retries (f.named, 0);
  for (guint i = 0; i < 3; i++)
    {
      tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 1, &outcome);
      fake_resolver_answer (f.resolver);
      tarn_net_run (&f.net, 2 * S);
      g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
      g_assert_nonnull (strstr (outcome.error->message, "192.0.2.10:1161"));
      tarn_net_outcome_clear (&outcome);
    }
  g_assert_cmpuint (f.resolver->n_asked, ==, 1);

  f.resolver->addresses = "192.0.2.12";
  f.net.agent = tarn_net_echo_agent;
  tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 4, &outcome);
  tarn_net_run (&f.net, S);
  g_assert_cmpuint (f.resolver->n_asked, ==, 2);
  g_assert_cmpint (outcome.number, ==, 4);
  assert_sent_to (&f, 3, "192.0.2.10");

  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, S);
  tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 5, &outcome);
  tarn_net_run (&f.net, S);
  assert_sent_to (&f, 4, "192.0.2.12");
  teardown (&f);
}

/* Who goes first while the resolver is busy: request, device, session. */
static void
test_gone_meanwhile (void)
{
  Fixture f;
  TarnNetOutcome outcome = { 0 };
  TarnDevice *device;
  guint64 handle;

  setup (&f);
  f.resolver->addresses = "192.0.2.10";
  handle = tarn_net_submit (&f.net, f.named, TARN_PDU_GET, 1, &outcome);
  tarn_session_cancel (f.net.session, handle);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, S);
  g_assert_false (outcome.done);
  g_assert_cmpuint (f.net.sent->len, ==, 0);

  device = tarn_net_device ("other.example");
  handle = tarn_net_submit (&f.net, device, TARN_PDU_GET, 1, &outcome);
  tarn_session_cancel (f.net.session, handle);
  g_assert_finalize_object (device);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, S);
  g_assert_false (outcome.done);

  device = tarn_net_device ("third.example");
  tarn_net_submit (&f.net, device, TARN_PDU_GET, 1, &outcome);
  g_object_unref (device);
  g_assert_finalize_object (f.net.session);
  f.net.session = NULL;
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fake_resolver_answer (f.resolver);
  tarn_net_run (&f.net, S);
  tarn_net_outcome_clear (&outcome);
  teardown (&f);
}

typedef struct
{
  const char               *text;
  GResolverNameLookupFlags  flags;
} FamilyVector;

static void
test_family (void)
{
  static const FamilyVector vectors[] = {
    { "a.example", G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT },
    { "udp:a.example", G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT },
    { "udp6:a.example", G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY },
  };
  Fixture f;

  setup (&f);
  f.resolver->addresses = "192.0.2.10";
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      TarnDevice *device = tarn_net_device (vectors[i].text);
      TarnNetOutcome outcome = { 0 };

      tarn_net_submit (&f.net, device, TARN_PDU_GET, 1, &outcome);
      g_assert_cmpint (f.resolver->flags, ==, vectors[i].flags);
      fake_resolver_answer (f.resolver);
      tarn_net_run (&f.net, S);
      g_assert_finalize_object (device);
    }
  teardown (&f);
}

/* F-13: a zone by name or by number goes out with the address. */
static void
test_zone (void)
{
  Fixture f;
  TarnNetOutcome outcome = { 0 };
  g_autofree char *by_number = g_strdup_printf ("[fe80::1%%%u]:1161", if_nametoindex ("lo"));
  const char *texts[] = { "[fe80::1%lo]:1161", by_number };
  TarnDevice *device;

  setup (&f);
  if (if_nametoindex ("lo") == 0)
    {
      g_test_skip ("there is no interface lo");
      teardown (&f);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      device = tarn_net_device (texts[i]);
      tarn_net_submit (&f.net, device, TARN_PDU_GET, 1, &outcome);
      tarn_net_run (&f.net, S);
      g_assert_no_error (outcome.error);
      g_assert_cmpuint (g_array_index (f.net.sent, TarnNetSent, i).to.in6.sin6_scope_id, ==,
                        if_nametoindex ("lo"));
      g_assert_finalize_object (device);
    }

  device = tarn_net_device ("[fe80::1%nosuchif9]:1161");
  tarn_net_submit (&f.net, device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f.net, 0);
  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (outcome.error->message, "nosuchif9"));
  tarn_net_outcome_clear (&outcome);
  g_assert_finalize_object (device);
  teardown (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/route/one lookup for all requests", test_single_flight);
  g_test_add_func ("/route/no such host", test_no_such_host);
  g_test_add_func ("/route/one of several addresses answers", test_fallback);
  g_test_add_func ("/route/a SET among several addresses", test_fallback_of_set);
  g_test_add_func ("/route/looked up again after silence", test_again);
  g_test_add_func ("/route/looked up again now and then (F-14)", test_now_and_then);
  g_test_add_func ("/route/gone before the lookup ends", test_gone_meanwhile);
  g_test_add_func ("/route/the family asked for", test_family);
  g_test_add_func ("/route/zones", test_zone);

  return g_test_run ();
}
