/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which bits of an address stay: those that say what sort of address it is, not whose.
 */
#include "ops/tarn-secrets.h"

#include <arpa/inet.h>

typedef struct
{
  const char *address;
  guint       n_bits;
  gboolean    whole;     /* nothing of such an address says whose it is */
} Block;

static const Block ipv4_blocks[] = {
  { "0.0.0.0", 8, TRUE },
  { "10.0.0.0", 8, FALSE },
  { "100.64.0.0", 10, FALSE },
  { "127.0.0.0", 8, TRUE },
  { "169.254.0.0", 16, FALSE },
  { "172.16.0.0", 12, FALSE },
  { "192.168.0.0", 16, FALSE },
  { "224.0.0.0", 3, TRUE },   /* groups, masks, broadcast */
};

static const Block ipv6_blocks[] = {
  { "::", 127, TRUE },                /* and ::1                                      */
  { "::ffff:0:0", 96, FALSE },
  { "::", 96, FALSE },
  { "64:ff9b::", 96, FALSE },
  { "2002::", 16, FALSE },
  { "2000::", 3, FALSE },
  { "fc00::", 7, FALSE },
  { "fe80::", 64, FALSE },
  { "fe80::", 10, FALSE },
  { "ff02::1:ff00:0", 104, FALSE },   /* solicited-node: ends as an address does      */
  { "ff00::", 8, TRUE },
};

static guint
common_bits (const guint8 *a,
             const guint8 *b,
             guint         max)
{
  guint n = 0;

  while (n < max && ((a[n / 8] ^ b[n / 8]) & 0x80 >> n % 8) == 0)
    n++;
  return n;
}

/* Sets bits @from to @to, not included. */
static void
set_bits (guint8 *mask,
          guint   from,
          guint   to)
{
  for (; from < to; from++)
    mask[from / 8] |= (guint8) (0x80 >> from % 8);
}

/* How many bits the first fitting block decides; @width octets: all. */
static guint
find_block (const Block  *blocks,
            guint         n_blocks,
            int           family,
            const guint8 *address,
            guint         n_bits)
{
  for (guint i = 0; i < n_blocks; i++)
    {
      guint8 block[16];

      inet_pton (family, blocks[i].address, block);
      if (common_bits (address, block, blocks[i].n_bits) == blocks[i].n_bits)
        return blocks[i].whole ? n_bits : blocks[i].n_bits;
    }

  return 0;
}

/* 192.0.0.0 and the like, ones and then zeros: more likely a mask than a network. */
static gboolean
is_mask (const guint8 *address)
{
  guint32 bits = (guint32) address[0] << 24 | address[1] << 16 | address[2] << 8 | address[3];

  return (~bits & (~bits + 1)) == 0;
}

/* The last octet stays, so that subnets longer than 24 bits, their broadcast addresses
 * and a router at .1 remain what they are; zeros at the end of a network do. */
static void
decide_ipv4 (const guint8 *address,
             gboolean      pressed,
             guint8       *mask,
             guint8       *value,
             gpointer      user_data)
{
  guint n = is_mask (address) ? 32
            : find_block (ipv4_blocks, G_N_ELEMENTS (ipv4_blocks), AF_INET, address, 32);
  guint end = 32;

  set_bits (mask, 0, n);
  if (pressed)
    return;

  while (end > 0 && !(address[(end - 1) / 8] >> (7 - (end - 1) % 8) & 1))
    end--;
  set_bits (mask, MIN (MAX (end, MAX (n, 8) + 8), 24), 32);
}

/* Which group, which vendor: that stays; of VRRP and HSRP, which router.  Six times the
 * same octet is no address. */
static void
decide_mac (const guint8 *address,
            gboolean      pressed,
            guint8       *mask,
            guint8       *value,
            gpointer      user_data)
{
  static const guint8 vrrp[] = { 0, 0, 0x5e, 0, 1 };
  static const guint8 vrrp6[] = { 0, 0, 0x5e, 0, 2 };
  static const guint8 hsrp[] = { 0, 0, 0x0c, 7, 0xac };
  static const guint8 solicited[] = { 0x33, 0x33, 0xff };
  gboolean is_group = (address[0] & 1) && memcmp (address, solicited, sizeof solicited) != 0;

  set_bits (mask, 0, 24);
  if (is_group || memcmp (address, address + 1, 5) == 0 || memcmp (address, vrrp, sizeof vrrp) == 0
      || memcmp (address, vrrp6, sizeof vrrp6) == 0 || memcmp (address, hsrp, sizeof hsrp) == 0)
    set_bits (mask, 24, 48);
}

gboolean
tarn_ipv6_get_mac (const guint8 *address,
                   guint8       *mac)
{
  if (address[11] != 0xff || address[12] != 0xfe || address[0] == 0xff)
    return FALSE;

  mac[0] = address[8] ^ 0x02;
  memcpy (mac + 1, address + 9, 2);
  memcpy (mac + 3, address + 13, 3);
  return TRUE;
}

int
tarn_ipv6_find_ipv4 (const guint8 *address)
{
  static const guint8 zeros[12];
  static const guint8 mapped[12] = { [10] = 0xff, 0xff };
  static const guint8 translated[12] = { 0, 0x64, 0xff, 0x9b };

  if (memcmp (address, mapped, 12) == 0 || memcmp (address, translated, 12) == 0
      || (memcmp (address, zeros, 12) == 0 && (address[12] != 0 || address[13] != 0)))
    return 12;
  return address[0] == 0x20 && address[1] == 0x02 ? 2 : -1;
}

static void
decide_as (TarnAddressMap *map,
           const guint8   *part,
           guint           len,
           guint8         *mask,
           guint8         *value)
{
  const guint8 *image = tarn_address_map_get (map, part);

  if (image == NULL)
    return;
  memcpy (value, image, len);
  memset (mask, 0xff, len);
}

/* Small host numbers (::1, ::53) stay below another network; a MAC in an address is
 * what stands for that MAC. */
static void
decide_ipv6 (const guint8 *address,
             gboolean      pressed,
             guint8       *mask,
             guint8       *value,
             gpointer      user_data)
{
  static const guint8 zeros[6];
  TarnSecrets *self = user_data;
  guint n = find_block (ipv6_blocks, G_N_ELEMENTS (ipv6_blocks), AF_INET6, address, 128);
  int ipv4 = tarn_ipv6_find_ipv4 (address);
  guint8 mac[6];

  set_bits (mask, 0, n);
  if (ipv4 >= 0)
    decide_as (self->ipv4, address + ipv4, 4, mask + ipv4, value + ipv4);

  if (tarn_ipv6_get_mac (address, mac))
    {
      const guint8 *image = tarn_address_map_get (self->mac, mac);

      set_bits (mask, 64, 104);
      if (image != NULL)
        {
          memcpy (value + 13, image + 3, 3);
          set_bits (mask, 104, 128);
        }
    }
  else if (!pressed && memcmp (address + 8, zeros, 6) == 0)
    {
      set_bits (mask, 64, 128);
    }
}

int
tarn_engine_find (const guint8   *engine,
                  TarnSecretKind *kind)
{
  if (!(engine[0] & 0x80) || engine[4] < 1 || engine[4] > 3)
    return -1;

  *kind = engine[4] == 1 ? TARN_SECRET_IPV4 : engine[4] == 2 ? TARN_SECRET_IPV6 : TARN_SECRET_MAC;
  return 5;
}

/* RFC 3411: the enterprise and the form stay.  Zeros at the end do, since those behind the
 * end of the engine ID are not in its octets. */
static void
decide_engine (const guint8 *address,
               gboolean      pressed,
               guint8       *mask,
               guint8       *value,
               gpointer      user_data)
{
  TarnSecrets *self = user_data;
  TarnSecretKind kind;
  int at = tarn_engine_find (address, &kind);

  set_bits (mask, 0, address[0] & 0x80 ? 40 : 32);
  if (at >= 0 && kind == TARN_SECRET_IPV4)
    decide_as (self->ipv4, address + at, 4, mask + at, value + at);
  else if (at >= 0 && kind == TARN_SECRET_IPV6)
    decide_as (self->ipv6, address + at, 16, mask + at, value + at);
  else if (at >= 0)
    decide_as (self->mac, address + at, 6, mask + at, value + at);
  else if ((address[0] & 0x80) && address[4] == 4)   /* text remains text */
    for (guint i = 5; i < TARN_ENGINE_MAX; i++)
      mask[i] |= 0xe0;

  for (guint i = TARN_ENGINE_MAX; i > 0 && address[i - 1] == 0; i--)
    mask[i - 1] = 0xff;
}

TarnAddressMap *
tarn_secrets_new_map (TarnSecrets    *self,
                      TarnSecretKind  kind)
{
  static const struct
  {
    const char        *label;
    guint              width;
    TarnAddressPolicy  policy;
  } maps[] = {
    [TARN_SECRET_IPV4] = { "ipv4", 4, decide_ipv4 },
    [TARN_SECRET_IPV6] = { "ipv6", 16, decide_ipv6 },
    [TARN_SECRET_MAC] = { "mac", 6, decide_mac },
    [TARN_SECRET_ENGINE] = { "engine", TARN_ENGINE_MAX, decide_engine },
  };
  TarnAddressMap *map = tarn_address_map_new (maps[kind].label, maps[kind].width,
                                              maps[kind].policy, self);
  const Block *blocks = kind == TARN_SECRET_IPV4 ? ipv4_blocks : ipv6_blocks;
  guint n = kind == TARN_SECRET_IPV4 ? G_N_ELEMENTS (ipv4_blocks)
            : kind == TARN_SECRET_IPV6 ? G_N_ELEMENTS (ipv6_blocks) : 0;

  for (guint i = 0; i < n; i++)
    {
      guint8 block[16];

      inet_pton (kind == TARN_SECRET_IPV4 ? AF_INET : AF_INET6, blocks[i].address, block);
      if (blocks[i].n_bits != 3 || kind == TARN_SECRET_IPV4)   /* all of them lie there */
        tarn_address_map_keep_out (map, block, blocks[i].n_bits);
    }

  return map;
}
