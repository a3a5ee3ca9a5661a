/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-detail-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tarn-detail-facts.h"
#include "tarn-detail-section.h"
#include "tarn-editor-popover.h"
#include "tarn-ui.h"

/* A value shows within a frame; a branch, whose count changes all the time while it is being
 * read, a few times a second. */
#define FRAME_MS  16
#define BRANCH_MS 200

/* A longer one is told in full by its sections. */
#define MAX_HEADLINE 400

struct _TarnDetailPane
{
  GtkWidget              parent_instance;

  GtkStack              *stack;       /* the only child */
  GtkWidget             *scroller;
  GtkLabel              *title;
  GtkLabel              *place;
  GtkLabel              *headline;
  GtkLabel              *changed;
  GtkMenuButton         *edit;
  GtkMenuButton         *copy;
  GtkMenuButton         *rows;
  GtkWidget             *rows_place;
  GtkWidget             *edit_place;
  GtkWidget             *table_place;
  GtkWidget             *watch_place;
  GtkWidget             *fetch_place;
  GtkActionable         *table;
  GtkActionable         *watch;
  GtkActionable         *fetch;
  GtkBox                *sections;
  TarnDetailSectionView *views[TARN_DETAIL_N_SECTIONS];
  TarnEditorPopover     *editor;

  TarnDocument          *document;    /* nullable */
  TarnOid               *oid;         /* nullable */
  TarnDetail            *detail;      /* nullable: what is shown */
  guint                  update_id;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_OID,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnDetailPane, tarn_detail_pane, GTK_TYPE_WIDGET)

static gboolean update_cb (gpointer data);

/* "IF-MIB · 1.3.6.1.2.1.2.2.1.2.3" */
static void
show_place (TarnDetailPane *self)
{
  TarnDetail *detail = self->detail;
  g_autofree char *oid = tarn_oid_to_string (detail->oid);
  const char *digits = oid + strspn (oid, ".");
  g_autofree char *text = detail->node != NULL
                            ? g_strdup_printf ("%s · %s",
                                               tarn_mib_node_get_module (detail->node), digits)
                            : g_strdup (digits);

  gtk_label_set_label (self->place, text);
}

static void
show_headline (TarnDetailPane *self)
{
  const char *text = self->detail->headline;
  g_autofree char *count = NULL;
  g_autofree char *cut = NULL;

  if (text == NULL)
    {
      count = tarn_ui_format_count (self->detail->n_below);
      cut = self->detail->n_below == 0
              ? g_strdup (self->detail->can_edit ? _("No value here") : _("Nothing here"))
              : g_strdup_printf (ngettext ("%s value", "%s values",
                                           (gulong) self->detail->n_below), count);
    }
  else if (text[0] == '\0')
    cut = g_strdup (_("(empty)"));
  else if (g_utf8_strlen (text, -1) > MAX_HEADLINE)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_HEADLINE);

      cut = g_strconcat (start, "…", NULL);
    }
  if (cut != NULL)
    text = cut;

  if (g_strcmp0 (gtk_label_get_label (self->headline), text) != 0)
    gtk_label_set_label (self->headline, text);
}

static void
show_buttons (TarnDetailPane *self)
{
  TarnDetail *detail = self->detail;
  g_autofree char *oid = tarn_oid_to_string (detail->oid);
  GtkActionable *targets[] = { self->table, self->watch, self->fetch };
  gboolean has_device = tarn_document_get_device (self->document) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    gtk_actionable_set_action_target (targets[i], "s", oid);
  gtk_widget_set_visible (self->edit_place, detail->can_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->edit),
                            has_device || tarn_document_is_writable (self->document));
  gtk_widget_set_visible (self->table_place, detail->has_table);
  gtk_widget_set_visible (self->rows_place, detail->has_table);
  gtk_widget_set_visible (self->watch_place, detail->value != NULL || detail->is_object);
  gtk_widget_set_visible (self->fetch_place, has_device);
}

static void
add_copy (GMenu      *menu,
          const char *label,
          const char *oid,
          const char *form)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "document.copy", "(ss)", oid, form);
  g_menu_append_item (menu, item);
}

/* Made when it is opened: one for each selected row would cost more than all else here. */
static void
show_copy_menu (GtkMenuButton *button,
                gpointer       data)
{
  TarnDetailPane *self = data;
  g_autofree char *oid = tarn_oid_to_string (self->detail->oid);
  g_autoptr(GMenu) menu = g_menu_new ();

  add_copy (menu, C_("copy", "_OID"), oid, "oid");
  add_copy (menu, C_("copy", "_Name"), oid, "name");
  if (self->detail->n_below > 0)
    {
      add_copy (menu, C_("copy", "_Value"), oid, "value");
      add_copy (menu, C_("copy", "Name and Value"), oid, "line");
      add_copy (menu, C_("copy", "JSON"), oid, "json");
    }
  if (self->detail->has_table)
    add_copy (menu, self->detail->value != NULL ? C_("copy", "Row for a Spreadsheet")
                                                : C_("copy", "Table for a Spreadsheet"),
              oid, "table");
  add_copy (menu, C_("copy", "net-snmp Command"), oid, "snmpget");
  add_copy (menu, C_("copy", "tarn Command"), oid, "tarn");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
add_action (GMenu      *menu,
            const char *label,
            const char *action,
            const char *oid)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", oid);
  g_menu_append_item (menu, item);
}

static void
show_rows_menu (GtkMenuButton *button,
                gpointer       data)
{
  TarnDetailPane *self = data;
  g_autofree char *oid = tarn_oid_to_string (self->detail->oid);
  g_autoptr(GMenu) menu = g_menu_new ();

  add_action (menu, _("_Add Row…"), "document.add-row", oid);
  if (self->detail->value != NULL)
    add_action (menu, _("_Delete Row"), "document.delete-row", oid);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* Of the same node another value: what it was, and since when it is not. */
static void
show_change (TarnDetailPane   *self,
             const TarnDetail *old)
{
  gboolean is_same = old != NULL && tarn_oid_equal (old->oid, self->detail->oid);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (!is_same)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->changed), FALSE);
      return;
    }
  if (g_strcmp0 (old->headline, self->detail->headline) == 0)
    return;

  time = tarn_ui_format_time (g_get_real_time ());
  /* Translators: a value that changed while it was looked at: when, and what it was */
  text = g_strdup_printf (_("Changed %s, before: %s"), time,
                          old->headline != NULL ? old->headline : _("nothing"));
  gtk_label_set_label (self->changed, text);
  gtk_widget_set_visible (GTK_WIDGET (self->changed), TRUE);
}

/* Takes @detail. */
static void
show_detail (TarnDetailPane *self,
             TarnDetail     *detail)
{
  g_autoptr(TarnDetail) old = self->detail;
  gboolean is_other = old == NULL || !tarn_oid_equal (old->oid, detail->oid);

  self->detail = detail;
  if (is_other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                GTK_SCROLLED_WINDOW (self->scroller)), 0);
  if (g_strcmp0 (gtk_label_get_label (self->title), detail->title) != 0)
    gtk_label_set_label (self->title, detail->title);
  show_place (self);
  show_headline (self);
  show_change (self, old);
  show_buttons (self);
  for (guint i = 0; i < TARN_DETAIL_N_SECTIONS; i++)
    tarn_detail_section_view_show (self->views[i], detail);
  gtk_stack_set_visible_child_name (self->stack, "detail");
}

static void
queue_update (TarnDetailPane *self,
              guint           in_ms)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add (in_ms, update_cb, self);
}

/* FALSE: there is nothing to be shown, or not yet. */
static gboolean
update (TarnDetailPane *self)
{
  g_autoptr(GError) error = NULL;
  TarnDetail *detail;

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->document == NULL || self->oid == NULL)
    {
      g_clear_pointer (&self->detail, tarn_detail_free);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return FALSE;
    }

  detail = tarn_detail_new (self->document, self->oid, &error);
  if (detail != NULL)
    show_detail (self, detail);
  else if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    queue_update (self, FRAME_MS);
  else
    tarn_ui_message (GTK_WIDGET (self), error->message, NULL, NULL);
  return detail != NULL;
}

static gboolean
update_cb (gpointer data)
{
  TarnDetailPane *self = data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Whether @range has to do with what is shown: itself, or something below. */
static gboolean
concerns (TarnDetailPane         *self,
          const TarnChangedRange *range)
{
  return range->kind != TARN_CHANGED_VARBINDS || self->oid == NULL
         || tarn_oid_has_prefix (range->first, self->oid)
         || tarn_oid_has_prefix (range->last, self->oid)
         || (tarn_oid_compare (range->first, self->oid) <= 0
             && tarn_oid_compare (range->last, self->oid) >= 0);
}

static void
store_changed_cb (TarnDetailPane *self,
                  GPtrArray      *ranges)
{
  for (guint i = 0; i < ranges->len && self->update_id == 0; i++)
    if (concerns (self, ranges->pdata[i]))
      queue_update (self, self->detail != NULL && self->detail->value != NULL ? FRAME_MS
                                                                               : BRANCH_MS);
}

static void
document_changed_cb (TarnDetailPane *self)
{
  update (self);
}

static void
set_document (TarnDetailPane *self,
              TarnDocument   *document)
{
  if (self->document == document)
    return;

  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (tarn_document_get_store (self->document), self);
      g_signal_handlers_disconnect_by_data (self->document, self);
    }
  g_clear_pointer (&self->detail, tarn_detail_free);
  g_set_object (&self->document, document);
  if (document != NULL)
    {
      g_signal_connect_object (tarn_document_get_store (document), "changed",
                               G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::mib", G_CALLBACK (document_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::device", G_CALLBACK (document_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
set_oid (TarnDetailPane *self,
         TarnOid        *oid)
{
  if (self->oid == oid || (self->oid != NULL && oid != NULL && tarn_oid_equal (self->oid, oid)))
    return;

  g_clear_pointer (&self->oid, tarn_oid_unref);
  self->oid = oid != NULL ? tarn_oid_ref (oid) : NULL;
  if (self->stack != NULL)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OID]);
}

/* What stands there now, not when the button was drawn. */
static void
edit_shown_cb (TarnDetailPane *self)
{
  if (self->document == NULL || self->oid == NULL)
    return;
  update (self);
  tarn_editor_popover_begin (self->editor, self->document, self->oid,
                             self->detail != NULL ? self->detail->value : NULL);
}

static void
tarn_detail_pane_dispose (GObject *object)
{
  TarnDetailPane *self = TARN_DETAIL_PANE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  set_document (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_DETAIL_PANE);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->detail, tarn_detail_free);

  G_OBJECT_CLASS (tarn_detail_pane_parent_class)->dispose (object);
}

static void
tarn_detail_pane_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TarnDetailPane *self = TARN_DETAIL_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_OID:
      g_value_set_boxed (value, self->oid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_detail_pane_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TarnDetailPane *self = TARN_DETAIL_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      if (self->document == g_value_get_object (value))
        break;
      set_document (self, g_value_get_object (value));
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_OID:
      set_oid (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, title);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, place);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, headline);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, changed);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, edit);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, copy);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, rows);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, rows_place);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, edit_place);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, table_place);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, watch_place);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, fetch_place);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, table);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, watch);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, fetch);
  gtk_widget_class_bind_template_child (widget_class, TarnDetailPane, sections);
}

static void
tarn_detail_pane_class_init (TarnDetailPaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_detail_pane_dispose;
  object_class->get_property = tarn_detail_pane_get_property;
  object_class->set_property = tarn_detail_pane_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT, flags);
  properties[PROP_OID] = g_param_spec_boxed ("oid", NULL, NULL, TARN_TYPE_OID, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-detail-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_detail_pane_init (TarnDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < TARN_DETAIL_N_SECTIONS; i++)
    {
      self->views[i] =
        TARN_DETAIL_SECTION_VIEW (tarn_detail_section_view_new ((TarnDetailSection) i));
      gtk_box_append (self->sections, GTK_WIDGET (self->views[i]));
    }
  self->editor = TARN_EDITOR_POPOVER (tarn_editor_popover_new ());
  gtk_menu_button_set_popover (self->edit, GTK_WIDGET (self->editor));
  gtk_menu_button_set_create_popup_func (self->copy, show_copy_menu, self, NULL);
  gtk_menu_button_set_create_popup_func (self->rows, show_rows_menu, self, NULL);
  g_signal_connect_object (self->editor, "show", G_CALLBACK (edit_shown_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
tarn_detail_pane_new (void)
{
  return g_object_new (TARN_TYPE_DETAIL_PANE, NULL);
}

void
tarn_detail_pane_edit (TarnDetailPane *self,
                       TarnOid        *oid)
{
  g_return_if_fail (TARN_IS_DETAIL_PANE (self));
  g_return_if_fail (oid != NULL);

  set_oid (self, oid);
  if (self->detail == NULL && !update (self))
    return;

  if (!self->detail->can_edit)
    tarn_ui_message (GTK_WIDGET (self), _("There is no value here to edit"), NULL, NULL);
  else if (!gtk_widget_get_sensitive (GTK_WIDGET (self->edit)))
    tarn_ui_message (GTK_WIDGET (self), _("This capture cannot be written, and there is no device"),
                     NULL, NULL);
  else
    gtk_menu_button_popup (self->edit);
}
