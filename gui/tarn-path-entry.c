/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-path-entry.h"

#include <glib/gi18n.h>

/* Completions that are shown. */
#define MAX_NAMES 12

struct _TarnPathEntry
{
  GtkWidget           parent_instance;

  TarnMib            *mib;         /* nullable */
  GtkStringList      *names;
  GtkSingleSelection *selection;
  gboolean            is_quiet;    /* the text is set, not typed */

  GtkWidget          *text;
  GtkWidget          *popover;
  GtkWidget          *list;
  GtkWidget          *problem;     /* below the list: why the text is no name */
};

enum
{
  SIGNAL_GO,
  SIGNAL_CANCEL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnPathEntry, tarn_path_entry, GTK_TYPE_WIDGET)

static TarnOid *
parse (TarnPathEntry  *self,
       const char     *typed,
       GError        **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));

  return self->mib != NULL ? tarn_mib_parse_oid (self->mib, text, error)
                           : tarn_oid_new (text, error);
}

static void
show_problem (TarnPathEntry *self,
              const char    *problem)
{
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (self->text, "error");
  else
    gtk_widget_remove_css_class (self->text, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_popover (TarnPathEntry *self)
{
  gboolean has_names = g_list_model_get_n_items (G_LIST_MODEL (self->names)) > 0;

  gtk_widget_set_visible (gtk_widget_get_parent (self->list), has_names);
  if ((has_names || gtk_widget_get_visible (self->problem)) && gtk_widget_get_mapped (self->text))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
set_names (TarnPathEntry      *self,
           const char * const *names)
{
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          names);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
text_changed_cb (TarnPathEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_auto(GStrv) names = NULL;

  if (self->is_quiet)
    return;

  if (self->mib != NULL && text[0] != '\0')
    names = tarn_mib_complete (self->mib, text, MAX_NAMES);
  set_names (self, (const char * const *) names);
  show_problem (self, NULL);
  show_popover (self);
}

static void
take_name (TarnPathEntry *self,
           guint          position)
{
  const char *name = gtk_string_list_get_string (self->names, position);
  g_autofree char *text = NULL;

  if (name == NULL)
    return;

  /* With the list as it is, so that the arrow keys lead on through it. */
  text = g_strdup (name);
  self->is_quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->is_quiet = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
}

static void
go (TarnPathEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnOid) oid = NULL;

  if (text[strspn (text, " ")] == '\0')
    {
      g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
      return;
    }

  /* A module by itself is the beginning of a name. */
  if (g_str_has_suffix (text, "::"))
    {
      text_changed_cb (self);
      return;
    }

  oid = parse (self, text, &error);
  if (oid == NULL)
    {
      show_problem (self, error->message);
      show_popover (self);
      return;
    }

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[SIGNAL_GO], 0, oid);
}

static void
row_activate_cb (TarnPathEntry *self,
                 guint          position)
{
  take_name (self, position);
  go (self);
}

static void
move (TarnPathEntry *self,
      int            by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  guint position = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    position = by > 0 ? 0 : n - 1;
  else
    position = (position + n + (guint) by) % n;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  take_name (self, position);
}

static gboolean
key_cb (TarnPathEntry   *self,
        guint            key,
        guint            code,
        GdkModifierType  state)
{
  switch (key)
    {
    case GDK_KEY_Down:
      move (self, 1);
      return TRUE;

    case GDK_KEY_Up:
      move (self, -1);
      return TRUE;

    case GDK_KEY_Tab:
      /* With nothing to complete it goes on to the next widget, as everywhere. */
      if (!gtk_widget_get_visible (self->popover)
          || g_list_model_get_n_items (G_LIST_MODEL (self->names)) == 0)
        return FALSE;
      if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
        take_name (self, 0);
      text_changed_cb (self);
      return TRUE;

    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
      return TRUE;

    default:
      return FALSE;
    }
}

static void
setup_row_cb (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_item_set_child (item, label);
}

static void
bind_row_cb (GtkListItemFactory *factory,
             GtkListItem        *item)
{
  GtkStringObject *name = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (name));
}

static gboolean
tarn_path_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TARN_PATH_ENTRY (widget)->text);
}

/* A popover is no child for the layout manager: it asks to be placed itself. */
static void
tarn_path_entry_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  TarnPathEntry *self = TARN_PATH_ENTRY (widget);

  gtk_widget_allocate (self->text, width, height, baseline, NULL);
  gtk_widget_set_size_request (self->popover, MIN (width, 480), -1);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
tarn_path_entry_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  gtk_widget_measure (TARN_PATH_ENTRY (widget)->text, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
tarn_path_entry_dispose (GObject *object)
{
  TarnPathEntry *self = TARN_PATH_ENTRY (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->mib);

  G_OBJECT_CLASS (tarn_path_entry_parent_class)->dispose (object);
}

static void
tarn_path_entry_class_init (TarnPathEntryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_path_entry_dispose;
  widget_class->grab_focus = tarn_path_entry_grab_focus;
  widget_class->measure = tarn_path_entry_measure;
  widget_class->size_allocate = tarn_path_entry_size_allocate;

  signals[SIGNAL_GO] = g_signal_new ("go", TARN_TYPE_PATH_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, TARN_TYPE_OID);
  signals[SIGNAL_CANCEL] = g_signal_new ("cancel", TARN_TYPE_PATH_ENTRY, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
make_popover (TarnPathEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_set_can_focus (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Names"), -1);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activate_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);

  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->problem), 50);
  gtk_widget_set_visible (self->problem, FALSE);

  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), scrolled);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  /* The keys stay with the text. */
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
focus_left_cb (TarnPathEntry *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
tarn_path_entry_init (TarnPathEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->names = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->names));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  self->text = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->text), _("Name or OID"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Go to a name or an OID"), -1);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (go), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  make_popover (self);
}

void
tarn_path_entry_set_mib (TarnPathEntry *self,
                         TarnMib       *mib)
{
  g_return_if_fail (TARN_IS_PATH_ENTRY (self));

  g_set_object (&self->mib, mib);
}

void
tarn_path_entry_set_text (TarnPathEntry *self,
                          const char    *text)
{
  g_return_if_fail (TARN_IS_PATH_ENTRY (self));
  g_return_if_fail (text != NULL);

  self->is_quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->is_quiet = FALSE;
  set_names (self, NULL);
  show_problem (self, NULL);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

const char *
tarn_path_entry_get_text (TarnPathEntry *self)
{
  g_return_val_if_fail (TARN_IS_PATH_ENTRY (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->text));
}
