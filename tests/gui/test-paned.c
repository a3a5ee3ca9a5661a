/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-gui-fixture.h"
#include "tarn-paned.h"

typedef struct
{
  GtkPaned  *paned;
  GtkWindow *window;
  TarnState *state;
} World;

/* As if the program had just started, with a window of that size. */
static void
world_init (World          *world,
            const char     *path,
            GtkOrientation  orientation,
            int             width,
            int             height)
{
  world->state = tarn_state_new (path);
  world->paned = GTK_PANED (gtk_paned_new (orientation));
  g_object_ref_sink (world->paned);
  gtk_paned_set_start_child (world->paned, gtk_drawing_area_new ());
  gtk_paned_set_end_child (world->paned, gtk_drawing_area_new ());
  gtk_paned_set_resize_end_child (world->paned, FALSE);
  gtk_paned_set_position (world->paned, 100);
  tarn_paned_remember (world->paned, world->state, "test");
  world->window = tarn_gui_show (GTK_WIDGET (world->paned), width, height);
  tarn_gui_settle ();
}

static void
world_clear (World *world)
{
  gtk_window_destroy (world->window);
  tarn_gui_settle ();
  g_assert_finalize_object (world->paned);
  g_assert_finalize_object (world->state);
}

static int
get_end (World *world)
{
  return gtk_widget_get_width (GTK_WIDGET (world->paned)) - gtk_paned_get_position (world->paned);
}

static void
test_paned (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tarn-paned-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "state", NULL);
  World world;
  int end;

  /* Nobody has chosen: as the template has it. */
  world_init (&world, path, GTK_ORIENTATION_HORIZONTAL, 600, 300);
  g_assert_cmpint (gtk_paned_get_position (world.paned), ==, 100);
  gtk_paned_set_position (world.paned, 420);
  tarn_gui_settle ();
  end = get_end (&world);
  world_clear (&world);

  world_init (&world, path, GTK_ORIENTATION_HORIZONTAL, 600, 300);
  g_assert_cmpint (gtk_paned_get_position (world.paned), ==, 420);
  world_clear (&world);

  /* In a larger window, what does not grow with it has the size that it had. */
  world_init (&world, path, GTK_ORIENTATION_HORIZONTAL, 900, 300);
  g_assert_cmpint (get_end (&world), ==, end);

  /* The other orientation has its own. */
  gtk_orientable_set_orientation (GTK_ORIENTABLE (world.paned), GTK_ORIENTATION_VERTICAL);
  g_assert_false (tarn_paned_restore (world.paned));
  tarn_gui_settle ();
  gtk_paned_set_position (world.paned, 77);
  tarn_gui_settle ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (world.paned), GTK_ORIENTATION_HORIZONTAL);
  g_assert_true (tarn_paned_restore (world.paned));
  tarn_gui_settle ();
  g_assert_cmpint (get_end (&world), ==, end);
  world_clear (&world);

  world_init (&world, path, GTK_ORIENTATION_VERTICAL, 900, 300);
  g_assert_cmpint (gtk_paned_get_position (world.paned), ==, 77);
  world_clear (&world);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/paned/comes back", test_paned);
  return g_test_run ();
}
