/* test-browser-halfway.c
 *
 * A change list of which the device refuses a part, in the real program.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

#define CONTACT  "1.3.6.1.2.1.1.4.0"
#define DESCR    "1.3.6.1.2.1.1.1.0"   /* read-only, which the agent knows */
#define LOCATION "1.3.6.1.2.1.1.6.0"

/* By keyboard: Enter in an editor never tells the device anything. */
static void
edit (TarnBrowser *browser,
      const char  *oid,
      const char  *text)
{
  tarn_browser_go (browser, oid);
  tarn_browser_wait_for (browser, oid);
  tarn_browser_key (browser, "F2");
  tarn_browser_wait_for (browser, "Add to Changes");
  tarn_browser_key (browser, "ctrl+a");
  tarn_browser_type (browser, text);
  tarn_browser_key (browser, "Return");
  tarn_browser_wait_gone (browser, ATSPI_ROLE_PUSH_BUTTON, "Add to Changes");
}

/* What the device has. */
static void
assert_device (const char        *target,
               const char *const *expected)
{
  g_auto(TarnRun) get = { 0 };

  tarn_run (&get, NULL, "tarn get --no-profile -O qv {} {} {} {}", target, CONTACT, DESCR,
            LOCATION);
  g_assert_cmpint (get.status, ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (strstr (tarn_run_out (&get), expected[i]));
  g_assert_null (strstr (tarn_run_out (&get), "second"));
}

typedef struct
{
  gboolean    each;       /* one request for each change         */
  const char *told[3];    /* in the list                         */
  const char *has[2];     /* the device, then: contact, location */
} Halfway;

#define REFUSED "The object cannot be set (notWritable)"

static const Halfway one_each = {
  .each = TRUE,
  .told = { "Done", REFUSED, "Not sent: a change before it failed" },
  .has = { "first", "Building 3" },
};

static const Halfway one_request = {
  .told = { REFUSED, "Not done: another change of the request was refused" },
  .has = { "noc@example.net", "Building 3" },
};

/* Three changes, the second of which the device refuses. */
static void
test_halfway (TarnBrowser   *browser,
              gconstpointer  data)
{
  const Halfway *story = data;
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *target = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(GSubprocess) agent = NULL;

  browser->without_mibs = TRUE;
  g_unsetenv ("TARN_MIBS");   /* the agent has to know what may be set */
  agent = tarn_serve (&target, "{} --write-community public", capture);
  uri = g_strconcat ("snmp://", target, NULL);
  tarn_browser_start (browser, uri);
  tarn_browser_wait_for (browser, "sw-3-east");
  edit (browser, CONTACT, "first");
  edit (browser, DESCR, "second");
  edit (browser, LOCATION, "third");
  tarn_browser_key (browser, "alt+4");
  tarn_browser_wait_for (browser, "→ second");
  tarn_browser_choose (browser, "Where the changes go", 1, "Set on the Device");
  tarn_browser_wait_for (browser, "3 values will be set on");
  if (story->each)
    tarn_browser_choose (browser, "How many requests", 1, "One Each");

  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Apply");
  for (guint i = 0; i < 3 && story->told[i] != NULL; i++)
    tarn_browser_wait_for (browser, story->told[i]);
  assert_device (target, story->has);
  tarn_browser_stop (browser, 0);
  tarn_end (agent, SIGTERM);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/halfway/one each", test_halfway, &one_each },
    { "/browser/halfway/one request", test_halfway, &one_request },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
