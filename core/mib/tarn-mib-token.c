/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-token.h"

#include <string.h>

/* Goes on from the last token: a module may be one line of megabytes. */
static void
count_column (TarnMibLexer *self)
{
  guint32 p = self->counted;

  for (;; p++)
    {
      for (; self->jump < self->last_jump && self->jump->at <= p; self->jump++)
        self->column = self->jump->column;
      if (p >= self->at)
        break;
      if (self->text[p] == '\n')
        self->column = 1;
      else
        self->column += ((guint8) self->text[p] & 0xc0) != 0x80;
    }

  self->counted = p;
}

void
tarn_mib_lexer_init (TarnMibLexer *self,
                     const char   *text,
                     guint32       n,
                     guint32       at,
                     guint32       line,
                     const GArray *jumps)
{
  guint32 begin = at;

  while (begin > 0 && text[begin - 1] != '\n')
    begin--;
  *self = (TarnMibLexer) { text, n, at, line, begin, 1, NULL, NULL };
  if (jumps != NULL)
    {
      guint low = 0, high = jumps->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (jumps, TarnMibTextJump, middle).at < begin)
            low = middle + 1;
          else
            high = middle;
        }
      self->jump = (const TarnMibTextJump *) (gpointer) jumps->data + low;
      self->last_jump = self->jump + (jumps->len - low);
    }
  count_column (self);
}

/* 0 behind the end. */
static inline char
peek (const TarnMibLexer *self,
      guint32             ahead)
{
  return self->n - self->at > ahead ? self->text[self->at + ahead] : '\0';
}

static gboolean
looks_at (const TarnMibLexer *self,
          const char         *word)
{
  gsize len = strlen (word);

  return self->n - self->at >= len && memcmp (self->text + self->at, word, len) == 0;
}

static const char *
line_end (const TarnMibLexer *self)
{
  const char *p = self->text + self->at;
  const char *stop = memchr (p, '\n', self->n - self->at);

  return stop != NULL ? stop : self->text + self->n;
}

/* Two dashes end a comment by X.680, yet most people write "-- one -- two" and mean a
 * line.  So they end it only where definition goes on behind them: with a sign, with a
 * label and its number, or with a number and nothing else. */
static gboolean
goes_on (const char *p,
         const char *stop)
{
  const char *word;

  while (p < stop && (*p == ' ' || *p == '\t'))
    p++;
  if (p == stop || strchr ("{},;()|", *p) != NULL)
    return p < stop;
  if (stop - p >= 3 && strncmp (p, "::=", 3) == 0)
    return TRUE;

  word = p;
  if (g_ascii_isdigit (*p))
    {
      while (p < stop && (g_ascii_isdigit (*p) || *p == ' '))
        p++;
      return p < stop && (*p == '}' || (stop - p >= 2 && p[0] == '-' && p[1] == '-'));
    }
  while (p < stop && (g_ascii_isalnum (*p) || (*p == '-' && p[1] != '-')))
    p++;
  while (p < stop && *p == ' ')
    p++;
  return p > word && g_ascii_isalpha (*word) && p + 1 < stop && *p == '('
         && (g_ascii_isdigit (p[1]) || p[1] == '-');
}

static void
skip_comment (TarnMibLexer *self)
{
  const char *stop = line_end (self);
  const char *p = self->text + self->at + 2;

  for (; p + 1 < stop; p++)
    if (p[0] == '-' && p[1] == '-')
      {
        const char *behind = p + 2;

        /* A row of dashes is one. */
        while (behind < stop && *behind == '-')
          behind++;
        if (goes_on (behind, stop))
          {
            self->at = behind - self->text;
            return;
          }
        p = behind - 1;
      }

  self->at = stop - self->text;
}

static void
skip_block_comment (TarnMibLexer *self)
{
  const char *p = self->text + self->at;
  const char *stop = g_strstr_len (p + 2, self->n - self->at - 2, "*/");

  stop = stop != NULL ? stop + 2 : line_end (self);
  for (; p < stop; p++)
    self->line += *p == '\n';
  self->at = stop - self->text;
}

/* Spaces that are none in ASCII: no-break space, zero width, the mark of a byte order. */
static guint
odd_space (const TarnMibLexer *self)
{
  static const char *const spaces[] = {
    "\xc2\xa0", "\xe2\x80\x8b", "\xe2\x80\xaf", "\xef\xbb\xbf", "\xe2\x80\x80", "\xe2\x80\x82",
    "\xe2\x80\x83", "\xe2\x80\x89", "\xe2\x80\xa8", "\xe3\x80\x80", "\xc2\xad",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    if (looks_at (self, spaces[i]))
      return strlen (spaces[i]);
  return 0;
}

static void
skip_space (TarnMibLexer *self)
{
  while (self->at < self->n)
    {
      char c = self->text[self->at];
      guint odd;

      if (c == '\n')
        {
          self->line++;
          self->at++;
        }
      else if (c == ' ' || c == '\t')
        self->at++;
      else if (c == '-' && peek (self, 1) == '-')
        skip_comment (self);
      else if (c == '/' && peek (self, 1) == '*')
        skip_block_comment (self);
      else if ((c & 0x80) && (odd = odd_space (self)) > 0)
        self->at += odd;
      else
        break;
    }
}

/* A hyphen belongs to an identifier if more of it follows, or if it ends in one, which
 * it must not; two are a comment. */
static guint32
identifier_length (const TarnMibLexer *self)
{
  guint32 i = 1;

  for (;; i++)
    {
      char c = peek (self, i);

      if (!g_ascii_isalnum (c) && c != '_' && !(c == '-' && peek (self, i + 1) != '-'))
        return i;
    }
}

/* Quotes that a word processor has bent. */
static guint
bent_quote (const TarnMibLexer *self,
            guint32             ahead)
{
  const char *p = self->text + self->at + ahead;

  return self->n - self->at > ahead + 2 && (guint8) p[0] == 0xe2 && (guint8) p[1] == 0x80
         && ((guint8) p[2] == 0x9c || (guint8) p[2] == 0x9d) ? 3 : 0;
}

/* A line that a definition has and prose has not: "::= { foo 3 }", "STATUS current". */
static gboolean
is_clause_line (const char *p,
                const char *end)
{
  static const char *const words[] = {
    "STATUS", "ACCESS", "MAX-ACCESS", "SYNTAX", "DESCRIPTION", "REFERENCE", "INDEX", "AUGMENTS",
    "DEFVAL", "::=",
  };

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize len = strlen (words[i]);

      if ((gsize) (end - p) > len && strncmp (p, words[i], len) == 0
          && g_ascii_isspace (p[len]))
        return TRUE;
    }
  return FALSE;
}

/* Where a string that lacks its second quote must have ended: before the first line that
 * is a clause, or before a value.  0: there is none. */
static guint32
find_clause (const TarnMibLexer *self,
             guint32             len)
{
  const char *begin = self->text + self->at;
  const char *value = g_strstr_len (begin, len, "::= {");
  const char *end = value != NULL ? value : begin + len;

  for (const char *p = memchr (begin, '\n', len); p != NULL && p < end;
       p = memchr (p + 1, '\n', end - p - 1))
    if (is_clause_line (p + 1, self->text + self->n))
      return p - begin;
  return value != NULL ? value - begin : 0;
}

/* A quote that ends a string is followed by space or by a sign.  One that is followed by
 * a word begins the next string, so that the one before it was never ended. */
static void
read_string (TarnMibLexer *self,
             TarnMibToken *token,
             guint         quote)
{
  guint32 len = quote;
  guint32 clause;
  char behind;

  while (len < self->n - self->at)
    {
      if (peek (self, len) == '"' && peek (self, len + 1) == '"')
        {
          len += 2;
          continue;
        }
      if (peek (self, len) == '"' || (quote > 1 && bent_quote (self, len) > 0))
        break;
      len++;
    }

  token->kind = TARN_MIB_TOKEN_STRING;
  behind = peek (self, len + 1);
  if (len == self->n - self->at || g_ascii_isalnum (behind))
    {
      clause = find_clause (self, len);
      if (clause > 0 || len == self->n - self->at)
        {
          token->len = clause > 0 ? clause : len;
          token->open = TRUE;
          return;
        }
    }
  token->len = len + (peek (self, len) == '"' ? 1 : 3);
}

static gboolean
read_literal (TarnMibLexer *self,
              TarnMibToken *token)
{
  guint32 len = 1;

  while (g_ascii_isxdigit (peek (self, len)) || peek (self, len) == ' ')
    len++;
  if (peek (self, len) != '\'' || strchr ("hHbB", peek (self, len + 1)) == NULL
      || peek (self, len + 1) == '\0')
    return FALSE;

  token->kind = TARN_MIB_TOKEN_LITERAL;
  token->len = len + 2;
  return TRUE;
}

static void
read_number (TarnMibLexer *self,
             TarnMibToken *token)
{
  guint32 len = 1;

  while (g_ascii_isdigit (peek (self, len)))
    len++;
  token->kind = TARN_MIB_TOKEN_NUMBER;
  token->len = len;
  if (self->text[self->at] != '-' && (g_ascii_isalpha (peek (self, len)) || peek (self, len) == '_'))
    {
      token->kind = TARN_MIB_TOKEN_DIGITS;
      token->len = identifier_length (self);
    }
}

static void
read_sign (TarnMibLexer *self,
           TarnMibToken *token)
{
  token->kind = TARN_MIB_TOKEN_SIGN;
  token->len = looks_at (self, "::=") ? 3 : looks_at (self, "..") ? 2 : 1;
  if (token->len == 1 && strchr ("{}()[]<>,;:|.-", self->text[self->at]) == NULL)
    {
      const char *p = self->text + self->at;

      token->kind = TARN_MIB_TOKEN_BAD;
      token->len = MIN ((guint32) (g_utf8_next_char (p) - p), self->n - self->at);
    }
}

void
tarn_mib_lexer_next (TarnMibLexer *self,
                     TarnMibToken *token)
{
  guint32 at;
  char c;

  skip_space (self);
  count_column (self);
  at = self->at;
  c = peek (self, 0);
  *token = (TarnMibToken) { .line = self->line, .column = self->column, .start = at };
  if (at >= self->n)
    return;

  if (g_ascii_isalpha (c))
    {
      token->kind = g_ascii_isupper (c) ? TARN_MIB_TOKEN_UPPER : TARN_MIB_TOKEN_LOWER;
      token->len = identifier_length (self);
    }
  else if (g_ascii_isdigit (c) || (c == '-' && g_ascii_isdigit (peek (self, 1))))
    read_number (self, token);
  else if (c == '"' || bent_quote (self, 0) > 0)
    read_string (self, token, c == '"' ? 1 : 3);
  else if (c != '\'' || !read_literal (self, token))
    read_sign (self, token);

  if (token->kind == TARN_MIB_TOKEN_STRING)
    for (guint32 i = 0; i < token->len; i++)
      self->line += self->text[at + i] == '\n';
  self->at += token->len;
}

gboolean
tarn_mib_token_is (const TarnMibToken *self,
                   const char         *text,
                   const char         *word)
{
  return strncmp (text + self->start, word, self->len) == 0 && word[self->len] == '\0'
         && self->len > 0;
}

gboolean
tarn_mib_token_is_like (const TarnMibToken *self,
                        const char         *text,
                        const char         *word)
{
  return self->len == strlen (word)
         && g_ascii_strncasecmp (text + self->start, word, self->len) == 0;
}
