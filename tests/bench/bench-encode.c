/* bench-encode.c
 *
 * What a request costs to encode: anew each time, with the octets of the last one kept
 * for its names, and for another try.  CPU time, medians, one line each.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <time.h>

#include "base/tarn-name.h"
#include "net/tarn-encoded.h"

#define N_ROUNDS 7
#define N_CALLS  200000
#define N_NAMES  1024

typedef struct
{
  TarnEncoded encoded;
  TarnName    names[N_NAMES];
  TarnRow     rows[N_NAMES];
  guint64     sum;              /* keeps the compiler from knowing better */
} Bench;

typedef void (*EncodeFunc) (Bench   *bench,
                            guint    i,
                            TarnPdu *pdu,
                            gsize    n_rows);

static void
encode_anew (Bench   *bench,
             guint    i,
             TarnPdu *pdu,
             gsize    n_rows)
{
  guint8 buffer[TARN_MESSAGE_MAX];
  guint8 octets[2048];
  TarnBerWriter writer;
  TarnSpan span;

  pdu->request_id = 0x7f000000 + (gint32) i;
  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  if (!tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("public", 6), pdu,
                            &bench->rows[i % (N_NAMES - n_rows)], n_rows))
    g_error ("the request has no room");
  span = tarn_ber_writer_span (&writer);
  memcpy (octets, span.data, span.len);
  bench->sum += octets[span.len - 3];
}

static void
encode_kept (Bench   *bench,
             guint    i,
             TarnPdu *pdu,
             gsize    n_rows)
{
  if (!tarn_encoded_set (&bench->encoded, TARN_VERSION_2C, tarn_span ("public", 6), pdu,
                         &bench->rows[i % (N_NAMES - n_rows)], n_rows))
    g_error ("the request has no room");
  tarn_encoded_set_id (&bench->encoded, 0x7f000000 + (gint32) i);
  bench->sum += bench->encoded.octets.data[bench->encoded.octets.len - 3];
}

static void
encode_id (Bench   *bench,
           guint    i,
           TarnPdu *pdu,
           gsize    n_rows)
{
  tarn_encoded_set_id (&bench->encoded, 0x7f000000 + (gint32) i);
  bench->sum += bench->encoded.id[3];
}

static int
double_compare (gconstpointer a,
                gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
measure_ns (Bench      *bench,
            EncodeFunc  func,
            gsize       n_rows)
{
  TarnPdu pdu = { .type = TARN_PDU_GET_BULK, .max_repetitions = 50 };
  double rounds[N_ROUNDS];

  for (guint r = 0; r < N_ROUNDS; r++)
    {
      clock_t began = clock ();

      for (guint i = 0; i < N_CALLS; i++)
        func (bench, i, &pdu, n_rows);
      rounds[r] = (double) (clock () - began) * (1e9 / CLOCKS_PER_SEC) / N_CALLS;
    }

  qsort (rounds, N_ROUNDS, sizeof *rounds, double_compare);
  return rounds[N_ROUNDS / 2];
}

int
main (void)
{
  static Bench bench;
  static const gsize counts[] = { 1, 10 };

  for (guint32 i = 0; i < N_NAMES; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 2, 2, 1, 10, 20000 + i };

      if (!tarn_name_from_arcs (&bench.names[i], arcs, G_N_ELEMENTS (arcs)))
        g_error ("no name");
      bench.rows[i] = tarn_row_unspecified (tarn_name_span (&bench.names[i]));
    }

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gsize n = counts[i];
      double anew_ns = measure_ns (&bench, encode_anew, n);
      double kept_ns = measure_ns (&bench, encode_kept, n);

      g_print ("GETBULK of %2" G_GSIZE_FORMAT " names: anew %6.1f ns, into the last one %6.1f ns, "
               "another try %4.1f ns\n", n, anew_ns, kept_ns, measure_ns (&bench, encode_id, n));
    }

  tarn_encoded_clear (&bench.encoded);
  return bench.sum == 0;
}
