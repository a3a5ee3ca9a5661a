/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-systemd.h"

#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define FIRST_FD   3
#define MAX_PASSED 4096

static void
passed_free (gpointer data)
{
  CliPassedSocket *self = data;

  g_object_unref (self->socket);
  g_free (self->name);
  g_free (self);
}

/* How many descriptors are for this process, and not for one that has inherited what is said
 * of them. */
static guint
count_passed (void)
{
  const char *pid = g_getenv ("LISTEN_PID");
  const char *fds = g_getenv ("LISTEN_FDS");
  guint64 number;

  if (pid == NULL || !g_ascii_string_to_unsigned (pid, 10, 1, G_MAXINT, &number, NULL)
      || number != (guint64) getpid ())
    return 0;

  return fds != NULL && g_ascii_string_to_unsigned (fds, 10, 0, MAX_PASSED, &number, NULL)
         ? (guint) number : 0;
}

GPtrArray *
cli_systemd_take_sockets (void)
{
  g_autoptr(GPtrArray) passed = g_ptr_array_new_with_free_func (passed_free);
  g_auto(GStrv) names = g_strsplit (g_getenv ("LISTEN_FDNAMES") ?: "", ":", -1);
  guint n_names = g_strv_length (names);
  guint n = count_passed ();

  g_unsetenv ("LISTEN_PID");
  g_unsetenv ("LISTEN_FDS");
  g_unsetenv ("LISTEN_FDNAMES");
  for (guint i = 0; i < n; i++)
    {
      int fd = FIRST_FD + (int) i;
      g_autoptr(GError) error = NULL;
      CliPassedSocket *one;
      GSocket *socket;

      fcntl (fd, F_SETFD, FD_CLOEXEC);
      socket = g_socket_new_from_fd (fd, &error);
      if (socket == NULL)
        {
          cli_complain ("descriptor %d, which LISTEN_FDS says was passed: %s", fd,
                        error->message);
          return NULL;
        }

      one = g_new0 (CliPassedSocket, 1);
      one->socket = socket;
      one->name = g_strdup (i < n_names && names[i][0] != '\0' ? names[i] : "unknown");
      g_ptr_array_add (passed, one);
    }

  return g_steal_pointer (&passed);
}

gboolean
cli_systemd_notify (const char *format,
                    ...)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  g_autofree char *text = NULL;
  gboolean told;
  va_list args;
  gsize len;
  int fd;

  if (path == NULL || (path[0] != '/' && path[0] != '@'))
    return FALSE;
  len = strlen (path);
  if (len < 2 || len >= sizeof address.sun_path)
    return FALSE;

  memcpy (address.sun_path, path, len);
  if (path[0] == '@')
    address.sun_path[0] = '\0';   /* an abstract name, which has its length and no end */

  fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return FALSE;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  told = sendto (fd, text, strlen (text), MSG_NOSIGNAL, (struct sockaddr *) &address,
                 (socklen_t) (offsetof (struct sockaddr_un, sun_path) + len)) >= 0;
  close (fd);
  return told;
}
