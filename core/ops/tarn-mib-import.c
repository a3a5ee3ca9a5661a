/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-import.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tarn-error.h"
#include "mib/tarn-mib-source.h"
#include "ops/tarn-mib-path.h"

#define MAX_FILE     ((gsize) 64 << 20)
#define MAX_TOTAL    ((guint64) 2 << 30)    /* an archive may unpack to anything */
#define MAX_ENTRIES  100000

typedef struct
{
  char         *folder;
  GPtrArray    *copied;      /* char *: paths, ended by NULL in the end      */
  GPtrArray    *replaced;    /* char *: "source: replaces target, …"         */
  GPtrArray    *refused;     /* char *: "source: refused: why"               */
  GCancellable *cancellable;
  guint64       n_octets;
} Import;

static void
refuse (Import     *self,
        const char *source,
        const char *why)
{
  g_ptr_array_add (self->refused, g_strdup_printf ("%s: refused: %s", source, why));
}

static gboolean
is_copied (Import     *self,
           const char *target)
{
  return g_ptr_array_find_with_equal_func (self->copied, target, g_str_equal, NULL);
}

/* A name that is a file's and nothing else. */
static char *
make_name (const TarnMibSource *source,
           const char          *path)
{
  const TarnMibModuleText *first = source->modules->pdata[0];
  char *name = source->modules->len == 1 ? g_strdup (first->name) : g_path_get_basename (path);

  g_strcanon (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.", '_');
  if (name[0] == '.')
    name[0] = '_';
  if (strlen (name) > 200)
    name[200] = '\0';
  return name;
}

/* Something else of that name, from this import or from before it, is told. */
static void
note_replaced (Import           *self,
               const char       *source,
               const char       *target,
               const GByteArray *octets)
{
  g_autofree char *old = NULL;
  gsize n_old;

  if (!g_file_get_contents (target, &old, &n_old, NULL)
      || (n_old == octets->len && memcmp (old, octets->data, n_old) == 0))
    return;
  g_ptr_array_add (self->replaced,
                   g_strdup_printf (is_copied (self, target)
                                    ? "%s: replaces %s, which another file of this import has made"
                                    : "%s: replaces %s, which held something else", source,
                                    target));
}

/* FALSE with @error only if nothing can be written at all. */
static gboolean
take (Import      *self,
      const char  *path,
      GByteArray  *octets,
      GError     **error)
{
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = tarn_mib_source_new (octets->data, octets->len, aliases);
  g_autofree char *name = NULL;
  g_autofree char *target = NULL;

  if (source->modules->len == 0)
    {
      g_autofree char *why = source->form == TARN_MIB_FORM_PLAIN
        ? g_strdup ("there is no MIB module in it")
        : g_strdup_printf ("it is %s, and there is no MIB module in it",
                           tarn_mib_form_to_string (source->form));

      refuse (self, path, why);
      return TRUE;
    }

  name = make_name (source, path);
  target = g_build_filename (self->folder, name, NULL);
  note_replaced (self, path, target, octets);
  if (!g_file_set_contents_full (target, (const char *) octets->data, octets->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0644, error))
    return FALSE;
  if (!is_copied (self, target))
    g_ptr_array_add (self->copied, g_steal_pointer (&target));
  return TRUE;
}

/* The entry that @archive is at.  NULL: refused. */
static GByteArray *
read_entry (Import         *self,
            struct archive *archive,
            const char     *path)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  const void *block;
  size_t n;
  la_int64_t offset;
  int result;

  while ((result = archive_read_data_block (archive, &block, &n, &offset)) == ARCHIVE_OK)
    {
      if (octets->len + n > MAX_FILE || self->n_octets + n > MAX_TOTAL)
        {
          refuse (self, path, "it is larger than MIB modules are");
          return NULL;
        }
      g_byte_array_append (octets, block, n);
      self->n_octets += n;
    }

  if (result != ARCHIVE_EOF)
    {
      refuse (self, path, archive_error_string (archive) != NULL ? archive_error_string (archive)
                                                                 : "it is damaged");
      return NULL;
    }
  return g_steal_pointer (&octets);
}

/* What is no archive is read as one that holds a single file. */
static gboolean
import_file (Import      *self,
             const char  *path,
             GError     **error)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  gboolean ok = TRUE;
  int result;

  archive_read_support_filter_all (archive);
  archive_read_support_format_tar (archive);
  archive_read_support_format_zip (archive);
  archive_read_support_format_raw (archive);
  archive_read_support_format_empty (archive);

  result = archive_read_open_filename (archive, path, 65536);
  for (guint i = 0; ok && result == ARCHIVE_OK && i < MAX_ENTRIES; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(GByteArray) octets = NULL;
      const char *inside;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        ok = FALSE;
      result = ok ? archive_read_next_header (archive, &entry) : ARCHIVE_EOF;
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        break;
      result = ARCHIVE_OK;
      if (archive_entry_filetype (entry) != AE_IFREG && archive_entry_filetype (entry) != 0)
        continue;

      inside = archive_entry_pathname (entry);
      name = archive_format (archive) == ARCHIVE_FORMAT_RAW || inside == NULL
             ? g_strdup (path) : g_strdup_printf ("%s/%s", path, inside);
      octets = read_entry (self, archive, name);
      ok = octets == NULL || take (self, name, octets, error);
    }

  if (ok && result != ARCHIVE_OK && result != ARCHIVE_EOF)
    refuse (self, path, archive_error_string (archive) != NULL ? archive_error_string (archive)
                                                               : "it cannot be read");
  archive_read_free (archive);
  return ok;
}

static gboolean
import_source (Import      *self,
               const char  *source,
               GError     **error)
{
  const char *folders[] = { source, NULL };
  g_autoptr(GPtrArray) files = tarn_mib_path_find_files (folders);

  if (files->len == 0)
    refuse (self, source, g_file_test (source, G_FILE_TEST_EXISTS) ? "there is no file in it"
                                                                   : "it is not there");
  for (guint i = 0; i < files->len; i++)
    {
      struct stat info;

      if (stat (files->pdata[i], &info) != 0 || !S_ISREG (info.st_mode))
        refuse (self, files->pdata[i], "it is not a file");
      else if (info.st_size == 0)
        refuse (self, files->pdata[i], "it is an empty file");
      else if (!import_file (self, files->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* To the caller, if that wants it. */
static void
give (GPtrArray   *strings,
      char      ***out)
{
  g_ptr_array_add (strings, NULL);
  if (out != NULL)
    *out = (char **) g_ptr_array_free (strings, FALSE);
  else
    g_ptr_array_unref (strings);
}

/**
 * tarn_mib_import:
 * @sources: (array zero-terminated=1): files, folders, tar or zip archives
 * @replaced: (out) (optional) (transfer full) (array zero-terminated=1): what took the place of
 *   something else, each with what it replaces
 * @refused: (out) (optional) (transfer full) (array zero-terminated=1): what held no module,
 *   each with the reason
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies the files among @sources that hold MIB modules into the user's own folder, the
 * first of tarn_mib_get_folders().  A file with one module is named after it; what was
 * there by that name is replaced.
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): the new files; %NULL with
 *   @error, of #GFileError, if they could not be written
 */
char **
tarn_mib_import (const char * const   *sources,
                 char               ***replaced,
                 char               ***refused,
                 GCancellable         *cancellable,
                 GError              **error)
{
  Import self = { NULL };
  gboolean ok = TRUE;

  g_return_val_if_fail (sources != NULL, NULL);

  self.folder = tarn_mib_path_get_own ();
  self.copied = g_ptr_array_new_with_free_func (g_free);
  self.replaced = g_ptr_array_new_with_free_func (g_free);
  self.refused = g_ptr_array_new_with_free_func (g_free);
  self.cancellable = cancellable;
  if (g_mkdir_with_parents (self.folder, 0755) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "cannot make %s: %s",
                   self.folder, g_strerror (errno));
      ok = FALSE;
    }
  for (guint i = 0; ok && sources[i] != NULL; i++)
    ok = import_source (&self, sources[i], error);

  g_free (self.folder);
  g_ptr_array_add (self.copied, NULL);
  give (self.replaced, replaced);
  give (self.refused, refused);
  if (ok)
    return (char **) g_ptr_array_free (self.copied, FALSE);
  g_ptr_array_unref (self.copied);
  return NULL;
}
