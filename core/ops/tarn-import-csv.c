/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Columns under a line of headings, separated by commas, semicolons or TABs, quoted as
 * RFC 4180 says.  The headings tell which column is what (tarn-import-fields.c); others
 * are passed over.  A quoted field may go on over several lines.
 */
#include "base/tarn-error.h"
#include "ops/tarn-format-private.h"
#include "ops/tarn-import-fields.h"
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-source.h"

#define MAX_COLUMNS 64

typedef struct
{
  char      separator;
  TarnField columns[MAX_COLUMNS];
  guint     n_columns;
} Heading;

typedef struct
{
  TarnImportSource *source;
  TarnImportSink   *sink;
  Heading           heading;
  GByteArray       *record;    /* as it stands in the file, over all its lines */
  GByteArray       *text;      /* its fields without their quotes              */
  TarnSnmprecLine   line;
} Reading;

/* Where a field lies in Reading.text. */
typedef struct
{
  gsize    at;
  gsize    len;
} Field;

typedef enum
{
  FIELD_READ,
  FIELD_LAST,
  FIELD_OPEN,      /* its quote is not closed                    */
  FIELD_BAD,       /* something follows the quote that closes it */
} FieldResult;

/* Takes a field and the separator behind it off *@rest, and appends it to @text. */
static FieldResult
take_field (TarnSpan   *rest,
            char        separator,
            GByteArray *text)
{
  const guint8 *p = rest->data, *end = rest->data + rest->len;
  gboolean quoted = p < end && *p == '"';

  for (p += quoted; p < end; p++)
    {
      if (quoted ? *p == '"' : *p == (guint8) separator)
        {
          if (!quoted || p + 1 == end || p[1] != '"')
            break;
          p++;
        }
      g_byte_array_append (text, p, 1);
    }

  if (quoted && p == end)
    return FIELD_OPEN;
  p += quoted;
  if (p == end)
    return FIELD_LAST;
  if (*p != (guint8) separator)
    return FIELD_BAD;

  *rest = tarn_span (p + 1, (gsize) (end - p - 1));
  return FIELD_READ;
}

/* FALSE where @line is no heading with this separator. */
static gboolean
parse_heading (Heading  *self,
               TarnSpan  line,
               char      separator)
{
  g_autoptr(GByteArray) text = g_byte_array_new ();
  guint seen = 0;
  FieldResult result;

  self->separator = separator;
  self->n_columns = 0;
  do
    {
      TarnField field;

      g_byte_array_set_size (text, 0);
      result = take_field (&line, separator, text);
      if (result == FIELD_OPEN || result == FIELD_BAD || self->n_columns == MAX_COLUMNS)
        return FALSE;

      field = tarn_import_field_find (tarn_import_strip (tarn_span (text->data, text->len)));
      if (field != TARN_N_FIELDS && (seen & (1u << field)))
        return FALSE;
      seen |= 1u << field;
      self->columns[self->n_columns++] = field;
    }
  while (result == FIELD_READ);

  return (seen & (1u << TARN_FIELD_OID))
         && (seen & (1u << TARN_FIELD_TYPE | 1u << TARN_FIELD_TLV));
}

static gboolean
find_heading (Heading  *self,
              TarnSpan  line)
{
  return parse_heading (self, line, ',') || parse_heading (self, line, ';')
         || parse_heading (self, line, '\t');
}

/* What is empty is not there, but for octets of which there are none; and an agent may
 * leave out a value, of which then nothing is known. */
static gboolean
may_be_empty (TarnField field,
              TarnSpan  type,
              guint8    tag)
{
  switch (field)
    {
    case TARN_FIELD_VALUE:
    case TARN_FIELD_TEXT:
      return tag == TARN_KIND_OCTET_STRING;

    case TARN_FIELD_HEX:
      return tag == TARN_KIND_OPAQUE || tag == TARN_KIND_BIT_STRING
             || tag == TARN_KIND_NSAP_ADDRESS;

    case TARN_FIELD_TLV:
      return tarn_span_equal (type, tarn_span (TARN_FORMAT_UNKNOWN, strlen (TARN_FORMAT_UNKNOWN)));

    case TARN_FIELD_OID:
    case TARN_FIELD_TYPE:
    case TARN_N_FIELDS:
    default:
      return FALSE;
    }
}

static void
drop_empty (TarnImportFields *fields)
{
  TarnSpan type = tarn_import_strip (fields->span[TARN_FIELD_TYPE]);
  guint8 tag = tarn_format_parse_type (type);

  fields->span[TARN_FIELD_TYPE] = type;
  for (guint i = 0; i < TARN_N_FIELDS; i++)
    if (fields->span[i].len == 0 && !may_be_empty (i, type, tag))
      fields->span[i].data = NULL;
}

static TarnSnmprecKind
refuse (Reading    *self,
        const char *reason)
{
  tarn_snmprec_refuse (&self->line, reason);
  return TARN_SNMPREC_REFUSED;
}

static TarnSnmprecKind
parse_record (Reading *self)
{
  TarnSpan rest = tarn_span (self->record->data, self->record->len);
  Field places[MAX_COLUMNS] = { { 0 } };
  TarnImportFields fields = { 0 };
  FieldResult result = FIELD_READ;
  guint n = 0;

  if (tarn_import_strip (rest).len == 0)
    return TARN_SNMPREC_NOTHING;

  g_byte_array_set_size (self->text, 0);
  for (; result == FIELD_READ && n < self->heading.n_columns; n++)
    {
      places[n].at = self->text->len;
      result = take_field (&rest, self->heading.separator, self->text);
      places[n].len = self->text->len - places[n].at;
    }

  switch (result)
    {
    case FIELD_OPEN:
      return refuse (self, "a quote that begins here has no end");

    case FIELD_BAD:
      return refuse (self, "something follows the quote that ends a field");

    case FIELD_READ:
      /* Spreadsheets leave empty ones behind. */
      for (gsize i = 0; i < rest.len; i++)
        if (rest.data[i] != (guint8) self->heading.separator)
          return refuse (self, "it has more fields than there are headings");
      break;

    case FIELD_LAST:
    default:
      break;
    }

  /* An empty row of a spreadsheet. */
  if (self->text->len == 0)
    return TARN_SNMPREC_NOTHING;

  /* So that nothing is a place too, and not NULL. */
  g_byte_array_append (self->text, (const guint8 *) "", 1);
  for (guint i = 0; i < n; i++)
    if (self->heading.columns[i] != TARN_N_FIELDS)
      fields.span[self->heading.columns[i]] = tarn_span (self->text->data + places[i].at,
                                                         places[i].len);
  drop_empty (&fields);
  return tarn_import_fields_parse (&fields, &self->line);
}

typedef enum
{
  AT_FIELD,      /* at its beginning           */
  IN_PLAIN,
  IN_QUOTED,
  AT_QUOTE,      /* behind one that may end it */
} Place;

/* Where the end of @line is, if its beginning is at @place. */
static Place
walk_line (TarnSpan  line,
           char      separator,
           Place     place)
{
  for (gsize i = 0; i < line.len; i++)
    {
      gboolean is_quote = line.data[i] == '"';

      if (place == IN_QUOTED)
        place = is_quote ? AT_QUOTE : IN_QUOTED;
      else if (is_quote && place != IN_PLAIN)
        place = IN_QUOTED;
      else
        place = line.data[i] == (guint8) separator ? AT_FIELD : IN_PLAIN;
    }

  return place;
}

/* Gathers one record; its first line is told by *@place. */
static TarnLineResult
read_record (Reading  *self,
             guint64  *place,
             GError  **error)
{
  Place at = AT_FIELD;
  TarnLineResult result;
  gboolean had_cr;
  TarnSpan line;

  g_byte_array_set_size (self->record, 0);
  do
    {
      result = tarn_import_source_next_line (self->source, &line, &had_cr, error);
      if (result == TARN_LINE_NONE)
        return self->record->len > 0 && *error == NULL ? TARN_LINE_READ : TARN_LINE_NONE;
      if (self->record->len == 0)
        *place = tarn_import_source_get_line (self->source);

      g_byte_array_append (self->record, line.data, (guint) line.len);
      if (result == TARN_LINE_TOO_LONG || self->record->len > TARN_IMPORT_MAX_LINE)
        return TARN_LINE_TOO_LONG;

      at = walk_line (line, self->heading.separator, at);
      if (at == IN_QUOTED)
        g_byte_array_append (self->record, (const guint8 *) "\r\n" + !had_cr, 1u + had_cr);
    }
  while (at == IN_QUOTED);

  return TARN_LINE_READ;
}

static gboolean
read_records (Reading  *self,
              GError  **error)
{
  g_autoptr(GError) failure = NULL;
  TarnLineResult result;
  gboolean good = TRUE;
  guint64 place = 0;

  while (good && (result = read_record (self, &place, &failure)) != TARN_LINE_NONE)
    {
      TarnSnmprecKind kind;

      tarn_snmprec_line_reset (&self->line);
      kind = result == TARN_LINE_READ
             ? parse_record (self)
             : refuse (self, "longer than any value that SNMP can carry; perhaps a quote that "
                             "begins here has no end");
      good = tarn_import_take_parsed (self->sink, place,
                                      tarn_span (self->record->data, self->record->len),
                                      &self->line, kind, &failure);
    }

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_heading (Reading  *self,
              GError  **error)
{
  g_autoptr(GError) failure = NULL;
  TarnLineResult result;
  gboolean had_cr;
  TarnSpan line;

  do
    result = tarn_import_source_next_line (self->source, &line, &had_cr, &failure);
  while (result == TARN_LINE_READ && tarn_import_strip (line).len == 0);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (result == TARN_LINE_NONE || find_heading (&self->heading, line))
    return TRUE;
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
                 "it is not CSV as tarn export writes it: its first line should name the "
                 "columns, at least oid, type and value");

  return FALSE;
}

static gboolean
read_all (TarnImportSource  *source,
          TarnImportSink    *sink,
          GError           **error)
{
  Reading self = {
    .source = source,
    .sink = sink,
    .record = g_byte_array_new (),
    .text = g_byte_array_new (),
  };
  gboolean good;

  tarn_snmprec_line_init (&self.line);
  good = read_heading (&self, error) && read_records (&self, error);
  tarn_snmprec_line_clear (&self.line);
  g_byte_array_unref (self.record);
  g_byte_array_unref (self.text);
  return good;
}

static guint
guess (TarnSpan head,
       gboolean whole)
{
  Heading heading;
  TarnSpan line;

  while (tarn_import_take_line (&head, whole, &line))
    if (tarn_import_strip (line).len > 0)
      return find_heading (&heading, line) ? 100 : 0;

  return 0;
}

const TarnImportReader tarn_import_csv_reader = {
  .format = TARN_IMPORT_CSV,
  .name = "csv",
  .refusal = "CSV as tarn export writes it: none of its lines has an OID, a type and a value",
  .guess = guess,
  .read = read_all,
};
