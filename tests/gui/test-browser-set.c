/* test-browser-set.c
 *
 * Stories of values that others set while the real program looks.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

#define NAME "1.3.6.1.2.1.1.5.0"

/* snmpset from outside, on an agent that serves what is looked at. */
static void
test_outside (TarnBrowser   *browser,
              gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --write-community private", capture);
  g_auto(TarnRun) first = { 0 };
  g_auto(TarnRun) second = { 0 };
  g_autofree char *snmpset = g_find_program_in_path ("snmpset");

  tarn_browser_start (browser, capture);
  tarn_browser_wait_for (browser, "5136 values");
  tarn_browser_go (browser, NAME);
  tarn_browser_wait_for (browser, "sw-3-east");
  tarn_run (&first, NULL, "tarn set --no-profile -c private {} {} s by-tarn", target, NAME);
  g_assert_cmpint (first.status, ==, 0);
  tarn_browser_wait_for (browser, "by-tarn");
  if (snmpset != NULL)
    {
      tarn_run (&second, NULL, "{} -v 2c -c private {} {} s by-snmpset", snmpset, target, NAME);
      g_assert_cmpint (second.status, ==, 0);
      tarn_browser_wait_for (browser, "by-snmpset");
    }

  /* And back to what the device said. */
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Serve");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Values Set by Managers");
  tarn_browser_wait_for (browser, "1 value was set by managers");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Revert All");
  tarn_browser_wait_for (browser, "Managers have set nothing");
  tarn_browser_key (browser, "Escape");
  tarn_browser_wait_for (browser, "sw-3-east");
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/set/from outside", test_outside },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
