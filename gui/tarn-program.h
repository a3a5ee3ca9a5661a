/* tarn-program.h
 *
 * The command that belongs to this browser, for what is done in processes of its own.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file "tarn": as TARN_PROGRAM says, else beside this program, else in PATH.  The
 * caller's to free. */
char *tarn_program_find       (GError              **error);
/* Runs the command with @arguments (from its name for what to do, ended by NULL) to its end.
 * _finish gives what it had to say to a person, "" if nothing; that is the error if its exit
 * status says that nothing was done (2).  The caller's to free. */
void  tarn_program_run_async  (const char * const   *arguments,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
char *tarn_program_run_finish (GAsyncResult         *result,
                               GError              **error);
/* A file of the folder data, as TARN_DATA_DIR says or where it was installed.  The caller's
 * to free. */
char *tarn_program_dup_data   (const char           *name);

G_END_DECLS
