/* tarn-cli-serve-mount.c
 *
 * Captures that --mount puts into another one: PREFIX=FILE[@BASE].
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-names.h"
#include "tarn-cli-serve.h"

typedef struct
{
  TarnOid *prefix;
  TarnOid *base;     /* NULL: as the prefix */
  char    *path;
} Mount;

typedef struct
{
  GPtrArray *texts;
} Mounts;

static const CliOption options[] = {
  { "mount", NULL, CLI_OPTION_LIST, CLI_SERVE_AT (Mounts, texts), "PREFIX=FILE[@BASE]",
    "what FILE has at PREFIX, or at BASE, in its place; may be repeated" },
  { NULL },
};

static void
mount_free (gpointer data)
{
  Mount *mount = data;

  g_clear_pointer (&mount->prefix, tarn_oid_unref);
  g_clear_pointer (&mount->base, tarn_oid_unref);
  g_clear_pointer (&mount->path, g_free);
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
parse_mount (Mount    *self,
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

static GPtrArray *
parse_mounts (GPtrArray  *texts,
              GError    **error)
{
  g_autoptr(GPtrArray) mounts = g_ptr_array_new_with_free_func (mount_free);

  for (guint i = 0; i < texts->len; i++)
    {
      Mount *mount = g_new0 (Mount, 1);

      g_ptr_array_add (mounts, mount);
      if (!parse_mount (mount, texts->pdata[i], error))
        {
          g_prefix_error (error, "--mount takes PREFIX=FILE or PREFIX=FILE@BASE: ");
          return NULL;
        }
    }

  return g_steal_pointer (&mounts);
}

static gboolean
mounts_check (gpointer   said,
              GError   **error)
{
  const Mounts *self = said;
  g_autoptr(GPtrArray) mounts = parse_mounts (self->texts, error);

  return mounts != NULL;
}

/* What is told of @mount, now that it is in @store. */
static gboolean
remark (const Mount    *mount,
        CliServeStore  *store,
        GError        **error)
{
  g_autofree char *prefix = tarn_oid_to_string (mount->prefix);
  g_autofree char *base = tarn_oid_to_string (mount->base != NULL ? mount->base : mount->prefix);
  g_autoptr(GError) failure = NULL;
  guint64 n = tarn_store_count (store->store, mount->prefix, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_ptr_array_add (store->remarks,
                   g_strdup_printf ("mounted %s of %s (%" G_GUINT64_FORMAT " varbinds) at %s", base,
                                    mount->path, n, prefix));
  if (n == 0)
    cli_complain ("note: %s has nothing at or below %s; if it has other names, write "
                  "--mount %s=%s@BASE", mount->path, base, prefix, mount->path);
  return TRUE;
}

static gboolean
mounts_open (gconstpointer   said,
             CliServeStore  *store,
             GError        **error)
{
  const Mounts *self = said;
  TarnCaptureMode mode = store->device->writable ? TARN_CAPTURE_WRITE : TARN_CAPTURE_READ;
  g_autoptr(TarnComposedStore) composed = NULL;
  g_autoptr(GPtrArray) mounts = NULL;

  if (self->texts->len == 0)
    return TRUE;

  mounts = parse_mounts (self->texts, error);
  if (mounts == NULL)
    return FALSE;

  composed = tarn_composed_store_new ();
  if (!tarn_composed_store_mount (composed, NULL, store->store, NULL, error))
    return FALSE;
  for (guint i = 0; i < mounts->len; i++)
    {
      const Mount *mount = mounts->pdata[i];
      TarnCapture *capture = tarn_capture_open (mount->path, mode, error);

      if (capture == NULL)
        return FALSE;
      g_ptr_array_add (store->captures, capture);
      if (!tarn_composed_store_mount (composed, mount->prefix, TARN_STORE (capture), mount->base,
                                      error))
        return FALSE;
    }

  g_set_object (&store->store, TARN_STORE (composed));
  for (guint i = 0; i < mounts->len; i++)
    if (!remark (mounts->pdata[i], store, error))
      return FALSE;

  return TRUE;
}

const CliServePart cli_serve_mounts = {
  .title = "Other captures in it",
  .size = sizeof (Mounts),
  .options = options,
  .check = mounts_check,
  .open = mounts_open,
};
