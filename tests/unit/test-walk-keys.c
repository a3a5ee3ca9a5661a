/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a store knows beforehand of a device.
 */
#include "tarn-test.h"

#include "ops/tarn-walk-keys.h"
#include "store/tarn-memory-store.h"

static TarnStore *
make_store (void)
{
  static const char *const names[] = { "1.3.1", "1.3.1.5", "1.3.2", "1.3.4.1", "1.3.4.2", "1.4" };
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (names[i]);

      tarn_batch_put (batch, oid, value);
    }
  tarn_store_apply (store, batch, &error);
  g_assert_no_error (error);
  return store;
}

static TarnSpan
parse (TarnName   *name,
       const char *text)
{
  name->len = 0;
  g_assert_true (*text == '\0' || tarn_name_parse (name, text, strlen (text)));
  return tarn_name_span (name);
}

static void
test_nth (void)
{
  static const struct
  {
    const char *what, *after, *before;
    guint       n;
    gsize       max_octets;
    guint       found;
    const char *name;
    gboolean    last;
    guint64     count;
  } vectors[] = {
    { "the first of all", "", "", 1, 99, 1, ".1.3.1", FALSE, 6 },
    { "the third", "", "", 3, 99, 3, ".1.3.2", FALSE, 6 },
    { "the last there is", "", "", 6, 99, 6, ".1.4", TRUE, 6 },
    { "more than there are", "", "", 99, 99, 6, ".1.4", TRUE, 6 },
    { "two that fit exactly, of 9 and 10 octets", "", "", 99, 19, 2, ".1.3.1.5", FALSE, 6 },
    { "the second is an octet too long", "", "", 99, 18, 1, ".1.3.1", FALSE, 6 },
    { "the first, however long", "", "", 99, 0, 1, ".1.3.1", FALSE, 6 },
    { "behind a name that is there", "1.3.1", "", 1, 99, 1, ".1.3.1.5", FALSE, 5 },
    { "behind one that is not", "1.3.3", "", 2, 99, 2, ".1.3.4.2", FALSE, 3 },
    { "up to an end, which is not in it", "1.3.1", "1.3.4.2", 99, 99, 3, ".1.3.4.1", TRUE, 3 },
    { "an end that lets a name in", "1.3.1", "1.3.4.2.0", 99, 99, 4, ".1.3.4.2", TRUE, 4 },
    { "nothing between", "1.3.2", "1.3.4", 1, 99, 0, NULL, FALSE, 0 },
    { "nothing behind", "1.4", "", 1, 99, 0, NULL, FALSE, 0 },
    { "number 0", "", "", 0, 99, 0, NULL, FALSE, 6 },
    { "an end in front of the beginning", "1.4", "1.3", 1, 99, 0, NULL, FALSE, 0 },
  };
  g_autoptr(TarnStore) store = make_store ();
  TarnWalkKeys keys;

  tarn_walk_keys_init (&keys, store);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      char text[TARN_NAME_MAX_TEXT];
      TarnName after, before, name;
      gboolean last = FALSE;
      TarnSpan from = parse (&after, vectors[i].after), to = parse (&before, vectors[i].before);

      g_test_message ("%s", vectors[i].what);
      g_assert_cmpuint (keys.nth (keys.data, from, to, vectors[i].n, vectors[i].max_octets,
                                  &name, &last), ==, vectors[i].found);
      g_assert_cmpuint (keys.count (keys.data, from, to), ==, vectors[i].count);
      if (vectors[i].found == 0)
        continue;
      g_assert_true (last == vectors[i].last);
      tarn_name_to_text (tarn_name_span (&name), text);
      g_assert_cmpstr (text, ==, vectors[i].name);
    }
}

/* P-OID-09: a name of 256 arcs has no successor, and is never what follows itself. */
static void
test_longest (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);
  g_autoptr(TarnOid) oid = NULL;
  guint32 arcs[TARN_NAME_MAX_ARCS] = { 1, 3, 6 };
  TarnName longest, name;
  TarnWalkKeys keys;
  gboolean last;

  g_assert_true (tarn_name_from_arcs (&longest, arcs, G_N_ELEMENTS (arcs)));
  oid = tarn_oid_new_name (tarn_name_span (&longest));
  tarn_batch_put (batch, oid, value);
  g_assert_true (tarn_store_apply (store, batch, NULL));
  tarn_walk_keys_init (&keys, store);
  g_assert_cmpuint (keys.nth (keys.data, tarn_name_span (&longest), tarn_span (NULL, 0), 1,
                              G_MAXSIZE, &name, &last), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/walk-keys/nth", test_nth);
  g_test_add_func ("/walk-keys/longest", test_longest);

  return g_test_run ();
}
