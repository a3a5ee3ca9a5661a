/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-profiles-window.h"

#include <glib/gi18n.h>

#include "tarn-message.h"
#include "tarn-profile-form.h"
#include "tarn-ui.h"

struct _TarnProfilesWindow
{
  GtkWindow            parent_instance;

  TarnConnect         *connect;
  TarnConnectProfile  *deleted;     /* nullable: may still be taken back */

  GtkStack            *stack;
  GtkStack            *pages;       /* the list, or that there is none   */
  GtkListBox          *list;
  GtkWidget           *add_button;
  GtkWidget           *back_button;
  GtkWidget           *save_button;
  TarnProfileForm     *form;
  TarnMessage         *message;
};

G_DEFINE_FINAL_TYPE (TarnProfilesWindow, tarn_profiles_window, GTK_TYPE_WINDOW)

static TarnConnectProfiles *
get_profiles (TarnProfilesWindow *self)
{
  return tarn_connect_get_profiles (self->connect);
}

static char *
dup_told (const TarnConnectProfile *profile)
{
  g_autofree char *timeout = tarn_ui_format_duration (profile->timeout_us);
  g_autofree char *devices = g_strjoinv (", ", profile->devices);
  guint n = g_strv_length (profile->devices);

  /* Translators: version, time-out, retries, and the addresses or "no device" */
  return g_strdup_printf (ngettext ("%s · %s · %u retry · %s", "%s · %s · %u retries · %s",
                                    profile->retries),
                          profile->version == TARN_VERSION_1 ? "SNMPv1" : "SNMPv2c", timeout,
                          profile->retries, n > 0 ? devices : _("no device"));
}

static GtkWidget *
make_button (const char *icon,
             const char *label,
             const char *action,
             const char *name)
{
  GtkWidget *button = tarn_ui_icon_button (icon, label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static GtkWidget *
make_row (const TarnConnectProfile *profile)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *told = dup_told (profile);
  GtkWidget *second = make_label (told);

  gtk_widget_add_css_class (second, "dim-label");
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_set_tooltip_text (second, told);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (profile->name));
  gtk_box_append (GTK_BOX (texts), second);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), make_button ("document-edit-symbolic", _("Edit"),
                                              "profiles.edit", profile->name));
  gtk_box_append (GTK_BOX (box), make_button ("user-trash-symbolic", _("Delete"),
                                              "profiles.delete", profile->name));
  gtk_widget_add_css_class (box, "tarn-preference");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", profile->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "profiles.edit");
  return row;
}

static void
fill (TarnProfilesWindow *self)
{
  g_auto(GStrv) names = tarn_connect_profiles_dup_names (get_profiles (self));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(TarnConnectProfile) profile =
        tarn_connect_profiles_find (get_profiles (self), names[i]);

      gtk_list_box_append (self->list, make_row (profile));
    }
  gtk_stack_set_visible_child_name (self->pages, names[0] != NULL ? "list" : "none");
}

static void
show_page (TarnProfilesWindow *self,
           const char         *name)
{
  gboolean is_form = g_str_equal (name, "form");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->add_button, !is_form);
  gtk_widget_set_visible (self->back_button, is_form);
  gtk_widget_set_visible (self->save_button, is_form);
  gtk_window_set_default_widget (GTK_WINDOW (self), is_form ? self->save_button : NULL);
}

/* Now it cannot be taken back: its community is nobody's any more. */
static void
forget_deleted (TarnProfilesWindow *self)
{
  if (self->deleted == NULL)
    return;

  tarn_connect_keyring_forget (tarn_connect_get_keyring (self->connect), self->deleted->name);
  g_clear_pointer (&self->deleted, tarn_connect_profile_free);
}

static void
add_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  TarnProfilesWindow *self = TARN_PROFILES_WINDOW (widget);

  tarn_profile_form_begin (self->form, self->connect, NULL);
  show_page (self, "form");
}

static void
edit_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TarnProfilesWindow *self = TARN_PROFILES_WINDOW (widget);
  g_autoptr(TarnConnectProfile) profile =
    tarn_connect_profiles_find (get_profiles (self), g_variant_get_string (parameter, NULL));

  if (profile == NULL)
    return;

  tarn_profile_form_begin (self->form, self->connect, profile);
  show_page (self, "form");
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TarnProfilesWindow *self = TARN_PROFILES_WINDOW (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  TarnConnectProfile *profile = tarn_connect_profiles_find (get_profiles (self), name);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (profile == NULL)
    return;

  if (!tarn_connect_profiles_remove (get_profiles (self), name, &error))
    {
      tarn_connect_profile_free (profile);
      tarn_message_show (self->message, error->message, "", "");
      return;
    }

  forget_deleted (self);
  self->deleted = profile;
  text = g_strdup_printf (_("The profile “%s” was deleted"), profile->name);
  tarn_message_show (self->message, text, C_("button", "Undo"), "profiles.undo");
}

static void
undo_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TarnProfilesWindow *self = TARN_PROFILES_WINDOW (widget);
  g_autoptr(TarnConnectProfile) deleted = g_steal_pointer (&self->deleted);
  g_autoptr(GError) error = NULL;

  if (deleted == NULL)
    return;

  tarn_message_hide (self->message);
  if (!tarn_connect_profiles_save (get_profiles (self), deleted, &error))
    tarn_message_show (self->message, error->message, "", "");
}

static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  show_page (TARN_PROFILES_WINDOW (widget), "profiles");
}

static void
saved_cb (TarnProfilesWindow *self,
          const char         *note)
{
  show_page (self, "profiles");
  if (note != NULL)
    tarn_message_show (self->message, note, "", "");
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TarnProfilesWindow *self = TARN_PROFILES_WINDOW (widget);

  /* Whoever gives a new one that name wants it to stay. */
  if (self->deleted != NULL
      && g_strcmp0 (tarn_profile_form_get_name (self->form), self->deleted->name) == 0)
    forget_deleted (self);
  tarn_profile_form_save (self->form);
}

static void
valid_cb (TarnProfilesWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profiles.save",
                                 tarn_profile_form_is_valid (self->form));
}

static void
tarn_profiles_window_dispose (GObject *object)
{
  TarnProfilesWindow *self = TARN_PROFILES_WINDOW (object);

  if (self->connect != NULL)
    forget_deleted (self);
  g_clear_object (&self->connect);

  G_OBJECT_CLASS (tarn_profiles_window_parent_class)->dispose (object);
}

static void
tarn_profiles_window_class_init (TarnProfilesWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_profiles_window_dispose;

  g_type_ensure (TARN_TYPE_MESSAGE);
  g_type_ensure (TARN_TYPE_PROFILE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-profiles-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, form);
  gtk_widget_class_bind_template_child (widget_class, TarnProfilesWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, valid_cb);

  gtk_widget_class_install_action (widget_class, "profiles.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "profiles.edit", "s", edit_cb);
  gtk_widget_class_install_action (widget_class, "profiles.delete", "s", delete_cb);
  gtk_widget_class_install_action (widget_class, "profiles.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "profiles.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "profiles.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tarn_profiles_window_init (TarnProfilesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_page (self, "profiles");
}

GtkWindow *
tarn_profiles_window_new (TarnConnect *connect)
{
  TarnProfilesWindow *self;

  g_return_val_if_fail (TARN_IS_CONNECT (connect), NULL);

  self = g_object_new (TARN_TYPE_PROFILES_WINDOW, NULL);
  self->connect = g_object_ref (connect);
  g_signal_connect_object (get_profiles (self), "changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WINDOW (self);
}
