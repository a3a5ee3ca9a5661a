/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-names-fixture.h"

#include <glib/gstdio.h>

#define OBJECTS "1.3.6.1.4.1.99999.1.1"

/* Rows of ttTable: "e1".red, and "e2".blue without a text; one of ttSameTable whose instance
 * ends too early. */
static const char recording[] =
  "1.3.6.1.2.1.1.1.0|4|A switch\n"
  "1.3.6.1.2.1.1.2.0|6|" OBJECTS ".5\n"
  "1.3.6.1.2.1.1.3.0|67|4200123\n"
  "1.3.6.1.2.1.2.2.1.2.1|4|eth0\n"
  "1.3.6.1.2.1.2.2.1.8.1|2|1\n"
  OBJECTS ".1.0|2|17\n"
  OBJECTS ".2.0|2|7\n"
  OBJECTS ".3.0|4x|c080\n"
  OBJECTS ".4.0|2|-125\n"
  OBJECTS ".5.1.3.2.101.49.1|4x|0200000a0b0c\n"
  OBJECTS ".5.1.3.2.101.50.2|4x|020000\n"
  OBJECTS ".5.1.4.2.101.49.1|2|1\n"
  OBJECTS ".5.1.4.2.101.50.2|2|9\n"
  OBJECTS ".5.1.5.2.101.49.1|4|first\n"
  OBJECTS ".5.1.5.2.101.51.1|4|\n"
  OBJECTS ".5.1.6.2.101.49.1|65|4711\n"
  OBJECTS ".5.1.6.2.101.50.2|65|0\n"
  OBJECTS ".6.1.1.2.101.49.1|4|more\n"
  OBJECTS ".7.1.1.2.101.50.2|2|1\n"
  OBJECTS ".7.1.1.9|2|2\n"
  OBJECTS ".8.1.3.192.0.2.1.97.98|2|1\n"
  OBJECTS ".8.1.4.192.0.2.1.97.98|4x|c0000202\n"
  OBJECTS ".8.1.5.192.0.2.1.97.98|2|1\n"
  OBJECTS ".9.0|6|1.3.6.1.2.1.1.5.0\n"
  OBJECTS ".10.0|66|55\n"
  "1.3.6.1.4.1.99999.1.9.9.0|4x|00ff\n";

void
tarn_names_fixture_init (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TARN_SOURCE"), "tests", "mibs", NULL);

  g_unsetenv ("TARN_MIBS");
  g_setenv ("TARN_MIBDIRS", folder, TRUE);
}

void
tarn_names_fixture_set_up (TarnNamesFixture *self,
                           gconstpointer     data)
{
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-names-XXXXXX", &error);
  g_assert_no_error (error);
  self->capture = g_build_filename (self->folder, "device.tarn", NULL);

  tarn_run (&run, recording, "tarn import - --format snmprec -o {}", self->capture);
  g_assert_cmpint (run.status, ==, 0);
}

void
tarn_names_fixture_tear_down (TarnNamesFixture *self,
                              gconstpointer     data)
{
  g_assert_cmpint (g_remove (self->capture), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->capture);
}
