/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-json-object.h"

/* Of arrays and objects in what is skipped. */
#define MAX_DEPTH   32
#define MAX_MEMBERS 100

void
tarn_json_object_init (TarnJsonObject *self)
{
  *self = (TarnJsonObject) {
    .members = g_array_new (FALSE, FALSE, sizeof (TarnJsonMember)),
    .strings = g_byte_array_new (),
  };
}

void
tarn_json_object_clear (TarnJsonObject *self)
{
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->strings, g_byte_array_unref);
}

static gboolean
fail (TarnJsonObject *self,
      const char     *what)
{
  self->error = what;
  return FALSE;
}

/* 0 at the end. */
static guint8
peek (const TarnJsonObject *self)
{
  return self->rest.len > 0 ? self->rest.data[0] : 0;
}

static void
skip (TarnJsonObject *self,
      gsize           n)
{
  self->rest = tarn_span (self->rest.data + n, self->rest.len - n);
}

static void
skip_space (TarnJsonObject *self)
{
  while (self->rest.len > 0 && strchr (" \t\r\n", peek (self)) != NULL && peek (self) != 0)
    skip (self, 1);
}

/* Skips it, and the space behind it, if it is there. */
static gboolean
take (TarnJsonObject *self,
      char            octet)
{
  if (peek (self) != (guint8) octet)
    return FALSE;

  skip (self, 1);
  skip_space (self);
  return TRUE;
}

/* The four digits behind \u. */
static gboolean
parse_unit (TarnJsonObject *self,
            gunichar       *unit)
{
  *unit = 0;
  if (self->rest.len < 4)
    return FALSE;

  for (gsize i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value ((char) self->rest.data[i]);

      if (digit < 0)
        return FALSE;
      *unit = *unit << 4 | (gunichar) digit;
    }

  skip (self, 4);
  return TRUE;
}

/* Behind \u: one character, or the two halves of one. */
static gboolean
parse_unicode (TarnJsonObject *self)
{
  char utf8[6];
  gunichar c, low;

  if (!parse_unit (self, &c))
    return fail (self, "four hex digits are missing behind \\u");

  if ((c & 0xfc00) == 0xd800)
    {
      if (self->rest.len < 2 || memcmp (self->rest.data, "\\u", 2) != 0)
        return fail (self, "half a character stands alone");
      skip (self, 2);
      if (!parse_unit (self, &low) || (low & 0xfc00) != 0xdc00)
        return fail (self, "half a character stands alone");
      c = 0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff));
    }
  else if ((c & 0xfc00) == 0xdc00)
    {
      return fail (self, "half a character stands alone");
    }

  g_byte_array_append (self->strings, (guint8 *) utf8, (guint) g_unichar_to_utf8 (c, utf8));
  return TRUE;
}

static gboolean
parse_escape (TarnJsonObject *self)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char octets[] = "\"\\/\b\f\n\r\t";
  guint8 letter = peek (self);
  const char *known = letter != 0 ? strchr (letters, letter) : NULL;

  if (self->rest.len == 0)
    return fail (self, "a string has no end");

  skip (self, 1);
  if (letter == 'u')
    return parse_unicode (self);
  if (known == NULL)
    return fail (self, "a backslash with nothing behind it that JSON knows");

  g_byte_array_append (self->strings, (const guint8 *) &octets[known - letters], 1);
  return TRUE;
}

/* To the end of @strings; what @span holds is where it begins there, since it may move. */
static gboolean
parse_string (TarnJsonObject *self,
              TarnSpan       *span)
{
  gsize begin = self->strings->len;

  if (peek (self) != '"')
    return fail (self, "a string is missing");

  skip (self, 1);
  while (peek (self) != '"')
    {
      gsize n = 0;

      while (n < self->rest.len && self->rest.data[n] >= ' ' && self->rest.data[n] != '"'
             && self->rest.data[n] != '\\')
        n++;
      g_byte_array_append (self->strings, self->rest.data, (guint) n);
      skip (self, n);

      if (self->rest.len == 0)
        return fail (self, "a string has no end");
      if (peek (self) < ' ')
        return fail (self, "a control character stands in a string");
      if (peek (self) == '\\')
        {
          skip (self, 1);
          if (!parse_escape (self))
            return FALSE;
        }
    }

  take (self, '"');
  *span = tarn_span (GSIZE_TO_POINTER (begin), self->strings->len - begin);
  return TRUE;
}

/* As much of it as digits and their like go on; whether it is a number is told when it
 * is used. */
static gboolean
parse_word (TarnJsonObject *self,
            TarnJsonMember *member)
{
  gsize n = 0;

  while (n < self->rest.len && (g_ascii_isalnum (self->rest.data[n])
                                || strchr ("+-.", self->rest.data[n]) != NULL)
         && self->rest.data[n] != '\0')
    n++;
  member->value = tarn_span (self->rest.data, n);

  if (n == 0)
    return fail (self, "a value is missing");
  if (g_ascii_isdigit (peek (self)) || peek (self) == '-')
    member->kind = TARN_JSON_NUMBER;
  else if (n == 4 && memcmp (self->rest.data, "null", 4) == 0)
    member->kind = TARN_JSON_NULL;
  else if ((n == 4 && memcmp (self->rest.data, "true", 4) == 0)
           || (n == 5 && memcmp (self->rest.data, "false", 5) == 0))
    member->kind = TARN_JSON_OTHER;
  else
    return fail (self, "a word that JSON does not know");

  skip (self, n);
  skip_space (self);
  return TRUE;
}

/* An array or an object, whose content matters to nobody: that its brackets match and
 * its strings end is enough. */
static gboolean
skip_nested (TarnJsonObject *self)
{
  char closing[MAX_DEPTH];
  guint depth = 0;
  TarnSpan string;

  do
    {
      guint8 octet = peek (self);

      if (octet == '{' || octet == '[')
        {
          if (depth == MAX_DEPTH)
            return fail (self, "it is nested too deeply");
          closing[depth++] = octet == '{' ? '}' : ']';
          skip (self, 1);
        }
      else if (depth > 0 && octet == (guint8) closing[depth - 1])
        {
          depth--;
          skip (self, 1);
        }
      else if (octet == '"')
        {
          gsize begin = self->strings->len;

          if (!parse_string (self, &string))
            return FALSE;
          g_byte_array_set_size (self->strings, (guint) begin);
        }
      else if (octet == 0 || octet == '}' || octet == ']')
        {
          return fail (self, "its brackets do not match");
        }
      else
        {
          skip (self, 1);
        }
    }
  while (depth > 0);

  skip_space (self);
  return TRUE;
}

static gboolean
parse_member (TarnJsonObject *self)
{
  TarnJsonMember member = { .kind = TARN_JSON_OTHER };

  if (!parse_string (self, &member.name))
    return FALSE;
  if (!take (self, ':'))
    return fail (self, "a colon is missing");

  switch (peek (self))
    {
    case '"':
      member.kind = TARN_JSON_STRING;
      if (!parse_string (self, &member.value))
        return FALSE;
      break;

    case '{':
    case '[':
      if (!skip_nested (self))
        return FALSE;
      break;

    default:
      if (!parse_word (self, &member))
        return FALSE;
      break;
    }

  if (self->members->len == MAX_MEMBERS)
    return fail (self, "it has too many members");
  g_array_append_val (self->members, member);
  return TRUE;
}

/* @strings does not move any more. */
static void
place_strings (TarnJsonObject *self)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      TarnJsonMember *member = &g_array_index (self->members, TarnJsonMember, i);

      member->name.data = self->strings->data + GPOINTER_TO_SIZE (member->name.data);
      if (member->kind == TARN_JSON_STRING)
        member->value.data = self->strings->data + GPOINTER_TO_SIZE (member->value.data);
    }
}

gboolean
tarn_json_object_parse (TarnJsonObject *self,
                        TarnSpan        text)
{
  g_array_set_size (self->members, 0);
  g_byte_array_set_size (self->strings, 0);
  self->error = NULL;
  self->rest = text;

  if (!g_utf8_validate_len ((const char *) text.data, text.len, NULL))
    return fail (self, "it is not UTF-8");

  skip_space (self);
  if (!take (self, '{'))
    return fail (self, "it is no JSON object");
  if (!take (self, '}'))
    {
      do
        if (!parse_member (self))
          return FALSE;
      while (take (self, ','));

      if (!take (self, '}'))
        return fail (self, "a comma or its end is missing");
    }
  if (self->rest.len > 0)
    return fail (self, "something follows its end");

  place_strings (self);
  return TRUE;
}
