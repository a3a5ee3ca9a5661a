/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a window forgets: recent devices and captures, and captures that were never saved.
 * All of it can be taken back for a while.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "tarn-captures.h"
#include "tarn-twin.h"
#include "tarn-window-private.h"

static TarnState *
get_state (gpointer window)
{
  return tarn_application_get_state (tarn_window_get_app (window));
}

static void
forget_recent_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  tarn_state_forget_recent (get_state (data), g_variant_get_string (parameter, NULL));
  tarn_window_show_message (data, _("Removed from the list"), C_("button", "Undo"),
                            "win.recall-recents");
}

static void
forget_recents_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  tarn_state_forget_recents (get_state (data));
  tarn_window_show_message (data, _("The list of recent devices and captures is empty now"),
                            C_("button", "Undo"), "win.recall-recents");
}

static void
recall_recents_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  tarn_state_recall_recents (get_state (data));
}

/* An agent that serves a file needs it. */
static gboolean
is_served (TarnWindow *self,
           const char *path)
{
  GListModel *twins = G_LIST_MODEL (tarn_application_get_twins (tarn_window_get_app (self)));

  for (guint i = 0; i < g_list_model_get_n_items (twins); i++)
    {
      g_autoptr(TarnTwin) twin = g_list_model_get_item (twins, i);

      if (tarn_twin_get_state (twin) == TARN_TWIN_RUNNING
          && tarn_twin_serves (twin, path))
        return TRUE;
    }

  return FALSE;
}

static void
close_everywhere (TarnWindow *self,
                  const char *path)
{
  g_autoptr(GList) windows =
    g_list_copy (gtk_application_get_windows (GTK_APPLICATION (tarn_window_get_app (self))));

  for (GList *link = windows; link != NULL; link = link->next)
    if (TARN_IS_WINDOW (link->data))
      g_action_group_activate_action (G_ACTION_GROUP (link->data), "close-view",
                                      g_variant_new_string (path));
}

static void
discard_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  TarnWindow *self = data;
  TarnDocumentView *view = tarn_window_get_view (self);
  TarnDocument *document = view != NULL ? tarn_document_view_get_document (view) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;
  g_autofree char *discarded = NULL;
  g_autofree char *text = NULL;
  g_autofree char *undo = NULL;
  g_autoptr(GError) error = NULL;

  if (document == NULL || !tarn_document_is_unsaved (document))
    return;

  path = g_strdup (tarn_capture_get_path (tarn_document_get_capture (document)));
  title = g_strdup (tarn_document_get_title (document));
  if (is_served (self, path))
    {
      tarn_window_show_message (self, _("This capture is being served: stop the agent first"),
                                NULL, NULL);
      return;
    }

  discarded = tarn_captures_discard (path, &error);
  if (discarded == NULL)
    {
      tarn_window_show_message (self, error->message, NULL, NULL);
      return;
    }
  close_everywhere (self, path);
  tarn_state_forget_recent (get_state (self), path);
  text = g_strdup_printf (_("The capture of “%s” was discarded"), title);
  undo = g_action_print_detailed_name ("win.recall-capture", g_variant_new_string (discarded));
  tarn_window_show_message (self, text, C_("button", "Undo"), undo);
}

static void
recall_capture_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
    tarn_captures_recall (g_variant_get_string (parameter, NULL), &error);

  if (path == NULL)
    tarn_window_show_message (data, error->message, NULL, NULL);
  else
    tarn_window_open_path (data, path);
}

static const GActionEntry entries[] = {
  { "discard", discard_cb },
  { "forget-recent", forget_recent_cb, "s" },
  { "forget-recents", forget_recents_cb },
  { "recall-capture", recall_capture_cb, "s" },
  { "recall-recents", recall_recents_cb },
};

void
tarn_window_add_forget_actions (TarnWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
