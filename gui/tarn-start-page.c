/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-start-page.h"

#include <glib/gi18n.h>
#include <tarn.h>

#include "tarn-state.h"
#include "tarn-ui.h"

struct _TarnStartPage
{
  GtkWidget    parent_instance;

  GtkWidget   *scroller;     /* the only child */
  GtkEntry    *address;
  GtkLabel    *complaint;
  GtkListView *recents;
  GtkWidget   *recents_box;

  GListModel  *model;        /* nullable, of TarnRecent */
};

G_DEFINE_FINAL_TYPE (TarnStartPage, tarn_start_page, GTK_TYPE_WIDGET)

static void
complain (TarnStartPage *self,
          const char    *text)
{
  gtk_label_set_label (self->complaint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->address),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                            : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
address_changed_cb (TarnStartPage *self)
{
  complain (self, NULL);
}

static void
open_address_cb (TarnStartPage *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  if (text[0] == '\0')
    {
      complain (self, _("Type the name or the address of a device, for example 192.0.2.1"));
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-device", "s", text);
}

static void
activate_cb (TarnStartPage *self,
             guint          position)
{
  g_autoptr(TarnRecent) recent = g_list_model_get_item (self->model, position);

  if (recent == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self),
                              tarn_recent_is_device (recent) ? "win.open-device" : "win.open-path",
                              "s", tarn_recent_get_target (recent));
}

static char *
format_when_cb (gpointer    unused,
                TarnRecent *recent)
{
  return recent != NULL ? tarn_ui_format_age (tarn_recent_get_time (recent)) : NULL;
}

static char *
title_cb (gpointer    unused,
          TarnRecent *recent)
{
  return recent != NULL ? g_strdup (tarn_recent_get_title (recent)) : NULL;
}

static char *
target_cb (gpointer    unused,
           TarnRecent *recent)
{
  return recent != NULL ? g_strdup (tarn_recent_get_target (recent)) : NULL;
}

static char *
icon_cb (gpointer    unused,
         TarnRecent *recent)
{
  return g_strdup (recent != NULL && tarn_recent_is_device (recent) ? "network-wired-symbolic"
                                                                     : "text-x-generic-symbolic");
}

static void
forget_cb (GtkButton   *button,
           GtkListItem *item)
{
  TarnRecent *recent = gtk_list_item_get_item (item);

  gtk_widget_activate_action (GTK_WIDGET (button), "win.forget-recent", "s",
                              tarn_recent_get_target (recent));
}

static void
items_changed_cb (TarnStartPage *self)
{
  gtk_widget_set_visible (self->recents_box,
                          self->model != NULL && g_list_model_get_n_items (self->model) > 0);
}

static void
tarn_start_page_dispose (GObject *object)
{
  TarnStartPage *self = TARN_START_PAGE (object);

  tarn_start_page_set_recents (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_START_PAGE);

  G_OBJECT_CLASS (tarn_start_page_parent_class)->dispose (object);
}

static void
tarn_start_page_class_init (TarnStartPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_start_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnStartPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnStartPage, address);
  gtk_widget_class_bind_template_child (widget_class, TarnStartPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, TarnStartPage, recents);
  gtk_widget_class_bind_template_child (widget_class, TarnStartPage, recents_box);
  gtk_widget_class_bind_template_callback (widget_class, open_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* The scope of the rows: callbacks that the factory's template names. */
static void
add_factory (TarnStartPage *self)
{
  g_autoptr(GtkBuilderScope) scope = gtk_builder_cscope_new ();
  g_autoptr(GBytes) ui = g_resources_lookup_data ("/org/tarn/Browser/tarn-recent-row.ui",
                                                  G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GtkListItemFactory) factory = NULL;

  gtk_builder_cscope_add_callback (scope, format_when_cb);
  gtk_builder_cscope_add_callback (scope, title_cb);
  gtk_builder_cscope_add_callback (scope, target_cb);
  gtk_builder_cscope_add_callback (scope, icon_cb);
  gtk_builder_cscope_add_callback (scope, forget_cb);
  factory = gtk_builder_list_item_factory_new_from_bytes (scope, ui);
  gtk_list_view_set_factory (self->recents, factory);
}

static void
tarn_start_page_init (TarnStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_factory (self);
}

void
tarn_start_page_set_recents (TarnStartPage *self,
                             GListModel    *recents)
{
  g_autoptr(GtkNoSelection) selection = NULL;

  g_return_if_fail (TARN_IS_START_PAGE (self));
  g_return_if_fail (recents == NULL || G_IS_LIST_MODEL (recents));

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  if (!g_set_object (&self->model, recents))
    return;

  if (recents != NULL)
    g_signal_connect_swapped (recents, "items-changed", G_CALLBACK (items_changed_cb), self);
  if (self->recents != NULL)
    {
      selection = gtk_no_selection_new (recents != NULL ? g_object_ref (recents) : NULL);
      gtk_list_view_set_model (self->recents, GTK_SELECTION_MODEL (selection));
      items_changed_cb (self);
    }
}

void
tarn_start_page_focus (TarnStartPage *self)
{
  g_return_if_fail (TARN_IS_START_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}
