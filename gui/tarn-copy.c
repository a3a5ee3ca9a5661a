/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-copy.h"

#include <glib/gi18n.h>
#include <string.h>

/* What stands in a command for what is secret or not known. */
#define COMMUNITY "COMMUNITY"
#define DEVICE    "DEVICE"

typedef struct
{
  TarnStore     *store;
  TarnMib       *mib;         /* nullable */
  TarnOid       *oid;
  TarnDocument  *document;
  TarnTextStyle *style;
  TarnValue     *value;       /* nullable: @oid is no instance */
} Copy;

static gboolean
fail (GError     **error,
      TarnError    code,
      const char  *text)
{
  g_set_error_literal (error, TARN_ERROR, code, text);
  return FALSE;
}

static char *
make_oid (const Copy  *self,
          GError     **error)
{
  g_autofree char *text = tarn_oid_to_string (self->oid);

  return g_strdup (text + strspn (text, "."));
}

static char *
make_name (const Copy  *self,
           GError     **error)
{
  return tarn_text_style_dup_name (self->style, self->oid);
}

typedef void (*AppendRow) (const Copy    *self,
                           const TarnRow *row,
                           GString       *text);

static void
append_value (const Copy    *self,
              const TarnRow *row,
              GString       *text)
{
  g_autoptr(TarnVarbind) varbind = tarn_row_dup_varbind (row);
  g_autofree char *value = tarn_text_style_dup_value (self->style, varbind);

  g_string_append (text, value);
  g_string_append_c (text, '\n');
}

static void
append_line (const Copy    *self,
             const TarnRow *row,
             GString       *text)
{
  tarn_text_style_append_row (self->style, TARN_FORMAT_TEXT, row, text);
}

static void
append_json (const Copy    *self,
             const TarnRow *row,
             GString       *text)
{
  tarn_text_style_append_row (self->style, TARN_FORMAT_JSON, row, text);
}

/* Of @oid and all below it, a line each; the last has no end. */
static char *
make_rows (const Copy  *self,
           AppendRow    append,
           GError     **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize prefix_len;
  const guint8 *prefix = tarn_oid_get_octets (self->oid, &prefix_len);
  TarnCursor cursor;
  guint n = 0;

  if (!tarn_store_begin_read (self->store, error))
    return NULL;
  tarn_cursor_init (&cursor, self->store);
  for (gboolean there = tarn_cursor_seek (&cursor, tarn_span (prefix, prefix_len), TRUE);
       there && n <= TARN_COPY_MAX_ROWS && cursor.row.name.len >= prefix_len
       && memcmp (cursor.row.name.data, prefix, prefix_len) == 0;
       there = tarn_cursor_next (&cursor))
    {
      append (self, &cursor.row, text);
      n++;
    }
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (self->store);

  if (n == 0 && !fail (error, TARN_ERROR_FAILED, _("There are no values here to copy")))
    return NULL;
  if (n > TARN_COPY_MAX_ROWS
      && !fail (error, TARN_ERROR_TOO_BIG, _("This is too much to copy: export it instead")))
    return NULL;

  g_string_truncate (text, text->len - 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_value (const Copy  *self,
            GError     **error)
{
  return make_rows (self, append_value, error);
}

static char *
make_line (const Copy  *self,
           GError     **error)
{
  return make_rows (self, append_line, error);
}

static char *
make_json (const Copy  *self,
           GError     **error)
{
  return make_rows (self, append_json, error);
}

/* As a shell needs it; plain words stay as they are. */
static char *
quote (const char *word)
{
  const char *plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@%+=";

  return word[0] != '\0' && word[strspn (word, plain)] == '\0' ? g_strdup (word)
                                                               : g_shell_quote (word);
}

/* "-v2c -c COMMUNITY 192.0.2.1:161" */
static char *
dup_target (const Copy *self)
{
  TarnDevice *device = tarn_document_get_device (self->document);
  g_autoptr(TarnMirrorInfo) info = NULL;
  g_autofree char *address = NULL;
  g_autofree char *word = NULL;
  gboolean is_v1 = FALSE;

  if (device != NULL)
    {
      address = tarn_address_to_string (tarn_device_get_address (device));
      is_v1 = tarn_device_get_version (device) == TARN_VERSION_1;
    }
  else if ((info = tarn_mirror_info_read (self->store)) != NULL)
    {
      address = g_strdup (info->device);
      is_v1 = info->version == TARN_VERSION_1;
    }

  word = quote (address != NULL ? address : DEVICE);
  return g_strdup_printf ("-v%s -c " COMMUNITY " %s", is_v1 ? "1" : "2c", word);
}

/* By number: their tools may not have the module. */
static char *
make_snmpget (const Copy  *self,
              GError     **error)
{
  g_autofree char *target = dup_target (self);
  g_autofree char *oid = make_oid (self, NULL);
  const char *tool = self->value != NULL ? "snmpget"
                     : g_str_has_prefix (target, "-v1") ? "snmpwalk" : "snmpbulkwalk";

  return g_strdup_printf ("%s %s %s", tool, target, oid);
}

static TarnMibNode *
find_table (const Copy *self)
{
  g_autoptr(TarnMibNode) node = self->mib != NULL
                                  ? tarn_mib_find_node (self->mib, self->oid, NULL) : NULL;

  return node != NULL ? tarn_mib_node_get_table (node) : NULL;
}

/* A table of a capture needs no device. */
static char *
make_tarn (const Copy  *self,
           GError     **error)
{
  g_autofree char *target = dup_target (self);
  g_autofree char *name = make_name (self, NULL);
  g_autofree char *word = quote (name);
  g_autoptr(TarnMibNode) table = self->value == NULL ? find_table (self) : NULL;
  g_autofree char *path = NULL;

  if (table == NULL)
    return g_strdup_printf ("tarn %s %s %s", self->value != NULL ? "get" : "walk", target, word);
  if (tarn_document_get_device (self->document) != NULL)
    return g_strdup_printf ("tarn table %s %s", target, word);

  path = quote (tarn_capture_get_path (tarn_document_get_capture (self->document)));
  return g_strdup_printf ("tarn table %s %s", path, word);
}

/* Tabs and line ends would be cells and rows of their own. */
static void
append_cell (GString    *text,
             const char *cell,
             gboolean    is_first)
{
  g_autofree char *plain = g_strdup (cell);

  g_string_append (text, is_first ? "" : "\t");
  g_string_append (text, g_strdelimit (plain, "\t\r\n", ' '));
}

typedef struct
{
  TarnTextStyle *style;
  GString       *text;
} Cells;

static void
row_cb (TarnTable          *table,
        const TarnTableRow *row,
        gpointer            data)
{
  Cells *cells = data;
  guint n_index = tarn_table_get_n_index (table);
  guint n = n_index + tarn_table_get_n_columns (table);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GString) cell = g_string_new (NULL);

      if (i < n_index)
        tarn_table_append_index (table, cells->style, row, i, cell);
      else
        tarn_table_append_cell (table, cells->style, row, i - n_index, cell);
      append_cell (cells->text, cell->str, i == 0);
    }
  g_string_append_c (cells->text, '\n');
}

static void
append_head (TarnTable *table,
             GString   *text)
{
  guint n_index = tarn_table_get_n_index (table);

  for (guint i = 0; i < n_index; i++)
    append_cell (text, tarn_table_get_index_name (table, i), i == 0);
  for (guint i = 0; i < tarn_table_get_n_columns (table); i++)
    append_cell (text, tarn_table_get_column_name (table, i), n_index + i == 0);
  g_string_append_c (text, '\n');
}

/* The row alone, of an instance: what it has, column by column. */
static char *
make_row (const Copy         *self,
          const TarnMibNode  *table,
          GError            **error)
{
  g_autoptr(TarnMibNode) row = tarn_mib_node_get_row (table);
  g_autoptr(TarnMibNode) column = tarn_mib_find_node (self->mib, self->oid, NULL);
  g_autoptr(GPtrArray) index = tarn_mib_node_list_index_values (column, self->oid, NULL, error);
  g_autoptr(GPtrArray) names = tarn_mib_node_list_index (column);
  g_auto(GStrv) parts = NULL;
  g_autoptr(GString) head = g_string_new (NULL);
  g_autoptr(GString) cells = g_string_new (NULL);

  if (index == NULL)
    return NULL;
  parts = tarn_mib_node_format_index (column, self->oid, TARN_MIB_VALUE_PERSON, NULL);
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      append_cell (head, i < names->len ? tarn_mib_node_get_name (names->pdata[i]) : "", i == 0);
      append_cell (cells, parts[i], i == 0);
    }

  for (guint i = 0; i < tarn_mib_node_get_n_children (row); i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (row, i);
      g_autoptr(TarnOid) oid =
        tarn_mib_node_make_instance (child, (TarnValue **) index->pdata, index->len, NULL);
      g_autoptr(TarnValue) value = oid != NULL ? tarn_store_get (self->store, oid, NULL) : NULL;
      g_autofree char *text = value != NULL
                                ? tarn_mib_node_format_value (child, value, NULL,
                                                              TARN_MIB_VALUE_PERSON) : NULL;

      if (text == NULL)
        continue;
      append_cell (head, tarn_mib_node_get_name (child), head->len == 0);
      append_cell (cells, text, cells->len == 0);
    }
  return g_strdup_printf ("%s\n%s\n", head->str, cells->str);
}

static char *
make_table (const Copy  *self,
            GError     **error)
{
  g_autoptr(TarnMibNode) node = find_table (self);
  g_autoptr(TarnOid) oid = node != NULL ? tarn_mib_node_dup_oid (node) : NULL;
  g_autoptr(TarnTable) table = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  Cells cells = { self->style, text };
  gssize n, n_rows = 0;

  if (node != NULL && self->value != NULL)
    return make_row (self, node, error);

  table = tarn_table_new (self->store, self->mib, oid != NULL ? oid : self->oid, error);
  if (table == NULL || !tarn_table_find_columns (table, error))
    return NULL;

  append_head (table, text);
  while ((n = tarn_table_read (table, 1000, row_cb, &cells, error)) > 0
         && (n_rows += n) <= TARN_COPY_MAX_ROWS)
    continue;
  if (n > 0)
    fail (error, TARN_ERROR_TOO_BIG, _("This is too much to copy: export it instead"));
  else if (n == 0 && n_rows == 0)
    fail (error, TARN_ERROR_FAILED, _("There are no values here to copy"));

  return n == 0 && n_rows > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static const struct
{
  const char *form;
  char       *(*make) (const Copy  *self,
                       GError     **error);
} forms[] = {
  { "oid", make_oid },
  { "name", make_name },
  { "value", make_value },
  { "line", make_line },
  { "snmpget", make_snmpget },
  { "tarn", make_tarn },
  { "json", make_json },
  { "table", make_table },
};

char *
tarn_copy_make (TarnDocument  *document,
                TarnOid       *oid,
                const char    *form,
                GError       **error)
{
  g_autoptr(TarnTextStyle) style = NULL;
  g_autoptr(TarnValue) value = NULL;
  Copy self;

  g_return_val_if_fail (TARN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (oid != NULL, NULL);
  g_return_val_if_fail (form != NULL, NULL);

  style = tarn_text_style_new (tarn_document_get_mib (document));
  value = tarn_store_get (tarn_document_get_store (document), oid, NULL);
  self = (Copy) { tarn_document_get_store (document), tarn_document_get_mib (document), oid,
                  document, style, value };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (strcmp (form, forms[i].form) == 0)
      return forms[i].make (&self, error);

  fail (error, TARN_ERROR_INVALID, _("There is no such form"));
  return NULL;
}
