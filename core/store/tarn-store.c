/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-store.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"
#include "store/tarn-batch-private.h"
#include "store/tarn-store-private.h"

/* How long the simple calls try again while another process commits: many times
 * what a commit takes, and still no wait that a person would notice. */
#define PATIENCE_US (250 * G_TIME_SPAN_MILLISECOND)
#define RETRY_US    500

/**
 * TarnStore:
 *
 * Varbinds in OID order, whoever keeps them, with metadata records beside them.
 *
 * A store belongs to the thread that made it, and not to a child that this process
 * forks: the locks of a capture are not inherited.
 */
G_DEFINE_INTERFACE (TarnStore, tarn_store, G_TYPE_OBJECT)

static guint changed_signal;

static void
tarn_store_default_init (TarnStoreInterface *iface)
{
  /**
   * TarnStore::changed:
   * @self: the store
   * @ranges: (element-type TarnChangedRange): what changed, the oldest first
   *
   * Emitted by tarn_store_apply() after its changes have been made, and by
   * tarn_store_refresh() for those that others made.  The handler may read the store,
   * which then may be newer than what the ranges tell, and change it.
   */
  changed_signal = g_signal_new ("changed", TARN_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

/**
 * tarn_store_begin_read:
 * @self: a store
 * @error: return location for an error
 *
 * Begins a section in which the store does not change.  Sections nest.  They are
 * short: writers in other processes wait until all have ended.
 *
 * Returns: whether the section has begun; if not, with %TARN_ERROR_STORE_BUSY while
 *   another process commits, or %TARN_ERROR_STORE_DAMAGED
 */
gboolean
tarn_store_begin_read (TarnStore  *self,
                       GError    **error)
{
  g_return_val_if_fail (TARN_IS_STORE (self), FALSE);

  return TARN_STORE_GET_IFACE (self)->begin_read (self, error);
}

/**
 * tarn_store_end_read:
 * @self: a store
 *
 * Ends what tarn_store_begin_read() began.  All cursors are cleared before.
 */
void
tarn_store_end_read (TarnStore *self)
{
  g_return_if_fail (TARN_IS_STORE (self));

  TARN_STORE_GET_IFACE (self)->end_read (self);
}

/**
 * tarn_cursor_init: (skip)
 * @self: a cursor
 * @store: the store that it moves in, inside a read section
 */
void
tarn_cursor_init (TarnCursor *self,
                  TarnStore  *store)
{
  g_return_if_fail (TARN_IS_STORE (store));

  *self = (TarnCursor) { .store = store, .iface = TARN_STORE_GET_IFACE (store) };
}

static const TarnStoreInterface *
cursor_iface (const TarnCursor *self)
{
  return self->iface;
}

/**
 * tarn_cursor_clear: (skip)
 * @self: a cursor
 */
void
tarn_cursor_clear (TarnCursor *self)
{
  cursor_iface (self)->unpin (self->store, self);
  g_clear_error (&self->error);
}

/**
 * tarn_cursor_seek: (skip)
 * @self: a cursor
 * @name: canonical octets of a name; empty for the beginning
 * @inclusive: whether @name itself will do
 *
 * Moves to the first varbind that is not smaller than @name, or that is greater.
 *
 * Returns: whether there is one; if not, look at the cursor's error
 */
gboolean
tarn_cursor_seek (TarnCursor *self,
                  TarnSpan    name,
                  gboolean    inclusive)
{
  g_clear_error (&self->error);
  return cursor_iface (self)->seek (self->store, self, name, inclusive);
}

/**
 * tarn_cursor_seek_nth: (skip)
 * @self: a cursor
 * @n: how many varbinds are before it
 *
 * Returns: whether there is an @n-th varbind; if not, look at the cursor's error
 */
gboolean
tarn_cursor_seek_nth (TarnCursor *self,
                      guint64     n)
{
  g_clear_error (&self->error);
  return cursor_iface (self)->seek_nth (self->store, self, n);
}

/**
 * tarn_cursor_next: (skip)
 * @self: a cursor that stands on a varbind
 *
 * Returns: whether there is another varbind; if not, the cursor stands nowhere,
 *   and its error tells whether that is the end
 */
gboolean
tarn_cursor_next (TarnCursor *self)
{
  return cursor_iface (self)->next (self->store, self);
}

/**
 * tarn_cursor_take_run: (skip)
 * @self: a cursor that stands on a varbind
 * @max_rows: the most varbinds
 * @max_len: the most octets
 * @with_nulls: whether the value NULL may be in the run
 * @run: (out): the varbinds behind that one, each a VarBind as BER, end to end, exactly as
 *   tarn_ber_put_row() would write them; good as long as @row of the cursor
 *
 * Moves to the last varbind of @run.
 *
 * Returns: how many they are; 0, and the cursor stands where it stood, if they do not lie
 *   like that here: then tarn_cursor_next() tells what comes
 */
guint
tarn_cursor_take_run (TarnCursor *self,
                      gsize       max_rows,
                      gsize       max_len,
                      gboolean    with_nulls,
                      TarnSpan   *run)
{
  const TarnStoreInterface *iface = cursor_iface (self);

  return iface->take_run != NULL
         ? iface->take_run (self->store, self, max_rows, max_len, with_nulls, run) : 0;
}

gboolean
tarn_store_try_again (GError **failure,
                      gint64   give_up_us,
                      GError **error)
{
  if (!g_error_matches (*failure, TARN_ERROR, TARN_ERROR_STORE_BUSY)
      || g_get_monotonic_time () >= give_up_us)
    {
      g_propagate_error (error, g_steal_pointer (failure));
      return FALSE;
    }

  g_clear_error (failure);
  g_usleep (RETRY_US);
  return TRUE;
}

gboolean
tarn_store_begin_read_patiently (TarnStore  *self,
                                 GError    **error)
{
  gint64 give_up_us = g_get_monotonic_time () + PATIENCE_US;
  GError *failure = NULL;

  do
    if (tarn_store_begin_read (self, &failure))
      return TRUE;
  while (tarn_store_try_again (&failure, give_up_us, error));

  return FALSE;
}

/**
 * tarn_store_get:
 * @self: a store
 * @oid: a name
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the value of @oid; %NULL without @error if
 *   it is not there, with %TARN_ERROR_STORE_BUSY or %TARN_ERROR_STORE_DAMAGED
 *   otherwise
 */
TarnValue *
tarn_store_get (TarnStore      *self,
                const TarnOid  *oid,
                GError        **error)
{
  TarnValue *value = NULL;
  TarnCursor cursor;

  g_return_val_if_fail (TARN_IS_STORE (self), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  if (!tarn_store_begin_read_patiently (self, error))
    return NULL;

  tarn_cursor_init (&cursor, self);
  if (tarn_cursor_seek (&cursor, tarn_oid_span (oid), TRUE)
      && tarn_span_equal (cursor.row.name, tarn_oid_span (oid)))
    value = tarn_row_dup_value (&cursor.row);
  if (cursor.error != NULL)
    g_propagate_error (error, g_steal_pointer (&cursor.error));

  tarn_cursor_clear (&cursor);
  tarn_store_end_read (self);
  return value;
}

/* The varbind behind @oid, or the @n-th if that is NULL. */
static TarnVarbind *
dup_varbind (TarnStore      *self,
             const TarnOid  *oid,
             guint64         n,
             GError        **error)
{
  TarnVarbind *varbind = NULL;
  TarnCursor cursor;

  if (!tarn_store_begin_read_patiently (self, error))
    return NULL;

  tarn_cursor_init (&cursor, self);
  if (oid != NULL ? tarn_cursor_seek (&cursor, tarn_oid_span (oid), FALSE)
                  : tarn_cursor_seek_nth (&cursor, n))
    varbind = tarn_row_dup_varbind (&cursor.row);
  if (cursor.error != NULL)
    g_propagate_error (error, g_steal_pointer (&cursor.error));

  tarn_cursor_clear (&cursor);
  tarn_store_end_read (self);
  return varbind;
}

/**
 * tarn_store_get_next:
 * @self: a store
 * @oid: a name, which need not be there
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the first varbind behind @oid; %NULL without
 *   @error if that is the end, with %TARN_ERROR_STORE_BUSY or
 *   %TARN_ERROR_STORE_DAMAGED otherwise
 */
TarnVarbind *
tarn_store_get_next (TarnStore      *self,
                     const TarnOid  *oid,
                     GError        **error)
{
  g_return_val_if_fail (TARN_IS_STORE (self), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  return dup_varbind (self, oid, 0, error);
}

/**
 * tarn_store_get_nth:
 * @self: a store
 * @n: how many varbinds are before it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the @n-th varbind; %NULL without @error if
 *   there are not so many, with %TARN_ERROR_STORE_BUSY or
 *   %TARN_ERROR_STORE_DAMAGED otherwise
 */
TarnVarbind *
tarn_store_get_nth (TarnStore  *self,
                    guint64     n,
                    GError    **error)
{
  g_return_val_if_fail (TARN_IS_STORE (self), NULL);

  return dup_varbind (self, NULL, n, error);
}

/**
 * tarn_store_get_rank:
 * @self: a store
 * @oid: a name, which need not be there
 * @error: return location for an error
 *
 * Returns: how many varbinds are smaller than @oid; 0 with @error set to
 *   %TARN_ERROR_STORE_BUSY or %TARN_ERROR_STORE_DAMAGED
 */
guint64
tarn_store_get_rank (TarnStore      *self,
                     const TarnOid  *oid,
                     GError        **error)
{
  guint64 rank = 0;

  g_return_val_if_fail (TARN_IS_STORE (self), 0);
  g_return_val_if_fail (oid != NULL, 0);

  if (!tarn_store_begin_read_patiently (self, error))
    return 0;

  if (!TARN_STORE_GET_IFACE (self)->rank (self, tarn_oid_span (oid), &rank, error))
    rank = 0;

  tarn_store_end_read (self);
  return rank;
}

/**
 * tarn_store_count:
 * @self: a store
 * @prefix: (nullable): a name; %NULL counts all
 * @error: return location for an error
 *
 * Returns: how many varbinds are @prefix or below it; 0 with @error set to
 *   %TARN_ERROR_STORE_BUSY or %TARN_ERROR_STORE_DAMAGED
 */
guint64
tarn_store_count (TarnStore      *self,
                  const TarnOid  *prefix,
                  GError        **error)
{
  TarnStoreInterface *iface;
  guint64 before = 0, end = 0;
  TarnName last = { 0 };
  gboolean ok = TRUE;

  g_return_val_if_fail (TARN_IS_STORE (self), 0);

  if (!tarn_store_begin_read_patiently (self, error))
    return 0;

  iface = TARN_STORE_GET_IFACE (self);
  if (prefix != NULL && tarn_oid_span (prefix).len > 0)
    {
      tarn_name_set_end (&last, tarn_oid_span (prefix));
      ok = iface->rank (self, tarn_oid_span (prefix), &before, error);
    }
  ok = ok && (last.len > 0 ? iface->rank (self, tarn_name_span (&last), &end, error)
                           : iface->get_n_rows (self, &end, error));

  tarn_store_end_read (self);
  return ok && end > before ? end - before : 0;
}

/**
 * tarn_store_may_change: (skip)
 * @self: a store
 * @name: canonical octets of a name
 *
 * Returns: %FALSE if a batch that changes @name must fail, because of where that is
 *   in a composed store
 */
gboolean
tarn_store_may_change (TarnStore *self,
                       TarnSpan   name)
{
  TarnStoreInterface *iface;

  g_return_val_if_fail (TARN_IS_STORE (self), FALSE);

  iface = TARN_STORE_GET_IFACE (self);
  return iface->may_change == NULL || iface->may_change (self, name);
}

/**
 * tarn_store_apply:
 * @self: a store
 * @batch: changes; they are brought in order, and stay in the batch
 * @error: return location for an error
 *
 * Makes all the changes, or none.  A capture does so in one transaction, which
 * other processes see whole or not at all, and which survives the death of any
 * process; for the loss of power see tarn_capture_sync_async().
 *
 * Returns: whether the changes are made; if not, with %TARN_ERROR_STORE_BUSY while
 *   this process is in a read section or another one commits or reads,
 *   %TARN_ERROR_STORE_FULL, %TARN_ERROR_STORE_READ_ONLY, %TARN_ERROR_STORE_DAMAGED,
 *   or %TARN_ERROR_TOO_BIG for a value of more than 64 KiB
 */
gboolean
tarn_store_apply (TarnStore  *self,
                  TarnBatch  *batch,
                  GError    **error)
{
  g_return_val_if_fail (TARN_IS_STORE (self), FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);

  if (!tarn_batch_prepare (batch, error)
      || !TARN_STORE_GET_IFACE (self)->apply (self, batch, error))
    return FALSE;

  /* What cannot be told now, since another process commits, is told the next time. */
  if (g_signal_has_handler_pending (self, changed_signal, 0, TRUE))
    tarn_store_refresh (self, NULL);
  return TRUE;
}

/**
 * tarn_store_refresh:
 * @self: a store
 * @error: return location for an error
 *
 * Emits #TarnStore::changed for all that has changed since the last time, or since the
 * store was opened, whoever did it.  Costs nothing worth mention if that is nothing, so
 * whoever wants to be live calls this on each frame or request.
 *
 * Returns: whether listeners know all there is; if not, with %TARN_ERROR_STORE_BUSY while
 *   another process commits: then they will the next time; or %TARN_ERROR_STORE_DAMAGED
 */
gboolean
tarn_store_refresh (TarnStore  *self,
                    GError    **error)
{
  TarnStoreInterface *iface;
  g_autoptr(GPtrArray) changes = NULL;
  GError *failure = NULL;

  g_return_val_if_fail (TARN_IS_STORE (self), FALSE);

  iface = TARN_STORE_GET_IFACE (self);
  if (iface->take_changes == NULL)
    return TRUE;

  changes = iface->take_changes (self, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  if (changes != NULL)
    g_signal_emit (self, changed_signal, 0, changes);
  return TRUE;
}

/**
 * tarn_store_dup_meta:
 * @self: a store
 * @key: what the record is called
 *
 * Returns: (transfer full) (nullable): a metadata record in normal form, or %NULL if
 *   there is none that can be read
 */
GVariant *
tarn_store_dup_meta (TarnStore  *self,
                     const char *key)
{
  GVariant *value;

  g_return_val_if_fail (TARN_IS_STORE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  if (!tarn_store_begin_read_patiently (self, NULL))
    return NULL;

  value = TARN_STORE_GET_IFACE (self)->dup_meta (self, key);
  tarn_store_end_read (self);
  return value;
}

/**
 * tarn_store_get_serial:
 * @self: a store
 *
 * Cheap enough to be asked for on each frame or request.
 *
 * Returns: a number that is another one after every change, whoever made it
 */
guint64
tarn_store_get_serial (TarnStore *self)
{
  g_return_val_if_fail (TARN_IS_STORE (self), 0);

  return TARN_STORE_GET_IFACE (self)->get_serial (self);
}
