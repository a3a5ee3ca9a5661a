/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The tree as its users see it: nodes, what they are part of, completion and search.
 */
#include "base/tarn-error.h"
#include "tarn-test-mib.h"
#include "tarn-test.h"

static TarnMibNode *
get (TarnMib    *mib,
     const char *name)
{
  TarnMibNode *node = tarn_mib_get_node (mib, name);

  g_assert_nonnull (node);
  return node;
}

/* Names of @list with spaces between them; consumes it. */
static char *
join (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", tarn_mib_node_get_name (list->pdata[i]));
  g_ptr_array_unref (list);
  return g_string_free (text, FALSE);
}

static void
test_find (void)
{
  static const struct { const char *oid, *name; guint n_left; } vectors[] = {
    { "1.3.6.1.2.1.2.2.1.2.7", "ifDescr", 1 },
    { "1.3.6.1.2.1.2.2.1.2", "ifDescr", 0 },
    { "1.3.6.1.4.1.8072.1.2", "netSnmp", 2 },
    { "2.999.1", NULL, 3 },
  };
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (vectors[i].oid);
      guint n_left;
      g_autoptr(TarnMibNode) node = tarn_mib_find_node (mib, oid, &n_left);

      g_assert_cmpstr (node != NULL ? tarn_mib_node_get_name (node) : NULL, ==, vectors[i].name);
      g_assert_cmpuint (n_left, ==, vectors[i].n_left);
    }
}

static void
test_node (void)
{
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(TarnMibNode) node = get (mib, "ifDescr");
  g_autoptr(TarnMibNode) old = get (mib, "RFC1213-MIB::ifDescr");
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
  g_autofree char *text = tarn_oid_to_string (oid);
  g_autofree char *definitions = join (tarn_mib_node_list_definitions (old));

  g_assert_cmpstr (text, ==, ".1.3.6.1.2.1.2.2.1.2");
  g_assert_cmpstr (tarn_mib_node_get_module (node), ==, "IF-MIB");
  g_assert_cmpint (tarn_mib_node_get_kind (node), ==, TARN_MIB_KIND_COLUMN);
  g_assert_cmpint (tarn_mib_node_get_access (node), ==, TARN_MIB_ACCESS_READ_ONLY);
  g_assert_cmpint (tarn_mib_node_get_status (node), ==, TARN_MIB_STATUS_CURRENT);
  g_assert_cmpstr (tarn_mib_node_get_description (node), ==, "What a row or an object is about.");
  g_assert_null (tarn_mib_node_get_units (node));
  g_assert_null (tarn_mib_node_get_reference (node));
  g_assert_null (tarn_mib_node_get_default (node));
  g_assert_true (tarn_mib_node_get_mib (node) == mib);
  g_assert_false (tarn_mib_node_equal (node, old));
  g_assert_cmpstr (definitions, ==, "ifDescr ifDescr");
  g_assert_null (tarn_mib_get_node (mib, "IF-MIB::nothing"));
}

static void
test_syntax (void)
{
  static const struct { const char *name, *syntax; } vectors[] = {
    { "ifDescr", "DisplayString (SIZE (0..255))" },
    { "anyMac", "MacAddress (SIZE (6))" },
    { "ifOperStatus", "INTEGER { up(1), down(2) }" },
    { "ifIndex", "Integer32" },
    { "ifTable", NULL },
  };
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(TarnMibNode) status = get (mib, "ifOperStatus");
  g_autoptr(TarnMibNode) mac = get (mib, "anyMac");
  gint64 min, max;
  int value;

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(TarnMibNode) node = get (mib, vectors[i].name);
      g_autofree char *syntax = tarn_mib_node_dup_syntax (node);

      g_assert_cmpstr (syntax, ==, vectors[i].syntax);
    }

  g_assert_cmpuint (tarn_mib_node_get_n_labels (status), ==, 2);
  g_assert_cmpstr (tarn_mib_node_get_label (status, 1, &value), ==, "down");
  g_assert_cmpint (value, ==, 2);
  g_assert_null (tarn_mib_node_get_label (status, 2, NULL));
  g_assert_cmpint (tarn_mib_node_get_base (mac), ==, TARN_MIB_BASE_OCTETS);
  g_assert_cmpint (tarn_mib_node_get_convention (mac), ==, TARN_MIB_CONVENTION_MAC_ADDRESS);
  g_assert_cmpstr (tarn_mib_node_get_hint (mac), ==, "1x:");
  g_assert_cmpstr (tarn_mib_node_get_type_name (mac), ==, "MacAddress");
  g_assert_cmpuint (tarn_mib_node_get_n_ranges (mac), ==, 1);
  g_assert_true (tarn_mib_node_get_range (mac, 0, &min, &max));
  g_assert_cmpint (min, ==, 6);
  g_assert_cmpint (max, ==, 6);
  g_assert_false (tarn_mib_node_get_range (mac, 1, &min, &max));
}

static void
test_tables (void)
{
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(TarnMibNode) column = get (mib, "ifName");
  g_autoptr(TarnMibNode) row = tarn_mib_node_get_row (column);
  g_autoptr(TarnMibNode) table = tarn_mib_node_get_table (column);
  g_autoptr(TarnMibNode) base = tarn_mib_node_get_augmented (table);
  g_autoptr(TarnMibNode) implied = get (mib, "impliedTable");
  g_autoptr(TarnMibNode) trap = get (mib, "linkDown");
  g_autoptr(TarnMibNode) scalar = get (mib, "ifNumber");
  g_autofree char *index = join (tarn_mib_node_list_index (column));
  g_autofree char *implied_index = join (tarn_mib_node_list_index (implied));
  g_autofree char *augmenting = join (tarn_mib_node_list_augmenting (base));
  g_autofree char *objects = join (tarn_mib_node_list_members (trap));

  g_assert_cmpstr (tarn_mib_node_get_name (row), ==, "ifXEntry");
  g_assert_cmpstr (tarn_mib_node_get_name (table), ==, "ifXTable");
  g_assert_cmpstr (tarn_mib_node_get_name (base), ==, "ifEntry");
  g_assert_cmpstr (index, ==, "ifIndex");
  g_assert_cmpstr (augmenting, ==, "ifXEntry");
  g_assert_cmpstr (implied_index, ==, "ifIndex anyText");
  g_assert_true (tarn_mib_node_is_index_implied (implied));
  g_assert_false (tarn_mib_node_is_index_implied (table));
  g_assert_cmpstr (objects, ==, "ifIndex ifOperStatus");
  g_assert_null (tarn_mib_node_get_row (scalar));
  g_assert_null (tarn_mib_node_get_table (scalar));
  g_assert_null (tarn_mib_node_get_augmented (base));
}

/* Going down from the roots one meets everything once, arcs without a name or not. */
static guint
count_below (TarnMibNode *node)
{
  guint n = 1;

  for (guint i = 0; i < tarn_mib_node_get_n_children (node); i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (node, i);
      g_autoptr(TarnMibNode) parent = tarn_mib_node_get_parent (child);

      g_assert_true (tarn_mib_node_equal (parent, node));
      n += count_below (child);
    }

  return n;
}

static void
test_tree (void)
{
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(TarnMibNode) root = tarn_mib_get_root (mib, 0);

  g_assert_cmpuint (tarn_mib_get_n_roots (mib), ==, 1);
  g_assert_null (tarn_mib_get_root (mib, 1));
  g_assert_null (tarn_mib_node_get_parent (root));
  /* ifDescr is defined twice. */
  g_assert_cmpuint (count_below (root), ==, tarn_mib_get_n_nodes (mib) - 1);
}

static void
test_modules (void)
{
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();

  g_assert_cmpuint (tarn_mib_get_n_modules (mib), ==, 3);
  g_assert_cmpstr (tarn_mib_get_module_fact (mib, 1, TARN_MIB_MODULE_NAME), ==, "IF-MIB");
  g_assert_cmpstr (tarn_mib_get_module_fact (mib, 1, TARN_MIB_MODULE_MESSAGES), ==,
                   "line 7: lost");
  g_assert_null (tarn_mib_get_module_fact (mib, 1, TARN_MIB_MODULE_CONTACT));
  g_assert_null (tarn_mib_get_module_fact (mib, 3, TARN_MIB_MODULE_NAME));
  g_assert_cmpuint (tarn_mib_get_module_smi (mib, 0), ==, 1);
  g_assert_true (tarn_mib_has_module (mib, "RFC1213-MIB"));
  g_assert_false (tarn_mib_has_module (mib, "RFC1213"));
}

static void
test_complete (void)
{
  static const struct { const char *text; guint limit; const char *found; } vectors[] = {
    { "ifd", 9, "ifDescr" },
    { "ifT", 9, "ifTable" },
    { "if", 3, "ifDescr ifEntry ifIndex" },
    { "if-m", 9, "IF-MIB::" },
    { "IF-MIB::ifd", 9, "IF-MIB::ifDescr" },
    { "RFC1213-MIB::", 9, "RFC1213-MIB::ifDescr RFC1213-MIB::interfaces" },
    { "mac", 9, "anyMac" },
    { "zzz", 9, "" },
    { "any", 0, "" },
  };
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_auto(GStrv) found = tarn_mib_complete (mib, vectors[i].text, vectors[i].limit);
      g_autofree char *text = g_strjoinv (" ", found);

      g_assert_cmpstr (text, ==, vectors[i].found);
    }
}

static void
test_search (void)
{
  static const struct { const char *text; TarnMibSearchFlags flags; const char *found; } vectors[] = {
    { "ifname", TARN_MIB_SEARCH_NAMES, "ifName" },
    { "status", TARN_MIB_SEARCH_NAMES, "anyStatus ifOperStatus" },
    { "RFC1213-MIB::", TARN_MIB_SEARCH_NAMES, "ifDescr interfaces" },
    { "1.3.6.1.2.1.31", TARN_MIB_SEARCH_OIDS, "ifXTable ifXEntry ifName" },
    { "1.3.6.1.2.1.31", TARN_MIB_SEARCH_NAMES, "" },
    { "row or an OBJECT", TARN_MIB_SEARCH_DESCRIPTIONS, "anyEntry anyMac anyStatus anyTable" },
    { "", TARN_MIB_SEARCH_NAMES | TARN_MIB_SEARCH_OIDS, "" },
  };
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *found = join (tarn_mib_search (mib, vectors[i].text, vectors[i].flags, 4));

      g_assert_cmpstr (found, ==, vectors[i].found);
    }
}

static void
test_absent (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();

  g_assert_null (tarn_mib_new_file ("/nonexistent/tree", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_finalize_object (g_steal_pointer (&mib));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mib/nearest ancestor", test_find);
  g_test_add_func ("/mib/node", test_node);
  g_test_add_func ("/mib/syntax", test_syntax);
  g_test_add_func ("/mib/tables, AUGMENTS (P-IDX-15), notifications", test_tables);
  g_test_add_func ("/mib/tree", test_tree);
  g_test_add_func ("/mib/modules", test_modules);
  g_test_add_func ("/mib/completion", test_complete);
  g_test_add_func ("/mib/search", test_search);
  g_test_add_func ("/mib/no such file, finalize", test_absent);

  return g_test_run ();
}
