/* test-responder-examples.c
 *
 * The examples of RFC 3416, sections 4.2.2.1 and 4.2.3.1, each question and each answer: three
 * rows of ipNetToMediaTable, sysUpTime, ipRoutingDiscards and nothing else between them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-agent-test.h"

#define UP_TIME  "1.3.6.1.2.1.1.3"
#define PHYSICAL "1.3.6.1.2.1.4.22.1.2"
#define NETWORK  "1.3.6.1.2.1.4.22.1.3"
#define TYPE     "1.3.6.1.2.1.4.22.1.4"
#define DISCARDS "1.3.6.1.2.1.4.23.0=41:02"

#define UP_TIME_NOW UP_TIME ".0=43:01e240"   /* 123456 */

#define A "1.9.2.3.4"
#define B "1.10.0.0.51"
#define C "2.10.0.0.15"

#define PHYSICAL_A PHYSICAL "." A "=04:000010543210"
#define PHYSICAL_B PHYSICAL "." B "=04:000010012345"
#define PHYSICAL_C PHYSICAL "." C "=04:000010987654"
#define NETWORK_A  NETWORK "." A "=40:09020304"
#define TYPE_A     TYPE "." A "=02:03"
#define TYPE_B     TYPE "." B "=02:04"
#define TYPE_C     TYPE "." C "=02:03"

static const char device[] =
  UP_TIME_NOW " "
  PHYSICAL_A " " PHYSICAL_B " " PHYSICAL_C " "
  NETWORK_A " " NETWORK "." B "=40:0a000033 " NETWORK "." C "=40:0a00000f "
  TYPE_A " " TYPE_B " " TYPE_C " "
  DISCARDS;

typedef struct
{
  const char  *sentence;
  TarnPduType  type;
  gint32       non_repeaters, max_repetitions;
  const char  *rows;
  const char  *reply;
} Example;

static const Example examples[] = {
  { "4.2.2.1, first question", TARN_PDU_GET_NEXT, 0, 0,
    UP_TIME "=05: " PHYSICAL "=05: " TYPE "=05:",
    "0 0 " UP_TIME_NOW " " PHYSICAL_A " " TYPE_A },
  { "4.2.2.1, second", TARN_PDU_GET_NEXT, 0, 0,
    UP_TIME "=05: " PHYSICAL "." A "=05: " TYPE "." A "=05:",
    "0 0 " UP_TIME_NOW " " PHYSICAL_B " " TYPE_B },
  { "4.2.2.1, third", TARN_PDU_GET_NEXT, 0, 0,
    UP_TIME "=05: " PHYSICAL "." B "=05: " TYPE "." B "=05:",
    "0 0 " UP_TIME_NOW " " PHYSICAL_C " " TYPE_C },
  { "4.2.2.1, last: the columns are over", TARN_PDU_GET_NEXT, 0, 0,
    UP_TIME "=05: " PHYSICAL "." C "=05: " TYPE "." C "=05:",
    "0 0 " UP_TIME_NOW " " NETWORK_A " " DISCARDS },
  { "4.2.3.1, first question", TARN_PDU_GET_BULK, 1, 2,
    UP_TIME "=05: " PHYSICAL "=05: " TYPE "=05:",
    "0 0 " UP_TIME_NOW " " PHYSICAL_A " " TYPE_A " " PHYSICAL_B " " TYPE_B },
  { "4.2.3.1, second: the columns are over in the second repetition", TARN_PDU_GET_BULK, 1, 2,
    UP_TIME "=05: " PHYSICAL "." B "=05: " TYPE "." B "=05:",
    "0 0 " UP_TIME_NOW " " PHYSICAL_C " " TYPE_C " " NETWORK_A " " DISCARDS },
};

static void
test_example (gconstpointer data)
{
  const Example *e = data;
  g_autoptr(TarnStore) store = tarn_agent_test_store (device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) request
    = tarn_agent_test_request (TARN_VERSION_2C, "public", e->type, e->non_repeaters,
                               e->max_repetitions, e->rows);
  g_autofree char *reply = tarn_agent_test_ask (responder, request);

  g_assert_cmpstr (reply, ==, e->reply);
}

/* The first GetBulk and its answer as they are on the wire, written down by hand. */
static void
test_octets (void)
{
  static const guint8 question[] = {
    0x30, 0x43, 0x02, 0x01, 0x01, 0x04, 0x06, 'p', 'u', 'b', 'l', 'i', 'c',
    0xa5, 0x36, 0x02, 0x01, 0x07, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02,
    0x30, 0x2b,
    0x30, 0x0b, 0x06, 0x07, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x01, 0x03, 0x05, 0x00,
    0x30, 0x0d, 0x06, 0x09, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x04, 0x16, 0x01, 0x02, 0x05, 0x00,
    0x30, 0x0d, 0x06, 0x09, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x04, 0x16, 0x01, 0x04, 0x05, 0x00,
  };
  static const guint8 answer[] = {
    0x30, 0x81, 0x87, 0x02, 0x01, 0x01, 0x04, 0x06, 'p', 'u', 'b', 'l', 'i', 'c',
    0xa2, 0x7a, 0x02, 0x01, 0x07, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00,
    0x30, 0x6f,
    0x30, 0x0f, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x01, 0x03, 0x00,
    0x43, 0x03, 0x01, 0xe2, 0x40,
    0x30, 0x18, 0x06, 0x0e, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x04, 0x16, 0x01, 0x02,
    0x01, 0x09, 0x02, 0x03, 0x04, 0x04, 0x06, 0x00, 0x00, 0x10, 0x54, 0x32, 0x10,
    0x30, 0x13, 0x06, 0x0e, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x04, 0x16, 0x01, 0x04,
    0x01, 0x09, 0x02, 0x03, 0x04, 0x02, 0x01, 0x03,
    0x30, 0x18, 0x06, 0x0e, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x04, 0x16, 0x01, 0x02,
    0x01, 0x0a, 0x00, 0x00, 0x33, 0x04, 0x06, 0x00, 0x00, 0x10, 0x01, 0x23, 0x45,
    0x30, 0x13, 0x06, 0x0e, 0x2b, 0x06, 0x01, 0x02, 0x01, 0x04, 0x16, 0x01, 0x04,
    0x01, 0x0a, 0x00, 0x00, 0x33, 0x02, 0x01, 0x04,
  };
  g_autoptr(TarnStore) store = tarn_agent_test_store (device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autofree guint8 *copy = g_memdup2 (question, sizeof question);
  g_autofree guint8 *buffer = g_malloc (TARN_RESPONSE_SIZE_DEFAULT);
  TarnSpan response;

  g_assert_true (tarn_agent_test_respond (responder, tarn_span (copy, sizeof question), 0,
                                          buffer, &response));
  g_assert_cmpmem (response.data, response.len, answer, sizeof answer);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/responder-examples/%s", examples[i].sentence);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  g_test_add_func ("/responder-examples/4.2.3.1 by octets", test_octets);

  return g_test_run ();
}
