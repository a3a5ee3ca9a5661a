/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-gui-fixture.h"
#include "tarn-message.h"

static void
test_button (void)
{
  TarnMessage *message = g_object_new (TARN_TYPE_MESSAGE, NULL);
  GtkWindow *window = tarn_gui_show (GTK_WIDGET (message), 400, 200);
  GtkWidget *button = tarn_gui_find (GTK_WIDGET (message), GTK_TYPE_BUTTON, "button");
  GtkWidget *revealer = tarn_gui_find (GTK_WIDGET (message), GTK_TYPE_REVEALER, NULL);

  gtk_test_accessible_assert_role (message, GTK_ACCESSIBLE_ROLE_STATUS);
  tarn_message_show (message, "Saved", "", "");
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));

  tarn_message_show (message, "Deleted", "Undo", "win.undo");
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.undo");
  gtk_test_accessible_assert_property (message, GTK_ACCESSIBLE_PROPERTY_LABEL, "Deleted");

  tarn_message_hide (message);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  gtk_window_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/message/button", test_button);
  return g_test_run ();
}
