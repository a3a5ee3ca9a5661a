/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-node.h"
#include "tarn-cli-json.h"

static void
append_member (GString    *text,
               const char *key,
               const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (text, ",\"%s\":", key);
  cli_json_append_string (text, value);
}

static void
append_json_names (GString         *text,
                   const char      *key,
                   const GPtrArray *nodes)
{
  if (nodes == NULL || nodes->len == 0)
    return;

  g_string_append_printf (text, ",\"%s\":[", key);
  for (guint i = 0; i < nodes->len; i++)
    g_string_append_printf (text, "%s\"%s::%s\"", i > 0 ? "," : "",
                            tarn_mib_node_get_module (nodes->pdata[i]),
                            tarn_mib_node_get_name (nodes->pdata[i]));
  g_string_append_c (text, ']');
}

static void
append_json_type (GString           *text,
                  const TarnMibNode *node)
{
  g_autofree char *syntax = tarn_mib_node_dup_syntax (node);
  guint n_labels = tarn_mib_node_get_n_labels (node);
  guint n_ranges = tarn_mib_node_get_n_ranges (node);

  append_member (text, "syntax", syntax);
  append_member (text, "base", cli_node_get_base_name (node));
  append_member (text, "hint", tarn_mib_node_get_hint (node));

  for (guint i = 0; i < n_labels; i++)
    {
      int value;
      const char *label = tarn_mib_node_get_label (node, i, &value);

      g_string_append_printf (text, "%s\"%s\":%d%s", i == 0 ? ",\"labels\":{" : ",", label, value,
                              i + 1 == n_labels ? "}" : "");
    }
  for (guint i = 0; i < n_ranges; i++)
    {
      gint64 min = 0, max = 0;

      tarn_mib_node_get_range (node, i, &min, &max);
      g_string_append_printf (text, "%s[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]%s",
                              i == 0 ? ",\"ranges\":[" : ",", min, max,
                              i + 1 == n_ranges ? "]" : "");
    }
}

void
cli_node_append_json (GString     *text,
                      TarnMibNode *node)
{
  g_autoptr(GPtrArray) index = tarn_mib_node_list_index (node);
  g_autoptr(GPtrArray) members = tarn_mib_node_list_members (node);
  g_autoptr(TarnMibNode) augmented = tarn_mib_node_get_augmented (node);
  TarnMibKind kind = tarn_mib_node_get_kind (node);

  append_member (text, "module", tarn_mib_node_get_module (node));
  append_member (text, "object", tarn_mib_node_get_name (node));
  append_member (text, "kind", tarn_mib_kind_to_string (kind));
  if (kind == TARN_MIB_KIND_SCALAR || kind == TARN_MIB_KIND_COLUMN)
    append_json_type (text, node);
  if (tarn_mib_node_get_access (node) != TARN_MIB_ACCESS_UNKNOWN)
    append_member (text, "access", tarn_mib_access_to_string (tarn_mib_node_get_access (node)));
  if (tarn_mib_node_get_status (node) != TARN_MIB_STATUS_UNKNOWN)
    append_member (text, "status", tarn_mib_status_to_string (tarn_mib_node_get_status (node)));

  append_member (text, "units", tarn_mib_node_get_units (node));
  append_member (text, "default", tarn_mib_node_get_default (node));
  if (kind == TARN_MIB_KIND_ROW)
    {
      append_json_names (text, "index", index);
      if (augmented != NULL)
        append_member (text, "augments", tarn_mib_node_get_name (augmented));
      if (tarn_mib_node_is_index_implied (node))
        g_string_append (text, ",\"implied\":true");
    }
  else
    {
      append_json_names (text, "objects", members);
    }
  append_member (text, "description", tarn_mib_node_get_description (node));
  append_member (text, "reference", tarn_mib_node_get_reference (node));
}

void
cli_node_each (TarnMibNode  *node,
               CliNodeFunc   func,
               gpointer      data)
{
  func (node, data);
  for (guint i = 0; i < tarn_mib_node_get_n_children (node); i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (node, i);

      cli_node_each (child, func, data);
    }
}

void
cli_mib_each (TarnMib     *mib,
              CliNodeFunc  func,
              gpointer     data)
{
  for (guint i = 0; i < tarn_mib_get_n_roots (mib); i++)
    {
      g_autoptr(TarnMibNode) root = tarn_mib_get_root (mib, i);

      cli_node_each (root, func, data);
    }
}
