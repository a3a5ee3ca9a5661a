/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-cli-infer.h"
#include "tarn-cli-json.h"
#include "tarn-cli-options.h"
#include "tarn-cli-output.h"

#define N_ORIGINS (TARN_ORIGIN_AGENT + 1)

typedef struct
{
  const char     *path;
  gint64          n_octets;
  guint64         n_varbinds;
  TarnMirrorInfo *mirror;       /* NULL: not made by a mirror    */
  gboolean        claimed;      /* some process is mirroring now */
  GVariant       *import;       /* NULL: nothing was imported    */
  guint64         n_notes[N_ORIGINS];
  TarnInference  *inference;    /* NULL: not asked for           */
} Info;

static char *
format_time (gint64 unix_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("?");
}

/* Of a mirror that did not measure it, what the clock said. */
static gint64
elapsed_us (const TarnMirrorInfo *mirror)
{
  return mirror->elapsed_us > 0 ? mirror->elapsed_us : mirror->ended_us - mirror->began_us;
}

/* A mirror that has not ended may have died. */
static gboolean
is_running (const Info *self)
{
  return self->mirror->running && self->claimed;
}

static const char *
verdict (const Info *self)
{
  if (is_running (self))
    return "none yet: it is still being mirrored";
  if (self->mirror->running)
    return "incomplete: its process ended early";
  return self->mirror->complete ? "complete" : "incomplete";
}

static void
append_anomalies_text (GString              *text,
                       const TarnMirrorInfo *mirror)
{
  for (guint i = 0; i < mirror->anomaly_counts->len; i++)
    {
      g_autofree char *count = tarn_anomaly_count_to_string (mirror->anomaly_counts->pdata[i]);

      g_string_append_printf (text, "tolerated  %s\n", count);
    }

  /* Of a mirror that did not count yet. */
  if (mirror->anomaly_counts->len == 0 && mirror->anomalies != TARN_ANOMALY_NONE)
    {
      g_autofree char *names = tarn_anomalies_to_string (mirror->anomalies);

      g_string_append_printf (text, "tolerated  %s\n", names);
    }
}

static void
append_uptime_text (GString              *text,
                    const TarnMirrorInfo *mirror)
{
  g_autofree char *time = NULL;
  guint32 seconds = mirror->uptime / 100;

  if (mirror->uptime == 0)
    return;

  time = format_time (mirror->uptime_us);
  g_string_append_printf (text, "uptime     %u d %02u:%02u:%02u at %s\n", seconds / 86400,
                          seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, time);
}

static void
append_mirror_text (GString    *text,
                    const Info *self)
{
  const TarnMirrorInfo *mirror = self->mirror;
  g_autofree char *began = format_time (mirror->began_us);
  g_autofree char *ended = format_time (mirror->ended_us);

  g_string_append (text, "device     ");
  cli_append_plain (text, mirror->device);
  g_string_append_printf (text, ", SNMPv%s\n", mirror->version == TARN_VERSION_1 ? "1" : "2c");
  g_string_append_printf (text, "mirrored   %s to %s (%.1f s), %" G_GUINT64_FORMAT " varbinds",
                          began, ended, (double) elapsed_us (mirror) / G_USEC_PER_SEC,
                          mirror->n_rows);
  if (mirror->n_requests > 0)
    g_string_append_printf (text, ", %" G_GUINT64_FORMAT " requests", mirror->n_requests);
  g_string_append_c (text, '\n');
  append_uptime_text (text, mirror);
  g_string_append_printf (text, "verdict    %s\n", verdict (self));

  for (guint i = 0; i < mirror->gaps->len; i++)
    {
      g_autofree char *gap = tarn_gap_to_string (mirror->gaps->pdata[i]);

      g_string_append_printf (text, "missing    %s\n", gap);
    }
  if (mirror->gaps->len > 0)
    {
      g_string_append (text, "to go on   tarn mirror ");
      cli_append_plain (text, mirror->device);
      g_string_append_c (text, ' ');
      cli_append_plain (text, self->path);
      g_string_append (text, " --resume\n");
    }

  append_anomalies_text (text, mirror);
  if (mirror->n_restarts > 0)
    g_string_append (text, "restarted  the device, while this was read: not all of it is of one "
                           "time\n");
}

/* Which varbinds are not as the whole capture came to be. */
static void
append_notes_text (GString    *text,
                   const Info *self)
{
  static const char *const says[N_ORIGINS] = {
    "with a remark of the mirror", "imported", "edited", "set by managers",
  };
  gboolean any = FALSE;

  for (guint i = N_ORIGINS; i-- > 0;)
    if (self->n_notes[i] > 0)
      {
        g_string_append_printf (text, "%s%" G_GUINT64_FORMAT " %s", any ? ", " : "notes      ",
                                self->n_notes[i], says[i]);
        any = TRUE;
      }

  if (any)
    g_string_append_c (text, '\n');
}

static gboolean
has_notes (const Info *self)
{
  for (guint i = 0; i < N_ORIGINS; i++)
    if (self->n_notes[i] > 0)
      return TRUE;

  return FALSE;
}

static void
append_json_notes (GString    *text,
                   const Info *self)
{
  g_string_append (text, ",\"notes\":{");
  for (guint i = 0; i < N_ORIGINS; i++)
    g_string_append_printf (text, "%s\"%s\":%" G_GUINT64_FORMAT, i > 0 ? "," : "",
                            tarn_origin_to_string ((TarnOrigin) i), self->n_notes[i]);
  g_string_append_c (text, '}');
}

static void
append_text (GString    *text,
             const Info *self)
{
  const char *source;
  gint64 imported_us;
  guint64 n_refused;

  g_string_append (text, "file       ");
  cli_append_plain (text, self->path);
  g_string_append_printf (text, ", %" G_GINT64_FORMAT " octets\n", self->n_octets);
  g_string_append_printf (text, "varbinds   %" G_GUINT64_FORMAT "\n", self->n_varbinds);

  if (self->mirror != NULL)
    append_mirror_text (text, self);

  if (self->import != NULL
      && g_variant_lookup (self->import, "source", "&s", &source)
      && g_variant_lookup (self->import, "imported-us", "x", &imported_us)
      && g_variant_lookup (self->import, "refused", "t", &n_refused))
    {
      g_autofree char *time = format_time (imported_us);

      g_string_append (text, "imported   ");
      cli_append_plain (text, source);
      g_string_append_printf (text, ", %s, %" G_GUINT64_FORMAT " lines refused\n",
                              time, n_refused);
    }

  append_notes_text (text, self);
  if (self->inference != NULL)
    cli_append_inference (text, self->inference);
}

static void
append_json_counts (GString         *text,
                    const GPtrArray *counts)
{
  g_string_append (text, ",\"tolerated\":[");
  for (guint i = 0; i < counts->len; i++)
    {
      const TarnAnomalyCount *count = g_ptr_array_index (counts, i);
      g_autofree char *name = tarn_anomalies_to_string (count->anomaly);
      g_autofree char *first = count->oid != NULL ? tarn_oid_to_string (count->oid) : NULL;

      g_string_append_printf (text, "%s{\"anomaly\":\"%s\",\"count\":%" G_GUINT64_FORMAT
                                    ",\"first\":", i > 0 ? "," : "", name, count->count);
      if (first != NULL)
        cli_json_append_string (text, first);
      else
        g_string_append (text, "null");
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
}

static void
append_json_mirror (GString    *text,
                    const Info *self)
{
  const TarnMirrorInfo *mirror = self->mirror;
  g_autofree char *began = format_time (mirror->began_us);
  g_autofree char *ended = format_time (mirror->ended_us);
  g_autofree char *anomalies = tarn_anomalies_to_string (mirror->anomalies);

  g_string_append (text, ",\"mirror\":{\"device\":");
  cli_json_append_string (text, mirror->device);
  g_string_append_printf (text, ",\"version\":\"%s\",\"began\":\"%s\",\"ended\":\"%s\","
                                "\"running\":%s,\"complete\":%s,"
                                "\"received\":%" G_GUINT64_FORMAT ",\"anomalies\":\"%s\","
                                "\"gaps\":[",
                          mirror->version == TARN_VERSION_1 ? "1" : "2c", began, ended,
                          is_running (self) ? "true" : "false",
                          mirror->complete ? "true" : "false",
                          mirror->n_rows, anomalies);

  for (guint i = 0; i < mirror->gaps->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      cli_json_append_gap (text, mirror->gaps->pdata[i]);
    }
  g_string_append_c (text, ']');
  append_json_counts (text, mirror->anomaly_counts);
  g_string_append_printf (text, ",\"requests\":%" G_GUINT64_FORMAT ",\"elapsed-us\":%"
                                G_GINT64_FORMAT ",\"uptime\":%u,\"restarts\":%u}",
                          mirror->n_requests, elapsed_us (mirror), mirror->uptime,
                          mirror->n_restarts);
}

static void
append_json (GString    *text,
             const Info *self)
{
  const char *source;
  gint64 imported_us;
  guint64 n_refused;

  g_string_append (text, "{\"file\":");
  cli_json_append_string (text, self->path);
  g_string_append_printf (text, ",\"octets\":%" G_GINT64_FORMAT
                                ",\"varbinds\":%" G_GUINT64_FORMAT,
                          self->n_octets, self->n_varbinds);

  if (self->mirror != NULL)
    append_json_mirror (text, self);

  if (self->import != NULL
      && g_variant_lookup (self->import, "source", "&s", &source)
      && g_variant_lookup (self->import, "imported-us", "x", &imported_us)
      && g_variant_lookup (self->import, "refused", "t", &n_refused))
    {
      g_autofree char *time = format_time (imported_us);

      g_string_append (text, ",\"import\":{\"source\":");
      cli_json_append_string (text, source);
      g_string_append_printf (text, ",\"at\":\"%s\",\"refused\":%" G_GUINT64_FORMAT "}",
                              time, n_refused);
    }

  if (has_notes (self))
    append_json_notes (text, self);
  if (self->inference != NULL)
    {
      g_string_append (text, ",\"inferred\":");
      cli_json_append_inference (text, self->inference);
    }
  g_string_append (text, "}\n");
}

static CliStatus
print_info (const char *path,
            gboolean    json,
            gboolean    infer)
{
  g_autoptr(TarnInference) inference = NULL;
  g_autoptr(TarnMirrorInfo) mirror = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GVariant) import = NULL;
  g_autoptr(GError) error = NULL;
  Info info = { .path = path };
  CliOutput output;
  GStatBuf status;

  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  if (capture != NULL)
    info.n_varbinds = tarn_store_count (TARN_STORE (capture), NULL, &error);
  for (guint i = 0; i < N_ORIGINS && error == NULL; i++)
    info.n_notes[i] = tarn_store_count_notes (TARN_STORE (capture), (TarnOrigin) i, &error);
  if (infer && error == NULL)
    info.inference = inference = tarn_inference_new (TARN_STORE (capture), &error);
  if (error != NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  info.mirror = mirror = tarn_mirror_info_read (TARN_STORE (capture));
  info.claimed = tarn_capture_is_claimed (capture);
  import = tarn_store_dup_meta (TARN_STORE (capture), "import");
  if (import != NULL && g_variant_is_of_type (import, G_VARIANT_TYPE_VARDICT))
    info.import = import;
  if (g_stat (path, &status) == 0)
    info.n_octets = status.st_size;

  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;
  if (json)
    append_json (output.buffer, &info);
  else
    append_text (output.buffer, &info);
  return cli_output_close (&output) ? CLI_COMPLETE : CLI_INCOMPLETE;
}

static CliStatus
run_info (const CliCommand  *command,
          char             **arguments)
{
  gboolean json = FALSE, infer = FALSE;
  const CliOption options[] = {
    { "infer", NULL, CLI_OPTION_FLAG, &infer, NULL, "and what its tables seem to be, "
                                                    "by their names and values alone" },
    { "json", NULL, CLI_OPTION_FLAG, &json, NULL, "one JSON object" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len != 1)
    return cli_misused (command, "one FILE is needed");

  return print_info (operands->pdata[0], json, infer);
}

const CliCommand cli_info_command = {
  "info", "FILE",
  "Tells how a capture came to be, and what it lacks",
  "  tarn info switch.tarn\n"
  "  tarn info switch.tarn --json\n"
  "  tarn info switch.tarn --infer",
  run_info,
};
