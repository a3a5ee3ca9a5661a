/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>

#include "tarn-cli-fault.h"
#include "tarn-cli-names.h"

#define LINE 80

/* Indented, and broken between words. */
static void
print_text (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  gsize column = 0;

  for (char **word = words; *word != NULL; word++)
    {
      gsize len = (gsize) g_utf8_strlen (*word, -1);

      if (column > 0 && column + 1 + len > LINE)
        column = 0;
      if (column == 0)
        printf ("%s     ", word == words ? "" : "\n");
      printf (" %s", *word);
      column = (column == 0 ? 5 : column) + 1 + len;
    }
  printf ("\n");
}

CliStatus
cli_list_faults (void)
{
  g_auto(GStrv) names = tarn_fault_dup_names ();

  printf ("Faults, in the order in which they act; several may be given.  A TIME has its unit\n"
          "behind it: us, ms or s.  With @OID only requests and answers at or below it.\n\n");
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *usage = tarn_fault_dup_usage (*name);

      printf ("  %s\n", usage);
      print_text (tarn_fault_get_description (*name));
    }

  return CLI_COMPLETE;
}

/* Appends the OID that @text, of @len octets, spells; what is none stays as it is, for the
 * parser of faults to complain of. */
static gboolean
append_oid (GString     *spelt,
            const char  *text,
            gsize        len,
            GError     **error)
{
  g_autofree char *name = g_strndup (text, len);
  g_autoptr(TarnOid) oid = NULL;
  g_autofree char *numbers = NULL;

  if (cli_is_numeric (name))
    {
      g_string_append (spelt, name);
      return TRUE;
    }

  oid = cli_parse_oid (name, error);
  if (oid == NULL)
    return FALSE;

  numbers = tarn_oid_to_string (oid);
  g_string_append (spelt, numbers);
  return TRUE;
}

/* The fault @text with numbers for the names of OIDs in it; NULL: they are none. */
static char *
spell_out (const char  *text,
           GError     **error)
{
  g_autofree char *fault = g_strndup (text, strcspn (text, "=@"));
  g_autofree char *usage = tarn_fault_dup_usage (fault);
  g_autoptr(GString) spelt = g_string_new (fault);
  const char *value = text + strlen (fault);
  const char *at = strrchr (value, '@');

  if (usage == NULL || at == NULL || strstr (usage, "@OID") == NULL)
    at = text + strlen (text);

  if (value < at && usage != NULL && strstr (usage, "=OID") != NULL)
    {
      g_string_append_c (spelt, '=');
      if (!append_oid (spelt, value + 1, (gsize) (at - value - 1), error))
        return NULL;
    }
  else
    {
      g_string_append_len (spelt, value, at - value);
    }

  if (*at == '@')
    {
      g_string_append_c (spelt, '@');
      if (!append_oid (spelt, at + 1, strlen (at + 1), error))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&spelt), FALSE);
}

gboolean
cli_add_faults (const CliCommand *command,
                TarnAgent        *agent,
                GPtrArray        *faults,
                guint             seed)
{
  tarn_agent_set_fault_seed (agent, seed);

  for (guint i = 0; i < faults->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *fault = spell_out (faults->pdata[i], &error);

      if (fault == NULL || !tarn_agent_add_fault (agent, fault, &error))
        {
          cli_misused (command, "%s", error->message);
          return FALSE;
        }
    }

  if (faults->len > 0)
    cli_complain ("note: this agent answers wrongly on purpose");
  return TRUE;
}
