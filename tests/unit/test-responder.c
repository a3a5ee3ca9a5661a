/* test-responder.c
 *
 * Who gets an answer and which: Get, GetNext, the order of the checks, the counters.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-agent-test.h"

#define V1  TARN_VERSION_1
#define V2C TARN_VERSION_2C

/* Arcs of the snmp group. */
enum
{
  IN_PKTS = 1, OUT_PKTS = 2, IN_BAD_VERSIONS = 3, IN_BAD_NAMES = 4, IN_BAD_USES = 5,
  IN_ASN_ERRS = 6, IN_TOO_BIGS = 8, IN_REQ_VARS = 13, IN_SET_VARS = 14, IN_GETS = 15,
  IN_NEXTS = 16, IN_SETS = 17, IN_RESPONSES = 18, IN_TRAPS = 19, OUT_TOO_BIGS = 20,
  OUT_NO_SUCH_NAMES = 21, OUT_BAD_VALUES = 22, OUT_GEN_ERRS = 24, OUT_RESPONSES = 28,
  SILENT_DROPS = 31,
};

typedef struct
{
  const char  *sentence;
  TarnVersion  version;
  TarnPduType  type;
  const char  *rows;
  const char  *reply;
} Case;

static const Case cases[] = {
  { "Get answers each name for itself, in order (P-GET-01)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.2.1.0=05: 1.3.6.1.2.1.1.1.0=05: 1.3.6.1.2.1.2.1.0=05:",
    "0 0 1.3.6.1.2.1.2.1.0=02:02 1.3.6.1.2.1.1.1.0=04:646576696365 1.3.6.1.2.1.2.1.0=02:02" },
  { "Get of nothing is answered with nothing (P-PDU-04)", V2C, TARN_PDU_GET, "", "0 0" },
  { "Get of nothing in v1 (P-PDU-04)", V1, TARN_PDU_GET, "", "0 0" },
  { "what a Get has as values is ignored (P-BER-16)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.2.1.0=04:6162", "0 0 1.3.6.1.2.1.2.1.0=02:02" },
  { "an empty string is a value (F-39)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.1.4.0=05:", "0 0 1.3.6.1.2.1.1.4.0=04:" },
  { "another instance of a scalar: noSuchInstance (P-GET-02)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.1.1.1=05:", "0 0 1.3.6.1.2.1.1.1.1=81:" },
  { "an object that nobody has: noSuchObject (P-GET-02)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.1.99.0=05:", "0 0 1.3.6.1.2.1.1.99.0=80:" },
  { "a cell that is a hole: noSuchInstance (P-GET-02)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.2.2.1.2.2=05:", "0 0 1.3.6.1.2.1.2.2.1.2.2=81:" },
  { "a column that the table has not: noSuchObject (P-GET-02)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.2.2.1.9.1=05:", "0 0 1.3.6.1.2.1.2.2.1.9.1=80:" },
  { "a row of two indices, no neighbour in the last arc: noSuchInstance (P-GET-02)", V2C,
    TARN_PDU_GET, "1.3.6.1.2.1.4.22.1.3.9.10.0.0.1=05:",
    "0 0 1.3.6.1.2.1.4.22.1.3.9.10.0.0.1=81:" },
  { "no such column there: noSuchObject (P-GET-02)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.4.22.1.4.1.10.0.0.1=05:", "0 0 1.3.6.1.2.1.4.22.1.4.1.10.0.0.1=80:" },
  { "table, entry and column are never a value (P-GET-02)", V2C, TARN_PDU_GET,
    "1.3.6.1.2.1.4.22=05: 1.3.6.1.2.1.4.22.1=05: 1.3.6.1.2.1.4.22.1.3=05:",
    "0 0 1.3.6.1.2.1.4.22=80: 1.3.6.1.2.1.4.22.1=80: 1.3.6.1.2.1.4.22.1.3=81:" },
  { "the first and the last names there are (P-GET-01)", V2C, TARN_PDU_GET,
    "0.0=05: 2.4294967295=05:", "0 0 0.0=80: 2.4294967295=80:" },
  { "Get in v1 with one name missing: noSuchName, the request's list (P-COX-01)", V1,
    TARN_PDU_GET, "1.3.6.1.2.1.1.1.0=05: 1.3.6.1.2.1.1.1.1=05: 1.3.6.1.2.1.1.99.0=05:",
    "2 2 1.3.6.1.2.1.1.1.0=05: 1.3.6.1.2.1.1.1.1=05: 1.3.6.1.2.1.1.99.0=05:" },
  { "Counter64 does not exist for a v1 Get (P-COX-01)", V1, TARN_PDU_GET,
    "1.3.6.1.2.1.31.1.1.1.15.1=05: 1.3.6.1.2.1.31.1.1.1.6.1=05:",
    "2 2 1.3.6.1.2.1.31.1.1.1.15.1=05: 1.3.6.1.2.1.31.1.1.1.6.1=05:" },
  { "Get of a column in v1 is noSuchName (P-COX-07)", V1, TARN_PDU_GET,
    "1.3.6.1.2.1.4.22.1.3=05:", "2 1 1.3.6.1.2.1.4.22.1.3=05:" },

  { "GetNext from a name, a prefix, a name that is not there (P-NXT-01)", V2C, TARN_PDU_GET_NEXT,
    "1.3.6.1.2.1.1.1.0=05: 1.3.6.1.2.1.2=05: 1.3.6.1.2.1.2.2.1.2.2=05: 0.0=05:",
    "0 0 1.3.6.1.2.1.1.2.0=06:2b06010401 1.3.6.1.2.1.2.1.0=02:02 1.3.6.1.2.1.2.2.1.2.3=04:63 "
    "1.3.6.1.2.1.1.1.0=04:646576696365" },
  { "GetNext at the end: endOfMibView under the name asked for (P-NXT-02)", V2C,
    TARN_PDU_GET_NEXT, "1.3.6.1.4.1.99.9.0=05: 1.3.6.1.2.1.1.1.0=05: 1.3.7=05:",
    "0 0 1.3.6.1.4.1.99.9.0=82: 1.3.6.1.2.1.1.2.0=06:2b06010401 1.3.7=82:" },
  { "a hole never ends a column (P-NXT-04)", V2C, TARN_PDU_GET_NEXT,
    "1.3.6.1.2.1.2.2.1.2.1=05:", "0 0 1.3.6.1.2.1.2.2.1.2.3=04:63" },
  { "GetNext in v1 steps over Counter64 (P-COX-02)", V1, TARN_PDU_GET_NEXT,
    "1.3.6.1.2.1.11.30.0=05:", "0 0 1.3.6.1.2.1.31.1.1.1.15.1=42:64" },
  { "GetNext in v1 at the end, which is a Counter64: noSuchName (P-COX-02)", V1,
    TARN_PDU_GET_NEXT, "1.3.6.1.2.1.1.1.0=05: 1.3.6.1.4.1.99.6.0=05:",
    "2 2 1.3.6.1.2.1.1.1.0=05: 1.3.6.1.4.1.99.6.0=05:" },

  { "captured NULL is served as NULL", V2C, TARN_PDU_GET,
    "1.3.6.1.4.1.99.1.0=05:", "0 0 1.3.6.1.4.1.99.1.0=05:" },
  { "a captured exception is not there for Get", V2C, TARN_PDU_GET,
    "1.3.6.1.4.1.99.2.0=05:", "0 0 1.3.6.1.4.1.99.2.0=80:" },
  { "nor for GetNext", V2C, TARN_PDU_GET_NEXT,
    "1.3.6.1.4.1.99.1.0=05:", "0 0 1.3.6.1.4.1.99.3.0=44:9f780440600000" },
  { "a string that was one octet short gets its true length (P-BER-14)", V2C, TARN_PDU_GET,
    "1.3.6.1.4.1.99.4.0=05:", "0 0 1.3.6.1.4.1.99.4.0=04:6162" },
  { "any other odd value goes out as it came", V2C, TARN_PDU_GET,
    "1.3.6.1.4.1.99.5.0=05:", "0 0 1.3.6.1.4.1.99.5.0=#02020001" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) request = NULL;
  g_autofree char *reply = NULL;

  request = tarn_agent_test_request (c->version, "public", c->type, 0, 0, c->rows);
  reply = tarn_agent_test_ask (responder, request);
  g_assert_cmpstr (reply, ==, c->reply);
}

/* F-39: NULL is not served unless that was asked for: its name is absent, and others are
 * not. */
static void
test_null (void)
{
  static const char rows[] = "1.3.6.1.4.1.99.1.0=02:01 1.3.6.1.4.1.99.2.1=05: "
                             "1.3.6.1.4.1.99.2.2=04: 1.3.6.1.4.1.99.3.0=02:03 ";
  static const struct
  {
    gboolean     replay_null;
    TarnPduType  type;
    const char  *ask;
    const char  *reply;
  } vectors[] = {
    { FALSE, TARN_PDU_GET, "1.3.6.1.4.1.99.2.1=05:", "0 0 1.3.6.1.4.1.99.2.1=81:" },
    { TRUE, TARN_PDU_GET, "1.3.6.1.4.1.99.2.1=05:", "0 0 1.3.6.1.4.1.99.2.1=05:" },
    { FALSE, TARN_PDU_GET, "1.3.6.1.4.1.99.2.2=05:", "0 0 1.3.6.1.4.1.99.2.2=04:" },
    { FALSE, TARN_PDU_GET_NEXT, "1.3.6.1.4.1.99.1.0=05:", "0 0 1.3.6.1.4.1.99.2.2=04:" },
    { TRUE, TARN_PDU_GET_NEXT, "1.3.6.1.4.1.99.1.0=05:", "0 0 1.3.6.1.4.1.99.2.1=05:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(TarnStore) store = tarn_agent_test_store (rows);
      g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
      g_autoptr(GBytes) request = NULL;
      g_autofree char *reply = NULL;

      tarn_responder_set_replay_null (responder, vectors[i].replay_null);
      request = tarn_agent_test_request (V2C, "public", vectors[i].type, 0, 0, vectors[i].ask);
      reply = tarn_agent_test_ask (responder, request);
      g_assert_cmpstr (reply, ==, vectors[i].reply);
    }
}

typedef struct
{
  const char *sentence;
  const char *request;    /* hex of a whole datagram */
  const char *reply;
  int         counter;    /* that counts it */
} Datagram;

#define SYS_DESCR "300e300c06082b060102010101000500"

static const Datagram datagrams[] = {
  { "a Get as everybody sends it (P-VEC-11)",
    "3026020101 04067075626c6963 a019 020101 020100 020100" SYS_DESCR,
    "0 0 1.3.6.1.2.1.1.1.0=04:646576696365", IN_GETS },
  { "error fields of a request are ignored (P-PDU-03)",
    "3026020101 04067075626c6963 a019 020101 020105 020109" SYS_DESCR,
    "0 0 1.3.6.1.2.1.1.1.0=04:646576696365", OUT_RESPONSES },
  { "three octets after the message (P-BER-09)",
    "3026020101 04067075626c6963 a019 020101 020100 020100" SYS_DESCR "ffffff",
    "0 0 1.3.6.1.2.1.1.1.0=04:646576696365", OUT_PKTS },
  { "lengths in long form (P-BER-04)",
    "30820026020101 04067075626c6963 a019 020101 020100 020100" SYS_DESCR,
    "0 0 1.3.6.1.2.1.1.1.0=04:646576696365", IN_REQ_VARS },
  { "GetNext from an OID of no octets finds the first (P-OID-06)",
    "301e020101 04067075626c6963 a111 020101 020100 020100 3006 3004 0600 0500",
    "0 0 1.3.6.1.2.1.1.1.0=04:646576696365", IN_NEXTS },
  { "GetBulk as RFC 3417 prints it, its length in long form (P-VEC-20)",
    "3048020101 04067075626c6963 a5820039 020454525d76 020101 020102 302b"
    "300b06072b060102010103 0500 300d06092b0601020104160102 0500 300d06092b0601020104160104 0500",
    "0 0 1.3.6.1.2.1.1.3.0=43:0a 1.3.6.1.2.1.4.22.1.2.1.10.0.0.1=04:0200 "
    "1.3.6.1.2.1.11.1.0=41:63 1.3.6.1.2.1.4.22.1.2.2.10.0.0.7=04:0207 "
    "1.3.6.1.2.1.11.30.0=02:01", OUT_PKTS },

  { "an unknown community is not answered (P-AGT-02)",
    "3026020101 04067075626c6964 a019 020101 020100 020100" SYS_DESCR, "silence", IN_BAD_NAMES },
  { "a shorter community is another one (P-MSG-03)",
    "3025020101 04057075626c69 a019 020101 020100 020100" SYS_DESCR, "silence", IN_BAD_NAMES },
  { "a NUL behind it makes it another one (P-MSG-03)",
    "3027020101 04077075626c696300 a019 020101 020100 020100" SYS_DESCR, "silence", IN_BAD_NAMES },
  { "an empty community is an unknown one (P-AGT-02)",
    "3020020101 0400 a019 020101 020100 020100" SYS_DESCR, "silence", IN_BAD_NAMES },
  { "the community is asked for before the PDU is read (P-AGT-01)",
    "300f020101 04067075626c6964 a002 0201", "silence", IN_BAD_NAMES },
  { "a PDU that cannot be read (P-CNT-05)",
    "300f020101 04067075626c6963 a002 0201", "silence", IN_ASN_ERRS },
  { "no octets at all (P-CNT-05)", "", "silence", IN_ASN_ERRS },
  { "not BER (P-CNT-05)", "deadbeef", "silence", IN_ASN_ERRS },
  { "version 2, which nobody speaks (P-MSG-01)",
    "3026020102 04067075626c6963 a019 020101 020100 020100" SYS_DESCR, "silence",
    IN_BAD_VERSIONS },
  { "version 3, which this agent does not speak (P-MSG-01)",
    "3003020103", "silence", IN_BAD_VERSIONS },
  { "GetBulk inside v1 (P-PDU-01)",
    "3026020100 04067075626c6963 a519 020101 020100 020101" SYS_DESCR, "silence", IN_ASN_ERRS },
  { "a Report inside v2c (P-PDU-01)",
    "3026020101 04067075626c6963 a819 020101 020100 020100" SYS_DESCR, "silence", IN_ASN_ERRS },
  { "a Response gets no response (P-AGT-05)",
    "3026020101 04067075626c6963 a219 020101 020100 020100" SYS_DESCR, "silence", IN_RESPONSES },
  { "its error-status is counted (P-CNT-09)",
    "3026020101 04067075626c6963 a219 020101 020101 020100" SYS_DESCR, "silence", IN_TOO_BIGS },
  { "a trap gets no response (P-AGT-05)",
    "3026020101 04067075626c6963 a719 020101 020100 020100" SYS_DESCR, "silence", IN_TRAPS },
  { "an Inform gets no response here (P-AGT-05)",
    "3026020101 04067075626c6963 a619 020101 020100 020100" SYS_DESCR, "silence", IN_PKTS },
  { "a v1 request that holds a Counter64 (P-COX-03)",
    "3027020100 04067075626c6963 a01a 020101 020100 020100 300f300d06082b06010201010100460101",
    "silence", IN_ASN_ERRS },
  { "a Set with a value of an unknown type (P-BER-15)",
    "3027020101 0406736563726574 a31a 020101 020100 020100 300f300d06082b060102010101004f0101",
    "silence", IN_ASN_ERRS },
  { "a Set with an IpAddress of one octet (P-STR-02)",
    "3027020101 0406736563726574 a31a 020101 020100 020100 300f300d06082b06010201010100400101",
    "silence", IN_ASN_ERRS },
};

static void
test_datagram (gconstpointer data)
{
  const Datagram *d = data;
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) request = tarn_test_hex (d->request);
  const guint32 *counters = tarn_responder_get_counters (responder);
  g_autofree char *reply = tarn_agent_test_ask (responder, request);

  g_assert_cmpstr (reply, ==, d->reply);
  g_assert_cmpuint (counters[d->counter], ==, 1);
  g_assert_cmpuint (counters[IN_PKTS], ==, 1);
  g_assert_cmpuint (counters[OUT_PKTS], ==, g_str_equal (reply, "silence") ? 0 : 1);
  g_assert_cmpuint (counters[IN_BAD_VERSIONS] + counters[IN_BAD_NAMES] + counters[IN_ASN_ERRS],
                    ==, d->counter >= IN_BAD_VERSIONS && d->counter <= IN_ASN_ERRS ? 1 : 0);
}

/* P-MSG-04, P-PDU-02: what comes back unchanged, to the octet. */
static void
test_echo (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) community = g_bytes_new_static ("\0\xff z", 4);
  g_autoptr(GBytes) request = tarn_test_hex ("3027020100 0404 00ff207a a01c 020480000000 020100"
                                             "020100 300e300c06082b060102010201000500");
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];
  g_autofree char *hex = NULL;
  TarnSpan response;

  tarn_agent_test_set_communities (responder, community, NULL);
  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), 0, buffer,
                                         &response));
  hex = tarn_test_to_hex (response);
  g_assert_cmpstr (hex, ==, "3028020100040400ff207aa21d020480000000020100020100300f300d06082b060102"
                            "01020100020102");
}

/* P-VAC-05: without a community nobody is answered. */
static void
test_no_community (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_responder_new (store);
  const char *names[] = { "", "public", "private" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (V2C, names[i], TARN_PDU_GET, 0, 0,
                                                           "1.3.6.1.2.1.1.1.0=05:");
      g_autofree char *reply = tarn_agent_test_ask (responder, request);

      g_assert_cmpstr (reply, ==, "silence");
    }
}

/* P-SIZ-06, and 1157 §4.1.2: in v1 a missing name goes before tooBig. */
static void
test_too_big (void)
{
  g_autofree char *octets = g_strnfill (2 * 400, '6');
  g_autofree char *rows = g_strdup_printf ("1.3.1.0=04:%s 1.3.2.0=04:%s", octets, octets);
  g_autoptr(TarnStore) store = tarn_agent_test_store (rows);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  const guint32 *counters = tarn_responder_get_counters (responder);
  static const struct
  {
    TarnVersion  version;
    TarnPduType  type;
    const char  *rows;
    const char  *reply;
  } asks[] = {
    { V2C, TARN_PDU_GET, "1.3.1.0=05: 1.3.2.0=05:", "1 0" },
    { V2C, TARN_PDU_GET_NEXT, "1.3.1=05: 1.3.2=05:", "1 0" },
    { V1, TARN_PDU_GET, "1.3.1.0=05: 1.3.2.0=05:", "1 0 1.3.1.0=05: 1.3.2.0=05:" },
    { V1, TARN_PDU_GET_NEXT, "1.3.1=05: 1.3.2=05:", "1 0 1.3.1=05: 1.3.2=05:" },
    { V1, TARN_PDU_GET, "1.3.1.0=05: 1.3.2.0=05: 1.3.3.0=05:",
      "2 3 1.3.1.0=05: 1.3.2.0=05: 1.3.3.0=05:" },
  };

  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MIN);
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (asks[i].version, "public",
                                                           asks[i].type, 0, 0, asks[i].rows);
      g_autofree char *reply = tarn_agent_test_ask (responder, request);

      g_assert_cmpstr (reply, ==, asks[i].reply);
    }

  g_assert_cmpuint (counters[OUT_TOO_BIGS], ==, 4);
  g_assert_cmpuint (counters[OUT_NO_SUCH_NAMES], ==, 1);
}

/* Where even the alternate response is too large there is silence (P-CNT-07). */
static void
test_silent_drop (void)
{
  g_autofree char *name = g_strnfill (600, 'c');
  g_autofree char *long_value = g_strnfill (2 * 500, '6');
  g_autofree char *long_row = g_strdup_printf ("1.3.9=04:%s", long_value);
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) community = g_bytes_new_static (name, 600);
  const guint32 *counters = tarn_responder_get_counters (responder);
  const TarnPduType types[] = { TARN_PDU_GET, TARN_PDU_GET_BULK, TARN_PDU_SET };
  g_autoptr(GBytes) v1_request = NULL;
  g_autofree char *v1_reply = NULL;

  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MIN);
  v1_request = tarn_agent_test_request (V1, "public", TARN_PDU_GET, 0, 0, long_row);
  v1_reply = tarn_agent_test_ask (responder, v1_request);
  g_assert_cmpstr (v1_reply, ==, "silence");
  g_assert_cmpuint (counters[SILENT_DROPS], ==, 1);

  tarn_agent_test_set_communities (responder, NULL, community);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (V2C, name, types[i], 0, 1,
                                                           "1.3.6.1.2.1.1.1.0=04:61");
      g_autofree char *reply = tarn_agent_test_ask (responder, request);

      g_assert_cmpstr (reply, ==, "silence");
      g_assert_cmpuint (counters[SILENT_DROPS], ==, i + 2);
    }
  g_assert_cmpuint (counters[OUT_PKTS], ==, 0);
}

static char *
ask_next (TarnResponder *responder,
          gint64         now_us,
          const char    *rows)
{
  g_autoptr(GBytes) request = tarn_agent_test_request (V2C, "public", TARN_PDU_GET_NEXT, 0, 0,
                                                       rows);
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];
  TarnSpan response;

  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), now_us, buffer,
                                         &response));
  return tarn_agent_test_render (response);
}

/* P-CNT-15, P-CNT-16 */
static void
test_live (void)
{
  const char *rows = "1.3.6.1.2.1.1.3=05: 1.3.6.1.2.1.11=05: 1.3.6.1.2.1.11.1.0=05: "
                     "1.3.6.1.2.1.1.1=05:";
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *captured = ask_next (responder, 77000000, rows);
  g_autofree char *live = NULL;
  g_autofree char *wrapped = NULL;
  g_autofree char *set = NULL;
  g_autoptr(GBytes) write = NULL;

  g_assert_cmpstr (captured, ==,
                   "0 0 1.3.6.1.2.1.1.3.0=43:0a 1.3.6.1.2.1.11.1.0=41:63 "
                   "1.3.6.1.2.1.11.30.0=02:01 1.3.6.1.2.1.1.1.0=04:646576696365");

  /* 75 seconds since the start, the second packet, no traps. */
  tarn_responder_set_live (responder, TRUE, 2000000);
  live = ask_next (responder, 77000000, rows);
  g_assert_cmpstr (live, ==,
                   "0 0 1.3.6.1.2.1.1.3.0=43:1d4c 1.3.6.1.2.1.11.1.0=41:02 "
                   "1.3.6.1.2.1.11.30.0=02:02 1.3.6.1.2.1.1.1.0=04:646576696365");

  /* Hundredths wrap at 2^32. */
  wrapped = ask_next (responder, 2000000 + (G_GINT64_CONSTANT (1) << 32) * 10000 + 50000,
                      "1.3.6.1.2.1.1.3=05:");
  g_assert_cmpstr (wrapped, ==, "0 0 1.3.6.1.2.1.1.3.0=43:05");

  /* What the agent makes itself nobody can set (P-SET-05). */
  write = tarn_agent_test_request (V2C, "secret", TARN_PDU_SET, 0, 0, "1.3.6.1.2.1.1.3.0=43:01");
  set = tarn_agent_test_ask (responder, write);
  g_assert_cmpstr (set, ==, "17 1 1.3.6.1.2.1.1.3.0=43:01");
}

/* Any answer to whatever came is conformant and small enough. */
static void
check_any (TarnSpan request,
           gpointer responder)
{
  g_autofree guint8 *buffer = g_malloc (TARN_RESPONSE_SIZE_MIN);
  g_autofree char *reply = NULL;
  TarnSpan response;

  g_assert_true (tarn_agent_test_respond (responder, request, 0, buffer, &response));
  tarn_responder_end_batch (responder);
  g_assert_cmpuint (response.len, <=, TARN_RESPONSE_SIZE_MIN);
  reply = tarn_agent_test_render (response);
}

/* F-83: every prefix and every other octet in every place. */
static void
test_mutations (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  const TarnPduType types[] = { TARN_PDU_GET, TARN_PDU_GET_NEXT, TARN_PDU_GET_BULK, TARN_PDU_SET };

  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MIN);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (V2C, "secret", types[i], 1, 50,
        "1.3.6.1.2.1.1.1.0=04:61 1.3.6.1.2.1.4.22.1.3.9.10.0.0.1=40:01020304");
      TarnSpan octets = tarn_test_span (request);
      g_autofree guint8 *copy = g_memdup2 (octets.data, octets.len);

      tarn_test_each_prefix (octets, check_any, responder);
      for (gsize at = 0; at < octets.len; at++)
        {
          for (int octet = 0; octet < 256; octet++)
            {
              copy[at] = (guint8) octet;
              check_any (tarn_span (copy, octets.len), responder);
            }
          copy[at] = octets.data[at];
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/responder/NULL (F-39)", test_null);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/responder/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (datagrams); i++)
    {
      g_autofree char *path = g_strconcat ("/responder/", datagrams[i].sentence, NULL);

      g_test_add_data_func (path, &datagrams[i], test_datagram);
    }
  g_test_add_func ("/responder/echo", test_echo);
  g_test_add_func ("/responder/no-community", test_no_community);
  g_test_add_func ("/responder/too-big", test_too_big);
  g_test_add_func ("/responder/silent-drop", test_silent_drop);
  g_test_add_func ("/responder/live", test_live);
  g_test_add_func ("/responder/mutations", test_mutations);

  return g_test_run ();
}
