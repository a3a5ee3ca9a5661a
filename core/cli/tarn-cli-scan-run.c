/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-scan.h"

#include <stdio.h>
#include <unistd.h>

#define MAX_TROUBLES 20      /* shown; the others are counted */
#define PROGRESS_MS  250
#define SAVE_MS      3000

guint64
cli_scan_count_done (const CliScan *self)
{
  guint64 n_done = 0;

  for (guint i = TARN_SCAN_ANSWERED; i < TARN_SCAN_STOPPED; i++)
    n_done += self->n_outcomes[i];

  return n_done;
}

static void
note_trouble (CliScan             *self,
              const TarnScanEvent *end)
{
  if (end->outcome == TARN_SCAN_ANSWERED || end->outcome == TARN_SCAN_STOPPED)
    return;

  self->n_troubles++;
  if (self->troubles->len < MAX_TROUBLES)
    g_ptr_array_add (self->troubles, g_strdup (end->error->message));
}

/* Who was stopped is asked again by the scan that goes on, which tells all of it: what came
 * until then is kept only where that can take its place, in a folder. */
static gboolean
is_told_later (const CliScan       *self,
               const TarnScanEvent *end)
{
  return end->outcome == TARN_SCAN_STOPPED && self->state_path != NULL
         && (self->form != CLI_SCAN_CAPTURES || end->credential < 0);
}

static gboolean
tell (CliScan             *self,
      const CliScanResult *result)
{
  gsize len = self->output.buffer->len;

  if (self->form != CLI_SCAN_CAPTURES)
    cli_scan_print (self, result);
  else if (!cli_scan_folder_put (self, result))
    return FALSE;

  if (result->end->outcome == TARN_SCAN_STOPPED)
    self->n_stopped_octets += self->output.buffer->len - len;
  return TRUE;
}

static void
end_cb (CliScan             *self,
        const TarnScanEvent *event)
{
  CliScanResult result;

  cli_scan_results_take (&self->results, event, &result);
  self->n_outcomes[event->outcome]++;
  note_trouble (self, event);
  if (self->failed || is_told_later (self, event))
    return;

  if (!tell (self, &result) || !cli_output_push (&self->output))
    {
      self->failed = TRUE;
      g_cancellable_cancel (self->cancellable);
    }
}

static void
event_cb (TarnScan            *scan,
          const TarnScanEvent *event,
          gpointer             user_data)
{
  CliScan *self = user_data;

  switch (event->kind)
    {
    case TARN_SCAN_EVENT_ROWS:
      cli_scan_results_put (&self->results, event);
      return;

    case TARN_SCAN_EVENT_END:
      end_cb (self, event);
      return;

    default:
      g_assert_not_reached ();
    }
}

/* One line that is written over again and again. */
static gboolean
progress_cb (gpointer user_data)
{
  CliScan *self = user_data;
  gint64 elapsed_us = MAX (g_get_monotonic_time () - self->began_us, 1);
  TarnScanCounts counts;
  guint64 n_done = cli_scan_count_done (self);
  double rate;

  tarn_scan_get_counts (self->scan, &counts);
  rate = (double) counts.n_ended * G_USEC_PER_SEC / (double) elapsed_us;
  fprintf (stderr, "\r\033[K%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " done, %" G_GUINT64_FORMAT
           " answered, %" G_GUINT64_FORMAT " silent, %.0f/s",
           n_done, counts.n_targets,
           self->n_outcomes[TARN_SCAN_ANSWERED] + self->n_outcomes[TARN_SCAN_INCOMPLETE],
           self->n_outcomes[TARN_SCAN_SILENT], rate);
  if (counts.n_ended > 0)
    fprintf (stderr, ", %.0f s left", (double) (counts.n_targets - n_done) / rate);
  fflush (stderr);
  return G_SOURCE_CONTINUE;
}

static gboolean
save_cb (gpointer user_data)
{
  cli_scan_state_save (user_data);
  return G_SOURCE_CONTINUE;
}

/* How many of each, for a person. */
static char *
describe_outcomes (const CliScan *self)
{
  static const struct
  {
    TarnScanOutcome outcome;
    const char     *says;
  } parts[] = {
    { TARN_SCAN_INCOMPLETE, "answered in part" },
    { TARN_SCAN_SILENT, "silent" },
    { TARN_SCAN_REFUSED, "without an agent" },
    { TARN_SCAN_UNREACHABLE, "not to be reached" },
    { TARN_SCAN_ERROR, "with an error" },
  };
  GString *text = g_string_new (NULL);
  TarnScanCounts counts;

  tarn_scan_get_counts (self->scan, &counts);
  g_string_printf (text, "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " devices answered",
                   self->n_outcomes[TARN_SCAN_ANSWERED], counts.n_targets);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (self->n_outcomes[parts[i].outcome] > 0)
      g_string_append_printf (text, ", %" G_GUINT64_FORMAT " %s",
                              self->n_outcomes[parts[i].outcome], parts[i].says);

  return g_string_free (text, FALSE);
}

static void
complain_about_rest (const CliScan *self,
                     guint64        n_targets)
{
  cli_complain ("interrupted: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " devices are not "
                "done%s%s", n_targets - cli_scan_count_done (self), n_targets,
                self->state_path != NULL ? "; to go on, the same again with --resume " : "",
                self->state_path != NULL ? self->state_path : "");
}

/* Discovering, silence is an answer, too.  What could not be written was told already. */
static CliStatus
conclude (CliScan *self)
{
  g_autofree char *outcomes = describe_outcomes (self);
  double seconds = (double) (g_get_monotonic_time () - self->began_us) / G_USEC_PER_SEC;
  TarnScanCounts counts;
  gboolean complete, all_done;

  if (self->failed)
    return CLI_INCOMPLETE;

  tarn_scan_get_counts (self->scan, &counts);
  complete = all_done = cli_scan_count_done (self) == counts.n_targets;
  if (!self->discover)
    {
      complete = complete && self->n_outcomes[TARN_SCAN_ANSWERED] == counts.n_targets;
      for (guint i = 0; i < self->troubles->len; i++)
        cli_complain ("%s", (const char *) self->troubles->pdata[i]);
      if (self->n_troubles > self->troubles->len)
        cli_complain ("and so with %" G_GUINT64_FORMAT " more: %s tells of all",
                      self->n_troubles - self->troubles->len,
                      self->index != NULL ? self->index : "--format json");
    }

  if (!all_done)
    complain_about_rest (self, counts.n_targets);
  if (counts.n_overruns > 0)
    cli_complain ("%" G_GUINT64_FORMAT " datagrams came faster than they could be taken, and were "
                  "asked for again", counts.n_overruns);

  if (self->form == CLI_SCAN_CAPTURES)
    printf ("%s: %s, %" G_GUINT64_FORMAT " varbinds in %.2f s to %s\n",
            complete ? "complete" : "incomplete", outcomes, counts.n_rows, seconds, self->folder);
  else if (!complete || self->discover)
    cli_complain ("%s, %" G_GUINT64_FORMAT " varbinds in %.2f s", outcomes, counts.n_rows, seconds);

  return complete ? CLI_COMPLETE : CLI_INCOMPLETE;
}

CliStatus
cli_scan_run (CliScan *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint progress = 0, save = 0;
  gboolean saved, printed;

  self->began_us = g_get_monotonic_time ();
  self->troubles = g_ptr_array_new_with_free_func (g_free);
  cli_scan_results_init (&self->results);
  if (isatty (STDERR_FILENO) && !self->output.is_terminal)
    progress = g_timeout_add (PROGRESS_MS, progress_cb, self);
  if (self->state_path != NULL)
    save = g_timeout_add (SAVE_MS, save_cb, self);

  tarn_scan_set_func (self->scan, event_cb, self, NULL);
  tarn_scan_run_async (self->scan, self->cancellable, cli_async_cb, &result);
  cli_wait (&result);
  /* It fails only if it was cancelled; then some are not done. */
  tarn_scan_run_finish (self->scan, result, NULL);

  if (progress != 0)
    {
      g_source_remove (progress);
      fputs ("\r\033[K", stderr);
    }
  if (save != 0)
    g_source_remove (save);

  saved = self->failed || cli_scan_state_save_now (self);
  printed = cli_output_close (&self->output);
  self->failed |= !saved || !printed;
  return conclude (self);
}
