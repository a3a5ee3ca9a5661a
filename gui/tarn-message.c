/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-message.h"

/* Long enough to read two lines and to reach the button. */
#define SHOWN_S 8

struct _TarnMessage
{
  GtkWidget    parent_instance;

  GtkRevealer *revealer;
  GtkLabel    *label;
  GtkButton   *button;

  guint        hide_id;
  gboolean     hovered;
};

G_DEFINE_FINAL_TYPE (TarnMessage, tarn_message, GTK_TYPE_WIDGET)

static gboolean
hide_cb (gpointer data)
{
  TarnMessage *self = data;

  if (self->hovered || gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    return G_SOURCE_CONTINUE;

  self->hide_id = 0;
  tarn_message_hide (self);
  return G_SOURCE_REMOVE;
}

static void
entered_cb (TarnMessage *self)
{
  self->hovered = TRUE;
}

static void
left_cb (TarnMessage *self)
{
  self->hovered = FALSE;
}

static void
tarn_message_dispose (GObject *object)
{
  TarnMessage *self = TARN_MESSAGE (object);

  g_clear_handle_id (&self->hide_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_MESSAGE);

  G_OBJECT_CLASS (tarn_message_parent_class)->dispose (object);
}

static void
tarn_message_class_init (TarnMessageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_message_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-message.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnMessage, revealer);
  gtk_widget_class_bind_template_child (widget_class, TarnMessage, label);
  gtk_widget_class_bind_template_child (widget_class, TarnMessage, button);
  gtk_widget_class_bind_template_callback (widget_class, tarn_message_hide);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
tarn_message_init (TarnMessage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Target before name: together they are looked at after each. */
static void
set_action (TarnMessage *self,
            const char  *action)
{
  GtkActionable *button = GTK_ACTIONABLE (self->button);
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  gtk_actionable_set_action_name (button, NULL);
  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    return;
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, name);
}

void
tarn_message_show (TarnMessage *self,
                   const char  *text,
                   const char  *label,
                   const char  *action)
{
  g_return_if_fail (TARN_IS_MESSAGE (self));
  g_return_if_fail (text != NULL && label != NULL && action != NULL);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label[0] != '\0');
  gtk_button_set_label (self->button, label);
  set_action (self, action);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  g_clear_handle_id (&self->hide_id, g_source_remove);
  self->hide_id = g_timeout_add_seconds (SHOWN_S, hide_cb, self);
}

void
tarn_message_hide (TarnMessage *self)
{
  g_return_if_fail (TARN_IS_MESSAGE (self));

  g_clear_handle_id (&self->hide_id, g_source_remove);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
