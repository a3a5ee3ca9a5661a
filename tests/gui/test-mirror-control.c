/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-intervals-view.h"
#include "tarn-mirror-control.h"
#include "tarn-mirror-picture.h"

#define N_ROWS 600

/* An agent on loopback, and a document whose capture is to mirror it. */
typedef struct
{
  TarnDocument      *device;      /* what the agent serves */
  TarnAgent         *agent;
  TarnAddress       *address;
  TarnDocument      *document;
  TarnMirrorControl *control;
  GString           *states;
} Fixture;

static void
state_cb (TarnMirrorControl *control,
          GParamSpec        *pspec,
          Fixture           *f)
{
  static const char * const names[] = {
    "idle", "running", "stopping", "paused", "done", "failed", "interrupted",
  };

  g_string_append_printf (f->states, "%s%s", f->states->len > 0 ? " " : "",
                          names[tarn_mirror_control_get_state (control)]);
}

static void
fixture_watch (Fixture *f)
{
  f->control = tarn_mirror_control_new (f->document);
  g_signal_connect (f->control, "notify::state", G_CALLBACK (state_cb), f);
}

static void
fixture_listen (Fixture *f)
{
  g_autoptr(GBytes) public = g_bytes_new_static ("public", 6);
  g_autoptr(GError) error = NULL;
  g_autofree char *any = f->address != NULL ? tarn_address_to_string (f->address)
                                            : g_strdup ("127.0.0.1:0");
  g_autoptr(TarnAddress) address = tarn_address_new (any, 0, NULL);

  f->agent = tarn_agent_new (tarn_document_get_store (f->device));
  tarn_agent_set_read_community (f->agent, public);
  g_assert_true (tarn_agent_listen (f->agent, address, &error));
  g_assert_no_error (error);
  if (f->address == NULL)
    f->address = tarn_address_ref (tarn_agent_get_addresses (f->agent)->pdata[0]);
}

static void
fixture_init (Fixture *f)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(TarnDevice) device = NULL;

  *f = (Fixture) { 0 };
  for (guint column = 1; column <= 2; column++)
    for (guint i = 1; i <= N_ROWS / 2; i++)
      g_string_append_printf (rows, "1.3.6.1.2.1.2.2.1.%u.%u|2|%u\n", column, i, i);
  f->device = tarn_gui_document_new (rows->str);
  fixture_listen (f);

  f->document = tarn_gui_document_new ("");
  device = tarn_device_new (f->address);
  tarn_device_set_timeout_us (device, 100 * 1000);
  tarn_device_set_retries (device, 1);
  tarn_document_set_device (f->document, device);
  f->states = g_string_new (NULL);
  fixture_watch (f);
}

static void
fixture_clear (Fixture *f)
{
  g_assert_null (tarn_document_get_mirror (f->document));
  g_assert_finalize_object (f->control);
  g_assert_finalize_object (f->agent);
  tarn_gui_document_free (f->document);
  tarn_gui_document_free (f->device);
  tarn_address_unref (f->address);
  g_string_free (f->states, TRUE);
}

static gboolean
is_idle (gpointer data)
{
  return !tarn_mirror_control_is_busy (data);
}

static gboolean
has_rows (gpointer data)
{
  g_auto(TarnMirrorProgress) progress = { 0 };

  tarn_mirror_control_get_progress (data, &progress);
  return progress.n_rows > N_ROWS / 10;
}

static guint64
count (TarnDocument *document)
{
  return tarn_store_count (tarn_document_get_store (document), NULL, NULL);
}

static void
test_whole (void)
{
  Fixture f;
  g_auto(TarnMirrorProgress) progress = { 0 };

  fixture_init (&f);
  tarn_mirror_control_start (f.control, NULL);
  g_assert_nonnull (tarn_document_get_mirror (f.document));
  tarn_gui_wait (is_idle, f.control);
  g_assert_no_error (tarn_mirror_control_get_error (f.control));
  g_assert_cmpstr (f.states->str, ==, "running done");
  g_assert_true (tarn_mirror_control_get_verdict (f.control)->complete);
  g_assert_cmpuint (count (f.document), ==, N_ROWS);
  tarn_mirror_control_get_progress (f.control, &progress);
  g_assert_cmpuint (progress.n_rows, ==, N_ROWS);
  fixture_clear (&f);
}

static void
test_part (void)
{
  Fixture f;
  g_autoptr(TarnOid) root = tarn_oid_new ("1.3.6.1.2.1.2.2.1.2", NULL);

  fixture_init (&f);
  tarn_mirror_control_start (f.control, root);
  tarn_gui_wait (is_idle, f.control);
  g_assert_true (tarn_mirror_control_get_verdict (f.control)->complete);
  g_assert_cmpuint (count (f.document), ==, N_ROWS / 2);
  fixture_clear (&f);
}

/* What a pause leaves is read by whoever goes on, and nothing else is. */
static void
test_pause (void)
{
  Fixture f;
  guint64 had;

  fixture_init (&f);
  g_assert_true (tarn_agent_add_fault (f.agent, "delay=5ms", NULL));
  tarn_mirror_control_start (f.control, NULL);
  tarn_gui_wait (has_rows, f.control);
  tarn_mirror_control_pause (f.control);
  tarn_gui_wait (is_idle, f.control);
  g_assert_cmpstr (f.states->str, ==, "running stopping paused");
  had = count (f.document);
  g_assert_cmpuint (had, >, 0);
  g_assert_cmpuint (had, <, N_ROWS);

  /* As after a new start: the capture tells. */
  g_assert_finalize_object (f.control);
  fixture_watch (&f);
  g_assert_cmpint (tarn_mirror_control_get_state (f.control), ==,
                   TARN_MIRROR_CONTROL_INTERRUPTED);

  tarn_mirror_control_go_on (f.control, TARN_MIRROR_SCOPE_REST);
  tarn_gui_wait (is_idle, f.control);
  g_assert_cmpint (tarn_mirror_control_get_state (f.control), ==, TARN_MIRROR_CONTROL_DONE);
  g_assert_cmpuint (count (f.document), ==, N_ROWS);
  g_assert_cmpuint (tarn_mirror_control_get_verdict (f.control)->n_rows, <, N_ROWS);
  fixture_clear (&f);
}

static void
test_cancel (void)
{
  Fixture f;

  fixture_init (&f);
  g_assert_true (tarn_agent_add_fault (f.agent, "delay=5ms", NULL));
  tarn_mirror_control_start (f.control, NULL);
  tarn_gui_wait (has_rows, f.control);
  tarn_mirror_control_cancel (f.control);
  tarn_gui_wait (is_idle, f.control);
  g_assert_cmpstr (f.states->str, ==, "running stopping done");
  g_assert_false (tarn_mirror_control_get_verdict (f.control)->complete);
  g_assert_false (tarn_mirror_control_is_silent (f.control));
  g_assert_cmpuint (count (f.document), >, 0);
  tarn_mirror_control_dismiss (f.control);
  g_assert_cmpint (tarn_mirror_control_get_state (f.control), ==, TARN_MIRROR_CONTROL_IDLE);
  fixture_clear (&f);
}

/* A device that dies: what was read stays, it is said, and when it is back the rest is
 * fetched. */
static void
test_dies (void)
{
  Fixture f;
  guint64 had;

  fixture_init (&f);
  g_assert_true (tarn_agent_add_fault (f.agent, "delay=5ms", NULL));
  tarn_mirror_control_start (f.control, NULL);
  tarn_gui_wait (has_rows, f.control);
  g_assert_finalize_object (f.agent);
  tarn_gui_wait (is_idle, f.control);
  g_assert_cmpstr (f.states->str, ==, "running done");
  g_assert_true (tarn_mirror_control_is_silent (f.control));
  g_assert_false (tarn_mirror_control_get_verdict (f.control)->complete);
  g_assert_cmpuint (tarn_mirror_control_get_verdict (f.control)->gaps->len, >, 0);
  had = count (f.document);
  g_assert_cmpuint (had, >, 0);

  fixture_listen (&f);
  tarn_mirror_control_go_on (f.control, TARN_MIRROR_SCOPE_REST);
  tarn_gui_wait (is_idle, f.control);
  g_assert_true (tarn_mirror_control_get_verdict (f.control)->complete);
  g_assert_cmpuint (count (f.document), ==, N_ROWS);
  fixture_clear (&f);
}

static gboolean
has_some (gpointer data)
{
  return count (data) > N_ROWS / 10;
}

/* kill -9 in the middle: whoever opens the capture next is offered the rest.  While the other
 * process lives, it is its own matter. */
static void
test_killed (void)
{
  Fixture f;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *address = NULL;
  guint64 had;

  fixture_init (&f);
  /* So that it has not come to its end when it is killed. */
  g_assert_true (tarn_agent_add_fault (f.agent, "drop=100%@1.3.6.1.2.1.2.2.1.2", NULL));
  address = tarn_address_to_string (f.address);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, g_getenv ("TARN_PROGRAM"), "mirror", address,
                              tarn_capture_get_path (tarn_document_get_capture (f.document)),
                              NULL);
  g_assert_no_error (error);
  tarn_gui_wait (has_some, f.document);
  g_assert_finalize_object (f.control);
  fixture_watch (&f);
  g_assert_cmpint (tarn_mirror_control_get_state (f.control), ==, TARN_MIRROR_CONTROL_IDLE);
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, &error));

  had = count (f.document);
  g_assert_cmpuint (had, <, N_ROWS);
  g_assert_finalize_object (f.control);
  fixture_watch (&f);
  g_assert_cmpint (tarn_mirror_control_get_state (f.control), ==,
                   TARN_MIRROR_CONTROL_INTERRUPTED);
  g_assert_finalize_object (f.agent);
  fixture_listen (&f);
  tarn_mirror_control_go_on (f.control, TARN_MIRROR_SCOPE_REST);
  tarn_gui_wait (is_idle, f.control);
  g_assert_true (tarn_mirror_control_get_verdict (f.control)->complete);
  g_assert_cmpuint (count (f.document), ==, N_ROWS);
  fixture_clear (&f);
}

/* One that never answered. */
static void
test_fails (void)
{
  Fixture f;

  fixture_init (&f);
  tarn_agent_stop (f.agent);
  tarn_mirror_control_start (f.control, NULL);
  tarn_gui_wait (is_idle, f.control);
  g_assert_cmpstr (f.states->str, ==, "running failed");
  g_assert_true (tarn_mirror_control_is_silent (f.control));
  g_assert_cmpuint (count (f.document), ==, 0);
  fixture_clear (&f);
}

/* --- the picture ----------------------------------------------------------------- */

/* "a-b" are names behind 1.3.6.1.4.1.a and in front of .b; "-" alone has no ends. */
static GPtrArray *
gaps (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_gap_free);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      g_auto(GStrv) ends = g_strsplit (words[i], "-", 2);
      g_autofree char *after = g_strconcat ("1.3.6.1.4.1.", ends[0], NULL);
      g_autofree char *before = g_strconcat ("1.3.6.1.4.1.", ends[1], NULL);
      TarnGap gap = {
        .after = ends[0][0] != '\0' ? tarn_oid_new (after, NULL) : NULL,
        .before = ends[1][0] != '\0' ? tarn_oid_new (before, NULL) : NULL,
      };

      g_ptr_array_add (list, tarn_gap_copy (&gap));
      g_clear_pointer (&gap.after, tarn_oid_unref);
      g_clear_pointer (&gap.before, tarn_oid_unref);
    }

  return list;
}

typedef struct
{
  const char *name;
  guint       n_rows;     /* of a store with .1.1, .2.1, … */
  const char *open;
  const char *asked;
  const char *gaps;
  const char *picture;    /* of each stretch: # covered, . open, / asked, x missing, and rows */
} PictureCase;

static const PictureCase picture_cases[] = {
  { "nothing at all", 0, "", "", "", "" },
  { "all is there", 9, "", "", "", "#9" },
  { "a device never seen, before its first answer", 0, "-", "-", "", "/0" },
  { "the end of an unknown device is open", 4, "5-", "", "", "#4 .0" },
  { "one cursor in a known one", 9, "3-", "3-", "", "#2 /7" },
  { "two cursors", 9, "3-5 7-", "3-5", "", "#2 /2 #2 .3" },
  { "neighbours joined, of which one is asked about", 9, "1-9", "4-6", "", ".3 /2 .3 #1" },
  { "several of them", 9, "1-", "1-3 3-5 7-", "", "/2 /2 .2 /3" },
  { "a gap", 9, "8-", "", "2-3", "#1 x1 #5 .2" },
};

static void
test_picture (gconstpointer data)
{
  static const char marks[] = "#./x";
  const PictureCase *c = data;
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GString) picture = g_string_new (NULL);
  g_autoptr(GPtrArray) open = gaps (c->open);
  g_autoptr(GPtrArray) asked = gaps (c->asked);
  g_autoptr(GPtrArray) missing = gaps (c->gaps);
  g_autoptr(GArray) stretches = NULL;
  g_autoptr(GError) error = NULL;
  TarnDocument *document;

  for (guint i = 1; i <= c->n_rows; i++)
    g_string_append_printf (rows, "1.3.6.1.4.1.%u.1|2|1\n", i);
  document = tarn_gui_document_new (rows->str);
  stretches = tarn_mirror_picture_new (tarn_document_get_store (document), open, asked, missing,
                                       &error);
  g_assert_no_error (error);
  for (guint i = 0; i < stretches->len; i++)
    {
      const TarnMirrorStretch *stretch = &g_array_index (stretches, TarnMirrorStretch, i);

      g_string_append_printf (picture, "%s%c%" G_GUINT64_FORMAT, i > 0 ? " " : "",
                              marks[stretch->part], stretch->n_rows);
    }
  g_assert_cmpstr (picture->str, ==, c->picture);
  tarn_gui_document_free (document);
}

/* However many there are, the stretches fill the width, and no mark vanishes. */
static void
test_layout (void)
{
  for (guint n = 0; n < 400; n += 37)
    {
      g_autoptr(GArray) stretches = g_array_new (FALSE, FALSE, sizeof (TarnMirrorStretch));
      g_autofree float *widths = NULL;
      float sum = 0;

      for (guint i = 0; i <= n; i++)
        {
          TarnMirrorStretch stretch = { i % 2 == 0 ? TARN_MIRROR_COVERED : TARN_MIRROR_OPEN,
                                        i % 2 == 0 ? 1000 : 0 };

          g_array_append_val (stretches, stretch);
        }
      widths = tarn_intervals_view_layout (stretches, 500);
      for (guint i = 0; i < stretches->len; i++)
        {
          g_assert_cmpfloat (widths[i], >, 0);
          sum += widths[i];
        }
      g_assert_cmpfloat_with_epsilon (sum, 500, 0.5);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mirror-control/a whole device", test_whole);
  g_test_add_func ("/mirror-control/a part of it", test_part);
  g_test_add_func ("/mirror-control/pause and go on", test_pause);
  g_test_add_func ("/mirror-control/cancel keeps what there is", test_cancel);
  g_test_add_func ("/mirror-control/a device that dies and comes back", test_dies);
  g_test_add_func ("/mirror-control/a process that is killed", test_killed);
  g_test_add_func ("/mirror-control/a device that is not there", test_fails);
  for (guint i = 0; i < G_N_ELEMENTS (picture_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mirror-control/picture/%s",
                                               picture_cases[i].name);

      g_test_add_data_func (path, &picture_cases[i], test_picture);
    }
  g_test_add_func ("/mirror-control/picture/fills its width", test_layout);

  return g_test_run ();
}
