/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-chars.h"

static gboolean
is_ascii (guint8 octet)
{
  return (octet >= ' ' && octet < 0x7f) || (octet >= '\t' && octet <= '\r');
}

static gboolean
is_control (guint8 octet)
{
  return (octet < ' ' && octet != '\t' && octet != '\n' && octet != '\r') || octet == 0x7f;
}

/* C1, and what turns the direction of writing (P-HNT-10). */
static gboolean
steers (gunichar c)
{
  return (c >= 0x80 && c < 0xa0) || c == 0x061c || (c >= 0x200e && c <= 0x200f)
         || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

gboolean
tarn_chars_is_ascii (TarnSpan octets)
{
  for (gsize i = 0; i < octets.len; i++)
    if (!is_ascii (octets.data[i]))
      return FALSE;

  return TRUE;
}

gboolean
tarn_chars_is_text (TarnSpan  octets,
                    gsize    *n_octets)
{
  guint8 all = 0;

  while (octets.len > 0 && octets.data[octets.len - 1] == '\0')
    octets.len--;
  *n_octets = octets.len;

  for (gsize i = 0; i < octets.len; i++)
    {
      if (is_control (octets.data[i]))
        return FALSE;
      all |= octets.data[i];
    }

  return !(all & 0x80) || g_utf8_validate_len ((const char *) octets.data, octets.len, NULL);
}

static void
append_escaped (GString  *out,
                TarnSpan  octets)
{
  for (gsize i = 0; i < octets.len; i++)
    g_string_append_printf (out, "\\x%02x", octets.data[i]);
}

void
tarn_chars_append_safe (GString  *out,
                        TarnSpan  octets)
{
  const char *pos = (const char *) octets.data;
  const char *end = pos + octets.len;

  while (pos < end)
    {
      const char *from = pos;
      gunichar c;
      gsize len;

      while (pos < end && !(*pos & 0x80) && !is_control ((guint8) *pos))
        pos++;
      g_string_append_len (out, from, pos - from);
      if (pos == end)
        return;

      /* GLib takes a NUL for the end. */
      c = *pos == '\0' ? 0 : g_utf8_get_char_validated (pos, end - pos);
      len = c < 0x110000 ? (gsize) g_unichar_to_utf8 (c, NULL) : 1;
      if (c >= 0x110000)
        g_string_append_unichar (out, 0xfffd);
      else if (c < 0x80 || steers (c))
        append_escaped (out, tarn_span (pos, len));
      else
        g_string_append_len (out, pos, (gssize) len);
      pos += len;
    }
}

void
tarn_chars_append_quoted (GString  *out,
                          TarnSpan  octets)
{
  const char *text = (const char *) octets.data;

  for (gsize from = 0, to; from < octets.len; from = to)
    {
      for (to = from;
           to < octets.len && is_ascii (octets.data[to]) && text[to] != '"' && text[to] != '\\';)
        to++;
      g_string_append_len (out, text + from, (gssize) (to - from));
      if (to == octets.len)
        return;

      if (is_ascii (octets.data[to]))
        g_string_append_c (out, '\\');
      g_string_append_c (out, is_ascii (octets.data[to]) ? text[to] : '.');
      to++;
    }
}

void
tarn_chars_append_hinted (GString  *out,
                          TarnSpan  octets)
{
  guint8 all = 0;

  for (gsize i = 0; i < octets.len; i++)
    {
      if (octets.data[i] < 0x80 && !is_ascii (octets.data[i]))
        {
          tarn_chars_append_quoted (out, octets);
          return;
        }
      all |= octets.data[i];
    }

  if (!(all & 0x80) || !g_utf8_validate_len ((const char *) octets.data, octets.len, NULL))
    g_string_append_len (out, (const char *) octets.data, (gssize) octets.len);
  else
    tarn_chars_append_safe (out, octets);
}
