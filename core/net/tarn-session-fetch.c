/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-fetch.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"

/* What a request may have, message and all (P-SIZ-08): larger ones are cut in pieces
 * on their way, and pieces are what filters drop (F-42). */
#define MAX_REQUEST_OCTETS 1400

/* Of a message around its community and varbinds, at most. */
#define OVERHEAD_OCTETS    40

/* Where the task has the failures: what else asks for rows has none. */
#define FAILURES_KEY "tarn-failures"

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
  GPtrArray   *failures;    /* of GError, by position: why no answer, or NULL    */
  GError      *first;       /* of them in time, borrowed                         */
  guint        n_failures;
  gboolean     heard;       /* the agent has answered anything                   */
  gboolean     silent;      /* but not the last request                          */
} Fetch;

static void fetch_step (GTask *task);

static void
varbind_clear (gpointer varbind)
{
  g_clear_pointer ((TarnVarbind **) &varbind, tarn_varbind_unref);
}

static void
failure_clear (gpointer failure)
{
  g_clear_error ((GError **) &failure);
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
  g_ptr_array_unref (self->failures);
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

/* Takes @error: why name @i of the group has no answer. */
static void
fetch_set_failure (Fetch   *self,
                   guint32  i,
                   GError  *error)
{
  g_ptr_array_index (self->failures, fetch_position (self, i)) = error;
  if (self->n_failures++ == 0)
    self->first = error;
}

/* Nothing came for the group.  A name may have that effect, so other requests are still
 * tried; but not if the device has never answered, or not twice in a row: each time
 * takes all tries. */
static void
fetch_fail_group (Fetch        *self,
                  const GError *error)
{
  gboolean asked = !g_error_matches (error, TARN_ERROR, TARN_ERROR_TOO_BIG);
  gboolean over = asked && (!self->heard || self->silent);

  self->silent = asked;
  for (guint32 i = 0; i < self->asked.n; i++)
    fetch_set_failure (self, i, g_error_copy (error));

  for (; over && self->groups->len > 0; g_array_set_size (self->groups, self->groups->len - 1))
    {
      self->asked = g_array_index (self->groups, Group, self->groups->len - 1);
      for (guint32 i = 0; i < self->asked.n; i++)
        fetch_set_failure (self, i, g_error_copy (error));
    }
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

static GError *
unusable_new (const Fetch *self)
{
  g_autofree char *target = tarn_address_to_string (tarn_device_get_address (self->device));

  return g_error_new (TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                      "%s answered a GETNEXT without a name that can be used", target);
}

/* Successors have no name to file them by, so their number must be right (P-MGR-09);
 * if not, each is asked once more, alone, and fails when that brings none either. */
static void
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
      fetch_set_failure (self, i, unusable_new (self));
    else
      fetch_push (self, self->asked.first + i, 1, TRUE);
}

/* One name costs only itself (P-MGR-11, P-PDU-07); an error that names none is
 * narrowed down by halves (P-MGR-10, F-35). */
static void
fetch_take_status (Fetch         *self,
                   const TarnPdu *pdu)
{
  gboolean attributed = tarn_pdu_is_attributed (pdu, self->asked.n);
  gboolean whole = pdu->error_status == TARN_STATUS_TOO_BIG || !attributed;
  guint32 i = attributed && self->asked.n > 1 ? (guint32) pdu->error_index - 1 : 0;
  TarnPdu only = *pdu;

  if (whole && self->asked.n > 1)
    {
      fetch_halve (self);
      return;
    }

  only.error_index = (gint32) i + 1;
  if (pdu->error_status == TARN_STATUS_NO_SUCH_NAME)
    fetch_set_absent (self, i);
  else
    fetch_set_failure (self, i, tarn_session_refusal (self->device, &only,
                                                      (TarnRow *) self->rows->data,
                                                      self->rows->len));
  fetch_push_others (self, i);
}

static void
fetch_reply (GTask           *task,
             const TarnReply *reply)
{
  Fetch *self = g_task_get_task_data (task);

  if (reply->error != NULL)
    {
      fetch_fail_group (self, reply->error);
      fetch_step (task);
      return;
    }

  self->heard = TRUE;
  self->silent = FALSE;
  if (reply->message->pdu.error_status != TARN_STATUS_NO_ERROR)
    fetch_take_status (self, &reply->message->pdu);
  else if (self->type == TARN_PDU_GET)
    fetch_take_values (self, reply->message);
  else
    fetch_take_successors (self, reply->message);

  fetch_step (task);
}

/* What has come is the answer, unless that is nothing. */
static void
fetch_return (Fetch *self,
              GTask *task)
{
  if (self->n_failures > 0 && self->n_failures == self->oids->len)
    g_task_return_error (task, g_error_copy (self->first));
  else if (self->type == TARN_PDU_GET)
    g_task_return_pointer (task, g_steal_pointer (&self->values),
                           (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&self->varbinds),
                           (GDestroyNotify) g_ptr_array_unref);
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
      fetch_return (self, task);
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
  self->failures = g_ptr_array_new_with_free_func (failure_clear);
  g_ptr_array_set_size (self->failures, (int) n_oids);
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
  g_object_set_data (G_OBJECT (task), FAILURES_KEY, self->failures);

  fetch_step (task);
}

GPtrArray *
tarn_session_fetch_get_oids (GTask *task)
{
  return ((Fetch *) g_task_get_task_data (task))->oids;
}

const GError *
tarn_session_fetch_get_failure (GAsyncResult *result,
                                guint         position)
{
  GPtrArray *failures = g_object_get_data (G_OBJECT (result), FAILURES_KEY);

  return failures != NULL && position < failures->len ? failures->pdata[position] : NULL;
}
