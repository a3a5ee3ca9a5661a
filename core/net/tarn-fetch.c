/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-fetch.h"

#include "base/tarn-error.h"
#include "net/tarn-device-private.h"
#include "net/tarn-session-task.h"

/* What a request may have, message and all (P-SIZ-08): larger ones are cut in pieces
 * on their way, and pieces are what filters drop (F-42). */
#define MAX_REQUEST_OCTETS 1400

/* Of a message around its community and varbinds, at most. */
#define OVERHEAD_OCTETS    40

/* F-18: so many replies that leave names out, and requests have half as many. */
#define MAX_SHORT 3

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

static guint32
fetch_position (const TarnFetch *self,
                guint32          i)
{
  return g_array_index (self->order, guint32, self->asked.first + i);
}

static TarnOid *
fetch_oid (const TarnFetch *self,
           guint32          i)
{
  return g_ptr_array_index (self->oids, fetch_position (self, i));
}

static void
fetch_push (TarnFetch *self,
            guint32    first,
            guint32    n,
            gboolean   again)
{
  TarnFetchGroup group = { first, n, again };

  if (n > 0)
    g_array_append_val (self->groups, group);
}

/* Groups of names that fit one request, the first one on top. */
static void
fetch_split (TarnFetch *self)
{
  gsize room = MAX_REQUEST_OCTETS - OVERHEAD_OCTETS;
  TarnFetchGroup group = { 0 };
  gsize used = 0;

  room -= MIN (room, g_bytes_get_size (tarn_device_get_community (self->device)));
  for (guint32 i = 0; i < self->oids->len; i++)
    {
      TarnRow row = tarn_row_unspecified (tarn_oid_span (g_ptr_array_index (self->oids, i)));
      gsize size = tarn_ber_row_size (&row);

      if (group.n > 0 && used + size > room)
        {
          g_array_prepend_val (self->groups, group);
          group = (TarnFetchGroup) { .first = i };
          used = 0;
        }
      group.n++;
      used += size;
    }

  if (group.n > 0)
    g_array_prepend_val (self->groups, group);
}

TarnFetch *
tarn_fetch_new (TarnDevice   *device,
                TarnPduType   type,
                TarnOid     **oids,
                gsize         n_oids)
{
  TarnFetch *self = g_new0 (TarnFetch, 1);

  self->type = type;
  self->device = g_object_ref (device);
  self->oids = g_ptr_array_new_full ((guint) n_oids, (GDestroyNotify) tarn_oid_unref);
  self->order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n_oids);
  self->groups = g_array_new (FALSE, FALSE, sizeof (TarnFetchGroup));
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

  return self;
}

void
tarn_fetch_free (TarnFetch *self)
{
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

static void
fetch_halve (TarnFetch *self)
{
  guint32 half = (self->asked.n + 1) / 2;

  fetch_push (self, self->asked.first + half, self->asked.n - half, FALSE);
  fetch_push (self, self->asked.first, half, FALSE);
}

static void
fetch_set_value (TarnFetch *self,
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
fetch_set_absent (TarnFetch *self,
                  guint32    i)
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
fetch_set_failure (TarnFetch *self,
                   guint32    i,
                   GError    *error)
{
  g_ptr_array_index (self->failures, fetch_position (self, i)) = error;
  if (self->n_failures++ == 0)
    self->first = error;
}

static gboolean
has_code (const GError *error,
          TarnError     code)
{
  return g_error_matches (error, TARN_ERROR, (int) code);
}

/* Of all that is still to be asked. */
static void
fetch_fail_rest (TarnFetch    *self,
                 const GError *error)
{
  for (; self->groups->len > 0; g_array_set_size (self->groups, self->groups->len - 1))
    {
      self->asked = g_array_index (self->groups, TarnFetchGroup, self->groups->len - 1);
      for (guint32 i = 0; i < self->asked.n; i++)
        fetch_set_failure (self, i, g_error_copy (error));
    }
}

/* A device that has never answered has had its time when all tries were silent.  But a
 * name may be to blame: so each half of the group has one try more.  FALSE: it is over. */
static gboolean
fetch_probe (TarnFetch *self)
{
  switch (self->n_probes++)
    {
    case 0:
      if (self->asked.n == 1)
        return FALSE;
      fetch_halve (self);
      return TRUE;

    case 1:
      /* The second half is on top; if that is answered, this one is asked for again. */
      if (self->groups->len == 0)
        return FALSE;
      g_array_insert_val (self->groups, self->groups->len - 1, self->asked);
      return TRUE;

    default:
      return FALSE;
    }
}

/* Nothing came for the group.  A name may have that effect, so others are asked for
 * without it; but a device that was silent to two names in a row is left alone: each
 * takes all tries. */
void
tarn_fetch_feed_error (TarnFetch    *self,
                       const GError *error)
{
  gboolean too_big = has_code (error, TARN_ERROR_TOO_BIG);
  gboolean silent = has_code (error, TARN_ERROR_NO_ANSWER)
                    || has_code (error, TARN_ERROR_BAD_MESSAGE);
  gboolean over = !too_big && (!self->heard || self->silent);

  if (silent && !self->heard && fetch_probe (self))
    return;
  if (self->asked.n > 1 && (too_big || (silent && self->heard)))
    {
      fetch_halve (self);
      return;
    }

  self->silent = !too_big;
  for (guint32 i = 0; i < self->asked.n; i++)
    fetch_set_failure (self, i, g_error_copy (error));
  if (over)
    fetch_fail_rest (self, error);
}

/* Asks again all names of the group but @i, which has its answer. */
static void
fetch_push_others (TarnFetch *self,
                   guint32    i)
{
  guint32 *order = &g_array_index (self->order, guint32, self->asked.first);
  guint32 position = order[i];

  memmove (order + i, order + i + 1, (self->asked.n - i - 1) * sizeof *order);
  order[self->asked.n - 1] = position;
  fetch_push (self, self->asked.first, self->asked.n - 1, FALSE);
}

/* Of a name that was asked for alone (P-MGR-08, F-19). */
static GError *
left_out_new (const TarnFetch *self,
              TarnOid         *oid,
              gboolean         empty)
{
  g_autofree char *target = tarn_address_to_string (tarn_device_get_address (self->device));
  g_autofree char *text = tarn_oid_to_string (oid);

  return empty ? g_error_new (TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                              "%s sent an empty answer, without an error, when asked for %s",
                              target, text)
               : g_error_new (TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                              "%s answered with other names when asked for %s", target, text);
}

/* F-18: a device that leaves names out again and again is asked for fewer at a time. */
static void
fetch_judge_size (TarnFetch         *self,
                  const TarnMessage *message)
{
  TarnProfile *profile = &self->device->profile;

  if (message->n_rows >= self->asked.n || self->asked.n == 1
      || ++self->device->n_short < MAX_SHORT)
    return;

  self->device->n_short = 0;
  if (!(profile->pins & TARN_PROFILE_PIN_NAMES))
    profile->max_names = (self->asked.n + 1) / 2;
}

/* Takes the value of each name of the reply; returns how many it had. */
static guint
fetch_file_values (TarnFetch         *self,
                   const TarnMessage *message)
{
  guint n = 0;

  for (guint i = 0; i < message->n_rows; i++)
    {
      const TarnRow *row = &message->rows[i];
      g_autoptr(TarnOid) oid = NULL;

      if (row->name.len == 0)
        continue;
      oid = tarn_row_dup_oid (row);
      fetch_set_value (self, oid, tarn_row_dup_value (row));
      n++;
    }

  return n;
}

/* Values are filed by name, never by place: agents leave names out, change and
 * reorder them (P-MGR-08, F-18).  What was left out is asked once more, alone. */
static void
fetch_take_values (TarnFetch         *self,
                   const TarnMessage *message)
{
  guint n = fetch_file_values (self, message);
  guint n_missing = 0;

  for (guint32 i = self->asked.n; i-- > 0;)
    {
      TarnOid *oid = fetch_oid (self, i);

      if (g_hash_table_contains (self->values, oid))
        continue;
      n_missing++;
      if (self->asked.n > 1)
        fetch_push (self, self->asked.first + i, 1, TRUE);
      else
        fetch_set_failure (self, i, left_out_new (self, oid, n == 0));
    }

  if (n_missing == 0)
    return;
  self->anomalies |= TARN_ANOMALY_MISSING;
  if (n == 0)
    self->anomalies |= TARN_ANOMALY_EMPTY_REPLY;
  if (n > self->asked.n - n_missing)
    self->anomalies |= TARN_ANOMALY_RENAMED;
}

static GError *
unusable_new (const TarnFetch *self)
{
  g_autofree char *target = tarn_address_to_string (tarn_device_get_address (self->device));

  return g_error_new (TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                      "%s answered a GETNEXT without a name that can be used", target);
}

/* Successors have no name to file them by, so their number must be right (P-MGR-09);
 * if not, each is asked once more, alone, and fails when that brings none either. */
static void
fetch_take_successors (TarnFetch         *self,
                       const TarnMessage *message)
{
  gboolean usable = self->asked.n == 1 ? message->n_rows >= 1 : message->n_rows == self->asked.n;

  for (guint32 i = 0; i < self->asked.n && usable; i++)
    usable = message->rows[i].name.len > 0;

  if (!usable)
    self->anomalies |= TARN_ANOMALY_MISSING;
  if (message->n_rows == 0)
    self->anomalies |= TARN_ANOMALY_EMPTY_REPLY;

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
fetch_take_status (TarnFetch     *self,
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

void
tarn_fetch_feed (TarnFetch         *self,
                 const TarnMessage *message)
{
  self->heard = TRUE;
  self->silent = FALSE;
  self->anomalies |= message->anomalies;
  if (message->pdu.error_status != TARN_STATUS_NO_ERROR)
    {
      fetch_take_status (self, &message->pdu);
      return;
    }

  fetch_judge_size (self, message);
  if (self->type == TARN_PDU_GET)
    fetch_take_values (self, message);
  else
    fetch_take_successors (self, message);
}

/* The next group, but not more names than the device takes. */
static void
fetch_pop (TarnFetch *self)
{
  guint max_names = self->device->profile.max_names;

  self->asked = g_array_index (self->groups, TarnFetchGroup, self->groups->len - 1);
  g_array_set_size (self->groups, self->groups->len - 1);
  if (max_names == 0 || self->asked.n <= max_names)
    return;

  fetch_push (self, self->asked.first + max_names, self->asked.n - max_names, self->asked.again);
  self->asked.n = max_names;
}

/* Silence to one name is that of the device, as far as we know; to several it may be
 * about one of them. */
static TarnSubmitFlags
fetch_get_flags (const TarnFetch *self)
{
  if (!self->heard)
    return self->n_probes > 0 ? TARN_SUBMIT_ONCE : TARN_SUBMIT_PLAIN;

  return self->asked.n > 1 ? TARN_SUBMIT_DOUBTED : TARN_SUBMIT_PLAIN;
}

gboolean
tarn_fetch_next (TarnFetch       *self,
                 TarnSubmitFlags *flags)
{
  if (self->groups->len == 0)
    return FALSE;

  fetch_pop (self);
  *flags = fetch_get_flags (self);
  g_array_set_size (self->rows, 0);
  for (guint32 i = 0; i < self->asked.n; i++)
    {
      TarnRow row = tarn_row_unspecified (tarn_oid_span (fetch_oid (self, i)));

      g_array_append_val (self->rows, row);
    }

  return TRUE;
}
