/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What can be done anywhere, and the keys for it.
 */
#include <glib/gi18n.h>

#include "tarn-application-private.h"
#include "tarn-mib-window.h"
#include "tarn-notices-window.h"
#include "tarn-preferences.h"
#include "tarn-profiles-window.h"
#include "tarn-window.h"

/* So many notifications are kept in memory. */
#define MAX_NOTICES 20000

static void
reload_mib_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  tarn_application_load_mib (data);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  const char *authors[] = { "The Tarn authors", NULL };

  gtk_show_about_dialog (gtk_application_get_active_window (data),
                         "program-name", _("Tarn"),
                         "logo-icon-name", "org.tarn.Browser",
                         "version", TARN_VERSION_TEXT,
                         "comments", _("Mirrors devices over SNMP"),
                         "copyright", "© 2026 The Tarn authors",
                         "license-type", GTK_LICENSE_LGPL_2_1,
                         "authors", authors,
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  gtk_window_present (GTK_WINDOW (tarn_window_new (data)));
}

static void
go_in (GtkWindow *window,
       TarnOid   *oid)
{
  g_autofree char *text = tarn_oid_to_string (oid);

  gtk_widget_activate_action (GTK_WIDGET (window), "document.go", "s", text);
  gtk_window_present (window);
}

/* In the document that was looked at last. */
static void
mib_go_cb (TarnApplication *self,
           TarnOid         *oid)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    if (TARN_IS_WINDOW (link->data))
      {
        go_in (link->data, oid);
        return;
      }
}

static void
mib_manager_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GtkWindow *window = g_object_new (TARN_TYPE_MIB_WINDOW, "application", data, NULL);

  g_object_bind_property (data, "mib", window, "mib", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (window, "go", G_CALLBACK (mib_go_cb), data, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

/* One of each for all windows: what is chosen there holds for all. */
static void
present_one (GApplication *application,
             GType         type,
             GtkWindow  *(*make) (TarnApplication *self))
{
  GtkApplication *self = GTK_APPLICATION (application);
  GtkWindow *parent = gtk_application_get_active_window (self);
  GtkWindow *window = NULL;

  for (GList *link = gtk_application_get_windows (self); link != NULL; link = link->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type))
      window = link->data;
  if (window == NULL)
    {
      window = make (TARN_APPLICATION (self));
      gtk_window_set_application (window, self);
      gtk_window_set_transient_for (window, parent);
    }
  gtk_window_present (window);
}

static GtkWindow *
make_preferences (TarnApplication *self)
{
  return tarn_preferences_new ();
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  present_one (data, TARN_TYPE_PREFERENCES, make_preferences);
}

static GtkWindow *
make_profiles (TarnApplication *self)
{
  return tarn_profiles_window_new (self->connect);
}

static void
profiles_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  present_one (data, TARN_TYPE_PROFILES_WINDOW, make_profiles);
}

/* In the document of the device that sent it, if that is open; else in the one that was
 * looked at last. */
static void
notice_go_cb (TarnApplication *self,
              TarnOid         *oid,
              const char      *host)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    if (TARN_IS_WINDOW (link->data) && tarn_window_show_device (link->data, host))
      {
        go_in (link->data, oid);
        return;
      }

  mib_go_cb (self, oid);
}

static GtkWindow *
make_notices (TarnApplication *self)
{
  GtkWindow *window;

  if (self->notices == NULL)
    self->notices = tarn_notice_list_new (MAX_NOTICES);
  window = tarn_notices_window_new (self->notices, self->state);
  g_object_bind_property (self, "mib", window, "mib", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (window, "go", G_CALLBACK (notice_go_cb), self, G_CONNECT_SWAPPED);
  return window;
}

static void
notifications_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  present_one (data, TARN_TYPE_NOTICES_WINDOW, make_notices);
}

static const GActionEntry entries[] = {
  { "about", about_cb },
  { "mib-manager", mib_manager_cb },
  { "new-window", new_window_cb },
  { "notifications", notifications_cb },
  { "preferences", preferences_cb },
  { "profiles", profiles_cb },
  { "quit", quit_cb },
  { "reload-mib", reload_mib_cb },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit",                      { "<Control>q" } },
  { "app.preferences",               { "<Control>comma" } },
  { "app.new-window",                { "<Shift><Control>n" } },
  { "app.notifications",             { "<Control>j" } },
  { "win.show-help-overlay",         { "<Control>question", "F1" } },
  { "win.start",                     { "<Control>n", "<Control>t" } },
  { "win.open-capture",              { "<Control>o" } },
  { "win.import",                    { "<Control>i" } },
  { "win.close-tab",                 { "<Control>w" } },
  { "win.save-as",                   { "<Shift><Control>s" } },
  { "document.locate",               { "<Control>l" } },
  { "document.show-view::tree",      { "<Alt>1" } },
  { "document.show-view::table",     { "<Alt>2" } },
  { "document.show-view::watch",     { "<Alt>3" } },
  { "document.show-view::changes",   { "<Alt>4" } },
  { "document.show-view::compare",   { "<Alt>5" } },
  { "document.show-view::log",       { "<Alt>6" } },
  { "document.search",               { "<Control>f" } },
  { "document.search-next",          { "<Control>g" } },
  { "document.search-previous",      { "<Shift><Control>g" } },
  { "document.mirror-all",           { "<Control>m" } },
  { "document.redo",                 { "<Shift><Control>z" } },
  { "document.undo",                 { "<Control>z" } },
};

void
tarn_application_add_actions (TarnApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].keys);
}
