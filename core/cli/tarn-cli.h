/* tarn-cli.h
 *
 * What the commands share: exit statuses, complaints, waiting for an answer while
 * Ctrl-C is heeded.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "tarn.h"

G_BEGIN_DECLS

typedef enum
{
  CLI_COMPLETE   = 0,
  CLI_INCOMPLETE = 1,   /* something was done, or an agent said no              */
  CLI_USAGE      = 2,   /* nothing was begun: how it was called, what it needs  */
} CliStatus;

typedef struct _CliCommand CliCommand;

struct _CliCommand
{
  const char *name;
  const char *synopsis;   /* what stands behind the name           */
  const char *summary;
  const char *details;    /* the rest of --help, with its examples */

  CliStatus (*run) (const CliCommand  *self,
                    char             **arguments);

  gboolean has_names;     /* it takes or prints OIDs: cli_names_get_options() */
};

extern const CliCommand cli_anonymise_command;
extern const CliCommand cli_get_command;
extern const CliCommand cli_next_command;
extern const CliCommand cli_bulk_command;
extern const CliCommand cli_set_command;
extern const CliCommand cli_table_command;
extern const CliCommand cli_translate_command;
extern const CliCommand cli_walk_command;
extern const CliCommand cli_mirror_command;
extern const CliCommand cli_scan_command;
extern const CliCommand cli_serve_command;
extern const CliCommand cli_watch_command;
extern const CliCommand cli_export_command;
extern const CliCommand cli_import_command;
extern const CliCommand cli_listen_command;
extern const CliCommand cli_notify_command;
extern const CliCommand cli_info_command;
extern const CliCommand cli_check_command;
extern const CliCommand cli_compact_command;
extern const CliCommand cli_diff_command;
extern const CliCommand cli_revert_command;
extern const CliCommand cli_lint_command;
extern const CliCommand cli_mib_command;
extern const CliCommand cli_profile_command;

/* "tarn walk: …" to stderr. */
void          cli_complain          (const char      *format,
                                     ...) G_GNUC_PRINTF (1, 2);

/* From now on complaints begin with @where (not copied), such as "FILE:LINE"; NULL: no more. */
void          cli_complain_of       (const char      *where);

/* For commands that do not run the loop: when a signal ends the program, the file
 * @path (not copied) goes with it.  NULL: no more. */
void          cli_remove_if_killed  (const char      *path);

/* A cancellable that SIGINT and SIGTERM cancel, until it is finalized. */
GCancellable *cli_interruptible_new (void);

/* A GAsyncReadyCallback whose user data is where to put the result, and the loop
 * until it is there. */
void          cli_async_cb          (GObject         *source,
                                     GAsyncResult    *result,
                                     gpointer         user_data);
void          cli_wait              (GAsyncResult   **result);

/* When it returns, all that was applied is on the disk. */
gboolean      cli_sync_to_disk      (TarnCapture     *capture,
                                     GError         **error);
/* Whether what failed because another process was writing a capture is to be tried again:
 * then a moment has passed, which *@waited_ms counts, and *@failure is gone.  Else
 * *@failure is in @error. */
gboolean      cli_try_again         (GError         **failure,
                                     guint           *waited_ms,
                                     GError         **error);
/* Renames a file that is complete; not over one that has appeared meanwhile. */
gboolean      cli_move_to           (const char      *temporary,
                                     const char      *path,
                                     GError         **error);

G_END_DECLS
