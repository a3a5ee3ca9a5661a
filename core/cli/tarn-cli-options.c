/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-names.h"

#include <math.h>
#include <stdio.h>

#define HELP_COLUMN 30
#define MAX_SECONDS 86400

typedef struct
{
  const CliCommand *command;
  const CliOption  *lists[3];
  char            **next;       /* argument not looked at yet */
} Parser;

CliStatus
cli_misused (const CliCommand *command,
             const char       *format,
             ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  cli_complain ("%s; see tarn %s --help", message, command->name);
  return CLI_USAGE;
}

static void
print_option (const CliOption *option)
{
  g_autoptr(GString) left = g_string_new ("  ");

  if (option->kind == CLI_OPTION_TITLE)
    {
      printf ("\n%s:\n", option->help);
      return;
    }

  if (option->short_name != NULL)
    g_string_append_printf (left, "-%s, ", option->short_name);
  g_string_append_printf (left, "--%s", option->name);
  if (option->argument != NULL)
    g_string_append_printf (left, " %s", option->argument);

  if (left->len >= HELP_COLUMN)
    g_string_append_printf (left, "\n%*s", HELP_COLUMN, "");
  printf ("%-*s%s\n", HELP_COLUMN, left->str, option->help);
}

static void
print_help (const Parser *self)
{
  static const char *const titles[] = { "Options", "The device", "Names and values" };

  printf ("usage: tarn %s [OPTION…] %s\n\n%s.\n",
          self->command->name, self->command->synopsis, self->command->summary);

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      if (self->lists[i] == NULL || self->lists[i]->name == NULL)
        continue;

      printf ("\n%s:\n", titles[i]);
      for (const CliOption *option = self->lists[i]; option->name != NULL; option++)
        print_option (option);
    }

  printf ("\n%s\n", self->command->details);
}

static const CliOption *
find_long (const Parser *self,
           const char   *name,
           gsize         len)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    for (const CliOption *option = self->lists[i]; option != NULL && option->name != NULL; option++)
      if (len > 0 && strlen (option->name) == len && strncmp (option->name, name, len) == 0)
        return option;

  return NULL;
}

/* No short name begins with another one. */
static const CliOption *
find_short (const Parser *self,
            const char   *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    for (const CliOption *option = self->lists[i]; option != NULL && option->name != NULL; option++)
      if (option->short_name != NULL && g_str_has_prefix (text, option->short_name))
        return option;

  return NULL;
}

static gboolean
set_value (const Parser    *self,
           const CliOption *option,
           const char      *shown,
           const char      *value)
{
  guint64 number;
  double seconds;
  char *end;

  switch (option->kind)
    {
    case CLI_OPTION_TEXT:
      *(const char **) option->target = value;
      return TRUE;

    case CLI_OPTION_LIST:
      g_ptr_array_add (*(GPtrArray **) option->target, (gpointer) value);
      return TRUE;

    case CLI_OPTION_NUMBER:
      if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &number, NULL))
        {
          cli_misused (self->command, "%s takes a number from 0 to %d, not “%s”",
                       shown, G_MAXINT32, value);
          return FALSE;
        }
      *(guint *) option->target = (guint) number;
      return TRUE;

    case CLI_OPTION_SECONDS:
      seconds = g_ascii_strtod (value, &end);
      if (end == value || *end != '\0' || !(seconds > 0 && seconds <= MAX_SECONDS))
        {
          cli_misused (self->command, "%s takes seconds, more than 0 and at most %d, not “%s”",
                       shown, MAX_SECONDS, value);
          return FALSE;
        }
      *(gint64 *) option->target = MAX (1, (gint64) (seconds * G_USEC_PER_SEC));
      return TRUE;

    case CLI_OPTION_FLAG:
    case CLI_OPTION_TITLE:
    default:
      g_assert_not_reached ();
    }
}

/* @attached is the value that stands in the same argument, or NULL. */
static gboolean
take_option (Parser          *self,
             const CliOption *option,
             const char      *shown,
             const char      *attached)
{
  if (option->kind == CLI_OPTION_FLAG)
    {
      if (attached != NULL)
        {
          cli_misused (self->command, "%s takes no value", shown);
          return FALSE;
        }
      *(gboolean *) option->target = TRUE;
      return TRUE;
    }

  if (attached == NULL && *self->next == NULL)
    {
      cli_misused (self->command, "%s needs a value", shown);
      return FALSE;
    }

  return set_value (self, option, shown, attached != NULL ? attached : *self->next++);
}

static gboolean
take_long (Parser     *self,
           const char *argument)
{
  const char *name = argument + 2;
  gsize len = strcspn (name, "=");
  const CliOption *option = find_long (self, name, len);
  g_autofree char *shown = g_strndup (argument, len + 2);

  if (option != NULL)
    return take_option (self, option, shown, name[len] == '=' ? name + len + 1 : NULL);

  cli_misused (self->command, "there is no option %s", shown);
  return FALSE;
}

static gboolean
take_short (Parser     *self,
            const char *argument)
{
  const CliOption *option = find_short (self, argument + 1);
  g_autofree char *shown = NULL;
  const char *attached;

  if (option == NULL)
    {
      cli_misused (self->command, "there is no option %s", argument);
      return FALSE;
    }

  shown = g_strdup_printf ("-%s", option->short_name);
  attached = argument + 1 + strlen (option->short_name);
  return take_option (self, option, shown, *attached != '\0' ? attached : NULL);
}

GPtrArray *
cli_parse (const CliCommand  *command,
           char             **arguments,
           const CliOption   *options,
           const CliOption   *more_options,
           CliStatus         *status)
{
  const CliOption *names = command->has_names ? cli_names_get_options () : NULL;
  Parser self = { command, { options, more_options, names }, arguments };
  g_autoptr(GPtrArray) operands = g_ptr_array_new ();
  gboolean only_operands = FALSE;

  *status = CLI_USAGE;
  while (*self.next != NULL)
    {
      const char *argument = *self.next++;

      if (only_operands || argument[0] != '-' || argument[1] == '\0'
          || g_ascii_isdigit (argument[1]))
        {
          g_ptr_array_add (operands, (gpointer) argument);
        }
      else if (strcmp (argument, "--") == 0)
        {
          only_operands = TRUE;
        }
      else if (strcmp (argument, "--help") == 0 || strcmp (argument, "-h") == 0)
        {
          print_help (&self);
          *status = CLI_COMPLETE;
          return NULL;
        }
      else if (!(argument[1] == '-' ? take_long : take_short) (&self, argument))
        {
          return NULL;
        }
    }

  return names == NULL || cli_names_check (command) ? g_steal_pointer (&operands) : NULL;
}
