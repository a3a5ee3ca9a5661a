/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-export.h"

#include <string.h>

#define SLICE_US (2 * G_TIME_SPAN_MILLISECOND)
#define BUSY_MS  4
#define RUN      64   /* rows that are read together */

struct _TarnTableExport
{
  GObject              parent_instance;

  TarnTableModel      *model;
  GtkBitset           *rows;
  TarnTableExportForm  form;
  GArray              *fields;      /* of guint                        */

  TarnTable           *table;       /* of its own, to be read          */
  TarnTextStyle       *style;
  GString             *text;
  guint                n_rows;      /* written                         */
  guint                next;        /* how many of @rows were read for */
};

G_DEFINE_FINAL_TYPE (TarnTableExport, tarn_table_export, G_TYPE_OBJECT)

static void
tarn_table_export_finalize (GObject *object)
{
  TarnTableExport *self = TARN_TABLE_EXPORT (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->rows, gtk_bitset_unref);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_object (&self->table);
  g_clear_pointer (&self->style, tarn_text_style_unref);
  g_string_free (self->text, TRUE);

  G_OBJECT_CLASS (tarn_table_export_parent_class)->finalize (object);
}

static void
tarn_table_export_class_init (TarnTableExportClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_table_export_finalize;
}

static void
tarn_table_export_init (TarnTableExport *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  self->text = g_string_new (NULL);
}

TarnTableExportForm
tarn_table_export_parse_form (const char *text)
{
  if (g_ascii_strcasecmp (text, "json") == 0)
    return TARN_TABLE_EXPORT_JSON;
  if (g_ascii_strcasecmp (text, "tsv") == 0 || g_ascii_strcasecmp (text, "txt") == 0)
    return TARN_TABLE_EXPORT_TSV;
  return TARN_TABLE_EXPORT_CSV;
}

TarnTableExport *
tarn_table_export_new (TarnTableModel      *model,
                       GtkBitset           *rows,
                       TarnTableExportForm  form)
{
  TarnTableExport *self;

  g_return_val_if_fail (TARN_IS_TABLE_MODEL (model), NULL);
  g_return_val_if_fail (rows != NULL, NULL);

  self = g_object_new (TARN_TYPE_TABLE_EXPORT, NULL);
  self->model = g_object_ref (model);
  self->rows = gtk_bitset_copy (rows);
  self->form = form;
  self->style = tarn_text_style_new (tarn_table_model_get_mib (model));
  return self;
}

void
tarn_table_export_add_field (TarnTableExport *self,
                             guint            field)
{
  g_return_if_fail (TARN_IS_TABLE_EXPORT (self));
  g_return_if_fail (field < tarn_table_model_get_n_fields (self->model));

  g_array_append_val (self->fields, field);
}

guint
tarn_table_export_get_n_rows (TarnTableExport *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_EXPORT (self), 0);

  return self->n_rows;
}

/* A line is a row and a tab is the next field, whatever a value has in it. */
static void
append_tsv (GString    *line,
            const char *text)
{
  for (; *text != '\0'; text++)
    g_string_append_c (line, strchr ("\t\r\n", *text) != NULL ? ' ' : *text);
}

/* What a spreadsheet would take for a formula has an apostrophe in front. */
static void
append_csv (GString    *line,
            const char *text,
            gboolean    is_number)
{
  gboolean guarded = !is_number && text[0] != '\0' && strchr ("=+-@\t\r", text[0]) != NULL;

  if (!guarded && text[0] != '\0' && strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (line, text);
      return;
    }

  g_string_append (line, guarded ? "\"'" : "\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *text);
    }
  g_string_append_c (line, '"');
}

static void
append_json (GString    *line,
             const char *text)
{
  g_string_append_c (line, '"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      g_string_append_printf (line, "\\%c", *text);
    else if ((guchar) *text < 0x20 || *text == 0x7f)
      g_string_append_printf (line, "\\u%04x", (guint) (guchar) *text);
    else
      g_string_append_c (line, *text);
  g_string_append_c (line, '"');
}

/* A number to JSON, too: units and labels are none. */
static gboolean
is_plain_number (const char *text)
{
  gsize n;

  text += text[0] == '-';
  n = strspn (text, "0123456789");
  return n > 0 && text[n] == '\0' && (n == 1 || text[0] != '0');
}

static void
append_field (TarnTableExport *self,
              guint            i,
              const char      *text)
{
  guint field = g_array_index (self->fields, guint, i);
  gboolean is_number = text != NULL && is_plain_number (text);

  switch (self->form)
    {
    case TARN_TABLE_EXPORT_JSON:
      g_string_append (self->text, i > 0 ? "," : "");
      append_json (self->text, tarn_table_model_get_name (self->model, field));
      g_string_append_c (self->text, ':');
      if (text == NULL)
        g_string_append (self->text, "null");
      else if (is_number && tarn_table_model_is_number (self->model, field))
        g_string_append (self->text, text);
      else
        append_json (self->text, text);
      break;

    case TARN_TABLE_EXPORT_CSV:
      g_string_append (self->text, i > 0 ? "," : "");
      if (text != NULL)
        append_csv (self->text, text, is_number);
      break;

    case TARN_TABLE_EXPORT_TSV:
    default:
      g_string_append (self->text, i > 0 ? "\t" : "");
      if (text != NULL)
        append_tsv (self->text, text);
      break;
    }
}

static void
append_head (TarnTableExport *self)
{
  if (self->form == TARN_TABLE_EXPORT_JSON)
    {
      g_string_append (self->text, "[");
      return;
    }

  for (guint i = 0; i < self->fields->len; i++)
    append_field (self, i, tarn_table_model_get_name (self->model,
                                                      g_array_index (self->fields, guint, i)));
  g_string_append_c (self->text, '\n');
}

static void
row_cb (TarnTable          *table,
        const TarnTableRow *row,
        gpointer            user_data)
{
  TarnTableExport *self = user_data;
  guint n_index = tarn_table_get_n_index (table);
  gboolean json = self->form == TARN_TABLE_EXPORT_JSON;
  g_autoptr(GString) text = g_string_new (NULL);

  if (json)
    g_string_append (self->text, self->n_rows > 0 ? ",\n{" : "\n{");
  for (guint i = 0; i < self->fields->len; i++)
    {
      guint field = g_array_index (self->fields, guint, i);
      gboolean hole = FALSE;
      g_autofree char *valid = NULL;

      g_string_truncate (text, 0);
      if (field < n_index)
        tarn_table_append_index (table, self->style, row, field, text);
      else
        tarn_table_append_cell (table, self->style, row, field - n_index, text);
      hole = field >= n_index && row->cells[field - n_index].tlv.len == 0;
      valid = g_utf8_make_valid (text->str, (gssize) text->len);
      append_field (self, i, hole ? NULL : valid);
    }
  g_string_append (self->text, json ? "}" : "\n");
  self->n_rows++;
}

/* Rows that lie one behind the other are read together. */
static gboolean
read_some (TarnTableExport  *self,
           GError          **error)
{
  guint position = gtk_bitset_get_nth (self->rows, self->next), n = 1;
  g_autoptr(GBytes) instance = tarn_table_model_dup_instance (self->model, position);
  gconstpointer octets;
  gsize len;

  while (!tarn_table_model_is_arranged (self->model) && n < RUN
         && gtk_bitset_contains (self->rows, position + n))
    n++;

  if (instance != NULL)
    {
      octets = g_bytes_get_data (instance, &len);
      tarn_table_seek (self->table, tarn_span (octets, len));
      if (tarn_table_read (self->table, n, row_cb, self, error) < 0)
        return FALSE;
    }
  self->next += n;
  return TRUE;
}

static gboolean
step_cb (gpointer data)
{
  GTask *task = data;
  TarnTableExport *self = g_task_get_source_object (task);
  gint64 end_us = g_get_monotonic_time () + SLICE_US;
  guint n = (guint) gtk_bitset_get_size (self->rows);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  while (self->next < n && g_get_monotonic_time () < end_us)
    if (!read_some (self, &error))
      {
        if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
          {
            g_task_return_error (task, error);
            return G_SOURCE_REMOVE;
          }
        g_clear_error (&error);
        g_timeout_add_full (G_PRIORITY_DEFAULT, BUSY_MS, step_cb, g_object_ref (task),
                            g_object_unref);
        return G_SOURCE_REMOVE;
      }

  if (self->next < n)
    return G_SOURCE_CONTINUE;

  if (self->form == TARN_TABLE_EXPORT_JSON)
    g_string_append (self->text, "\n]\n");
  g_task_return_pointer (task, g_bytes_new_take (g_strndup (self->text->str, self->text->len),
                                                 self->text->len),
                         (GDestroyNotify) g_bytes_unref);
  return G_SOURCE_REMOVE;
}

void
tarn_table_export_run_async (TarnTableExport     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TARN_IS_TABLE_EXPORT (self));
  g_return_if_fail (self->table == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_table_export_run_async);

  self->table = tarn_table_copy (tarn_table_model_get_table (self->model));
  append_head (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, step_cb, g_steal_pointer (&task), g_object_unref);
}

GBytes *
tarn_table_export_run_finish (TarnTableExport  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
