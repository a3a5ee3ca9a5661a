/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>

#include "tarn-cli-fault.h"

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

      if (!tarn_agent_add_fault (agent, faults->pdata[i], &error))
        {
          cli_misused (command, "%s", error->message);
          return FALSE;
        }
    }

  if (faults->len > 0)
    cli_complain ("note: this agent answers wrongly on purpose");
  return TRUE;
}
