/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-progress.h"

#include <stdio.h>
#include <unistd.h>

#define EVERY_US (G_USEC_PER_SEC / 10)

void
cli_progress_init (CliProgress *self,
                   const char  *what)
{
  *self = (CliProgress) {
    .what = what,
    .is_terminal = isatty (STDERR_FILENO),
    .next_us = g_get_monotonic_time () + EVERY_US,
  };
}

void
cli_progress_show (CliProgress *self,
                   guint64      part,
                   guint64      whole,
                   guint64      count)
{
  gint64 now_us;

  if (!self->is_terminal)
    return;
  now_us = g_get_monotonic_time ();
  if (now_us < self->next_us)
    return;

  self->next_us = now_us + EVERY_US;
  self->shown = TRUE;
  fputc ('\r', stderr);
  if (whole > 0)
    fprintf (stderr, "%3.0f %%  ", 100.0 * (double) MIN (part, whole) / (double) whole);
  fprintf (stderr, "%" G_GUINT64_FORMAT " %s\033[K", count, self->what);
}

void
cli_progress_clear (CliProgress *self)
{
  if (self->shown)
    fputs ("\r\033[K", stderr);
  self->shown = FALSE;
}
