/* What a store remembers of changes that did not come from the device, and what it tells
 * those who listen: the same for the store in memory and for a capture.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-memory-store.h"
#include "store/tarn-note-private.h"
#include "tarn-test-capture.h"

typedef struct
{
  TarnTestCapture  capture;
  TarnStore       *store;
  GString         *log;       /* of the signal */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->log = g_string_new (NULL);
  tarn_test_capture_set_up (&fixture->capture, NULL);
  if (GPOINTER_TO_INT (data))
    fixture->store = TARN_STORE (tarn_test_capture_open (&fixture->capture, TARN_CAPTURE_CREATE));
  else
    fixture->store = tarn_memory_store_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->store);
  tarn_test_capture_tear_down (&fixture->capture, NULL);
  g_string_free (fixture->log, TRUE);
}

static void
apply (TarnStore *store,
       TarnBatch *batch)
{
  g_autoptr(GError) error = NULL;

  tarn_store_apply (store, batch, &error);
  g_assert_no_error (error);
}

/* "edit 1.3.1=5 1.3.2-": who, and integers that are put, or deletes. */
static void
change (TarnStore  *store,
        const char *changes)
{
  static const char *const origins[] = { "device", "import", "edit", "agent" };
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (changes, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    if (g_str_equal (words[0], origins[i]))
      tarn_batch_set_origin (batch, (TarnOrigin) i);

  for (guint i = 1; words[i] != NULL; i++)
    {
      char *at = strpbrk (words[i], "=-");
      gboolean deletes = *at == '-';
      g_autoptr(TarnOid) oid = NULL;

      *at = '\0';
      oid = tarn_test_oid (words[i]);
      if (deletes)
        {
          tarn_batch_delete (batch, oid);
        }
      else
        {
          g_autoptr(TarnValue) value = tarn_value_new_integer (atoi (at + 1));

          tarn_batch_put (batch, oid, value);
        }
    }

  apply (store, batch);
}

static void
append_value (GString         *text,
              const TarnValue *value)
{
  gint64 number = 0;

  if (value == NULL)
    {
      g_string_append_c (text, '-');
      return;
    }
  tarn_value_get_integer (value, &number);
  g_string_append_printf (text, "%d", (int) number);
}

/* "1.3.1:edit:5": all notes, with what was there before. */
static void
assert_notes (TarnStore  *store,
              const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(GError) error = NULL;

  for (;;)
    {
      g_autoptr(TarnOid) next = NULL;
      g_autoptr(TarnNote) note = tarn_store_get_next_note (store, oid, &next, &error);
      g_autoptr(TarnNote) same = NULL;
      g_autofree char *name = NULL;

      g_assert_no_error (error);
      if (note == NULL)
        break;

      same = tarn_store_dup_note (store, next, &error);
      g_assert_no_error (error);
      g_assert_cmpint (same->time_us, ==, note->time_us);
      name = tarn_oid_to_string (next);
      g_string_append_printf (text, "%s%s:%s:", text->len > 0 ? " " : "", name + 1,
                              tarn_origin_to_string (note->origin));
      append_value (text, note->was);
      if (note->anomalies != TARN_ANOMALY_NONE)
        {
          g_autofree char *anomalies = tarn_anomalies_to_string (note->anomalies);

          g_string_append_printf (text, ":%s", anomalies);
        }
      g_clear_pointer (&oid, tarn_oid_unref);
      oid = g_steal_pointer (&next);
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_provenance (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct
  {
    const char *what;
    const char *change;
    const char *notes;
  } steps[] = {
    { "a mirror leaves no notes", "device 1.3.1=1 1.3.2=2 1.3.3=3", "" },
    { "an edit keeps what was there", "edit 1.3.2=20", "1.3.2:edit:2" },
    { "the first that was, however often it is edited", "edit 1.3.2=21", "1.3.2:edit:2" },
    { "a manager, too", "agent 1.3.2=22 1.3.3=30", "1.3.2:agent:2 1.3.3:agent:3" },
    { "the same value changes nothing", "edit 1.3.3=30", "1.3.2:agent:2 1.3.3:agent:3" },
    { "back to what was", "edit 1.3.2=2", "1.3.3:agent:3" },
    { "a new one was nothing", "edit 1.3.9=9", "1.3.3:agent:3 1.3.9:edit:-" },
    { "and is forgotten when it goes", "edit 1.3.9-", "1.3.3:agent:3" },
    { "one that is deleted can come back", "edit 1.3.1-", "1.3.1:edit:1 1.3.3:agent:3" },
    { "as something else", "edit 1.3.1=10", "1.3.1:edit:1 1.3.3:agent:3" },
    { "gone again", "agent 1.3.1-", "1.3.1:agent:1 1.3.3:agent:3" },
    { "as it was", "edit 1.3.1=1", "1.3.3:agent:3" },
    { "what the device says stands", "device 1.3.3=33", "" },
    { "edited again", "edit 1.3.1=11 1.3.2=12 1.3.3-", "1.3.1:edit:1 1.3.2:edit:2 1.3.3:edit:33" },
    { "even if it says just that", "device 1.3.1=11", "1.3.2:edit:2 1.3.3:edit:33" },
    { "or has it no more", "device 1.3.2- 1.3.3-", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("%s", steps[i].what);
      change (fixture->store, steps[i].change);
      assert_notes (fixture->store, steps[i].notes);
    }
}

/* A file that is imported is noted only where the capture is the mirror of a device. */
static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  change (fixture->store, "import 1.3.1=1 1.3.2=2");
  change (fixture->store, "import 1.3.1=3");
  assert_notes (fixture->store, "");
  change (fixture->store, "edit 1.3.1=4 1.3.2=4");
  change (fixture->store, "import 1.3.1=5 1.3.2=4");
  assert_notes (fixture->store, "1.3.2:edit:2");

  tarn_batch_set_meta (batch, "mirror", g_variant_new_string ("of a device"));
  apply (fixture->store, batch);
  change (fixture->store, "import 1.3.1=6 1.3.2=4 1.3.3=7");
  assert_notes (fixture->store, "1.3.1:import:5 1.3.2:edit:2 1.3.3:import:-");

  g_assert_cmpuint (tarn_store_count_notes (fixture->store, TARN_ORIGIN_IMPORT, NULL), ==, 2);
  g_assert_cmpuint (tarn_store_count_notes (fixture->store, TARN_ORIGIN_EDIT, NULL), ==, 1);
  g_assert_cmpuint (tarn_store_count_notes (fixture->store, TARN_ORIGIN_AGENT, NULL), ==, 0);
}

static void
set_note (TarnBatch      *batch,
          const char     *name,
          TarnAnomalies   anomalies)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (name);
  g_autoptr(TarnOid) requested = tarn_test_oid ("1.3.6.1.4");
  g_autoptr(TarnNote) note = tarn_note_new (TARN_ORIGIN_DEVICE, 0, anomalies, requested, NULL);

  tarn_batch_set_note (batch, oid, anomalies != 0 ? note : NULL);
}

/* Notes that a batch brings stand as they are; what they say of the name outlives
 * edits. */
static void
test_explicit (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.1");
  g_autoptr(TarnOid) requested = tarn_test_oid ("1.3.6.1.4");
  g_autoptr(TarnNote) note = NULL;

  change (fixture->store, "device 1.3.1=1 1.3.2=2 1.3.3=3");
  set_note (batch, "1.3.1", TARN_ANOMALY_OID_PADDED);
  set_note (batch, "1.3.2", TARN_ANOMALY_EMPTY_OID);
  set_note (batch, "1.3.2", TARN_ANOMALY_EXTRA_FIELDS);
  apply (fixture->store, batch);
  assert_notes (fixture->store, "1.3.1:device:-:oid-padded 1.3.2:device:-:extra-fields");

  change (fixture->store, "edit 1.3.1=5");
  assert_notes (fixture->store, "1.3.1:edit:1:oid-padded 1.3.2:device:-:extra-fields");
  change (fixture->store, "edit 1.3.1=1");
  assert_notes (fixture->store, "1.3.1:device:-:oid-padded 1.3.2:device:-:extra-fields");
  note = tarn_store_dup_note (fixture->store, oid, NULL);
  g_assert_true (tarn_oid_equal (note->requested, requested));

  tarn_batch_clear (batch);
  set_note (batch, "1.3.1", 0);
  apply (fixture->store, batch);
  assert_notes (fixture->store, "1.3.2:device:-:extra-fields");
}

/* The same, closed and opened again, and among so many that the tree has levels. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  for (gint32 round = 1; round <= 2; round++)
    {
      g_autoptr(TarnValue) value = tarn_value_new_integer (round);

      tarn_batch_clear (batch);
      tarn_batch_set_origin (batch, round == 1 ? TARN_ORIGIN_DEVICE : TARN_ORIGIN_EDIT);
      for (guint32 i = 0; i < 10000; i++)
        {
          const guint32 arcs[] = { 1, 3, 6, 1, i };
          g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);

          tarn_batch_put (batch, oid, value);
        }
      apply (fixture->store, batch);
    }

  if (GPOINTER_TO_INT (data))
    {
      g_assert_finalize_object (g_steal_pointer (&fixture->store));
      fixture->store = TARN_STORE (tarn_test_capture_open (&fixture->capture,
                                                           TARN_CAPTURE_WRITE));
    }

  g_assert_cmpuint (tarn_store_count_notes (fixture->store, TARN_ORIGIN_EDIT, &error), ==, 10000);
  tarn_batch_set_origin (batch, TARN_ORIGIN_DEVICE);
  apply (fixture->store, batch);
  g_assert_cmpuint (tarn_store_count_notes (fixture->store, TARN_ORIGIN_EDIT, &error), ==, 0);
  g_assert_no_error (error);
}

/* "edit 1.3.1 1.3.2; " */
static void
changed_cb (TarnStore *store,
            GPtrArray *ranges,
            gpointer   user_data)
{
  GString *log = user_data;

  for (guint i = 0; i < ranges->len; i++)
    {
      const TarnChangedRange *range = ranges->pdata[i];

      g_assert_true (range->pid == (guint) getpid ());
      g_assert_cmpint (range->time_us, >, 0);
      g_string_append_printf (log, "%s%s", i > 0 ? " " : "", tarn_origin_to_string (range->origin));
      if (range->kind == TARN_CHANGED_VARBINDS)
        {
          g_autofree char *first = tarn_oid_to_string (range->first);

          g_string_append_printf (log, ":%s*%u", first + 1, (guint) range->n_changes);
        }
    }
  g_string_append (log, "; ");
}

static void
assert_log (Fixture    *fixture,
            const char *expected)
{
  g_assert_cmpstr (fixture->log->str, ==, expected);
  g_string_truncate (fixture->log, 0);
}

static void
test_signal (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  gulong id;

  id = g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture->log);
  g_assert_true (tarn_store_refresh (fixture->store, &error));
  assert_log (fixture, "");

  change (fixture->store, "device 1.3.1=1");
  assert_log (fixture, "device:1.3.1*1; ");
  g_assert_true (tarn_store_refresh (fixture->store, &error));
  assert_log (fixture, "");
  change (fixture->store, "edit 1.3.1=2 1.3.2=2");
  assert_log (fixture, "edit:1.3.1*1 edit:1.3.2*1; ");
  change (fixture->store, "edit 1.3.1=2 1.3.2=2");
  assert_log (fixture, "");

  tarn_batch_set_meta (batch, "remark", g_variant_new_string ("hello"));
  apply (fixture->store, batch);
  assert_log (fixture, "device; ");
  apply (fixture->store, batch);
  assert_log (fixture, "");   /* it says what it said before */

  /* Without a listener nothing is lost either. */
  g_signal_handler_disconnect (fixture->store, id);
  change (fixture->store, "agent 1.3.7=1");
  change (fixture->store, "edit 1.3.8=1");
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture->log);
  assert_log (fixture, "");
  g_assert_true (tarn_store_refresh (fixture->store, &error));
  assert_log (fixture, "agent:1.3.7*1 edit:1.3.8*1; ");
  g_assert_no_error (error);
}

static void
answer_cb (TarnStore *store,
           GPtrArray *ranges,
           gpointer   user_data)
{
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.1");
  g_autoptr(TarnValue) value = tarn_store_get (store, oid, NULL);
  g_autofree char *answer = NULL;
  gint64 number;

  g_assert_true (tarn_value_get_integer (value, &number));
  if (number == 3)
    return;

  answer = g_strdup_printf ("edit 1.3.1=%d", (int) number + 1);
  change (store, answer);
}

/* A handler reads the store, and changes it. */
static void
test_handler_changes (Fixture       *fixture,
                      gconstpointer  data)
{
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture->log);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (answer_cb), NULL);
  change (fixture->store, "device 1.3.1=1");
  assert_log (fixture, "device:1.3.1*1; edit:1.3.1*1; edit:1.3.1*1; ");
  assert_notes (fixture->store, "1.3.1:edit:1");
}

static void
add (const char *path,
     void      (*func) (Fixture *, gconstpointer))
{
  for (int capture = 0; capture < 2; capture++)
    {
      g_autofree char *full = g_strdup_printf ("/notes/%s/%s", capture ? "capture" : "memory",
                                               path);

      g_test_add (full, Fixture, GINT_TO_POINTER (capture), set_up, func, tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("provenance", test_provenance);
  add ("import", test_import);
  add ("explicit", test_explicit);
  add ("many", test_many);
  add ("signal", test_signal);
  add ("a handler changes the store", test_handler_changes);

  return g_test_run ();
}
