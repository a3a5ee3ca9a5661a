/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-message.h"

/* P-PDU-01: every tag as a PDU of both versions. */
static void
test_legal (void)
{
  TarnMessage message;

  tarn_message_init (&message);
  for (guint tag = 0; tag < 256; tag++)
    for (guint version = 0; version <= 1; version++)
      {
        const char *fields = tag == TARN_PDU_TRAP_V1
                             ? "06022b06 40047f000001 020106 020101 430105 3000"
                             : "020101 020100 020100 3000";
        g_autoptr(GBytes) octets = tarn_test_message ((guint8) version, (guint8) tag, fields);
        gboolean legal = (tag >= TARN_PDU_GET && tag <= TARN_PDU_SET)
                         || (tag == TARN_PDU_TRAP_V1 && version == 0)
                         || (tag >= TARN_PDU_GET_BULK && tag <= TARN_PDU_TRAP && version == 1);

        g_assert_cmpint (tarn_pdu_is_legal ((guint8) tag, version), ==, legal);
        g_assert_cmpint (tarn_message_decode (&message, tarn_test_span (octets),
                                              TARN_PROFILE_LENIENT), ==, legal);
        if (!legal)
          {
            g_assert_cmpint (message.error, ==, TARN_BER_PDU_TYPE);
            g_assert_cmpuint (message.error_at, ==, 13);
          }
      }
  tarn_message_clear (&message);
}

static void
test_names (void)
{
  g_assert_cmpstr (tarn_pdu_type_to_string (TARN_PDU_GET), ==, "Get");
  g_assert_cmpstr (tarn_pdu_type_to_string (TARN_PDU_TRAP_V1), ==, "Trap");
  g_assert_cmpstr (tarn_pdu_type_to_string (TARN_PDU_GET_BULK), ==, "GetBulk");
  g_assert_cmpstr (tarn_pdu_type_to_string (TARN_PDU_REPORT), ==, "Report");
  g_assert_cmpstr (tarn_pdu_type_to_string ((TarnPduType) 0xa9), ==, "unknown");
  g_assert_cmpstr (tarn_pdu_type_to_string ((TarnPduType) 0x9f), ==, "unknown");

  /* P-ERC-00 to P-ERC-18; any other number may come too. */
  g_assert_cmpstr (tarn_status_to_string (0), ==, "noError");
  g_assert_cmpstr (tarn_status_to_string (5), ==, "genErr");
  g_assert_cmpstr (tarn_status_to_string (18), ==, "inconsistentName");
  g_assert_cmpstr (tarn_status_to_string (19), ==, "unknown");
  g_assert_cmpstr (tarn_status_to_string (-1), ==, "unknown");
  g_assert_cmpstr (tarn_status_to_string (G_MININT), ==, "unknown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pdu/P-PDU-01 legal in a version", test_legal);
  g_test_add_func ("/pdu/names of PDUs and states", test_names);

  return g_test_run ();
}
