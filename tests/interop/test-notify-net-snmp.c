/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * net-snmp's snmptrap and snmpinform to tarn listen, and tarn notify to its snmptrapd.
 */
#include "tarn-test.h"

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "tarn-command.h"

/* The program, where net-snmp puts it; NULL after g_test_skip(). */
static char *
find_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_autofree char *system_path = g_build_filename ("/usr/sbin", name, NULL);

  if (path != NULL)
    return g_steal_pointer (&path);
  if (g_file_test (system_path, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&system_path);

  g_test_skip ("net-snmp's programs are not installed: Debian has them in snmp and snmptrapd");
  return NULL;
}

/* One that was free a moment ago: neither program tells which one it would choose. */
static guint16
find_port (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t len = sizeof address;
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, len), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &len), ==, 0);
  close (fd);
  return ntohs (address.sin_port);
}

/* The next line of @stream; NULL at its end. */
static char *
read_line (GDataInputStream *stream)
{
  return g_data_input_stream_read_line (stream, NULL, NULL, NULL);
}

/* Starts tarn listen with @arguments; the port to @target. */
static GSubprocess *
start_listener (char       **target,
                const char  *arguments)
{
  g_autofree char *command = g_strconcat ("tarn listen --listen 127.0.0.1:0 ", arguments, NULL);
  GSubprocess *listener = tarn_start (command);
  g_autoptr(GDataInputStream) lines
    = g_data_input_stream_new (g_subprocess_get_stderr_pipe (listener));
  g_autofree char *line = read_line (lines);
  const char *at;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_assert_nonnull (line);
  at = strstr (line, "listening at ");
  g_assert_nonnull (at);
  *target = g_strdup (at + strlen ("listening at "));
  return listener;
}

typedef struct
{
  const char *name;
  const char *command;      /* {}: the target */
  const char *says[4];      /* in the JSON    */
} FromVector;

static const FromVector from_vectors[] = {
  { "snmptrap -v1, its own enterprise",
    "snmptrap -v1 -c public {} 1.3.6.1.4.1.8072.3.2.10 192.0.2.77 6 17 123456 1.3.6.1.2.1.1.5.0 s n",
    { "\"kind\":\"trap1\"", "\"trap\":\"1.3.6.1.4.1.8072.3.2.10.0.17\"",
      "\"agent\":\"192.0.2.77\"", "\"specific\":17" } },
  { "snmptrap -v1, generic",
    "snmptrap -v1 -c public {} 1.3.6.1.4.1.8072.3.2.10 192.0.2.77 3 0 123456",
    { "\"trap\":\"1.3.6.1.6.3.1.1.5.4\"", "\"uptime\":123456", "\"generic\":3",
      "\"varbinds\":[]" } },
  { "snmptrap -v2c",
    "snmptrap -v2c -c public {} 77 1.3.6.1.4.1.8072.2.3.0.1 1.3.6.1.4.1.8072.2.3.2.1 i 60",
    { "\"kind\":\"trap\"", "\"trap\":\"1.3.6.1.4.1.8072.2.3.0.1\"", "\"uptime\":77",
      "\"oid\":\"1.3.6.1.4.1.8072.2.3.2.1\"" } },
  { "snmpinform is acknowledged",
    "snmpinform -v2c -c public -r 0 -t 5 {} 77 1.3.6.1.4.1.8072.2.3.0.1 1.3.6.1.2.1.1.5.0 s name",
    { "\"kind\":\"inform\"", "\"community\":\"public\"", "\"uptime\":77", "name" } },
};

static void
test_from (gconstpointer data)
{
  const FromVector *v = data;
  g_autofree char *program = find_program ("snmptrap");
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) listener = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_auto(TarnRun) run = { 0 };

  if (program == NULL)
    return;

  listener = start_listener (&target, "--json --count 1");
  tarn_run (&run, NULL, v->command, target);
  g_assert_cmpstr (tarn_run_err (&run), ==, "");
  g_assert_cmpint (run.status, ==, 0);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (listener));
  line = read_line (lines);
  g_assert_nonnull (line);
  for (guint i = 0; i < G_N_ELEMENTS (v->says); i++)
    if (strstr (line, v->says[i]) == NULL)
      g_error ("“%s” is not in %s", v->says[i], line);
  g_assert_cmpint (tarn_end (listener, 0), ==, 0);
}

/* Who is filtered out gets no acknowledgement. */
static void
test_filtered (void)
{
  g_autofree char *program = find_program ("snmpinform");
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) listener = NULL;
  g_auto(TarnRun) run = { 0 };

  if (program == NULL)
    return;

  listener = start_listener (&target, "-c secret");
  tarn_run (&run, NULL, "snmpinform -v2c -c public -r 0 -t 0.2 {} 1 1.3.6.1.6.3.1.1.5.1", target);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpint (tarn_end (listener, SIGTERM), ==, 0);
}

typedef struct
{
  char        *folder;
  char        *target;
  GSubprocess *daemon;
} Daemon;

static gboolean
start_daemon (Daemon *self)
{
  g_auto(TarnRun) run = { 0 };
  static const char configuration[] = "disableAuthorization yes\n";
  g_autofree char *program = find_program ("snmptrapd");
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GDataInputStream) lines = NULL;

  if (program == NULL)
    return FALSE;

  self->folder = g_dir_make_tmp ("tarn-notify-XXXXXX", NULL);
  path = g_build_filename (self->folder, "receiver.conf", NULL);
  g_assert_true (g_file_set_contents (path, configuration, -1, NULL));
  self->target = g_strdup_printf ("127.0.0.1:%u", find_port ());
  g_setenv ("SNMP_PERSISTENT_DIR", self->folder, TRUE);
  self->daemon = tarn_start ("{} -f -Lo -n -On -m {} -C -c {} -F {} udp:{}", program, "''", path,
                             "%P|%N|%w|%q|%W|%a|%V;%v\\n", self->target);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->daemon));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = read_line (lines);   /* who it is, which it tells before it listens */
  tarn_run (&run, NULL, "tarn notify --inform -t 0.5 -r 20 {} 1.3.6.1.6.3.1.1.5.1", self->target);
  g_assert_cmpint (run.status, ==, 0);
  return TRUE;
}

static void
end_daemon (Daemon *self)
{
  g_auto(TarnRun) run = { 0 };

  tarn_end (self->daemon, SIGTERM);
  tarn_run (&run, NULL, "rm -r {}", self->folder);
  g_assert_cmpint (run.status, ==, 0);
  g_object_unref (self->daemon);
  g_free (self->folder);
  g_free (self->target);
}

typedef struct
{
  const char *name;
  const char *command;      /* {}: the target     */
  const char *says;         /* in snmptrapd's log */
} ToVector;

static const ToVector to_vectors[] = {
  { "an inform is acknowledged by snmptrapd",
    "tarn notify --inform -t 5 {} 1.3.6.1.6.3.1.1.5.3 1.3.6.1.2.1.2.2.1.1.3 i 3",
    ".1.3.6.1.2.1.2.2.1.1.3 = INTEGER: 3" },
  { "a trap", "tarn notify {} 1.3.6.1.4.1.9.0.17 1.3.6.1.2.1.1.5.0 s core-1",
    "= OID: .1.3.6.1.4.1.9.0.17" },
  { "a trap of SNMPv1",
    "tarn notify --trap1 {} --enterprise 1.3.6.1.4.1.9 --specific 17 1.3.6.1.2.1.1.5.0 s core-1",
    "|.1.3.6.1.4.1.9|6|.17|" },
};

static void
test_to (gconstpointer data)
{
  const ToVector *v = data;
  g_autoptr(GDataInputStream) lines = NULL;
  g_auto(TarnRun) run = { 0 };
  Daemon daemon = { 0 };
  gboolean found = FALSE;
  char *line;

  if (!start_daemon (&daemon))
    return;

  tarn_run (&run, NULL, v->command, daemon.target);
  g_assert_cmpstr (tarn_run_err (&run), ==, "");
  g_assert_cmpint (run.status, ==, 0);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (daemon.daemon));
  while (!found && (line = read_line (lines)) != NULL)
    {
      found = strstr (line, v->says) != NULL;
      g_test_message ("%s", line);
      g_free (line);
    }
  g_assert_true (found);
  end_daemon (&daemon);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (from_vectors); i++)
    {
      g_autofree char *name = g_strconcat ("/notify-net-snmp/", from_vectors[i].name, NULL);

      g_test_add_data_func (name, &from_vectors[i], test_from);
    }
  g_test_add_func ("/notify-net-snmp/what is filtered is not acknowledged", test_filtered);
  for (guint i = 0; i < G_N_ELEMENTS (to_vectors); i++)
    {
      g_autofree char *name = g_strconcat ("/notify-net-snmp/", to_vectors[i].name, NULL);

      g_test_add_data_func (name, &to_vectors[i], test_to);
    }

  return g_test_run ();
}
