/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "tarn-cli-json.h"
#include "tarn-cli-names.h"
#include "tarn-cli-node.h"
#include "tarn-cli-output.h"

#define MAX_COMPLETIONS 1000

/* One call of the command. */
typedef struct
{
  const CliCommand *command;
  const char       *letters;   /* of -T */
  gboolean          json;
  gboolean          complete;
  GRegex           *regex;
  CliOutput         output;
} Call;

static gboolean
wants (const Call *self,
       char        letter)
{
  return strchr (self->letters, letter) != NULL;
}

static void
append_name (Call          *self,
             const TarnOid *oid)
{
  g_autofree char *name = cli_name_oid (oid);

  g_string_append_printf (self->output.buffer, "%s\n", name);
}

static void
append_json (Call          *self,
             const TarnOid *oid,
             TarnMibNode   *node)
{
  g_autofree char *name = cli_name_oid (oid);
  g_autofree char *numbers = tarn_oid_to_string (oid);
  GString *text = self->output.buffer;

  g_string_append_printf (text, "{\"oid\":\"%s\",\"name\":", numbers + (numbers[0] == '.'));
  cli_json_append_string (text, name);
  if (node != NULL)
    cli_node_append_json (text, node);
  g_string_append (text, "}\n");
}

/* "iso(1).org(3)": -Tl */
static void
append_labelled (Call        *self,
                 TarnMibNode *node)
{
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
  g_autofree char *names = tarn_mib_oid_to_text (cli_get_mib (), oid, TARN_MIB_NAME_FULL);
  g_autofree char *numbers = tarn_oid_to_string (oid);
  g_auto(GStrv) words = g_strsplit (names + 1, ".", -1);
  g_auto(GStrv) arcs = g_strsplit (numbers + 1, ".", -1);

  for (guint i = 0; words[i] != NULL && arcs[i] != NULL; i++)
    if (strcmp (words[i], arcs[i]) == 0)
      g_string_append_printf (self->output.buffer, ".%s", arcs[i]);
    else
      g_string_append_printf (self->output.buffer, ".%s(%s)", words[i], arcs[i]);
  g_string_append_c (self->output.buffer, '\n');
}

/* "ifDescr OBJECT IDENTIFIER ::= { ifEntry 2 }": -Ta */
static void
append_assignment (Call          *self,
                   TarnMibNode   *node,
                   const TarnOid *oid)
{
  /* Of no module: the names of the first arcs (P-OID-01). */
  static const char *const roots[] = { "ccitt", "iso", "joint-iso-ccitt" };
  g_autoptr(TarnMibNode) parent = tarn_mib_node_get_parent (node);
  g_autoptr(TarnOid) above = parent != NULL ? tarn_mib_node_dup_oid (parent) : NULL;
  g_autofree guint32 *arcs = NULL;
  gsize n_arcs, n_above = above != NULL ? tarn_oid_get_n_arcs (above) : 1;

  arcs = tarn_oid_get_arcs (oid, &n_arcs);
  g_string_append_printf (self->output.buffer, "%s OBJECT IDENTIFIER ::= { %s",
                          tarn_mib_node_get_name (node),
                          parent != NULL ? tarn_mib_node_get_name (parent) : roots[arcs[0]]);
  for (gsize i = n_above; i < n_arcs; i++)
    g_string_append_printf (self->output.buffer, " %u", arcs[i]);
  g_string_append (self->output.buffer, " }\n");
}

/* The reports of a whole tree: -TB -Ta -Tl -To -Ts -Tz. */
static void
report_cb (TarnMibNode *node,
           gpointer     data)
{
  Call *self = data;
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
  g_autofree char *text = NULL;

  if (self->regex != NULL)
    {
      if (!g_regex_match (self->regex, tarn_mib_node_get_name (node), 0, NULL))
        return;
      if (self->json)
        append_json (self, oid, node);
      else
        append_name (self, oid);
    }
  else if (wants (self, 'a'))
    {
      append_assignment (self, node, oid);
    }
  else if (wants (self, 'l'))
    {
      append_labelled (self, node);
    }
  else if (wants (self, 'z'))
    {
      text = tarn_oid_to_string (oid);
      g_string_append_printf (self->output.buffer, "\"%s\"\t\t\t\"%s\"\n",
                              tarn_mib_node_get_name (node), text + 1);
    }
  else
    {
      text = tarn_mib_oid_to_text (cli_get_mib (), oid, wants (self, 's') ? TARN_MIB_NAME_FULL
                                                                          : TARN_MIB_NAME_NUMERIC);
      g_string_append_printf (self->output.buffer, "%s\n", text);
    }
  cli_output_push (&self->output);
}

static gboolean
translate (Call        *self,
           const char  *word,
           GError     **error)
{
  g_autoptr(TarnOid) oid = cli_parse_oid (word, error);
  g_autoptr(TarnMibNode) node = NULL;
  TarnMib *mib = cli_get_mib ();

  if (oid == NULL)
    return FALSE;
  if (mib != NULL)
    node = tarn_mib_find_node (mib, oid, NULL);

  if (self->json)
    {
      append_json (self, oid, node);
    }
  else if (wants (self, 'd') || wants (self, 'p'))
    {
      if (node == NULL)
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "no MIB module tells of “%s”", word);
          return FALSE;
        }
      if (wants (self, 'd'))
        {
          append_name (self, oid);
          cli_node_append_details (self->output.buffer, node, oid);
        }
      if (wants (self, 'p'))
        cli_node_append_tree (self->output.buffer, node);
    }
  else if (self->letters[0] != '\0')
    {
      if (node != NULL)
        cli_node_each (node, report_cb, self);
    }
  else
    {
      append_name (self, oid);
    }
  return TRUE;
}

/* A line that begins with an OID, as those of snmpwalk do: that is translated, and the rest
 * stays as it is. */
static gboolean
translate_line (Call       *self,
                const char *line)
{
  gsize len = strcspn (line, " \t");
  g_autofree char *word = g_strndup (line, len);
  g_autoptr(GError) error = NULL;
  GString *text = self->output.buffer;

  if (len > 0 && translate (self, word, &error))
    {
      if (line[len] != '\0' && !self->json)
        {
          g_string_truncate (text, text->len - 1);
          g_string_append_printf (text, "%s\n", line + len);
        }
      return TRUE;
    }

  g_string_append_printf (text, "%s\n", line);
  if (error != NULL)
    cli_complain ("%s", error->message);
  return error == NULL;
}

static gboolean
translate_input (Call *self)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr(GError) error = NULL;
  gboolean good = TRUE;
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, &error)) != NULL)
    {
      good &= translate_line (self, line);
      g_free (line);
      if (!cli_output_push (&self->output))
        return FALSE;
    }

  if (error != NULL)
    cli_complain ("%s", error->message);
  return good && error == NULL;
}

static void
complete (Call       *self,
          const char *text)
{
  TarnMib *mib = cli_get_mib ();
  g_auto(GStrv) names = mib != NULL ? tarn_mib_complete (mib, text, MAX_COMPLETIONS) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_string_append_printf (self->output.buffer, "%s\n", names[i]);
}

static CliStatus
translate_all (Call      *self,
               GPtrArray *operands)
{
  guint n_good = 0;

  if (wants (self, 'a'))
    g_string_append (self->output.buffer, "dump DEFINITIONS ::= BEGIN\n");
  if (operands->len == 0)
    cli_mib_each (cli_get_mib (), report_cb, self);

  for (guint i = 0; i < operands->len; i++)
    {
      g_autoptr(GError) error = NULL;
      const char *word = operands->pdata[i];

      if (self->complete)
        complete (self, word);
      else if (strcmp (word, "-") == 0 ? !translate_input (self) : !translate (self, word, &error))
        {
          if (error != NULL)
            cli_complain ("%s", error->message);
          continue;
        }
      n_good++;
    }

  if (wants (self, 'a'))
    g_string_append (self->output.buffer, "END\n");
  if (!cli_output_close (&self->output))
    return CLI_INCOMPLETE;
  return n_good == operands->len ? CLI_COMPLETE : n_good > 0 ? CLI_INCOMPLETE : CLI_USAGE;
}

/* -TB: all names that match. */
static CliStatus
search (Call      *self,
        GPtrArray *operands)
{
  for (guint i = 0; i < operands->len; i++)
    {
      g_autoptr(GError) error = NULL;

      self->regex = g_regex_new (operands->pdata[i], G_REGEX_CASELESS, 0, &error);
      if (self->regex == NULL)
        {
          cli_output_drop (&self->output);
          return cli_misused (self->command, "%s", error->message);
        }
      cli_mib_each (cli_get_mib (), report_cb, self);
      g_clear_pointer (&self->regex, g_regex_unref);
    }

  return cli_output_close (&self->output) ? CLI_COMPLETE : CLI_INCOMPLETE;
}

static CliStatus
run_translate (const CliCommand  *command,
               char             **arguments)
{
  Call self = { .command = command, .letters = "" };
  const CliOption options[] = {
    { "report", "T", CLI_OPTION_TEXT, &self.letters, "LETTERS",
      "B: names that match regular expressions; d: all that is known; p: as a tree; "
      "a, l, o, s, z: lists" },
    { "complete", NULL, CLI_OPTION_FLAG, &self.complete, NULL,
      "print names that go on from a beginning, for shells" },
    { "json", NULL, CLI_OPTION_FLAG, &self.json, NULL, "an object a line, with all that is known" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  gboolean reports;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (strspn (self.letters, "Bdpalosz") < strlen (self.letters))
    return cli_misused (command, "-T takes the letters B d p a l o s z, not “%s”", self.letters);

  reports = strpbrk (self.letters, "alosz") != NULL;
  if (operands->len == 0 && !reports)
    return cli_misused (command, "an OID is needed, or - for standard input");
  if ((reports || wants (&self, 'B')) && cli_get_mib () == NULL)
    {
      cli_complain ("there are no MIB modules");
      return CLI_USAGE;
    }
  if (!cli_output_init (&self.output, NULL))
    return CLI_INCOMPLETE;

  return wants (&self, 'B') ? search (&self, operands) : translate_all (&self, operands);
}

const CliCommand cli_translate_command = {
  "translate", "OID…",
  "Tells names of numbers, numbers of names, and what MIB modules say of them",
  "OIDs may be written in any way that snmptranslate takes, and names need no module in front\n"
  "of them.  - reads lines from standard input that are OIDs or, as those of snmpwalk, begin\n"
  "with one.\n\n"
  "  tarn translate 1.3.6.1.2.1.2.2.1.2.3\n"
  "  tarn translate -On ifDescr.3\n"
  "  tarn translate -Td ifOperStatus\n"
  "  tarn translate -Tp ifXTable\n"
  "  tarn translate -TB 'if.*Octets'\n"
  "  snmpwalk -On … | tarn translate -",
  run_translate, .has_names = TRUE,
};
