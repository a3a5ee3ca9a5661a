/* test-serve-many.c
 *
 * tarn serve with several devices: by port, address, community and name, from files, folders
 * and lists; a list that is read again; a thousand at once.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>

#include "tarn-serve-fixture.h"

#define SILENCE_MS 100
#define ANSWER_MS  10000

static void
assert_named (const char *address,
              const char *community,
              const char *expected)
{
  g_autofree char *name = tarn_serve_ask (address, community,
                                          expected != NULL ? ANSWER_MS : SILENCE_MS);

  g_assert_cmpstr (name, ==, expected);
}

/* A folder: each file has a port, in the order of their names, and what is none is left out. */
static void
test_ports (TarnServeFixture *self,
            gconstpointer     data)
{
  const char *words[] = { self->folder, "--listen", "127.0.0.1:0", NULL };
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *other = tarn_serve_fixture_write (self, "README", "no capture\n");
  g_autofree char *a_address = NULL;
  g_autofree char *b_address = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  a_address = tarn_serve_fixture_find (self, "a");
  b_address = tarn_serve_fixture_find (self, "b");
  assert_named (a_address, "public", "a");
  assert_named (b_address, "public", "b");
  g_assert_cmpstr (a_address, !=, b_address);
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
}

static guint16
find_free_port (void)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                            G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

/* --by-address counts up from the address, across octets, at one port. */
static void
test_addresses (TarnServeFixture *self,
                gconstpointer     data)
{
  g_autofree char *first = g_strdup_printf ("127.0.1.255:%u", find_free_port ());
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  const char *words[] = { a, b, "--by-address", "--listen", first, NULL };
  g_autofree char *a_address = NULL;
  g_autofree char *b_address = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  a_address = tarn_serve_fixture_find (self, "a");
  b_address = tarn_serve_fixture_find (self, "b");
  g_assert_cmpstr (a_address, ==, first);
  g_assert_true (g_str_has_prefix (b_address, "127.0.2.0:"));
  assert_named (a_address, "public", "a");
  assert_named (b_address, "public", "b");
}

/* The name is the community; that of the list, if it has one. */
static void
test_communities (TarnServeFixture *self,
                  gconstpointer     data)
{
  const char *words[] = { "--list", self->list, "--by-community", "--listen", "127.0.0.1:0", NULL };
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  g_autofree char *list = NULL;
  g_autofree char *address = NULL;

  list = tarn_serve_fixture_write (self, "devices",
                                   "# two devices\n\n"
                                   "a.tarn\n"
                                   "b.tarn -c 'not b' --write-community w  # and a remark\n");
  tarn_serve_fixture_start (self, words, NULL, NULL);
  address = tarn_serve_fixture_find (self, "b");
  assert_named (address, "a", "a");
  assert_named (address, "not b", "b");
  assert_named (address, "w", "b");
  assert_named (address, "b", NULL);
  assert_named (address, "public", NULL);
  assert_named (address, "public@a", NULL);
}

static void
test_at_names (TarnServeFixture *self,
               gconstpointer     data)
{
  const char *words[] = {
    "--list", self->list, "--at-names", "-c", "secret", "--listen", "[::1]:0", NULL
  };
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *list = NULL;
  g_autofree char *address = NULL;

  list = tarn_serve_fixture_write (self, "devices",
                                   "a.tarn\na.tarn --name 'core switch' -c other\n");
  tarn_serve_fixture_start (self, words, NULL, NULL);
  address = tarn_serve_fixture_find (self, "a");
  assert_named (address, "secret@a", "a");
  assert_named (address, "other@core switch", "a");
  assert_named (address, "other@a", NULL);
  assert_named (address, "secret", NULL);
}

/* Lines may name a place, and options that hold for this device only. */
static void
test_list (TarnServeFixture *self,
           gconstpointer     data)
{
  const char *words[] = { "--list", self->list, "--json", "--listen", "127.0.0.1:0", NULL };
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  g_autofree char *text = g_strdup_printf ("a.tarn 127.0.0.3 --live --name core\n"
                                           "\t %s [::1]:0 --write-community w\r\n", b);
  g_autofree char *list = tarn_serve_fixture_write (self, "devices", text);
  g_autofree char *head = NULL;
  g_autofree char *core = NULL;
  g_autofree char *edge = NULL;
  g_autofree char *end = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  head = tarn_serve_fixture_read (self);
  core = tarn_serve_fixture_read (self);
  edge = tarn_serve_fixture_read (self);
  end = tarn_serve_fixture_read (self);
  g_assert_cmpstr (head, ==, "{\"devices\": [");
  g_assert_nonnull (strstr (core, "{\"device\": \"core\", \"capture\": \""));
  g_assert_nonnull (strstr (core, "\"addresses\": [\"127.0.0.3:"));
  g_assert_nonnull (strstr (core, "\"writable\": false, \"state\": \"closed\"},"));
  g_assert_nonnull (strstr (edge, "\"addresses\": [\"[::1]:"));
  g_assert_nonnull (strstr (edge, "\"writable\": true"));
  g_assert_null (strstr (edge, "\"w\""));   /* who writes is not told */
  g_assert_cmpstr (end, ==, "]}");
}

typedef struct
{
  const char *name;
  const char *list;
  const char *says;
} Mistake;

static const Mistake mistakes[] = {
  { "an option that there is not", "a.tarn\n\na.tarn --name b --colour red\n",
    "devices:3: there is no option --colour" },
  { "one that is for the whole command", "a.tarn --listen 127.0.0.1:1\n",
    "devices:1: there is no option --listen" },
  { "two places", "a.tarn 127.0.0.1:1 127.0.0.1:2\n", "devices:1: a line is FILE" },
  { "no place at all", "--live\n", "devices:1: a line is FILE" },
  { "a place that is none", "a.tarn 127.0.0.1:99999\n", "devices:1: " },
  { "a host that is a name", "a.tarn router.example:1161\n", "an address, not on a name" },
  { "a quote that does not end", "# x\na.tarn -c 'x\n", "devices:2: " },
  { "two that contradict each other", "a.tarn --live --captured\n",
    "devices:1: --live or --captured" },
  { "a fault that is none", "a.tarn --fault nonsense\n", "devices:1: " },
  { "a community that is no hex", "a.tarn -c 0xg\n", "devices:1: " },
  { "one name for two", "a.tarn --name x\na.tarn --name x\n", "two devices are called" },
  { "help", "a.tarn --help\n", "devices:1: a line is FILE" },
  { "nothing but remarks", "# nobody\n", "there is nothing to serve" },
  { "no file there", "gone.tarn\n", "none of the files can be read" },
};

/* What is wrong with a list is told with the line, and nothing is begun. */
static void
test_mistake (TarnServeFixture *self,
              gconstpointer     data)
{
  const Mistake *v = data;
  const char *words[] = { "--list", self->list, "--listen", "127.0.0.1:0", NULL };
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *list = tarn_serve_fixture_write (self, "devices", v->list);

  tarn_serve_fixture_start (self, words, NULL, NULL);
  g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 2);
  g_assert_nonnull (strstr (self->said->str, v->says));
}

static const struct { const char *words[6]; const char *says; } misuses[] = {
  { { "--by-community", "-c", "x" }, "the community is a device's own" },
  { { "--by-community", "--write-community", "x" }, "a write community is a device's own" },
  { { "--by-community", "--by-address" }, "not both" },
  { { "--listen", "127.0.0.1:65535" }, "there are no 2 ports from 65535 on" },
  { { "--by-address", "--listen", "255.255.255.255:0" }, "" },
};

static void
test_misuse (TarnServeFixture *self,
             gconstpointer     data)
{
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");

  for (gsize i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      const char *words[8] = { a, b };

      for (guint k = 0; k < 5 && misuses[i].words[k] != NULL; k++)
        words[k + 2] = misuses[i].words[k];
      g_string_truncate (self->said, 0);
      tarn_serve_fixture_start (self, words, NULL, NULL);
      g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 2);
      g_assert_nonnull (strstr (self->said->str, misuses[i].says));
    }
}

/* A file that is missing is told at once, one that is damaged when somebody asks; the others
 * are served, and one that appears later, too. */
static void
test_damaged (TarnServeFixture *self,
              gconstpointer     data)
{
  g_autofree char *sound = tarn_serve_fixture_make (self, "sound");
  g_autofree char *broken = tarn_serve_fixture_write (self, "broken.tarn", "this is no capture\n");
  g_autofree char *late = g_build_filename (self->folder, "late.tarn", NULL);
  const char *words[] = {
    sound, broken, late, "--by-community", "--listen", "127.0.0.1:0", NULL
  };
  g_autofree char *address = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  address = tarn_serve_fixture_find (self, "late");
  tarn_serve_fixture_await (self, "late.tarn: No such file or directory");
  g_assert_null (strstr (self->said->str, "broken.tarn"));

  assert_named (address, "broken", NULL);
  tarn_serve_fixture_await (self, "note: broken: ");
  assert_named (address, "sound", "sound");

  g_free (tarn_serve_fixture_make (self, "late"));
  assert_named (address, "late", "late");
}

/* SIGHUP: who is in the list as before is not disturbed, who is not goes, who is new comes; a
 * list that is wrong changes nothing. */
static void
test_reload (TarnServeFixture *self,
             gconstpointer     data)
{
  const char *words[] = { "--list", self->list, "--listen", "127.0.0.1:0", "--live", NULL };
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  g_autofree char *c = tarn_serve_fixture_make (self, "c");
  g_autofree char *list = tarn_serve_fixture_write (self, "devices", "a.tarn\nb.tarn -c x\n");
  g_autofree char *a_address = NULL;
  g_autofree char *b_address = NULL;
  g_autofree char *c_address = NULL;
  g_autofree char *a_again = NULL;
  g_autofree char *b_again = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  a_address = tarn_serve_fixture_find (self, "a");
  b_address = tarn_serve_fixture_find (self, "b");
  assert_named (b_address, "x", "b");

  g_free (tarn_serve_fixture_write (self, "devices", "c.tarn\na.tarn\nb.tarn -c y\n"));
  g_subprocess_send_signal (self->process, SIGHUP);
  c_address = tarn_serve_fixture_find (self, "c");
  a_again = tarn_serve_fixture_find (self, "a");
  b_again = tarn_serve_fixture_find (self, "b");
  g_assert_cmpstr (a_again, ==, a_address);
  assert_named (a_address, "public", "a");
  assert_named (c_address, "public", "c");
  assert_named (b_again, "y", "b");
  assert_named (b_again, "x", NULL);

  g_free (tarn_serve_fixture_write (self, "devices", "a.tarn\nb.tarn --nonsense\n"));
  g_subprocess_send_signal (self->process, SIGHUP);
  tarn_serve_fixture_await (self, "devices:2: there is no option --nonsense");
  tarn_serve_fixture_await (self, "the devices are those from before");
  assert_named (c_address, "public", "c");

  g_free (tarn_serve_fixture_write (self, "devices", "a.tarn\n"));
  g_subprocess_send_signal (self->process, SIGHUP);
  g_free (a_again);
  a_again = tarn_serve_fixture_find (self, "a");
  g_assert_cmpstr (a_again, ==, a_address);
  assert_named (a_address, "public", "a");
  assert_named (c_address, "public", NULL);
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
}

/* SIGHUP reads rules of access again, too, where the line of the list is as before. */
static void
test_reload_rules (TarnServeFixture *self,
                   gconstpointer     data)
{
  const char *words[] = { "--list", self->list, "--listen", "127.0.0.1:0", NULL };
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  g_autofree char *rules = tarn_serve_fixture_write (self, "rules", "rocommunity old\n");
  g_autofree char *line = g_strdup_printf ("a.tarn --access %s\nb.tarn\n", rules);
  g_autofree char *list = tarn_serve_fixture_write (self, "devices", line);
  g_autofree char *a_address = NULL;
  g_autofree char *b_address = NULL;
  g_autofree char *a_again = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  a_address = tarn_serve_fixture_find (self, "a");
  b_address = tarn_serve_fixture_find (self, "b");
  assert_named (a_address, "old", "a");

  g_free (tarn_serve_fixture_write (self, "rules", "com2sec s default new\ngroup g any s\n"
                                    "access g '' any noauth exact all none none\n"
                                    "view all included .1\n"));
  g_subprocess_send_signal (self->process, SIGHUP);
  a_again = tarn_serve_fixture_find (self, "a");
  assert_named (a_again, "new", "a");
  assert_named (a_again, "old", NULL);
  assert_named (b_address, "public", "b");

  g_free (tarn_serve_fixture_write (self, "rules", "rocommunity\n"));
  g_subprocess_send_signal (self->process, SIGHUP);
  tarn_serve_fixture_await (self, "the devices are those from before");
  assert_named (a_again, "new", "a");
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
}

/* Of memory that is nobody else's, in KiB: what is not a file that all share. */
static guint64
get_own_memory (TarnServeFixture *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup",
                                           g_subprocess_get_identifier (self->process));
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (at = strstr (text, "Anonymous:")) == NULL)
    return 0;

  return g_ascii_strtoull (at + strlen ("Anonymous:"), NULL, 10);
}

static void
serve_thousands (TarnServeFixture *self,
                 guint             n,
                 const char       *max_open)
{
  const char *words[] = {
    self->folder, "--by-community", "--listen", "127.0.0.1:0", "--max-open", max_open, NULL
  };
  g_autofree char *last = g_strdup_printf ("d%05u", n - 1);
  g_autofree char *address = NULL;
  gint64 started_us = g_get_monotonic_time ();
  gint64 asked_us, done_us;
  guint64 idle_kib;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  address = tarn_serve_fixture_find (self, last);
  asked_us = g_get_monotonic_time ();
  idle_kib = get_own_memory (self);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("d%05u", i);

      assert_named (address, name, name);
    }
  done_us = g_get_monotonic_time ();

  g_test_message ("%u captures, at most %s open: %.0f ms to the table, %.0f us for each that is "
                  "asked, %.1f MiB of own memory before and %.1f after", n, max_open,
                  (double) (asked_us - started_us) / 1e3, (double) (done_us - asked_us) / n,
                  (double) idle_kib / 1024, (double) get_own_memory (self) / 1024);
#if !defined (__SANITIZE_ADDRESS__)
  g_assert_cmpuint (get_own_memory (self), <, 128 * 1024);
#endif
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
}

/* A thousand captures, or ten if there is time, asked once each, with few and with all of them
 * open. */
static void
test_thousands (TarnServeFixture *self,
                gconstpointer     data)
{
  guint n = g_test_slow () ? 10000 : 1000;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("d%05u", i);

      g_free (tarn_serve_fixture_make (self, name));
    }

  serve_thousands (self, n, "16");
  serve_thousands (self, n, "0");
}

static void
add (const char *path,
     void      (*run) (TarnServeFixture *, gconstpointer),
     gconstpointer data)
{
  g_test_add (path, TarnServeFixture, data, tarn_serve_fixture_set_up, run,
              tarn_serve_fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/serve-many/ports", test_ports, NULL);
  add ("/serve-many/addresses", test_addresses, NULL);
  add ("/serve-many/communities", test_communities, NULL);
  add ("/serve-many/at-names", test_at_names, NULL);
  add ("/serve-many/list", test_list, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/serve-many/mistake/%s", mistakes[i].name);

      add (path, test_mistake, &mistakes[i]);
    }
  add ("/serve-many/misuse", test_misuse, NULL);
  add ("/serve-many/damaged", test_damaged, NULL);
  add ("/serve-many/reload", test_reload, NULL);
  add ("/serve-many/reload-rules", test_reload_rules, NULL);
  add ("/serve-many/thousands", test_thousands, NULL);

  return g_test_run ();
}
