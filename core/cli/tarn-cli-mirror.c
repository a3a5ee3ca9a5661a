/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <unistd.h>

#include "tarn-cli-walk.h"

#define PROGRESS_MS 250

typedef struct
{
  TarnMirror *mirror;
  TarnWalk   *walk;
  gint64      began_us;
} Progress;

static double
rate (guint64 n_rows,
      gint64  elapsed_us)
{
  return (double) n_rows * G_USEC_PER_SEC / (double) MAX (elapsed_us, 1);
}

/* One line that is written over again and again. */
static gboolean
progress_cb (gpointer user_data)
{
  Progress *self = user_data;
  gint64 elapsed_us = g_get_monotonic_time () - self->began_us;
  guint64 n_rows = tarn_walk_get_n_rows (self->walk);
  g_autoptr(TarnOid) current = tarn_mirror_get_current (self->mirror);
  g_autofree char *oid = current != NULL ? tarn_oid_to_string (current) : g_strdup ("");

  fprintf (stderr, "\r\033[K%" G_GUINT64_FORMAT " varbinds, %.0f/s, %.1f s, at %.40s",
           n_rows, rate (n_rows, elapsed_us), (double) elapsed_us / G_USEC_PER_SEC, oid);
  fflush (stderr);
  return G_SOURCE_CONTINUE;
}

static CliStatus
run_to_end (Progress   *self,
            const char *path)
{
  g_autoptr(GCancellable) cancellable = cli_interruptible_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint timer = 0;
  guint64 n_rows;
  gint64 elapsed_us;
  gboolean complete;

  self->began_us = g_get_monotonic_time ();
  if (isatty (STDERR_FILENO))
    timer = g_timeout_add (PROGRESS_MS, progress_cb, self);

  tarn_mirror_run_async (self->mirror, cancellable, cli_async_cb, &result);
  cli_wait (&result);
  complete = tarn_mirror_run_finish (self->mirror, result, &error);

  elapsed_us = g_get_monotonic_time () - self->began_us;
  if (timer != 0)
    {
      g_source_remove (timer);
      fputs ("\r\033[K", stderr);
    }

  n_rows = tarn_walk_get_n_rows (self->walk);
  if (!complete)
    cli_walk_complain (self->walk, error);
  if (!complete && n_rows == 0 && cli_status_for_error (error) == CLI_USAGE)
    return CLI_USAGE;

  printf ("%s: %" G_GUINT64_FORMAT " varbinds in %.2f s (%.0f/s) to %s\n",
          complete ? "complete" : "incomplete", n_rows, (double) elapsed_us / G_USEC_PER_SEC,
          rate (n_rows, elapsed_us), path);

  return complete ? CLI_COMPLETE : CLI_INCOMPLETE;
}

/* Only what earlier mirrors did not get.  FALSE: there is nothing to walk, for @status. */
static gboolean
add_gaps (TarnWalk    *walk,
          TarnCapture *capture,
          CliStatus   *status)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_info_read (TARN_STORE (capture));

  if (info == NULL)
    {
      cli_complain ("%s was not made by tarn mirror: there is nothing to go on with",
                    tarn_capture_get_path (capture));
      *status = CLI_USAGE;
      return FALSE;
    }
  if (info->gaps->len == 0)
    {
      printf ("complete: %s lacks nothing\n", tarn_capture_get_path (capture));
      *status = CLI_COMPLETE;
      return FALSE;
    }

  for (guint i = 0; i < info->gaps->len; i++)
    {
      const TarnGap *gap = info->gaps->pdata[i];

      tarn_walk_add_range (walk, gap->after, gap->before);
    }

  return TRUE;
}

static CliStatus
run_mirror (const CliCommand  *command,
            char             **arguments)
{
  const char *after = NULL;
  gboolean resume = FALSE;
  guint max_repetitions = CLI_WALK_ADAPTIVE;
  const CliOption options[] = {
    { "after", NULL, CLI_OPTION_TEXT, &after, "OID", "begin behind this OID" },
    { "resume", NULL, CLI_OPTION_FLAG, &resume, NULL, "read only what FILE lacks" },
    { "max-repetitions", "Cr", CLI_OPTION_NUMBER, &max_repetitions, "N",
      CLI_WALK_REPETITIONS_HELP },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(TarnWalk) walk = NULL;
  g_autoptr(TarnMirror) mirror = NULL;
  g_autoptr(GError) error = NULL;
  CliDevice device_options;
  CliStatus status;

  cli_device_init (&device_options);
  operands = cli_parse (command, arguments, options, device_options.options, &status);
  if (operands == NULL)
    return status;
  if (operands->len < 2)
    return cli_misused (command, "a TARGET and a FILE are needed");
  if (resume && (after != NULL || operands->len > 2))
    return cli_misused (command, "--resume goes on where FILE says, not at other OIDs");

  device = cli_device_make (&device_options, command, operands->pdata[0]);
  if (device == NULL)
    return CLI_USAGE;

  session = tarn_session_new ();
  walk = tarn_walk_new (session, device);
  if (!cli_walk_set_repetitions (walk, command, max_repetitions))
    return CLI_USAGE;
  if (!resume && !cli_walk_add_roots (walk, command, operands, 2, after))
    return CLI_USAGE;

  capture = tarn_capture_open (operands->pdata[1],
                               resume ? TARN_CAPTURE_WRITE : TARN_CAPTURE_CREATE, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }
  if (resume && !add_gaps (walk, capture, &status))
    return status;

  mirror = tarn_mirror_new (walk, capture);
  return run_to_end (&(Progress) { mirror, walk, 0 }, operands->pdata[1]);
}

const CliCommand cli_mirror_command = {
  "mirror", "TARGET FILE [OID…]",
  "Reads a device into a capture file",
  "FILE is made if it is not there; what it holds already of the same OIDs is brought up\n"
  "to date.  Ctrl-C ends the reading and keeps what was read: tarn info FILE tells what is\n"
  "missing, and --resume reads that.\n\n"
  "  tarn mirror -v2c -c public 192.0.2.1 switch.tarn\n"
  "  tarn mirror 192.0.2.1 switch.tarn --resume",
  run_mirror,
};
