/* test-responder-set.c
 *
 * Set: who may, what is checked in which order, and all or nothing.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-agent-test.h"
#include "tarn-faulty-store.h"
#include "tarn-test-message.h"

#define V1  TARN_VERSION_1
#define V2C TARN_VERSION_2C

#define DESCR   "1.3.6.1.2.1.1.1.0"
#define NUMBER  "1.3.6.1.2.1.2.1.0"
#define PHYS_IP "1.3.6.1.2.1.4.22.1.3.1.10.0.0.1"

static char *
ask (TarnResponder *responder,
     TarnVersion    version,
     const char    *community,
     const char    *rows)
{
  g_autoptr(GBytes) request = tarn_agent_test_request (version, community, TARN_PDU_SET, 0, 0,
                                                       rows);

  return tarn_agent_test_ask (responder, request);
}

typedef struct
{
  const char *sentence;
  TarnVersion version;
  const char *community;
  const char *rows;
  const char *status;     /* the list is that of the request */
  const char *stored;     /* what is in the store afterwards; NULL: as before */
} Case;

static const Case cases[] = {
  { "all take effect, and the response repeats them (P-SET-06, P-SET-09)", V2C, "secret",
    DESCR "=04:6e6577 " NUMBER "=02:7f", "0 0", DESCR "=04:6e6577" },
  { "the same in v1", V1, "secret",
    NUMBER "=02:7f " DESCR "=04:6e6577", "0 0", DESCR "=04:6e6577" },
  { "of two values for one name the last one wins (P-SET-08)", V2C, "secret",
    DESCR "=04:61 " NUMBER "=02:7f " DESCR "=04:62", "0 0", DESCR "=04:62" },
  { "nothing to set is no error (P-PDU-04)", V2C, "secret", "", "0 0", NULL },
  { "a string may be empty", V2C, "secret", DESCR "=04:", "0 0", DESCR "=04:" },
  { "Counter64 can be set in v2c", V2C, "secret",
    "1.3.6.1.2.1.31.1.1.1.6.1=46:09", "0 0", "1.3.6.1.2.1.31.1.1.1.6.1=46:09" },
  { "NULL where NULL was captured", V2C, "secret", "1.3.6.1.4.1.99.1.0=05:", "0 0", NULL },

  { "who may only read: noAccess for the first (P-SET-01)", V2C, "public",
    DESCR "=04:6e6577 " NUMBER "=02:7f", "6 1", NULL },
  { "and noSuchName in v1 (P-COX-04)", V1, "public",
    DESCR "=04:6e6577 " NUMBER "=02:7f", "2 1", NULL },
  { "noAccess whether it exists or not (P-SET-01)", V2C, "public", "1.3.9.9=02:01", "6 1", NULL },
  { "another type: wrongType, and none takes effect (P-SET-03, P-SET-06)", V2C, "secret",
    DESCR "=04:6e6577 " NUMBER "=42:01", "7 2", NULL },
  { "wrongType is badValue in v1 (P-COX-04)", V1, "secret",
    DESCR "=04:6e6577 " NUMBER "=42:01", "3 2", NULL },
  { "NULL is a type like others (P-SET-03)", V2C, "secret", DESCR "=05:", "7 1", NULL },
  { "an exception is none that one can set (P-SET-03)", V2C, "secret", DESCR "=81:", "7 1", NULL },
  { "an object that nobody has: notWritable (P-SET-02)", V2C, "secret",
    "1.3.6.1.2.1.1.99.0=02:01", "17 1", NULL },
  { "another instance of an object: noCreation (P-SET-04)", V2C, "secret",
    "1.3.6.1.2.1.1.1.1=04:61", "11 1", NULL },
  { "a row that the table has not: noCreation (P-SET-04)", V2C, "secret",
    "1.3.6.1.2.1.4.22.1.3.9.10.0.0.1=40:0a000009", "11 1", NULL },
  { "a captured exception is no instance (P-SET-02)", V2C, "secret",
    "1.3.6.1.4.1.99.2.0=81:", "17 1", NULL },
  { "both are noSuchName in v1 (P-COX-04)", V1, "secret",
    DESCR "=04:61 1.3.6.1.2.1.1.1.1=04:61", "2 2", NULL },
  { "notWritable too", V1, "secret", "1.3.6.1.2.1.1.99.0=02:01", "2 1", NULL },
  { "Counter64 is not there in v1, even for another type (P-COX-02)", V1, "secret",
    "1.3.6.1.2.1.31.1.1.1.6.1=02:09", "2 1", NULL },
  { "the first error is told (P-SET-01 …)", V2C, "secret",
    "1.3.6.1.2.1.1.1.1=04:61 " NUMBER "=42:01", "11 1", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  const guint32 *counters = tarn_responder_get_counters (responder);
  g_autofree char *before = tarn_agent_test_dump (store);
  g_autofree char *reply = ask (responder, c->version, c->community, c->rows);
  g_autofree char *after = tarn_agent_test_dump (store);
  g_autofree char *expected = g_strdup_printf ("%s%s%s", c->status, *c->rows == '\0' ? "" : " ",
                                               c->rows);
  gboolean good = g_str_has_prefix (c->status, "0 ");
  g_auto(GStrv) words = g_strsplit (c->rows, " ", -1);

  g_assert_cmpstr (reply, ==, expected);
  if (c->stored == NULL)
    g_assert_cmpstr (after, ==, before);
  else
    g_assert_nonnull (strstr (after, c->stored));

  g_assert_cmpuint (counters[17], ==, 1);
  g_assert_cmpuint (counters[14], ==, good ? g_strv_length (words) : 0);
  g_assert_cmpuint (counters[5], ==, g_str_equal (c->community, "public") ? 1 : 0);
}

/* All varbinds are there at once (P-SET-06). */
static void
test_all_at_once (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *reply = ask (responder, V2C, "secret",
                                DESCR "=04:6e6577 " NUMBER "=02:7f " PHYS_IP "=40:01020304");
  g_autofree char *after = tarn_agent_test_dump (store);

  g_assert_nonnull (strstr (after, DESCR "=04:6e6577\n"));
  g_assert_nonnull (strstr (after, NUMBER "=02:7f\n"));
  g_assert_nonnull (strstr (after, PHYS_IP "=40:01020304\n"));
}

/* P-SET-14: an OID of no octets reads well and is not to be emitted. */
static void
test_encoding (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *before = tarn_agent_test_dump (store);
  g_autofree char *reply = ask (responder, V2C, "secret", "1.3.6.1.2.1.1.2.0=06:");
  g_autofree char *after = tarn_agent_test_dump (store);

  g_assert_true (g_str_has_prefix (reply, "9 1 "));
  g_assert_cmpstr (before, ==, after);
}

#define EXTRA_OCTETS "3010 06082b06010201010100 0402 6869 ffff"

/* What stands behind a value is no part of it: nothing is set (P-BER-08, P-SET-14). */
static void
test_extra_octets (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) request = tarn_test_varbinds (TARN_PDU_SET, EXTRA_OCTETS);
  g_autofree char *before = tarn_agent_test_dump (store);
  g_autofree char *reply = NULL;
  g_autofree char *after = NULL;

  tarn_agent_test_set_communities (responder, NULL, community);
  reply = tarn_agent_test_ask (responder, request);
  after = tarn_agent_test_dump (store);
  g_assert_true (g_str_has_prefix (reply, "9 1 "));
  g_assert_cmpstr (before, ==, after);
}

/* P-SET-00: the check of the size comes before anything takes effect. */
static void
test_too_big (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *before = tarn_agent_test_dump (store);
  guint n_set = 0;

  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MIN);
  for (guint len = 420; len < 460; len++)
    {
      g_autofree char *octets = g_strnfill (2 * len, '6');
      g_autofree char *rows = g_strdup_printf (DESCR "=04:%s", octets);
      g_autofree char *reply = ask (responder, V2C, "secret", rows);
      g_autofree char *after = tarn_agent_test_dump (store);

      if (g_str_has_prefix (reply, "0 0 "))
        {
          n_set++;
          g_assert_cmpstr (after, !=, before);
          g_free (before);
          before = g_steal_pointer (&after);
        }
      else
        {
          g_assert_cmpstr (reply, ==, "1 0");
          g_assert_cmpstr (after, ==, before);
        }
    }

  /* 484 octets less the 53 that are around the string leave 431. */
  g_assert_cmpuint (n_set, ==, 12);
}

/* P-SET-07, P-SET-11, P-SET-18 */
static void
test_commit_fails (void)
{
  static const struct
  {
    int         code;
    TarnVersion version;
    const char *status;
  } fails[] = {
    { TARN_ERROR_FAILED, V2C, "14 1" },
    { TARN_ERROR_STORE_DAMAGED, V2C, "14 1" },
    { TARN_ERROR_STORE_FULL, V2C, "13 1" },
    { TARN_ERROR_STORE_READ_ONLY, V2C, "17 1" },
    { TARN_ERROR_FAILED, V1, "5 1" },
    { TARN_ERROR_STORE_FULL, V1, "5 1" },
    { TARN_ERROR_STORE_READ_ONLY, V1, "2 1" },
  };
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *before = tarn_agent_test_dump (store);

  for (gsize i = 0; i < G_N_ELEMENTS (fails); i++)
    {
      g_autofree char *reply = NULL;
      g_autofree char *after = NULL;
      g_autofree char *expected = NULL;
      g_autoptr(GError) error = NULL;

      tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (store), fails[i].code);
      reply = ask (responder, fails[i].version, "secret", DESCR "=04:61 " NUMBER "=02:01");
      expected = g_strdup_printf ("%s " DESCR "=04:61 " NUMBER "=02:01", fails[i].status);
      after = tarn_agent_test_dump (store);
      error = tarn_responder_take_error (responder);

      g_assert_cmpstr (reply, ==, expected);
      g_assert_cmpstr (after, ==, before);
      g_assert_error (error, TARN_ERROR, fails[i].code);
    }
  g_assert_cmpuint (tarn_responder_get_counters (responder)[14], ==, 0);
}

/* RFC 3418: snmpEnableAuthenTraps is the agent's own, and managers may switch it. */
static void
test_switch (void)
{
  static const struct { TarnPduType type; const char *rows; const char *reply; } vectors[] = {
    { TARN_PDU_SET, "1.3.6.1.2.1.11.30.0=02:01", "0 0 1.3.6.1.2.1.11.30.0=02:01" },
    { TARN_PDU_GET, "1.3.6.1.2.1.11.30.0=05:", "0 0 1.3.6.1.2.1.11.30.0=02:01" },
    { TARN_PDU_SET, "1.3.6.1.2.1.11.30.0=02:03", "10 1 1.3.6.1.2.1.11.30.0=02:03" },
    { TARN_PDU_SET, "1.3.6.1.2.1.11.30.0=42:02", "7 1 1.3.6.1.2.1.11.30.0=42:02" },
    { TARN_PDU_SET, "1.3.6.1.2.1.11.30.0=02:02 1.3.6.1.2.1.11.1.0=41:00",
      "17 2 1.3.6.1.2.1.11.30.0=02:02 1.3.6.1.2.1.11.1.0=41:00" },
    { TARN_PDU_GET, "1.3.6.1.2.1.11.30.0=05:", "0 0 1.3.6.1.2.1.11.30.0=02:01" },
    { TARN_PDU_SET, "1.3.6.1.2.1.11.30.0=02:02", "0 0 1.3.6.1.2.1.11.30.0=02:02" },
    { TARN_PDU_GET, "1.3.6.1.2.1.11.30.0=05:", "0 0 1.3.6.1.2.1.11.30.0=02:02" },
  };
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);

  tarn_responder_set_live (responder, TRUE, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (V2C, "secret", vectors[i].type, 0, 0,
                                                           vectors[i].rows);
      g_autofree char *reply = tarn_agent_test_ask (responder, request);

      g_assert_cmpstr (reply, ==, vectors[i].reply);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/responder-set/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/responder-set/all-at-once", test_all_at_once);
  g_test_add_func ("/responder-set/encoding", test_encoding);
  g_test_add_func ("/responder-set/extra-octets", test_extra_octets);
  g_test_add_func ("/responder-set/too-big", test_too_big);
  g_test_add_func ("/responder-set/commit-fails", test_commit_fails);
  g_test_add_func ("/responder-set/switch", test_switch);

  return g_test_run ();
}
