/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A folder with a capture for each device that answered, and index.jsonl, which has a
 * line for each target.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tarn-cli-json.h"
#include "tarn-cli-scan.h"

#define INDEX      "index.jsonl"
#define SUFFIX     ".tarn"
#define MAX_NAME   200   /* octets of a file's name; most file systems take 255 */
#define N_CHECKSUM 16

/* ':' is what some systems do not take; '+' stands in no host name, so that different
 * targets keep different names.  Brackets do, too: they tell where a port begins. */
static char *
make_name (const char *target)
{
  g_autofree char *safe = g_strdelimit (g_strdup (target), ":/\\", '+');
  /* No hidden files, and none that look like options. */
  const char *front = safe[0] == '.' || safe[0] == '-' ? "+" : "";
  g_autofree char *checksum = NULL;
  char *end = safe + MAX_NAME;

  if (strlen (safe) <= MAX_NAME)
    return g_strconcat (front, safe, SUFFIX, NULL);

  while ((*end & 0xc0) == 0x80)
    end--;
  *end = '\0';
  checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, target, -1);
  checksum[N_CHECKSUM] = '\0';
  return g_strconcat (front, safe, "+", checksum, SUFFIX, NULL);
}

static gboolean
is_empty (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

static gboolean
make_folder (const CliScan *self)
{
  int error = g_mkdir (self->folder, 0777) == 0 ? 0 : errno;

  /* Looking into the folder sets errno anew. */
  if (error == 0 || (error == EEXIST && is_empty (self->folder)))
    return TRUE;

  if (error == EEXIST && g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    cli_complain ("%s is there and not empty: give a new folder, or with --resume the state of "
                  "the scan that was to fill it", self->folder);
  else
    cli_complain ("cannot make %s: %s", self->folder, g_strerror (error));
  return FALSE;
}

gboolean
cli_scan_folder_open (CliScan  *self,
                      gboolean  goes_on,
                      guint64   index_len)
{
  GStatBuf status;
  int fd;

  if (!goes_on && !make_folder (self))
    return FALSE;

  self->goes_on = goes_on;
  self->index = g_build_filename (self->folder, INDEX, NULL);
  fd = g_open (self->index, O_WRONLY | O_APPEND | O_CLOEXEC | (goes_on ? 0 : O_CREAT | O_EXCL),
               0666);
  if (fd < 0)
    {
      cli_complain ("cannot write %s: %s", self->index, g_strerror (errno));
      return FALSE;
    }

  /* What stands behind that is of targets which will be asked again. */
  if (goes_on && (g_stat (self->index, &status) != 0 || (guint64) status.st_size < index_len
                  || ftruncate (fd, (off_t) index_len) != 0))
    {
      cli_complain ("%s is not as the scan left it: begin anew with another folder", self->index);
      close (fd);
      return FALSE;
    }

  cli_output_init_fd (&self->output, self->index, fd);
  return TRUE;
}

/* Whether a record in the index is about the capture @name. */
static gboolean
is_told_of (CliScan    *self,
            const char *name)
{
  g_autoptr(GString) member = g_string_new ("\"file\":");
  g_autoptr(GMappedFile) index = NULL;

  cli_json_append_string (member, name);
  cli_output_flush (&self->output);
  index = g_mapped_file_new (self->index, FALSE, NULL);
  return index == NULL
         || (g_mapped_file_get_length (index) > 0
             && memmem (g_mapped_file_get_contents (index), g_mapped_file_get_length (index),
                        member->str, member->len) != NULL);
}

/* A target that has no capture now may have left one when an earlier run was killed before it
 * had told of it. */
static void
remove_orphan (CliScan             *self,
               const CliScanResult *result)
{
  g_autofree char *name = make_name (result->end->target);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  if (g_access (path, F_OK) == 0 && !is_told_of (self, name))
    g_unlink (path);
}

gboolean
cli_scan_folder_put (CliScan             *self,
                     const CliScanResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (result->end->credential >= 0 && result->end->outcome != TARN_SCAN_ERROR)
    {
      name = make_name (result->end->target);
      path = g_build_filename (self->folder, name, NULL);
      if (!tarn_scan_capture_write (self->scan, result->end, result->rows, result->n_rows, path,
                                    &error))
        {
          cli_complain ("%s", error->message);
          return FALSE;
        }
    }
  else if (self->goes_on)
    {
      remove_orphan (self, result);
    }

  cli_scan_append_record (self, result, FALSE, name, self->output.buffer);
  return TRUE;
}
