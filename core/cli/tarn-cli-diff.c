/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-names.h"
#include "tarn-cli-output.h"

#define SLICE_US (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  TarnCapture *sides[2];
  TarnDiff    *diff;
  TarnFormat   format;
  gboolean     moving;   /* what always moves is a difference, too */
  gboolean     quiet;
} Call;

static gboolean
open_sides (Call      *self,
            GPtrArray *operands)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      self->sides[i] = tarn_capture_open (operands->pdata[i], TARN_CAPTURE_READ, &error);
      if (self->sides[i] == NULL)
        {
          cli_complain ("%s", error->message);
          return FALSE;
        }
    }

  return TRUE;
}

/* Both are kept as they are until all is told: a commit of another process waits. */
static gboolean
begin_read (TarnStore *store)
{
  g_autoptr(GError) error = NULL;
  GError *failure = NULL;
  guint waited_ms = 0;
  gboolean good;

  do
    good = tarn_store_begin_read (store, &failure);
  while (!good && cli_try_again (&failure, &waited_ms, &error));

  if (!good)
    cli_complain ("%s", error->message);
  return good;
}

static void
append_sum (Call    *self,
            GString *text)
{
  g_string_append_printf (text, "%u changed, %u added, %u removed",
                          tarn_diff_count (self->diff, TARN_DIFFERENCE_CHANGED),
                          tarn_diff_count (self->diff, TARN_DIFFERENCE_ADDED),
                          tarn_diff_count (self->diff, TARN_DIFFERENCE_REMOVED));
  g_string_append_printf (text, "; %u that always move%s; %" G_GUINT64_FORMAT " equal\n",
                          tarn_diff_count_moving (self->diff),
                          self->moving || tarn_diff_count_moving (self->diff) == 0
                          ? "" : " (--moving shows them)",
                          tarn_diff_get_n_equal (self->diff));
}

static gboolean
print_all (Call *self)
{
  CliOutput output;
  g_autoptr(GError) error = NULL;

  if (!cli_output_init (&output, NULL))
    return FALSE;

  tarn_diff_append_head (self->diff, self->format, output.buffer);
  for (guint i = 0; i < tarn_diff_get_n (self->diff) && error == NULL; i++)
    if ((self->moving || !tarn_diff_is_moving (self->diff, i))
        && tarn_diff_append (self->diff, i, self->format, cli_get_style (), output.buffer, &error)
        && !cli_output_push (&output))
      break;

  if (error != NULL)
    {
      cli_complain ("%s", error->message);
      cli_output_drop (&output);
      return FALSE;
    }
  if (self->format == TARN_FORMAT_TEXT)
    append_sum (self, output.buffer);
  return cli_output_close (&output);
}

static CliStatus
compare (Call *self)
{
  g_autoptr(GError) error = NULL;
  gboolean done = FALSE;
  guint n;

  while (!done)
    if (!tarn_diff_run (self->diff, SLICE_US, &done, &error))
      {
        cli_complain ("%s", error->message);
        return CLI_USAGE;
      }

  if (!self->quiet && !print_all (self))
    return CLI_USAGE;

  n = tarn_diff_get_n (self->diff);
  if (!self->moving)
    n -= tarn_diff_count_moving (self->diff);
  return n > 0 ? CLI_INCOMPLETE : CLI_COMPLETE;
}

static CliStatus
run_call (Call      *self,
          GPtrArray *operands)
{
  TarnStore *before, *after;
  CliStatus status = CLI_USAGE;

  if (!open_sides (self, operands))
    return CLI_USAGE;

  before = TARN_STORE (self->sides[0]);
  after = TARN_STORE (self->sides[1]);
  self->diff = tarn_diff_new (before, after, cli_get_mib ());
  if (operands->len > 2)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnOid) root = cli_parse_oid (operands->pdata[2], &error);

      if (root == NULL)
        {
          cli_complain ("%s", error->message);
          return CLI_USAGE;
        }
      tarn_diff_set_root (self->diff, root);
    }

  if (begin_read (before))
    {
      if (begin_read (after))
        {
          status = compare (self);
          tarn_store_end_read (after);
        }
      tarn_store_end_read (before);
    }
  return status;
}

static CliStatus
run_diff (const CliCommand  *command,
          char             **arguments)
{
  Call self = { .format = TARN_FORMAT_TEXT };
  const char *format = "text";
  const CliOption options[] = {
    { "format", NULL, CLI_OPTION_TEXT, &format, "FORMAT", "text (default), csv or json" },
    { "moving", NULL, CLI_OPTION_FLAG, &self.moving, NULL,
      "also counters, TimeTicks and clocks, which always move" },
    { "quiet", "q", CLI_OPTION_FLAG, &self.quiet, NULL, "nothing but the exit status" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len != 2 && operands->len != 3)
    return cli_misused (command, "two FILEs are needed, and maybe an OID");
  if (!tarn_format_parse (format, &self.format) || self.format == TARN_FORMAT_SNMPREC)
    return cli_misused (command, "--format takes text, csv or json, not “%s”", format);

  status = run_call (&self, operands);
  g_clear_object (&self.diff);
  g_clear_object (&self.sides[0]);
  g_clear_object (&self.sides[1]);
  return status;
}

const CliCommand cli_diff_command = {
  "diff", "FILE FILE [OID]",
  "Tells what is different between two captures",
  "Table by table and row by row: - stands before what the first capture has, + before what\n"
  "the second one has, @ before a row that only one has.  With an OID, only what is below it\n"
  "is compared.  The exit status is that of diff: 0 no difference, 1 some, 2 trouble; what\n"
  "always moves does not count without --moving.\n"
  "\n"
  "  tarn diff monday.tarn tuesday.tarn\n"
  "  tarn diff --moving before.tarn after.tarn ifTable\n"
  "  tarn diff --format json before.tarn after.tarn",
  run_diff, .has_names = TRUE,
};
