/* test-browser-notices.c
 *
 * Stories of notifications that the real program receives.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>
#include <string.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

#define LISTENING "listening at "

/* Where it says that it listens. */
static gboolean
find_address (AtspiAccessible *accessible,
              const char      *name,
              gpointer         data)
{
  const char *at = name != NULL ? strstr (name, LISTENING) : NULL;

  if (at != NULL)
    *(char **) data = g_strdup (at + strlen (LISTENING));
  return at != NULL;
}

static void
notify (const char *address,
        const char *options)
{
  g_auto(TarnRun) run = { 0 };
  g_autofree char *command = g_strdup_printf ("tarn notify --no-profile {} %s", options);

  tarn_run (&run, NULL, command, address);
  g_assert_cmpint (run.status, ==, 0);
}

static void
test_received (TarnBrowser   *browser,
               gconstpointer  data)
{
  g_autofree char *capture = tarn_browser_make_demo (browser);
  g_autofree char *address = NULL;

  tarn_browser_start (browser, capture);
  tarn_browser_wait_for (browser, "5136 values");
  tarn_browser_key (browser, "Control_L+j");
  tarn_browser_wait_for (browser, "Nobody listens until you ask for it");
  tarn_browser_press (browser, ATSPI_ROLE_PUSH_BUTTON, "Where");
  tarn_browser_wait_focus (browser, "Address");
  tarn_browser_type (browser, "127.0.0.1:0");
  tarn_browser_key (browser, "Return");
  tarn_browser_wait_for (browser, LISTENING "127.0.0.1:");
  tarn_browser_each (browser, find_address, &address);
  g_assert_nonnull (address);

  notify (address, "-v1 1.3.6.1.6.3.1.1.5.4 1.3.6.1.2.1.1.5.0 s first");
  notify (address, "1.3.6.1.6.3.1.1.5.3 1.3.6.1.2.1.2.2.1.8.3 i 2");
  notify (address, "--inform 1.3.6.1.6.3.1.1.5.1");
  tarn_browser_wait_for (browser, "3 notifications");
  tarn_browser_wait_for (browser, "linkDown");
  tarn_browser_wait_for (browser, "coldStart");
  tarn_browser_stop (browser, 0);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/notices/received", test_received },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
