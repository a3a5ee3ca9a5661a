/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-address.h"
#include "base/tarn-error.h"

static const struct
{
  const char *text;
  const char *host;
  const char *zone;
  guint16     port;
  TarnFamily  family;
  gboolean    is_name;
  const char *again;
} accepted[] = {
  { "192.0.2.1", "192.0.2.1", NULL, 161, TARN_FAMILY_IPV4, FALSE, "192.0.2.1:161" },
  { "192.0.2.1:1161", "192.0.2.1", NULL, 1161, TARN_FAMILY_IPV4, FALSE, "192.0.2.1:1161" },
  { "192.0.2.1:0", "192.0.2.1", NULL, 0, TARN_FAMILY_IPV4, FALSE, "192.0.2.1:0" },
  { "192.0.2.1:65535", "192.0.2.1", NULL, 65535, TARN_FAMILY_IPV4, FALSE, "192.0.2.1:65535" },
  { "0.0.0.0:161", "0.0.0.0", NULL, 161, TARN_FAMILY_IPV4, FALSE, "0.0.0.0:161" },
  { "udp:192.0.2.1", "192.0.2.1", NULL, 161, TARN_FAMILY_IPV4, FALSE, "192.0.2.1:161" },
  { "udp4:192.0.2.1:99", "192.0.2.1", NULL, 99, TARN_FAMILY_IPV4, FALSE, "192.0.2.1:99" },
  { "::", "::", NULL, 161, TARN_FAMILY_IPV6, FALSE, "[::]:161" },
  { "::1", "::1", NULL, 161, TARN_FAMILY_IPV6, FALSE, "[::1]:161" },
  { "[::1]", "::1", NULL, 161, TARN_FAMILY_IPV6, FALSE, "[::1]:161" },
  { "[2001:db8::1]:1161", "2001:db8::1", NULL, 1161, TARN_FAMILY_IPV6, FALSE,
    "[2001:db8::1]:1161" },
  { "2001:db8::1:161", "2001:db8::1:161", NULL, 161, TARN_FAMILY_IPV6, FALSE,
    "[2001:db8::1:161]:161" },
  { "::ffff:192.0.2.1", "::ffff:192.0.2.1", NULL, 161, TARN_FAMILY_IPV6, FALSE,
    "[::ffff:192.0.2.1]:161" },
  { "[fe80::1%eth0]:161", "fe80::1", "eth0", 161, TARN_FAMILY_IPV6, FALSE,
    "[fe80::1%eth0]:161" },
  { "fe80::1%eth0", "fe80::1", "eth0", 161, TARN_FAMILY_IPV6, FALSE, "[fe80::1%eth0]:161" },
  { "fe80::1%2", "fe80::1", "2", 161, TARN_FAMILY_IPV6, FALSE, "[fe80::1%2]:161" },
  { "fe80::1%eth0.100", "fe80::1", "eth0.100", 161, TARN_FAMILY_IPV6, FALSE,
    "[fe80::1%eth0.100]:161" },
  { "udp6:[::1]:99", "::1", NULL, 99, TARN_FAMILY_IPV6, FALSE, "[::1]:99" },
  { "udp6:::1", "::1", NULL, 161, TARN_FAMILY_IPV6, FALSE, "[::1]:161" },
  { "udpv6:[fe80::1%eth0]", "fe80::1", "eth0", 161, TARN_FAMILY_IPV6, FALSE,
    "[fe80::1%eth0]:161" },
  { "udpipv6:::1", "::1", NULL, 161, TARN_FAMILY_IPV6, FALSE, "[::1]:161" },
  { "localhost", "localhost", NULL, 161, TARN_FAMILY_ANY, TRUE, "localhost:161" },
  { "switch-3.example.net:1161", "switch-3.example.net", NULL, 1161, TARN_FAMILY_ANY, TRUE,
    "switch-3.example.net:1161" },
  { "example.net.", "example.net.", NULL, 161, TARN_FAMILY_ANY, TRUE, "example.net.:161" },
  { "under_score", "under_score", NULL, 161, TARN_FAMILY_ANY, TRUE, "under_score:161" },
  { "3com.example:5", "3com.example", NULL, 5, TARN_FAMILY_ANY, TRUE, "3com.example:5" },
  { "b\xc3\xbc" "cher.example", "b\xc3\xbc" "cher.example", NULL, 161, TARN_FAMILY_ANY, TRUE,
    "b\xc3\xbc" "cher.example:161" },
  { "udp:router", "router", NULL, 161, TARN_FAMILY_ANY, TRUE, "router:161" },
  { "udp", "udp", NULL, 161, TARN_FAMILY_ANY, TRUE, "udp:udp:161" },
  { "tcp", "tcp", NULL, 161, TARN_FAMILY_ANY, TRUE, "udp:tcp:161" },
  { "udp4:router", "router", NULL, 161, TARN_FAMILY_IPV4, TRUE, "udp4:router:161" },
  { "udp6:router:99", "router", NULL, 99, TARN_FAMILY_IPV6, TRUE, "udp6:router:99" },
};

static const struct
{
  const char *sentence;
  const char *text;
} refused[] = {
  { "nothing", "" },
  { "a transport and nothing", "udp:" },
  { "a port without a host", ":161" },
  { "empty brackets", "[]" },
  { "empty brackets with a port", "[]:161" },
  { "a bracket that does not close", "[::1" },
  { "a bracket that was not opened", "::1]" },
  { "a bracket behind a name", "router]:161" },
  { "something between bracket and port", "[::1]x:161" },
  { "no colon in front of the port", "[::1]161" },
  { "a colon without a port", "router:" },
  { "a bracket and a colon without a port", "[::1]:" },
  { "a port above 65535", "router:65536" },
  { "a port far above it", "router:18446744073709551777" },
  { "a negative port", "router:-1" },
  { "a port with a sign", "router:+161" },
  { "a port with a space", "router: 161" },
  { "a port in hex", "router:0xa1" },
  { "a named port", "router:snmp" },
  { "two ports", "192.0.2.1:161:162" },
  { "an octet above 255: not a name either", "192.0.2.300" },
  { "three octets", "192.0.2" },
  { "five octets", "192.0.2.1.1" },
  { "a port alone", "161" },
  { "a transport and a port alone", "udp:161" },
  { "no IPv6 address", "2001:db8::1::2" },
  { "no IPv6 address in brackets", "[2001:db8::xyz]:161" },
  { "a zone without a name", "fe80::1%" },
  { "a zone without a name in brackets", "[fe80::1%]:161" },
  { "a port behind a zone needs brackets", "fe80::1%eth0:161" },
  { "two zones", "fe80::1%eth0%eth1" },
  { "a zone with a space", "fe80::1%eth 0" },
  { "a zone with a slash", "fe80::1%../x" },
  { "a zone of an IPv4 address", "192.0.2.1%eth0" },
  { "a zone of a name", "router%eth0" },
  { "an IPv4 address as IPv6", "udp6:192.0.2.1" },
  { "an IPv6 address as IPv4", "udp4:::1" },
  { "a space in front", " router" },
  { "a space behind", "router " },
  { "a user", "public@router" },
  { "a URL", "snmp://router" },
  { "a netmask", "192.0.2.0/24" },
  { "a control character", "rou\nter" },
  { "no UTF-8", "b\xfc" "cher.example" },
  { "two transports", "udp:udp:router" },
  { "P-TRN-03 TCP", "tcp:192.0.2.1:161" },
  { "P-TRN-03 TCP over IPv6", "tcp6:[::1]:161" },
  { "P-TRN-03 TLS", "tlstcp:router" },
  { "P-TRN-03 DTLS", "dtlsudp:router" },
  { "P-TRN-03 SSH", "ssh:router" },
  { "P-TRN-03 a local socket", "unix:/run/agentx" },
};

static void
test_accepted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnAddress) address = tarn_address_new (accepted[i].text, 161, &error);
      g_autoptr(TarnAddress) again = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (tarn_address_get_host (address), ==, accepted[i].host);
      g_assert_cmpstr (tarn_address_get_zone (address), ==, accepted[i].zone);
      g_assert_cmpint (tarn_address_get_port (address), ==, accepted[i].port);
      g_assert_cmpint (tarn_address_get_family (address), ==, accepted[i].family);
      g_assert_cmpint (tarn_address_is_name (address), ==, accepted[i].is_name);
      text = tarn_address_to_string (address);
      g_assert_cmpstr (text, ==, accepted[i].again);

      /* What is printed is read as the same address. */
      again = tarn_address_new (text, 9, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (tarn_address_get_host (again), ==, accepted[i].host);
      g_assert_cmpstr (tarn_address_get_zone (again), ==, accepted[i].zone);
      g_assert_cmpint (tarn_address_get_port (again), ==, accepted[i].port);
      g_assert_cmpint (tarn_address_get_family (again), ==, accepted[i].family);
    }
}

static void
test_refused (gconstpointer data)
{
  const char *text = data;
  g_autofree char *shown = g_utf8_make_valid (text, -1);
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_address_new (text, 161, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, shown));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_default_port (void)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("[::1]", 162, NULL);

  g_assert_cmpint (tarn_address_get_port (address), ==, 162);
}

static void
test_ref (void)
{
  TarnAddress *address = tarn_address_new ("fe80::1%eth0", 161, NULL);
  GValue value = G_VALUE_INIT;

  g_value_init (&value, TARN_TYPE_ADDRESS);
  g_value_set_boxed (&value, address);
  tarn_address_unref (address);
  g_assert_true (g_value_get_boxed (&value) == address);
  g_assert_cmpstr (tarn_address_get_zone (address), ==, "eth0");
  g_value_unset (&value);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/accepted", test_accepted);
  g_test_add_func ("/address/default port", test_default_port);
  g_test_add_func ("/address/references", test_ref);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/address/refused/%s", refused[i].sentence);

      g_test_add_data_func (path, refused[i].text, test_refused);
    }

  return g_test_run ();
}
