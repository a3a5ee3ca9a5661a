/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What can be done in a window, apart from files (tarn-window-files.c).
 */
#include <string.h>

#include "tarn-window-private.h"

static void
message_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  const char *text, *label, *then;

  g_variant_get (parameter, "(&s&s&s)", &text, &label, &then);
  tarn_window_show_message (data, text, label, then);
}

static void
start_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  TarnWindow *self = data;

  gtk_stack_set_visible_child_name (self->stack, "start");
  tarn_start_page_focus (self->start_page);
}

static void
back_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  TarnWindow *self = data;

  if (gtk_notebook_get_n_pages (self->notebook) > 0)
    gtk_stack_set_visible_child_name (self->stack, "documents");
}

static void
close_tab_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  TarnWindow *self = data;
  int page = gtk_notebook_get_current_page (self->notebook);

  if (page >= 0)
    gtk_notebook_remove_page (self->notebook, page);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
close_view_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  TarnWindow *self = data;
  const char *path = g_variant_get_string (parameter, NULL);
  int n = gtk_notebook_get_n_pages (self->notebook);

  for (int i = 0; i < n; i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->notebook, i);
      TarnDocument *document = tarn_document_view_get_document (TARN_DOCUMENT_VIEW (page));

      if (strcmp (tarn_capture_get_path (tarn_document_get_capture (document)), path) == 0)
        {
          gtk_notebook_remove_page (self->notebook, i);
          return;
        }
    }
}

static void
serve_again_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  TarnWindow *self = data;

  tarn_twin_popover_serve_again (self->twin_popover);
}

static const GActionEntry entries[] = {
  { "back", back_cb },
  { "close-tab", close_tab_cb },
  { "close-view", close_view_cb, "s" },
  { "message", message_cb, "(sss)" },
  { "serve-again", serve_again_cb },
  { "start", start_cb },
};

void
tarn_window_add_actions (TarnWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  tarn_window_add_device_actions (self);
  tarn_window_add_file_actions (self);
  tarn_window_add_forget_actions (self);
}
