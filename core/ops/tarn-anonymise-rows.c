/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-anonymise-private.h"

#include "store/tarn-store-private.h"

#define SECTION_ROWS 2048
/* Another process commits for milliseconds; one that is stopped holds us no longer. */
#define PATIENCE_US  (10 * G_TIME_SPAN_SECOND)

static gboolean
begin_read (TarnStore  *store,
            GError    **error)
{
  gint64 give_up_us = g_get_monotonic_time () + PATIENCE_US;
  GError *failure = NULL;

  do
    if (tarn_store_begin_read (store, &failure))
      return TRUE;
  while (tarn_store_try_again (&failure, give_up_us, error));

  return FALSE;
}

/* One section: from @last on, which moves.  Returns whether more is to come. */
static gboolean
read_section (TarnStore    *store,
              TarnSpan      prefix,
              TarnName     *last,
              TarnRowFunc   func,
              gpointer      user_data,
              GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  gboolean more;
  TarnCursor cursor;
  guint n = 0;

  if (!begin_read (store, error))
    return FALSE;

  tarn_cursor_init (&cursor, store);
  more = tarn_cursor_seek (&cursor, last->len > 0 ? tarn_name_span (last) : prefix, last->len == 0);
  while (more && n++ < SECTION_ROWS)
    {
      tarn_name_set (last, cursor.row.name);
      more = tarn_name_has_prefix (cursor.row.name, prefix)
             && func (store, &cursor.row, user_data, &local_error) && tarn_cursor_next (&cursor);
    }
  if (cursor.error != NULL && local_error == NULL)
    local_error = g_steal_pointer (&cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  if (local_error == NULL)
    return more;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
tarn_each_row (TarnStore    *store,
               TarnSpan      prefix,
               TarnRowFunc   func,
               gboolean    (*between) (gpointer   user_data,
                                       GError   **error),
               gpointer      user_data,
               GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  TarnName last = { 0 };
  gboolean more = TRUE;

  while (more && local_error == NULL)
    {
      more = read_section (store, prefix, &last, func, user_data, &local_error);
      if (local_error == NULL && between != NULL && !between (user_data, &local_error))
        more = FALSE;
    }

  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
