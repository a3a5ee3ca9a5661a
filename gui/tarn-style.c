/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-style.h"

#include "tarn-settings.h"

#define PORTAL            "org.freedesktop.portal.Desktop"
#define PORTAL_PATH       "/org/freedesktop/portal/desktop"
#define PORTAL_SETTINGS   "org.freedesktop.portal.Settings"
#define APPEARANCE        "org.freedesktop.appearance"
#define PREFERS_DARK      1

struct _TarnStyle
{
  GObject          parent_instance;

  GdkDisplay      *display;
  GtkCssProvider  *provider;
  GCancellable    *cancellable;
  GDBusConnection *bus;           /* nullable: of the desktop                   */
  guint            subscription;
  gboolean         desktop_dark;  /* the desktop has said so                    */
  gboolean         overrides;     /* what GTK would take                        */
};

G_DEFINE_FINAL_TYPE (TarnStyle, tarn_style, G_TYPE_OBJECT)

static void
apply (TarnStyle *self)
{
  GtkSettings *gtk = gtk_settings_get_for_display (self->display);
  g_autofree char *scheme = g_settings_get_string (tarn_settings_get (), "color-scheme");

  gboolean overrides = !g_str_equal (scheme, "system") || self->desktop_dark;

  /* Whatever is set here, GTK reads its style sheets again. */
  if (overrides)
    g_object_set (gtk, "gtk-application-prefer-dark-theme", !g_str_equal (scheme, "light"), NULL);
  else if (self->overrides)
    gtk_settings_reset_property (gtk, "gtk-application-prefer-dark-theme");
  self->overrides = overrides;
}

/* @value: as many variants around a number as the portal likes. */
static void
take_scheme (TarnStyle *self,
             GVariant  *value)
{
  g_autoptr(GVariant) inner = g_variant_ref (value);

  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *next = g_variant_get_variant (inner);

      g_variant_unref (inner);
      inner = next;
    }
  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    {
      self->desktop_dark = g_variant_get_uint32 (inner) == PREFERS_DARK;
      apply (self);
    }
}

static void
setting_changed_cb (GDBusConnection *bus,
                    const char      *sender,
                    const char      *path,
                    const char      *interface,
                    const char      *signal,
                    GVariant        *parameters,
                    gpointer         data)
{
  g_autoptr(GVariant) value = NULL;
  const char *group, *key;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;

  g_variant_get (parameters, "(&s&sv)", &group, &key, &value);
  if (g_str_equal (group, APPEARANCE) && g_str_equal (key, "color-scheme"))
    take_scheme (data, value);
}

/* A desktop without the portal has no opinion. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr(GVariant) value = NULL;

  if (reply == NULL)
    return;   /* or @data has gone */

  value = g_variant_get_child_value (reply, 0);
  take_scheme (TARN_STYLE (data), value);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, NULL);
  TarnStyle *self;

  if (bus == NULL)
    return;   /* or @data has gone */

  self = TARN_STYLE (data);
  self->bus = g_steal_pointer (&bus);
  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, PORTAL, PORTAL_SETTINGS, "SettingChanged",
                                        PORTAL_PATH, APPEARANCE, G_DBUS_SIGNAL_FLAGS_NONE,
                                        setting_changed_cb, self, NULL);
  g_dbus_connection_call (self->bus, PORTAL, PORTAL_PATH, PORTAL_SETTINGS, "Read",
                          g_variant_new ("(ss)", APPEARANCE, "color-scheme"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable,
                          read_cb, self);
}

static void
tarn_style_dispose (GObject *object)
{
  TarnStyle *self = TARN_STYLE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (self->display,
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (tarn_style_parent_class)->dispose (object);
}

static void
tarn_style_finalize (GObject *object)
{
  g_object_unref (TARN_STYLE (object)->cancellable);

  G_OBJECT_CLASS (tarn_style_parent_class)->finalize (object);
}

static void
tarn_style_class_init (TarnStyleClass *class)
{
  G_OBJECT_CLASS (class)->dispose = tarn_style_dispose;
  G_OBJECT_CLASS (class)->finalize = tarn_style_finalize;
}

static void
tarn_style_init (TarnStyle *self)
{
  self->cancellable = g_cancellable_new ();
  self->provider = gtk_css_provider_new ();
}

TarnStyle *
tarn_style_new (GdkDisplay *display)
{
  TarnStyle *self;

  g_return_val_if_fail (GDK_IS_DISPLAY (display), NULL);

  self = g_object_new (TARN_TYPE_STYLE, NULL);
  self->display = display;
  gtk_css_provider_load_from_resource (self->provider, "/org/tarn/Browser/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_object (tarn_settings_get (), "changed::color-scheme", G_CALLBACK (apply), self,
                           G_CONNECT_SWAPPED);
  apply (self);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_cb, self);
  return self;
}
