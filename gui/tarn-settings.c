/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-settings.h"

#define SCHEMA "org.tarn.Browser"

/* Seen from the program: in the build tree, and below a prefix that nobody searches. */
static const char * const places[] = { "../data", "../share/glib-2.0/schemas" };

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;
  GSettingsSchema *schema = NULL;

  if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, SCHEMA, TRUE);
  if (self == NULL)
    return schema;

  folder = g_path_get_dirname (self);
  for (guint i = 0; schema == NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], NULL);
      g_autoptr(GSettingsSchemaSource) source =
        g_settings_schema_source_new_from_directory (path, installed, TRUE, NULL);

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, SCHEMA, FALSE);
    }
  return schema;
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
