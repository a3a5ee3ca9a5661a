/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

/* Far more than any module needs; parsers are slow, or worse, beyond. */
#define MAX_NESTING  64
#define MAX_LABELS   16384

#define BAD_CHARACTER "a character that may stand in strings and comments only"

/* Types and conventions keep their capital. */
static const char *
add_type_alias (TarnMibDraft *self,
                const char   *name)
{
  char *alias = g_string_chunk_insert (self->chunk, tarn_mib_aliases_add (self->aliases, name, -1));

  alias[0] = 'Z';
  return alias;
}

/* A name that a parser takes for an object, though the SMI does not. */
static void
alias_name (TarnMibDraft *self,
            guint         i)
{
  TarnMibToken *token = tarn_mib_draft_token (self, i);

  token->instead = tarn_mib_aliases_add (self->aliases, self->text + token->start, token->len);
}

static gboolean
is_value_name (TarnMibDraft *self,
               guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);
  const char *name;

  if (token->kind == TARN_MIB_TOKEN_DIGITS)
    return TRUE;
  if (token->kind != TARN_MIB_TOKEN_UPPER && token->len <= TARN_MIB_MAX_NAME)
    return FALSE;

  name = tarn_mib_draft_get_text (self, i);
  return g_hash_table_contains (self->values, name) && !g_hash_table_contains (self->types, name);
}

static void
mend_definition_name (TarnMibDraft       *self,
                      const TarnMibPiece *piece)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, piece->first);
  const char *name = piece->definition->name;

  if (token->len > TARN_MIB_MAX_NAME)
    tarn_mib_draft_remark (self, TARN_MIB_REMARK_NOTE, piece->first,
                           "a name has at most 64 characters, “%.32s…” has %u", name, token->len);
  else if (token->kind == TARN_MIB_TOKEN_DIGITS)
    tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, piece->first,
                           "the name %s begins with a digit: taken as it is", name);
  else if (memchr (name, '_', token->len) != NULL)
    tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, piece->first,
                           "the name %s has an underscore: taken as it is", name);
  else if (name[token->len - 1] == '-')
    tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, piece->first,
                           "the name %s ends in a hyphen: taken as it is", name);
  else if (token->kind == TARN_MIB_TOKEN_UPPER && g_hash_table_contains (self->values, name))
    tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, piece->first,
                           "the name %s begins with a capital: taken as it is", name);
}

/* "Object-Type", "Syntax", "READ-ONLY" where only the right one can be meant. */
static void
mend_word (TarnMibDraft *self,
           guint         i,
           const char   *right)
{
  TarnMibToken *token = tarn_mib_draft_token (self, i);

  if (right == NULL || tarn_mib_token_is (token, self->text, right))
    return;
  token->instead = right;
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i, "“%s” is spelt “%s”",
                         tarn_mib_draft_get_text (self, i), right);
}

static const char *
find (TarnMibDraft *self,
      guint         i,
      const char *(*find_word) (const char *word, gsize len))
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);

  return find_word (self->text + token->start, token->len);
}

static gboolean
is_like (TarnMibDraft *self,
         guint         i,
         const char   *word)
{
  return tarn_mib_token_is_like (tarn_mib_draft_token (self, i), self->text, word);
}

/* A type that nobody knows by this case, but by another one. */
static void
mend_type (TarnMibDraft *self,
           guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);
  const char *name, *right;
  g_autofree char *lower = NULL;

  if (token->instead != NULL)
    return;
  name = tarn_mib_draft_get_text (self, i);
  if (g_hash_table_contains (self->types, name) || g_hash_table_contains (self->imported, name)
      || tarn_mib_words_find_home (name, FALSE) != NULL)
    return;

  right = find (self, i, tarn_mib_words_find_type);
  if (right == NULL)
    {
      lower = g_ascii_strdown (name, -1);
      right = g_hash_table_lookup (self->folded, lower);
    }
  if (right != NULL && right[0] != '\0')
    mend_word (self, i, right);
}

static void
fold (TarnMibDraft *self,
      const char   *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *known = g_hash_table_lookup (self->folded, lower);

  if (known == NULL)
    g_hash_table_insert (self->folded, (gpointer) g_string_chunk_insert (self->chunk, lower),
                         (gpointer) name);
  else if (strcmp (known, name) != 0)
    g_hash_table_insert (self->folded, (gpointer) g_string_chunk_insert (self->chunk, lower),
                         (gpointer) "");
}

static void
fold_types (TarnMibDraft *self)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->types);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    fold (self, name);
  g_hash_table_iter_init (&iter, self->imported);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_ascii_isupper (*(const char *) name))
      fold (self, name);
}

/* Clauses of a definition: their names, and what is one word behind them. */
static void
mend_clauses (TarnMibDraft       *self,
              const TarnMibPiece *piece)
{
  guint depth = 0;

  for (guint i = piece->body; i < piece->end; i++)
    {
      const TarnMibToken *token = tarn_mib_draft_token (self, i);
      const char *clause;

      if (token->kind == TARN_MIB_TOKEN_SIGN)
        {
          depth += self->text[token->start] == '{';
          depth -= self->text[token->start] == '}' && depth > 0;
        }
      if (depth > 0 || (token->kind != TARN_MIB_TOKEN_UPPER && token->kind != TARN_MIB_TOKEN_LOWER))
        continue;

      clause = find (self, i, tarn_mib_words_find_clause);
      if (clause == NULL)
        continue;
      if (!tarn_mib_draft_is (self, i, clause)
          && (tarn_mib_draft_is (self, i + 1, ",") || tarn_mib_draft_is (self, i + 1, "::=")))
        continue;

      mend_word (self, i, clause);
      i++;
      if (strcmp (clause, "MAX-ACCESS") == 0 || strcmp (clause, "ACCESS") == 0)
        mend_word (self, i, find (self, i, tarn_mib_words_find_access));
      else if (strcmp (clause, "STATUS") == 0)
        mend_word (self, i, find (self, i, tarn_mib_words_find_status));
      else if (strcmp (clause, "SYNTAX") == 0)
        {
          mend_type (self, i);
          if (is_like (self, i, "OCTET") && is_like (self, i + 1, "STRING"))
            mend_word (self, i + 1, "STRING");
          if (is_like (self, i, "OBJECT") && is_like (self, i + 1, "IDENTIFIER"))
            mend_word (self, i + 1, "IDENTIFIER");
          if (is_like (self, i, "SEQUENCE") && is_like (self, i + 1, "OF"))
            {
              mend_word (self, i + 1, "OF");
              mend_type (self, i + 2);
            }
        }
      else
        i--;
    }
}

/* 0x1f, as in C, is no name. */
static gboolean
mend_number (TarnMibDraft *self,
             guint         i)
{
  TarnMibToken *token = tarn_mib_draft_token (self, i);
  const char *text = tarn_mib_draft_get_text (self, i);
  char number[24];

  if (token->kind != TARN_MIB_TOKEN_DIGITS || token->len < 3 || token->len > 10
      || g_ascii_strncasecmp (text, "0x", 2) != 0
      || strspn (text + 2, "0123456789abcdefABCDEF") != token->len - 2)
    return FALSE;

  g_snprintf (number, sizeof number, "%" G_GUINT64_FORMAT, g_ascii_strtoull (text, NULL, 16));
  token->instead = g_string_chunk_insert (self->chunk, number);
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i, "the number %s is written as in C: "
                         "taken as %s", text, number);
  return TRUE;
}

/* The roots of all OIDs, of which a parser may know iso only (X.660 §A). */
static gboolean
mend_root (TarnMibDraft *self,
           guint         i)
{
  static const struct { const char *name, *arc; } roots[] = {
    { "ccitt", "0" }, { "itu-t", "0" }, { "joint-iso-ccitt", "2" }, { "joint-iso-itu-t", "2" },
  };

  if (!tarn_mib_draft_is (self, i - 1, "{") || !tarn_mib_draft_is (self, i - 2, "::="))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (roots); k++)
    if (tarn_mib_draft_is (self, i, roots[k].name)
        && !g_hash_table_contains (self->values, roots[k].name)
        && !g_hash_table_contains (self->imported, roots[k].name))
      {
        tarn_mib_draft_token (self, i)->instead = roots[k].arc;
        return TRUE;
      }
  return FALSE;
}

static void
mend_names (TarnMibDraft       *self,
            const TarnMibPiece *piece)
{
  for (guint i = piece->first; i < piece->end; i++)
    if (i > piece->first + 2 && (mend_root (self, i) || mend_number (self, i)))
      continue;
    else if (tarn_mib_draft_is_name (self, i) && is_value_name (self, i)
        && !tarn_mib_draft_is (self, i + 1, "("))
      alias_name (self, i);
    else if (tarn_mib_draft_token (self, i)->len > TARN_MIB_MAX_NAME
             && tarn_mib_draft_token (self, i)->kind == TARN_MIB_TOKEN_UPPER)
      tarn_mib_draft_token (self, i)->instead
        = add_type_alias (self, tarn_mib_draft_get_text (self, i));
}

/* Columns of SEQUENCE { name Type, … } and what a type is made of. */
static void
mend_assignment (TarnMibDraft       *self,
                 const TarnMibPiece *piece)
{
  gboolean sequence = is_like (self, piece->body, "SEQUENCE");

  for (guint i = piece->body; i < piece->end; i++)
    {
      const TarnMibToken *token = tarn_mib_draft_token (self, i);

      if (token->kind == TARN_MIB_TOKEN_UPPER
          && (!sequence || tarn_mib_draft_token (self, i - 1)->kind == TARN_MIB_TOKEN_LOWER
              || i == piece->body))
        mend_type (self, i);
    }
}

void
tarn_mib_draft_mend (TarnMibDraft *self)
{
  fold_types (self);
  for (guint p = 0; p < self->pieces->len; p++)
    {
      TarnMibPiece *piece = &g_array_index (self->pieces, TarnMibPiece, p);

      if (piece->definition->defines == TARN_MIB_DEFINES_MACRO)
        continue;
      mend_definition_name (self, piece);
      if (!tarn_mib_draft_is_sound (self, piece))
        {
          piece->definition->is_cut = TRUE;
          continue;
        }
      mend_names (self, piece);
      if (piece->definition->is_bare)
        continue;
      if (piece->macro != NULL)
        mend_word (self, piece->first + 1, piece->macro);
      if (piece->macro != NULL || is_like (self, piece->body, "TEXTUAL-CONVENTION"))
        mend_clauses (self, piece);
      else if (piece->definition->defines != TARN_MIB_DEFINES_OBJECT)
        mend_assignment (self, piece);
    }
}

static gboolean
lose (TarnMibDraft *self,
      TarnMibPiece *piece,
      guint         i,
      const char   *why)
{
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_LOST, i, "%.80s: %s", piece->definition->name, why);
  return FALSE;
}

static const char *
tell_unclosed (TarnMibDraft *self,
               TarnMibPiece *piece)
{
  return self->module->is_cut_off && piece->end + 1 >= self->tokens->len
         ? "the file ends in the middle of it" : "a bracket is never closed";
}

/* The arcs of ::= { parent 3 }, from behind the brace: they fit into 32 bits (rule P-OID:
 * sub-identifiers). */
static gboolean
has_sound_arcs (TarnMibDraft *self,
                TarnMibPiece *piece,
                guint         i)
{
  for (; i < piece->end && !tarn_mib_draft_is (self, i, "}"); i++)
    {
      const TarnMibToken *token = tarn_mib_draft_token (self, i);

      if (token->kind == TARN_MIB_TOKEN_BAD)
        return lose (self, piece, i, BAD_CHARACTER);
      if (token->kind != TARN_MIB_TOKEN_NUMBER)
        continue;
      if (self->text[token->start] == '-' || token->len > 10
          || g_ascii_strtoull (tarn_mib_draft_get_text (self, i), NULL, 10) > G_MAXUINT32)
        return lose (self, piece, i, "a number of its OID is not between 0 and 4294967295");
    }

  return i < piece->end || lose (self, piece, piece->first, tell_unclosed (self, piece));
}

static gboolean
has_sound_oid (TarnMibDraft *self,
               TarnMibPiece *piece)
{
  guint i = piece->body;

  if (piece->definition->defines != TARN_MIB_DEFINES_OBJECT)
    return TRUE;
  if (piece->macro == NULL)
    i = piece->body - 1;
  while (i < piece->end && !tarn_mib_draft_is (self, i, "::="))
    i++;
  if (i >= piece->end)
    return lose (self, piece, piece->first, "it has no value (“::= { … }” is missing)");
  if (!tarn_mib_draft_is (self, i + 1, "{"))
    return lose (self, piece, i, "“{” is missing behind “::=”");
  if (tarn_mib_draft_is (self, i + 2, "}"))
    return lose (self, piece, i, "its value is empty");
  return has_sound_arcs (self, piece, i + 2);
}

guint
tarn_mib_draft_skip_default (TarnMibDraft       *self,
                             const TarnMibPiece *piece,
                             guint               i)
{
  guint first = G_MAXUINT, depth = 1;

  if (!tarn_mib_draft_is (self, i, "DEFVAL") || !tarn_mib_draft_is (self, i + 1, "{"))
    return i;
  for (guint end = i + 2; end + 1 < piece->end && !tarn_mib_draft_is (self, end, "::="); end++)
    {
      depth += tarn_mib_draft_is (self, end, "{");
      if (!tarn_mib_draft_is (self, end, "}"))
        continue;
      if (--depth == 0)
        return end + 1;
      first = MIN (first, end);
    }
  return first != G_MAXUINT ? first + 1 : i;
}

/* Why no parser should see it, and at which token; NULL: nothing speaks against it. */
static const char *
find_fault (TarnMibDraft *self,
            TarnMibPiece *piece,
            guint        *at)
{
  guint depth = 0, n_labels = 0;

  for (guint i = piece->first; i < piece->end; i++)
    {
      const TarnMibToken *token;
      char sign;

      i = *at = tarn_mib_draft_skip_default (self, piece, i);
      token = tarn_mib_draft_token (self, i);
      sign = self->text[token->start];
      if (token->kind == TARN_MIB_TOKEN_BAD)
        return BAD_CHARACTER;
      if (token->kind == TARN_MIB_TOKEN_STRING && token->open)
        tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i, "this string is never ended: "
                               "taken up to the next clause");
      if (token->kind != TARN_MIB_TOKEN_SIGN)
        continue;
      if (sign == '{' || sign == '(' || sign == '[')
        depth++;
      else if ((sign == '}' || sign == ')' || sign == ']') && depth-- == 0)
        return "a bracket is closed that was not opened";
      n_labels += sign == '(';
      if (depth > MAX_NESTING)
        return "brackets are nested too deeply";
      if (n_labels > MAX_LABELS)
        return "it has more than 16384 labels";
    }

  *at = piece->first;
  return depth > 0 ? tell_unclosed (self, piece) : NULL;
}

gboolean
tarn_mib_draft_is_sound (TarnMibDraft *self,
                         TarnMibPiece *piece)
{
  const char *fault;
  guint at;

  if (!has_sound_oid (self, piece))
    return FALSE;
  fault = find_fault (self, piece, &at);
  if (fault == NULL)
    return TRUE;
  if (piece->definition->defines != TARN_MIB_DEFINES_OBJECT || piece->macro == NULL)
    return lose (self, piece, at, fault);

  piece->definition->is_bare = TRUE;
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_LOST, at, "%.80s: %s; its name and OID are kept",
                         piece->definition->name, fault);
  return TRUE;
}
