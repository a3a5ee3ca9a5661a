/* test-serve-service.c
 *
 * tarn serve and tarn listen as services: sockets that are passed, who is told when it is ready,
 * limits, and what it says of places that others can reach.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixsocketaddress.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <signal.h>
#include <unistd.h>

#include "tarn-serve-fixture.h"

#define ANSWER_MS 10000

static GSocket *
new_socket (const char  *host,
            char       **address)
{
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string (host, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  GSocketFamily family = g_socket_address_get_family (wanted);
  g_autoptr(GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP,
                                            NULL);

  if (socket == NULL || !g_socket_bind (socket, wanted, FALSE, NULL))
    return NULL;

  bound = g_socket_get_local_address (socket, NULL);
  *address = g_strdup_printf (family == G_SOCKET_FAMILY_IPV6 ? "[::1]:%u" : "127.0.0.1:%u",
                              g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return g_steal_pointer (&socket);
}

static const struct { const char *host; const char *names; const char *way; const char *community;
                      const char *name; } passed[] = {
  { "127.0.0.1", "tarn.socket", NULL, "public", "a" },
  { "::1", "tarn.socket", NULL, "public", "a" },
  { "::", "tarn.socket", NULL, "public", "a" },            /* both families */
  { "127.0.0.1", "tarn.socket", "--by-community", "b", "b" },
  { "127.0.0.1", "b", "--listen=127.0.0.1:0", "public", "b" },   /* FileDescriptorName= */
};

/* A socket that is passed is served, and none is opened beside it for the same device. */
static void
test_passed (TarnServeFixture *self,
             gconstpointer     data)
{
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");

  for (gsize i = 0; i < G_N_ELEMENTS (passed); i++)
    {
      g_autofree char *names = g_strconcat ("LISTEN_FDNAMES=", passed[i].names, NULL);
      const char *variables[] = { names, NULL };
      const char *words[] = { a, NULL, NULL, NULL };
      g_autofree char *address = NULL;
      g_autoptr(GSocket) socket = new_socket (passed[i].host, &address);
      g_autofree char *line = NULL;
      g_autofree char *name = NULL;

      if (socket == NULL)
        continue;   /* no IPv6 here */
      if (passed[i].way != NULL)
        {
          words[1] = b;
          words[2] = passed[i].way;
        }
      tarn_serve_fixture_start (self, words, socket, variables);
      g_clear_object (&socket);
      if (passed[i].way != NULL)
        line = tarn_serve_fixture_find (self, "b");
      else
        line = tarn_serve_fixture_read (self);
      g_assert_true (g_str_has_suffix (line, strrchr (address, ':')));

      name = tarn_serve_ask (address, passed[i].community, ANSWER_MS);
      g_assert_cmpstr (name, ==, passed[i].name);
      g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
    }
}

/* What was passed to another process is none of ours; what cannot be served is told. */
static void
test_passed_wrongly (TarnServeFixture *self,
                     gconstpointer     data)
{
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  const char *other[] = { "LISTEN_PID=1", "LISTEN_FDS=1", NULL };
  const char *one[] = { a, "--listen", "127.0.0.1:0", NULL };
  const char *two[] = { a, b, "--listen", "127.0.0.1:0", NULL };
  const char *names[] = { "LISTEN_FDNAMES=nobody", NULL };
  g_autofree char *address = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GSocket) udp = new_socket ("127.0.0.1", &address);
  g_autoptr(GSocket) tcp = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                         G_SOCKET_PROTOCOL_TCP, NULL);

  tarn_serve_fixture_start (self, one, NULL, other);
  line = tarn_serve_fixture_read (self);
  g_assert_nonnull (strstr (line, " at 127.0.0.1:"));
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);

  tarn_serve_fixture_start (self, two, udp, names);
  g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 2);
  g_assert_nonnull (strstr (self->said->str, "“nobody” that was passed is for no device"));

  tarn_serve_fixture_start (self, one, tcp, names);
  g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 2);
  g_assert_nonnull (strstr (self->said->str, "not one for datagrams"));
}

static GSocket *
new_listener (const char *path)
{
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;
  GSocket *socket;

  address = path[0] == '@'
            ? g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
            : g_unix_socket_address_new (path);
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT,
                         &error);
  g_assert_no_error (error);
  g_socket_bind (socket, address, FALSE, &error);
  g_assert_no_error (error);
  return socket;
}

static void
assert_told (GSocket    *socket,
             const char *expected)
{
  char text[512];
  gssize len;

  g_assert_true (g_socket_condition_timed_wait (socket, G_IO_IN, ANSWER_MS * 1000, NULL, NULL));
  len = g_socket_receive (socket, text, sizeof text - 1, NULL, NULL);
  g_assert_cmpint (len, >, 0);
  text[len] = '\0';
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_reloading (GSocket *socket)
{
  char text[512];
  gssize len;

  g_assert_true (g_socket_condition_timed_wait (socket, G_IO_IN, ANSWER_MS * 1000, NULL, NULL));
  len = g_socket_receive (socket, text, sizeof text - 1, NULL, NULL);
  text[MAX (len, 0)] = '\0';
  g_assert_true (g_str_has_prefix (text, "RELOADING=1\nMONOTONIC_USEC="));
}

/* The service manager hears when it is ready, reads the list again, and ends; also at a name
 * that is in no file system. */
static void
test_notify (TarnServeFixture *self,
             gconstpointer     data)
{
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *b = tarn_serve_fixture_make (self, "b");
  g_autofree char *path = g_build_filename (self->folder, "notify", NULL);
  g_autofree char *abstract = g_strdup_printf ("@tarn-test-%u", (guint) getpid ());
  const char *places[] = { path, abstract };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *variable = g_strconcat ("NOTIFY_SOCKET=", places[i], NULL);
      const char *variables[] = { variable, NULL };
      const char *words[] = { a, b, "--listen", "127.0.0.1:0", NULL };
      g_autoptr(GSocket) socket = new_listener (places[i]);

      tarn_serve_fixture_start (self, words, NULL, variables);
      assert_told (socket, "READY=1\nSTATUS=2 devices are served");
      g_subprocess_send_signal (self->process, SIGHUP);
      assert_reloading (socket);
      assert_told (socket, "READY=1\nSTATUS=2 devices are served");
      g_subprocess_send_signal (self->process, SIGTERM);
      assert_told (socket, "STOPPING=1");
      g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 0);
    }
}

static void
send_trap (const char *address)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) notify = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error,
                                                    g_getenv ("TARN_PROGRAM"), "notify", address,
                                                    "1.3.6.1.6.3.1.1.5.1", NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (notify, NULL, &error);
  g_assert_no_error (error);
}

/* tarn listen is a service likewise: it receives at the socket that is passed, at no other unless
 * one is said, and tells when it is ready and when it ends. */
static void
test_listen (TarnServeFixture *self,
             gconstpointer     data)
{
  const char *const words[][3] = { { NULL }, { "--listen", "127.0.0.1:0", NULL } };
  g_autofree char *path = g_build_filename (self->folder, "notify", NULL);
  g_autofree char *variable = g_strconcat ("NOTIFY_SOCKET=", path, NULL);
  const char *variables[] = { variable, NULL };
  g_autoptr(GSocket) manager = new_listener (path);

  self->command = "listen";
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *address = NULL;
      g_autofree char *line = NULL;
      g_autofree char *listening = NULL;
      g_autoptr(GSocket) socket = new_socket ("127.0.0.1", &address);
      const char *second;

      g_string_truncate (self->said, 0);
      tarn_serve_fixture_start (self, words[i], socket, variables);
      assert_told (manager, "READY=1");
      g_clear_object (&socket);
      send_trap (address);
      line = tarn_serve_fixture_read (self);
      g_assert_nonnull (strstr (line, "1.3.6.1.6.3.1.1.5.1"));

      g_subprocess_send_signal (self->process, SIGTERM);
      assert_told (manager, "STOPPING=1");
      g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 0);
      listening = g_strconcat ("listening at ", address, "\n", NULL);
      second = strstr (self->said->str, listening);
      g_assert_nonnull (second);
      g_assert_cmpint (strstr (second + 1, "listening at ") != NULL, ==, i == 1);
    }
}

/* What cannot be listened on is told, and nothing is listened on. */
static void
test_listen_wrongly (TarnServeFixture *self,
                     gconstpointer     data)
{
  const char *words[] = { NULL };
  const char *names[] = { "LISTEN_FDNAMES=stream", NULL };
  g_autoptr(GSocket) tcp = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                         G_SOCKET_PROTOCOL_TCP, NULL);

  self->command = "listen";
  tarn_serve_fixture_start (self, words, tcp, names);
  g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 2);
  g_assert_nonnull (strstr (self->said->str, "“stream”: "));
}

/* Nobody there, or a name that cannot be: it serves all the same. */
static void
test_notify_nobody (TarnServeFixture *self,
                    gconstpointer     data)
{
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *too_long = g_strconcat ("NOTIFY_SOCKET=/", long_name, NULL);
  const char *variables[] = { "NOTIFY_SOCKET=/nowhere/at/all", too_long, "NOTIFY_SOCKET=vsock:1:2",
                              "NOTIFY_SOCKET=" };
  const char *words[] = { a, "--listen", "127.0.0.1:0", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *one[] = { variables[i], NULL };
      g_autofree char *line = NULL;

      tarn_serve_fixture_start (self, words, NULL, one);
      line = tarn_serve_fixture_read (self);
      g_assert_nonnull (strstr (line, "serving"));
      g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
    }
}

/* One FILE has no list: SIGHUP ends it as SIGTERM does. */
static void
test_hangup (TarnServeFixture *self,
             gconstpointer     data)
{
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  const char *words[] = { a, "--listen", "127.0.0.1:0", NULL };
  g_autofree char *line = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  line = tarn_serve_fixture_read (self);
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGHUP), ==, 0);
}

/* Each address that is opened to others, with the community that reads there; loopback is not
 * among them. */
static void
test_openings (TarnServeFixture *self,
               gconstpointer     data)
{
  g_autofree char *a = tarn_serve_fixture_make (self, "a");
  const char *words[] = { a, "--listen", "0.0.0.0:0", "-c", "secret", NULL };
  g_autofree char *line = NULL;
  struct ifaddrs *list = NULL;

  tarn_serve_fixture_start (self, words, NULL, NULL);
  line = tarn_serve_fixture_read (self);
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
  g_assert_null (strstr (self->said->str, "open to others at 127."));

  g_assert_cmpint (getifaddrs (&list), ==, 0);
  for (struct ifaddrs *one = list; one != NULL; one = one->ifa_next)
    if (one->ifa_addr != NULL && one->ifa_addr->sa_family == AF_INET)
      {
        g_autoptr(GInetAddress) address = g_inet_address_new_from_bytes (
          (guint8 *) &((struct sockaddr_in *) one->ifa_addr)->sin_addr, G_SOCKET_FAMILY_IPV4);
        g_autofree char *host = g_inet_address_to_string (address);
        g_autofree char *note = g_strdup_printf ("open to others at %s%s (%s): the community "
                                                 "“secret” reads, nobody writes", host,
                                                 strrchr (line, ':'), one->ifa_name);

        if (!g_inet_address_get_is_loopback (address))
          g_assert_nonnull (strstr (self->said->str, note));
      }
  freeifaddrs (list);
}

/* A limit of open files that is too low for all sockets is told with what to do, one that is
 * too low for all captures is kept by closing some. */
static void
test_limits (TarnServeFixture *self,
             gconstpointer     data)
{
  const char *ports[] = { self->folder, "--listen", "127.0.0.1:0", NULL };
  const char *community[] = { self->folder, "--by-community", "--listen", "127.0.0.1:0", NULL };
  g_autofree char *address = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("d%02u", i);

      g_free (tarn_serve_fixture_make (self, name));
    }

  self->max_files = "64";
  tarn_serve_fixture_start (self, ports, NULL, NULL);
  g_assert_cmpint (tarn_serve_fixture_end (self, 0), ==, 2);
  g_assert_nonnull (strstr (self->said->str, "this process may have 64"));
  g_assert_nonnull (strstr (self->said->str, "--by-community"));

  g_string_truncate (self->said, 0);
  tarn_serve_fixture_start (self, community, NULL, NULL);
  address = tarn_serve_fixture_find (self, "d59");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("d%02u", i);
      g_autofree char *answer = tarn_serve_ask (address, name, ANSWER_MS);

      g_assert_cmpstr (answer, ==, name);
    }
  g_assert_cmpint (tarn_serve_fixture_end (self, SIGTERM), ==, 0);
  g_assert_nonnull (strstr (self->said->str, "captures can be open at once"));
}

static void
add (const char *path,
     void      (*run) (TarnServeFixture *, gconstpointer))
{
  g_test_add (path, TarnServeFixture, NULL, tarn_serve_fixture_set_up, run,
              tarn_serve_fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/serve-service/passed", test_passed);
  add ("/serve-service/passed-wrongly", test_passed_wrongly);
  add ("/serve-service/notify", test_notify);
  add ("/serve-service/notify-nobody", test_notify_nobody);
  add ("/serve-service/hangup", test_hangup);
  add ("/serve-service/openings", test_openings);
  add ("/serve-service/limits", test_limits);
  add ("/serve-service/listen", test_listen);
  add ("/serve-service/listen-wrongly", test_listen_wrongly);

  return g_test_run ();
}
