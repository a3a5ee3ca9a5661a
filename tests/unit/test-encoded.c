/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Requests in octets kept from before against requests encoded anew.
 */
#include "net/tarn-encoded.h"
#include "tarn-test.h"

static TarnSpan
span_of (const char *text)
{
  return tarn_span ((const guint8 *) text, strlen (text));
}

/* What the codec makes of the same. */
static void
assert_like_codec (const TarnEncoded *encoded,
                   TarnVersion        version,
                   TarnSpan           community,
                   const TarnPdu     *pdu,
                   const TarnRow     *rows,
                   gsize              n_rows)
{
  g_autofree guint8 *buffer = g_malloc (TARN_MESSAGE_MAX);
  TarnPdu ours = *pdu;
  TarnBerWriter writer;
  TarnSpan expected;

  if (version == TARN_VERSION_1 && pdu->type == TARN_PDU_GET_BULK)
    ours = (TarnPdu) { .type = TARN_PDU_GET_NEXT };
  ours.request_id = 0x12345678;
  tarn_ber_writer_init (&writer, buffer, TARN_MESSAGE_MAX);
  g_assert_true (tarn_message_encode (&writer, version, community, &ours, rows, n_rows));
  expected = tarn_ber_writer_span (&writer);
  g_assert_cmpmem (encoded->octets.data, encoded->octets.len, expected.data, expected.len);
  g_assert_true (tarn_span_equal (encoded->community, community));
  g_assert_cmpint (encoded->version, ==, version);
}

static TarnRow
random_row (GRand    *rand,
            TarnName *name)
{
  static const guint8 values[][3] = { { 0x05, 0 }, { 0x02, 1, 7 }, { 0x04, 1, 'x' } };
  guint n = (guint) g_rand_int_range (rand, 2, g_rand_int_range (rand, 0, 8) == 0 ? 120 : 12);
  guint32 arcs[128] = { 1, 3 };
  TarnRow row;

  for (guint i = 2; i < n; i++)
    arcs[i] = g_rand_int_range (rand, 0, 8) == 0 ? g_rand_int (rand)
                                                 : (guint32) g_rand_int_range (rand, 0, 200);
  g_assert_true (tarn_name_from_arcs (name, arcs, n));
  row = tarn_row_unspecified (tarn_name_span (name));
  if (g_rand_int_range (rand, 0, 6) == 0)
    tarn_row_set_tlv (&row, tarn_span (values[g_rand_int_range (rand, 1, 3)], 3));

  return row;
}

/* Whatever came before, what comes next is right to the last octet. */
static void
test_any_order (void)
{
  static const TarnPdu pdus[] = {
    { .type = TARN_PDU_GET },
    { .type = TARN_PDU_GET_NEXT },
    { .type = TARN_PDU_GET_BULK, .max_repetitions = 10 },
    { .type = TARN_PDU_GET_BULK, .max_repetitions = 50 },
    { .type = TARN_PDU_GET_BULK, .non_repeaters = 1, .max_repetitions = 50 },
    { .type = TARN_PDU_SET },
  };
  static const char *communities[] = { "public", "secret", "" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  TarnEncoded encoded = { 0 };
  TarnPdu pdu = pdus[0];
  TarnSpan community = span_of (communities[0]);
  TarnVersion version = TARN_VERSION_2C;
  TarnName names[12];
  TarnRow rows[12];
  gsize n_rows = 1;

  for (guint i = 0; i < 20000; i++)
    {
      if (g_rand_int_range (rand, 0, 4) == 0)
        pdu = pdus[g_rand_int_range (rand, 0, G_N_ELEMENTS (pdus))];
      if (g_rand_int_range (rand, 0, 8) == 0)
        community = span_of (communities[g_rand_int_range (rand, 0, G_N_ELEMENTS (communities))]);
      if (g_rand_int_range (rand, 0, 8) == 0)
        version = version == TARN_VERSION_1 ? TARN_VERSION_2C : TARN_VERSION_1;
      if (g_rand_int_range (rand, 0, 3) == 0)
        n_rows = (gsize) g_rand_int_range (rand, 0, 13);
      for (gsize j = 0; j < n_rows; j++)
        rows[j] = random_row (rand, &names[j]);

      g_assert_true (tarn_encoded_set (&encoded, version, community, &pdu, rows, n_rows));
      tarn_encoded_set_id (&encoded, 0x12345678);
      assert_like_codec (&encoded, version, community, &pdu, rows, n_rows);
    }
  tarn_encoded_clear (&encoded);
}

/* A walk's next request takes the place of the last one: nothing moves, nothing is
 * allocated. */
static void
test_in_place (void)
{
  const TarnPdu pdu = { .type = TARN_PDU_GET_BULK, .max_repetitions = 50 };
  const TarnSpan community = span_of ("public");
  TarnEncoded encoded = { 0 };
  const guint8 *first = NULL;

  for (guint32 i = 1; i < 100; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 2, 2, 1, 2, i };
      TarnName name;
      TarnRow row;

      g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));
      row = tarn_row_unspecified (tarn_name_span (&name));
      g_assert_true (tarn_encoded_set (&encoded, TARN_VERSION_2C, community, &pdu, &row, 1));
      tarn_encoded_set_id (&encoded, 0x12345678);
      assert_like_codec (&encoded, TARN_VERSION_2C, community, &pdu, &row, 1);
      if (first == NULL)
        first = encoded.octets.data;
      g_assert_true (encoded.octets.data == first);
    }
  tarn_encoded_clear (&encoded);
}

/* P-SIZ-01: what no datagram holds is refused, and the next one is right again. */
static void
test_too_large (void)
{
  const TarnPdu pdu = { .type = TARN_PDU_GET };
  const TarnSpan community = span_of ("public");
  const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 1, 1, 0 };
  g_autofree TarnRow *rows = g_new (TarnRow, 6000);
  TarnEncoded encoded = { 0 };
  TarnName name;

  g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));
  for (guint i = 0; i < 6000; i++)
    rows[i] = tarn_row_unspecified (tarn_name_span (&name));
  for (gsize n = 4640; n < 6000; n++)
    if (!tarn_encoded_set (&encoded, TARN_VERSION_2C, community, &pdu, rows, n))
      {
        g_assert_cmpuint (encoded.octets.len, ==, 0);
        break;
      }
    else
      {
        g_assert_cmpuint (encoded.octets.len, <=, 65507);
      }
  g_assert_cmpuint (encoded.octets.len, ==, 0);

  g_assert_true (tarn_encoded_set (&encoded, TARN_VERSION_2C, community, &pdu, rows, 1));
  tarn_encoded_set_id (&encoded, 0x12345678);
  assert_like_codec (&encoded, TARN_VERSION_2C, community, &pdu, rows, 1);
  tarn_encoded_clear (&encoded);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/encoded/any order", test_any_order);
  g_test_add_func ("/encoded/in place", test_in_place);
  g_test_add_func ("/encoded/too large", test_too_large);

  return g_test_run ();
}
