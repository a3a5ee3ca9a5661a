/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-import-stage.h"

#include <glib/gstdio.h>

#include "base/tarn-error.h"
#include "ops/tarn-import-sink.h"
#include "store/tarn-batch-private.h"
#include "store/tarn-capture.h"

#define BATCH_OCTETS (1024 * 1024)
#define BACK_OCTETS  (16 * 1024)   /* room for so few is found on a full disk, too */

TarnStore *
tarn_import_stage_new (GError **error)
{
  g_autofree char *directory = g_dir_make_tmp ("tarn-import-XXXXXX", error);
  g_autofree char *path = NULL;
  TarnCapture *capture;

  if (directory == NULL)
    return NULL;

  path = g_build_filename (directory, "stage.tarn", NULL);
  capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, error);
  /* Whatever becomes of this process, nothing is left behind. */
  g_unlink (path);
  g_rmdir (directory);

  return (TarnStore *) capture;
}

static gboolean
set_taken_error (const char  *name,
                 GError     **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
               "nothing is taken, since all of it was to be without a doubt: %s is in the "
               "capture already", name);
  return FALSE;
}

/* Whether @target has none of the names. */
static gboolean
check_names (TarnStore   *stage,
             TarnStore   *target,
             GError     **error)
{
  GError *failure = NULL;
  TarnCursor rows;
  gboolean more;

  tarn_cursor_init (&rows, stage);
  for (more = tarn_store_count (target, NULL, &failure) > 0 && tarn_cursor_seek_nth (&rows, 0);
       more && failure == NULL; more = tarn_cursor_next (&rows))
    {
      g_autoptr(TarnOid) name = tarn_row_dup_oid (&rows.row);
      g_autoptr(TarnValue) value = tarn_store_get (target, name, &failure);
      g_autofree char *text = value != NULL ? tarn_oid_to_string (name) : NULL;

      if (value != NULL)
        set_taken_error (text, &failure);
    }

  if (failure == NULL)
    failure = g_steal_pointer (&rows.error);
  tarn_cursor_clear (&rows);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
apply (TarnStore     *target,
       TarnBatch     *batch,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr(GArray) left_out = NULL;

  if (!tarn_import_apply (target, batch, cancellable, error))
    return FALSE;

  left_out = tarn_batch_list_left_out (batch);
  tarn_batch_clear (batch);
  return left_out->len == 0
         || set_taken_error ("a name that another program just added", error);
}

/* The first @n_rows of @stage, which were moved before it went wrong.  Nobody can stop
 * this, and what cannot be taken back is told behind what went wrong. */
static void
take_back (TarnStore  *stage,
           TarnStore  *target,
           guint64     n_rows,
           GError    **error)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) failure = NULL;
  TarnCursor rows;
  gboolean more;

  tarn_batch_set_origin (batch, TARN_ORIGIN_IMPORT);
  tarn_cursor_init (&rows, stage);
  for (more = tarn_cursor_seek_nth (&rows, 0); more && n_rows > 0 && failure == NULL;
       more = tarn_cursor_next (&rows))
    {
      g_autoptr(TarnOid) name = tarn_row_dup_oid (&rows.row);

      tarn_batch_delete (batch, name);
      if (--n_rows > 0 && tarn_batch_get_n_octets (batch) < BACK_OCTETS)
        continue;
      tarn_import_apply (target, batch, NULL, &failure);
      tarn_batch_clear (batch);
    }

  if (failure == NULL)
    failure = g_steal_pointer (&rows.error);
  tarn_cursor_clear (&rows);
  if (failure != NULL && error != NULL)
    {
      g_autofree char *first = g_steal_pointer (&(*error)->message);

      (*error)->message = g_strdup_printf ("%s; what was taken before that could not be taken "
                                           "back: %s", first, failure->message);
    }
}

static gboolean
move_rows (TarnStore     *stage,
           TarnStore     *target,
           guint64       *n_moved,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  gboolean ok = TRUE, more;
  guint64 n_rows = 0;
  GError *damage;
  TarnCursor rows;

  tarn_batch_set_origin (batch, TARN_ORIGIN_IMPORT);
  tarn_cursor_init (&rows, stage);
  for (more = tarn_cursor_seek_nth (&rows, 0); more && ok; more = tarn_cursor_next (&rows))
    {
      tarn_batch_add_row (batch, &rows.row, 0);
      n_rows++;
      if (tarn_batch_get_n_octets (batch) < BATCH_OCTETS)
        continue;
      ok = apply (target, batch, cancellable, error);
      if (ok)
        *n_moved = n_rows;
    }

  damage = g_steal_pointer (&rows.error);
  tarn_cursor_clear (&rows);
  if (damage != NULL)
    {
      g_propagate_error (error, damage);
      return FALSE;
    }

  return ok && apply (target, batch, cancellable, error);
}

gboolean
tarn_import_stage_move (TarnStore     *stage,
                        TarnStore     *target,
                        GCancellable  *cancellable,
                        GError       **error)
{
  guint64 n_moved = 0;
  gboolean ok;

  if (!tarn_store_begin_read (stage, error))
    return FALSE;

  ok = check_names (stage, target, error)
       && move_rows (stage, target, &n_moved, cancellable, error);
  if (!ok)
    take_back (stage, target, n_moved, error);
  tarn_store_end_read (stage);
  return ok;
}
