/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-fixture.h"

#include <glib/gstdio.h>

const char tarn_cli_fixture_recording[] =
  "1.3.6.1.2.1.1.1.0|4|A switch\n"
  "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999\n"
  "1.3.6.1.2.1.1.3.0|67|4200\n"
  "1.3.6.1.2.1.2.2.1.6.1|4x|020000000001\n"
  "1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615\n";

char *
tarn_cli_fixture_path_of (TarnCliFixture *self,
                          const char     *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
tarn_cli_fixture_set_up (TarnCliFixture *self,
                         gconstpointer   data)
{
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-cli-XXXXXX", &error);
  g_assert_no_error (error);
  self->recording = tarn_cli_fixture_path_of (self, "switch.snmprec");
  self->capture = tarn_cli_fixture_path_of (self, "switch.tarn");
  g_file_set_contents (self->recording, tarn_cli_fixture_recording, -1, &error);
  g_assert_no_error (error);

  tarn_run (&run, NULL, "tarn import {} -o {}", self->recording, self->capture);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_assert_cmpint (run.status, ==, 0);
}

void
tarn_cli_fixture_tear_down (TarnCliFixture *self,
                            gconstpointer   data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = tarn_cli_fixture_path_of (self, name);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);

  g_free (self->folder);
  g_free (self->recording);
  g_free (self->capture);
}
