/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <unistd.h>

#include "tarn-cli-walk-common.h"

#define PROGRESS_MS 250

typedef struct
{
  TarnMirror      *mirror;
  TarnWalk        *walk;
  TarnCapture     *capture;
  const char      *path;       /* as it was given */
  TarnMirrorScope  scope;
  CliWalk         *common;
  gint64           began_us;
} Run;

static double
rate (guint64 n_rows,
      gint64  elapsed_us)
{
  return (double) n_rows * G_USEC_PER_SEC / (double) MAX (elapsed_us, 1);
}

/* How far it is, and how long it may still take, as long as that can be told. */
static void
print_fraction (double fraction,
                gint64 elapsed_us)
{
  if (fraction < 0)
    return;

  fprintf (stderr, "%.0f %%, ", 100 * fraction);
  if (fraction >= 0.01 && fraction < 1 && elapsed_us > G_USEC_PER_SEC)
    fprintf (stderr, "%.0f s to go, ",
             (double) elapsed_us / G_USEC_PER_SEC * (1 - fraction) / fraction);
}

/* One line that is written over again and again. */
static gboolean
progress_cb (gpointer user_data)
{
  Run *self = user_data;
  gint64 elapsed_us = g_get_monotonic_time () - self->began_us;
  guint64 n_rows = tarn_walk_get_n_rows (self->walk);
  g_autoptr(TarnOid) current = tarn_mirror_get_current (self->mirror);
  g_autofree char *oid = current != NULL ? cli_name_oid (current) : g_strdup ("");

  fputs ("\r\033[K", stderr);
  print_fraction (tarn_mirror_get_fraction (self->mirror), elapsed_us);
  fprintf (stderr, "%" G_GUINT64_FORMAT " varbinds, %.0f/s, %.1f s, at %.40s",
           n_rows, rate (n_rows, elapsed_us), (double) elapsed_us / G_USEC_PER_SEC, oid);
  fflush (stderr);
  return G_SOURCE_CONTINUE;
}

/* What the capture says in the end, beyond how this reading went. */
static void
tell_state (const Run *self)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_info_read (TARN_STORE (self->capture));
  gboolean mixed = info != NULL && info->n_restarts > 0;

  if (tarn_mirror_has_restarted (self->mirror))
    cli_complain ("the device has restarted since it was read before, or meanwhile%s",
                  mixed ? ": not all of this is of one time; --refresh reads all again" : "");
  if (info != NULL && info->gaps->len > tarn_walk_get_gaps (self->walk)->len)
    cli_complain ("%u intervals are missing in all: tarn info %s tells which", info->gaps->len,
                  self->path);
}

static CliStatus
tell_result (const Run    *self,
             const GError *error)
{
  gint64 elapsed_us = g_get_monotonic_time () - self->began_us;
  guint64 n_rows = tarn_walk_get_n_rows (self->walk);
  gboolean told = cli_walk_tell (self->common, self->walk, error);

  if (error == NULL && tarn_walk_get_n_requests (self->walk) == 0)
    {
      printf ("complete: %s lacks nothing\n", self->path);
      return CLI_COMPLETE;
    }
  if (error != NULL && n_rows == 0
      && (cli_status_for_error (error) == CLI_USAGE
          || (self->scope != TARN_MIRROR_SCOPE_WALK
              && tarn_walk_get_n_requests (self->walk) == 0)))
    return CLI_USAGE;

  tell_state (self);
  printf ("%s: %" G_GUINT64_FORMAT " varbinds in %.2f s (%.0f/s) to %s\n",
          error == NULL ? "complete" : "incomplete", n_rows,
          (double) elapsed_us / G_USEC_PER_SEC, rate (n_rows, elapsed_us),
          self->path);

  return error == NULL && told ? CLI_COMPLETE : CLI_INCOMPLETE;
}

static CliStatus
run_to_end (Run *self)
{
  g_autoptr(GCancellable) cancellable = cli_interruptible_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint timer = 0;

  if (isatty (STDERR_FILENO))
    {
      cli_names_prepare (TARN_FORMAT_TEXT);
      timer = g_timeout_add (PROGRESS_MS, progress_cb, self);
    }
  self->began_us = g_get_monotonic_time ();

  tarn_mirror_run_async (self->mirror, cancellable, cli_async_cb, &result);
  cli_wait (&result);
  tarn_mirror_run_finish (self->mirror, result, &error);

  if (timer != 0)
    {
      g_source_remove (timer);
      fputs ("\r\033[K", stderr);
    }

  return tell_result (self, error);
}

/* FALSE if more than one is wanted. */
static gboolean
choose_scope (gboolean         rest,
              gboolean         gaps,
              gboolean         same,
              TarnMirrorScope *scope)
{
  *scope = rest ? TARN_MIRROR_SCOPE_REST
           : gaps ? TARN_MIRROR_SCOPE_GAPS
           : same ? TARN_MIRROR_SCOPE_SAME : TARN_MIRROR_SCOPE_WALK;

  return rest + gaps + same <= 1;
}

static CliStatus
run_mirror (const CliCommand  *command,
            char             **arguments)
{
  CliWalk common = CLI_WALK_INIT;
  gboolean resume = FALSE, gaps = FALSE, refresh = FALSE;
  const CliOption options[] = {
    { "resume", NULL, CLI_OPTION_FLAG, &resume, NULL, "read only what FILE lacks" },
    { "gaps", NULL, CLI_OPTION_FLAG, &gaps, NULL,
      "read only what FILE lacks although it was asked for" },
    { "refresh", NULL, CLI_OPTION_FLAG, &refresh, NULL, "read again all that FILE is for" },
    CLI_WALK_OPTIONS (common),
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(TarnWalk) walk = NULL;
  g_autoptr(TarnMirror) mirror = NULL;
  g_autoptr(GError) error = NULL;
  TarnMirrorScope scope;
  CliDevice device_options;
  CliStatus status;

  cli_device_init (&device_options);
  operands = cli_parse (command, arguments, options, device_options.options, &status);
  if (operands == NULL)
    return status;
  if (operands->len < 2)
    return cli_misused (command, "a TARGET and a FILE are needed");
  if (!choose_scope (resume, gaps, refresh, &scope))
    return cli_misused (command, "--resume, --gaps and --refresh exclude each other");
  if (scope != TARN_MIRROR_SCOPE_WALK && (common.after != NULL || operands->len > 2))
    return cli_misused (command, "--%s goes on where FILE says, not at other OIDs",
                        resume ? "resume" : gaps ? "gaps" : "refresh");

  device = cli_device_make (&device_options, command, operands->pdata[0]);
  if (device == NULL)
    return CLI_USAGE;

  session = tarn_session_new ();
  walk = tarn_walk_new (session, device);
  if (!cli_walk_prepare (&common, command, walk))
    return CLI_USAGE;
  if (scope == TARN_MIRROR_SCOPE_WALK
      && !cli_walk_add_roots (&common, command, walk, operands, 2))
    return CLI_USAGE;

  capture = tarn_capture_open (operands->pdata[1],
                               scope == TARN_MIRROR_SCOPE_WALK ? TARN_CAPTURE_CREATE
                                                               : TARN_CAPTURE_WRITE, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  mirror = tarn_mirror_new (walk, capture);
  tarn_mirror_set_scope (mirror, scope);
  return run_to_end (&(Run) { mirror, walk, capture, operands->pdata[1], scope, &common, 0 });
}

const CliCommand cli_mirror_command = {
  "mirror", "TARGET FILE [OID…]",
  "Reads a device into a capture file",
  "FILE is made if it is not there; what it holds already of the same OIDs is brought up\n"
  "to date.  Ctrl-C ends the reading and keeps what was read: tarn info FILE tells what is\n"
  "missing, and --resume reads that.  --gaps reads only what the device did not answer\n"
  "about; --refresh reads all again, and writes what has changed.\n\n"
  "  tarn mirror -v2c -c public 192.0.2.1 switch.tarn\n"
  "  tarn mirror 192.0.2.1 switch.tarn --resume\n"
  "  tarn mirror 192.0.2.1 switch.tarn --refresh",
  run_mirror, .has_names = TRUE,
};
