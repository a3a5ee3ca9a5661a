/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What became of a walk, in one sentence for a person; what it has still to do.
 */
#include "ops/tarn-walk-private.h"

#include "base/tarn-error.h"
#include "net/tarn-session-private.h"
#include "ops/tarn-gap-private.h"

TarnGapReason
tarn_walk_reason_of_error (const GError *error)
{
  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_UNREACHABLE)
      || g_error_matches (error, TARN_ERROR, TARN_ERROR_NO_SUCH_HOST))
    return TARN_GAP_UNREACHABLE;

  return TARN_GAP_NO_ANSWER;
}

/* What is missing, as a person calls it: "the rest of 1.3.6.1.2.1.17". */
static char *
name_missing_part (const TarnWalkMachine *machine,
                   const TarnGap         *gap)
{
  g_autofree char *after = NULL;
  g_autofree char *before = NULL;
  const char *part = machine->n_rows > 0 ? "the rest" : "all";

  if (gap->before == NULL)
    return g_strdup_printf ("%s of the device", part);

  for (guint i = 0; i < machine->roots->len; i++)
    {
      const TarnWalkRoot *root = tarn_walk_machine_root (machine, i);
      TarnSpan name = tarn_walk_name_span (&root->root);

      if (name.len > 0
          && tarn_span_equal (tarn_walk_name_span (&root->before), tarn_oid_span (gap->before))
          && gap->after != NULL && tarn_name_has_prefix (tarn_oid_span (gap->after), name))
        {
          char text[TARN_NAME_MAX_TEXT];

          tarn_name_to_text (name, text);
          return g_strdup_printf ("%s of %s", root->n_rows > 0 ? "the rest" : "all", text);
        }
    }

  after = gap->after != NULL ? tarn_oid_to_string (gap->after) : g_strdup ("the beginning");
  before = tarn_oid_to_string (gap->before);
  return g_strdup_printf ("what lies between %s and %s", after, before);
}

static void
gap_to_error_code (TarnGapReason  reason,
                   GQuark        *domain,
                   int           *code)
{
  *domain = TARN_ERROR;
  switch (reason)
    {
    case TARN_GAP_NO_ANSWER:
      *code = TARN_ERROR_NO_ANSWER;
      break;
    case TARN_GAP_UNREACHABLE:
      *code = TARN_ERROR_UNREACHABLE;
      break;
    case TARN_GAP_NOT_INCREASING:
    case TARN_GAP_EMPTY_REPLY:
    case TARN_GAP_BAD_NAME:
      *code = TARN_ERROR_BAD_MESSAGE;
      break;
    case TARN_GAP_ERROR_STATUS:
      *code = TARN_ERROR_REFUSED;
      break;
    case TARN_GAP_CANCELLED:
      *domain = G_IO_ERROR;
      *code = G_IO_ERROR_CANCELLED;
      break;
    case TARN_GAP_NONE:
    case TARN_GAP_LIMIT:
    case TARN_GAP_DAMAGED:
    default:
      *code = TARN_ERROR_FAILED;
      break;
    }
}

GError *
tarn_walk_make_verdict (const TarnWalkMachine *machine,
                        TarnDevice            *device,
                        const GError          *error)
{
  const TarnGap *gap = g_ptr_array_index (machine->gaps, 0);
  gboolean silent = gap->reason == TARN_GAP_NO_ANSWER || gap->reason == TARN_GAP_UNREACHABLE;
  g_autofree char *address = NULL;
  g_autofree char *missing = NULL;
  g_autoptr(GString) text = NULL;
  GQuark domain;
  int code;

  /* The session knows more about a device that never said a word. */
  if (silent && error != NULL && !machine->answered)
    return g_error_copy (error);

  gap_to_error_code (gap->reason, &domain, &code);
  address = tarn_address_to_string (tarn_device_get_address (device));
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s: %s", address, tarn_gap_reason_to_string (gap->reason));
  if (gap->reason == TARN_GAP_ERROR_STATUS)
    g_string_append_printf (text, " (%s)", tarn_status_to_string (gap->status));

  if (gap->after != NULL)
    {
      g_autofree char *after = tarn_oid_to_string (gap->after);

      g_string_append_printf (text, " after %s", after);
    }

  missing = name_missing_part (machine, gap);
  g_string_append_printf (text, "; %'" G_GUINT64_FORMAT " varbinds were received, %s is missing",
                          machine->n_rows, missing);
  if (machine->gaps->len > 1)
    g_string_append_printf (text, " (and %u more %s)", machine->gaps->len - 1,
                            machine->gaps->len == 2 ? "gap" : "gaps");

  return g_error_new_literal (domain, code, text->str);
}

/**
 * tarn_walk_dup_anomaly_counts:
 * @self: a walk
 *
 * Returns: (transfer full) (element-type TarnAnomalyCount): what was tolerated so far, one
 *   element for each kind
 */
GPtrArray *
tarn_walk_dup_anomaly_counts (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), NULL);

  return tarn_anomaly_log_to_counts (&self->machine.anomalies);
}

static char *
reason_of_walk (TarnWalk *self)
{
  g_autoptr(GError) error = NULL;

  if (!self->begun || self->task != NULL)
    return g_strdup ("the walk has not ended");

  error = tarn_walk_make_verdict (&self->machine, self->device, self->error);
  return g_strdup (error->message);
}

/**
 * tarn_walk_dup_verdict:
 * @self: a walk
 *
 * A walk that has not ended is not complete, and has the gaps that are known so far.
 *
 * Returns: (transfer full): what became of the walk
 */
TarnVerdict *
tarn_walk_dup_verdict (TarnWalk *self)
{
  TarnVerdict *verdict;

  g_return_val_if_fail (TARN_IS_WALK (self), NULL);

  verdict = g_new0 (TarnVerdict, 1);
  verdict->complete = tarn_walk_is_complete (self);
  verdict->reason = verdict->complete ? NULL : reason_of_walk (self);
  verdict->n_rows = self->machine.n_rows;
  verdict->n_requests = self->n_requests;
  verdict->elapsed_us = (self->task != NULL ? tarn_session_now_us (self->session) : self->ended_us)
                        - self->began_us;
  verdict->restarted = (tarn_anomaly_log_get (&self->machine.anomalies)
                        & TARN_ANOMALY_DISCONTINUITY) != 0;
  verdict->gaps = tarn_gaps_new ();
  tarn_gaps_append (verdict->gaps, self->machine.gaps);
  verdict->anomalies = tarn_anomaly_log_to_counts (&self->machine.anomalies);

  return verdict;
}

/**
 * tarn_walk_dup_open_intervals:
 * @self: a walk
 *
 * What is not covered as of now, neighbours joined: for a picture of a walk under way, and to
 * go on with it another time.
 *
 * Returns: (transfer full) (element-type TarnGap): intervals, in order, with
 *   %TARN_GAP_CANCELLED for a reason
 */
GPtrArray *
tarn_walk_dup_open_intervals (TarnWalk *self)
{
  GPtrArray *gaps = tarn_gaps_new ();

  g_return_val_if_fail (TARN_IS_WALK (self), gaps);

  tarn_walk_machine_append_open (&self->machine, TARN_GAP_CANCELLED, gaps);
  return gaps;
}

/**
 * tarn_walk_dup_asked_intervals:
 * @self: a walk
 *
 * Of what is not covered, the intervals that a request under way asks about.
 *
 * Returns: (transfer full) (element-type TarnGap): intervals, in order, with
 *   %TARN_GAP_CANCELLED for a reason
 */
GPtrArray *
tarn_walk_dup_asked_intervals (TarnWalk *self)
{
  GPtrArray *gaps = tarn_gaps_new ();

  g_return_val_if_fail (TARN_IS_WALK (self), gaps);

  tarn_walk_machine_append_asked (&self->machine, gaps);
  return gaps;
}
