/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-gui-fixture.h"

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
changed_cb (gboolean *changed)
{
  *changed = TRUE;
}

/* Another process writes, and nobody looks but the document. */
static void
test_others_write (void)
{
  TarnDocument *document = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|one\n");
  const char *path = tarn_capture_get_path (tarn_document_get_capture (document));
  TarnStore *store = tarn_document_get_store (document);
  g_autoptr(TarnOid) name = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  gboolean changed = FALSE;

  g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), &changed);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strdup_printf ("two %u", i);
      g_autoptr(GSubprocess) process = NULL;
      g_autoptr(TarnValue) value = NULL;
      g_autoptr(GError) error = NULL;
      const guint8 *octets;
      gsize n;

      process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                                  g_getenv ("TARN_COMMAND"),
                                  "set", "--capture", path, "1.3.6.1.2.1.1.5.0", "s", text,
                                  NULL);
      g_assert_no_error (error);
      changed = FALSE;
      tarn_gui_wait (is_set, &changed);
      value = tarn_store_get (store, name, &error);
      g_assert_no_error (error);
      octets = tarn_value_get_octets (value, &n);
      g_assert_cmpmem (octets, n, text, strlen (text));
      g_assert_true (g_subprocess_wait_check (process, NULL, &error));
    }
  g_signal_handlers_disconnect_by_func (store, changed_cb, &changed);
  tarn_gui_document_free (document);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *base;
  } names[] = {
    { "192.0.2.1", "192.0.2.1.tarn" },
    { "[2001:db8::1]:161", "-2001-db8--1--161.tarn" },
    { "../../etc/passwd", "-.-..-etc-passwd.tarn" },
    { "Süd", "S--d.tarn" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = tarn_document_dup_new_path (names[i].name);
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *again = NULL;

      g_assert_cmpstr (base, ==, names[i].base);
      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      again = tarn_document_dup_new_path (names[i].name);
      g_assert_cmpstr (again, !=, path);
      g_assert_true (g_str_has_suffix (again, " (2).tarn"));
      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static void
test_titles (void)
{
  TarnDocument *document = tarn_gui_document_new ("");

  g_assert_cmpstr (tarn_document_get_title (document), ==, "device");
  g_assert_false (tarn_document_is_unsaved (document));
  g_assert_true (tarn_document_is_writable (document));
  tarn_document_set_title (document, "switch");
  g_assert_cmpstr (tarn_document_get_title (document), ==, "switch");
  tarn_gui_document_free (document);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/what others write is seen", test_others_write);
  g_test_add_func ("/document/new files", test_names);
  g_test_add_func ("/document/titles", test_titles);
  return g_test_run ();
}
