/* test-responder-view.c
 *
 * What a request may see of a tree of which it may see a part (P-VAC-03, P-AGT-04).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-agent-test.h"

#define V1  TARN_VERSION_1
#define V2C TARN_VERSION_2C

#define DEVICE                             \
  "1.3.6.1.2.1.1.1.0=04:61 "               \
  "1.3.6.1.2.1.1.5.0=04:62 "               \
  "1.3.6.1.2.1.2.1.0=02:02 "               \
  "1.3.6.1.2.1.2.2.1.1.1=02:01 "           \
  "1.3.6.1.2.1.2.2.1.1.2=02:02 "           \
  "1.3.6.1.2.1.2.2.1.2.1=04:6c "           \
  "1.3.6.1.2.1.2.2.1.2.2=04:65 "           \
  "1.3.6.1.4.1.9.1.0=02:07"

#define RULES                                                 \
  "view part included 1.3.6.1.2.1\n"                          \
  "view part excluded 1.3.6.1.2.1.1.5\n"                      \
  "view part excluded 1.3.6.1.2.1.2.2.1.1\n"                  \
  "view row included 1.3.6.1.2.1.2.2.1.0.2 ff.a0\n"           \
  "rocommunity part default -V part\n"                        \
  "rwcommunity writer default -V part\n"                      \
  "rocommunity row default -V row\n"                          \
  "rwcommunity both default 1.3.6.1.2.1.1\n"                  \
  "rocommunity both\n"

typedef struct
{
  const char *sentence;
  TarnVersion version;
  const char *community;
  TarnPduType type;
  gint32      a;
  gint32      b;
  const char *rows;
  const char *reply;
} Case;

static const Case cases[] = {
  { "GET of what is in the view", V2C, "part", TARN_PDU_GET, 0, 0, "1.3.6.1.2.1.1.1.0=05:",
    "0 0 1.3.6.1.2.1.1.1.0=04:61" },
  { "GET of what is not: no such object", V2C, "part", TARN_PDU_GET, 0, 0, "1.3.6.1.2.1.1.5.0=05:",
    "0 0 1.3.6.1.2.1.1.5.0=80:" },
  { "noSuchName in v1", V1, "part", TARN_PDU_GET, 0, 0,
    "1.3.6.1.2.1.1.1.0=05: 1.3.6.1.2.1.1.5.0=05:",
    "2 2 1.3.6.1.2.1.1.1.0=05: 1.3.6.1.2.1.1.5.0=05:" },
  { "GETNEXT skips what is out of view (P-NXT-03)", V2C, "part", TARN_PDU_GET_NEXT, 0, 0,
    "1.3.6.1.2.1.1.1.0=05:", "0 0 1.3.6.1.2.1.2.1.0=02:02" },
  { "in v1, too", V1, "part", TARN_PDU_GET_NEXT, 0, 0,
    "1.3.6.1.2.1.2.1.0=05:", "0 0 1.3.6.1.2.1.2.2.1.2.1=04:6c" },
  { "from inside of it", V2C, "part", TARN_PDU_GET_NEXT, 0, 0,
    "1.3.6.1.2.1.2.2.1.1.1=05:", "0 0 1.3.6.1.2.1.2.2.1.2.1=04:6c" },
  { "the view ends before the tree does", V2C, "part", TARN_PDU_GET_NEXT, 0, 0,
    "1.3.6.1.2.1.2.2.1.2.2=05:", "0 0 1.3.6.1.2.1.2.2.1.2.2=82:" },
  { "GETBULK passes holes", V2C, "part", TARN_PDU_GET_BULK, 0, 10, "1.3.6=05:",
    "0 0 1.3.6.1.2.1.1.1.0=04:61 1.3.6.1.2.1.2.1.0=02:02 1.3.6.1.2.1.2.2.1.2.1=04:6c "
    "1.3.6.1.2.1.2.2.1.2.2=04:65 1.3.6.1.2.1.2.2.1.2.2=82:" },
  { "one row of a table by a mask", V2C, "row", TARN_PDU_GET_BULK, 0, 10, "1.3=05:",
    "0 0 1.3.6.1.2.1.2.2.1.1.2=02:02 1.3.6.1.2.1.2.2.1.2.2=04:65 1.3.6.1.2.1.2.2.1.2.2=82:" },
  { "SET in the view", V2C, "writer", TARN_PDU_SET, 0, 0, "1.3.6.1.2.1.1.1.0=04:7a",
    "0 0 1.3.6.1.2.1.1.1.0=04:7a" },
  { "SET out of it: noAccess, whether it exists (P-SET-01)", V2C, "writer", TARN_PDU_SET, 0, 0,
    "1.3.6.1.2.1.1.1.0=04:7a 1.3.6.1.2.1.1.5.0=04:7a",
    "6 2 1.3.6.1.2.1.1.1.0=04:7a 1.3.6.1.2.1.1.5.0=04:7a" },
  { "or not", V2C, "writer", TARN_PDU_SET, 0, 0, "1.3.6.1.4.1.9.2.0=02:01",
    "6 1 1.3.6.1.4.1.9.2.0=02:01" },
  { "one community, two rules: who sets is the one that may", V2C, "both", TARN_PDU_SET, 0, 0,
    "1.3.6.1.2.1.1.1.0=04:7a", "0 0 1.3.6.1.2.1.1.1.0=04:7a" },
  { "who reads the first", V2C, "both", TARN_PDU_GET_NEXT, 0, 0, "1.3.6.1.2.1.1.5.0=05:",
    "0 0 1.3.6.1.2.1.1.5.0=82:" },
  { "nobody", V2C, "none", TARN_PDU_GET, 0, 0, "1.3.6.1.2.1.1.1.0=05:", "silence" },
};

static TarnResponder *
make_responder (TarnStore *store)
{
  TarnResponder *responder = tarn_responder_new (store);
  g_autoptr(TarnAccess) access = tarn_access_new ();
  g_autoptr(GError) error = NULL;

  tarn_access_parse (access, RULES, NULL, &error);
  g_assert_no_error (error);
  tarn_responder_set_access (responder, access);
  return responder;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) store = tarn_agent_test_store (DEVICE);
  g_autoptr(TarnResponder) responder = make_responder (store);
  g_autoptr(GBytes) request = tarn_agent_test_request (c->version, c->community, c->type, c->a,
                                                       c->b, c->rows);
  g_autofree char *reply = tarn_agent_test_ask (responder, request);

  g_assert_cmpstr (reply, ==, c->reply);
  g_assert_cmpint (tarn_responder_was_refused (responder), ==, strcmp (c->reply, "silence") == 0);
}

/* A hole of 100,000 varbinds costs as much as one of one. */
static void
test_wide_hole (void)
{
  g_autoptr(GString) rows = g_string_new ("1.3.6.1.9.1=02:01 ");
  g_autoptr(TarnResponder) responder = NULL;
  g_autoptr(TarnAccess) access = tarn_access_new ();
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GBytes) request = NULL;
  g_autofree char *reply = NULL;

  for (guint i = 1; i <= 100000; i++)
    g_string_append_printf (rows, "1.3.6.1.5.%u=02:01 ", i);
  store = tarn_agent_test_store (rows->str);
  responder = tarn_responder_new (store);
  g_assert_true (tarn_access_parse (access, "view v included .1\nview v excluded 1.3.6.1.5\n"
                                            "rocommunity v default -V v", NULL, NULL));
  tarn_responder_set_access (responder, access);

  request = tarn_agent_test_request (V2C, "v", TARN_PDU_GET_NEXT, 0, 0, "1.3=05:");
  reply = tarn_agent_test_ask (responder, request);
  g_assert_cmpstr (reply, ==, "0 0 1.3.6.1.9.1=02:01");
  g_assert_cmpuint (tarn_responder_get_work (responder), <, 100);
}

/* F-75: who is not trusted gets few repetitions, and the others go on as they are. */
static void
test_few_repetitions (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (DEVICE);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) request = tarn_agent_test_request (V2C, "public", TARN_PDU_GET_BULK, 0, 50,
                                                       "1.3=05:");
  const TarnIncoming incoming = { tarn_test_span (request), NULL, 0, 2 };
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];
  g_autofree char *reply = NULL;
  TarnSpan response;

  g_assert_true (tarn_responder_respond (responder, &incoming, buffer, &response));
  reply = tarn_agent_test_render (response);
  g_assert_cmpstr (reply, ==, "0 0 1.3.6.1.2.1.1.1.0=04:61 1.3.6.1.2.1.1.5.0=04:62");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/responder-view/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/responder-view/wide-hole", test_wide_hole);
  g_test_add_func ("/responder-view/few-repetitions", test_few_repetitions);

  return g_test_run ();
}
