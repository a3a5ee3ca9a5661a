/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "net/tarn-device-private.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define S (gint64) G_USEC_PER_SEC

/* How an agent treats a request for system scalars 1.3.6.1.2.1.1.N.0, of which those
 * with a letter in @has exist: 'a' is N = 1. */
typedef struct
{
  const char  *name;
  TarnVersion  version;
  const char  *has;
  const char  *ask;
  const char  *absent;          /* noSuchInstance in the result                  */
  guint        max_names;       /* above that: tooBig                            */
  int          status;          /* in place of noSuchName                        */
  int          bad_index;       /* in place of the true one, -1: 0; 0: the true one */
  const char  *forget;          /* left out of replies to more than one name     */
  gboolean     reverse;         /* varbinds in the opposite order                */
  gboolean     empty_list;      /* an error reply with an empty list             */
  guint        n_requests;      /* expected                                      */
} GetVector;

static const GetVector get_vectors[] = {
  { .name = "all there", .version = TARN_VERSION_2C, .has = "abc", .ask = "abc", .n_requests = 1 },
  { .name = "v2c: absent names have exceptions, at once (P-MGR-13, F-34)",
    .version = TARN_VERSION_2C, .has = "ac", .ask = "abcd", .absent = "bd", .n_requests = 1 },
  { .name = "v1: one bad name costs only itself (P-MGR-11, F-33)",
    .version = TARN_VERSION_1, .has = "ac", .ask = "abc", .absent = "b", .n_requests = 2 },
  { .name = "v1: several bad names, first and last too",
    .version = TARN_VERSION_1, .has = "bd", .ask = "abcde", .absent = "ace", .n_requests = 4 },
  { .name = "v1: none is there, at most n rounds",
    .version = TARN_VERSION_1, .has = "", .ask = "abcd", .absent = "abcd", .n_requests = 4 },
  { .name = "v1: the only name is bad",
    .version = TARN_VERSION_1, .has = "", .ask = "a", .absent = "a", .n_requests = 1 },
  { .name = "v1: error-index 0 is narrowed down by halves (P-MGR-10)",
    .version = TARN_VERSION_1, .has = "abd", .ask = "abcd", .absent = "c", .bad_index = -1,
    .n_requests = 5 },
  { .name = "v1: error-index beyond the list (F-35)",
    .version = TARN_VERSION_1, .has = "abd", .ask = "abcd", .absent = "c", .bad_index = 99,
    .n_requests = 5 },
  { .name = "v1: error reply with an empty list (F-35)",
    .version = TARN_VERSION_1, .has = "ac", .ask = "abc", .absent = "b", .empty_list = TRUE,
    .n_requests = 2 },
  { .name = "v2c: noSuchName nevertheless (P-PDU-07)",
    .version = TARN_VERSION_2C, .has = "ac", .ask = "abc", .absent = "b",
    .status = TARN_STATUS_NO_SUCH_NAME, .n_requests = 2 },
  { .name = "tooBig halves the list (P-MGR-12)",
    .version = TARN_VERSION_2C, .has = "abcdefgh", .ask = "abcdefgh", .max_names = 2,
    .n_requests = 7 },
  { .name = "tooBig down to single names",
    .version = TARN_VERSION_1, .has = "abc", .ask = "abc", .max_names = 1, .n_requests = 5 },
  { .name = "varbinds in another order (P-MGR-08)",
    .version = TARN_VERSION_2C, .has = "abcd", .ask = "abcd", .reverse = TRUE, .n_requests = 1 },
  { .name = "what is left out is asked once more, alone (F-18)",
    .version = TARN_VERSION_2C, .has = "abcd", .ask = "abcd", .forget = "bd", .n_requests = 3 },
  { .name = "the same name twice",
    .version = TARN_VERSION_2C, .has = "ab", .ask = "aba", .n_requests = 1 },
  { .name = "no name at all", .version = TARN_VERSION_2C, .has = "a", .ask = "", .n_requests = 0 },
};

static gboolean
has_letter (const char *letters,
            guint32     arc)
{
  return letters != NULL && strchr (letters, (int) ('a' + arc - 1)) != NULL;
}

static void
get_agent (TarnNetFixture     *f,
           const TarnDatagram *datagram,
           const TarnMessage  *request)
{
  const GetVector *v = f->data;
  TarnRow rows[32];
  guint8 tlvs[32][3];
  gboolean errors = v->version == TARN_VERSION_1 || v->status != 0;
  guint n = 0;

  if (v->max_names != 0 && request->n_rows > v->max_names)
    {
      tarn_fake_wire_respond (f->wire, &datagram->peer, request, TARN_STATUS_TOO_BIG, 0,
                              NULL, 0, 1000);
      return;
    }

  for (guint i = 0; i < request->n_rows; i++)
    {
      TarnSpan name = request->rows[v->reverse ? request->n_rows - 1 - i : i].name;
      gboolean there = has_letter (v->has, tarn_net_arc (name));

      if (!there && errors)
        {
          int index = v->bad_index == 0 ? (int) i + 1 : MAX (v->bad_index, 0);

          tarn_fake_wire_respond (f->wire, &datagram->peer, request, TARN_STATUS_NO_SUCH_NAME,
                                  index, request->rows, v->empty_list ? 0 : request->n_rows, 1000);
          return;
        }
      if (request->n_rows > 1 && has_letter (v->forget, tarn_net_arc (name)))
        continue;
      tarn_net_fill_row (&rows[n], name, there, tlvs[n]);
      n++;
    }

  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, rows, n, 1000);
}

static void
test_get (gconstpointer data)
{
  const GetVector *v = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) oids = tarn_net_oids (v->ask);
  g_autoptr(GHashTable) values = NULL;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = get_agent;
  f.data = (gpointer) v;
  tarn_device_set_version (f.device, v->version);
  values = tarn_net_get (&f, oids, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (f.sent->len, ==, v->n_requests);
  for (guint i = 0; i < oids->len; i++)
    {
      TarnValue *value = g_hash_table_lookup (values, oids->pdata[i]);
      gint64 number;

      g_assert_nonnull (value);
      if (has_letter (v->absent, (guint32) (v->ask[i] - 'a' + 1)))
        {
          g_assert_cmpint (tarn_value_get_kind (value), ==, TARN_KIND_NO_SUCH_INSTANCE);
          continue;
        }
      g_assert_true (tarn_value_get_integer (value, &number));
      g_assert_cmpint (number, ==, v->ask[i] - 'a' + 1);
    }
  tarn_net_fixture_clear (&f);
}

static void
renaming_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.9.9");
  guint8 tlv[3];
  TarnRow row;

  tarn_net_fill_row (&row, tarn_oid_span (oid), TRUE, tlv);
  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, &row, 1, 1000);
}

/* F-04: filed under the name that came; the one that was asked has no answer. */
static void
test_get_renamed (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) oids = tarn_net_oids ("a");
  g_autoptr(TarnOid) other = tarn_test_oid ("1.3.6.1.2.1.1.9.9");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GHashTable) values = NULL;
  g_autoptr(GError) failure = NULL;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = renaming_agent;
  tarn_session_get_async (f.session, f.device, (TarnOid **) oids->pdata, oids->len, NULL,
                          tarn_net_keep_result_cb, &result);
  tarn_net_wait_result (&result);
  g_assert_cmpint (tarn_session_get_anomalies (f.session, result), ==,
                   TARN_ANOMALY_RENAMED | TARN_ANOMALY_MISSING);
  failure = tarn_session_dup_failure (f.session, result, 0);
  g_assert_error (failure, TARN_ERROR, TARN_ERROR_BAD_MESSAGE);
  values = tarn_session_get_finish (f.session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (values), ==, 1);
  g_assert_false (tarn_value_is_exception (g_hash_table_lookup (values, other)));
  g_clear_object (&result);
  tarn_net_fixture_clear (&f);
}

/* P-SIZ-08: no request is larger than 1,400 octets, and nothing gets lost. */
static void
sizes_agent (TarnNetFixture     *f,
             const TarnDatagram *datagram,
             const TarnMessage  *request)
{
  g_assert_cmpuint (datagram->octets.len, <=, 1400);
  g_assert_cmpuint (datagram->octets.len, >, (f->sent->len == 3 ? 0 : 1300));
  tarn_net_echo (f, &datagram->peer, request, 1000);
}

static void
test_get_many (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) oids = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  g_autoptr(GHashTable) values = NULL;
  TarnNetFixture f;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("1.3.6.1.2.1.1.%u.0", i);

      g_ptr_array_add (oids, tarn_test_oid (text));
    }
  tarn_net_fixture_init (&f);
  f.agent = sizes_agent;
  values = tarn_net_get (&f, oids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (values), ==, 200);
  g_assert_cmpuint (f.sent->len, ==, 3);
  tarn_net_fixture_clear (&f);
}

/* What an agent does not answer, and what of the rest comes nevertheless. */
typedef struct
{
  const char  *name;
  TarnPduType  type;
  const char  *ask;
  const char  *refuse;       /* genErr, if one of these is asked for           */
  gboolean     no_index;     /* which does not say for which                   */
  const char  *forget;       /* left out of replies to more than one name      */
  const char  *silent;       /* no reply, if one of these is asked for alone   */
  const char  *fails;        /* have an error in the end; all: the call itself */
  TarnError    code;
  guint        n_requests;
  const char  *lost;         /* never in a reply                               */
  const char  *mute;         /* no reply, if one of these is asked for at all  */
} PartialVector;

static const PartialVector partial_vectors[] = {
  { "F-18: left out also when asked for alone: no answer is made up", TARN_PDU_GET, "abc", NULL,
    FALSE, NULL, NULL, .lost = "b", .fails = "b", .code = TARN_ERROR_BAD_MESSAGE, .n_requests = 2 },
  { "silence to several names: the one that brings it about is found", TARN_PDU_GET, "abcd", NULL,
    FALSE, NULL, NULL, .mute = "c", .fails = "c", .code = TARN_ERROR_NO_ANSWER, .n_requests = 5 },
  { "the first of them", TARN_PDU_GET_NEXT, "abcd", NULL, FALSE, NULL, NULL, .mute = "a",
    .fails = "a", .code = TARN_ERROR_NO_ANSWER, .n_requests = 6 },
  { "a dead device: each half has one try more", TARN_PDU_GET, "abcdef", NULL, FALSE, NULL, NULL,
    .mute = "abcdef", .fails = "abcdef", .code = TARN_ERROR_NO_ANSWER, .n_requests = 3 },
  { "genErr costs one name", TARN_PDU_GET, "abc", "b", FALSE, NULL, NULL, "b",
    TARN_ERROR_REFUSED, 2 },
  { "genErr costs each that has it", TARN_PDU_GET, "abcd", "ad", FALSE, NULL, NULL, "ad",
    TARN_ERROR_REFUSED, 3 },
  { "genErr without an index is narrowed down (P-MGR-10)", TARN_PDU_GET, "abcd", "c", TRUE, NULL,
    NULL, "c", TARN_ERROR_REFUSED, 5 },
  { "genErr of a name that is asked for twice", TARN_PDU_GET, "aba", "a", FALSE, NULL, NULL, "a",
    TARN_ERROR_REFUSED, 3 },
  { "GETNEXT: genErr costs one name", TARN_PDU_GET_NEXT, "abc", "b", FALSE, NULL, NULL, "b",
    TARN_ERROR_REFUSED, 2 },
  { "genErr of all is that of the call", TARN_PDU_GET, "ab", "ab", FALSE, NULL, NULL, "ab",
    TARN_ERROR_REFUSED, 2 },
  { "silence to one name does not cost what came before, or others", TARN_PDU_GET, "abcd", NULL,
    FALSE, "bd", "b", "b", TARN_ERROR_NO_ANSWER, 3 },
  { "silence twice in a row is the end", TARN_PDU_GET, "abcde", NULL, FALSE, "bcd", "bc", "bcd",
    TARN_ERROR_NO_ANSWER, 3 },
  { "GETNEXT: replies that are too short, and silence to one", TARN_PDU_GET_NEXT, "abc", NULL,
    FALSE, "c", "b", "b", TARN_ERROR_NO_ANSWER, 4 },
  { "silence from the first on is that of the call, at once", TARN_PDU_GET, "a", NULL, FALSE, NULL,
    "a", "a", TARN_ERROR_NO_ANSWER, 1 },
};

static void
partial_agent (TarnNetFixture     *f,
               const TarnDatagram *datagram,
               const TarnMessage  *request)
{
  const PartialVector *v = f->data;
  TarnRow rows[32];
  guint8 tlvs[32][3];
  guint n = 0;

  for (guint i = 0; i < request->n_rows; i++)
    {
      guint32 arc = tarn_net_arc (request->rows[i].name);

      if ((request->n_rows == 1 && has_letter (v->silent, arc)) || has_letter (v->mute, arc))
        return;
      if (has_letter (v->refuse, arc))
        {
          tarn_fake_wire_respond (f->wire, &datagram->peer, request, TARN_STATUS_GEN_ERR,
                                  v->no_index ? 0 : (int) i + 1, request->rows, request->n_rows,
                                  1000);
          return;
        }
      if ((request->n_rows > 1 && has_letter (v->forget, arc)) || has_letter (v->lost, arc))
        continue;
      tarn_net_fill_row (&rows[n], request->rows[i].name, TRUE, tlvs[n]);
      n++;
    }

  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, rows, n, 1000);
}

/* The value at @position, from either kind of answer. */
static TarnValue *
answer_at (gpointer   answer,
           GPtrArray *oids,
           gboolean   is_next,
           guint      position)
{
  TarnVarbind *varbind;

  if (!is_next)
    return g_hash_table_lookup (answer, oids->pdata[position]);

  varbind = g_ptr_array_index ((GPtrArray *) answer, position);
  return varbind != NULL ? tarn_varbind_get_value (varbind) : NULL;
}

static void
test_partial (gconstpointer data)
{
  const PartialVector *v = data;
  gboolean is_next = v->type == TARN_PDU_GET_NEXT;
  g_autoptr(GPtrArray) oids = tarn_net_oids (v->ask);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gpointer answer;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = partial_agent;
  f.data = (gpointer) v;
  tarn_device_set_retries (f.device, 0);
  (is_next ? tarn_session_get_next_async : tarn_session_get_async)
    (f.session, f.device, (TarnOid **) oids->pdata, oids->len, NULL, tarn_net_keep_result_cb,
     &result);
  tarn_net_run (&f, 100 * S);
  g_assert_nonnull (result);
  answer = is_next ? (gpointer) tarn_session_get_next_finish (f.session, result, &error)
                   : (gpointer) tarn_session_get_finish (f.session, result, &error);
  g_assert_cmpuint (f.sent->len, ==, v->n_requests);

  if (g_str_equal (v->fails, v->ask))
    {
      g_assert_null (answer);
      g_assert_error (error, TARN_ERROR, (int) v->code);
    }
  else
    {
      g_assert_no_error (error);
      for (guint i = 0; i < oids->len; i++)
        {
          g_autoptr(GError) failure = tarn_session_dup_failure (f.session, result, i);

          if (strchr (v->fails, v->ask[i]) != NULL)
            g_assert_error (failure, TARN_ERROR, (int) v->code);
          else
            g_assert_no_error (failure);
          g_assert_cmpint (answer_at (answer, oids, is_next, i) == NULL, ==, failure != NULL);
        }
      g_assert_null (tarn_session_dup_failure (f.session, result, oids->len));
    }

  g_clear_pointer (&answer, is_next ? (GDestroyNotify) g_ptr_array_unref
                                    : (GDestroyNotify) g_hash_table_unref);
  g_clear_object (&result);
  tarn_net_fixture_clear (&f);
}

/* Leaves out what is behind the third name. */
static void
short_agent (TarnNetFixture     *f,
             const TarnDatagram *datagram,
             const TarnMessage  *request)
{
  TarnRow rows[3];
  guint8 tlvs[3][3];
  guint n = MIN (request->n_rows, G_N_ELEMENTS (rows));

  for (guint i = 0; i < n; i++)
    tarn_net_fill_row (&rows[i], request->rows[i].name, TRUE, tlvs[i]);
  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, rows, n, 1000);
}

/* F-18: after three such replies the device is asked for half as many names, unless a
 * person has fixed how many. */
static void
test_get_fewer (void)
{
  g_autoptr(GPtrArray) oids = tarn_net_oids ("abcdefgh");
  guint n_before, n_after;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = short_agent;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GHashTable) values = tarn_net_get (&f, oids, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_hash_table_size (values), ==, 8);
    }
  g_assert_cmpuint (f.device->profile.max_names, ==, 4);

  n_before = f.sent->len;
  g_hash_table_unref (tarn_net_get (&f, oids, NULL));
  n_after = f.sent->len;
  g_assert_cmpuint (n_after - n_before, ==, 4);   /* 4, 1, 4 and 1 */

  f.device->profile.max_names = 8;
  f.device->profile.pins |= TARN_PROFILE_PIN_NAMES;
  for (guint i = 0; i < 4; i++)
    g_hash_table_unref (tarn_net_get (&f, oids, NULL));
  g_assert_cmpuint (f.device->profile.max_names, ==, 8);
  tarn_net_fixture_clear (&f);
}

typedef struct
{
  const char *name;
  gint64      after_us;    /* -1: before the call */
  guint       n_sent;
} CancelVector;

static const CancelVector cancel_vectors[] = {
  { "before the call", -1, 0 },
  { "before anything was sent", 0, 0 },
  { "while the first try waits", 500000, 1 },
  { "while the second try waits", 1500000, 2 },
};

static void
test_cancel (gconstpointer data)
{
  const CancelVector *v = data;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) oids = tarn_net_oids ("abc");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  if (v->after_us < 0)
    g_cancellable_cancel (cancellable);
  tarn_session_get_async (f.session, f.device, (TarnOid **) oids->pdata, oids->len, cancellable,
                          tarn_net_keep_result_cb, &result);
  if (v->after_us > 0)
    tarn_net_run (&f, v->after_us);
  if (v->after_us >= 0)
    g_cancellable_cancel (cancellable);
  tarn_net_run (&f, 0);

  g_assert_nonnull (result);
  g_assert_null (tarn_session_get_finish (f.session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tarn_net_run (&f, 100 * S);   /* sends nothing more, calls back no more */
  g_assert_cmpuint (f.sent->len, <=, v->n_sent);
  g_clear_object (&result);
  tarn_net_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD_TABLE(prefix, vectors, func)                                        \
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)                            \
    {                                                                           \
      g_autofree char *path = g_strconcat (prefix, vectors[i].name, NULL);      \
                                                                                \
      g_test_add_data_func (path, &vectors[i], func);                           \
    }

  ADD_TABLE ("/session/get/", get_vectors, test_get)
  ADD_TABLE ("/session/get/partial/", partial_vectors, test_partial)
  ADD_TABLE ("/session/cancel/", cancel_vectors, test_cancel)
  g_test_add_func ("/session/get/answered under another name", test_get_renamed);
  g_test_add_func ("/session/get/fewer names at a time (F-18)", test_get_fewer);
  g_test_add_func ("/session/get/more than fits a request", test_get_many);

  return g_test_run ();
}
