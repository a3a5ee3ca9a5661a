/* Parts of a capture are gone: what is whole is found, and nothing that was deleted.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-damage.h"

typedef struct
{
  const char *name;
  double      from;      /* what is gone of the pages: 0 is the first, 1 behind the last; */
  double      to;        /* -1 is the beginning, -2 behind the hash table                 */
  gboolean    zeros;     /* zeros instead; else the file ends there */
  gboolean    all_rows;
} HoleVector;

static const HoleVector holes[] = {
  { "header and hash table are gone", -1, -2, TRUE, TRUE },
  { "and the first pages", -1, 0.1, TRUE, FALSE },
  { "half of the pages are gone", 0.5, 2, FALSE, FALSE },
  { "nearly all is gone", 0.1, 2, FALSE, FALSE },
  { "a hole in the middle", 0.4, 0.5, TRUE, FALSE },
  { "a hole, and no header", 0.4, 0.5, TRUE, FALSE },
  { "the last octets are gone", 0.999, 2, FALSE, FALSE },
};

/* Where in the file that is: never where a record begins, as disks would have it. */
static gsize
place (const TarnDamage *fixture,
       double         share)
{
  g_autoptr(GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (fixture->records, TarnRawRecord, i);

      if (record->kind == TARN_RAW_PAGE)
        g_array_append_val (pages, record->at);
    }

  if (share < 0)
    return share < -1 ? 65696 : 0;
  return share > 1 ? g_bytes_get_size (fixture->sound)
                   : g_array_index (pages, guint32, (guint) ((double) (pages->len - 1) * share))
                     + 40;
}

/* What is whole is found, and what is not there any more is told. */
static void
test_hole (TarnDamage       *fixture,
           gconstpointer  data)
{
  const HoleVector *v = data;
  g_autoptr(TarnCapture) sound = tarn_damage_open_sound (fixture);
  gsize len;
  g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (fixture->sound, &len),
                                         g_bytes_get_size (fixture->sound));
  gsize from = place (fixture, v->from), to = place (fixture, v->to);
  g_autoptr(TarnCheckReport) check = NULL;
  g_autoptr(TarnCheckReport) report = NULL;
  g_autoptr(TarnCapture) out = NULL;
  guint n_leaves = 0;
  guint64 n_missing;

  if (v->zeros)
    memset (octets + from, 0, to - from);
  else
    len = from;
  if (strstr (v->name, "no header") != NULL)
    memset (octets, 0, 65696);
  tarn_damage_write_file (fixture->capture.path, octets, len);

  check = tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, NULL);
  g_assert_true (check == NULL || check->n_faults > 0);
  tarn_damage_use (fixture);

  report = tarn_salvage_capture (fixture->capture.path, fixture->out, NULL, NULL, NULL, NULL);
  g_assert_nonnull (report);
  out = tarn_capture_open (fixture->out, TARN_CAPTURE_READ, NULL);
  n_missing = tarn_damage_compare (TARN_STORE (sound), TARN_STORE (out), report);
  g_test_message ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " are missing, %"
                  G_GUINT64_FORMAT " are doubtful", n_missing, fixture->n_rows,
                  report->n_doubtful);
  if (v->all_rows)
    g_assert_cmpuint (n_missing, ==, 0);
  g_assert_cmpuint (report->n_doubtful, <, 1000);

  /* A leaf that is there is brought over. */
  for (guint i = 0; i < fixture->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (fixture->records, TarnRawRecord, i);
      gsize end = record->at + TARN_RAW_HEADER + record->key_len + record->data_len;

      if (record->kind == TARN_RAW_PAGE && end <= len
          && (!v->zeros || end <= from || record->at >= to))
        n_leaves++;
    }
  g_assert_cmpuint (report->n_rows, >=, n_leaves > 8 ? (n_leaves - 8) * 30 : 0);
}

/* Stale pages lie in free space: none of them comes back. */
static void
test_root_is_gone (TarnDamage       *fixture,
                   gconstpointer  data)
{
  g_autoptr(TarnCapture) sound = tarn_damage_open_sound (fixture);
  g_autoptr(TarnCheckReport) report = NULL;

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (fixture->records, TarnRawRecord, i);

      if (record->kind == TARN_RAW_PAGE && record->id == 0)
        for (guint at = 0; at < record->data_len; at++)
          tarn_damage_flip (fixture, record->at + TARN_RAW_HEADER + record->key_len + at, 0xff);
    }

  g_assert_cmpuint (tarn_damage_salvage (fixture, TARN_STORE (sound), &report), ==, 0);
  g_assert_cmpuint (report->lost->len, ==, 0);
}

/* Nothing is written over. */
static void
test_out_is_there (TarnDamage       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *after = NULL;
  gsize len;

  g_assert_null (tarn_salvage_capture (fixture->capture.path, fixture->capture.path, NULL, NULL,
                                       NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "File exists"));
  g_assert_true (g_file_get_contents (fixture->capture.path, &after, &len, NULL));
  g_assert_cmpmem (after, len, g_bytes_get_data (fixture->sound, NULL),
                   g_bytes_get_size (fixture->sound));
}

#define ADD(name, data, test) \
  g_test_add ("/salvage/" name, TarnDamage, data, tarn_damage_set_up, test, tarn_damage_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (holes); i++)
    {
      g_autofree char *path = g_strconcat ("/salvage/hole/", holes[i].name, NULL);

      g_test_add (path, TarnDamage, &holes[i], tarn_damage_set_up, test_hole,
                  tarn_damage_tear_down);
    }
  ADD ("root is gone", NULL, test_root_is_gone);
  ADD ("out is there", NULL, test_out_is_there);

  return g_test_run ();
}
