/* tarn-cli-serve-fault.c
 *
 * The faults of tarn serve.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>

#include "tarn-cli-names.h"
#include "tarn-cli-serve.h"

#define LINE 80

typedef struct
{
  GPtrArray *faults;   /* of texts */
  guint      seed;
} Faults;

static const Faults defaults = { .seed = 1 };

static const CliOption options[] = {
  { "fault", NULL, CLI_OPTION_LIST, CLI_SERVE_AT (Faults, faults), "FAULT",
    "answer as a bad device would; may be repeated; list prints all there are" },
  { "fault-seed", NULL, CLI_OPTION_NUMBER, CLI_SERVE_AT (Faults, seed), "N",
    "where the chance of faults begins; default 1" },
  { NULL },
};

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

static void
list_faults (void)
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

static gboolean
faults_set_up (gconstpointer    said,
               CliServeDevice  *device,
               GError         **error)
{
  const Faults *self = said;

  tarn_agent_set_fault_seed (device->agent, self->seed);

  for (guint i = 0; i < self->faults->len; i++)
    {
      g_autofree char *fault = spell_out (self->faults->pdata[i], error);

      if (fault == NULL || !tarn_agent_add_fault (device->agent, fault, error))
        return FALSE;
    }

  if (self->faults->len > 0)
    cli_complain ("note: %s answers wrongly on purpose", device->path);
  return TRUE;
}

const CliServePart cli_serve_faults = {
  .title = "Faults",
  .size = sizeof (Faults),
  .defaults = &defaults,
  .options = options,
  .set_up = faults_set_up,
};

gboolean
cli_serve_lists_faults (CliServeSaid *said)
{
  const Faults *self = cli_serve_said_get (said, &cli_serve_faults);

  if (!g_ptr_array_find_with_equal_func (self->faults, "list", g_str_equal, NULL))
    return FALSE;

  list_faults ();
  return TRUE;
}
