/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The tree of the browser on a column of a million instances: the model alone, and in its
 * view, beside a view of as many columns on a model that does nothing.  What both need is
 * GTK's own share.
 */
#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "tarn-document.h"
#include "tarn-tree-pane.h"
#include "tarn-tree-rows.h"

#define N_ROWS  1000000
#define N_TRIES 100000
#define N_SCREENS 200
#define N_SHOWN 205      /* rows that a list view keeps */
#define N_JUMPS 30
#define N_BATCHES 200
#define N_BATCH 1000

static double
ms_since (gint64 began_us)
{
  return (double) (g_get_monotonic_time () - began_us) / 1000;
}

static TarnOid *
make_oid (guint n)
{
  const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 2, 2, 1, 10, n };

  return tarn_oid_new_arcs (arcs, n > 0 ? 11 : 10, NULL);
}

static TarnCapture *
make_capture (const char *path)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  TarnCapture *capture;

  for (guint n = 1; n <= N_ROWS; n++)
    {
      g_autoptr(TarnOid) oid = make_oid (n);
      g_autoptr(TarnValue) value = tarn_value_new_unsigned (TARN_KIND_COUNTER32, n * 7);

      tarn_batch_put (batch, oid, value);
    }
  if (!tarn_capture_write (path, batch, FALSE, &error))
    g_error ("%s", error->message);
  capture = tarn_capture_open (path, TARN_CAPTURE_WRITE, &error);
  if (capture == NULL)
    g_error ("%s", error->message);
  return capture;
}

/* A list of as many rows, each of which says where it is. */
typedef struct
{
  GObject parent_instance;

  guint   n_rows;
} TrivialRows;
typedef GObjectClass TrivialRowsClass;

static GType trivial_rows_get_type (void);

static GType
trivial_rows_get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
trivial_rows_get_n_items (GListModel *model)
{
  return ((TrivialRows *) model)->n_rows;
}

static gpointer
trivial_rows_get_item (GListModel *model,
                       guint       position)
{
  g_autofree char *text = g_strdup_printf ("row %u", position);

  return position < ((TrivialRows *) model)->n_rows ? gtk_string_object_new (text) : NULL;
}

static void
trivial_rows_list_init (GListModelInterface *iface)
{
  iface->get_item_type = trivial_rows_get_item_type;
  iface->get_n_items = trivial_rows_get_n_items;
  iface->get_item = trivial_rows_get_item;
}

G_DEFINE_TYPE_WITH_CODE (TrivialRows, trivial_rows, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, trivial_rows_list_init))

static void
trivial_rows_class_init (TrivialRowsClass *class)
{
}

static void
trivial_rows_init (TrivialRows *self)
{
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  gtk_list_item_set_child (item, gtk_inscription_new (NULL));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_trivial_view (GListModel *model)
{
  GtkSingleSelection *selection = gtk_single_selection_new (g_object_ref (model));
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (selection));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < 4; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new ("Title", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
      gtk_column_view_column_set_fixed_width (column, 180);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  return scroller;
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
drawn_cb (GdkFrameClock *clock,
          gboolean      *drawn)
{
  *drawn = TRUE;
}

/* Runs until two frames were drawn; the longest turn of the loop, in ms. */
static double
run_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  double longest = 0;

  for (guint i = 0; i < 2; i++)
    {
      gboolean drawn = FALSE;
      gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), &drawn);

      gtk_widget_queue_draw (widget);
      while (!drawn)
        {
          gint64 began_us = g_get_monotonic_time ();

          if (g_main_context_iteration (NULL, FALSE))
            longest = MAX (longest, ms_since (began_us));
          else
            g_usleep (200);
        }
      g_signal_handler_disconnect (clock, id);
    }

  return longest;
}

static GtkWindow *
show (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, 900, 700);
  gtk_window_set_child (window, widget);
  gtk_window_present (window);
  while (!gtk_widget_get_mapped (widget))
    g_main_context_iteration (NULL, TRUE);
  run_frames (widget);
  return window;
}

typedef struct
{
  double call;     /* ms, the slowest: all rows get other contents          */
  double turn;     /* ms, the slowest turn of the loop behind it: drawing  */
} Times;

static void
jump (GtkWidget *widget,
      GtkWidget *list,
      guint      row,
      Times     *times)
{
  gint64 began_us = g_get_monotonic_time ();

  gtk_widget_activate_action (list, "list.scroll-to-item", "u", row);
  times->call = MAX (times->call, ms_since (began_us));
  times->turn = MAX (times->turn, run_frames (widget));
}

static void
bench_model (TarnStore *store)
{
  g_autoptr(TarnTreeRows) rows = tarn_tree_rows_new (store, NULL);
  g_autoptr(TarnOid) first = make_oid (1);
  gint64 began_us = g_get_monotonic_time ();
  double expand, make, read;
  gsize length = 0;
  guint n;

  tarn_tree_rows_reveal (rows, first);
  expand = ms_since (began_us);
  n = g_list_model_get_n_items (G_LIST_MODEL (rows));

  began_us = g_get_monotonic_time ();
  for (guint i = 0; i < N_TRIES; i++)
    {
      g_autoptr(TarnNode) node =
        g_list_model_get_item (G_LIST_MODEL (rows), (guint) g_random_int_range (0, (gint32) n));
    }
  make = ms_since (began_us);

  /* As a view does: all that are on a screen, somewhere. */
  began_us = g_get_monotonic_time ();
  for (guint i = 0; i < N_SCREENS; i++)
    {
      guint row = (guint) g_random_int_range (0, (gint32) (n - N_SHOWN));

      for (guint j = 0; j < N_SHOWN; j++)
        {
          g_autoptr(TarnNode) node = g_list_model_get_item (G_LIST_MODEL (rows), row + j);

          length += strlen (tarn_node_get_value_text (node));
        }
    }
  read = ms_since (began_us);

  g_print ("model: expanded to %u rows in %.2f ms; a row anywhere %.2f µs, read in screens "
           "%.2f µs\n", n, expand, make * 1000 / N_TRIES, read * 1000 / N_SCREENS / N_SHOWN);
  g_assert_cmpuint (length, >, N_SCREENS);
}

/* Somebody mirrors: batches of new rows at both ends of what is shown, and others changed. */
static void
bench_follow (GtkWidget *pane,
              TarnStore *store)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  double longest = 0, all = 0;

  for (guint i = 0; i < N_BATCHES; i++)
    {
      gint64 began_us, until_us = g_get_monotonic_time () + 10 * G_TIME_SPAN_MILLISECOND;

      tarn_batch_clear (batch);
      for (guint j = 0; j < N_BATCH; j++)
        {
          guint n = j % 2 ? N_ROWS + i * N_BATCH + j : 1 + (i * 7919 + j) % N_ROWS;
          g_autoptr(TarnOid) oid = make_oid (n);
          g_autoptr(TarnValue) value = tarn_value_new_unsigned (TARN_KIND_COUNTER32, i);

          tarn_batch_put (batch, oid, value);
        }
      if (!tarn_store_apply (store, batch, NULL))
        g_error ("the capture cannot be written");

      while (g_get_monotonic_time () < until_us)
        {
          began_us = g_get_monotonic_time ();
          if (!g_main_context_iteration (NULL, FALSE))
            g_usleep (200);
          else
            {
              longest = MAX (longest, ms_since (began_us));
              all += ms_since (began_us);
            }
        }
    }

  g_print ("followed %u changes in batches of %u: longest turn %.1f ms, all %.0f ms of %u\n",
           N_BATCHES * N_BATCH, N_BATCH, longest, all, N_BATCHES * 10);
}

static void
bench_view (TarnDocument *document)
{
  GtkWidget *pane = tarn_tree_pane_new ();
  g_autoptr(TarnOid) first = make_oid (1);
  Times expand = { 0 }, jumps = { 0 };
  GtkWindow *window;
  GtkWidget *list;
  gint64 began_us;

  tarn_tree_pane_set_document (TARN_TREE_PANE (pane), document);
  window = show (pane);
  began_us = g_get_monotonic_time ();
  tarn_tree_pane_set_oid (TARN_TREE_PANE (pane), first);
  expand.call = ms_since (began_us);
  expand.turn = run_frames (pane);

  list = find (pane, GTK_TYPE_LIST_VIEW);
  jump (pane, list, N_ROWS, &(Times) { 0 });   /* makes what every list has at most once */
  for (guint i = 0; i < N_JUMPS; i++)
    jump (pane, list, (guint) g_random_int_range (0, N_ROWS), &jumps);
  bench_follow (pane, TARN_STORE (tarn_document_get_capture (document)));
  g_print ("tree view: expanded in %.1f ms, longest turn %.1f ms; a jump %.1f ms, longest turn "
           "%.1f ms\n", expand.call, expand.turn, jumps.call, jumps.turn);
  gtk_window_destroy (window);
}

static void
bench_trivial (void)
{
  g_autoptr(GObject) model = g_object_new (trivial_rows_get_type (), NULL);
  GtkWidget *scroller = make_trivial_view (G_LIST_MODEL (model));
  Times expand = { 0 }, jumps = { 0 };
  GtkWindow *window = show (scroller);
  GtkWidget *list = find (scroller, GTK_TYPE_LIST_VIEW);
  gint64 began_us = g_get_monotonic_time ();

  ((TrivialRows *) model)->n_rows = N_ROWS;
  g_list_model_items_changed (G_LIST_MODEL (model), 0, 0, N_ROWS);
  expand.call = ms_since (began_us);
  expand.turn = run_frames (scroller);
  jump (scroller, list, N_ROWS - 1, &(Times) { 0 });
  for (guint i = 0; i < N_JUMPS; i++)
    jump (scroller, list, (guint) g_random_int_range (0, N_ROWS), &jumps);
  g_print ("GTK's share: expanded in %.1f ms, longest turn %.1f ms; a jump %.1f ms, longest turn "
           "%.1f ms\n", expand.call, expand.turn, jumps.call, jumps.turn);
  gtk_window_destroy (window);
}

int
main (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  TarnDocument *document;
  TarnSession *session;
  TarnCapture *capture;

  if (!gtk_init_check ())
    {
      g_print ("skipped: there is no display; run it by tests/gui/with-display\n");
      return 77;
    }

  folder = g_dir_make_tmp ("bench-rows-XXXXXX", NULL);
  path = g_build_filename (folder, "million.tarn", NULL);
  capture = make_capture (path);
  session = tarn_session_new ();
  document = tarn_document_new (capture, session);

  bench_model (TARN_STORE (capture));
  bench_trivial ();
  bench_view (document);

  g_object_unref (document);
  g_object_unref (session);
  g_object_unref (capture);
  g_remove (path);
  g_rmdir (folder);
  return 0;
}
