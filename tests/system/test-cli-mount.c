/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn serve --mount: one agent from several captures.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

typedef struct
{
  char *folder;
  char *device;     /* captures */
  char *table;
} Fixture;

static char *
make_capture (Fixture    *self,
              const char *name,
              const char *recording)
{
  g_autofree char *source = g_strdup_printf ("%s/%s.snmprec", self->folder, name);
  char *capture = g_strdup_printf ("%s/%s", self->folder, name);
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  g_file_set_contents (source, recording, -1, &error);
  g_assert_no_error (error);
  tarn_run (&run, NULL, "tarn import {} -o {}", source, capture);
  g_assert_cmpint (run.status, ==, 0);
  return capture;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-cli-XXXXXX", &error);
  g_assert_no_error (error);
  self->device = make_capture (self, "device.tarn",
                               "1.3.6.1.2.1.1.5.0|4|switch\n"
                               "1.3.6.1.2.1.17.1.0|2|5\n"
                               "1.3.6.1.2.1.31.1.0|2|9\n");
  self->table = make_capture (self, "table@home.tarn",
                              "1.3.6.1.2.1.17.4.1|2|1\n"
                              "1.3.6.1.2.1.17.4.2|4|two\n");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->device);
  g_free (self->table);
}

static void
assert_out (const char *expected,
            const char *command,
            const char *first,
            const char *second)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, command, first, second);
  g_test_message ("%s: %s", command, tarn_run_err (&run));
  g_assert_cmpstr (tarn_run_out (&run), ==, expected);
  g_assert_cmpint (run.status, ==, 0);
}

static const char walked[] =
  ".1.3.6.1.2.1.1.5.0 = STRING: \"switch\"\n"
  ".1.3.6.1.2.1.17.4.1 = INTEGER: 1\n"
  ".1.3.6.1.2.1.17.4.2 = STRING: \"two\"\n"
  ".1.3.6.1.2.1.31.1.0 = INTEGER: 9\n"
  ".1.3.6.1.4.1.99.1.1 = INTEGER: 1\n"
  ".1.3.6.1.4.1.99.1.2 = STRING: \"two\"\n"
  ".1.3.6.1.4.1.99.1.2 = No more variables left in this MIB View "
  "(It is past the end of the MIB tree)\n";

/* Ours and theirs see one tree; what hides below a mount is not in it. */
static void
test_walk (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autofree char *snmpbulkwalk = g_find_program_in_path ("snmpbulkwalk");
  g_autoptr(GSubprocess) agent = NULL;

  agent = tarn_serve (&target, "{} --mount 1.3.6.1.2.1.17={} "
                      "--mount .1.3.6.1.4.1.99.1={}@1.3.6.1.2.1.17.4",
                      self->device, self->table, self->table);
  assert_out (walked, "tarn walk {}", target, NULL);
  if (snmpbulkwalk != NULL)
    assert_out (walked, "snmpbulkwalk -v2c -c public -On -m '' -Cr3 {} .1.3", target, NULL);
  else
    g_test_skip ("snmpbulkwalk is not here; it is in the package snmp");
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

/* What managers set goes to the file that it came from, also two at once. */
static void
test_set (Fixture       *self,
          gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = NULL;
  g_auto(TarnRun) run = { 0 };

  agent = tarn_serve (&target, "{} --write-community private "
                      "--mount 1.3.6.1.4.1.99.1={}@1.3.6.1.2.1.17.4",
                      self->device, self->table);
  assert_out (".1.3.6.1.4.1.99.1.2 = STRING: \"zwei\"\n.1.3.6.1.2.1.1.5.0 = STRING: \"router\"\n",
              "tarn set -c private {} 1.3.6.1.4.1.99.1.2 s zwei 1.3.6.1.2.1.1.5.0 s router", target,
              NULL);
  assert_out (".1.3.6.1.4.1.99.1.2 = STRING: \"zwei\"\n", "tarn get {} 1.3.6.1.4.1.99.1.2", target,
              NULL);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);

  assert_out ("1.3.6.1.2.1.17.4.1|2|1\n1.3.6.1.2.1.17.4.2|4|zwei\n",
              "tarn export --format snmprec {}", self->table, NULL);
  assert_out ("1.3.6.1.2.1.1.5.0|4|router\n1.3.6.1.2.1.17.1.0|2|5\n1.3.6.1.2.1.31.1.0|2|9\n",
              "tarn export --format snmprec {}", self->device, NULL);
}

/* What serve prints: the tree as it is served, then what is mounted. */
static void
test_lines (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *expected = g_strdup_printf (
    "mounted .1.3.6.1.2.1.17 of %s (2 varbinds) at .1.3.6.1.2.1.17\n"
    "mounted .1.3.6.1.9 of %s (0 varbinds) at .1.3.6.1.9\n", self->table, self->table);
  g_autofree char *note = g_strdup_printf (
    "note: %s has nothing at or below .1.3.6.1.9; if it has other names, write "
    "--mount .1.3.6.1.9=%s@BASE\n", self->table, self->table);
  g_autofree char *serving = g_strdup_printf ("serving %s (4 varbinds) at 127.0.0.1:",
                                              self->device);
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = g_malloc0 (1000);

  process = tarn_start ("tarn serve --listen 127.0.0.1:0 {} --mount 1.3.6.1.2.1.17={} "
                        "--mount 1.3.6.1.9={}", self->device, self->table, self->table);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), line, 999, NULL,
                                        &error), >, 0);
  g_assert_true (g_str_has_prefix (line, serving));
  g_assert_true (g_str_has_suffix (line, expected));

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_communicate_utf8 (process, "", NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (err, note));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

typedef struct
{
  const char *mounts;     /* {} is the capture of the table */
  const char *says;
} Misuse;

static const Misuse misuses[] = {
  { "--mount {}", "--mount takes PREFIX=FILE or PREFIX=FILE@BASE: “" },
  { "--mount 1.3.6=", "“1.3.6=” names no FILE" },
  { "--mount 1.3.x={}", "“1.3.x”" },
  { "--mount 1={}", "“1” is no OID of two arcs or more" },
  { "--mount .={}", "“.” is no OID of two arcs or more" },
  { "--mount ={}", "“” is no OID of two arcs or more" },
  { "--mount 1.3.6={}@", "“” is no OID of two arcs or more" },
  { "--mount 1.3.6={}@1", "“1” is no OID of two arcs or more" },
  { "--mount 1.3.6={}@1.3.99999999999", "99999999999" },
  { "--mount 1.3.6={}x", "table@home.tarnx" },
  { "--mount 1.3.6={} --mount .1.3.6=/proc/version", "/proc/version" },
  { "--mount", "--mount needs a value" },
};

static void
test_misuse (Fixture       *self,
             gconstpointer  data)
{
  const Misuse *m = data;
  g_autofree char *arguments = g_strdup_printf ("tarn serve --listen 127.0.0.1:0 {} %s",
                                                m->mounts);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, arguments, self->device, self->table);
  g_test_message ("%s", tarn_run_err (&run));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_assert_nonnull (strstr (tarn_run_err (&run), m->says));
}

static void
test_same_place (Fixture       *self,
                 gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn serve {} --mount 1.3.6={} --mount .1.3.6={}", self->device,
            self->table, self->device);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&run), "A store is mounted at “.1.3.6” already"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/cli-mount/walk", test_walk);
  ADD ("/cli-mount/set", test_set);
  ADD ("/cli-mount/lines", test_lines);
  ADD ("/cli-mount/twice at one place", test_same_place);
#undef ADD
  for (gsize i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autofree char *path = g_strconcat ("/cli-mount/misuse/", misuses[i].mounts, NULL);

      g_test_add (path, Fixture, &misuses[i], set_up, test_misuse, tear_down);
    }

  return g_test_run ();
}
