/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Link layers, IPv4 and IPv6, fragments.
 */
#include "tarn-test-packets.h"

typedef struct
{
  const char *sentence;
  guint       link_type;
  const char *header;
} LinkVector;

static const LinkVector links[] = {
  { "Ethernet", 1, "000000000001 000000000002 0800" },
  { "Ethernet with a VLAN", 1, "000000000001 000000000002 8100 0064 0800" },
  { "Ethernet with two VLANs", 1, "000000000001 000000000002 88a8 0064 8100 0065 0800" },
  { "PPPoE over Ethernet", 1, "000000000001 000000000002 8864 1100 0001 0100 0021" },
  { "Linux cooked", 113, "0000 0001 0006 000000000001 0000 0800" },
  { "Linux cooked with a VLAN", 113, "0000 0001 0006 000000000001 0000 8100 0064 0800" },
  { "Linux cooked, version 2", 276, "0800 0000 00000001 0001 00 06 0000000000010000" },
  { "BSD loopback", 0, "02000000" },
  { "BSD loopback of the other order", 0, "00000002" },
  { "OpenBSD loopback", 108, "00000002" },
  { "PPP", 9, "ff03 0021" },
  { "PPP without address, with a short protocol", 9, "21" },
  { "PPP in HDLC", 50, "ff03 0021" },
  { "PPPoE", 51, "1100 0001 0100 0021" },
  { "raw IP", 101, "" },
  { "raw IP, as BSD numbers it", 12, "" },
  { "IPv4", 228, "" },
};

static void
test_link (gconstpointer data)
{
  const LinkVector *v = data;
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, v->link_type);
  g_autoptr(GBytes) packet = tarn_test_answer (1, VARBIND_1);
  g_autoptr(GBytes) frame = tarn_test_join (v->header, packet);
  GByteArray *padded = g_byte_array_new ();

  /* Ethernet fills small frames up, which is no part of the packet. */
  tarn_test_put_bytes (padded, frame);
  tarn_test_put (padded, TARN_TEST_BIG, 4, 0xffffffff);
  tarn_test_add (&file, g_byte_array_free_to_bytes (padded));
  tarn_test_assert_gives (&file, "1.3.6.1.1|2|1\n", TAKEN ("1", AGENT));
  tarn_test_import_prefixes (TARN_IMPORT_PCAP, tarn_test_file_span (&file));
  tarn_test_end_file (&file);
}

static void
test_unknown_link (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, 105);

  tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
  tarn_test_assert_refused (&file, "packets (1), packets of a link layer that is not read (1)");
  tarn_test_end_file (&file);
}

static void
test_ipv6 (void)
{
  static const struct { guint8 next; const char *extensions; } headers[] = {
    { 17, "" },
    { 0, "1100 0000 00000000" },                                 /* hop by hop            */
    { 43, "3c00 0000 00000000 1101 0000 00000000 0000000000000000" },   /* routing, options */
    { 51, "1104 0000 00000001 00000001 000000000000000000000000" },   /* authentication    */
    { 44, "1100 0000 00000001" },                                /* a fragment, all of it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_BIG, 0xa1b2c3d4, RAW);
      g_autoptr(GBytes) content = tarn_test_snmp (0xa2, 1, 0, VARBIND_1);
      g_autoptr(GBytes) datagram = tarn_test_udp (161, 40000, content);

      tarn_test_add (&file, tarn_test_ipv6 (AGENT6, MANAGER6, headers[i].next,
                                            headers[i].extensions, datagram));
      tarn_test_assert_gives (&file, "1.3.6.1.1|2|1\n", TAKEN ("1", AGENT6));
      tarn_test_import_prefixes (TARN_IMPORT_PCAP, tarn_test_file_span (&file));
      tarn_test_end_file (&file);
    }
}

/* 40 varbinds of 50 octets in one answer. */
static GBytes *
large_answer (char **snmprec)
{
  GString *varbinds = g_string_new (NULL);
  GString *lines = g_string_new (NULL);
  g_autofree char *hex = NULL;
  g_autoptr(GBytes) content = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_string_append_printf (varbinds, "302d 06042b0601%02x 0425", i);
      g_string_append_printf (lines, "1.3.6.1.%u|4|", i);
      for (guint j = 0; j < 0x25; j++)
        {
          g_string_append_printf (varbinds, "%02x", 'a' + (i + j) % 26);
          g_string_append_c (lines, (char) ('a' + (i + j) % 26));
        }
      g_string_append_c (lines, '\n');
    }
  hex = g_string_free (varbinds, FALSE);
  content = tarn_test_snmp (0xa2, 1, 0, hex);
  *snmprec = g_string_free (lines, FALSE);
  return tarn_test_udp (161, 40000, content);
}

static GBytes *
fragment (GBytes *datagram,
          guint   number,
          guint   id)
{
  gsize size = g_bytes_get_size (datagram), at = number * 800;
  gboolean more = at + 800 < size;

  return tarn_test_ipv4_piece (AGENT, MANAGER, id, more ? 0x2000 : 0, datagram, at,
                               more ? 800 : size - at);
}

static void
test_fragments (void)
{
  /* In any order; each twice, as on two interfaces; copies that come late. */
  static const char *orders[] = { "012", "210", "102", "001122", "01201", "0000000012" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
      g_autofree char *expected = NULL;
      g_autoptr(GBytes) datagram = large_answer (&expected);

      g_assert_cmpuint (g_bytes_get_size (datagram), >, 1600);
      for (const char *p = orders[i]; *p != '\0'; p++)
        tarn_test_add (&file, fragment (datagram, (guint) (*p - '0'), 9));
      tarn_test_assert_gives (&file, expected, NULL);
      if (i == 0)
        tarn_test_import_prefixes (TARN_IMPORT_PCAP, tarn_test_file_span (&file));
      tarn_test_end_file (&file);
    }
}

static void
test_fragments_v6 (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
  g_autofree char *expected = NULL;
  g_autoptr(GBytes) datagram = large_answer (&expected);
  gsize size = g_bytes_get_size (datagram);

  for (gsize at = 0; at < size; at += 1200)
    {
      gsize len = MIN (1200, size - at);
      g_autoptr(GBytes) piece = g_bytes_new_from_bytes (datagram, at, len);
      g_autofree char *header = g_strdup_printf ("1100 %04x 0000002a",
                                                 (guint) at | (at + len < size));

      tarn_test_add (&file, tarn_test_ipv6 (AGENT6, MANAGER6, 44, header, piece));
    }
  tarn_test_assert_gives (&file, expected, TAKEN ("40", AGENT6));
  tarn_test_end_file (&file);
}

/* What lacks a piece, or has contradicting ones, is told; all else is taken. */
static void
test_fragments_lost (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
  g_autofree char *expected = NULL;
  g_autoptr(GBytes) datagram = large_answer (&expected);
  g_autoptr(GBytes) other = tarn_test_udp (53, 53, datagram);

  tarn_test_add (&file, fragment (datagram, 0, 1));
  tarn_test_add (&file, fragment (datagram, 2, 1));
  tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
  /* Overlapping by 8 octets, with other content. */
  tarn_test_add (&file, fragment (datagram, 0, 2));
  tarn_test_add (&file, tarn_test_ipv4_piece (AGENT, MANAGER, 2, 0x2000, datagram, 792, 800));
  tarn_test_add (&file, fragment (datagram, 2, 3));
  tarn_test_add (&file, fragment (other, 0, 4));
  tarn_test_assert_gives (
    &file, "1.3.6.1.1|2|1\n",
    "packet 4 refused (the other fragments of it are not in the file): " AGENT "\n"
    "packet 1 refused (the other fragments of it are not in the file): " AGENT "\n"
    TAKEN ("1", AGENT)
    "passed over fragments without a beginning (1); packets: 7\n");
  tarn_test_end_file (&file);
}

/* However many begin, memory is for 64 of them. */
static void
test_fragments_flood (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
  g_autofree char *expected = NULL;
  g_autoptr(GBytes) datagram = large_answer (&expected);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = NULL;

  tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
  for (guint i = 0; i < 3000; i++)
    tarn_test_add (&file, fragment (datagram, 0, i));
  store = tarn_test_import (TARN_IMPORT_PCAP, tarn_test_file_span (&file), &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_varbinds, ==, 1);
  g_assert_cmpuint (report->n_refused, ==, 3000);
  g_assert_cmpuint (report->n_lines, ==, 3001);
  tarn_test_end_file (&file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pcap/link/%s", links[i].sentence);

      g_test_add_data_func (path, &links[i], test_link);
    }
  g_test_add_func ("/pcap/unknown link", test_unknown_link);
  g_test_add_func ("/pcap/IPv6", test_ipv6);
  g_test_add_func ("/pcap/fragments", test_fragments);
  g_test_add_func ("/pcap/fragments of IPv6", test_fragments_v6);
  g_test_add_func ("/pcap/fragments lost", test_fragments_lost);
  g_test_add_func ("/pcap/fragments without end", test_fragments_flood);

  return g_test_run ();
}
