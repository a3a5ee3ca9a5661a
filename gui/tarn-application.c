/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-application.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "tarn-demo.h"
#include "tarn-mib-window.h"
#include "tarn-preferences.h"
#include "tarn-settings.h"
#include "tarn-style.h"
#include "tarn-twin.h"
#include "tarn-ui.h"
#include "tarn-window.h"

/* Modules that were compiled before are there sooner: rows need not be made twice.  Who has
 * to wait for a compiler sees numbers first. */
#define WAIT_MS 150

struct _TarnApplication
{
  GtkApplication  parent_instance;

  TarnSession    *session;
  TarnState      *state;
  TarnConnect    *connect;
  TarnMib        *mib;         /* nullable */
  GCancellable   *loading;     /* of modules; NULL: nothing is being loaded */
  GQueue          waiting;     /* of GFile: to be opened as soon as those are there */
  gboolean        restoring;   /* what was open, likewise                   */
  guint           waiting_id;
  GListStore     *twins;       /* of TarnTwin */
  TarnStyle      *style;
  TarnDemo       *demo;        /* nullable: nobody asked for it yet */
};

enum
{
  PROP_0,
  PROP_MIB,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnApplication, tarn_application, GTK_TYPE_APPLICATION)

static void
tell_windows (TarnApplication *self,
              const char      *text)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (TARN_IS_WINDOW (window))
    tarn_ui_message (GTK_WIDGET (window), text, NULL, NULL);
}

static TarnWindow *
find_window (TarnApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    if (TARN_IS_WINDOW (link->data))
      return link->data;
  return tarn_window_new (self);
}

static void
open_waiting (TarnApplication *self)
{
  TarnWindow *window = find_window (self);
  GFile *file;

  g_clear_handle_id (&self->waiting_id, g_source_remove);
  if (self->restoring)
    tarn_window_restore (window, g_settings_get_boolean (tarn_settings_get (),
                                                         "restore-documents"));
  self->restoring = FALSE;
  while ((file = g_queue_pop_head (&self->waiting)) != NULL)
    {
      tarn_window_open_file (window, file);
      g_object_unref (file);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
waited_cb (gpointer data)
{
  TarnApplication *self = data;

  self->waiting_id = 0;
  open_waiting (self);
  return G_SOURCE_REMOVE;
}

/* The window is made while modules are being loaded. */
static void
open_soon (TarnApplication *self)
{
  if (self->loading == NULL || gtk_widget_get_mapped (GTK_WIDGET (find_window (self))))
    open_waiting (self);
  else if (self->waiting_id == 0)
    self->waiting_id = g_timeout_add (WAIT_MS, waited_cb, self);
}

static void
mib_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnMib) mib = tarn_mib_load_finish (result, &error);
  TarnApplication *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = TARN_APPLICATION (data);
  g_clear_object (&self->loading);
  if (mib == NULL)
    {
      g_autofree char *text =
        g_strdup_printf (_("MIB modules could not be loaded, so there are numbers only: %s"),
                         error->message);

      tell_windows (self, text);
    }
  else
    {
      g_set_object (&self->mib, mib);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIB]);
    }

  if (self->waiting_id != 0)
    open_waiting (self);
}

static void
load_mib (TarnApplication *self)
{
  if (g_strcmp0 (g_getenv ("TARN_MIBS"), "none") == 0)
    return;

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  tarn_mib_load_async (NULL, self->loading, mib_loaded_cb, self);
}

static void
reload_mib_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  load_mib (data);
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

/* In the document that was looked at last. */
static void
mib_go_cb (TarnApplication *self,
           TarnOid         *oid)
{
  g_autofree char *text = tarn_oid_to_string (oid);

  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    if (TARN_IS_WINDOW (link->data))
      {
        gtk_widget_activate_action (link->data, "document.go", "s", text);
        gtk_window_present (link->data);
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

/* One window for all: what is chosen there holds for all. */
static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GtkWindow *parent = gtk_application_get_active_window (data);
  GtkWindow *window = NULL;

  for (GList *link = gtk_application_get_windows (data); link != NULL; link = link->next)
    if (TARN_IS_PREFERENCES (link->data))
      window = link->data;
  if (window == NULL)
    {
      window = tarn_preferences_new ();
      gtk_window_set_application (window, data);
      gtk_window_set_transient_for (window, parent);
    }
  gtk_window_present (window);
}

static const GActionEntry entries[] = {
  { "about", about_cb },
  { "mib-manager", mib_manager_cb },
  { "new-window", new_window_cb },
  { "preferences", preferences_cb },
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
  { "win.show-help-overlay",         { "<Control>question", "F1" } },
  { "win.start",                     { "<Control>n", "<Control>t" } },
  { "win.open-capture",              { "<Control>o" } },
  { "win.import",                    { "<Control>i" } },
  { "win.close-tab",                 { "<Control>w" } },
  { "win.save-as",                   { "<Shift><Control>s" } },
  { "win.menu",                      { "F10" } },
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

static void
tarn_application_activate (GApplication *application)
{
  TarnApplication *self = TARN_APPLICATION (application);

  self->restoring = TRUE;
  open_soon (self);
}

static void
tarn_application_open (GApplication  *application,
                       GFile        **files,
                       int            n_files,
                       const char    *hint)
{
  TarnApplication *self = TARN_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_queue_push_tail (&self->waiting, g_object_ref (files[i]));
  open_soon (self);
}

/* Agents that were left running. */
static void
find_twins (TarnApplication *self)
{
  g_autofree char *folder = tarn_twin_dup_folder ();
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  self->twins = g_list_store_new (TARN_TYPE_TWIN);
  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(TarnTwin) twin = g_str_has_suffix (name, ".status") ? tarn_twin_find (path) : NULL;

      if (twin != NULL)
        g_list_store_append (self->twins, twin);
    }
}

static void
make_connect (TarnApplication *self)
{
  static const char * const bound[] = { "snmp-version", "timeout", "retries" };
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "tarn", "devices", NULL);
  g_autoptr(TarnConnectProfiles) profiles = tarn_connect_profiles_new (path);
  g_autoptr(TarnConnectKeyring) keyring = tarn_connect_keyring_new (TRUE);

  self->connect = tarn_connect_new (self->session, profiles, keyring);
  for (guint i = 0; i < G_N_ELEMENTS (bound); i++)
    g_settings_bind (tarn_settings_get (), bound[i], self->connect, bound[i], G_SETTINGS_BIND_GET);
}

static void
tarn_application_startup (GApplication *application)
{
  TarnApplication *self = TARN_APPLICATION (application);
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "tarn", "browser", NULL);

  G_APPLICATION_CLASS (tarn_application_parent_class)->startup (application);

  g_set_application_name (_("Tarn"));
  gtk_window_set_default_icon_name ("org.tarn.Browser");
  self->style = tarn_style_new (gdk_display_get_default ());
  find_twins (self);
  self->session = tarn_session_new ();
  self->state = tarn_state_new (path);
  make_connect (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].keys);
  load_mib (self);
}

static void
tarn_application_shutdown (GApplication *application)
{
  TarnApplication *self = TARN_APPLICATION (application);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_object (&self->demo);
  g_clear_object (&self->style);
  g_clear_object (&self->twins);
  g_clear_object (&self->mib);
  g_clear_object (&self->connect);
  g_clear_object (&self->session);
  g_clear_object (&self->state);

  G_APPLICATION_CLASS (tarn_application_parent_class)->shutdown (application);
}

static void
tarn_application_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TarnApplication *self = TARN_APPLICATION (object);

  if (id == PROP_MIB)
    g_value_set_object (value, self->mib);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* Without a display, too. */
static int
tarn_application_handle_local_options (GApplication *application,
                                       GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("tarn-browser %s\n", TARN_VERSION_TEXT);
  return 0;
}

static void
tarn_application_class_init (TarnApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->activate = tarn_application_activate;
  application_class->handle_local_options = tarn_application_handle_local_options;
  application_class->open = tarn_application_open;
  application_class->startup = tarn_application_startup;
  application_class->shutdown = tarn_application_shutdown;
  G_OBJECT_CLASS (class)->get_property = tarn_application_get_property;

  properties[PROP_MIB] = g_param_spec_object ("mib", NULL, NULL, TARN_TYPE_MIB,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPERTIES, properties);
}

static void
tarn_application_init (TarnApplication *self)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TARN_LOCALE_FOLDER);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_application_add_main_option (G_APPLICATION (self), "version", 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, _("Show which version this is"), NULL);
}

TarnApplication *
tarn_application_new (void)
{
  return g_object_new (TARN_TYPE_APPLICATION,
                       "application-id", "org.tarn.Browser",
                       "resource-base-path", "/org/tarn/Browser",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

TarnMib *
tarn_application_get_mib (TarnApplication *self)
{
  g_return_val_if_fail (TARN_IS_APPLICATION (self), NULL);

  return self->mib;
}

TarnSession *
tarn_application_get_session (TarnApplication *self)
{
  g_return_val_if_fail (TARN_IS_APPLICATION (self), NULL);

  return self->session;
}

TarnState *
tarn_application_get_state (TarnApplication *self)
{
  g_return_val_if_fail (TARN_IS_APPLICATION (self), NULL);

  return self->state;
}

TarnConnect *
tarn_application_get_connect (TarnApplication *self)
{
  g_return_val_if_fail (TARN_IS_APPLICATION (self), NULL);

  return self->connect;
}

GListStore *
tarn_application_get_twins (TarnApplication *self)
{
  g_return_val_if_fail (TARN_IS_APPLICATION (self), NULL);

  return self->twins;
}

char *
tarn_application_dup_demo (TarnApplication  *self,
                           GError          **error)
{
  g_return_val_if_fail (TARN_IS_APPLICATION (self), NULL);

  if (self->demo == NULL)
    self->demo = tarn_demo_new (error);
  return self->demo != NULL ? tarn_demo_dup_address (self->demo) : NULL;
}
