/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

/* Clauses of OBJECT-TYPE in the order in which they must stand. */
typedef enum
{
  CLAUSE_SYNTAX,
  CLAUSE_UNITS,
  CLAUSE_ACCESS,
  CLAUSE_STATUS,
  CLAUSE_DESCRIPTION,
  CLAUSE_REFERENCE,
  CLAUSE_INDEX,
  CLAUSE_DEFVAL,
  N_CLAUSES,
} Clause;

typedef struct
{
  guint first[N_CLAUSES];    /* token of the clause's name; G_MAXUINT: there is none */
  guint end[N_CLAUSES];
  guint value;               /* token ::=                                            */
} Clauses;

/* How a DEFVAL reads; what no parser needs to know of is left to the person. */
static gboolean
is_simple_default (TarnMibDraft *self,
                   guint         i,
                   guint         end)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i + 1);

  if (!tarn_mib_draft_is (self, i, "{") || i + 3 != end || !tarn_mib_draft_is (self, i + 2, "}"))
    return FALSE;
  return token->kind == TARN_MIB_TOKEN_NUMBER || token->kind == TARN_MIB_TOKEN_LOWER
         || token->kind == TARN_MIB_TOKEN_STRING;
}

static char *
get_default (TarnMibDraft *self,
             guint         i,
             guint         end)
{
  const TarnMibToken *first = tarn_mib_draft_token (self, i);
  const TarnMibToken *last = tarn_mib_draft_token (self, end - 1);
  guint32 start = first->start, stop = last->start + last->len;

  if (end > i + 1 && tarn_mib_draft_is (self, i, "{") && tarn_mib_draft_is (self, end - 1, "}"))
    {
      start += 1;
      stop = MAX (last->start, start);
    }
  return g_strstrip (g_strndup (self->text + start, stop - start));
}

static int
find_clause (TarnMibDraft *self,
             guint         i)
{
  static const struct { const char *word; Clause clause; } words[] = {
    { "SYNTAX", CLAUSE_SYNTAX }, { "UNITS", CLAUSE_UNITS }, { "ACCESS", CLAUSE_ACCESS },
    { "MAX-ACCESS", CLAUSE_ACCESS }, { "STATUS", CLAUSE_STATUS },
    { "DESCRIPTION", CLAUSE_DESCRIPTION }, { "REFERENCE", CLAUSE_REFERENCE },
    { "INDEX", CLAUSE_INDEX }, { "AUGMENTS", CLAUSE_INDEX }, { "DEFVAL", CLAUSE_DEFVAL },
  };
  const TarnMibToken *token = tarn_mib_draft_token (self, i);

  if (token->kind != TARN_MIB_TOKEN_UPPER && token->instead == NULL)
    return -1;
  for (guint k = 0; k < G_N_ELEMENTS (words); k++)
    if (token->instead != NULL ? strcmp (token->instead, words[k].word) == 0
                               : tarn_mib_token_is (token, self->text, words[k].word))
      return (int) words[k].clause;
  return -1;
}

/* Finds the clauses, each once.  FALSE: the parts do not make sense. */
static gboolean
read_clauses (TarnMibDraft       *self,
              const TarnMibPiece *piece,
              Clauses            *clauses)
{
  guint depth = 0, i;
  int current = -1;

  for (guint k = 0; k < N_CLAUSES; k++)
    clauses->first[k] = G_MAXUINT;

  for (i = piece->body; i < piece->end; i++)
    {
      int clause = depth == 0 ? find_clause (self, i) : -1;

      depth += tarn_mib_draft_is (self, i, "{") || tarn_mib_draft_is (self, i, "(");
      depth -= tarn_mib_draft_is (self, i, "}") || tarn_mib_draft_is (self, i, ")");
      if (depth == 0 && tarn_mib_draft_is (self, i, "::="))
        break;
      if (clause < 0 && current < 0 && i == piece->body)
        return FALSE;
      /* What follows the name of a clause is its content, whatever it is called. */
      if (clause < 0 || (i > piece->body && current >= 0 && current <= CLAUSE_STATUS
                         && i == clauses->first[current] + 1
                         && current != CLAUSE_UNITS))
        continue;

      if (current >= 0)
        clauses->end[current] = i;
      current = clause;
      if (clauses->first[clause] != G_MAXUINT)
        {
          tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                                 "%s stands twice in %s: the second one is left out",
                                 tarn_mib_draft_get_text (self, i), piece->definition->name);
          while (i + 1 < piece->end && !tarn_mib_draft_is (self, i + 1, "::=")
                 && (find_clause (self, i + 1) < 0))
            i++;
          current = -1;
          continue;
        }
      clauses->first[clause] = i;
      if (clause == CLAUSE_DEFVAL && tarn_mib_draft_skip_default (self, piece, i) > i)
        i = tarn_mib_draft_skip_default (self, piece, i) - 1;
    }

  if (current >= 0)
    clauses->end[current] = i;
  clauses->value = i;
  return i < piece->end;
}

static void
note_access (TarnMibDraft *self,
             TarnMibPiece *piece,
             guint         i)
{
  static const struct { const char *word; TarnMibAccess access; } words[] = {
    { "read-only", TARN_MIB_ACCESS_READ_ONLY }, { "read-write", TARN_MIB_ACCESS_READ_WRITE },
    { "read-create", TARN_MIB_ACCESS_READ_CREATE },
    { "not-accessible", TARN_MIB_ACCESS_NOT_ACCESSIBLE },
    { "accessible-for-notify", TARN_MIB_ACCESS_NOTIFY },
    { "write-only", TARN_MIB_ACCESS_WRITE_ONLY },
  };
  const TarnMibToken *token = tarn_mib_draft_token (self, i);

  for (guint k = 0; k < G_N_ELEMENTS (words); k++)
    if (token->instead != NULL ? strcmp (token->instead, words[k].word) == 0
                               : tarn_mib_token_is (token, self->text, words[k].word))
      piece->definition->access = words[k].access;
  if (piece->definition->access == TARN_MIB_ACCESS_UNKNOWN)
    tarn_mib_draft_remark (self, TARN_MIB_REMARK_NOTE, i, "there is no access “%.40s”",
                           tarn_mib_draft_get_text (self, i));
}

static void
put_status (TarnMibDraft       *self,
            const TarnMibPiece *piece,
            const Clauses      *clauses)
{
  if (clauses->first[CLAUSE_STATUS] != G_MAXUINT)
    {
      guint i = clauses->first[CLAUSE_STATUS];

      tarn_mib_draft_put_token (self, i);
      tarn_mib_draft_put_token (self, i + 1);
      return;
    }

  tarn_mib_draft_put (self, self->v1 ? "STATUS mandatory" : "STATUS current");
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, piece->first,
                         "%s has no STATUS: taken as %s", piece->definition->name,
                         self->v1 ? "mandatory" : "current");
}

static void
put_default (TarnMibDraft       *self,
             const TarnMibPiece *piece,
             guint               i,
             guint               end)
{
  piece->definition->default_value = get_default (self, i + 1, end);
  if (!is_simple_default (self, i + 1, end))
    return;
  tarn_mib_draft_put_token (self, i);
  for (guint k = i + 1; k < end; k++)
    tarn_mib_draft_put_token (self, k);
}

static void
put_clause (TarnMibDraft       *self,
            const TarnMibPiece *piece,
            const Clauses      *clauses,
            Clause              clause)
{
  guint first = clauses->first[clause], end;

  if (clause == CLAUSE_STATUS)
    {
      put_status (self, piece, clauses);
      return;
    }
  if (first == G_MAXUINT)
    return;

  end = clauses->end[clause];
  if (clause == CLAUSE_DEFVAL)
    {
      put_default (self, piece, first, end);
      return;
    }

  tarn_mib_draft_put_token (self, first);
  if (clause == CLAUSE_SYNTAX)
    tarn_mib_draft_put_syntax (self, first + 1, end);
  else if (clause == CLAUSE_INDEX)
    tarn_mib_draft_put_list (self, first + 1, end);
  else
    for (guint i = first + 1; i < end; i++)
      tarn_mib_draft_put_token (self, i);
}

static void
put_object (TarnMibDraft *self,
            TarnMibPiece *piece)
{
  Clauses clauses;

  if (!read_clauses (self, piece, &clauses))
    {
      for (guint i = piece->first; i < piece->end; i++)
        tarn_mib_draft_put_token (self, i);
      return;
    }

  piece->definition->is_row = clauses.first[CLAUSE_INDEX] != G_MAXUINT;
  tarn_mib_draft_put_token (self, piece->first);
  tarn_mib_draft_put_token (self, piece->first + 1);
  for (guint k = 0; k < N_CLAUSES; k++)
    put_clause (self, piece, &clauses, k);
  if (clauses.first[CLAUSE_ACCESS] != G_MAXUINT)
    note_access (self, piece, clauses.first[CLAUSE_ACCESS] + 1);
  for (guint i = clauses.value; i < piece->end; i++)
    tarn_mib_draft_put_token (self, i);
}

/* What is missing in a definition by another macro than OBJECT-TYPE, and before which token
 * it belongs; G_MAXUINT: nothing is. */
static guint
find_missing (TarnMibDraft  *self,
              TarnMibPiece  *piece,
              const char   **missing)
{
  gboolean has_status = FALSE, has_description = FALSE;
  guint place = G_MAXUINT;

  if (piece->macro != NULL && (strcmp (piece->macro, "TRAP-TYPE") == 0
                               || strcmp (piece->macro, "MODULE-IDENTITY") == 0))
    return G_MAXUINT;
  for (guint i = piece->body; i < piece->end; i++)
    {
      int clause = find_clause (self, i);

      has_status |= clause == CLAUSE_STATUS;
      has_description |= clause == CLAUSE_DESCRIPTION;
      if (place == G_MAXUINT
          && ((clause == CLAUSE_DESCRIPTION && !has_status) || clause == CLAUSE_SYNTAX
              || clause == CLAUSE_REFERENCE || tarn_mib_draft_is (self, i, "MODULE")
              || (tarn_mib_draft_is (self, i, "::=") && i > piece->body)))
        place = i;
    }
  if (place == G_MAXUINT || (has_status && has_description))
    return G_MAXUINT;

  *missing = has_status ? "DESCRIPTION \"\""
             : has_description ? "STATUS current" : "STATUS current DESCRIPTION \"\"";
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, piece->first,
                         has_status ? "%s has no DESCRIPTION" : "%s has no STATUS: taken as current",
                         piece->definition->name);
  return place;
}

/* ENTERPRISE { foo 7 }: a name for what has none, which nobody sees. */
static void
mend_enterprise (TarnMibDraft *self,
                 TarnMibPiece *piece)
{
  guint open = piece->body + 1, close = open;
  g_autofree char *name = NULL;

  if (piece->definition->defines != TARN_MIB_DEFINES_TRAP
      || !tarn_mib_draft_is (self, piece->body, "ENTERPRISE") || !tarn_mib_draft_is (self, open, "{"))
    return;
  while (close < piece->end && !tarn_mib_draft_is (self, close, "}"))
    close++;
  if (close == piece->end || close < open + 3)
    return;

  name = g_strdup_printf ("{%s.%s}", self->module->name, piece->definition->name);
  tarn_mib_draft_token (self, open)->instead = tarn_mib_aliases_add (self->aliases, name, -1);
  tarn_mib_draft_put (self, tarn_mib_draft_token (self, open)->instead);
  tarn_mib_draft_put (self, "OBJECT IDENTIFIER ::= {");
  for (guint i = open + 1; i <= close; i++)
    {
      tarn_mib_draft_put_token (self, i);
      tarn_mib_draft_token (self, i)->instead = "";
    }
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, open,
                         "an ENTERPRISE is a name, not numbers: taken as if it had one");
}

/* The other macros: lists get their commas. */
static void
put_macro (TarnMibDraft *self,
           TarnMibPiece *piece)
{
  const char *missing = NULL;
  guint place = find_missing (self, piece, &missing);

  mend_enterprise (self, piece);

  for (guint i = piece->first; i < piece->end; i++)
    {
      gboolean list = tarn_mib_draft_is (self, i, "OBJECTS") || tarn_mib_draft_is (self, i, "VARIABLES")
                      || tarn_mib_draft_is (self, i, "NOTIFICATIONS");

      if (i == place)
        tarn_mib_draft_put (self, missing);
      tarn_mib_draft_put_token (self, i);
      if (list && tarn_mib_draft_is (self, i + 1, "{"))
        {
          guint end = i + 1;

          while (end < piece->end && !tarn_mib_draft_is (self, end, "}"))
            end++;
          end = MIN (end + 1, piece->end);
          /* RFC 2578 §8: no empty list; then there is no clause. */
          if (end == i + 3)
            g_string_truncate (self->module->text, self->module->text->len
                               - tarn_mib_draft_token (self, i)->len);
          else
            tarn_mib_draft_put_list (self, i + 1, end);
          i = end - 1;
        }
    }
}

static void
put_piece (TarnMibDraft *self,
           TarnMibPiece *piece)
{
  if (piece->definition->defines == TARN_MIB_DEFINES_MACRO)
    {
      /* Of the SMI itself; others mean nothing to a parser. */
      if (tarn_mib_words_find_macro (piece->definition->name, strlen (piece->definition->name)))
        {
          tarn_mib_draft_put_token (self, piece->first);
          tarn_mib_draft_put (self, "MACRO ::= BEGIN END");
        }
    }
  else if (piece->macro != NULL && strcmp (piece->macro, "OBJECT-TYPE") == 0)
    put_object (self, piece);
  else if (piece->macro != NULL && strcmp (piece->macro, "TEXTUAL-CONVENTION") == 0)
    {
      tarn_mib_draft_put_token (self, piece->first);
      if (!tarn_mib_draft_is (self, piece->body, "::="))
        tarn_mib_draft_put (self, "::=");
      for (guint i = piece->first + 1; i < piece->end; i++)
        tarn_mib_draft_put_token (self, i);
    }
  else if (piece->macro != NULL)
    put_macro (self, piece);
  else if (piece->definition->defines == TARN_MIB_DEFINES_OBJECT)
    {
      for (guint i = piece->first; i < piece->end; i++)
        tarn_mib_draft_put_token (self, i);
    }
  else
    {
      const char *missing = NULL;
      guint place = tarn_mib_draft_is (self, piece->body, "TEXTUAL-CONVENTION")
                    ? find_missing (self, piece, &missing) : G_MAXUINT;

      for (guint i = piece->first; i < piece->body; i++)
        tarn_mib_draft_put_token (self, i);
      if (place != G_MAXUINT)
        {
          tarn_mib_draft_put_syntax (self, piece->body, place);
          tarn_mib_draft_put (self, missing);
        }
      tarn_mib_draft_put_syntax (self, place != G_MAXUINT ? place : piece->body, piece->end);
    }
}

static void
put_bare (TarnMibDraft *self,
          TarnMibPiece *piece)
{
  g_autofree char *bare = tarn_mib_definition_write_bare (piece->definition, self->aliases);

  tarn_mib_draft_put (self, bare);
  for (guint i = piece->body; i + 1 < piece->end; i++)
    if (find_clause (self, i) == CLAUSE_ACCESS)
      {
        note_access (self, piece, i + 1);
        break;
      }
}

/* On a line of its own: messages of a parser tell lines only. */
static void
begin_piece (TarnMibDraft       *self,
             const TarnMibPiece *piece)
{
  g_string_append_c (self->module->text, '\n');
  self->out_line++;
  self->file_line = piece->definition->line;
  piece->definition->out_line = self->out_line;
  piece->definition->start = self->module->text->len;
}

void
tarn_mib_draft_write (TarnMibDraft *self)
{
  TarnMibModuleText *module = self->module;
  g_autofree char *imports = tarn_mib_module_write_imports (module, self->aliases);

  self->out_line = 1;
  tarn_mib_draft_put (self, module->parse_name);
  tarn_mib_draft_put (self, "DEFINITIONS ::= BEGIN");
  module->imports_start = module->text->len;
  tarn_mib_draft_put (self, imports);
  module->imports_end = module->text->len;

  for (guint p = 0; p < self->pieces->len; p++)
    {
      TarnMibPiece *piece = &g_array_index (self->pieces, TarnMibPiece, p);

      /* Of one with several values it may not be clear which is its own. */
      if (piece->definition->is_bare && piece->definition->value == NULL)
        piece->definition->is_cut = TRUE;
      if (piece->definition->is_cut)
        continue;
      begin_piece (self, piece);
      if (piece->definition->is_bare)
        put_bare (self, piece);
      else
        put_piece (self, piece);
      piece->definition->end = module->text->len;
    }
  g_string_append (module->text, "\nEND\n");
}
