/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>

#include "tarn-cli-names.h"
#include "tarn-cli-output.h"

#define RETRY_US 2000   /* while another process commits */

typedef struct
{
  CliOutput output;
  guint64   n;
  gboolean  quiet;
} Revert;

/* Which of them @words name; 0 after a complaint. */
static guint
parse_origins (const CliCommand *command,
               const char       *words)
{
  static const TarnOrigin origins[] = { TARN_ORIGIN_IMPORT, TARN_ORIGIN_EDIT, TARN_ORIGIN_AGENT };
  g_auto(GStrv) parts = g_strsplit (words, ",", -1);
  guint found = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint before = found;

      for (guint k = 0; k < G_N_ELEMENTS (origins); k++)
        if (strcmp (parts[i], tarn_origin_to_string (origins[k])) == 0)
          found |= 1u << origins[k];

      if (found == before)
        {
          cli_misused (command, "“%s” is nobody whose changes are known; --from takes agent, edit, "
                       "import, with commas between", parts[i]);
          return 0;
        }
    }

  return found;
}

/* What is there again; a name that had nothing says so. */
static void
tell_cb (const TarnOid  *oid,
         const TarnNote *note,
         gpointer        user_data)
{
  Revert *self = user_data;
  g_autofree char *name = NULL;

  self->n++;
  if (self->quiet)
    return;

  if (note->was != NULL)
    {
      g_autoptr(TarnVarbind) varbind = tarn_varbind_new ((TarnOid *) oid, note->was);
      TarnRow row = tarn_row_from_varbind (varbind);

      cli_append_row (TARN_FORMAT_TEXT, &row, self->output.buffer);
    }
  else
    {
      name = cli_name_oid (oid);
      g_string_append_printf (self->output.buffer, "%s is gone: the device did not have it\n",
                              name);
    }
}

/* All of it, from @root on. */
static gboolean
revert_below (Revert         *self,
              TarnStore      *store,
              guint           origins,
              const TarnOid  *root,
              gboolean        dry_run,
              GError        **error)
{
  g_autoptr(TarnOid) after = NULL;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr(TarnOid) before = after != NULL ? tarn_oid_ref (after) : NULL;
      gsize told = self->output.buffer->len;
      g_autoptr(GError) failure = NULL;
      guint64 n = self->n;

      more = tarn_revert_some (store, origins, root, dry_run, &after, tell_cb, self, &failure);
      if (failure == NULL)
        {
          cli_output_push (&self->output);
          continue;
        }

      if (!g_error_matches (failure, TARN_ERROR, TARN_ERROR_STORE_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      /* Nothing of that was done. */
      g_string_truncate (self->output.buffer, told);
      self->n = n;
      g_clear_pointer (&after, tarn_oid_unref);
      after = g_steal_pointer (&before);
      g_usleep (RETRY_US);
      more = TRUE;
    }

  return TRUE;
}

static CliStatus
revert (const CliCommand *command,
        GPtrArray        *operands,
        guint             origins,
        gboolean          dry_run,
        gboolean          quiet)
{
  const char *path = operands->pdata[0];
  g_autoptr(GPtrArray) roots = cli_parse_oids (command, operands, 1);
  Revert self = { .quiet = quiet };
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok = TRUE;

  if (roots == NULL)
    return CLI_USAGE;
  capture = tarn_capture_open (path, dry_run ? TARN_CAPTURE_READ : TARN_CAPTURE_WRITE, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }
  if (!cli_output_init (&self.output, NULL))
    return CLI_USAGE;

  cli_names_prepare (TARN_FORMAT_TEXT);
  for (guint i = 0; ok && i < MAX (roots->len, 1); i++)
    ok = revert_below (&self, TARN_STORE (capture), origins,
                       roots->len > 0 ? roots->pdata[i] : NULL, dry_run, &error);
  ok = ok && (dry_run || cli_sync_to_disk (capture, &error));
  if (error != NULL)
    cli_complain ("%s", error->message);

  ok = cli_output_close (&self.output) && ok;
  if (ok)
    fprintf (stderr, "%s: %" G_GUINT64_FORMAT " %s %s\n", path, self.n,
             self.n == 1 ? "change" : "changes", dry_run ? "would be taken back" : "taken back");
  return ok ? CLI_COMPLETE : CLI_INCOMPLETE;
}

static CliStatus
run_revert (const CliCommand  *command,
            char             **arguments)
{
  const char *from = "agent,edit,import";
  gboolean dry_run = FALSE;
  gboolean quiet = FALSE;
  const CliOption options[] = {
    { "from", NULL, CLI_OPTION_TEXT, &from, "WHOM",
      "whose changes: agent (managers, by SET), edit, import, with commas between; default all" },
    { "dry-run", "n", CLI_OPTION_FLAG, &dry_run, NULL, "tell what it would do, and do nothing" },
    { "quiet", "q", CLI_OPTION_FLAG, &quiet, NULL, "tell only how many" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;
  guint origins;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len == 0)
    return cli_misused (command, "a FILE is needed");

  origins = parse_origins (command, from);
  return origins != 0 ? revert (command, operands, origins, dry_run, quiet) : CLI_USAGE;
}

const CliCommand cli_revert_command = {
  "revert", "FILE [OID…]",
  "Takes back what was changed in a capture since the device said it",
  "Values that managers have set through tarn serve, that somebody edited or that another\n"
  "file brought become again what the device had said; what was deleted comes back, what\n"
  "was created goes.  Prints what is there again.  With OIDs, only at and below them.\n\n"
  "  tarn revert switch.tarn --from agent\n"
  "  tarn revert switch.tarn --dry-run ifTable",
  run_revert, .has_names = TRUE,
};
