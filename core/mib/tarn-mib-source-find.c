/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

#define MAX_MODULES 256   /* of one file */
#define MAX_QUOTED  2000  /* words of a text in which quotes stand */

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.';
}

/* The name before DEFINITIONS at @at; an OID in braces may stand between.  FALSE: none, or
 * only in a comment. */
static gboolean
find_module_name (const char *text,
                  gsize       from,
                  gsize       at,
                  gsize      *start,
                  gsize      *len)
{
  gsize end = at, begin;

  while (end > from && g_ascii_isspace (text[end - 1]))
    end--;
  if (end > from && text[end - 1] == '}')
    {
      while (end > from && text[end - 1] != '{')
        end--;
      end = end > from ? end - 1 : end;
      while (end > from && g_ascii_isspace (text[end - 1]))
        end--;
    }

  begin = end;
  while (begin > from && is_name_char (text[begin - 1]))
    begin--;
  if (begin == end || end == at)
    return FALSE;

  *start = begin;
  *len = end - begin;
  for (; begin > from && text[begin - 1] != '\n'; begin--)
    if (text[begin] == '-' && text[begin - 1] == '-')
      return FALSE;
  return TRUE;
}

/* "DEFINITIONS ::= BEGIN", the words of a tagging between; one of the two behind it may
 * be missing.  Leaves @lexer behind BEGIN. */
static gboolean
read_begin (TarnMibLexer *lexer,
            gboolean     *is_mended)
{
  TarnMibLexer look = *lexer;
  TarnMibToken token;
  gboolean has_sign;

  tarn_mib_lexer_next (&look, &token);
  while (tarn_mib_token_is_like (&token, look.text, "IMPLICIT")
         || tarn_mib_token_is_like (&token, look.text, "EXPLICIT")
         || tarn_mib_token_is_like (&token, look.text, "AUTOMATIC")
         || tarn_mib_token_is_like (&token, look.text, "TAGS"))
    tarn_mib_lexer_next (&look, &token);

  has_sign = tarn_mib_token_is (&token, look.text, "::=");
  *lexer = look;
  if (has_sign)
    tarn_mib_lexer_next (&look, &token);
  if (tarn_mib_token_is_like (&token, look.text, "BEGIN"))
    {
      *is_mended = !has_sign || !tarn_mib_token_is (&token, look.text, "BEGIN");
      *lexer = look;
      return TRUE;
    }

  /* Without BEGIN, only where a module goes on as one does. */
  *is_mended = TRUE;
  return has_sign && (tarn_mib_token_is (&token, look.text, "IMPORTS")
                      || tarn_mib_token_is (&token, look.text, "EXPORTS"));
}

/* DESCRIPTION and its like, which a text follows. */
static gboolean
is_before_text (TarnMibDraft *self,
                guint         i)
{
  static const char *const clauses[] = {
    "DESCRIPTION", "REFERENCE", "CONTACT-INFO", "ORGANIZATION", "UNITS",
  };

  for (guint k = 0; k < G_N_ELEMENTS (clauses); k++)
    if (tarn_mib_token_is_like (tarn_mib_draft_token (self, i), self->text, clauses[k]))
      return TRUE;
  return FALSE;
}

/* Where the definition goes on behind a text: at a clause or at "::=". */
static gboolean
is_behind_text (TarnMibDraft *self,
                guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);

  if (token->kind == TARN_MIB_TOKEN_SIGN)
    return tarn_mib_draft_is (self, i, "::=");
  return token->kind == TARN_MIB_TOKEN_END
         || (token->kind == TARN_MIB_TOKEN_UPPER
             && (tarn_mib_words_find_macro (self->text + token->start, token->len) != NULL
                 || tarn_mib_words_find_clause (self->text + token->start, token->len) != NULL));
}

/* "say "hello" to them": quotes within a text, where the text ends in one before the
 * definition goes on. */
static void
join_strings (TarnMibDraft *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      TarnMibToken token = *tarn_mib_draft_token (self, i);
      guint end = i + 1;

      if (token.kind == TARN_MIB_TOKEN_STRING && !token.open && i > 0 && kept > 0
          && is_before_text (self, kept - 1))
        while (end - i < MAX_QUOTED && !is_behind_text (self, end))
          end++;
      if (end > i + 1 && is_behind_text (self, end)
          && tarn_mib_draft_token (self, end - 1)->kind == TARN_MIB_TOKEN_STRING
          && !tarn_mib_draft_token (self, end - 1)->open)
        {
          const TarnMibToken *last = tarn_mib_draft_token (self, end - 1);

          token.len = last->start + last->len - token.start;
          tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i + 1,
                                 "a quote stands within a text: taken as part of it");
          i = end - 1;
        }
      g_array_index (self->tokens, TarnMibToken, kept++) = token;
    }

  g_array_set_size (self->tokens, kept);
}

/* Tokens up to END, which is not taken, or to where another module begins.  Returns where
 * that is. */
static guint32
read_tokens (TarnMibDraft *self,
             TarnMibLexer *lexer)
{
  gboolean in_macro = FALSE;
  TarnMibToken token;
  guint32 stop;

  for (;;)
    {
      tarn_mib_lexer_next (lexer, &token);
      stop = token.start + token.len;
      if (token.kind == TARN_MIB_TOKEN_END)
        {
          self->module->is_cut_off = TRUE;
          break;
        }
      if (token.kind == TARN_MIB_TOKEN_UPPER && tarn_mib_token_is (&token, self->text, "END"))
        {
          if (!in_macro)
            break;
          in_macro = FALSE;
        }
      if (token.kind == TARN_MIB_TOKEN_UPPER && tarn_mib_token_is (&token, self->text, "MACRO"))
        in_macro = TRUE;
      if (token.kind == TARN_MIB_TOKEN_UPPER && self->tokens->len > 0
          && tarn_mib_token_is (&token, self->text, "DEFINITIONS"))
        {
          TarnMibLexer look = *lexer;
          gboolean is_mended;

          if (read_begin (&look, &is_mended))
            {
              g_array_set_size (self->tokens, self->tokens->len - 1);
              stop = tarn_mib_draft_token (self, self->tokens->len)->start;
              self->module->is_cut_off = TRUE;
              break;
            }
        }
      g_array_append_val (self->tokens, token);
    }

  token.kind = TARN_MIB_TOKEN_END;
  token.len = 0;
  g_array_append_val (self->tokens, token);
  return stop;
}

/* What stands behind END as if the module went on. */
static void
remark_behind (TarnMibDraft *self,
               TarnMibLexer  lexer)
{
  TarnMibToken name, token;

  do
    tarn_mib_lexer_next (&lexer, &name);
  while (tarn_mib_token_is (&name, lexer.text, "END"));
  tarn_mib_lexer_next (&lexer, &token);
  if (name.kind == TARN_MIB_TOKEN_LOWER && token.kind == TARN_MIB_TOKEN_UPPER
      && tarn_mib_words_find_macro (lexer.text + token.start, token.len) != NULL)
    tarn_mib_module_remark (self->module, TARN_MIB_REMARK_LOST, name.line, name.column,
                            "%.*s stands behind END of the module: left out, and what follows",
                            (int) MIN (name.len, 80), lexer.text + name.start);
}

static void
draft_init (TarnMibDraft   *self,
            const char     *text,
            gsize           n_text,
            TarnMibAliases *aliases)
{
  *self = (TarnMibDraft) {
    .text = text,
    .n_text = n_text,
    .aliases = aliases,
    .tokens = g_array_sized_new (FALSE, FALSE, sizeof (TarnMibToken), 256),
    .pieces = g_array_new (FALSE, FALSE, sizeof (TarnMibPiece)),
    .types = g_hash_table_new (g_str_hash, g_str_equal),
    .values = g_hash_table_new (g_str_hash, g_str_equal),
    .imported = g_hash_table_new (g_str_hash, g_str_equal),
    .folded = g_hash_table_new (g_str_hash, g_str_equal),
    .chunk = g_string_chunk_new (4096),
  };
}

static void
draft_clear (TarnMibDraft *self)
{
  g_array_unref (self->tokens);
  g_array_unref (self->pieces);
  g_hash_table_unref (self->types);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->imported);
  g_hash_table_unref (self->folded);
  g_string_chunk_free (self->chunk);
}

static gboolean
is_version_1 (TarnMibDraft *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const char *macro = g_array_index (self->pieces, TarnMibPiece, i).macro;

      if (macro != NULL && strcmp (macro, "MODULE-IDENTITY") == 0)
        return FALSE;
    }
  for (guint i = 0; i < self->module->imports->len; i++)
    {
      const TarnMibImport *import = self->module->imports->pdata[i];

      if (g_str_has_prefix (import->module, "SNMPv2-"))
        return FALSE;
    }
  return !g_str_has_prefix (self->module->name, "SNMPv2-");
}

/* The module that is called @name, and whose DEFINITIONS @lexer has just passed.  NULL if
 * there is none after all. */
static TarnMibModuleText *
read_module (const TarnMibLexer *name,
             gsize               len,
             TarnMibLexer       *lexer,
             TarnMibAliases     *aliases)
{
  TarnMibDraft draft;
  gboolean is_mended;

  if (!read_begin (lexer, &is_mended))
    return NULL;

  draft_init (&draft, lexer->text, lexer->n, aliases);
  draft.module = tarn_mib_module_text_new (name->text + name->at, len);
  draft.module->parse_name = tarn_mib_aliases_get_module (aliases, draft.module->name);
  draft.module->line = name->line;
  draft.module->column = name->column;
  if (is_mended)
    tarn_mib_module_remark (draft.module, TARN_MIB_REMARK_MENDED, draft.module->line,
                            draft.module->column,
                            "a module begins with “DEFINITIONS ::= BEGIN”, so spelt");

  lexer->at = read_tokens (&draft, lexer);
  remark_behind (&draft, *lexer);
  join_strings (&draft);
  tarn_mib_draft_split (&draft);
  draft.v1 = is_version_1 (&draft);
  tarn_mib_draft_mend (&draft);
  tarn_mib_draft_add_imports (&draft);
  tarn_mib_draft_link (&draft);
  if (draft.module->is_cut_off)
    tarn_mib_draft_remark (&draft, TARN_MIB_REMARK_MENDED, draft.tokens->len - 1,
                           "END of the module is missing");
  tarn_mib_draft_write (&draft);
  draft_clear (&draft);
  return g_steal_pointer (&draft.module);
}

static const char *
find_definitions (const char *p,
                  const char *end,
                  gboolean    any_case)
{
  const char *word = "DEFINITIONS";

  if (!any_case)
    return memmem (p, end - p, word, 11);
  for (; p + 11 <= end; p++)
    if ((*p == 'D' || *p == 'd') && g_ascii_strncasecmp (p, word, 11) == 0)
      return p;
  return NULL;
}

static void
read_modules (TarnMibSource  *self,
              const char     *text,
              gsize           n_text,
              const GArray   *jumps,
              gboolean        any_case,
              TarnMibAliases *aliases)
{
  gsize from = 0, counted = 0;
  guint line = 1;
  const char *p;

  for (p = text; self->modules->len < MAX_MODULES
       && (p = find_definitions (p, text + n_text, any_case)) != NULL; )
    {
      gsize at = p - text, start, len;
      TarnMibModuleText *module = NULL;
      TarnMibLexer name, lexer;
      guint name_line;

      p += 11;
      if (!find_module_name (text, from, at, &start, &len))
        continue;

      for (; counted < at; counted++)
        line += text[counted] == '\n';
      name_line = line;
      for (gsize i = start; i < at; i++)
        name_line -= text[i] == '\n';
      tarn_mib_lexer_init (&name, text, n_text, start, name_line, jumps);
      tarn_mib_lexer_init (&lexer, text, n_text, at + 11, line, jumps);
      module = read_module (&name, len, &lexer, aliases);
      if (module != NULL)
        {
          g_ptr_array_add (self->modules, module);
          from = lexer.at;
          p = text + from;
        }
    }
}

/* A NUL is in no text; the program that reads it first may show none of what follows. */
static void
remark_nul (TarnMibSource *self,
            const guint8  *octets,
            gsize          n)
{
  const guint8 *nul = memchr (octets, '\0', n);
  TarnMibModuleText *module;
  guint line = 1, column = 1;

  if (nul == NULL || self->form == TARN_MIB_FORM_UTF16 || self->modules->len == 0)
    return;

  for (const guint8 *p = octets; p < nul; p++)
    if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
      {
        line++;
        column = 1;
      }
    else
      column += (*p & 0xc0) != 0x80;
  module = self->modules->pdata[0];
  for (guint i = 1; i < self->modules->len; i++)
    if (((TarnMibModuleText *) self->modules->pdata[i])->line <= line)
      module = self->modules->pdata[i];
  tarn_mib_module_remark (module, TARN_MIB_REMARK_MENDED, line, column,
                          "there are octets of value 0: taken as spaces");
}

TarnMibSource *
tarn_mib_source_new (const guint8   *octets,
                     gsize           n,
                     TarnMibAliases *aliases)
{
  TarnMibSource *self = g_new0 (TarnMibSource, 1);
  g_autoptr(GArray) jumps = g_array_new (FALSE, FALSE, sizeof (TarnMibTextJump));
  g_autofree char *text = NULL;
  gsize n_text;

  self->modules = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_module_text_free);
  self->form = tarn_mib_text_read (octets, n, &text, &n_text, jumps);
  if (text == NULL || n_text > G_MAXUINT32 / 2)
    return self;

  read_modules (self, text, n_text, jumps, FALSE, aliases);
  if (self->modules->len == 0)
    read_modules (self, text, n_text, jumps, TRUE, aliases);
  remark_nul (self, octets, n);
  return self;
}

void
tarn_mib_source_free (TarnMibSource *self)
{
  g_ptr_array_unref (self->modules);
  g_free (self);
}
