/* tarn-command.h
 *
 * Runs the command tarn, and other programs, as a person or a script would.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

typedef struct
{
  int     status;   /* exit status; 128 + number of the signal that ended it */
  GBytes *out;
  GBytes *err;
} TarnRun;

/* @arguments are separated by spaces, with ' around those that hold some; {} is the
 * next of the strings behind, quoted as needed.  "tarn" is the one just built. */
GPtrArray   *tarn_command_line (const char   *arguments,
                                va_list       args);

/* Runs to its end with @input (nullable) to read. */
void         tarn_run          (TarnRun      *self,
                                const char   *input,
                                const char   *arguments,
                                ...);
const char  *tarn_run_out      (TarnRun      *self);   /* as text */
const char  *tarn_run_err      (TarnRun      *self);
void         tarn_run_clear    (TarnRun      *self);

/* Starts it with pipes for all three. */
GSubprocess *tarn_start        (const char   *arguments,
                                ...);
/* Its exit status, as in TarnRun. */
int          tarn_end          (GSubprocess  *process,
                                int           signal);

/* Starts "tarn serve" on a free port of loopback, with @arguments; the port to
 * @target as "127.0.0.1:PORT". */
GSubprocess *tarn_serve        (char        **target,
                                const char   *arguments,
                                ...);

/* The same on a free port of all addresses: a device at each of 127.0.0.0/8. */
GSubprocess *tarn_serve_everywhere (guint16    *port,
                                    const char *arguments,
                                    ...);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TarnRun, tarn_run_clear)
