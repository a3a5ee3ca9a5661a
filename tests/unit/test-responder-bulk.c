/* test-responder-bulk.c
 *
 * GetBulk against its rules, against a model that follows RFC 3416 word by word, and
 * cut at every size.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-agent-test.h"
#include "tarn-faulty-store.h"

static char *
ask (TarnResponder *responder,
     gint32         non_repeaters,
     gint32         max_repetitions,
     const char    *rows)
{
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public",
                                                       TARN_PDU_GET_BULK, non_repeaters,
                                                       max_repetitions, rows);

  return tarn_agent_test_ask (responder, request);
}

typedef struct
{
  const char *sentence;
  gint32      non_repeaters;
  gint32      max_repetitions;
  const char *rows;
  const char *reply;
} Case;

#define IF_COLUMNS "1.3.6.1.2.1.2.2.1.1=05: 1.3.6.1.2.1.2.2.1.2=05:"
#define LAST       "1.3.6.1.4.1.99.9.0=46:00ffffffffffffffff"

static const Case cases[] = {
  { "repetition by repetition, never column by column (P-BLK-01)", 0, 2, IF_COLUMNS,
    "0 0 1.3.6.1.2.1.2.2.1.1.1=02:01 1.3.6.1.2.1.2.2.1.2.1=04:61 "
    "1.3.6.1.2.1.2.2.1.1.2=02:02 1.3.6.1.2.1.2.2.1.2.3=04:63" },
  { "non-repeaters come first and once (P-BLK-01)", 1, 2,
    "1.3.6.1.2.1.2=05: 1.3.6.1.2.1.2.2.1.2=05:",
    "0 0 1.3.6.1.2.1.2.1.0=02:02 1.3.6.1.2.1.2.2.1.2.1=04:61 1.3.6.1.2.1.2.2.1.2.3=04:63" },
  { "repeaters go on into what follows (P-BLK-02)", 0, 3, "1.3.6.1.2.1.2.2.1.2.1=05:",
    "0 0 1.3.6.1.2.1.2.2.1.2.3=04:63 1.3.6.1.2.1.4.22.1.2.1.10.0.0.1=04:0200 "
    "1.3.6.1.2.1.4.22.1.2.2.10.0.0.7=04:0207" },
  { "past the end: one endOfMibView, not as many as asked (P-BLK-04)", 0, 3,
    "1.3.6.1.4.1.99.9.0=05:", "0 0 1.3.6.1.4.1.99.9.0=82:" },
  { "the end comes under the last name found (P-BLK-03)", 0, 10, "1.3.6.1.4.1.99.6.0=05:",
    "0 0 " LAST " 1.3.6.1.4.1.99.9.0=82:" },
  { "a repeater at its end keeps its place (P-BLK-03)", 0, 3,
    "1.3.6.1.4.1.99.6.0=05: 1.3.6.1.2.1.2.2.1.1=05:",
    "0 0 " LAST " 1.3.6.1.2.1.2.2.1.1.1=02:01 1.3.6.1.4.1.99.9.0=82: "
    "1.3.6.1.2.1.2.2.1.1.2=02:02 1.3.6.1.4.1.99.9.0=82: 1.3.6.1.2.1.2.2.1.1.3=02:03" },
  { "when all repeaters are at the end the repetition is finished, no more (P-BLK-04)", 0, 9,
    "1.3.6.1.4.1.99.6.0=05: 1.4=05:",
    "0 0 " LAST " 1.4=82: 1.3.6.1.4.1.99.9.0=82: 1.4=82:" },
  { "a non-repeater at the end (P-NXT-02)", 1, 5, "1.4=05:", "0 0 1.4=82:" },
  { "negative fields count as 0 (P-BLK-05)", -5, -3, "1.3.6.1.2.1.1.1=05:", "0 0" },
  { "the smallest numbers there are (P-BLK-05)", G_MININT32, G_MININT32,
    "1.3.6.1.2.1.1.1=05:", "0 0" },
  { "negative non-repeaters are none (P-BLK-05)", -1, 1, "1.3.6.1.2.1.1.1=05:",
    "0 0 1.3.6.1.2.1.1.1.0=04:646576696365" },
  { "no repetitions: only non-repeaters (P-BLK-05)", 1, 0,
    "1.3.6.1.2.1.1.1=05: 1.3.6.1.2.1.2=05:", "0 0 1.3.6.1.2.1.1.1.0=04:646576696365" },
  { "nothing asked for, and none of it (P-BLK-05)", 0, 0, "1.3.6.1.2.1.1.1=05:", "0 0" },
  { "an empty list (P-BLK-05)", 0, 10, "", "0 0" },
  { "more non-repeaters than names: all are (P-BLK-05)", 9, 9,
    "1.3.6.1.2.1.1.1=05: 1.3.6.1.2.1.2=05:",
    "0 0 1.3.6.1.2.1.1.1.0=04:646576696365 1.3.6.1.2.1.2.1.0=02:02" },
  { "the largest numbers there are (P-BLK-10)", G_MAXINT32, G_MAXINT32,
    "1.3.6.1.2.1.1.1=05:", "0 0 1.3.6.1.2.1.1.1.0=04:646576696365" },
  { "a captured exception is stepped over", 0, 2, "1.3.6.1.4.1.99=05:",
    "0 0 1.3.6.1.4.1.99.1.0=05: 1.3.6.1.4.1.99.3.0=44:9f780440600000" },
  { "Counter64 is for v2c", 0, 1, "1.3.6.1.2.1.31=05:", "0 0 1.3.6.1.2.1.31.1.1.1.6.1=46:01" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *reply = ask (responder, c->non_repeaters, c->max_repetitions, c->rows);

  g_assert_cmpstr (reply, ==, c->reply);
}

/* What is damaged is told with the place in the request (P-BLK-08). */
static void
test_damage (void)
{
  static const struct
  {
    gint32      non_repeaters;
    const char *rows;
    const char *status;
  } asks[] = {
    { 0, "1.3.6.1.2.1.1.1=05: 1.3.6.1.2.1.1.4=05:", "5 2" },   /* in repetition 1 */
    { 0, "1.3.6.1.2.1.1.1=05: 1.3.6.1.2.1.1=05:", "5 1" },     /* in repetition 4 */
    { 1, "1.3.6.1.2.1.1.4.0=05: 1.3.6.1.2.1.1=05:", "5 1" },
    { 1, "1.3.6.1.2.1.1=05: 1.3.6.1.2.1.1.4.0=05:", "5 2" },
  };
  g_autoptr(TarnStore) real = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(TarnOid) from = tarn_test_oid ("1.3.6.1.2.1.2.1.0");

  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (store), from);
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *reply = NULL;
      g_autofree char *expected = NULL;

      if (i == 0)
        {
          g_autoptr(TarnOid) early = tarn_test_oid ("1.3.6.1.2.1.1.4.0");

          tarn_faulty_store_set_damage (TARN_FAULTY_STORE (store), early);
        }
      else
        {
          tarn_faulty_store_set_damage (TARN_FAULTY_STORE (store), from);
        }
      reply = ask (responder, asks[i].non_repeaters, 20, asks[i].rows);
      expected = g_strdup_printf ("%s %s", asks[i].status, asks[i].rows);
      g_assert_cmpstr (reply, ==, expected);
    }
}

/* A device of @n varbinds of many sizes; @any_size, so that lengths of lengths grow, or as
 * short as nearly all are. */
static TarnStore *
make_large_store (guint    n,
                  gboolean any_size)
{
  GString *rows = g_string_new (NULL);
  TarnStore *store;

  for (guint i = 1; i <= n; i++)
    {
      guint len = !any_size ? i % 40 : i % 50 == 0 ? 300 : i % 13 == 0 ? 100 + i % 40 : i % 9;
      g_autofree char *octets = g_strnfill (2 * len, '7');

      g_string_append_printf (rows, "1.3.6.1.4.1.99.7.1.%u.%u=04:%s ", i % 4 + 1, i * 37, octets);
    }
  store = tarn_agent_test_store (rows->str);
  g_string_free (rows, TRUE);

  return store;
}

/* P-BLK-02, P-BLK-03, P-BLK-04, said as in RFC 3416 §4.2.3, with all that costs. */
static char *
model (GPtrArray   *names,
       char       **lines,
       gint32       non_repeaters,
       gint32       max_repetitions,
       GPtrArray   *asked)
{
  GString *text = g_string_new ("0 0");
  guint n_single = MIN ((guint) MAX (non_repeaters, 0), asked->len);

  for (guint i = 0; i < n_single || (gint32) i - (gint32) n_single < max_repetitions; i++)
    {
      guint first = i < n_single ? i : n_single;
      guint last = i < n_single ? i + 1 : asked->len;
      guint steps = i < n_single ? 1 : i - n_single + 1;
      gboolean all_ended = first < last;

      for (guint r = first; r < last; r++)
        {
          TarnOid *name = asked->pdata[r];
          const char *line = NULL;

          for (guint step = 0; step < steps; step++)
            {
              guint at = 0;

              while (at < names->len && tarn_oid_compare (names->pdata[at], name) <= 0)
                at++;
              line = at < names->len ? lines[at] : NULL;
              if (line == NULL)
                break;
              name = names->pdata[at];
            }
          if (line != NULL)
            {
              all_ended = FALSE;
              g_string_append_printf (text, " %s", line);
            }
          else
            {
              g_autofree char *end = tarn_oid_to_string (name);

              g_string_append_printf (text, " %s=82:", end + (end[0] == '.'));
            }
        }
      if (i >= n_single && (all_ended || n_single == asked->len))
        break;
    }

  return g_string_free (text, FALSE);
}

static void
test_model (gconstpointer any_size)
{
  g_autoptr(TarnStore) store = make_large_store (200, any_size != NULL);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *dump = tarn_agent_test_dump (store);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (dump), "\n", -1);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *name = g_strndup (*line, strcspn (*line, "="));

      g_ptr_array_add (names, tarn_test_oid (name));
    }
  g_assert_cmpuint (names->len, ==, 200);

  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MAX);
  for (int round = 0; round < 300; round++)
    {
      g_autoptr(GPtrArray) asked = g_ptr_array_new ();
      g_autoptr(GString) rows = g_string_new (NULL);
      gint32 non_repeaters = g_test_rand_int_range (-1, 5);
      gint32 max_repetitions = g_test_rand_int_range (-1, 70);
      g_autofree char *reply = NULL;
      g_autofree char *expected = NULL;

      for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
        {
          TarnOid *name = names->pdata[g_test_rand_int_range (0, (gint32) names->len)];
          g_autofree char *text = tarn_oid_to_string (name);

          g_ptr_array_add (asked, name);
          g_string_append_printf (rows, "%s=05: ", text);
        }
      reply = ask (responder, non_repeaters, max_repetitions, rows->str);
      expected = model (names, lines, non_repeaters, max_repetitions, asked);
      g_assert_cmpstr (reply, ==, expected);
    }
}

typedef struct
{
  const char *community;
  gint32      non_repeaters;
  const char *rows;
} CutCase;

/* The headers of a message with a long community are those of a large message, so
 * the VarBindList meets its own boundaries at 128 and 256 octets. */
static void
check_cut (TarnStore     *store,
           const CutCase *c)
{
  g_autoptr(TarnResponder) responder = tarn_responder_new (store);
  g_autoptr(GBytes) community = g_bytes_new_static (c->community, strlen (c->community));
  g_autoptr(GBytes) request = NULL;
  g_autofree guint8 *whole = g_malloc (TARN_RESPONSE_SIZE_MAX);
  TarnMessage all;
  TarnSpan response;

  request = tarn_agent_test_request (TARN_VERSION_2C, c->community, TARN_PDU_GET_BULK,
                                     c->non_repeaters, 60, c->rows);
  tarn_agent_test_set_communities (responder, community, NULL);
  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MAX);
  tarn_message_init (&all);
  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), 0, whole, &response));
  g_assert_true (tarn_message_decode (&all, response, TARN_PROFILE_STRICT));

  for (gsize max_size = TARN_RESPONSE_SIZE_MIN; max_size <= 1500; max_size++)
    {
      g_autofree guint8 *buffer = g_malloc (max_size);   /* no room for an octet more */
      guint8 larger[4096];
      TarnBerWriter writer;
      TarnMessage cut;

      tarn_responder_set_max_size (responder, max_size);
      g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), 0, buffer,
                                             &response));
      g_assert_cmpuint (response.len, <=, max_size);

      tarn_message_init (&cut);
      g_assert_true (tarn_message_decode (&cut, response, TARN_PROFILE_STRICT));
      g_assert_cmpint (cut.pdu.error_status, ==, TARN_STATUS_NO_ERROR);
      g_assert_cmpuint (cut.n_rows, <, all.n_rows);
      g_assert_cmpmem (cut.varbinds.data, cut.varbinds.len, all.varbinds.data, cut.varbinds.len);

      /* One more would not fit. */
      tarn_ber_writer_init (&writer, larger, sizeof larger);
      g_assert_true (tarn_message_encode (&writer, TARN_VERSION_2C, all.community, &all.pdu,
                                          all.rows, cut.n_rows + 1));
      g_assert_cmpuint (tarn_ber_writer_span (&writer).len, >, max_size);
      tarn_message_clear (&cut);
    }
  tarn_message_clear (&all);
}

/* P-BLK-06, P-BLK-09: at every size the response is as much of the whole as fits. */
static void
test_cut (gconstpointer any_size)
{
  g_autoptr(TarnStore) store = make_large_store (400, any_size != NULL);
  g_autofree char *community_200 = g_strnfill (200, 'c');
  g_autofree char *community_320 = g_strnfill (320, 'c');
  const char *four = "1.3.6.1.4.1.99.7.1.1=05: 1.3.6.1.4.1.99.7.1.2=05: "
                     "1.3.6.1.4.1.99.7.1.3=05: 1.3.6.1.4.1.99.7.1.4=05:";
  const CutCase cut_cases[] = {
    { "public", 0, "1.3.6=05:" },
    { "public", 2, four },
    { "public", 0, four },
    { community_200, 0, "1.3.6.1.4.1.99.7.1.2=05:" },
    { community_320, 1, four },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cut_cases); i++)
    check_cut (store, &cut_cases[i]);
}

/* P-SIZ-07, P-BLK-06: what does not fit is left out, also among non-repeaters, and
 * then nothing may follow it. */
static void
test_nothing_fits (void)
{
  g_autofree char *octets = g_strnfill (2 * 600, '6');
  g_autofree char *rows = g_strdup_printf ("1.3.1.0=04:%s 1.3.2.0=02:01 1.3.3.0=02:02", octets);
  g_autoptr(TarnStore) store = tarn_agent_test_store (rows);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MIN);
  first = ask (responder, 0, 10, "1.3.1=05:");
  g_assert_cmpstr (first, ==, "0 0");
  second = ask (responder, 2, 10, "1.3.2=05: 1.3.1=05: 1.3.2=05:");
  g_assert_cmpstr (second, ==, "0 0 1.3.2.0=02:01");
  third = ask (responder, 0, 10, "1.3.2=05: 1.3.1=05:");
  g_assert_cmpstr (third, ==, "0 0 1.3.2.0=02:01");
}

/* P-BLK-07: 4,096 varbinds, in whole repetitions, but at least one repetition. */
static void
test_work_limit (void)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(TarnResponder) responder = NULL;
  g_autoptr(GBytes) narrow = NULL;
  g_autoptr(GBytes) wide = NULL;
  g_autofree guint8 *buffer = g_malloc (TARN_RESPONSE_SIZE_MAX);
  TarnMessage message;
  TarnSpan response;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (rows, "1.3.%u=05: ", i);
  store = tarn_agent_test_store (rows->str);
  responder = tarn_agent_test_responder (store);
  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MAX);
  tarn_message_init (&message);

  narrow = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET_BULK, 1, G_MAXINT32,
                                    "0.0=05: 0.0=05: 0.0=05: 0.0=05:");
  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (narrow), 0, buffer, &response));
  g_assert_true (tarn_message_decode (&message, response, TARN_PROFILE_STRICT));
  g_assert_cmpuint (message.n_rows, ==, 1 + 3 * 1365);

  for (guint i = 0; i < 4500; i++)
    g_string_append (names, "1.3=05: ");
  wide = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET_BULK, 0, 3, names->str);
  g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (wide), 0, buffer, &response));
  g_assert_true (tarn_message_decode (&message, response, TARN_PROFILE_STRICT));
  g_assert_cmpuint (message.n_rows, ==, 4500);
  tarn_message_clear (&message);
}

/* Tells how fast it is; fails only if it is out of all proportion. */
static void
test_speed (void)
{
  g_autoptr(TarnStore) store = make_large_store (20000, TRUE);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree guint8 *buffer = g_malloc (TARN_RESPONSE_SIZE_MAX);
  g_autoptr(GBytes) request = NULL;
  guint64 n_rows = 0;
  double seconds;

  request = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET_BULK, 0, 50,
                                     "1.3.6.1.4.1.99.7.1.2.37=05:");
  tarn_responder_set_max_size (responder, TARN_RESPONSE_SIZE_MAX);
  g_test_timer_start ();
  for (int i = 0; i < 5000; i++)
    {
      TarnSpan response;

      g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), 0, buffer,
                                             &response));
      n_rows += 50;
    }
  seconds = g_test_timer_elapsed ();
  tarn_responder_end_batch (responder);
  g_test_message ("%.2f million varbinds a second", (double) n_rows / seconds / 1e6);
  g_assert_cmpuint (tarn_responder_get_counters (responder)[13], ==, n_rows);
  g_assert_cmpfloat (seconds, <, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/responder-bulk/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/responder-bulk/damage", test_damage);
  g_test_add_data_func ("/responder-bulk/model/any size", "", test_model);
  g_test_add_data_func ("/responder-bulk/model/short", NULL, test_model);
  g_test_add_data_func ("/responder-bulk/cut/any size", "", test_cut);
  g_test_add_data_func ("/responder-bulk/cut/short", NULL, test_cut);
  g_test_add_func ("/responder-bulk/nothing-fits", test_nothing_fits);
  g_test_add_func ("/responder-bulk/work-limit", test_work_limit);
  g_test_add_func ("/responder-bulk/speed", test_speed);

  return g_test_run ();
}
