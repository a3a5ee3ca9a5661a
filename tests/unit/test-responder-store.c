/* test-responder-store.c
 *
 * The responder and a store that is damaged, busy, endless, or shared by a batch.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-agent-test.h"
#include "tarn-faulty-store.h"

#include "store/tarn-capture.h"

#include <glib/gstdio.h>

/* P-GET-03: genErr with the request's list, and the reason for a person. */
static void
test_damage (void)
{
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(TarnOid) from = tarn_test_oid ("1.3.6.1.2.1.2.1.0");
  const TarnPduType types[] = { TARN_PDU_GET, TARN_PDU_GET_NEXT, TARN_PDU_SET };
  const char *rows = "1.3.6.1.2.1.1.1.0=04:61 1.3.6.1.2.1.2.1.0=02:01";

  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (store), from);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "secret", types[i],
                                                           0, 0, rows);
      g_autofree char *reply = tarn_agent_test_ask (responder, request);
      g_autoptr(GError) error = tarn_responder_take_error (responder);

      g_assert_cmpstr (reply, ==, "5 2 1.3.6.1.2.1.1.1.0=04:61 1.3.6.1.2.1.2.1.0=02:01");
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
    }
  g_assert_cmpuint (tarn_responder_get_counters (responder)[24], ==, 3);
}

/* A store that is busy: nothing is done or counted, and the next try is the first. */
static void
test_busy (void)
{
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  const guint32 *counters = tarn_responder_get_counters (responder);
  const TarnPduType types[] = { TARN_PDU_GET, TARN_PDU_GET_NEXT, TARN_PDU_GET_BULK, TARN_PDU_SET };
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "secret", types[i],
                                                           0, 1, "1.3.6.1.2.1.1.1.0=04:61");
      gboolean writes = types[i] == TARN_PDU_SET;
      TarnSpan response;

      tarn_faulty_store_set_busy (TARN_FAULTY_STORE (store), 1, writes ? 1 : 0);
      for (int tries = 0; tries < (writes ? 2 : 1); tries++)
        g_assert_false (tarn_agent_test_respond (responder, tarn_test_span (request), 0, buffer,
                                                &response));
      g_assert_cmpuint (counters[1], ==, i);
      g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), 0, buffer,
                                             &response));
      g_assert_cmpuint (response.len, >, 0);
      g_assert_cmpuint (counters[1], ==, i + 1);
      tarn_responder_end_batch (responder);
    }
  g_assert_cmpuint (counters[17], ==, 1);
  g_assert_null (tarn_responder_take_error (responder));
}

/* Answers two Gets, a Set and a Get of the same name, as a batch. */
static void
check_batch (TarnStore *store)
{
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  const char *expected[] = { "04:646576696365", "04:646576696365", "04:61", "04:61" };
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];
  TarnSpan response;

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(GBytes) request = NULL;
      g_autofree char *reply = NULL;
      g_autofree char *wanted = g_strdup_printf ("0 0 1.3.6.1.2.1.1.1.0=%s", expected[i]);

      request = tarn_agent_test_request (TARN_VERSION_2C, "secret",
                                         i == 2 ? TARN_PDU_SET : TARN_PDU_GET, 0, 0,
                                         "1.3.6.1.2.1.1.1.0=04:61");
      g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), 0, buffer,
                                             &response));
      reply = tarn_agent_test_render (response);
      g_assert_cmpstr (reply, ==, wanted);
    }
  tarn_responder_end_batch (responder);
}

/* Reads of a batch share one section; a Set ends it. */
static void
test_batch (void)
{
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);

  check_batch (store);
  g_assert_cmpuint (tarn_faulty_store_get_n_reads (TARN_FAULTY_STORE (store)), ==, 3);
}

/* A file, which takes no batch while it is read: the same, and it is there later. */
static void
test_capture (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tarn-responder-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "device.tarn", NULL);
  g_autofree char *dump = NULL;
  TarnCapture *capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, &error);

  g_assert_no_error (error);
  tarn_agent_test_fill (TARN_STORE (capture), tarn_agent_test_device);
  check_batch (TARN_STORE (capture));
  g_assert_finalize_object (capture);

  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  g_assert_no_error (error);
  dump = tarn_agent_test_dump (TARN_STORE (capture));
  g_assert_true (g_str_has_prefix (dump, "1.3.6.1.2.1.1.1.0=04:61\n1.3.6.1.2.1.1.2.0="));
  g_assert_finalize_object (capture);

  g_remove (path);
  g_rmdir (folder);
}

/* F-91, P-BLK-07: nobody makes the agent look for ever. */
static void
test_endless (void)
{
  static const struct
  {
    TarnVersion  version;
    TarnPduType  type;
    guint8       stuck_tag;
    const char  *rows;
    const char  *reply;
  } asks[] = {
    { TARN_VERSION_1, TARN_PDU_GET_NEXT, TARN_KIND_COUNTER64,
      "1.3.6.1.2.1.1.1=05: 1.3.6.1.2.1.11.30.0=05:",
      "5 2 1.3.6.1.2.1.1.1=05: 1.3.6.1.2.1.11.30.0=05:" },
    { TARN_VERSION_2C, TARN_PDU_GET_NEXT, TARN_KIND_NO_SUCH_INSTANCE,
      "1.3.6.1.4.1.99.1.0=05:", "5 1 1.3.6.1.4.1.99.1.0=05:" },
    { TARN_VERSION_2C, TARN_PDU_GET_BULK, TARN_KIND_NO_SUCH_INSTANCE,
      "1.3.6.1.4.1.99.1.0=05:", "5 1 1.3.6.1.4.1.99.1.0=05:" },
    /* The first repetition is whole, so that is the answer. */
    { TARN_VERSION_2C, TARN_PDU_GET_BULK, TARN_KIND_NO_SUCH_INSTANCE,
      "1.3.6.1.4.1.99=05:", "0 0 1.3.6.1.4.1.99.1.0=05:" },
  };
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autoptr(GBytes) request = tarn_agent_test_request (asks[i].version, "public",
                                                           asks[i].type, 0, 9, asks[i].rows);
      g_autofree char *reply = NULL;

      tarn_faulty_store_set_stuck (TARN_FAULTY_STORE (store), asks[i].stuck_tag);
      reply = tarn_agent_test_ask (responder, request);
      g_assert_cmpstr (reply, ==, asks[i].reply);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/responder-store/damage", test_damage);
  g_test_add_func ("/responder-store/busy", test_busy);
  g_test_add_func ("/responder-store/batch", test_batch);
  g_test_add_func ("/responder-store/capture", test_capture);
  g_test_add_func ("/responder-store/endless", test_endless);

  return g_test_run ();
}
