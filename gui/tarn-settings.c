/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-settings.h"

#define SCHEMA "org.tarn.Browser"

/* A program that was not installed finds the schema in the build tree. */
static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchemaSource) built = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *data = NULL;
  GSettingsSchema *schema = NULL;

  if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, SCHEMA, TRUE);
  if (schema != NULL || self == NULL)
    return schema;

  folder = g_path_get_dirname (self);
  data = g_build_filename (folder, "..", "data", NULL);
  built = g_settings_schema_source_new_from_directory (data, installed, TRUE, NULL);
  return built != NULL ? g_settings_schema_source_lookup (built, SCHEMA, FALSE) : NULL;
}

GSettings *
tarn_settings_get (void)
{
  static GSettings *settings;

  if (settings == NULL)
    {
      g_autoptr(GSettingsSchema) schema = find_schema ();

      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
    }
  return settings;
}
