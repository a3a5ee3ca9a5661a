/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fake-agent.h"

typedef struct
{
  TarnName  name;
  guint8   *tlv;
  gsize     tlv_len;
  int       status;     /* what it fails with, 0 for a good one */
} Entry;

static void
entry_clear (gpointer data)
{
  g_clear_pointer (&((Entry *) data)->tlv, g_free);
}

TarnFakeAgent *
tarn_fake_agent_new (void)
{
  TarnFakeAgent *self = g_new0 (TarnFakeAgent, 1);

  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->log = g_string_new (NULL);
  self->silent_above = self->too_big_above = self->gen_err_above = G_MAXUINT;
  self->misorder_at = 2;
  self->empty_above = self->misorder_above = self->n_answers = G_MAXUINT;
  tarn_message_init (&self->request);

  return self;
}

void
tarn_fake_agent_free (TarnFakeAgent *self)
{
  g_array_unref (self->entries);
  g_string_free (self->log, TRUE);
  tarn_message_clear (&self->request);
  g_free (self);
}

static Entry *
entry_at (TarnFakeAgent *self,
          guint          index)
{
  return &g_array_index (self->entries, Entry, index);
}

void
tarn_fake_agent_add_raw (TarnFakeAgent *self,
                         TarnSpan       name,
                         TarnSpan       tlv)
{
  Entry *entry;

  g_array_set_size (self->entries, self->entries->len + 1);
  entry = entry_at (self, self->entries->len - 1);
  tarn_name_set (&entry->name, name);
  entry->tlv = g_memdup2 (tlv.data, tlv.len);
  entry->tlv_len = tlv.len;
}

void
tarn_fake_agent_add (TarnFakeAgent *self,
                     const char    *name,
                     int            value)
{
  TarnName parsed;
  guint8 buffer[16];
  TarnBerWriter writer;

  g_assert_true (tarn_name_parse (&parsed, name, strlen (name)));
  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_int32 (&writer, value);
  tarn_fake_agent_add_raw (self, tarn_name_span (&parsed), tarn_ber_writer_span (&writer));
}

void
tarn_fake_agent_add_many (TarnFakeAgent *self,
                          const char    *root,
                          guint          first,
                          guint          last)
{
  for (guint i = first; i <= last; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.%u", root, i);

      tarn_fake_agent_add (self, name, (int) i);
    }
}

/* The entry of exactly this name, or the length of the list. */
static guint
find (TarnFakeAgent *self,
      TarnSpan       name)
{
  guint i;

  for (i = 0; i < self->entries->len; i++)
    if (tarn_span_equal (tarn_name_span (&entry_at (self, i)->name), name))
      break;

  return i;
}

static guint
find_text (TarnFakeAgent *self,
           const char    *name)
{
  TarnName parsed;
  guint i;

  g_assert_true (tarn_name_parse (&parsed, name, strlen (name)));
  i = find (self, tarn_name_span (&parsed));
  g_assert_cmpuint (i, <, self->entries->len);

  return i;
}

void
tarn_fake_agent_remove (TarnFakeAgent *self,
                        const char    *name)
{
  g_array_remove_index (self->entries, find_text (self, name));
}

void
tarn_fake_agent_fail_at (TarnFakeAgent *self,
                         const char    *name,
                         int            status)
{
  entry_at (self, find_text (self, name))->status = status;
}

/* Large lists are sorted: looks where the name should be before it searches. */
static guint
successor (TarnFakeAgent *self,
           TarnSpan       name)
{
  guint low = 0;
  guint high = self->entries->len;
  guint i;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tarn_name_compare (tarn_name_span (&entry_at (self, middle)->name), name) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < self->entries->len
      && tarn_span_equal (tarn_name_span (&entry_at (self, low)->name), name))
    return low + 1;

  i = find (self, name);
  if (i < self->entries->len)
    return i + 1;

  for (i = 0; i < self->entries->len; i++)
    if (tarn_name_compare (tarn_name_span (&entry_at (self, i)->name), name) > 0)
      break;

  return i;
}

static TarnRow
entry_row (const Entry *entry)
{
  TarnRow row = { .name = tarn_name_span (&entry->name) };

  tarn_row_set_tlv (&row, tarn_span (entry->tlv, entry->tlv_len));
  return row;
}

static TarnRow
exception_row (TarnSpan name,
               TarnKind kind)
{
  static const guint8 no_such_object[] = { TARN_KIND_NO_SUCH_OBJECT, 0 };
  static const guint8 end_of_mib_view[] = { TARN_KIND_END_OF_MIB_VIEW, 0 };
  TarnRow row = { .name = name };

  tarn_row_set_tlv (&row, tarn_span (kind == TARN_KIND_NO_SUCH_OBJECT ? no_such_object
                                                                       : end_of_mib_view, 2));
  return row;
}

static void
get (TarnFakeAgent *self,
     TarnSpan       name,
     TarnPdu       *reply,
     GArray        *rows)
{
  guint i = find (self, name);
  TarnRow row;

  if (i < self->entries->len && !self->hide_root)
    {
      row = entry_row (entry_at (self, i));
      reply->error_status = entry_at (self, i)->status;
    }
  else if (self->request.version == TARN_VERSION_1)
    {
      row = tarn_row_unspecified (name);
      reply->error_status = TARN_STATUS_NO_SUCH_NAME;
    }
  else
    {
      row = exception_row (name, TARN_KIND_NO_SUCH_OBJECT);
    }

  g_array_append_val (rows, row);
}

/* One step of GETNEXT from @name; FALSE at the end and at an error. */
static gboolean
step (TarnFakeAgent *self,
      TarnSpan      *name,
      TarnPdu       *reply,
      GArray        *rows)
{
  guint i = successor (self, *name);
  TarnRow row;

  if (i == self->entries->len && self->end == TARN_FAKE_END_LOOP)
    i = self->loop_to;

  if (i < self->entries->len)
    {
      row = entry_row (entry_at (self, i));
      reply->error_status = entry_at (self, i)->status;
      *name = row.name;
    }
  else if (self->end == TARN_FAKE_END_NO_SUCH_NAME || self->request.version == TARN_VERSION_1)
    {
      row = tarn_row_unspecified (*name);
      reply->error_status = TARN_STATUS_NO_SUCH_NAME;
    }
  else
    {
      row = exception_row (*name, self->end == TARN_FAKE_END_NO_SUCH_OBJECT
                                    ? TARN_KIND_NO_SUCH_OBJECT : TARN_KIND_END_OF_MIB_VIEW);
    }

  g_array_append_val (rows, row);
  return i < self->entries->len && reply->error_status == 0;
}

static void
shape_bulk (TarnFakeAgent *self,
            guint          repetitions,
            TarnPdu       *reply,
            GArray        *rows)
{
  if (repetitions > self->too_big_above)
    reply->error_status = TARN_STATUS_TOO_BIG;
  else if (repetitions > self->gen_err_above)
    reply->error_status = TARN_STATUS_GEN_ERR;
  else if (repetitions > self->empty_above)
    g_array_set_size (rows, 0);

  if (repetitions > self->misorder_above && rows->len > 3)
    {
      guint at = MIN (self->misorder_at, rows->len - 2);
      TarnRow row = g_array_index (rows, TarnRow, at);

      g_array_index (rows, TarnRow, at) = g_array_index (rows, TarnRow, at + 1);
      g_array_index (rows, TarnRow, at + 1) = row;
    }
}

static void
shape (TarnFakeAgent *self,
       TarnPdu       *reply,
       GArray        *rows)
{
  if (reply->error_status != 0)
    {
      guint failed = rows->len > 0 ? (rows->len - 1) % self->request.n_rows : 0;

      reply->error_index = reply->error_status == TARN_STATUS_TOO_BIG ? 0 : (gint32) failed + 1;
      g_array_set_size (rows, 0);
      if (reply->error_status != TARN_STATUS_TOO_BIG)
        g_array_append_vals (rows, self->request.rows, self->request.n_rows);
      return;
    }

  if (self->empty_always)
    g_array_set_size (rows, 0);
  if (self->truncate > 0 && rows->len > self->truncate)
    g_array_set_size (rows, self->truncate);
  if (rows->len > 0)
    for (guint i = 0; i < self->n_extra; i++)
      {
        TarnRow last = g_array_index (rows, TarnRow, rows->len - 1);

        g_array_append_val (rows, last);
      }
}

/* One step of GETNEXT from each name; FALSE when all are at their ends, or at an error. */
static gboolean
step_all (TarnFakeAgent *self,
          TarnSpan      *names,
          TarnPdu       *reply,
          GArray        *rows)
{
  gboolean more = FALSE;

  for (guint i = 0; i < self->request.n_rows && reply->error_status == 0; i++)
    more |= step (self, &names[i], reply, rows);

  return more && reply->error_status == 0;
}

/* Does what the request asks; returns its repetitions, 0 for other than GETBULK. */
static guint
perform (TarnFakeAgent *self,
         TarnPdu       *reply,
         GArray        *rows)
{
  g_autofree TarnSpan *names = g_new (TarnSpan, self->request.n_rows);
  guint repetitions;

  for (guint i = 0; i < self->request.n_rows; i++)
    names[i] = self->request.rows[i].name;

  switch ((int) self->request.pdu.type)
    {
    case TARN_PDU_GET:
      g_string_append (self->log, "g ");
      for (guint i = 0; i < self->request.n_rows && reply->error_status == 0; i++)
        get (self, names[i], reply, rows);
      return 0;

    case TARN_PDU_GET_NEXT:
      g_string_append (self->log, "n ");
      step_all (self, names, reply, rows);
      return 0;

    case TARN_PDU_GET_BULK:
      repetitions = (guint) self->request.pdu.max_repetitions;
      g_assert_cmpuint (repetitions, >, 0);   /* some agents hang on 0 (F-06) */
      g_string_append_printf (self->log, "b%u ", repetitions);
      for (guint i = 0; i < repetitions && step_all (self, names, reply, rows); i++)
        ;
      shape_bulk (self, repetitions, reply, rows);
      return repetitions;

    default:
      g_assert_not_reached ();
    }
}

TarnSpan
tarn_fake_agent_answer (TarnFakeAgent *self,
                        TarnSpan       request,
                        guint8        *buffer)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (TarnRow));
  TarnPdu reply = { .type = TARN_PDU_RESPONSE };
  TarnBerWriter writer;
  guint repetitions;

  g_assert_true (tarn_message_decode (&self->request, request, TARN_PROFILE_STRICT
                                                               | TARN_ANOMALY_OID_TOO_LONG));
  g_assert_cmpuint (self->request.n_rows, >, 0);
  reply.request_id = self->request.pdu.request_id;
  repetitions = perform (self, &reply, rows);

  if (self->n_requests++ >= self->n_answers
      || repetitions > self->silent_above
      || (self->no_bulk && repetitions > 0))
    return tarn_span (NULL, 0);

  shape (self, &reply, rows);
  tarn_ber_writer_init (&writer, buffer, TARN_MESSAGE_MAX);
  g_assert_true (tarn_message_encode (&writer, self->request.version, self->request.community,
                                      &reply, (const TarnRow *) rows->data, rows->len));

  return tarn_ber_writer_span (&writer);
}
