/* test-browser-set.c
 *
 * Stories of values that are set: by the real program on a device that refuses one of them,
 * and by others while it looks.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>
#include <string.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

#define CONTACT  "1.3.6.1.2.1.1.4.0"
#define NAME     "1.3.6.1.2.1.1.5.0"
#define LOCATION "1.3.6.1.2.1.1.6.0"

/* By keyboard: Enter in an editor never tells the device anything. */
static void
edit (TarnBrowser *browser,
      const char  *oid,
      const char  *text)
{
  g_autofree char *shown = g_strconcat ("· ", oid, NULL);

  tarn_browser_go (browser, oid);
  tarn_browser_wait_for (browser, shown);
  tarn_browser_key (browser, "F2");
  tarn_browser_wait_for (browser, "Add to Changes");
  tarn_browser_key (browser, "ctrl+a");
  tarn_browser_type (browser, text);
  tarn_browser_key (browser, "Return");
  tarn_browser_wait_gone (browser, ATSPI_ROLE_PUSH_BUTTON, "Add to Changes");
}

static void
test_halfway (TarnBrowser   *browser,
              gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *target = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --write-community public", capture);
  g_autoptr(GSubprocess) worse = NULL;
  g_auto(TarnRun) get = { 0 };

  uri = g_strconcat ("snmp://", target, NULL);
  tarn_browser_start (browser, uri);
  tarn_browser_wait_for (browser, "sw-3-east");
  /* The same device, which from now on fails at its name. */
  tarn_end (agent, SIGKILL);
  worse = tarn_start ("tarn serve {} --listen {} --write-community public --fault gen-err=" NAME,
                      capture, target);
  edit (browser, CONTACT, "first");
  edit (browser, NAME, "second");
  edit (browser, LOCATION, "third");

  tarn_browser_key (browser, "alt+4");
  tarn_browser_wait_for (browser, "→ second");
  tarn_browser_choose (browser, "Where the changes go", 1);
  tarn_browser_choose (browser, "How many requests", 1);
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Apply");
  tarn_browser_wait_for (browser, "Done");
  tarn_browser_wait_for (browser, "genErr");
  tarn_browser_wait_for (browser, "Not sent: a change before it failed");

  tarn_run (&get, NULL, "tarn get --no-profile -O qv {} {} {}", target, CONTACT, LOCATION);
  g_assert_cmpint (get.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&get), "first"));
  g_assert_null (strstr (tarn_run_out (&get), "third"));
  tarn_browser_stop (browser, 0);
  tarn_end (worse, SIGTERM);
}

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
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/set/one is refused", test_halfway },
    { "/browser/set/from outside", test_outside },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
