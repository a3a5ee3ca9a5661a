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

/* Behind the string of an index that begins with the quote at @at.  It may hold anything,
 * quotes too, but what stands behind names. */
static gsize
skip_string (TarnSpan line,
             gsize    at,
             char     separator)
{
  static const char spaced[] = " = ";
  const guint8 *end;

  if (separator == '=')
    {
      end = memmem (line.data + at, line.len - at, spaced, strlen (spaced));
      return end != NULL ? (gsize) (end - line.data) : line.len;
    }

  for (gsize close = at + 1; close < line.len; close++)
    if (line.data[close] == line.data[at]
        && (close + 1 == line.len || memchr (".] \t:", line.data[close + 1], 5) != NULL))
      return close + 1;
  return line.len;
}

/* The end of the word that a line begins with; an index in quotes or in brackets may hold
 * spaces. */
static gsize
find_name_end (TarnSpan line,
               char     separator)
{
  gboolean bracket = FALSE;
  gsize at = 0;

  while (at < line.len)
    {
      guint8 octet = line.data[at];

      if ((octet == '"' || octet == '\'') && at > 0
          && memchr (".[\\", line.data[at - 1], 3) != NULL)
        {
          at = skip_string (line, at, separator);
          bracket = FALSE;
          continue;
        }
      if (octet == '[' || octet == ']')
        bracket = octet == '[';
      else if (!bracket && (octet == ' ' || octet == '\t' || octet == '='))
        break;
      at++;
    }

  return at;
}

/* How much of @word is the first label of a name. */
static gsize
count_label (TarnSpan word)
{
  gsize n = 0;

  while (n < word.len && (g_ascii_isalnum (word.data[n]) || word.data[n] == '-'
                          || word.data[n] == '_'))
    n++;

  return n;
}

/* Whether @word may be a name.  Words of a text that goes on are none, but for those of
 * which one is known, or that have a value with a type behind them. */
static gboolean
is_name (const TarnImportStyle *style,
         TarnSpan               word,
         TarnSpan               value)
{
  TarnName name;
  gsize n;

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

  n = count_label (word);
  if (n == word.len || (word.data[n] != '.' && word.data[n] != '['))
    return FALSE;
  return tarn_import_find_symbol (tarn_span (word.data, n), &name)
         || (style->separator == '=' && n + 1 < word.len && tarn_text_is_typed (value))
         || (style->names != NULL && tarn_import_names_knows (style->names, word));
}

gboolean
tarn_text_split (const TarnImportStyle *style,
                 TarnSpan               line,
                 TarnSpan              *name,
                 TarnSpan              *value)
{
  gsize end, at;

  if (style->indented)
    line = tarn_import_strip (line);
  end = find_name_end (line, style->separator);
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
  return is_name (style, *name, *value);
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

static gboolean
is_bare_text (TarnSpan value)
{
  static const char type[] = "STRING: ";

  return tarn_span_has_prefix (value, type) && value.len > strlen (type)
         && value.data[strlen (type)] != '"';
}

typedef struct
{
  guint    n_lines;      /* that say something           */
  guint    n_records;
  guint    n_typed;
  guint    n_bare;       /* text with its type, but without quotes */
  gboolean first;        /* a record is the first of all */
  gboolean marked;       /* a name begins as net-snmp prints it, and simpler text does not */
} Count;

/* How many of the first lines are records with this separator. */
static Count
count_records (TarnImportStyle style,
               TarnSpan        head,
               gboolean        whole)
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
      count.n_bare += is_bare_text (value);
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
tarn_text_guess_style (TarnSpan         head,
                       gboolean         whole,
                       TarnImportStyle *style)
{
  static const char separators[] = { '=', ':', ' ' };
  gboolean indented = head.len > 0 && (head.data[0] == ' ' || head.data[0] == '\t');
  Count best = { 0 };

  *style = (TarnImportStyle) {
    .separator = '=', .indented = indented, .crlf = all_have_cr (head),
  };

  for (guint i = 0; i < sizeof separators; i++)
    {
      TarnImportStyle candidate = { .separator = separators[i], .indented = indented };
      Count count = count_records (candidate, head, whole);

      if (count.n_records <= best.n_records)
        continue;
      best = count;
      style->separator = separators[i];
    }

  style->typed = best.n_typed > 0;
  style->bare = best.n_bare > 0;
  if (best.n_records == 0)
    return 0;
  /* Strings may go on for many lines, but a walk begins with a record. */
  if (style->typed)
    return best.first ? 95 : 60;
  if (!best.first || 2 * best.n_records < best.n_lines)
    return 0;
  return style->separator == '=' ? 80 : best.marked ? 50 : 20;
}
