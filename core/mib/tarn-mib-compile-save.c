/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"
#include "mib/tarn-mib-facts.h"

#include <string.h>

/* One syntax error makes others, so that only the first one is believed in the first round, and
 * twice as many in each that follows: a module with many takes no longer. */
#define MAX_ROUNDS   20
#define MAX_DEADLY   4        /* definitions of a module that may each kill the parser */
#define TRIAL_MS     1500
#define TRIALS_S     20       /* for one module, all together                          */

/* Of a definition, what a parser is given of it. */
typedef enum
{
  ALL,
  OID_ONLY,
  NOTHING,
} Share;

/* Leaves in the file what @shares says, by the place of the definition.  The text before
 * is returned, to be put back. */
static char *
share_file (TarnMibCompiler *self,
            TarnMibEntry    *entry,
            const guint8    *shares)
{
  GPtrArray *definitions = entry->module->definitions;
  g_autofree char *file = tarn_mib_entry_get_file (self, entry);
  g_autofree char *text = NULL;
  char *before;
  gsize n;

  if (!g_file_get_contents (file, &text, &n, NULL))
    return NULL;
  before = g_strdup (text);
  for (guint i = 0; i < definitions->len; i++)
    {
      const TarnMibDefinition *definition = definitions->pdata[i];
      g_autofree char *bare = NULL;

      if (shares[i] == ALL || definition->end > n)
        continue;
      bare = shares[i] == OID_ONLY ? tarn_mib_definition_write_bare (definition, self->aliases)
                                   : NULL;
      tarn_mib_definition_replace (definition, text, bare);
    }
  tarn_mib_entry_write (self, entry, text, n);
  return before;
}

static void
put_back (TarnMibCompiler *self,
          TarnMibEntry    *entry,
          char            *text)
{
  if (text != NULL)
    tarn_mib_entry_write (self, entry, text, strlen (text));
  g_free (text);
}

/* The next message of a syntax error, and the definition in which it is. */
static TarnMibDefinition *
next_syntax_error (TarnMibEntry        *entry,
                   TarnMibFactsReader  *reader,
                   guint               *line,
                   const char         **text)
{
  /* Messages come first, before what was found. */
  while (tarn_mib_facts_read_kind (reader) == TARN_MIB_FACT_MESSAGE)
    {
      guint at = tarn_mib_facts_read_u32 (reader);
      const char *tag = tarn_mib_facts_read_string (reader);
      const char *message = tarn_mib_facts_read_string (reader);
      TarnMibDefinition *definition;

      if (reader->failed || message == NULL || tag == NULL)
        break;
      if (!g_str_has_prefix (message, "syntax error") && strcmp (tag, "keyword-illegal") != 0
          && strstr (message, "lexically unexpected") == NULL)
        continue;
      definition = tarn_mib_module_find_line (entry->module, &at);
      if (definition == NULL)
        continue;
      *line = at;
      *text = message;
      return definition;
    }

  return NULL;
}

/* "unexpected UPPERCASE_IDENTIFIER" is for who wrote the parser. */
static char *
explain (TarnMibAliases *aliases,
         const char     *message)
{
  g_autofree char *expanded = tarn_mib_aliases_expand (aliases, message);
  GString *text = g_string_new (expanded);

  g_string_replace (text, "UPPERCASE_IDENTIFIER", "a name with a capital", 0);
  g_string_replace (text, "LOWERCASE_IDENTIFIER", "a name with a small letter", 0);
  g_string_replace (text, "COLON_COLON_EQUAL", "“::=”", 0);
  g_string_replace (text, "QUOTED_STRING", "a string", 0);
  g_string_replace (text, "$end", "the end of the file", 0);
  return g_string_free (text, FALSE);
}

/* What to leave of a definition that the parser does not take. */
static Share
get_rest (const TarnMibDefinition *definition)
{
  return definition->value != NULL && !definition->is_bare ? OID_ONLY : NOTHING;
}

static void
tell_share (TarnMibEntry            *entry,
            const TarnMibDefinition *definition,
            Share                    share,
            guint                    line,
            const char              *why)
{
  tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_LOST, line,
                          line == definition->line ? definition->column : 1, "%.80s: %s%s",
                          definition->name, why,
                          share == OID_ONLY ? "; its name and OID are kept" : "");
}

/* Once all is told: what is cut is in no line any more. */
static void
settle (TarnMibCompiler *self,
        TarnMibEntry    *entry,
        const guint8    *shares)
{
  for (guint i = 0; i < entry->module->definitions->len; i++)
    {
      TarnMibDefinition *definition = entry->module->definitions->pdata[i];

      if (shares[i] == ALL)
        continue;
      definition->is_bare = shares[i] == OID_ONLY;
      definition->is_cut = shares[i] == NOTHING;
    }
  g_free (share_file (self, entry, shares));
}

/* Cuts what the parser does not take.  FALSE: there is no syntax error (any more). */
static gboolean
cut_errors (TarnMibCompiler *self,
            TarnMibEntry    *entry)
{
  TarnMibFactsReader reader = { entry->facts->data, entry->facts->data + entry->facts->len, FALSE };
  g_autofree guint8 *shares = g_new0 (guint8, entry->module->definitions->len + 1);
  guint most = 1u << MIN (entry->n_rounds, MAX_ROUNDS);
  TarnMibDefinition *definition;
  const char *message;
  guint line, n = 0;

  if (entry->n_rounds++ == MAX_ROUNDS)
    return FALSE;
  while (n < most && (definition = next_syntax_error (entry, &reader, &line, &message)) != NULL)
    {
      g_autofree char *why = NULL;
      guint i;

      g_ptr_array_find (entry->module->definitions, definition, &i);
      if (shares[i] != ALL)
        continue;
      why = explain (self->aliases, message);
      shares[i] = get_rest (definition);
      tell_share (entry, definition, shares[i], line, why);
      n++;
    }

  if (n > 0)
    settle (self, entry, shares);
  return n > 0;
}

/* Whether the parser survives what @shares leaves of the module. */
static gboolean
survives (TarnMibCompiler *self,
          TarnMibEntry    *entry,
          const guint8    *shares)
{
  const TarnMibLimits limits = { TRIAL_MS, 1, 1 };
  g_autoptr(GPtrArray) one = g_ptr_array_new ();
  guint n_remarks = entry->module->remarks->len;
  char *before = share_file (self, entry, shares);
  gboolean survived;

  g_ptr_array_add (one, entry);
  entry->is_deadly = FALSE;
  entry->is_refused = FALSE;
  tarn_mib_compiler_parse (self, one, &limits);
  survived = !entry->is_deadly;
  put_back (self, entry, before);
  /* A trial says nothing. */
  if (entry->module->remarks->len > n_remarks)
    g_ptr_array_set_size (entry->module->remarks, n_remarks);
  return survived;
}

/* Halves what may be the cause until one definition is left: with those up to it the
 * parser dies, without it not.  G_MAXUINT: nothing helps. */
static guint
find_deadly (TarnMibCompiler *self,
             TarnMibEntry    *entry,
             const guint8    *shares,
             gint64           until_us)
{
  guint n = entry->module->definitions->len;
  guint low = 0, high = n;     /* with the first low it lives, with the first high it dies */
  g_autofree guint8 *trial = g_new (guint8, n + 1);

  while (high - low > 1 && g_get_monotonic_time () < until_us
         && !tarn_mib_compiler_is_interrupted ())
    {
      guint middle = low + (high - low) / 2;

      memcpy (trial, shares, n);
      memset (trial + middle, NOTHING, n - middle);
      if (survives (self, entry, trial))
        low = middle;
      else
        high = middle;
    }

  if (high - low > 1 || n == 0)
    return G_MAXUINT;
  return high - 1;
}

/* The parser survives without what @shares takes from it: perhaps also with its OIDs. */
static void
settle_deadly (TarnMibCompiler *self,
               TarnMibEntry    *entry,
               guint8          *shares,
               const char      *how)
{
  GPtrArray *definitions = entry->module->definitions;
  g_autofree guint8 *rest = g_memdup2 (shares, definitions->len + 1);

  for (guint i = 0; i < definitions->len; i++)
    if (shares[i] == NOTHING)
      rest[i] = get_rest (definitions->pdata[i]);
  if (!survives (self, entry, rest))
    {
      memcpy (rest, shares, definitions->len);
      survives (self, entry, rest);
    }

  for (guint i = 0; i < definitions->len; i++)
    if (rest[i] != ALL)
      {
        const TarnMibDefinition *definition = definitions->pdata[i];

        tell_share (entry, definition, rest[i], definition->line, how);
      }
  settle (self, entry, rest);
}

/* Finds what kills the parser, cuts it, and has the rest read.  Nobody is blamed before the
 * parser has survived the rest. */
static void
save_deadly (TarnMibCompiler *self,
             TarnMibEntry    *entry)
{
  g_autofree guint8 *shares = g_new0 (guint8, entry->module->definitions->len + 1);
  gint64 until_us = g_get_monotonic_time () + TRIALS_S * G_USEC_PER_SEC;
  const TarnMibRemark *last = entry->module->remarks->pdata[entry->module->remarks->len - 1];
  g_autofree char *how = g_strdup (last->text);

  for (guint k = 0; k < MAX_DEADLY; k++)
    {
      guint deadly = find_deadly (self, entry, shares, until_us);

      if (deadly == G_MAXUINT)
        break;
      shares[deadly] = NOTHING;
      if (survives (self, entry, shares))
        {
          settle_deadly (self, entry, shares, how);
          return;
        }
    }

  entry->is_deadly = TRUE;
  entry->is_refused = TRUE;
}

/* libsmi keeps its place in one file when it goes on to the next, so that a bad module
 * spoils those behind it in the same worker.  Who lost something is read again alone. */
static void
read_again_alone (TarnMibCompiler     *self,
                  const TarnMibLimits *limits)
{
  g_autoptr(GPtrArray) again = g_ptr_array_new ();

  for (guint i = 0; i < self->order->len; i++)
    {
      TarnMibEntry *entry = self->order->pdata[i];

      if (!entry->is_deadly && (entry->facts == NULL || entry->is_refused || entry->n_missing > 0))
        g_ptr_array_add (again, entry);
    }
  tarn_mib_compiler_parse (self, again, limits);
}

/* The module is there without it, unless nothing of the others is there. */
static void
lose_part (TarnMibEntry *part)
{
  GPtrArray *definitions = part->module->definitions;
  const TarnMibDefinition *first = definitions->pdata[0];
  gboolean any = FALSE;

  for (guint i = 0; i < definitions->len; i++)
    ((TarnMibDefinition *) definitions->pdata[i])->is_cut = TRUE;
  for (guint i = 0; i < part->whole->parts->len; i++)
    any |= !((TarnMibEntry *) part->whole->parts->pdata[i])->is_refused;
  part->whole->is_refused = !any;
  tarn_mib_module_remark (part->module, any ? TARN_MIB_REMARK_LOST : TARN_MIB_REMARK_REFUSED,
                          first->line, first->column, "the parser does not %s the %u definitions "
                          "from %.80s on", part->is_deadly ? "survive" : "take", definitions->len,
                          first->name);
}

/* Those without facts were to be refused, or their worker could not be started. */
static void
refuse_rest (TarnMibCompiler *self)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      TarnMibEntry *entry = self->order->pdata[i];

      if (entry->facts != NULL && !entry->is_refused)
        continue;
      entry->is_refused = TRUE;
      if (entry->whole != NULL)
        {
          lose_part (entry);
          continue;
        }
      tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_REFUSED, entry->module->line,
                              entry->module->column,
                              entry->is_deadly ? "the parser does not survive it"
                                               : "the parser does not take it");
    }
}

void
tarn_mib_compiler_save_rest (TarnMibCompiler *self)
{
  const TarnMibLimits limits = { 5 * TRIAL_MS, CLAMP (g_get_num_processors (), 1, 4), 1 };

  read_again_alone (self, &limits);
  for (guint i = 0; i < self->order->len; i++)
    {
      TarnMibEntry *entry = self->order->pdata[i];

      if (entry->is_deadly && entry->module->remarks->len > 0)
        save_deadly (self, entry);
    }

  while (!tarn_mib_compiler_is_interrupted ())
    {
      g_autoptr(GPtrArray) again = g_ptr_array_new ();

      for (guint i = 0; i < self->order->len; i++)
        {
          TarnMibEntry *entry = self->order->pdata[i];

          if (entry->facts != NULL && cut_errors (self, entry))
            g_ptr_array_add (again, entry);
        }
      if (again->len == 0)
        break;
      tarn_mib_compiler_parse (self, again, &limits);
    }

  refuse_rest (self);
}
