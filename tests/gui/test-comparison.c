/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Differences as a tree of groups, rows and values.
 */
#include "tarn-comparison.h"
#include "tarn-gui-fixture.h"
#include "tarn-test.h"

/* "name=number", counters with a c in front; below mib-2. */
static TarnStore *
make_store (const char *text)
{
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) sides = g_strsplit (words[i], "=", 2);
      g_autofree char *name = g_strconcat ("1.3.6.1.2.1.", sides[0], NULL);
      g_autoptr(TarnOid) oid = sides[0] != NULL ? tarn_test_oid (name) : NULL;
      g_autoptr(TarnValue) value = NULL;

      if (oid == NULL)
        continue;
      value = sides[1][0] == 'c'
              ? tarn_value_new_unsigned (TARN_KIND_COUNTER32,
                                         (guint) g_ascii_strtoull (sides[1] + 1, NULL, 10))
              : tarn_value_new_integer ((gint32) g_ascii_strtoll (sides[1], NULL, 10));
      tarn_batch_put (batch, oid, value);
    }

  g_assert_true (tarn_store_apply (store, batch, NULL));
  g_assert_true (tarn_store_refresh (store, NULL));
  return store;
}

static void
append_nodes (GListModel *list,
              guint       depth,
              GString    *text)
{
  static const char kinds[] = "!+-";

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(TarnComparisonNode) node = g_list_model_get_item (list, i);
      g_autoptr(GListModel) children = tarn_comparison_node_dup_children (node);
      g_autofree char *title = tarn_comparison_node_dup_title (node);
      g_autofree char *before = tarn_comparison_node_dup_text (node, FALSE);
      g_autofree char *after = tarn_comparison_node_dup_text (node, TRUE);

      g_string_append_printf (text, "%*s%c%s", (int) (2 * depth), "",
                              tarn_comparison_node_is_moving (node)
                              ? '~' : kinds[tarn_comparison_node_get_kind (node)], title);
      if (children != NULL)
        g_string_append_printf (text, " (%u)\n", tarn_comparison_node_get_n (node));
      else
        g_string_append_printf (text, ": %s → %s\n", before != NULL ? before : "nothing",
                                after != NULL ? after : "nothing");
      if (children != NULL)
        append_nodes (children, depth + 1, text);
    }
}

static gboolean
is_done (gpointer comparison)
{
  return !tarn_comparison_is_busy (comparison);
}

static char *
render (TarnComparison *comparison)
{
  GString *text = g_string_new (NULL);

  tarn_gui_wait (is_done, comparison);
  append_nodes (tarn_comparison_get_groups (comparison), 0, text);
  return g_string_free (text, FALSE);
}

#define BEFORE "1.7.0=72 2.1.0=2 2.2.1.1.1=1 2.2.1.1.2=2 2.2.1.4.1=1500 2.2.1.4.2=1500 " \
               "2.2.1.10.1=c100 2.2.1.10.2=c200"
#define AFTER  "1.7.0=78 2.1.0=2 2.2.1.1.1=1 2.2.1.1.3=3 2.2.1.4.1=9000 2.2.1.4.3=1500 " \
               "2.2.1.10.1=c150 2.2.1.10.3=c1"

typedef struct
{
  const char *what;
  gboolean    names;        /* modules are there */
  gboolean    show_moving;
  const char *expected;
} Case;

static const Case cases[] = {
  { "names, what moves is folded away", TRUE, FALSE,
    "!system (1)\n"
    "  !sysServices.0: 72 → 78\n"
    "!ifTable (7)\n"
    "  !1 (1)\n"
    "    !ifMtu: 1500 → 9000\n"
    "  -2 (3)\n"
    "    -ifIndex: 2 → nothing\n"
    "    -ifMtu: 1500 → nothing\n"
    "    -ifInOctets: 200 → nothing\n"
    "  +3 (3)\n"
    "    +ifIndex: nothing → 3\n"
    "    +ifMtu: nothing → 1500\n"
    "    +ifInOctets: nothing → 1\n" },
  { "with what moves", TRUE, TRUE,
    "!system (1)\n"
    "  !sysServices.0: 72 → 78\n"
    "!ifTable (8)\n"
    "  !1 (2)\n"
    "    !ifMtu: 1500 → 9000\n"
    "    ~ifInOctets: 100 → 150\n"
    "  -2 (3)\n"
    "    -ifIndex: 2 → nothing\n"
    "    -ifMtu: 1500 → nothing\n"
    "    -ifInOctets: 200 → nothing\n"
    "  +3 (3)\n"
    "    +ifIndex: nothing → 3\n"
    "    +ifMtu: nothing → 1500\n"
    "    +ifInOctets: nothing → 1\n" },
  { "numbers: the table is inferred", FALSE, FALSE,
    "!1.3.6.1.2.1.1 (1)\n"
    "  !1.3.6.1.2.1.1.7.0: 72 → 78\n"
    "!1.3.6.1.2.1.2.2 (7)\n"
    "  !1 (1)\n"
    "    !4: 1500 → 9000\n"
    "  -2 (3)\n"
    "    -1: 2 → nothing\n"
    "    -4: 1500 → nothing\n"
    "    -10: 200 → nothing\n"
    "  +3 (3)\n"
    "    +1: nothing → 3\n"
    "    +4: nothing → 1500\n"
    "    +10: nothing → 1\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) before = make_store (BEFORE);
  g_autoptr(TarnStore) after = make_store (AFTER);
  TarnComparison *comparison = tarn_comparison_new (before, after,
                                                    c->names ? tarn_gui_get_mib () : NULL);
  g_autofree char *shown = NULL, *again = NULL;

  g_assert_true (tarn_comparison_is_busy (comparison));
  tarn_comparison_set_show_moving (comparison, c->show_moving);
  shown = render (comparison);
  g_assert_cmpstr (shown, ==, c->expected);

  /* There and back. */
  tarn_comparison_set_show_moving (comparison, !c->show_moving);
  g_free (render (comparison));
  tarn_comparison_set_show_moving (comparison, c->show_moving);
  again = render (comparison);
  g_assert_cmpstr (again, ==, c->expected);
  g_assert_finalize_object (comparison);
}

/* What changes meanwhile is said, and found when asked for; nothing moves under the reader. */
static void
test_outdated (void)
{
  g_autoptr(TarnStore) before = make_store ("1.7.0=72");
  g_autoptr(TarnStore) after = make_store ("1.7.0=72");
  TarnComparison *comparison = tarn_comparison_new (before, after, NULL);
  g_autofree char *same = render (comparison), *still = NULL, *other = NULL;
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.7.0");
  g_autoptr(TarnValue) value = tarn_value_new_integer (78);

  g_assert_cmpstr (same, ==, "");
  g_assert_false (tarn_comparison_is_outdated (comparison));
  tarn_batch_put (batch, oid, value);
  g_assert_true (tarn_store_apply (after, batch, NULL));
  g_assert_true (tarn_store_refresh (after, NULL));
  g_assert_true (tarn_comparison_is_outdated (comparison));
  still = render (comparison);
  g_assert_cmpstr (still, ==, "");

  tarn_comparison_restart (comparison);
  g_assert_false (tarn_comparison_is_outdated (comparison));
  other = render (comparison);
  g_assert_cmpstr (other, ==, "!1.3.6.1.2.1.1 (1)\n  !1.3.6.1.2.1.1.7.0: 72 → 78\n");
  g_assert_finalize_object (comparison);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = tarn_comparison_export_finish (TARN_COMPARISON (source), result,
                                                           &error);

  g_assert_no_error (error);
  *(char **) user_data = g_strdup (g_bytes_get_data (bytes, NULL));
}

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_export (void)
{
  g_autoptr(TarnStore) before = make_store ("1.7.0=72 1.3.0=c1");
  g_autoptr(TarnStore) after = make_store ("1.7.0=78 1.3.0=c2");
  TarnComparison *comparison = tarn_comparison_new (before, after, NULL);
  g_autofree char *text = NULL;

  tarn_gui_wait (is_done, comparison);
  tarn_comparison_export_async (comparison, TARN_FORMAT_TEXT, NULL, result_cb, &text);
  tarn_gui_wait (is_set, &text);
  g_assert_cmpstr (text, ==, "- .1.3.6.1.2.1.1.7.0 = INTEGER: 72\n"
                             "+ .1.3.6.1.2.1.1.7.0 = INTEGER: 78\n");
  g_assert_finalize_object (comparison);
}

/* Cancelled, it says so, and shows nothing. */
static void
test_cancel (void)
{
  g_autoptr(TarnStore) before = make_store (BEFORE);
  g_autoptr(TarnStore) after = make_store (AFTER);
  TarnComparison *comparison = tarn_comparison_new (before, after, NULL);

  tarn_comparison_cancel (comparison);
  g_assert_false (tarn_comparison_is_busy (comparison));
  g_assert_error (tarn_comparison_get_error (comparison), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (tarn_comparison_get_groups (comparison)), ==, 0);
  tarn_comparison_restart (comparison);
  tarn_gui_wait (is_done, comparison);
  g_assert_no_error (tarn_comparison_get_error (comparison));
  g_assert_cmpuint (g_list_model_get_n_items (tarn_comparison_get_groups (comparison)), ==, 2);
  g_assert_finalize_object (comparison);
}

int
main (int   argc,
      char *argv[])
{
  tarn_gui_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comparison/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/comparison/outdated", test_outdated);
  g_test_add_func ("/comparison/export", test_export);
  g_test_add_func ("/comparison/cancel", test_cancel);

  return g_test_run ();
}
