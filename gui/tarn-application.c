/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-application-private.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "tarn-captures.h"
#include "tarn-settings.h"
#include "tarn-twin.h"
#include "tarn-ui.h"
#include "tarn-window.h"

/* Modules that were compiled before are there sooner: rows need not be made twice.  Who has
 * to wait for a compiler sees numbers first. */
#define WAIT_MS 150

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

/* Those that are open, or served, are not old. */
static GStrv
dup_spared (TarnApplication *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->twins));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnTwin) twin = g_list_model_get_item (G_LIST_MODEL (self->twins), i);
      GPtrArray *devices = tarn_twin_get_devices (twin);

      g_strv_builder_add (builder, tarn_twin_get_path (twin));
      for (guint k = 0; k < devices->len; k++)
        g_strv_builder_add (builder, ((TarnTwinDevice *) devices->pdata[k])->path);
    }
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    if (TARN_IS_WINDOW (link->data))
      tarn_window_add_paths (link->data, builder);
  return g_strv_builder_end (builder);
}

static void
trash_old_captures (TarnApplication *self)
{
  guint days = g_settings_get_uint (tarn_settings_get (), "keep-captures");
  g_auto(GStrv) spared = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (days == 0)
    return;

  spared = dup_spared (self);
  if (!tarn_captures_trash_old (days, g_get_real_time () / G_USEC_PER_SEC,
                                (const char * const *) spared, &n, &error))
    text = g_strdup_printf (_("Old captures could not be moved to the trash: %s"),
                            error->message);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%u capture that was not saved is in the trash now",
                                      "%u captures that were not saved are in the trash now", n),
                            n);
  if (text != NULL)
    tell_windows (self, text);
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
  if (!self->has_looked)
    trash_old_captures (self);
  self->has_looked = TRUE;
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

void
tarn_application_load_mib (TarnApplication *self)
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
  tarn_captures_purge ();
  self->session = tarn_session_new ();
  self->state = tarn_state_new (path);
  make_connect (self);
  tarn_application_add_actions (self);
  tarn_application_load_mib (self);
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
  tarn_captures_purge ();
  g_clear_object (&self->demo);
  g_clear_object (&self->style);
  g_clear_object (&self->notices);
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
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("tarn-browser %s\n", TARN_VERSION_TEXT);
      return 0;
    }
  if (tarn_settings_get () == NULL)
    {
      g_printerr (_("The schema org.tarn.Browser is not among the GSettings schemas: install "
                    "this program, or say in GSETTINGS_SCHEMA_DIR where it is\n"));
      return 1;
    }

  return -1;
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
