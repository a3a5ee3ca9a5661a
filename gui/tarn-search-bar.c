/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-search-bar.h"

#include <glib/gi18n.h>

#include "tarn-search-row.h"
#include "tarn-ui.h"

struct _TarnSearchBar
{
  GtkWidget            parent_instance;

  TarnDocument        *document;    /* nullable */
  TarnOid             *oid;         /* nullable: what the view has selected */
  TarnSearch          *search;
  GtkSingleSelection  *selection;
  gboolean             names;
  gboolean             oids;
  gboolean             values;
  gboolean             descriptions;
  gboolean             indices;
  gboolean             match_case;
  gboolean             regex;
  char                *started;     /* the text that is looked for now */
  gboolean             is_awaited;  /* go to the first match when there is one */

  GtkSearchBar        *bar;
  GtkSearchEntry      *entry;
  GtkLabel            *status;
  GtkButton           *again_button;
  GtkButton           *stop_button;
  GtkToggleButton     *list_button;
  GtkScrolledWindow   *scrolled;
  GtkListView         *list;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_OID,
  PROP_NAMES,
  PROP_OIDS,
  PROP_VALUES,
  PROP_DESCRIPTIONS,
  PROP_INDICES,
  PROP_MATCH_CASE,
  PROP_REGEX,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnSearchBar, tarn_search_bar, GTK_TYPE_WIDGET)

static gboolean *
get_option (TarnSearchBar *self,
            guint          id)
{
  switch (id)
    {
    case PROP_NAMES:
      return &self->names;
    case PROP_OIDS:
      return &self->oids;
    case PROP_VALUES:
      return &self->values;
    case PROP_DESCRIPTIONS:
      return &self->descriptions;
    case PROP_INDICES:
      return &self->indices;
    case PROP_MATCH_CASE:
      return &self->match_case;
    case PROP_REGEX:
      return &self->regex;
    default:
      return NULL;
    }
}

static TarnSearchFlags
get_flags (TarnSearchBar *self)
{
  return (self->names ? TARN_SEARCH_NAMES : 0) | (self->oids ? TARN_SEARCH_OIDS : 0)
         | (self->values ? TARN_SEARCH_VALUES : 0)
         | (self->descriptions ? TARN_SEARCH_DESCRIPTIONS : 0)
         | (self->indices ? TARN_SEARCH_INDICES : 0)
         | (self->match_case ? TARN_SEARCH_MATCH_CASE : 0)
         | (self->regex ? TARN_SEARCH_REGEX : 0);
}

/* "12 of 340", "340 matches", what is wrong with the expression. */
static char *
make_status (TarnSearchBar *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->search));
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autofree char *count = tarn_ui_format_count (n);
  g_autofree char *at = NULL;

  if (gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] == '\0' || self->document == NULL)
    return g_strdup ("");
  if ((get_flags (self) & TARN_SEARCH_WHERE) == 0)
    return g_strdup (_("Choose what to search in"));
  if (n == 0)
    return g_strdup (tarn_search_is_running (self->search) ? _("Searching…") : _("No matches"));
  if (position == GTK_INVALID_LIST_POSITION)
    /* Translators: %s is a number */
    return g_strdup_printf (ngettext ("%s match", "%s matches", n), count);

  at = tarn_ui_format_count ((guint64) position + 1);
  /* Translators: the first %s is the number of a match, the second how many there are */
  return g_strdup_printf (_("%s of %s"), at, count);
}

static void
show_state (TarnSearchBar *self)
{
  g_autofree char *status = make_status (self);
  gboolean has_hits = g_list_model_get_n_items (G_LIST_MODEL (self->search)) > 0;
  gboolean is_running = tarn_search_is_running (self->search);

  gtk_label_set_label (self->status, status);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), is_running);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button),
                          !is_running && tarn_search_is_outdated (self->search));
  gtk_widget_set_visible (GTK_WIDGET (self->scrolled),
                          has_hits && gtk_toggle_button_get_active (self->list_button));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.next", has_hits);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.previous", has_hits);
}

/* Where the selection of the view is among the matches, if it is one. */
static void
follow_oid (TarnSearchBar *self)
{
  guint position = self->oid != NULL ? tarn_search_find (self->search, self->oid)
                                     : GTK_INVALID_LIST_POSITION;

  if (position != gtk_single_selection_get_selected (self->selection))
    gtk_single_selection_set_selected (self->selection, position);
}

static void
restart (TarnSearchBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr(GError) error = NULL;

  g_free (self->started);
  self->started = g_strdup (text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  if (self->document == NULL || !gtk_search_bar_get_search_mode (self->bar)
      || (get_flags (self) & TARN_SEARCH_WHERE) == 0)
    tarn_search_clear (self->search);
  else if (!tarn_search_start (self->search, self->document, text, get_flags (self), &error))
    {
      show_state (self);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_label_set_label (self->status, error->message);
      return;
    }

  show_state (self);
}

static void
go (TarnSearchBar *self,
    guint          position)
{
  g_autoptr(TarnSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (self->search), position);
  g_autofree char *oid = NULL;

  if (hit == NULL)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  oid = tarn_oid_to_string (tarn_search_hit_get_oid (hit));
  gtk_widget_activate_action (GTK_WIDGET (self), "document.go", "s", oid);
  show_state (self);
}

void
tarn_search_bar_step (TarnSearchBar *self,
                      gboolean       forward)
{
  guint position;

  g_return_if_fail (TARN_IS_SEARCH_BAR (self));

  if (!gtk_search_bar_get_search_mode (self->bar))
    {
      tarn_search_bar_open (self);
      return;
    }

  position = tarn_search_find_beside (self->search, self->oid, forward);
  if (position != GTK_INVALID_LIST_POSITION)
    go (self, position);
}

static void
next_cb (TarnSearchBar *self)
{
  tarn_search_bar_step (self, TRUE);
}

/* Enter before anything is found: what is typed is looked for after a moment only. */
static void
entry_activate_cb (TarnSearchBar *self)
{
  if (g_strcmp0 (self->started, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    restart (self);

  self->is_awaited = g_list_model_get_n_items (G_LIST_MODEL (self->search)) == 0
                     && tarn_search_is_running (self->search);
  if (!self->is_awaited)
    tarn_search_bar_step (self, TRUE);
}

static void
found_cb (TarnSearchBar *self)
{
  if (!self->is_awaited || g_list_model_get_n_items (G_LIST_MODEL (self->search)) == 0)
    return;

  self->is_awaited = FALSE;
  tarn_search_bar_step (self, TRUE);
}

static void
previous_cb (TarnSearchBar *self)
{
  tarn_search_bar_step (self, FALSE);
}

static void
text_changed_cb (TarnSearchBar *self)
{
  restart (self);
}

static void
stop_cb (TarnSearchBar *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

/* The focus goes back to the view that shows what was found. */
static void
mode_changed_cb (TarnSearchBar *self)
{
  gboolean is_open = gtk_search_bar_get_search_mode (self->bar);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  restart (self);
  if (!is_open && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
      && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_FORWARD);
}

static void
row_activate_cb (TarnSearchBar *self,
                 guint          position)
{
  go (self, position);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  tarn_search_bar_step (TARN_SEARCH_BAR (widget), TRUE);
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  tarn_search_bar_step (TARN_SEARCH_BAR (widget), FALSE);
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  restart (TARN_SEARCH_BAR (widget));
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  tarn_search_stop (TARN_SEARCH_BAR (widget)->search);
}

static void
tarn_search_bar_dispose (GObject *object)
{
  TarnSearchBar *self = TARN_SEARCH_BAR (object);

  if (self->search != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->search, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      tarn_search_clear (self->search);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_SEARCH_BAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->search);
  g_clear_object (&self->document);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->started, g_free);

  G_OBJECT_CLASS (tarn_search_bar_parent_class)->dispose (object);
}

static void
tarn_search_bar_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TarnSearchBar *self = TARN_SEARCH_BAR (object);

  if (id == PROP_DOCUMENT)
    g_value_set_object (value, self->document);
  else if (id == PROP_OID)
    g_value_set_boxed (value, self->oid);
  else if (get_option (self, id) != NULL)
    g_value_set_boolean (value, *get_option (self, id));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_search_bar_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  TarnSearchBar *self = TARN_SEARCH_BAR (object);

  if (id == PROP_DOCUMENT)
    {
      if (!g_set_object (&self->document, g_value_get_object (value)))
        return;
      restart (self);
    }
  else if (id == PROP_OID)
    {
      g_clear_pointer (&self->oid, tarn_oid_unref);
      self->oid = g_value_dup_boxed (value);
      follow_oid (self);
    }
  else if (get_option (self, id) != NULL)
    {
      if (*get_option (self, id) == g_value_get_boolean (value))
        return;
      *get_option (self, id) = g_value_get_boolean (value);
      restart (self);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);

  g_object_notify_by_pspec (object, pspec);
}

static void
install_properties (GObjectClass *class)
{
  static const struct { guint id; const char *name; const char *action; } options[] = {
    { PROP_NAMES, "names", "search.names" },
    { PROP_OIDS, "oids", "search.oids" },
    { PROP_VALUES, "values", "search.values" },
    { PROP_DESCRIPTIONS, "descriptions", "search.descriptions" },
    { PROP_INDICES, "indices", "search.indices" },
    { PROP_MATCH_CASE, "match-case", "search.match-case" },
    { PROP_REGEX, "regex", "search.regex" },
  };
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT, flags);
  properties[PROP_OID] = g_param_spec_boxed ("oid", NULL, NULL, TARN_TYPE_OID, flags);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    properties[options[i].id] = g_param_spec_boolean (options[i].name, NULL, NULL,
                                                      options[i].id <= PROP_VALUES, flags);
  g_object_class_install_properties (class, N_PROPERTIES, properties);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    gtk_widget_class_install_property_action (GTK_WIDGET_CLASS (class), options[i].action,
                                              options[i].name);
}

static void
tarn_search_bar_class_init (TarnSearchBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_search_bar_dispose;
  object_class->get_property = tarn_search_bar_get_property;
  object_class->set_property = tarn_search_bar_set_property;
  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, bar);
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, status);
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, again_button);
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, list_button);
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TarnSearchBar, list);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);

  gtk_widget_class_install_action (widget_class, "search.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "search.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "search.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "search.stop", NULL, stop_action);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_search_bar_init (TarnSearchBar *self)
{
  g_autoptr(GtkListItemFactory) factory = tarn_search_row_factory_new ();

  self->names = self->oids = self->values = TRUE;
  self->search = tarn_search_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->search)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));

  g_signal_connect_swapped (self->search, "notify", G_CALLBACK (show_state), self);
  g_signal_connect_swapped (self->search, "notify::n-hits", G_CALLBACK (found_cb), self);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (show_state), self);
  g_signal_connect_object (self->list_button, "toggled", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
}

void
tarn_search_bar_open (TarnSearchBar *self)
{
  g_return_if_fail (TARN_IS_SEARCH_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

TarnSearch *
tarn_search_bar_get_search (TarnSearchBar *self)
{
  g_return_val_if_fail (TARN_IS_SEARCH_BAR (self), NULL);

  return self->search;
}
