/* test-browser-twin.c
 *
 * Stories of an agent that the real program starts.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>
#include <string.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

#define DIED "The agent ended, although nobody stopped it here"

/* Keeps everybody from the port that is proposed; it may be somebody else who does. */
static GSocket *
take_port (void)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 1161);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP, NULL);

  g_socket_bind (socket, address, FALSE, NULL);
  return socket;
}

/* The agent's process, by the file in which it tells of itself; 0: there is none. */
static int
find_agent (char **address)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "tarn", "agents", NULL);
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GKeyFile) file = g_key_file_new ();

      if (!g_str_has_suffix (name, ".status")
          || !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
        continue;
      if (address != NULL)
        {
          g_auto(GStrv) all = g_key_file_get_string_list (file, "agent", "addresses", NULL, NULL);

          *address = g_strdup (all[0]);
        }
      return (int) g_key_file_get_int64 (file, "agent", "pid", NULL);
    }
  return 0;
}

/* The port is in use; one click mends that. */
static void
serve (TarnBrowser *browser)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autoptr(GSocket) taken = take_port ();

  tarn_browser_start (browser, capture);
  tarn_browser_wait_for (browser, "5136 values");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Serve");
  tarn_browser_wait_for (browser, "An agent of this capture");
  tarn_browser_key (browser, "Return");
  tarn_browser_wait_for (browser, "in use");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Use Any Free Port");
  tarn_browser_wait_for (browser, "snmpbulkwalk");
}

static void
stop_agent (TarnBrowser *browser)
{
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Stop");
  for (guint i = 0; i < 1000 && find_agent (NULL) != 0; i++)
    g_usleep (10000);
  g_assert_cmpint (find_agent (NULL), ==, 0);
  tarn_browser_key (browser, "Escape");
}

static void
test_killed (TarnBrowser   *browser,
             gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto(TarnRun) get = { 0 };
  int pid;

  serve (browser);
  pid = find_agent (&before);
  g_assert_cmpint (pid, !=, 0);
  tarn_run (&get, NULL, "tarn get --no-profile {} 1.3.6.1.2.1.1.5.0", before);
  g_assert_cmpint (get.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&get), "sw-3-east"));
  tarn_browser_wait_for (browser, "1 requests");

  tarn_browser_key (browser, "Escape");
  tarn_browser_wait_gone (browser, ATSPI_ROLE_PUSH_BUTTON, "Stop");
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  tarn_browser_wait_for (browser, DIED);
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Start Again");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Serve");
  tarn_browser_wait_for (browser, "snmpbulkwalk");
  g_assert_cmpint (find_agent (&after), !=, pid);
  g_assert_cmpstr (after, ==, before);
  stop_agent (browser);
  tarn_browser_stop (browser, 0);
}

static void
test_left (TarnBrowser   *browser,
           gconstpointer  data)
{
  int pid;

  serve (browser);
  pid = find_agent (NULL);
  tarn_browser_key (browser, "Escape");
  tarn_browser_wait_gone (browser, ATSPI_ROLE_PUSH_BUTTON, "Stop");
  tarn_browser_stop (browser, 0);
  g_assert_cmpint (find_agent (NULL), ==, pid);
  g_assert_cmpint (kill (pid, 0), ==, 0);

  tarn_browser_start (browser, NULL);
  tarn_browser_wait_for (browser, "5136 values");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Serve");
  tarn_browser_wait_for (browser, "snmpbulkwalk");
  stop_agent (browser);
  tarn_browser_stop (browser, 0);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/twin/the agent is killed", test_killed },
    { "/browser/twin/left running", test_left },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
