/* tarn-new-file.h
 *
 * Private: a file that appears under its name when it is complete.  Where the file system
 * can do so it has no name before, and so nothing is left of it if we die.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int   fd;     /* -1: none                                           */
  char *path;   /* of the file to be                                  */
  char *name;   /* by which it can be opened until then               */
  gboolean has_name;   /* a temporary one beside @path, to be removed */
} TarnNewFile;

gboolean tarn_new_file_init    (TarnNewFile  *self,
                                const char   *path,
                                GError      **error);
/* Gives it its name.  Unless @replaces, fails with EEXIST in @errnum if there is a file of
 * that name. */
gboolean tarn_new_file_publish (TarnNewFile  *self,
                                gboolean      replaces,
                                int          *errnum);
/* The same, with all of it on the disk before it has its name, and that afterwards. */
gboolean tarn_new_file_finish  (TarnNewFile  *self,
                                gboolean      replaces,
                                GError      **error);
/* What has no name yet is gone. */
void     tarn_new_file_clear   (TarnNewFile  *self);

/* Whatever the directory of @path names is then on the disk. */
gboolean tarn_new_file_sync_directory (const char *path);

G_END_DECLS
