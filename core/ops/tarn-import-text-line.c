/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which lines begin a record, and how far it goes.
 */
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-source.h"
#include "ops/tarn-import-symbols.h"
#include "ops/tarn-import-text.h"

#define GUESS_LINES 200

static gsize
skip_blanks (TarnSpan line,
             gsize    at)
{
  while (at < line.len && (line.data[at] == ' ' || line.data[at] == '\t'))
    at++;

  return at;
}

/* The end of the word that a line begins with; an index in quotes may hold spaces. */
static gsize
find_name_end (TarnSpan line)
{
  gboolean quoted = FALSE;
  gsize at = 0;

  for (; at < line.len; at++)
    {
      guint8 octet = line.data[at];

      if (octet == '"' || octet == '\'')
        quoted = !quoted;
      else if (!quoted && (octet == ' ' || octet == '\t' || octet == '='))
        break;
    }

  return at;
}

/* Whether @word may be a name.  Words of a text that goes on are none, but for those of
 * which one is known. */
static gboolean
is_name (TarnSpan word)
{
  const guint8 *end;
  TarnName name;

  if (word.len > 1 && word.data[0] == '.')
    word = tarn_span (word.data + 1, word.len - 1);
  if (word.len == 0)
    return FALSE;
  if (g_ascii_isdigit (word.data[0]))
    return memchr (word.data, '.', word.len) != NULL;
  if (!g_ascii_isalpha (word.data[0]))
    return FALSE;
  if (memmem (word.data, word.len, "::", 2) != NULL || tarn_span_has_prefix (word, "iso."))
    return TRUE;
  /* The only instance that has a name of its own. */
  if (tarn_span_equal (word, tarn_span ("sysUpTimeInstance", strlen ("sysUpTimeInstance"))))
    return TRUE;

  end = memchr (word.data, '.', word.len);
  if (end == NULL)
    end = memchr (word.data, '[', word.len);
  return end != NULL
         && tarn_import_find_symbol (tarn_span (word.data, (gsize) (end - word.data)), &name);
}

gboolean
tarn_text_split (const TarnTextStyle *style,
                 TarnSpan             line,
                 TarnSpan            *name,
                 TarnSpan            *value)
{
  gsize end, at;

  if (style->indented)
    line = tarn_import_strip (line);
  end = find_name_end (line);
  at = skip_blanks (line, end);

  if (style->separator == ':' && end > 0 && line.data[end - 1] == ':')
    at = end--;
  else if (style->separator == '=' && at < line.len && line.data[at] == '=')
    at++;
  else if (style->separator != ' ' || at == end)
    return FALSE;

  *name = tarn_span (line.data, end);
  at = skip_blanks (line, at);
  *value = tarn_span (line.data + at, line.len - at);
  return is_name (*name);
}

gboolean
tarn_text_is_remark (TarnSpan line)
{
  static const char *beginnings[] = {
    "End of MIB", "Timeout: No Response", "Error in packet", "Reason: (", "Failed object: ",
    "Error: OID not increasing", " >= ", "snmpwalk: ", "snmpbulkwalk: ", "snmpget: ",
    "Variables found: ", "Total traversal time", "MIB search path: ", "Cannot find module (",
    "Did not find '", "Unlinked OID in ", "Undefined identifier: ", "Cannot adopt OID in ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (tarn_span_has_prefix (line, beginnings[i]))
      return TRUE;

  return FALSE;
}

static gboolean
contains_any (TarnSpan    text,
              const char *octets)
{
  for (gsize i = 0; i < text.len; i++)
    if (text.data[i] != '\0' && strchr (octets, text.data[i]) != NULL)
      return TRUE;

  return FALSE;
}

typedef struct
{
  guint    n_lines;      /* that say something           */
  guint    n_records;
  guint    n_typed;
  gboolean first;        /* a record is the first of all */
  gboolean marked;       /* a name begins as net-snmp prints it, and simpler text does not */
} Count;

/* How many of the first lines are records with this separator. */
static Count
count_records (TarnTextStyle  style,
               TarnSpan       head,
               gboolean       whole)
{
  Count count = { 0 };
  TarnSpan line, name, value;

  for (guint n = 0; n < GUESS_LINES && tarn_import_take_line (&head, whole, &line); n++)
    {
      if (skip_blanks (line, 0) == line.len || line.data[0] == '#')
        continue;

      count.n_lines++;
      if (!tarn_text_split (&style, line, &name, &value))
        continue;
      /* Bars and commas are of other formats, and so is what follows a space there. */
      if (contains_any (name, "|,;{") || (style.separator == ' ' && value.len > 0
                                          && strchr ("=,:|", value.data[0]) != NULL))
        continue;

      count.n_records++;
      count.n_typed += tarn_text_is_typed (value);
      count.first |= count.n_lines == 1;
      count.marked |= !g_ascii_isdigit (name.data[0]);
    }

  return count;
}

static gboolean
all_have_cr (TarnSpan head)
{
  const guint8 *newline;

  while (head.len > 0 && (newline = memchr (head.data, '\n', head.len)) != NULL)
    {
      if (newline == head.data || newline[-1] != '\r')
        return FALSE;
      head = tarn_span (newline + 1, head.len - (gsize) (newline + 1 - head.data));
    }

  return TRUE;
}

guint
tarn_text_guess_style (TarnSpan       head,
                       gboolean       whole,
                       TarnTextStyle *style)
{
  static const char separators[] = { '=', ':', ' ' };
  gboolean indented = head.len > 0 && (head.data[0] == ' ' || head.data[0] == '\t');
  Count best = { 0 };

  *style = (TarnTextStyle) {
    .separator = '=', .indented = indented, .crlf = all_have_cr (head),
  };

  for (guint i = 0; i < sizeof separators; i++)
    {
      TarnTextStyle candidate = { .separator = separators[i], .indented = indented };
      Count count = count_records (candidate, head, whole);

      if (count.n_records <= best.n_records)
        continue;
      best = count;
      style->separator = separators[i];
    }

  style->typed = best.n_typed > 0;
  if (best.n_records == 0)
    return 0;
  /* Strings may go on for many lines, but a walk begins with a record. */
  if (style->typed)
    return best.first ? 95 : 60;
  if (!best.first || 2 * best.n_records < best.n_lines)
    return 0;
  return style->separator == '=' ? 80 : best.marked ? 50 : 20;
}
