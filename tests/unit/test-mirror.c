/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A scripted agent into a capture file: a new one, and one that holds an earlier
 * mirror already.
 */
#include <unistd.h>

#include "tarn-mirror-fixture.h"
#include "tarn-test.h"

#include "base/tarn-error.h"
#include "ops/tarn-walk-private.h"

/* --- a new capture ----------------------------------------------------------------- */

static void
test_equal (MirrorFixture *f,
            gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;
  const TarnGap *range;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 9000);
  tarn_walk_set_max_repetitions (f->walk, 50);
  mirror_run (f);
  mirror_assert_complete (f, 9000);
  mirror_assert_holds (f, IF_TABLE, 1, 9000);
  g_assert_cmpuint (f->n_told, >=, 1);

  info = mirror_read_info (f);
  g_assert_cmpuint (info->ranges->len, ==, 1);
  range = g_ptr_array_index (info->ranges, 0);
  g_assert_null (range->after);
  g_assert_null (range->before);
}

/* Values go in as they came, odd octets and all. */
static void
test_odd_values (MirrorFixture *f,
                 gconstpointer  data)
{
  static const char *const tlvs[] = {
    "0202 0005", "4104 98 5d 4b 44", "4101 ff", "4600", "0500", "0400", "4003 7f0000",
    "4407 9f7804 40600000", "0602 2b86", "4901 00", "4200",
  };
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autoptr(TarnMirrorInfo) info = NULL;
  g_autofree char *is = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tlvs); i++)
    {
      g_autoptr(GBytes) tlv = tarn_test_hex (tlvs[i]);
      g_autofree char *hex = tarn_test_to_hex (tarn_test_span (tlv));
      const guint8 name[] = { 0x2b, 6, 1, (guint8) i };

      tarn_fake_agent_add_raw (f->agent, tarn_span (name, sizeof name), tarn_test_span (tlv));
      g_string_append_printf (expected, ".1.3.6.1.%u=%s\n", i, hex);
    }

  mirror_run (f);
  mirror_assert_complete (f, G_N_ELEMENTS (tlvs));
  is = mirror_dump (TARN_STORE (f->capture));
  g_assert_cmpstr (is, ==, expected->str);
  info = mirror_read_info (f);
  g_assert_cmpint (info->anomalies & TARN_ANOMALY_BAD_VALUE, !=, 0);
  g_assert_cmpint (info->anomalies & TARN_ANOMALY_UNKNOWN_TYPE, !=, 0);
}

/* Overlapping roots are asked for once. */
/* Rows that came out of order, and were tolerated, are there the second time as well, although
 * the end of their table covers them; one that did not come then is gone (P-WLK-03, F-02). */
static void
test_tolerate (MirrorFixture *f,
               gconstpointer  data)
{
  static const guint order[] = { 1, 2, 5, 4, 3, 6, 9, 8, 7 };
  g_autoptr(TarnOid) root = tarn_test_oid (IF_TABLE);
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autofree char *is = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%u", order[i]);

      tarn_fake_agent_add (f->agent, name, 1);
    }
  for (guint round = 0; round < 2; round++)
    {
      if (round > 0)
        {
          tarn_fake_agent_remove (f->agent, IF_TABLE ".8");
          mirror_walk_again (f);
        }
      tarn_walk_set_tolerate (f->walk, TRUE);
      tarn_walk_add_root (f->walk, root, NULL);
      mirror_run (f);
      mirror_assert_complete (f, G_N_ELEMENTS (order) - round);
    }
  for (guint i = 1; i <= G_N_ELEMENTS (order); i++)
    if (i != 8)
      g_string_append_printf (expected, "." IF_TABLE ".%u=020101\n", i);
  is = mirror_dump (TARN_STORE (f->capture));
  g_assert_cmpstr (is, ==, expected->str);
}

static void
test_overlap (MirrorFixture *f,
              gconstpointer  data)
{
  g_autoptr(TarnOid) outer = tarn_test_oid ("1.3.6.1.2.1.2");
  g_autoptr(TarnOid) inner = tarn_test_oid (IF_TABLE);

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 25);
  tarn_walk_set_gentle (f->walk, TRUE);
  tarn_walk_add_root (f->walk, inner, NULL);
  tarn_walk_add_root (f->walk, outer, NULL);
  tarn_walk_add_root (f->walk, outer, NULL);
  mirror_run (f);
  mirror_assert_complete (f, 25);
  g_assert_cmpstr (f->agent->log->str, ==, "b10 g b10 b10 ");
}

static void
test_falls_silent (MirrorFixture *f,
                   gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  f->agent->n_answers = 6;
  tarn_device_set_retries (f->fake.device, 0);
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  mirror_assert_holds (f, IF_TABLE, 1, 50);
  info = mirror_read_info (f);
  g_assert_false (info->running);
  g_assert_cmpuint (info->n_rows, ==, 50);
  mirror_assert_info_gap (info, 1, "after ." IF_TABLE ".50 to the end: the agent fell silent");
}

static void
test_dead (MirrorFixture *f,
           gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;

  f->agent->n_answers = 0;
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  info = mirror_read_info (f);
  mirror_assert_info_gap (info, 1, "from the beginning to the end: the agent fell silent");
}

/* Ctrl-C, and going on where it stopped. */
static void
test_cancel_and_resume (MirrorFixture *f,
                        gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;
  const TarnGap *gap;
  guint n_rows;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 5000);
  f->cancel_after = 3000;
  mirror_run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_rows = (guint) tarn_walk_get_n_rows (f->walk);
  g_assert_cmpuint (n_rows, <, 5000);
  mirror_assert_holds (f, IF_TABLE, 1, n_rows);

  info = mirror_read_info (f);
  g_assert_false (info->running);
  g_assert_cmpuint (info->gaps->len, ==, 1);
  gap = g_ptr_array_index (info->gaps, 0);
  g_assert_cmpint (gap->reason, ==, TARN_GAP_CANCELLED);

  mirror_walk_again (f);
  tarn_walk_add_range (f->walk, gap->after, gap->before);
  mirror_run (f);
  mirror_assert_complete (f, 5000 - n_rows);
  mirror_assert_holds (f, IF_TABLE, 1, 5000);
  g_clear_pointer (&info, tarn_mirror_info_free);
  info = mirror_read_info (f);
  g_assert_cmpuint (info->ranges->len, ==, 1);
}

/* --- a capture that holds something -------------------------------------------------- */

static void
test_refresh (MirrorFixture *f,
              gconstpointer  data)
{
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autofree char *is = NULL;

  tarn_fake_agent_add_many (f->agent, "1.3.6.1.2.1.1", 1, 5);
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 3000);
  mirror_run (f);
  mirror_assert_complete (f, 3005);

  /* Rows go at the front, in the middle and at the end, and some come. */
  tarn_fake_agent_remove (f->agent, "1.3.6.1.2.1.1.1");
  for (guint i = 1000; i < 1010; i++)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%u", i);

      tarn_fake_agent_remove (f->agent, name);
    }
  tarn_fake_agent_remove (f->agent, IF_TABLE ".3000");
  tarn_fake_agent_remove (f->agent, IF_TABLE ".2999");
  tarn_fake_agent_add (f->agent, "1.3.6.1.4.1.1", 7);

  mirror_walk_again (f);
  mirror_run (f);
  mirror_assert_complete (f, 3005 - 13 + 1);
  mirror_append_numbers (expected, "1.3.6.1.2.1.1", 2, 5);
  mirror_append_numbers (expected, IF_TABLE, 1, 999);
  mirror_append_numbers (expected, IF_TABLE, 1010, 2998);
  g_string_append (expected, ".1.3.6.1.4.1.1=020107\n");
  is = mirror_dump (TARN_STORE (f->capture));
  g_assert_cmpstr (is, ==, expected->str);
}

/* Where the device says nothing, what was there stays: a bad cell, another subtree,
 * what comes after it fell silent. */
static void
test_refresh_with_gaps (MirrorFixture *f,
                        gconstpointer  data)
{
  g_autoptr(TarnOid) root = tarn_test_oid (IF_TABLE);
  g_autoptr(TarnMirrorInfo) info = NULL;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  tarn_fake_agent_add (f->agent, "1.3.6.1.4.1.1", 7);
  mirror_run (f);
  mirror_assert_complete (f, 96);

  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".13", TARN_STATUS_GEN_ERR);
  tarn_fake_agent_remove (f->agent, IF_TABLE ".20");
  tarn_fake_agent_remove (f->agent, IF_TABLE ".90");
  tarn_fake_agent_remove (f->agent, "1.3.6.1.4.1.1");
  f->agent->n_answers = f->agent->n_requests + 13;
  tarn_device_set_retries (f->fake.device, 0);
  mirror_walk_again (f);
  tarn_walk_set_max_repetitions (f->walk, 10);
  tarn_walk_add_root (f->walk, root, NULL);
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_REFUSED);

  {
    g_autofree char *is = mirror_dump (TARN_STORE (f->capture));

    g_assert_nonnull (strstr (is, "." IF_TABLE ".13="));
    g_assert_null (strstr (is, "." IF_TABLE ".20="));
    g_assert_nonnull (strstr (is, "." IF_TABLE ".90="));
    g_assert_nonnull (strstr (is, ".1.3.6.1.4.1.1="));
  }

  info = mirror_read_info (f);
  mirror_assert_info_gap (info, 2, "after ." IF_TABLE ".12 up to ." IF_TABLE ".13.0: "
                                   "the agent answers with an error (genErr)");
  g_assert_cmpuint (info->ranges->len, ==, 1);
}

/* v1 cannot carry Counter64: not seeing one means nothing (P-COX-02). */
static void
test_refresh_v1 (MirrorFixture *f,
                 gconstpointer  data)
{
  const guint8 name[] = { 0x2b, 6, 1, 1 };
  g_autofree char *is = NULL;

  tarn_fake_agent_add_raw (f->agent, tarn_span (name, sizeof name),
                           tarn_span ("\x46\x01\x05", 3));
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1", 1);
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.2", 1);
  mirror_run (f);
  mirror_assert_complete (f, 3);

  tarn_fake_agent_remove (f->agent, "1.3.6.1.1");
  tarn_fake_agent_remove (f->agent, "1.3.6.1.2.1");
  tarn_device_set_version (f->fake.device, TARN_VERSION_1);
  mirror_walk_again (f);
  mirror_run (f);
  g_assert_no_error (f->error);
  is = mirror_dump (TARN_STORE (f->capture));
  g_assert_cmpstr (is, ==, ".1.3.6.1.1=460105\n.1.3.6.1.2.2=020101\n");
}

/* A device that is off takes nothing away, not even the verdict. */
static void
test_refresh_dead (MirrorFixture *f,
                   gconstpointer  data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  mirror_run (f);
  f->agent->n_answers = 0;
  mirror_walk_again (f);
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_clear_error (&f->error);
  mirror_assert_complete (f, 95);
  mirror_assert_holds (f, IF_TABLE, 1, 95);
}

static void
test_other_device (MirrorFixture *f,
                   gconstpointer  data)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("192.0.2.2", 161, NULL);
  g_autoptr(TarnDevice) device = tarn_device_new (address);
  guint n_requests;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  mirror_run (f);
  n_requests = f->agent->n_requests;

  g_assert_finalize_object (f->walk);
  f->walk = tarn_walk_new (f->fake.session, device);
  tarn_walk_peek_machine (f->walk)->probe = FALSE;
  tarn_walk_set_gentle (f->walk, TRUE);
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_nonnull (strstr (f->error->message, "192.0.2.1:161"));
  g_assert_nonnull (strstr (f->error->message, "192.0.2.2:161"));
  g_assert_nonnull (strstr (f->error->message, f->path));
  g_assert_cmpuint (f->agent->n_requests, ==, n_requests);
  g_clear_error (&f->error);
  mirror_assert_complete (f, 95);

  mirror_walk_again (f);
}

static void
test_no_mirror (MirrorFixture *f,
                gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1");
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);

  mirror_open (f);
  tarn_batch_put (batch, oid, value);
  tarn_store_apply (TARN_STORE (f->capture), batch, &f->error);
  g_assert_no_error (f->error);
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_nonnull (strstr (f->error->message, f->path));
  g_assert_cmpuint (f->agent->n_requests, ==, 0);
  g_assert_null (tarn_mirror_info_read (TARN_STORE (f->capture)));
}

static void
test_read_only (MirrorFixture *f,
                gconstpointer  data)
{
  mirror_open (f);
  mirror_close (f);
  f->capture = tarn_capture_open (f->path, TARN_CAPTURE_READ, &f->error);
  g_assert_no_error (f->error);
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY);
  g_assert_cmpuint (f->agent->n_requests, ==, 0);
}

static void
assert_note (MirrorFixture *f,
             const char    *name,
             TarnOrigin     origin,
             TarnAnomalies  anomalies)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnNote) note = tarn_store_dup_note (TARN_STORE (f->capture), oid, &error);

  g_assert_no_error (error);
  g_assert_nonnull (note);
  g_assert_cmpint (note->origin, ==, origin);
  g_assert_cmpint (note->anomalies, ==, anomalies);
}

static void
set_by_hand (MirrorFixture *f,
             const char    *name)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_integer (4711);
  g_autoptr(TarnOid) oid = tarn_test_oid (name);
  g_autoptr(GError) error = NULL;

  tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
  tarn_batch_put (batch, oid, value);
  tarn_store_apply (TARN_STORE (f->capture), batch, &error);
  g_assert_no_error (error);
}

/* What the stored octets do not tell is noted: that a name was padded (P-OID-04), that
 * something stood behind a value.  What they tell, an odd number, is not.  The device is
 * believed where somebody had edited the capture. */
static void
test_notes (MirrorFixture *f,
            gconstpointer  data)
{
  static const guint8 padded[] = { 0x2b, 6, 1, 2, 1, 2, 2, 1, 1, 0x80, 9 };
  static const guint8 odd[] = { 0x2b, 6, 1, 2, 1, 2, 2, 1, 2 };
  static const guint8 tlv[] = { 0x02, 0x02, 0x00, 0x05 };
  g_autoptr(TarnOid) first = tarn_test_oid (IF_TABLE ".1");
  g_autoptr(TarnOid) last = tarn_test_oid (IF_TABLE ".9");
  g_autoptr(TarnNote) none = NULL;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 8);
  tarn_fake_agent_add_raw (f->agent, tarn_span (padded, sizeof padded),
                           tarn_span (tlv, sizeof tlv));
  tarn_fake_agent_add_raw (f->agent, tarn_span (odd, sizeof odd), tarn_span (tlv, sizeof tlv));
  mirror_run (f);
  g_assert_cmpuint (tarn_store_count (TARN_STORE (f->capture), last, NULL), ==, 1);
  assert_note (f, IF_TABLE ".9", TARN_ORIGIN_DEVICE, TARN_ANOMALY_OID_PADDED);
  g_assert_cmpuint (tarn_store_count_notes (TARN_STORE (f->capture), TARN_ORIGIN_DEVICE, NULL),
                    ==, 1);

  set_by_hand (f, IF_TABLE ".1");
  set_by_hand (f, IF_TABLE ".9");
  assert_note (f, IF_TABLE ".1", TARN_ORIGIN_EDIT, 0);
  assert_note (f, IF_TABLE ".9", TARN_ORIGIN_EDIT, TARN_ANOMALY_OID_PADDED);

  mirror_walk_again (f);
  mirror_run (f);
  assert_note (f, IF_TABLE ".9", TARN_ORIGIN_DEVICE, TARN_ANOMALY_OID_PADDED);
  none = tarn_store_dup_note (TARN_STORE (f->capture), first, NULL);
  g_assert_null (none);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  MIRROR_TEST ("/mirror/equal", test_equal);
  MIRROR_TEST ("/mirror/odd-values", test_odd_values);
  MIRROR_TEST ("/mirror/overlap", test_overlap);
  MIRROR_TEST ("/mirror/tolerate (P-WLK-03)", test_tolerate);
  MIRROR_TEST ("/mirror/falls-silent", test_falls_silent);
  MIRROR_TEST ("/mirror/dead", test_dead);
  MIRROR_TEST ("/mirror/cancel-and-resume", test_cancel_and_resume);
  MIRROR_TEST ("/mirror/refresh", test_refresh);
  MIRROR_TEST ("/mirror/refresh-with-gaps", test_refresh_with_gaps);
  MIRROR_TEST ("/mirror/refresh-v1", test_refresh_v1);
  MIRROR_TEST ("/mirror/refresh-dead", test_refresh_dead);
  MIRROR_TEST ("/mirror/other-device", test_other_device);
  MIRROR_TEST ("/mirror/no-mirror", test_no_mirror);
  MIRROR_TEST ("/mirror/read-only", test_read_only);
  MIRROR_TEST ("/mirror/notes", test_notes);

  return g_test_run ();
}
