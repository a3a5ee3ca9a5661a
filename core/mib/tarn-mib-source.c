/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

static void
import_free (gpointer data)
{
  TarnMibImport *self = data;

  g_free (self->name);
  g_free (self->module);
  g_free (self);
}

static void
definition_free (gpointer data)
{
  TarnMibDefinition *self = data;

  g_free (self->name);
  g_free (self->default_value);
  g_free (self->parent);
  g_free (self->type);
  g_free (self->value);
  g_free (self);
}

void
tarn_mib_remark_free (TarnMibRemark *self)
{
  g_free (self->text);
  g_free (self);
}

TarnMibModuleText *
tarn_mib_module_text_new (const char *name,
                          gssize      len)
{
  TarnMibModuleText *self = g_new0 (TarnMibModuleText, 1);

  self->name = g_strndup (name, len < 0 ? strlen (name) : (gsize) len);
  self->imports = g_ptr_array_new_with_free_func (import_free);
  self->definitions = g_ptr_array_new_with_free_func (definition_free);
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_remark_free);
  self->text = g_string_new (NULL);
  return self;
}

void
tarn_mib_module_text_free (TarnMibModuleText *self)
{
  g_free (self->name);
  g_free (self->parse_name);
  g_ptr_array_unref (self->imports);
  g_ptr_array_unref (self->definitions);
  g_ptr_array_unref (self->remarks);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

static void
add_remark (TarnMibModuleText *self,
            TarnMibRemarkKind  kind,
            guint              line,
            guint              column,
            char              *text)
{
  TarnMibRemark *remark = g_new (TarnMibRemark, 1);

  *remark = (TarnMibRemark) { kind, line, column, text };
  g_ptr_array_add (self->remarks, remark);
}

void
tarn_mib_module_remark (TarnMibModuleText *self,
                        TarnMibRemarkKind  kind,
                        guint              line,
                        guint              column,
                        const char        *format,
                        ...)
{
  va_list args;

  va_start (args, format);
  add_remark (self, kind, line, column, g_strdup_vprintf (format, args));
  va_end (args);
}

void
tarn_mib_draft_remark (TarnMibDraft      *self,
                       TarnMibRemarkKind  kind,
                       guint              i,
                       const char        *format,
                       ...)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);
  va_list args;

  va_start (args, format);
  add_remark (self->module, kind, token->line, token->column,
              g_strdup_vprintf (format, args));
  va_end (args);
}

const char *
tarn_mib_draft_get_text (TarnMibDraft *self,
                         guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);

  return g_string_chunk_insert_len (self->chunk, self->text + token->start, token->len);
}

TarnMibDefinition *
tarn_mib_module_find_line (TarnMibModuleText *self,
                           guint             *line)
{
  TarnMibDefinition *found = NULL;

  /* They are not in the order of their lines. */
  for (guint i = 0; i < self->definitions->len; i++)
    {
      TarnMibDefinition *definition = self->definitions->pdata[i];

      if (!definition->is_cut && definition->out_line <= *line
          && (found == NULL || definition->out_line >= found->out_line))
        found = definition;
    }

  if (found != NULL)
    *line = found->line + (*line - found->out_line);
  return found;
}

gboolean
tarn_mib_definition_replace (const TarnMibDefinition *self,
                             char                    *text,
                             const char              *by)
{
  gsize n = by != NULL ? strlen (by) : 0;
  guint32 n_lines = 0;

  for (guint32 i = self->start; i < self->end; i++)
    n_lines += text[i] == '\n';
  if (n + n_lines > self->end - self->start)
    return FALSE;

  memcpy (text + self->start, by != NULL ? by : "", n);
  memset (text + self->start + n, ' ', self->end - self->start - n);
  memset (text + self->end - n_lines, '\n', n_lines);
  return TRUE;
}

char *
tarn_mib_definition_write_bare (const TarnMibDefinition *self,
                                TarnMibAliases          *aliases)
{
  if (self->value == NULL)
    return NULL;
  return g_strdup_printf ("%s OBJECT IDENTIFIER ::= { %s }",
                          tarn_mib_aliases_get_symbol (aliases, self->name), self->value);
}

const char *
tarn_mib_remark_kind_to_string (TarnMibRemarkKind kind)
{
  static const char *const words[] = { "mended", "note", "lost", "refused" };

  return words[kind];
}

static gboolean
is_like (TarnMibDraft *self,
         guint         i,
         const char   *word)
{
  return tarn_mib_token_is_like (tarn_mib_draft_token (self, i), self->text, word);
}

static const char *
find_word (TarnMibDraft *self,
           guint         i,
           const char *(*find) (const char *word, gsize len))
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);

  return token->kind == TARN_MIB_TOKEN_UPPER || token->kind == TARN_MIB_TOKEN_LOWER
         ? find (self->text + token->start, token->len) : NULL;
}

/* "foo OBJECT-TYPE SYNTAX": in any case if a clause follows, which no other use has. */
static const char *
find_macro (TarnMibDraft *self,
            guint         i)
{
  const char *macro = find_word (self, i, tarn_mib_words_find_macro);

  if (macro == NULL || tarn_mib_draft_is (self, i + 1, "MACRO")
      || tarn_mib_draft_is (self, i + 1, ",") || is_like (self, i + 1, "FROM"))
    return NULL;
  if (tarn_mib_draft_is (self, i, macro)
      || find_word (self, i + 1, tarn_mib_words_find_clause) != NULL)
    return macro;
  return NULL;
}

gboolean
tarn_mib_draft_begins (TarnMibDraft  *self,
                       guint          i,
                       guint         *body,
                       const char   **macro)
{
  const TarnMibToken *name = tarn_mib_draft_token (self, i);

  *macro = NULL;
  if (!tarn_mib_draft_is_name (self, i))
    return FALSE;

  if (tarn_mib_draft_is (self, i + 1, "::="))
    {
      *body = i + 2;
      return !tarn_mib_draft_is (self, i + 2, "{")
             && (name->kind == TARN_MIB_TOKEN_UPPER || is_like (self, i + 2, "TEXTUAL-CONVENTION")
                 || is_like (self, i + 2, "SEQUENCE"))
             && tarn_mib_draft_token (self, i + 2)->kind != TARN_MIB_TOKEN_NUMBER;
    }

  if (is_like (self, i + 1, "OBJECT") && is_like (self, i + 2, "IDENTIFIER")
      && tarn_mib_draft_is (self, i + 3, "::="))
    {
      *body = i + 4;
      return TRUE;
    }

  if (tarn_mib_draft_is (self, i + 1, "MACRO"))
    {
      *body = i + 2;
      *macro = "MACRO";
      return TRUE;
    }

  *macro = find_macro (self, i + 1);
  *body = i + 2;
  return *macro != NULL;
}

static TarnMibDefines
get_defines (TarnMibDraft       *self,
             const TarnMibPiece *piece)
{
  if (piece->macro != NULL && strcmp (piece->macro, "MACRO") == 0)
    return TARN_MIB_DEFINES_MACRO;
  if (piece->macro != NULL && strcmp (piece->macro, "TRAP-TYPE") == 0)
    return TARN_MIB_DEFINES_TRAP;
  if (piece->macro != NULL && strcmp (piece->macro, "TEXTUAL-CONVENTION") == 0)
    return TARN_MIB_DEFINES_TYPE;
  if (piece->macro != NULL || piece->body == piece->first + 4)
    return TARN_MIB_DEFINES_OBJECT;
  return is_like (self, piece->body, "SEQUENCE") || is_like (self, piece->body, "CHOICE")
         ? TARN_MIB_DEFINES_NOTHING : TARN_MIB_DEFINES_TYPE;
}

static void
add_piece (TarnMibDraft *self,
           TarnMibPiece  piece)
{
  const TarnMibToken *name = tarn_mib_draft_token (self, piece.first);
  TarnMibDefinition *definition = g_new0 (TarnMibDefinition, 1);
  const char *text = tarn_mib_draft_get_text (self, piece.first);

  if (get_defines (self, &piece) == TARN_MIB_DEFINES_TYPE
      && g_hash_table_contains (self->types, text))
    {
      g_free (definition);
      tarn_mib_draft_remark (self, TARN_MIB_REMARK_LOST, piece.first,
                             "%.80s is defined twice: the second one is left out", text);
      return;
    }

  definition->name = g_strdup (text);
  definition->defines = get_defines (self, &piece);
  definition->line = name->line;
  definition->column = name->column;

  piece.definition = definition;
  g_ptr_array_add (self->module->definitions, definition);
  g_array_append_val (self->pieces, piece);
  g_hash_table_add (definition->defines == TARN_MIB_DEFINES_OBJECT
                    || definition->defines == TARN_MIB_DEFINES_TRAP ? self->values : self->types,
                    (gpointer) text);
}

/* Behind the value of what was begun at @i by a macro, { parent 3 } or the number of a
 * trap; @end if it has none. */
static guint
find_end (TarnMibDraft *self,
          guint         i,
          guint         end)
{
  for (; i < end; i++)
    if (tarn_mib_draft_is (self, i, "::="))
      {
        if (!tarn_mib_draft_is (self, i + 1, "{"))
          return MIN (i + 2, end);
        while (i < end && !tarn_mib_draft_is (self, i, "}"))
          i++;
        return MIN (i + 1, end);
      }

  return end;
}

static gboolean
has_oid (const TarnMibPiece *piece)
{
  return piece->macro != NULL ? strcmp (piece->macro, "MACRO") != 0
                                && strcmp (piece->macro, "TEXTUAL-CONVENTION") != 0
                              : piece->body == piece->first + 4;
}

static guint
skip_to_end_of_macro (TarnMibDraft *self,
                      guint         i)
{
  const char *macro;
  guint body;

  for (; i + 1 < self->tokens->len && !tarn_mib_draft_is (self, i, "END"); i++)
    if (tarn_mib_draft_begins (self, i, &body, &macro)
        && (macro != NULL ? strcmp (macro, "MACRO") != 0 : body == i + 4))
      {
        tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                               "END of the macro before it is missing");
        return i;
      }
  return i + 1;
}

/* "foo--bar OBJECT-TYPE": the rest of the line is a comment. */
static gboolean
has_dashes (TarnMibDraft *self,
            guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);
  guint32 at = token->start + token->len;

  return tarn_mib_draft_is_name (self, i) && self->n_text - at > 2
         && memcmp (self->text + at, "--", 2) == 0 && g_ascii_isalnum (self->text[at + 2]);
}

/* What stands behind a definition and begins none.  With a "::=" it was meant to. */
static void
remark_stray (TarnMibDraft *self,
              guint         i,
              guint         end)
{
  TarnMibRemarkKind kind = TARN_MIB_REMARK_NOTE;

  if (i >= end || tarn_mib_draft_token (self, i)->kind == TARN_MIB_TOKEN_END)
    return;
  if (has_dashes (self, i))
    {
      tarn_mib_draft_remark (self, TARN_MIB_REMARK_LOST, i, "%.40s: two dashes make the rest of "
                             "the line a comment, where a name may have been meant",
                             tarn_mib_draft_get_text (self, i));
      return;
    }
  for (guint k = i; k < end && kind == TARN_MIB_REMARK_NOTE; k++)
    if (tarn_mib_draft_is (self, k, "::="))
      kind = TARN_MIB_REMARK_LOST;
  tarn_mib_draft_remark (self, kind, i,
                         "“%.40s” begins no definition: left out up to the next one",
                         tarn_mib_draft_get_text (self, i));
}

void
tarn_mib_draft_split (TarnMibDraft *self)
{
  guint n = self->tokens->len - 1;
  TarnMibPiece piece = { .first = G_MAXUINT }, next = { NULL };
  guint i = 0;

  while (i < n)
    {
      if (piece.first == G_MAXUINT && (is_like (self, i, "IMPORTS") || is_like (self, i, "EXPORTS")))
        i = tarn_mib_draft_read_imports (self, i);
      else if (tarn_mib_draft_begins (self, i, &next.body, &next.macro))
        {
          gboolean is_macro = next.macro != NULL && strcmp (next.macro, "MACRO") == 0;
          guint behind;

          next.first = i;
          next.end = n;
          behind = is_macro ? skip_to_end_of_macro (self, next.body) : next.body;
          i = behind = MIN (behind, n);
          /* The next one is wherever it is. */
          for (guint b; i < n; i++)
            {
              const char *macro;

              if (tarn_mib_draft_begins (self, i, &b, &macro))
                break;
            }
          piece = next;
          piece.end = is_macro ? behind
                      : has_oid (&piece) ? find_end (self, piece.body - (piece.macro == NULL), i)
                                         : i;
          remark_stray (self, piece.end, i);
          add_piece (self, piece);
        }
      else
        {
          guint first = i;

          for (guint b; i < n; i++)
            {
              const char *macro;

              if (tarn_mib_draft_begins (self, i, &b, &macro) || is_like (self, i, "IMPORTS"))
                break;
            }
          remark_stray (self, first, i);
          if (is_like (self, i, "IMPORTS") && piece.first != G_MAXUINT)
            i++;
        }
    }
}
