/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-state.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("tarn-state-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "browser", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
assert_recents (TarnState  *state,
                const char *expected)
{
  GListModel *recents = tarn_state_get_recents (state);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (recents); i++)
    {
      g_autoptr(TarnRecent) recent = g_list_model_get_item (recents, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", tarn_recent_get_title (recent),
                              tarn_recent_is_device (recent) ? "*" : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_recents (Fixture       *fixture,
              gconstpointer  data)
{
  TarnState *state = tarn_state_new (fixture->path);

  assert_recents (state, "");
  tarn_state_add_recent (state, "/a.tarn", "a", FALSE);
  tarn_state_add_recent (state, "192.0.2.1", "switch", TRUE);
  tarn_state_add_recent (state, "/a.tarn", "again", FALSE);
  assert_recents (state, "again switch*");
  tarn_state_forget_recent (state, "nobody");
  g_assert_finalize_object (state);

  state = tarn_state_new (fixture->path);
  assert_recents (state, "again switch*");
  tarn_state_forget_recent (state, "/a.tarn");
  assert_recents (state, "switch*");
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *target = g_strdup_printf ("/%u.tarn", i);

      tarn_state_add_recent (state, target, "many", FALSE);
    }
  g_assert_cmpuint (g_list_model_get_n_items (tarn_state_get_recents (state)), ==, 20);
  g_assert_finalize_object (state);
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  TarnState *state = tarn_state_new (fixture->path);
  g_autoptr(GVariant) size = NULL;

  g_assert_null (tarn_state_dup (state, "window", "size", "(ii)"));
  tarn_state_set (state, "window", "size", g_variant_new ("(ii)", 800, 600));
  g_assert_finalize_object (state);

  state = tarn_state_new (fixture->path);
  g_assert_null (tarn_state_dup (state, "window", "size", "s"));
  size = tarn_state_dup (state, "window", "size", "(ii)");
  g_assert_nonnull (size);
  tarn_state_set (state, "window", "size", NULL);
  g_assert_null (tarn_state_dup (state, "window", "size", "(ii)"));
  g_assert_finalize_object (state);
}

/* What was forgotten by mistake, one or all, comes back as it was. */
static void
test_recall (Fixture       *fixture,
             gconstpointer  data)
{
  TarnState *state = tarn_state_new (fixture->path);

  tarn_state_recall_recents (state);
  tarn_state_add_recent (state, "/a.tarn", "a", FALSE);
  tarn_state_add_recent (state, "/b.tarn", "b", FALSE);
  tarn_state_add_recent (state, "192.0.2.1", "c", TRUE);
  tarn_state_forget_recent (state, "/b.tarn");
  assert_recents (state, "c* a");
  tarn_state_recall_recents (state);
  assert_recents (state, "c* b a");
  tarn_state_forget_recents (state);
  assert_recents (state, "");
  tarn_state_recall_recents (state);
  tarn_state_recall_recents (state);
  g_assert_finalize_object (state);

  state = tarn_state_new (fixture->path);
  assert_recents (state, "c* b a");
  g_assert_finalize_object (state);
}

/* It goes with the file, but not with a medium that is not there now. */
static void
test_captures (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *here = g_build_filename (fixture->folder, "a [1]=é.tarn", NULL);
  g_autofree char *away = g_build_filename (fixture->folder, "stick", "b.tarn", NULL);
  const char *paths[] = { here, away };
  TarnState *state = tarn_state_new (fixture->path);

  g_assert_true (g_file_set_contents (here, "", 0, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    tarn_state_set_of (state, paths[i], "watched", g_variant_new_uint32 (i));
  g_assert_finalize_object (state);

  for (guint time = 0; time < 2; time++)
    {
      state = tarn_state_new (fixture->path);
      for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
        {
          g_autoptr(GVariant) value = tarn_state_dup_of (state, paths[i], "watched", "u");

          if (time == 1 && i == 0)
            {
              g_assert_null (value);
              continue;
            }
          g_assert_nonnull (value);
          g_assert_cmpuint (g_variant_get_uint32 (value), ==, i);
        }
      g_assert_finalize_object (state);
      g_remove (here);
    }
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  const char *texts[] = {
    "", "\n[", "\377\376\n", "[start]\nrecent=17\n", "[start]\nrecent=[('a', 'b'\n",
    "[start]\nrecent=[(1, 2, 3, 4)]\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      TarnState *state;

      g_assert_true (g_file_set_contents (fixture->path, texts[i], -1, NULL));
      state = tarn_state_new (fixture->path);
      assert_recents (state, "");
      tarn_state_add_recent (state, "/a.tarn", "a", FALSE);
      assert_recents (state, "a");
      g_assert_finalize_object (state);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/state/recents", Fixture, NULL, set_up, test_recents, tear_down);
  g_test_add ("/state/values", Fixture, NULL, set_up, test_values, tear_down);
  g_test_add ("/state/recents taken back", Fixture, NULL, set_up, test_recall, tear_down);
  g_test_add ("/state/of captures", Fixture, NULL, set_up, test_captures, tear_down);
  g_test_add ("/state/a damaged file is as none", Fixture, NULL, set_up, test_damaged, tear_down);
  return g_test_run ();
}
