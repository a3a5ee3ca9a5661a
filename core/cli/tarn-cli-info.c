/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

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
} Info;

static char *
format_time (gint64 unix_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("?");
}

/* JSON of any text: what a file holds need not be UTF-8. */
static void
append_json_string (GString    *text,
                    const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if (g_ascii_iscntrl (*p))
      g_string_append_printf (text, "\\u%04x", (guint) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

/* The same for a terminal: no control characters. */
static void
append_plain (GString    *text,
              const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append_c (text, '?');
    else
      g_string_append_unichar (text, g_utf8_get_char (p));
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
append_mirror_text (GString    *text,
                    const Info *self)
{
  const TarnMirrorInfo *mirror = self->mirror;
  g_autofree char *began = format_time (mirror->began_us);
  g_autofree char *ended = format_time (mirror->ended_us);

  g_string_append (text, "device     ");
  append_plain (text, mirror->device);
  g_string_append_printf (text, ", SNMPv%s\n", mirror->version == TARN_VERSION_1 ? "1" : "2c");
  g_string_append_printf (text, "mirrored   %s to %s (%.1f s), %" G_GUINT64_FORMAT " varbinds\n",
                          began, ended,
                          (double) (mirror->ended_us - mirror->began_us) / G_USEC_PER_SEC,
                          mirror->n_rows);
  g_string_append_printf (text, "verdict    %s\n", verdict (self));

  for (guint i = 0; i < mirror->gaps->len; i++)
    {
      g_autofree char *gap = tarn_gap_to_string (mirror->gaps->pdata[i]);

      g_string_append_printf (text, "missing    %s\n", gap);
    }
  if (mirror->gaps->len > 0)
    {
      g_string_append (text, "to go on   tarn mirror ");
      append_plain (text, mirror->device);
      g_string_append_c (text, ' ');
      append_plain (text, self->path);
      g_string_append (text, " --resume\n");
    }

  if (mirror->anomalies != TARN_ANOMALY_NONE)
    {
      g_autofree char *names = tarn_anomalies_to_string (mirror->anomalies);

      g_string_append_printf (text, "tolerated  %s\n", names);
    }
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
  append_plain (text, self->path);
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
      append_plain (text, source);
      g_string_append_printf (text, ", %s, %" G_GUINT64_FORMAT " lines refused\n",
                              time, n_refused);
    }

  append_notes_text (text, self);
}

static void
append_json_gap (GString       *text,
                 const TarnGap *gap)
{
  g_autofree char *after = gap->after != NULL ? tarn_oid_to_string (gap->after) : NULL;
  g_autofree char *before = gap->before != NULL ? tarn_oid_to_string (gap->before) : NULL;

  g_string_append (text, "{\"after\":");
  if (after != NULL)
    append_json_string (text, after);
  else
    g_string_append (text, "null");
  g_string_append (text, ",\"before\":");
  if (before != NULL)
    append_json_string (text, before);
  else
    g_string_append (text, "null");
  g_string_append (text, ",\"reason\":");
  append_json_string (text, tarn_gap_reason_to_string (gap->reason));
  if (gap->reason == TARN_GAP_ERROR_STATUS)
    g_string_append_printf (text, ",\"status\":%d", gap->status);
  g_string_append_c (text, '}');
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
  append_json_string (text, mirror->device);
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
      append_json_gap (text, mirror->gaps->pdata[i]);
    }
  g_string_append (text, "]}");
}

static void
append_json (GString    *text,
             const Info *self)
{
  const char *source;
  gint64 imported_us;
  guint64 n_refused;

  g_string_append (text, "{\"file\":");
  append_json_string (text, self->path);
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
      append_json_string (text, source);
      g_string_append_printf (text, ",\"at\":\"%s\",\"refused\":%" G_GUINT64_FORMAT "}",
                              time, n_refused);
    }

  if (has_notes (self))
    append_json_notes (text, self);
  g_string_append (text, "}\n");
}

static CliStatus
print_info (const char *path,
            gboolean    json)
{
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
  gboolean json = FALSE;
  const CliOption options[] = {
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

  return print_info (operands->pdata[0], json);
}

const CliCommand cli_info_command = {
  "info", "FILE",
  "Tells how a capture came to be, and what it lacks",
  "  tarn info switch.tarn\n"
  "  tarn info switch.tarn --json",
  run_info,
};
