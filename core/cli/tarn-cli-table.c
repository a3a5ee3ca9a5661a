/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tarn-cli-table.h"
#include "tarn-cli-walk-common.h"

/* One call of the command. */
typedef struct
{
  const CliCommand *command;
  GPtrArray        *joins;       /* of strings, as the options give them */
  const char       *format;
  gboolean          all;
  CliWalk           walk;
  CliDevice         device;
  CliTable          print;
} Call;

static gboolean
parse_form (Call *self)
{
  static const char *const forms[] = { "text", "csv", "json" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (strcmp (self->format, forms[i]) == 0)
      {
        self->print.form = (CliTableForm) i;
        return TRUE;
      }

  cli_misused (self->command, "--format takes text, csv or json, not “%s”", self->format);
  return FALSE;
}

/* Of the terminal that is written to; 0: it is none. */
static guint
terminal_width (void)
{
  struct winsize size;

  return isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static gboolean
is_file (const char *target)
{
  GStatBuf status;

  return g_stat (target, &status) == 0 && S_ISREG (status.st_mode);
}

/* The table that operands and options tell of.  FALSE after a complaint. */
static gboolean
make_table (Call      *self,
            TarnStore *store,
            GPtrArray *operands)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnOid) oid = cli_parse_oid (operands->pdata[1], &error);

  if (oid != NULL)
    self->print.table = tarn_table_new (store, cli_get_mib (), oid, &error);

  for (guint i = 0; i < self->joins->len && error == NULL; i++)
    {
      g_autoptr(TarnOid) other = NULL;

      if (strcmp (self->joins->pdata[i], "all") == 0)
        tarn_table_join_related (self->print.table);
      else if ((other = cli_parse_oid (self->joins->pdata[i], &error)) != NULL)
        tarn_table_join (self->print.table, other, &error);
    }

  for (guint i = 2; i < operands->len && error == NULL; i++)
    {
      g_autoptr(TarnOid) column = cli_parse_oid (operands->pdata[i], &error);

      if (column != NULL)
        tarn_table_choose (self->print.table, column, &error);
    }

  if (error != NULL)
    {
      cli_misused (self->command, "%s", error->message);
      return FALSE;
    }

  tarn_table_set_all (self->print.table, self->all);
  return TRUE;
}

static CliStatus
print_table (Call       *self,
             const char *name)
{
  g_autoptr(GError) error = NULL;
  GError *failure = NULL;
  guint waited_ms = 0;
  gboolean good;

  do
    good = tarn_table_find_columns (self->print.table, &failure);
  while (!good && cli_try_again (&failure, &waited_ms, &error));

  if (!good)
    {
      cli_complain ("%s", error->message);
      return CLI_INCOMPLETE;
    }
  if (tarn_table_get_n_columns (self->print.table) == 0)
    {
      cli_complain ("%s: there are no rows", name);
      return CLI_COMPLETE;
    }

  if (!cli_output_init (&self->print.output, NULL))
    return CLI_INCOMPLETE;
  good = cli_table_print (&self->print);
  return cli_output_close (&self->print.output) && good ? CLI_COMPLETE : CLI_INCOMPLETE;
}

static CliStatus
print_capture (Call      *self,
               GPtrArray *operands)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnCapture) capture = tarn_capture_open (operands->pdata[0], TARN_CAPTURE_READ,
                                                      &error);

  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }
  if (!make_table (self, TARN_STORE (capture), operands))
    return CLI_USAGE;

  return print_table (self, operands->pdata[1]);
}

static void
rows_cb (TarnWalk      *walk,
         const TarnRow *rows,
         gsize          n_rows,
         gpointer       user_data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  for (gsize i = 0; i < n_rows; i++)
    tarn_batch_put_row (batch, &rows[i]);
  tarn_store_apply (user_data, batch, NULL);   /* memory takes anything */
}

/* What is printed as a hole, once for all. */
static void
tell_ragged (Call *self)
{
  g_autoptr(TarnAnomalyCount) ragged = tarn_table_dup_ragged (self->print.table);
  g_autofree char *text = ragged != NULL ? tarn_anomaly_count_to_string (ragged) : NULL;

  if (text != NULL && !self->walk.quiet)
    cli_complain ("tolerated: %s", text);
}

/* Reads what the table needs; FALSE: not all of it, and why was told. */
static gboolean
read_device (Call        *self,
             TarnWalk    *walk,
             TarnStore   *store,
             CliStatus   *status)
{
  g_autoptr(GPtrArray) roots = tarn_table_dup_roots (self->print.table);
  g_autoptr(GCancellable) cancellable = cli_interruptible_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean complete, told;

  for (guint i = 0; i < roots->len; i++)
    tarn_walk_add_root (walk, roots->pdata[i], NULL);
  tarn_walk_set_ordered (walk, FALSE);
  tarn_walk_set_rows_func (walk, rows_cb, store, NULL);
  tarn_walk_run_async (walk, cancellable, cli_async_cb, &result);
  cli_wait (&result);

  complete = tarn_walk_run_finish (walk, result, &error);
  told = cli_walk_tell (&self->walk, walk, error);
  *status = complete && told ? CLI_COMPLETE
            : tarn_walk_get_n_rows (walk) == 0 && !complete ? cli_status_for_error (error)
            : CLI_INCOMPLETE;
  return complete;
}

static CliStatus
print_device (Call      *self,
              GPtrArray *operands)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(TarnWalk) walk = NULL;
  CliStatus status, printed;

  device = cli_device_make (&self->device, self->command, operands->pdata[0]);
  if (device == NULL || !make_table (self, store, operands))
    return CLI_USAGE;

  session = tarn_session_new ();
  walk = tarn_walk_new (session, device);
  if (!cli_walk_prepare (&self->walk, self->command, walk))
    return CLI_USAGE;
  if (!read_device (self, walk, store, &status) && tarn_walk_get_n_rows (walk) == 0)
    return status;

  printed = print_table (self, operands->pdata[1]);
  return printed == CLI_COMPLETE ? status : printed;
}

static CliStatus
run_table (const CliCommand  *command,
           char             **arguments)
{
  g_autoptr(GPtrArray) joins = g_ptr_array_new ();
  Call self = { .command = command, .joins = joins, .format = "text", .walk = CLI_WALK_INIT };
  const CliOption options[] = {
    { "format", NULL, CLI_OPTION_TEXT, &self.format, "FORMAT", "text (default), csv or json" },
    { "join", "j", CLI_OPTION_LIST, &joins, "TABLE",
      "put the columns of this table beside it; all: of all with its index; may be repeated" },
    { "all", NULL, CLI_OPTION_FLAG, &self.all, NULL, "also columns that are not there at all" },
    { "brief", "Cb", CLI_OPTION_FLAG, &self.print.brief, NULL,
      "headings without what all begin with" },
    { "chars", "Cc", CLI_OPTION_NUMBER, &self.print.max_chars, "N",
      "text: each field as wide as this, and cut there" },
    { "separator", "Cf", CLI_OPTION_TEXT, &self.print.separator, "TEXT",
      "text: fields as they are, with this between them" },
    { "head-only", "Ch", CLI_OPTION_FLAG, &self.print.only_head, NULL, "only the headings" },
    { "no-head", "CH", CLI_OPTION_FLAG, &self.print.no_head, NULL, "no headings" },
    { "index", "Ci", CLI_OPTION_FLAG, &self.print.one_index, NULL,
      "the index as one field, as names of varbinds have it" },
    { "left", "Cl", CLI_OPTION_FLAG, &self.print.left, NULL, "numbers begin at the left, too" },
    { "width", "Cw", CLI_OPTION_NUMBER, &self.print.width, "N",
      "text: lines of at most N characters; default that of the terminal, else any" },
    CLI_WALK_READ_OPTIONS (self.walk),
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  self.print.width = terminal_width ();
  cli_device_init (&self.device);
  operands = cli_parse (command, arguments, options, self.device.options, &status);
  if (operands == NULL)
    return status;
  if (operands->len < 2)
    return cli_misused (command, "a TARGET or a FILE and a TABLE are needed");
  if (!parse_form (&self))
    return CLI_USAGE;

  status = is_file (operands->pdata[0]) ? print_capture (&self, operands)
                                        : print_device (&self, operands);
  if (self.print.table != NULL)
    tell_ragged (&self);
  g_clear_object (&self.print.table);
  return status;
}

const CliCommand cli_table_command = {
  "table", "TARGET|FILE TABLE [COLUMN…]",
  "Prints a table of a device or of a capture, a line for each row",
  "First the parts of the index, then the columns, or those that are named.  ? stands where\n"
  "there is no value; \"\" is one that is empty.  A table that no MIB module knows has the arcs\n"
  "of its columns for headings.  The exit status is 0 only if all of it was read.\n\n"
  "  tarn table 192.0.2.1 ifTable\n"
  "  tarn table switch.tarn ifTable --join ifXTable ifDescr ifHighSpeed\n"
  "  tarn table switch.tarn 1.3.6.1.2.1.2.2 -Cw 100\n"
  "  tarn table switch.tarn ifTable --join all --format csv",
  run_table, .has_names = TRUE,
};
