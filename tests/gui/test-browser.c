/* test-browser.c
 *
 * The browser as its user has it: the real program in a window, by keyboard, and by the names
 * and roles that a screen reader tells.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>
#include <string.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

static void
test_demo (TarnBrowser   *browser,
           gconstpointer  data)
{
  tarn_browser_start (browser, NULL);
  tarn_browser_wait_for (browser, "Look at a Device");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Try the Demo Device");
  tarn_browser_wait_for (browser, "sw-3-east.example.net");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Mirror");
  tarn_browser_wait_for (browser, "5458");
  tarn_browser_stop (browser, 0);
}

/* What was open is open again, also after the program was killed. */
static void
test_again (TarnBrowser   *browser,
            gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);

  tarn_browser_start (browser, capture);
  tarn_browser_wait_for (browser, "mib-2");
  tarn_browser_stop (browser, 0);

  tarn_browser_start (browser, NULL);
  tarn_browser_wait_for (browser, "mib-2");
  tarn_browser_stop (browser, SIGKILL);

  tarn_browser_start (browser, NULL);
  tarn_browser_wait_for (browser, "mib-2");
  tarn_browser_stop (browser, 0);
}

static void
test_no_capture (TarnBrowser   *browser,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (browser->folder, "damaged.tarn", NULL);

  g_file_set_contents (path, "this is no capture", -1, NULL);
  tarn_browser_start (browser, path);
  tarn_browser_wait_for (browser, "could not be opened");
  tarn_browser_wait_for (browser, "Look at a Device");
  tarn_browser_stop (browser, 0);
}

/* What another process writes is seen. */
static void
test_live (TarnBrowser   *browser,
           gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_auto(TarnRun) set = { 0 };

  tarn_browser_start (browser, capture);
  tarn_browser_wait_for (browser, "5136 values");
  tarn_run (&set, NULL, "tarn set --capture {} 1.3.6.1.2.1.999.1.0 s live", capture);
  g_assert_cmpint (set.status, ==, 0);
  tarn_browser_wait_for (browser, "5137 values");
  tarn_browser_stop (browser, 0);
}

/* A device that nobody knows: it is asked for what it may want, and says what did not help. */
static void
test_connect (TarnBrowser   *browser,
              gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *target = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --community secret", capture);

  uri = g_strconcat ("snmp://", target, NULL);
  tarn_browser_start (browser, uri);
  tarn_browser_wait_for (browser, "did not answer");
  tarn_browser_wait_focus (browser, "ommunity");
  tarn_browser_type (browser, "wrong");
  tarn_browser_key (browser, "Return");
  tarn_browser_wait_for (browser, "Tried: SNMPv2c, the community given");
  tarn_browser_wait_focus (browser, "ommunity");
  tarn_browser_key (browser, "ctrl+a");
  tarn_browser_type (browser, "secret");
  tarn_browser_key (browser, "Return");
  tarn_browser_wait_for (browser, "sw-3-east");
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/demo device", test_demo },
    { "/browser/what was open", test_again },
    { "/browser/a file that is no capture", test_no_capture },
    { "/browser/live", test_live },
    { "/browser/connect", test_connect },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
