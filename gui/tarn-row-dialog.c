/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-row-dialog.h"

#include <glib/gi18n.h>

#include "tarn-row-plan.h"
#include "tarn-ui.h"

struct _TarnRowDialog
{
  GtkWindow     parent_instance;

  GtkLabel     *caption;
  GtkGrid      *index;
  GtkWidget    *manner_box;
  GtkDropDown  *manner;
  GtkGrid      *columns;
  GtkLabel     *complaint;

  GWeakRef      from;       /* where messages come from                        */
  TarnDocument *document;
  TarnMibNode  *row;
  GPtrArray    *parts;      /* of GtkEditable: of the index                    */
  GPtrArray    *values;     /* of GtkEditable, nullable: of children of @row    */
};

G_DEFINE_FINAL_TYPE (TarnRowDialog, tarn_row_dialog, GTK_TYPE_WINDOW)

static void
complain (TarnRowDialog *self,
          const char    *text)
{
  gtk_label_set_label (self->complaint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), text != NULL);
}

/* NULL-terminated; borrowed texts. */
static const char **
dup_texts (GPtrArray *entries)
{
  const char **texts = g_new0 (const char *, entries->len + 1);

  for (guint i = 0; i < entries->len; i++)
    texts[i] = entries->pdata[i] != NULL ? gtk_editable_get_text (entries->pdata[i]) : "";
  return texts;
}

static void
tell_added (GtkWidget *from,
            guint      n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u change added", "%u changes added", n), n);

  tarn_ui_message (from, text, _("Show Changes"), "document.show-view::changes");
}

static void
add_cb (TarnRowDialog *self)
{
  g_autofree const char **index = dup_texts (self->parts);
  g_autofree const char **texts = dup_texts (self->values);
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GtkWidget) from = g_weak_ref_get (&self->from);

  changes = tarn_row_plan_add (self->document, self->row, index, texts,
                               (TarnRowManner) gtk_drop_down_get_selected (self->manner), &error);
  if (changes == NULL)
    {
      complain (self, error->message);
      return;
    }

  tarn_change_list_add_many (tarn_document_get_changes (self->document), changes);
  if (from != NULL)
    tell_added (from, changes->len);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
tarn_row_dialog_dispose (GObject *object)
{
  TarnRowDialog *self = TARN_ROW_DIALOG (object);

  g_weak_ref_set (&self->from, NULL);
  g_clear_object (&self->document);
  g_clear_pointer (&self->row, tarn_mib_node_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);

  G_OBJECT_CLASS (tarn_row_dialog_parent_class)->dispose (object);
}

static void
tarn_row_dialog_finalize (GObject *object)
{
  g_weak_ref_clear (&TARN_ROW_DIALOG (object)->from);

  G_OBJECT_CLASS (tarn_row_dialog_parent_class)->finalize (object);
}

static void
tarn_row_dialog_class_init (TarnRowDialogClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_row_dialog_dispose;
  object_class->finalize = tarn_row_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-row-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnRowDialog, caption);
  gtk_widget_class_bind_template_child (widget_class, TarnRowDialog, index);
  gtk_widget_class_bind_template_child (widget_class, TarnRowDialog, manner_box);
  gtk_widget_class_bind_template_child (widget_class, TarnRowDialog, manner);
  gtk_widget_class_bind_template_child (widget_class, TarnRowDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, TarnRowDialog, complaint);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tarn_row_dialog_init (TarnRowDialog *self)
{
  g_weak_ref_init (&self->from, NULL);
  self->parts = g_ptr_array_new ();
  self->values = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
changed_cb (TarnRowDialog *self)
{
  complain (self, NULL);
}

/* A caption and an entry, which is told of what it wants by its syntax. */
static GtkEditable *
add_entry (TarnRowDialog     *self,
           GtkGrid           *grid,
           int                at,
           const TarnMibNode *node)
{
  GtkWidget *caption = gtk_label_new (tarn_mib_node_get_name (node));
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *syntax = tarn_mib_node_dup_syntax (node);

  gtk_label_set_xalign (GTK_LABEL (caption), 1);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (caption, tarn_mib_node_get_name (node));
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), syntax);
  gtk_widget_set_tooltip_text (entry, syntax);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  caption, NULL, -1);
  gtk_grid_attach (grid, caption, 0, at, 1, 1);
  gtk_grid_attach (grid, entry, 1, at, 1, 1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  return GTK_EDITABLE (entry);
}

static void
fill (TarnRowDialog *self)
{
  g_autoptr(GPtrArray) index = tarn_mib_node_list_index (self->row);
  g_autoptr(TarnMibNode) table = tarn_mib_node_get_table (self->row);
  g_autoptr(TarnMibNode) status = tarn_row_plan_find_status (self->row);
  gboolean has_device = tarn_document_get_device (self->document) != NULL;

  gtk_label_set_label (self->caption, tarn_mib_node_get_name (table != NULL ? table : self->row));
  for (guint i = 0; i < index->len; i++)
    g_ptr_array_add (self->parts, add_entry (self, self->index, (int) i, index->pdata[i]));
  for (guint i = 0; i < tarn_mib_node_get_n_children (self->row); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (self->row, i);

      /* An agent sets others itself; a capture is what somebody makes of it. */
      g_ptr_array_add (self->values,
                       tarn_row_plan_is_settable (column)
                       || (!has_device
                           && tarn_mib_node_get_access (column) == TARN_MIB_ACCESS_READ_ONLY)
                         ? add_entry (self, self->columns, (int) i, column) : NULL);
    }
  gtk_widget_set_visible (self->manner_box, status != NULL);
  if (status != NULL && has_device)
    gtk_drop_down_set_selected (self->manner, TARN_ROW_CREATE_AND_GO);
}

void
tarn_row_dialog_add (GtkWidget    *from,
                     TarnDocument *document,
                     TarnOid      *oid)
{
  TarnMib *mib = tarn_document_get_mib (document);
  g_autoptr(TarnMibNode) node = mib != NULL ? tarn_mib_find_node (mib, oid, NULL) : NULL;
  g_autoptr(TarnMibNode) row = node != NULL ? tarn_mib_node_get_row (node) : NULL;
  GtkRoot *root = gtk_widget_get_root (from);
  TarnRowDialog *self;

  if (row == NULL)
    {
      tarn_ui_message (from, _("No MIB module knows a table here"), NULL, NULL);
      return;
    }

  self = g_object_new (TARN_TYPE_ROW_DIALOG, "transient-for",
                       GTK_IS_WINDOW (root) ? root : NULL, NULL);
  g_weak_ref_set (&self->from, from);
  self->document = g_object_ref (document);
  self->row = g_steal_pointer (&row);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}

void
tarn_row_dialog_delete (GtkWidget    *from,
                        TarnDocument *document,
                        TarnOid      *oid)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes =
    tarn_row_plan_delete (document, oid, tarn_document_get_device (document) != NULL, &error);

  if (changes == NULL)
    {
      tarn_ui_message (from, error->message, NULL, NULL);
      return;
    }
  tarn_change_list_add_many (tarn_document_get_changes (document), changes);
  tell_added (from, changes->len);
}
