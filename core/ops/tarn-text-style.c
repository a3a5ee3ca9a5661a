/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-text-style-private.h"

#include <string.h>

#include "base/tarn-error.h"
#include "base/tarn-text.h"
#include "mib/tarn-mib-private.h"
#include "ops/tarn-format-private.h"

G_DEFINE_BOXED_TYPE (TarnTextStyle, tarn_text_style, tarn_text_style_ref, tarn_text_style_unref)

/* The letters of -O, as snmpcmd(1) has them.  Those that stand for a form of names exclude
 * each other, the last one counts; a and x likewise; the others are switches, so that one
 * that is given twice is off. */
static const struct
{
  char             letter;
  TarnMibNameFlags  names;
  TarnMibValueFlags values;
} letters_known[] = {
  { '0', TARN_MIB_NAME_PADDED, TARN_MIB_VALUE_PADDED },
  { 'a', 0, TARN_MIB_VALUE_ASCII },
  { 'b', TARN_MIB_NAME_RAW_INDEX, 0 },
  { 'e', 0, TARN_MIB_VALUE_NUMBERS },
  { 'E', TARN_MIB_NAME_ESCAPE_QUOTES, 0 },
  { 'f', TARN_MIB_NAME_FULL, 0 },
  { 'n', TARN_MIB_NAME_NUMERIC, 0 },
  { 'q', TARN_MIB_NAME_QUICK, TARN_MIB_VALUE_QUICK },
  { 'Q', TARN_MIB_NAME_QUICK, TARN_MIB_VALUE_QUICK | TARN_MIB_VALUE_NO_TYPES },
  { 's', TARN_MIB_NAME_SUFFIX, 0 },
  { 'S', TARN_MIB_NAME_MODULE, 0 },
  { 't', TARN_MIB_NAME_RAW_TICKS, TARN_MIB_VALUE_RAW_TICKS },
  { 'T', 0, TARN_MIB_VALUE_HEX_TEXT },
  { 'u', TARN_MIB_NAME_UCD, 0 },
  { 'U', 0, TARN_MIB_VALUE_NO_UNITS },
  { 'x', 0, TARN_MIB_VALUE_HEX },
  { 'X', TARN_MIB_NAME_EXTENDED_INDEX, 0 },
};

/**
 * tarn_text_style_new:
 * @mib: (nullable): what names things
 *
 * The style of net-snmp's tools without options: `IF-MIB::ifDescr.1 = STRING: eth0`; without
 * @mib names are numbers, as with -On.
 *
 * Returns: (transfer full): a style
 */
TarnTextStyle *
tarn_text_style_new (TarnMib *mib)
{
  TarnTextStyle *self;

  g_return_val_if_fail (mib == NULL || TARN_IS_MIB (mib), NULL);

  self = g_new0 (TarnTextStyle, 1);
  g_atomic_ref_count_init (&self->refs);
  self->names = TARN_MIB_NAME_MODULE;
  if (mib != NULL)
    self->mib = g_object_ref (mib);
  return self;
}

/**
 * tarn_text_style_ref:
 * @self: a style
 *
 * Returns: (transfer full): @self
 */
TarnTextStyle *
tarn_text_style_ref (TarnTextStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * tarn_text_style_unref:
 * @self: (transfer full): a style
 *
 * Gives up a reference.
 */
void
tarn_text_style_unref (TarnTextStyle *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  if (self->ready)
    {
      tarn_mib_cursor_clear (&self->rows);
      tarn_mib_cursor_clear (&self->oids);
    }
  g_clear_pointer (&self->charsets, g_array_unref);
  g_free (self->real_format);
  g_clear_object (&self->mib);
  g_free (self);
}

static gboolean
take_letter (TarnTextStyle *self,
             char           letter)
{
  const TarnMibValueFlags strings = TARN_MIB_VALUE_ASCII | TARN_MIB_VALUE_HEX;

  if (letter == 'v')
    {
      self->bare = !self->bare;
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (letters_known); i++)
    if (letters_known[i].letter == letter)
      {
        if (letters_known[i].names & TARN_MIB_NAME_FORMS)
          self->names = (self->names & ~TARN_MIB_NAME_FORMS) | letters_known[i].names;
        else
          self->names ^= letters_known[i].names;

        if (letters_known[i].values & strings)
          self->values = (self->values & ~strings) | letters_known[i].values;
        else
          self->values ^= letters_known[i].values;
        return TRUE;
      }

  return FALSE;
}

/* What stands between % and f of printf(): flags, width and precision, of which two digits
 * each are enough for what is ever printed of them. */
static gboolean
take_precision (TarnTextStyle  *self,
                const char     *text,
                GError        **error)
{
  gsize n = strspn (text, "+-# 0");
  gsize width = strspn (text + n, "0123456789");
  gsize point = text[n + width] == '.';
  gsize digits = point ? strspn (text + n + width + 1, "0123456789") : 0;

  if (text[0] == '\0' || n > 5 || width > 2 || digits > 2
      || text[n + width + point + digits] != '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "-Op takes flags, width and precision of printf(), as in -Op.3 or -Op+012.6, "
                   "not “%s”", text);
      return FALSE;
    }

  g_free (self->real_format);
  self->real_format = g_strdup_printf ("%%%sf", text);
  return TRUE;
}

/**
 * tarn_text_style_set_output:
 * @self: a style that nobody uses yet
 * @letters: letters as behind -O of net-snmp's tools
 * @error: return location for a #GError
 *
 * Adds to what was set before.  The letters are 0 a b e E f n p q Q s S t T u U v x X; see
 * snmpcmd(1).  What is behind a p is the precision of real numbers: "p.3".
 *
 * Returns: whether all letters are known; else %FALSE with %TARN_ERROR_INVALID, and those
 *   before the unknown one are set
 */
gboolean
tarn_text_style_set_output (TarnTextStyle  *self,
                            const char     *letters,
                            GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (letters != NULL, FALSE);

  for (const char *p = letters; *p != '\0'; p++)
    if (*p == 'p')
      return take_precision (self, p + 1, error);
    else if (!take_letter (self, *p))
      {
        g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                     "-O takes the letters 0abeEfnpqQsStTuUvxX, not “%.*s”",
                     (int) (g_utf8_next_char (p) - p), p);
        return FALSE;
      }

  return TRUE;
}

/**
 * tarn_text_style_get_mib:
 * @self: a style
 *
 * Returns: (transfer none) (nullable): what it names things by
 */
TarnMib *
tarn_text_style_get_mib (TarnTextStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mib;
}

/* When all options are set. */
static void
get_ready (TarnTextStyle *self)
{
  TarnMibImage *image = self->mib != NULL ? tarn_mib_get_image (self->mib) : NULL;

  if (self->ready)
    return;

  self->ready = TRUE;
  tarn_mib_cursor_init (&self->rows, image, self->names);
  tarn_mib_cursor_init (&self->oids, image, self->names);
}

static void
append_oid_cb (GString  *text,
               TarnSpan  name,
               gpointer  data)
{
  TarnTextStyle *self = data;

  tarn_mib_cursor_append_name (&self->oids, name, text);
}

void
tarn_text_style_append_name (TarnTextStyle *self,
                             TarnSpan       name,
                             GString       *text)
{
  get_ready (self);
  append_oid_cb (text, name, self);
}

void
tarn_text_style_init_context (TarnTextStyle       *self,
                              TarnMibValueContext *context)
{
  get_ready (self);
  *context = (TarnMibValueContext) { .append_oid = append_oid_cb, .names = self,
                                     .real_format = self->real_format };
}

void
tarn_text_style_find_object (TarnTextStyle       *self,
                             TarnSpan             name,
                             TarnMibValueContext *context)
{
  tarn_text_style_init_context (self, context);
  if (tarn_mib_cursor_find (&self->rows, name) && self->rows.has_syntax)
    {
      context->syntax = &self->rows.syntax;
      context->units = self->rows.units;
    }
  context->charset = tarn_text_style_find_charset (self, name, context->syntax);
}

void
tarn_text_style_append_person (TarnTextStyle             *self,
                               const TarnRow             *row,
                               const TarnMibValueContext *context,
                               TarnMibValueFlags          more,
                               GString                   *text)
{
  tarn_mib_value_tell (text, row, context, self->values | TARN_MIB_VALUE_PERSON | more);
}

static void
append_text (TarnTextStyle *self,
             const TarnRow *row,
             GString       *line)
{
  gboolean quick = (self->values & TARN_MIB_VALUE_QUICK) != 0;
  TarnMibValueContext context;

  tarn_text_style_find_object (self, row->name, &context);
  if (!self->bare)
    {
      tarn_mib_cursor_append_name (&self->rows, row->name, line);
      if (quick && !(self->values & TARN_MIB_VALUE_NO_TYPES))
        g_string_append_c (line, ' ');
      else
        g_string_append_len (line, " = ", 3);
    }

  tarn_mib_value_print (line, row, &context, self->values);
  g_string_append_c (line, '\n');
}

/* Whether a reader of the other members knows what @text says. */
static gboolean
says_no_more (const TarnRow *row,
              const GString *text)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  if (row->tag == TARN_KIND_OCTET_STRING)
    return tarn_span_equal (tarn_row_content (row), tarn_span (text->str, text->len));

  return tarn_text_append_value (plain, row) && g_string_equal (plain, text);
}

static void
append_json (TarnTextStyle *self,
             const TarnRow *row,
             GString       *line)
{
  g_autoptr(GString) text = g_string_new (NULL);
  TarnMibValueContext context;

  g_string_append (line, "{\"oid\":\"");
  tarn_text_append_name (line, row->name);
  g_string_append (line, "\",\"name\":");
  tarn_text_style_find_object (self, row->name, &context);
  tarn_mib_cursor_append_name (&self->rows, row->name, text);
  tarn_format_append_json_string (line, tarn_span (text->str, text->len));
  g_string_append_c (line, ',');
  tarn_format_append_json_value (line, row);

  g_string_truncate (text, 0);
  if ((context.syntax != NULL || context.charset != NULL) && !tarn_row_is_exception (row))
    tarn_text_style_append_person (self, row, &context, 0, text);
  if (text->len > 0 && !says_no_more (row, text))
    {
      g_string_append (line, ",\"display\":");
      tarn_format_append_json_string (line, tarn_span (text->str, text->len));
    }
  g_string_append (line, "}\n");
}

/* Nothing of the style matters to @format. */
static gboolean
is_plain (const TarnTextStyle *self,
          TarnFormat           format)
{
  if (self->charsets != NULL || self->real_format != NULL)
    return FALSE;
  if (format == TARN_FORMAT_TEXT)
    return self->mib == NULL && self->values == TARN_MIB_VALUE_NET_SNMP && !self->bare;

  return format != TARN_FORMAT_JSON || self->mib == NULL;
}

/**
 * tarn_text_style_append_row: (skip)
 * @self: a style
 * @format: how
 * @row: a varbind
 * @line: what to append to
 *
 * As tarn_format_row(), but a line of text is in this style, and a JSON object has the
 * members `name` and, where a module says more of the value than its other members,
 * `display`.  Formats that are for programs are as they are.
 */
void
tarn_text_style_append_row (TarnTextStyle *self,
                            TarnFormat     format,
                            const TarnRow *row,
                            GString       *line)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (row != NULL);
  g_return_if_fail (line != NULL);

  if (format == TARN_FORMAT_TEXT && !is_plain (self, format))
    append_text (self, row, line);
  else if (format == TARN_FORMAT_JSON && !is_plain (self, format))
    append_json (self, row, line);
  else
    tarn_format_row (format, row, line);
}

/**
 * tarn_text_style_append_rows: (skip)
 * @self: a style
 * @format: how
 * @prefix: what stands before each record
 * @rows: (array length=n_rows): varbinds
 * @n_rows: how many
 * @lines: what to append to
 *
 * As tarn_text_style_append_row() for each of @rows, in less time.
 */
void
tarn_text_style_append_rows (TarnTextStyle *self,
                             TarnFormat     format,
                             const char    *prefix,
                             const TarnRow *rows,
                             gsize          n_rows,
                             GString       *lines)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (prefix != NULL);
  g_return_if_fail (lines != NULL);

  if (is_plain (self, format))
    {
      tarn_format_rows (format, prefix, rows, n_rows, lines);
      return;
    }

  for (gsize i = 0; i < n_rows; i++)
    {
      g_string_append (lines, prefix);
      tarn_text_style_append_row (self, format, &rows[i], lines);
    }
}

/**
 * tarn_text_style_dup_line:
 * @self: a style
 * @varbind: a varbind
 *
 * What a tool of net-snmp prints for @varbind.
 *
 * Returns: (transfer full): a line, without its end; several where the value is a long hex
 *   string
 */
char *
tarn_text_style_dup_line (TarnTextStyle     *self,
                          const TarnVarbind *varbind)
{
  g_autoptr(GString) line = g_string_new (NULL);
  TarnRow row;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (varbind != NULL, NULL);

  row = tarn_row_from_varbind (varbind);
  tarn_text_style_append_row (self, TARN_FORMAT_TEXT, &row, line);
  g_string_truncate (line, line->len - 1);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * tarn_text_style_dup_name:
 * @self: a style
 * @oid: an OID
 *
 * Returns: (transfer full): what it is called
 */
char *
tarn_text_style_dup_name (TarnTextStyle *self,
                          const TarnOid *oid)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  tarn_text_style_append_name (self, tarn_oid_span (oid), text);
  return g_string_free (text, FALSE);
}

/**
 * tarn_text_style_dup_value:
 * @self: a style
 * @varbind: a varbind
 *
 * The value as a person would write it: `up`, `00:1a:2b:3c:4d:5e`.
 *
 * Returns: (transfer full): its text
 */
char *
tarn_text_style_dup_value (TarnTextStyle     *self,
                           const TarnVarbind *varbind)
{
  GString *text = g_string_new (NULL);
  TarnMibValueContext context;
  TarnRow row;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (varbind != NULL, NULL);

  row = tarn_row_from_varbind (varbind);
  tarn_text_style_find_object (self, row.name, &context);
  tarn_text_style_append_person (self, &row, &context, 0, text);
  return g_string_free (text, FALSE);
}
