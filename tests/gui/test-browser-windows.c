/* test-browser-windows.c
 *
 * Stories of the real program by keyboard alone, and in several windows at once.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

/* From the address to the twin, without a mouse. */
static void
test_keyboard (TarnBrowser   *browser,
               gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{}", capture);

  tarn_browser_start (browser, NULL);
  tarn_browser_wait_focus (browser, "Name, address or snmp: URI");
  tarn_browser_type (browser, target);
  tarn_browser_key (browser, "Return");
  tarn_browser_wait_for (browser, "sw-3-east");

  tarn_browser_key (browser, "ctrl+m");
  tarn_browser_wait_for (browser, "Complete: 5458 values");

  tarn_browser_key (browser, "ctrl+f");
  tarn_browser_type (browser, "sysLocation");
  tarn_browser_wait_for (browser, "1 match");
  tarn_browser_key (browser, "Return");
  tarn_browser_key (browser, "Escape");

  tarn_browser_go (browser, "1.3.6.1.2.1.1.5.0");
  tarn_browser_wait_for (browser, "1.3.6.1.2.1.1.5.0");
  tarn_browser_key (browser, "F2");
  tarn_browser_wait_for (browser, "Add to Changes");
  tarn_browser_key (browser, "ctrl+a");
  tarn_browser_type (browser, "by-keyboard");
  tarn_browser_key (browser, "alt+c");
  tarn_browser_wait_for (browser, "1 value changed in the capture");
  tarn_browser_wait_for (browser, "by-keyboard");
  tarn_browser_key (browser, "ctrl+z");
  tarn_browser_wait_for (browser, "sw-3-east");

  tarn_browser_key (browser, "alt+s");
  tarn_browser_wait_for (browser, "An agent of this capture");
  tarn_browser_key (browser, "Escape");
  tarn_browser_key (browser, "alt+6");
  tarn_browser_wait_for (browser, "No messages yet");
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

static gboolean
count_cb (AtspiAccessible *accessible,
          const char      *name,
          gpointer         data)
{
  guint *n = data;

  if (atspi_accessible_get_role (accessible, NULL) == ATSPI_ROLE_TREE_TABLE
      || atspi_accessible_get_role (accessible, NULL) == ATSPI_ROLE_TABLE)
    ++*n;
  return FALSE;
}

/* The same capture in both windows, and others beside it: what one changes all show. */
static void
test_windows (TarnBrowser   *browser,
              gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *second = g_build_filename (browser->folder, "second.tarn", NULL);
  g_autofree char *third = g_build_filename (browser->folder, "third.tarn", NULL);
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) other = { 0 };
  g_auto(TarnRun) set = { 0 };
  guint n = 0;

  tarn_run (&run, NULL, "tarn compact -o {} {}", second, capture);
  g_assert_cmpint (run.status, ==, 0);
  tarn_run (&other, NULL, "tarn compact -o {} {}", third, capture);
  g_assert_cmpint (other.status, ==, 0);

  tarn_browser_start (browser, capture);
  tarn_browser_wait_for (browser, "5136 values");
  tarn_browser_open (browser, second);
  tarn_browser_wait_for (browser, "second");
  tarn_browser_open (browser, third);
  tarn_browser_wait_for (browser, "third");
  tarn_browser_key (browser, "ctrl+shift+n");
  tarn_browser_wait_for (browser, "Look at a Device");
  tarn_browser_open (browser, capture);
  tarn_browser_each (browser, count_cb, &n);
  g_assert_cmpuint (n, >, 0);

  tarn_run (&set, NULL, "tarn set --capture {} 1.3.6.1.2.1.999.1.0 s live", capture);
  g_assert_cmpint (set.status, ==, 0);
  tarn_browser_wait_for (browser, "5137 values");
  tarn_browser_stop (browser, 0);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/windows/by keyboard", test_keyboard },
    { "/browser/windows/two of them", test_windows },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
