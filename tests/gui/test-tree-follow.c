/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The rows of the tree follow their store, without a display: what is told of changes.
 */
#include "tarn-faulty-store.h"
#include "tarn-gui-fixture.h"
#include "tarn-tree-world.h"

static void
test_values_change (void)
{
  World world;

  world_init (&world, tarn_gui_get_mib (), INTERFACES);
  world_expand (&world, "org", TRUE);
  world_expand (&world, "ifOperStatus", TRUE);
  world_assert_changes (&world, "1+10 11+2");

  /* The same rows; one is marked. */
  world_write (world.store, "+1.3.6.1.2.1.2.2.1.8.2=1");
  world_assert_changes (&world, "");
  world_assert_rows (&world, "org -\n  dod -\n    internet -\n      mgmt -\n        mib-2 -\n"
                             "          interfaces -\n            ifTable -\n"
                             "              ifEntry -\n"
                             "                ifIndex +\n                ifDescr +\n"
                             "                ifOperStatus -\n                  1 · lo = up\n"
                             "                  2 · eth0 = up *\n");

  /* The same value again is no change, and another name of its row is none of the value. */
  world_write (world.store, "+1.3.6.1.2.1.2.2.1.8.1=1 +1.3.6.1.2.1.2.2.1.2.1=loop");
  world_assert_changes (&world, "");
  g_assert_cmpuint (world_find_row (&world, "1 · loop"), ==, 11);
  world_clear (&world);
}

static void
test_rows_come_and_go (void)
{
  World world;

  world_init (&world, tarn_gui_get_mib (), INTERFACES);
  world_expand (&world, "org", TRUE);
  world_expand (&world, "ifIndex", TRUE);
  world_assert_changes (&world, "1+10 9+2");

  world_write (world.store, "+1.3.6.1.2.1.2.2.1.1.3=3");
  world_assert_changes (&world, "11+1");
  world_write (world.store, "-1.3.6.1.2.1.2.2.1.1.2");
  world_assert_changes (&world, "10-1");

  /* A column, a table beside, a scalar. */
  world_write (world.store, "+1.3.6.1.2.1.2.2.1.3.1=6");
  world_assert_changes (&world, "12+1");
  world_write (world.store, "+1.3.6.1.2.1.1.5.0=router");
  world_assert_changes (&world, "5+1");
  world_write (world.store, "-1.3.6.1.2.1.2.2.1.1.1 -1.3.6.1.2.1.2.2.1.1.3");
  world_assert_changes (&world, "9-3");

  /* All of it. */
  world_write (world.store, "-1.3.6.1.2.1.1.5.0 -1.3.6.1.2.1.2.2.1.2.1 -1.3.6.1.2.1.2.2.1.2.2 "
                            "-1.3.6.1.2.1.2.2.1.8.1 -1.3.6.1.2.1.2.2.1.8.2 "
                            "-1.3.6.1.2.1.2.2.1.3.1");
  world_assert_changes (&world, "0-12");
  world_assert_rows (&world, "");
  world_clear (&world);
}

/* Names below one of few parts, in a table, or anywhere. */
static char *
make_name (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      return g_strdup_printf ("1.3.6.1.2.1.1.%d.0", g_rand_int_range (rand, 1, 9));
    case 1:
    case 2:
      return g_strdup_printf ("1.3.6.1.2.1.2.2.1.%d.%d", g_rand_int_range (rand, 1, 5),
                              g_rand_int_range (rand, 1, 40));
    case 3:
      return g_strdup_printf ("1.3.6.1.4.1.9.%d.%d", g_rand_int_range (rand, 1, 100),
                              g_rand_int_range (rand, 0, 3));
    default:
      return g_strdup_printf ("1.3.6.1.4.1.9.3.1.%d.%d", g_rand_int_range (rand, 1, 4),
                              g_rand_int_range (rand, 1, 20));
    }
}

static void
change_something (TarnStore *store,
                  GRand     *rand)
{
  g_autoptr(GString) text = g_string_new (NULL);
  int n = g_rand_int_range (rand, 1, 12);
  gboolean is_delete = g_rand_int_range (rand, 0, 3) == 0;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = make_name (rand);

      g_string_append_printf (text, is_delete ? "%s-%s" : "%s+%s=%d", text->len > 0 ? " " : "",
                              name, g_rand_int_range (rand, 0, 9));
    }
  world_write (store, text->str);
}

/* A slower truth: rows that were made just now, with the same expanded as far as they are
 * there. */
static void
assert_as_if_new (World *world)
{
  g_autoptr(TarnTreeRows) fresh = tarn_tree_rows_new (world->store, tarn_gui_get_mib ());
  guint n = g_list_model_get_n_items (G_LIST_MODEL (world->rows));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnNode) node = g_list_model_get_item (G_LIST_MODEL (world->rows), i);
      g_autoptr(TarnNode) other = g_list_model_get_item (G_LIST_MODEL (fresh), i);
      g_autofree char *oid = g_strdup (tarn_node_get_oid_text (node));

      g_assert_nonnull (other);
      g_assert_cmpstr (oid, ==, tarn_node_get_oid_text (other));
      g_assert_cmpstr (tarn_node_get_caption (node), ==, tarn_node_get_caption (other));
      g_assert_cmpstr (tarn_node_get_value_text (node), ==, tarn_node_get_value_text (other));
      if (tarn_node_is_expanded (node) != tarn_node_is_expanded (other))
        tarn_node_set_expanded (other, tarn_node_is_expanded (node));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fresh)), ==, n);
}

static void
test_random (gconstpointer data)
{
  gboolean holds_all = GPOINTER_TO_INT (data);
  guint32 seed = g_test_rand_int ();
  GRand *rand = g_rand_new_with_seed (seed);
  World world;

  world_init (&world, tarn_gui_get_mib (), INTERFACES);
  if (!holds_all)
    g_clear_pointer (&world.log, tarn_model_log_free);

  for (guint i = 0; i < 400; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (world.rows));
      g_autoptr(TarnNode) node = g_list_model_get_item (G_LIST_MODEL (world.rows),
                                                        (guint) g_rand_int_range (rand, 0,
                                                                                   (int) n));

      if (g_rand_boolean (rand))
        change_something (world.store, rand);
      else
        tarn_node_set_expanded (node, g_rand_int_range (rand, 0, 4) > 0);

      tarn_tree_rows_sync (world.rows);
      if (holds_all)
        tarn_model_log_check (world.log);
      if (i % 10 == 0)
        assert_as_if_new (&world);
    }

  if (!holds_all)
    world.log = tarn_model_log_new (G_LIST_MODEL (world.rows), world_to_text);
  g_free (tarn_model_log_take (world.log));
  g_rand_free (rand);
  world_clear (&world);
}

/* Somebody holds few of many rows: they stay what they are, and what is between moves. */
static void
test_held (void)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnTreeRows) rows = NULL;
  g_autoptr(TarnOid) after = world_oid ("1.3.6.1.2.1.2.2.1.1.5000");
  g_autoptr(TarnNode) held = NULL;
  guint row;

  for (guint i = 2; i <= 10000; i += 2)
    {
      g_autofree char *name = g_strdup_printf ("1.3.6.1.2.1.2.2.1.1.%u", i);
      g_autoptr(TarnOid) oid = world_oid (name);
      g_autoptr(TarnValue) value = tarn_value_new_integer ((gint32) i);

      tarn_batch_put (batch, oid, value);
    }
  g_assert_true (tarn_store_apply (store, batch, NULL));
  rows = tarn_tree_rows_new (store, tarn_gui_get_mib ());
  row = tarn_tree_rows_reveal (rows, after);
  held = g_list_model_get_item (G_LIST_MODEL (rows), row);
  g_assert_cmpstr (tarn_node_get_value_text (held), ==, "5000");

  world_write (store, "+1.3.6.1.2.1.2.2.1.1.1=1 +1.3.6.1.2.1.2.2.1.1.9999=1 "
                      "-1.3.6.1.2.1.2.2.1.1.2 +1.3.6.1.2.1.2.2.1.1.3=1");
  tarn_tree_rows_sync (rows);
  g_assert_cmpuint (tarn_tree_rows_get_row (rows, held), ==, row + 1);
  world_write (store, "-1.3.6.1.2.1.2.2.1.1.5000");
  tarn_tree_rows_sync (rows);
  g_assert_cmpuint (tarn_tree_rows_get_row (rows, held), ==, TARN_TREE_NO_ROW);
  g_assert_cmpstr (tarn_node_get_value_text (held), ==, "5000");
}

typedef struct
{
  TarnTreeRows *rows;
  guint         n_rows;
} Wanted;

static gboolean
has_rows (gpointer data)
{
  Wanted *wanted = data;

  return g_list_model_get_n_items (G_LIST_MODEL (wanted->rows)) == wanted->n_rows;
}

static gboolean
is_known (gpointer data)
{
  return tarn_node_get_caption (data)[0] != '\0';
}

static void
count_cb (guint *n)
{
  *n += 1;
}

/* Another process commits just when we want to read: what cannot be done now is done soon,
 * and whoever looks is told. */
static void
test_busy (void)
{
  g_autoptr(TarnStore) real = tarn_memory_store_new ();
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  TarnFaultyStore *faulty = TARN_FAULTY_STORE (store);
  guint n_changed = 0;
  Wanted wanted = { 0 };

  world_write (real, INTERFACES);
  tarn_faulty_store_set_busy (faulty, 2, 0);
  wanted.rows = tarn_tree_rows_new (store, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (wanted.rows)), ==, 0);
  wanted.n_rows = 1;
  tarn_gui_wait (has_rows, &wanted);

  {
    g_autoptr(TarnNode) node = g_list_model_get_item (G_LIST_MODEL (wanted.rows), 0);

    g_signal_connect_swapped (node, "changed", G_CALLBACK (count_cb), &n_changed);
    tarn_faulty_store_set_busy (faulty, 2, 0);
    g_assert_cmpstr (tarn_node_get_caption (node), ==, "");
    tarn_gui_wait (is_known, node);
    g_assert_cmpstr (tarn_node_get_caption (node), ==, "1.3");

    tarn_faulty_store_set_busy (faulty, 2, 0);
    tarn_node_set_expanded (node, TRUE);
    g_assert_false (tarn_node_is_expanded (node));
    wanted.n_rows = 11;
    tarn_gui_wait (has_rows, &wanted);
    g_assert_true (tarn_node_is_expanded (node));
    g_assert_cmpuint (n_changed, >=, 2);
    g_signal_handlers_disconnect_by_func (node, count_cb, &n_changed);
  }
  g_assert_finalize_object (wanted.rows);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tree-follow/values change", test_values_change);
  g_test_add_func ("/tree-follow/rows come and go", test_rows_come_and_go);
  g_test_add_func ("/tree-follow/held", test_held);
  g_test_add_func ("/tree-follow/busy", test_busy);
  g_test_add_data_func ("/tree-follow/random, all held", GINT_TO_POINTER (TRUE), test_random);
  g_test_add_data_func ("/tree-follow/random, none held", GINT_TO_POINTER (FALSE), test_random);
  return g_test_run ();
}
