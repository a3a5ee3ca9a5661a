/* What the operations of a session return to bindings.
 *
 * A container that frees its elements is right for C, but a binding may take the elements
 * out and then free the container, without a copy of what it took: PyGObject does so.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-fetch.h"

/* Makes the elements the caller's. */
static GPtrArray *
release (GPtrArray *varbinds)
{
  if (varbinds != NULL)
    g_ptr_array_set_free_func (varbinds, NULL);

  return varbinds;
}

/**
 * tarn_session_list_get: (rename-to tarn_session_get_finish)
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type TarnVarbind): a varbind for each name asked for,
 *   in that order, null where there is no answer (see tarn_session_dup_failure()), and
 *   then those that the agent gave under names that it was not asked for
 */
GPtrArray *
tarn_session_list_get (TarnSession   *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_autoptr(GHashTable) values = tarn_session_get_finish (self, result, error);
  GHashTableIter iter;
  gpointer oid, value;
  GPtrArray *varbinds;
  GPtrArray *oids;

  if (values == NULL)
    return NULL;

  varbinds = g_ptr_array_new ();
  oids = tarn_session_fetch_get_oids (G_TASK (result));
  for (guint i = 0; i < oids->len; i++)
    {
      value = g_hash_table_lookup (values, oids->pdata[i]);
      g_ptr_array_add (varbinds, value != NULL ? tarn_varbind_new (oids->pdata[i], value) : NULL);
    }
  for (guint i = 0; i < oids->len; i++)
    g_hash_table_remove (values, oids->pdata[i]);

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &oid, &value))
    g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));

  return varbinds;
}

/**
 * tarn_session_list_next: (rename-to tarn_session_get_next_finish)
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type TarnVarbind): the successors, in the order of the
 *   names asked for, null where there is no answer (see tarn_session_dup_failure())
 */
GPtrArray *
tarn_session_list_next (TarnSession   *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return release (tarn_session_get_next_finish (self, result, error));
}

/**
 * tarn_session_list_bulk: (rename-to tarn_session_get_bulk_finish)
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type TarnVarbind): what came, in the order of the reply
 */
GPtrArray *
tarn_session_list_bulk (TarnSession   *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return release (tarn_session_get_bulk_finish (self, result, error));
}

/**
 * tarn_session_list_set: (rename-to tarn_session_set_finish)
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type TarnVarbind): what the agent has set
 */
GPtrArray *
tarn_session_list_set (TarnSession   *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return release (tarn_session_set_finish (self, result, error));
}
