/* bench-codec.c
 *
 * Decodes a GETBULK response of 1,400 octets, over and over: Tarn into rows, net-snmp
 * into its variable lists.  Alternating rounds, medians, one line each.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib.h>
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include "bench-table.h"
#include "wire/tarn-message.h"

#define MESSAGE_SIZE 1400
#define N_ROUNDS     7
#define ROUND_US     (200 * 1000)

/* Every allocation of the process is counted, whichever library asks for it. */
static guint64 n_allocations;

extern void *__libc_malloc  (size_t size);
extern void *__libc_calloc  (size_t n, size_t size);
extern void *__libc_realloc (void *block, size_t size);

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n,
        size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void   *block,
         size_t  size)
{
  n_allocations++;
  return __libc_realloc (block, size);
}

typedef struct
{
  TarnSpan         datagram;
  TarnMessage      message;
  netsnmp_session  session;
} Bench;

/* Both return how many varbinds they found. */
typedef guint (*DecodeFunc) (Bench *bench);

static guint
decode_tarn (Bench *bench)
{
  if (!tarn_message_decode (&bench->message, bench->datagram, TARN_PROFILE_LENIENT))
    g_error ("Tarn refuses the response: %s",
             tarn_ber_error_to_string (bench->message.error));

  return bench->message.n_rows;
}

static guint
decode_net_snmp (Bench *bench)
{
  netsnmp_pdu *pdu = snmp_pdu_create (SNMP_MSG_RESPONSE);
  guint n = 0;

  if (snmp_parse (NULL, &bench->session, pdu, (u_char *) bench->datagram.data,
                  bench->datagram.len) != 0)
    g_error ("net-snmp refuses the response");

  for (netsnmp_variable_list *v = pdu->variables; v != NULL; v = v->next_variable)
    n++;

  snmp_free_pdu (pdu);
  return n;
}

static void
put_cell (TarnBerWriter *writer,
          unsigned       column,
          unsigned       row)
{
  const guint32 arcs[] = { BENCH_ENTRY, column, row };
  const guint8 *end = writer->pos;
  TarnName name;
  BenchCell cell;

  bench_table_cell (column, row, &cell);
  g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));

  if (cell.tag == TARN_KIND_OCTET_STRING)
    tarn_ber_put_tlv (writer, cell.tag, tarn_span (cell.octets, cell.n_octets));
  else if (cell.tag == TARN_KIND_OBJECT_ID)
    tarn_ber_put_tlv (writer, cell.tag, tarn_span ("", 1));
  else
    tarn_ber_put_unsigned (writer, cell.tag, cell.number);
  tarn_ber_put_name (writer, tarn_name_span (&name));
  tarn_ber_wrap (writer, 0x30, end);
}

static gboolean
put_response (TarnBerWriter *writer,
              guint          n_cells)
{
  const TarnPdu pdu = { .type = TARN_PDU_RESPONSE, .request_id = 0x12345678 };
  const guint8 *end = writer->pos;

  for (guint i = n_cells; i > 0; i--)
    put_cell (writer, 1 + (i - 1) % BENCH_N_COLUMNS, 1000 + i);

  return tarn_message_wrap (writer, TARN_VERSION_2C, tarn_span ("public", 6), &pdu, end);
}

/* As many cells as fit into the size. */
static TarnSpan
make_response (guint8 *buffer)
{
  TarnBerWriter writer;
  guint n_cells = 0;

  do
    tarn_ber_writer_init (&writer, buffer, MESSAGE_SIZE);
  while (put_response (&writer, ++n_cells));

  tarn_ber_writer_init (&writer, buffer, MESSAGE_SIZE);
  g_assert_true (put_response (&writer, n_cells - 1));
  return tarn_ber_writer_span (&writer);
}

/* Varbinds a second. */
static double
measure (Bench      *bench,
         DecodeFunc  decode)
{
  gint64 began = g_get_monotonic_time (), spent;
  guint64 n = 0;

  do
    {
      for (guint i = 0; i < 100; i++)
        n += decode (bench);
      spent = g_get_monotonic_time () - began;
    }
  while (spent < ROUND_US);

  return (double) n * G_USEC_PER_SEC / (double) spent;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (double *figures)
{
  qsort (figures, N_ROUNDS, sizeof *figures, compare_doubles);
  return figures[N_ROUNDS / 2];
}

static guint64
count_allocations (Bench      *bench,
                   DecodeFunc  decode)
{
  guint64 before = n_allocations;

  for (guint i = 0; i < 1000; i++)
    decode (bench);

  return (n_allocations - before) / 1000;
}

int
main (void)
{
  guint8 buffer[MESSAGE_SIZE];
  double tarn[N_ROUNDS], net_snmp[N_ROUNDS], ratio[N_ROUNDS];
  guint64 ours, theirs;
  guint n_rows;
  Bench bench;

  bench.datagram = make_response (buffer);
  tarn_message_init (&bench.message);
  snmp_sess_init (&bench.session);
  bench.session.version = SNMP_VERSION_2c;

  n_rows = decode_tarn (&bench);        /* the array of rows has its size now */
  if (decode_net_snmp (&bench) != n_rows)
    g_error ("the two do not agree on the number of varbinds");

  ours = count_allocations (&bench, decode_tarn);
  theirs = count_allocations (&bench, decode_net_snmp);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      tarn[i] = measure (&bench, decode_tarn);
      net_snmp[i] = measure (&bench, decode_net_snmp);
      ratio[i] = tarn[i] / net_snmp[i];
    }

  g_print ("decode a GETBULK response of %" G_GSIZE_FORMAT " octets, %u varbinds\n",
           bench.datagram.len, n_rows);
  g_print ("  Tarn      %6.1f ns a varbind, %" G_GUINT64_FORMAT " allocations a message\n",
           1e9 / median (tarn), ours);
  g_print ("  net-snmp  %6.1f ns a varbind, %" G_GUINT64_FORMAT " allocations a message\n",
           1e9 / median (net_snmp), theirs);
  g_print ("  ratio     %6.1f times as many varbinds a second\n", median (ratio));

  tarn_message_clear (&bench.message);
  return 0;
}
