/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-chooser.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

/* A look at all tables takes some milliseconds, so not for every change. */
#define LOOK_MS 1000

/* One table of the list. */
#define TARN_TYPE_TABLE_CHOICE (tarn_table_choice_get_type ())
G_DECLARE_FINAL_TYPE (TarnTableChoice, tarn_table_choice, TARN, TABLE_CHOICE, GObject)

struct _TarnTableChoice
{
  GObject           parent_instance;

  TarnTableSummary *summary;
};

G_DEFINE_FINAL_TYPE (TarnTableChoice, tarn_table_choice, G_TYPE_OBJECT)

static void
tarn_table_choice_finalize (GObject *object)
{
  tarn_table_summary_free (TARN_TABLE_CHOICE (object)->summary);

  G_OBJECT_CLASS (tarn_table_choice_parent_class)->finalize (object);
}

static void
tarn_table_choice_class_init (TarnTableChoiceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_table_choice_finalize;
}

static void
tarn_table_choice_init (TarnTableChoice *self)
{
}

struct _TarnTableChooser
{
  GtkWidget     parent_instance;

  TarnDocument *document;     /* nullable */
  TarnStore    *store;        /* of it, that is listened to */
  GListStore   *choices;
  guint         look_id;

  GtkWidget    *box;
  GtkLabel     *headline;
  GtkLabel     *hint;
  GtkWidget    *scroller;
  GtkListView  *list;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnTableChooser, tarn_table_chooser, GTK_TYPE_WIDGET)

static void
activate_cb (TarnTableChooser *self,
             guint             position)
{
  g_autoptr(TarnTableChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices),
                                                             position);
  g_autofree char *oid = NULL;

  if (choice == NULL)
    return;
  oid = tarn_oid_to_string (choice->summary->entry);
  gtk_widget_activate_action (GTK_WIDGET (self), "document.show-table", "s", oid);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), i == 2 ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), i == 2 ? PANGO_ELLIPSIZE_NONE
                                                         : PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (label, i == 1);
      if (i > 0)
        gtk_widget_add_css_class (label, "dim-label");
      if (i == 2)
        gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (row), label);
    }
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  TarnTableChoice *choice = gtk_list_item_get_item (item);
  const TarnTableSummary *summary = choice->summary;
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *oid = gtk_widget_get_next_sibling (name);
  GtkWidget *size = gtk_widget_get_next_sibling (oid);
  g_autofree char *numbers = tarn_oid_to_string (summary->entry);
  g_autofree char *rows = tarn_ui_format_count (summary->n_rows);
  g_autofree char *count = NULL;

  /* Translators: %s is a number */
  count = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) summary->n_rows), rows);
  gtk_label_set_label (GTK_LABEL (name), summary->name != NULL ? summary->name : numbers + 1);
  /* Of the table: what is shown is its row. */
  *strrchr (numbers, '.') = '\0';
  gtk_label_set_label (GTK_LABEL (oid), summary->name != NULL ? numbers + 1
                                        : _("inferred: no module knows it"));
  gtk_label_set_label (GTK_LABEL (size), count);
}

static void
tell_hint (TarnTableChooser *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  g_autofree char *text = NULL;

  gtk_label_set_label (self->headline, n > 0 ? _("Select a table") : _("No tables yet"));
  gtk_widget_set_visible (self->scroller, n > 0);
  text = n > 0 ? g_strdup_printf (ngettext ("This capture has %u table, or select one in the tree",
                                            "This capture has %u tables, or select one in the tree",
                                            n), n)
               : g_strdup (self->document == NULL
                           ? _("Open a device or a capture first")
                           : _("Nothing that looks like a table has been read so far"));
  gtk_label_set_label (self->hint, text);
}

static gboolean
is_listed (TarnTableChooser *self,
           GPtrArray        *list)
{
  GListModel *model = G_LIST_MODEL (self->choices);

  if (g_list_model_get_n_items (model) != list->len)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr(TarnTableChoice) choice = g_list_model_get_item (model, i);
      const TarnTableSummary *summary = list->pdata[i];

      if (choice->summary->n_rows != summary->n_rows
          || g_strcmp0 (choice->summary->name, summary->name) != 0
          || !tarn_oid_equal (choice->summary->entry, summary->entry))
        return FALSE;
    }

  return TRUE;
}

/* FALSE: the store is busy. */
static gboolean
look (TarnTableChooser *self)
{
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  if (self->document != NULL)
    {
      list = tarn_table_list (tarn_document_get_store (self->document),
                              tarn_document_get_mib (self->document), &error);
      if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
        return FALSE;
    }

  if (list == NULL || !is_listed (self, list))
    {
      for (guint i = 0; list != NULL && i < list->len; i++)
        {
          TarnTableChoice *choice = g_object_new (TARN_TYPE_TABLE_CHOICE, NULL);

          choice->summary = tarn_table_summary_copy (list->pdata[i]);
          g_ptr_array_add (choices, choice);
        }
      g_list_store_remove_all (self->choices);
      g_list_store_splice (self->choices, 0, 0, choices->pdata, choices->len);
    }
  tell_hint (self);
  return TRUE;
}

static gboolean
look_cb (gpointer data)
{
  TarnTableChooser *self = data;

  self->look_id = 0;
  if (!look (self))
    self->look_id = g_timeout_add (LOOK_MS / 50, look_cb, self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (TarnTableChooser *self,
           guint             ms)
{
  if (self->look_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->look_id = g_timeout_add (ms, look_cb, self);
}

static void
changed_cb (TarnTableChooser *self)
{
  look_soon (self, LOOK_MS);
}

static void
mib_cb (TarnTableChooser *self)
{
  look_soon (self, 0);
}

static void
set_document (TarnTableChooser *self,
              TarnDocument     *document)
{
  if (self->document == document)
    return;

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_set_object (&self->document, document);
  if (document != NULL)
    {
      self->store = g_object_ref (tarn_document_get_store (document));
      g_signal_connect_swapped (self->store, "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect_swapped (document, "notify::mib", G_CALLBACK (mib_cb), self);
    }

  g_list_store_remove_all (self->choices);
  look_soon (self, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

static void
tarn_table_chooser_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tarn_table_chooser_parent_class)->map (widget);

  look_soon (TARN_TABLE_CHOOSER (widget), 0);
}

static void
tarn_table_chooser_dispose (GObject *object)
{
  TarnTableChooser *self = TARN_TABLE_CHOOSER (object);

  set_document (self, NULL);
  g_clear_handle_id (&self->look_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_TABLE_CHOOSER);

  G_OBJECT_CLASS (tarn_table_chooser_parent_class)->dispose (object);
}

static void
tarn_table_chooser_finalize (GObject *object)
{
  g_object_unref (TARN_TABLE_CHOOSER (object)->choices);

  G_OBJECT_CLASS (tarn_table_chooser_parent_class)->finalize (object);
}

static void
tarn_table_chooser_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_DOCUMENT)
    g_value_set_object (value, TARN_TABLE_CHOOSER (object)->document);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_table_chooser_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (id == PROP_DOCUMENT)
    set_document (TARN_TABLE_CHOOSER (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_table_chooser_class_init (TarnTableChooserClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_table_chooser_dispose;
  object_class->finalize = tarn_table_chooser_finalize;
  object_class->get_property = tarn_table_chooser_get_property;
  object_class->set_property = tarn_table_chooser_set_property;
  widget_class->map = tarn_table_chooser_map;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-table-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnTableChooser, box);
  gtk_widget_class_bind_template_child (widget_class, TarnTableChooser, headline);
  gtk_widget_class_bind_template_child (widget_class, TarnTableChooser, hint);
  gtk_widget_class_bind_template_child (widget_class, TarnTableChooser, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnTableChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_table_chooser_init (TarnTableChooser *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSelectionModel) selection = NULL;

  self->choices = g_list_store_new (TARN_TYPE_TABLE_CHOICE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->choices))));
  gtk_list_view_set_model (self->list, selection);
  tell_hint (self);
}
