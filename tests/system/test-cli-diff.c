/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn diff: what it prints, and its exit status.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>

#include "tarn-cli-fixture.h"

/* Beside what the fixture recorded. */
static char *
make_other (TarnCliFixture *self,
            const char     *name,
            const char     *lines)
{
  g_autofree char *file = g_strconcat (name, ".snmprec", NULL);
  g_autofree char *recording = tarn_cli_fixture_path_of (self, file);
  char *capture = tarn_cli_fixture_path_of (self, name);
  g_auto(TarnRun) run = { 0 };

  g_assert_true (g_file_set_contents (recording, lines, -1, NULL));
  tarn_run (&run, NULL, "tarn import {} -o {}", recording, capture);
  g_assert_cmpint (run.status, ==, 0);
  g_unlink (recording);
  return capture;
}

typedef struct
{
  const char *what;
  const char *options;
  const char *lines;      /* of the other capture */
  const char *oid;
  int         status;
  const char *out;
} Case;

#define SAME "1.3.6.1.2.1.1.1.0|4|A switch\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999\n"
#define REST "1.3.6.1.2.1.2.2.1.6.1|4x|020000000001\n1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615\n"

static const Case cases[] = {
  { "no difference", "", SAME "1.3.6.1.2.1.1.3.0|67|4200\n" REST, "", 0,
    "0 changed, 0 added, 0 removed; 0 that always move; 5 equal\n" },
  { "what moves is counted, and no difference", "", SAME "1.3.6.1.2.1.1.3.0|67|4300\n" REST, "", 0,
    "0 changed, 0 added, 0 removed; 1 that always move (--moving shows them); 4 equal\n" },
  { "unless that is wanted", "--moving", SAME "1.3.6.1.2.1.1.3.0|67|4300\n" REST, "", 1,
    "- .1.3.6.1.2.1.1.3.0 = Timeticks: (4200) 0:00:42.00\n"
    "+ .1.3.6.1.2.1.1.3.0 = Timeticks: (4300) 0:00:43.00\n"
    "0 changed, 0 added, 0 removed; 1 that always move; 4 equal\n" },
  { "a difference", "", SAME "1.3.6.1.2.1.1.3.0|67|4200\n1.3.6.1.2.1.1.6.0|4|here\n" REST, "", 1,
    "+ .1.3.6.1.2.1.1.6.0 = STRING: \"here\"\n"
    "0 changed, 1 added, 0 removed; 0 that always move; 5 equal\n" },
  { "only below an OID", "", SAME "1.3.6.1.2.1.1.3.0|67|4200\n1.3.6.1.2.1.1.6.0|4|here\n" REST,
    "1.3.6.1.2.1.2", 0, "0 changed, 0 added, 0 removed; 0 that always move; 1 equal\n" },
  { "nothing but the exit status", "-q", SAME, "", 1, "" },
  { "as CSV", "--format csv", SAME "1.3.6.1.2.1.1.3.0|67|4200\n1.3.6.1.2.1.1.6.0|4|=1+1\n" REST, "",
    1, "change,row,moving,oid,name,before,after\n"
       "added,,,1.3.6.1.2.1.1.6.0,.1.3.6.1.2.1.1.6.0,,\"'=1+1\"\n" },
};

static void
test_case (TarnCliFixture *self,
           gconstpointer   data)
{
  const Case *c = data;
  g_autofree char *other = make_other (self, "other.tarn", c->lines);
  g_autofree char *line = g_strdup_printf ("tarn diff %s {} {} %s", c->options, c->oid);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, line, self->capture, other);
  g_assert_cmpstr (tarn_run_err (&run), ==, "");
  g_assert_cmpstr (tarn_run_out (&run), ==, c->out);
  g_assert_cmpint (run.status, ==, c->status);
  g_unlink (other);
}

static void
test_trouble (TarnCliFixture *self,
              gconstpointer   data)
{
  static const struct { const char *arguments, *complaint; } calls[] = {
    { "tarn diff {}", "two FILEs are needed" },
    { "tarn diff {} /nowhere/there.tarn", "/nowhere/there.tarn" },
    { "tarn diff {} {} no.such.name", "no.such.name" },
    { "tarn diff --format snmprec {} {}", "--format takes text, csv or json, not “snmprec”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto(TarnRun) run = { 0 };

      tarn_run (&run, NULL, calls[i].arguments, self->capture, self->capture);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (tarn_run_out (&run), ==, "");
      g_assert_nonnull (strstr (tarn_run_err (&run), calls[i].complaint));
    }
}

/* A capture beside itself is the same. */
static void
test_itself (TarnCliFixture *self,
             gconstpointer   data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn diff {} {}", self->capture, self->capture);
  g_assert_cmpint (run.status, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli-diff/%s", cases[i].what);

      g_test_add (path, TarnCliFixture, &cases[i], tarn_cli_fixture_set_up, test_case,
                  tarn_cli_fixture_tear_down);
    }
  g_test_add ("/cli-diff/trouble", TarnCliFixture, NULL, tarn_cli_fixture_set_up, test_trouble,
              tarn_cli_fixture_tear_down);
  g_test_add ("/cli-diff/itself", TarnCliFixture, NULL, tarn_cli_fixture_set_up, test_itself,
              tarn_cli_fixture_tear_down);

  return g_test_run ();
}
