/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-agent-test.h"

#include "store/tarn-memory-store.h"

const char tarn_agent_test_device[] =
  "1.3.6.1.2.1.1.1.0=04:646576696365 "
  "1.3.6.1.2.1.1.2.0=06:2b06010401 "
  "1.3.6.1.2.1.1.3.0=43:0a "
  "1.3.6.1.2.1.1.4.0=04: "
  "1.3.6.1.2.1.2.1.0=02:02 "
  "1.3.6.1.2.1.2.2.1.1.1=02:01 1.3.6.1.2.1.2.2.1.1.2=02:02 1.3.6.1.2.1.2.2.1.1.3=02:03 "
  "1.3.6.1.2.1.2.2.1.2.1=04:61 1.3.6.1.2.1.2.2.1.2.3=04:63 "
  "1.3.6.1.2.1.4.22.1.2.1.10.0.0.1=04:0200 1.3.6.1.2.1.4.22.1.2.2.10.0.0.7=04:0207 "
  "1.3.6.1.2.1.4.22.1.3.1.10.0.0.1=40:0a000001 1.3.6.1.2.1.4.22.1.3.2.10.0.0.7=40:0a000007 "
  "1.3.6.1.2.1.11.1.0=41:63 "
  "1.3.6.1.2.1.11.30.0=02:01 "
  "1.3.6.1.2.1.31.1.1.1.6.1=46:01 1.3.6.1.2.1.31.1.1.1.6.2=46:02 "
  "1.3.6.1.2.1.31.1.1.1.15.1=42:64 "
  "1.3.6.1.4.1.99.1.0=05: "
  "1.3.6.1.4.1.99.2.0=81: "
  "1.3.6.1.4.1.99.3.0=44:9f780440600000 "
  "1.3.6.1.4.1.99.4.0=#04036162 "
  "1.3.6.1.4.1.99.5.0=#02020001 "
  "1.3.6.1.4.1.99.6.0=40:7f000001 "
  "1.3.6.1.4.1.99.9.0=46:00ffffffffffffffff ";

/* Calls @func with each varbind of @text. */
static void
each_row (const char *text,
          void      (*func) (const TarnRow *row, gpointer data),
          gpointer    data)
{
  g_auto(GStrv) words = g_strsplit_set (text, " \n", -1);

  for (char **word = words; *word != NULL; word++)
    {
      g_autoptr(TarnOid) oid = NULL;
      g_autoptr(GBytes) content = NULL;
      gsize size = strlen (*word) / 2 + 8;
      g_autofree guint8 *octets = g_malloc (size);
      TarnBerWriter writer;
      TarnRow row = { 0 };
      char *value = strchr (*word, '=');

      if (**word == '\0')
        continue;

      g_assert_nonnull (value);
      *value++ = '\0';
      oid = tarn_test_oid (*word);
      row.name = tarn_oid_span (oid);
      tarn_ber_writer_init (&writer, octets, size);
      if (*value == '#')
        {
          content = tarn_test_hex (value + 1);
          tarn_ber_put_octets (&writer, tarn_test_span (content));
        }
      else
        {
          g_assert_cmpint (value[2], ==, ':');
          content = tarn_test_hex (value + 3);
          tarn_ber_put_tlv (&writer, (guint8) strtol (value, NULL, 16), tarn_test_span (content));
        }
      g_assert_false (writer.overflow);
      tarn_row_set_tlv (&row, tarn_ber_writer_span (&writer));
      func (&row, data);
    }
}

static void
put_row (const TarnRow *row,
         gpointer       batch)
{
  tarn_batch_put_row (batch, row);
}

void
tarn_agent_test_fill (TarnStore  *store,
                      const char *rows)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  each_row (rows, put_row, batch);
  tarn_store_apply (store, batch, &error);
  g_assert_no_error (error);
}

TarnStore *
tarn_agent_test_store (const char *rows)
{
  TarnStore *store = tarn_memory_store_new ();

  tarn_agent_test_fill (store, rows);
  return store;
}

void
tarn_agent_test_set_communities (TarnResponder *responder,
                                 GBytes        *read,
                                 GBytes        *write)
{
  g_autoptr(TarnAccess) access = tarn_access_new ();

  if (write != NULL)
    tarn_access_add_community (access, write, TRUE);
  if (read != NULL)
    tarn_access_add_community (access, read, FALSE);
  tarn_responder_set_access (responder, access);
}

gboolean
tarn_agent_test_respond (TarnResponder *responder,
                         TarnSpan       request,
                         gint64         now_us,
                         guint8        *buffer,
                         TarnSpan      *response)
{
  const TarnIncoming incoming = { request, NULL, now_us, 0 };

  return tarn_responder_respond (responder, &incoming, buffer, response);
}

TarnResponder *
tarn_agent_test_responder (TarnStore *store)
{
  TarnResponder *responder = tarn_responder_new (store);
  g_autoptr(GBytes) read = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) write = g_bytes_new_static ("secret", 6);

  tarn_agent_test_set_communities (responder, read, write);
  tarn_responder_set_live (responder, FALSE, 0);
  tarn_responder_set_replay_null (responder, TRUE);

  return responder;
}

static void
append_row (GString       *text,
            const TarnRow *row)
{
  char name[TARN_NAME_MAX_TEXT];
  g_autofree char *content = tarn_test_to_hex (tarn_row_content (row));
  g_autofree char *octets = tarn_test_to_hex (row->tlv);

  tarn_name_to_text (row->name, name);
  if (row->anomalies == TARN_ANOMALY_NONE)
    g_string_append_printf (text, "%s=%02x:%s", name + 1, row->tag, content);
  else
    g_string_append_printf (text, "%s=#%s", name + 1, octets);
}

char *
tarn_agent_test_dump (TarnStore *store)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;

  g_assert_true (tarn_store_begin_read (store, &error));
  tarn_cursor_init (&cursor, store);
  for (gboolean found = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); found;
       found = tarn_cursor_next (&cursor))
    {
      append_row (text, &cursor.row);
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  return g_string_free (text, FALSE);
}

/* Rows for an encoder, with all their octets. */
static void
keep_row (const TarnRow *row,
          gpointer       array)
{
  TarnRow copy = *row;

  copy.name.data = g_memdup2 (row->name.data, row->name.len);
  copy.tlv.data = g_memdup2 (row->tlv.data, row->tlv.len);
  g_array_append_val ((GArray *) array, copy);
}

static void
clear_kept_row (gpointer row)
{
  g_free ((gpointer) ((TarnRow *) row)->name.data);
  g_free ((gpointer) ((TarnRow *) row)->tlv.data);
}

GBytes *
tarn_agent_test_request (TarnVersion  version,
                         const char  *community,
                         TarnPduType  type,
                         gint32       a,
                         gint32       b,
                         const char  *rows)
{
  g_autoptr(GArray) array = g_array_new (FALSE, FALSE, sizeof (TarnRow));
  g_autofree guint8 *buffer = g_malloc (TARN_MESSAGE_MAX);
  TarnPdu pdu = { .type = type, .request_id = 0x12345678, { a }, { b } };
  TarnBerWriter writer;
  TarnSpan octets;

  g_array_set_clear_func (array, clear_kept_row);
  each_row (rows, keep_row, array);
  tarn_ber_writer_init (&writer, buffer, TARN_MESSAGE_MAX);
  g_assert_true (tarn_message_encode (&writer, version, tarn_span (community, strlen (community)),
                                      &pdu, (const TarnRow *) array->data, array->len));
  octets = tarn_ber_writer_span (&writer);

  return g_bytes_new (octets.data, octets.len);
}

char *
tarn_agent_test_render (TarnSpan reply)
{
  g_autofree guint8 *exact = g_memdup2 (reply.data, reply.len);
  GString *text = g_string_new (NULL);
  TarnMessage message;

  if (reply.len == 0)
    return g_string_free (g_string_append (text, "silence"), FALSE);

  tarn_message_init (&message);
  if (!tarn_message_decode (&message, tarn_span (exact, reply.len), TARN_PROFILE_LENIENT))
    g_error ("the reply is broken: %s at %" G_GSIZE_FORMAT,
             tarn_ber_error_to_string (message.error), message.error_at);

  g_assert_cmpint (message.pdu.type, ==, TARN_PDU_RESPONSE);
  g_string_append_printf (text, "%d %d", message.pdu.error_status, message.pdu.error_index);
  for (guint i = 0; i < message.n_rows; i++)
    {
      g_string_append_c (text, ' ');
      append_row (text, &message.rows[i]);
    }
  tarn_message_clear (&message);

  return g_string_free (text, FALSE);
}

char *
tarn_agent_test_ask (TarnResponder *responder,
                     GBytes        *request)
{
  g_autofree guint8 *buffer = g_malloc (TARN_RESPONSE_SIZE_MAX);
  TarnSpan response;

  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), 0, buffer,
                                         &response));
  tarn_responder_end_batch (responder);

  return tarn_agent_test_render (response);
}
