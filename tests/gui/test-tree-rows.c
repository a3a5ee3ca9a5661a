/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The rows of the tree, without a display: what is shown.
 */
#include "tarn-gui-fixture.h"
#include "tarn-tree-world.h"

static void
test_structure (void)
{
  World world;

  world_init (&world, tarn_gui_get_mib (),
              "+1.3.6.1.2.1.1.5.0=router +1.3.6.1.2.1.1.7.0=72 " INTERFACES);
  world_assert_rows (&world, "org +\n");

  /* One child after the other, until there is a choice. */
  world_expand (&world, "org", TRUE);
  world_assert_changes (&world, "1+6");
  world_assert_rows (&world, "org -\n  dod -\n    internet -\n      mgmt -\n        mib-2 -\n"
                             "          system +\n          interfaces +\n");

  world_expand (&world, "system", TRUE);
  world_assert_changes (&world, "6+2");
  world_expand (&world, "interfaces", TRUE);
  world_assert_changes (&world, "9+5");
  world_expand (&world, "ifOperStatus", TRUE);
  world_assert_changes (&world, "14+2");
  world_assert_rows (&world, "org -\n  dod -\n    internet -\n      mgmt -\n        mib-2 -\n"
                             "          system -\n            sysName = router\n"
                             "            sysServices = 72\n          interfaces -\n"
                             "            ifTable -\n              ifEntry -\n"
                             "                ifIndex +\n                ifDescr +\n"
                             "                ifOperStatus -\n                  1 · lo = up\n"
                             "                  2 · eth0 = down\n");

  world_expand (&world, "interfaces", FALSE);
  world_assert_changes (&world, "9-7");
  tarn_tree_rows_collapse_all (world.rows);
  world_assert_changes (&world, "1-8");
  world_assert_rows (&world, "org +\n");
  world_clear (&world);
}

static void
test_without_modules (void)
{
  World world;

  world_init (&world, NULL, "+1.3.6.1.4.1.9.1.5.0=name +1.3.6.1.4.1.9.2.1.1.1=1 "
                            "+1.3.6.1.4.1.9.2.1.1.2=2 +1.3.6.1.4.1.9.2.1.3.1=5 "
                            "+1.3.6.1.4.1.9.2.1.3.2=6");
  world_expand (&world, "1.3", TRUE);
  world_assert_changes (&world, "1+7");
  world_assert_rows (&world, "~1.3 -\n  ~6 -\n    ~1 -\n      ~4 -\n        ~1 -\n          ~9 -\n"
                             "            ~1.5.0 = name\n            ~2 +\n");

  /* Its children have the same instances: columns, so their instances are rows. */
  world_expand (&world, "2", TRUE);
  world_assert_changes (&world, "8+3");
  tarn_tree_rows_collapse_all (world.rows);
  world_assert_changes (&world, "1-10");
  world_clear (&world);
}

/* Agents do such things: a value at a name that others are below of. */
static void
test_odd_names (void)
{
  World world;

  world_init (&world, tarn_gui_get_mib (), "+1.3.6.1.2.1.1=odd +1.3.6.1.2.1.1.5.0=a "
                                           "+1.3.6.1.2.1.1.5.7=b +1.3.6.1.2.1.1.6.1=c");
  world_expand (&world, "org", TRUE);
  world_assert_changes (&world, "1+8");
  world_expand (&world, "sysName", TRUE);
  world_assert_changes (&world, "8+2");
  world_assert_rows (&world, "org -\n  dod -\n    internet -\n      mgmt -\n        mib-2 -\n"
                             "          system -\n            (itself) = odd\n"
                             "            sysName -\n              0 = a\n              7 = b\n"
                             "            sysLocation.1 = c\n");

  /* The only instance is another one: another row. */
  world_write (world.store, "-1.3.6.1.2.1.1.6.1 +1.3.6.1.2.1.1.6.0=d");
  world_assert_changes (&world, "10-1+1");
  g_assert_cmpuint (world_find_row (&world, "sysLocation"), ==, 10);
  world_clear (&world);
}

static void
test_reveal (void)
{
  g_autoptr(TarnOid) there = world_oid ("1.3.6.1.2.1.2.2.1.2.2");
  g_autoptr(TarnOid) part = world_oid ("1.3.6.1.2.1.2");
  g_autoptr(TarnOid) absent = world_oid ("1.3.6.1.2.1.99.1");
  g_autoptr(TarnNode) node = NULL;
  World world;
  guint row;

  world_init (&world, tarn_gui_get_mib (), "+1.3.6.1.2.1.1.5.0=router " INTERFACES);
  row = tarn_tree_rows_reveal (world.rows, there);
  world_assert_changes (&world, "1+6 7+5 11+2");
  node = g_list_model_get_item (G_LIST_MODEL (world.rows), row);
  g_assert_true (tarn_oid_equal (tarn_node_get_oid (node), there));
  g_assert_cmpuint (tarn_tree_rows_get_row (world.rows, node), ==, row);
  g_assert_cmpuint (tarn_tree_rows_get_parent_row (world.rows, node), ==, 10);

  g_assert_cmpuint (tarn_tree_rows_reveal (world.rows, part), ==, 6);
  /* Not there: what it would be in. */
  g_assert_cmpuint (tarn_tree_rows_reveal (world.rows, absent), ==, 4);
  world_assert_changes (&world, "");
  world_clear (&world);
}

static void
expanded_all_cb (TarnTreeRows *rows,
                 gboolean      complete,
                 int          *result)
{
  *result = complete;
}

static gboolean
has_result (gpointer data)
{
  return *(int *) data >= 0;
}

static void
test_expand_all (void)
{
  int result = -1;
  World world;

  world_init (&world, tarn_gui_get_mib (), "+1.3.6.1.2.1.1.5.0=router +1.3.6.1.2.1.1.6.0=here "
                                           INTERFACES);
  g_signal_connect (world.rows, "expanded-all", G_CALLBACK (expanded_all_cb), &result);
  tarn_tree_rows_expand_all (world.rows, NULL);
  tarn_gui_wait (has_result, &result);
  g_assert_cmpint (result, ==, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (world.rows)), ==, 20);
  g_free (tarn_model_log_take (world.log));

  /* Other modules, and what was expanded still is. */
  tarn_tree_rows_set_mib (world.rows, NULL);
  world_assert_changes (&world, "0-20 0+1 1+6 6+2 9+5 12+2 15+2 18+2");
  world_clear (&world);
}

/* With a device, what the modules know and nobody fetched is shown. */
static void
test_unfetched (void)
{
  g_autoptr(TarnOid) system = world_oid ("1.3.6.1.2.1.1");
  g_autofree char *text = NULL;
  World world;

  world_init (&world, tarn_gui_get_mib (), "+1.3.6.1.2.1.1.5.0=router");
  tarn_tree_rows_reveal (world.rows, system);
  g_free (tarn_model_log_take (world.log));
  tarn_tree_rows_set_can_fetch (world.rows, TRUE);
  g_free (tarn_model_log_take (world.log));
  tarn_tree_rows_reveal (world.rows, system);
  {
    g_autoptr(TarnNode) node =
      g_list_model_get_item (G_LIST_MODEL (world.rows), world_find_row (&world, "system"));

    tarn_node_set_expanded (node, TRUE);
  }
  text = tarn_model_log_to_text (world.log);
  g_assert_nonnull (strstr (text, "            sysDescr = Not fetched\n"));
  g_assert_nonnull (strstr (text, "            sysName = router\n"));
  g_assert_nonnull (strstr (text, "          interfaces +Not fetched\n"));
  g_clear_pointer (&text, g_free);

  tarn_tree_rows_set_fetching (world.rows, system);
  tarn_tree_rows_sync (world.rows);
  text = tarn_model_log_to_text (world.log);
  g_assert_nonnull (strstr (text, "            sysDescr = Fetching…\n"));
  g_assert_nonnull (strstr (text, "          interfaces +Not fetched\n"));
  tarn_tree_rows_set_fetching (world.rows, NULL);

  world_write (world.store, "+1.3.6.1.2.1.1.1.0=box");
  tarn_tree_rows_sync (world.rows);
  g_clear_pointer (&text, g_free);
  text = tarn_model_log_to_text (world.log);
  g_assert_nonnull (strstr (text, "            sysDescr = box\n"));

  tarn_tree_rows_set_can_fetch (world.rows, FALSE);
  g_clear_pointer (&text, g_free);
  text = tarn_model_log_to_text (world.log);
  g_assert_null (strstr (text, "Not fetched"));
  g_free (tarn_model_log_take (world.log));
  world_clear (&world);
}

/* The first frames have the first rows only: what comes and goes is told up to there. */
static void
test_limit (void)
{
  g_autoptr(TarnOid) name = world_oid ("1.3.6.1.2.1.1.5.0");
  World world;

  world_init (&world, tarn_gui_get_mib (), "+1.3.6.1.2.1.1.4.0=c +1.3.6.1.2.1.1.5.0=n "
                                           "+1.3.6.1.2.1.1.6.0=l");
  tarn_tree_rows_reveal (world.rows, name);
  g_free (tarn_model_log_take (world.log));

  tarn_tree_rows_set_limit (world.rows, 7);
  world_assert_changes (&world, "7-2");
  /* What is behind the end, nobody is told of; what is before it moves the others. */
  world_write (world.store, "+1.3.6.1.2.1.1.7.0=9");
  world_assert_changes (&world, "");
  world_write (world.store, "+1.3.6.1.2.1.1.1.0=d");
  world_assert_changes (&world, "6-1+1");
  world_write (world.store, "-1.3.6.1.2.1.1.1.0 -1.3.6.1.2.1.1.4.0 -1.3.6.1.2.1.1.5.0");
  world_write (world.store, "-1.3.6.1.2.1.1.6.0");
  world_assert_rows (&world, "org -\n  dod -\n    internet -\n      mgmt -\n        mib-2 -\n"
                             "          system -\n            sysServices = 9\n");
  world_write (world.store, "+1.3.6.1.2.1.1.1.0=d +1.3.6.1.2.1.1.5.0=n");
  world_assert_changes (&world, "6-1+1 6-1+1");
  tarn_tree_rows_set_limit (world.rows, G_MAXUINT);
  world_assert_changes (&world, "7+2");
  world_clear (&world);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tree-rows/structure", test_structure);
  g_test_add_func ("/tree-rows/without modules", test_without_modules);
  g_test_add_func ("/tree-rows/odd names", test_odd_names);
  g_test_add_func ("/tree-rows/reveal", test_reveal);
  g_test_add_func ("/tree-rows/expand all", test_expand_all);
  g_test_add_func ("/tree-rows/unfetched", test_unfetched);
  g_test_add_func ("/tree-rows/limit", test_limit);
  return g_test_run ();
}
