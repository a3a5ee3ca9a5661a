/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-gui-fixture.h"
#include "tarn-tree-expander.h"
#include "tarn-tree-pane.h"

#define DEVICE                                                                                  \
  "1.3.6.1.2.1.1.1.0|4|box\n1.3.6.1.2.1.1.5.0|4|router\n"                                        \
  "1.3.6.1.2.1.2.2.1.1.1|2|1\n1.3.6.1.2.1.2.2.1.1.2|2|2\n"                                       \
  "1.3.6.1.2.1.2.2.1.2.1|4|lo\n1.3.6.1.2.1.2.2.1.2.2|4|eth0\n"

typedef struct
{
  TarnDocument *document;
  TarnTreePane *pane;
  GtkWindow    *window;
} World;

/* What the pane asked of others. */
static GString *asked;

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  g_string_append_printf (asked, "%s %s\n", g_action_get_name (G_ACTION (action)),
                          g_variant_get_string (parameter, NULL));
}

static void
world_init (World      *world,
            const char *snmprec)
{
  static const GActionEntry entries[] = {
    { "edit", asked_cb, "s" },
    { "fetch", asked_cb, "s" },
    { "mirror", asked_cb, "s" },
  };
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();

  asked = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), NULL);
  world->document = snmprec != NULL ? tarn_gui_document_new (snmprec) : NULL;
  if (world->document != NULL)
    tarn_document_set_mib (world->document, tarn_gui_get_mib ());
  world->pane = TARN_TREE_PANE (g_object_ref_sink (tarn_tree_pane_new ()));
  gtk_widget_insert_action_group (GTK_WIDGET (world->pane), "document",
                                  G_ACTION_GROUP (actions));
  tarn_tree_pane_set_document (world->pane, world->document);
  world->window = tarn_gui_show (GTK_WIDGET (world->pane), 720, 500);
}

static void
world_clear (World *world)
{
  tarn_tree_pane_set_document (world->pane, NULL);
  gtk_window_destroy (world->window);
  tarn_gui_settle ();
  g_assert_finalize_object (world->pane);
  if (world->document != NULL)
    tarn_gui_document_free (world->document);
  g_string_free (asked, TRUE);
}

static TarnTreeExpander *
find_expander (GtkWidget  *widget,
               const char *caption)
{
  if (TARN_IS_TREE_EXPANDER (widget))
    {
      TarnNode *node = tarn_tree_expander_get_node (TARN_TREE_EXPANDER (widget));

      return node != NULL && gtk_widget_get_mapped (widget)
             && strcmp (tarn_node_get_caption (node), caption) == 0 ? TARN_TREE_EXPANDER (widget)
                                                                     : NULL;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      TarnTreeExpander *found = find_expander (child, caption);

      if (found != NULL)
        return found;
    }

  return NULL;
}

typedef struct
{
  World      *world;
  const char *caption;
} Sought;

static gboolean
is_shown (gpointer data)
{
  Sought *sought = data;

  return find_expander (GTK_WIDGET (sought->world->pane), sought->caption) != NULL;
}

static TarnTreeExpander *
wait_for (World      *world,
          const char *caption)
{
  Sought sought = { world, caption };

  tarn_gui_wait (is_shown, &sought);
  return find_expander (GTK_WIDGET (world->pane), caption);
}

static const char *
get_page (World *world)
{
  GtkWidget *stack = tarn_gui_find (GTK_WIDGET (world->pane), GTK_TYPE_STACK, NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static void
go (World      *world,
    const char *text)
{
  g_autoptr(TarnOid) oid = tarn_oid_new (text, NULL);

  tarn_tree_pane_set_oid (world->pane, oid);
}

static void
assert_oid (World      *world,
            const char *text)
{
  TarnOid *oid = tarn_tree_pane_get_oid (world->pane);
  g_autofree char *is = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  g_assert_cmpstr (is, ==, text);
}

static void
test_pages (void)
{
  World world;

  world_init (&world, NULL);
  g_assert_cmpstr (get_page (&world), ==, "none");
  go (&world, "1.3.6.1");
  world_clear (&world);

  world_init (&world, "");
  g_assert_cmpstr (get_page (&world), ==, "empty");
  world_clear (&world);

  world_init (&world, DEVICE);
  g_assert_cmpstr (get_page (&world), ==, "tree");
  tarn_tree_pane_set_document (world.pane, NULL);
  g_assert_cmpstr (get_page (&world), ==, "none");
  world_clear (&world);
}

static void
test_go (void)
{
  TarnTreeExpander *expander;
  World world;

  world_init (&world, DEVICE);
  g_assert_nonnull (wait_for (&world, "interfaces"));
  go (&world, "1.3.6.1.2.1.2.2.1.1.2");
  expander = wait_for (&world, "2 · eth0");
  assert_oid (&world, ".1.3.6.1.2.1.2.2.1.1.2");

  gtk_test_accessible_assert_role (expander, GTK_ACCESSIBLE_ROLE_TREE_ITEM);
  gtk_test_accessible_assert_property (expander, GTK_ACCESSIBLE_PROPERTY_LEVEL, 10);
  gtk_test_accessible_assert_property (expander, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "2 · eth0, 2");
  expander = wait_for (&world, "ifIndex");
  gtk_test_accessible_assert_state (expander, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  expander = wait_for (&world, "ifDescr");
  gtk_test_accessible_assert_state (expander, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);

  /* Rows come above what is selected, and push it down before the new row is. */
  go (&world, "1.3.6.1.2.1.1.5.0");
  assert_oid (&world, ".1.3.6.1.2.1.1.5.0");
  world_clear (&world);
}

/* What is selected goes out of sight with what it is in, and that is selected then. */
static void
test_collapse (void)
{
  World world;

  world_init (&world, DEVICE);
  go (&world, "1.3.6.1.2.1.2.2.1.2.2");
  tarn_node_set_expanded (tarn_tree_expander_get_node (wait_for (&world, "interfaces")), FALSE);
  tarn_gui_settle ();
  {
    GtkWidget *view = tarn_gui_find (GTK_WIDGET (world.pane), GTK_TYPE_COLUMN_VIEW, NULL);
    GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
    TarnNode *node = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));

    g_assert_nonnull (node);
    g_assert_cmpstr (tarn_node_get_caption (node), ==, "interfaces");
  }

  gtk_widget_activate_action (GTK_WIDGET (world.pane), "tree.select-parent", NULL);
  assert_oid (&world, ".1.3.6.1.2.1");
  gtk_widget_activate_action (GTK_WIDGET (world.pane), "tree.select-child", NULL);
  assert_oid (&world, ".1.3.6.1.2.1.1");
  world_clear (&world);
}

static void
test_asks (void)
{
  GtkWidget *view;
  World world;

  world_init (&world, DEVICE);
  go (&world, "1.3.6.1.2.1.1.5.0");
  gtk_widget_activate_action (GTK_WIDGET (world.pane), "tree.edit", NULL);
  view = tarn_gui_find (GTK_WIDGET (world.pane), GTK_TYPE_COLUMN_VIEW, NULL);
  g_signal_emit_by_name (view, "activate",
                         gtk_single_selection_get_selected (
                           GTK_SINGLE_SELECTION (gtk_column_view_get_model (
                             GTK_COLUMN_VIEW (view)))));
  g_assert_cmpstr (asked->str, ==, "edit .1.3.6.1.2.1.1.5.0\nedit .1.3.6.1.2.1.1.5.0\n");

  tarn_tree_pane_set_oid (world.pane, NULL);
  g_assert_cmpuint (gtk_single_selection_get_selected (
                      GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))),
                    ==, GTK_INVALID_LIST_POSITION);
  world_clear (&world);
}

/* With a device, opening what was not fetched fetches it, in parts that a person means. */
static void
test_fetch (void)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.1", 9, NULL);
  g_autoptr(TarnDevice) device = tarn_device_new (address);
  TarnTreeExpander *expander;
  World world;

  world_init (&world, DEVICE);
  tarn_document_set_device (world.document, device);
  go (&world, "1.3.6.1.2.1.4.1");
  expander = wait_for (&world, "ip");
  g_assert_cmpstr (asked->str, ==, "");
  tarn_node_set_expanded (tarn_tree_expander_get_node (expander), FALSE);
  tarn_node_set_expanded (tarn_tree_expander_get_node (expander), TRUE);
  g_assert_cmpstr (asked->str, ==, "mirror .1.3.6.1.2.1.4\n");
  tarn_gui_settle ();
  g_assert_cmpstr (tarn_node_get_value_text (tarn_tree_expander_get_node (expander)), ==,
                   "Fetching…");
  gtk_test_accessible_assert_property (expander, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "not fetched from the device yet");
  world_clear (&world);
}

static void
test_columns (void)
{
  static const char *const names[] = { "type", "age", "access", "octets", "provenance", "oid" };
  GtkWidget *view;
  World world;

  world_init (&world, DEVICE);
  go (&world, "1.3.6.1.2.1.1.5.0");
  view = tarn_gui_find (GTK_WIDGET (world.pane), GTK_TYPE_COLUMN_VIEW, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *action = g_strconcat ("tree.show-", names[i], NULL);

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (world.pane), action, NULL));
      tarn_gui_settle ();
    }

  /* Two went, four came, each in its place. */
  {
    static const char *const titles[] = { "Name", "Value", "Access", "Age", "Provenance",
                                          "Octets" };
    GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));

    g_assert_cmpuint (g_list_model_get_n_items (columns), ==, G_N_ELEMENTS (titles));
    for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
      {
        g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

        g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, titles[i]);
      }
  }
  world_clear (&world);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);

  g_test_add_func ("/tree-pane/pages", test_pages);
  g_test_add_func ("/tree-pane/go", test_go);
  g_test_add_func ("/tree-pane/collapse", test_collapse);
  g_test_add_func ("/tree-pane/asks", test_asks);
  g_test_add_func ("/tree-pane/fetch", test_fetch);
  g_test_add_func ("/tree-pane/columns", test_columns);
  return g_test_run ();
}
