/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Octets: text with and without quotes, hex, bits.
 *
 * net-snmp puts a backslash in front of a quote and of a backslash.  Its old versions,
 * and other programs, do not; a backslash in front of anything else shows that.
 */
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-text.h"

static gboolean
has_plain_backslash (TarnSpan text)
{
  for (gsize i = 0; i < text.len; i++)
    {
      if (text.data[i] != '\\')
        continue;
      if (++i == text.len || (text.data[i] != '\\' && text.data[i] != '"'))
        return TRUE;
    }

  return FALSE;
}

/* Where the next quote is that no backslash stands in front of; @text.len if nowhere. */
static gsize
find_quote (TarnSpan text,
            gsize    at)
{
  for (; at < text.len && text.data[at] != '"'; at++)
    if (text.data[at] == '\\' && at + 1 < text.len)
      at++;

  return at;
}

static TarnSpan
strip_end (TarnSpan text)
{
  while (text.len > 0 && g_ascii_isspace (text.data[text.len - 1]))
    text.len--;

  return text;
}

gboolean
tarn_text_ends_quote (TarnSpan line,
                      gboolean first)
{
  TarnSpan text = strip_end (line);
  gsize at = first;

  if (text.len <= at || text.data[text.len - 1] != '"')
    return FALSE;
  if (has_plain_backslash (text))
    return TRUE;

  for (at = find_quote (text, at); at + 1 < text.len; at = find_quote (text, at + 1))
    ;
  return at + 1 == text.len;
}

gboolean
tarn_text_has_quote (TarnSpan line)
{
  TarnSpan text = strip_end (line);

  return find_quote (text, 0) + 1 < text.len;
}

static void
remark_on_octets (TarnSnmprecLine *line)
{
  TarnSpan text = tarn_span (line->content->data, line->content->len);

  for (gsize i = 0; i < text.len; i++)
    if (g_ascii_iscntrl (text.data[i]) && !g_ascii_isspace (text.data[i]))
      {
        tarn_snmprec_remark (line, "control characters stand in it as they are");
        return;
      }

  if (!g_utf8_validate_len ((const char *) text.data, text.len, NULL))
    tarn_snmprec_remark (line, "it holds octets that are not UTF-8");
  else if (text.len > 2 && memmem (text.data, text.len, "\xef\xbf\xbd", 3) != NULL)
    tarn_snmprec_remark (line, "it holds U+FFFD, which stands for octets that were lost");
}

/* What stands between the quotes. */
static TarnSpan
take_quotes_off (TarnSnmprecLine *line,
                 TarnSpan         value)
{
  TarnSpan text = strip_end (value);

  if (tarn_text_ends_quote (text, TRUE))
    return tarn_span (text.data + 1, text.len - 2);

  /* A path that ends with a backslash. */
  if (text.len > 2 && text.data[text.len - 1] == '"')
    {
      tarn_snmprec_mend (line, "a backslash in front of the closing quote stands for itself");
      return tarn_span (text.data + 1, text.len - 2);
    }

  tarn_snmprec_mend (line, "its closing quote is missing");
  return tarn_span (value.data + 1, value.len - 1);
}

static void
append_unescaped (TarnSnmprecLine *line,
                  TarnSpan         text)
{
  for (gsize i = 0; i < text.len; i++)
    {
      i += text.data[i] == '\\';
      g_byte_array_append (line->content, text.data + i, 1);
    }
}

gboolean
tarn_text_parse_bare (TarnSnmprecLine *line,
                      TarnSpan         value)
{
  if (value.len > TARN_SNMPREC_MAX_CONTENT)
    return tarn_snmprec_refuse (line, "a value longer than SNMP can carry");

  g_byte_array_append (line->content, value.data, (guint) value.len);
  remark_on_octets (line);
  return TRUE;
}

gboolean
tarn_text_parse_string (TarnSnmprecLine *line,
                        TarnSpan         value)
{
  TarnSpan text = value;
  gboolean plain = TRUE;

  /* Four octets of text for each at most: bounds what is allocated. */
  if (value.len > 4 * TARN_SNMPREC_MAX_CONTENT)
    return tarn_snmprec_refuse (line, "a value longer than SNMP can carry");

  if (value.len > 0 && value.data[0] == '"')
    {
      text = take_quotes_off (line, value);
      plain = has_plain_backslash (text);
      if (plain)
        tarn_snmprec_remark (line, "backslashes in it stand for themselves");
      else if (find_quote (text, 0) < text.len)
        tarn_snmprec_remark (line, "quotes stand in it as they are");
    }

  if (plain)
    g_byte_array_append (line->content, text.data, (guint) text.len);
  else
    append_unescaped (line, text);

  remark_on_octets (line);
  return TRUE;
}

/* "  [.abc]", which -OT puts behind each row of up to sixteen octets; any of them may be
 * a bracket, or a line end.  Moves *@at behind it. */
static gboolean
skip_column (TarnSpan  text,
             gsize    *at,
             gsize     n_octets)
{
  gsize end = *at + 1 + n_octets;

  if (end >= text.len || text.data[end] != ']')
    return FALSE;

  *at = end + 1;
  return TRUE;
}

gboolean
tarn_text_is_hex_open (TarnSpan content)
{
  gsize n_octets = 0;   /* of this row */

  for (gsize at = 0; at < content.len;)
    {
      if (content.data[at] == '[')
        {
          if (at + 1 + n_octets >= content.len)
            return TRUE;
          if (!skip_column (content, &at, n_octets))
            return FALSE;
        }
      else
        {
          if (content.data[at] == '\n')
            n_octets = 0;
          n_octets += content.data[at] == ' ' && at > 0 && g_ascii_isxdigit (content.data[at - 1]);
          at++;
        }
    }

  return FALSE;
}

static gboolean
is_separator (guint8 octet)
{
  return octet == ':' || octet == '-';
}

/* The next octet: two digits, or one between the colons of "0:1a:b".  FALSE after a
 * refusal. */
static gboolean
take_octet (TarnSnmprecLine *line,
            TarnSpan         text,
            gsize           *at)
{
  int high = g_ascii_xdigit_value ((char) text.data[*at]);
  int low = *at + 1 < text.len ? g_ascii_xdigit_value ((char) text.data[*at + 1]) : -1;
  gsize next = *at + 1 + (low >= 0);
  /* A high of -1 is refused below. */
  guint8 octet = (guint8) (low >= 0 ? (guint) high << 4 | (guint) low : (guint) high);

  if (high < 0 || (low < 0 && next < text.len && !g_ascii_isspace (text.data[next])
                   && !is_separator (text.data[next])))
    return tarn_snmprec_refuse (line, "a value in hex with something else in it");
  if (low < 0 && (*at == 0 || !is_separator (text.data[*at - 1]))
      && (next == text.len || !is_separator (text.data[next])))
    return tarn_snmprec_refuse (line, "a value in hex with half an octet in it");

  g_byte_array_append (line->content, &octet, 1);
  *at = next;
  return TRUE;
}

gboolean
tarn_text_parse_hex (TarnSnmprecLine *line,
                     TarnSpan         value)
{
  TarnSpan text = strip_end (value);
  gboolean separated = FALSE;
  gsize row = 0;   /* where the octets of this line begin */

  if (text.len > 8 * TARN_SNMPREC_MAX_CONTENT)
    return tarn_snmprec_refuse (line, "a value longer than SNMP can carry");

  for (gsize at = 0; at < text.len;)
    {
      if (text.data[at] == '[' && skip_column (text, &at, line->content->len - row))
        continue;

      if (g_ascii_isspace (text.data[at]))
        {
          if (text.data[at++] == '\n')
            row = line->content->len;
        }
      else if (is_separator (text.data[at]) && line->content->len > 0)
        {
          separated = TRUE;
          at++;
        }
      else if (!take_octet (line, text, &at))
        {
          return FALSE;
        }
    }

  if (separated)
    tarn_snmprec_mend (line, "what stood between the hex digits was taken away");
  return TRUE;
}

/* The next word of *@text without spaces around it; FALSE at the end. */
static gboolean
take_word (TarnSpan *text,
           TarnSpan *word)
{
  gsize begin = 0, end;

  while (begin < text->len && g_ascii_isspace (text->data[begin]))
    begin++;
  for (end = begin; end < text->len && !g_ascii_isspace (text->data[end]);)
    end++;

  *word = tarn_span (text->data + begin, end - begin);
  *text = tarn_span (text->data + end, text->len - end);
  return word->len > 0;
}

/* "9", or "name(9)". */
static gboolean
parse_bit (TarnSpan  word,
           guint64  *bit)
{
  const guint8 *open = memchr (word.data, '(', word.len);

  if (open != NULL && word.data[word.len - 1] == ')')
    word = tarn_span (open + 1, (gsize) (word.data + word.len - 1 - (open + 1)));

  return tarn_snmprec_parse_digits (word, bit);
}

/* Whether @rest lists the bits that are set in @octets from @first on, in order, and
 * nothing else. */
static gboolean
lists_bits (TarnSpan octets,
            gsize    first,
            TarnSpan rest)
{
  TarnSpan word;
  guint64 bit;

  for (gsize i = first; i < 8 * octets.len; i++)
    if (octets.data[i / 8] & (0x80 >> i % 8))
      {
        if (!take_word (&rest, &word) || !parse_bit (word, &bit) || bit != i)
          return FALSE;
      }

  return !take_word (&rest, &word);
}

/* @value without the columns of text that -OT puts behind hex. */
static TarnSpan
drop_columns (TarnSpan    value,
              GByteArray *room)
{
  gsize n_octets = 0;   /* of this row */

  for (gsize at = 0; at < value.len;)
    {
      if (value.data[at] == '[' && skip_column (value, &at, n_octets))
        continue;
      if (value.data[at] == '\n')
        n_octets = 0;
      n_octets += value.data[at] == ' ' && at > 1 && g_ascii_isxdigit (value.data[at - 1])
                  && g_ascii_isxdigit (value.data[at - 2]);
      g_byte_array_append (room, value.data + at++, 1);
    }

  return tarn_span (room->data, room->len);
}

/* Octets in hex, then the numbers of the bits that are set, which may look like octets:
 * "00 20 10" are two octets and the bit 10. */
gboolean
tarn_text_parse_bits (TarnSnmprecLine *line,
                      TarnSpan         value)
{
  g_autoptr(GByteArray) room = g_byte_array_new ();
  TarnSpan rest, word;
  gsize first = 0;   /* no bit is set before */
  gboolean right;

  if (value.len > 8 * TARN_SNMPREC_MAX_CONTENT)
    return tarn_snmprec_refuse (line, "a value longer than SNMP can carry");

  rest = memmem (value.data, value.len, "  [", 3) != NULL ? drop_columns (value, room) : value;
  right = lists_bits (tarn_span (NULL, 0), 0, rest);

  while (!right && take_word (&rest, &word) && word.len == 2
         && g_ascii_isxdigit (word.data[0]) && g_ascii_isxdigit (word.data[1]))
    {
      guint8 octet = (guint8) (g_ascii_xdigit_value ((char) word.data[0]) << 4
                               | g_ascii_xdigit_value ((char) word.data[1]));

      g_byte_array_append (line->content, &octet, 1);
      right = lists_bits (tarn_span (line->content->data, line->content->len), first, rest);
      if (octet == 0 && first == 8 * (line->content->len - 1))
        first += 8;
    }

  return right || tarn_snmprec_refuse (line, "octets in hex and the bits in them do not agree");
}
