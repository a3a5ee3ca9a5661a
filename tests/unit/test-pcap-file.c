/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Files of packets, good and damaged.
 */
#include "tarn-test-packets.h"

static void
test_pcap (void)
{
  static const guint32 magics[] = { 0xa1b2c3d4, 0xa1b23c4d };

  for (TarnTestOrder order = TARN_TEST_LITTLE; order <= TARN_TEST_BIG; order++)
    for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
      {
        TarnTestFile file = tarn_test_begin_pcap (order, magics[i], RAW);

        tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
        tarn_test_add (&file, tarn_test_answer (2, VARBIND_2));
        tarn_test_assert_gives (&file, "1.3.6.1.1|2|1\n1.3.6.1.2|2|2\n", TAKEN ("2", AGENT));
        tarn_test_import_prefixes (TARN_IMPORT_PCAP, tarn_test_file_span (&file));
        tarn_test_end_file (&file);
      }
}

static void
test_pcapng (void)
{
  for (TarnTestOrder order = TARN_TEST_LITTLE; order <= TARN_TEST_BIG; order++)
    {
      TarnTestFile file = { order, g_byte_array_new () };
      GByteArray *junk = g_byte_array_new ();
      GBytes *with_link;

      tarn_test_add_section (&file);
      tarn_test_add_interface (&file, RAW);
      tarn_test_add_interface (&file, ETHERNET);
      tarn_test_add_block_packet (&file, 6, 0, tarn_test_answer (1, VARBIND_1));
      g_byte_array_set_size (junk, 400000);
      memset (junk->data, 0, junk->len);
      tarn_test_add_block (&file, 0x0bad, junk);
      with_link = tarn_test_answer (2, VARBIND_2);
      tarn_test_add_block_packet (&file, 6, 1, tarn_test_join ("000000000001 000000000002 0800",
                                                               with_link));
      g_bytes_unref (with_link);
      tarn_test_add_block_packet (&file, 3, 0, tarn_test_answer (3, "3009 06042b060103 020103"));
      tarn_test_add_block_packet (&file, 2, 0, tarn_test_answer (4, "3009 06042b060104 020104"));
      /* A new section in the other order. */
      file.order = order == TARN_TEST_LITTLE ? TARN_TEST_BIG : TARN_TEST_LITTLE;
      tarn_test_add_section (&file);
      tarn_test_add_interface (&file, RAW);
      tarn_test_add_block_packet (&file, 6, 0, tarn_test_answer (5, "3009 06042b060105 020105"));

      tarn_test_assert_gives (&file, "1.3.6.1.1|2|1\n1.3.6.1.2|2|2\n1.3.6.1.3|2|3\n1.3.6.1.4|2|4\n"
                              "1.3.6.1.5|2|5\n", TAKEN ("5", AGENT));
      tarn_test_end_file (&file);
    }
}

static void
test_pcapng_damaged (void)
{
  TarnTestFile file = { TARN_TEST_LITTLE, g_byte_array_new () };
  guint good_len;

  tarn_test_add_section (&file);
  tarn_test_add_interface (&file, RAW);
  tarn_test_add_block_packet (&file, 6, 0, tarn_test_answer (1, VARBIND_1));
  tarn_test_import_prefixes (TARN_IMPORT_PCAP, tarn_test_file_span (&file));
  good_len = file.octets->len;
  tarn_test_add_block_packet (&file, 6, 1, tarn_test_answer (2, VARBIND_2));
  tarn_test_assert_gives (
    &file, "1.3.6.1.1|2|1\n",
    "packet 2 refused (it is of an interface that the file does not describe): the "
    "rest of the file\n" TAKEN ("1", AGENT));

  /* What is written last of a file, when its writer is killed. */
  g_byte_array_set_size (file.octets, good_len);
  tarn_test_put (file.octets, TARN_TEST_LITTLE, 4, 6);
  tarn_test_put (file.octets, TARN_TEST_LITTLE, 4, 13);
  tarn_test_assert_gives (&file, "1.3.6.1.1|2|1\n",
                          "packet 2 refused (here begins nothing that pcapng knows): the rest of "
                          "the file\n" TAKEN ("1", AGENT));
  tarn_test_end_file (&file);
}

static void
test_cut (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
  g_autoptr(GBytes) packet = tarn_test_answer (1, VARBIND_1);

  tarn_test_add (&file, tarn_test_answer (2, VARBIND_2));
  tarn_test_add_cut (&file, packet, g_bytes_get_size (packet) - 3);
  tarn_test_add_cut (&file, packet, 10);
  tarn_test_assert_gives (
    &file, "1.3.6.1.2|2|2\n",
    "packet 2 refused (only 34 of its 37 octets were captured; tcpdump -s 0 captures "
    "all): " AGENT "\n" TAKEN ("1", AGENT));
  tarn_test_end_file (&file);
}

static void
test_damaged (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);

  tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
  tarn_test_put (file.octets, TARN_TEST_LITTLE, 4, 0);
  tarn_test_put (file.octets, TARN_TEST_LITTLE, 4, 0);
  tarn_test_put (file.octets, TARN_TEST_LITTLE, 4, 0x7fffffff);
  tarn_test_put (file.octets, TARN_TEST_LITTLE, 4, 0x7fffffff);
  tarn_test_put (file.octets, TARN_TEST_LITTLE, 4, 0);
  tarn_test_assert_gives (
    &file, "1.3.6.1.1|2|1\n",
    "packet 2 refused (it claims to be longer than any packet is): the rest of the "
    "file\n" TAKEN ("1", AGENT));

  g_byte_array_set_size (file.octets, file.octets->len - 10);
  tarn_test_assert_gives (
    &file, "1.3.6.1.1|2|1\n",
    "packet 2 refused (the file ends in the middle of it): the rest of the file\n"
    TAKEN ("1", AGENT));
  tarn_test_end_file (&file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pcap/file/four forms", test_pcap);
  g_test_add_func ("/pcap/file/pcapng", test_pcapng);
  g_test_add_func ("/pcap/file/pcapng damaged", test_pcapng_damaged);
  g_test_add_func ("/pcap/file/packets cut short", test_cut);
  g_test_add_func ("/pcap/file/damaged", test_damaged);

  return g_test_run ();
}
