/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve-list.h"

#include <string.h>

#define SUFFIX ".tarn"

void
cli_serve_entry_free (CliServeEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->path);
  g_free (self->address);
  g_free (self->line);
  g_free (self->where);
  g_clear_pointer (&self->said, cli_serve_said_free);
  g_strfreev (self->words);
  g_free (self);
}

static char *
dup_without_suffix (const char *path)
{
  gsize len = strlen (path);

  return g_str_has_suffix (path, SUFFIX) ? g_strndup (path, len - strlen (SUFFIX))
                                         : g_strdup (path);
}

static char *
dup_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return dup_without_suffix (base);
}

static void
add_file (GPtrArray  *entries,
          const char *path)
{
  CliServeEntry *entry = g_new0 (CliServeEntry, 1);

  entry->name = dup_name (path);
  entry->path = g_strdup (path);
  entry->line = g_strdup (path);
  g_ptr_array_add (entries, entry);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
add_folder (GPtrArray  *entries,
            const char *path)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  if (dir == NULL)
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX) && name[0] != '.')
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_texts);
  for (guint i = 0; i < names->len; i++)
    add_file (entries, names->pdata[i]);

  return TRUE;
}

/* Options as the command has them, and what only a line may say. */
static gboolean
parse_options (const CliCommand   *command,
               CliServeEntry      *entry,
               const CliServeSaid *said,
               const char        **name,
               GPtrArray         **operands)
{
  const CliOption own_option = { "name", NULL, CLI_OPTION_TEXT, name, "TEXT", "" };
  g_autoptr(GArray) options = g_array_new (TRUE, TRUE, sizeof (CliOption));
  CliCommand plain = *command;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  plain.has_names = FALSE;
  if (g_strv_contains ((const char *const *) entry->words, "--help")
      || g_strv_contains ((const char *const *) entry->words, "-h"))
    {
      cli_misused (command, "a line is FILE [ADDRESS:PORT] [OPTION…]");
      return FALSE;
    }

  entry->said = cli_serve_said_new (said);
  g_array_append_val (options, own_option);
  cli_serve_said_add_options (entry->said, FALSE, options);
  *operands = cli_parse (&plain, entry->words, (const CliOption *) options->data, NULL, &status);
  if (*operands == NULL)
    return FALSE;
  if (cli_serve_said_check (entry->said, &error))
    return TRUE;

  cli_misused (command, "%s", error->message);
  return FALSE;
}

/* Takes @words. */
static gboolean
add_line (const CliCommand    *command,
          GPtrArray           *entries,
          const char          *list,
          const char          *line,
          char               **words,
          const CliServeSaid  *said)
{
  CliServeEntry *entry = g_new0 (CliServeEntry, 1);
  g_autofree char *folder = g_path_get_dirname (list);
  g_autoptr(GPtrArray) operands = NULL;
  const char *name = NULL;

  entry->words = words;
  entry->line = g_strdup (line);
  g_ptr_array_add (entries, entry);
  if (!parse_options (command, entry, said, &name, &operands))
    return FALSE;
  if (operands->len < 1 || operands->len > 2)
    {
      cli_misused (command, "a line is FILE [ADDRESS:PORT] [OPTION…]");
      return FALSE;
    }

  entry->path = g_path_is_absolute (operands->pdata[0])
                ? g_strdup (operands->pdata[0])
                : g_build_filename (folder, operands->pdata[0], NULL);
  entry->name = name != NULL ? g_strdup (name) : dup_name (entry->path);
  if (operands->len == 2)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnAddress) address = tarn_address_new (operands->pdata[1], TARN_PORT_AGENT,
                                                         &error);

      entry->address = g_strdup (operands->pdata[1]);
      if (address == NULL)
        cli_misused (command, "%s", error->message);
      return address != NULL;
    }

  return TRUE;
}

static gboolean
add_list (const CliCommand   *command,
          GPtrArray          *entries,
          const char         *list,
          const CliServeSaid *said)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok = TRUE;
  gsize len;

  if (!g_file_get_contents (list, &text, &len, &error))
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }
  if (strlen (text) != len)
    {
      cli_complain ("%s is no text: a list has a line for each device", list);
      return FALSE;
    }

  /* All that is wrong is told at once. */
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *where = g_strdup_printf ("%s:%u", list, i + 1);
      g_autoptr(GError) failure = NULL;
      char **words;

      g_strstrip (lines[i]);
      cli_complain_of (where);
      if (g_shell_parse_argv (lines[i], NULL, &words, &failure))
        {
          ok &= add_line (command, entries, list, lines[i], words, said);
          ((CliServeEntry *) entries->pdata[entries->len - 1])->where = g_steal_pointer (&where);
        }
      else if (!g_error_matches (failure, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
        {
          cli_complain ("%s", failure->message);
          ok = FALSE;
        }
      cli_complain_of (NULL);
    }

  return ok;
}

/* Those that have the name of another one are called by their path. */
static gboolean
make_unique (GPtrArray *entries)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) old = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      CliServeEntry *entry = entries->pdata[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, entry->name));

      g_hash_table_insert (counts, entry->name, GUINT_TO_POINTER (n + 1));
    }

  for (guint i = 0; i < entries->len; i++)
    {
      CliServeEntry *entry = entries->pdata[i];

      if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, entry->name)) > 1)
        {
          g_ptr_array_add (old, entry->name);
          entry->name = dup_without_suffix (entry->path);
        }
      if (g_hash_table_add (names, entry->name))
        continue;

      cli_complain_of (entry->where);
      cli_complain ("two devices are called “%s”; in a list, a line may have --name TEXT",
                    entry->name);
      cli_complain_of (NULL);
      return FALSE;
    }

  return TRUE;
}

GPtrArray *
cli_serve_read_entries (const CliCommand   *command,
                        GPtrArray          *operands,
                        const char         *list,
                        const CliServeSaid *said)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cli_serve_entry_free);

  for (guint i = 0; i < operands->len; i++)
    if (!g_file_test (operands->pdata[i], G_FILE_TEST_IS_DIR))
      add_file (entries, operands->pdata[i]);
    else if (!add_folder (entries, operands->pdata[i]))
      return NULL;

  if (list != NULL && !add_list (command, entries, list, said))
    return NULL;
  if (entries->len == 0)
    {
      cli_complain ("there is nothing to serve: no FILE" SUFFIX " in %s",
                    list != NULL ? list : (const char *) operands->pdata[0]);
      return NULL;
    }

  return make_unique (entries) ? g_steal_pointer (&entries) : NULL;
}
