/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows of a table for people, spreadsheets and programs.
 */
#include "ops/tarn-table-private.h"

#include "mib/tarn-mib-index.h"
#include "ops/tarn-format-private.h"
#include "ops/tarn-text-style-private.h"

#define NO_INDEX "index"   /* what the arcs behind a column are called without a module */

/* The arcs behind the name of a column.  Their octets say nothing of a name's first two. */
static guint
get_arcs (TarnSpan  instance,
          guint32  *arcs)
{
  guint n = 0;

  for (gsize i = 0; i < instance.len && n < TARN_NAME_MAX_ARCS;)
    {
      guint32 arc = 0;

      while (i < instance.len && (instance.data[i] & 0x80))
        arc = arc << 7 | (instance.data[i++] & 0x7f);
      if (i < instance.len)
        arcs[n++] = arc << 7 | instance.data[i++];
    }

  return n;
}

static void
append_arcs (GString       *text,
             const guint32 *arcs,
             guint          n_arcs)
{
  for (guint i = 0; i < n_arcs; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "." : "", arcs[i]);
}

/* An instance that has been taken apart. */
typedef struct
{
  guint32          arcs[TARN_NAME_MAX_ARCS];
  guint            n_arcs;
  TarnMibIndex     index;
  gboolean         good;
} Instance;

static void
instance_init (Instance           *self,
               const TarnTable    *table,
               const TarnTableRow *row)
{
  self->n_arcs = get_arcs (row->instance, self->arcs);
  self->good = table->n_index > 0
               && tarn_mib_index_decode (&self->index, table->index, table->n_index, self->arcs,
                                         self->n_arcs);
}

static gboolean
is_number (const TarnMibSyntax *syntax)
{
  switch (syntax->base)
    {
    case TARN_MIB_BASE_INTEGER:
    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_COUNTER32:
    case TARN_MIB_BASE_GAUGE32:
    case TARN_MIB_BASE_TIME_TICKS:
    case TARN_MIB_BASE_COUNTER64:
      return TRUE;

    case TARN_MIB_BASE_NONE:
    case TARN_MIB_BASE_OCTETS:
    case TARN_MIB_BASE_BITS:
    case TARN_MIB_BASE_OBJECT_ID:
    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
    case TARN_MIB_BASE_OPAQUE:
    default:
      return FALSE;
    }
}

static void
append_part (const TarnTable *table,
             TarnTextStyle   *style,
             const Instance  *instance,
             guint            part,
             GString         *text)
{
  const TarnMibSyntax *syntax = &table->index[part].syntax;
  const TarnMibIndexValue *value = &instance->index.values[part];
  TarnMibValueContext context = { .syntax = syntax };
  TarnMibValueFlags flags = style->values | TARN_MIB_VALUE_PERSON | TARN_MIB_VALUE_NO_UNITS;
  guint8 octets[TARN_NAME_MAX_ARCS];
  TarnName name;
  gint64 type;

  if (is_number (syntax))
    {
      tarn_mib_value_tell_number (text, tarn_mib_index_get_number (&instance->index, table->index,
                                                                   part, instance->arcs),
                                  &context, flags);
    }
  else if (syntax->base == TARN_MIB_BASE_OBJECT_ID)
    {
      if (tarn_name_from_arcs (&name, instance->arcs + value->first, value->n_arcs))
        tarn_text_style_append_name (style, tarn_name_span (&name), text);
      else
        append_arcs (text, instance->arcs + value->first, value->n_arcs);
    }
  else
    {
      type = tarn_mib_index_get_inet_type (&instance->index, table->index, part, instance->arcs);
      context.has_inet_type = type >= 0;
      context.inet_type = (guint32) MAX (type, 0);
      tarn_mib_value_tell_octets (text, tarn_mib_index_get_octets (&instance->index, part,
                                                                   instance->arcs, octets),
                                  &context, flags);
    }
}

/**
 * tarn_table_get_n_index:
 * @self: a table
 *
 * Returns: parts of the index; 1 where no module tells them
 */
guint
tarn_table_get_n_index (TarnTable *self)
{
  g_return_val_if_fail (TARN_IS_TABLE (self), 0);

  return MAX (self->n_index, 1);
}

/**
 * tarn_table_get_index_name:
 * @self: a table
 * @part: which one, less than tarn_table_get_n_index()
 *
 * Returns: the name of the object that this part of the index is a value of
 */
const char *
tarn_table_get_index_name (TarnTable *self,
                           guint      part)
{
  g_return_val_if_fail (TARN_IS_TABLE (self), NULL);
  g_return_val_if_fail (part < MAX (self->n_index, 1), NULL);

  return self->n_index > 0 ? self->index[part].name : NO_INDEX;
}

/**
 * tarn_table_append_index: (skip)
 * @self: a table
 * @style: how
 * @row: one of its rows
 * @part: which part of the index
 * @text: what to append to
 *
 * An instance that is none by the rules stands in the first part as it is (P-IDX-11), and
 * leaves the others without text.
 */
void
tarn_table_append_index (TarnTable          *self,
                         TarnTextStyle      *style,
                         const TarnTableRow *row,
                         guint               part,
                         GString            *text)
{
  Instance instance;

  g_return_if_fail (TARN_IS_TABLE (self));
  g_return_if_fail (part < MAX (self->n_index, 1));

  instance_init (&instance, self, row);
  if (instance.good)
    append_part (self, style, &instance, part, text);
  else if (part == 0)
    append_arcs (text, instance.arcs, instance.n_arcs);
}

/**
 * tarn_table_append_instance: (skip)
 * @self: a table
 * @style: how
 * @row: one of its rows
 * @text: what to append to
 *
 * The whole index as names of varbinds have it: what stands behind `ifDescr.` there.
 */
void
tarn_table_append_instance (TarnTable          *self,
                            TarnTextStyle      *style,
                            const TarnTableRow *row,
                            GString            *text)
{
  TarnSpan column = { NULL, 0 };
  guint32 arcs[TARN_NAME_MAX_ARCS];
  gsize before = text->len, behind;
  TarnName name;

  g_return_if_fail (TARN_IS_TABLE (self));

  if (self->columns->len > 0)
    column = tarn_oid_span (tarn_table_column (self, 0)->oid);
  if (self->n_index == 0 || column.len + row->instance.len > sizeof name.data)
    {
      append_arcs (text, arcs, get_arcs (row->instance, arcs));
      return;
    }

  tarn_name_set (&name, column);
  memcpy (name.data + name.len, row->instance.data, row->instance.len);
  name.len = (guint16) (name.len + row->instance.len);
  tarn_text_style_append_name (style, column, text);
  behind = text->len - before;
  g_string_truncate (text, before);
  tarn_text_style_append_name (style, tarn_name_span (&name), text);
  g_string_erase (text, (gssize) before, (gssize) behind + (text->str[before + behind] == '.'));
}

/* The value of the nearest InetAddressType before @column in the row, or in the index. */
static gboolean
find_inet_type (TarnTable          *self,
                const TarnTableRow *row,
                guint               column,
                guint32            *type)
{
  Instance instance;
  gint64 number;

  while (column-- > 0)
    if (tarn_table_column (self, column)->syntax.convention
          == TARN_MIB_CONVENTION_INET_ADDRESS_TYPE
        && tarn_row_get_integer (&row->cells[column], &number))
      {
        *type = (guint32) number;
        return TRUE;
      }

  instance_init (&instance, self, row);
  for (guint i = 0; instance.good && i < self->n_index; i++)
    if (self->index[i].syntax.convention == TARN_MIB_CONVENTION_INET_ADDRESS_TYPE)
      {
        *type = instance.arcs[instance.index.values[i].first];
        return TRUE;
      }

  return FALSE;
}

/* The content of the nearest OID of a domain before @column in the row. */
static TarnSpan
find_domain (TarnTable          *self,
             const TarnTableRow *row,
             guint               column)
{
  while (column-- > 0)
    if (tarn_table_column (self, column)->syntax.convention
          == TARN_MIB_CONVENTION_TRANSPORT_DOMAIN
        && row->cells[column].tag == TARN_KIND_OBJECT_ID)
      return tarn_row_content (&row->cells[column]);

  return tarn_span (NULL, 0);
}

static void
append_cell (TarnTable          *self,
             TarnTextStyle      *style,
             const TarnTableRow *row,
             guint               column,
             TarnMibValueFlags   more,
             GString            *text)
{
  const TarnTableColumn *known = tarn_table_column (self, column);
  TarnMibValueContext context;

  if (row->cells[column].tlv.len == 0)
    return;

  tarn_text_style_init_context (style, &context);
  if (known->has_syntax)
    {
      context.syntax = &known->syntax;
      context.units = known->units;
    }
  context.charset = tarn_text_style_find_charset (style, row->cells[column].name, context.syntax);
  context.is_binary = known->is_binary;
  if (known->syntax.convention == TARN_MIB_CONVENTION_INET_ADDRESS)
    context.has_inet_type = find_inet_type (self, row, column, &context.inet_type);
  if (known->syntax.convention == TARN_MIB_CONVENTION_TRANSPORT_ADDRESS)
    context.domain = find_domain (self, row, column);

  tarn_text_style_append_person (style, &row->cells[column], &context, more, text);
}

/**
 * tarn_table_append_cell: (skip)
 * @self: a table
 * @style: how
 * @row: one of its rows
 * @column: which one
 * @text: what to append to
 *
 * Appends what a person would write for the value; nothing if there is none.
 */
void
tarn_table_append_cell (TarnTable          *self,
                        TarnTextStyle      *style,
                        const TarnTableRow *row,
                        guint               column,
                        GString            *text)
{
  g_return_if_fail (TARN_IS_TABLE (self));
  g_return_if_fail (column < self->columns->len);

  append_cell (self, style, row, column, 0, text);
}

/**
 * tarn_table_append_csv_head: (skip)
 * @self: a table whose columns have been found
 * @text: what to append to
 *
 * Appends a line of the names of the parts of the index, and of the columns.
 */
void
tarn_table_append_csv_head (TarnTable *self,
                            GString   *text)
{
  guint n_index;

  g_return_if_fail (TARN_IS_TABLE (self));

  n_index = tarn_table_get_n_index (self);
  for (guint i = 0; i < n_index; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", tarn_table_get_index_name (self, i));
  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (text, ",%s", tarn_table_column (self, i)->name);
  g_string_append_c (text, '\n');
}

static void
append_csv_text (GString       *line,
                 const GString *text,
                 gboolean       is_string)
{
  TarnSpan span = tarn_span (text->str, text->len);

  if (text->len == 0)
    g_string_append (line, "\"\"");
  else if (is_string && tarn_format_is_formula (span))
    tarn_format_append_csv_guarded (line, span);
  else
    tarn_format_append_csv_field (line, span);
}

/**
 * tarn_table_append_csv: (skip)
 * @self: a table
 * @style: how
 * @row: one of its rows
 * @text: what to append to
 *
 * Appends a line, without units, so that numbers are numbers.  A field of a value that is absent has nothing in it, one of an empty value
 * has its two quotes; text that a spreadsheet would take for a formula has an apostrophe in
 * front.
 */
void
tarn_table_append_csv (TarnTable          *self,
                       TarnTextStyle      *style,
                       const TarnTableRow *row,
                       GString            *text)
{
  g_autoptr(GString) field = g_string_new (NULL);
  guint n_index;

  g_return_if_fail (TARN_IS_TABLE (self));

  n_index = tarn_table_get_n_index (self);
  for (guint i = 0; i < n_index; i++)
    {
      g_string_truncate (field, 0);
      tarn_table_append_index (self, style, row, i, field);
      if (i > 0)
        g_string_append_c (text, ',');
      append_csv_text (text, field, TRUE);
    }

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_string_append_c (text, ',');
      if (row->cells[i].tlv.len == 0)
        continue;

      g_string_truncate (field, 0);
      append_cell (self, style, row, i, TARN_MIB_VALUE_NO_UNITS, field);
      append_csv_text (text, field, row->cells[i].tag == TARN_KIND_OCTET_STRING);
    }
  g_string_append_c (text, '\n');
}

static void
append_json_index (TarnTable          *self,
                   TarnTextStyle      *style,
                   const TarnTableRow *row,
                   GString            *text)
{
  g_autoptr(GString) field = g_string_new (NULL);
  guint32 arcs[TARN_NAME_MAX_ARCS];

  g_string_append (text, "{\"instance\":\"");
  append_arcs (text, arcs, get_arcs (row->instance, arcs));
  g_string_append (text, "\",\"index\":{");

  for (guint i = 0; i < self->n_index; i++)
    {
      g_string_truncate (field, 0);
      tarn_table_append_index (self, style, row, i, field);
      g_string_append_printf (text, "%s\"%s\":", i > 0 ? "," : "", self->index[i].name);
      tarn_format_append_json_string (text, tarn_span (field->str, field->len));
    }
  g_string_append_c (text, '}');
}

/**
 * tarn_table_append_json: (skip)
 * @self: a table
 * @style: how
 * @row: one of its rows
 * @text: what to append to
 *
 * Appends an object on a line: `instance` has the arcs, `index` the parts as text, `cells`
 * by the name of its column what JSON of a varbind has without its name, and `display`, the
 * text for a person.  What is absent is not among the cells.
 */
void
tarn_table_append_json (TarnTable          *self,
                        TarnTextStyle      *style,
                        const TarnTableRow *row,
                        GString            *text)
{
  g_autoptr(GString) field = g_string_new (NULL);
  gboolean first = TRUE;

  g_return_if_fail (TARN_IS_TABLE (self));

  append_json_index (self, style, row, text);
  g_string_append (text, ",\"cells\":{");
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (row->cells[i].tlv.len == 0)
        continue;

      g_string_truncate (field, 0);
      tarn_table_append_cell (self, style, row, i, field);
      g_string_append_printf (text, "%s\"%s\":{", first ? "" : ",",
                              tarn_table_column (self, i)->name);
      first = FALSE;
      tarn_format_append_json_value (text, &row->cells[i]);
      g_string_append (text, ",\"display\":");
      tarn_format_append_json_string (text, tarn_span (field->str, field->len));
      g_string_append_c (text, '}');
    }
  g_string_append (text, "}}\n");
}
