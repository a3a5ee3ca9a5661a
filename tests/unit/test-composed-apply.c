/* test-composed-apply.c
 *
 * Batches that a composed store shares out among its mounts: all of a batch or none.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "store/tarn-batch-private.h"
#include "store/tarn-memory-store.h"
#include "tarn-composed-test.h"
#include "tarn-faulty-store.h"

/* "1.3.1=5" puts an INTEGER, "1.3.1+5" adds it, "1.3.1-" deletes. */
static TarnBatch *
make_batch (const char *changes)
{
  TarnBatch *batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (changes, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      char *mark = strpbrk (words[i], "=+-");
      char how = *mark;
      g_autoptr(TarnValue) value = tarn_value_new_integer (atoi (mark + 1));
      g_autoptr(TarnOid) oid = NULL;
      TarnRow row = { 0 };

      *mark = '\0';
      oid = tarn_test_oid (words[i]);
      row.name = tarn_oid_span (oid);
      row.tlv.data = tarn_value_get_tlv (value, &row.tlv.len);
      if (how == '-')
        tarn_batch_delete (batch, oid);
      else if (how == '+')
        tarn_batch_add_row (batch, &row, i);
      else
        tarn_batch_put_row (batch, &row);
    }

  return batch;
}

typedef struct
{
  const char *sentence;
  const char *changes;
  const char *a, *b, *c;      /* what is in each store then */
  int         code;           /* -1: it is done             */
  const char *says;
} Case;

#define A0 "1.3.1.1=02:01\n1.3.1.2=02:02\n"
#define B0 "1.3.9.1=02:11\n1.3.9.2=02:12\n"
#define C0 "1.3.6.5=02:21\n"

/* Into "1.3=a 1.3.2=b@1.3.9 1.3.3=b@1.3.9 1.3.6.5=c 1.3.1.7!02:07". */
static const Case cases[] = {
  { "nothing", "", A0, B0, C0, -1, NULL },
  { "into one", "1.3.1.1=7 1.3.1.3=3 1.3.1.2- 1.3.8-", "1.3.1.1=02:07\n1.3.1.3=02:03\n", B0, C0,
    -1, NULL },
  { "into one that has other names", "1.3.2.1=7 1.3.2.3=3 1.3.2.2-", A0,
    "1.3.9.1=02:07\n1.3.9.3=02:03\n", C0, -1, NULL },
  { "into one by two ways", "1.3.3.1=7 1.3.2.2=8", A0, "1.3.9.1=02:07\n1.3.9.2=02:08\n", C0, -1,
    NULL },
  { "the same varbind by two ways: the greater name", "1.3.3.1=7 1.3.2.1=8", A0,
    "1.3.9.1=02:07\n1.3.9.2=02:12\n", C0, -1, NULL },
  { "the last of one name", "1.3.2.1=7 1.3.2.1=8", A0, "1.3.9.1=02:08\n1.3.9.2=02:12\n", C0, -1,
    NULL },
  { "into all", "1.3.6.5=9 1.3.2.1- 1.3.1.1=5 1.3.6.4=4", "1.3.1.1=02:05\n1.3.1.2=02:02\n"
    "1.3.6.4=02:04\n", "1.3.9.2=02:12\n", "1.3.6.5=02:09\n", -1, NULL },
  { "behind a mount inside another", "1.3.6.5.0=1 1.3.6.6=2", A0 "1.3.6.6=02:02\n", B0,
    C0 "1.3.6.5.0=02:01\n", -1, NULL },
  { "a function's name", "1.3.1.1=5 1.3.1.7=5", A0, B0, C0, TARN_ERROR_STORE_READ_ONLY,
    ".1.3.1.7 cannot be changed: a function tells its value" },
  { "a function's name, to delete it", "1.3.1.7-", A0, B0, C0, TARN_ERROR_STORE_READ_ONLY,
    ".1.3.1.7 cannot be changed" },
  { "below a function's name", "1.3.1.7.0=5", A0 "1.3.1.7.0=02:05\n", B0, C0, -1, NULL },
  { "before all mounts", "0.0=1 1.3.1.1=5", A0, B0, C0, TARN_ERROR_STORE_READ_ONLY,
    ".0.0 cannot be changed: no store is mounted there" },
  { "behind all mounts", "1.3.1.1=5 1.4=1", A0, B0, C0, TARN_ERROR_STORE_READ_ONLY,
    ".1.4 cannot be changed: no store is mounted there" },
};

static void
assert_dump (TarnStore  *store,
             const char *expected)
{
  g_autofree char *dump = tarn_agent_test_dump (store);

  g_assert_cmpstr (dump, ==, expected);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  TarnComposedTest test = { 0 };
  g_autoptr(TarnBatch) batch = make_batch (c->changes);
  g_autoptr(GError) error = NULL;

  tarn_composed_test_add (&test, 'a', "1.3.1.1=02:01 1.3.1.2=02:02");
  tarn_composed_test_add (&test, 'b', "1.3.9.1=02:11 1.3.9.2=02:12");
  tarn_composed_test_add (&test, 'c', "1.3.6.5=02:21");
  tarn_composed_test_compose (&test, 'd',
                              "1.3=a 1.3.2=b@1.3.9 1.3.3=b@1.3.9 1.3.6.5=c 1.3.1.7!02:07");

  if (c->code < 0)
    {
      tarn_store_apply (test.stores[3], batch, &error);
      g_assert_no_error (error);
    }
  else
    {
      g_assert_false (tarn_store_apply (test.stores[3], batch, &error));
      g_assert_error (error, TARN_ERROR, c->code);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, c->says));
    }

  assert_dump (test.stores[0], c->a);
  assert_dump (test.stores[1], c->b);
  assert_dump (test.stores[2], c->c);
  g_assert_cmpuint (test.n_calls, ==, 0);
  tarn_composed_test_clear (&test);
}

/* Two stores that can fail, as one. */
typedef struct
{
  TarnStore         *real[2];
  TarnStore         *faulty[2];
  TarnComposedStore *composed;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const char *prefixes[] = { "1.3.1", "1.3.2" };
  const char *rows[] = { "1.3.1.1=02:01 1.3.1.3=02:03", "1.3.2.1=02:02" };

  self->composed = tarn_composed_store_new ();
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(TarnOid) prefix = tarn_test_oid (prefixes[i]);

      self->real[i] = tarn_agent_test_store (rows[i]);
      self->faulty[i] = tarn_faulty_store_new (self->real[i]);
      g_assert_true (tarn_composed_store_mount (self->composed, prefix, self->faulty[i], NULL,
                                                NULL));
    }
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->composed);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_finalize_object (self->faulty[i]);
      g_assert_finalize_object (self->real[i]);
    }
}

#define CHANGES "1.3.1.1=7 1.3.1.2=8 1.3.1.3- 1.3.2.1=9"

/* The second fails: the first has what it had, and the reason is the second's. */
static void
test_undo (Fixture       *self,
           gconstpointer  data)
{
  const int codes[] = { TARN_ERROR_STORE_FULL, TARN_ERROR_STORE_READ_ONLY,
                        TARN_ERROR_STORE_DAMAGED };
  g_autoptr(TarnBatch) batch = make_batch (CHANGES);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(GError) error = NULL;

      tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (self->faulty[1]), codes[i]);
      g_assert_false (tarn_store_apply (TARN_STORE (self->composed), batch, &error));
      g_assert_error (error, TARN_ERROR, codes[i]);
      g_assert_cmpstr (error->message, ==, "no writing, says the test");
      assert_dump (TARN_STORE (self->composed), "1.3.1.1=02:01\n1.3.1.3=02:03\n1.3.2.1=02:02\n");
    }

  tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (self->faulty[1]), -1);
  g_assert_true (tarn_store_apply (TARN_STORE (self->composed), batch, NULL));
  assert_dump (TARN_STORE (self->composed), "1.3.1.1=02:07\n1.3.1.2=02:08\n1.3.2.1=02:09\n");
}

/* Busy at each step: nothing is done, and the same batch can be tried again.  Taking
 * back waits for as long as others commit. */
static void
test_busy (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = make_batch (CHANGES);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GError) error = NULL;

      if (i == 0)
        tarn_faulty_store_set_busy (TARN_FAULTY_STORE (self->faulty[0]), 1, 0);
      else if (i == 1)
        tarn_faulty_store_set_busy (TARN_FAULTY_STORE (self->faulty[0]), 0, 1);
      else
        tarn_faulty_store_set_busy (TARN_FAULTY_STORE (self->faulty[1]), 0, 1);
      if (i == 3)
        {
          tarn_faulty_store_let_apply (TARN_FAULTY_STORE (self->faulty[0]), 1);
          tarn_faulty_store_set_busy (TARN_FAULTY_STORE (self->faulty[0]), 0, 5);
        }

      g_assert_false (tarn_store_apply (TARN_STORE (self->composed), batch, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
      assert_dump (TARN_STORE (self->composed), "1.3.1.1=02:01\n1.3.1.3=02:03\n1.3.2.1=02:02\n");
    }

  g_assert_true (tarn_store_apply (TARN_STORE (self->composed), batch, NULL));
}

/* P-SET-07: what cannot be taken back is told, by the agent as undoFailed. */
static void
test_not_undone (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (TARN_STORE (self->composed));
  g_autoptr(GBytes) request = NULL;
  g_autofree char *reply = NULL;
  g_autoptr(GError) error = NULL;

  tarn_faulty_store_let_apply (TARN_FAULTY_STORE (self->faulty[0]), 1);
  tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (self->faulty[0]), TARN_ERROR_FAILED);
  tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (self->faulty[1]), TARN_ERROR_STORE_FULL);
  request = tarn_agent_test_request (TARN_VERSION_2C, "secret", TARN_PDU_SET, 0, 0,
                                     "1.3.1.1=02:07 1.3.2.1=02:09");
  reply = tarn_agent_test_ask (responder, request);
  g_assert_cmpstr (reply, ==, "15 0 1.3.1.1=02:07 1.3.2.1=02:09");

  error = tarn_responder_take_error (responder);
  g_assert_error (error, TARN_ERROR, TARN_ERROR_NOT_UNDONE);
  g_assert_cmpstr (error->message, ==, "no writing, says the test; what the same batch had changed "
                   "in another mounted store stays changed: no writing, says the test");
}

static void
test_section (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = make_batch (CHANGES);
  TarnStore *store = TARN_STORE (self->composed);
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_store_begin_read (store, NULL));
  g_assert_false (tarn_store_apply (store, batch, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  tarn_store_end_read (store);
  g_assert_true (tarn_store_apply (store, batch, NULL));
}

/* What is to be added stays out where its name is taken, by either way to it. */
static void
test_add (void)
{
  TarnComposedTest test = { 0 };
  g_autoptr(TarnBatch) batch = make_batch ("1.3.1.1+5 1.3.2.1+6 1.3.2.8+7 1.3.3.8+8 1.3.1.4+9 "
                                           "1.3.1.4+10 1.3.1.2=11");
  g_autoptr(GArray) left_out = NULL;
  g_autoptr(GError) error = NULL;
  const guint32 expected[] = { 0, 1, 3, 5 };

  tarn_composed_test_add (&test, 'a', "1.3.1.1=02:01 1.3.1.2=02:02");
  tarn_composed_test_add (&test, 'b', "1.3.9.1=02:11");
  tarn_composed_test_compose (&test, 'c', "1.3.1=a 1.3.2=b@1.3.9 1.3.3=b@1.3.9");
  tarn_store_apply (test.stores[2], batch, &error);
  g_assert_no_error (error);

  assert_dump (test.stores[0], "1.3.1.1=02:01\n1.3.1.2=02:0b\n1.3.1.4=02:09\n");
  assert_dump (test.stores[1], "1.3.9.1=02:11\n1.3.9.8=02:07\n");
  left_out = tarn_batch_list_left_out (batch);
  g_assert_cmpmem (left_out->data, left_out->len * sizeof (guint32), expected, sizeof expected);
  tarn_composed_test_clear (&test);
}

static void
assert_meta (TarnStore  *store,
             const char *expected)
{
  g_autoptr(GVariant) value = tarn_store_dup_meta (store, "device");

  g_assert_cmpstr (value != NULL ? g_variant_get_string (value, NULL) : NULL, ==, expected);
}

static void
set_meta (TarnStore  *store,
          const char *text,
          gboolean    works)
{
  g_autoptr(TarnBatch) batch = make_batch ("1.3.1=1 1.3.2=2");

  tarn_batch_set_meta (batch, "device", text != NULL ? g_variant_new_string (text) : NULL);
  g_assert_cmpint (tarn_store_apply (store, batch, NULL), ==, works);
}

/* Metadata are the base layer's, and without one the store's own. */
static void
test_meta (void)
{
  g_autoptr(TarnComposedStore) composed = tarn_composed_store_new ();
  TarnStore *store = TARN_STORE (composed);
  g_autoptr(TarnStore) plain = tarn_memory_store_new ();
  g_autoptr(TarnStore) faulty = tarn_faulty_store_new (plain);
  g_autoptr(TarnStore) base = tarn_memory_store_new ();
  g_autoptr(TarnOid) prefix = tarn_test_oid ("1.3.2");
  g_autoptr(TarnOid) other = tarn_test_oid ("1.3.1");
  guint64 serial;

  g_assert_true (tarn_composed_store_mount (composed, other, plain, NULL, NULL));
  g_assert_true (tarn_composed_store_mount (composed, prefix, faulty, NULL, NULL));
  serial = tarn_store_get_serial (store);
  set_meta (store, "own", TRUE);
  assert_meta (store, "own");
  g_assert_cmpuint (tarn_store_get_serial (store), !=, serial);
  set_meta (store, NULL, TRUE);
  assert_meta (store, NULL);
  set_meta (store, "own", TRUE);

  g_assert_true (tarn_composed_store_unmount (composed, other, NULL));
  g_assert_true (tarn_composed_store_mount (composed, NULL, base, NULL, NULL));
  assert_meta (store, NULL);
  set_meta (store, "base", TRUE);
  assert_meta (store, "base");
  assert_meta (base, "base");

  tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (faulty), TARN_ERROR_STORE_FULL);
  set_meta (store, "no", FALSE);
  assert_meta (base, "base");

  g_assert_true (tarn_composed_store_unmount (composed, NULL, NULL));
  assert_meta (store, "own");
}

int
main (int    argc,
      char **argv)
{
  const struct
  {
    const char *name;
    void      (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/composed-apply/undo", test_undo },
    { "/composed-apply/busy", test_busy },
    { "/composed-apply/not undone", test_not_undone },
    { "/composed-apply/section", test_section },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/composed-apply/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/composed-apply/add", test_add);
  g_test_add_func ("/composed-apply/meta", test_meta);

  return g_test_run ();
}
