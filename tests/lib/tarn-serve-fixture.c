/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-serve-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "store/tarn-capture.h"
#include "wire/tarn-message.h"

#define SYS_NAME "1.3.6.1.2.1.1.5.0"

void
tarn_serve_fixture_set_up (TarnServeFixture *self,
                           gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-serve-XXXXXX", &error);
  g_assert_no_error (error);
  self->list = g_build_filename (self->folder, "devices", NULL);
  self->said = g_string_new (NULL);
}

void
tarn_serve_fixture_tear_down (TarnServeFixture *self,
                              gconstpointer     data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  if (self->process != NULL)
    tarn_serve_fixture_end (self, SIGTERM);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->list);
  g_string_free (self->said, TRUE);
}

char *
tarn_serve_fixture_make (TarnServeFixture *self,
                         const char       *name)
{
  g_autofree char *base = g_strconcat (name, ".tarn", NULL);
  g_autoptr(TarnOid) oid = tarn_test_oid (SYS_NAME);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                        (const guint8 *) name, strlen (name));
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (self->folder, base, NULL);

  tarn_batch_put (batch, oid, value);
  tarn_capture_write (path, batch, TRUE, &error);
  g_assert_no_error (error);
  return path;
}

char *
tarn_serve_fixture_write (TarnServeFixture *self,
                          const char       *name,
                          const char       *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
tarn_serve_fixture_start (TarnServeFixture  *self,
                          const char *const *words,
                          GSocket           *socket,
                          const char *const *variables)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *script = NULL;
  g_autoptr(GError) error = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  for (guint i = 0; variables != NULL && variables[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (variables[i], "=", 2);

      g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
    }

  if (socket != NULL)
    {
      g_subprocess_launcher_take_fd (launcher, dup (g_socket_get_fd (socket)), 3);
      g_subprocess_launcher_setenv (launcher, "LISTEN_FDS", "1", TRUE);
    }
  /* The number of the process is known to itself only. */
  script = g_strdup_printf ("ulimit -n %s; %s exec \"$0\" \"$@\"",
                            self->max_files != NULL ? self->max_files : "$(ulimit -n)",
                            socket != NULL ? "export LISTEN_PID=$$;" : "");
  g_ptr_array_add (argv, (gpointer) "sh");
  g_ptr_array_add (argv, (gpointer) "-c");
  g_ptr_array_add (argv, script);
  g_ptr_array_add (argv, (gpointer) g_getenv ("TARN_PROGRAM"));
  g_ptr_array_add (argv, (gpointer) (self->command != NULL ? self->command : "serve"));
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, NULL);

  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata,
                                                &error);
  g_assert_no_error (error);
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->err = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
}

char *
tarn_serve_fixture_read (TarnServeFixture *self)
{
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->out, NULL, NULL, &error);

  g_assert_no_error (error);
  if (line != NULL)
    g_test_message ("%s", line);
  return line;
}

char *
tarn_serve_fixture_find (TarnServeFixture *self,
                         const char       *name)
{
  while (TRUE)
    {
      g_autofree char *line = tarn_serve_fixture_read (self);
      g_auto(GStrv) words = NULL;

      g_assert_nonnull (line);
      words = g_regex_split_simple (" +", line, 0, 0);
      if (g_strv_length (words) >= 2 && strcmp (words[0], name) == 0)
        return g_strdup (words[1]);
    }
}

static gboolean
read_said (TarnServeFixture *self)
{
  g_autofree char *line = g_data_input_stream_read_line (self->err, NULL, NULL, NULL);

  if (line == NULL)
    return FALSE;

  g_test_message ("%s", line);
  g_string_append_printf (self->said, "%s\n", line);
  return TRUE;
}

void
tarn_serve_fixture_await (TarnServeFixture *self,
                          const char       *text)
{
  while (strstr (self->said->str, text) == NULL)
    g_assert_true (read_said (self));
}

int
tarn_serve_fixture_end (TarnServeFixture *self,
                        int               signal)
{
  g_autoptr(GError) error = NULL;
  int status;

  if (signal != 0)
    g_subprocess_send_signal (self->process, signal);
  while (read_said (self))
    ;
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  status = g_subprocess_get_if_exited (self->process)
           ? g_subprocess_get_exit_status (self->process)
           : 128 + g_subprocess_get_term_sig (self->process);

  g_clear_object (&self->out);
  g_clear_object (&self->err);
  g_clear_object (&self->process);
  return status;
}

static GBytes *
make_request (const char *community)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (SYS_NAME);
  TarnPdu pdu = { .type = TARN_PDU_GET, .request_id = 7 };
  TarnRow row = tarn_row_unspecified (tarn_oid_span (oid));
  guint8 octets[512];
  TarnBerWriter writer;
  TarnSpan span;

  tarn_ber_writer_init (&writer, octets, sizeof octets);
  g_assert_true (tarn_message_encode (&writer, TARN_VERSION_2C,
                                      tarn_span ((const guint8 *) community, strlen (community)),
                                      &pdu, &row, 1));
  span = tarn_ber_writer_span (&writer);
  return g_bytes_new (span.data, span.len);
}

char *
tarn_serve_ask (const char *address,
                const char *community,
                guint       ms)
{
  g_autoptr(GSocketConnectable) where = g_network_address_parse (address, 161, NULL);
  g_autoptr(GSocketAddressEnumerator) all = g_socket_connectable_enumerate (where);
  g_autoptr(GSocketAddress) peer = g_socket_address_enumerator_next (all, NULL, NULL);
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GBytes) request = make_request (community);
  g_autoptr(GSocketAddress) from = NULL;
  g_autofree char *expected = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (peer));
  g_autofree char *actual = NULL;
  TarnMessage message;
  char buffer[2048];
  char *name = NULL;
  gssize len;

  socket = g_socket_new (g_socket_address_get_family (peer), G_SOCKET_TYPE_DATAGRAM,
                         G_SOCKET_PROTOCOL_UDP, NULL);
  g_socket_send_to (socket, peer, g_bytes_get_data (request, NULL), g_bytes_get_size (request),
                    NULL, NULL);
  if (!g_socket_condition_timed_wait (socket, G_IO_IN, ms * 1000, NULL, NULL))
    return NULL;

  len = g_socket_receive_from (socket, &from, buffer, sizeof buffer, NULL, NULL);
  g_assert_cmpint (len, >, 0);
  actual = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (from));
  g_assert_cmpstr (actual, ==, expected);   /* F-12 */

  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, tarn_span ((guint8 *) buffer, (gsize) len),
                                      TARN_PROFILE_LENIENT));
  if (message.pdu.error_status == 0 && message.n_rows == 1)
    {
      TarnSpan content = tarn_row_content (&message.rows[0]);

      name = g_strndup ((const char *) content.data, content.len);
    }
  tarn_message_clear (&message);
  return name;
}
