/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-literal.h"

#include <arpa/inet.h>

static guint8
octet_at (TarnSpan text,
          gsize    at)
{
  return at < text.len ? text.data[at] : 0;
}

/* Groups of @min to @max hex digits with @separator between them (0: none): their digits
 * to @digits, padded in front to @max each.  Returns where they end, or 0. */
static gsize
parse_groups (TarnSpan  text,
              gsize     at,
              guint     n_groups,
              guint     min,
              guint     max,
              char      separator,
              char     *digits)
{
  for (guint group = 0; group < n_groups; group++)
    {
      guint n = 0;

      if (group > 0 && separator != '\0' && octet_at (text, at++) != (guint8) separator)
        return 0;
      while (n < max && g_ascii_isxdigit (octet_at (text, at + n)))
        n++;
      if (n < min)
        return 0;

      memset (digits, '0', max - n);
      memcpy (digits + max - n, text.data + at, n);
      digits += max;
      at += n;
    }

  return at;
}

typedef struct
{
  TarnLiteralKind kind;
  guint           n_groups;
  guint           min;
  guint           max;
  char            separator;
  gboolean        doubtful;
} Manner;

static const Manner manners[] = {
  { TARN_LITERAL_WWN, 8, 2, 2, ':', FALSE },
  { TARN_LITERAL_MAC, 6, 2, 2, ':', FALSE },
  { TARN_LITERAL_MAC, 6, 1, 2, ':', FALSE },
  { TARN_LITERAL_MAC, 6, 2, 2, '-', FALSE },
  { TARN_LITERAL_MAC, 3, 4, 4, '.', FALSE },
  { TARN_LITERAL_MAC, 3, 4, 4, '-', FALSE },
  { TARN_LITERAL_MAC, 3, 4, 4, ':', FALSE },
  { TARN_LITERAL_MAC, 2, 6, 6, '-', TRUE },
  { TARN_LITERAL_MAC, 6, 2, 2, ' ', TRUE },
  { TARN_LITERAL_MAC, 1, 12, 12, '\0', TRUE },
};

static gboolean
has_upper (TarnSpan text,
           gsize    from,
           gsize    to)
{
  for (; from < to; from++)
    if (g_ascii_isupper (text.data[from]))
      return TRUE;

  return FALSE;
}

static gboolean
parse_mac (TarnLiteral *self,
           TarnSpan     text,
           gsize        at)
{
  for (guint i = 0; i < G_N_ELEMENTS (manners); i++)
    {
      const Manner *manner = &manners[i];
      char digits[16];
      guint n = manner->n_groups * manner->max / 2;
      gsize end = parse_groups (text, at, manner->n_groups, manner->min, manner->max,
                                manner->separator, digits);

      if (end == 0 || g_ascii_isalnum (octet_at (text, end))
          || (manner->separator != ' ' && manner->separator != '\0'
              && octet_at (text, end) == (guint8) manner->separator
              && g_ascii_isalnum (octet_at (text, end + 1))))
        continue;

      for (guint k = 0; k < n; k++)
        self->octets[k] = (guint8) (g_ascii_xdigit_value (digits[2 * k]) << 4
                                    | g_ascii_xdigit_value (digits[2 * k + 1]));
      self->kind = manner->kind;
      self->len = end - at;
      self->doubtful = manner->doubtful;
      self->separator = manner->separator;
      self->n_digits = (guint8) (manner->min == 1 ? 1 : manner->max);
      self->n_groups = (guint8) manner->n_groups;
      self->upper = has_upper (text, at, end);
      return TRUE;
    }

  return FALSE;
}

static gboolean
parse_ipv6 (TarnLiteral *self,
            TarnSpan     text,
            gsize        at)
{
  char copy[INET6_ADDRSTRLEN];
  guint n = 0, n_colons = 0;

  while (n < sizeof copy - 1
         && (g_ascii_isxdigit (octet_at (text, at + n)) || octet_at (text, at + n) == ':'
             || (octet_at (text, at + n) == '.' && n_colons >= 2)))
    {
      n_colons += octet_at (text, at + n) == ':';
      copy[n] = (char) text.data[at + n];
      n++;
    }
  if (n_colons < 2 || g_ascii_isalnum (octet_at (text, at + n)))
    return FALSE;

  /* What ends a sentence, or goes on in a list, is not of the address. */
  while (n > 2 && (copy[n - 1] == '.' || (copy[n - 1] == ':' && copy[n - 2] != ':')))
    n--;
  copy[n] = '\0';
  if (inet_pton (AF_INET6, copy, self->octets) != 1)
    return FALSE;

  self->kind = TARN_LITERAL_IPV6;
  self->len = n;
  self->upper = has_upper (text, at, at + n);
  self->full = n == 39;
  return TRUE;
}

static gboolean
parse_ipv4 (TarnLiteral *self,
            TarnSpan     text,
            gsize        at)
{
  char separator = '\0';
  gsize end = at;

  for (guint i = 0; i < 4; i++)
    {
      guint number = 0, n = 0;

      if (i == 1)
        separator = (char) octet_at (text, end);
      if (i > 0 && octet_at (text, end++) != (guint8) separator)
        return FALSE;
      for (; n < 3 && g_ascii_isdigit (octet_at (text, end)); n++)
        number = number * 10 + (octet_at (text, end++) - '0');
      if (n == 0 || number > 255)
        return FALSE;
      self->octets[i] = (guint8) number;
    }
  if ((separator != '.' && separator != '-')
      || g_ascii_isalnum (octet_at (text, end))
      || (octet_at (text, end) == '.' && g_ascii_isdigit (octet_at (text, end + 1))))
    return FALSE;

  self->kind = TARN_LITERAL_IPV4;
  self->len = end - at;
  self->separator = separator;
  self->doubtful = separator == '-';
  return TRUE;
}

/* Whether the word before @at says that a version follows. */
static gboolean
follows_version (TarnSpan text,
                 gsize    at)
{
  static const char *const said[] = {
    "bios", "boot", "bootrom", "bootware", "build", "firmware", "fw", "hardware", "hw", "image",
    "kernel", "patch", "rel", "release", "rev", "revision", "rom", "s/w", "software", "sw", "ver",
    "version", "vrp",
  };
  g_autofree char *word = NULL;
  gsize from;

  while (at > 0 && !g_ascii_isalnum (text.data[at - 1]))
    at--;
  from = at;
  while (from > 0 && (g_ascii_isalpha (text.data[from - 1]) || text.data[from - 1] == '/'))
    from--;
  word = g_ascii_strdown ((const char *) text.data + from, (gssize) (at - from));

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (strcmp (word, said[i]) == 0)
      return TRUE;

  return FALSE;
}

/* 5.4.0.1 is more often a version than an address; 5.189.44.7 is not. */
static gboolean
looks_like_version (const TarnLiteral *self)
{
  guint greatest = MAX (MAX (self->octets[0], self->octets[1]),
                        MAX (self->octets[2], self->octets[3]));

  return self->octets[0] < 10 && greatest < 100;
}

gboolean
tarn_literal_parse (TarnLiteral *self,
                    TarnSpan     text,
                    gsize        at)
{
  guint8 before = at > 0 ? text.data[at - 1] : 0;

  *self = (TarnLiteral) { TARN_LITERAL_NONE };
  if ((!g_ascii_isxdigit (text.data[at]) && text.data[at] != ':')
      || g_ascii_isalnum (before) || before >= 0x80)
    return FALSE;

  /* What a separator precedes is the rest of something longer. */
  if (before != ':' && before != '.' && parse_mac (self, text, at))
    return before != (guint8) self->separator || before == ' ' || before == 0;
  if (before != ':' && parse_ipv6 (self, text, at))
    return TRUE;
  *self = (TarnLiteral) { TARN_LITERAL_NONE };
  if (before == '.' && at > 1 && g_ascii_isalnum (text.data[at - 2]))
    return FALSE;
  if (!parse_ipv4 (self, text, at))
    return FALSE;

  self->is_version = follows_version (text, at) || looks_like_version (self);
  self->doubtful |= self->is_version;
  return TRUE;
}

static void
append_text (const char *text,
             GByteArray  *out)
{
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
}

static void
append_groups (const TarnLiteral *self,
               GByteArray        *out)
{
  guint n_octets = self->kind == TARN_LITERAL_WWN ? 8 : 6;
  guint per_group = n_octets / self->n_groups;
  char separator[2] = { self->separator };

  for (guint i = 0; i < n_octets; i++)
    {
      char text[3];

      if (i > 0 && i % per_group == 0)
        append_text (separator, out);
      g_snprintf (text, sizeof text, self->upper ? "%.*X" : "%.*x",
                  self->n_digits == 1 ? 1 : 2, self->octets[i]);
      append_text (text, out);
    }
}

void
tarn_literal_append (const TarnLiteral *self,
                     GByteArray        *out)
{
  char text[INET6_ADDRSTRLEN + 8];
  const guint8 *o = self->octets;

  switch (self->kind)
    {
    case TARN_LITERAL_IPV4:
      g_snprintf (text, sizeof text, "%u%c%u%c%u%c%u", o[0], self->separator, o[1],
                  self->separator, o[2], self->separator, o[3]);
      break;

    case TARN_LITERAL_IPV6:
      if (self->full)
        for (guint i = 0; i < 8; i++)
          g_snprintf (text + 5 * i, 6, i < 7 ? "%02x%02x:" : "%02x%02x", o[2 * i], o[2 * i + 1]);
      else
        inet_ntop (AF_INET6, o, text, sizeof text);
      for (guint i = 0; self->upper && text[i] != '\0'; i++)
        text[i] = g_ascii_toupper (text[i]);
      break;

    case TARN_LITERAL_MAC:
    case TARN_LITERAL_WWN:
      append_groups (self, out);
      return;

    case TARN_LITERAL_NONE:
    default:
      return;
    }

  append_text (text, out);
}
