/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-cli-scan.h"

#define DEFAULT_COMMUNITY  "public"
#define DEFAULT_TIMEOUT_US (3 * (gint64) G_USEC_PER_SEC / 2)   /* with one retry: F-64 */
#define MAX_CREDENTIALS    32      /* a silent device is asked with all of them */
#define MAX_RETRIES        100
#define NOT_GIVEN          G_MAXUINT

/* As the options give it. */
typedef struct
{
  GPtrArray  *files, *names, *tables, *communities, *versions;   /* of strings */
  const char *format;
  const char *folder;
  const char *state_path;
  gboolean    discover;
  gboolean    silent;
  guint       rate;
  guint       window;
  guint       retries;
  gint64      timeout_us;
} ScanOptions;

static void
scan_options_clear (ScanOptions *self)
{
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->communities);
  g_ptr_array_unref (self->versions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ScanOptions, scan_options_clear)

static void
cli_scan_clear (CliScan *self)
{
  g_clear_object (&self->scan);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->saving);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->index, g_free);
  g_clear_pointer (&self->troubles, g_ptr_array_unref);
  if (self->results.open != NULL)
    cli_scan_results_clear (&self->results);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliScan, cli_scan_clear)

static gboolean
parse_form (CliScan           *self,
            const ScanOptions *options)
{
  static const struct
  {
    const char  *name;
    CliScanForm  form;
  } forms[] = {
    { "text", CLI_SCAN_TEXT },
    { "csv", CLI_SCAN_CSV },
    { "json", CLI_SCAN_JSON },
  };

  self->form = CLI_SCAN_CAPTURES;
  self->folder = options->folder;
  if (options->folder != NULL && options->format != NULL)
    {
      cli_misused (self->command, "--output makes captures: it goes without --format");
      return FALSE;
    }
  if (options->folder == NULL)
    {
      const char *format = options->format != NULL ? options->format : "text";
      guint i = 0;

      while (i < G_N_ELEMENTS (forms) && strcmp (forms[i].name, format) != 0)
        i++;
      if (i == G_N_ELEMENTS (forms))
        {
          cli_misused (self->command, "--format takes text, json or csv, not “%s”", format);
          return FALSE;
        }
      self->form = forms[i].form;
    }

  self->tells_silent = options->silent;
  if (self->tells_silent && self->form != CLI_SCAN_TEXT)
    {
      cli_misused (self->command, "--silent is for text: %s", self->form == CLI_SCAN_CSV
                   ? "CSV has values only" : "all devices are told of in any case");
      return FALSE;
    }

  return TRUE;
}

/* In numbers, however it was typed: a state is for one question. */
static void
append_asked (GString       *asked,
              const char    *before,
              const TarnOid *oid)
{
  g_autofree char *text = tarn_oid_to_string (oid);

  g_string_append_printf (asked, "%s%s", before, text + (text[0] == '.'));
}

static gboolean
parse_question (CliScan           *self,
                const ScanOptions *options)
{
  GString *asked;

  self->discover = options->discover;
  self->names = cli_parse_oids (self->command, options->names, 0);
  self->tables = self->names != NULL ? cli_parse_oids (self->command, options->tables, 0) : NULL;
  if (self->tables == NULL)
    return FALSE;

  asked = g_string_new (options->discover ? "discover" : "get");
  for (guint i = 0; i < options->names->len; i++)
    append_asked (asked, " ", self->names->pdata[i]);
  for (guint i = 0; i < options->tables->len; i++)
    append_asked (asked, i == 0 ? " table " : " ", self->tables->pdata[i]);
  self->asked = g_string_free (asked, FALSE);

  if (self->names->len + self->tables->len == 0 && !self->discover)
    {
      cli_misused (self->command, "say what to ask for: --get OID, --table OID or --discover");
      return FALSE;
    }
  if (self->names->len + self->tables->len > 0 && self->discover)
    {
      cli_misused (self->command, "--discover goes without --get and --table");
      return FALSE;
    }

  tarn_scan_set_discover (self->scan, self->discover);
  for (guint i = 0; i < self->names->len; i++)
    tarn_scan_add_oid (self->scan, self->names->pdata[i]);
  for (guint i = 0; i < self->tables->len; i++)
    tarn_scan_add_table (self->scan, self->tables->pdata[i]);
  return TRUE;
}

static gboolean
parse_credentials (CliScan           *self,
                   const ScanOptions *options)
{
  if (options->communities->len == 0)
    g_ptr_array_add (options->communities, (gpointer) DEFAULT_COMMUNITY);
  if (options->versions->len == 0)
    g_ptr_array_add (options->versions, (gpointer) "2c");

  for (guint i = 0; i < options->versions->len; i++)
    if (strcmp (options->versions->pdata[i], "1") != 0
        && strcmp (options->versions->pdata[i], "2c") != 0)
      {
        cli_misused (self->command, "-v takes 1 or 2c, not “%s”",
                     (const char *) options->versions->pdata[i]);
        return FALSE;
      }

  self->n_credentials = options->communities->len * options->versions->len;
  if (self->n_credentials > MAX_CREDENTIALS)
    {
      cli_misused (self->command, "at most %d communities", MAX_CREDENTIALS);
      return FALSE;
    }

  for (guint i = 0; i < options->communities->len; i++)
    {
      g_autoptr(GBytes) community = cli_parse_community (self->command,
                                                         options->communities->pdata[i]);

      if (community == NULL)
        return FALSE;
      for (guint j = 0; j < options->versions->len; j++)
        tarn_scan_add_credential (self->scan,
                                  strcmp (options->versions->pdata[j], "1") == 0
                                  ? TARN_VERSION_1 : TARN_VERSION_2C, community);
    }

  return TRUE;
}

static gboolean
parse_targets (CliScan           *self,
               const ScanOptions *options,
               GPtrArray         *operands)
{
  g_autoptr(GError) error = NULL;
  TarnScanCounts counts;

  for (guint i = 0; i < operands->len && error == NULL; i++)
    tarn_scan_add_target (self->scan, operands->pdata[i], &error);
  for (guint i = 0; i < options->files->len && error == NULL; i++)
    tarn_scan_add_file (self->scan, options->files->pdata[i], &error);

  if (error != NULL)
    {
      cli_misused (self->command, "%s", error->message);
      return FALSE;
    }

  tarn_scan_get_counts (self->scan, &counts);
  if (counts.n_targets == 0)
    {
      cli_misused (self->command, options->files->len > 0 ? "the files name no target"
                                                          : "TARGETS are needed");
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_pace (CliScan           *self,
            const ScanOptions *options)
{
  if (options->retries > MAX_RETRIES)
    {
      cli_misused (self->command, "at most %d retries", MAX_RETRIES);
      return FALSE;
    }
  if (options->window == 0)
    {
      cli_misused (self->command, "--window takes at least 1");
      return FALSE;
    }

  tarn_scan_set_timeout_us (self->scan, options->timeout_us);
  tarn_scan_set_tries (self->scan, options->retries + 1);
  if (options->rate != NOT_GIVEN)
    tarn_scan_set_rate (self->scan, options->rate);
  if (options->window != NOT_GIVEN)
    tarn_scan_set_max_in_flight (self->scan, options->window);
  return TRUE;
}

/* Whatever cannot be written is found out before anybody is asked.  FALSE: @status says
 * how that ends. */
static gboolean
open_files (CliScan   *self,
            CliStatus *status)
{
  gboolean goes_on;
  guint64 index_len = 0;
  TarnScanCounts counts;

  *status = CLI_USAGE;
  if (!cli_scan_state_load (self, &goes_on, &index_len))
    return FALSE;

  tarn_scan_get_counts (self->scan, &counts);
  if (goes_on && cli_scan_count_done (self) == counts.n_targets)
    {
      cli_complain ("all %" G_GUINT64_FORMAT " devices are done: to ask them again, remove %s",
                    counts.n_targets, self->state_path);
      *status = self->discover || self->n_outcomes[TARN_SCAN_ANSWERED] == counts.n_targets
                ? CLI_COMPLETE : CLI_INCOMPLETE;
      return FALSE;
    }

  if (self->folder != NULL ? !cli_scan_folder_open (self, goes_on, index_len)
                           : !cli_output_init (&self->output, NULL))
    return FALSE;
  if (!cli_scan_state_save_now (self))
    {
      cli_output_close (&self->output);
      if (self->index != NULL && !goes_on)
        g_unlink (self->index);   /* so that the folder can be given again */
      return FALSE;
    }

  if (self->form == CLI_SCAN_CSV && !goes_on)
    {
      g_string_append (self->output.buffer, "target,");
      tarn_format_begin (TARN_FORMAT_CSV, NULL, self->output.buffer);
    }
  return TRUE;
}

static CliStatus
scan (const CliCommand  *command,
      const ScanOptions *options,
      GPtrArray         *operands)
{
  g_auto(CliScan) self = { .command = command };
  CliStatus status;

  self.scan = tarn_scan_new ();
  self.state_path = options->state_path;
  if (!parse_form (&self, options)
      || !parse_question (&self, options)
      || !parse_credentials (&self, options)
      || !parse_pace (&self, options)
      || !parse_targets (&self, options, operands))
    return CLI_USAGE;

  if (self.form == CLI_SCAN_TEXT || self.form == CLI_SCAN_JSON)
    cli_names_prepare (TARN_FORMAT_TEXT);
  tarn_scan_shuffle (self.scan, g_random_int ());   /* F-74 */
  self.cancellable = cli_interruptible_new ();
  return open_files (&self, &status) ? cli_scan_run (&self) : status;
}

static CliStatus
run_scan (const CliCommand  *command,
          char             **arguments)
{
  g_auto(ScanOptions) values = {
    g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (),
    g_ptr_array_new (), .rate = NOT_GIVEN, .window = NOT_GIVEN, .retries = 1,
    .timeout_us = DEFAULT_TIMEOUT_US,
  };
  const CliOption options[] = {
    { "get", "g", CLI_OPTION_LIST, &values.names, "OID", "ask for this; may be given repeatedly" },
    { "table", "T", CLI_OPTION_LIST, &values.tables, "OID",
      "and for all below this; may be given repeatedly" },
    { "discover", NULL, CLI_OPTION_FLAG, &values.discover, NULL,
      "only find out which devices answer, and their names" },
    { "file", "f", CLI_OPTION_LIST, &values.files, "FILE",
      "read targets, one a line, from FILE; - is standard input" },
    { "format", NULL, CLI_OPTION_TEXT, &values.format, "FORMAT", "text (default), json or csv" },
    { "silent", NULL, CLI_OPTION_FLAG, &values.silent, NULL,
      "text: a line for each device that did not answer, too" },
    { "output", "o", CLI_OPTION_TEXT, &values.folder, "FOLDER",
      "make a capture of each device there, and an index" },
    { "resume", NULL, CLI_OPTION_TEXT, &values.state_path, "FILE",
      "keep there what is done, and go on with it" },
    { "rate", NULL, CLI_OPTION_NUMBER, &values.rate, "N",
      "send at most so many datagrams a second, 0: no limit; default 2000, none on loopback" },
    { "window", NULL, CLI_OPTION_NUMBER, &values.window, "N",
      "have at most so many requests under way" },
    { NULL },
  };
  const CliOption device_options[] = {
    { "snmp-version", "v", CLI_OPTION_LIST, &values.versions, "1|2c",
      "SNMP version; default 2c" },
    { "community", "c", CLI_OPTION_LIST, &values.communities, "TEXT",
      "community, as text or as 0x and hex; default " DEFAULT_COMMUNITY },
    { "timeout", "t", CLI_OPTION_SECONDS, &values.timeout_us, "SECONDS",
      "wait so long for the first answer; default 1.5" },
    { "retries", "r", CLI_OPTION_NUMBER, &values.retries, "N", "ask so often again; default 1" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, device_options, &status);
  return operands != NULL ? scan (command, &values, operands) : status;
}

const CliCommand cli_scan_command = {
  "scan", "TARGET…",
  "Asks many devices the same, or finds out which there are",
  "A TARGET is a name, an address, a network (10.0.0.0/24, without the addresses of the\n"
  "network and of everybody in it), or a range (10.0.0.1-20, 10.0.0.1-10.0.1.20), each with\n"
  "a port behind it or without (10.0.0.0/24:1161, [2001:db8::/120]:1161).  Communities and\n"
  "versions may be given repeatedly: they are tried in this order.  What one device says is\n"
  "told together.  The exit status is 0 only if all devices answered all of it; with\n"
  "--discover, if all were asked.  Ctrl-C ends it and keeps what came; the same again with\n"
  "the same --resume FILE goes on.\n\n"
  "  tarn scan 10.0.0.0/24 --get 1.3.6.1.2.1.1.5.0 --get 1.3.6.1.2.1.1.3.0\n"
  "  tarn scan -f switches.txt -c public -c private -T 1.3.6.1.2.1.2.2 -o monday\n"
  "  tarn scan --discover 10.0.0.0/16 --resume sweep.state > found.txt",
  run_scan, .has_names = TRUE,
};
