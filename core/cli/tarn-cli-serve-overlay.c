/* tarn-cli-serve-overlay.c
 *
 * --overlay: what managers set goes to a second file, and the capture stays as it was.
 *
 * The second file is a capture of its own, which begins as a copy: it can be browsed, compared
 * and reverted as any other, and served again without the first one.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve.h"

typedef struct
{
  const char *path;   /* NULL: managers set the capture itself */
} Overlay;

static const CliOption options[] = {
  { "overlay", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Overlay, path), "WRITES",
    "managers set a copy of FILE, WRITES, which is made if it is not there; FILE stays as it is" },
  { NULL },
};

/* Whose each file is: path → name of the device. */
static GHashTable *owners;

static gboolean
claim (const Overlay        *self,
       const CliServeDevice *device,
       GError              **error)
{
  const char *owner;

  if (owners == NULL)
    owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  owner = g_hash_table_lookup (owners, self->path);
  if (owner != NULL && strcmp (owner, device->name) != 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” and “%s” cannot both have the overlay %s: write one for each into a "
                   "--list", owner, device->name, self->path);
      return FALSE;
    }

  g_hash_table_replace (owners, g_strdup (self->path), g_strdup (device->name));
  return TRUE;
}

static gboolean
overlay_set_up (gconstpointer    said,
                CliServeDevice  *device,
                GError         **error)
{
  const Overlay *self = said;

  if (self->path == NULL)
    return TRUE;
  if (!claim (self, device, error))
    return FALSE;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS)
      && !tarn_compact_capture (device->path, self->path, NULL, NULL, NULL, error))
    return FALSE;

  device->path = self->path;
  return TRUE;
}

static void
overlay_end (gconstpointer said)
{
  g_clear_pointer (&owners, g_hash_table_unref);
}

const CliServePart cli_serve_overlay = {
  .title = "Where writes go",
  .size = sizeof (Overlay),
  .options = options,
  .set_up = overlay_set_up,
  .end = overlay_end,
};
