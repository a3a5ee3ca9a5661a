/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How a capture is to be served: rules and options of tarn serve, and the form that asks.
 */
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-twin-more.h"
#include "tarn-twin-settings.h"

#define LIST(...) ((const char * const[]) { __VA_ARGS__, NULL })

typedef struct
{
  const char       *sentence;
  TarnTwinSettings  settings;
  const char       *rules;
  const char       *words;
} Case;

#define PLAIN .path = "a.tarn", .address = "127.0.0.1", .port = 1161, .community = "public"

static void
test_words (void)
{
  const Case cases[] = {
    { "who reads", { PLAIN, .write_community = "" }, "rocommunity 'public' default\n",
      "--listen 127.0.0.1:1161 --status S --access - -- a.tarn" },
    { "who writes, and what a shell would make of it", { PLAIN, .write_community = "it's" },
      "rwcommunity 'it'\\''s' default\nrocommunity 'public' default\n",
      "--listen 127.0.0.1:1161 --status S --access - -- a.tarn" },
    { "from two networks", { PLAIN, .write_community = "",
                             .networks = LIST ("192.0.2.0/24", "2001:db8::/32") },
      "rocommunity 'public' 192.0.2.0/24\nrocommunity 'public' 2001:db8::/32\n",
      "--listen 127.0.0.1:1161 --status S --access - -- a.tarn" },
    { "a part of the tree", { PLAIN, .write_community = "w", .included = LIST (".1.3.6.1.2.1.1"),
                              .excluded = LIST (".1.3.6.1.2.1.1.6") },
      "view shown included .1.3.6.1.2.1.1\nview shown excluded .1.3.6.1.2.1.1.6\n"
      "rwcommunity 'w' default -V shown\nrocommunity 'public' default -V shown\n",
      "--listen 127.0.0.1:1161 --status S --access - -- a.tarn" },
    { "all but a part", { PLAIN, .write_community = "", .excluded = LIST (".1.3.6.1.2.1.1.6") },
      "view shown included .0\nview shown included .1\nview shown included .2\n"
      "view shown excluded .1.3.6.1.2.1.1.6\nrocommunity 'public' default -V shown\n",
      "--listen 127.0.0.1:1161 --status S --access - -- a.tarn" },
    { "all that it can do", { .path = "a.tarn", .address = "::1", .community = "public",
                              .write_community = "", .live = TRUE, .move = "old.tarn",
                              .overlay = "w.tarn", .faults = LIST ("drop=1%"),
                              .receivers = LIST ("192.0.2.9") },
      "rocommunity 'public' default\n",
      "--listen [::1]:0 --status S --access - --fault drop=1% --notify 192.0.2.9 --live "
      "--move old.tarn --overlay w.tarn -- a.tarn" },
    { "with others, by address", { PLAIN, .write_community = "", .others = LIST ("b.tarn"),
                                   .way = TARN_TWIN_BY_ADDRESS },
      "rocommunity 'public' default\n",
      "--listen 127.0.0.1:1161 --status S --access - --by-address -- a.tarn b.tarn" },
    { "with others, by community", { PLAIN, .write_community = "", .others = LIST ("b.tarn"),
                                     .way = TARN_TWIN_BY_COMMUNITY,
                                     .excluded = LIST (".1.3.6.1.2.1.1.6") },
      "",
      "--listen 127.0.0.1:1161 --status S --by-community --exclude .1.3.6.1.2.1.1.6 -- a.tarn "
      "b.tarn" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TarnTwinSettings copy;
      g_autofree char *rules = NULL;
      g_autofree char *text = NULL;
      g_auto(GStrv) words = NULL;

      g_test_message ("%s", cases[i].sentence);
      tarn_twin_settings_copy (&copy, &cases[i].settings);
      rules = tarn_twin_settings_make_rules (&copy);
      words = tarn_twin_settings_make_words (&copy, "S");
      text = g_strjoinv (" ", words);
      tarn_twin_settings_clear (&copy);
      g_assert_cmpstr (rules, ==, cases[i].rules);
      g_assert_cmpstr (text, ==, cases[i].words);
    }
}

static void
type_into (GtkWidget  *more,
           const char *id,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (tarn_gui_find (more, GTK_TYPE_EDITABLE, id)), text);
}

static void
test_form (void)
{
  GtkWidget *more = g_object_new (TARN_TYPE_TWIN_MORE, NULL);
  GtkWindow *window = tarn_gui_show (more, 500, 400);
  GtkWidget *overlay, *way;
  TarnTwinSettings settings = { .path = "/tmp/switch.tarn" };
  static const struct { const char *id, *text; } wrong[] = {
    { "included", "noSuchObject.x" }, { "excluded", "1.3.6.1.." },
    { "networks", "192.0.2.0/33" }, { "receivers", "192.0.2.9:x" },
  };
  g_autoptr(GError) error = NULL;

  gtk_expander_set_expanded (GTK_EXPANDER (tarn_gui_find (more, GTK_TYPE_EXPANDER, NULL)), TRUE);
  tarn_gui_settle ();
  overlay = tarn_gui_find (more, GTK_TYPE_CHECK_BUTTON, "overlay");
  way = tarn_gui_find (more, GTK_TYPE_DROP_DOWN, "way");
  g_assert_true (tarn_twin_more_fill (TARN_TWIN_MORE (more), tarn_gui_get_mib (), &settings,
                                      &error));
  g_assert_null (settings.included[0]);
  g_assert_null (settings.move);
  g_assert_null (settings.overlay);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      type_into (more, wrong[i].id, wrong[i].text);
      g_assert_false (tarn_twin_more_fill (TARN_TWIN_MORE (more), tarn_gui_get_mib (), &settings,
                                           &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      type_into (more, wrong[i].id, "");
    }

  type_into (more, "included", "system, interfaces");
  type_into (more, "networks", "192.0.2.0/24 2001:db8::1");
  type_into (more, "move", " old.tarn ");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (overlay), TRUE);
  g_assert_true (tarn_twin_more_fill (TARN_TWIN_MORE (more), tarn_gui_get_mib (), &settings,
                                      &error));
  g_assert_cmpstr (settings.included[0], ==, ".1.3.6.1.2.1.1");
  g_assert_cmpstr (settings.included[1], ==, ".1.3.6.1.2.1.2");
  g_assert_null (settings.included[2]);
  g_assert_cmpstr (settings.networks[1], ==, "2001:db8::1");
  g_assert_cmpstr (settings.move, ==, "old.tarn");
  g_assert_cmpstr (settings.overlay, ==, "/tmp/switch.writes.tarn");

  /* With others there is no overlay, and something has to tell them apart. */
  g_assert_false (gtk_widget_get_visible (way));
  tarn_twin_more_add_capture (TARN_TWIN_MORE (more), "/tmp/b.tarn");
  g_assert_true (gtk_widget_get_visible (way));
  g_assert_false (gtk_widget_get_sensitive (overlay));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (way), TARN_TWIN_BY_COMMUNITY);
  g_assert_true (tarn_twin_more_by_community (TARN_TWIN_MORE (more)));
  g_assert_true (tarn_twin_more_fill (TARN_TWIN_MORE (more), NULL, &settings, NULL) == FALSE);
  type_into (more, "included", "");
  g_assert_true (tarn_twin_more_fill (TARN_TWIN_MORE (more), NULL, &settings, NULL));
  g_assert_null (settings.overlay);
  g_assert_cmpstr (settings.others[0], ==, "/tmp/b.tarn");
  g_assert_null (settings.others[1]);

  g_signal_emit_by_name (tarn_gui_find (tarn_gui_find (more, GTK_TYPE_LIST_BOX, "others"),
                                        GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_false (tarn_twin_more_by_community (TARN_TWIN_MORE (more)));
  gtk_window_destroy (window);
  tarn_gui_settle ();
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/twin-settings/words", test_words);
  g_test_add_func ("/twin-settings/form", test_form);
  return g_test_run ();
}
