/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a capture says about its mirror is not believed.
 */
#include "tarn-mirror-fixture.h"
#include "tarn-test.h"

#include "ops/tarn-mirror-private.h"
#include "store/tarn-memory-store.h"

static TarnMirrorInfo *
read_meta (TarnStore *store,
           GVariant  *meta)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  tarn_batch_set_meta (batch, TARN_MIRROR_META, meta);
  tarn_store_apply (store, batch, &error);
  g_assert_no_error (error);

  return tarn_mirror_info_read (store);
}

static GVariant *
good_meta (void)
{
  g_autoptr(GPtrArray) gaps = tarn_gaps_new ();
  g_autoptr(GPtrArray) counts = tarn_anomaly_counts_new ();
  TarnGap *gap = g_new0 (TarnGap, 1);
  TarnAnomalyCount *count = g_new0 (TarnAnomalyCount, 1);
  TarnMirrorInfo info = {
    .device = (char *) "a:161", .version = TARN_VERSION_2C, .running = TRUE, .n_rows = 5,
    .gaps = gaps, .ranges = gaps, .anomaly_counts = counts, .n_requests = 3, .elapsed_us = 4,
    .uptime = 99, .uptime_us = 1000, .n_restarts = 1, .known = TRUE,
  };

  count->anomaly = TARN_ANOMALY_SKIPPED;
  count->count = 7;
  count->oid = tarn_test_oid ("1.3.6.1");
  g_ptr_array_add (counts, count);

  gap->after = tarn_test_oid ("1.3.6");
  gap->reason = TARN_GAP_LIMIT;
  g_ptr_array_add (gaps, gap);

  return g_variant_ref_sink (tarn_mirror_info_to_variant (&info));
}

static void
test_info (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(GVariant) meta = good_meta ();
  g_autoptr(TarnMirrorInfo) info = read_meta (store, meta);
  g_autoptr(TarnMirrorInfo) copy = NULL;
  g_autofree char *count = NULL;

  g_assert_nonnull (info);
  copy = tarn_mirror_info_copy (info);
  g_clear_pointer (&info, tarn_mirror_info_free);
  g_assert_cmpstr (copy->device, ==, "a:161");
  g_assert_true (copy->running);
  g_assert_cmpuint (copy->n_rows, ==, 5);
  g_assert_cmpuint (copy->n_requests, ==, 3);
  g_assert_cmpint (copy->elapsed_us, ==, 4);
  g_assert_cmpuint (copy->uptime, ==, 99);
  g_assert_cmpint (copy->uptime_us, ==, 1000);
  g_assert_cmpuint (copy->n_restarts, ==, 1);
  g_assert_true (copy->known);
  g_assert_cmpint (copy->anomalies, ==, TARN_ANOMALY_SKIPPED);
  g_assert_cmpuint (copy->anomaly_counts->len, ==, 1);
  count = tarn_anomaly_count_to_string (copy->anomaly_counts->pdata[0]);
  g_assert_cmpstr (count, ==, "7 x skipped, first at .1.3.6.1");
  mirror_assert_info_gap (copy, 1, "after .1.3.6 to the end: the limit of the walk was reached");
}

static void
test_bad_info (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(GVariant) good = good_meta ();
  static const struct { const char *key; const char *value; } vectors[] = {
    { "device", "5" }, { "version", "7" }, { "version", "'2c'" }, { "began", "'now'" },
    { "running", "1" }, { "rows", "-1" }, { "anomalies", "uint32 4294967295" },
    { "ranges", "'all'" }, { "gaps", "[([byte 134], [byte 43], 1, 0, uint32 0)]" },
  };
  /* These may be absent, but not other than they are. */
  static const struct { const char *key; const char *value; } newer[] = {
    { "elapsed", "'long'" }, { "known", "1" }, { "requests", "-1" }, { "uptime", "int64 5" },
    { "uptime-at", "5" }, { "restarts", "'none'" }, { "anomaly-counts", "5" },
    { "anomaly-counts", "[(uint32 3, uint64 1, [byte 43])]" },
    { "anomaly-counts", "[(uint32 0, uint64 1, [byte 43])]" },
    { "anomaly-counts", "[(uint32 1, uint64 0, [byte 43])]" },
    { "anomaly-counts", "[(uint32 1, uint64 1, [byte 134])]" },
    { "anomaly-counts", "[(uint32 1073741824, uint64 1, [byte 43])]" },
    { "anomaly-counts", "[(uint32 1, uint64 1, [byte 43]), (1, 1, [43])]" },
  };

  g_assert_null (tarn_mirror_info_read (store));
  g_assert_null (read_meta (store, g_variant_new_string ("mirror")));
  g_assert_null (read_meta (store, g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)));

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      GVariantDict dict;

      g_test_message ("%s: %s", vectors[i].key, vectors[i].value);
      g_variant_dict_init (&dict, good);
      g_variant_dict_insert_value (&dict, vectors[i].key,
                                   g_variant_parse (NULL, vectors[i].value, NULL, NULL, NULL));
      g_assert_null (read_meta (store, g_variant_dict_end (&dict)));

      /* Nor may it be absent. */
      g_variant_dict_init (&dict, good);
      g_variant_dict_remove (&dict, vectors[i].key);
      g_assert_null (read_meta (store, g_variant_dict_end (&dict)));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (newer); i++)
    {
      g_autoptr(TarnMirrorInfo) older = NULL;
      g_autoptr(GError) error = NULL;
      GVariantDict dict;
      GVariant *value = g_variant_parse (NULL, newer[i].value, NULL, NULL, &error);

      g_test_message ("%s: %s", newer[i].key, newer[i].value);
      g_assert_no_error (error);
      g_variant_dict_init (&dict, good);
      g_variant_dict_insert_value (&dict, newer[i].key, value);
      g_assert_null (read_meta (store, g_variant_dict_end (&dict)));
      g_variant_dict_init (&dict, good);
      g_variant_dict_remove (&dict, newer[i].key);
      older = read_meta (store, g_variant_dict_end (&dict));
      g_assert_nonnull (older);
      g_assert_nonnull (older->anomaly_counts);
    }
}

/* Every octet of the record in turn is another one: an info or none, no more. */
static void
test_damaged_info (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(GVariant) good = good_meta ();
  gsize size = g_variant_get_size (good);
  guint n_refused = 0;

  for (gsize i = 0; i < size; i++)
    for (guint8 flip = 1; flip != 0; flip = (guint8) (flip << 1))
      {
        guint8 *octets = g_memdup2 (g_variant_get_data (good), size);
        g_autoptr(TarnMirrorInfo) info = NULL;
        g_autoptr(GBytes) bytes = g_bytes_new_take (octets, size);

        octets[i] ^= flip;
        info = read_meta (store, g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
        n_refused += info == NULL;
      }

  g_assert_cmpuint (n_refused, >, size);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mirror-info/good", test_info);
  g_test_add_func ("/mirror-info/bad", test_bad_info);
  g_test_add_func ("/mirror-info/damaged", test_damaged_info);

  return g_test_run ();
}
