/* test-walk-relay.c
 *
 * tarn walk over a network that delays, jitters, loses, reorders, duplicates and is slow,
 * from agents that are well and from some that are not: what is printed is the truth, in
 * the order of names, each varbind once, and complete is only said where it is.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-relay.h"
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>

#include "tarn-command.h"

#define N_COLUMNS 12
#define N_ROWS    150
#define TABLE     "1.3.6.1.2.1.2.2.1"

typedef struct
{
  char        *folder;
  char        *capture;
  char        *truth;      /* what tarn walk prints of the agent with nothing between */
  GSubprocess *agent;
  char        *agent_at;

  GThread      *thread;    /* runs the relay */
  GMainContext *context;
  GMainLoop    *loop;
  TarnRelay    *relay;
  GSource      *source;
  char         *relay_at;
} Fixture;

static void
append_recording (GString *text)
{
  g_string_append (text, "1.3.6.1.2.1.1.1.0|4|A switch\n"
                         "1.3.6.1.2.1.1.3.0|67|4200\n"
                         "1.3.6.1.2.1.2.1.0|2|150\n");
  for (guint column = 1; column <= N_COLUMNS; column++)
    for (guint row = 1; row <= N_ROWS; row++)
      g_string_append_printf (text, TABLE ".%u.%u|%s%u\n", column, row * 3,
                              column == 2 ? "4|port " : "65|", column * 1000 + row);
  for (guint row = 1; row <= 40; row++)
    g_string_append_printf (text, "1.3.6.1.2.1.4.20.1.1.10.0.%u.1|64|10.0.%u.1\n", row, row);
  g_string_append (text, "1.3.6.1.4.1.2021.4.3.0|2|-1\n");
}

static gpointer
relay_run (gpointer data)
{
  Fixture *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
relay_start (Fixture             *self,
             const TarnRelayLine *line,
             guint32              seed)
{
  g_autoptr(GSocketAddress) listen = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) agent = NULL;
  g_autoptr(GError) error = NULL;

  agent = g_inet_socket_address_new_from_string ("127.0.0.1",
                                                 (guint) atoi (strrchr (self->agent_at, ':') + 1));
  self->relay = tarn_relay_new (line, line, seed);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->source = tarn_relay_source_new (self->relay, G_INET_SOCKET_ADDRESS (listen),
                                        G_INET_SOCKET_ADDRESS (agent), &error);
  g_assert_no_error (error);
  self->relay_at = tarn_relay_source_dup_address (self->source);
  g_source_attach (self->source, self->context);
  self->thread = g_thread_new ("relay", relay_run, self);
}

static void
relay_stop (Fixture *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  tarn_relay_free (self->relay);
  g_free (self->relay_at);
}

static void
agent_start (Fixture    *self,
             const char *faults)
{
  g_autofree char *arguments = g_strconcat ("{} --max-size 1472 ", faults, NULL);

  self->agent = tarn_serve (&self->agent_at, arguments, self->capture);
}

static void
agent_stop (Fixture *self)
{
  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_clear_object (&self->agent);
  g_clear_pointer (&self->agent_at, g_free);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *recording = NULL;
  g_auto(TarnRun) import = { 0 };
  g_auto(TarnRun) walk = { 0 };
  g_autoptr(GError) error = NULL;

  append_recording (text);
  self->folder = g_dir_make_tmp ("tarn-walk-relay-XXXXXX", &error);
  g_assert_no_error (error);
  recording = g_build_filename (self->folder, "switch.snmprec", NULL);
  self->capture = g_build_filename (self->folder, "switch.tarn", NULL);
  g_file_set_contents (recording, text->str, -1, &error);
  g_assert_no_error (error);
  tarn_run (&import, NULL, "tarn import {} -o {}", recording, self->capture);
  g_assert_cmpint (import.status, ==, 0);

  agent_start (self, "");
  tarn_run (&walk, NULL, "tarn walk {}", self->agent_at);
  g_assert_cmpint (walk.status, ==, 0);
  self->truth = g_strdup (tarn_run_out (&walk));
  agent_stop (self);
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

/* The truth itself has as many lines as the recording, and the end. */
static void
test_truth (Fixture       *self,
            gconstpointer  data)
{
  g_auto(GStrv) lines = g_strsplit (self->truth, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines) - 1, ==, 3 + N_COLUMNS * N_ROWS + 40 + 1 + 1);
}

#define MS 1000   /* in microseconds */

typedef struct
{
  const char    *name;
  TarnRelayLine  line;
  const char    *faults;
  guint32        seed;
} WayVector;

static const WayVector ways[] = {
  { "a way of 20 ms", { .delay_us = 20 * MS }, "", 1 },
  { "jitter: answers overtake each other", { .delay_us = 5 * MS, .jitter_us = 20 * MS }, "", 2 },
  { "1 % lost each way", { .delay_us = 5 * MS, .loss = 0.01 }, "", 3 },
  { "5 % lost each way", { .delay_us = 5 * MS, .loss = 0.05 }, "", 4 },
  { "20 % lost each way", { .delay_us = 2 * MS, .loss = 0.2 }, "", 5 },
  { "a third twice (F-15)", { .delay_us = 2 * MS, .duplicate = 0.33 }, "", 6 },
  { "a third late (F-15)", { .delay_us = 2 * MS, .reorder = 0.33 }, "", 7 },
  { "a narrow way with a short queue", { .delay_us = 2 * MS, .rate = 250000, .queue = 8000 }, "", 8 },
  { "all of that",
    { .delay_us = 3 * MS, .jitter_us = 10 * MS, .loss = 0.1, .duplicate = 0.1, .reorder = 0.1,
      .rate = 1000000, .queue = 30000 }, "", 9 },
  { "an agent that answers one at a time (F-44)", { .delay_us = 2 * MS, .loss = 0.02 },
    "--fault in-flight=1 --fault work=300us+5us", 10 },
  { "an agent with short answers (F-06)", { .delay_us = 2 * MS, .loss = 0.02 },
    "--fault fewer=3", 11 },
  { "an agent that is soon too big (F-06)", { .delay_us = 2 * MS, .loss = 0.02 },
    "--fault too-big=7", 12 },
  { "an agent with odd integers (F-22)", { .delay_us = 2 * MS, .loss = 0.02 },
    "--fault non-minimal-integer --fault long-lengths", 13 },
};

static void
test_way (Fixture       *self,
          gconstpointer  data)
{
  const WayVector *v = data;
  gint64 began_us = g_get_monotonic_time ();
  g_auto(TarnRun) walk = { 0 };

  agent_start (self, v->faults);
  relay_start (self, &v->line, v->seed);

  tarn_run (&walk, NULL, "tarn walk -t 0.5 -r 5 --verdict - {}", self->relay_at);
  g_test_message ("%.2f s, %s", (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC,
                  tarn_run_err (&walk));
  g_assert_cmpstr (tarn_run_out (&walk), ==, self->truth);
  g_assert_cmpint (walk.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_err (&walk), "{\"complete\":true,\"reason\":null,"));
  g_assert_nonnull (strstr (tarn_run_err (&walk), "\"gaps\":[]"));

  relay_stop (self);
  agent_stop (self);
}

/* Lines that are all of @truth, in its order, each once. */
static void
assert_part_of (const char *text,
                const char *truth)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  const char *at = truth;

  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      const char *found = strstr (at, *line);

      if (found == NULL)
        g_error ("“%s” is not there, or not behind the line before it", *line);
      at = found + strlen (*line);
    }
}

/* A cell that is an error, over a bad way: all but what is told to be missing. */
static void
test_gap (Fixture       *self,
          gconstpointer  data)
{
  const TarnRelayLine line = { .delay_us = 2 * MS, .jitter_us = 2 * MS, .loss = 0.05 };
  g_autofree char *path = g_build_filename (self->folder, "verdict", NULL);
  g_autofree char *json = NULL;
  g_auto(TarnRun) walk = { 0 };
  g_autoptr(GError) error = NULL;

  agent_start (self, "--fault gen-err=" TABLE ".5.30");
  relay_start (self, &line, 21);

  tarn_run (&walk, NULL, "tarn walk -t 0.5 -r 5 --verdict {} {}", path, self->relay_at);
  g_test_message ("%s", tarn_run_err (&walk));
  g_assert_cmpint (walk.status, ==, 1);
  assert_part_of (tarn_run_out (&walk), self->truth);
  g_assert_null (strstr (tarn_run_out (&walk), "." TABLE ".5.30 "));
  g_assert_nonnull (strstr (tarn_run_out (&walk), "." TABLE ".5.27 "));
  g_assert_nonnull (strstr (tarn_run_out (&walk), "." TABLE ".5.33 "));
  g_assert_nonnull (strstr (tarn_run_out (&walk), "." TABLE ".12.450 "));
  g_assert_nonnull (strstr (tarn_run_err (&walk), "missing: after ." TABLE ".5.27 "));

  g_file_get_contents (path, &json, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (json, "{\"complete\":false,\"reason\":\"127.0.0.1"));
  g_assert_nonnull (strstr (json, "{\"after\":\"." TABLE ".5.27\","));
  g_assert_nonnull (strstr (json, "\"code\":\"error-status\""));

  relay_stop (self);
  agent_stop (self);
}

/* Of an earlier capture, some names have gone since and others are new: they tell where to
 * divide, not what is there. */
static void
test_keys (Fixture       *self,
           gconstpointer  data)
{
  const TarnRelayLine line = { .delay_us = 5 * MS, .jitter_us = 5 * MS, .loss = 0.02 };
  g_autofree char *earlier = g_build_filename (self->folder, "earlier.tarn", NULL);
  g_auto(TarnRun) mirror = { 0 };
  g_auto(TarnRun) edit = { 0 };
  g_auto(TarnRun) walk = { 0 };
  g_auto(TarnRun) none = { 0 };

  agent_start (self, "");
  tarn_run (&mirror, NULL, "tarn mirror {} {}", self->agent_at, earlier);
  g_assert_cmpint (mirror.status, ==, 0);
  tarn_run (&edit, NULL, "tarn set --capture {} --delete 1.3.6.1.2.1.1.1.0 --delete " TABLE ".3.30 "
            TABLE ".7.31 i 1 1.3.6.1.9.1 i 1", earlier);
  g_assert_cmpint (edit.status, ==, 0);

  relay_start (self, &line, 22);
  tarn_run (&walk, NULL, "tarn walk -t 0.5 -r 5 --keys {} {}", earlier, self->relay_at);
  g_test_message ("%s", tarn_run_err (&walk));
  g_assert_cmpstr (tarn_run_out (&walk), ==, self->truth);
  g_assert_cmpint (walk.status, ==, 0);
  relay_stop (self);

  tarn_run (&none, NULL, "tarn walk --keys {}/none {}", self->folder, self->agent_at);
  g_assert_cmpint (none.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&none), "/none"));
  agent_stop (self);
}

/* P-WLK-08: an agent that takes its time is left when ours is over. */
static void
test_max_time (Fixture       *self,
               gconstpointer  data)
{
  gint64 began_us = g_get_monotonic_time ();
  g_auto(TarnRun) walk = { 0 };

  agent_start (self, "--fault delay=200ms");
  tarn_run (&walk, NULL, "tarn walk --max-time 0.7 --verdict - {}", self->agent_at);
  g_test_message ("%s", tarn_run_err (&walk));
  g_assert_cmpint (walk.status, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - began_us, <, 5 * G_USEC_PER_SEC);
  assert_part_of (tarn_run_out (&walk), self->truth);
  g_assert_nonnull (strstr (tarn_run_err (&walk), "the limit of the walk was reached"));
  g_assert_nonnull (strstr (tarn_run_err (&walk), "\"code\":\"limit\""));
  agent_stop (self);
}

/* Where the verdict cannot be written, nothing is asked. */
static void
test_no_verdict (Fixture       *self,
                 gconstpointer  data)
{
  g_auto(TarnRun) walk = { 0 };

  tarn_run (&walk, NULL, "tarn walk --verdict {}/none/verdict 127.0.0.1:9", self->folder);
  g_assert_cmpint (walk.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&walk), "/none/verdict"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/walk-relay/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("truth", test_truth);
  ADD ("gap", test_gap);
  ADD ("keys", test_keys);
  ADD ("max-time", test_max_time);
  ADD ("no-verdict", test_no_verdict);
#undef ADD

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-relay/%s", ways[i].name);

      g_test_add (path, Fixture, &ways[i], set_up, test_way, tear_down);
    }

  return g_test_run ();
}
