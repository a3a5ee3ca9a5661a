/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

typedef struct
{
  const char *name;
  TarnPduType type;
  int         status;
  int         index;
  const char *message;     /* a part of the error's */
} RefusalVector;

static const RefusalVector refusal_vectors[] = {
  { "GET: genErr names the varbind", TARN_PDU_GET, 5, 2,
    "192.0.2.1:161: genErr at 1.3.6.1.2.1.1.2.0 (varbind 2 of 3)" },
  { "GET: tooBig for a single name", TARN_PDU_GET, 1, 0,
    "192.0.2.1:161: tooBig at 1.3.6.1.2.1.1.1.0" },
  { "GET: an error without index is pinned to a name", TARN_PDU_GET, 16, 0,
    "authorizationError at 1.3.6.1.2.1.1.1.0" },
  { "GET: an unknown status is a number (P-MGR-10)", TARN_PDU_GET, 77, 1, "error-status 77" },
  { "GETBULK: genErr", TARN_PDU_GET_BULK, 5, 3, "genErr at 1.3.6.1.2.1.1.3.0 (varbind 3 of 3)" },
  { "GETBULK: index out of range", TARN_PDU_GET_BULK, 5, 4, "192.0.2.1:161: genErr" },
  { "SET: notWritable", TARN_PDU_SET, 17, 2,
    "192.0.2.1:161: notWritable at 1.3.6.1.2.1.1.2.0 (varbind 2 of 3)" },
  { "SET: undoFailed has index 0 (P-SET-07)", TARN_PDU_SET, 15, 0, "192.0.2.1:161: undoFailed" },
};

static void
refusing_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  const RefusalVector *v = f->data;

  tarn_fake_wire_respond (f->wire, &datagram->peer, request, v->status, v->index,
                          request->rows, request->n_rows, 1000);
}

/* Submits letters a, b and c with the operation for @type. */
static GPtrArray *
ask_abc (TarnNetFixture  *f,
         TarnPduType      type,
         GError         **error)
{
  g_autoptr(GPtrArray) oids = tarn_net_oids ("abc");
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  TarnOid **names = (TarnOid **) oids->pdata;

  if (type == TARN_PDU_GET_NEXT)
    {
      tarn_session_get_next_async (f->session, f->device, names, 3, NULL,
                                   tarn_net_keep_result_cb, &result);
      return tarn_session_get_next_finish (f->session, tarn_net_wait_result (&result), error);
    }
  if (type == TARN_PDU_GET_BULK)
    {
      tarn_session_get_bulk_async (f->session, f->device, 1, 10, names, 3, NULL,
                                   tarn_net_keep_result_cb, &result);
      return tarn_session_get_bulk_finish (f->session, tarn_net_wait_result (&result), error);
    }

  varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(TarnValue) value = tarn_value_new_integer ((gint32) i);

      g_ptr_array_add (varbinds, tarn_varbind_new (names[i], value));
    }
  tarn_session_set_async (f->session, f->device, (TarnVarbind **) varbinds->pdata, 3, NULL,
                          tarn_net_keep_result_cb, &result);
  return tarn_session_set_finish (f->session, tarn_net_wait_result (&result), error);
}

static void
test_refusal (gconstpointer data)
{
  const RefusalVector *v = data;
  g_autoptr(GPtrArray) oids = tarn_net_oids ("abc");
  g_autoptr(GError) error = NULL;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = refusing_agent;
  f.data = (gpointer) v;
  if (v->type == TARN_PDU_GET)
    g_assert_null (tarn_net_get (&f, oids, &error));
  else
    g_assert_null (ask_abc (&f, v->type, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, v->message));
  tarn_net_fixture_clear (&f);
}

/* What stands behind the error, as data (P-MGR-10, P-SET-07). */
static void
test_refusal_data (void)
{
  static const struct
  {
    int status, index, position;
  } cases[] = { { 17, 2, 1 }, { 15, 0, -1 }, { 5, 2, -1 }, { 77, 1, 0 }, { 0, 0, -1 } };
  g_autoptr(GPtrArray) oids = tarn_net_oids ("a");
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);
  g_autoptr(TarnVarbind) a = tarn_varbind_new (oids->pdata[0], value);
  TarnVarbind *varbinds[] = { a, a };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RefusalVector v = { .status = cases[i].status, .index = cases[i].index };
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GPtrArray) answer = NULL;
      TarnNetFixture f;
      int position = 9;

      tarn_net_fixture_init (&f);
      f.agent = refusing_agent;
      f.data = &v;
      tarn_session_set_async (f.session, f.device, varbinds, i == 2 ? 1 : 2, NULL,
                              tarn_net_keep_result_cb, &result);
      answer = tarn_session_set_finish (f.session, tarn_net_wait_result (&result), NULL);
      g_assert_true ((answer != NULL) == (v.status == 0));
      g_assert_cmpint (tarn_session_get_refusal (f.session, result, &position), ==, v.status);
      g_assert_cmpint (position, ==, cases[i].position);
      g_clear_object (&result);
      tarn_net_fixture_clear (&f);
    }
}

static void
assert_varbind (GPtrArray  *varbinds,
                guint       i,
                const char *oid,
                TarnKind    kind)
{
  TarnVarbind *varbind = g_ptr_array_index (varbinds, i);
  g_autofree char *text = tarn_oid_to_string (tarn_varbind_get_oid (varbind));

  g_assert_cmpstr (text[0] == '.' ? text + 1 : text, ==, oid);
  g_assert_cmpint (tarn_value_get_kind (tarn_varbind_get_value (varbind)), ==, kind);
}

/* Successor of N.0 is N+1.0; of c nothing: v1 says noSuchName, v2c endOfMibView.
 * With @data, replies to more than one name lack the last. */
static void
next_agent (TarnNetFixture     *f,
            const TarnDatagram *datagram,
            const TarnMessage  *request)
{
  TarnRow rows[3];
  guint8 tlvs[3][3];
  TarnName names[3];
  guint n = request->n_rows;

  g_assert_cmpint (request->pdu.type, ==, TARN_PDU_GET_NEXT);
  for (guint i = 0; i < n; i++)
    {
      guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 1, tarn_net_arc (request->rows[i].name) + 1, 0 };

      if (arcs[7] > 3 && request->version == TARN_VERSION_1)
        {
          tarn_fake_wire_respond (f->wire, &datagram->peer, request, TARN_STATUS_NO_SUCH_NAME,
                                  (int) i + 1, request->rows, n, 1000);
          return;
        }
      if (arcs[7] > 3)
        arcs[7] = 3;
      tarn_name_from_arcs (&names[i], arcs, G_N_ELEMENTS (arcs));
      tarn_net_fill_row (&rows[i], tarn_name_span (&names[i]), TRUE, tlvs[i]);
      if (tarn_net_arc (request->rows[i].name) == 3)
        {
          tlvs[i][0] = TARN_KIND_END_OF_MIB_VIEW;
          tlvs[i][1] = 0;
          tarn_row_set_tlv (&rows[i], tarn_span (tlvs[i], 2));
          rows[i].name = tarn_name_span (&names[i]);
        }
    }

  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, rows,
                          f->data != NULL && n > 1 ? n - 1 : n, 1000);
}

typedef struct
{
  const char  *name;
  TarnPduType  type;
  TarnVersion  version;
  gboolean     forgetful;
  guint        n_requests;
} NextVector;

static const NextVector next_vectors[] = {
  { "v2c", TARN_PDU_GET_NEXT, TARN_VERSION_2C, FALSE, 1 },
  { "v1: noSuchName is the end of one name only", TARN_PDU_GET_NEXT, TARN_VERSION_1, FALSE, 2 },
  { "v1: GETBULK becomes GETNEXT (P-COX-06)", TARN_PDU_GET_BULK, TARN_VERSION_1, FALSE, 2 },
  { "a short reply is asked again, one by one (P-MGR-09)", TARN_PDU_GET_NEXT, TARN_VERSION_2C,
    TRUE, 4 },
};

static void
test_next (gconstpointer data)
{
  const NextVector *v = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = next_agent;
  f.data = v->forgetful ? &f : NULL;
  tarn_device_set_version (f.device, v->version);
  varbinds = ask_abc (&f, v->type, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (varbinds->len, ==, 3);
  assert_varbind (varbinds, 0, "1.3.6.1.2.1.1.2.0", TARN_KIND_INTEGER);
  assert_varbind (varbinds, 1, "1.3.6.1.2.1.1.3.0", TARN_KIND_INTEGER);
  assert_varbind (varbinds, 2, "1.3.6.1.2.1.1.3.0", TARN_KIND_END_OF_MIB_VIEW);
  g_assert_cmpuint (f.sent->len, ==, v->n_requests);
  tarn_net_fixture_clear (&f);
}

static void
empty_agent (TarnNetFixture     *f,
             const TarnDatagram *datagram,
             const TarnMessage  *request)
{
  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, NULL, 0, 1000);
}

/* F-19: noError without a varbind is not asked for ever, and nobody makes up an answer. */
static void
test_empty_replies (void)
{
  g_autoptr(GPtrArray) oids = tarn_net_oids ("abc");
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) values = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = empty_agent;
  values = tarn_net_get (&f, oids, &error);
  g_assert_null (values);
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE);
  g_assert_nonnull (strstr (error->message, "empty"));
  g_clear_error (&error);
  g_assert_cmpuint (f.sent->len, ==, 4);

  g_assert_null (ask_abc (&f, TARN_PDU_GET_NEXT, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE);
  g_clear_error (&error);

  varbinds = ask_abc (&f, TARN_PDU_GET_BULK, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (varbinds->len, ==, 0);
  tarn_net_fixture_clear (&f);
}

static void
parrot_agent (TarnNetFixture     *f,
              const TarnDatagram *datagram,
              const TarnMessage  *request)
{
  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, request->rows,
                          request->n_rows, 1000);
}

static void
test_set (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = parrot_agent;
  varbinds = ask_abc (&f, TARN_PDU_SET, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (varbinds->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      gint64 number;

      g_assert_true (tarn_value_get_integer (tarn_varbind_get_value (varbinds->pdata[i]), &number));
      g_assert_cmpint (number, ==, i);
    }
  g_assert_cmpuint (f.sent->len, ==, 1);
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

  ADD_TABLE ("/session/refusal/", refusal_vectors, test_refusal)
  ADD_TABLE ("/session/get-next/", next_vectors, test_next)
  g_test_add_func ("/session/replies without varbinds", test_empty_replies);
  g_test_add_func ("/session/set", test_set);
  g_test_add_func ("/session/set refused, as data", test_refusal_data);

  return g_test_run ();
}
