/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-message.h"

#include "tarn-test-malloc.h"

/* Whole messages, minimal as they stand. */
typedef struct
{
  const char *sentence;
  const char *hex;
  TarnVersion version;
  TarnPduType type;
  gint32      request_id;
  gint32      first_field;
  gint32      second_field;
  guint       n_rows;
  const char *first_name;    /* of the first row */
  const char *first_tlv;
} MessageVector;

static const MessageVector message_vectors[] = {
  { "P-VEC-11 a Get of sysDescr.0",
    "302602010104067075626c6963a019020101020100020100300e300c06082b060102010101000500",
    TARN_VERSION_2C, TARN_PDU_GET, 1, 0, 0, 1, "2b06010201010100", "0500" },
  { "P-VEC-12 a v1 GetNext with the largest request-id",
    "302702010004067075626c6963a11a02047fffffff020100020100300c300a06062b06010201010500",
    TARN_VERSION_1, TARN_PDU_GET_NEXT, G_MAXINT32, 0, 0, 1, "2b0601020101", "0500" },
  { "P-PDT-02 a v1 Response with an error",
    "302602010004067075626c6963a2190201070201020201013 00e300c06082b060102010101000500",
    TARN_VERSION_1, TARN_PDU_RESPONSE, 7, 2, 1, 1, "2b06010201010100", "0500" },
  { "P-PDU-02 a Response with the smallest request-id",
    "302b02010104067075626c6963a21e020480000000020100020100 3010"
    "300e 06082b06010201010300 43020100",
    TARN_VERSION_2C, TARN_PDU_RESPONSE, G_MININT32, 0, 0, 1, "2b06010201010300", "43020100" },
  { "P-PDT-03 a Set of two",
    "303402010104067075626c6963a327020101020100020100 301c 300c 06062b0601020105 04026869"
    "300c 06062b0601020106 02020080",
    TARN_VERSION_2C, TARN_PDU_SET, 1, 0, 0, 2, "2b0601020105", "04026869" },
  { "P-PDT-05 a GetBulk with the largest max-repetitions",
    "3025 020101 04067075626c6963 a518 020101 020101 02047fffffff 300a 3008 06042b060102 0500",
    TARN_VERSION_2C, TARN_PDU_GET_BULK, 1, 1, G_MAXINT32, 1, "2b060102", "0500" },
  { "P-PDT-06 an Inform",
    "3023 020101 04067075626c6963 a616 0202012c 020100 020100 300a 3008 06032b0601 430105",
    TARN_VERSION_2C, TARN_PDU_INFORM, 300, 0, 0, 1, "2b0601", "430105" },
  { "P-PDT-07 an SNMPv2-Trap",
    "3022 020101 04067075626c6963 a715 020101 020100 020100 300a 3008 06032b0601 430105",
    TARN_VERSION_2C, TARN_PDU_TRAP, 1, 0, 0, 1, "2b0601", "430105" },
  { "P-PDU-04 no varbinds at all",
    "3018 020101 04067075626c6963 a00b 020101 020100 020100 3000",
    TARN_VERSION_2C, TARN_PDU_GET, 1, 0, 0, 0, NULL, NULL },
  { "P-MSG-03 an empty community",
    "3012 020101 0400 a00b 020101 020100 020100 3000",
    TARN_VERSION_2C, TARN_PDU_GET, 1, 0, 0, 0, NULL, NULL },
};

static void
assert_span (TarnSpan    span,
             const char *hex)
{
  g_autofree char *text = tarn_test_to_hex (span);

  g_assert_cmpstr (text, ==, hex);
}

static void
test_vector (gconstpointer data)
{
  const MessageVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->hex);
  TarnSpan span = tarn_test_span (octets);
  g_autofree guint8 *buffer = g_malloc (span.len);
  TarnBerWriter writer;
  TarnMessage message;

  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, span, TARN_PROFILE_STRICT));
  g_assert_cmpint (message.error, ==, TARN_BER_OK);
  g_assert_cmphex (message.anomalies, ==, TARN_ANOMALY_NONE);
  g_assert_cmpint (message.version, ==, v->version);
  g_assert_cmphex (message.pdu.type, ==, v->type);
  g_assert_cmpint (message.pdu.request_id, ==, v->request_id);
  g_assert_cmpint (message.pdu.error_status, ==, v->first_field);
  g_assert_cmpint (message.pdu.error_index, ==, v->second_field);
  g_assert_true (message.octets.data == span.data && message.octets.len == span.len);
  g_assert_cmpuint (message.n_rows, ==, v->n_rows);
  if (v->n_rows > 0)
    {
      assert_span (message.rows[0].name, v->first_name);
      assert_span (message.rows[0].tlv, v->first_tlv);
      g_assert_true (message.varbinds.data + message.varbinds.len == span.data + span.len);
    }

  /* It is minimal, so encoding it gives the same octets (P-BER-11). */
  tarn_ber_writer_init (&writer, buffer, span.len);
  g_assert_true (tarn_message_encode (&writer, message.version, message.community, &message.pdu,
                                      message.rows, message.n_rows));
  g_assert_cmpmem (writer.pos, writer.end - writer.pos, span.data, span.len);
  tarn_message_clear (&message);

  g_assert_true (tarn_test_message_survives (span, TARN_PROFILE_STRICT));
  tarn_test_message_prefixes (span);
  tarn_test_message_mutations (span, TARN_PROFILE_LENIENT);
}

/* P-VEC-13: a v1 trap has fields of its own. */
static void
test_trap_v1 (void)
{
  g_autoptr(GBytes) octets
    = tarn_test_hex ("302e02010004067075626c6963a421060a2b06010401bf0803020a4004c000020102010602"
                     "0111430500ffffffff3000");
  g_autoptr(GBytes) odd
    = tarn_test_hex ("302702010004067075626c6963a41a 0600 4000 020100 020100 4301ff 300b 3009"
                     "06022b06 0403616263");
  TarnMessage message;

  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, tarn_test_span (octets), TARN_PROFILE_STRICT));
  g_assert_cmphex (message.pdu.type, ==, TARN_PDU_TRAP_V1);
  assert_span (message.trap.enterprise, "2b06010401bf0803020a");
  assert_span (message.trap.agent_addr, "c0000201");
  g_assert_cmpint (message.trap.generic_trap, ==, 6);
  g_assert_cmpint (message.trap.specific_trap, ==, 17);
  g_assert_cmpuint (message.trap.time_stamp, ==, G_MAXUINT32);
  g_assert_cmpuint (message.n_rows, ==, 0);

  /* F-81: nothing in its fields, and each oddity by its name. */
  g_assert_true (tarn_message_decode (&message, tarn_test_span (odd), TARN_PROFILE_LENIENT));
  assert_span (message.trap.enterprise, "00");
  g_assert_cmpuint (message.trap.agent_addr.len, ==, 0);
  g_assert_cmpuint (message.trap.time_stamp, ==, G_MAXUINT32);
  g_assert_cmphex (message.anomalies, ==, TARN_ANOMALY_EMPTY_OID | TARN_ANOMALY_BAD_IP_ADDRESS
                                          | TARN_ANOMALY_NEGATIVE_UNSIGNED);
  g_assert_cmpuint (message.n_rows, ==, 1);
  tarn_message_clear (&message);

  tarn_test_message_prefixes (tarn_test_span (octets));
  tarn_test_message_mutations (tarn_test_span (octets), TARN_PROFILE_LENIENT);
  tarn_test_message_mutations (tarn_test_span (odd), TARN_PROFILE_LENIENT);
}

/* P-VEC-20, P-BER-04: the example of RFC 3417 section 8.1, whose length is longer
 * than need be on purpose. */
static void
test_rfc3417 (void)
{
  g_autoptr(GBytes) octets
    = tarn_test_hex ("3048 020101 04067075626c6963 a5820039 020454525d76 020101 020102 302b"
                     "300b 06072b060102010103 0500 300d 06092b0601020104160102 0500"
                     "300d 06092b0601020104160104 0500");
  TarnSpan span = tarn_test_span (octets);
  guint8 buffer[128];
  TarnBerWriter writer;
  TarnMessage message;

  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, span, TARN_PROFILE_STRICT));
  g_assert_cmpint (message.pdu.request_id, ==, 1414684022);
  g_assert_cmpint (message.pdu.non_repeaters, ==, 1);
  g_assert_cmpint (message.pdu.max_repetitions, ==, 2);
  g_assert_cmpuint (message.n_rows, ==, 3);
  assert_span (message.rows[2].name, "2b0601020104160104");

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  g_assert_true (tarn_message_encode (&writer, message.version, message.community, &message.pdu,
                                      message.rows, message.n_rows));
  g_assert_cmpuint (tarn_ber_writer_span (&writer).len, ==, span.len - 2);
  tarn_message_clear (&message);

  tarn_test_message_prefixes (span);
  tarn_test_message_mutations (span, TARN_PROFILE_STRICT);
}

/* P-MSG-01: 0 and 1 are ours, any other number is a bad version. */
static void
test_versions (void)
{
  TarnMessage message;

  tarn_message_init (&message);
  for (guint version = 0; version < 256; version++)
    {
      g_autoptr(GBytes) octets = tarn_test_message ((guint8) version, TARN_PDU_GET,
                                                    "020101 020100 020100 3000");
      gboolean ours = version <= 1;

      g_assert_cmpint (tarn_message_decode (&message, tarn_test_span (octets),
                                            TARN_PROFILE_LENIENT), ==, ours);
      g_assert_cmpint (message.error, ==, ours ? TARN_BER_OK : TARN_BER_VERSION);
      if (!ours)
        g_assert_cmpuint (message.error_at, ==, 2);
    }
  tarn_message_clear (&message);
}

/* P-BER-16, P-PDU-03: what a request does not use has to be BER and nothing more. */
static void
test_ignored (void)
{
  static const char * const fields[] = {
    "020105", "0200", "0209ffffffffffffffffff", "0400", "0500", "3000", "8000", "24030401ff",
  };
  static const char * const values[] = {
    "0500", "050100", "0200", "02020001", "4201ff", "4000", "06022b86", "0600", "800100", "480101",
    "2403040141", "3003020101", "47010 5", "03020080", "460a01000000000000000000",
  };
  static const guint8 readers[] = { TARN_PDU_GET, TARN_PDU_GET_NEXT, TARN_PDU_GET_BULK };
  TarnMessage message;

  tarn_message_init (&message);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *hex = g_strdup_printf ("020107 %s %s 3000", fields[i], fields[i]);
      g_autoptr(GBytes) octets = tarn_test_message (TARN_VERSION_2C, TARN_PDU_GET, hex);

      g_assert_true (tarn_message_decode (&message, tarn_test_span (octets), TARN_PROFILE_STRICT));
      g_assert_cmpint (message.pdu.request_id, ==, 7);
      g_assert_cmphex (message.anomalies, ==, TARN_ANOMALY_NONE);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (readers); k++)
      {
        g_autofree char *name_hex = g_strdup_printf ("06022b06 %s", values[i]);
        g_autoptr(GBytes) inner = tarn_test_hex (name_hex);
        g_autoptr(GBytes) varbind = tarn_test_element (0x30, inner);
        g_autofree char *hex = tarn_test_to_hex (tarn_test_span (varbind));
        g_autoptr(GBytes) octets = tarn_test_varbinds (readers[k], hex);
        g_autoptr(GBytes) tlv = tarn_test_hex (values[i]);

        g_assert_true (tarn_message_decode (&message, tarn_test_span (octets),
                                            TARN_PROFILE_STRICT));
        g_assert_cmpuint (message.n_rows, ==, 1);
        g_assert_true (tarn_span_equal (message.rows[0].tlv, tarn_test_span (tlv)));
        g_assert_cmphex (message.rows[0].anomalies, ==, TARN_ANOMALY_NONE);
        g_assert_true (tarn_test_message_survives (tarn_test_span (octets), TARN_PROFILE_STRICT));
      }
  tarn_message_clear (&message);
}

/* P-OID-04, P-OID-06: a name that was padded is canonical in its row, each in its
 * own place, also when there are many. */
static void
test_canonical_names (void)
{
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autoptr(GBytes) octets = NULL;
  TarnMessage message;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (hex, "3009 06058 0802b%02x00 0500", i);
  octets = tarn_test_varbinds (TARN_PDU_RESPONSE, hex->str);
  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, tarn_test_span (octets), TARN_PROFILE_LENIENT));
  g_assert_cmpuint (message.n_rows, ==, 100);
  for (guint i = 0; i < 100; i++)
    {
      const guint8 name[] = { 0x2b, (guint8) i, 0 };

      g_assert_cmpmem (message.rows[i].name.data, message.rows[i].name.len, name, sizeof name);
    }
  tarn_message_clear (&message);
}

/* A failure leaves nothing behind, neither in the rows nor in the error. */
static void
test_reuse (void)
{
  g_autoptr(GBytes) good = tarn_test_varbinds (TARN_PDU_RESPONSE,
                                               "3008 06032b0601 020105 3008 06032b0602 020106");
  g_autoptr(GBytes) bad = tarn_test_varbinds (TARN_PDU_RESPONSE,
                                              "3009 06042b800601 020105 3008 06032b0686 020106");
  TarnMessage message;

  tarn_message_init (&message);
  for (guint run = 0; run < 3; run++)
    {
      g_assert_true (tarn_message_decode (&message, tarn_test_span (good), TARN_PROFILE_LENIENT));
      g_assert_cmpint (message.error, ==, TARN_BER_OK);
      g_assert_cmpuint (message.error_at, ==, 0);
      g_assert_cmphex (message.anomalies, ==, TARN_ANOMALY_NONE);
      g_assert_cmpuint (message.n_rows, ==, 2);
      assert_span (message.rows[1].name, "2b0602");

      g_assert_false (tarn_message_decode (&message, tarn_test_span (bad), TARN_PROFILE_LENIENT));
      g_assert_cmpint (message.error, ==, TARN_BER_NAME);
      g_assert_cmpint (message.version, ==, TARN_VERSION_2C);
      assert_span (message.community, "7075626c6963");
      g_assert_cmpint (message.pdu.request_id, ==, 1);
      g_assert_cmpuint (message.octets.len, ==, 0);

      g_assert_false (tarn_message_decode (&message, tarn_span (NULL, 0), TARN_PROFILE_LENIENT));
      g_assert_cmpint (message.error, ==, TARN_BER_TRUNCATED);
      g_assert_cmpuint (message.community.len, ==, 0);
      g_assert_cmpint (message.pdu.request_id, ==, 0);
      g_assert_cmpuint (message.n_rows, ==, 0);
    }
  tarn_message_clear (&message);
}

/* P-SIZ-01: the largest IPv4 payload, full of strings. */
static void
test_big (void)
{
  static const guint8 name[] = { 0x2b, 6, 1, 2, 1, 1 };
  const TarnPdu pdu = { .type = TARN_PDU_RESPONSE, .request_id = 1 };
  g_autofree guint8 *buffer = g_malloc (65507);
  g_autofree guint8 *tlv = g_malloc0 (65507);
  TarnRow rows[65];
  TarnBerWriter writer;
  TarnMessage message;
  gsize len;

  tarn_tlv_put_header (tlv, TARN_KIND_OCTET_STRING, 990);
  for (guint i = 0; i < 64; i++)
    {
      rows[i] = (TarnRow) { .name = tarn_span (name, sizeof name) };
      tarn_row_set_tlv (&rows[i], tarn_span (tlv, 994));
    }

  /* The last string takes all that is left. */
  tarn_ber_writer_init (&writer, buffer, 65507);
  rows[64] = tarn_row_unspecified (tarn_span (name, sizeof name));
  g_assert_true (tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("public", 6), &pdu,
                                      rows, 65));
  len = 65507 - tarn_ber_writer_span (&writer).len;
  g_assert_cmpuint (len, >, 260);
  rows[64].tlv = tarn_span (tlv + 994, len - 2 + 2);
  tarn_tlv_put_header (tlv + 994, TARN_KIND_OCTET_STRING, len - 4);
  tarn_row_set_tlv (&rows[64], tarn_span (tlv + 994, len));

  tarn_ber_writer_init (&writer, buffer, 65507);
  g_assert_true (tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("public", 6), &pdu,
                                      rows, 65));
  g_assert_cmpuint (tarn_ber_writer_span (&writer).len, ==, 65507);

  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, tarn_ber_writer_span (&writer),
                                      TARN_PROFILE_STRICT));
  g_assert_cmpuint (message.n_rows, ==, 65);
  g_assert_true (tarn_span_equal (message.rows[64].tlv, rows[64].tlv));
  tarn_message_clear (&message);
  g_assert_true (tarn_test_message_survives (tarn_ber_writer_span (&writer), TARN_PROFILE_STRICT));
}

/* P-BER-17, P-SIZ-01: as many varbinds as a datagram can hold. */
static void
test_many (void)
{
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autoptr(GBytes) octets = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (hex, "300406000500");
  octets = tarn_test_varbinds (TARN_PDU_RESPONSE, hex->str);
  g_assert_cmpuint (g_bytes_get_size (octets), <, 65507);
  g_assert_true (tarn_test_message_survives (tarn_test_span (octets), TARN_PROFILE_LENIENT));
  g_assert_true (tarn_test_message_survives (tarn_test_span (octets), TARN_ANOMALY_EMPTY_OID));
  g_assert_false (tarn_test_message_survives (tarn_test_span (octets), TARN_PROFILE_STRICT));
}

/* After a decoder has seen the largest message, decoding allocates nothing, not even
 * for names that have to be made canonical. */
static void
test_allocations (void)
{
  g_autoptr(GString) many = g_string_new (NULL);
  g_autoptr(GBytes) large = NULL, padded = NULL, bad = NULL;
  guint64 before;
  TarnMessage message;

  for (guint i = 0; i < 300; i++)
    g_string_append (many, "3009 06042b800601 020105");
  large = tarn_test_varbinds (TARN_PDU_RESPONSE, many->str);
  padded = tarn_test_varbinds (TARN_PDU_RESPONSE, "3009 06042b800601 020105");
  bad = tarn_test_varbinds (TARN_PDU_RESPONSE, "3009 06042b800681 020105");

  tarn_message_init (&message);
  before = tarn_test_n_allocations ();
  g_assert_true (tarn_message_decode (&message, tarn_test_span (large), TARN_PROFILE_LENIENT));
  g_assert_cmpuint (tarn_test_n_allocations () - before, >, 0);
  g_assert_cmpuint (tarn_test_n_allocations () - before, <, 8);   /* 64, 128, 256, 512 rows */

  before = tarn_test_n_allocations ();
  for (guint run = 0; run < 100; run++)
    {
      gboolean a = tarn_message_decode (&message, tarn_test_span (padded), TARN_PROFILE_LENIENT);
      gboolean b = tarn_message_decode (&message, tarn_test_span (bad), TARN_PROFILE_LENIENT);
      gboolean c = tarn_message_decode (&message, tarn_test_span (large), TARN_PROFILE_LENIENT);

      if (!a || b || !c)
        g_assert_not_reached ();
    }
  g_assert_cmpuint (tarn_test_n_allocations (), ==, before);
  tarn_message_clear (&message);
}

/* P-SIZ-06: a writer without room says so at every size. */
static void
test_encode_overflow (void)
{
  static const guint8 name[] = { 0x2b, 6, 1 };
  const TarnPdu pdu = { .type = TARN_PDU_GET, .request_id = 300 };
  TarnRow rows[2];
  gsize enough = 0;

  rows[0] = rows[1] = tarn_row_unspecified (tarn_span (name, sizeof name));
  for (gsize size = 0; enough == 0; size++)
    {
      g_autofree guint8 *buffer = g_malloc (size);
      TarnBerWriter writer;

      tarn_ber_writer_init (&writer, buffer, size);
      if (tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("public", 6), &pdu, rows, 2))
        enough = size;
      else
        g_assert_true (writer.overflow);
      g_assert_true (writer.pos >= buffer && writer.pos <= writer.end);
    }
  g_assert_cmpuint (enough, ==, 2 + 3 + 8 + 2 + 4 + 3 + 3 + 2 + 2 * (2 + 5 + 2));
}

/* A Response made around varbinds that stand in the buffer already. */
static void
test_wrap (void)
{
  static const guint8 varbinds[] = { 0x30, 7, 0x06, 3, 0x2b, 6, 1, 0x05, 0 };
  const TarnPdu pdu = { .type = TARN_PDU_RESPONSE, .request_id = -1, .error_status = 5,
                        .error_index = 1 };
  guint8 buffer[64];
  TarnBerWriter writer;
  const guint8 *end;

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  end = writer.pos;
  tarn_ber_put_octets (&writer, tarn_span (varbinds, sizeof varbinds));
  g_assert_true (tarn_message_wrap (&writer, TARN_VERSION_1, tarn_span ("public", 6), &pdu, end));
  assert_span (tarn_ber_writer_span (&writer),
               "302102010004067075626c6963a2140201ff0201050201013009300706032b06010500");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (message_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/message/vector/%s", message_vectors[i].sentence);

      g_test_add_data_func (path, &message_vectors[i], test_vector);
    }
  g_test_add_func ("/message/P-VEC-13 a v1 trap", test_trap_v1);
  g_test_add_func ("/message/P-VEC-20 a length longer than need be", test_rfc3417);
  g_test_add_func ("/message/P-MSG-01 versions", test_versions);
  g_test_add_func ("/message/P-BER-16 ignored fields", test_ignored);
  g_test_add_func ("/message/P-OID-04 canonical names", test_canonical_names);
  g_test_add_func ("/message/used again after a failure", test_reuse);
  g_test_add_func ("/message/P-SIZ-01 the largest", test_big);
  g_test_add_func ("/message/P-BER-17 ten thousand varbinds", test_many);
  g_test_add_func ("/message/P-BER-17 no allocations", test_allocations);
  g_test_add_func ("/message/overflow at every size", test_encode_overflow);
  g_test_add_func ("/message/wrapped varbinds", test_wrap);

  return g_test_run ();
}
