/* test-serve-faults.c
 *
 * tarn serve --fault is asked by our own commands and by net-snmp's, over loopback.
 * Whatever the agent does, tarn walk ends, gives nothing out that is not there, and
 * says so where it has not read everything.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

#define N_ROWS 40
#define TABLE  "1.3.6.1.2.1.2.2"

typedef struct
{
  char *folder;
  char *capture;
  char *truth;     /* what tarn walk prints of a good agent */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new ("1.3.6.1.2.1.1.1.0|4|A switch\n"
                                          "1.3.6.1.2.1.1.3.0|67|4200\n"
                                          "1.3.6.1.2.1.1.6.0|4|Room 12\n");
  g_autofree char *recording = NULL;
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  for (guint i = 1; i <= N_ROWS; i++)
    g_string_append_printf (text, TABLE ".1.1.%u|2|%u\n", i, i);
  for (guint i = 1; i <= N_ROWS; i++)
    g_string_append_printf (text, TABLE ".1.2.%u|4|port %u\n", i, i);
  g_string_append (text, "1.3.6.1.2.1.2.3.0|66|4000000000\n"
                         "1.3.6.1.2.1.4.20.1.1.10.0.0.1|64|10.0.0.1\n"
                         "1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615\n");

  self->folder = g_dir_make_tmp ("tarn-faults-XXXXXX", &error);
  g_assert_no_error (error);
  recording = g_build_filename (self->folder, "switch.snmprec", NULL);
  self->capture = g_build_filename (self->folder, "switch.tarn", NULL);
  g_file_set_contents (recording, text->str, -1, &error);
  g_assert_no_error (error);
  tarn_run (&run, NULL, "tarn import {} -o {}", recording, self->capture);
  g_assert_cmpint (run.status, ==, 0);
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
  g_free (self->capture);
  g_free (self->truth);
}

/* What becomes of tarn walk. */
typedef enum
{
  WALK_WHOLE,      /* as of a good agent, status 0                                    */
  WALK_OTHER,      /* as many lines, status 0: names or values are not what they were */
  WALK_FEWER,      /* fewer lines, all of them true, status 0: the rest is not there  */
  WALK_PART,       /* some lines, all of them true, and status 1 with what is missing */
  WALK_NOTHING,    /* status 1 */
} WalkEnd;

static const struct { const char *faults; WalkEnd end; const char *says; } walks[] = {
  /* F-15, F-16, F-40, F-41, F-44, F-64: the way, and a slow device */
  { "--fault delay=2ms..6ms --fault duplicate=5 --fault reorder=5%", WALK_WHOLE, NULL },
  { "--fault drop=10% --fault-seed 7", WALK_WHOLE, NULL },
  { "--fault drop=100%", WALK_NOTHING, "did not answer within" },
  { "--fault rate=50", WALK_WHOLE, NULL },
  { "--fault in-flight=1 --fault work=1ms+20us", WALK_WHOLE, NULL },
  { "--fault slow-start=700ms@" TABLE, WALK_WHOLE, NULL },
  { "--fault overshoot=5ms@" TABLE, WALK_WHOLE, NULL },
  { "--fault hang=60s", WALK_WHOLE, NULL },   /* F-06: max-repetitions is never 0 */

  /* F-10, F-31, P-MGR-01, P-MGR-02 */
  { "--fault source=port", WALK_WHOLE, NULL },
  { "--fault source=127.0.0.2", WALK_NOTHING, "an answer came from 127.0.0.2" },
  { "--fault community=other", WALK_NOTHING, "did not answer" },
  { "--fault id=wrong", WALK_NOTHING, "did not answer" },
  { "--fault id=sign-extended", WALK_WHOLE, NULL },
  { "--fault echo", WALK_NOTHING, "did not answer" },

  /* F-01, F-02, F-50 */
  { "--fault cycle=3@" TABLE, WALK_PART, "do not increase after ." TABLE ".1.1.3" },
  { "--fault cycle=50@" TABLE, WALK_PART, "do not increase after ." TABLE ".1.2.10" },
  { "--fault repeat=5@" TABLE, WALK_PART, "do not increase after ." TABLE ".1.1.5" },
  { "--fault swap=5@" TABLE, WALK_PART, "do not increase after ." TABLE ".1.1.4" },
  { "--fault holes=20%", WALK_FEWER, NULL },
  { "--fault churn=5%", WALK_FEWER, NULL },

  /* F-06, F-09, F-18, F-19, F-38 */
  { "--fault too-big=4", WALK_WHOLE, NULL },
  { "--fault fewer=3", WALK_WHOLE, NULL },
  { "--fault extra=2", WALK_WHOLE, NULL },
  { "--fault renamed", WALK_OTHER, NULL },
  { "--fault empty", WALK_NOTHING, "without a single varbind" },
  { "--fault gen-err=" TABLE ".1.2.7", WALK_PART, "genErr) after ." TABLE ".1.2.6" },

  /* F-20 … F-30 */
  { "--fault junk=15", WALK_WHOLE, NULL },
  { "--fault truncate=40", WALK_NOTHING, "missing: from the beginning to the end" },
  { "--fault long-lengths --fault extra-fields --fault wide-fields", WALK_WHOLE, NULL },
  { "--fault non-minimal-integer", WALK_WHOLE, NULL },
  { "--fault missing-leading-zero", WALK_WHOLE, NULL },
  { "--fault string-clamped", WALK_WHOLE, NULL },
  { "--fault oid-padded", WALK_WHOLE, NULL },
  { "--fault empty-value --fault unknown-type@" TABLE, WALK_OTHER, NULL },
  { "--fault oid-too-long", WALK_OTHER, NULL },
  { "--fault oid-overflow", WALK_NOTHING, "an OID that cannot be asked for" },
  { "--fault overrun", WALK_NOTHING, "not with SNMP that can be read" },
};

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';

  return n;
}

/* Each line but the last, which tells of the end, is one of @truth. */
static void
assert_true_lines (const char *text,
                   const char *truth)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && strstr (truth, *line) == NULL)
      g_error ("“%s” is not there", *line);
}

static void
check_walk (Fixture    *self,
            const char *faults,
            WalkEnd     end,
            const char *says)
{
  g_autofree char *arguments = g_strconcat ("{} ", faults, NULL);
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, arguments, self->capture);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn walk -t 0.25 -r {} {}", end == WALK_NOTHING ? "1" : "3", target);
  g_test_message ("%s: status %d, %u lines, %s", faults, run.status,
                  count_lines (tarn_run_out (&run)), tarn_run_err (&run));

  if (self->truth == NULL)
    self->truth = g_strdup (tarn_run_out (&run));
  if (end == WALK_WHOLE)
    g_assert_cmpstr (tarn_run_out (&run), ==, self->truth);
  else if (end == WALK_OTHER)
    g_assert_cmpuint (count_lines (tarn_run_out (&run)), ==, count_lines (self->truth));
  else if (end == WALK_NOTHING)
    g_assert_cmpstr (tarn_run_out (&run), ==, "");
  else
    {
      g_assert_cmpuint (count_lines (tarn_run_out (&run)), <, count_lines (self->truth));
      g_assert_cmpuint (count_lines (tarn_run_out (&run)), >, 5);
      assert_true_lines (tarn_run_out (&run), self->truth);
    }

  g_assert_cmpint (run.status, ==, end < WALK_PART ? 0 : 1);
  if (says != NULL)
    g_assert_nonnull (strstr (tarn_run_err (&run), says));
  if (says != NULL && strstr (says, "do not increase") != NULL)
    g_assert_nonnull (strstr (tarn_run_err (&run), "--tolerate"));
  if (end >= WALK_PART)
    g_assert_nonnull (strstr (tarn_run_err (&run), "missing: "));
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

static void
test_walk (Fixture       *self,
           gconstpointer  data)
{
  check_walk (self, "", WALK_WHOLE, NULL);
  g_assert_cmpuint (count_lines (self->truth), ==, 3 + 2 * N_ROWS + 3 + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    check_walk (self, walks[i].faults, walks[i].end, walks[i].says);
}

/* F-03, P-WLK-08: rows without end are taken as they come, and a capture of what
 * came is told to be a part when somebody has had enough. */
static void
test_endless (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --fault endless@1.3.6.1.2.1.4",
                                             self->capture);
  g_autoptr(GSubprocess) walk = tarn_start ("tarn walk {} 1.3.6.1.2.1.4", target);
  g_autoptr(GDataInputStream) out = NULL;
  g_autoptr(GInputStream) err = NULL;
  char text[4096] = { 0 };

  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (walk));
  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, NULL);

      /* Wherever the walk asks, there is more. */
      g_assert_nonnull (line);
      g_assert_true (g_str_has_prefix (line, ".1.3.6.1.2.1.4."));
    }

  g_subprocess_send_signal (walk, SIGINT);
  while (g_input_stream_skip (G_INPUT_STREAM (out), sizeof text, NULL, NULL) > 0)
    ;
  err = g_object_ref (g_subprocess_get_stderr_pipe (walk));
  g_assert_true (g_input_stream_read_all (err, text, sizeof text - 1, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "missing: "));
  g_assert_true (g_subprocess_wait (walk, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (walk), ==, 1);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

/* tarn get and net-snmp's snmpget and snmpbulkwalk; @status of theirs. */
static const struct { const char *faults; const char *command; int status; const char *prints; }
commands[] = {
  { "", "tarn get {} 1.3.6.1.2.1.1.1.0", 0, "STRING: \"A switch\"" },
  { "--fault gen-err=1.3.6.1.2.1.1.1", "tarn get {} 1.3.6.1.2.1.1.1.0", 1, "genErr" },
  { "--fault fewer=1", "tarn get {} 1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.6.0", 0, "Room 12" },
  { "--fault renamed", "tarn get {} 1.3.6.1.2.1.1.1.0", 1, "which it was not asked for" },
  { "--fault holes=100%@1.3.6.1.2.1.1.1", "tarn get {} 1.3.6.1.2.1.1.1.0", 1,
    "No Such Instance" },
  { "--fault hang=60s --fault delay=1ms",
    "tarn bulk -Cr0 -Cn0 -t 0.2 -r 1 {} 1.3.6.1.2.1.1", 1, "did not answer" },

  { "", "snmpget {} 1.3.6.1.2.1.1.1.0", 0, "STRING: \"A switch\"" },
  { "--fault delay=5ms --fault duplicate=3 --fault junk=9 --fault long-lengths",
    "snmpbulkwalk {} " TABLE, 0, "port 40" },
  { "--fault source=port", "snmpget {} 1.3.6.1.2.1.1.1.0", 0, "A switch" },
  { "--fault drop=100%", "snmpget {} 1.3.6.1.2.1.1.1.0", 1, "No Response" },
  { "--fault community=other", "snmpget {} 1.3.6.1.2.1.1.1.0", 0, NULL },
  { "--fault id=wrong", "snmpget {} 1.3.6.1.2.1.1.1.0", 1, "No Response" },
  { "--fault echo", "snmpget {} 1.3.6.1.2.1.1.1.0", 1, NULL },
  { "--fault cycle=3@" TABLE, "snmpbulkwalk {} " TABLE, 1, "OID not increasing" },
  { "--fault gen-err=" TABLE ".1.2.7", "snmpbulkwalk {} " TABLE, 2, "genError" },
  { "--fault too-big=0", "snmpget {} 1.3.6.1.2.1.1.1.0", 2, "tooBig" },
  { "--fault missing-leading-zero", "snmpget {} 1.3.6.1.2.1.2.3.0", 0, "4000000000" },
  { "--fault uptime-reset=1", "snmpget {} 1.3.6.1.2.1.1.3.0", 0, "Timeticks: (1)" },
  { "--fault too-big=4@" TABLE " --fault silent=4@1.3.6.1.2.1.4",
    "snmpget {} 1.3.6.1.2.1.4.20.1.1.10.0.0.1", 0, "10.0.0.1" },
};

static void
test_commands (Fixture       *self,
               gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *arguments = g_strconcat ("{} ", commands[i].faults, NULL);
      g_autofree char *command = NULL;
      g_autofree char *target = NULL;
      g_autofree char *all = NULL;
      g_autoptr(GSubprocess) agent = NULL;
      g_auto(TarnRun) run = { 0 };
      const char *operands = strchr (commands[i].command, ' ');

      if (g_str_has_prefix (commands[i].command, "snmp"))
        {
          g_autofree char *tool = g_strndup (commands[i].command,
                                             (gsize) (operands - commands[i].command));
          g_autofree char *path = g_find_program_in_path (tool);

          if (path == NULL)
            {
              g_test_skip ("net-snmp's tools are not installed");
              return;
            }
          command = g_strconcat (tool, " -v2c -c public -On -m '' -t 0.5 -r 1", operands, NULL);
        }

      agent = tarn_serve (&target, arguments, self->capture);
      tarn_run (&run, NULL, command != NULL ? command : commands[i].command, target);
      all = g_strconcat (tarn_run_out (&run), tarn_run_err (&run), NULL);
      g_test_message ("%s, %s: status %d, %s", commands[i].faults, commands[i].command,
                      run.status, all);
      g_assert_cmpint (run.status, ==, commands[i].status);
      if (commands[i].prints != NULL)
        g_assert_nonnull (strstr (all, commands[i].prints));
      g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
    }
}

/* A delay is kept to, and several answers wait at once. */
static void
test_delay (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --fault delay=150ms", self->capture);
  gint64 start_us = g_get_monotonic_time ();
  GSubprocess *gets[8];

  for (gsize i = 0; i < G_N_ELEMENTS (gets); i++)
    gets[i] = tarn_start ("tarn get -t 5 {} 1.3.6.1.2.1.1.1.0", target);
  for (gsize i = 0; i < G_N_ELEMENTS (gets); i++)
    {
      g_assert_true (g_subprocess_wait_check (gets[i], NULL, NULL));
      g_object_unref (gets[i]);
    }

  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 150000);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

/* What people write instead, and where they find what there is. */
static void
test_usage (Fixture       *self,
            gconstpointer  data)
{
  g_auto(TarnRun) list = { 0 };
  g_auto(TarnRun) wrong = { 0 };
  g_auto(TarnRun) scope = { 0 };

  tarn_run (&list, NULL, "tarn serve --fault list");
  g_assert_cmpint (list.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&list), "  drop=N%[@OID]\n"));
  g_assert_nonnull (strstr (tarn_run_out (&list), "  cycle=N@OID\n"));
  g_assert_nonnull (strstr (tarn_run_out (&list), "(F-64)"));

  tarn_run (&wrong, NULL, "tarn serve {} --fault drp=10%", self->capture);
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&wrong), "no fault “drp”"));

  tarn_run (&scope, NULL, "tarn serve {} --fault cycle=3", self->capture);
  g_assert_cmpint (scope.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&scope), "cycle=N@OID"));
}

static void
add (const char  *path,
     void       (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/serve-faults/walk", test_walk);
  add ("/serve-faults/endless", test_endless);
  add ("/serve-faults/commands", test_commands);
  add ("/serve-faults/delay", test_delay);
  add ("/serve-faults/usage", test_usage);

  return g_test_run ();
}
