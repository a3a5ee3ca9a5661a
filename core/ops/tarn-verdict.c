/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-verdict.h"

#define MAX_GAPS_TOLD 20   /* to a person */

G_DEFINE_BOXED_TYPE (TarnVerdict, tarn_verdict, tarn_verdict_copy, tarn_verdict_free)

static gpointer
copy_gap (gconstpointer gap,
          gpointer      user_data)
{
  return tarn_gap_copy (gap);
}

static gpointer
copy_count (gconstpointer count,
            gpointer      user_data)
{
  return tarn_anomaly_count_copy (count);
}

/**
 * tarn_verdict_copy:
 * @self: a verdict
 *
 * Returns: (transfer full): a copy
 */
TarnVerdict *
tarn_verdict_copy (const TarnVerdict *self)
{
  TarnVerdict *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnVerdict, 1);
  *copy = *self;
  copy->reason = g_strdup (self->reason);
  copy->gaps = g_ptr_array_copy (self->gaps, copy_gap, NULL);
  copy->anomalies = g_ptr_array_copy (self->anomalies, copy_count, NULL);

  return copy;
}

/**
 * tarn_verdict_free:
 * @self: (transfer full) (nullable): a verdict
 */
void
tarn_verdict_free (TarnVerdict *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_clear_pointer (&self->anomalies, g_ptr_array_unref);
  g_free (self);
}

static void
append_gaps (GString         *text,
             const GPtrArray *gaps)
{
  for (guint i = 0; i < MIN (gaps->len, MAX_GAPS_TOLD); i++)
    {
      const TarnGap *gap = g_ptr_array_index (gaps, i);
      g_autofree char *where = tarn_gap_to_string (gap);

      g_string_append_printf (text, "\nmissing: %s", where);
      if (gap->n_attempts > 0)
        g_string_append_printf (text, ", %u %s", gap->n_attempts,
                                gap->n_attempts == 1 ? "request" : "requests");
    }

  if (gaps->len > MAX_GAPS_TOLD)
    g_string_append_printf (text, "\nmissing: %u more intervals", gaps->len - MAX_GAPS_TOLD);
}

/**
 * tarn_verdict_to_string:
 * @self: a verdict
 *
 * The first line tells all in short: "complete: 22,000 varbinds, 460 requests in 0.94 s".
 * Further lines tell what is missing, at most twenty intervals of it, and each kind of
 * anomaly.
 *
 * Returns: (transfer full): lines for a person, the last without its end
 */
char *
tarn_verdict_to_string (const TarnVerdict *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  if (self->complete)
    g_string_append_printf (text, "complete: %'" G_GUINT64_FORMAT " varbinds, %'"
                            G_GUINT64_FORMAT " requests in %.2f s", self->n_rows,
                            self->n_requests, (double) self->elapsed_us / G_USEC_PER_SEC);
  else
    g_string_append_printf (text, "incomplete: %s", self->reason);

  append_gaps (text, self->gaps);
  if (self->restarted)
    g_string_append (text, "\nthe device restarted meanwhile: what was read before that and "
                           "after may not belong together");

  for (guint i = 0; i < self->anomalies->len; i++)
    {
      g_autofree char *count = tarn_anomaly_count_to_string (self->anomalies->pdata[i]);

      g_string_append_printf (text, "\ntolerated: %s", count);
    }

  return g_string_free (text, FALSE);
}

/* What scripts look at: a reason that keeps its name. */
static const char *
reason_to_code (TarnGapReason reason)
{
  static const char *const codes[] = {
    [TARN_GAP_NONE] = "none",
    [TARN_GAP_NO_ANSWER] = "no-answer",
    [TARN_GAP_UNREACHABLE] = "unreachable",
    [TARN_GAP_NOT_INCREASING] = "not-increasing",
    [TARN_GAP_EMPTY_REPLY] = "empty-reply",
    [TARN_GAP_ERROR_STATUS] = "error-status",
    [TARN_GAP_BAD_NAME] = "bad-name",
    [TARN_GAP_LIMIT] = "limit",
    [TARN_GAP_CANCELLED] = "cancelled",
    [TARN_GAP_DAMAGED] = "damaged",
  };

  return (guint) reason < G_N_ELEMENTS (codes) ? codes[reason] : "unknown";
}

/* JSON of any text: what a device is called need not be UTF-8. */
static void
append_json_string (GString    *json,
                    const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  valid = g_utf8_make_valid (text, -1);
  g_string_append_c (json, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (json, "\\%c", *p);
    else if (g_ascii_iscntrl (*p))
      g_string_append_printf (json, "\\u%04x", (guint) *p);
    else
      g_string_append_c (json, *p);
  g_string_append_c (json, '"');
}

static void
append_json_oid (GString       *json,
                 const char    *member,
                 const TarnOid *oid)
{
  g_autofree char *text = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  g_string_append_printf (json, "\"%s\":", member);
  append_json_string (json, text);
}

static void
append_json_gap (GString       *json,
                 const TarnGap *gap)
{
  g_string_append_c (json, '{');
  append_json_oid (json, "after", gap->after);
  g_string_append_c (json, ',');
  append_json_oid (json, "before", gap->before);
  g_string_append_printf (json, ",\"code\":\"%s\",\"reason\":\"%s\"", reason_to_code (gap->reason),
                          tarn_gap_reason_to_string (gap->reason));
  if (gap->reason == TARN_GAP_ERROR_STATUS)
    g_string_append_printf (json, ",\"status\":%d", gap->status);
  g_string_append_printf (json, ",\"attempts\":%u}", gap->n_attempts);
}

static void
append_json_anomaly (GString                *json,
                     const TarnAnomalyCount *count)
{
  g_autofree char *code = tarn_anomalies_to_string (count->anomaly);

  g_string_append_printf (json, "{\"code\":\"%s\",\"count\":%" G_GUINT64_FORMAT ",", code,
                          count->count);
  append_json_oid (json, "first", count->oid);
  g_string_append_c (json, '}');
}

/**
 * tarn_verdict_to_json:
 * @self: a verdict
 *
 * The members of the object are told in tarn(1).
 *
 * Returns: (transfer full): one object on one line, without a line end
 */
char *
tarn_verdict_to_json (const TarnVerdict *self)
{
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  GString *json;

  g_return_val_if_fail (self != NULL, NULL);

  json = g_string_new ("{\"complete\":");
  g_string_append_printf (json, "%s,\"reason\":", self->complete ? "true" : "false");
  append_json_string (json, self->reason);
  g_ascii_formatd (seconds, sizeof seconds, "%.6f", (double) self->elapsed_us / G_USEC_PER_SEC);
  g_string_append_printf (json, ",\"varbinds\":%" G_GUINT64_FORMAT ",\"requests\":%"
                          G_GUINT64_FORMAT ",\"seconds\":%s,\"restarted\":%s,\"gaps\":[",
                          self->n_rows, self->n_requests, seconds,
                          self->restarted ? "true" : "false");

  for (guint i = 0; i < self->gaps->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_json_gap (json, self->gaps->pdata[i]);
    }

  g_string_append (json, "],\"anomalies\":[");
  for (guint i = 0; i < self->anomalies->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_json_anomaly (json, self->anomalies->pdata[i]);
    }

  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}
