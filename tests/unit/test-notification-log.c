/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notification-log.h"

#include <arpa/inet.h>

#include "ops/tarn-notification-private.h"
#include "store/tarn-memory-store.h"
#include "tarn-test-capture.h"

#define LOG      "1.3.6.1.2.1.92.1.3.1.1."
#define VARIABLE "1.3.6.1.2.1.92.1.3.2.1."

/* One of each type that values may have, and one that they may not. */
static const char *const values[] = {
  "020107", "040161", "06022b06", "4004c0000201", "410105", "420106", "430107", "4401ff",
  "460108", "0500",
};

/* Where the table has them, by the position above. */
static const char *const columns[] = { "7", "8", "10", "9", "4", "5", "6", "12", "11", "12" };

static TarnNotification *
make (TarnNotificationKind kind)
{
  g_autoptr(GPtrArray) varbinds
    = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  g_autoptr(TarnOid) trap = tarn_test_oid ("1.3.6.1.4.1.9.0.17");
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);
  g_autoptr(TarnNotification) made = NULL;
  g_autoptr(TarnNotification) translated = NULL;
  g_autoptr(GBytes) octets = NULL;
  g_autoptr(GError) error = NULL;
  TarnNotification *received;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(GBytes) tlv = tarn_test_hex (values[i]);
      g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.5.0");
      g_autoptr(TarnValue) value = NULL;

      /* SNMPv1 has none. */
      if (kind == TARN_NOTIFICATION_TRAP_V1 && values[i][0] == '4' && values[i][1] == '6')
        continue;
      value = tarn_value_new_tlv (tarn_test_span (tlv).data, tarn_test_span (tlv).len, &error);
      g_assert_no_error (error);
      g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));
    }

  made = tarn_notification_new (TARN_NOTIFICATION_TRAP, trap, 4711,
                                (TarnVarbind **) varbinds->pdata, varbinds->len);
  translated = tarn_notification_translate (made, kind, FALSE, &error);
  g_assert_no_error (error);
  octets = tarn_notification_encode (translated, community, 77, &error);
  g_assert_no_error (error);
  received = tarn_notification_decode (octets, &error);
  g_assert_no_error (error);
  received->time_us = G_GINT64_CONSTANT (1790000000500000);
  received->sender.in.sin_family = AF_INET;
  received->sender.in.sin_port = htons (1000);
  g_assert_cmpint (inet_pton (AF_INET, "192.0.2.1", &received->sender.in.sin_addr), ==, 1);
  return received;
}

static void
assert_cell (TarnStore  *store,
             const char *prefix,
             const char *rest,
             const char *hex)
{
  g_autofree char *text = g_strconcat (prefix, rest, NULL);
  g_autoptr(TarnOid) oid = tarn_test_oid (text);
  g_autoptr(GBytes) expected = tarn_test_hex (hex);
  g_autoptr(TarnValue) value = NULL;
  g_autoptr(GError) error = NULL;
  const guint8 *tlv;
  gsize n;

  value = tarn_store_get (store, oid, &error);
  g_assert_no_error (error);
  g_assert_nonnull (value);
  tlv = tarn_value_get_tlv (value, &n);
  g_assert_cmpmem (tlv, n, tarn_test_span (expected).data, tarn_test_span (expected).len);
}

static void
keep (TarnNotificationLog  *log,
      TarnNotificationKind  kind)
{
  g_autoptr(TarnNotification) notification = make (kind);
  g_autoptr(GError) error = NULL;

  tarn_notification_log_add (log, notification);
  g_assert_true (tarn_notification_log_save (log, &error));
  g_assert_no_error (error);
}

static void
test_table (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnNotificationLog) log = tarn_notification_log_new (store);

  keep (log, TARN_NOTIFICATION_INFORM);
  assert_cell (store, LOG, "2.0.1", "43021267");
  assert_cell (store, LOG, "3.0.1", "040b07ea09150e0d14052b0000");
  assert_cell (store, LOG, "5.0.1", "0406c000020103e8");
  assert_cell (store, LOG, "6.0.1", "06062b0601060101");
  assert_cell (store, LOG, "9.0.1", "06082b06010401090011");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *cell = g_strdup_printf ("%s.0.1.%u", columns[i], i + 1);
      g_autofree char *name = g_strdup_printf ("2.0.1.%u", i + 1);
      gboolean is_foreign = g_str_equal (values[i], "0500");

      assert_cell (store, VARIABLE, cell, is_foreign ? "44020500" : values[i]);
      assert_cell (store, VARIABLE, name, "06082b06010201010500");
    }
  g_assert_finalize_object (g_steal_pointer (&log));
}

/* As it came, octets, time and sender, whatever the tables can say. */
static void
test_lossless (TarnTestCapture *fixture,
               gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(TarnNotificationLog) log = tarn_notification_log_new (TARN_STORE (capture));
  guint32 last;

  for (guint kind = 0; kind <= TARN_NOTIFICATION_INFORM; kind++)
    keep (log, kind);

  /* Another one goes on behind them. */
  g_clear_object (&log);
  log = tarn_notification_log_new (TARN_STORE (capture));
  keep (log, TARN_NOTIFICATION_TRAP);
  g_assert_true (tarn_notification_log_get_last (log, &last, NULL));
  g_assert_cmpuint (last, ==, 4);

  for (guint kind = 0; kind <= TARN_NOTIFICATION_INFORM; kind++)
    {
      g_autoptr(TarnNotification) expected = make (kind);
      g_autoptr(TarnNotification) kept = NULL;
      g_autofree char *sender = NULL;
      g_autoptr(GError) error = NULL;

      kept = tarn_notification_log_dup (log, kind + 1, &error);
      g_assert_no_error (error);
      sender = tarn_notification_dup_sender (kept);
      g_assert_cmpstr (sender, ==, "192.0.2.1:1000");
      g_assert_cmpint (tarn_notification_get_time_us (kept), ==, expected->time_us);
      g_assert_cmpint (tarn_notification_get_kind (kept), ==, kind);
      g_assert_true (g_bytes_equal (tarn_notification_get_octets (kept),
                                    tarn_notification_get_octets (expected)));
    }
}

static void
test_empty (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnNotificationLog) log = tarn_notification_log_new (store);
  g_autoptr(TarnOid) behind = tarn_test_oid ("1.3.6.1.2.1.92.1.3.3");
  g_autoptr(TarnOid) before = tarn_test_oid (LOG "2.0.9");
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  guint32 last = 7;

  tarn_batch_put (batch, before, value);
  tarn_batch_put (batch, behind, value);
  g_assert_true (tarn_store_apply (store, batch, &error));
  g_assert_true (tarn_notification_log_get_last (log, &last, &error));
  g_assert_cmpuint (last, ==, 0);
  g_assert_null (tarn_notification_log_dup (log, 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notification-log/the tables of RFC 3014", test_table);
  g_test_add ("/notification-log/nothing is lost", TarnTestCapture, NULL,
              tarn_test_capture_set_up, test_lossless, tarn_test_capture_tear_down);
  g_test_add_func ("/notification-log/a store without one", test_empty);

  return g_test_run ();
}
