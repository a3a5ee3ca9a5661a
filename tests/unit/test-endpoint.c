/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <net/if.h>

#include "tarn-net-fixture.h"

typedef struct
{
  const char *host;
  guint16     port;
  guint32     scope;
} Place;

typedef struct
{
  const char *name;
  Place       a;
  Place       b;
  gboolean    same_host;
  gboolean    equal;
} CompareVector;

static const CompareVector compare_vectors[] = {
  { "equal", { "192.0.2.1", 161 }, { "192.0.2.1", 161 }, TRUE, TRUE },
  { "another port", { "192.0.2.1", 161 }, { "192.0.2.1", 162 }, TRUE, FALSE },
  { "another address", { "192.0.2.1", 161 }, { "192.0.2.2", 161 }, FALSE, FALSE },
  { "another family", { "192.0.2.1", 161 }, { "::ffff:192.0.2.1", 161 }, FALSE, FALSE },
  { "IPv6 equal", { "2001:db8::1", 161 }, { "2001:db8:0::1", 161 }, TRUE, TRUE },
  { "IPv6 another port", { "2001:db8::1", 161 }, { "2001:db8::1", 9 }, TRUE, FALSE },
  { "IPv6 another address", { "2001:db8::1", 161 }, { "2001:db8::2", 161 }, FALSE, FALSE },
  { "link-local of two links are two hosts (F-13)",
    { "fe80::1", 161, 1 }, { "fe80::1", 161, 2 }, FALSE, FALSE },
  { "link-local of one link", { "fe80::1", 161, 2 }, { "fe80::1", 161, 2 }, TRUE, TRUE },
  { "link-local without a link", { "fe80::1", 161, 0 }, { "fe80::1", 161, 2 }, TRUE, TRUE },
  { "the scope of a global address means nothing",
    { "2001:db8::1", 161, 1 }, { "2001:db8::1", 161, 2 }, TRUE, TRUE },
};

static TarnEndpoint
endpoint_of (const Place *place)
{
  TarnEndpoint endpoint = tarn_net_endpoint (place->host, place->port);

  if (endpoint.sa.sa_family == AF_INET6)
    endpoint.in6.sin6_scope_id = place->scope;
  return endpoint;
}

static void
test_compare (gconstpointer data)
{
  const CompareVector *v = data;
  TarnEndpoint a = endpoint_of (&v->a);
  TarnEndpoint b = endpoint_of (&v->b);

  g_assert_cmpint (tarn_endpoint_same_host (&a, &b), ==, v->same_host);
  g_assert_cmpint (tarn_endpoint_same_host (&b, &a), ==, v->same_host);
  g_assert_cmpint (tarn_endpoint_equal (&a, &b), ==, v->equal);
  g_assert_cmpint (tarn_endpoint_equal (&b, &a), ==, v->equal);
}

typedef struct
{
  Place       place;
  const char *text;
} TextVector;

static const TextVector text_vectors[] = {
  { { "192.0.2.1", 161 }, "192.0.2.1:161" },
  { { "0.0.0.0", 0 }, "0.0.0.0:0" },
  { { "::1", 65535 }, "[::1]:65535" },
  { { "2001:db8::1", 161 }, "[2001:db8::1]:161" },
  { { "fe80::1", 161, 4294967295u }, "[fe80::1%4294967295]:161" },   /* no such interface */
};

static void
test_text (void)
{
  TarnEndpoint nowhere = { 0 };
  g_autofree char *text = tarn_endpoint_to_string (&nowhere);

  g_assert_cmpstr (text, ==, "nowhere");
  for (guint i = 0; i < G_N_ELEMENTS (text_vectors); i++)
    {
      TarnEndpoint endpoint = endpoint_of (&text_vectors[i].place);
      g_autofree char *got = tarn_endpoint_to_string (&endpoint);

      g_assert_cmpstr (got, ==, text_vectors[i].text);
      g_assert_cmpuint (tarn_endpoint_port (&endpoint), ==, text_vectors[i].place.port);
    }
}

static void
test_zone_text (void)
{
  TarnEndpoint endpoint = tarn_net_endpoint ("fe80::1", 161);
  g_autofree char *text = NULL;

  endpoint.in6.sin6_scope_id = if_nametoindex ("lo");
  if (endpoint.in6.sin6_scope_id == 0)
    {
      g_test_skip ("there is no interface lo");
      return;
    }
  text = tarn_endpoint_to_string (&endpoint);
  g_assert_cmpstr (text, ==, "[fe80::1%lo]:161");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint/text", test_text);
  g_test_add_func ("/endpoint/zone by name", test_zone_text);
  for (guint i = 0; i < G_N_ELEMENTS (compare_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/endpoint/compare/", compare_vectors[i].name, NULL);

      g_test_add_data_func (path, &compare_vectors[i], test_compare);
    }

  return g_test_run ();
}
