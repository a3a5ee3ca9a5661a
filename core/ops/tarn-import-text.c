/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What net-snmp's snmpwalk, snmpbulkwalk and snmpget print.  A record is a line, but for
 * values that have several; where one ends is known by what follows, so lines are read
 * ahead.
 */
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-source.h"
#include "ops/tarn-import-sink.h"
#include "ops/tarn-import-text.h"

/* A closing quote that is further away than that belongs to another string: the longest
 * value, each octet of it with a backslash. */
#define MAX_AHEAD  (2 * 65536)
#define DROP_LINES 256         /* done with, before their octets are dropped */

typedef struct
{
  gsize    at;         /* in @octets             */
  gsize    len;
  guint64  place;
  gboolean had_cr;     /* which is the device's  */
  gboolean too_long;
} Line;

typedef struct
{
  TarnImportSource *source;
  TarnImportSink   *sink;
  TarnImportStyle     style;
  gboolean          at_end;
  gboolean          overlong;  /* the record before was too long to read to its end */

  GArray           *lines;     /* of Line: those read ahead, from @first on */
  guint             first;
  GByteArray       *octets;
  GByteArray       *value;     /* of a record of several lines              */
  TarnSnmprecLine   record;
} Reading;

/* Reads so far that the @n-th line from here is there; NULL at the end, or with @error,
 * which is wanted. */
static const Line *
peek (Reading  *self,
      guint     n,
      GError  **error)
{
  while (self->first + n >= self->lines->len && !self->at_end)
    {
      Line line = { 0 };
      TarnLineResult result;
      TarnSpan text;

      result = tarn_import_source_next_line (self->source, &text, &line.had_cr, error);
      self->at_end = result == TARN_LINE_NONE;
      if (self->at_end)
        break;

      line.at = self->octets->len;
      line.len = text.len;
      line.place = tarn_import_source_get_line (self->source);
      line.had_cr &= !self->style.crlf;
      line.too_long = result == TARN_LINE_TOO_LONG;
      g_byte_array_append (self->octets, text.data, (guint) text.len);
      g_array_append_val (self->lines, line);
    }

  return self->first + n < self->lines->len
         ? &g_array_index (self->lines, Line, self->first + n) : NULL;
}

static TarnSpan
get_text (const Reading *self,
          const Line    *line)
{
  return tarn_span (self->octets->data + line->at, line->len);
}

static gboolean
is_blank (TarnSpan text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isspace (text.data[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_comment (TarnSpan text)
{
  return text.len > 0 && text.data[0] == '#';
}

static gboolean
begins_record (const Reading *self,
               TarnSpan       text)
{
  TarnSpan name, value;

  return tarn_text_split (&self->style, text, &name, &value);
}

/* Whether @line is further away than that from the record that is looked at. */
static gboolean
is_ahead (const Reading *self,
          const Line    *line,
          gsize          n_octets)
{
  return line->at - g_array_index (self->lines, Line, self->first).at > n_octets;
}

/* What the first @n lines say, from the octet @at of the first one on. */
static TarnSpan
join (Reading *self,
      gsize    at,
      guint    n)
{
  const Line *lines = &g_array_index (self->lines, Line, self->first);
  TarnSpan value = get_text (self, &lines[0]);

  value = tarn_span (value.data + at, value.len - at);
  if (n == 1 && !lines[0].had_cr)
    return value;

  g_byte_array_set_size (self->value, 0);
  g_byte_array_append (self->value, value.data, (guint) value.len);

  for (guint i = 0; i < n; i++)
    {
      TarnSpan text = get_text (self, &lines[i]);

      if (i > 0)
        {
          g_byte_array_append (self->value, (const guint8 *) "\n", 1);
          g_byte_array_append (self->value, text.data, (guint) text.len);
        }
      if (lines[i].had_cr)
        g_byte_array_append (self->value, (const guint8 *) "\r", 1);
    }

  return tarn_span (self->value->data, self->value->len);
}

/* How many lines a value without quotes has that begins at the octet @at of the first:
 * up to the next record. */
static guint
count_to_next (Reading   *self,
               gsize      at,
               gboolean   is_hex,
               GError   **error)
{
  const Line *line;
  guint n = 1;

  for (; (line = peek (self, n, error)) != NULL && !line->too_long; n++)
    {
      TarnSpan text = get_text (self, line);
      gboolean begins = begins_record (self, text);

      if ((begins || is_comment (text) || tarn_text_is_remark (text))
          && !(is_hex && tarn_text_is_hex_open (join (self, at, n))))
        {
          if (begins)
            return n;
          break;
        }
      self->overlong = is_ahead (self, line, TARN_IMPORT_MAX_LINE);
      if (self->overlong)
        return n;
    }

  /* Blank lines at the end of a file, or in front of a comment, are somebody else's. */
  while (n > 1 && is_blank (get_text (self, peek (self, n - 1, error))))
    n--;
  return n;
}

/* Whether a string may end in front of the @n-th line. */
static gboolean
may_end_before (Reading  *self,
                guint     n,
                GError  **error)
{
  const Line *line = peek (self, n, error);
  TarnSpan text;

  if (line == NULL)
    return TRUE;

  text = get_text (self, line);
  return is_blank (text) || is_comment (text) || tarn_text_is_remark (text)
         || begins_record (self, text);
}

/* How many lines a value in quotes has.  What looks like a record inside is text, unless
 * the quotes do not come in pairs then: somebody lost one. */
static guint
count_quoted (Reading   *self,
              TarnSpan   value,
              GError   **error)
{
  guint n_closed = 0;   /* lines up to the first that ends with a quote */
  guint n_record = 0;   /* lines up to the first that looks like a record */
  const Line *line;
  guint n = 1;

  if (tarn_text_ends_quote (value, TRUE))
    {
      if (may_end_before (self, 1, error))
        return 1;
      n_closed = 1;
    }

  for (; (line = peek (self, n, error)) != NULL && !line->too_long; n++)
    {
      TarnSpan text = get_text (self, line);

      if (begins_record (self, text))
        {
          if (n_closed > 0)
            return n_closed;
          if (n_record == 0)
            n_record = n;
          if (tarn_text_has_quote (text))
            return n_record;
        }
      self->overlong = is_ahead (self, line, MAX_AHEAD) && n_closed + n_record == 0;
      if (is_ahead (self, line, MAX_AHEAD))
        break;

      if (!tarn_text_ends_quote (text, FALSE))
        continue;
      if (may_end_before (self, n + 1, error))
        return n + 1;
      if (n_closed == 0)
        n_closed = n + 1;
    }

  return n_closed > 0 ? n_closed : n_record > 0 ? n_record : n;
}

static void
consume (Reading *self,
         guint    n)
{
  gsize used;

  self->first += n;
  if (self->first < DROP_LINES && self->first < self->lines->len)
    return;

  used = self->first < self->lines->len ? g_array_index (self->lines, Line, self->first).at
                                        : self->octets->len;
  g_array_remove_range (self->lines, 0, self->first);
  g_byte_array_remove_range (self->octets, 0, (guint) used);
  for (guint i = 0; i < self->lines->len; i++)
    g_array_index (self->lines, Line, i).at -= used;
  self->first = 0;
}

/* A line that begins no record. */
static gboolean
read_stray (Reading     *self,
            const Line  *line,
            TarnSpan     text,
            GError     **error)
{
  if (line->too_long)
    return tarn_import_sink_leave (self->sink, line->place, text, TARN_LEAVE_REFUSED,
                                   "longer than any value that SNMP can carry", error);
  if (self->overlong || is_blank (text) || is_comment (text))
    return TRUE;
  if (tarn_text_is_remark (text))
    return tarn_import_sink_leave (self->sink, line->place, text, TARN_LEAVE_REMARK,
                                   "what the tool said beside the varbinds", error);

  return tarn_import_sink_leave (self->sink, line->place, text, TARN_LEAVE_REFUSED,
                                 "it begins no record, and belongs to none before", error);
}

static TarnSnmprecKind
parse_record (Reading        *self,
              gsize           value_at,
              TarnTextExtent  extent,
              guint           n_lines)
{
  const Line *last = &g_array_index (self->lines, Line, self->first + n_lines - 1);
  TarnSnmprecKind kind;

  kind = tarn_text_parse_value (&self->record, &self->style, join (self, value_at, n_lines));
  if (kind == TARN_SNMPREC_VARBIND && extent == TARN_TEXT_TO_NEXT && n_lines > 1
      && is_blank (get_text (self, last)))
    tarn_snmprec_remark (&self->record, "the blank line behind it was taken for its own");
  return kind;
}

/* Of the record, before its value: units behind a quote hide that it ends there. */
static gboolean
parse_name (Reading  *self,
            TarnSpan  name)
{
  tarn_snmprec_line_reset (&self->record);
  tarn_import_names_drop_object (self->style.names);
  if (!tarn_import_parse_name (self->style.names, &self->record, name, &self->record.name))
    return FALSE;

  tarn_import_names_find_object (self->style.names, name, tarn_name_span (&self->record.name));
  return TRUE;
}

/* The record that begins with the first line.  Sets @n_lines to how many it has. */
static gboolean
read_record (Reading  *self,
             guint    *n_lines,
             GError  **error)
{
  TarnSnmprecKind kind = TARN_SNMPREC_REFUSED;
  TarnTextExtent extent;
  TarnSpan text, name, value, content;
  gboolean is_named;
  const Line *line;
  gsize value_at;

  self->overlong = FALSE;
  text = get_text (self, peek (self, 0, error));
  tarn_text_split (&self->style, text, &name, &value);
  value_at = (gsize) (value.data - text.data);
  is_named = parse_name (self, name);
  extent = tarn_text_get_extent (&self->style,
                                 tarn_text_strip_units (self->style.names, value), &content);
  if (extent == TARN_TEXT_QUOTED)
    *n_lines = count_quoted (self, content, error);
  else if (extent != TARN_TEXT_ONE_LINE)
    *n_lines = count_to_next (self, (gsize) (content.data - text.data),
                              extent == TARN_TEXT_HEX, error);
  if (*error != NULL)
    return FALSE;

  /* Reading ahead moved it. */
  line = peek (self, 0, error);
  text = get_text (self, line);
  if (is_named)
    kind = parse_record (self, value_at, extent, *n_lines);

  if (kind == TARN_SNMPREC_NOTHING)
    return tarn_import_sink_leave (self->sink, line->place, text, TARN_LEAVE_REMARK,
                                   self->record.remarks->str, error);
  return tarn_import_take_parsed (self->sink, line->place, text, &self->record, kind, error);
}

static gboolean
read_next (Reading     *self,
           const Line  *line,
           GError     **error)
{
  TarnSpan text = get_text (self, line);
  guint n_lines = 1;
  gboolean ok;

  ok = !line->too_long && begins_record (self, text) ? read_record (self, &n_lines, error)
                                                     : read_stray (self, line, text, error);
  consume (self, n_lines);
  return ok;
}

static gboolean
read_all (TarnImportSource  *source,
          TarnImportSink    *sink,
          GError           **error)
{
  Reading self = { .source = source, .sink = sink };
  TarnImportNames names;
  g_autoptr(GError) failure = NULL;
  const Line *line;
  gboolean whole;
  TarnSpan head;

  if (!tarn_import_source_peek (source, &head, &whole, error))
    return FALSE;

  tarn_text_guess_style (head, whole, &self.style);
  tarn_import_names_init (&names, tarn_import_sink_get_mib (sink));
  self.style.names = &names;
  self.lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self.octets = g_byte_array_new ();
  self.value = g_byte_array_new ();
  tarn_snmprec_line_init (&self.record);

  while ((line = peek (&self, 0, &failure)) != NULL && read_next (&self, line, &failure))
    ;

  tarn_import_names_clear (&names);
  tarn_snmprec_line_clear (&self.record);
  g_byte_array_unref (self.value);
  g_byte_array_unref (self.octets);
  g_array_unref (self.lines);

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static guint
guess (TarnSpan head,
       gboolean whole)
{
  TarnImportStyle style;

  return tarn_text_guess_style (head, whole, &style);
}

const TarnImportReader tarn_import_text_reader = {
  .format = TARN_IMPORT_TEXT,
  .name = "text",
  .refusal = "text of net-snmp: none of its lines is OID = TYPE: value",
  .guess = guess,
  .read = read_all,
};
