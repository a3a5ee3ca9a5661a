/* tarn-cli-serve-move.c
 *
 * Numbers that move while tarn serve serves them: --move.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-names.h"
#include "tarn-cli-serve.h"

typedef struct
{
  GPtrArray *texts;
} Moves;

static const CliOption options[] = {
  { "move", NULL, CLI_OPTION_LIST, CLI_SERVE_AT (Moves, texts), "FILE|OID=RATE",
    "counters grow as they did since FILE, an earlier capture of the device; or by RATE a "
    "second there; may be repeated" },
  { NULL },
};

/* OID=RATE.  A file may have such a name, too: that goes first. */
static gboolean
is_rate (const char *text)
{
  return strchr (text, '=') != NULL && !g_file_test (text, G_FILE_TEST_EXISTS);
}

static gboolean
add_rate (TarnMotion  *motion,
          const char  *text,
          GError     **error)
{
  const char *mark = strrchr (text, '=');
  g_autofree char *name = g_strndup (text, (gsize) (mark - text));
  g_autoptr(TarnOid) oid = cli_parse_oid (name, error);
  char *end;
  double rate;

  if (oid == NULL)
    return FALSE;

  rate = g_ascii_strtod (mark + 1, &end);
  if (end == mark + 1 || *end != '\0' || !(rate >= 0 && rate <= 1e19))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” is no rate: --move takes OID=NUMBER, by how much it grows in a second",
                   mark + 1);
      return FALSE;
    }

  tarn_motion_add_rate (motion, oid, rate);
  return TRUE;
}

static gboolean
moves_check (gpointer   said,
             GError   **error)
{
  const Moves *self = said;
  g_autoptr(TarnMotion) motion = tarn_motion_new ();
  guint n_files = 0;

  for (guint i = 0; i < self->texts->len; i++)
    {
      if (!is_rate (self->texts->pdata[i]))
        n_files++;
      else if (!add_rate (motion, self->texts->pdata[i], error))
        return FALSE;
    }

  if (n_files > 1)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "--move takes one FILE, and any number of OID=RATE");
  return n_files <= 1;
}

static gboolean
add_earlier (TarnMotion    *motion,
             const char    *path,
             CliServeStore *store,
             GError       **error)
{
  g_autoptr(TarnCapture) earlier = tarn_capture_open (path, TARN_CAPTURE_READ, error);

  if (earlier == NULL)
    return FALSE;

  if (!tarn_motion_set_earlier (motion, store->store, TARN_STORE (earlier), error))
    {
      g_prefix_error (error, "--move %s: ", path);
      return FALSE;
    }

  g_ptr_array_add (store->remarks, g_strdup_printf ("moving as since %s", path));
  return TRUE;
}

static gboolean
moves_open (gconstpointer   said,
            CliServeStore  *store,
            GError        **error)
{
  const Moves *self = said;
  g_autoptr(TarnMotion) motion = tarn_motion_new ();

  if (self->texts->len == 0)
    return TRUE;

  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *text = self->texts->pdata[i];

      if (is_rate (text) ? !add_rate (motion, text, error)
                         : !add_earlier (motion, text, store, error))
        return FALSE;
    }

  tarn_agent_set_motion (store->device->agent, motion);
  return TRUE;
}

const CliServePart cli_serve_moves = {
  .title = "What moves",
  .size = sizeof (Moves),
  .options = options,
  .check = moves_check,
  .open = moves_open,
};
