/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-preferences.h"

#include <glib/gi18n.h>

#include "tarn-settings.h"
#include "tarn-tree-columns.h"

struct _TarnPreferences
{
  GtkWindow  parent_instance;

  GtkStack  *pages;
};

G_DEFINE_FINAL_TYPE (TarnPreferences, tarn_preferences, GTK_TYPE_WINDOW)

/* In the order of the window; a page begins with each that has a title. */
static const struct
{
  const char *key;
  const char *page;
} rows[] = {
  { "color-scheme", NC_("preferences", "General") },
  { "time-format" },
  { "oid-display" },
  { "tree-columns" },
  { "restore-documents" },
  { "keep-captures" },
  { "snmp-version", NC_("preferences", "Devices") },
  { "timeout" },
  { "retries" },
  { "max-requests" },
  { "gentle" },
  { "ask-before-set" },
  { "watch-interval" },
  { "log-size" },
};

static const struct
{
  const char *value;
  const char *name;
} choices[] = {
  { "system", NC_("preferences", "As the Desktop") },
  { "light", NC_("preferences", "Light") },
  { "dark", NC_("preferences", "Dark") },
  { "locale", NC_("preferences", "As the Language") },
  { "iso", NC_("preferences", "Year First") },
  { "numbers", NC_("preferences", "Numbers") },
  { "names", NC_("preferences", "Names") },
  { "modules", NC_("preferences", "Modules and Names") },
  { "2c", NC_("preferences", "SNMPv2c") },
  { "1", NC_("preferences", "SNMPv1") },
};

static const char *
get_choice_name (const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].value, value))
      return g_dpgettext2 (NULL, "preferences", choices[i].name);

  return value;
}

static gboolean
get_selected_cb (GValue   *value,
                 GVariant *variant,
                 gpointer  data)
{
  const char * const *values = data;

  for (guint i = 0; values[i] != NULL; i++)
    if (g_str_equal (values[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
set_selected_cb (const GValue       *value,
                 const GVariantType *type,
                 gpointer            data)
{
  GStrv values = data;
  guint i = g_value_get_uint (value);

  return i < g_strv_length (values) ? g_variant_new_string (values[i]) : NULL;
}

static GtkWidget *
make_choice (const char *key,
             GVariant   *range)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GStrv values = g_variant_dup_strv (range, NULL);
  GtkWidget *choice;

  for (guint i = 0; values[i] != NULL; i++)
    gtk_string_list_append (names, get_choice_name (values[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_settings_bind_with_mapping (tarn_settings_get (), key, choice, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_selected_cb, set_selected_cb, values,
                                (GDestroyNotify) g_strfreev);
  return choice;
}

static GtkWidget *
make_number (const char *key,
             GVariant   *range)
{
  guint min, max;
  GtkWidget *number;

  g_variant_get (range, "(uu)", &min, &max);
  number = gtk_spin_button_new_with_range (min, max, 1);
  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (number), max > 1000 ? 100 : 1,
                                  max > 1000 ? 1000 : 10);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (number), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (number), 7);
  g_settings_bind (tarn_settings_get (), key, number, "value", G_SETTINGS_BIND_DEFAULT);
  return number;
}

static GtkWidget *
make_switch (const char *key)
{
  GtkWidget *toggle = gtk_switch_new ();

  g_settings_bind (tarn_settings_get (), key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  return toggle;
}

/* TRUE for the columns that are shown; the one with the name always is. */
static gboolean
get_shown_cb (GValue   *value,
              GVariant *variant,
              gpointer  data)
{
  g_autofree const char **shown = g_variant_get_strv (variant, NULL);

  g_value_set_boolean (value, g_strv_contains (shown, data));
  return TRUE;
}

static GVariant *
set_shown_cb (const GValue       *value,
              const GVariantType *type,
              gpointer            data)
{
  g_auto(GStrv) shown = g_settings_get_strv (tarn_settings_get (), "tree-columns");
  g_auto(GStrv) now = tarn_tree_columns_toggle ((const char * const *) shown, data,
                                                g_value_get_boolean (value));

  return g_variant_new_strv ((const char * const *) now, -1);
}

static GtkWidget *
make_columns (const char *key)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *id, *title;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 1; (id = tarn_tree_columns_get (i, &title)) != NULL; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (title);

      g_settings_bind_with_mapping (tarn_settings_get (), key, check, "active",
                                    G_SETTINGS_BIND_DEFAULT, get_shown_cb, set_shown_cb,
                                    (gpointer) id, NULL);
      gtk_grid_attach (GTK_GRID (grid), check, (int) (i - 1) % 2, (int) (i - 1) / 2, 1, 1);
    }
  return grid;
}

static GtkWidget *
make_control (const char         *key,
              GSettingsSchemaKey *schema)
{
  g_autoptr(GVariant) range = g_settings_schema_key_get_range (schema);
  g_autoptr(GVariant) limits = NULL;
  const char *kind;

  g_variant_get (range, "(&sv)", &kind, &limits);
  if (g_str_equal (kind, "enum"))
    return make_choice (key, limits);
  if (g_str_equal (kind, "range"))
    return make_number (key, limits);
  if (g_variant_type_equal (g_settings_schema_key_get_value_type (schema),
                            G_VARIANT_TYPE_BOOLEAN))
    return make_switch (key);
  return make_columns (key);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

static GtkWidget *
make_row (const char *key)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsSchemaKey) schema_key = NULL;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title, *description, *control;

  g_object_get (tarn_settings_get (), "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  title = make_label (g_settings_schema_key_get_summary (schema_key));
  description = make_label (g_settings_schema_key_get_description (schema_key));
  gtk_widget_add_css_class (description, "dim-label");
  gtk_widget_add_css_class (description, "caption");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), description);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);

  control = make_control (key, schema_key);
  gtk_widget_set_name (control, key);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, description, NULL, -1);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), control);
  gtk_widget_add_css_class (row, "tarn-preference");
  return row;
}

static GtkListBox *
add_page (TarnPreferences *self,
          const char      *name,
          const char      *title)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_show_separators (GTK_LIST_BOX (list), TRUE);
  gtk_frame_set_child (GTK_FRAME (frame), list);
  gtk_widget_set_valign (frame, GTK_ALIGN_START);
  gtk_widget_add_css_class (frame, "tarn-preferences");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), frame);
  gtk_stack_add_titled (self->pages, scroller, name, title);
  return GTK_LIST_BOX (list);
}

static void
add_pages (TarnPreferences *self)
{
  GtkListBox *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();

      if (rows[i].page != NULL)
        list = add_page (self, rows[i].page, g_dpgettext2 (NULL, "preferences", rows[i].page));
      /* The control has the focus, not what is around it. */
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_row (rows[i].key));
      gtk_list_box_append (list, row);
    }
}

static void
reset_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_settings_reset (tarn_settings_get (), rows[i].key);
}

static void
tarn_preferences_class_init (TarnPreferencesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnPreferences, pages);
  gtk_widget_class_install_action (widget_class, "preferences.reset", NULL, reset_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tarn_preferences_init (TarnPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_pages (self);
}

GtkWindow *
tarn_preferences_new (void)
{
  return g_object_new (TARN_TYPE_PREFERENCES, NULL);
}
