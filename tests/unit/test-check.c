/* One octet of a capture changes: the check says so and names what, and the salvage keeps
 * the rest.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-damage.h"

static gboolean
says (const TarnCheckReport *report,
      const char            *text)
{
  for (guint i = 0; i < report->faults->len; i++)
    if (strstr (report->faults->pdata[i], text) != NULL)
      return TRUE;

  return FALSE;
}

/* An octet of each page, in turn at another place of it. */
static void
test_each_page (TarnDamage       *fixture,
                gconstpointer  data)
{
  g_autoptr(TarnCapture) sound = tarn_damage_open_sound (fixture);
  guint n_pages = 0;

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (fixture->records, TarnRawRecord, i);
      gsize at = record->at + TARN_RAW_HEADER + record->key_len
                 + (i % 3 == 0 ? 0 : i % 3 == 1 ? i * 37 % MAX (record->data_len, 1)
                    : record->data_len - 1);
      g_autoptr(TarnCheckReport) check = NULL;
      g_autoptr(TarnCheckReport) report = NULL;
      g_autofree char *named = NULL;
      g_autofree char *place = g_strdup_printf ("at offset %u", record->at);
      guint64 n_missing;

      if (record->kind > TARN_RAW_NOTES)
        continue;

      tarn_damage_flip (fixture, at, (guint8) (1 << i % 8));
      check = tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, NULL);
      named = record->id == 0 ? g_strdup ("root record")
                              : g_strdup_printf ("page %u%s", record->id,
                                                 record->kind == TARN_RAW_NOTES ? " of the notes"
                                                                                : ",");
      g_assert_true (says (check, named));
      if (record->id != 0)
        g_assert_true (says (check, place));

      n_missing = tarn_damage_salvage (fixture, TARN_STORE (sound), &report);
      g_assert_cmpuint (n_missing, ==, report->n_lost);
      g_assert_cmpuint (n_missing, <=, record->kind == TARN_RAW_PAGE ? check->n_lost : 0);
      tarn_damage_use (fixture);
      tarn_damage_flip (fixture, at, (guint8) (1 << i % 8));
      n_pages++;
    }

  g_test_message ("%u pages", n_pages);
  g_assert_cmpuint (n_pages, >, 100);
}

/* Each octet of the headers of records of every kind, of their keys and of their ends:
 * whatever it is, nothing but that record can be lost. */
static void
test_each_header (TarnDamage       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TarnCapture) sound = tarn_damage_open_sound (fixture);
  guint n_of_kind[TARN_RAW_SPACE + 1] = { 0 };
  guint n = 0, n_whole = 0;

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (fixture->records, TarnRawRecord, i);
      guint end = record->kind == TARN_RAW_SPACE ? TARN_RAW_HEADER
                                                 : TARN_RAW_HEADER + record->key_len;

      if (n_of_kind[record->kind]++ >= 1)
        continue;

      for (guint at = 0; at < end; at++)
        {
          g_autoptr(TarnCheckReport) check = NULL;
          g_autoptr(TarnCheckReport) report = NULL;
          guint64 n_missing;

          /* Lengths of key and value mean nothing in free space, nor does its hash. */
          if (record->kind == TARN_RAW_SPACE && at >= 8 && at < 20)
            continue;

          tarn_damage_flip (fixture, record->at + at, 0x10);
          check = tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, NULL);
          g_assert_cmpuint (check->n_faults, >, 0);
          n_missing = tarn_damage_salvage (fixture, TARN_STORE (sound), &report);
          g_assert_cmpuint (n_missing, <, 500);
          n_whole += n_missing == 0;
          tarn_damage_use (fixture);
          tarn_damage_flip (fixture, record->at + at, 0x10);
          n++;
        }
    }

  g_test_message ("nothing was lost with %u of %u octets", n_whole, n);
  g_assert_cmpuint (n_whole, >, n / 2);
}

/* Other records: none but themselves is lost. */
static void
test_each_record (TarnDamage       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TarnCapture) sound = tarn_damage_open_sound (fixture);
  guint n = 0;

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (fixture->records, TarnRawRecord, i);

      if (record->kind <= TARN_RAW_NOTES || record->kind == TARN_RAW_SPACE)
        continue;

      for (guint at = 0; at < record->data_len; at += record->kind == TARN_RAW_JOURNAL ? 61 : 7)
        {
          g_autofree char *place = g_strdup_printf ("at offset %u", record->at);
          g_autoptr(TarnCheckReport) check = NULL;
          g_autoptr(TarnCheckReport) report = NULL;
          g_autoptr(GError) error = NULL;

          tarn_damage_flip (fixture, record->at + TARN_RAW_HEADER + record->key_len + at, 0x81);
          check = tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, &error);
          if (record->kind == TARN_RAW_FORMAT)
            g_assert_true (check == NULL || says (check, "the record that tells the format"));
          else
            g_assert_true (says (check, place));
          g_assert_cmpuint (tarn_damage_salvage (fixture, TARN_STORE (sound), &report), ==, 0);
          tarn_damage_use (fixture);
          tarn_damage_flip (fixture, record->at + TARN_RAW_HEADER + record->key_len + at, 0x81);
          n++;
        }
    }

  g_test_message ("%u octets", n);
  g_assert_cmpuint (n, >, 50);
}

/* tdb's header and its hash table. */
static void
test_file_header (TarnDamage       *fixture,
                  gconstpointer  data)
{
  g_autoptr(TarnCapture) sound = tarn_damage_open_sound (fixture);

  for (gsize at = 0; at < 65696; at += at < 64 ? 1 : 4001)
    {
      gboolean matters = at < 22 || (at >= 32 && at < 48) || (at >= 52 && at < 64) || at >= 168;
      g_autoptr(TarnCheckReport) check = NULL;
      g_autoptr(TarnCheckReport) report = NULL;

      tarn_damage_flip (fixture, at, 0x21);
      check = tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, NULL);
      g_assert_nonnull (check);
      if (matters)
        g_assert_cmpuint (check->n_faults, >, 0);
      g_assert_cmpuint (tarn_damage_salvage (fixture, TARN_STORE (sound), &report), ==, 0);
      tarn_damage_use (fixture);
      tarn_damage_flip (fixture, at, 0x21);
    }
}

/* Of a format that is not known yet, nothing can be told. */
static void
test_newer (TarnDamage       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < fixture->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (fixture->records, TarnRawRecord, i);

      if (record->kind == TARN_RAW_FORMAT)
        tarn_damage_flip (fixture, record->at + TARN_RAW_HEADER + record->key_len + 12, 0x40);
    }

  g_assert_null (tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_VERSION);
  g_assert_nonnull (strstr (error->message, "newer Tarn"));
}

static void
test_strangers (TarnDamage       *fixture,
                gconstpointer  data)
{
  static const char *const contents[] = { "", "some text\n", "TDB file\n" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(GError) error = NULL;

      tarn_damage_write_file (fixture->capture.path, contents[i], strlen (contents[i]));
      g_assert_null (tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE);
      g_clear_error (&error);
      g_assert_null (tarn_salvage_capture (fixture->capture.path, fixture->out, NULL, NULL, NULL,
                                           &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE);
      g_assert_false (g_file_test (fixture->out, G_FILE_TEST_EXISTS));
    }
}

#define ADD(name, data, test) \
  g_test_add ("/check/" name, TarnDamage, data, tarn_damage_set_up, test, tarn_damage_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one octet/each page", NULL, test_each_page);
  ADD ("one octet/each header", NULL, test_each_header);
  ADD ("one octet/each record", NULL, test_each_record);
  ADD ("one octet/header of the file", NULL, test_file_header);
  ADD ("newer", NULL, test_newer);
  ADD ("strangers", NULL, test_strangers);

  return g_test_run ();
}
