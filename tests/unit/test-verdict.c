/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "ops/tarn-gap-private.h"
#include "ops/tarn-verdict.h"

static TarnVerdict *
make_verdict (const char *reason)
{
  TarnVerdict *self = g_new0 (TarnVerdict, 1);

  self->complete = reason == NULL;
  self->reason = g_strdup (reason);
  self->n_rows = 220;
  self->n_requests = 46;
  self->elapsed_us = 940000;
  self->gaps = tarn_gaps_new ();
  self->anomalies = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_anomaly_count_free);
  return self;
}

static void
add_gap (TarnVerdict   *self,
         const char    *after,
         const char    *before,
         TarnGapReason  reason,
         guint          n_attempts)
{
  TarnGap *gap = g_new0 (TarnGap, 1);

  gap->after = after != NULL ? tarn_test_oid (after) : NULL;
  gap->before = before != NULL ? tarn_test_oid (before) : NULL;
  gap->reason = reason;
  gap->status = reason == TARN_GAP_ERROR_STATUS ? 5 : 0;
  gap->n_attempts = n_attempts;
  g_ptr_array_add (self->gaps, gap);
}

static void
add_anomaly (TarnVerdict   *self,
             TarnAnomalies  anomaly,
             guint64        n,
             const char    *oid)
{
  TarnAnomalyCount *count = g_new0 (TarnAnomalyCount, 1);

  count->anomaly = anomaly;
  count->count = n;
  count->oid = oid != NULL ? tarn_test_oid (oid) : NULL;
  g_ptr_array_add (self->anomalies, count);
}

/* What is told of a copy, whose original is gone. */
static void
assert_told (TarnVerdict *original,
             const char  *text,
             const char  *json)
{
  g_autoptr(TarnVerdict) copy = tarn_verdict_copy (original);
  g_autofree char *as_text = NULL;
  g_autofree char *as_json = NULL;

  tarn_verdict_free (original);
  as_text = tarn_verdict_to_string (copy);
  as_json = tarn_verdict_to_json (copy);
  g_assert_cmpstr (as_text, ==, text);
  g_assert_cmpstr (as_json, ==, json);
}

static void
test_complete (void)
{
  assert_told (make_verdict (NULL),
               "complete: 220 varbinds, 46 requests in 0.94 s",
               "{\"complete\":true,\"reason\":null,\"varbinds\":220,\"requests\":46,"
               "\"seconds\":0.940000,\"restarted\":false,\"gaps\":[],\"anomalies\":[]}");
}

static void
test_anomalies (void)
{
  TarnVerdict *verdict = make_verdict (NULL);

  verdict->restarted = TRUE;
  add_anomaly (verdict, TARN_ANOMALY_NON_MINIMAL_INTEGER, 3, "1.3.6.1.2.1.1.3.0");
  add_anomaly (verdict, TARN_ANOMALY_EMPTY_REPLY, 1, NULL);
  assert_told (verdict,
               "complete: 220 varbinds, 46 requests in 0.94 s\n"
               "the device restarted meanwhile: what was read before that and after may not "
               "belong together\n"
               "tolerated: 3 x non-minimal-integer, first at .1.3.6.1.2.1.1.3.0\n"
               "tolerated: 1 x empty-reply",
               "{\"complete\":true,\"reason\":null,\"varbinds\":220,\"requests\":46,"
               "\"seconds\":0.940000,\"restarted\":true,\"gaps\":[],\"anomalies\":["
               "{\"code\":\"non-minimal-integer\",\"count\":3,\"first\":\".1.3.6.1.2.1.1.3.0\"},"
               "{\"code\":\"empty-reply\",\"count\":1,\"first\":null}]}");
}

static void
test_gaps (void)
{
  TarnVerdict *verdict = make_verdict ("a \"device\"\n\\ \xff fell silent");

  add_gap (verdict, "1.3.6", "1.3.7", TARN_GAP_NO_ANSWER, 5);
  add_gap (verdict, NULL, "1.3", TARN_GAP_ERROR_STATUS, 1);
  add_gap (verdict, "1.4", NULL, TARN_GAP_CANCELLED, 0);
  assert_told (verdict,
               "incomplete: a \"device\"\n\\ \xff fell silent\n"
               "missing: after .1.3.6 up to .1.3.7: the agent fell silent, 5 requests\n"
               "missing: from the beginning up to .1.3: the agent answers with an error "
               "(genErr), 1 request\n"
               "missing: after .1.4 to the end: the walk was stopped",
               "{\"complete\":false,\"reason\":\"a \\\"device\\\"\\u000a\\\\ \xef\xbf\xbd fell "
               "silent\",\"varbinds\":220,\"requests\":46,\"seconds\":0.940000,"
               "\"restarted\":false,\"gaps\":["
               "{\"after\":\".1.3.6\",\"before\":\".1.3.7\",\"code\":\"no-answer\","
               "\"reason\":\"the agent fell silent\",\"attempts\":5},"
               "{\"after\":null,\"before\":\".1.3\",\"code\":\"error-status\","
               "\"reason\":\"the agent answers with an error\",\"status\":5,\"attempts\":1},"
               "{\"after\":\".1.4\",\"before\":null,\"code\":\"cancelled\","
               "\"reason\":\"the walk was stopped\",\"attempts\":0}],\"anomalies\":[]}");
}

/* Every reason has a code of its own, and no other number has one. */
static void
test_codes (void)
{
  g_autoptr(GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int reason = TARN_GAP_NONE; reason <= TARN_GAP_DAMAGED + 1; reason++)
    {
      g_autoptr(TarnVerdict) verdict = make_verdict ("for a test");
      g_autofree char *json = NULL;
      g_auto(GStrv) parts = NULL;
      gboolean known = reason <= TARN_GAP_DAMAGED;

      add_gap (verdict, NULL, NULL, (TarnGapReason) reason, 0);
      json = tarn_verdict_to_json (verdict);
      parts = g_strsplit (strstr (json, "\"code\":\""), "\"", 5);
      g_assert_cmpint (strcmp (parts[3], "unknown") != 0, ==, known);
      g_assert_true (g_hash_table_add (codes, g_strdup (parts[3])));
    }
}

static void
test_many_gaps (void)
{
  g_autoptr(TarnVerdict) verdict = make_verdict ("much is missing");
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; i < 33; i++)
    add_gap (verdict, "1.3", "1.4", TARN_GAP_LIMIT, i);

  text = tarn_verdict_to_string (verdict);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 22);
  g_assert_cmpstr (lines[21], ==, "missing: 13 more intervals");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/verdict/complete", test_complete);
  g_test_add_func ("/verdict/anomalies", test_anomalies);
  g_test_add_func ("/verdict/gaps", test_gaps);
  g_test_add_func ("/verdict/codes", test_codes);
  g_test_add_func ("/verdict/many-gaps", test_many_gaps);

  return g_test_run ();
}
