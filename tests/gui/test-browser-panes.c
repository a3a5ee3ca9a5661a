/* test-browser-panes.c
 *
 * What a screen reader is told of every pane of the real program: whatever can be pressed,
 * typed into or chosen has a name, and tables have headers.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-browser-fixture.h"
#include "tarn-command.h"

static const char *where;      /* what is looked at, to complain of */

static const AtspiRole named[] = {
  ATSPI_ROLE_CHECK_BOX,
  ATSPI_ROLE_COMBO_BOX,
  ATSPI_ROLE_ENTRY,
  ATSPI_ROLE_LIST_BOX,
  ATSPI_ROLE_MENU_ITEM,
  ATSPI_ROLE_PASSWORD_TEXT,
  ATSPI_ROLE_PUSH_BUTTON,
  ATSPI_ROLE_RADIO_BUTTON,
  ATSPI_ROLE_SLIDER,
  ATSPI_ROLE_SPIN_BUTTON,
  ATSPI_ROLE_TABLE,
  ATSPI_ROLE_TOGGLE_BUTTON,
  ATSPI_ROLE_TREE_TABLE,
};

static gboolean
is_labelled (AtspiAccessible *accessible)
{
  g_autoptr(GArray) relations = atspi_accessible_get_relation_set (accessible, NULL);
  gboolean found = FALSE;

  for (guint i = 0; relations != NULL && i < relations->len; i++)
    {
      AtspiRelation *relation = g_array_index (relations, AtspiRelation *, i);

      found |= atspi_relation_get_relation_type (relation) == ATSPI_RELATION_LABELLED_BY;
      g_object_unref (relation);
    }
  return found;
}

/* GTK tells the type where there is no name. */
static gboolean
is_name (const char *name)
{
  return name[0] != '\0' && !g_str_has_prefix (name, "Gtk") && !g_str_has_prefix (name, "Tarn");
}

/* GTK 4.8 tells a box that flows as a table, a menu button twice, as a button without a name
 * around the one that has it, and so what drops down, the other way round. */
static gboolean
is_gtks (AtspiAccessible *accessible,
         const char      *name)
{
  g_autoptr(AtspiAccessible) inside = NULL;
  g_autofree char *inside_name = NULL;

  if (strcmp (name, "GtkFlowBox") == 0)
    return TRUE;
  if (strcmp (name, "GtkToggleButton") == 0)
    {
      inside = atspi_accessible_get_parent (accessible, NULL);
      return inside != NULL
             && atspi_accessible_get_role (inside, NULL) == ATSPI_ROLE_COMBO_BOX;
    }
  if (strcmp (name, "GtkMenuButton") != 0)
    return FALSE;
  inside = atspi_accessible_get_child_at_index (accessible, 0, NULL);
  inside_name = inside != NULL ? atspi_accessible_get_name (inside, NULL) : NULL;
  return inside_name != NULL && is_name (inside_name);
}

static gboolean
check_cb (AtspiAccessible *accessible,
          const char      *name,
          gpointer         data)
{
  AtspiRole role = atspi_accessible_get_role (accessible, NULL);
  guint *n = data;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (named[i] == role)
      {
        g_autofree char *role_name = atspi_accessible_get_role_name (accessible, NULL);

        ++*n;
        if (is_name (name) || is_labelled (accessible) || is_gtks (accessible, name))
          return FALSE;

        g_test_message ("%s: a %s without a name (%s)", where, role_name, name);
        g_test_fail ();
        return FALSE;
      }
  return FALSE;
}

static void
check (TarnBrowser *browser,
       const char  *what)
{
  guint n = 0;

  where = what;
  tarn_browser_each (browser, check_cb, &n);
  g_test_message ("%s: %u controls", what, n);
  g_assert_cmpuint (n, >, 0);
}

static void
test_start (TarnBrowser   *browser,
            gconstpointer  data)
{
  tarn_browser_start (browser, NULL);
  tarn_browser_wait_for (browser, "Look at a Device");
  check (browser, "start page");
  tarn_browser_stop (browser, 0);
}

static void
test_panes (TarnBrowser   *browser,
            gconstpointer  data)
{
  static const struct
  {
    const char *keys;
    const char *there;     /* when the pane is to be seen */
  } panes[] = {
    { "alt+1", "Name" },
    { "alt+2", "Table" },
    { "alt+3", "Watch" },
    { "alt+4", "No Changes" },
    { "alt+5", "Compare" },
    { "alt+6", "no messages" },
    { "ctrl+f", "Search" },
    { "ctrl+l", "Go" },
    { "alt+s", "An agent of this capture" },
  };
  g_autofree char *capture = tarn_browser_make_demo (browser);

  tarn_browser_start (browser, capture);
  tarn_browser_wait_for (browser, "5136 values");
  tarn_browser_go (browser, "1.3.6.1.2.1.2.2.1.2.1");
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      tarn_browser_key (browser, panes[i].keys);
      tarn_browser_wait_for (browser, panes[i].there);
    }
  check (browser, "all views");
  tarn_browser_key (browser, "Escape");
  tarn_browser_stop (browser, 0);
}

/* The windows beside it, each opened by keyboard and closed again. */
static void
test_windows (TarnBrowser   *browser,
              gconstpointer  data)
{
  static const struct
  {
    const char *keys;
    const char *letter;    /* of its item in the menu, if that is what the keys open */
    const char *there;     /* a label, when it is to be seen                         */
    const char *close;
  } windows[] = {
    { "F10", "m", "IF-MIB", "ctrl+w" },
    { "F10", "r", "No Profiles", "Escape" },
    { "ctrl+comma", NULL, "Gentle mirrors", "Escape" },
    { "ctrl+j", NULL, "Not Listening", "ctrl+w" },
  };

  tarn_browser_start (browser, NULL);
  tarn_browser_wait_for (browser, "Look at a Device");
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      tarn_browser_key (browser, windows[i].keys);
      if (windows[i].letter != NULL)
        {
          g_autoptr(AtspiAccessible) item = tarn_browser_find (browser, ATSPI_ROLE_MENU_ITEM, "About");

          tarn_browser_key (browser, windows[i].letter);
        }
      tarn_browser_wait_for (browser, windows[i].there);
      check (browser, windows[i].there);
      tarn_browser_key (browser, windows[i].close);
      /* The next keys are for the window behind it. */
      tarn_browser_wait_gone (browser, ATSPI_ROLE_LABEL, windows[i].there);
    }
  tarn_browser_stop (browser, 0);
}

int
main (int    argc,
      char **argv)
{
  static const TarnBrowserTest tests[] = {
    { "/browser/panes/start page", test_start },
    { "/browser/panes/all views", test_panes },
    { "/browser/panes/windows", test_windows },
  };

  return tarn_browser_run_tests (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
