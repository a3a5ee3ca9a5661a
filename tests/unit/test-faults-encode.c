/* test-faults-encode.c
 *
 * Faults of encoding: the octets that leave, and what our decoder says of them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-fault.h"
#include "tarn-fault-test.h"

typedef struct
{
  const char   *faults;
  const char   *row;         /* the only one that there is              */
  const char   *octets;      /* the message contains these, in hex      */
  TarnAnomalies anomalies;   /* of the message, where it can be read    */
  TarnBerError  error;       /* else                                    */
} Case;

#define OK TARN_BER_OK

static const Case cases[] = {
  /* P-INT-05, each sign and type */
  { "non-minimal-integer", "1.3.1=02:05", "30 08 06 02 2b 01 02 02 00 05",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, OK },
  { "non-minimal-integer", "1.3.1=02:ff7f", "06 02 2b 01 02 03 ff ff 7f",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, OK },
  { "non-minimal-integer", "1.3.1=41:00ff", "06 02 2b 01 41 03 00 00 ff",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, OK },
  { "non-minimal-integer", "1.3.1=46:01", "06 02 2b 01 46 02 00 01",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, OK },
  { "non-minimal-integer", "1.3.1=04:05", "30 07 06 02 2b 01 04 01 05", TARN_ANOMALY_NONE, OK },
  { "non-minimal-integer@1.4", "1.3.1=02:05", "06 02 2b 01 02 01 05", TARN_ANOMALY_NONE, OK },
  { "non-minimal-integer non-minimal-integer", "1.3.1=02:05", "06 02 2b 01 02 03 00 00 05",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, OK },

  /* P-INT-06, P-INT-09 */
  { "missing-leading-zero", "1.3.1=42:00c0000001", "06 02 2b 01 42 04 c0 00 00 01",
    TARN_ANOMALY_MISSING_LEADING_ZERO, OK },
  { "missing-leading-zero", "1.3.1=46:00ffffffffffffffff",
    "06 02 2b 01 46 08 ff ff ff ff ff ff ff ff", TARN_ANOMALY_MISSING_LEADING_ZERO, OK },
  { "missing-leading-zero", "1.3.1=42:00ff", "06 02 2b 01 42 02 00 ff", TARN_ANOMALY_NONE, OK },

  /* P-INT-07: F-20, 33000 as 80 E8 */
  { "negative-unsigned", "1.3.1=41:0080e8", "06 02 2b 01 41 02 80 e8",
    TARN_ANOMALY_NEGATIVE_UNSIGNED, OK },
  { "negative-unsigned", "1.3.1=41:00c0000001", "06 02 2b 01 41 05 00 c0 00 00 01",
    TARN_ANOMALY_NONE, OK },
  { "negative-unsigned", "1.3.1=02:00ff", "06 02 2b 01 02 02 00 ff", TARN_ANOMALY_NONE, OK },
  { "negative-unsigned", "1.3.1=41:00", "06 02 2b 01 41 01 00", TARN_ANOMALY_NONE, OK },

  /* P-INT-08 */
  { "integer-truncated", "1.3.1=02:05", "06 02 2b 01 02 05 01 00 00 00 05",
    TARN_ANOMALY_INTEGER_TRUNCATED, OK },
  { "integer-truncated", "1.3.1=02:fe", "06 02 2b 01 02 05 01 ff ff ff fe",
    TARN_ANOMALY_INTEGER_TRUNCATED, OK },
  { "integer-truncated", "1.3.1=43:00ffffffff", "06 02 2b 01 43 05 01 ff ff ff ff",
    TARN_ANOMALY_INTEGER_TRUNCATED, OK },

  /* P-INT-04, P-BER-13, P-INT-09 */
  { "empty-value", "1.3.1=02:05", "30 06 06 02 2b 01 02 00", TARN_ANOMALY_BAD_VALUE, OK },
  { "empty-counter64", "1.3.1=46:05", "06 02 2b 01 46 00", TARN_ANOMALY_EMPTY_INTEGER, OK },
  { "wide-counter64", "1.3.1=46:05", "06 02 2b 01 46 0a 01 00 00 00 00 00 00 00 00 00",
    TARN_ANOMALY_BAD_VALUE, OK },
  { "empty-oid", "1.3.1=06:2b06", "06 02 2b 01 06 00", TARN_ANOMALY_EMPTY_OID, OK },
  { "bad-ip-address", "1.3.1=40:0a000001", "06 02 2b 01 40 03 0a 00 00",
    TARN_ANOMALY_BAD_IP_ADDRESS, OK },

  /* P-BER-14 and beyond */
  { "string-clamped", "1.3.1=04:6162", "30 08 06 02 2b 01 04 03 61 62",
    TARN_ANOMALY_STRING_CLAMPED, OK },
  { "string-clamped", "1.3.1=44:6162", "06 02 2b 01 44 03 61 62",
    TARN_ANOMALY_STRING_CLAMPED, OK },
  { "string-clamped", "1.3.1=02:05", "06 02 2b 01 02 01 05", TARN_ANOMALY_NONE, OK },
  { "string-overrun", "1.3.1=04:6162", "30 08 06 02 2b 01 04 04 61 62",
    TARN_ANOMALY_BAD_VALUE, OK },

  /* P-BER-15, P-BER-02, P-BER-01 */
  { "unknown-type", "1.3.1=02:05", "06 02 2b 01 4c 01 05", TARN_ANOMALY_UNKNOWN_TYPE, OK },
  { "constructed-string", "1.3.1=04:05", "06 02 2b 01 24 01 05", TARN_ANOMALY_BAD_VALUE, OK },
  { "high-tag", "1.3.1=02:05", "06 02 2b 01 5f 01 05", TARN_ANOMALY_BAD_VALUE, OK },

  /* P-OID-03, P-OID-04, P-OID-05, P-OID-09 */
  { "oid-padded", "1.3.1=02:05", "30 08 06 03 2b 80 01 02 01 05", TARN_ANOMALY_OID_PADDED, OK },
  { "oid-padded", "1.3.1.300=02:05", "06 05 2b 01 80 82 2c 02 01 05",
    TARN_ANOMALY_OID_PADDED, OK },
  { "oid-overflow", "1.3.1=02:05", "06 07 2b 01 90 80 80 80 00 02 01 05",
    TARN_ANOMALY_OID_OVERFLOW, OK },
  { "oid-unfinished", "1.3.1=02:05", "06 03 2b 01 81 02 01 05", TARN_ANOMALY_NONE, TARN_BER_NAME },
  { "oid-too-long", "1.3.1=02:05", "06 81 95 2b 01 01 01", TARN_ANOMALY_OID_TOO_LONG, OK },
  { "oid-endless", "1.3.1=02:05", "06 82 01 2b 2b 01 01 01", TARN_ANOMALY_OID_OVERFLOW, OK },

  /* P-INT-05 of fields (F-22), P-INT-04, P-BER-08, P-BER-07 */
  { "wide-fields", "1.3.1=02:05", "02 04 12 34 56 78 02 04 00 00 00 00 02 04 00 00 00 00 30",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, OK },
  { "empty-field", "1.3.1=02:05", "02 04 12 34 56 78 02 00 02 01 00 30", TARN_ANOMALY_NONE,
    TARN_BER_RANGE },
  { "extra-fields", "1.3.1=02:05", "30 09 30 07 06 02 2b 01 02 01 05 05 00",
    TARN_ANOMALY_EXTRA_FIELDS, OK },
  { "overrun", "1.3.1=02:05", "30 09 30 08 06 02 2b 01 02 01 05", TARN_ANOMALY_NONE,
    TARN_BER_TRUNCATED },

  /* P-BER-03, P-BER-04, P-BER-05 (F-25) */
  { "long-lengths", "1.3.1=02:05",
    "30 84 00 00 00 0d 30 84 00 00 00 07 06 02 2b 01 02 01 05", TARN_ANOMALY_NONE, OK },
  { "padded-lengths", "1.3.1=02:05",
    "30 88 00 00 00 00 00 00 00 07 06 02 2b 01 02 01 05", TARN_ANOMALY_NONE, OK },
  { "reserved-length", "1.3.1=02:05", "30 ff 02 01 01 04 06", TARN_ANOMALY_NONE,
    TARN_BER_LENGTH },
  { "indefinite-length", "1.3.1=02:05", "02 01 05 00 00", TARN_ANOMALY_NONE, TARN_BER_LENGTH },

  /* F-15, F-22, F-31: the id asked for is 12345678 */
  { "id=wrong", "1.3.1=02:05", "a2 17 02 04 12 34 56 79 02 01 00", TARN_ANOMALY_NONE, OK },
  { "id=16-bit", "1.3.1=02:05", "02 02 56 78 02 01 00", TARN_ANOMALY_NONE, OK },
  { "id=negative-16-bit", "1.3.1=02:05", "02 02 56 78 02 01 00", TARN_ANOMALY_NONE, OK },
  { "id=negative", "1.3.1=02:05", "02 04 ed cb a9 88 02 01 00", TARN_ANOMALY_NONE, OK },
  { "id=sign-extended", "1.3.1=02:05", "02 05 00 12 34 56 78 02 01 00",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, OK },
  { "id=wrong@1.4", "1.3.1=02:05", "02 04 12 34 56 78 02 01 00", TARN_ANOMALY_NONE, OK },

  /* P-MGR-02, F-62 */
  { "community=a@1", "1.3.1=02:05", "02 01 01 04 03 61 40 31 a2", TARN_ANOMALY_NONE, OK },
  { "community=", "1.3.1=02:05", "02 01 01 04 00 a2", TARN_ANOMALY_NONE, OK },

  /* several at once */
  { "oid-padded integer-truncated long-lengths", "1.3.1=02:05",
    "30 84 00 00 00 0c 06 03 2b 80 01 02 05 01 00 00 00 05",
    TARN_ANOMALY_OID_PADDED | TARN_ANOMALY_INTEGER_TRUNCATED, OK },
};

static GBytes *
ask (const char *faults,
     const char *rows,
     TarnPduType type,
     const char *request)
{
  g_autoptr(TarnFaultsEntry) entry = NULL;
  GBytes *octets;
  TarnFaultTest test;

  tarn_fault_test_init (&test, faults, rows);
  g_assert_true (tarn_fault_test_submit (&test, type, 0, 0, request));
  entry = tarn_fault_test_take (&test);
  g_assert_nonnull (entry);
  octets = g_bytes_new (entry->octets, entry->datagram.octets.len);
  tarn_fault_test_clear (&test);

  return octets;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *name = g_strndup (c->row, strcspn (c->row, "="));
  g_autofree char *request = g_strconcat (name, "=05:", NULL);
  g_autoptr(GBytes) answer = ask (c->faults, c->row, TARN_PDU_GET, request);
  g_autoptr(GBytes) expected = tarn_test_hex (c->octets);
  g_autofree char *whole = tarn_test_to_hex (tarn_test_span (answer));
  g_autofree char *part = tarn_test_to_hex (tarn_test_span (expected));
  TarnMessage message;

  g_test_message ("%s", whole);
  if (strstr (whole, part) == NULL)
    g_error ("%s of %s is not in %s", part, c->faults, whole);

  tarn_message_init (&message);
  tarn_message_decode (&message, tarn_test_span (answer), TARN_PROFILE_LENIENT);
  g_assert_cmpstr (tarn_ber_error_to_string (message.error), ==,
                   tarn_ber_error_to_string (c->error));
  if (c->error == TARN_BER_OK)
    g_assert_cmphex (message.anomalies, ==, c->anomalies);
  tarn_message_clear (&message);
}

/* F-31: the lower half of an id as a number with a sign, or without. */
static void
test_half_ids (void)
{
  static const struct { const char *faults; const char *octets; } ids[] = {
    { "", "02041234fedc0201" },
    { "id=16-bit", "020300fedc0201" },
    { "id=negative-16-bit", "0202fedc0201" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public",
                                                           TARN_PDU_GET, 0, 0, "1.3.1=05:");
      g_autofree char *hex = tarn_test_to_hex (tarn_test_span (request));
      g_autofree char *answer = NULL;
      g_autoptr(TarnFaultsEntry) entry = NULL;
      g_autoptr(GBytes) other = NULL;
      TarnFaultTest test;

      memcpy (strstr (hex, "12345678"), "1234fedc", 8);
      other = tarn_test_hex (hex);
      tarn_fault_test_init (&test, ids[i].faults, "1.3.1=02:05");
      g_assert_true (tarn_fault_test_send (&test, other));
      entry = tarn_fault_test_take (&test);
      answer = tarn_test_to_hex (entry->datagram.octets);
      g_assert_nonnull (strstr (answer, ids[i].octets));
      tarn_fault_test_clear (&test);
    }
}

/* Exceptions have no value that could be wrong, and errors none that is the agent's. */
static void
test_exceptions (void)
{
  g_autoptr(GBytes) plain = ask ("", "1.3.1=02:05", TARN_PDU_GET, "1.3.2=05:");
  g_autoptr(GBytes) same = ask ("unknown-type empty-value string-clamped", "1.3.1=02:05",
                                TARN_PDU_GET, "1.3.2=05:");

  g_assert_true (g_bytes_equal (plain, same));
}

/* Every fault on every value there is: something leaves, and it is no larger than a
 * datagram can be.  All at once, too. */
static void
test_all (void)
{
  g_auto(GStrv) names = tarn_fault_dup_names ();
  g_autoptr(GString) all = g_string_new (NULL);
  guint n = 0;

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *usage = tarn_fault_dup_usage (*name);
      g_autoptr(GBytes) answer = NULL;

      if (strchr (usage, '=') != NULL || !g_str_has_suffix (usage, "[@OID]"))
        continue;

      n++;
      g_string_append_printf (all, " %s", *name);
      answer = ask (*name, NULL, TARN_PDU_GET_BULK, "1.3=05:");
      g_assert_cmpuint (g_bytes_get_size (answer), <=, TARN_RESPONSE_SIZE_MAX);
    }

  g_assert_cmpuint (n, >=, 30);
  g_bytes_unref (ask (all->str, NULL, TARN_PDU_GET_NEXT, "1.3=05: 1.3.6.1.4=05:"));
}

/* An answer that would be larger than any datagram is not sent. */
static void
test_too_large (void)
{
  g_autoptr(GString) row = g_string_new ("1.3.1=04:");
  TarnFaultTest test;

  for (guint i = 0; i < 40000; i++)
    g_string_append (row, "61");
  tarn_fault_test_init (&test, "extra=1 junk=1000", row->str);
  tarn_responder_set_max_size (test.responder, TARN_RESPONSE_SIZE_MAX);
  g_assert_true (tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1=05:"));
  g_assert_cmpint (tarn_faults_queue_due_us (&test.queue), ==, -1);
  tarn_fault_test_clear (&test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults-encode/%02u %s of %s", (guint) i,
                                               cases[i].faults, cases[i].row);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/faults-encode/half-ids", test_half_ids);
  g_test_add_func ("/faults-encode/exceptions", test_exceptions);
  g_test_add_func ("/faults-encode/all", test_all);
  g_test_add_func ("/faults-encode/too-large", test_too_large);

  return g_test_run ();
}
