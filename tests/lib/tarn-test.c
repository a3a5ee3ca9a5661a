/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

GBytes *
tarn_test_hex (const char *hex)
{
  gsize size = strlen (hex) / 2 + 1;
  g_autofree guint8 *octets = g_malloc (size);
  gsize n_digits = 0;

  for (const char *p = hex; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p))
        continue;

      g_assert_true (g_ascii_isxdigit (*p));
      if (n_digits % 2 == 0)
        octets[n_digits / 2] = (guint8) (g_ascii_xdigit_value (*p) << 4);
      else
        octets[n_digits / 2] |= (guint8) g_ascii_xdigit_value (*p);
      n_digits++;
    }

  g_assert_cmpuint (n_digits % 2, ==, 0);
  return g_bytes_new (octets, n_digits / 2);
}

char *
tarn_test_to_hex (TarnSpan octets)
{
  GString *hex = g_string_new (NULL);

  for (gsize i = 0; i < octets.len; i++)
    g_string_append_printf (hex, "%02x", octets.data[i]);

  return g_string_free (hex, FALSE);
}

TarnSpan
tarn_test_span (GBytes *bytes)
{
  gsize len;
  gconstpointer data = g_bytes_get_data (bytes, &len);

  return tarn_span (data, len);
}

TarnOid *
tarn_test_oid (const char *text)
{
  g_autoptr(GError) error = NULL;
  TarnOid *oid = tarn_oid_new (text, &error);

  g_assert_no_error (error);
  return oid;
}

void
tarn_test_each_prefix (TarnSpan octets,
                       void   (*func) (TarnSpan prefix, gpointer data),
                       gpointer data)
{
  for (gsize len = 0; len < octets.len; len++)
    {
      g_autofree guint8 *copy = g_memdup2 (octets.data, len);

      func (tarn_span (copy, len), data);
    }
}

char *
tarn_test_shared_path (const char *path)
{
  g_autofree char *full = NULL;
  g_autofree char *message = NULL;

  full = g_build_filename (g_getenv ("TARN_SHARED"), path, NULL);
  if (g_getenv ("TARN_SHARED") != NULL && g_file_test (full, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&full);

  message = g_strdup_printf ("recorded material %s is not here; set TARN_SHARED to the "
                             "folder that holds it", path);
  g_test_skip (message);
  return NULL;
}

void
tarn_test_run_until (const gboolean *done)
{
  GMainContext *context = g_main_context_get_thread_default ();

  while (!*done)
    g_main_context_iteration (context, TRUE);
}
