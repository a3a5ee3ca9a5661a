/* tarn-captures.h
 *
 * The folder of captures that were never saved elsewhere: what is discarded there, and what
 * grows old.
 *
 * Discarded is not deleted: until tarn_captures_purge() it can be taken back.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Moves the capture @path out of sight.  Where it is now, the caller's; NULL: it could not
 * be moved. */
char     *tarn_captures_discard   (const char          *path,
                                   GError             **error);
/* Takes @discarded, which that function has returned, back to its folder, under its name or,
 * if another has that now, one like it.  The path, the caller's; NULL: it has gone. */
char     *tarn_captures_recall    (const char          *discarded,
                                   GError             **error);
/* Deletes what was discarded. */
void      tarn_captures_purge     (void);

/* Moves to the trash what was not changed since @days before @now_s (Unix time), but for
 * the paths in @spared.  How many; FALSE with the first @error, if some could not be. */
gboolean  tarn_captures_trash_old (guint                days,
                                   gint64               now_s,
                                   const char * const  *spared,
                                   guint               *n_trashed,
                                   GError             **error);

G_END_DECLS
