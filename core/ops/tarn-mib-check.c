/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-check.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "mib/tarn-mib-compile.h"
#include "mib/tarn-mib-image.h"
#include "ops/tarn-mib-load.h"
#include "ops/tarn-mib-path.h"
#include "ops/tarn-mib-report.h"
#include "ops/tarn-mib-told.h"

static gboolean
is_fresh (const char *output,
          const char *stamp)
{
  g_autoptr(TarnMibImage) image = tarn_mib_image_open (output, NULL);

  return image != NULL && strcmp (tarn_mib_image_get_stamp (image), stamp) == 0;
}

/* Two who need the same tree at once: one makes it, the other waits.  A descriptor to
 * close, or -1: then both make it, which is no harm. */
static int
lock (const char *output)
{
  g_autofree char *path = g_strconcat (output, ".lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  while (fd >= 0 && flock (fd, LOCK_EX) != 0)
    if (errno != EINTR)
      break;
  return fd;
}

static void
count (TarnMibTally        *tally,
       const TarnMibReport *report)
{
  tally->n_loaded += report->verdict == TARN_MIB_LOADED;
  tally->n_losses += report->verdict == TARN_MIB_LOADED_WITH_LOSSES;
  tally->n_refused += report->verdict == TARN_MIB_REFUSED;
}

/* Whoever ends this process ends the parser with it, and leaves no files behind. */
static TarnMibCompiler *
read_files (GPtrArray *files)
{
  static const int signals[] = { SIGHUP, SIGINT, SIGTERM };
  TarnMibCompiler *compiler = tarn_mib_compiler_new ();

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], tarn_mib_compiler_interrupt);

  for (guint i = 0; i < files->len; i++)
    tarn_mib_compiler_add_file (compiler, files->pdata[i]);
  return compiler;
}

/* Each file is there as a whole or not at all; the stamp in both tells whether they belong
 * together.  Returns the reports. */
static GPtrArray *
make (GPtrArray           *files,
      const char * const  *modules,
      const char          *output,
      const char          *stamp,
      GError             **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.%d", output, (int) getpid ());
  g_autofree char *told = tarn_mib_told_get_path (output);
  g_autoptr(TarnMibCompiler) compiler = read_files (files);

  for (guint i = 0; modules != NULL && modules[i] != NULL; i++)
    tarn_mib_compiler_want (compiler, modules[i]);
  if (!tarn_mib_compiler_run (compiler, temporary, stamp, error)
      || !tarn_mib_told_write (told, stamp, tarn_mib_compiler_get_reports (compiler), error)
      || g_rename (temporary, output) != 0)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED, "cannot make %s: %s", output,
                     g_strerror (errno));
      g_unlink (temporary);
      return NULL;
    }

  return g_ptr_array_ref (tarn_mib_compiler_get_reports (compiler));
}

/* Text or JSON of the first @n of them. */
static char *
tell (GPtrArray    *reports,
      guint         n,
      gboolean      json,
      gboolean      all,
      TarnMibTally *tally)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (tally != NULL)
        count (tally, reports->pdata[i]);
      if (json)
        tarn_mib_report_append_json (text, reports->pdata[i]);
      else
        tarn_mib_report_append_text (text, reports->pdata[i], all);
    }

  return g_string_free (text, FALSE);
}

/**
 * tarn_mib_compile: (skip)
 * @folders: (array zero-terminated=1): where the modules lie, or the files
 * @modules: (array zero-terminated=1) (nullable): the modules that the tree is to have, and
 *   with them what they import; %NULL for all
 * @output: (type filename): where the compiled tree goes; its reports go beside it
 * @only_if_stale: whether a tree that is up to date may stay
 * @tally: (out) (optional): how the modules fared; zeros if nothing was to do
 * @error: return location for an error
 *
 * Makes the compiled tree of all modules in @folders.  No module makes this fail.
 *
 * Returns: whether @output is there and up to date; if not, with %TARN_ERROR_FAILED
 */
gboolean
tarn_mib_compile (const char * const  *folders,
                  const char * const  *modules,
                  const char          *output,
                  gboolean             only_if_stale,
                  TarnMibTally        *tally,
                  GError             **error)
{
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  g_autofree char *stamp = NULL;
  gboolean ok;
  int fd;

  g_return_val_if_fail (folders != NULL && output != NULL, FALSE);

  if (tally != NULL)
    *tally = (TarnMibTally) { 0 };
  fd = lock (output);
  files = tarn_mib_path_find_files (folders);
  stamp = tarn_mib_path_make_stamp (files);
  ok = only_if_stale && is_fresh (output, stamp);
  if (!ok)
    reports = make (files, modules, output, stamp, error);
  for (guint i = 0; reports != NULL && tally != NULL && i < reports->len; i++)
    count (tally, reports->pdata[i]);
  if (fd >= 0)
    close (fd);
  return ok || reports != NULL;
}

/**
 * tarn_mib_list: (skip)
 * @folders: (array zero-terminated=1): where the modules lie
 * @json: whether the report is for a program: a line of JSON for each module
 * @all: whether it tells of everything that is doubtful, not only of what is lost or mended
 * @tally: (out) (optional): how the modules fared
 * @error: return location for an error
 *
 * Tells how all modules in @folders fared when they were compiled, and compiles them first if
 * a file has changed.
 *
 * Returns: (transfer full) (nullable): the report; %NULL with %TARN_ERROR_FAILED if a signal
 *   ended it
 */
char *
tarn_mib_list (const char * const  *folders,
               gboolean             json,
               gboolean             all,
               TarnMibTally        *tally,
               GError             **error)
{
  static const char *const none[] = { NULL };
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *output = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *told = NULL;
  int fd;

  g_return_val_if_fail (folders != NULL, NULL);

  output = tarn_mib_path_get_cache (folders, NULL);
  folder = g_path_get_dirname (output);
  told = tarn_mib_told_get_path (output);
  if (g_mkdir_with_parents (folder, 0700) != 0 || g_access (folder, W_OK) != 0)
    return tarn_mib_check (folders, none, json, all, tally, error);

  if (tally != NULL)
    *tally = (TarnMibTally) { 0 };
  fd = lock (output);
  files = tarn_mib_path_find_files (folders);
  stamp = tarn_mib_path_make_stamp (files);
  reports = tarn_mib_told_read (told, stamp);
  if (reports == NULL)
    reports = make (files, NULL, output, stamp, error);
  if (fd >= 0)
    close (fd);
  return reports != NULL ? tell (reports, reports->len, json, all, tally) : NULL;
}

/**
 * tarn_mib_check: (skip)
 * @paths: (array zero-terminated=1): files or folders to look at
 * @folders: (array zero-terminated=1) (nullable): where the modules lie that those need;
 *   %NULL for tarn_mib_get_folders()
 * @json: whether the report is for a program: a line of JSON for each module
 * @all: whether it tells of everything that is doubtful, not only of what is lost or mended
 * @tally: (out) (optional): how the modules in @paths fared
 * @error: return location for an error
 *
 * Parses modules, and what they import, to see what becomes of them.
 *
 * Returns: (transfer full) (nullable): the report; %NULL with %TARN_ERROR_FAILED if a signal
 *   ended it
 */
char *
tarn_mib_check (const char * const  *paths,
                const char * const  *folders,
                gboolean             json,
                gboolean             all,
                TarnMibTally        *tally,
                GError             **error)
{
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(TarnMibCompiler) compiler = NULL;
  g_auto(GStrv) own = NULL;
  GPtrArray *reports;
  guint n_reported;

  if (tally != NULL)
    *tally = (TarnMibTally) { 0 };
  files = tarn_mib_path_find_files (paths);
  compiler = read_files (files);
  reports = tarn_mib_compiler_get_reports (compiler);
  n_reported = reports->len;

  own = folders == NULL ? tarn_mib_get_folders () : NULL;
  others = tarn_mib_path_find_files (folders != NULL ? folders : (const char *const *) own);
  for (guint i = 0; i < others->len; i++)
    tarn_mib_compiler_add_library (compiler, others->pdata[i]);
  if (!tarn_mib_compiler_run (compiler, NULL, NULL, error))
    return NULL;

  return tell (reports, n_reported, json, all, tally);
}
