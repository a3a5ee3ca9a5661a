/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-error.h"
#include "ops/tarn-mirror-private.h"
#include "ops/tarn-objects.h"
#include "store/tarn-memory-store.h"
#include "tarn-faulty-store.h"
#include "tarn-test-anonymise.h"
#include "tarn-test-recording.h"

#define SYSTEM "1.3.6.1.2.1.1."
#define VENDOR "1.3.6.1.4.1.99999."
#define ADDRESS "1.3.6.1.2.1.4.20.1.1.10.1.2.3|64|10.1.2.3\n"

typedef struct
{
  const char *sentence;
  const char *lines;
  const char *gone;      /* none of these, between bars, is in what comes out */
  const char *stays;     /* all of these, between tildes, are                */
} Vector;

static const Vector vectors[] = {
  { "an IpAddress, by its type", VENDOR "1.0|64|10.1.2.3\n", "10.1.2.3", "|64|10." },
  { "an address as an index", ADDRESS, "10.1.2.3", "4.20.1.1.10." },
  { "masks and loopback stay", VENDOR "1.0|64|255.255.255.192\n" VENDOR "2.0|64|127.0.0.1\n"
    VENDOR "3.0|64|0.0.0.0\n", "", "255.255.255.192~127.0.0.1~0.0.0.0" },
  { "an address in a text", VENDOR "1.0|4|peer 10.1.2.3 is down\n", "10.1.2.3", "peer ~ is down" },
  { "a known address with hyphens", ADDRESS VENDOR "1.0|4|ip-10-1-2-3.x\n", "10-1-2-3", "ip-10-" },
  { "the version of the software stays", VENDOR "1.0|4|Version 12.2.55.3\n"
    "1.3.6.1.2.1.47.1.1.1.1.10.1|4|15.0.2.11\n", "", "12.2.55.3~15.0.2.11" },
  { "but not if it is an address", ADDRESS VENDOR "1.0|4|Version 10.1.2.3\n", "10.1.2.3", "Version" },
  { "InetAddress as an index", "1.3.6.1.2.1.4.34.1.3.1.4.10.1.2.3|2|1\n"
    "1.3.6.1.2.1.4.34.1.3.2.16.254.128.0.0.0.0.0.0.2.17.34.255.254.51.68.85|2|1\n",
    "10.1.2.3|51.68.85", "1.4.10.~2.16.254.128.0.0.0.0.0.0.2.17.34.255.254." },
  { "routes, their masks and next hops", "1.3.6.1.2.1.4.24.4.1.1.10.1.2.0.255.255.255.0.0.10.1.9.1|64|10.1.2.0\n",
    "10.1.2.0|10.1.9.1", ".0.255.255.255.0.0.10." },
  { "a next hop behind a policy", "1.3.6.1.2.1.4.24.7.1.7.1.4.10.1.2.0.24.2.0.0.1.4.10.1.9.1|2|1\n",
    "10.1.2.0|10.1.9.1", ".0.24.2.0.0.1.4.10." },
  { "an agent that leaves lengths away", "1.3.6.1.2.1.6.19.1.1.1.192.168.7.7.22.1.192.168.7.8.99|2|1\n",
    "192.168.7.7|192.168.7.8", "6.19.1.1.1.192.168." },
  { "one that leaves a type away", VENDOR "1.0|64|202.112.176.6\n"
    "1.3.6.1.2.1.7.7.1.7.2.16.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.46657.16.0.0.0.0.0.0.0.0.0.0.255.255."
    "202.112.176.6.53.1|65|3\n", "202.112.176", ".0.0.255.255.~.53.1|65|3" },
  { "a physical address", "1.3.6.1.2.1.2.2.1.6.1|4x|001122334455\n", "334455", "4x|001122" },
  { "one that looks like a text", "1.3.6.1.2.1.2.2.1.6.1|4|bbcdef\n", "bbcdef|626263646566",
    "" },
  { "a bridge", "1.3.6.1.2.1.17.2.5.0|4x|8000001122334455\n", "334455", "8000001122" },
  { "a forwarding table", "1.3.6.1.2.1.17.4.3.1.2.0.17.34.51.68.85|2|1\n", "51.68.85", "2.0.17.34." },
  { "a MAC in all its spellings", "1.3.6.1.2.1.17.4.3.1.1.0.17.34.170.187.204|4x|001122aabbcc\n"
    VENDOR "1.0|4|a 00:11:22:aa:bb:cc b 0011.22aa.bbcc c 001122AABBCC d 00 11 22 aa bb cc e\n"
    VENDOR "2.0|4x|ff001122aabbcc01\n",
    "aabbcc|aa:bb:cc|aa.bbcc|aa bb cc|170.187.204|AABBCC",
    "a 00:11:22:~ b 0011.22~ c 001122~ d 00 11 22 ~ e~4x|ff001122" },
  { "a MAC that is no text, anywhere", VENDOR "1.0|4x|00112290a0b0\n", "90a0b0", "4x|001122" },
  { "MACs in a table that nobody knows", VENDOR "1.2.1.5.0.17.34.144.160.176|2|1\n"
    VENDOR "1.2.1.5.0.17.34.144.160.177|2|1\n", "144.160.176|144.160.177", "1.2.1.5.0.17.34." },
  { "known addresses in a table that nobody knows", ADDRESS VENDOR "1.2.1.5.10.1.2.3|2|1\n"
    VENDOR "1.2.1.5.10.1.2.4|2|1\n", "10.1.2.3|10.1.2.4", "1.2.1.5.10." },
  { "what is no table of addresses stays", ADDRESS VENDOR "1.2.1.10.1.2.3|2|1\n"
    VENDOR "1.2.1.10.1.2.300|2|1\n" VENDOR "1.2.1.11.1.2.3|2|1\n" VENDOR "1.2.1.12.1.2.3|2|1\n",
    "", "99999.1.2.1.10.1.2.3~99999.1.2.1.11.1.2.3" },
  { "an address that an OID points to", ADDRESS VENDOR "1.0|6|1.3.6.1.2.1.4.20.1.1.10.1.2.3\n",
    "10.1.2.3", "|6|1.3.6.1.2.1.4.20.1.1.10." },

  { "a host, everywhere, in any case", SYSTEM "1.0|4|Linux Zeus 5.10 on ZEUS.example.net\n"
    SYSTEM "5.0|4|zeus.example.net\n" VENDOR "1.0|4|mail to zeus-2 via hera.example.net\n",
    "zeus|hera|example", "Linux ~5.10~mail to ~.net" },
  { "what uname says", SYSTEM "1.0|4|Linux hermes 5.10.0 x86_64\n" VENDOR "1.0|4|hermes rebooted\n",
    "hermes", "Linux ~5.10.0 x86_64~rebooted" },
  { "a switch is called switch", SYSTEM "5.0|4|Switch\n" VENDOR "1.0|4|the switch\n", "",
    "|4|Switch~the switch" },
  { "a person, and the mail", SYSTEM "4.0|4|Jane Miller <jmiller@acme.example>\n"
    VENDOR "1.0|4|changed by Miller, ask jmiller\n", "jane|miller|acme", "changed by ~, ask " },
  { "a place", SYSTEM "6.0|4|Rack 12, Hauptstrasse 1745\n" VENDOR "1.0|4|at Rack 12, Hauptstrasse 1745.\n",
    "hauptstrasse|1745", "|Rack 12, ~at Rack 12" },
  { "a serial number", "1.3.6.1.2.1.47.1.1.1.1.11.1|4|FOC1234X0AB\n" VENDOR "1.0|4|SN=FOC1234X0AB\n",
    "foc1234x0ab", "SN=" },
  { "no serial number", "1.3.6.1.2.1.47.1.1.1.1.11.1|4|BUILTIN\n", "", "BUILTIN" },
  { "a community", "1.3.6.1.6.3.18.1.1.1.2.3.99.111.109|4|topfsecret\n"
    VENDOR "1.0|4|rocommunity topfsecret\n", "topfsecret|99.111.109", "rocommunity " },
  { "users and groups in an index",
    "1.3.6.1.6.3.16.1.2.1.3.3.5.97.108.105.99.101|4|operators\n"
    "1.3.6.1.6.3.16.1.4.1.5.9.111.112.101.114.97.116.111.114.115.0.3.1|4|viewpoint\n",
    "97.108.105.99.101|operators|111.112.101.114|viewpoint", "1.2.1.3.3.5.~1.4.1.5.9.~.0.3.1" },
  { "a known name in a table that nobody knows", SYSTEM "5.0|4|poseidon\n"
    VENDOR "1.2.1.8.112.111.115.101.105.100.111.110|2|1\n" VENDOR "1.2.1.3.120.121.122|2|1\n",
    "112.111.115.101|120.121.122|poseidon", "1.2.1.8.~1.2.1.3." },
  { "an engine ID with a MAC", "1.3.6.1.6.3.10.2.1.1.0|4x|8000000903001122aabbcc\n"
    "1.3.6.1.6.3.15.1.2.2.1.3.11.128.0.0.9.3.0.17.34.170.187.204.5.97.108.105.99.101|4|alice\n",
    "aabbcc|170.187.204|alice|97.108.105", "8000000903001122~11.128.0.0.9.3.0.17.34." },
  { "a neighbour by its MAC", "1.0.8802.1.1.2.1.4.1.1.4.0.1.1|2|4\n"
    "1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4x|424243444546\n", "444546|BBCDEF", "" },
  { "a neighbour by its address", "1.0.8802.1.1.2.1.4.1.1.4.0.1.1|2|5\n"
    "1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4x|01c0a80707\n"
    "1.0.8802.1.1.2.1.4.2.1.3.0.1.1.1.4.192.168.7.7|2|2\n", "c0a80707|192.168.7.7", "01c0a8~1.4.192.168." },
  { "a port is called as it is", "1.0.8802.1.1.2.1.4.1.1.6.0.1.1|2|5\n"
    "1.0.8802.1.1.2.1.4.1.1.7.0.1.1|4|ge-0/0/1\n", "", "ge-0/0/1" },
  { "what an administrator wrote", "1.3.6.1.2.1.31.1.1.1.18.1|4|Uplink to Zanzibar, circuit 774411\n",
    "zanzibar|774411", "Uplink to ~, circuit " },
  { "a key is blotted out", "1.3.6.1.2.1.14.7.1.16.10.1.2.3.0|4|p4ssw0rd\n", "p4ssw0rd|10.1.2.3",
    "0000000000000000" },
  { "the owner of a URL, not the vendor", VENDOR "1.0|4|http://www.cisco.com/x http://www.zanzibar.org/x\n",
    "zanzibar", "http://www.cisco.com/x http://www.~.org/x" },
  { "a name within longer words", "1.3.6.1.2.1.47.1.1.1.1.11.1|4|FOC1234X0AB\n"
    VENDOR "1.0|4|SNFOC1234X0ABv2 seen\n", "foc1234x0ab", " seen" },
  { "a word that says nothing stays, though a name is part of it",
    "1.3.6.1.6.3.18.1.1.1.2.3.99.111.109|4|defaul\n" VENDOR "1.0|4|a default value\n"
    VENDOR "1.2.1.7.100.101.102.97.117.108.116|2|1\n", "99.111.109", "|4|a default value" },
  { "a name that is not in ASCII, in any case", SYSTEM "4.0|4x|c3966c757e\n" SYSTEM "5.0|4x|c3966c6dc3bc686c65\n"
    VENDOR "1.0|4x|c3b66c6dc39c484c45206973207570\n", "ö|ü|Ö|Ü|hle", " is up" },
  { "octets that look like a mail address, and are one of IPv6",
    "1.3.6.1.2.1.4.34.1.3.2.16.42.7.74.64.190.239.18.52.0.5.0.102.7.119.136.136|2|1\n"
    VENDOR "1.0|4x|2a074a40beef1234000500660777888a\n"
    VENDOR "2.0|4x|2a074a40beef12340005006607778888\n", "12340005006607778888", "" },
  { "a known address among other octets", "1.3.6.1.2.1.4.20.1.1.137.113.88.201|64|137.113.88.201\n"
    VENDOR "1.0|4x|04897158c9\n" VENDOR "2.0|4x|897158c900a1\n" VENDOR "3.0|4x|ff7804400489715801\n",
    "897158c9", "04~00a1~ff7804400489715801" },
  { "a known name without a length in a table that nobody knows", SYSTEM "5.0|4|poseidon\n"
    VENDOR "1.2.1.112.111.115.101.105.100.111.110|2|1\n" VENDOR "1.2.1.120.121.122|2|1\n",
    "112.111.115.101|120.121.122|poseidon", "99999.1.2.1." },
  { "a name in a text in such a table", SYSTEM "5.0|4|poseidon\n"
    VENDOR "1.2.1.10.97.32.112.111.115.101.105.100.111.110|2|1\n",
    "112.111.115.101|poseidon", "99999.1.2.1.10." },
  { "an address with small numbers around it is no MAC",
    "1.3.6.1.2.1.4.20.1.1.137.113.88.201|64|137.113.88.201\n"
    VENDOR "4.1.2.137.113.88.201.7|2|1\n" VENDOR "4.1.2.137.113.88.202.7|2|1\n",
    "113.88", "99999.4.1.2.~.201.7|~.202.7|" },
  { "octets that are no text stay", VENDOR "1.0|4x|0001020304050607ff\n", "", "0001020304050607ff" },
  { "a counter of six octets", VENDOR "1.0|4x|000000000005\n", "", "000000000005" },
};

static gboolean
holds (const char *text,
       const char *word)
{
  g_autofree char *a = g_ascii_strdown (text, -1);
  g_autofree char *b = g_ascii_strdown (word, -1);

  return strstr (a, b) != NULL;
}

static void
test_vector (gconstpointer data)
{
  const Vector *v = data;
  g_auto(GStrv) gone = g_strsplit (v->gone, "|", -1);
  g_auto(GStrv) stays = g_strsplit (v->stays, "~", -1);
  g_autoptr(TarnStore) in = tarn_test_recording_new (v->lines);

  /* By keys that are known: by any key, three letters come again one time in thousands. */
  for (guint round = 0; round < 8; round++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", round);
      g_autoptr(TarnStore) out = tarn_test_anonymise (in, key, NULL);
      g_autofree char *text = tarn_test_recording_print (out);

      for (guint i = 0; gone[i] != NULL; i++)
        if (gone[i][0] != '\0' && holds (text, gone[i]))
          g_error ("“%s” is still there:\n%s", gone[i], text);

      for (guint i = 0; stays[i] != NULL; i++)
        if (strstr (text, stays[i]) == NULL)
          g_error ("“%s” is not there any more:\n%s", stays[i], text);
    }
}

/* The same address, typed, as an index, in a text and in an OID: the same replacement. */
static void
test_consistent (void)
{
  g_autoptr(TarnStore) in = tarn_test_recording_new (ADDRESS VENDOR "1.0|4|10.1.2.3\n"
                                                     VENDOR "2.0|6|1.3.6.1.2.1.4.20.1.1.10.1.2.3\n"
                                                     VENDOR "3.0|4|::ffff:10.1.2.3\n");
  g_autoptr(TarnStore) out = tarn_test_anonymise (in, NULL, NULL);
  g_autofree char *text = tarn_test_recording_print (out);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  const char *image = strrchr (lines[0], '|') + 1;
  g_autofree char *expected =
    g_strdup_printf ("1.3.6.1.2.1.4.20.1.1.%s|64|%s\n" VENDOR "1.0|4|%s\n"
                     VENDOR "2.0|6|1.3.6.1.2.1.4.20.1.1.%s\n" VENDOR "3.0|4|::ffff:%s\n",
                     image, image, image, image, image);

  g_assert_cmpstr (text, ==, expected);
}

/* Odd TLVs keep their form when a text changes in length. */
static void
test_odd_tlv (void)
{
  static const struct { const char *sentence; const char *line; const char *head; gsize more; } odd[] = {
    { "a length in four octets", "#tlv|1.3.6.1.4.1.9.1.0|048200093130312e312e322e33", "0482", 0 },
    { "a length that promises one more (P-BER-14)", "#tlv|1.3.6.1.4.1.9.1.0|040939392e312e322e33", "04", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *lines = g_strdup_printf ("%s\n", odd[i].line);
      g_autoptr(TarnStore) in = NULL;
      g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (lines, -1, NULL);

      in = tarn_test_recording_read (stream);
      for (guint round = 0; round < 20; round++)
        {
          g_autoptr(TarnStore) out = tarn_test_anonymise (in, NULL, NULL);
          g_autoptr(GError) error = NULL;
          g_autoptr(TarnVarbind) varbind = tarn_store_get_nth (out, 0, &error);
          gsize len;
          const guint8 *tlv = tarn_value_get_tlv (tarn_varbind_get_value (varbind), &len);
          g_autofree char *hex = tarn_test_to_hex (tarn_span (tlv, len));
          gsize header = strlen (odd[i].head) == 4 ? 4 : 2;

          g_test_message ("%s: %s", odd[i].sentence, hex);
          g_assert_true (g_str_has_prefix (hex, odd[i].head));
          g_assert_cmpuint (tlv[header - 1], ==, len - header + odd[i].more);
        }
    }
}

static void
test_key (void)
{
  g_autoptr(TarnStore) in = tarn_test_recording_new (ADDRESS SYSTEM "5.0|4|zanzibar.example.org\n"
                                                     "1.3.6.1.2.1.2.2.1.6.1|4x|001122334455\n");
  g_autoptr(TarnStore) first = tarn_test_anonymise (in, "key", NULL);
  g_autoptr(TarnStore) second = tarn_test_anonymise (in, "key", NULL);
  g_autoptr(TarnStore) other = tarn_test_anonymise (in, "another", NULL);
  g_autoptr(TarnStore) chance = tarn_test_anonymise (in, NULL, NULL);
  g_autofree char *a = tarn_test_recording_print (first);
  g_autofree char *b = tarn_test_recording_print (second);
  g_autofree char *c = tarn_test_recording_print (other);
  g_autofree char *d = tarn_test_recording_print (chance);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
  g_assert_cmpstr (a, !=, d);
  g_assert_cmpstr (c, !=, d);
}

/* Each with the other: what stands in both is replaced alike, and what only the other
 * knows is known. */
static void
test_others (void)
{
  g_autoptr(TarnStore) monday = tarn_test_recording_new (ADDRESS SYSTEM "5.0|4|zanzibar\n");
  g_autoptr(TarnStore) tuesday = tarn_test_recording_new (ADDRESS VENDOR "1.0|4|zanzibar is down\n"
                                                          VENDOR "2.0|64|10.1.2.7\n");
  g_autoptr(TarnAnonymiser) first = tarn_anonymiser_new ();
  g_autoptr(TarnAnonymiser) second = tarn_anonymiser_new ();
  g_autoptr(TarnStore) a = NULL;
  g_autoptr(TarnStore) b = NULL;
  g_autofree char *text_a = NULL;
  g_autofree char *text_b = NULL;
  g_auto(GStrv) lines_a = NULL;
  g_auto(GStrv) lines_b = NULL;

  tarn_anonymiser_set_key (first, "key");
  tarn_anonymiser_set_key (second, "key");
  tarn_anonymiser_add_other (first, tuesday);
  tarn_anonymiser_add_other (second, monday);
  a = tarn_test_anonymise_with (first, monday, NULL);
  b = tarn_test_anonymise_with (second, tuesday, NULL);
  text_a = tarn_test_recording_print (a);
  text_b = tarn_test_recording_print (b);
  lines_a = g_strsplit (text_a, "\n", -1);
  lines_b = g_strsplit (text_b, "\n", -1);

  g_assert_cmpstr (lines_a[1], ==, lines_b[0]);
  g_assert_false (holds (text_b, "zanzibar"));
  g_assert_nonnull (strstr (text_b, strrchr (lines_a[0], '|') + 1));
}

static void
test_mapping (void)
{
  g_autoptr(TarnStore) in = tarn_test_recording_new (ADDRESS SYSTEM "5.0|4|Zanzibar\n"
                                                     "1.3.6.1.2.1.2.2.1.6.1|4x|001122334455\n");
  g_autoptr(TarnAnonymiser) anonymiser = tarn_anonymiser_new ();
  g_autoptr(TarnStore) out = tarn_test_anonymise_with (anonymiser, in, NULL);
  g_autofree char *text = tarn_test_recording_print (out);
  g_autofree char *mapping = tarn_anonymiser_dup_mapping (anonymiser);
  g_auto(GStrv) lines = g_strsplit (mapping, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "ipv4\t10.1.2.3\t10."));
  g_assert_true (g_str_has_prefix (lines[1], "mac\t00:11:22:33:44:55\t00:11:22:"));
  g_assert_true (g_str_has_prefix (lines[2], "host\tzanzibar\t"));
  g_assert_true (holds (text, strrchr (lines[0], '\t') + 1));
  g_assert_true (holds (text, strrchr (lines[2], '\t') + 1));
}

static void
test_report (void)
{
  g_autoptr(TarnStore) in = tarn_test_recording_new (ADDRESS SYSTEM "5.0|4|zanzibar\n"
                                                     VENDOR "1.0|4|some words\n"
                                                     VENDOR "2.0|4|Version 12.2.55.3\n");
  g_autoptr(TarnAnonymiseReport) report = NULL;
  g_autoptr(TarnAnonymiseReport) copy = NULL;
  g_autoptr(TarnStore) out = tarn_test_anonymise (in, NULL, &report);

  copy = tarn_anonymise_report_copy (report);
  g_assert_cmpuint (copy->n_varbinds, ==, 4);
  g_assert_cmpuint (copy->n_changed, ==, 2);
  g_assert_cmpuint (copy->n_texts, ==, 2);
  g_assert_cmpuint (copy->n_versions, ==, 1);
  g_assert_cmpuint (copy->kinds->len, ==, 2);
  g_assert_cmpstr (copy->kinds->pdata[0], ==,
                   "IPv4 addresses: 1 of them, in 1 places of values and 1 of indices");
  g_assert_cmpstr (copy->kinds->pdata[1], ==,
                   "hosts and domains: 1 of them, in 1 places of values and 0 of indices");
  g_assert_cmpuint (copy->objects->len, ==, 2);
  g_assert_cmpstr (copy->objects->pdata[0], ==, ".1.3.6.1.2.1.1.5: 1 values, 0 indices");
  g_assert_cmpstr (copy->objects->pdata[1], ==, ".1.3.6.1.2.1.4.20.1.1: 1 values, 1 indices");
}

/* Where it was is not told by the records either; gaps are where they were. */
static void
test_meta (void)
{
  g_autoptr(TarnStore) in = tarn_test_recording_new (ADDRESS);
  g_autoptr(TarnStore) out = NULL;
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnMirrorInfo) made = NULL;
  g_autoptr(GVariant) import = NULL;
  g_autoptr(GVariant) other = NULL;
  g_autoptr(GError) error = NULL;
  TarnMirrorInfo info = { "zanzibar:161", TARN_VERSION_2C, 1, 2, FALSE, FALSE, 1, tarn_gaps_new (),
                          tarn_gaps_new (), TARN_ANOMALY_NONE, tarn_anomaly_counts_new () };
  g_autofree char *after = NULL;
  TarnAnomalyCount *count = g_new0 (TarnAnomalyCount, 1);
  TarnGap *gap = g_new0 (TarnGap, 1);
  const char *source;
  GVariantDict dict;

  gap->after = tarn_test_oid ("1.3.6.1.2.1.4.20.1.1.10.1.2.3");
  gap->reason = TARN_GAP_NO_ANSWER;
  g_ptr_array_add (info.gaps, gap);
  count->anomaly = TARN_ANOMALY_SKIPPED;
  count->count = 1;
  count->oid = tarn_oid_ref (gap->after);
  g_ptr_array_add (info.anomaly_counts, count);
  tarn_batch_set_meta (batch, TARN_MIRROR_META, tarn_mirror_info_to_variant (&info));
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "source", "s", "/home/zanzibar/walk");
  g_variant_dict_insert (&dict, "imported-us", "x", (gint64) 7);
  g_variant_dict_insert (&dict, "varbinds", "t", (guint64) 1);
  g_variant_dict_insert (&dict, "refused", "t", (guint64) 0);
  tarn_batch_set_meta (batch, "import", g_variant_dict_end (&dict));
  tarn_batch_set_meta (batch, "unheard-of", g_variant_new_string ("zanzibar"));
  g_assert_true (tarn_store_apply (in, batch, &error));
  g_ptr_array_unref (info.ranges);
  g_ptr_array_unref (info.gaps);
  g_ptr_array_unref (info.anomaly_counts);

  out = tarn_test_anonymise (in, NULL, NULL);
  made = tarn_mirror_info_read (out);
  import = tarn_store_dup_meta (out, "import");
  other = tarn_store_dup_meta (out, "unheard-of");
  g_assert_cmpstr (made->device, ==, "(anonymised)");
  g_assert_cmpint (made->ended_us, ==, 2);
  g_assert_cmpuint (made->gaps->len, ==, 1);
  after = tarn_oid_to_string (((TarnGap *) made->gaps->pdata[0])->after);
  count = made->anomaly_counts->pdata[0];   /* its index is an address, too */
  g_assert_true (tarn_oid_equal (count->oid, ((TarnGap *) made->gaps->pdata[0])->after));
  {
    g_autofree char *text = tarn_test_recording_print (out);

    g_assert_true (g_str_has_prefix (text, after + 1));
  }
  g_assert_true (g_variant_lookup (import, "source", "&s", &source));
  g_assert_cmpstr (source, ==, "(anonymised)");
  g_assert_null (other);
}

static void
test_refused (void)
{
  g_autoptr(TarnStore) real = tarn_test_recording_new (ADDRESS);
  g_autoptr(TarnStore) in = tarn_faulty_store_new (real);
  g_autoptr(TarnStore) out = tarn_memory_store_new ();
  g_autoptr(TarnAnonymiser) anonymiser = tarn_anonymiser_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(TarnOid) from = tarn_test_oid ("1.3");
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_anonymiser_run (anonymiser, in, real, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (tarn_anonymiser_run (anonymiser, in, out, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (in), from);
  g_assert_null (tarn_anonymiser_run (anonymiser, in, out, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
  g_clear_error (&error);
  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (in), NULL);

  tarn_faulty_store_set_restless (TARN_FAULTY_STORE (in), TRUE);
  g_assert_null (tarn_anonymiser_run (anonymiser, in, out, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  tarn_faulty_store_set_restless (TARN_FAULTY_STORE (in), FALSE);
}

/* A commit of another process is waited for. */
static void
test_busy (void)
{
  g_autoptr(TarnStore) real = tarn_test_recording_new (ADDRESS);
  g_autoptr(TarnStore) in = tarn_faulty_store_new (real);
  g_autoptr(TarnStore) out = tarn_memory_store_new ();
  TarnAnonymiser *anonymiser = tarn_anonymiser_new ();
  g_autoptr(TarnAnonymiseReport) report = NULL;
  g_autoptr(GError) error = NULL;

  tarn_faulty_store_set_busy (TARN_FAULTY_STORE (in), 3, 0);
  report = tarn_anonymiser_run (anonymiser, in, out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_varbinds, ==, 1);
  g_assert_finalize_object (anonymiser);
}

/* Every fact can be read, and says how long the longest prefix is. */
static void
test_facts (void)
{
  static const guint32 serial[] = { 1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1, 11, 1001 };
  static const guint32 bridge[] = { 1, 3, 6, 1, 2, 1, 17, 2, 15, 1, 6, 1 };
  static const guint32 unknown[] = { 1, 3, 6, 1, 4, 1, 99999, 1 };
  const TarnObject *object = tarn_objects_find (serial, G_N_ELEMENTS (serial));

  g_assert_nonnull (object);
  g_assert_cmpint (tarn_object_get_holds (object, serial, G_N_ELEMENTS (serial)), ==,
                   TARN_HOLDS_SERIAL);
  object = tarn_objects_find (bridge, G_N_ELEMENTS (bridge));
  g_assert_cmpuint (object->n_arcs, ==, 10);
  g_assert_null (tarn_objects_find (unknown, G_N_ELEMENTS (unknown)));
  for (guint i = 0; i < tarn_n_object_facts; i++)
    g_assert_cmpuint (strspn (tarn_object_facts[i].index, "i4mxalsSeo"), ==,
                      strlen (tarn_object_facts[i].index));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/anonymise/%s", vectors[i].sentence);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/anonymise/consistent", test_consistent);
  g_test_add_func ("/anonymise/odd-tlv", test_odd_tlv);
  g_test_add_func ("/anonymise/key", test_key);
  g_test_add_func ("/anonymise/others", test_others);
  g_test_add_func ("/anonymise/mapping", test_mapping);
  g_test_add_func ("/anonymise/report", test_report);
  g_test_add_func ("/anonymise/meta", test_meta);
  g_test_add_func ("/anonymise/refused", test_refused);
  g_test_add_func ("/anonymise/busy", test_busy);
  g_test_add_func ("/anonymise/facts", test_facts);

  return g_test_run ();
}
