/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "tarn-cli-json.h"
#include "tarn-cli-options.h"

typedef struct
{
  const char *output;
  GPtrArray  *folders;      /* -M */
  GPtrArray  *modules;      /* -m */
  gboolean    json;
  gboolean    all;
  gboolean    if_stale;
  gboolean    quiet;
} Mib;

/* The operands, ended by NULL. */
static const char *const *
get_list (GPtrArray *operands)
{
  g_ptr_array_add (operands, NULL);
  return (const char *const *) operands->pdata;
}

static char **
get_folders (const Mib *self)
{
  if (self->folders == NULL)
    return tarn_mib_get_folders ();
  g_ptr_array_add (self->folders, NULL);
  return g_strdupv ((char **) self->folders->pdata);
}

static CliStatus
get_status (const TarnMibTally *tally)
{
  return tally->n_losses + tally->n_refused > 0 ? CLI_INCOMPLETE : CLI_COMPLETE;
}

static CliStatus
run_path (const CliCommand *command,
          Mib              *self,
          GPtrArray        *operands)
{
  g_auto(GStrv) folders = get_folders (self);

  if (operands->len > 0)
    return cli_misused (command, "path takes no operand");
  for (guint i = 0; folders[i] != NULL; i++)
    printf ("%s%s\n", folders[i],
            g_file_test (folders[i], G_FILE_TEST_IS_DIR) ? "" : "  (not there)");
  return CLI_COMPLETE;
}

static CliStatus
run_compile (const CliCommand *command,
             Mib              *self,
             GPtrArray        *operands)
{
  g_auto(GStrv) folders = NULL;
  g_autoptr(GError) error = NULL;
  TarnMibTally tally;

  if (self->output == NULL)
    return cli_misused (command, "where to? -o FILE names the compiled tree to make");
  folders = operands->len > 0 ? g_strdupv ((char **) get_list (operands)) : get_folders (self);
  if (!tarn_mib_compile ((const char *const *) folders,
                         self->modules->len > 0 ? get_list (self->modules) : NULL, self->output,
                         self->if_stale, &tally, &error))
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  if (!self->quiet)
    printf ("%u modules loaded, %u with losses, %u refused\n", tally.n_loaded, tally.n_losses,
            tally.n_refused);
  return CLI_COMPLETE;
}

/* Reports of @paths, or of what the search path holds. */
static CliStatus
report (Mib                *self,
        const char *const  *paths)
{
  g_auto(GStrv) folders = get_folders (self);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  TarnMibTally tally;

  text = paths != NULL
         ? tarn_mib_check (paths, (const char *const *) folders, self->json, self->all, &tally,
                           &error)
         : tarn_mib_list ((const char *const *) folders, self->json, self->all, &tally, &error);
  if (text == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  fputs (text, stdout);
  if (!self->json)
    cli_complain ("%u modules loaded, %u with losses, %u refused", tally.n_loaded,
                  tally.n_losses, tally.n_refused);
  return get_status (&tally);
}

static CliStatus
run_check (const CliCommand *command,
           Mib              *self,
           GPtrArray        *operands)
{
  if (operands->len == 0)
    return cli_misused (command, "check what? FILE or FOLDER");

  for (guint i = 0; i < operands->len; i++)
    if (g_access (operands->pdata[i], R_OK) != 0)
      {
        cli_complain ("%s cannot be read: %s", (const char *) operands->pdata[i],
                      g_strerror (errno));
        return CLI_USAGE;
      }

  return report (self, get_list (operands));
}

/* What held no module, or replaces another one, is told like the rest. */
static void
print_files (const Mib   *self,
             const char  *verdict,
             char       **files)
{
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      if (self->json)
        {
          g_string_append_printf (text, "{\"verdict\":\"%s\",\"text\":", verdict);
          cli_json_append_string (text, files[i]);
          g_string_append_c (text, '}');
        }
      else
        cli_append_plain (text, files[i]);
      printf ("%s\n", text->str);
    }
}

static CliStatus
run_import (const CliCommand *command,
            Mib              *self,
            GPtrArray        *operands)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) copied = NULL;
  g_auto(GStrv) replaced = NULL;
  g_auto(GStrv) refused = NULL;
  CliStatus status = CLI_COMPLETE;

  if (operands->len == 0)
    return cli_misused (command, "import what? FILE, FOLDER, tar or zip archive");
  copied = tarn_mib_import (get_list (operands), &replaced, &refused, NULL, &error);
  if (copied == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  print_files (self, "replaces", replaced);
  print_files (self, "refused", refused);
  if (copied[0] != NULL)
    status = report (self, (const char *const *) copied);
  return refused[0] != NULL ? CLI_INCOMPLETE : status;
}

static CliStatus
run_list (const CliCommand *command,
          Mib              *self,
          GPtrArray        *operands)
{
  if (operands->len > 0)
    return cli_misused (command, "list takes no operand; -M FOLDER lists another folder");
  return report (self, NULL) == CLI_USAGE ? CLI_USAGE : CLI_COMPLETE;
}

static CliStatus
run_mib (const CliCommand  *command,
         char             **arguments)
{
  static const struct
  {
    const char *name;
    CliStatus (*run) (const CliCommand *command, Mib *self, GPtrArray *operands);
  } verbs[] = {
    { "list", run_list },
    { "import", run_import },
    { "check", run_check },
    { "path", run_path },
    { "compile", run_compile },
  };
  g_autoptr(GPtrArray) folders = g_ptr_array_new ();
  g_autoptr(GPtrArray) modules = g_ptr_array_new ();
  Mib self = { NULL };
  const CliOption options[] = {
    { "folder", "M", CLI_OPTION_LIST, &folders, "FOLDER",
      "look for modules there, and nowhere else; again and again" },
    { "module", "m", CLI_OPTION_LIST, &modules, "MODULE",
      "compile: only this one and what it imports; again and again" },
    { "output", "o", CLI_OPTION_TEXT, &self.output, "FILE", "compile: the tree to make" },
    { "json", NULL, CLI_OPTION_FLAG, &self.json, NULL, "a line of JSON for each module" },
    { "notes", NULL, CLI_OPTION_FLAG, &self.all, NULL,
      "tell of all that is doubtful, not only of what is lost or mended" },
    { "if-stale", NULL, CLI_OPTION_FLAG, &self.if_stale, NULL,
      "compile: not if FILE is up to date" },
    { "quiet", "q", CLI_OPTION_FLAG, &self.quiet, NULL, "compile: say nothing if it works" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len == 0)
    return cli_misused (command, "what? list, import, check, path or compile");
  if (folders->len > 0)
    self.folders = folders;
  self.modules = modules;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].name, operands->pdata[0]) == 0)
      {
        g_ptr_array_remove_index (operands, 0);
        return verbs[i].run (command, &self, operands);
      }
  return cli_misused (command, "there is no “tarn mib %s”", (char *) operands->pdata[0]);
}

const CliCommand cli_mib_command = {
  "mib", "list|import|check|path|compile [FILE|FOLDER…]",
  "Tells of MIB modules, imports and checks them",
  "list tells which modules there are and how they fared; check does so of FILEs; import\n"
  "copies modules from files, folders, tar and zip archives to where they are found, in place of\n"
  "copies that were imported before, which it tells; path tells where modules are looked for; compile makes\n"
  "the tree that all commands open, which they do by themselves when a file has changed.  What\n"
  "is wrong with a module is told with its line and column; what can be had of it is loaded.\n"
  "The exit status of check is 1 if something of a module is lost.\n\n"
  "  tarn mib check vendor/*.mib\n"
  "  tarn mib import vendor-mibs.tar.gz\n"
  "  tarn mib list --json",
  run_mib,
};
