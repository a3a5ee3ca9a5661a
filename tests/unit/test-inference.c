/* What a store looks like without a MIB, and what must not be taken for a table.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-inference.h"
#include "tarn-test-import.h"

static TarnStore *
import (const char *snmprec)
{
  g_autoptr(GError) error = NULL;
  TarnStore *store = tarn_test_import (TARN_IMPORT_SNMPREC,
                                       tarn_span (snmprec, strlen (snmprec)), NULL, &error);

  g_assert_no_error (error);
  return store;
}

/* "1.3.6.1.2.1.2.2.1 (integer) 2x24 1:Integer32 2:OctetString text; scalars 3, others 0" */
static char *
describe (const TarnInference *inference)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < inference->tables->len; i++)
    {
      const TarnInferredTable *table = inference->tables->pdata[i];
      g_autofree char *entry = tarn_oid_to_string (table->entry);
      g_autofree char *index = tarn_inferred_table_index_to_string (table);

      g_string_append_printf (text, "%s (%s) %" G_GUINT64_FORMAT, entry, index, table->n_rows);
      for (guint j = 0; j < table->columns->len; j++)
        {
          const TarnInferredColumn *column = table->columns->pdata[j];

          g_string_append_printf (text, " %u:%s", column->arc,
                                  tarn_inferred_column_type_to_string (column));
          if (column->values != TARN_INFERRED_VALUES_PLAIN)
            g_string_append_printf (text, " %s", tarn_inferred_values_to_string (column->values));
          for (guint k = 0; k < column->numbers->len; k++)
            g_string_append_printf (text, "%s%d", k > 0 ? "," : "=",
                                    g_array_index (column->numbers, gint32, k));
        }
      g_string_append (text, "\n");
    }

  g_string_append_printf (text, "%" G_GUINT64_FORMAT " scalars, %" G_GUINT64_FORMAT " others",
                          inference->n_scalars, inference->n_others);
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *snmprec;
  const char *expected;
} Vector;

static const Vector vectors[] = {
  { "scalars of a group are no table",
    "1.3.6.1.2.1.1.1.0|4|a\n1.3.6.1.2.1.1.3.0|67|5\n1.3.6.1.2.1.1.5.0|4|b\n",
    "3 scalars, 0 others" },
  { "groups of scalars are no table, though their names rhyme",
    "1.3.6.1.4.1.9.1.1.1.0|2|1\n1.3.6.1.4.1.9.1.1.2.0|2|1\n"
    "1.3.6.1.4.1.9.1.2.1.0|2|1\n1.3.6.1.4.1.9.1.2.2.0|2|1\n",
    "4 scalars, 0 others" },
  { "two columns that share rows are a table",
    "1.3.6.1.2.1.2.2.1.1.1|2|1\n1.3.6.1.2.1.2.2.1.1.2|2|2\n"
    "1.3.6.1.2.1.2.2.1.2.1|4|lo\n1.3.6.1.2.1.2.2.1.2.2|4|eth0\n",
    ".1.3.6.1.2.1.2.2.1 (integer) 2 1:Integer32 2:OctetString text\n0 scalars, 0 others" },
  { "a table of one row",
    "1.3.6.1.2.1.2.1.0|2|1\n1.3.6.1.2.1.2.2.1.1.7|2|7\n1.3.6.1.2.1.2.2.1.5.7|66|9\n",
    ".1.3.6.1.2.1.2.2.1 (integer) 1 1:Integer32 5:Gauge32\n1 scalars, 0 others" },
  { "a table with a hole, and one of one column",
    "1.3.6.1.4.1.5.1.1.1.1|2|1\n1.3.6.1.4.1.5.1.1.1.2|2|2\n1.3.6.1.4.1.5.1.1.2.2|4|x\n"
    "1.3.6.1.4.1.5.2.1.3.1|65|1\n1.3.6.1.4.1.5.2.1.3.9|65|2\n",
    ".1.3.6.1.4.1.5.1.1 (integer) 2 1:Integer32 2:OctetString text\n"
    ".1.3.6.1.4.1.5.2.1 (integer) 2 3:Counter32\n0 scalars, 0 others" },
  { "an index of an interface and an IPv4 address; MAC addresses",
    "1.3.6.1.2.1.4.22.1.2.1.10.0.0.1|4x|001122334455\n"
    "1.3.6.1.2.1.4.22.1.2.2.10.0.0.9|4x|001122334499\n"
    "1.3.6.1.2.1.4.22.1.3.1.10.0.0.1|64|10.0.0.1\n"
    "1.3.6.1.2.1.4.22.1.3.2.10.0.0.9|64|10.0.0.9\n",
    ".1.3.6.1.2.1.4.22.1 (integer, IPv4 address) 2 2:OctetString MAC addresses 3:IpAddress\n"
    "0 scalars, 0 others" },
  { "an index that is a MAC address (P-IDX-02)",
    "1.3.6.1.2.1.17.4.3.1.2.0.80.86.176.4.1|2|1\n1.3.6.1.2.1.17.4.3.1.2.0.80.86.176.9.7|2|2\n"
    "1.3.6.1.2.1.17.4.3.1.3.0.80.86.176.4.1|2|3\n1.3.6.1.2.1.17.4.3.1.3.0.80.86.176.9.7|2|3\n",
    ".1.3.6.1.2.1.17.4.3.1 (MAC address) 2 2:Integer32 3:Integer32\n0 scalars, 0 others" },
  { "an index of a length and octets (P-IDX-03)",
    "1.3.6.1.4.1.5.1.1.2.2.97.98|2|1\n1.3.6.1.4.1.5.1.1.2.3.97.98.99|2|2\n"
    "1.3.6.1.4.1.5.1.1.4.2.97.98|67|3\n1.3.6.1.4.1.5.1.1.4.3.97.98.99|67|3\n",
    ".1.3.6.1.4.1.5.1.1 (string with its length) 2 2:Integer32 4:TimeTicks\n0 scalars, 0 others" },
  { "an index of address type, length and octets (P-TCV-05)",
    "1.3.6.1.2.1.4.34.1.3.1.4.10.0.0.1|2|1\n"
    "1.3.6.1.2.1.4.34.1.3.2.16.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1|2|2\n"
    "1.3.6.1.2.1.4.34.1.4.1.4.10.0.0.1|2|1\n"
    "1.3.6.1.2.1.4.34.1.4.2.16.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1|2|1\n",
    ".1.3.6.1.2.1.4.34.1 (address with its type and length) 2 3:Integer32 4:Integer32\n"
    "0 scalars, 0 others" },
  { "few numbers in many rows are likely an enumeration",
    "1.3.6.1.2.1.2.2.1.8.1|2|1\n1.3.6.1.2.1.2.2.1.8.2|2|2\n1.3.6.1.2.1.2.2.1.8.3|2|1\n"
    "1.3.6.1.2.1.2.2.1.8.4|2|1\n1.3.6.1.2.1.2.2.1.8.5|2|2\n1.3.6.1.2.1.2.2.1.8.6|2|1\n"
    "1.3.6.1.2.1.2.2.1.8.7|2|1\n1.3.6.1.2.1.2.2.1.8.8|2|2\n",
    ".1.3.6.1.2.1.2.2.1 (integer) 8 8:Integer32 enumeration=1,2\n0 scalars, 0 others" },
  { "a date in all rows (P-TCV-01), text with its NUL (P-TXT-02), other octets",
    "1.3.6.1.4.1.5.1.1.1.1|4x|07d00c1f0a0b0c00\n1.3.6.1.4.1.5.1.1.1.2|4x|07d00c1f0a0b0c002b0100\n"
    "1.3.6.1.4.1.5.1.1.2.1|4x|616200\n1.3.6.1.4.1.5.1.1.2.2|4|ab\n"
    "1.3.6.1.4.1.5.1.1.3.1|4x|0102\n1.3.6.1.4.1.5.1.1.3.2|4|ab\n",
    ".1.3.6.1.4.1.5.1.1 (integer) 2 1:OctetString dates 2:OctetString text 3:OctetString octets\n"
    "0 scalars, 0 others" },
  { "a table whose entry is the only branch below another 1",
    "1.3.6.1.2.1.47.1.1.1.1.4.1|2|0\n1.3.6.1.2.1.47.1.1.1.1.4.2|2|1\n"
    "1.3.6.1.2.1.47.1.1.1.1.5.1|2|3\n1.3.6.1.2.1.47.1.1.1.1.5.2|2|9\n",
    ".1.3.6.1.2.1.47.1.1.1.1 (integer) 2 4:Integer32 5:Integer32\n0 scalars, 0 others" },
  { "one column whose index has an address: the 1 of its type is no entry (P-TCV-05)",
    "1.3.6.1.2.1.6.19.1.7.1.4.10.0.0.1.22.1.4.10.0.0.9.1022|2|5\n"
    "1.3.6.1.2.1.6.19.1.7.1.4.10.0.0.1.22.1.4.10.0.0.9.1023|2|5\n",
    ".1.3.6.1.2.1.6.19.1 (address with its type and length, integer, address with its type and "
    "length, integer) 2 7:Integer32\n0 scalars, 0 others" },
  { "nor is an interface of number 1 (P-IDX-07)",
    "1.3.6.1.2.1.4.22.1.2.1.10.0.0.1|4x|001122334455\n"
    "1.3.6.1.2.1.4.22.1.2.1.10.0.0.9|4x|001122334499\n",
    ".1.3.6.1.2.1.4.22.1 (integer, IPv4 address) 2 2:OctetString MAC addresses\n"
    "0 scalars, 0 others" },
  { "one column far below, with nothing beside it",
    "1.3.6.1.4.1.5.1.12.1.1.5.1|65|1\n1.3.6.1.4.1.5.1.12.1.1.5.2|65|2\n",
    ".1.3.6.1.4.1.5.1.12.1.1 (integer) 2 5:Counter32\n0 scalars, 0 others" },
  { "a NetworkAddress in one row is no MAC address (P-IDX-08)",
    "1.3.6.1.2.1.3.1.1.1.2.1.192.0.2.1|2|2\n1.3.6.1.2.1.3.1.1.3.2.1.192.0.2.1|64|192.0.2.1\n",
    ".1.3.6.1.2.1.3.1.1 (integer, integer, IPv4 address) 1 1:Integer32 3:IpAddress\n"
    "0 scalars, 0 others" },
  { "names without their length are no addresses (P-IDX-04)",
    "1.3.6.1.6.3.12.1.3.1.2.110.111.110.101|2|1\n"
    "1.3.6.1.6.3.12.1.3.1.2.112.114.105.118.97.116.101.49|2|1\n"
    "1.3.6.1.6.3.12.1.3.1.3.110.111.110.101|2|2\n"
    "1.3.6.1.6.3.12.1.3.1.3.112.114.105.118.97.116.101.49|2|2\n",
    ".1.3.6.1.6.3.12.1.3.1 (arcs of unknown form) 2 2:Integer32 3:Integer32\n"
    "0 scalars, 0 others" },
  { "instances of no form are others", "1.3.6.1.4.1.5.7|2|1\n1.3.6.1.4.1.5.9.3|2|1\n",
    "0 scalars, 2 others" },
  { "nothing", "", "0 scalars, 0 others" },
};

static void
test_vector (gconstpointer data)
{
  const Vector *v = data;
  g_autoptr(TarnStore) store = import (v->snmprec);
  g_autoptr(TarnInference) inference = NULL;
  g_autoptr(TarnInference) copy = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  inference = tarn_inference_new (store, &error);
  g_assert_no_error (error);
  copy = tarn_inference_copy (inference);
  text = describe (copy);
  g_assert_cmpstr (text, ==, v->expected);
}

/* Tables that the recording of a real device has, by its MIB modules. */
static void
test_recorded (void)
{
  static const struct { const char *entry, *index; guint n_columns; } tables[] = {
    { ".1.3.6.1.2.1.2.2.1", "integer", 11 },
    { ".1.3.6.1.2.1.31.1.1.1", "integer", 19 },
  };
  g_autofree char *path = tarn_test_shared_path ("captures/librenms/junos_mx5t-isis.snmprec");
  g_autofree char *file = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(TarnInference) inference = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;

  g_file_get_contents (path, &file, NULL, &error);
  g_assert_no_error (error);
  store = import (file);
  inference = tarn_inference_new (store, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < inference->tables->len; j++)
        {
          const TarnInferredTable *table = inference->tables->pdata[j];
          g_autofree char *entry = tarn_oid_to_string (table->entry);
          g_autofree char *index = tarn_inferred_table_index_to_string (table);

          if (g_strcmp0 (entry, tables[i].entry) != 0)
            continue;
          found = TRUE;
          g_assert_cmpstr (index, ==, tables[i].index);
          g_assert_cmpuint (table->columns->len, >=, tables[i].n_columns);
        }
      if (!found)
        g_error ("no table %s", tables[i].entry);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/inference/%s", vectors[i].name);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/inference/a recorded device", test_recorded);

  return g_test_run ();
}
