/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-anomaly-log.h"

static char *
print_log (const TarnAnomalyLog *log)
{
  g_autoptr(GPtrArray) counts = tarn_anomaly_log_to_counts (log);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++)
    {
      g_autofree char *line = tarn_anomaly_count_to_string (g_ptr_array_index (counts, i));

      g_string_append_printf (text, "%s\n", line);
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char    *name;
  TarnAnomalies  anomalies[3];
  const char    *hex[3];
  const char    *text;
} LogVector;

static const LogVector log_vectors[] = {
  { "nothing was noted", { 0 }, { "" }, "" },
  { "no anomaly is none", { TARN_ANOMALY_NONE }, { "2b06" }, "" },
  { "the first name stays", { TARN_ANOMALY_NON_MINIMAL_INTEGER, TARN_ANOMALY_NON_MINIMAL_INTEGER },
    { "2b0601", "2b0602" }, "2 x non-minimal-integer, first at .1.3.6.1\n" },
  { "about no name", { TARN_ANOMALY_EMPTY_REPLY }, { "" }, "1 x empty-reply\n" },
  { "where first is unknown stays so", { TARN_ANOMALY_EMPTY_REPLY, TARN_ANOMALY_EMPTY_REPLY },
    { "", "2b06" }, "2 x empty-reply\n" },
  { "two bits are two kinds, in the order of the bits",
    { TARN_ANOMALY_SKIPPED | TARN_ANOMALY_TRAILING_BYTES }, { "2b06" },
    "1 x trailing-bytes, first at .1.3.6\n1 x skipped, first at .1.3.6\n" },
  { "octets that are no name are not told (P-OID-05)", { TARN_ANOMALY_BAD_VALUE }, { "2b86" },
    "1 x bad-value\n" },
  { "nor is a number above 2^32-1 (P-OID-03)", { TARN_ANOMALY_OID_OVERFLOW },
    { "2b9080808000" }, "1 x oid-overflow\n" },
};

static void
test_log (gconstpointer data)
{
  const LogVector *v = data;
  TarnAnomalyLog log;
  TarnAnomalies all = TARN_ANOMALY_NONE;
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;

  tarn_anomaly_log_init (&log);
  for (guint i = 0; i < G_N_ELEMENTS (v->hex) && v->hex[i] != NULL; i++)
    {
      g_autoptr(GBytes) name = tarn_test_hex (v->hex[i]);

      tarn_anomaly_log_note (&log, v->anomalies[i], tarn_test_span (name));
      all |= v->anomalies[i];
    }

  text = print_log (&log);
  g_assert_cmpstr (text, ==, v->text);
  g_assert_cmpuint (tarn_anomaly_log_get (&log), ==, all);

  tarn_anomaly_log_clear (&log);
  after = print_log (&log);
  g_assert_cmpstr (after, ==, "");
}

/* A name of more octets than any OID has is a device's word, not a programmer's mistake. */
static void
test_endless_name (void)
{
  gsize len = TARN_NAME_MAX_OCTETS + 1;
  g_autofree guint8 *octets = g_malloc (len);
  g_autofree char *text = NULL;
  TarnAnomalyLog log = { 0 };

  memset (octets, 1, len);
  tarn_anomaly_log_note (&log, TARN_ANOMALY_OID_OVERFLOW, tarn_span (octets, len));
  text = print_log (&log);
  g_assert_cmpstr (text, ==, "1 x oid-overflow\n");
  tarn_anomaly_log_clear (&log);
}

static void
test_every_kind (void)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (TARN_TYPE_ANOMALIES);
  GFlagsClass *flags = G_FLAGS_CLASS (klass);
  g_autoptr(GPtrArray) counts = NULL;
  TarnAnomalyLog log = { 0 };

  tarn_anomaly_log_note (&log, (TarnAnomalies) flags->mask, tarn_span (NULL, 0));
  counts = tarn_anomaly_log_to_counts (&log);

  g_assert_cmpuint (counts->len, ==, flags->n_values);
  g_assert_cmpuint (counts->len, ==, TARN_ANOMALY_N_KINDS);
  for (guint i = 0; i < counts->len; i++)
    {
      const TarnAnomalyCount *count = g_ptr_array_index (counts, i);

      g_assert_cmpuint (count->anomaly, ==, flags->values[i].value);
      g_assert_cmpuint (count->count, ==, 1);
    }
  tarn_anomaly_log_clear (&log);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (log_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/anomaly-log/%s", log_vectors[i].name);

      g_test_add_data_func (path, &log_vectors[i], test_log);
    }
  g_test_add_func ("/anomaly-log/endless-name", test_endless_name);
  g_test_add_func ("/anomaly-log/every-kind", test_every_kind);

  return g_test_run ();
}
