/* test-browser-mirror.c
 *
 * Stories of a mirror in the real program: one that ends well, one that the browser does not
 * live to see, one whose device dies.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

/* What the demo device has, and what of it the tree shows in one row. */
#define ALL    "5458 values"
#define BRANCH "5303 values"

/* Slow enough for something to happen in the middle, where to look at all that is shown once
 * takes seconds, too. */
#define SLOW "--max-size 484 --fault rate=12"

static GSubprocess *
open_device (TarnBrowser  *browser,
             const char   *faults,
             char        **target)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *arguments = g_strconcat ("{} ", faults, NULL);
  g_autofree char *uri = NULL;
  GSubprocess *agent = tarn_serve (target, arguments, capture);

  uri = g_strconcat ("snmp://", *target, NULL);
  tarn_browser_start (browser, uri);
  tarn_browser_wait_for (browser, "sw-3-east");
  /* A device that is new has its system group read by itself. */
  tarn_browser_wait_for (browser, "Complete: 26 values");
  return agent;
}

/* The same device at the same address, and quick. */
static GSubprocess *
start_again (TarnBrowser *browser,
             const char  *target)
{
  g_autofree char *capture = g_build_filename (browser->folder, "switch.tarn", NULL);

  return tarn_start ("tarn serve --listen {} {}", target, capture);
}

static void
test_verdict (TarnBrowser   *browser,
              gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = open_device (browser, "", &target);

  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Mirror");
  tarn_browser_wait_for (browser, "Complete: " ALL);
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Details");
  tarn_browser_wait_for (browser, "Nothing is missing, and the device answered");
  tarn_browser_key (browser, "Escape");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Close");
  tarn_browser_wait_gone (browser, ATSPI_ROLE_PUSH_BUTTON, "Details");
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

/* What was read until then is kept, and the rest is offered and comes. */
static void
test_killed (TarnBrowser   *browser,
             gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) slow = open_device (browser, SLOW, &target);
  g_autoptr(GSubprocess) agent = NULL;

  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Mirror");
  tarn_browser_wait_for (browser, "per second");
  tarn_browser_stop (browser, SIGKILL);
  tarn_end (slow, SIGKILL);

  agent = start_again (browser, target);
  tarn_browser_start (browser, NULL);
  tarn_browser_wait_for (browser, "This mirror was interrupted");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Resume");
  tarn_browser_wait_for (browser, "Complete: ");
  tarn_browser_wait_for (browser, BRANCH);
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

/* It is gone in the middle; when it is back, the rest is read. */
static void
test_dies (TarnBrowser   *browser,
           gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) slow = open_device (browser, SLOW, &target);
  g_autoptr(GSubprocess) agent = NULL;

  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Mirror");
  tarn_browser_wait_for (browser, "per second");
  tarn_end (slow, SIGKILL);
  tarn_browser_wait_for (browser, "The device stopped answering: ");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Details");
  tarn_browser_wait_for (browser, "The network refused");
  tarn_browser_key (browser, "Escape");

  agent = start_again (browser, target);
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Retry");
  tarn_browser_wait_for (browser, "Complete: ");
  tarn_browser_wait_for (browser, BRANCH);
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/mirror/a verdict to read", test_verdict },
    { "/browser/mirror/the browser is killed", test_killed },
    { "/browser/mirror/the device dies", test_dies },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
