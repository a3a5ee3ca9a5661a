/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-intervals-view.h"
#include "tarn-mirror-bar.h"
#include "tarn-mirror-verdict.h"

/* An agent on loopback, a document that is to mirror it, and the bar in a window. */
typedef struct
{
  TarnDocument  *device;
  TarnAgent     *agent;
  TarnDocument  *document;
  TarnMirrorBar *bar;
  GtkWindow     *window;
} Fixture;

static void
fixture_init (Fixture *f)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(TarnAddress) any = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GBytes) public = g_bytes_new_static ("public", 6);
  g_autoptr(TarnDevice) device = NULL;

  *f = (Fixture) { 0 };
  for (guint i = 1; i <= 300; i++)
    g_string_append_printf (rows, "1.3.6.1.2.1.2.2.1.2.%u|4|port %u\n", i, i);
  f->device = tarn_gui_document_new (rows->str);
  f->agent = tarn_agent_new (tarn_document_get_store (f->device));
  tarn_agent_set_read_community (f->agent, public);
  g_assert_true (tarn_agent_listen (f->agent, any, NULL));
  device = tarn_device_new (tarn_agent_get_addresses (f->agent)->pdata[0]);
  tarn_device_set_timeout_us (device, 100 * 1000);
  tarn_device_set_retries (device, 1);
  f->document = tarn_gui_document_new ("");
  tarn_document_set_device (f->document, device);
  tarn_document_set_title (f->document, "edge");
  tarn_document_set_mib (f->document, tarn_gui_get_mib ());
  f->bar = g_object_new (TARN_TYPE_MIRROR_BAR, "document", f->document, NULL);
  f->window = tarn_gui_show (GTK_WIDGET (f->bar), 360, 200);
}

static void
fixture_clear (Fixture *f)
{
  gtk_window_destroy (f->window);
  g_assert_finalize_object (f->agent);
  tarn_gui_settle ();
  tarn_gui_document_free (f->document);
  tarn_gui_document_free (f->device);
}

static gboolean
is_idle (gpointer data)
{
  return !tarn_mirror_control_is_busy (tarn_mirror_bar_get_control (data));
}

static gboolean
has_rows (gpointer data)
{
  g_auto(TarnMirrorProgress) progress = { 0 };

  tarn_mirror_control_get_progress (tarn_mirror_bar_get_control (data), &progress);
  return progress.n_rows > 30;
}

static GtkWidget *
find (Fixture    *f,
      const char *id)
{
  GtkWidget *widget = tarn_gui_find (GTK_WIDGET (f->bar), GTK_TYPE_WIDGET, id);

  g_assert_nonnull (widget);
  return widget;
}

static void
assert_title (Fixture    *f,
              const char *part)
{
  const char *title = gtk_label_get_label (GTK_LABEL (find (f, "title")));

  if (strstr (title, part) == NULL)
    g_error ("“%s” is not in “%s”", part, title);
}

static gboolean
is_shown (Fixture *f)
{
  return gtk_widget_get_visible (find (f, "box"));
}

static void
test_complete (void)
{
  Fixture f;

  fixture_init (&f);
  g_assert_false (is_shown (&f));
  gtk_test_accessible_assert_role (find (&f, "picture"), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_role (find (&f, "title"), GTK_ACCESSIBLE_ROLE_STATUS);
  tarn_mirror_bar_start (f.bar, NULL);
  g_assert_true (is_shown (&f));
  assert_title (&f, "Mirroring edge");
  g_assert_true (gtk_widget_get_visible (find (&f, "stop_button")));
  tarn_gui_wait (is_idle, f.bar);
  assert_title (&f, "Complete: 300 values in ");
  g_assert_false (gtk_widget_get_visible (find (&f, "go_on_button")));
  g_assert_false (gtk_widget_get_visible (find (&f, "stop_button")));
  gtk_test_accessible_assert_property (find (&f, "picture"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1 stretches read, 0 being asked for, 0 still to come, "
                                       "0 missing");
  gtk_widget_activate_action (GTK_WIDGET (f.bar), "mirror.dismiss", NULL);
  g_assert_false (is_shown (&f));
  fixture_clear (&f);
}

static void
test_pause (void)
{
  Fixture f;

  fixture_init (&f);
  g_assert_true (tarn_agent_add_fault (f.agent, "delay=5ms", NULL));
  tarn_mirror_bar_start (f.bar, NULL);
  tarn_gui_wait (has_rows, f.bar);
  gtk_widget_activate_action (GTK_WIDGET (f.bar), "mirror.pause", NULL);
  tarn_gui_wait (is_idle, f.bar);
  assert_title (&f, "paused");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (find (&f, "go_on_button"))), ==, "_Resume");

  /* Another bar on the same capture, as after a new start. */
  g_object_set (f.bar, "document", NULL, NULL);
  g_assert_false (is_shown (&f));
  g_object_set (f.bar, "document", f.document, NULL);
  assert_title (&f, "interrupted");
  gtk_widget_activate_action (GTK_WIDGET (f.bar), "mirror.go-on", NULL);
  tarn_gui_wait (is_idle, f.bar);
  assert_title (&f, "Complete");
  fixture_clear (&f);
}

/* It dies: the gaps are listed by name, and the rest can be asked for again. */
static void
test_dies (void)
{
  Fixture f;
  GtkListBox *gaps;

  fixture_init (&f);
  g_assert_true (tarn_agent_add_fault (f.agent, "delay=5ms", NULL));
  tarn_mirror_bar_start (f.bar, NULL);
  tarn_gui_wait (has_rows, f.bar);
  tarn_agent_stop (f.agent);
  tarn_gui_wait (is_idle, f.bar);
  assert_title (&f, "stopped answering");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (find (&f, "go_on_button"))), ==, "_Retry");
  g_assert_true (gtk_widget_get_visible (find (&f, "details_button")));
  gaps = GTK_LIST_BOX (tarn_gui_find (find (&f, "verdict"), GTK_TYPE_LIST_BOX, "gaps"));
  g_assert_nonnull (gtk_list_box_get_row_at_index (gaps, 0));
  fixture_clear (&f);
}

/* Neither a device nor a word of one in the capture. */
static void
test_no_device (void)
{
  Fixture f;

  fixture_init (&f);
  tarn_document_set_device (f.document, NULL);
  tarn_mirror_bar_start (f.bar, NULL);
  g_assert_false (is_shown (&f));
  g_assert_false (tarn_mirror_control_is_busy (tarn_mirror_bar_get_control (f.bar)));
  fixture_clear (&f);
}

/* A window that is closed in the middle takes nothing along but itself. */
static void
test_closed (void)
{
  Fixture f;
  g_autoptr(TarnMirrorControl) control = NULL;

  fixture_init (&f);
  g_assert_true (tarn_agent_add_fault (f.agent, "delay=5ms", NULL));
  tarn_mirror_bar_start (f.bar, NULL);
  tarn_gui_wait (has_rows, f.bar);
  control = g_object_ref (tarn_mirror_bar_get_control (f.bar));
  gtk_window_destroy (f.window);
  while (tarn_mirror_control_is_busy (control))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (tarn_mirror_control_get_state (control), ==, TARN_MIRROR_CONTROL_DONE);
  g_clear_object (&control);
  g_assert_finalize_object (f.agent);
  tarn_gui_document_free (f.document);
  tarn_gui_document_free (f.device);
}

static void
test_gap_words (void)
{
  TarnMib *mib = tarn_gui_get_mib ();
  g_autoptr(TarnOid) after = tarn_oid_new ("1.3.6.1.2.1.2.2.1.2.7", NULL);
  g_autoptr(TarnOid) before = tarn_oid_new ("1.3.6.1.2.1.2.2.1.3", NULL);
  g_autoptr(TarnOid) end = tarn_oid_new ("1.3.6.1.2.1.2.2147483647.0", NULL);
  TarnGap gap = { after, before, TARN_GAP_ERROR_STATUS, TARN_STATUS_GEN_ERR, 3 };
  g_autofree char *place = tarn_mirror_gap_place (mib, &gap);
  g_autofree char *numbers = tarn_mirror_gap_place (NULL, &gap);
  g_autofree char *reason = tarn_mirror_gap_reason (&gap);
  g_autofree char *subtree = NULL;

  g_assert_cmpstr (place, ==, "Between ifDescr.7 and ifType");
  g_assert_cmpstr (numbers, ==, "Between 1.3.6.1.2.1.2.2.1.2.7 and 1.3.6.1.2.1.2.2.1.3");
  g_assert_nonnull (strstr (reason, "genErr"));
  gap.before = end;
  subtree = tarn_mirror_gap_place (mib, &gap);
  g_assert_cmpstr (subtree, ==, "From ifDescr.7 to the end of interfaces");
  for (guint i = TARN_GAP_NONE; i <= TARN_GAP_DAMAGED; i++)
    {
      g_autofree char *words = NULL;

      gap.reason = (TarnGapReason) i;
      words = tarn_mirror_gap_reason (&gap);
      g_assert_true (g_unichar_isupper (g_utf8_get_char (words)));
    }
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/mirror-bar/a whole device", test_complete);
  g_test_add_func ("/mirror-bar/pause, and go on after a new start", test_pause);
  g_test_add_func ("/mirror-bar/a device that dies", test_dies);
  g_test_add_func ("/mirror-bar/no device", test_no_device);
  g_test_add_func ("/mirror-bar/closed in the middle", test_closed);
  g_test_add_func ("/mirror-bar/gaps in words", test_gap_words);
  return g_test_run ();
}
