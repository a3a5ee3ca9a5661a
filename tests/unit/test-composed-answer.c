/* test-composed-answer.c
 *
 * Functions that answer for a composed store: when they are called, what they may do,
 * what an agent makes of them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "tarn-composed-test.h"

typedef struct
{
  TarnComposedStore *store;
  TarnOid           *oid;
  guint              n_calls;
  guint              n_freed;
  int                number;     /* what it tells; below 0: nothing              */
  GError            *error;      /* of what the function tried                   */
  char              *reads;      /* a name that it reads; what it adds to @number */
} Teller;

static TarnValue *
tell (TarnStore     *store,
      const TarnOid *oid,
      gpointer       user_data)
{
  Teller *self = user_data;

  g_assert_true (store == TARN_STORE (self->store));
  g_assert_true (tarn_oid_equal (oid, self->oid));
  self->n_calls++;
  return self->number >= 0 ? tarn_value_new_integer (self->number) : NULL;
}

static void
freed (gpointer user_data)
{
  ((Teller *) user_data)->n_freed++;
}

static void
teller_init (Teller            *self,
             TarnComposedStore *store,
             const char        *oid,
             TarnAnswerFunc     func,
             int                number)
{
  *self = (Teller) { .store = store, .oid = tarn_test_oid (oid), .number = number };
  g_assert_true (tarn_composed_store_answer (store, self->oid, func, self, freed, NULL));
}

static void
teller_clear (Teller *self)
{
  tarn_oid_unref (self->oid);
  g_clear_error (&self->error);
}

static TarnComposedStore *
make_store (const char *rows)
{
  TarnComposedStore *store = tarn_composed_store_new ();
  g_autoptr(TarnStore) base = tarn_agent_test_store (rows);
  g_autoptr(GError) error = NULL;

  tarn_composed_store_mount (store, NULL, base, NULL, &error);
  g_assert_no_error (error);
  return store;
}

static char *
get (TarnComposedStore *store,
     const char        *name)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_store_get (TARN_STORE (store), oid, &error);
  TarnSpan tlv = { NULL, 0 };

  g_assert_no_error (error);
  if (value == NULL)
    return g_strdup ("none");

  tlv.data = tarn_value_get_tlv (value, &tlv.len);
  return tarn_test_to_hex (tlv);
}

static void
assert_get (TarnComposedStore *store,
            const char        *name,
            const char        *expected)
{
  g_autofree char *value = get (store, name);

  g_assert_cmpstr (value, ==, expected);
}

/* Called once for each access, and only then. */
static void
test_calls (void)
{
  TarnComposedStore *composed = make_store ("1.3.1=02:01 1.3.4=02:04 1.3.6=02:06");
  TarnStore *store = TARN_STORE (composed);
  g_autoptr(TarnOid) before = tarn_test_oid ("1.3.2");
  g_autoptr(TarnOid) root = tarn_test_oid ("1.3");
  g_autofree char *dump = NULL;
  Teller first, second;

  teller_init (&first, composed, "1.3.3", tell, 3);
  teller_init (&second, composed, "1.3.4", tell, 44);

  assert_get (composed, "1.3.3", "020103");
  g_assert_cmpuint (first.n_calls, ==, 1);
  assert_get (composed, "1.3.1", "020101");
  assert_get (composed, "1.3.6", "020106");
  g_assert_cmpuint (first.n_calls, ==, 1);
  {
    g_autoptr(TarnVarbind) next = tarn_store_get_next (store, before, NULL);

    g_assert_true (tarn_oid_equal (tarn_varbind_get_oid (next), first.oid));
    g_assert_cmpuint (first.n_calls, ==, 2);
  }
  g_assert_cmpuint (tarn_store_count (store, root, NULL), ==, 4);
  g_assert_cmpuint (tarn_store_get_rank (store, second.oid, NULL), ==, 2);
  tarn_varbind_unref (tarn_store_get_nth (store, 3, NULL));
  g_assert_cmpuint (first.n_calls, ==, 2);
  g_assert_cmpuint (second.n_calls, ==, 0);

  dump = tarn_agent_test_dump (store);
  g_assert_cmpstr (dump, ==, "1.3.1=02:01\n1.3.3=02:03\n1.3.4=02:2c\n1.3.6=02:06\n");
  g_assert_cmpuint (first.n_calls, ==, 3);
  g_assert_cmpuint (second.n_calls, ==, 1);

  g_assert_finalize_object (composed);
  g_assert_cmpuint (first.n_freed, ==, 1);
  g_assert_cmpuint (second.n_freed, ==, 1);
  teller_clear (&first);
  teller_clear (&second);
}

/* A read section shows one state: asked again, the answer is the same, and its octets
 * stay where they are. */
static void
test_section (void)
{
  TarnComposedStore *composed = make_store ("1.3.1=02:01");
  TarnStore *store = TARN_STORE (composed);
  TarnCursor one, other;
  Teller teller;

  teller_init (&teller, composed, "1.3.3", tell, 3);
  g_assert_true (tarn_store_begin_read (store, NULL));
  tarn_cursor_init (&one, store);
  tarn_cursor_init (&other, store);
  g_assert_true (tarn_cursor_seek (&one, tarn_oid_span (teller.oid), TRUE));
  teller.number = 4;
  g_assert_true (tarn_cursor_seek (&other, tarn_oid_span (teller.oid), TRUE));
  g_assert_cmpmem (one.row.tlv.data, one.row.tlv.len, other.row.tlv.data, other.row.tlv.len);
  tarn_cursor_clear (&one);
  tarn_cursor_clear (&other);
  assert_get (composed, "1.3.3", "020103");
  tarn_store_end_read (store);

  assert_get (composed, "1.3.3", "020104");
  g_assert_cmpuint (teller.n_calls, ==, 2);
  g_assert_finalize_object (composed);
  teller_clear (&teller);
}

/* Replaced, taken away, refused: what it was given is freed, once. */
static void
test_freed (void)
{
  TarnComposedStore *composed = make_store ("1.3.1=02:01 1.3.3=02:09");
  TarnStore *store = TARN_STORE (composed);
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.3");
  g_autoptr(GError) error = NULL;
  Teller first, second, third = { 0 };

  teller_init (&first, composed, "1.3.3", tell, 3);
  teller_init (&second, composed, "1.3.3", tell, 4);
  g_assert_cmpuint (first.n_freed, ==, 1);
  assert_get (composed, "1.3.3", "020104");

  g_assert_true (tarn_store_begin_read (store, NULL));
  g_assert_false (tarn_composed_store_answer (composed, oid, tell, &third, freed, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_cmpuint (third.n_freed, ==, 1);
  tarn_store_end_read (store);

  g_assert_cmpuint (second.n_freed, ==, 0);
  g_assert_true (tarn_composed_store_answer (composed, oid, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (second.n_freed, ==, 1);
  assert_get (composed, "1.3.3", "020109");

  g_assert_finalize_object (composed);
  g_assert_cmpuint (first.n_freed, ==, 1);
  teller_clear (&first);
  teller_clear (&second);
}

static TarnValue *
tell_sum (TarnStore     *store,
          const TarnOid *oid,
          gpointer       user_data)
{
  Teller *self = user_data;
  g_autoptr(TarnOid) other = tarn_test_oid (self->reads);
  g_autoptr(TarnValue) value = tarn_store_get (store, other, &self->error);
  gint64 number = 100;

  self->n_calls++;
  if (value != NULL && !tarn_value_is_exception (value))
    g_assert_true (tarn_value_get_integer (value, &number));
  return tarn_value_new_integer ((gint32) number + self->number);
}

/* A function may read the store that it answers for, and others' answers; its own it
 * does not know yet. */
static void
test_reads (void)
{
  TarnComposedStore *composed = make_store ("1.3.1=02:01");
  Teller sum, itself, one, two;

  teller_init (&sum, composed, "1.3.2", tell_sum, 7);
  teller_init (&itself, composed, "1.3.3", tell_sum, 1);
  teller_init (&one, composed, "1.3.4", tell_sum, 1);
  teller_init (&two, composed, "1.3.5", tell_sum, 2);
  sum.reads = (char *) "1.3.1";
  itself.reads = (char *) "1.3.3";
  one.reads = (char *) "1.3.5";
  two.reads = (char *) "1.3.4";

  assert_get (composed, "1.3.2", "020108");
  assert_get (composed, "1.3.3", "020165");
  assert_get (composed, "1.3.4", "020167");
  g_assert_cmpuint (itself.n_calls, ==, 1);
  g_assert_cmpuint (one.n_calls, ==, 1);
  g_assert_cmpuint (two.n_calls, ==, 1);

  g_assert_finalize_object (composed);
  teller_clear (&sum);
  teller_clear (&itself);
  teller_clear (&one);
  teller_clear (&two);
}

static TarnValue *
tell_and_change (TarnStore     *store,
                 const TarnOid *oid,
                 gpointer       user_data)
{
  Teller *self = user_data;
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_integer (5);
  g_autoptr(TarnOid) name = tarn_test_oid ("1.3.1");

  tarn_batch_put (batch, name, value);
  g_assert_false (tarn_store_apply (store, batch, &self->error));
  g_assert_false (tarn_composed_store_answer (self->store, self->oid, NULL, NULL, NULL, NULL));
  g_assert_false (tarn_composed_store_unmount (self->store, NULL, NULL));
  return NULL;
}

static void
test_changes (void)
{
  TarnComposedStore *composed = make_store ("1.3.1=02:01");
  Teller teller;

  teller_init (&teller, composed, "1.3.2", tell_and_change, 0);
  assert_get (composed, "1.3.2", "8100");
  g_assert_error (teller.error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_nonnull (strstr (teller.error->message, "nor from a function that answers for it"));
  assert_get (composed, "1.3.1", "020101");

  g_assert_finalize_object (composed);
  teller_clear (&teller);
}

typedef struct
{
  const char  *sentence;
  TarnPduType  type;
  const char  *asked;
  const char  *reply;
} Ask;

static const Ask asks[] = {
  { "get what a function tells, and what it does not", TARN_PDU_GET,
    "1.3.6.1.4.1.99.1.1=05: 1.3.6.1.4.1.99.1.2=05: 1.3.6.1.4.1.99.1.3=05:",
    "0 0 1.3.6.1.4.1.99.1.1=02:07 1.3.6.1.4.1.99.1.2=81: 1.3.6.1.4.1.99.1.3=02:03" },
  { "getnext reaches it, and passes over what is not there now", TARN_PDU_GET_NEXT,
    "1.3.6.1.4.1.99.1=05: 1.3.6.1.4.1.99.1.1=05: 1.3.6.1.4.1.99.1.3=05:",
    "0 0 1.3.6.1.4.1.99.1.1=02:07 1.3.6.1.4.1.99.1.3=02:03 1.3.6.1.4.1.99.1.3=82:" },
  { "getbulk as well", TARN_PDU_GET_BULK, "1.3.6.1.4.1.99=05:",
    "0 0 1.3.6.1.4.1.99.1.1=02:07 1.3.6.1.4.1.99.1.3=02:03 1.3.6.1.4.1.99.1.3=82:" },
  { "set of it is refused, as the second it is, and nothing is set (P-SET-05)", TARN_PDU_SET,
    "1.3.6.1.4.1.99.1.3=02:09 1.3.6.1.4.1.99.1.1=02:09",
    "17 2 1.3.6.1.4.1.99.1.3=02:09 1.3.6.1.4.1.99.1.1=02:09" },
  { "set beside it", TARN_PDU_SET, "1.3.6.1.4.1.99.1.3=02:09", "0 0 1.3.6.1.4.1.99.1.3=02:09" },
};

static void
test_agent (gconstpointer data)
{
  const Ask *ask = data;
  TarnComposedStore *composed = make_store ("1.3.6.1.4.1.99.1.3=02:03");
  TarnResponder *responder = tarn_agent_test_responder (TARN_STORE (composed));
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "secret", ask->type, 0, 3,
                                                       ask->asked);
  g_autofree char *reply = NULL;
  g_autoptr(GError) trouble = NULL;
  Teller there, absent;

  teller_init (&there, composed, "1.3.6.1.4.1.99.1.1", tell, 7);
  teller_init (&absent, composed, "1.3.6.1.4.1.99.1.2", tell, -1);
  reply = tarn_agent_test_ask (responder, request);
  g_assert_cmpstr (reply, ==, ask->reply);
  trouble = tarn_responder_take_error (responder);
  g_assert_no_error (trouble);
  g_assert_cmpuint (there.n_calls, <=, 1);
  g_assert_cmpuint (absent.n_calls, <=, 1);

  tarn_responder_free (responder);
  g_assert_finalize_object (composed);
  teller_clear (&there);
  teller_clear (&absent);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/composed-answer/calls", test_calls);
  g_test_add_func ("/composed-answer/section", test_section);
  g_test_add_func ("/composed-answer/freed", test_freed);
  g_test_add_func ("/composed-answer/reads", test_reads);
  g_test_add_func ("/composed-answer/changes", test_changes);
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *path = g_strconcat ("/composed-answer/agent/", asks[i].sentence, NULL);

      g_test_add_data_func (path, &asks[i], test_agent);
    }

  return g_test_run ();
}
