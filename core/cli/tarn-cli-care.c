/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-care.h"

#include <stdio.h>
#include <unistd.h>

static gint64 began_us;
static gboolean shown;

void
cli_progress_cb (goffset  done,
                 goffset  total,
                 gpointer data)
{
  gint64 now_us = g_get_monotonic_time ();

  if (began_us == 0)
    began_us = now_us;
  if (total <= 0 || now_us - began_us < G_USEC_PER_SEC || !isatty (STDERR_FILENO))
    return;

  fprintf (stderr, "\r%3d %%", (int) (100 * done / total));
  shown = TRUE;
}

void
cli_progress_end (void)
{
  if (shown)
    fputs ("\r     \r", stderr);
  shown = FALSE;
  began_us = 0;
}
