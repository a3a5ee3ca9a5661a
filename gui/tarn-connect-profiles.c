/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-connect-profiles.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#define MAX_RETRIES    100
#define MAX_TIMEOUT_MS (3600 * 1000)

struct _TarnConnectProfiles
{
  GObject   parent_instance;

  char     *path;
  GKeyFile *file;
  GError   *unreadable;   /* why what is there is not to be written over */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (TarnConnectProfiles, tarn_connect_profiles, G_TYPE_OBJECT)

TarnConnectProfile *
tarn_connect_profile_new (const char *name)
{
  TarnConnectProfile *self = g_new0 (TarnConnectProfile, 1);

  self->name = g_strdup (name);
  self->version = TARN_VERSION_2C;
  self->timeout_us = G_USEC_PER_SEC;
  self->retries = 3;
  self->devices = g_new0 (char *, 1);

  return self;
}

TarnConnectProfile *
tarn_connect_profile_copy (const TarnConnectProfile *self)
{
  TarnConnectProfile *copy = g_new (TarnConnectProfile, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->devices = g_strdupv (self->devices);

  return copy;
}

void
tarn_connect_profile_free (TarnConnectProfile *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_strfreev (self->devices);
  g_free (self);
}

static void
tarn_connect_profiles_finalize (GObject *object)
{
  TarnConnectProfiles *self = TARN_CONNECT_PROFILES (object);

  g_free (self->path);
  g_key_file_unref (self->file);
  g_clear_error (&self->unreadable);

  G_OBJECT_CLASS (tarn_connect_profiles_parent_class)->finalize (object);
}

static void
tarn_connect_profiles_class_init (TarnConnectProfilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_connect_profiles_finalize;

  changed_signal = g_signal_new ("changed", TARN_TYPE_CONNECT_PROFILES, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
tarn_connect_profiles_init (TarnConnectProfiles *self)
{
  self->file = g_key_file_new ();
}

TarnConnectProfiles *
tarn_connect_profiles_new (const char *path)
{
  TarnConnectProfiles *self = g_object_new (TARN_TYPE_CONNECT_PROFILES, NULL);
  g_autoptr(GError) error = NULL;

  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_config_dir (), "tarn", "devices", NULL);
  if (!g_key_file_load_from_file (self->file, self->path, G_KEY_FILE_KEEP_COMMENTS, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    self->unreadable = g_steal_pointer (&error);

  return self;
}

/* A number that a person may have written; @fallback where it is none or out of range. */
static guint
get_number (GKeyFile   *file,
            const char *group,
            const char *key,
            guint       min,
            guint       max,
            guint       fallback)
{
  g_autofree char *text = g_key_file_get_value (file, group, key, NULL);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (g_strstrip (text), 10, min, max, &number, NULL))
    return fallback;

  return (guint) number;
}

TarnConnectProfile *
tarn_connect_profiles_find (TarnConnectProfiles *self,
                            const char          *name)
{
  TarnConnectProfile *profile;
  g_autofree char *version = NULL;
  GStrv devices;

  g_return_val_if_fail (TARN_IS_CONNECT_PROFILES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!g_key_file_has_group (self->file, name))
    return NULL;

  profile = tarn_connect_profile_new (name);
  version = g_key_file_get_string (self->file, name, "version", NULL);
  profile->version = g_strcmp0 (version, "1") == 0 ? TARN_VERSION_1 : TARN_VERSION_2C;
  profile->timeout_us = 1000 * (gint64) get_number (self->file, name, "timeout-ms", 1,
                                                    MAX_TIMEOUT_MS, 1000);
  profile->retries = get_number (self->file, name, "retries", 0, MAX_RETRIES, 3);
  profile->is_public = g_key_file_get_boolean (self->file, name, "public", NULL);
  devices = g_key_file_get_string_list (self->file, name, "devices", NULL, NULL);
  if (devices != NULL)
    {
      g_strfreev (profile->devices);
      profile->devices = devices;
    }

  return profile;
}

TarnConnectProfile *
tarn_connect_profiles_find_device (TarnConnectProfiles *self,
                                   const TarnAddress   *address)
{
  g_autofree char *device = NULL;
  g_auto(GStrv) names = NULL;

  g_return_val_if_fail (TARN_IS_CONNECT_PROFILES (self), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  device = tarn_address_to_string (address);
  names = g_key_file_get_groups (self->file, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto(GStrv) devices = g_key_file_get_string_list (self->file, names[i], "devices", NULL,
                                                          NULL);

      if (devices != NULL && g_strv_contains ((const char * const *) devices, device))
        return tarn_connect_profiles_find (self, names[i]);
    }

  return NULL;
}

GStrv
tarn_connect_profiles_dup_names (TarnConnectProfiles *self)
{
  g_return_val_if_fail (TARN_IS_CONNECT_PROFILES (self), NULL);

  return g_key_file_get_groups (self->file, NULL);
}

static gboolean
profiles_write (TarnConnectProfiles  *self,
                GError              **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *text = NULL;
  gsize len;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                   _("The folder %s cannot be made: %s"), folder, g_strerror (code));
      return FALSE;
    }

  text = g_key_file_to_data (self->file, &len, NULL);
  if (!g_file_set_contents_full (self->path, text, (gssize) len, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, error))
    return FALSE;

  g_signal_emit (self, changed_signal, 0);
  return TRUE;
}

static gboolean
profiles_may_write (TarnConnectProfiles  *self,
                    GError              **error)
{
  if (self->unreadable == NULL)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
               _("%s cannot be read (%s): mend or remove it first"), self->path,
               self->unreadable->message);
  return FALSE;
}

/* A device is in one profile. */
static void
profiles_forget_device (TarnConnectProfiles *self,
                        const char          *device,
                        const char          *except)
{
  g_auto(GStrv) names = g_key_file_get_groups (self->file, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto(GStrv) devices = g_key_file_get_string_list (self->file, names[i], "devices", NULL,
                                                          NULL);
      g_autoptr(GStrvBuilder) others = g_strv_builder_new ();
      g_auto(GStrv) left = NULL;

      if (devices == NULL || strcmp (names[i], except) == 0
          || !g_strv_contains ((const char * const *) devices, device))
        continue;

      for (guint j = 0; devices[j] != NULL; j++)
        if (strcmp (devices[j], device) != 0)
          g_strv_builder_add (others, devices[j]);
      left = g_strv_builder_end (others);
      g_key_file_set_string_list (self->file, names[i], "devices", (const char * const *) left,
                                  g_strv_length (left));
    }
}

/* What a key file takes as the name of a group. */
gboolean
tarn_connect_profiles_is_name (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  if (name[0] == '\0' || !g_utf8_validate (name, -1, NULL) || strpbrk (name, "[]") != NULL)
    return FALSE;

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;

  return TRUE;
}

gboolean
tarn_connect_profiles_save (TarnConnectProfiles       *self,
                            const TarnConnectProfile  *profile,
                            GError                   **error)
{
  const char *name;

  g_return_val_if_fail (TARN_IS_CONNECT_PROFILES (self), FALSE);
  g_return_val_if_fail (profile != NULL && profile->name != NULL, FALSE);

  name = profile->name;
  if (!tarn_connect_profiles_is_name (name))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("“%s” cannot be the name of a profile: it must have at least one character "
                     "and no brackets"), name);
      return FALSE;
    }
  if (!profiles_may_write (self, error))
    return FALSE;

  for (guint i = 0; profile->devices[i] != NULL; i++)
    profiles_forget_device (self, profile->devices[i], name);
  g_key_file_set_string (self->file, name, "version",
                         profile->version == TARN_VERSION_1 ? "1" : "2c");
  g_key_file_set_int64 (self->file, name, "timeout-ms", profile->timeout_us / 1000);
  g_key_file_set_uint64 (self->file, name, "retries", profile->retries);
  g_key_file_set_boolean (self->file, name, "public", profile->is_public);
  g_key_file_set_string_list (self->file, name, "devices",
                              (const char * const *) profile->devices,
                              g_strv_length (profile->devices));

  return profiles_write (self, error);
}

gboolean
tarn_connect_profiles_remove (TarnConnectProfiles  *self,
                              const char           *name,
                              GError              **error)
{
  g_return_val_if_fail (TARN_IS_CONNECT_PROFILES (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!profiles_may_write (self, error))
    return FALSE;

  g_key_file_remove_group (self->file, name, NULL);
  return profiles_write (self, error);
}
