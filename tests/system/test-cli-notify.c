/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn notify and tarn listen, as a person calls them.
 */
#include <signal.h>
#include <string.h>

#include "tarn-cli-fixture.h"

typedef struct
{
  const char *name;
  const char *arguments;
  int         status;
  const char *says;
} MisuseVector;

static const MisuseVector misuse_vectors[] = {
  { "no TARGET", "tarn notify", 2, "a TARGET is needed" },
  { "no TRAP-OID", "tarn notify 127.0.0.1", 2, "a TARGET and a TRAP-OID are needed" },
  { "an inform of SNMPv1", "tarn notify --inform -v1 127.0.0.1 1.3.6", 2, "SNMPv1 has no informs" },
  { "an inform with fields of SNMPv1", "tarn notify --inform --generic 3 127.0.0.1", 2,
    "SNMPv1 has no informs" },
  { "a value that stands alone", "tarn notify 127.0.0.1 1.3.6.1.4.1.9.0.1 1.3.6.1", 2,
    "stands alone" },
  { "a value whose type nobody knows", "tarn notify 127.0.0.1 1.3.6.1.4.1.9.0.1 1.3.6.1.9 77", 2,
    "1.3.6.1.9" },
  { "a generic-trap that is none", "tarn notify --generic linkSideways 127.0.0.1", 2,
    "--generic takes" },
  { "an enterprise alone", "tarn notify --enterprise 1.3.6.1.4.1.9 127.0.0.1", 2,
    "needs --enterprise and --specific" },
  { "an agent-addr that is none", "tarn notify --generic 3 --agent-addr ::1 127.0.0.1", 2,
    "--agent-addr takes" },
  { "a Counter64 in SNMPv1", "tarn notify --trap1 127.0.0.1 1.3.6.1.4.1.9.0.1 1.3.6.1 C 7", 2,
    "Counter64" },
  { "nobody acknowledges", "tarn notify --inform -t 0.05 -r 1 127.0.0.1:9 1.3.6.1.6.3.1.1.5.1", 1,
    "127.0.0.1:9" },
  { "a network that is none", "tarn listen --from 192.0.2.1/24", 2, "--from: “192.0.2.1/24”" },
  { "a kind that is none", "tarn listen --kind traps", 2, "--kind takes trap1, trap or inform" },
  { "a place to listen that is none", "tarn listen --listen 192.0.2.1:1162", 2,
    "is it an address of this computer?" },
  { "an operand", "tarn listen 1162", 2, "none of its options" },
};

static void
test_misuse (gconstpointer data)
{
  const MisuseVector *v = data;
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, v->arguments);
  g_assert_cmpint (run.status, ==, v->status);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  if (strstr (tarn_run_err (&run), v->says) == NULL)
    g_error ("“%s” is not in %s", v->says, tarn_run_err (&run));
}

/* The listener, and to @target where it is. */
static GSubprocess *
start_listener (char       **target,
                const char  *keep,
                const char  *count)
{
  GSubprocess *listener = tarn_start ("tarn listen --listen 127.0.0.1:0 --keep {} --count {}", keep,
                                      count);
  g_autoptr(GDataInputStream) lines
    = g_data_input_stream_new (g_subprocess_get_stderr_pipe (listener));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_assert_nonnull (strstr (line, "listening at "));
  *target = g_strdup (strstr (line, "listening at ") + strlen ("listening at "));
  return listener;
}

/* What is acknowledged is in the file; another run goes on behind it. */
static void
test_keep (TarnCliFixture *self,
           gconstpointer   data)
{
  g_autofree char *path = tarn_cli_fixture_path_of (self, "traps.tarn");

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *target = NULL;
      g_autofree char *cell = g_strdup_printf (".1.3.6.1.2.1.92.1.3.1.1.9.0.%u = OID: "
                                               ".1.3.6.1.6.3.1.1.5.4", i);
      g_autofree char *variable = g_strdup_printf (".1.3.6.1.2.1.92.1.3.2.1.8.0.%u.1 = STRING: "
                                                   "\"core-1\"", i);
      g_autoptr(GSubprocess) listener = start_listener (&target, path, "1");
      g_auto(TarnRun) run = { 0 };
      g_auto(TarnRun) exported = { 0 };

      tarn_run (&run, NULL, "tarn notify --inform -t 5 {} 1.3.6.1.6.3.1.1.5.4 1.3.6.1.2.1.1.5.0 s "
                "core-1", target);
      g_assert_cmpstr (tarn_run_err (&run), ==, "");
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpint (tarn_end (listener, 0), ==, 0);

      tarn_run (&exported, NULL, "tarn export --format text {}", path);
      g_assert_nonnull (strstr (tarn_run_out (&exported), cell));
      g_assert_nonnull (strstr (tarn_run_out (&exported), variable));
    }
}

/* RFC 3418: a served device says that it began, and that somebody guessed, unless a manager has
 * switched that off: then what comes next is not from it. */
static void
test_serve (TarnCliFixture *self,
            gconstpointer   data)
{
  gboolean off = data != NULL;
  g_autofree char *keep = tarn_cli_fixture_path_of (self, "told.tarn");
  g_autofree char *capture = tarn_cli_fixture_path_of (self, "served.tarn");
  g_autofree char *receiver = NULL;
  g_autofree char *target = NULL;
  g_autofree char *told = NULL;
  g_autoptr(GSubprocess) listener = start_listener (&receiver, keep, "2");
  g_autoptr(GSubprocess) agent = NULL;
  g_auto(TarnRun) import = { 0 };
  g_auto(TarnRun) enabled = { 0 };
  g_auto(TarnRun) set = { 0 };
  g_auto(TarnRun) guess = { 0 };
  g_auto(TarnRun) next = { 0 };
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) out = NULL;

  tarn_run (&import, "1.3.6.1.2.1.1.5.0|4|one\n1.3.6.1.2.1.11.30.0|2|2\n",
            "tarn import --format snmprec - -o {}", capture);
  g_assert_cmpint (import.status, ==, 0);
  agent = tarn_serve (&target, "{} --live --write-community w --notify {} --notify-community traps",
                      capture, receiver);
  tarn_run (&enabled, NULL, "tarn get {} 1.3.6.1.2.1.11.30.0", target);
  g_assert_nonnull (strstr (tarn_run_out (&enabled), "INTEGER: 1"));
  if (off)
    {
      tarn_run (&set, NULL, "tarn set -c w {} 1.3.6.1.2.1.11.30.0 i 2", target);
      g_assert_cmpint (set.status, ==, 0);
    }
  tarn_run (&guess, NULL, "tarn get -c guessed -t 0.2 -r 0 {} 1.3.6.1.2.1.1.5.0", target);
  g_assert_cmpint (guess.status, !=, 0);
  tarn_run (&next, NULL, "tarn notify {} 1.3.6.1.6.3.1.1.5.3", receiver);

  g_assert_true (g_subprocess_communicate (listener, nothing, NULL, &out, NULL, NULL));
  told = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  g_assert_nonnull (strstr (told, "1.3.6.1.6.3.1.1.5.1"));
  g_assert_nonnull (strstr (told, off ? "1.3.6.1.6.3.1.1.5.3" : "1.3.6.1.6.3.1.1.5.5"));
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (misuse_vectors); i++)
    {
      g_autofree char *name = g_strconcat ("/cli-notify/", misuse_vectors[i].name, NULL);

      g_test_add_data_func (name, &misuse_vectors[i], test_misuse);
    }
  g_test_add ("/cli-notify/what is kept", TarnCliFixture, NULL, tarn_cli_fixture_set_up, test_keep,
              tarn_cli_fixture_tear_down);

  g_test_add ("/cli-notify/serve", TarnCliFixture, NULL, tarn_cli_fixture_set_up, test_serve,
              tarn_cli_fixture_tear_down);
  g_test_add ("/cli-notify/serve, switched off", TarnCliFixture, "", tarn_cli_fixture_set_up,
              test_serve, tarn_cli_fixture_tear_down);

  return g_test_run ();
}
