/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-inference.h"

#include "ops/tarn-format-private.h"

G_DEFINE_BOXED_TYPE (TarnInferredColumn, tarn_inferred_column, tarn_inferred_column_copy,
                     tarn_inferred_column_free)
G_DEFINE_BOXED_TYPE (TarnInferredTable, tarn_inferred_table, tarn_inferred_table_copy,
                     tarn_inferred_table_free)
G_DEFINE_BOXED_TYPE (TarnInference, tarn_inference, tarn_inference_copy, tarn_inference_free)

/**
 * tarn_inferred_column_copy:
 * @self: a column
 *
 * Returns: (transfer full): a copy
 */
TarnInferredColumn *
tarn_inferred_column_copy (const TarnInferredColumn *self)
{
  TarnInferredColumn *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnInferredColumn, 1);
  *copy = *self;
  copy->numbers = g_array_copy (self->numbers);
  return copy;
}

/**
 * tarn_inferred_column_free:
 * @self: (transfer full) (nullable): a column
 */
void
tarn_inferred_column_free (TarnInferredColumn *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->numbers);
  g_free (self);
}

/**
 * tarn_inferred_column_type_to_string:
 * @self: a column
 *
 * Returns: the type that most of its values have: "Counter32"
 */
const char *
tarn_inferred_column_type_to_string (const TarnInferredColumn *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_format_type_name (self->tag);
}

static gpointer
copy_column (gconstpointer column,
             gpointer      data)
{
  return tarn_inferred_column_copy (column);
}

static gpointer
copy_table (gconstpointer table,
            gpointer      data)
{
  return tarn_inferred_table_copy (table);
}

/* As g_ptr_array_copy(), which keeps no free function for what it holds of its own. */
static GPtrArray *
copy_all (GPtrArray      *array,
          GCopyFunc       copy,
          GDestroyNotify  free_func)
{
  GPtrArray *result = g_ptr_array_copy (array, copy, NULL);

  g_ptr_array_set_free_func (result, free_func);
  return result;
}

/**
 * tarn_inferred_table_copy:
 * @self: a table
 *
 * Returns: (transfer full): a copy
 */
TarnInferredTable *
tarn_inferred_table_copy (const TarnInferredTable *self)
{
  TarnInferredTable *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnInferredTable, 1);
  *copy = *self;
  tarn_oid_ref (copy->entry);
  copy->index = g_array_copy (self->index);
  copy->columns = copy_all (self->columns, (GCopyFunc) copy_column,
                            (GDestroyNotify) tarn_inferred_column_free);
  return copy;
}

/**
 * tarn_inferred_table_free:
 * @self: (transfer full) (nullable): a table
 */
void
tarn_inferred_table_free (TarnInferredTable *self)
{
  if (self == NULL)
    return;

  tarn_oid_unref (self->entry);
  g_array_unref (self->index);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * tarn_inference_copy:
 * @self: an inference
 *
 * Returns: (transfer full): a copy
 */
TarnInference *
tarn_inference_copy (const TarnInference *self)
{
  TarnInference *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnInference, 1);
  *copy = *self;
  copy->tables = copy_all (self->tables, (GCopyFunc) copy_table,
                           (GDestroyNotify) tarn_inferred_table_free);
  return copy;
}

/**
 * tarn_inference_free:
 * @self: (transfer full) (nullable): an inference
 */
void
tarn_inference_free (TarnInference *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->tables);
  g_free (self);
}

/**
 * tarn_inferred_part_to_string:
 * @part: a part of an index
 *
 * Returns: for a person: "IPv4 address"
 */
const char *
tarn_inferred_part_to_string (TarnInferredPart part)
{
  static const char *const words[] = {
    "integer", "IPv4 address", "MAC address", "string with its length",
    "address with its type and length", "arcs of unknown form",
  };

  return part < G_N_ELEMENTS (words) ? words[part] : "?";
}

/**
 * tarn_inferred_values_to_string:
 * @values: what a column seems to hold
 *
 * Returns: for a person: "MAC addresses"; empty where the type says it all
 */
const char *
tarn_inferred_values_to_string (TarnInferredValues values)
{
  static const char *const words[] = {
    "", "enumeration", "text", "MAC addresses", "dates", "octets",
  };

  return values < G_N_ELEMENTS (words) ? words[values] : "?";
}

/**
 * tarn_inferred_table_index_to_string:
 * @self: a table
 *
 * Returns: (transfer full): for a person: "integer, IPv4 address"
 */
char *
tarn_inferred_table_index_to_string (const TarnInferredTable *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->index->len; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, tarn_inferred_part_to_string (g_array_index (self->index, guint, i)));
    }

  return g_string_free (text, FALSE);
}
