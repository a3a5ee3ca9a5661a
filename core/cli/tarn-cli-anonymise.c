/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "tarn-cli-options.h"

#define TRIES 3   /* while somebody writes the capture */

typedef struct
{
  const char     *key;
  const char     *mapping;
  gboolean        all;

  const char     *input;
  const char     *output;
  TarnAnonymiser *anonymiser;
} Anonymise;

/* NULL with @error; else @path holds what stands for the input, on the disk. */
static TarnAnonymiseReport *
anonymise_into (const Anonymise  *self,
                const char       *path,
                GError          **error)
{
  g_autoptr(TarnCapture) in = tarn_capture_open (self->input, TARN_CAPTURE_READ, error);
  g_autoptr(TarnAnonymiseReport) report = NULL;
  g_autoptr(TarnCapture) out = NULL;

  if (in == NULL)
    return NULL;
  out = tarn_capture_open (path, TARN_CAPTURE_CREATE, error);
  if (out == NULL)
    return NULL;

  report = tarn_anonymiser_run (self->anonymiser, TARN_STORE (in), TARN_STORE (out), NULL, error);
  if (report == NULL)
    {
      g_prefix_error (error, "cannot anonymise %s: ", self->input);
      return NULL;
    }

  return cli_sync_to_disk (out, error) ? g_steal_pointer (&report) : NULL;
}

/* For the owner's eyes: nobody else may read it, not even for a moment. */
static gboolean
write_mapping (const Anonymise  *self,
               GError          **error)
{
  g_autofree char *lines = tarn_anonymiser_dup_mapping (self->anonymiser);
  gsize len = strlen (lines), done = 0;
  int fd = g_open (self->mapping, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int problem = fd < 0 ? errno : 0;

  while (problem == 0 && done < len)
    {
      gssize n = write (fd, lines + done, len - done);

      if (n < 0 && errno != EINTR)
        problem = errno;
      done += n > 0 ? (gsize) n : 0;
    }
  if (fd >= 0 && close (fd) != 0 && problem == 0)
    problem = errno;
  if (problem == 0)
    return TRUE;

  if (fd >= 0)
    g_unlink (self->mapping);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (problem), "cannot write %s: %s",
               self->mapping, g_strerror (problem));
  return FALSE;
}

/* The capture appears under its name when it is complete. */
static TarnAnonymiseReport *
anonymise (const Anonymise  *self,
           GError          **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.anonymise-%d", self->output, (int) getpid ());
  g_autoptr(TarnAnonymiseReport) report = NULL;

  cli_remove_if_killed (temporary);
  for (guint try = 0; report == NULL && try < TRIES; try++)
    {
      g_clear_error (error);
      report = anonymise_into (self, temporary, error);
      if (report == NULL)
        g_unlink (temporary);
      if (report == NULL && !g_error_matches (*error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
        break;
    }

  if (report != NULL && self->mapping != NULL && !write_mapping (self, error))
    {
      g_unlink (temporary);
      g_clear_pointer (&report, tarn_anonymise_report_free);
    }
  if (report != NULL && !cli_move_to (temporary, self->output, error))
    {
      g_unlink (temporary);
      if (self->mapping != NULL)
        g_unlink (self->mapping);
      g_clear_pointer (&report, tarn_anonymise_report_free);
    }
  cli_remove_if_killed (NULL);
  return g_steal_pointer (&report);
}

static void
print_sentences (const GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    printf ("%s\n", (const char *) sentences->pdata[i]);
}

static void
print_report (const Anonymise           *self,
              const TarnAnonymiseReport *report)
{
  if (self->all)
    print_sentences (report->objects);
  print_sentences (report->kinds);
  printf ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " varbinds changed, %" G_GUINT64_FORMAT
          " values in length\n", report->n_changed, report->n_varbinds, report->n_resized);
  if (report->n_versions > 0)
    printf ("%" G_GUINT64_FORMAT " numbers that look like versions were left, though they might be "
            "addresses\n", report->n_versions);
  if (report->n_texts > 0)
    printf ("%" G_GUINT64_FORMAT " texts were left in which nothing was found; people may have "
            "written anything there\n", report->n_texts);

  for (guint i = 0; i < report->left->len; i++)
    cli_complain ("%s", (const char *) report->left->pdata[i]);
  if (report->n_left > 0)
    cli_complain ("%" G_GUINT64_FORMAT " times something is left that was to go; do not give %s "
                  "away", report->n_left, self->output);
}

/* What the other captures hold is a secret, too. */
static gboolean
add_others (const Anonymise  *self,
            const GPtrArray  *operands,
            GError          **error)
{
  for (guint i = 2; i < operands->len; i++)
    {
      g_autoptr(TarnCapture) other = tarn_capture_open (operands->pdata[i], TARN_CAPTURE_READ,
                                                        error);

      if (other == NULL)
        return FALSE;
      tarn_anonymiser_add_other (self->anonymiser, TARN_STORE (other));
    }

  return TRUE;
}

static CliStatus
run_anonymise (const CliCommand  *command,
               char             **arguments)
{
  g_autoptr(TarnAnonymiser) anonymiser = tarn_anonymiser_new ();
  Anonymise self = { .anonymiser = anonymiser };
  const CliOption options[] = {
    { "key", NULL, CLI_OPTION_TEXT, &self.key, "TEXT",
      "with the same key, the same is replaced by the same; else by chance" },
    { "mapping", NULL, CLI_OPTION_TEXT, &self.mapping, "FILE",
      "write what stands for what, for your eyes only" },
    { "report", NULL, CLI_OPTION_FLAG, &self.all, NULL, "tell of each object that was changed" },
    { NULL },
  };
  g_autoptr(TarnAnonymiseReport) report = NULL;
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len < 2)
    return cli_misused (command, "IN and OUT are needed");
  self.input = operands->pdata[0];
  self.output = operands->pdata[1];
  if (self.key != NULL && self.key[0] == '\0')
    return cli_misused (command, "--key takes a text that others cannot guess");
  if (g_file_test (self.output, G_FILE_TEST_EXISTS))
    return cli_misused (command, "%s is there already; give another name", self.output);
  if (self.mapping != NULL && g_file_test (self.mapping, G_FILE_TEST_EXISTS))
    return cli_misused (command, "%s is there already; give another name", self.mapping);

  tarn_anonymiser_set_key (anonymiser, self.key);
  if (add_others (&self, operands, &error))
    report = anonymise (&self, &error);
  if (report == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  print_report (&self, report);
  return report->n_left > 0 ? CLI_INCOMPLETE : CLI_COMPLETE;
}

const CliCommand cli_anonymise_command = {
  "anonymise", "IN OUT [OTHER…]",
  "Makes a capture that can be shown to others",
  "Addresses, MACs, names of hosts, persons and places, serial numbers, communities and\n"
  "keys are replaced wherever they stand, in values and in OIDs; order, types and lengths\n"
  "stay.  OTHER captures of the network are only read: what they hold is replaced alike.\n"
  "At the end OUT is searched for all that was to go; the exit status is 1 if something is\n"
  "left.  Free text may still tell more than you think: look before you give it away.\n\n"
  "  tarn anonymise switch.tarn for-the-vendor.tarn\n"
  "  tarn anonymise --mapping ours.txt --report switch.tarn for-the-vendor.tarn\n"
  "  tarn anonymise --key \"$(cat key)\" monday.tarn shared.tarn tuesday.tarn",
  run_anonymise,
};
