/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-mount.h"

#include <stdio.h>

#include "tarn-cli-names.h"

static void
mount_free (gpointer data)
{
  CliMount *mount = data;

  g_clear_pointer (&mount->prefix, tarn_oid_unref);
  g_clear_pointer (&mount->base, tarn_oid_unref);
  g_clear_pointer (&mount->path, g_free);
  g_clear_object (&mount->capture);
  g_free (mount);
}

/* A single arc is no OID by itself, and 1 would be read as 1.0. */
static TarnOid *
parse_place (const char  *text,
             GError     **error)
{
  gboolean numeric = cli_is_numeric (text);

  if (!numeric || (text[0] != '\0' && strchr (text + 1, '.') != NULL))
    return cli_parse_oid (text, error);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” is no OID of two arcs or more", text);
  return NULL;
}

/* The base, behind the last @, in numbers or with its module: elsewhere an @ belongs to the
 * name of the file. */
static char *
find_base (char *path)
{
  char *at = strrchr (path, '@');

  if (at == NULL || (!cli_is_numeric (at + 1) && strstr (at + 1, "::") == NULL))
    return NULL;

  *at = '\0';
  return at + 1;
}

static gboolean
parse_mount (CliMount    *self,
             const char  *text,
             GError     **error)
{
  const char *mark = strchr (text, '=');
  g_autofree char *prefix = NULL;
  char *base;

  if (mark == NULL || mark[1] == '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” names no FILE", text);
      return FALSE;
    }

  prefix = g_strndup (text, (gsize) (mark - text));
  self->prefix = parse_place (prefix, error);
  if (self->prefix == NULL)
    return FALSE;

  self->path = g_strdup (mark + 1);
  base = find_base (self->path);
  if (base == NULL)
    return TRUE;

  self->base = parse_place (base, error);
  return self->base != NULL;
}

GPtrArray *
cli_open_mounts (const CliCommand *command,
                 GPtrArray        *texts,
                 TarnCaptureMode   mode)
{
  g_autoptr(GPtrArray) mounts = g_ptr_array_new_with_free_func (mount_free);

  for (guint i = 0; i < texts->len; i++)
    {
      CliMount *mount = g_new0 (CliMount, 1);
      g_autoptr(GError) error = NULL;

      g_ptr_array_add (mounts, mount);
      if (!parse_mount (mount, texts->pdata[i], &error))
        {
          cli_misused (command, "--mount takes PREFIX=FILE or PREFIX=FILE@BASE: %s",
                       error->message);
          return NULL;
        }

      mount->capture = tarn_capture_open (mount->path, mode, &error);
      if (mount->capture == NULL)
        {
          cli_complain ("%s", error->message);
          return NULL;
        }
    }

  return g_steal_pointer (&mounts);
}

TarnStore *
cli_compose (TarnCapture *base,
             GPtrArray   *mounts)
{
  g_autoptr(TarnComposedStore) store = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok;

  if (mounts->len == 0)
    return TARN_STORE (g_object_ref (base));

  store = tarn_composed_store_new ();
  ok = tarn_composed_store_mount (store, NULL, TARN_STORE (base), NULL, &error);
  for (guint i = 0; i < mounts->len && ok; i++)
    {
      const CliMount *mount = mounts->pdata[i];

      ok = tarn_composed_store_mount (store, mount->prefix, TARN_STORE (mount->capture),
                                      mount->base, &error);
    }
  if (ok)
    return TARN_STORE (g_steal_pointer (&store));

  cli_complain ("%s", error->message);
  return NULL;
}

gboolean
cli_announce_mounts (GPtrArray *mounts,
                     TarnStore *store)
{
  for (guint i = 0; i < mounts->len; i++)
    {
      const CliMount *mount = mounts->pdata[i];
      g_autofree char *prefix = tarn_oid_to_string (mount->prefix);
      g_autofree char *base = tarn_oid_to_string (mount->base != NULL ? mount->base
                                                                      : mount->prefix);
      g_autoptr(GError) error = NULL;
      guint64 n = tarn_store_count (store, mount->prefix, &error);

      if (error != NULL)
        {
          cli_complain ("%s", error->message);
          return FALSE;
        }

      printf ("mounted %s of %s (%" G_GUINT64_FORMAT " varbinds) at %s\n", base, mount->path, n,
              prefix);
      if (n == 0)
        cli_complain ("note: %s has nothing at or below %s; if it has other names, write "
                      "--mount %s=%s@BASE", mount->path, base, prefix, mount->path);
    }

  return TRUE;
}
