/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-node.h"
#include "tarn-cli-json.h"

static const char *
macro_name (TarnMibKind kind)
{
  switch (kind)
    {
    case TARN_MIB_KIND_SCALAR:
    case TARN_MIB_KIND_TABLE:
    case TARN_MIB_KIND_ROW:
    case TARN_MIB_KIND_COLUMN:
      return "OBJECT-TYPE";

    case TARN_MIB_KIND_NOTIFICATION:
      return "NOTIFICATION-TYPE";

    case TARN_MIB_KIND_GROUP:
      return "OBJECT-GROUP";

    case TARN_MIB_KIND_COMPLIANCE:
      return "MODULE-COMPLIANCE";

    case TARN_MIB_KIND_CAPABILITIES:
      return "AGENT-CAPABILITIES";

    case TARN_MIB_KIND_NODE:
    default:
      return "OBJECT IDENTIFIER";
    }
}

/* Whether its type is one of the SMI itself, not a textual convention. */
static gboolean
is_basic (const TarnMibNode *node)
{
  static const char *const basic[] = {
    "INTEGER", "Integer32", "Unsigned32", "Counter", "Counter32", "Gauge", "Gauge32", "TimeTicks",
    "Counter64", "OCTET STRING", "BITS", "OBJECT IDENTIFIER", "IpAddress", "NetworkAddress",
    "Opaque", NULL,
  };
  const char *name = tarn_mib_node_get_type_name (node);

  return name == NULL || g_strv_contains (basic, name);
}

/* SMIv2 has INTEGER for enumerations only; a compiled tree has one word for both. */
static gboolean
is_integer32 (const TarnMibNode *node)
{
  TarnMib *mib = tarn_mib_node_get_mib (node);
  const char *module = tarn_mib_node_get_module (node);

  if (tarn_mib_node_get_base (node) != TARN_MIB_BASE_INTEGER
      || tarn_mib_node_get_n_labels (node) > 0)
    return FALSE;

  for (guint i = 0; i < tarn_mib_get_n_modules (mib); i++)
    if (g_strcmp0 (tarn_mib_get_module_fact (mib, i, TARN_MIB_MODULE_NAME), module) == 0)
      return tarn_mib_get_module_smi (mib, i) == 2;

  return FALSE;
}

const char *
cli_node_get_base_name (const TarnMibNode *node)
{
  const char *name = tarn_mib_node_get_type_name (node);

  if (is_integer32 (node))
    return "Integer32";
  return name != NULL && is_basic (node) ? name
                                         : tarn_mib_base_to_string (tarn_mib_node_get_base (node));
}

/* "up(1), down(2)" */
static void
append_labels (GString           *text,
               const TarnMibNode *node)
{
  for (guint i = 0; i < tarn_mib_node_get_n_labels (node); i++)
    {
      int value;
      const char *label = tarn_mib_node_get_label (node, i, &value);

      g_string_append_printf (text, "%s%s(%d)", i > 0 ? ", " : "", label, value);
    }
}

/* That an IpAddress has four octets nobody needs to be told. */
static gboolean
has_ranges (const TarnMibNode *node)
{
  return tarn_mib_node_get_n_ranges (node) > 0
         && tarn_mib_node_get_base (node) != TARN_MIB_BASE_IP_ADDRESS;
}

/* "1..50 | 60" */
static void
append_ranges (GString           *text,
               const TarnMibNode *node)
{
  for (guint i = 0; i < tarn_mib_node_get_n_ranges (node); i++)
    {
      gint64 min = 0, max = 0;

      tarn_mib_node_get_range (node, i, &min, &max);
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " | " : "", min);
      if (max != min)
        g_string_append_printf (text, "..%" G_GINT64_FORMAT, max);
    }
}

static void
append_names (GString         *text,
              const GPtrArray *nodes,
              gboolean         implied)
{
  for (guint i = 0; i < nodes->len; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? ", " : "",
                            implied && i + 1 == nodes->len ? "IMPLIED " : "",
                            tarn_mib_node_get_name (nodes->pdata[i]));
}

static void
append_list (GString         *text,
             const char      *keyword,
             const GPtrArray *nodes,
             gboolean         implied)
{
  if (nodes == NULL || nodes->len == 0)
    return;

  g_string_append_printf (text, "  %s{ ", keyword);
  append_names (text, nodes, implied);
  g_string_append (text, " }\n");
}

/* A text of several lines, those behind the first one indented. */
static void
append_quoted (GString    *text,
               const char *keyword,
               const char *quoted)
{
  g_auto(GStrv) lines = NULL;

  if (quoted == NULL)
    return;

  lines = g_strsplit (quoted, "\n", -1);
  g_string_append_printf (text, "  %s\"", keyword);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append (text, i == 0 ? "" : "\n\t\t ");
      cli_append_plain (text, g_strstrip (lines[i]));
    }
  g_string_append (text, "\"\n");
}

static void
append_syntax (GString           *text,
               const TarnMibNode *node)
{
  if (!is_basic (node))
    g_string_append_printf (text, "  -- TEXTUAL CONVENTION %s\n", tarn_mib_node_get_type_name (node));

  g_string_append_printf (text, "  SYNTAX\t%s", cli_node_get_base_name (node));
  if (tarn_mib_node_get_n_labels (node) > 0)
    {
      g_string_append (text, " {");
      append_labels (text, node);
      g_string_append (text, "} ");
    }
  else if (has_ranges (node))
    {
      g_string_append (text, " (");
      append_ranges (text, node);
      g_string_append (text, ") ");
    }
  g_string_append_c (text, '\n');

  if (tarn_mib_node_get_hint (node) != NULL)
    g_string_append_printf (text, "  DISPLAY-HINT\t\"%s\"\n", tarn_mib_node_get_hint (node));
}

/* "::= { iso(1) org(3) … ifDescr(2) 3 }": arcs with the names of what is defined there. */
static void
append_path (GString       *text,
             TarnMibNode   *node,
             const TarnOid *oid)
{
  gsize n_arcs;
  g_autofree guint32 *arcs = tarn_oid_get_arcs (oid, &n_arcs);
  g_autofree const char **names = g_new0 (const char *, n_arcs);
  g_autoptr(TarnMibNode) at = tarn_mib_node_ref (node);
  gboolean whole = TRUE;

  while (at != NULL)
    {
      g_autoptr(TarnOid) place = tarn_mib_node_dup_oid (at);
      gsize n = tarn_oid_get_n_arcs (place);
      TarnMibNode *parent = tarn_mib_node_get_parent (at);

      /* What is defined here has no name in its own definition. */
      if (n <= n_arcs && !(whole && n == n_arcs))
        names[n - 1] = tarn_mib_node_get_name (at);
      whole = FALSE;
      tarn_mib_node_unref (at);
      at = parent;
    }

  if (names[0] == NULL && arcs[0] == 1)
    names[0] = "iso";
  g_string_append (text, "::= {");
  for (gsize i = 0; i < n_arcs; i++)
    if (names[i] != NULL)
      g_string_append_printf (text, " %s(%u)", names[i], arcs[i]);
    else
      g_string_append_printf (text, " %u", arcs[i]);
  g_string_append (text, " }\n");
}

static void
append_modules (GString     *text,
                TarnMibNode *node)
{
  g_autoptr(GPtrArray) all = tarn_mib_node_list_definitions (node);

  g_string_append (text, "  -- FROM\t");
  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            tarn_mib_node_get_module (all->pdata[i]));
  g_string_append_c (text, '\n');
}

void
cli_node_append_details (GString       *text,
                         TarnMibNode   *node,
                         const TarnOid *oid)
{
  g_autoptr(GPtrArray) members = NULL;
  g_autoptr(TarnMibNode) augmented = NULL;
  TarnMibKind kind = tarn_mib_node_get_kind (node);

  g_string_append_printf (text, "%s %s\n", tarn_mib_node_get_name (node), macro_name (kind));
  append_modules (text, node);
  if (kind == TARN_MIB_KIND_SCALAR || kind == TARN_MIB_KIND_COLUMN)
    append_syntax (text, node);

  if (tarn_mib_node_get_units (node) != NULL)
    g_string_append_printf (text, "  UNITS\t\t\"%s\"\n", tarn_mib_node_get_units (node));
  if (tarn_mib_node_get_access (node) != TARN_MIB_ACCESS_UNKNOWN)
    g_string_append_printf (text, "  MAX-ACCESS\t%s\n",
                            tarn_mib_access_to_string (tarn_mib_node_get_access (node)));
  if (tarn_mib_node_get_status (node) != TARN_MIB_STATUS_UNKNOWN)
    g_string_append_printf (text, "  STATUS\t%s\n",
                            tarn_mib_status_to_string (tarn_mib_node_get_status (node)));

  if (kind == TARN_MIB_KIND_ROW)
    {
      augmented = tarn_mib_node_get_augmented (node);
      members = tarn_mib_node_list_index (node);
      if (augmented != NULL)
        g_string_append_printf (text, "  AUGMENTS\t{ %s }\n", tarn_mib_node_get_name (augmented));
      else
        append_list (text, "INDEX\t\t", members, tarn_mib_node_is_index_implied (node));
    }
  else
    {
      members = tarn_mib_node_list_members (node);
      append_list (text, "OBJECTS\t", members, FALSE);
    }

  append_quoted (text, "DESCRIPTION\t", tarn_mib_node_get_description (node));
  append_quoted (text, "REFERENCE\t", tarn_mib_node_get_reference (node));
  if (tarn_mib_node_get_default (node) != NULL)
    g_string_append_printf (text, "  DEFVAL\t{ %s }\n", tarn_mib_node_get_default (node));
  append_path (text, node, oid);
}

static const char *
tree_access (const TarnMibNode *node)
{
  switch (tarn_mib_node_get_access (node))
    {
    case TARN_MIB_ACCESS_READ_ONLY:
      return "-R--";
    case TARN_MIB_ACCESS_READ_WRITE:
      return "-RW-";
    case TARN_MIB_ACCESS_WRITE_ONLY:
      return "--W-";
    case TARN_MIB_ACCESS_READ_CREATE:
      return "CR--";
    case TARN_MIB_ACCESS_NOTIFY:
      return "---N";
    case TARN_MIB_ACCESS_NOT_ACCESSIBLE:
      return "----";
    case TARN_MIB_ACCESS_UNKNOWN:
    default:
      return "    ";
    }
}

static const char *
tree_type (const TarnMibNode *node)
{
  switch (tarn_mib_node_get_base (node))
    {
    case TARN_MIB_BASE_INTEGER:
      return tarn_mib_node_get_n_labels (node) > 0 ? "EnumVal" : cli_node_get_base_name (node);
    case TARN_MIB_BASE_UNSIGNED:
      return "Unsigned";
    case TARN_MIB_BASE_COUNTER32:
      return "Counter";
    case TARN_MIB_BASE_GAUGE32:
      return "Gauge";
    case TARN_MIB_BASE_TIME_TICKS:
      return "TimeTicks";
    case TARN_MIB_BASE_COUNTER64:
      return "Counter64";
    case TARN_MIB_BASE_OCTETS:
      return "String";
    case TARN_MIB_BASE_BITS:
      return "BitString";
    case TARN_MIB_BASE_OBJECT_ID:
      return "ObjID";
    case TARN_MIB_BASE_IP_ADDRESS:
      return "IpAddr";
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      return "NetAddr";
    case TARN_MIB_BASE_OPAQUE:
      return "Opaque";
    case TARN_MIB_BASE_NONE:
    default:
      return "";
    }
}

/* What has a value stands on a line with its access and type. */
static gboolean
has_value (const TarnMibNode *node)
{
  TarnMibKind kind = tarn_mib_node_get_kind (node);

  return (kind == TARN_MIB_KIND_SCALAR || kind == TARN_MIB_KIND_COLUMN)
         && tarn_mib_node_get_base (node) != TARN_MIB_BASE_NONE;
}

/* The arcs between a node and the one above it that has a name. */
static char *
dup_arcs (const TarnMibNode *node)
{
  g_autoptr(TarnMibNode) parent = tarn_mib_node_get_parent (node);
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
  g_autoptr(TarnOid) above = parent != NULL ? tarn_mib_node_dup_oid (parent) : NULL;
  g_autofree char *text = tarn_oid_to_string (oid);
  g_autofree char *before = above != NULL ? tarn_oid_to_string (above) : g_strdup ("");

  return g_strdup (text + strlen (before) + 1);
}

static void
append_facts (GString           *text,
              const char        *indent,
              const TarnMibNode *node)
{
  if (!is_basic (node))
    g_string_append_printf (text, "%s        Textual Convention: %s\n", indent,
                            tarn_mib_node_get_type_name (node));
  if (tarn_mib_node_get_n_labels (node) > 0)
    {
      g_string_append_printf (text, "%s        Values: ", indent);
      append_labels (text, node);
      g_string_append_c (text, '\n');
    }
  else if (has_ranges (node))
    {
      g_string_append_printf (text, "%s        %s: ", indent,
                              tarn_mib_node_get_base (node) == TARN_MIB_BASE_OCTETS
                              ? "Size" : "Range");
      append_ranges (text, node);
      g_string_append_c (text, '\n');
    }
}

static void append_subtree (GString     *text,
                            GString     *indent,
                            TarnMibNode *node,
                            gboolean     is_last);

static void
append_children (GString     *text,
                 GString     *indent,
                 TarnMibNode *node)
{
  guint n = tarn_mib_node_get_n_children (node);
  gboolean apart = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (node, i);
      gboolean plain = !has_value (child);

      if (apart || plain)
        g_string_append_printf (text, "%s|\n", indent->str);
      append_subtree (text, indent, child, i + 1 == n);
      apart = plain;
    }
}

/* As deep as the tree is, which OIDs bound. */
static void
append_subtree (GString     *text,
                GString     *indent,
                TarnMibNode *node,
                gboolean     is_last)
{
  g_autofree char *arcs = dup_arcs (node);
  gsize len = indent->len;

  if (has_value (node))
    g_string_append_printf (text, "%s+-- %s %-9s %s(%s)\n", indent->str, tree_access (node),
                            tree_type (node), tarn_mib_node_get_name (node), arcs);
  else
    g_string_append_printf (text, "%s+--%s(%s)\n", indent->str, tarn_mib_node_get_name (node),
                            arcs);

  g_string_append (indent, is_last ? " " : "|");
  if (has_value (node))
    append_facts (text, indent->str, node);
  g_string_append (indent, "  ");

  if (tarn_mib_node_get_kind (node) == TARN_MIB_KIND_ROW)
    {
      g_autoptr(GPtrArray) index = tarn_mib_node_list_index (node);
      g_autoptr(TarnMibNode) augmented = tarn_mib_node_get_augmented (node);

      if (augmented != NULL)
        g_string_append_printf (text, "%s|  Augments: %s\n", indent->str,
                                tarn_mib_node_get_name (augmented));
      if (augmented == NULL && index->len > 0)
        {
          g_string_append_printf (text, "%s|  Index: ", indent->str);
          append_names (text, index, FALSE);
          g_string_append_c (text, '\n');
        }
    }

  append_children (text, indent, node);
  g_string_truncate (indent, len);
}

void
cli_node_append_tree (GString     *text,
                      TarnMibNode *node)
{
  g_autoptr(GString) indent = g_string_new (NULL);

  append_subtree (text, indent, node, TRUE);
}
