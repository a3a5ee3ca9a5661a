/* What a decoder tolerates, refuses and blames: each anomaly in every profile, and
 * what no profile takes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-message.h"

/* Each anomaly in a message that has nothing else: lenient takes it under its name,
 * strict refuses it, and an agent takes what is about lengths and trailing octets. */
typedef struct
{
  const char   *sentence;
  const char   *varbinds;    /* of a Set; or */
  const char   *message;
  TarnAnomalies anomalies;
  gsize         error_at;    /* in the strict profile */
} AnomalyVector;

#define HEAD "020101 04067075626c6963"
#define SYS_DESCR "06082b06010201010100"

static const AnomalyVector anomaly_vectors[] = {
  { "P-BER-09, F-24 octets behind the message", NULL,
    "3018" HEAD "a00b 020101 020100 020100 3000 0000", TARN_ANOMALY_TRAILING_BYTES, 26 },
  { "P-BER-08 octets behind the PDU", NULL,
    "301a" HEAD "a00b 020101 020100 020100 3000 0500", TARN_ANOMALY_EXTRA_FIELDS, 26 },
  { "P-BER-08 octets behind the VarBindList", NULL,
    "301a" HEAD "a00d 020101 020100 020100 3000 0500", TARN_ANOMALY_EXTRA_FIELDS, 26 },
  { "P-BER-08 octets behind a value", "300f" SYS_DESCR "020105 0500", NULL,
    TARN_ANOMALY_EXTRA_FIELDS, 41 },
  { "P-INT-05 a padded version", NULL,
    "3019 02020001 04067075626c6963 a00b 020101 020100 020100 3000",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, 2 },
  { "P-INT-05 a request-id of five octets", NULL,
    "301c" HEAD "a00f 0205fffb6a6517 020100 020100 3000", TARN_ANOMALY_NON_MINIMAL_INTEGER, 15 },
  { "P-INT-05 a padded error-status", NULL,
    "3019" HEAD "a20c 020101 02020000 020100 3000", TARN_ANOMALY_NON_MINIMAL_INTEGER, 18 },
  { "P-INT-05 a padded max-repetitions", NULL,
    "3019" HEAD "a50c 020101 020100 0202000a 3000", TARN_ANOMALY_NON_MINIMAL_INTEGER, 21 },
  { "P-INT-05 a padded value", "300e" SYS_DESCR "02020005", NULL,
    TARN_ANOMALY_NON_MINIMAL_INTEGER, 38 },
  { "P-INT-06 a Counter32 without its leading 00", "3010" SYS_DESCR "4104985d4b44", NULL,
    TARN_ANOMALY_MISSING_LEADING_ZERO, 38 },
  { "P-INT-09 a Counter64 without its leading 00", "3014" SYS_DESCR "46088000000000000000", NULL,
    TARN_ANOMALY_MISSING_LEADING_ZERO, 38 },
  { "P-INT-07 a Gauge32 of one octet with its top bit", "300d" SYS_DESCR "4201c8", NULL,
    TARN_ANOMALY_NEGATIVE_UNSIGNED, 38 },
  { "P-INT-08 an INTEGER of 33 bits", "3011" SYS_DESCR "02050123456789", NULL,
    TARN_ANOMALY_INTEGER_TRUNCATED, 38 },
  { "P-INT-08 a Counter32 of 33 bits", "3011" SYS_DESCR "41050123456789", NULL,
    TARN_ANOMALY_INTEGER_TRUNCATED, 38 },
  { "P-INT-04 a Counter64 of no octets", "300c" SYS_DESCR "4600", NULL,
    TARN_ANOMALY_EMPTY_INTEGER, 38 },
  { "P-OID-04 a padded name", "300d 06092b0601020180010100 0500", NULL,
    TARN_ANOMALY_OID_PADDED, 28 },
  { "P-OID-04 a padded OID as a value", "300f" SYS_DESCR "06032b8006", NULL,
    TARN_ANOMALY_OID_PADDED, 38 },
  { "P-OID-03, F-28 a name that is too large", "300e 06092b0601209180808000 020105", NULL,
    TARN_ANOMALY_OID_OVERFLOW, 28 },
  { "P-OID-06 an empty name", "3004 0600 0500", NULL, TARN_ANOMALY_EMPTY_OID, 28 },
  { "P-OID-06, F-29 an empty OID as a value", "300c" SYS_DESCR "0600", NULL,
    TARN_ANOMALY_EMPTY_OID, 38 },
  { "P-BER-14, F-27 a string of one octet too few", "300f" SYS_DESCR "0404616263", NULL,
    TARN_ANOMALY_STRING_CLAMPED, 38 },
  { "P-BER-14 in front of another varbind",
    "300f" SYS_DESCR "0404616263 300d 06082b06010201010200 020105", NULL,
    TARN_ANOMALY_STRING_CLAMPED, 38 },
  { "P-BER-13, F-26 an INTEGER of no octets", "300c" SYS_DESCR "0200", NULL,
    TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-BER-13 no value", "300a" SYS_DESCR, NULL, TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-BER-13 the tag of a value, and no more", "300b" SYS_DESCR "02", NULL,
    TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-BER-13 a value that overruns its varbind in front of another",
    "300d" SYS_DESCR "020905 300d 06082b06010201010200 020105", NULL, TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-BER-01 a high tag as a value", "300e" SYS_DESCR "1f480101", NULL,
    TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-BER-02 a constructed string as a value", "300f" SYS_DESCR "2403040141", NULL,
    TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-BER-03 a value of indefinite length", "300f" SYS_DESCR "0480410000", NULL,
    TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-STR-03 an exception with content", "300d" SYS_DESCR "800100", NULL,
    TARN_ANOMALY_BAD_VALUE, 38 },
  { "P-BER-15 an unknown type", "300d" SYS_DESCR "480101", NULL, TARN_ANOMALY_UNKNOWN_TYPE, 38 },
  { "P-STR-02 an IpAddress of no octets", "300c" SYS_DESCR "4000", NULL,
    TARN_ANOMALY_BAD_IP_ADDRESS, 38 },
  { "P-STR-03 NULL with content", "300d" SYS_DESCR "050100", NULL, TARN_ANOMALY_NULL_CONTENT, 38 },
  { "P-TAG-10 a UInteger32", "300d" SYS_DESCR "470105", NULL, TARN_ANOMALY_OBSOLETE_TYPE, 38 },
  { "P-TAG-10 a BIT STRING", "300e" SYS_DESCR "03020080", NULL, TARN_ANOMALY_OBSOLETE_TYPE, 38 },
  { "P-BLK-05 negative non-repeaters", NULL,
    "3018" HEAD "a50b 020101 0201fb 02010a 3000", TARN_ANOMALY_NEGATIVE_BULK_FIELD, 18 },
  { "P-BLK-05 negative max-repetitions", NULL,
    "3018" HEAD "a50b 020101 020100 0201fd 3000", TARN_ANOMALY_NEGATIVE_BULK_FIELD, 21 },
};

static void
test_anomaly (gconstpointer data)
{
  const AnomalyVector *v = data;
  g_autoptr(GBytes) octets = v->message != NULL ? tarn_test_hex (v->message)
                                                : tarn_test_varbinds (TARN_PDU_SET, v->varbinds);
  TarnSpan span = tarn_test_span (octets);
  TarnMessage message;
  TarnAnomalies of_rows = TARN_ANOMALY_NONE;

  tarn_message_init (&message);
  g_assert_true (tarn_message_decode (&message, span, TARN_PROFILE_LENIENT));
  g_assert_cmphex (message.anomalies, ==, v->anomalies);
  for (guint i = 0; i < message.n_rows; i++)
    of_rows |= message.rows[i].anomalies;
  if (v->varbinds != NULL)
    {
      g_assert_cmphex (of_rows, ==, v->anomalies);
      g_assert_cmphex (message.rows[0].anomalies, ==, v->anomalies);
    }

  g_assert_false (tarn_message_decode (&message, span, TARN_PROFILE_STRICT));
  g_assert_cmpint (message.error, ==, TARN_BER_ANOMALY);
  g_assert_cmpuint (message.error_at, ==, v->error_at);

  /* Every profile but the one that lacks just this anomaly. */
  g_assert_true (tarn_message_decode (&message, span, v->anomalies));
  g_assert_false (tarn_message_decode (&message, span, TARN_PROFILE_LENIENT & ~v->anomalies));

  g_assert_cmpint (tarn_message_decode (&message, span, TARN_PROFILE_AGENT), ==,
                   (v->anomalies & ~TARN_PROFILE_AGENT) == 0);
  tarn_message_clear (&message);

  g_assert_true (tarn_test_message_survives (span, TARN_PROFILE_LENIENT));
  tarn_test_message_mutations (span, TARN_PROFILE_LENIENT);
}

/* The tables leave no anomaly out; the length of an OID has a test of its own. */
static void
test_anomalies_complete (void)
{
  TarnAnomalies seen = TARN_ANOMALY_OID_TOO_LONG;

  for (gsize i = 0; i < G_N_ELEMENTS (anomaly_vectors); i++)
    seen |= anomaly_vectors[i].anomalies;
  g_assert_cmphex (seen, ==, TARN_PROFILE_LENIENT);

  /* An agent is lenient about lengths, of integers too, and trailing octets (F-22), and where a
   * walk may begin or continue (P-OID-06, P-OID-09, P-BLK-05). */
  g_assert_cmphex (TARN_PROFILE_AGENT, ==,
                   TARN_ANOMALY_TRAILING_BYTES | TARN_ANOMALY_EXTRA_FIELDS
                   | TARN_ANOMALY_NON_MINIMAL_INTEGER | TARN_ANOMALY_EMPTY_OID
                   | TARN_ANOMALY_OID_TOO_LONG | TARN_ANOMALY_NEGATIVE_BULK_FIELD);
}

/* P-OID-09, F-30: names of 128, 129 and 256 arcs; 257 have no name left (P-OID-03). */
static void
test_long_names (void)
{
  static const struct
  {
    gsize         n_octets;
    TarnAnomalies anomalies;
  } cases[] = {
    { 127, TARN_ANOMALY_NONE },
    { 128, TARN_ANOMALY_OID_TOO_LONG },
    { 255, TARN_ANOMALY_OID_TOO_LONG },
    { 256, TARN_ANOMALY_OID_OVERFLOW },
  };
  TarnMessage message;

  tarn_message_init (&message);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint8 name[256] = { 0 }, buffer[512];
      TarnRow row = tarn_row_unspecified (tarn_span (name, cases[i].n_octets));
      TarnPdu pdu = { .type = TARN_PDU_GET_NEXT, .request_id = 1 };
      TarnBerWriter writer;
      TarnSpan span;

      memset (name, 0x2b, sizeof name);
      tarn_ber_writer_init (&writer, buffer, sizeof buffer);
      g_assert_true (tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("x", 1), &pdu,
                                          &row, 1));
      span = tarn_ber_writer_span (&writer);
      g_assert_true (tarn_message_decode (&message, span, TARN_PROFILE_LENIENT));
      g_assert_cmphex (message.anomalies, ==, cases[i].anomalies);
      if (cases[i].anomalies & TARN_ANOMALY_OID_OVERFLOW)
        g_assert_cmpuint (message.rows[0].name.len, ==, 0);
      else
        g_assert_true (tarn_span_equal (message.rows[0].name, row.name));
      g_assert_cmpint (tarn_message_decode (&message, span, TARN_PROFILE_STRICT), ==,
                       cases[i].anomalies == TARN_ANOMALY_NONE);
      g_assert_cmpint (tarn_message_decode (&message, span, TARN_PROFILE_AGENT), ==,
                       (cases[i].anomalies & TARN_ANOMALY_OID_OVERFLOW) == 0);
      g_assert_true (tarn_test_message_survives (span, TARN_PROFILE_LENIENT));
    }
  tarn_message_clear (&message);
}

/* What no profile accepts, and where it was noticed. */
static const struct
{
  const char  *sentence;
  const char  *message;
  TarnBerError error;
  gsize        error_at;
} malformed_vectors[] = {
  { "P-BER-10 an empty datagram", "", TARN_BER_TRUNCATED, 0 },
  { "P-BER-10 a datagram shorter than its message", "3019" HEAD "a00b 020101 020100 020100 3000",
    TARN_BER_TRUNCATED, 0 },
  { "another tag outside", "3118" HEAD "a00b 020101 020100 020100 3000", TARN_BER_TAG, 0 },
  { "P-BER-03 indefinite length", "3080" HEAD "a00b 020101 020100 020100 3000 0000",
    TARN_BER_LENGTH, 0 },
  { "P-BER-01 a high tag outside", "3f3018" HEAD "a00b 020101 020100 020100 3000",
    TARN_BER_TAG, 0 },
  { "an empty message", "3000", TARN_BER_TRUNCATED, 2 },
  { "P-MSG-02 a version of no octets", "3017 0200 04067075626c6963 a00b 020101 020100 020100 3000",
    TARN_BER_RANGE, 2 },
  { "P-MSG-02 a version that is a string",
    "3018 040101 04067075626c6963 a00b 020101 020100 020100 3000", TARN_BER_TAG, 2 },
  { "P-MSG-02 a version of 33 bits",
    "301c 02050100000001 04067075626c6963 a00b 020101 020100 020100 3000", TARN_BER_RANGE, 2 },
  { "P-BER-02 a constructed community",
    "301a 020101 2408 04067075626c6963 a00b 020101 020100 020100 3000", TARN_BER_TAG, 5 },
  { "a community that is a number", "3013 020101 020101 a00b 020101 020100 020100 3000",
    TARN_BER_TAG, 5 },
  { "P-BER-07 a community longer than the message",
    "3018 020101 0420 7075626c6963 a00b 020101 020100 020100 3000", TARN_BER_TRUNCATED, 5 },
  { "no PDU", "300b" HEAD, TARN_BER_TRUNCATED, 13 },
  { "tag 0 where a PDU is due", "3018" HEAD "000b 020101 020100 020100 3000",
    TARN_BER_PDU_TYPE, 13 },
  { "P-BER-01 a PDU with a high tag", "301a" HEAD "bf810b 020101 020100 020100 3000 00",
    TARN_BER_PDU_TYPE, 13 },
  { "P-BER-07 a PDU longer than the message", "3018" HEAD "a00c 020101 020100 020100 3000",
    TARN_BER_TRUNCATED, 13 },
  { "P-INT-04 a request-id of no octets", "3017" HEAD "a00a 0200 020100 020100 3000",
    TARN_BER_RANGE, 15 },
  { "P-INT-08 a request-id of 33 bits", "301c" HEAD "a00f 02050100000001 020100 020100 3000",
    TARN_BER_RANGE, 15 },
  { "an error-status that is NULL in a Response", "3017" HEAD "a20a 020101 0500 020100 3000",
    TARN_BER_TAG, 18 },
  { "P-INT-08 max-repetitions of 33 bits", "301c" HEAD "a50f 020101 020100 020500ffffffff 3000",
    TARN_BER_RANGE, 21 },
  { "no VarBindList", "3016" HEAD "a009 020101 020100 020100", TARN_BER_TRUNCATED, 24 },
  { "a VarBindList that is none", "3018" HEAD "a00b 020101 020100 020100 0500", TARN_BER_TAG, 24 },
  { "a varbind that is none", "301a" HEAD "a00d 020101 020100 020100 3002 0500", TARN_BER_TAG, 26 },
  { "an empty varbind", "301a" HEAD "a00d 020101 020100 020100 3002 3000", TARN_BER_TRUNCATED, 28 },
  { "P-BER-07 a varbind longer than its list",
    "301f" HEAD "a012 020101 020100 020100 3007 3006 06012b 0500", TARN_BER_TRUNCATED, 26 },
  { "P-BER-07 a name longer than its varbind",
    "301f" HEAD "a012 020101 020100 020100 3007 3005 06042b 0500", TARN_BER_TRUNCATED, 28 },
  { "a name that is a string", "301f" HEAD "a012 020101 020100 020100 3007 3005 04012b 0500",
    TARN_BER_TAG, 28 },
  { "P-OID-05 a name that does not end",
    "3020" HEAD "a013 020101 020100 020100 3008 3006 06022b81 0500", TARN_BER_NAME, 28 },
  { "P-BER-16 no value in a Get", "301d" HEAD "a010 020101 020100 020100 3005 3003 06012b",
    TARN_BER_TRUNCATED, 31 },
  { "P-BER-16 a value of indefinite length in a Get",
    "3021" HEAD "a014 020101 020100 020100 3009 3007 06012b 04800000", TARN_BER_LENGTH, 31 },
  { "P-BER-16 a high tag in a Get",
    "3021" HEAD "a014 020101 020100 020100 3009 3007 06012b 1f200100", TARN_BER_TAG, 31 },
  { "P-BER-16 a value that overruns its varbind in a Get",
    "301f" HEAD "a012 020101 020100 020100 3007 3005 06012b 0403", TARN_BER_TRUNCATED, 31 },
  { "P-BER-16 an error field that is no BER", "3017" HEAD "a00a 020101 0480 020100 3000",
    TARN_BER_LENGTH, 18 },
  { "P-BER-16 an error field that overruns", "3018" HEAD "a00b 020101 02ff00 020100 3000",
    TARN_BER_LENGTH, 18 },
};

static void
test_malformed (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  static const TarnAnomalies profiles[] = {
    TARN_PROFILE_LENIENT, TARN_PROFILE_STRICT, TARN_PROFILE_AGENT,
  };
  g_autoptr(GBytes) octets = tarn_test_hex (malformed_vectors[i].message);
  TarnSpan span = tarn_test_span (octets);
  g_autofree guint8 *exact = g_memdup2 (span.data, span.len);
  TarnMessage message;

  tarn_message_init (&message);
  for (gsize k = 0; k < G_N_ELEMENTS (profiles); k++)
    {
      g_assert_false (tarn_message_decode (&message, tarn_span (exact, span.len), profiles[k]));
      g_assert_cmpint (message.error, ==, malformed_vectors[i].error);
      g_assert_cmpuint (message.error_at, ==, malformed_vectors[i].error_at);
    }
  tarn_message_clear (&message);

  tarn_test_message_mutations (span, TARN_PROFILE_LENIENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (anomaly_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/profiles/anomaly/%s", anomaly_vectors[i].sentence);

      g_test_add_data_func (path, &anomaly_vectors[i], test_anomaly);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (malformed_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/profiles/malformed/%s",
                                               malformed_vectors[i].sentence);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_malformed);
    }
  g_test_add_func ("/profiles/all anomalies", test_anomalies_complete);
  g_test_add_func ("/profiles/P-OID-09 long names", test_long_names);

  return g_test_run ();
}
