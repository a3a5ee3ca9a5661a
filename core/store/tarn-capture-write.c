/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture.h"

#include <errno.h>

#include "base/tarn-error.h"
#include "store/tarn-batch-private.h"
#include "store/tarn-capture-builder.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-meta.h"
#include "store/tarn-new-file.h"

/* There is nothing to delete in a new file. */
static gboolean
put_cells (TarnBuilderTree  *tree,
           TarnBatch        *batch,
           GError          **error)
{
  if (!tarn_batch_prepare (batch, error))
    return FALSE;

  for (guint i = 0; i < batch->changes->len; i++)
    {
      TarnSpan cell = tarn_batch_get_cell (batch, i);

      if (cell.len > 0
          && !tarn_builder_tree_put (tree, tarn_batch_get_name (batch, i), cell, error))
        return FALSE;
    }

  return TRUE;
}

/* Nor a record to remove. */
static gboolean
put_record (TarnSpan    key,
            TarnSpan    octets,
            gpointer    builder,
            GError    **error)
{
  return octets.data == NULL || tarn_capture_builder_put_record (builder, key, octets, error);
}

static gboolean
build (TarnNewFile  *file,
       TarnBatch    *batch,
       GError      **error)
{
  TarnCaptureBuilder builder;
  gboolean ok;

  tarn_capture_builder_init (&builder, file->fd, file->path);
  ok = put_cells (&builder.varbinds, batch, error)
       && (batch->notes == NULL || put_cells (&builder.notes, batch->notes, error))
       && tarn_meta_put_all (batch, put_record, &builder, error)
       && tarn_capture_builder_put_journal (&builder, error)
       && tarn_capture_builder_end (&builder, 1, error);
  tarn_capture_builder_clear (&builder);
  return ok;
}

/**
 * tarn_capture_write:
 * @path: (type filename): name of the file
 * @batch: what it shall hold; deletions say nothing
 * @replaces: whether a file of that name is replaced; who has it open keeps the old one
 * @error: return location for an error
 *
 * Makes a capture that holds @batch and nothing else, as small as it can be: it takes
 * some 40 KiB beside the varbinds, where one that grows begins with ten times as much.  The
 * file has its name when it is complete.  It is safe against the death of the process then;
 * nobody waits for the disk.
 *
 * Returns: whether it was made; if not, with %TARN_ERROR_TOO_BIG, %TARN_ERROR_STORE_FULL,
 *   %TARN_ERROR_STORE_READ_ONLY or %TARN_ERROR_FAILED
 */
gboolean
tarn_capture_write (const char  *path,
                    TarnBatch   *batch,
                    gboolean     replaces,
                    GError     **error)
{
  TarnNewFile file;
  gboolean ok;
  int errnum;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);

  ok = tarn_new_file_init (&file, path, error) && build (&file, batch, error);
  if (ok && !tarn_new_file_publish (&file, replaces, &errnum))
    {
      tarn_capture_file_set_error (error, path, "made", errnum);
      ok = FALSE;
    }

  tarn_new_file_clear (&file);
  return ok;
}
