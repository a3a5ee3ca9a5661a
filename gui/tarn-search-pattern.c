/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-search-pattern.h"

#include <string.h>

/* Steps of one match.  An expression that needs more ("(a+)+$" on a long text) would hold up
 * the program; it does not match then. */
#define MATCH_LIMIT "(*LIMIT_MATCH=20000)"

struct _TarnSearchPattern
{
  GRegex   *regex;         /* NULL: a literal text                                    */
  char     *literal;       /* in small letters unless @match_case                     */
  gsize     len;
  gboolean  match_case;
  gboolean  is_ascii;
};

TarnSearchPattern *
tarn_search_pattern_new (const char  *text,
                         gboolean     match_case,
                         gboolean     is_regex,
                         GError     **error)
{
  g_autoptr(TarnSearchPattern) self = g_new0 (TarnSearchPattern, 1);

  self->match_case = match_case;
  self->is_ascii = g_str_is_ascii (text);
  if (is_regex)
    {
      GRegexCompileFlags flags = match_case ? 0 : G_REGEX_CASELESS;
      g_autofree char *limited = g_strconcat (MATCH_LIMIT, text, NULL);
      g_autoptr(GRegex) plain = g_regex_new (text, flags, 0, error);

      /* First as it was typed: a message counts characters from where the user does. */
      if (plain != NULL)
        self->regex = g_regex_new (limited, flags, 0, error);
      return self->regex != NULL ? g_steal_pointer (&self) : NULL;
    }

  if (match_case)
    self->literal = g_strdup (text);
  else
    self->literal = self->is_ascii ? g_ascii_strdown (text, -1) : g_utf8_casefold (text, -1);
  self->len = strlen (self->literal);
  /* Without letters there is no case, and memchr() is faster. */
  if (strpbrk (self->literal, "abcdefghijklmnopqrstuvwxyz") == NULL && self->is_ascii)
    self->match_case = TRUE;
  return g_steal_pointer (&self);
}

void
tarn_search_pattern_free (TarnSearchPattern *self)
{
  g_clear_pointer (&self->regex, g_regex_unref);
  g_free (self->literal);
  g_free (self);
}

static gboolean
has_literal (const char *text,
             gsize       len,
             const char *literal,
             gsize       n)
{
  for (const char *at = text; (gsize) (at - text) + n <= len; at++)
    {
      at = memchr (at, literal[0], len - (gsize) (at - text) - n + 1);
      if (at == NULL)
        return FALSE;
      if (memcmp (at, literal, n) == 0)
        return TRUE;
    }

  return FALSE;
}

/* @literal is in small letters and ASCII. */
static gboolean
has_letters (const char *text,
             gsize       len,
             const char *literal,
             gsize       n)
{
  for (gsize i = 0; i + n <= len; i++)
    {
      gsize j = 0;

      while (j < n && g_ascii_tolower (text[i + j]) == literal[j])
        j++;
      if (j == n)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_ascii (const char *text,
          gsize       len)
{
  for (gsize i = 0; i < len; i++)
    if (text[i] & 0x80)
      return FALSE;

  return TRUE;
}

static gboolean
matches_regex (const TarnSearchPattern *self,
               const char              *text,
               gsize                    len)
{
  if (len > G_MAXINT || !g_utf8_validate_len (text, len, NULL))
    return FALSE;

  return g_regex_match_full (self->regex, text, (gssize) len, 0, 0, NULL, NULL);
}

gboolean
tarn_search_pattern_matches (const TarnSearchPattern *self,
                             gconstpointer            text,
                             gsize                    len)
{
  g_autofree char *folded = NULL;

  if (self->regex != NULL)
    return matches_regex (self, len > 0 ? text : "", len);
  if (self->len == 0)
    return FALSE;
  if (self->match_case)
    return has_literal (text, len, self->literal, self->len);
  if (self->is_ascii)
    return has_letters (text, len, self->literal, self->len);

  /* What is not ASCII is in no text that is. */
  if (is_ascii (text, len) || !g_utf8_validate_len (text, len, NULL))
    return FALSE;
  folded = g_utf8_casefold (text, (gssize) len);
  return has_literal (folded, strlen (folded), self->literal, self->len);
}

gboolean
tarn_search_pattern_may_match (const TarnSearchPattern *self,
                               const char              *characters)
{
  if (self->regex != NULL)
    return TRUE;

  for (gsize i = 0; i < self->len; i++)
    if (strchr (characters, g_ascii_tolower (self->literal[i])) == NULL)
      return FALSE;

  return TRUE;
}

const char *
tarn_search_pattern_get_literal (const TarnSearchPattern *self)
{
  return self->literal;
}
