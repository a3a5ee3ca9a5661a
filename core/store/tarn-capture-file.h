/* tarn-capture-file.h
 *
 * Private: a capture file as plain octets, looked at before tdb may touch it.  tdb
 * trusts what it opens: it would make a database of an empty file, divide by a hash
 * size of zero and copy as many octets as a damaged recovery record names.
 *
 * A capture is a tdb file with "Tarn capture" behind tdb's own magic, in octets that
 * tdb leaves alone.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>
#include <sys/stat.h>

G_BEGIN_DECLS

#define TARN_CAPTURE_MAGIC     "Tarn capture"
#define TARN_CAPTURE_MAGIC_LEN 12
#define TARN_CAPTURE_MAGIC_AT  10    /* in the file: the octet behind "TDB file\n\0" */

/* Octets of tdb's header, before its hash table. */
#define TARN_TDB_HEADER_LEN    168

/* A descriptor of a regular file, for reading; -1 with an error that names @path.
 * Never opens what is no regular file, and so never waits. */
int      tarn_capture_file_open        (const char   *path,
                                        struct stat  *info,
                                        GError      **error);
/* Whether the file is a capture, whole as far as can be told without looking at its
 * records. */
gboolean tarn_capture_file_check       (int           fd,
                                        const char   *path,
                                        GError      **error);
/* Whether a writer died in the middle of a commit, so that somebody has to put back
 * what was before. */
gboolean tarn_capture_file_needs_mending (int         fd);

/* Sets @error by @errnum; @doing completes "FILE cannot be …". */
void     tarn_capture_file_set_error   (GError      **error,
                                        const char   *path,
                                        const char   *doing,
                                        int           errnum);

/* Whether that is an errno of a disk, a quota or a limit that is used up. */
gboolean tarn_capture_file_lacks_room    (int           errnum);
/* Whether the file of @size could grow, to @wanted at least: 0, or the errno of the lack
 * of room. */
int      tarn_capture_file_try_room      (int           fd,
                                          guint64       size,
                                          guint64       wanted);

G_END_DECLS
