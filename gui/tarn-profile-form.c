/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-profile-form.h"

#include <glib/gi18n.h>

#include "tarn-connect-target.h"
#include "tarn-connect-ways.h"

struct _TarnProfileForm
{
  GtkWidget            parent_instance;

  TarnConnect         *connect;
  TarnConnectProfile  *profile;     /* nullable: as it was                */
  gboolean             valid;
  gboolean             filling;

  GtkWidget           *scroller;    /* the only child                     */
  GtkEditable         *name;
  GtkDropDown         *version;
  GtkEditable         *community;
  GtkSpinButton       *timeout;
  GtkSpinButton       *retries;
  GtkTextBuffer       *devices;
  GtkLabel            *problem;
};

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPERTIES,
};

enum
{
  SAVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnProfileForm, tarn_profile_form, GTK_TYPE_WIDGET)

/* Addresses, one a line; NULL with @error at the first that is none. */
static GStrv
dup_devices (TarnProfileForm  *self,
             GError          **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->devices, &start, &end);
  text = gtk_text_buffer_get_text (self->devices, &start, &end, FALSE);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(TarnConnectTarget) target = NULL;
      g_autofree char *address = NULL;

      if (g_strstrip (lines[i])[0] == '\0')
        continue;
      target = tarn_connect_target_parse (lines[i], error);
      if (target == NULL)
        return NULL;
      address = tarn_address_to_string (target->address);
      g_strv_builder_add (builder, address);
    }
  return g_strv_builder_end (builder);
}

static char *
dup_problem (TarnProfileForm *self)
{
  const char *name = tarn_profile_form_get_name (self);
  g_autoptr(GBytes) community =
    tarn_community_parse (gtk_editable_get_text (self->community), NULL);
  g_autoptr(TarnConnectProfile) other = NULL;
  g_auto(GStrv) devices = NULL;
  g_autoptr(GError) error = NULL;

  if (name[0] == '\0')
    return g_strdup (_("A profile needs a name"));
  if (!tarn_connect_profiles_is_name (name))
    return g_strdup (_("A name has no brackets and is one line"));

  other = tarn_connect_profiles_find (tarn_connect_get_profiles (self->connect), name);
  if (other != NULL && (self->profile == NULL || g_strcmp0 (name, self->profile->name) != 0))
    return g_strdup (_("There is a profile of this name already"));
  if (community == NULL)
    return g_strdup (_("Behind 0x, two hex digits for each octet of the community"));

  devices = dup_devices (self, &error);
  return devices == NULL ? g_strdup (error->message) : NULL;
}

static void
changed_cb (TarnProfileForm *self)
{
  g_autofree char *problem = NULL;

  if (self->filling || self->connect == NULL)
    return;

  problem = dup_problem (self);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  self->valid = problem == NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

static void
tarn_profile_form_dispose (GObject *object)
{
  TarnProfileForm *self = TARN_PROFILE_FORM (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_PROFILE_FORM);
  g_clear_object (&self->connect);
  g_clear_pointer (&self->profile, tarn_connect_profile_free);

  G_OBJECT_CLASS (tarn_profile_form_parent_class)->dispose (object);
}

static void
tarn_profile_form_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (id == PROP_VALID)
    g_value_set_boolean (value, TARN_PROFILE_FORM (object)->valid);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_profile_form_class_init (TarnProfileFormClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_profile_form_dispose;
  object_class->get_property = tarn_profile_form_get_property;

  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SAVED] = g_signal_new ("saved", TARN_TYPE_PROFILE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-profile-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, name);
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, version);
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, community);
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, timeout);
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, retries);
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, devices);
  gtk_widget_class_bind_template_child (widget_class, TarnProfileForm, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_profile_form_init (TarnProfileForm *self)
{
  static const char * const versions[] = { "SNMPv2c", "SNMPv1", NULL };
  g_autoptr(GListModel) model = G_LIST_MODEL (gtk_string_list_new (versions));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->version, model);
}

static TarnConnectProfile *
new_profile (TarnConnect *connect)
{
  TarnConnectProfile *profile = tarn_connect_profile_new ("");
  g_autofree char *version = NULL;
  guint timeout_ms;

  g_object_get (connect, "snmp-version", &version, "timeout", &timeout_ms, "retries",
                &profile->retries, NULL);
  profile->version = g_str_equal (version, "1") ? TARN_VERSION_1 : TARN_VERSION_2C;
  profile->timeout_us = 1000 * (gint64) timeout_ms;
  return profile;
}

void
tarn_profile_form_begin (TarnProfileForm          *self,
                         TarnConnect              *connect,
                         const TarnConnectProfile *profile)
{
  g_autoptr(TarnConnectProfile) shown = NULL;
  g_autofree char *devices = NULL;

  g_return_if_fail (TARN_IS_PROFILE_FORM (self));
  g_return_if_fail (TARN_IS_CONNECT (connect));

  shown = profile != NULL ? tarn_connect_profile_copy (profile) : new_profile (connect);
  devices = g_strjoinv ("\n", shown->devices);
  g_set_object (&self->connect, connect);
  g_clear_pointer (&self->profile, tarn_connect_profile_free);
  self->profile = profile != NULL ? tarn_connect_profile_copy (profile) : NULL;

  self->filling = TRUE;
  gtk_editable_set_text (self->name, shown->name);
  gtk_drop_down_set_selected (self->version, shown->version == TARN_VERSION_2C ? 0 : 1);
  gtk_editable_set_text (self->community, "");
  g_object_set (self->community, "placeholder-text",
                profile == NULL || profile->is_public ? "public" : _("as it is in the keyring"),
                NULL);
  gtk_spin_button_set_value (self->timeout, (double) shown->timeout_us / G_USEC_PER_SEC);
  gtk_spin_button_set_value (self->retries, shown->retries);
  gtk_text_buffer_set_text (self->devices, devices, -1);
  self->filling = FALSE;
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

gboolean
tarn_profile_form_is_valid (TarnProfileForm *self)
{
  g_return_val_if_fail (TARN_IS_PROFILE_FORM (self), FALSE);

  return self->valid;
}

const char *
tarn_profile_form_get_name (TarnProfileForm *self)
{
  g_return_val_if_fail (TARN_IS_PROFILE_FORM (self), NULL);

  return gtk_editable_get_text (self->name);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(TarnProfileForm) self = data;
  g_autoptr(GError) error = NULL;

  tarn_connect_keyring_store_finish (TARN_CONNECT_KEYRING (source), result, &error);
  g_signal_emit (self, signals[SAVED], 0, error != NULL ? error->message : NULL);
}

typedef struct
{
  TarnProfileForm *form;
  char            *from;
  char            *to;
} Move;

/* A profile has another name now, and its community with it. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Move *move = data;
  g_autofree char *from = move->from;
  g_autofree char *to = move->to;
  g_autoptr(TarnProfileForm) self = move->form;
  TarnConnectKeyring *keyring = TARN_CONNECT_KEYRING (source);
  g_autoptr(GBytes) community = tarn_connect_keyring_lookup_finish (keyring, result, NULL);

  tarn_connect_keyring_forget (keyring, from);
  if (community != NULL)
    tarn_connect_keyring_store_async (keyring, to, community, NULL, stored_cb,
                                      g_object_ref (self));
  else
    g_signal_emit (self, signals[SAVED], 0, NULL);
}

static void
move_community (TarnProfileForm *self,
                const char      *from,
                const char      *to)
{
  Move *move = g_new0 (Move, 1);

  move->form = g_object_ref (self);
  move->from = g_strdup (from);
  move->to = g_strdup (to);
  tarn_connect_keyring_lookup_async (tarn_connect_get_keyring (self->connect), from, NULL,
                                     found_cb, move);
}

static void
save_community (TarnProfileForm          *self,
                const TarnConnectProfile *profile,
                GBytes                   *community)
{
  TarnConnectKeyring *keyring = tarn_connect_get_keyring (self->connect);
  const char *old = self->profile != NULL ? self->profile->name : NULL;
  gboolean renamed = old != NULL && g_strcmp0 (old, profile->name) != 0;

  if (community == NULL && !profile->is_public && renamed)
    {
      move_community (self, old, profile->name);
      return;
    }

  if (renamed)
    tarn_connect_keyring_forget (keyring, old);
  if (profile->is_public)
    tarn_connect_keyring_forget (keyring, profile->name);
  else if (community != NULL)
    {
      tarn_connect_keyring_store_async (keyring, profile->name, community, NULL, stored_cb,
                                        g_object_ref (self));
      return;
    }
  g_signal_emit (self, signals[SAVED], 0, NULL);
}

/* @community NULL: nothing was typed, it stays what it was. */
static TarnConnectProfile *
dup_typed (TarnProfileForm *self,
           GBytes          *community)
{
  TarnConnectProfile *profile = tarn_connect_profile_new (tarn_profile_form_get_name (self));

  profile->version = gtk_drop_down_get_selected (self->version) == 0 ? TARN_VERSION_2C
                                                                     : TARN_VERSION_1;
  profile->timeout_us = (gint64) (gtk_spin_button_get_value (self->timeout) * G_USEC_PER_SEC);
  profile->retries = (guint) gtk_spin_button_get_value_as_int (self->retries);
  profile->is_public = community != NULL ? tarn_connect_is_public (community)
                                         : self->profile == NULL || self->profile->is_public;
  g_strfreev (profile->devices);
  profile->devices = dup_devices (self, NULL);
  return profile;
}

void
tarn_profile_form_save (TarnProfileForm *self)
{
  TarnConnectProfiles *profiles;
  const char *text;
  g_autoptr(GBytes) community = NULL;
  g_autoptr(TarnConnectProfile) profile = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (TARN_IS_PROFILE_FORM (self));

  if (!self->valid)
    return;

  profiles = tarn_connect_get_profiles (self->connect);
  text = gtk_editable_get_text (self->community);
  community = text[0] != '\0' ? tarn_community_parse (text, NULL) : NULL;
  profile = dup_typed (self, community);
  /* First the new one: if that cannot be written, the old one is there. */
  if (!tarn_connect_profiles_save (profiles, profile, &error)
      || (self->profile != NULL && g_strcmp0 (self->profile->name, profile->name) != 0
          && !tarn_connect_profiles_remove (profiles, self->profile->name, &error)))
    {
      gtk_label_set_label (self->problem, error->message);
      return;
    }

  save_community (self, profile, community);
}
