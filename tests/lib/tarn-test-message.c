/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-message.h"

#include "base/tarn-tlv.h"

GBytes *
tarn_test_element (guint8  tag,
                   GBytes *content)
{
  TarnSpan span = tarn_test_span (content);
  gsize header_size = tarn_tlv_header_size (span.len);
  guint8 *octets = g_malloc (header_size + span.len);

  tarn_tlv_put_header (octets, tag, span.len);
  if (span.len > 0)
    memcpy (octets + header_size, span.data, span.len);

  return g_bytes_new_take (octets, header_size + span.len);
}

GBytes *
tarn_test_message (guint8      version,
                   guint8      pdu_type,
                   const char *pdu_hex)
{
  g_autoptr(GBytes) content = tarn_test_hex (pdu_hex);
  g_autoptr(GBytes) pdu = tarn_test_element (pdu_type, content);
  g_autofree char *tail = tarn_test_to_hex (tarn_test_span (pdu));
  g_autofree char *hex = g_strdup_printf ("0201%02x 0406 7075626c6963 %s", version, tail);
  g_autoptr(GBytes) fields = tarn_test_hex (hex);

  return tarn_test_element (0x30, fields);
}

GBytes *
tarn_test_varbinds (guint8      pdu_type,
                    const char *varbinds_hex)
{
  g_autoptr(GBytes) content = tarn_test_hex (varbinds_hex);
  g_autoptr(GBytes) list = tarn_test_element (0x30, content);
  g_autofree char *tail = tarn_test_to_hex (tarn_test_span (list));
  g_autofree char *hex = g_strdup_printf ("020101 020100 020100 %s", tail);

  return tarn_test_message (TARN_VERSION_2C, pdu_type, hex);
}

/* Encodes the rows of @message into a buffer of @size octets; %NULL without room. */
static GBytes *
encode (const TarnMessage *message,
        gsize              size)
{
  g_autofree guint8 *buffer = g_malloc (size);
  TarnPdu pdu = message->pdu;
  TarnBerWriter writer;
  TarnSpan octets;

  /* A v1 trap cannot be encoded, but its rows can. */
  if (pdu.type == TARN_PDU_TRAP_V1)
    pdu = (TarnPdu) { .type = TARN_PDU_RESPONSE };

  tarn_ber_writer_init (&writer, buffer, size);
  if (!tarn_message_encode (&writer, message->version, message->community, &pdu, message->rows,
                            message->n_rows))
    {
      g_assert_true (writer.overflow);
      return NULL;
    }

  octets = tarn_ber_writer_span (&writer);
  return g_bytes_new (octets.data, octets.len);
}

static void
check_row (const TarnRow *first,
           const TarnRow *second)
{
  static const guint8 zero_dot_zero[] = { 0 };
  TarnSpan name = first->name.len > 0 ? first->name : tarn_span (zero_dot_zero, 1);
  TarnSpan content = tarn_row_content (first);
  TarnSpan again = tarn_row_content (second);
  TarnAnomalies name_anomalies;

  g_assert_cmpmem (second->name.data, second->name.len, name.data, name.len);
  g_assert_cmpint (second->tag, ==, first->tag);
  g_assert_cmpmem (again.data, again.len, content.data, content.len);
  if (!(first->anomalies & TARN_ANOMALY_STRING_CLAMPED))
    g_assert_cmpmem (second->tlv.data, second->tlv.len, first->tlv.data, first->tlv.len);

  /* Names that were given back are canonical; at most they are long (P-OID-09). */
  name_anomalies = tarn_name_check (second->name);
  g_assert_cmpint (name_anomalies & ~TARN_ANOMALY_OID_TOO_LONG, ==, 0);
  g_assert_cmpint (second->anomalies & (TARN_ANOMALY_EXTRA_FIELDS | TARN_ANOMALY_STRING_CLAMPED),
                   ==, 0);
}

static void
check_accepted (const TarnMessage *first,
                TarnAnomalies      accept)
{
  gsize n_rows = first->n_rows, varbinds_len = 0;
  g_autoptr(GBytes) octets = encode (first, 2 * first->octets.len + 64);
  g_autoptr(GBytes) exact = NULL, too_small = NULL;
  TarnMessage second;

  g_assert_nonnull (octets);
  exact = encode (first, g_bytes_get_size (octets));
  g_assert_true (g_bytes_equal (exact, octets));
  too_small = encode (first, g_bytes_get_size (octets) - 1);
  g_assert_null (too_small);

  tarn_message_init (&second);
  g_assert_true (tarn_message_decode (&second, tarn_test_span (octets), accept));
  g_assert_cmpint (second.error, ==, TARN_BER_OK);
  g_assert_cmpint (second.version, ==, first->version);
  g_assert_cmpmem (second.community.data, second.community.len,
                   first->community.data, first->community.len);
  if (first->pdu.type != TARN_PDU_TRAP_V1)
    {
      g_assert_cmpint (second.pdu.type, ==, first->pdu.type);
      g_assert_cmpint (second.pdu.request_id, ==, first->pdu.request_id);
      g_assert_cmpint (second.pdu.error_status, ==, first->pdu.error_status);
      g_assert_cmpint (second.pdu.error_index, ==, first->pdu.error_index);
    }

  g_assert_cmpuint (second.n_rows, ==, n_rows);
  for (gsize i = 0; i < n_rows; i++)
    {
      check_row (&first->rows[i], &second.rows[i]);
      varbinds_len += tarn_ber_row_size (&first->rows[i]);
    }
  g_assert_cmpuint (second.varbinds.len, ==, varbinds_len);

  tarn_message_clear (&second);
}

gboolean
tarn_test_message_survives (TarnSpan      datagram,
                            TarnAnomalies accept)
{
  g_autofree guint8 *exact = g_memdup2 (datagram.data, datagram.len);
  TarnMessage message;
  gboolean accepted;

  tarn_message_init (&message);
  accepted = tarn_message_decode (&message, tarn_span (exact, datagram.len), accept);
  if (accepted)
    {
      g_assert_cmpint (message.error, ==, TARN_BER_OK);
      g_assert_cmpint (message.anomalies & ~accept, ==, 0);
      g_assert_cmpuint (message.octets.len, <=, datagram.len);
      check_accepted (&message, accept);
    }
  else
    {
      g_assert_cmpint (message.error, !=, TARN_BER_OK);
      g_assert_cmpuint (message.error_at, <=, datagram.len);
    }

  tarn_message_clear (&message);
  return accepted;
}

static void
check_prefix (TarnSpan prefix,
              gpointer data)
{
  TarnMessage *message = data;

  g_assert_false (tarn_message_decode (message, prefix, TARN_PROFILE_LENIENT));
  g_assert_cmpint (message->error, !=, TARN_BER_OK);
  g_assert_cmpuint (message->error_at, <=, prefix.len);
}

void
tarn_test_message_prefixes (TarnSpan message)
{
  TarnMessage decoder;

  tarn_message_init (&decoder);
  tarn_test_each_prefix (message, check_prefix, &decoder);
  tarn_message_clear (&decoder);
}

void
tarn_test_message_mutations (TarnSpan      message,
                             TarnAnomalies accept)
{
  g_autofree guint8 *octets = g_memdup2 (message.data, message.len);

  for (gsize i = 0; i < message.len; i++)
    {
      for (guint change = 1; change < 256; change++)
        {
          octets[i] = message.data[i] ^ (guint8) change;
          tarn_test_message_survives (tarn_span (octets, message.len), accept);
        }
      octets[i] = message.data[i];
    }
}
