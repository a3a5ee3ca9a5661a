/* test-responder-packets.c
 *
 * Packets as other people's managers send them, and what a device answers, octet for octet.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder.h"
#include "tarn-test-answer.h"
#include "tarn-test.h"

typedef struct
{
  const char *sentence;
  const char *request;
  const char *reply;      /* "": silence */
  int         counter;
} Packet;

/* A PDU of @tag in version @v, and the answer to it. */
#define ASK(v, tag, fields, rows)    "30(0201" v " " C " " tag "(020107 " fields " 30(" rows ")))"
#define SAY(v, status, index, rows)  ASK (v, "a2", "0201" status " 0201" index, rows)
#define V1  "00"
#define V2C "01"
#define NONE "020100 020100"
#define BULK(n, r) "0201" n " 0201" r

#define C   TARN_TEST_COMMUNITY
#define A   TARN_TEST_ANSWERED
#define ASN TARN_TEST_BAD_ASN

#define SYS_DESCR_NAME  "06082b06010201010100"
#define SYS_DESCR       "30(" SYS_DESCR_NAME "0500)"
#define BEFORE_DESCR    "30(06072b060102010101 0500)"
#define SYS_DESCR_VALUE "30(" SYS_DESCR_NAME "04026869)"
#define UP_TIME   "30(06082b06010201010300 43010a)"
#define IF_NUMBER_NOW "30(06082b06010201020100 020102)"
#define HC_COLUMN "30(060b2b060102011f0101010606 0500)"
#define HC_NAME   "060b2b060102011f0101010601"
#define HC_VALUE  "30(" HC_NAME "460107)"
#define LAST_NAME "06082b06010401630100"
#define LAST      "30(" LAST_NAME "40047f000001)"
#define END       "30(" LAST_NAME "8200)"
#define WHOLE     SYS_DESCR_VALUE UP_TIME IF_NUMBER_NOW HC_VALUE LAST

static const Packet packets[] = {
  { "GETNEXT from 0.0 is the first varbind (P-NXT-01)",
    ASK (V2C, "a1", NONE, "30(060100 0500)"), SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "GETNEXT from no OID at all, too (P-OID-06)",
    ASK (V2C, "a1", NONE, "30(0600 0500)"), SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "and in v1 (P-OID-06)",
    ASK (V1, "a1", NONE, "30(0600 0500)"), SAY (V1, "00", "00", SYS_DESCR_VALUE), A },
  { "GETBULK from no OID at all (P-OID-06)",
    ASK (V2C, "a5", BULK ("00", "01"), "30(0600 0500)"),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "GETNEXT from 1.3 (P-NXT-01)",
    ASK (V2C, "a1", NONE, "30(06012b 0500)"), SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "GETNEXT from the greatest OID of two arcs (P-OID-02)",
    ASK (V2C, "a1", NONE, "30(0605908080804f 0500)"),
    SAY (V2C, "00", "00", "30(0605908080804f 8200)"), A },
  { "GETNEXT from an instance without its suffix (P-NXT-01)",
    ASK (V2C, "a1", NONE, "30(06072b060102010103 0500)"), SAY (V2C, "00", "00", UP_TIME), A },
  { "GET without the suffix: noSuchInstance (P-GET-02)",
    ASK (V2C, "a0", NONE, "30(06072b060102010103 0500)"),
    SAY (V2C, "00", "00", "30(06072b060102010103 8100)"), A },
  { "GET of 0.0 (P-GET-01)", ASK (V2C, "a0", NONE, "30(060100 0500)"),
    SAY (V2C, "00", "00", "30(060100 8000)"), A },
  { "GET of 1.3 in v1 (P-COX-07)", ASK (V1, "a0", NONE, "30(06012b 0500)"),
    SAY (V1, "02", "01", "30(06012b 0500)"), A },
  { "a name twice is answered twice (P-GET-01)", ASK (V2C, "a0", NONE, SYS_DESCR SYS_DESCR),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE SYS_DESCR_VALUE), A },
  { "a name twice in GETBULK (P-BLK-01)",
    ASK (V2C, "a5", BULK ("00", "01"), BEFORE_DESCR BEFORE_DESCR),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE SYS_DESCR_VALUE), A },
  { "GET of nothing (P-PDU-04)", ASK (V2C, "a0", NONE, ""), SAY (V2C, "00", "00", ""), A },
  { "SET of nothing in v1 (P-PDU-04)", ASK (V1, "a3", NONE, ""), SAY (V1, "00", "00", ""), A },
  { "an arc with a zero in front of it (P-OID-04)",
    ASK (V2C, "a0", NONE, "30(06092b0601020101800100 0500)"), "", ASN },
  { "an arc of 2^32 (P-OID-03)",
    ASK (V2C, "a1", NONE, "30(06062b9080808000 0500)"), "", ASN },
  { "an arc of 2^32 − 1 (P-OID-03)", ASK (V2C, "a1", NONE, "30(06062b8fffffff7f 0500)"),
    SAY (V2C, "00", "00", "30(06062b8fffffff7f 8200)"), A },
  { "a Get with a value (P-BER-16)",
    ASK (V2C, "a0", NONE, "30(" SYS_DESCR_NAME "0403616263)"),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "error fields of a Get may be any numbers (P-BER-16)",
    ASK (V2C, "a0", "02027fff 020480000000", SYS_DESCR),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },

  { "GETBULK as snmpsim's manager asks: 0, 25 (P-BLK-04)",
    ASK (V2C, "a5", BULK ("00", "19"), BEFORE_DESCR), SAY (V2C, "00", "00", WHOLE END), A },
  { "2^31 − 1 repetitions (P-BLK-10)", ASK (V2C, "a5", "020100 02047fffffff", BEFORE_DESCR),
    SAY (V2C, "00", "00", WHOLE END), A },
  { "2^31 − 1 of both (P-BLK-10)", ASK (V2C, "a5", "02047fffffff 02047fffffff", BEFORE_DESCR),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "repetitions with a zero in front (P-INT-05)",
    ASK (V2C, "a5", "02020000 02020002", BEFORE_DESCR),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE UP_TIME), A },
  { "−1 repetitions are 0 (P-BLK-05)", ASK (V2C, "a5", "020100 0201ff", BEFORE_DESCR),
    SAY (V2C, "00", "00", ""), A },
  { "−1 non-repeaters are 0 (P-BLK-05)", ASK (V2C, "a5", "0201ff 020101", BEFORE_DESCR),
    SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "one non-repeater, one repeater of two (P-BLK-01)",
    ASK (V2C, "a5", BULK ("01", "02"), "30(06072b060102010102 0500)" BEFORE_DESCR),
    SAY (V2C, "00", "00", UP_TIME SYS_DESCR_VALUE UP_TIME), A },
  { "non-repeaters alone, more than names (P-BLK-05)",
    ASK (V2C, "a5", BULK ("05", "05"), BEFORE_DESCR), SAY (V2C, "00", "00", SYS_DESCR_VALUE), A },
  { "the end at once (P-BLK-03)", ASK (V2C, "a5", BULK ("00", "0a"), "30(" LAST_NAME "0500)"),
    SAY (V2C, "00", "00", END), A },
  { "GETBULK in v1 (P-PDU-01)", ASK (V1, "a5", BULK ("00", "01"), BEFORE_DESCR), "", ASN },

  { "GET of Counter64 in v2c", ASK (V2C, "a0", NONE, "30(" HC_NAME "0500)"),
    SAY (V2C, "00", "00", HC_VALUE), A },
  { "in v1 it is not there (P-COX-01)", ASK (V1, "a0", NONE, SYS_DESCR "30(" HC_NAME "0500)"),
    SAY (V1, "02", "02", SYS_DESCR "30(" HC_NAME "0500)"), A },
  { "GETNEXT in v1 goes past it (P-COX-02)", ASK (V1, "a1", NONE, IF_NUMBER_NOW),
    SAY (V1, "00", "00", LAST), A },
  { "GETNEXT at the end in v1 (P-COX-02)", ASK (V1, "a1", NONE, "30(" LAST_NAME "0500)"),
    SAY (V1, "02", "01", "30(" LAST_NAME "0500)"), A },
  { "GETNEXT at the end in v2c (P-NXT-02)", ASK (V2C, "a1", NONE, "30(" LAST_NAME "0500)"),
    SAY (V2C, "00", "00", END), A },
  { "a Counter64 within a v1 Get (P-COX-03)", ASK (V1, "a0", NONE, HC_VALUE), "", ASN },

  { "SET of a string", ASK (V2C, "a3", NONE, "30(" SYS_DESCR_NAME "0400)"),
    SAY (V2C, "00", "00", "30(" SYS_DESCR_NAME "0400)"), A },
  { "SET of Counter64 (P-SET-11)", ASK (V2C, "a3", NONE, "30(" HC_NAME "460900ffffffffffffffff)"),
    SAY (V2C, "00", "00", "30(" HC_NAME "460900ffffffffffffffff)"), A },
  { "SET of another type (P-SET-03)", ASK (V2C, "a3", NONE, "30(" SYS_DESCR_NAME "020101)"),
    SAY (V2C, "07", "01", "30(" SYS_DESCR_NAME "020101)"), A },
  { "the same in v1 (P-ERC-07)", ASK (V1, "a3", NONE, "30(" SYS_DESCR_NAME "020101)"),
    SAY (V1, "03", "01", "30(" SYS_DESCR_NAME "020101)"), A },
  { "SET of what is not there (P-SET-02)", ASK (V2C, "a3", NONE, "30(06032b0609 020101)"),
    SAY (V2C, "11", "01", "30(06032b0609 020101)"), A },
  { "the same in v1 (P-ERC-17)", ASK (V1, "a3", NONE, "30(06032b0609 020101)"),
    SAY (V1, "02", "01", "30(06032b0609 020101)"), A },
  { "SET of a number with a zero in front (P-SET-14)",
    ASK (V2C, "a3", NONE, "30(06082b06010201020100 02020007)"),
    SAY (V2C, "09", "01", "30(06082b06010201020100 02020007)"), A },
  { "SET of NULL (P-SET-03)", ASK (V2C, "a3", NONE, SYS_DESCR),
    SAY (V2C, "07", "01", SYS_DESCR), A },
  { "SET of an unknown type (P-BER-15)", ASK (V2C, "a3", NONE, "30(" SYS_DESCR_NAME "4f0101)"), "",
    ASN },
  { "SET of an address of three octets (P-STR-02)",
    ASK (V2C, "a3", NONE, "30(" LAST_NAME "4003010203)"), "", ASN },

  { "a Response (P-AGT-05)", ASK (V2C, "a2", NONE, SYS_DESCR), "", TARN_TEST_IN_RESPONSE },
  { "a Response in v1 (P-AGT-05)", ASK (V1, "a2", NONE, SYS_DESCR), "", TARN_TEST_IN_RESPONSE },
  { "a trap of v2c (P-AGT-05)", ASK (V2C, "a7", NONE, SYS_DESCR), "", TARN_TEST_IN_TRAP },
  { "one in v1 (P-PDU-01)", ASK (V1, "a7", NONE, SYS_DESCR), "", ASN },
  { "an Inform (P-AGT-05)", ASK (V2C, "a6", NONE, SYS_DESCR), "", TARN_TEST_UNCOUNTED },
  { "an Inform in v1 (P-PDU-01)", ASK (V1, "a6", NONE, SYS_DESCR), "", ASN },
  { "a Report (P-PDU-01)", ASK (V2C, "a8", NONE, SYS_DESCR), "", ASN },
  { "a PDU that there is not (P-PDU-01)", ASK (V2C, "a9", NONE, SYS_DESCR), "", ASN },
  { "a PDU that is primitive (P-BER-02)", ASK (V2C, "80", NONE, SYS_DESCR), "", ASN },
  { "a PDU that is a sequence (P-BER-02)", ASK (V2C, "30", NONE, SYS_DESCR), "", ASN },
  { "a trap of v1 (P-AGT-05)",
    "30(020100 " C " a4(06032b0609 40047f000001 020106 020101 430100 30()))", "",
    TARN_TEST_IN_TRAP },
  { "a trap of v1 in v2c (P-PDU-01)",
    "30(020101 " C " a4(06032b0609 40047f000001 020106 020101 430100 30()))", "", ASN },
};

static void
test_packet (gconstpointer data)
{
  const Packet *p = data;

  tarn_test_assert_answer (p->request, TARN_RESPONSE_SIZE_DEFAULT, p->reply, p->counter);
}

/* P-OID-08, P-OID-09: an OID of 128 arcs and of 256 is asked about, of 257 is not. */
static void
test_long_names (void)
{
  static const struct { guint n_arcs; gboolean answered; } vectors[] = {
    { 128, TRUE }, { 129, TRUE }, { 256, TRUE }, { 257, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *arcs = g_strnfill (2 * (vectors[i].n_arcs - 2), '1');
      g_autofree char *request = g_strdup_printf (ASK (V2C, "a1", NONE, "30(06(2b%s) 0500)"), arcs);
      g_autofree char *reply = g_strdup_printf (SAY (V2C, "00", "00", "30(06(2b%s) 8200)"), arcs);

      tarn_test_assert_answer (request, TARN_RESPONSE_SIZE_DEFAULT,
                               vectors[i].answered ? reply : "", vectors[i].answered ? A : ASN);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_autofree char *path = g_strconcat ("/responder-packets/", packets[i].sentence, NULL);

      g_test_add_data_func (path, &packets[i], test_packet);
    }
  g_test_add_func ("/responder-packets/long names", test_long_names);

  return g_test_run ();
}
