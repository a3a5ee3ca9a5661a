/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-scan-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tarn-command.h"

#define RECORDING "1.3.6.1.2.1.1.1.0|4|A switch\n"  \
                  "1.3.6.1.2.1.1.3.0|67|4200\n"     \
                  "1.3.6.1.2.1.1.5.0|4|sw\n"        \
                  "1.3.6.1.2.1.2.2.1.1.1|2|1\n"     \
                  "1.3.6.1.2.1.2.2.1.1.2|2|2\n"     \
                  "1.3.6.1.2.1.2.2.1.2.1|4|port 1\n" \
                  "1.3.6.1.2.1.2.2.1.2.2|4|port 2\n"

static guint16
bind_socket (GSocket **out)
{
  g_autoptr(GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  *out = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_bind (*out, address, FALSE, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (*out, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

void
tarn_scan_fixture_set_up (TarnScanFixture *self,
                          gconstpointer    data)
{
  g_autofree char *capture = NULL;
  g_autoptr(GSocket) closed = NULL;
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-scan-XXXXXX", &error);
  g_assert_no_error (error);
  self->captures = g_build_filename (self->folder, "captures", NULL);
  self->state = g_build_filename (self->folder, "state", NULL);
  self->list = g_build_filename (self->folder, "list", NULL);
  capture = g_build_filename (self->folder, "switch.tarn", NULL);

  tarn_run (&run, RECORDING, "tarn import - -o {}", capture);
  g_assert_cmpint (run.status, ==, 0);
  self->agent = tarn_serve_everywhere (&self->port, "{} --community s3cret", capture);
  self->deaf_port = bind_socket (&self->deaf);
  self->closed_port = bind_socket (&closed);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        remove_folder (inside);
      else
        g_assert_cmpint (g_remove (inside), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
tarn_scan_fixture_tear_down (TarnScanFixture *self,
                             gconstpointer    data)
{
  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_clear_object (&self->agent);
  g_clear_object (&self->deaf);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->captures);
  g_free (self->state);
  g_free (self->list);
}

/* The lines of @text that begin with @prefix. */
guint
tarn_count_lines (const char *text,
                  const char *prefix)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    n += **line != '\0' && g_str_has_prefix (*line, prefix);

  return n;
}

guint
tarn_count_words (const char *text,
                  const char *word)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, word)) != NULL; at += strlen (word))
    n++;

  return n;
}

/* A list of targets: @n_alive devices, as many silent ones, and one without an agent. */
void
tarn_scan_fixture_write_list (TarnScanFixture *self,
                              guint            n_alive)
{
  g_autoptr(GString) text = g_string_new ("# the house\n");
  g_autoptr(GError) error = NULL;

  for (guint i = 1; i <= n_alive; i++)
    g_string_append_printf (text, "127.0.16.%u:%u\r\n127.0.17.%u:%u   # silent\n", i, self->port, i,
                            self->deaf_port);
  g_string_append_printf (text, "127.0.18.1:%u\n", self->closed_port);
  g_file_set_contents (self->list, text->str, -1, &error);
  g_assert_no_error (error);
}

char *
tarn_read_file (const char *folder,
                const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

guint
tarn_count_captures (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".tarn");

  return n;
}
