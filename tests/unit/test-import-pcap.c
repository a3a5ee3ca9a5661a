/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is taken of a conversation, and of whom.
 */
#include "tarn-test-packets.h"

#include "store/tarn-memory-store.h"

typedef struct
{
  gboolean    from_agent;
  guint       agent_port;
  guint       manager_port;
  guint8      type;
  guint       request_id;
  guint       error_status;
  const char *varbinds;
} Saying;

#define OTHER   "3009 06042b060163 020163"
#define UNKNOWN "3008 06042b060163 0500"

static const Saying conversation[] = {
  /* On a port other than 161 an answer needs a request. */
  { TRUE,  1161, 40000, 0xa2, 1, 0, OTHER },
  { FALSE, 1161, 40000, 0xa1, 2, 0, "3007 06032b0601 0500" },
  { TRUE,  1161, 40000, 0xa2, 2, 0, VARBIND_1 VARBIND_2 },
  /* Once more: a copy. */
  { TRUE,  1161, 40000, 0xa2, 2, 0, OTHER },
  /* The answer to SET repeats what the agent was told. */
  { FALSE, 1161, 40000, 0xa3, 3, 0, OTHER },
  { TRUE,  1161, 40000, 0xa2, 3, 0, OTHER },
  /* An error repeats what it was asked. */
  { FALSE, 1161, 40000, 0xa0, 4, 0, UNKNOWN },
  { TRUE,  1161, 40000, 0xa2, 4, 2, OTHER },
  /* noSuchInstance, endOfMibView. */
  { FALSE, 1161, 40000, 0xa5, 5, 0, UNKNOWN },
  { TRUE,  1161, 40000, 0xa2, 5, 0, "3008 06042b060163 8100 3008 06042b060164 8200" },
  /* An Inform, which the manager answers, from its port 161. */
  { TRUE,  1161, 161,   0xa6, 6, 0, OTHER },
  { FALSE, 1161, 161,   0xa2, 6, 0, OTHER },
  /* A trap. */
  { TRUE,  162,  162,   0xa7, 7, 0, OTHER },
  /* A later value of an OID. */
  { FALSE, 1161, 40000, 0xa0, 8, 0, "3008 06042b060101 0500" },
  { TRUE,  1161, 40000, 0xa2, 8, 0, "3009 06042b060101 020109" },
};

/* Only what an agent says of itself counts. */
static void
test_conversation (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);

  for (guint i = 0; i < G_N_ELEMENTS (conversation); i++)
    {
      const Saying *s = &conversation[i];
      GBytes *message = tarn_test_snmp (s->type, s->request_id, s->error_status, s->varbinds);

      if (s->from_agent)
        tarn_test_add_udp (&file, AGENT, s->agent_port, MANAGER, s->manager_port, message);
      else
        tarn_test_add_udp (&file, MANAGER, s->manager_port, AGENT, s->agent_port, message);
    }
  tarn_test_add_udp (&file, AGENT, 53, MANAGER, 53, tarn_test_hex ("00 01 02"));

  tarn_test_assert_gives (
    &file, "1.3.6.1.1|2|1\n1.3.6.1.2|2|2\n",
    "packet 15 left out: its OID came before, and the first value is kept: .1.3.6.1.1\n"
    TAKEN ("3", AGENT ":1161")
    "passed over answers that tell errors (1), answers to SET (1), copies of answers (1), "
    "names of which the agent said that there is nothing (2); packets: 16\n");
  tarn_test_import_prefixes (TARN_IMPORT_PCAP, tarn_test_file_span (&file));
  tarn_test_end_file (&file);
}

/* v1, its values octet for octet, and what is no message. */
static void
test_messages (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);

  tarn_test_add_udp (&file, AGENT, 161, MANAGER, 40000,
                     tarn_test_message (0, 0xa2, "020101 020100 020100"
                                        "300c 300a 06042b060101 02020001"));
  tarn_test_add_udp (&file, AGENT, 161, MANAGER, 40000, tarn_test_hex ("3003020100"));
  tarn_test_add_udp (&file, AGENT, 161, MANAGER, 40000, tarn_test_hex ("3006 020103 3001 00"));
  tarn_test_assert_gives (
    &file, "#tlv|1.3.6.1.1|02020001\n1.3.6.1.1|2|1\n",
    "packet 2 refused (no message of SNMP: an element is longer than what is left, at octet 5): "
    AGENT "\n"
    TAKEN ("1", AGENT)
    "passed over messages of SNMPv3, which is not read yet (1); packets: 3\n");
  tarn_test_end_file (&file);
}

static void
test_communities (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
  GBytes *other = tarn_test_snmp (0xa2, 2, 0, VARBIND_2);
  g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (other, NULL), g_bytes_get_size (other));
  guint8 *community = memmem (octets, g_bytes_get_size (other), "public", 6);

  tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
  community[0] = 'x';
  tarn_test_add_udp (&file, AGENT, 161, MANAGER, 40000,
                     g_bytes_new (octets, g_bytes_get_size (other)));
  tarn_test_assert_gives (
    &file, "1.3.6.1.1|2|1\n1.3.6.1.2|2|2\n",
    "varbinds taken (2, for several communities, which may name different trees) of: " AGENT "\n");
  g_bytes_unref (other);
  tarn_test_end_file (&file);
}

static void
test_nothing (void)
{
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);

  tarn_test_assert_refused (&file, "no answer of an SNMP agent with a value in it, but "
                            "packets (0)");
  tarn_test_add_udp (&file, MANAGER, 40000, AGENT, 161,
                     tarn_test_snmp (0xa1, 2, 0, "3007 06032b0601 0500"));
  tarn_test_add_udp (&file, AGENT, 161, MANAGER, 40000,
                     tarn_test_snmp (0xa2, 2, 2, "3007 06032b0601 0500"));
  tarn_test_assert_refused (&file, "packets (2), answers that tell errors (1)");
  tarn_test_end_file (&file);
}

static TarnStore *
import_device (const TarnTestFile  *file,
               const char  *device,
               char       **notes,
               GError     **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (file->octets->data,
                                                                        file->octets->len, NULL);
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(TarnImportReport) report = NULL;

  tarn_importer_set_device (importer, device);
  report = tarn_importer_run (importer, stream, store, NULL, error);
  if (report == NULL)
    return NULL;

  *notes = tarn_test_notes (report);
  return g_steal_pointer (&store);
}

static void
test_devices (void)
{
  static const struct { const char *device; const char *snmprec; const char *error; } cases[] = {
    { "192.0.2.1", "1.3.6.1.1|2|1\n", NULL },
    { "192.0.2.1:161", "1.3.6.1.1|2|1\n", NULL },
    { "2001:db8::1", "1.3.6.1.3|2|3\n", NULL },
    { "[2001:DB8:0::1]:161", "1.3.6.1.3|2|3\n", NULL },
    { "192.0.2.2:1161", "1.3.6.1.2|2|2\n", NULL },
    { "192.0.2.2", NULL, "4 devices answer in it; say which is meant" },
    { "192.0.2.1:1161", NULL, "the device that is meant does not answer in it, but others do: "
      "192.0.2.1 (varbinds: 1), 192.0.2.2:1161 (varbinds: 1), 192.0.2.2:1162 (varbinds: 1), "
      "2001:db8::1 (varbinds: 1)" },
    { NULL, NULL, "4 devices answer in it; say which is meant with --device ADDRESS: " },
    { "switch", NULL, "is a name; packets have addresses only" },
    { "1:2:3", NULL, "" },
  };
  TarnTestFile file = tarn_test_begin_pcap (TARN_TEST_LITTLE, 0xa1b2c3d4, RAW);
  g_autoptr(GBytes) content = tarn_test_snmp (0xa2, 1, 0, "3009 06042b060103 020103");
  g_autoptr(GBytes) datagram = tarn_test_udp (161, 40000, content);

  tarn_test_add (&file, tarn_test_answer (1, VARBIND_1));
  for (guint port = 1161; port <= 1162; port++)
    {
      tarn_test_add_udp (&file, MANAGER, 40000, "192.0.2.2", port,
                         tarn_test_snmp (0xa0, 1, 0, "3008 06042b060102 0500"));
      tarn_test_add_udp (&file, "192.0.2.2", port, MANAGER, 40000,
                         tarn_test_snmp (0xa2, 1, 0, VARBIND_2));
    }
  tarn_test_add (&file, tarn_test_ipv6 (AGENT6, MANAGER6, 17, "", datagram));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *notes = NULL;
      g_autofree char *found = NULL;
      g_autoptr(TarnStore) store = import_device (&file, cases[i].device, &notes, &error);

      if (cases[i].snmprec == NULL)
        {
          g_assert_null (store);
          g_assert_nonnull (error);
          if (strstr (error->message, cases[i].error) == NULL)
            g_error ("“%s” does not say “%s”", error->message, cases[i].error);
          continue;
        }

      g_assert_no_error (error);
      found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
      g_assert_cmpstr (found, ==, cases[i].snmprec);
      g_assert_nonnull (strstr (notes, "varbinds taken (1) of: "));
      g_assert_nonnull (strstr (notes, "varbinds not taken (1) of: "));
    }
  tarn_test_end_file (&file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/pcap/a conversation", test_conversation);
  g_test_add_func ("/import/pcap/messages", test_messages);
  g_test_add_func ("/import/pcap/communities", test_communities);
  g_test_add_func ("/import/pcap/nothing", test_nothing);
  g_test_add_func ("/import/pcap/devices", test_devices);

  return g_test_run ();
}
