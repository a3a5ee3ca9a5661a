/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mirror-fixture.h"

#include <glib/gstdio.h>

#include "tarn-test.h"
#include "ops/tarn-walk-private.h"

void
mirror_open (MirrorFixture *f)
{
  f->capture = tarn_capture_open (f->path, TARN_CAPTURE_CREATE, &f->error);
  g_assert_no_error (f->error);
}

void
mirror_setup (MirrorFixture *f,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  tarn_fake_device_init (&f->fake);
  f->agent = f->fake.agent;
  f->folder = g_dir_make_tmp ("tarn-mirror-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "device.tarn", NULL);
  f->walk = tarn_walk_new (f->fake.session, f->fake.device);
  tarn_walk_peek_machine (f->walk)->probe = FALSE;
  tarn_walk_set_gentle (f->walk, TRUE);
  f->cancellable = g_cancellable_new ();
}

/* The thread that brought the capture to the disk may be the last to let go of it,
 * moments after it said that it is done. */
void
mirror_close (MirrorFixture *f)
{
  TarnCapture *capture = f->capture;

  g_object_add_weak_pointer (G_OBJECT (capture), (gpointer *) &f->capture);
  g_object_unref (capture);
  while (g_atomic_pointer_get (&f->capture) != NULL)
    g_thread_yield ();
}

void
mirror_teardown (MirrorFixture *f,
                 gconstpointer  data)
{
  g_assert_finalize_object (f->walk);
  g_assert_finalize_object (f->cancellable);
  if (f->capture != NULL)
    mirror_close (f);
  tarn_fake_device_clear (&f->fake);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
  g_clear_error (&f->error);
}

static void
progress_cb (TarnMirror *mirror,
             gpointer    user_data)
{
  MirrorFixture *f = user_data;

  f->n_told++;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  MirrorFixture *f = user_data;

  f->complete = tarn_mirror_run_finish (TARN_MIRROR (source), result, &f->error);
  f->done = TRUE;
}

TarnMirror *
mirror_start (MirrorFixture *f)
{
  TarnMirror *mirror;

  if (f->capture == NULL)
    mirror_open (f);

  mirror = tarn_mirror_new (f->walk, f->capture);
  g_assert_true (tarn_mirror_get_walk (mirror) == f->walk);
  tarn_mirror_set_scope (mirror, f->scope);
  g_signal_connect (mirror, "progress", G_CALLBACK (progress_cb), f);
  f->done = FALSE;
  g_clear_error (&f->error);
  tarn_mirror_run_async (mirror, f->cancellable, done_cb, f);

  return mirror;
}

void
mirror_run (MirrorFixture *f)
{
  TarnMirror *mirror = mirror_start (f);

  while (!f->done)
    {
      g_main_context_iteration (NULL, TRUE);
      if (f->cancel_after > 0 && tarn_walk_get_n_rows (f->walk) >= f->cancel_after)
        g_cancellable_cancel (f->cancellable);
    }

  g_assert_cmpint (f->complete, ==, f->error == NULL);
  g_assert_finalize_object (mirror);
}

void
mirror_walk_again (MirrorFixture *f)
{
  g_assert_finalize_object (f->walk);
  f->walk = tarn_walk_new (f->fake.session, f->fake.device);
  tarn_walk_peek_machine (f->walk)->probe = FALSE;
  tarn_walk_set_gentle (f->walk, TRUE);
  g_assert_finalize_object (f->cancellable);
  f->cancellable = g_cancellable_new ();
  f->cancel_after = 0;
  f->scope = TARN_MIRROR_SCOPE_WALK;
}

char *
mirror_dump (TarnStore *store)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;

  tarn_store_begin_read (store, &error);
  g_assert_no_error (error);
  tarn_cursor_init (&cursor, store);
  for (gboolean found = tarn_cursor_seek_nth (&cursor, 0); found;
       found = tarn_cursor_next (&cursor))
    {
      g_autofree char *tlv = tarn_test_to_hex (cursor.row.tlv);
      char name[TARN_NAME_MAX_TEXT];

      tarn_name_to_text (cursor.row.name, name);
      g_string_append_printf (text, "%s=%s\n", name, tlv);
    }
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  return g_string_free (text, FALSE);
}

void
mirror_append_numbers (GString    *text,
                       const char *root,
                       guint       first,
                       guint       last)
{
  for (guint i = first; i <= last; i++)
    {
      guint8 buffer[16];
      TarnBerWriter writer;
      g_autofree char *tlv = NULL;

      tarn_ber_writer_init (&writer, buffer, sizeof buffer);
      tarn_ber_put_int32 (&writer, (gint32) i);
      tlv = tarn_test_to_hex (tarn_ber_writer_span (&writer));
      g_string_append_printf (text, ".%s.%u=%s\n", root, i, tlv);
    }
}

void
mirror_assert_holds (MirrorFixture *f,
                     const char    *root,
                     guint          first,
                     guint          last)
{
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autofree char *is = mirror_dump (TARN_STORE (f->capture));

  mirror_append_numbers (expected, root, first, last);
  g_assert_cmpstr (is, ==, expected->str);
}

TarnMirrorInfo *
mirror_read_info (MirrorFixture *f)
{
  TarnMirrorInfo *info = tarn_mirror_info_read (TARN_STORE (f->capture));

  g_assert_nonnull (info);
  g_assert_cmpstr (info->device, ==, "192.0.2.1:161");
  g_assert_cmpint (info->version, ==, TARN_VERSION_2C);
  g_assert_cmpint (info->began_us, <=, info->ended_us);

  return info;
}

void
mirror_assert_info_gap (const TarnMirrorInfo *info,
                        guint                 n_gaps,
                        const char           *first)
{
  g_autofree char *text = NULL;

  g_assert_false (info->complete);
  g_assert_cmpuint (info->gaps->len, ==, n_gaps);
  text = tarn_gap_to_string (g_ptr_array_index (info->gaps, 0));
  g_assert_cmpstr (text, ==, first);
}

void
mirror_assert_complete (MirrorFixture *f,
                        guint          n_rows)
{
  g_autoptr(TarnMirrorInfo) info = mirror_read_info (f);

  g_assert_no_error (f->error);
  g_assert_false (info->running);
  g_assert_true (info->complete);
  g_assert_cmpuint (info->gaps->len, ==, 0);
  g_assert_cmpuint (info->n_rows, ==, n_rows);
}
