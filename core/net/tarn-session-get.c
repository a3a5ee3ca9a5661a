/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-get.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"

/* What a request may have, message and all (P-SIZ-08): larger ones are cut in pieces
 * on their way, and pieces are what filters drop (F-42). */
#define MAX_REQUEST_OCTETS 1400

/* Of a message around its community and varbinds, at most. */
#define OVERHEAD_OCTETS    40

/* Some of the names, asked in one request. */
typedef struct
{
  guint32  first;      /* in Fetch.order */
  guint32  n;
  gboolean again;      /* asked alone because a reply left it out (P-MGR-08) */
} Group;

/* A GET or GETNEXT of many names: groups that are still to be asked, the next one
 * last, and what came.  All that splits, drops or repeats names happens in here; to
 * the caller it is one question. */
typedef struct
{
  TarnPduType  type;
  TarnDevice  *device;
  GPtrArray   *oids;        /* of TarnOid: the question                          */
  GArray      *order;       /* of guint32: positions in @oids, permuted so that
                             * each group is a stretch                           */
  GArray      *groups;      /* of Group                                          */
  Group        asked;       /* the one that is under way                         */
  GArray      *rows;        /* of TarnRow: its names                             */

  GHashTable  *values;      /* GET: TarnOid → TarnValue                          */
  GPtrArray   *varbinds;    /* GETNEXT: of TarnVarbind, by position; may have NULLs */
} Fetch;

static void fetch_step (GTask *task);

static void
varbind_clear (gpointer varbind)
{
  g_clear_pointer ((TarnVarbind **) &varbind, tarn_varbind_unref);
}

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_object_unref (self->device);
  g_ptr_array_unref (self->oids);
  g_array_unref (self->order);
  g_array_unref (self->groups);
  g_array_unref (self->rows);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->varbinds, g_ptr_array_unref);
  g_free (self);
}

static guint32
fetch_position (const Fetch *self,
                guint32      i)
{
  return g_array_index (self->order, guint32, self->asked.first + i);
}

static TarnOid *
fetch_oid (const Fetch *self,
           guint32      i)
{
  return g_ptr_array_index (self->oids, fetch_position (self, i));
}

static void
fetch_push (Fetch    *self,
            guint32   first,
            guint32   n,
            gboolean  again)
{
  Group group = { first, n, again };

  if (n > 0)
    g_array_append_val (self->groups, group);
}

/* Groups of names that fit one request, the first one on top. */
static void
fetch_split (Fetch *self)
{
  gsize room = MAX_REQUEST_OCTETS - OVERHEAD_OCTETS;
  Group group = { 0 };
  gsize used = 0;

  room -= MIN (room, g_bytes_get_size (tarn_device_get_community (self->device)));
  for (guint32 i = 0; i < self->oids->len; i++)
    {
      TarnRow row = tarn_row_unspecified (tarn_oid_span (g_ptr_array_index (self->oids, i)));
      gsize size = tarn_ber_row_size (&row);

      if (group.n > 0 && used + size > room)
        {
          g_array_prepend_val (self->groups, group);
          group = (Group) { .first = i };
          used = 0;
        }
      group.n++;
      used += size;
    }

  if (group.n > 0)
    g_array_prepend_val (self->groups, group);
}

static void
fetch_halve (Fetch *self)
{
  guint32 half = (self->asked.n + 1) / 2;

  fetch_push (self, self->asked.first + half, self->asked.n - half, FALSE);
  fetch_push (self, self->asked.first, half, FALSE);
}

static void
fetch_set_value (Fetch     *self,
                 TarnOid   *oid,
                 TarnValue *value)
{
  g_hash_table_replace (self->values, tarn_oid_ref (oid), value);
}

static TarnValue *
exception_new (TarnKind kind)
{
  const guint8 tlv[] = { (guint8) kind, 0 };

  return tarn_value_new_tlv (tlv, sizeof tlv, NULL);
}

/* Name @i of the group does not exist, or nothing follows it. */
static void
fetch_set_absent (Fetch   *self,
                  guint32  i)
{
  g_autoptr(TarnValue) end = NULL;

  if (self->type == TARN_PDU_GET)
    {
      fetch_set_value (self, fetch_oid (self, i), exception_new (TARN_KIND_NO_SUCH_INSTANCE));
      return;
    }

  end = exception_new (TARN_KIND_END_OF_MIB_VIEW);
  g_ptr_array_index (self->varbinds, fetch_position (self, i)) =
    tarn_varbind_new (fetch_oid (self, i), end);
}

/* Asks again all names of the group but @i, which has its answer. */
static void
fetch_push_others (Fetch   *self,
                   guint32  i)
{
  guint32 *order = &g_array_index (self->order, guint32, self->asked.first);
  guint32 position = order[i];

  memmove (order + i, order + i + 1, (self->asked.n - i - 1) * sizeof *order);
  order[self->asked.n - 1] = position;
  fetch_push (self, self->asked.first, self->asked.n - 1, FALSE);
}

/* Values are filed by name, never by place: agents leave names out, change and
 * reorder them (P-MGR-08, F-18).  What was left out is asked once more, alone. */
static void
fetch_take_values (Fetch             *self,
                   const TarnMessage *message)
{
  gboolean alone = self->asked.n == 1;

  for (guint i = 0; i < message->n_rows; i++)
    {
      const TarnRow *row = &message->rows[i];
      g_autoptr(TarnOid) oid = NULL;

      if (row->name.len == 0)
        continue;
      oid = tarn_row_dup_oid (row);
      fetch_set_value (self, oid, tarn_row_dup_value (row));
    }

  for (guint32 i = self->asked.n; i-- > 0;)
    {
      if (g_hash_table_contains (self->values, fetch_oid (self, i)))
        continue;
      if (alone)
        fetch_set_absent (self, i);
      else
        fetch_push (self, self->asked.first + i, 1, TRUE);
    }
}

/* Successors have no name to file them by, so their number must be right (P-MGR-09);
 * if not, each is asked once more, alone.  FALSE when that brought none either. */
static gboolean
fetch_take_successors (Fetch             *self,
                       const TarnMessage *message)
{
  gboolean usable = self->asked.n == 1 ? message->n_rows >= 1 : message->n_rows == self->asked.n;

  for (guint32 i = 0; i < self->asked.n && usable; i++)
    usable = message->rows[i].name.len > 0;

  for (guint32 i = self->asked.n; i-- > 0;)
    if (usable)
      g_ptr_array_index (self->varbinds, fetch_position (self, i)) =
        tarn_row_dup_varbind (&message->rows[i]);
    else if (self->asked.again)
      return FALSE;
    else
      fetch_push (self, self->asked.first + i, 1, TRUE);

  return TRUE;
}

/* One name costs only itself (P-MGR-11, P-PDU-07); an error that names none is
 * narrowed down by halves (P-MGR-10, F-35).  NULL when the fetch goes on. */
static GError *
fetch_take_status (Fetch         *self,
                   const TarnPdu *pdu)
{
  gboolean attributed = tarn_pdu_is_attributed (pdu, self->asked.n);
  gboolean whole = pdu->error_status == TARN_STATUS_TOO_BIG || !attributed;

  if (whole && self->asked.n > 1)
    {
      fetch_halve (self);
    }
  else if (pdu->error_status == TARN_STATUS_NO_SUCH_NAME)
    {
      guint32 i = attributed ? (guint32) pdu->error_index - 1 : 0;

      fetch_set_absent (self, i);
      fetch_push_others (self, i);
    }
  else
    {
      TarnPdu only = *pdu;

      if (self->asked.n == 1)
        only.error_index = 1;
      return tarn_session_refusal (self->device, &only, (TarnRow *) self->rows->data,
                                   self->rows->len);
    }

  return NULL;
}

static void
fetch_reply (GTask           *task_,
             const TarnReply *reply)
{
  g_autoptr(GTask) task = task_;
  Fetch *self = g_task_get_task_data (task);
  const TarnMessage *message = reply->message;
  g_autofree char *target = NULL;
  GError *error = NULL;

  if (message->pdu.error_status != TARN_STATUS_NO_ERROR)
    {
      error = fetch_take_status (self, &message->pdu);
    }
  else if (self->type == TARN_PDU_GET)
    {
      fetch_take_values (self, message);
    }
  else if (!fetch_take_successors (self, message))
    {
      target = tarn_address_to_string (tarn_device_get_address (self->device));
      error = g_error_new (TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                           "%s answered a GETNEXT without a name that can be used", target);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    fetch_step (g_steal_pointer (&task));
}

/* Takes @task.  The only place that decides what is asked next. */
static void
fetch_step (GTask *task_)
{
  g_autoptr(GTask) task = task_;
  Fetch *self = g_task_get_task_data (task);
  TarnPdu pdu = { .type = self->type };

  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->groups->len == 0)
    {
      if (self->type == TARN_PDU_GET)
        g_task_return_pointer (task, g_steal_pointer (&self->values),
                               (GDestroyNotify) g_hash_table_unref);
      else
        g_task_return_pointer (task, g_steal_pointer (&self->varbinds),
                               (GDestroyNotify) g_ptr_array_unref);
      return;
    }

  self->asked = g_array_index (self->groups, Group, self->groups->len - 1);
  g_array_set_size (self->groups, self->groups->len - 1);
  g_array_set_size (self->rows, 0);
  for (guint32 i = 0; i < self->asked.n; i++)
    {
      TarnRow row = tarn_row_unspecified (tarn_oid_span (fetch_oid (self, i)));

      g_array_append_val (self->rows, row);
    }

  tarn_session_task_ask (g_steal_pointer (&task), self->device, &pdu,
                         (TarnRow *) self->rows->data, self->rows->len, fetch_reply);
}

void
tarn_session_fetch (GTask       *task,
                    TarnDevice  *device,
                    TarnPduType  type,
                    TarnOid    **oids,
                    gsize        n_oids)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->type = type;
  self->device = g_object_ref (device);
  self->oids = g_ptr_array_new_full ((guint) n_oids, (GDestroyNotify) tarn_oid_unref);
  self->order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n_oids);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  self->rows = g_array_new (FALSE, FALSE, sizeof (TarnRow));
  self->values = g_hash_table_new_full ((GHashFunc) tarn_oid_hash, (GEqualFunc) tarn_oid_equal,
                                        (GDestroyNotify) tarn_oid_unref,
                                        (GDestroyNotify) tarn_value_unref);
  self->varbinds = g_ptr_array_new_with_free_func (varbind_clear);
  if (type != TARN_PDU_GET)
    g_ptr_array_set_size (self->varbinds, (int) n_oids);

  for (guint32 i = 0; i < n_oids; i++)
    {
      g_ptr_array_add (self->oids, tarn_oid_ref (oids[i]));
      g_array_append_val (self->order, i);
    }
  fetch_split (self);
  g_task_set_task_data (task, self, fetch_free);

  fetch_step (task);
}

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
 * Every name asked for is in the map.  One that does not exist has an exception as
 * its value: what the agent sent, or noSuchInstance where a v1 agent said noSuchName
 * and where an agent passed over it (P-MGR-08, P-MGR-11).  An agent that answered
 * under another name adds that one (F-04).
 *
 * Fails with %TARN_ERROR_NO_ANSWER, %TARN_ERROR_UNREACHABLE,
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
 * the name asked for and the value endOfMibView, with v1 as well.
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
