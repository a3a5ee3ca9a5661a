/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-twin-private.h"
#include "tarn-twin.h"

typedef struct
{
  TarnDocument     *document;
  TarnTwinSettings  settings;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->document = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|twin\n");
  fixture->settings = (TarnTwinSettings) {
    .path = tarn_capture_get_path (tarn_document_get_capture (fixture->document)),
    .address = "127.0.0.1",
    .port = 0,
    .community = "secret",
    .write_community = "",
  };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tarn_gui_document_free (fixture->document);
}

static gboolean
is_decided (gpointer data)
{
  return tarn_twin_get_state (data) != TARN_TWIN_STARTING;
}

static gboolean
has_ended (gpointer data)
{
  return tarn_twin_get_state (data) >= TARN_TWIN_STOPPED;
}

static gboolean
was_asked (gpointer data)
{
  return tarn_twin_get_status (data)->n_requests > 0;
}

/* All that is below the folder of status files. */
static guint
count_files (void)
{
  g_autofree char *folder = tarn_twin_dup_folder ();
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (files) != NULL)
    n++;
  return n;
}

static char *
ask (const char *address)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("TARN_COMMAND"),
                              "get", "-c", "secret", address, "1.3.6.1.2.1.1.5.0", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static int
get_pid (void)
{
  g_autofree char *folder = tarn_twin_dup_folder ();
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".status"))
        g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
    }
  return g_key_file_get_integer (file, "agent", "pid", NULL);
}

static void
test_serve (Fixture       *fixture,
            gconstpointer  data)
{
  TarnTwin *twin = tarn_twin_start (&fixture->settings);
  const TarnAgentStatus *status;
  const TarnAgentRequest *request;
  g_autofree char *answer = NULL;
  g_autofree char *oid = NULL;

  tarn_gui_wait (is_decided, twin);
  g_assert_cmpstr (tarn_twin_get_error (twin), ==, NULL);
  g_assert_cmpint (tarn_twin_get_state (twin), ==, TARN_TWIN_RUNNING);
  g_assert_cmpstr (tarn_twin_get_path (twin), ==, fixture->settings.path);
  g_assert_false (tarn_twin_is_writable (twin));

  answer = ask (tarn_twin_get_address (twin));
  g_assert_nonnull (strstr (answer, "twin"));
  tarn_gui_wait (was_asked, twin);
  status = tarn_twin_get_status (twin);
  g_assert_cmpuint (status->n_answers, ==, 1);
  g_assert_cmpuint (status->peers->len, ==, 1);
  g_assert_cmpstr (((TarnAgentPeer *) status->peers->pdata[0])->address, ==, "127.0.0.1");
  request = status->recent->pdata[0];
  oid = tarn_oid_to_string (request->oid);
  g_assert_cmpstr (request->operation, ==, "get");
  g_assert_cmpstr (oid, ==, ".1.3.6.1.2.1.1.5.0");

  tarn_twin_stop (twin);
  tarn_gui_wait (has_ended, twin);
  g_assert_cmpint (tarn_twin_get_state (twin), ==, TARN_TWIN_STOPPED);
  g_assert_cmpuint (count_files (), ==, 0);
  g_assert_finalize_object (twin);
}

/* A browser that ends leaves it running, and the next one finds it. */
static void
test_found_again (Fixture       *fixture,
                  gconstpointer  data)
{
  TarnTwin *twin = tarn_twin_start (&fixture->settings);
  g_autofree char *folder = tarn_twin_dup_folder ();
  g_autoptr(GDir) files = NULL;
  g_autofree char *address = NULL;
  const char *name;

  tarn_gui_wait (is_decided, twin);
  address = g_strdup (tarn_twin_get_address (twin));
  g_assert_finalize_object (twin);

  twin = NULL;
  files = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".status"))
        twin = tarn_twin_find (path);
    }
  g_assert_nonnull (twin);
  g_assert_cmpint (tarn_twin_get_state (twin), ==, TARN_TWIN_RUNNING);
  g_assert_cmpstr (tarn_twin_get_address (twin), ==, address);

  kill (get_pid (), SIGKILL);
  tarn_gui_wait (has_ended, twin);
  g_assert_cmpint (tarn_twin_get_state (twin), ==, TARN_TWIN_FAILED);
  g_assert_nonnull (tarn_twin_get_error (twin));
  g_assert_finalize_object (twin);
}

static void
test_port_in_use (Fixture       *fixture,
                  gconstpointer  data)
{
  TarnTwin *first = tarn_twin_start (&fixture->settings);
  TarnTwin *second;

  tarn_gui_wait (is_decided, first);
  fixture->settings.port =
    (guint16) g_ascii_strtoull (strrchr (tarn_twin_get_address (first), ':') + 1, NULL, 10);
  second = tarn_twin_start (&fixture->settings);
  tarn_gui_wait (is_decided, second);
  g_assert_cmpint (tarn_twin_get_state (second), ==, TARN_TWIN_FAILED);
  g_assert_cmpint (tarn_twin_get_cure (second), ==, TARN_TWIN_CURE_FREE_PORT);
  g_assert_nonnull (tarn_twin_get_error (second));
  g_assert_finalize_object (second);

  tarn_twin_stop (first);
  tarn_gui_wait (has_ended, first);
  g_assert_finalize_object (first);
}

static void
test_damaged_status (void)
{
  static const char * const texts[] = {
    "", "x", "[agent]\n", "[agent]\npid=1\n", "[requests]\nreceived=1\n",
    "[agent]\npid=1\ncapture=/x\naddresses=a;\n[requests]\nreceived=1\n",
    "[agent]\npid=-7\ncapture=/x\naddresses=a;\n[requests]\nreceived=99999999999999999999\n"
    "[request 1]\noid=not.an.oid\n[peer 1]\nlast=z\n",
  };
  g_autofree char *folder = tarn_twin_dup_folder ();
  g_autofree char *path = g_build_filename (folder, "damaged.status", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (tarn_twin_find (path));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* Several in one process, with a part of the tree that nobody sees. */
static void
test_several (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const hidden[] = { ".1.3.6.1.2.1.1.6", NULL };
  TarnDocument *other = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|other\n");
  const char *path = tarn_capture_get_path (tarn_document_get_capture (other));
  const char *others[] = { path, NULL };
  TarnTwin *twin;
  TarnTwinDevice *device;
  g_autofree char *answer = NULL;

  fixture->settings.others = others;
  fixture->settings.excluded = hidden;
  fixture->settings.live = TRUE;
  twin = tarn_twin_start (&fixture->settings);
  tarn_gui_wait (is_decided, twin);
  g_assert_cmpstr (tarn_twin_get_error (twin), ==, NULL);
  g_assert_cmpuint (tarn_twin_get_devices (twin)->len, ==, 2);
  g_assert_true (tarn_twin_serves (twin, fixture->settings.path));
  g_assert_true (tarn_twin_serves (twin, path));
  g_assert_false (tarn_twin_serves (twin, "/no/such.tarn"));
  device = tarn_twin_get_devices (twin)->pdata[1];
  g_assert_cmpstr (device->path, ==, path);
  g_assert_false (device->by_name);
  answer = ask (device->address);
  g_assert_nonnull (strstr (answer, "other"));
  tarn_twin_stop (twin);
  tarn_gui_wait (has_ended, twin);
  g_object_unref (twin);
  tarn_gui_document_free (other);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/twin/serve", Fixture, NULL, set_up, test_serve, tear_down);
  g_test_add ("/twin/found again", Fixture, NULL, set_up, test_found_again, tear_down);
  g_test_add ("/twin/port in use", Fixture, NULL, set_up, test_port_in_use, tear_down);
  g_test_add ("/twin/several", Fixture, NULL, set_up, test_several, tear_down);
  g_test_add_func ("/twin/a damaged status is none", test_damaged_status);
  return g_test_run ();
}
