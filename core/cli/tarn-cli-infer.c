/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-infer.h"

#include "tarn-cli-json.h"

static void
append_numbers (GString      *text,
                const GArray *numbers)
{
  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? "," : "", g_array_index (numbers, gint32, i));
}

static void
append_column (GString                  *text,
               const TarnInferredColumn *column)
{
  g_string_append_printf (text, "  .%-5u %-16s %10" G_GUINT64_FORMAT, column->arc,
                          tarn_inferred_column_type_to_string (column), column->n_rows);
  if (column->mixed)
    g_string_append (text, "  and other types");
  if (column->values != TARN_INFERRED_VALUES_PLAIN)
    g_string_append_printf (text, "  %s", tarn_inferred_values_to_string (column->values));
  if (column->numbers->len > 0)
    {
      g_string_append (text, ": ");
      append_numbers (text, column->numbers);
    }
  g_string_append_c (text, '\n');
}

static void
append_table (GString                 *text,
              const TarnInferredTable *table)
{
  g_autofree char *entry = tarn_oid_to_string (table->entry);
  g_autofree char *index = tarn_inferred_table_index_to_string (table);

  g_string_append_printf (text, "table %s: %u columns, %" G_GUINT64_FORMAT " rows, index: %s\n",
                          entry, table->columns->len, table->n_rows, index);
  for (guint i = 0; i < table->columns->len; i++)
    append_column (text, table->columns->pdata[i]);
}

void
cli_append_inference (GString             *text,
                      const TarnInference *inference)
{
  g_string_append_printf (text, "\ninferred from names and values, without a MIB: %u tables, %"
                                G_GUINT64_FORMAT " scalars, %" G_GUINT64_FORMAT " others\n",
                          inference->tables->len, inference->n_scalars, inference->n_others);
  for (guint i = 0; i < inference->tables->len; i++)
    append_table (text, inference->tables->pdata[i]);
}

static void
append_json_column (GString                  *text,
                    const TarnInferredColumn *column)
{
  g_string_append_printf (text, "{\"column\":%u,\"type\":\"%s\",\"mixed\":%s,\"rows\":%"
                                G_GUINT64_FORMAT ",\"values\":\"%s\",\"numbers\":[",
                          column->arc, tarn_inferred_column_type_to_string (column),
                          column->mixed ? "true" : "false", column->n_rows,
                          tarn_inferred_values_to_string (column->values));
  append_numbers (text, column->numbers);
  g_string_append (text, "]}");
}

static void
append_json_table (GString                 *text,
                   const TarnInferredTable *table)
{
  g_autofree char *entry = tarn_oid_to_string (table->entry);

  g_string_append_printf (text, "{\"entry\":\"%s\",\"rows\":%" G_GUINT64_FORMAT ",\"index\":[",
                          entry, table->n_rows);
  for (guint i = 0; i < table->index->len; i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "",
                            tarn_inferred_part_to_string (g_array_index (table->index, guint, i)));
  g_string_append (text, "],\"columns\":[");
  for (guint i = 0; i < table->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_json_column (text, table->columns->pdata[i]);
    }
  g_string_append (text, "]}");
}

void
cli_json_append_inference (GString             *text,
                           const TarnInference *inference)
{
  g_string_append_printf (text, "{\"scalars\":%" G_GUINT64_FORMAT ",\"others\":%" G_GUINT64_FORMAT
                                ",\"tables\":[", inference->n_scalars, inference->n_others);
  for (guint i = 0; i < inference->tables->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_json_table (text, inference->tables->pdata[i]);
    }
  g_string_append (text, "]}");
}
