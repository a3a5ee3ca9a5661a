/* Packets that others recorded, read where they lie.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-message.h"

#include <arpa/inet.h>

#include "base/tarn-number.h"

/* Octets; a longer message has nothing more to go wrong with, but takes its time. */
#define MAX_MUTATED 48

typedef struct
{
  char   *name;
  GBytes *octets;
  char   *expect;    /* or the verdict */
  char   *what;
} Vector;

static void
vector_free (gpointer data)
{
  Vector *self = data;

  g_free (self->name);
  g_bytes_unref (self->octets);
  g_free (self->expect);
  g_free (self->what);
  g_free (self);
}

/* The rows of a table below its heading; NULL and a skipped test where it is absent. */
static GPtrArray *
read_table (const char *path)
{
  g_autofree char *full = tarn_test_shared_path (path);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GPtrArray) vectors = g_ptr_array_new_with_free_func (vector_free);
  g_autoptr(GError) error = NULL;

  if (full == NULL)
    return NULL;

  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);
      Vector *vector;

      if (lines[i][0] == '\0')
        continue;

      g_assert_cmpuint (g_strv_length (fields), >=, 4);
      vector = g_new0 (Vector, 1);
      vector->name = g_strdup (fields[0]);
      vector->octets = tarn_test_hex (fields[1]);
      vector->expect = g_strdup (fields[2]);
      vector->what = g_strdup (fields[3]);
      g_ptr_array_add (vectors, vector);
    }

  g_assert_cmpuint (vectors->len, >, 0);
  return g_steal_pointer (&vectors);
}

/* Pieces of BER. */

static gboolean
expects_error (const Vector *vector)
{
  return g_str_equal (vector->expect, "error");
}

/* P-OID-01 to P-OID-05. */
static void
check_oid (const Vector *vector)
{
  TarnSpan span = tarn_test_span (vector->octets);
  g_autoptr(TarnOid) oid = tarn_oid_new_octets (span.data, span.len, NULL);
  g_autofree char *text = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  g_assert_cmpstr (text, ==, expects_error (vector) ? NULL : vector->expect);
}

/* One sub-identifier, as the third arc of 1.3; octets behind it are not its own. */
static void
check_sub_identifier (const Vector *vector)
{
  TarnSpan span = tarn_test_span (vector->octets);
  guint8 octets[16] = { 0x2b };
  gsize len = 0;
  g_autoptr(TarnOid) oid = NULL;
  g_autofree guint32 *arcs = NULL;
  g_autofree char *text = NULL;
  gsize n_arcs;

  g_assert_cmpuint (span.len, <, sizeof octets);
  do
    octets[1 + len] = span.data[len];
  while (span.data[len++] & 0x80 && len < span.len);

  oid = tarn_oid_new_octets (octets, 1 + len, NULL);
  if (expects_error (vector))
    {
      g_assert_null (oid);
      return;
    }

  arcs = tarn_oid_get_arcs (oid, &n_arcs);
  g_assert_cmpuint (n_arcs, ==, 3);
  text = g_strdup_printf ("%u", arcs[2]);
  g_assert_cmpstr (text, ==, vector->expect);
}

/* The length of a whole TLV.  One row says that a single octet is a TLV of one octet;
 * it is a header that is cut off (P-BER-10). */
static void
check_tlv_length (const Vector *vector)
{
  TarnSpan span = tarn_test_span (vector->octets);
  TarnTlvHeader header = tarn_tlv_parse (span);
  g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT,
                                           header.header_len + header.content_len);

  if (span.len < 2)
    {
      g_assert_cmpint (header.error, ==, TARN_TLV_TRUNCATED);
      return;
    }

  g_assert_cmpint (header.error, ==, TARN_TLV_OK);
  g_assert_cmpstr (text, ==, vector->expect);
}

/* P-STR-02: four octets are an address; others are given raw under their anomaly,
 * whatever the row makes of them; what does not fit is a bad value (P-BER-13). */
static void
check_ip_address (const Vector *vector)
{
  TarnRow row = { 0 };
  TarnSpan content;
  char text[INET6_ADDRSTRLEN];

  tarn_row_set_tlv (&row, tarn_test_span (vector->octets));
  content = tarn_row_content (&row);
  g_assert_cmphex (row.tag, ==, TARN_KIND_IP_ADDRESS);
  if (expects_error (vector))
    {
      g_assert_cmphex (row.anomalies, ==, content.len == 16 ? TARN_ANOMALY_BAD_IP_ADDRESS
                                                            : TARN_ANOMALY_BAD_VALUE);
      return;
    }

  g_assert_cmphex (row.anomalies, ==, content.len == 4 ? TARN_ANOMALY_NONE
                                                       : TARN_ANOMALY_BAD_IP_ADDRESS);
  switch (content.len)
    {
    case 0:   /* the row counts the octets of the TLV */
      g_snprintf (text, sizeof text, "%" G_GSIZE_FORMAT, row.tlv.len);
      break;
    case 4:
      g_assert_nonnull (inet_ntop (AF_INET, content.data, text, sizeof text));
      break;
    case 16:
      g_assert_nonnull (inet_ntop (AF_INET6, content.data, text, sizeof text));
      break;
    default:
      g_assert_not_reached ();
    }
  g_assert_cmpstr (text, ==, vector->expect);
}

static void
check_unsigned (const Vector *vector)
{
  guint64 number;
  g_autofree char *text = NULL;

  g_assert_cmphex (tarn_number_read_uint64 (tarn_test_span (vector->octets), &number), ==,
                   TARN_ANOMALY_NONE);
  text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  g_assert_cmpstr (text, ==, vector->expect);
}

/* P-BER-11: the length octets behind the tag. */
static void
check_encoded_length (const Vector *vector)
{
  TarnSpan span = tarn_test_span (vector->octets);
  gsize len = g_ascii_strtoull (vector->expect, NULL, 10);
  guint8 header[6];

  tarn_tlv_put_header (header, TARN_KIND_OCTET_STRING, len);
  g_assert_cmpmem (header + 1, tarn_tlv_header_size (len) - 1, span.data, span.len);
}

static void
check_encoded_value (const Vector *vector,
                     TarnValue    *value)
{
  TarnSpan span = tarn_test_span (vector->octets);
  gsize len;
  const guint8 *tlv = tarn_value_get_tlv (value, &len);

  g_assert_cmpmem (tlv, len, span.data, span.len);
  tarn_value_unref (value);
}

static void
check_encoded_integer (const Vector *vector)
{
  check_encoded_value (vector, tarn_value_new_integer (atoi (vector->expect)));
}

static void
check_encoded_string (const Vector *vector)
{
  g_assert_cmpstr (vector->expect, ==, "\"\"");
  check_encoded_value (vector, tarn_value_new_octets (TARN_KIND_OCTET_STRING, NULL, 0));
}

static void
check_encoded_oid (const Vector *vector)
{
  g_autoptr(TarnOid) oid = tarn_test_oid ("0.0");

  g_assert_cmpstr (vector->expect, ==, "[0,0]");
  check_encoded_value (vector, tarn_value_new_oid (oid));
}

/* Rows whose source states no value: what we say of each, by the rules. */
static const struct
{
  const char  *name;
  guint8       wanted;     /* the tag that is read, or 0 for any */
  TarnBerError error;
  const char  *content;
  gsize        n_left;
  const char  *rule;
} unstated[] = {
  { "sqe-type-len-short", 0x04, TARN_BER_TRUNCATED, "", 0, "P-BER-07" },
  { "ruby-test_decode_tlv_empty-1", 0, TARN_BER_OK, "", 1, "P-BER-03" },
  { "ruby-test_decode_tlv_short_extra-0", 0, TARN_BER_OK, "1324", 1, "P-BER-03" },
  { "ruby-test_bad_length-0", 0, TARN_BER_LENGTH, "", 0, "P-BER-03" },
  { "ruby-test_out_of_data-0", 0, TARN_BER_TRUNCATED, "", 0, "P-BER-07" },
  { "ruby-test_decode_integer_octet-1", 0x02, TARN_BER_OK, "ff", 0, "P-INT-01" },
  { "ruby-test_decode_integer-0", 0x02, TARN_BER_OK, "01020304", 0, "P-INT-01" },
  { "ruby-test_decode_integer-2", 0x02, TARN_BER_OK, "00fffe", 0, "P-INT-01" },
  { "ruby-test_decode_integer-4", 0x02, TARN_BER_TAG, "", 0, "P-TAG-01" },
  { "ruby-test_decode_timeticks-0", 0x43, TARN_BER_OK, "01020304", 0, "P-INT-02" },
  { "ruby-test_decode_timeticks-1", 0x43, TARN_BER_TAG, "", 0, "P-TAG-07" },
  { "ruby-test_decode_octet_string-1", 0x04, TARN_BER_TAG, "", 0, "P-TAG-02" },
  { "ruby-test_decode_ip_address-0", 0x40, TARN_BER_OK, "01020304", 0, "P-STR-02" },
  { "ruby-test_decode_ip_address-1", 0x40, TARN_BER_TAG, "", 0, "P-TAG-06" },
  { "ruby-test_decode_sequence-1", 0x30, TARN_BER_OK, "02013f", 3, "P-TAG-05" },
  { "ruby-test_decode_sequence-2", 0x30, TARN_BER_TAG, "", 0, "P-TAG-05" },
  { "ruby-test_decode_object_id-2", 0x06, TARN_BER_OK, "2b06", 0, "P-OID-01" },
  { "ruby-test_decode_object_id-3", 0x06, TARN_BER_OK, "2b8201", 0, "P-OID-01" },
  { "ruby-test_decode_object_id-5", 0x06, TARN_BER_OK, "00", 0, "P-OID-06" },
  { "ruby-test_decode_object_id-6", 0x06, TARN_BER_TAG, "", 0, "P-TAG-04" },
};

static void
check_unstated (const Vector *vector)
{
  TarnBerReader reader;
  TarnSpan content;
  g_autofree char *hex = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (unstated); i++)
    {
      if (!g_str_equal (unstated[i].name, vector->name))
        continue;

      g_assert_true (expects_error (vector) || vector->expect[0] == '\0');
      tarn_ber_reader_init (&reader, tarn_test_span (vector->octets), TARN_PROFILE_STRICT);
      content = unstated[i].wanted != 0 ? tarn_ber_read (&reader, unstated[i].wanted)
                                        : tarn_ber_read_any (&reader).content;
      g_assert_cmpint (reader.error, ==, unstated[i].error);
      hex = tarn_test_to_hex (content);
      g_assert_cmpstr (hex, ==, unstated[i].content);
      if (reader.error == TARN_BER_OK)
        g_assert_cmpuint (tarn_ber_reader_rest (&reader).len, ==, unstated[i].n_left);
      return;
    }

  g_test_message ("%s (“%s”): nothing is known about this row", vector->name, vector->what);
  g_test_fail ();
}

static const struct
{
  const char *prefix;        /* of the column “what” */
  void      (*check) (const Vector *vector);
} ber_checks[] = {
  { "OID contents: ", check_oid },
  { "one sub-identifier, base 128: ", check_sub_identifier },
  { "tag and length: ", check_tlv_length },
  { "IpAddress TLV: ", check_ip_address },
  { "contents of an unsigned integer", check_unsigned },
  { "encode length", check_encoded_length },
  { "encode integer", check_encoded_integer },
  { "encode octet_string", check_encoded_string },
  { "encode object_id", check_encoded_oid },
  { "", check_unstated },
};

static void
test_ber (void)
{
  g_autoptr(GPtrArray) vectors = read_table ("vectors/ber.tsv");

  for (guint i = 0; vectors != NULL && i < vectors->len; i++)
    {
      const Vector *vector = vectors->pdata[i];
      gsize k = 0;

      g_test_message ("%s", vector->name);
      while (!g_str_has_prefix (vector->what, ber_checks[k].prefix))
        k++;
      ber_checks[k].check (vector);
    }
}

/* Messages. */

/* Rows about which protocol.md says something else than the verdict, or for which
 * the verdict is “odd” or “treat with care”. */
typedef struct
{
  const char   *name;
  TarnBerError  error;       /* in the lenient profile */
  TarnAnomalies anomalies;   /* if there is none       */
  const char   *reason;
} Exception;

static const Exception exceptions[] = {
  { "arkime-arkime_synthetic-247", TARN_BER_TRUNCATED, 0,
    "P-BER-10: two octets are missing" },
  { "arkime-snmpv3_synthetic-11", TARN_BER_PDU_TYPE, 0,
    "P-PDU-01: no PDU has the tag 63" },
  { "arkime-snmpv3_synthetic-9", TARN_BER_VERSION, 0,
    "P-MSG-01: version 2 is nobody's" },
  { "gosnmp-ciscoGetbulkRequestBytes", TARN_BER_OK, TARN_ANOMALY_TRAILING_BYTES,
    "P-BER-09: tolerated by name" },
  { "gosnmp-test11_PDUUinteger32", TARN_BER_OK, TARN_ANOMALY_OBSOLETE_TYPE,
    "P-TAG-10: tolerated by name" },
  { "gosnmp-trap1", TARN_BER_OK, TARN_ANOMALY_TRAILING_BYTES,
    "P-BER-09: tolerated by name" },
  { "scapy-snmp-4", TARN_BER_OK, TARN_ANOMALY_UNKNOWN_TYPE | TARN_ANOMALY_EXTRA_FIELDS,
    "P-BER-15: a manager keeps a value of tag 00; an agent refuses this Set" },
  { "snmpgo-TestUnmarshalMessageV1", TARN_BER_OK, TARN_ANOMALY_TRAILING_BYTES,
    "P-BER-09: tolerated by name" },
  { "suricata-verify-public-wiresharkwiki-c06-snmpv1-trap-app-r1-1-12-11", TARN_BER_PDU_TYPE, 0,
    "P-BER-01: a PDU tag in high-tag-number form" },
  { "suricata-verify-public-wiresharkwiki-c06-snmpv1-trap-app-r1-1-12-12", TARN_BER_PDU_TYPE, 0,
    "P-BER-01: a PDU tag in high-tag-number form" },
  { "suricata-verify-public-wiresharkwiki-c06-snmpv1-trap-app-r1-1-12-9", TARN_BER_PDU_TYPE, 0,
    "P-BER-01: a PDU tag in high-tag-number form" },
  { "zeek-snmp-oid-subidentifier-too-long-1", TARN_BER_OK, TARN_ANOMALY_OID_PADDED,
    "P-OID-04: much padding, but the value fits" },
};

static const Exception *
find_exception (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_str_equal (exceptions[i].name, name))
      return &exceptions[i];

  return NULL;
}

/* SEQUENCE { INTEGER 3, …, read without the code that is tested. */
static gboolean
is_v3 (TarnSpan span)
{
  gsize header = span.len > 1 && span.data[1] > 0x80 ? 2 + (gsize) (span.data[1] & 0x7f) : 2;

  return span.len > header + 3 && span.data[0] == 0x30
         && memcmp (span.data + header, "\x02\x01\x03", 3) == 0;
}

static void
check_verdict (const Vector *vector,
               TarnSpan      span)
{
  const Exception *exception = find_exception (vector->name);
  TarnBerError error = exception != NULL ? exception->error : TARN_BER_OK;
  TarnMessage message;

  if (exception != NULL)
    g_test_message ("“%s”, but %s", vector->expect, exception->reason);

  tarn_message_init (&message);
  tarn_message_decode (&message, span, TARN_PROFILE_LENIENT);
  if (exception == NULL && g_str_equal (vector->expect, "malformed"))
    {
      g_assert_cmpint (message.error, !=, TARN_BER_OK);
    }
  else
    {
      if (exception == NULL && !g_str_equal (vector->expect, "part"))
        g_assert_cmpstr (vector->expect, ==, "valid");
      g_assert_cmpint (message.error, ==, error);
      if (error == TARN_BER_OK)
        g_assert_cmphex (message.anomalies, ==, exception != NULL ? exception->anomalies : 0);
    }

  g_assert_cmpint (tarn_test_message_survives (span, TARN_PROFILE_STRICT), ==,
                   message.error == TARN_BER_OK && message.anomalies == TARN_ANOMALY_NONE);
  tarn_test_message_prefixes (message.error == TARN_BER_OK ? message.octets : span);
  g_assert_cmpint (tarn_test_message_survives (span, TARN_PROFILE_LENIENT), ==,
                   message.error == TARN_BER_OK);
  if (span.len <= MAX_MUTATED)
    tarn_test_message_mutations (span, TARN_PROFILE_LENIENT);
  tarn_message_clear (&message);
}

/* A part is a PDU, or a varbind, to be put into a message. */
static GBytes *
complete (const Vector *vector)
{
  TarnSpan span = tarn_test_span (vector->octets);
  g_autofree char *hex = tarn_test_to_hex (span);
  TarnTlvHeader header = tarn_tlv_parse (span);

  g_assert_cmpint (header.error, ==, TARN_TLV_OK);
  g_assert_cmpuint (header.header_len + header.content_len, ==, span.len);
  if (header.tag == 0x30)
    return tarn_test_varbinds (TARN_PDU_RESPONSE, hex);

  return tarn_test_message (TARN_VERSION_2C, header.tag, hex + 2 * header.header_len);
}

/* Not ours yet: a message of version 3 is told by its version, whatever follows. */
static void
check_v3 (TarnSpan span)
{
  TarnMessage message;

  tarn_message_init (&message);
  g_assert_false (tarn_message_decode (&message, span, TARN_PROFILE_LENIENT));
  g_assert_cmpint (message.error, ==, TARN_BER_VERSION);
  tarn_message_clear (&message);
  tarn_test_message_prefixes (span);
}

static void
test_messages (void)
{
  g_autoptr(GPtrArray) vectors = read_table ("vectors/messages.tsv");
  guint n_exceptions = 0;

  for (guint i = 0; vectors != NULL && i < vectors->len; i++)
    {
      const Vector *vector = vectors->pdata[i];
      TarnSpan span = tarn_test_span (vector->octets);

      g_test_message ("%s", vector->name);
      n_exceptions += find_exception (vector->name) != NULL;
      if (g_str_equal (vector->expect, "part"))
        {
          g_autoptr(GBytes) octets = complete (vector);

          check_verdict (vector, tarn_test_span (octets));
        }
      else if (is_v3 (span))
        {
          check_v3 (span);
        }
      else
        {
          check_verdict (vector, span);
        }
    }

  /* No exception without its row. */
  if (vectors != NULL)
    g_assert_cmpuint (n_exceptions, ==, G_N_ELEMENTS (exceptions));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vectors/ber", test_ber);
  g_test_add_func ("/vectors/messages", test_messages);

  return g_test_run ();
}
