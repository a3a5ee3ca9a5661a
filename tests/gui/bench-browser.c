/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the whole browser costs on 1,000,000 varbinds: the time from the start of the process to
 * the first rows, how long a turn of the main loop takes, how much of that is our own and how
 * much GTK's, memory, search, and what is used up while nothing happens.
 */
#include <glib/gstdio.h>
#include <sys/wait.h>

#include "bench-turns.h"
#include "tarn-log-pane.h"
#include "tarn-search.h"
#include "tarn-table-pane.h"
#include "tarn-tree-pane.h"
#include "tarn-window-private.h"

#define N_ROWS  1000000
#define ENTRY   "1.3.6.1.4.1.99999.7.1"
#define COLUMN  ENTRY ".1"
#define STARTS  5

static void
put (TarnBatch  *batch,
     const char *name,
     TarnValue  *made)
{
  g_autoptr(TarnOid) oid = tarn_oid_new (name, NULL);
  g_autoptr(TarnValue) value = made;

  tarn_batch_put (batch, oid, value);
}

static void
make_capture (const char *path)
{
  g_autoptr(TarnCapture) capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, NULL);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  put (batch, "1.3.6.1.2.1.1.3.0", tarn_value_new_unsigned (TARN_KIND_TIME_TICKS, 100));
  put (batch, "1.3.6.1.2.1.1.5.0",
       tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) "large", 5));
  for (guint i = 1; i <= N_ROWS - 2; i++)
    {
      g_autofree char *name = g_strdup_printf (COLUMN ".%u", i);

      put (batch, name, tarn_value_new_unsigned (TARN_KIND_GAUGE32, i * 2654435761u));
      if (i % 100000 == 0)
        {
          tarn_store_apply (TARN_STORE (capture), batch, NULL);
          tarn_batch_clear (batch);
        }
    }
  tarn_store_apply (TARN_STORE (capture), batch, NULL);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static TarnDocumentView *
get_view (gpointer window)
{
  return tarn_window_get_view (window);
}

static TarnDocument *
get_document (gpointer window)
{
  return tarn_document_view_get_document (get_view (window));
}

static gpointer
get_pane (gpointer window,
          GType    type)
{
  return find (GTK_WIDGET (get_view (window)), type);
}

/* Some row of the tree has a text, and a place on the screen. */
static gboolean
has_rows (gpointer window)
{
  GtkWidget *list = get_view (window) != NULL ? get_pane (window, TARN_TYPE_TREE_PANE) : NULL;
  GtkWidget *cell = list != NULL ? find (list, GTK_TYPE_INSCRIPTION) : NULL;

  return cell != NULL && gtk_widget_get_mapped (cell) && gtk_widget_get_height (cell) > 0;
}

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* Until the next frame has been drawn. */
static void
wait_frame (gpointer window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (window);
  bench_turns_run (NULL, is_set, &painted);
  g_signal_handler_disconnect (clock, id);
}

static TarnApplication *
start (void)
{
  TarnApplication *application = tarn_application_new ();

  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  return application;
}

static TarnWindow *
open_path (TarnApplication *application,
           const char      *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_application_open (G_APPLICATION (application), &file, 1, "");
  return TARN_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
}

/* GTK's own share of a start: a window with a list of columns, and nothing of ours. */
static void
bench_plain (gint64 began_us)
{
  g_autoptr(GtkApplication) application = gtk_application_new ("org.tarn.Bench",
                                                               G_APPLICATION_NON_UNIQUE);
  GtkWidget *window, *view;

  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = gtk_application_window_new (application);
  view = gtk_column_view_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 720);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  wait_frame (window);
  g_print ("%.0f\n", (double) (g_get_monotonic_time () - began_us) / 1000);
}

static void
bench_start (const char *path,
             gint64      began_us)
{
  TarnApplication *application = start ();
  TarnWindow *window = open_path (application, path);

  bench_turns_run (NULL, has_rows, window);
  wait_frame (window);
  g_print ("%.0f\n", (double) (g_get_monotonic_time () - began_us) / 1000);
}

static gboolean
is_loaded (gpointer window)
{
  return get_view (window) != NULL && tarn_document_get_mib (get_document (window)) != NULL;
}

static void
go (gpointer    window,
    const char *oid)
{
  g_action_group_activate_action (tarn_document_view_get_actions (get_view (window)), "go",
                                  g_variant_new_string (oid));
}

/* Turns until nothing has been drawn or done for a while. */
static void
settle (BenchTurns *turns)
{
  bench_turns_run_for (turns, 300 * G_TIME_SPAN_MILLISECOND);
}

static void
bench_tree (gpointer window)
{
  g_auto(BenchTurns) expand = { .what = "expand 1,000,000" };
  g_auto(BenchTurns) jump = { .what = "40 jumps" };

  bench_turns_begin (&expand);
  go (window, COLUMN ".1");
  bench_turns_end (&expand);
  settle (&expand);
  bench_turns_print (&expand);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *oid = g_strdup_printf (COLUMN ".%d", g_random_int_range (1, N_ROWS - 2));

      bench_turns_begin (&jump);
      go (window, oid);
      bench_turns_end (&jump);
      bench_turns_run_for (&jump, 60 * G_TIME_SPAN_MILLISECOND);
    }
  bench_turns_print (&jump);
}

static gboolean
found_some (gpointer search)
{
  return g_list_model_get_n_items (search) > 0 || !tarn_search_is_running (search);
}

static gboolean
found_all (gpointer search)
{
  return !tarn_search_is_running (search);
}

static void
bench_search (gpointer    window,
              const char *what,
              const char *text)
{
  g_autoptr(TarnSearch) search = tarn_search_new ();
  g_auto(BenchTurns) turns = { .what = what };
  gint64 began_us = g_get_monotonic_time (), first_us;

  bench_turns_begin (&turns);
  tarn_search_start (search, get_document (window), text,
                     TARN_SEARCH_NAMES | TARN_SEARCH_VALUES, NULL);
  bench_turns_end (&turns);
  bench_turns_run (&turns, found_some, search);
  first_us = g_get_monotonic_time () - began_us;
  bench_turns_run (&turns, found_all, search);
  g_print ("%-26s first %.0f ms, all %u in %.0f ms\n", what, (double) first_us / 1000,
           g_list_model_get_n_items (G_LIST_MODEL (search)),
           (double) (g_get_monotonic_time () - began_us) / 1000);
  bench_turns_print (&turns);
}

static void
bench_table (gpointer window)
{
  g_auto(BenchTurns) turns = { .what = "table of no module" };

  bench_turns_begin (&turns);
  g_action_group_activate_action (tarn_document_view_get_actions (get_view (window)),
                                  "show-table", g_variant_new_string (COLUMN ".7"));
  bench_turns_end (&turns);
  bench_turns_run_for (&turns, G_TIME_SPAN_SECOND);
  bench_turns_print (&turns);
}

/* A cursor that blinks does so for ten seconds; a capture is looked at for one. */
static void
bench_idle (const char *what)
{
  gint64 cpu_us;

  bench_turns_run_for (NULL, 12 * G_TIME_SPAN_SECOND);
  cpu_us = bench_turns_cpu_us ();
  bench_turns_run_for (NULL, 3 * G_TIME_SPAN_SECOND);
  g_print ("%-26s %.1f ms of a processor in 3 s\n", what,
           (double) (bench_turns_cpu_us () - cpu_us) / 1000);
}

static void
bench_use (const char *path)
{
  TarnApplication *application = start ();
  TarnWindow *window = open_path (application, path);

  bench_turns_run (NULL, is_loaded, window);
  settle (NULL);
  bench_turns_print_memory ("opened");
  bench_tree (window);
  bench_turns_print_memory ("expanded, jumped");
  bench_search (window, "search a number", "12345");
  bench_search (window, "search a rare number", "1234567");
  bench_search (window, "search a text", "port");
  bench_turns_print_memory ("searched");
  bench_idle ("idle, tree");
  bench_table (window);
  bench_idle ("idle, table");
  bench_turns_print_memory ("with its table");
}

static gboolean
is_mirroring (gpointer window)
{
  return get_view (window) != NULL && tarn_document_get_mirror (get_document (window)) != NULL;
}

static gboolean
is_at_rest (gpointer window)
{
  return !is_mirroring (window);
}

static void
bench_mirror (gpointer    window,
              const char *view,
              const char *what)
{
  GActionGroup *actions = tarn_document_view_get_actions (get_view (window));
  g_auto(BenchTurns) turns = { .what = what };
  gint64 began_us;
  double seconds;

  g_action_group_activate_action (actions, "show-view", g_variant_new_string (view));
  settle (NULL);
  began_us = g_get_monotonic_time ();
  g_action_group_activate_action (actions, "mirror-all", NULL);
  bench_turns_run (&turns, is_at_rest, window);
  seconds = (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  g_print ("%-26s %.0f varbinds/s, %.1f s\n", what, N_ROWS / seconds, seconds);
  bench_turns_print (&turns);
}

static void
bench_device (const char *path)
{
  g_autoptr(GSubprocess) agent =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, g_getenv ("TARN_COMMAND"), "serve",
                      "--listen", "127.0.0.1:0", "--max-size", "1472", path, NULL);
  g_autoptr(GDataInputStream) said =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (agent));
  g_autofree char *line = g_data_input_stream_read_line (said, NULL, NULL, NULL);
  TarnApplication *application = start ();
  TarnWindow *window;

  g_application_activate (G_APPLICATION (application));
  window = TARN_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  tarn_window_open_device (window, g_strrstr (line, "127.0.0.1:"));
  bench_turns_run (NULL, is_mirroring, window);
  bench_turns_run (NULL, is_at_rest, window);
  go (window, ENTRY);
  settle (NULL);
  bench_mirror (window, "tree", "first mirror, tree");
  go (window, COLUMN ".500000");
  bench_mirror (window, "tree", "again, tree open");
  bench_mirror (window, "log", "again, log in sight");
  bench_idle ("idle, with a device");
  bench_turns_print_memory ("after mirrors");
  g_subprocess_force_exit (agent);
}

/* Another run of this program; what it prints as a number, or shows. */
static int
run_self (const char *self,
          const char *mode,
          const char *path)
{
  g_autofree char *began = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *argv[] = { self, mode, path, began, NULL };
  g_autofree char *out = NULL;
  gboolean shown = strcmp (mode, "use") == 0 || strcmp (mode, "device") == 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                shown ? NULL : &out, NULL, NULL, NULL);
  return out != NULL ? atoi (out) : 0;
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static int
median_start (const char *self,
              const char *mode,
              const char *path)
{
  int times[STARTS];

  for (guint i = 0; i < STARTS; i++)
    times[i] = run_self (self, mode, path);
  qsort (times, STARTS, sizeof times[0], compare_ints);
  return times[STARTS / 2];
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (argc > 3)
    {
      gint64 began_us = g_ascii_strtoll (argv[3], NULL, 10);

      if (strcmp (argv[1], "plain") == 0)
        bench_plain (began_us);
      else if (strcmp (argv[1], "start") == 0)
        bench_start (argv[2], began_us);
      else if (strcmp (argv[1], "use") == 0)
        bench_use (argv[2]);
      else
        bench_device (argv[2]);
      return 0;
    }

  folder = g_dir_make_tmp ("tarn-bench-XXXXXX", NULL);
  path = argc > 1 ? g_strdup (argv[1]) : g_build_filename (folder, "large.tarn", NULL);
  if (argc == 1)
    make_capture (path);
  g_print ("first rows after %d ms of which GTK alone needs %d ms (median of %d starts)\n",
           median_start (argv[0], "start", path), median_start (argv[0], "plain", path), STARTS);
  run_self (argv[0], "use", path);
  run_self (argv[0], "device", path);
  if (argc == 1)
    g_unlink (path);
  g_rmdir (folder);
  return 0;
}
