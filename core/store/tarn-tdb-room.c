/* How a tdb file takes room.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tdb-private.h"

#include <errno.h>
#include <unistd.h>

#include "store/tarn-capture-file.h"

/* tdb makes a file larger by a hundred times what it lacks if that is less than 100 KiB,
 * else by twice that.  Its first needs are for the record that recovers a commit, and
 * for pages: so the first commit, which nobody else sees, is just large enough, and
 * what it writes becomes room for pages.  A small capture has 0.6 MiB for it, not 2. */
static gboolean
make_room (TarnTdb  *self,
           gsize     fill,
           GError  **error)
{
  static const TarnSpan key = { (const guint8 *) "make-room", 9 };
  g_autofree guint8 *octets = g_malloc (104 * 1024);

  memset (octets, (int) fill, 104 * 1024);
  return tarn_tdb_write (self, key, tarn_span (octets, 104 * 1024), error)
         && (fill == 0 || tarn_tdb_delete (self, key, error));
}

static gboolean
fill_new_file (TarnTdb   *self,
               gboolean (*init) (TarnTdb *tdb, GError **error),
               GError   **error)
{
  self->tdb = tarn_tdb_open_context (self, self->path, O_RDWR | O_CREAT);
  if (self->tdb == NULL)
    {
      tarn_capture_file_set_error (error, self->name, "made", errno);
      return FALSE;
    }

  if (!make_room (self, 0, error)
      || !tarn_tdb_begin (self, error)
      || !make_room (self, 1, error)
      || !init (self, error)
      || !tarn_tdb_commit (self, error))
    return FALSE;

  if (pwrite (tdb_fd (self->tdb), TARN_CAPTURE_MAGIC, sizeof TARN_CAPTURE_MAGIC,
              TARN_CAPTURE_MAGIC_AT) != sizeof TARN_CAPTURE_MAGIC)
    {
      tarn_capture_file_set_error (error, self->name, "made", errno);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tdb_make (const char  *path,
               const char  *name,
               gboolean   (*init) (TarnTdb *tdb, GError **error),
               GError     **error)
{
  TarnTdb *self = tarn_tdb_new (path, TRUE);
  gboolean ok;

  g_free (self->name);
  self->name = g_filename_display_name (name);
  ok = fill_new_file (self, init, error);
  tarn_tdb_close (self);
  return ok;
}

/* tdb gives a new record a quarter more room than it asks for, and most pages never need
 * that.  So this asks for four fifths, of which one fourth is the rest. */
gboolean
tarn_tdb_reserve (TarnTdb   *self,
                  TarnSpan   key,
                  gsize      len,
                  GError   **error)
{
  static const guint8 zeros[TARN_TDB_RESERVE_MAX];
  TarnSpan asked = { zeros, (key.len + len + 4) / 5 * 4 - key.len };

  g_assert (asked.len <= sizeof zeros);
  if (tdb_store (self->tdb, data_of (key), data_of (asked), TDB_INSERT) == 0
      || tdb_error (self->tdb) == TDB_ERR_EXISTS)
    return TRUE;

  tarn_tdb_set_error (self, "written", error);
  tarn_tdb_cancel (self);
  return FALSE;
}
