/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Profiles of devices: listed, edited, renamed, deleted and taken back.  The keyring is one
 * in memory.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-profile-form.h"
#include "tarn-profiles-window.h"

typedef struct
{
  char        *folder;
  char        *path;
  TarnConnect *connect;
  GtkWidget   *window;
} Fixture;

static TarnConnectProfiles *
get_profiles (Fixture *f)
{
  return tarn_connect_get_profiles (f->connect);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(TarnSession) session = tarn_session_new ();
  g_autoptr(TarnConnectKeyring) keyring = tarn_connect_keyring_new (FALSE);
  g_autoptr(TarnConnectProfiles) profiles = NULL;

  f->folder = g_dir_make_tmp ("tarn-profiles-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "devices", NULL);
  profiles = tarn_connect_profiles_new (f->path);
  f->connect = tarn_connect_new (session, profiles, keyring);
  f->window = GTK_WIDGET (tarn_profiles_window_new (f->connect));
  gtk_window_present (GTK_WINDOW (f->window));
  tarn_gui_settle ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  tarn_gui_settle ();
  g_assert_finalize_object (f->connect);
  g_remove (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static void
act (Fixture    *f,
     const char *action,
     const char *name)
{
  if (name != NULL)
    gtk_widget_activate_action (f->window, action, "s", name);
  else
    gtk_widget_activate_action (f->window, action, NULL);
  tarn_gui_settle ();
}

static GtkWidget *
find (Fixture    *f,
      GType       type,
      const char *id)
{
  GtkWidget *found = tarn_gui_find (f->window, type, id);

  g_assert_nonnull (found);
  return found;
}

static void
type_into (Fixture    *f,
           const char *id,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find (f, GTK_TYPE_EDITABLE, id)), text);
}

static void
type_devices (Fixture    *f,
              const char *text)
{
  GtkTextView *view = GTK_TEXT_VIEW (find (f, GTK_TYPE_TEXT_VIEW, "devices_view"));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

static const char *
get_problem (Fixture *f)
{
  return gtk_label_get_label (GTK_LABEL (find (f, GTK_TYPE_LABEL, "problem")));
}

static void
assert_names (Fixture    *f,
              const char *expected)
{
  g_auto(GStrv) names = tarn_connect_profiles_dup_names (get_profiles (f));
  g_autofree char *text = g_strjoinv (" ", names);
  GtkWidget *list = find (f, GTK_TYPE_LIST_BOX, "list");
  guint n = 0;

  g_assert_cmpstr (text, ==, expected);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  g_assert_cmpuint (n, ==, g_strv_length (names));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GBytes **community = data;
  g_autoptr(GError) error = NULL;

  *community = tarn_connect_keyring_lookup_finish (TARN_CONNECT_KEYRING (source), result, &error);
  g_assert_no_error (error);
}

/* NULL: nobody knows one. */
static void
assert_community (Fixture    *f,
                  const char *name,
                  const char *expected)
{
  g_autoptr(GBytes) community = NULL;

  tarn_connect_keyring_lookup_async (tarn_connect_get_keyring (f->connect), name, NULL, found_cb,
                                     &community);
  tarn_gui_settle ();
  if (expected == NULL)
    g_assert_null (community);
  else
    g_assert_cmpmem (g_bytes_get_data (community, NULL), g_bytes_get_size (community), expected,
                     strlen (expected));
}

static void
make (Fixture    *f,
      const char *name,
      const char *community,
      const char *devices)
{
  act (f, "profiles.add", NULL);
  type_into (f, "name", name);
  type_into (f, "community", community);
  type_devices (f, devices);
  act (f, "profiles.save", NULL);
}

static void
test_edit (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(TarnConnectProfile) profile = NULL;
  g_autofree char *text = NULL;

  assert_names (f, "");
  make (f, "core", "s3cret-9", "192.0.2.1\n\n192.0.2.2:1161\n");
  assert_names (f, "core");
  assert_community (f, "core", "s3cret-9");
  profile = tarn_connect_profiles_find (get_profiles (f), "core");
  g_assert_cmpstr (profile->devices[0], ==, "192.0.2.1:161");
  g_assert_cmpstr (profile->devices[1], ==, "192.0.2.2:1161");
  g_assert_null (profile->devices[2]);
  g_assert_false (profile->is_public);

  /* The secret is in no file, and the entry does not have it the next time. */
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "s3cret"));
  act (f, "profiles.edit", "core");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (f, GTK_TYPE_EDITABLE, "community"))),
                   ==, "");

  /* Another name: its community goes with it. */
  type_into (f, "name", "edge");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (f, GTK_TYPE_SPIN_BUTTON, "timeout")), 2.5);
  act (f, "profiles.save", NULL);
  assert_names (f, "edge");
  assert_community (f, "core", NULL);
  assert_community (f, "edge", "s3cret-9");
  g_clear_pointer (&profile, tarn_connect_profile_free);
  profile = tarn_connect_profiles_find (get_profiles (f), "edge");
  g_assert_cmpint (profile->timeout_us, ==, 2500000);
  g_assert_cmpuint (g_strv_length (profile->devices), ==, 2);

  /* What everybody knows is kept nowhere. */
  act (f, "profiles.edit", "edge");
  type_into (f, "community", "public");
  act (f, "profiles.save", NULL);
  assert_community (f, "edge", NULL);
  g_clear_pointer (&profile, tarn_connect_profile_free);
  profile = tarn_connect_profiles_find (get_profiles (f), "edge");
  g_assert_true (profile->is_public);

  act (f, "profiles.edit", "edge");
  type_into (f, "name", "nobody");
  act (f, "profiles.back", NULL);
  assert_names (f, "edge");
}

static void
test_delete (Fixture       *f,
             gconstpointer  data)
{
  make (f, "a", "one", "192.0.2.1");
  make (f, "b", "two", "192.0.2.2");
  act (f, "profiles.delete", "a");
  assert_names (f, "b");
  act (f, "profiles.undo", NULL);
  assert_names (f, "b a");
  assert_community (f, "a", "one");
  act (f, "profiles.undo", NULL);
  assert_names (f, "b a");

  /* The next one is the one that can be taken back. */
  act (f, "profiles.delete", "a");
  act (f, "profiles.delete", "b");
  assert_community (f, "a", NULL);
  assert_community (f, "b", "two");
  act (f, "profiles.undo", NULL);
  assert_names (f, "b");
}

static void
test_invalid (Fixture       *f,
              gconstpointer  data)
{
  static const struct
  {
    const char *name;
    const char *community;
    const char *devices;
    gboolean    valid;
  } cases[] = {
    { "new", "", "", TRUE },
    { "", "", "", FALSE },
    { "a]b", "", "", FALSE },
    { "taken", "", "", FALSE },
    { "new", "0xzz", "", FALSE },
    { "new", "0x00ff", "", TRUE },
    { "new", "", "192.0.2.1\nhttp://192.0.2.1", FALSE },
    { "new", "", "switch.example.net\n[2001:db8::1]:1161", TRUE },
  };
  TarnProfileForm *form;

  make (f, "taken", "x", "");
  act (f, "profiles.add", NULL);
  form = TARN_PROFILE_FORM (find (f, TARN_TYPE_PROFILE_FORM, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s, %s", cases[i].name, cases[i].community, cases[i].devices);
      type_into (f, "name", cases[i].name);
      type_into (f, "community", cases[i].community);
      type_devices (f, cases[i].devices);
      g_assert_cmpint (tarn_profile_form_is_valid (form), ==, cases[i].valid);
      g_assert_cmpint (get_problem (f)[0] == '\0', ==, cases[i].valid);
    }

  /* Itself does not stand in its way. */
  act (f, "profiles.back", NULL);
  act (f, "profiles.edit", "taken");
  g_assert_true (tarn_profile_form_is_valid (form));

  /* A file that cannot be read is not written over, and that is said. */
  g_assert_cmpint (g_remove (f->path), ==, 0);
  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  act (f, "profiles.save", NULL);
  g_assert_cmpint (get_problem (f)[0], !=, '\0');
  g_assert_cmpint (g_rmdir (f->path), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add ("/profiles/edit", Fixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/profiles/delete", Fixture, NULL, set_up, test_delete, tear_down);
  g_test_add ("/profiles/invalid", Fixture, NULL, set_up, test_invalid, tear_down);
  return g_test_run ();
}
