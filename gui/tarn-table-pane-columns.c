/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Columns of the table pane, and their cells.
 */
#include "tarn-table-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

/* Characters.  A view that scrolls gives its columns no more than they need at least. */
#define MIN_CHARS 3
#define MAX_CHARS 22

/* What a factory knows of its cells. */
typedef struct
{
  TarnTablePane *pane;     /* outlives its factories */
  guint          field;
} Field;

static void
show_text (GtkWidget     *cell,
           TarnTableLine *line,
           guint          field)
{
  const char *text = tarn_table_line_get_text (line, field);
  gboolean hole = text == NULL && tarn_table_line_is_read (line);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), hole ? "—" : text);
  if (hole)
    gtk_widget_add_css_class (cell, "dim-label");
  else
    gtk_widget_remove_css_class (cell, "dim-label");
  if (hole)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    C_("cell of a table", "not there"), -1);
  else if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                    -1);

  if (tarn_table_line_is_marked (line, field))
    gtk_widget_add_css_class (cell, "tarn-changed");
  else
    gtk_widget_remove_css_class (cell, "tarn-changed");
}

static void
told_cb (TarnTableLine *line,
         GtkListItem   *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  const Field *field = g_object_get_data (G_OBJECT (cell), "tarn-field");

  show_text (cell, line, field->field);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            gpointer         data)
{
  const Field *field = data;
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  tarn_table_pane_set_field (field->pane, field->field);
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    tarn_table_pane_pop_up (field->pane, cell, x, y);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  const Field *field = data;
  GtkWidget *cell = gtk_inscription_new (NULL);
  GtkGesture *gesture = gtk_gesture_click_new ();
  TarnTableModel *model = field->pane->model;
  gboolean is_number = tarn_table_model_is_number (model, field->field);
  guint width = CLAMP (tarn_table_model_get_width (model, field->field), MIN_CHARS, MAX_CHARS);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), is_number ? 1 : 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), width);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), width);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (is_number)
    gtk_widget_add_css_class (cell, "numeric");
  g_object_set_data (G_OBJECT (cell), "tarn-field", data);

  /* Any button, before the row selects. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), data);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (gesture));
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  const Field *field = data;
  TarnTableLine *line = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);

  g_signal_connect (line, "told", G_CALLBACK (told_cb), item);
  g_ptr_array_add (field->pane->cells->pdata[field->field], cell);
  if (field->pane->field == field->field)
    gtk_widget_add_css_class (cell, "tarn-field");
  else
    gtk_widget_remove_css_class (cell, "tarn-field");
  show_text (cell, line, field->field);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  data)
{
  const Field *field = data;

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), told_cb, item);
  if (field->pane->cells != NULL)
    g_ptr_array_remove_fast (field->pane->cells->pdata[field->field],
                             gtk_list_item_get_child (item));
}

/* Asked by the view's sorter for a look at its order; nothing is sorted by it. */
static int
probe_cb (gconstpointer a,
          gconstpointer b,
          gpointer      data)
{
  const Field *field = data;

  if (field->pane->probed == G_MAXUINT)
    field->pane->probed = field->field;
  return -1;
}

static Field *
field_new (TarnTablePane *self,
           guint          number)
{
  Field *field = g_new (Field, 1);

  field->pane = self;
  field->field = number;
  return field;
}

static void
field_free (gpointer  field,
            GClosure *closure)
{
  g_free (field);
}

static GMenuModel *
make_menu (TarnTablePane *self,
           guint          number)
{
  g_autofree char *id = tarn_table_pane_dup_id (self, number);
  g_autoptr(GMenuItem) filter = g_menu_item_new (_("_Filter…"), NULL);
  g_autoptr(GMenuItem) hide = g_menu_item_new (_("_Hide"), NULL);
  g_autoptr(GMenu) menu = g_menu_new ();

  g_menu_item_set_action_and_target (filter, "table.filter-column", "s", id);
  g_menu_append_item (menu, filter);
  g_menu_item_set_action_and_target (hide, "table.hide-column", "s", id);
  if (number >= tarn_table_model_get_n_index (self->model))
    g_menu_append_item (menu, hide);
  return G_MENU_MODEL (g_object_ref (menu));
}

static GtkColumnViewColumn *
make_column (TarnTablePane *self,
             guint          number)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Field *field = field_new (self, number);
  g_autoptr(GtkSorter) sorter = NULL;
  GtkColumnViewColumn *column;

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), field, field_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), field);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), field);

  column = gtk_column_view_column_new (tarn_table_model_get_name (self->model, number), factory);
  sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, field_new (self, number), g_free));
  gtk_column_view_column_set_sorter (column, sorter);
  g_object_set_data (G_OBJECT (column), "tarn-field", GUINT_TO_POINTER (number));
  gtk_column_view_column_set_header_menu (column, make_menu (self, number));
  gtk_column_view_column_set_resizable (column, TRUE);
  return column;
}

/* Which columns are hidden, of each table by its own. */
static char *
dup_state_key (TarnTablePane *self)
{
  g_autofree char *oid = tarn_oid_to_string (self->entry);

  return g_strconcat ("hidden", oid, NULL);
}

/* If nobody has chosen, a column that only repeats a part of the index. */
static gboolean
is_hidden (TarnTablePane *self,
           guint          field,
           GVariant      *hidden)
{
  const char *name = tarn_table_model_get_name (self->model, field);
  guint n_index = tarn_table_model_get_n_index (self->model);
  g_autofree const char **names = NULL;

  if (field < n_index)
    return FALSE;
  if (hidden != NULL)
    {
      names = g_variant_get_strv (hidden, NULL);
      return g_strv_contains (names, name);
    }

  for (guint i = 0; i < n_index; i++)
    if (strcmp (tarn_table_model_get_name (self->model, i), name) == 0)
      return TRUE;
  return FALSE;
}

void
tarn_table_pane_keep_hidden (TarnTablePane *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  g_autofree char *key = NULL;

  if (self->state == NULL || self->entry == NULL)
    return;

  for (guint i = 0; i < self->columns->len; i++)
    if (!gtk_column_view_column_get_visible (self->columns->pdata[i]))
      g_variant_builder_add (&builder, "s", tarn_table_model_get_name (self->model, i));
  key = dup_state_key (self);
  tarn_state_set (self->state, "table", key, g_variant_builder_end (&builder));
}

/* What a module says of a column. */
static char *
dup_tip (TarnTablePane *self,
         guint          field)
{
  guint n_index = tarn_table_model_get_n_index (self->model);
  TarnTable *table = tarn_table_model_get_table (self->model);
  GString *tip = g_string_new (tarn_table_model_get_name (self->model, field));
  g_autoptr(TarnMibNode) node = NULL;
  const char *units, *description;

  if (field < n_index)
    {
      g_string_append_printf (tip, "\n%s", _("Part of the index"));
      return g_string_free (tip, FALSE);
    }

  node = tarn_table_get_column_node (table, field - n_index);
  if (node == NULL)
    {
      g_autofree char *oid = tarn_oid_to_string (tarn_table_get_column_oid (table, field - n_index));

      g_string_append_printf (tip, "\n%s", oid + 1);
      return g_string_free (tip, FALSE);
    }

  g_string_printf (tip, "%s::%s", tarn_mib_node_get_module (node), tarn_mib_node_get_name (node));
  units = tarn_mib_node_get_units (node);
  description = tarn_mib_node_get_description (node);
  if (units != NULL && units[0] != '\0')
    g_string_append_printf (tip, "\n%s", units);
  if (description != NULL && description[0] != '\0')
    g_string_append_printf (tip, "\n\n%s", description);
  return g_string_free (tip, FALSE);
}

/* A column has no tool tip of its own in GTK 4.8, but its heading is a widget: the view's
 * first child has them in the order of columns. */
void
tarn_table_pane_set_tips (TarnTablePane *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (columns) && title != NULL; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *tip = dup_tip (self, tarn_table_pane_get_field (column));

      gtk_widget_set_tooltip_text (title, tip);
      title = gtk_widget_get_next_sibling (title);
    }
}

void
tarn_table_pane_add_columns (TarnTablePane *self)
{
  guint n = tarn_table_model_get_n_fields (self->model);
  g_autofree char *key = dup_state_key (self);
  g_autoptr(GVariant) hidden = NULL;

  if (self->state != NULL)
    hidden = tarn_state_dup (self->state, "table", key, "as");
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < n; i++)
    {
      GtkColumnViewColumn *column = make_column (self, i);

      g_ptr_array_add (self->columns, column);
      g_ptr_array_add (self->cells, g_ptr_array_new ());
      gtk_column_view_column_set_visible (column, !is_hidden (self, i, hidden));
      gtk_column_view_append_column (self->view, column);
      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (tarn_table_pane_keep),
                               self, G_CONNECT_SWAPPED);
    }
}

void
tarn_table_pane_clear_columns (TarnTablePane *self)
{
  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    gtk_column_view_remove_column (self->view, self->columns->pdata[i]);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
}

void
tarn_table_pane_set_field (TarnTablePane *self,
                           guint          field)
{
  if (self->field == field)
    return;

  for (guint i = 0; i < 2; i++)
    {
      guint which = i == 0 ? self->field : field;
      GPtrArray *cells = which < self->cells->len ? self->cells->pdata[which] : NULL;

      for (guint j = 0; cells != NULL && j < cells->len; j++)
        if (i == 0)
          gtk_widget_remove_css_class (cells->pdata[j], "tarn-field");
        else
          gtk_widget_add_css_class (cells->pdata[j], "tarn-field");
    }
  self->field = field;
  tarn_table_pane_show_field (self);
}

/* The view's sorter does not say by what it sorts, in GTK 4.8: but it asks the column, and
 * turns round what that answers. */
void
tarn_table_pane_sort_changed (TarnTablePane *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkOrdering order;

  self->probed = G_MAXUINT;
  order = gtk_sorter_compare (sorter, self, self->view);   /* any two things */
  self->wish.sort_field = self->probed != G_MAXUINT ? self->probed : TARN_TABLE_ANY_FIELD;
  self->wish.descending = order == GTK_ORDERING_LARGER;
  if (self->model != NULL && !self->loading)
    tarn_table_pane_arrange (self);
}
