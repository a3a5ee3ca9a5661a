/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-network.h"

#include <gio/gio.h>

#include "base/tarn-error.h"

#define MAPPED_BITS 96

static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

/* "255.255.255.0", ones and then zeros. */
static gboolean
parse_mask (const char *text,
            guint      *n_bits)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);
  guint32 mask;

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return FALSE;

  memcpy (&mask, g_inet_address_to_bytes (address), sizeof mask);
  mask = GUINT32_FROM_BE (mask);
  *n_bits = mask != 0 ? 32 - (guint) g_bit_nth_lsf (mask, -1) : 0;
  return mask == (*n_bits > 0 ? G_MAXUINT32 << (32 - *n_bits) : 0);
}

/* "/24" behind an address, or what that is as a mask.  FALSE: no such number. */
static gboolean
parse_bits (const char *text,
            guint       most,
            guint      *n_bits)
{
  guint64 number;

  if (most == 32 && strchr (text, '.') != NULL)
    return parse_mask (text, n_bits);
  if (!g_ascii_string_to_unsigned (text, 10, 0, most, &number, NULL))
    return FALSE;

  *n_bits = (guint) number;
  return TRUE;
}

static gboolean
has_no_more_bits (const TarnNetwork *self)
{
  for (guint i = self->n_bits; i < 8 * sizeof self->address; i++)
    if ((self->address[i / 8] & (0x80 >> i % 8)) != 0)
      return FALSE;

  return TRUE;
}

gboolean
tarn_network_parse (TarnNetwork  *self,
                    const char   *text,
                    GError      **error)
{
  g_auto(GStrv) parts = g_strsplit (strcmp (text, "localhost") == 0 ? "127.0.0.1" : text, "/", 2);
  g_autoptr(GInetAddress) address = NULL;
  gsize size;

  memset (self, 0, sizeof *self);
  if (strcmp (text, "default") == 0)
    return TRUE;

  address = parts[0] != NULL ? g_inet_address_new_from_string (parts[0]) : NULL;
  if (address != NULL)
    {
      size = g_inet_address_get_native_size (address);
      self->n_bits = (guint) (8 * size);
      if (parts[1] == NULL || parse_bits (parts[1], self->n_bits, &self->n_bits))
        {
          if (size == 4)
            {
              memcpy (self->address, mapped, sizeof mapped);
              self->n_bits += MAPPED_BITS;
            }
          memcpy (self->address + sizeof self->address - size,
                  g_inet_address_to_bytes (address), size);
          if (has_no_more_bits (self))
            return TRUE;
        }
    }

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "“%s” is no network; it should be as 192.0.2.1, 192.0.2.0/24, 2001:db8::/32 or "
               "default", text);
  return FALSE;
}

void
tarn_network_put_address (guint8             *octets,
                          const TarnEndpoint *endpoint)
{
  if (endpoint->sa.sa_family == AF_INET6)
    {
      memcpy (octets, &endpoint->in6.sin6_addr, 16);
      return;
    }

  memcpy (octets, mapped, sizeof mapped);
  memcpy (octets + sizeof mapped, &endpoint->in.sin_addr, 4);
}

gboolean
tarn_network_has (const TarnNetwork  *self,
                  const TarnEndpoint *endpoint)
{
  guint8 octets[16];
  guint whole = self->n_bits / 8;
  guint rest = self->n_bits % 8;

  tarn_network_put_address (octets, endpoint);
  return memcmp (octets, self->address, whole) == 0
         && (rest == 0 || ((octets[whole] ^ self->address[whole]) >> (8 - rest)) == 0);
}

gboolean
tarn_network_is_loopback (const TarnEndpoint *endpoint)
{
  guint8 octets[16];

  if (endpoint->sa.sa_family == AF_INET)
    return ntohl (endpoint->in.sin_addr.s_addr) >> 24 == 127;

  tarn_network_put_address (octets, endpoint);
  return IN6_IS_ADDR_LOOPBACK (&endpoint->in6.sin6_addr)
         || (memcmp (octets, mapped, sizeof mapped) == 0 && octets[12] == 127);
}
