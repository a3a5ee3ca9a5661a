/* bench-codec.c
 *
 * Decodes a GETBULK response of 1,400 octets, over and over: Tarn into rows, net-snmp
 * into its variable lists.  Encodes the GETBULK that follows it, from the last name of
 * that.  Alternating rounds, medians, one line each.
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
#define REPETITIONS  50
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
  gint32           request_id;
  TarnRow          last;                 /* name of the response's last varbind */
  oid              last_arcs[MAX_OID_LEN];
  size_t           last_len;
  guint8          *packet;               /* net-snmp's, and its size */
  size_t           packet_size;
} Bench;

/* Return how many varbinds they found, or put. */
typedef guint (*CodecFunc) (Bench *bench);

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

static guint
encode_tarn (Bench *bench)
{
  TarnPdu pdu = {
    .type = TARN_PDU_GET_BULK,
    .request_id = bench->request_id++,
    .max_repetitions = REPETITIONS,
  };
  guint8 buffer[MESSAGE_SIZE];
  TarnBerWriter writer;

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  if (!tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("public", 6), &pdu,
                            &bench->last, 1))
    g_error ("Tarn does not encode the request");
  return 1;
}

static guint
encode_net_snmp (Bench *bench)
{
  netsnmp_pdu *pdu = snmp_pdu_create (SNMP_MSG_GETBULK);
  size_t offset = 0;

  pdu->version = SNMP_VERSION_2c;
  pdu->reqid = bench->request_id++;
  pdu->non_repeaters = 0;
  pdu->max_repetitions = REPETITIONS;
  pdu->community = (u_char *) strdup ("public");
  pdu->community_len = strlen ("public");
  snmp_add_null_var (pdu, bench->last_arcs, bench->last_len);
  if (snmp_build (&bench->packet, &bench->packet_size, &offset, &bench->session, pdu) != 0)
    g_error ("net-snmp does not encode the request");

  snmp_free_pdu (pdu);
  return 1;
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
         CodecFunc   func)
{
  gint64 began = g_get_monotonic_time (), spent;
  guint64 n = 0;

  do
    {
      for (guint i = 0; i < 100; i++)
        n += func (bench);
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
                   CodecFunc   func)
{
  guint64 before = n_allocations;

  for (guint i = 0; i < 1000; i++)
    func (bench);

  return (n_allocations - before) / 1000;
}

/* The two side by side. */
static void
compare (Bench      *bench,
         CodecFunc   tarn,
         CodecFunc   net_snmp,
         const char *unit)
{
  double ours[N_ROUNDS], theirs[N_ROUNDS], ratio[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      ours[i] = measure (bench, tarn);
      theirs[i] = measure (bench, net_snmp);
      ratio[i] = ours[i] / theirs[i];
    }

  g_print ("  Tarn      %6.1f ns a %s, %" G_GUINT64_FORMAT " allocations a message\n",
           1e9 / median (ours), unit, count_allocations (bench, tarn));
  g_print ("  net-snmp  %6.1f ns a %s, %" G_GUINT64_FORMAT " allocations a message\n",
           1e9 / median (theirs), unit, count_allocations (bench, net_snmp));
  g_print ("  ratio     %6.1f times as many %ss a second\n", median (ratio), unit);
}

static void
keep_last_name (Bench *bench)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  TarnSpan name = bench->message.rows[bench->message.n_rows - 1].name;

  bench->last = tarn_row_unspecified (name);
  bench->last_len = tarn_name_get_arcs (name, arcs);
  for (guint i = 0; i < bench->last_len; i++)
    bench->last_arcs[i] = arcs[i];
}

int
main (void)
{
  guint8 buffer[MESSAGE_SIZE];
  Bench bench = { 0 };
  guint n_rows;

  bench.datagram = make_response (buffer);
  tarn_message_init (&bench.message);
  snmp_sess_init (&bench.session);
  bench.session.version = SNMP_VERSION_2c;
  n_rows = decode_tarn (&bench);        /* the array of rows has its size now */
  if (decode_net_snmp (&bench) != n_rows)
    g_error ("the two do not agree on the number of varbinds");
  keep_last_name (&bench);

  g_print ("decode a GETBULK response of %" G_GSIZE_FORMAT " octets, %u varbinds\n",
           bench.datagram.len, n_rows);
  compare (&bench, decode_tarn, decode_net_snmp, "varbind");
  g_print ("encode the GETBULK that follows it\n");
  compare (&bench, encode_tarn, encode_net_snmp, "request");

  free (bench.packet);
  tarn_message_clear (&bench.message);
  return 0;
}
