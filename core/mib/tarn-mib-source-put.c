/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#define MAX_STRING 262144   /* a parser's time for a string goes by the square of its length */

/* A token of the file: its line, as far as that is ahead. */
static void
go_to_line (TarnMibDraft *self,
            guint         line)
{
  for (; self->file_line < line; self->file_line++, self->out_line++)
    g_string_append_c (self->module->text, '\n');
}

void
tarn_mib_draft_put (TarnMibDraft *self,
                    const char   *word)
{
  GString *out = self->module->text;

  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ' ');
  g_string_append (out, word);
}

/* "" in a string is a quote, which some parsers do not know; a bent quote is straight. */
static void
put_string (TarnMibDraft       *self,
            const TarnMibToken *token)
{
  GString *out = self->module->text;
  const char *p = self->text + token->start, *end = p + token->len;
  guint quote = *p == '"' ? 1 : 3;

  p += quote;
  if (!token->open)
    end -= end[-1] == '"' ? 1 : 3;
  if (end - p > MAX_STRING)
    {
      end = g_utf8_find_prev_char (p, p + MAX_STRING);
      tarn_mib_module_remark (self->module, TARN_MIB_REMARK_LOST, token->line, token->column,
                              "a text of %u octets: only the first %d are kept", token->len,
                              (int) (end - p));
    }

  tarn_mib_draft_put (self, "\"");
  for (; p < end; p++)
    {
      if (*p == '"')
        {
          g_string_append_c (out, '\'');
          p += p + 1 < end && p[1] == '"';
        }
      else
        g_string_append_c (out, *p);
      self->out_line += *p == '\n';
      self->file_line += *p == '\n';
    }
  g_string_append_c (out, '"');
}

void
tarn_mib_draft_put_token (TarnMibDraft *self,
                          guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);
  GString *out = self->module->text;

  go_to_line (self, token->line);
  if (token->kind == TARN_MIB_TOKEN_STRING)
    put_string (self, token);
  else if (token->instead != NULL)
    tarn_mib_draft_put (self, token->instead);
  else
    {
      if (out->len > 0 && out->str[out->len - 1] != '\n')
        g_string_append_c (out, ' ');
      g_string_append_len (out, self->text + token->start, token->len);
    }
}

static gboolean
is_limit (TarnMibDraft *self,
          guint         i,
          const char   *word)
{
  return tarn_mib_draft_is (self, i, word)
         && (tarn_mib_draft_is (self, i - 1, "..") || tarn_mib_draft_is (self, i + 1, ".."));
}

/* (0..MAX), which ASN.1 has and the SMI has not: what the type allows. */
static gboolean
put_limit (TarnMibDraft *self,
           guint         i,
           gboolean      size)
{
  if (is_limit (self, i, "MAX"))
    tarn_mib_draft_put (self, size ? "65535" : "2147483647");
  else if (is_limit (self, i, "MIN"))
    tarn_mib_draft_put (self, size ? "0" : "-2147483648");
  else
    return FALSE;

  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                         "MIN and MAX are no numbers: taken as what the type allows");
  return TRUE;
}

/* RFC 2578 §7.1.1: an enumeration is an Integer32. */
static gboolean
is_label_value (TarnMibDraft *self,
                guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);
  gint64 value;

  if (token->kind != TARN_MIB_TOKEN_NUMBER)
    return TRUE;
  value = token->len <= 11 ? g_ascii_strtoll (self->text + token->start, NULL, 10) : G_MAXINT64;
  return value >= G_MININT32 && value <= G_MAXINT32;
}

/* A label that is no identifier with a small letter keeps its name under an alias. */
static void
put_label (TarnMibDraft *self,
           guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);

  go_to_line (self, token->line);
  if (token->kind == TARN_MIB_TOKEN_LOWER && token->len <= 64)
    {
      tarn_mib_draft_put_token (self, i);
      return;
    }

  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i, "the label %.64s %s: taken as it is",
                         tarn_mib_draft_get_text (self, i),
                         token->len > 64 ? "has more than 64 characters"
                                         : "does not begin with a small letter");
  tarn_mib_draft_put (self, tarn_mib_aliases_add (self->aliases, self->text + token->start, token->len));
}

/* { up(1), Down(2) 3rd(3), }: commas where they belong.  Returns what follows. */
static guint
put_labels (TarnMibDraft *self,
            guint         i,
            guint         end)
{
  gboolean any = FALSE;
  guint open = i;

  if (tarn_mib_draft_is (self, i + 1, "}"))
    {
      tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i, "a list without labels: left out");
      return i + 2;
    }

  for (i++; i < end && !tarn_mib_draft_is (self, i, "}"); i++)
    {
      const TarnMibToken *token = tarn_mib_draft_token (self, i);

      if (tarn_mib_draft_is (self, i, ","))
        continue;
      if (!tarn_mib_draft_is (self, i + 1, "(") || !tarn_mib_draft_is (self, i + 3, ")")
          || token->kind == TARN_MIB_TOKEN_SIGN || token->kind == TARN_MIB_TOKEN_STRING
          || tarn_mib_draft_token (self, i + 2)->kind == TARN_MIB_TOKEN_SIGN)
        {
          /* Not labels: as it is written, for the parser to judge. */
          tarn_mib_draft_put (self, any ? "," : "{");
          for (; i < end && !tarn_mib_draft_is (self, i, "}"); i++)
            tarn_mib_draft_put_token (self, i);
          any = TRUE;
          break;
        }
      if (!is_label_value (self, i + 2))
        {
          tarn_mib_draft_remark (self, TARN_MIB_REMARK_LOST, i, "the label %.64s: its number does "
                                 "not fit into 32 bits", tarn_mib_draft_get_text (self, i));
          i += 3;
          continue;
        }
      if (any && !tarn_mib_draft_is (self, i - 1, ","))
        tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                               "a comma is missing before a label");
      if (any)
        tarn_mib_draft_put (self, ",");
      else
        tarn_mib_draft_put_token (self, open);
      put_label (self, i);
      for (guint k = 1; k < 4; k++)
        tarn_mib_draft_put_token (self, i + k);
      i += 3;
      any = TRUE;
    }

  if (i < end && any)
    tarn_mib_draft_put_token (self, i);
  return i + 1;
}

/* Behind SEQUENCE: { name Type, … }, with its commas. */
static void
put_columns (TarnMibDraft *self,
             guint         i,
             guint         end)
{
  guint depth = 0;

  for (; i < end; i++)
    {
      depth += tarn_mib_draft_is (self, i, "{") || tarn_mib_draft_is (self, i, "(");
      depth -= tarn_mib_draft_is (self, i, "}") || tarn_mib_draft_is (self, i, ")");
      if (depth == 1 && tarn_mib_draft_is (self, i, ",")
          && (tarn_mib_draft_is (self, i + 1, "}") || tarn_mib_draft_is (self, i + 1, ",")))
        continue;
      if (depth == 1 && tarn_mib_draft_token (self, i)->kind == TARN_MIB_TOKEN_LOWER
          && !tarn_mib_draft_is (self, i - 1, "{") && !tarn_mib_draft_is (self, i - 1, ","))
        tarn_mib_draft_put (self, ",");
      tarn_mib_draft_put_token (self, i);
    }
}

/* Whether @i is the last word of a type of strings, as far as that is known without others. */
static gboolean
is_string_type (TarnMibDraft *self,
                guint         i)
{
  return (tarn_mib_draft_is (self, i, "STRING") && tarn_mib_draft_is (self, i - 1, "OCTET"))
         || tarn_mib_draft_is (self, i, "DisplayString")
         || tarn_mib_draft_is (self, i, "SnmpAdminString");
}

/* Behind the bracket that closes the one at @i; @end: none does. */
static guint
find_close (TarnMibDraft *self,
            guint         i,
            guint         end)
{
  guint depth = 0;

  for (; i < end; i++)
    {
      depth += tarn_mib_draft_is (self, i, "(");
      if (tarn_mib_draft_is (self, i, ")") && --depth == 0)
        return i + 1;
    }
  return end;
}

/* OCTET STRING (1..5) and OCTET STRING SIZE (1..5): of strings there is only a size, and it
 * stands in brackets.  Returns what follows; @i: it is none of these. */
static guint
put_size (TarnMibDraft *self,
          guint         i,
          guint         end)
{
  gboolean bare = tarn_mib_draft_is (self, i, "SIZE");
  guint close;

  if (!tarn_mib_draft_is (self, i + bare, "(") || !is_string_type (self, i - 1)
      || (!bare && tarn_mib_draft_token (self, i + 1)->kind != TARN_MIB_TOKEN_NUMBER))
    return i;
  close = find_close (self, i + bare, end);
  if (!tarn_mib_draft_is (self, close - 1, ")"))
    return i;

  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                         bare ? "SIZE stands without brackets: taken as (SIZE (…))"
                              : "a string has no range: taken as (SIZE (…))");
  tarn_mib_draft_put (self, bare ? "(" : "( SIZE");
  for (; i < close; i++)
    if (!put_limit (self, i, TRUE))
      tarn_mib_draft_put_token (self, i);
  tarn_mib_draft_put (self, ")");
  return close;
}

/* A SYNTAX, from behind its name. */
void
tarn_mib_draft_put_syntax (TarnMibDraft *self,
                           guint         i,
                           guint         end)
{
  gboolean size = FALSE;

  while (i < end)
    {
      guint behind = put_size (self, i, end);

      if (behind > i)
        {
          i = behind;
          continue;
        }
      size |= tarn_mib_draft_is (self, i, "SIZE");
      if (tarn_mib_draft_is (self, i, "SEQUENCE") && tarn_mib_draft_is (self, i + 1, "{"))
        {
          tarn_mib_draft_put_token (self, i);
          put_columns (self, i + 1, end);
          return;
        }
      if (tarn_mib_draft_is (self, i, "{") && !tarn_mib_draft_is (self, i - 1, "SEQUENCE")
          && !tarn_mib_draft_is (self, i - 1, "CHOICE"))
        {
          i = put_labels (self, i, end);
          continue;
        }
      if (!put_limit (self, i, size))
        tarn_mib_draft_put_token (self, i);
      i++;
    }
}

/* RFC 2578 §7.7: only the last object of an index may be implied. */
static gboolean
is_idle_implied (TarnMibDraft *self,
                 guint         i)
{
  if (!tarn_mib_draft_is (self, i, "IMPLIED"))
    return FALSE;
  if (tarn_mib_draft_is_name (self, i + 1) && !tarn_mib_draft_is (self, i + 1, "IMPLIED")
      && (tarn_mib_draft_is (self, i + 2, "}")
          || (tarn_mib_draft_is (self, i + 2, ",") && tarn_mib_draft_is (self, i + 3, "}"))))
    return FALSE;

  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                         "IMPLIED can only stand before the last object of an index: left out");
  return TRUE;
}

/* { a, b c, }: a list of names, with its commas. */
void
tarn_mib_draft_put_list (TarnMibDraft *self,
                         guint         i,
                         guint         end)
{
  gboolean any = FALSE;

  for (; i < end; i++)
    {
      if (tarn_mib_draft_is (self, i, ",") || is_idle_implied (self, i))
        continue;
      if (any && !tarn_mib_draft_is (self, i, "}") && !tarn_mib_draft_is (self, i - 1, "IMPLIED")
          && !tarn_mib_draft_is (self, i - 1, ".") && !tarn_mib_draft_is (self, i, ".")
          && !tarn_mib_draft_is (self, i - 1, "{"))
        tarn_mib_draft_put (self, ",");
      any |= !tarn_mib_draft_is (self, i, "{");
      tarn_mib_draft_put_token (self, i);
    }
}
