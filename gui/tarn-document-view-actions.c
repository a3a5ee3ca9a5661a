/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What panes ask of each other, through the view that holds them all.
 */
#include <glib/gi18n.h>

#include "tarn-change-run.h"
#include "tarn-copy.h"
#include "tarn-document-view-private.h"
#include "tarn-row-dialog.h"
#include "tarn-ui.h"

/* NULL: "", which is everything, or no OID. */
static TarnOid *
take_oid (GVariant *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);

  return text[0] != '\0' ? tarn_oid_new (text, NULL) : NULL;
}

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(TarnOid) oid = take_oid (parameter);

  if (oid == NULL)
    return;
  gtk_stack_set_visible_child_name (self->views, "tree");
  tarn_tree_pane_set_oid (self->tree, oid);
  /* Whoever typed where to go wants to be there; who searches goes on searching. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->path_bar)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->tree));
}

static void
locate_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_path_bar_edit (self->path_bar);
}

static void
search_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_search_bar_open (self->search_bar);
}

static void
search_next_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_search_bar_step (self->search_bar, TRUE);
}

static void
search_previous_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_search_bar_step (self->search_bar, FALSE);
}

static void
show_view_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_document_view_show (self, g_variant_get_string (parameter, NULL));
}

static void
mirror_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(TarnOid) root = take_oid (parameter);

  tarn_mirror_bar_start (self->mirror_bar, root);
}

static void
mirror_all_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_mirror_bar_start (self->mirror_bar, NULL);
}

static void
watch_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(TarnOid) oid = take_oid (parameter);
  TarnWatchList *list = tarn_watch_pane_get_list (self->watch);
  guint n = oid != NULL && list != NULL ? tarn_watch_list_add (list, oid) : 0;
  g_autofree char *text =
    n > 0 ? g_strdup_printf (ngettext ("%u value is watched now", "%u values are watched now", n),
                             n)
          : g_strdup (_("There is no value here that is not watched already"));

  tarn_ui_message (GTK_WIDGET (self), text, n > 0 ? _("Show") : NULL,
                   n > 0 ? "document.show-view('watch')" : NULL);
}

static void
show_table_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(TarnOid) oid = take_oid (parameter);

  if (oid == NULL)
    return;
  gtk_stack_set_visible_child_name (self->views, "table");
  tarn_table_pane_set_oid (self->table, oid);
}

static void
edit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(TarnOid) oid = take_oid (parameter);

  if (oid != NULL)
    tarn_detail_pane_edit (self->detail, oid);
}

static void
copy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  TarnDocumentView *self = data;
  const char *text, *form;
  g_autoptr(TarnOid) oid = NULL;
  g_autofree char *copy = NULL;
  g_autoptr(GError) error = NULL;

  g_variant_get (parameter, "(&s&s)", &text, &form);
  oid = tarn_oid_new (text, NULL);
  if (oid == NULL)
    return;

  copy = tarn_copy_make (self->document, oid, form, &error);
  if (copy != NULL)
    tarn_ui_copy (GTK_WIDGET (self), copy);
  else
    tarn_ui_message (GTK_WIDGET (self), error->message, NULL, NULL);
}

/* From the other side of a comparison: what it has is to be had here, too. */
static void
take_over_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(GVariant) octets = NULL;
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(TarnValue) before = NULL;
  g_autoptr(TarnValue) after = NULL;
  const char *text;
  gconstpointer tlv;
  gsize n;

  g_variant_get (parameter, "(&s@ay)", &text, &octets);
  oid = tarn_oid_new (text, NULL);
  tlv = g_variant_get_fixed_array (octets, &n, 1);
  after = n > 0 ? tarn_value_new_tlv (tlv, n, NULL) : NULL;
  if (oid == NULL || (n > 0 && after == NULL))
    return;

  before = tarn_store_get (tarn_document_get_store (self->document), oid, NULL);
  tarn_change_list_add (tarn_document_get_changes (self->document), oid, before, after);
  tarn_ui_message (GTK_WIDGET (self), _("The change waits among the others"), _("Show"),
                   "document.show-view('changes')");
}

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_change_run_undo (GTK_WIDGET (self), self->document);
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  TarnDocumentView *self = data;

  tarn_change_run_redo (GTK_WIDGET (self), self->document);
}

static void
add_row_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(TarnOid) oid = take_oid (parameter);

  if (oid != NULL)
    tarn_row_dialog_add (GTK_WIDGET (self), self->document, oid);
}

static void
delete_row_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  TarnDocumentView *self = data;
  g_autoptr(TarnOid) oid = take_oid (parameter);

  if (oid != NULL)
    tarn_row_dialog_delete (GTK_WIDGET (self), self->document, oid);
}

static const GActionEntry entries[] = {
  { "add-row", add_row_cb, "s" },
  { "copy", copy_cb, "(ss)" },
  { "delete-row", delete_row_cb, "s" },
  { "edit", edit_cb, "s" },
  { "fetch", mirror_cb, "s" },
  { "go", go_cb, "s" },
  { "locate", locate_cb },
  { "mirror", mirror_cb, "s" },
  { "mirror-all", mirror_all_cb },
  { "redo", redo_cb },
  { "search", search_cb },
  { "search-next", search_next_cb },
  { "search-previous", search_previous_cb },
  { "show-table", show_table_cb, "s" },
  { "show-view", show_view_cb, "s" },
  { "take-over", take_over_cb, "(say)" },
  { "undo", undo_cb },
  { "watch", watch_cb, "s" },
};

void
tarn_document_view_add_actions (TarnDocumentView *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
}
