/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-edit.h"
#include "tarn-cli-names.h"
#include "tarn-cli-output.h"

/* What is not there cannot be deleted: most likely the OID was mistyped. */
static gboolean
check_deleted (TarnStore  *store,
               const char *path,
               GPtrArray  *deleted)
{
  for (guint i = 0; i < deleted->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnValue) value = tarn_store_get (store, deleted->pdata[i], &error);
      g_autofree char *name = cli_name_oid (deleted->pdata[i]);

      if (error != NULL)
        cli_complain ("%s", error->message);
      else if (value == NULL)
        cli_complain ("%s is not in %s: nothing was changed", name, path);
      if (value == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
cli_apply (TarnStore  *store,
           TarnBatch  *batch,
           GError    **error)
{
  GError *failure = NULL;
  guint waited_ms = 0;

  do
    if (tarn_store_apply (store, batch, &failure))
      return TRUE;
  while (cli_try_again (&failure, &waited_ms, error));

  return FALSE;
}

static CliStatus
print_changes (GPtrArray *varbinds,
               GPtrArray *deleted)
{
  CliOutput output;

  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;

  for (guint i = 0; i < deleted->len; i++)
    {
      g_autofree char *name = cli_name_oid (deleted->pdata[i]);

      g_string_append_printf (output.buffer, "%s deleted\n", name);
    }
  cli_output_varbinds (&output, varbinds);

  return cli_output_close (&output) ? CLI_COMPLETE : CLI_INCOMPLETE;
}

CliStatus
cli_edit_capture (const char *path,
                  GPtrArray  *varbinds,
                  GPtrArray  *deleted)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;

  capture = tarn_capture_open (path, TARN_CAPTURE_WRITE, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }
  if (!check_deleted (TARN_STORE (capture), path, deleted))
    return CLI_USAGE;

  tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
  for (guint i = 0; i < deleted->len; i++)
    tarn_batch_delete (batch, deleted->pdata[i]);
  for (guint i = 0; i < varbinds->len; i++)
    tarn_batch_put (batch, tarn_varbind_get_oid (varbinds->pdata[i]),
                    tarn_varbind_get_value (varbinds->pdata[i]));

  if (!cli_apply (TARN_STORE (capture), batch, &error))
    {
      cli_complain ("%s: nothing was changed", error->message);
      return CLI_USAGE;
    }
  if (!cli_sync_to_disk (capture, &error))
    {
      cli_complain ("%s", error->message);
      return CLI_INCOMPLETE;
    }

  return print_changes (varbinds, deleted);
}
