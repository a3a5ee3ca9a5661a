/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Scans over real sockets: an agent on all addresses of loopback is many devices.
 */
#include <string.h>
#include <tarn.h>

#include "tarn-agent-test.h"
#include "tarn-test.h"

/* --- a resolver that knows what the test wants --------------------------------------- */

typedef struct
{
  GResolver parent_instance;

  GQueue    tasks;      /* of GTask: asked, not answered */
  guint     n_most;     /* at the same time              */
} FakeResolver;

typedef GResolverClass FakeResolverClass;

static GType fake_resolver_get_type (void);
G_DEFINE_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

/* "host-7" is 127.0.2.7, "dual-7" is ::1 and 127.0.2.7; "lost-7" has no address. */
static gboolean
answer_cb (gpointer user_data)
{
  FakeResolver *self = user_data;
  g_autoptr(GTask) task = g_queue_pop_head (&self->tasks);
  const char *name = g_task_get_task_data (task);
  g_autofree char *address = g_strdup_printf ("127.0.2.%s", name + 5);
  GList *addresses = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  if (g_str_has_prefix (name, "lost-"))
    {
      g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name");
      return G_SOURCE_REMOVE;
    }

  addresses = g_list_append (NULL, g_inet_address_new_from_string (address));
  if (g_str_has_prefix (name, "dual-"))
    addresses = g_list_prepend (addresses, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6));
  g_task_return_pointer (task, addresses, (GDestroyNotify) g_resolver_free_addresses);
  return G_SOURCE_REMOVE;
}

static void
fake_resolver_lookup_async (GResolver                *resolver,
                            const char               *hostname,
                            GResolverNameLookupFlags  flags,
                            GCancellable             *cancellable,
                            GAsyncReadyCallback       callback,
                            gpointer                  user_data)
{
  FakeResolver *self = (FakeResolver *) resolver;
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (hostname), g_free);
  g_queue_push_tail (&self->tasks, task);
  self->n_most = MAX (self->n_most, self->tasks.length);
  g_idle_add (answer_cb, self);
}

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

/* --- the scan --------------------------------------------------------------------------- */

typedef struct
{
  TarnStore    *store;
  TarnAgent    *agent;
  guint         port;
  GSocket      *deaf;          /* bound, never read: a device that is silent */
  guint         deaf_port;
  TarnScan     *scan;
  GCancellable *cancellable;
  guint         outcomes[TARN_SCAN_STOPPED + 1];
  guint         n_rows;
  GString      *errors;
  GString      *names;
  gboolean      done;
  GError       *error;
} Fixture;

static void
event_cb (TarnScan            *scan,
          const TarnScanEvent *event,
          gpointer             user_data)
{
  Fixture *f = user_data;

  if (event->kind == TARN_SCAN_EVENT_ROWS)
    {
      f->n_rows += (guint) event->n_rows;
      return;
    }

  f->outcomes[event->outcome]++;
  if (event->error != NULL)
    g_string_append_printf (f->errors, "%s\n", event->error->message);
  g_string_append_printf (f->names, "%s=%s\n", event->target, event->address);
}

static void
setup (Fixture       *f,
       gconstpointer  data)
{
  g_autoptr(TarnAddress) everywhere = tarn_address_new ("0.0.0.0:0", 0, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);
  g_autoptr(GError) error = NULL;

  *f = (Fixture) {
    .store = tarn_agent_test_store (tarn_agent_test_device),
    .scan = tarn_scan_new (),
    .cancellable = g_cancellable_new (),
    .errors = g_string_new (NULL),
    .names = g_string_new (NULL),
  };

  f->agent = tarn_agent_new (f->store);
  tarn_agent_set_read_community (f->agent, community);
  g_assert_true (tarn_agent_listen (f->agent, everywhere, &error));
  g_assert_no_error (error);
  f->port = tarn_address_get_port (g_ptr_array_index (tarn_agent_get_addresses (f->agent), 0));

  f->deaf = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP,
                          &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (f->deaf, any_port, FALSE, &error));
  bound = g_socket_get_local_address (f->deaf, &error);
  f->deaf_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  tarn_scan_set_timeout_us (f->scan, 150 * 1000);
  tarn_scan_set_func (f->scan, event_cb, f, NULL);
}

static void
teardown (Fixture       *f,
          gconstpointer  data)
{
  g_assert_finalize_object (f->scan);
  tarn_agent_stop (f->agent);
  g_assert_finalize_object (f->agent);
  g_object_unref (f->store);
  g_object_unref (f->deaf);
  g_object_unref (f->cancellable);
  g_string_free (f->errors, TRUE);
  g_string_free (f->names, TRUE);
  g_clear_error (&f->error);
}

static void
add_target (Fixture    *f,
            const char *format,
            guint       port)
{
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *target = g_strconcat (format, ":", port_text, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_scan_add_target (f->scan, target, &error));
  g_assert_no_error (error);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  tarn_scan_run_finish (TARN_SCAN (source), result, &f->error);
  f->done = TRUE;
}

static void
run (Fixture *f)
{
  tarn_scan_run_async (f->scan, f->cancellable, done_cb, f);
  tarn_test_run_until (&f->done);
}

/* Many devices, a silent one and a closed port; scalars and tables. */
static void
test_scan (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(TarnOid) name = tarn_test_oid ("1.3.6.1.2.1.1.5.0");
  g_autoptr(TarnOid) table = tarn_test_oid ("1.3.6.1.2.1.2.2");
  TarnScanCounts counts;
  guint n_rows;

  add_target (f, "127.0.1.0-127.0.1.199", f->port);
  add_target (f, "127.0.0.1", f->deaf_port);
  add_target (f, "127.0.0.1", 9);
  tarn_scan_add_oid (f->scan, name);
  tarn_scan_add_table (f->scan, table);
  run (f);
  g_assert_no_error (f->error);

  g_test_message ("%.200s", f->errors->str);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 200);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_SILENT], ==, 1);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_REFUSED], ==, 1);
  n_rows = f->n_rows / 200;
  g_assert_cmpuint (n_rows, >, 1);
  g_assert_cmpuint (f->n_rows, ==, n_rows * 200);

  tarn_scan_get_counts (f->scan, &counts);
  g_assert_cmpuint (counts.n_targets, ==, 202);
  g_assert_cmpuint (counts.n_ended, ==, 202);
  g_assert_cmpuint (counts.n_answered, ==, 200);
  g_assert_cmpuint (counts.n_silent, ==, 1);
  g_assert_cmpuint (counts.n_refused, ==, 1);
  g_assert_cmpuint (counts.n_rows, ==, f->n_rows);
  g_assert_cmpuint (counts.n_received, >=, 400);
}

/* F-14: names are looked up beside the traffic, a bounded number at a time, and one that
 * has no address costs only itself. */
static void
test_names (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GResolver) before = g_resolver_get_default ();
  FakeResolver *resolver = g_object_new (fake_resolver_get_type (), NULL);
  g_autofree char *found = g_strdup_printf ("host-7:%u=127.0.2.7:%u\n", f->port, f->port);
  g_autofree char *lost = g_strdup_printf ("lost-3:%u=\n", f->port);

  g_resolver_set_default (G_RESOLVER (resolver));
  for (guint i = 1; i <= 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u", i % 3 == 0 ? "lost" : "host", i);

      add_target (f, name, f->port);
    }
  add_target (f, "127.0.1.1", f->port);
  run (f);
  g_resolver_set_default (before);
  g_assert_no_error (f->error);

  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 41);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ERROR], ==, 20);
  g_assert_cmpuint (resolver->n_most, <=, 16);
  g_assert_cmpuint (resolver->n_most, >, 1);
  g_assert_nonnull (strstr (f->errors->str, "lost-3 has no address"));
  g_assert_nonnull (strstr (f->names->str, found));
  g_assert_nonnull (strstr (f->names->str, lost));
  g_assert_finalize_object (resolver);
}

/* F-14: a name whose first address does not answer is asked at the other one, which is then
 * the address that is told. */
static void
test_second_address (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(GResolver) before = g_resolver_get_default ();
  FakeResolver *resolver = g_object_new (fake_resolver_get_type (), NULL);
  g_autofree char *found = g_strdup_printf ("dual-7:%u=127.0.2.7:%u\n", f->port, f->port);

  g_resolver_set_default (G_RESOLVER (resolver));
  add_target (f, "dual-7", f->port);
  add_target (f, "dual-8", 9);
  run (f);
  g_resolver_set_default (before);
  g_assert_no_error (f->error);

  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 1);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_REFUSED], ==, 1);
  g_assert_nonnull (strstr (f->names->str, found));
  g_assert_nonnull (strstr (f->names->str, "dual-8:9=127.0.2.8:9\n"));
  g_assert_finalize_object (resolver);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* What was begun is told to have been stopped, and no lookup is waited for. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GResolver) before = g_resolver_get_default ();
  FakeResolver *resolver = g_object_new (fake_resolver_get_type (), NULL);

  g_resolver_set_default (G_RESOLVER (resolver));
  add_target (f, "127.0.0.1-127.0.0.10", f->deaf_port);
  add_target (f, "host-1", f->deaf_port);
  g_idle_add (cancel_cb, f->cancellable);
  run (f);
  g_resolver_set_default (before);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_STOPPED], <=, 10);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_SILENT], ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (resolver);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/scan-loopback/scan", Fixture, NULL, setup, test_scan, teardown);
  g_test_add ("/scan-loopback/names", Fixture, NULL, setup, test_names, teardown);
  g_test_add ("/scan-loopback/F-14 second address", Fixture, NULL, setup, test_second_address,
              teardown);
  g_test_add ("/scan-loopback/cancel", Fixture, NULL, setup, test_cancel, teardown);

  return g_test_run ();
}
