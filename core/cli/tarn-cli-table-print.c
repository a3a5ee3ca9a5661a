/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A table is read twice where its fields are aligned, once to measure them: nothing is kept
 * of its rows, however many there are.
 */
#include "tarn-cli-table.h"

#define SLICE_ROWS 512   /* under one lock: whoever reads us may be slow */
#define GAP        2     /* between fields */
#define HOLE       "?"   /* there is no such varbind; snmptable has it too */

typedef struct
{
  gboolean  is_index;
  guint     number;      /* of the part of the index, or of the column */
  char     *head;
  guint     width;
  gboolean  is_number;   /* so far: all its cells are */
} Field;

static void
field_clear (gpointer data)
{
  g_free (((Field *) data)->head);
}

static Field *
get_field (CliTable *self,
           guint     i)
{
  return &g_array_index (self->fields, Field, i);
}

/* Places of a terminal that a character takes. */
static guint
char_width (gunichar c)
{
  if (c < 0x80)
    return 1;

  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));

  return width;
}

/* What a device says must neither break a line nor steer a terminal (P-HNT-10). */
static void
append_escaped (GString    *text,
                const char *string)
{
  g_autofree char *valid = NULL;
  const char *p = string;

  while (g_ascii_isprint (*p))
    p++;
  g_string_append_len (text, string, p - string);
  if (*p == '\0')
    return;

  valid = g_utf8_make_valid (p, -1);
  for (p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\r' || c == '\t')
        g_string_append_printf (text, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
      else if (g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        g_string_append_printf (text, "\\x%02x", c);
      else
        g_string_append_unichar (text, c);
    }
}

/* A number, perhaps with units behind it. */
static gboolean
is_number (const char *text,
           guint8      tag)
{
  return tag != TARN_KIND_OCTET_STRING && tag != TARN_KIND_IP_ADDRESS
         && tag != TARN_KIND_OBJECT_ID && g_ascii_isdigit (text[text[0] == '-']);
}

/* The text of a field to @self->cell.  What is not there differs from what is empty, and
 * from a text that looks like a hole. */
static gboolean
fill_cell (CliTable           *self,
           const Field        *field,
           const TarnTableRow *row)
{
  GString *raw = self->raw;
  gboolean numeric;

  g_string_truncate (raw, 0);
  g_string_truncate (self->cell, 0);
  if (field->is_index && self->one_index)
    {
      tarn_table_append_instance (self->table, cli_get_style (), row, raw);
    }
  else if (field->is_index)
    {
      tarn_table_append_index (self->table, cli_get_style (), row, field->number, raw);
    }
  else if (row->cells[field->number].tlv.len == 0)
    {
      g_string_append (self->cell, HOLE);
      return TRUE;
    }
  else
    {
      tarn_table_append_cell (self->table, cli_get_style (), row, field->number, raw);
    }

  if (field->is_index)
    numeric = strspn (raw->str, "0123456789") == raw->len;
  else
    numeric = is_number (raw->str, row->cells[field->number].tag);
  if (raw->len == 0 || strcmp (raw->str, HOLE) == 0)
    g_string_append_printf (self->cell, "\"%s\"", raw->str);
  else
    append_escaped (self->cell, raw->str);
  return numeric;
}

static void
measure_cb (TarnTable          *table,
            const TarnTableRow *row,
            gpointer            user_data)
{
  CliTable *self = user_data;

  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = get_field (self, i);

      field->is_number &= fill_cell (self, field, row);
      field->width = MAX (field->width, measure (self->cell->str));
    }
}

/* Cuts what is longer than a field may be. */
static void
cut (CliTable *self)
{
  char *p = self->cell->str;
  guint width = 0;

  if (self->max_chars == 0)
    return;

  while (*p != '\0')
    {
      width += char_width (g_utf8_get_char (p));
      if (width > self->max_chars)
        break;
      p = g_utf8_next_char (p);
    }
  g_string_truncate (self->cell, (gsize) (p - self->cell->str));
}

static guint
field_width (const CliTable *self,
             const Field    *field)
{
  return self->max_chars > 0 ? self->max_chars : field->width;
}

/* Puts @self->cell into its place; nothing but the last field of a line goes unfilled. */
static void
put_cell (CliTable    *self,
          const Field *field,
          gboolean     is_last)
{
  GString *text = self->output.buffer;
  guint width;
  int pad;

  if (self->separator != NULL)
    {
      g_string_append (text, self->cell->str);
      if (!is_last)
        g_string_append (text, self->separator);
      return;
    }

  cut (self);
  width = measure (self->cell->str);
  pad = (int) field_width (self, field) - (int) width;
  if (field->is_number && !self->left)
    g_string_append_printf (text, "%*s%s", MAX (pad, 0), "", self->cell->str);
  else if (is_last)
    g_string_append (text, self->cell->str);
  else
    g_string_append_printf (text, "%s%*s", self->cell->str, MAX (pad, 0), "");
  if (!is_last)
    g_string_append_printf (text, "%*s", GAP, "");
}

/* The index, then the columns of the part that is being printed; headings without @row. */
static void
print_line (CliTable           *self,
            const TarnTableRow *row)
{
  guint last = self->end - 1;

  for (guint i = 0; i < self->end; i++)
    {
      Field *field = get_field (self, i);

      if (!field->is_index && i < self->first)
        continue;
      if (row != NULL)
        fill_cell (self, field, row);
      else
        g_string_assign (self->cell, field->head);
      put_cell (self, field, i == last);
    }
  g_string_append_c (self->output.buffer, '\n');
}

static void
print_cb (TarnTable          *table,
          const TarnTableRow *row,
          gpointer            user_data)
{
  CliTable *self = user_data;

  if (self->form == CLI_TABLE_CSV)
    tarn_table_append_csv (table, cli_get_style (), row, self->output.buffer);
  else if (self->form == CLI_TABLE_JSON)
    tarn_table_append_json (table, cli_get_style (), row, self->output.buffer);
  else
    print_line (self, row);
}

static gboolean
read_rows (CliTable         *self,
           TarnTableRowFunc  func)
{
  gssize n;

  tarn_table_rewind (self->table);
  do
    {
      g_autoptr(GError) error = NULL;
      GError *failure = NULL;
      guint waited_ms = 0;

      do
        n = tarn_table_read (self->table, SLICE_ROWS, func, self, &failure);
      while (n < 0 && cli_try_again (&failure, &waited_ms, &error));

      if (error != NULL)
        {
          cli_complain ("%s", error->message);
          return FALSE;
        }
    }
  while (cli_output_push (&self->output) && n == SLICE_ROWS);

  return !self->output.failed;
}

/* Whether the index tells it already. */
static gboolean
is_index_column (CliTable *self,
                 guint     column)
{
  for (guint i = 0; i < tarn_table_get_n_index (self->table); i++)
    if (strcmp (tarn_table_get_index_name (self->table, i),
                tarn_table_get_column_name (self->table, column)) == 0)
      return TRUE;

  return FALSE;
}

static void
add_field (CliTable   *self,
           gboolean    is_index,
           guint       number,
           const char *head)
{
  Field field = { is_index, number, g_strdup (head), self->no_head ? 0 : measure (head), TRUE };

  g_array_append_val (self->fields, field);
}

/* What the names of all columns begin with: "if" of ifDescr and ifMtu.  It ends before a
 * capital letter. */
static gsize
common_prefix (CliTable *self)
{
  const char *first = tarn_table_get_column_name (self->table, 0);
  gsize len = strlen (first);

  for (guint i = 1; i < tarn_table_get_n_columns (self->table); i++)
    {
      const char *name = tarn_table_get_column_name (self->table, i);
      gsize n = 0;

      while (n < len && name[n] == first[n])
        n++;
      len = n;
    }

  while (len > 0 && !g_ascii_isupper (first[len]))
    len--;
  return len;
}

static void
make_fields (CliTable *self)
{
  guint n_columns = tarn_table_get_n_columns (self->table);
  gsize skip = self->brief && n_columns > 1 ? common_prefix (self) : 0;

  if (self->one_index)
    add_field (self, TRUE, 0, "index");
  for (guint i = 0; i < tarn_table_get_n_index (self->table) && !self->one_index; i++)
    add_field (self, TRUE, i, tarn_table_get_index_name (self->table, i));

  for (guint i = 0; i < n_columns; i++)
    if (self->one_index || !is_index_column (self, i))
      add_field (self, FALSE, i, tarn_table_get_column_name (self->table, i) + skip);
}

/* Takes as many columns as the width allows, and one in any case. */
static void
choose_part (CliTable *self)
{
  guint width = 0;

  self->end = 0;
  while (self->end < self->fields->len)
    {
      const Field *field = get_field (self, self->end);

      if (field->is_index || self->end >= self->first)
        width += field_width (self, field) + (width > 0 ? GAP : 0);
      if (self->width > 0 && self->separator == NULL && width > self->width
          && self->end > self->first && !field->is_index)
        break;
      self->end++;
    }
}

static guint
count_index_fields (CliTable *self)
{
  guint n = 0;

  while (n < self->fields->len && get_field (self, n)->is_index)
    n++;
  return n;
}

static gboolean
print_text (CliTable *self)
{
  gboolean good = TRUE;

  if (self->separator == NULL && !self->only_head)
    good = read_rows (self, measure_cb);

  self->first = count_index_fields (self);
  do
    {
      choose_part (self);
      if (!self->no_head)
        print_line (self, NULL);
      if (good && !self->only_head)
        good = read_rows (self, print_cb);
      self->first = self->end;
      if (good && self->end < self->fields->len)
        g_string_append_c (self->output.buffer, '\n');
    }
  while (good && self->end < self->fields->len);

  return good;
}

gboolean
cli_table_print (CliTable *self)
{
  gboolean good;

  self->fields = g_array_new (FALSE, TRUE, sizeof (Field));
  g_array_set_clear_func (self->fields, field_clear);
  self->cell = g_string_new (NULL);
  self->raw = g_string_new (NULL);
  make_fields (self);

  if (self->form == CLI_TABLE_TEXT)
    {
      good = print_text (self);
    }
  else
    {
      if (self->form == CLI_TABLE_CSV && !self->no_head)
        tarn_table_append_csv_head (self->table, self->output.buffer);
      good = self->only_head || read_rows (self, print_cb);
    }

  g_array_unref (self->fields);
  g_string_free (self->cell, TRUE);
  g_string_free (self->raw, TRUE);
  return good;
}
