/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Frame, packet, datagram.  Checksums are not looked at: network cards fill them in after
 * a packet was captured.
 */
#include "ops/tarn-pcap-ip.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "ops/tarn-pcap-fragments.h"

/* LINKTYPE_… */
enum
{
  LINK_NULL = 0,
  LINK_ETHERNET = 1,
  LINK_PPP = 9,
  LINK_RAW_OPENBSD = 12,
  LINK_RAW_BSD = 14,
  LINK_PPP_HDLC = 50,
  LINK_PPP_ETHER = 51,
  LINK_RAW = 101,
  LINK_LOOP = 108,
  LINK_LINUX_SLL = 113,
  LINK_IPV4 = 228,
  LINK_IPV6 = 229,
  LINK_LINUX_SLL2 = 276,
};

/* Ethernet types. */
enum
{
  TYPE_IPV4 = 0x0800,
  TYPE_VLAN = 0x8100,
  TYPE_IPV6 = 0x86dd,
  TYPE_PPPOE = 0x8864,
  TYPE_QINQ = 0x88a8,
  TYPE_QINQ_OLD = 0x9100,
};

#define IP_FRAGMENT      44
#define IP_AUTHENTICATION 51
#define MAX_EXTENSIONS   16

/* What is left of a frame; the rest of it goes away from the front. */
typedef struct
{
  TarnSpan span;
  gsize    n_cut;   /* octets at the end that were not captured */
} Rest;

static gboolean
drop (Rest  *rest,
      gsize  n)
{
  if (n > rest->span.len)
    return FALSE;

  rest->span = tarn_span (rest->span.data + n, rest->span.len - n);
  return TRUE;
}

static guint
get_u16 (const guint8 *at)
{
  return (guint) at[0] << 8 | at[1];
}

static gboolean
find_ip_in_ppp (Rest *rest)
{
  guint protocol;

  if (rest->span.len >= 2 && rest->span.data[0] == 0xff && rest->span.data[1] == 0x03)
    drop (rest, 2);
  if (rest->span.len < 2)
    return FALSE;

  /* One octet where it is odd, as some ends agree. */
  protocol = rest->span.data[0] & 1 ? rest->span.data[0] : get_u16 (rest->span.data);
  drop (rest, rest->span.data[0] & 1 ? 1 : 2);
  return protocol == 0x21 || protocol == 0x57;
}

/* Behind an Ethernet type. */
static gboolean
find_ip_by_type (Rest  *rest,
                 guint  type)
{
  while (type == TYPE_VLAN || type == TYPE_QINQ || type == TYPE_QINQ_OLD)
    {
      if (rest->span.len < 4)
        return FALSE;
      type = get_u16 (rest->span.data + 2);
      drop (rest, 4);
    }

  if (type == TYPE_PPPOE)
    return drop (rest, 6) && find_ip_in_ppp (rest);
  return type == TYPE_IPV4 || type == TYPE_IPV6;
}

/* A header of @len octets with an Ethernet type at @at. */
static gboolean
find_ip_behind (Rest  *rest,
                gsize  len,
                gsize  at)
{
  guint type;

  if (rest->span.len < len)
    return FALSE;

  type = get_u16 (rest->span.data + at);
  drop (rest, len);
  return find_ip_by_type (rest, type);
}

/* Takes away what is in front of the packet. */
static TarnFrameResult
find_ip (guint  link_type,
         Rest  *rest)
{
  gboolean found;

  switch (link_type)
    {
    case LINK_ETHERNET:
      found = find_ip_behind (rest, 14, 12);
      break;

    case LINK_LINUX_SLL:
      found = find_ip_behind (rest, 16, 14);
      break;

    case LINK_LINUX_SLL2:
      found = find_ip_behind (rest, 20, 0);
      break;

    case LINK_NULL:
    case LINK_LOOP:
      /* A family, whose numbers differ from system to system. */
      found = drop (rest, 4);
      break;

    case LINK_PPP:
    case LINK_PPP_HDLC:
      found = find_ip_in_ppp (rest);
      break;

    case LINK_PPP_ETHER:
      found = drop (rest, 6) && find_ip_in_ppp (rest);
      break;

    case LINK_RAW:
    case LINK_RAW_BSD:
    case LINK_RAW_OPENBSD:
    case LINK_IPV4:
    case LINK_IPV6:
      found = TRUE;
      break;

    default:
      return TARN_FRAME_UNKNOWN_LINK;
    }

  return found ? TARN_FRAME_DATAGRAM : TARN_FRAME_OTHER;
}

/* The payload of a packet has @len octets: behind it there may be padding; or less of it
 * was captured. */
static void
set_len (Rest  *rest,
         gsize  len)
{
  if (len <= rest->span.len)
    *rest = (Rest) { tarn_span (rest->span.data, len), 0 };
  else
    rest->n_cut = len - rest->span.len;
}

/* Hands a fragment in; only the last one comes out of it, as a whole. */
static TarnFrameResult
add_fragment (Rest                  *rest,
              const TarnFragmentKey *key,
              guint                  offset_and_flags,
              gboolean               more,
              guint64                number,
              TarnFragments         *fragments)
{
  TarnSpan whole;

  if (rest->n_cut > 0)
    return TARN_FRAME_CUT;
  if (!tarn_fragments_add (fragments, key, number, offset_and_flags, more, rest->span, &whole))
    return TARN_FRAME_FRAGMENT;

  *rest = (Rest) { whole, 0 };
  return TARN_FRAME_DATAGRAM;
}

static TarnFrameResult
parse_ipv4 (Rest             *rest,
            guint64           number,
            TarnFragments    *fragments,
            TarnPcapDatagram *datagram)
{
  const guint8 *header = rest->span.data;
  gsize header_len, len;
  guint flags;

  if (rest->span.len < 20)
    return TARN_FRAME_OTHER;

  header_len = (gsize) (header[0] & 0x0f) * 4;
  len = get_u16 (header + 2);
  flags = get_u16 (header + 6);
  if (header_len < 20 || header[9] != IPPROTO_UDP || !drop (rest, header_len))
    return TARN_FRAME_OTHER;
  /* Of what a network card is to cut into packets, the length is 0. */
  if (len > 0 && len < header_len)
    return TARN_FRAME_OTHER;
  if (len > 0)
    set_len (rest, len - header_len);

  datagram->from.address_len = datagram->to.address_len = 4;
  memcpy (datagram->from.address, header + 12, 4);
  memcpy (datagram->to.address, header + 16, 4);

  if (flags & 0x3fff)
    {
      TarnFragmentKey key = { .id = get_u16 (header + 4), .address_len = 4,
                              .protocol = IPPROTO_UDP };

      memcpy (key.from, header + 12, 4);
      memcpy (key.to, header + 16, 4);
      return add_fragment (rest, &key, (flags & 0x1fff) * 8, (flags & 0x2000) != 0, number,
                           fragments);
    }

  return TARN_FRAME_DATAGRAM;
}

/* @header has the fragment header at @rest, which is still to be taken away. */
static TarnFrameResult
add_fragment_v6 (Rest          *rest,
                 const guint8  *header,
                 guint64        number,
                 TarnFragments *fragments)
{
  TarnFragmentKey key = { .address_len = 16 };
  guint offset;

  if (rest->span.len < 8)
    return TARN_FRAME_OTHER;

  key.protocol = rest->span.data[0];
  offset = get_u16 (rest->span.data + 2);
  memcpy (&key.id, rest->span.data + 4, 4);
  memcpy (key.from, header + 8, 16);
  memcpy (key.to, header + 24, 16);
  drop (rest, 8);
  return add_fragment (rest, &key, offset & ~7u, offset & 1, number, fragments);
}

static TarnFrameResult
parse_ipv6 (Rest             *rest,
            guint64           number,
            TarnFragments    *fragments,
            TarnPcapDatagram *datagram)
{
  const guint8 *header = rest->span.data;
  TarnFrameResult result = TARN_FRAME_DATAGRAM;
  guint8 next;
  gsize len;

  if (rest->span.len < 40)
    return TARN_FRAME_OTHER;

  next = header[6];
  len = get_u16 (header + 4);
  drop (rest, 40);
  if (len > 0)
    set_len (rest, len);

  datagram->from.address_len = datagram->to.address_len = 16;
  memcpy (datagram->from.address, header + 8, 16);
  memcpy (datagram->to.address, header + 24, 16);

  for (guint i = 0; i < MAX_EXTENSIONS && next != IPPROTO_UDP; i++)
    {
      guint8 extension = next;

      if (rest->span.len < 2)
        return TARN_FRAME_OTHER;
      next = rest->span.data[0];

      switch (extension)
        {
        case IPPROTO_HOPOPTS:
        case IPPROTO_ROUTING:
        case IPPROTO_DSTOPTS:
          if (!drop (rest, 8 + 8u * rest->span.data[1]))
            return TARN_FRAME_OTHER;
          break;

        case IP_AUTHENTICATION:
          if (!drop (rest, 8 + 4u * rest->span.data[1]))
            return TARN_FRAME_OTHER;
          break;

        case IP_FRAGMENT:
          result = add_fragment_v6 (rest, header, number, fragments);
          if (result != TARN_FRAME_DATAGRAM)
            return result;
          break;

        default:
          return TARN_FRAME_OTHER;
        }
    }

  return next == IPPROTO_UDP ? TARN_FRAME_DATAGRAM : TARN_FRAME_OTHER;
}

static TarnFrameResult
parse_udp (Rest             *rest,
           TarnPcapDatagram *datagram)
{
  const guint8 *header = rest->span.data;
  gsize len;

  if (rest->span.len < 8)
    return TARN_FRAME_OTHER;

  datagram->from.port = (guint16) get_u16 (header);
  datagram->to.port = (guint16) get_u16 (header + 2);
  len = get_u16 (header + 4);
  drop (rest, 8);
  if (len > 0 && len < 8)
    return TARN_FRAME_OTHER;
  if (len > 0)
    set_len (rest, len - 8);

  datagram->payload = rest->span;
  datagram->full_len = rest->span.len + rest->n_cut;
  return rest->n_cut > 0 ? TARN_FRAME_CUT : TARN_FRAME_DATAGRAM;
}

TarnFrameResult
tarn_frame_parse (const TarnPacket *packet,
                  TarnFragments    *fragments,
                  TarnPcapDatagram *datagram)
{
  Rest rest = { packet->frame, 0 };
  TarnFrameResult result = find_ip (packet->link_type, &rest);

  *datagram = (TarnPcapDatagram) { .full_len = 0 };
  if (result != TARN_FRAME_DATAGRAM || rest.span.len == 0)
    return result == TARN_FRAME_DATAGRAM ? TARN_FRAME_OTHER : result;

  switch (rest.span.data[0] >> 4)
    {
    case 4:
      result = parse_ipv4 (&rest, packet->number, fragments, datagram);
      break;

    case 6:
      result = parse_ipv6 (&rest, packet->number, fragments, datagram);
      break;

    default:
      return TARN_FRAME_OTHER;
    }

  return result == TARN_FRAME_DATAGRAM ? parse_udp (&rest, datagram) : result;
}

char *
tarn_pcap_endpoint_to_string (const TarnPcapEndpoint *self)
{
  char text[INET6_ADDRSTRLEN];
  gboolean is_v6 = self->address_len == 16;

  inet_ntop (is_v6 ? AF_INET6 : AF_INET, self->address, text, sizeof text);
  if (self->port == 161)
    return g_strdup (text);
  return g_strdup_printf (is_v6 ? "[%s]:%u" : "%s:%u", text, self->port);
}
