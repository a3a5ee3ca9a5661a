/* How a tdb file changes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tdb-private.h"

#include "base/tarn-error.h"
#include "store/tarn-file-lock.h"

/* How long a writer tries; what it waits for takes well below a millisecond. */
#define WRITE_PATIENCE_US (20 * G_TIME_SPAN_MILLISECOND)
#define RETRY_US          200

gboolean
tarn_tdb_begin (TarnTdb  *self,
                GError  **error)
{
  gint64 give_up_us = g_get_monotonic_time () + WRITE_PATIENCE_US;
  int n_free = 0;

  if (!tarn_tdb_check_whole (self, error))
    return FALSE;

  self->errnum = 0;
  while (tdb_transaction_start_nonblock (self->tdb) != 0)
    {
      if (tdb_error (self->tdb) != TDB_ERR_NOLOCK)
        return tarn_tdb_set_error (self, "written", error);
      if (g_get_monotonic_time () >= give_up_us)
        return tarn_tdb_set_busy (self, error);
      g_usleep (RETRY_US);
    }

  /* tdb follows this list without looking back. */
  if (!self->checked && tdb_validate_freelist (self->tdb, &n_free) != 0)
    {
      tarn_tdb_cancel (self);
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                   "%s is damaged: its list of free records is wrong", self->name);
      return FALSE;
    }

  self->checked = TRUE;
  self->begin_size = self->wanted_size = tdb_map_size (self->tdb);
  if (self->begin_size > tarn_tdb_tuning.size_limit / 6 * 7)
    {
      tarn_tdb_cancel (self);
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL,
                   "%s has %" G_GUINT64_FORMAT " MiB: a capture cannot be larger", self->name,
                   self->begin_size >> 20);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tdb_write (TarnTdb   *self,
                TarnSpan   key,
                TarnSpan   value,
                GError   **error)
{
  guint64 size;

  if (tdb_store (self->tdb, data_of (key), data_of (value), TDB_REPLACE) != 0)
    {
      tarn_tdb_set_error (self, "written", error);
      tarn_tdb_cancel (self);
      return FALSE;
    }

  size = self->wanted_size = tdb_map_size (self->tdb);
  if (size > self->begin_size && size > tarn_tdb_tuning.size_limit)
    {
      tarn_tdb_cancel (self);
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL,
                   "%s is full: a capture holds %" G_GUINT64_FORMAT " MiB; go on in another file",
                   self->name, tarn_tdb_tuning.size_limit >> 20);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tdb_delete (TarnTdb   *self,
                 TarnSpan   key,
                 GError   **error)
{
  if (tdb_delete (self->tdb, data_of (key)) == 0 || tdb_error (self->tdb) == TDB_ERR_NOEXIST)
    return TRUE;

  tarn_tdb_set_error (self, "written", error);
  tarn_tdb_cancel (self);
  return FALSE;
}

/* tdb would wait for readers without end, so this gets the lock that it is going to
 * want.  Readers come and go: after the first failure no new ones come. */
static gboolean
wait_for_readers (TarnTdb *self)
{
  int fd = tdb_fd (self->tdb);
  gboolean ok;

  if (tarn_file_lock_data (fd, F_WRLCK, 0))
    return TRUE;

  tarn_file_lock_shut_gate (fd, TRUE);
  ok = tarn_file_lock_data (fd, F_WRLCK, WRITE_PATIENCE_US);
  tarn_file_lock_shut_gate (fd, FALSE);
  return ok;
}

gboolean
tarn_tdb_commit (TarnTdb  *self,
                 GError  **error)
{
  guint32 serial = tarn_tdb_get_serial (self);

  /* And once more, for the record that recovers it. */
  self->wanted_size = 2 * (guint64) tdb_map_size (self->tdb);
  if (!wait_for_readers (self))
    {
      tarn_tdb_cancel (self);
      return tarn_tdb_set_busy (self, error);
    }

  /* The file tells, not tdb: that says yes if, of all writes, the one fails that makes
   * the commit good, and no if it could not tidy up the file afterwards. */
  self->errnum = 0;
  if ((tdb_transaction_commit (self->tdb) == 0
       || (gint32) (tarn_tdb_get_serial (self) - serial) >= 0)
      && !tarn_file_lock_needs_mending (tdb_fd (self->tdb)))
    return TRUE;

  return tarn_tdb_set_error (self, "written", error);
}

void
tarn_tdb_cancel (TarnTdb *self)
{
  if (tdb_transaction_active (self->tdb))
    tdb_transaction_cancel (self->tdb);
}
