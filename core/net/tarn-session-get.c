/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-fetch.h"

/**
 * tarn_session_get_async:
 * @self: a session
 * @device: whom to ask
 * @oids: (array length=n_oids): the names asked for
 * @n_oids: how many
 * @cancellable: (nullable): gives up: nothing more is sent
 * @callback: (scope async): called when the answer is whole
 * @user_data: for @callback
 *
 * Asks for the values of any number of names, in as many requests as it takes.
 */
void
tarn_session_get_async (TarnSession          *self,
                        TarnDevice           *device,
                        TarnOid             **oids,
                        gsize                 n_oids,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (TARN_IS_SESSION (self));
  g_return_if_fail (TARN_IS_DEVICE (device));
  g_return_if_fail (oids != NULL || n_oids == 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_session_get_async);
  tarn_session_fetch (task, device, TARN_PDU_GET, oids, n_oids);
}

/**
 * tarn_session_get_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Every name asked for is in the map, but those that got no answer, for which
 * tarn_session_dup_failure() has the reason.  One that does not exist has an exception
 * as its value: what the agent sent, or noSuchInstance where a v1 agent said noSuchName
 * (P-MGR-11).  One that the agent left out of its answers, also when asked for alone, has
 * got none (P-MGR-08).  An agent that answered under another name adds that one (F-04).
 *
 * If no name got an answer, fails with %TARN_ERROR_NO_ANSWER, %TARN_ERROR_UNREACHABLE,
 * %TARN_ERROR_NO_SUCH_HOST, %TARN_ERROR_BAD_MESSAGE, %TARN_ERROR_TOO_BIG,
 * %TARN_ERROR_REFUSED (any other error-status) or %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer container) (element-type TarnOid TarnValue): values by name, or
 *   %NULL
 */
GHashTable *
tarn_session_get_finish (TarnSession   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tarn_session_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tarn_session_get_next_async:
 * @self: a session
 * @device: whom to ask
 * @oids: (array length=n_oids): the names whose successors are asked for
 * @n_oids: how many
 * @cancellable: (nullable): gives up: nothing more is sent
 * @callback: (scope async): called when the answer is whole
 * @user_data: for @callback
 *
 * Asks for the successors of any number of names, in as many requests as it takes.
 */
void
tarn_session_get_next_async (TarnSession          *self,
                             TarnDevice           *device,
                             TarnOid             **oids,
                             gsize                 n_oids,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (TARN_IS_SESSION (self));
  g_return_if_fail (TARN_IS_DEVICE (device));
  g_return_if_fail (oids != NULL || n_oids == 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_session_get_next_async);
  tarn_session_fetch (task, device, TARN_PDU_GET_NEXT, oids, n_oids);
}

/**
 * tarn_session_get_next_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * One varbind for each name asked for, in that order.  Where nothing follows it has
 * the name asked for and the value endOfMibView, with v1 as well.  In place of those
 * that got no answer there is %NULL; why, tarn_session_dup_failure() tells.
 *
 * Fails as tarn_session_get_finish() does.
 *
 * Returns: (transfer container) (element-type TarnVarbind): the successors, or %NULL
 */
GPtrArray *
tarn_session_get_next_finish (TarnSession   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tarn_session_get_next_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tarn_session_dup_failure:
 * @self: a session
 * @result: what the callback of tarn_session_get_async(),
 *   tarn_session_get_next_async() or tarn_session_get_bulk_async() was given
 * @position: of a name among those asked for, from 0
 *
 * Tells why one name got no answer while others did: an error-status that the agent
 * gave for it, or silence.
 *
 * Returns: (transfer full) (nullable): an error as tarn_session_get_finish() would have
 *   it; %NULL if the name got its answer
 */
GError *
tarn_session_dup_failure (TarnSession  *self,
                          GAsyncResult *result,
                          guint         position)
{
  const GError *failure;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  failure = tarn_session_fetch_get_failure (result, position);
  return failure != NULL ? g_error_copy (failure) : NULL;
}
