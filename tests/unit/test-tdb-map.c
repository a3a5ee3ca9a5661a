/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <fcntl.h>
#include <tdb.h>
#include <unistd.h>

#include "store/tarn-tdb-map.h"
#include "tarn-test-capture.h"

#define N_RECORDS 2000
#define N_DAMAGES 500

static guint32
hash_of (TarnSpan key)
{
  TDB_DATA data = { (unsigned char *) key.data, key.len };

  return tdb_jenkins_hash (&data);
}

/* Record @i of a file that had all and lost every third. */
static void
make_record (guint  i,
             char  *key,
             char  *value)
{
  g_snprintf (key, 16, "key %u", i);
  g_snprintf (value, 64, "%.*s%u", (int) (i % 40), "........................................", i);
}

static void
make_file (const char *path)
{
  struct tdb_context *tdb = tdb_open (path, 101, TDB_INCOMPATIBLE_HASH | TDB_NOSYNC,
                                      O_RDWR | O_CREAT, 0600);

  g_assert_nonnull (tdb);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < N_RECORDS; i++)
      {
        char key[16], value[64];
        TDB_DATA data = { (unsigned char *) key, 0 };

        make_record (i, key, value);
        data.dsize = strlen (key);
        if (pass == 0)
          g_assert_cmpint (tdb_store (tdb, data, (TDB_DATA) { (unsigned char *) value,
                                                              strlen (value) }, TDB_INSERT), ==, 0);
        else if (i % 3 == 0)
          g_assert_cmpint (tdb_delete (tdb, data), ==, 0);
      }
  tdb_close (tdb);
}

static TarnTdbMap *
map_file (const char *path,
          gsize      *len)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  TarnTdbMap *map;

  g_assert_cmpint (fd, >=, 0);
  *len = (gsize) lseek (fd, 0, SEEK_END);
  map = tarn_tdb_map_new (fd, *len);
  close (fd);
  return map;
}

static void
test_find (TarnTestCapture *fixture,
           gconstpointer    data)
{
  TarnTdbMap *map;
  gsize len;

  make_file (fixture->path);
  map = map_file (fixture->path, &len);
  g_assert_nonnull (map);

  for (guint i = 0; i < N_RECORDS + 100; i++)
    {
      char key[16], value[64];
      TarnSpan found, span = { (const guint8 *) key, 0 };

      make_record (i, key, value);
      span.len = strlen (key);
      g_assert_cmpint (tarn_tdb_map_find (map, span, hash_of (span), &found), ==,
                       i % 3 != 0 && i < N_RECORDS);
      if (i % 3 != 0 && i < N_RECORDS)
        g_assert_cmpmem (found.data, found.len, value, strlen (value));
    }

  tarn_tdb_map_free (map);
}

/* Chains that lead nowhere or in a circle, records that are longer than the file, another
 * order of octets: what is found lies in the file, and the search ends. */
static void
test_damage (TarnTestCapture *fixture,
             gconstpointer    data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);
  g_autofree char *sound = NULL;
  gsize len;

  make_file (fixture->path);
  g_assert_true (g_file_get_contents (fixture->path, &sound, &len, NULL));

  for (guint i = 0; i < N_DAMAGES; i++)
    {
      g_autofree guint8 *octets = g_memdup2 (sound, len);
      gsize cut = i % 5 == 0 ? (gsize) g_rand_int_range (rand, 1, (gint32) len) : len;
      char key[16], value[64];
      TarnSpan found, span = { (const guint8 *) key, 0 };
      TarnTdbMap *map;

      /* Numbers of the header, a chain, or a record get the value of some other place. */
      for (guint n = 0; n < 20; n++)
        {
          gsize at = 4 * (gsize) g_rand_int_range (rand, n < 2 ? 8 : 42,
                                                   n < 15 ? 150 : (gint32) len / 4);
          guint32 number = (guint32) g_rand_int_range (rand, 0, (gint32) len);

          memcpy (octets + at, &number, sizeof number);
        }
      g_assert_true (g_file_set_contents_full (fixture->path, (char *) octets, (gssize) cut,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));

      map = map_file (fixture->path, &cut);
      for (guint k = 0; map != NULL && k < 20; k++)
        {
          make_record ((guint) g_rand_int_range (rand, 0, N_RECORDS), key, value);
          span.len = strlen (key);
          if (tarn_tdb_map_find (map, span, hash_of (span), &found))
            {
              const guint8 *start = g_bytes_get_data (map->octets, NULL);

              g_assert_true (found.data >= start && found.data + found.len <= start + cut);
            }
        }
      g_clear_pointer (&map, tarn_tdb_map_free);
    }
}

static void
assert_number (TarnCapture *capture,
               guint        row,
               gint32       expected)
{
  const guint32 arcs[] = { 1, 3, 6, 1, row, 1 };
  g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_store_get (TARN_STORE (capture), oid, &error);
  gint64 number;

  g_assert_no_error (error);
  g_assert_nonnull (value);
  g_assert_true (tarn_value_get_integer (value, &number));
  g_assert_cmpint (number, ==, expected);
}

/* A process that reads pages where they lie, and changes them: what it reads next is new,
 * however the file has grown. */
static void
test_own_changes (TarnTestCapture *fixture,
                  gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autofree gint32 *truth = g_new0 (gint32, 20000);
  g_autoptr(GError) error = NULL;
  guint n_rows = 1000;

  tarn_test_capture_put (capture, 0, n_rows, 0, &error);
  g_assert_no_error (error);

  for (gint32 round = 1; round < 400; round++)
    {
      guint from = (guint) g_rand_int_range (rand, 0, (gint32) n_rows);
      guint to = from + (guint) g_rand_int_range (rand, 1, round % 10 == 0 ? 1000 : 20);

      to = MIN (to, 20000);
      tarn_test_capture_put (capture, from, to, round, &error);
      g_assert_no_error (error);
      for (guint row = from; row < to; row++)
        truth[row] = round;
      n_rows = MAX (n_rows, to);

      for (guint i = 0; i < 30; i++)
        {
          guint row = (guint) g_rand_int_range (rand, 0, (gint32) n_rows);

          assert_number (capture, row, truth[row]);
        }
      if (round % 40 == 0)
        tarn_test_capture_assert_sound (capture, n_rows);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/tdb-map/" path, TarnTestCapture, NULL, tarn_test_capture_set_up, test, \
              tarn_test_capture_tear_down)

  ADD ("find", test_find);
  ADD ("damage", test_damage);
  ADD ("own changes", test_own_changes);

  return g_test_run ();
}
