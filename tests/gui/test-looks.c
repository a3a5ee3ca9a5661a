/* test-looks.c
 *
 * The window in every language, from right to left and in high contrast, as narrow as it may
 * be: nothing that people read is cut off or outside.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <libintl.h>

#include "tarn-gui-fixture.h"
#include "tarn-window-private.h"

#define WIDTH  720
#define HEIGHT 640

extern int _nl_msg_cat_cntr;   /* of the C library: what it knows of languages is out of date */

static const char *const views[] = { "tree", "table", "watch", "changes", "compare", "log" };
static TarnApplication *application;

/* What a list shows is data, which has no end; its columns can be made wider. */
static gboolean
is_data (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_VIEW) != NULL
         || gtk_widget_get_ancestor (widget, GTK_TYPE_COLUMN_VIEW) != NULL;
}

static void
check_label (GtkWidget  *label,
             GtkWidget  *window,
             const char *where)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));
  graphene_rect_t place;
  int minimum;

  if (gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW) == NULL
      && gtk_widget_compute_bounds (label, window, &place)
      && (place.origin.x < 0 || place.origin.x + place.size.width > WIDTH))
    {
      g_test_message ("%s: “%s” is outside", where, text);
      g_test_fail ();
    }
  if (gtk_label_get_ellipsize (GTK_LABEL (label)) != PANGO_ELLIPSIZE_NONE)
    return;
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (gtk_widget_get_width (label) < minimum)
    {
      g_test_message ("%s: “%s” is cut off: %d of %d", where, text, gtk_widget_get_width (label),
                      minimum);
      g_test_fail ();
    }
}

static void
check (GtkWidget  *widget,
       GtkWidget  *window,
       const char *where)
{
  if (!gtk_widget_get_mapped (widget) || is_data (widget))
    return;
  if (GTK_IS_LABEL (widget))
    check_label (widget, window, where);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check (child, window, where);
}

static gboolean
is_drawn (gpointer window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gint64 from = GPOINTER_TO_SIZE (g_object_get_data (window, "from"));

  return gdk_frame_clock_get_frame_counter (clock) > from + 1;
}

/* What has changed has been given its place. */
static void
wait_frames (GtkWidget *window)
{
  gint64 now = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (window));

  g_object_set_data (G_OBJECT (window), "from", GSIZE_TO_POINTER ((gsize) now));
  gtk_widget_queue_resize (window);
  gdk_frame_clock_begin_updating (gtk_widget_get_frame_clock (window));
  tarn_gui_wait (is_drawn, window);
  gdk_frame_clock_end_updating (gtk_widget_get_frame_clock (window));
}

static void
check_window (GtkWidget  *window,
              const char *what,
              const char *page)
{
  g_autofree char *where = g_strdup_printf ("%s, %s", what, page);
  int minimum;

  wait_frames (window);
  tarn_gui_settle ();
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > WIDTH)
    {
      g_test_message ("%s: the window is %d wide at least", where, minimum);
      g_test_fail ();
    }
  check (window, window, where);
}

static void
look (const char *what)
{
  TarnDocument *document = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|name\n"
                                                  "1.3.6.1.2.1.2.2.1.2.1|4|port\n");
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  TarnWindow *window = tarn_window_new (application);
  TarnDocumentView *view;

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  check_window (GTK_WIDGET (window), what, "start");
  view = tarn_window_add_document (window, document);
  tarn_document_set_mib (document, tarn_gui_get_mib ());
  tarn_document_view_set_oid (view, oid);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_action_group_activate_action (tarn_document_view_get_actions (view), "show-view",
                                      g_variant_new_string (views[i]));
      check_window (GTK_WIDGET (window), what, views[i]);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

static void
set_language (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  _nl_msg_cat_cntr++;
}

static void
test_languages (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TARN_SOURCE"), "po", "LINGUAS", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '#' && lines[i][0] != '\0')
      {
        set_language (lines[i]);
        g_assert_cmpstr (gettext ("Look at a Device"), !=, "Look at a Device");
        look (lines[i]);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  set_language ("C");
}

static void
test_right_to_left (void)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  look ("right to left");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_themes (void)
{
  static const char *const themes[] = { "Default-dark", "Default-hc", "Default-hc-dark" };
  GtkSettings *settings = gtk_settings_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_object_set (settings, "gtk-theme-name", themes[i], NULL);
      look (themes[i]);
    }
  gtk_settings_reset_property (settings, "gtk-theme-name");
}

int
main (int    argc,
      char **argv)
{
  int status;

  tarn_gui_test_init (&argc, &argv);
  application = tarn_application_new ();
  bindtextdomain ("tarn", g_getenv ("TARN_LOCALE_DIR"));
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_test_add_func ("/looks/languages", test_languages);
  g_test_add_func ("/looks/right to left", test_right_to_left);
  g_test_add_func ("/looks/themes", test_themes);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
