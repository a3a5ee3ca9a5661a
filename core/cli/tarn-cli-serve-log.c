/* tarn-cli-serve-log.c
 *
 * What tarn serve tells of requests: each of them, a line in a file (--log), and what there is
 * of them in a second (--summary).  Communities are not in it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "tarn-cli-json.h"
#include "tarn-cli-names.h"
#include "tarn-cli-output.h"
#include "tarn-cli-serve-summary.h"
#include "tarn-cli-serve.h"

#define STANDARD_DEPTH 4

typedef struct
{
  const char *path;     /* NULL: no log                    */
  const char *format;   /* NULL: text                      */
  guint       depth;    /* varbinds of each message at most */
  gboolean    summary;
} Log;

static const Log defaults = { .depth = STANDARD_DEPTH };

static const CliOption options[] = {
  { "log", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Log, path), "FILE",
    "append a line for each request: who, what, how long, what came; - is standard output" },
  { "log-format", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Log, format), "text|json",
    "how; default text" },
  { "log-depth", NULL, CLI_OPTION_NUMBER, CLI_SERVE_AT (Log, depth), "N",
    "so many varbinds of a request, and of its answer; default 4" },
  { "summary", NULL, CLI_OPTION_FLAG, CLI_SERVE_AT (Log, summary), NULL,
    "tell on standard error, once a second, how many requests, from whom, for what, with what "
    "errors" },
  { NULL },
};

/* There is one log for all devices. */
static CliOutput output;
static gboolean is_open;
static gboolean is_json;
static guint idle;

static void
append_time (GString *line,
             gint64   time_us)
{
  g_autoptr(GDateTime) whole = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (whole, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *zone = g_date_time_format (whole, "%:z");

  g_string_append_printf (line, "%s.%06d%s", day, (int) (time_us % G_USEC_PER_SEC), zone);
}

static const char *
version_to_string (TarnVersion version)
{
  return version == TARN_VERSION_1 ? "1" : "2c";
}

static void
append_names (GString                *line,
              const TarnAgentRequest *request)
{
  gboolean values = g_strcmp0 (request->operation, "set") == 0;

  for (guint i = 0; i < request->asked->len; i++)
    {
      TarnVarbind *varbind = request->asked->pdata[i];

      g_string_append (line, i > 0 ? ", " : " ");
      if (values)
        {
          TarnRow row = tarn_row_from_varbind (varbind);

          cli_append_row (TARN_FORMAT_TEXT, &row, line);
          g_string_truncate (line, line->len - 1);
        }
      else
        {
          g_autofree char *name = cli_name_oid (tarn_varbind_get_oid (varbind));

          g_string_append (line, name);
        }
    }
  if (request->n_names > request->asked->len)
    g_string_append_printf (line, ", … (%u)", request->n_names);
}

static void
append_answers (GString                *line,
                const TarnAgentRequest *request)
{
  for (guint i = 0; i < request->answers->len; i++)
    {
      TarnRow row = tarn_row_from_varbind (request->answers->pdata[i]);

      g_string_append (line, i > 0 ? ", " : ": ");
      cli_append_row (TARN_FORMAT_TEXT, &row, line);
      g_string_truncate (line, line->len - 1);
    }
  if (request->n_answer_varbinds > request->answers->len)
    g_string_append_printf (line, ", … (%u)", request->n_answer_varbinds);
}

static void
append_text (GString                *text,
             const char             *device,
             const TarnAgentRequest *request)
{
  g_autoptr(GString) line = g_string_new (NULL);

  append_time (line, request->time_us);
  g_string_append_printf (line, " %s %s ", device, request->peer);
  if (request->operation == NULL)
    g_string_append_printf (line, "%" G_GSIZE_FORMAT " octets that are no request",
                            request->n_octets);
  else
    g_string_append_printf (line, "v%s %s", version_to_string (request->version),
                            request->operation);
  if (request->asked != NULL)
    append_names (line, request);

  if (!request->answered)
    g_string_append (line, " -> no answer");
  else
    g_string_append_printf (line, " -> %s", request->status);
  if (request->error_index != 0)
    g_string_append_printf (line, " at %d", request->error_index);
  if (request->answers != NULL && request->error_status == 0)
    append_answers (line, request);
  g_string_append_printf (line, " (%.3f ms)", (double) request->duration_us / 1000);

  /* One request, one line, whatever is in a value. */
  cli_append_plain (text, line->str);
  g_string_append_c (text, '\n');
}

static void
append_rows (GString    *text,
             const char *name,
             GPtrArray  *varbinds)
{
  g_string_append_printf (text, ",\"%s\":[", name);
  for (guint i = 0; i < varbinds->len; i++)
    {
      TarnRow row = tarn_row_from_varbind (varbinds->pdata[i]);

      g_string_append (text, i > 0 ? "," : "");
      cli_append_row (TARN_FORMAT_JSON, &row, text);
      g_string_truncate (text, text->len - 1);
    }
  g_string_append_c (text, ']');
}

static void
append_json (GString                *text,
             const char             *device,
             const TarnAgentRequest *request)
{
  g_string_append (text, "{\"time\":\"");
  append_time (text, request->time_us);
  g_string_append (text, "\",\"device\":");
  cli_json_append_string (text, device);
  g_string_append_printf (text, ",\"peer\":\"%s\"", request->peer);
  if (request->operation != NULL)
    g_string_append_printf (text, ",\"version\":\"%s\",\"operation\":\"%s\",\"request-id\":%d,"
                            "\"names\":%u", version_to_string (request->version),
                            request->operation, request->request_id, request->n_names);
  if (request->asked != NULL)
    append_rows (text, "asked", request->asked);

  g_string_append_printf (text, ",\"answered\":%s", request->answered ? "true" : "false");
  if (request->answered)
    g_string_append_printf (text, ",\"status\":\"%s\",\"index\":%d,\"varbinds\":%u",
                            request->status, request->error_index, request->n_answer_varbinds);
  if (request->answers != NULL)
    append_rows (text, "answers", request->answers);
  g_string_append_printf (text, ",\"octets\":%" G_GSIZE_FORMAT ",\"answer-octets\":%" G_GSIZE_FORMAT
                          ",\"microseconds\":%" G_GINT64_FORMAT "}\n", request->n_octets,
                          request->n_answer_octets, request->duration_us);
}

static gboolean
flush_cb (gpointer data)
{
  idle = 0;
  cli_output_flush (&output);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (TarnAgent              *agent,
             const TarnAgentRequest *request,
             gpointer                user_data)
{
  const CliServeDevice *device = user_data;

  cli_serve_summary_add (request);
  if (!is_open || output.failed)
    return;

  if (is_json)
    append_json (output.buffer, device->name, request);
  else
    append_text (output.buffer, device->name, request);

  /* Answers go first. */
  if (cli_output_push (&output) && idle == 0)
    idle = g_idle_add (flush_cb, NULL);
}

static gboolean
log_check (gpointer   said,
           GError   **error)
{
  const Log *self = said;

  if (self->path == NULL && self->format != NULL)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "--log-format without --log");
  else if (self->format != NULL && strcmp (self->format, "text") != 0
           && strcmp (self->format, "json") != 0)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "--log-format takes text or json");
  else
    return TRUE;

  return FALSE;
}

static gboolean
open_log (const Log  *self,
          GError    **error)
{
  int fd = -1;

  if (strcmp (self->path, "-") != 0)
    {
      fd = open (self->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
      if (fd < 0)
        {
          g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                       "%s cannot be written: %s", self->path, g_strerror (errno));
          return FALSE;
        }
      cli_output_init_fd (&output, self->path, fd);
    }
  else if (!cli_output_init (&output, NULL))
    {
      return FALSE;
    }

  is_json = g_strcmp0 (self->format, "json") == 0;
  is_open = TRUE;
  return TRUE;
}

static gboolean
log_set_up (gconstpointer    said,
            CliServeDevice  *device,
            GError         **error)
{
  const Log *self = said;

  if (self->path == NULL && !self->summary)
    return TRUE;
  if (self->path != NULL && !is_open && !open_log (self, error))
    return FALSE;

  cli_names_prepare (is_json ? TARN_FORMAT_JSON : TARN_FORMAT_TEXT);
  g_signal_connect (device->agent, "answered", G_CALLBACK (answered_cb), device);
  tarn_agent_set_logged (device->agent, TRUE, self->path != NULL ? self->depth : 0);
  return TRUE;
}

static gboolean
log_begin (gconstpointer   said,
           GError        **error)
{
  if (((const Log *) said)->summary)
    cli_serve_summary_begin ();
  return TRUE;
}

static void
log_end (gconstpointer said)
{
  if (idle != 0)
    g_source_remove (idle);
  idle = 0;
  if (is_open)
    cli_output_close (&output);
  is_open = FALSE;
  cli_serve_summary_end ();
}

const CliServePart cli_serve_log = {
  .title = "What is told of requests",
  .size = sizeof (Log),
  .defaults = &defaults,
  .options = options,
  .once = TRUE,
  .check = log_check,
  .set_up = log_set_up,
  .begin = log_begin,
  .end = log_end,
};
