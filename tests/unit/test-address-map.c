/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "ops/tarn-address-map.h"
#include "ops/tarn-secrets.h"

/* Nothing is decided: all bits are drawn. */
static void
decide_nothing (const guint8 *address,
                gboolean      pressed,
                guint8       *mask,
                guint8       *value,
                gpointer      user_data)
{
}

typedef struct
{
  GPtrArray *addresses;
  GPtrArray *images;
  guint      width;
} Pairs;

static void
take_pair (const guint8 *address,
           const guint8 *image,
           gpointer      user_data)
{
  Pairs *self = user_data;

  g_ptr_array_add (self->addresses, g_memdup2 (address, self->width));
  g_ptr_array_add (self->images, g_memdup2 (image, self->width));
}

static guint
common_bits (const guint8 *a,
             const guint8 *b,
             guint         width)
{
  guint n = 0;

  while (n < 8 * width && ((a[n / 8] ^ b[n / 8]) & 0x80 >> n % 8) == 0)
    n++;
  return n;
}

/* What the header promises, for each pair of neighbours: of sorted addresses these
 * agree most. */
static void
assert_keeps (TarnAddressMap *map,
              guint           width,
              guint           n)
{
  Pairs pairs = { g_ptr_array_new_with_free_func (g_free),
                  g_ptr_array_new_with_free_func (g_free), width };

  tarn_address_map_foreach (map, take_pair, &pairs);
  g_assert_cmpuint (pairs.addresses->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const guint8 *address = pairs.addresses->pdata[i];
      const guint8 *image = pairs.images->pdata[i];

      g_assert_false (tarn_address_map_has (map, image));
      g_assert_cmpmem (tarn_address_map_get (map, address), width, image, width);
      if (i == 0)
        continue;
      g_assert_cmpint (memcmp (pairs.images->pdata[i - 1], image, width), <, 0);
      g_assert_cmpuint (common_bits (pairs.images->pdata[i - 1], image, width), ==,
                        common_bits (pairs.addresses->pdata[i - 1], address, width));
    }

  g_ptr_array_unref (pairs.addresses);
  g_ptr_array_unref (pairs.images);
}

static void
test_random (void)
{
  g_autoptr(TarnDraw) draw = tarn_draw_new (NULL);

  for (guint round = 0; round < 60; round++)
    {
      guint width = round % 3 == 0 ? 4 : round % 3 == 1 ? 6 : 16;
      guint n = (guint) g_test_rand_int_range (1, 200), n_added = 0;
      /* Few values an octet: many common beginnings. */
      gint32 spread = g_test_rand_int_range (2, 257);
      g_autoptr(TarnAddressMap) map = tarn_address_map_new ("test", width, decide_nothing, NULL);

      for (guint i = 0; i < n; i++)
        {
          guint8 address[16];

          for (guint k = 0; k < width; k++)
            address[k] = (guint8) g_test_rand_int_range (0, spread);
          n_added += tarn_address_map_add (map, address);
        }

      tarn_address_map_build (map, draw);
      g_assert_cmpuint (tarn_address_map_get_n_stuck (map), ==, 0);
      assert_keeps (map, width, n_added);
    }
}

static void
test_key (void)
{
  const guint8 address[4] = { 10, 1, 2, 3 };
  guint8 first[4];
  guint n_same = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(TarnDraw) draw = tarn_draw_new (i < 2 ? "one" : "two");
      g_autoptr(TarnAddressMap) map = tarn_address_map_new ("test", 4, decide_nothing, NULL);

      g_assert_null (tarn_address_map_get (map, address));
      tarn_address_map_add (map, address);
      tarn_address_map_build (map, draw);
      if (i == 0)
        memcpy (first, tarn_address_map_get (map, address), 4);
      n_same += memcmp (first, tarn_address_map_get (map, address), 4) == 0;
    }

  g_assert_cmpuint (n_same, ==, 2);
}

static void
test_nothing (void)
{
  g_autoptr(TarnDraw) draw = tarn_draw_new ("key");
  g_autoptr(TarnAddressMap) map = tarn_address_map_new ("test", 4, decide_nothing, NULL);
  const guint8 address[4] = { 10, 1, 2, 3 };

  tarn_address_map_build (map, draw);
  g_assert_null (tarn_address_map_get (map, address));
  g_assert_cmpuint (tarn_address_map_get_n_stuck (map), ==, 0);
}

/* All addresses there are: each has to stay, and that is told. */
static void
test_full (void)
{
  g_autoptr(TarnDraw) draw = tarn_draw_new ("key");
  g_autoptr(TarnAddressMap) map = tarn_address_map_new ("test", 1, decide_nothing, NULL);

  for (guint i = 0; i < 256; i++)
    {
      guint8 address = (guint8) i;

      tarn_address_map_add (map, &address);
    }
  tarn_address_map_build (map, draw);
  g_assert_cmpuint (tarn_address_map_get_n_stuck (map), ==, 256);
}

typedef struct
{
  const char *sentence;
  const char *octets;
  const char *kept;      /* bits that stay, as a mask                    */
  gboolean    changes;
} PolicyVector;

static const PolicyVector policies[] = {
  { "a private address keeps its block and its host", "0a010203", "ff0000ff", TRUE },
  { "172.16/12", "ac1f0a01", "fff000ff", TRUE },
  { "192.168/16", "c0a80101", "ffff00ff", TRUE },
  { "carrier-grade NAT", "64400001", "ffc000ff", TRUE },
  { "link-local", "a9fe0102", "ffff00ff", TRUE },
  { "zeros at the end of a network", "0a040000", "ff00ffff", TRUE },
  { "a public address", "08080808", "000000ff", TRUE },
  { "any", "00000000", "ffffffff", FALSE },
  { "loopback", "7f000001", "ffffffff", FALSE },
  { "a group", "e0000005", "ffffffff", FALSE },
  { "a mask", "ffffff80", "ffffffff", FALSE },
  { "a short mask", "c0000000", "ffffffff", FALSE },
  { "an inverted mask", "000000ff", "ffffffff", FALSE },

  { "a MAC keeps its vendor", "001122334455", "ffffff000000", TRUE },
  { "no MAC", "000000000000", "ffffffffffff", FALSE },
  { "broadcast", "ffffffffffff", "ffffffffffff", FALSE },
  { "spanning tree", "0180c2000000", "ffffffffffff", FALSE },
  { "a group of IPv6", "333300000001", "ffffffffffff", FALSE },
  { "solicited-node ends as an address does", "3333ff112233", "ffffff000000", TRUE },
  { "VRRP", "00005e000105", "ffffffffffff", FALSE },
  { "HSRP", "00000c07ac05", "ffffffffffff", FALSE },

  { "global unicast", "20010db8000100020003000400050006", "e0000000000000000000000000000000", TRUE },
  { "a small host number stays", "20010db8000100020000000000000053",
    "e000000000000000ffffffffffffffff", TRUE },
  { "link-local", "fe800000000000001234567812345678", "ffffffffffffffff0000000000000000", TRUE },
  { "unique local", "fd123456789a00010000000000000001", "fe00000000000000ffffffffffffffff", TRUE },
  { "unspecified", "00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff", FALSE },
  { "loopback", "00000000000000000000000000000001", "ffffffffffffffffffffffffffffffff", FALSE },
  { "a group", "ff020000000000000000000000000005", "ffffffffffffffffffffffffffffffff", FALSE },
  { "solicited-node", "ff0200000000000000000001ff112233", "ffffffffffffffffffffffffff000000", TRUE },
};

static void
test_policy (gconstpointer data)
{
  const PolicyVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->octets);
  g_autoptr(GBytes) kept = tarn_test_hex (v->kept);
  TarnSpan address = tarn_test_span (octets);
  TarnSpan mask = tarn_test_span (kept);

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(TarnSecrets) secrets = tarn_secrets_new ();
      g_autoptr(TarnDraw) draw = tarn_draw_new (NULL);
      guint8 image[16];

      memcpy (image, address.data, address.len);
      g_assert_true (tarn_secrets_visit_address (secrets, image, address.len));
      tarn_secrets_build (secrets, draw);
      secrets->phase = TARN_PHASE_REPLACE;
      g_assert_true (tarn_secrets_visit_address (secrets, image, address.len));

      g_assert_cmpint (memcmp (image, address.data, address.len) != 0, ==, v->changes);
      for (gsize i = 0; i < address.len; i++)
        g_assert_cmpuint ((image[i] ^ address.data[i]) & mask.data[i], ==, 0);
    }
}

/* The same MAC, the same address, wherever it is embedded. */
static void
test_embedded (void)
{
  static const struct { const char *whole; gsize at; const char *part; gsize len; } cases[] = {
    { "fe80000000000000021122fffe334455", 13, "001122334455", 3 },
    { "00000000000000000000ffff0a010203", 12, "0a010203", 4 },
    { "20020a01020300010000000000000001", 2, "0a010203", 4 },
    { "0064ff9b00000000000000000a010203", 12, "0a010203", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnSecrets) secrets = tarn_secrets_new ();
      g_autoptr(TarnDraw) draw = tarn_draw_new (NULL);
      g_autoptr(GBytes) whole = tarn_test_hex (cases[i].whole);
      g_autoptr(GBytes) part = tarn_test_hex (cases[i].part);
      guint8 outer[16], inner[16];
      gsize len = g_bytes_get_size (part);

      memcpy (outer, tarn_test_span (whole).data, 16);
      memcpy (inner, tarn_test_span (part).data, len);
      tarn_secrets_visit_ipv6 (secrets, outer);
      tarn_secrets_build (secrets, draw);
      secrets->phase = TARN_PHASE_REPLACE;
      tarn_secrets_visit_ipv6 (secrets, outer);
      tarn_secrets_visit_address (secrets, inner, len);

      g_assert_cmpuint (secrets->n_unknown, ==, 0);
      g_assert_cmpmem (outer + cases[i].at, cases[i].len, inner + len - cases[i].len, cases[i].len);
      g_assert_cmpint (memcmp (inner, tarn_test_span (part).data, len), !=, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address-map/random", test_random);
  g_test_add_func ("/address-map/key", test_key);
  g_test_add_func ("/address-map/nothing", test_nothing);
  g_test_add_func ("/address-map/full", test_full);
  g_test_add_func ("/address-map/embedded", test_embedded);
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u %s", i, policies[i].sentence);
      g_autofree char *path = g_strdup_printf ("/address-map/policy/%s", g_strdelimit (name, "/", ' '));

      g_test_add_data_func (path, &policies[i], test_policy);
    }

  return g_test_run ();
}
