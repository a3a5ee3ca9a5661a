/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-names.h"
#include "tarn-cli-node.h"

/* A command is one process: what its options say is kept here. */
static const char *modules;      /* -m */
static const char *folders;      /* -M */
static GPtrArray  *output;       /* -O, of strings */
static GPtrArray  *precisions;   /* -Op, of strings */
static GPtrArray  *input;        /* -I, of strings */
static GPtrArray  *charsets;     /* --charset, of strings */

static TarnMib       *mib;
static gboolean       mib_loaded;
static TarnTextStyle *style;

const CliOption *
cli_names_get_options (void)
{
  static const CliOption options[] = {
    { "mibs", "m", CLI_OPTION_TEXT, &modules, "MODULES",
      "those, with : between, and what they import; + in front, and ALL: all; '' is none" },
    { "mib-folders", "M", CLI_OPTION_TEXT, &folders, "FOLDERS",
      "where modules are, with : between; + in front: there, too" },
    { "precision", "Op", CLI_OPTION_LIST, &precisions, "PRECISION",
      "of real numbers, as printf(3) has it: .3" },
    { "print", "O", CLI_OPTION_LIST, &output, "LETTERS",
      "how they are printed, as snmpcmd(1) has it: 0abeEfnpqQsStTuUvxX" },
    { "parse", "I", CLI_OPTION_LIST, &input, "LETTERS",
      "how they are read, as snmpcmd(1) has it: bhrRu, sTEXT, STEXT" },
    { "charset", NULL, CLI_OPTION_LIST, &charsets, "[OID=]CHARSET",
      "what text is written in on the device, below OID or everywhere; may be repeated" },
    { NULL },
  };

  if (output == NULL)
    {
      output = g_ptr_array_new ();
      precisions = g_ptr_array_new ();
      input = g_ptr_array_new ();
      charsets = g_ptr_array_new ();
    }

  return options;
}

gboolean
cli_input_has (char letter)
{
  for (guint i = 0; i < input->len; i++)
    {
      const char *letters = input->pdata[i];

      /* What follows s and S is what they add, not letters. */
      if (memchr (letters, letter, strcspn (letters, "sS")) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* What -Is or -IS adds to names, or "". */
static const char *
input_affix (char letter)
{
  const char *affix = "";

  for (guint i = 0; i < input->len; i++)
    {
      const char *letters = input->pdata[i];
      gsize at = strcspn (letters, "sS");

      if (letters[at] == letter)
        affix = letters + at + 1;
    }

  return affix;
}

static gboolean
check_input (const CliCommand *command)
{
  for (guint i = 0; i < input->len; i++)
    {
      const char *letters = input->pdata[i];
      gsize n = strcspn (letters, "sS");

      if (strspn (letters, "bhrRu") < n)
        {
          cli_misused (command, "-I takes the letters bhrRu, s or S with what to add, not “%s”",
                       letters);
          return FALSE;
        }
      if (letters[n] != '\0' && letters[n + 1] == '\0')
        {
          cli_misused (command, "-I%c needs what to add, as in -Is.0", letters[n]);
          return FALSE;
        }
    }

  return TRUE;
}

/* "ifAlias=ISO-8859-1", or "ISO-8859-1" for all that is text. */
static gboolean
set_charset (const char  *text,
             GError     **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : NULL;
  g_autoptr(TarnOid) root = NULL;

  if (name != NULL)
    {
      root = cli_parse_oid (name, error);
      if (root == NULL)
        return FALSE;
    }

  return tarn_text_style_set_charset (cli_get_style (), root, equals != NULL ? equals + 1 : text,
                                      error);
}

static gboolean
set_charsets (const CliCommand *command)
{
  for (guint i = 0; i < charsets->len; i++)
    {
      g_autoptr(GError) error = NULL;

      if (!set_charset (charsets->pdata[i], &error))
        {
          cli_misused (command, "--charset %s: %s", (const char *) charsets->pdata[i],
                       error->message);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
cli_names_check (const CliCommand *command)
{
  g_autoptr(TarnTextStyle) trial = tarn_text_style_new (NULL);

  for (guint i = 0; i < output->len; i++)
    {
      g_autoptr(GError) error = NULL;

      if (!tarn_text_style_set_output (trial, output->pdata[i], &error))
        {
          cli_misused (command, "%s", error->message);
          return FALSE;
        }
    }

  for (guint i = 0; i < precisions->len; i++)
    {
      g_autofree char *letters = g_strconcat ("p", precisions->pdata[i], NULL);
      g_autoptr(GError) error = NULL;

      if (!tarn_text_style_set_output (trial, letters, &error))
        {
          cli_misused (command, "%s", error->message);
          return FALSE;
        }
      g_ptr_array_add (output, g_steal_pointer (&letters));
    }

  return check_input (command) && set_charsets (command);
}

/* What -m asks for has to be among the modules. */
static void
check_modules (char **names)
{
  for (guint i = 0; names[i] != NULL && mib != NULL; i++)
    if (names[i][0] != '\0' && strcmp (names[i], "ALL") != 0
        && !tarn_mib_has_module (mib, names[i]))
      cli_complain ("note: there is no MIB module “%s”: tarn mib list tells which there are",
                    names[i]);
}

/* -m as snmpcmd(1) has it: the modules named and what they import, or, with + or - before
 * them, those that are loaded anyway as well.  For us these are all there are. */
static TarnMib *
load_modules (GError **error)
{
  gboolean adds = modules != NULL && (modules[0] == '+' || modules[0] == '-');
  g_auto(GStrv) names = g_strsplit (modules != NULL ? modules + adds : "", ":", -1);

  if (modules == NULL || adds || g_strv_contains ((const char *const *) names, "ALL"))
    mib = tarn_mib_load (NULL, NULL, error);
  else
    mib = tarn_mib_load_modules (NULL, (const char *const *) names, NULL, error);
  check_modules (names);
  return mib;
}

TarnMib *
cli_get_mib (void)
{
  g_autoptr(GError) error = NULL;

  if (mib_loaded)
    return mib;

  mib_loaded = TRUE;
  if (modules != NULL && modules[0] == '\0')
    return NULL;

  /* What is typed wins over the environment. */
  if (folders != NULL)
    g_setenv ("TARN_MIBDIRS", folders, TRUE);
  if (folders != NULL || modules != NULL)
    g_unsetenv ("TARN_MIBS");

  mib = load_modules (&error);
  if (error != NULL)
    cli_complain ("note: OIDs stay numbers: %s", error->message);
  return mib;
}

TarnTextStyle *
cli_get_style (void)
{
  if (style == NULL)
    {
      style = tarn_text_style_new (cli_get_mib ());
      for (guint i = 0; i < output->len; i++)
        tarn_text_style_set_output (style, output->pdata[i], NULL);
    }

  return style;
}

static gboolean
has_names (TarnFormat format)
{
  return format == TARN_FORMAT_TEXT || format == TARN_FORMAT_JSON;
}

void
cli_names_prepare (TarnFormat format)
{
  if (has_names (format))
    cli_get_style ();
}

void
cli_append_row (TarnFormat     format,
                const TarnRow *row,
                GString       *text)
{
  if (has_names (format))
    tarn_text_style_append_row (cli_get_style (), format, row, text);
  else
    tarn_format_row (format, row, text);
}

void
cli_append_rows (TarnFormat     format,
                 const char    *prefix,
                 const TarnRow *rows,
                 gsize          n_rows,
                 GString       *text)
{
  if (format == TARN_FORMAT_TEXT || format == TARN_FORMAT_JSON)
    tarn_text_style_append_rows (cli_get_style (), format, prefix, rows, n_rows, text);
  else
    tarn_format_rows (format, prefix, rows, n_rows, text);
}

gboolean
cli_is_numeric (const char *text)
{
  return strspn (text, ".0123456789") == strlen (text);
}

typedef struct
{
  GRegex      *regex;
  TarnMibNode *best;
  gboolean     whole;   /* all of its name matches */
} Match;

static void
match_cb (TarnMibNode *node,
          gpointer     data)
{
  Match *self = data;
  g_autoptr(GMatchInfo) info = NULL;
  const char *name = tarn_mib_node_get_name (node);
  int start, end;
  gboolean whole;

  if (self->whole || !g_regex_match (self->regex, name, 0, &info))
    return;

  g_match_info_fetch_pos (info, 0, &start, &end);
  whole = start == 0 && (gsize) end == strlen (name);
  if (self->best == NULL || whole)
    {
      g_clear_pointer (&self->best, tarn_mib_node_unref);
      self->best = tarn_mib_node_ref (node);
      self->whole = whole;
    }
}

/* -Ib: the first OID whose name is what the regular expression @text matches, or else has
 * something that it does; NULL: none, or it is no regular expression. */
static TarnOid *
find_match (const char *text)
{
  Match match = { g_regex_new (text, G_REGEX_CASELESS, 0, NULL) };
  TarnOid *oid = NULL;

  if (match.regex == NULL)
    return NULL;

  cli_mib_each (cli_get_mib (), match_cb, &match);
  if (match.best != NULL)
    oid = tarn_mib_node_dup_oid (match.best);
  g_clear_pointer (&match.best, tarn_mib_node_unref);
  g_regex_unref (match.regex);
  return oid;
}

TarnOid *
cli_parse_oid (const char  *text,
               GError     **error)
{
  g_autofree char *whole = NULL;
  GError *failure = NULL;
  TarnOid *oid;

  /* Or it would be the root, which is written "." */
  if (text[0] == '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "an OID is needed, and “” is none");
      return NULL;
    }

  if (cli_is_numeric (text))
    return tarn_oid_new (text, error);

  whole = g_strconcat (input_affix ('S'), text, input_affix ('s'), NULL);
  oid = tarn_mib_parse_oid (cli_get_mib (), whole, &failure);
  if (oid == NULL && cli_input_has ('b') && cli_get_mib () != NULL)
    oid = find_match (whole);

  if (oid != NULL)
    g_clear_error (&failure);
  else
    g_propagate_error (error, failure);
  return oid;
}

GPtrArray *
cli_parse_oids (const CliCommand *command,
                GPtrArray        *operands,
                guint             first)
{
  g_autoptr(GPtrArray) oids = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);

  for (guint i = first; i < operands->len; i++)
    {
      g_autoptr(GError) error = NULL;
      TarnOid *oid = cli_parse_oid (operands->pdata[i], &error);

      if (oid == NULL)
        {
          cli_misused (command, "%s", error->message);
          return NULL;
        }
      g_ptr_array_add (oids, oid);
    }

  return g_steal_pointer (&oids);
}

char *
cli_name_oid (const TarnOid *oid)
{
  return tarn_text_style_dup_name (cli_get_style (), oid);
}

/* Whether @text has @word at @at, and not as a part of a longer one. */
static gboolean
is_word_at (const char *text,
            gsize       at,
            const char *word)
{
  gsize len = strlen (word);

  return (at == 0 || text[at - 1] == ' ') && strncmp (text + at, word, len) == 0
         && strspn (text + at + len, ".0123456789") == 0;
}

char *
cli_tell_error (const GError *error,
                GPtrArray    *oids)
{
  GString *message = g_string_new (NULL);
  const char *text = error->message;
  gsize at = 0;

  while (text[at] != '\0')
    {
      gsize start = at;

      for (guint i = 0; i < oids->len && at == start; i++)
        {
          g_autofree char *numbers = tarn_oid_to_string (oids->pdata[i]);
          const char *word = numbers + (numbers[0] == '.');
          g_autofree char *name = NULL;

          if (!is_word_at (text, at, word))
            continue;
          name = cli_name_oid (oids->pdata[i]);
          g_string_append (message, name);
          at += strlen (word);
        }
      if (at == start)
        g_string_append_c (message, text[at++]);
    }

  return g_string_free (message, FALSE);
}
