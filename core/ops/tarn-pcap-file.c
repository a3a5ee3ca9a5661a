/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-pcap-file.h"

#include "base/tarn-error.h"

/* What tcpdump and Wireshark take at most. */
#define MAX_PACKET     (256 * 1024)
/* Of a block of pcapng with a packet and its options; others are skipped, however long. */
#define MAX_BLOCK      (MAX_PACKET + 64 * 1024)
#define MAX_INTERFACES 4096
#define SKIP_OCTETS    4096

#define MAGIC_MICRO    0xa1b2c3d4u
#define MAGIC_NANO     0xa1b23c4du
#define MAGIC_ORDER    0x1a2b3c4du   /* of pcapng, behind the first block's length */

enum
{
  BLOCK_INTERFACE = 1,
  BLOCK_OLD_PACKET = 2,
  BLOCK_SIMPLE_PACKET = 3,
  BLOCK_PACKET = 6,
  BLOCK_SECTION = 0x0a0d0d0a,
};

static const char cut_short[] = "the file ends in the middle of it";
static const char no_block[] = "here begins nothing that pcapng knows";

void
tarn_pcap_file_init (TarnPcapFile     *self,
                     TarnImportSource *source)
{
  *self = (TarnPcapFile) {
    .source = source,
    .link_types = g_array_new (FALSE, FALSE, sizeof (guint16)),
    .buffer = g_byte_array_new (),
  };
}

void
tarn_pcap_file_clear (TarnPcapFile *self)
{
  g_clear_pointer (&self->link_types, g_array_unref);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
}

static guint32
get_u32 (const TarnPcapFile *self,
         const guint8       *at)
{
  guint32 number;

  memcpy (&number, at, sizeof number);
  return self->is_swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

static guint16
get_u16 (const TarnPcapFile *self,
         const guint8       *at)
{
  guint16 number;

  memcpy (&number, at, sizeof number);
  return self->is_swapped ? GUINT16_SWAP_LE_BE (number) : number;
}

/* Sets is_swapped by a number that is known. */
static gboolean
find_order (TarnPcapFile *self,
            const guint8 *at,
            guint32       magic)
{
  for (guint i = 0; i < 2; i++)
    {
      self->is_swapped = i > 0;
      if (get_u32 (self, at) == magic)
        return TRUE;
    }

  return FALSE;
}

gboolean
tarn_pcap_file_is_one (TarnSpan head)
{
  TarnPcapFile file = { 0 };

  return head.len >= 4 && (get_u32 (&file, head.data) == BLOCK_SECTION
                           || find_order (&file, head.data, MAGIC_MICRO)
                           || find_order (&file, head.data, MAGIC_NANO));
}

/* Fills the buffer.  FALSE with @error, at the end of the file, or, with @damage, if it
 * comes too soon. */
static gboolean
fill (TarnPcapFile  *self,
      gsize          len,
      gboolean       may_end,
      GError       **error)
{
  gssize n;

  if (self->buffer->len < len)
    g_byte_array_set_size (self->buffer, (guint) len);
  n = tarn_import_source_read (self->source, self->buffer->data, len, error);

  if (n == (gssize) len)
    return TRUE;
  if (n > 0 || (n == 0 && !may_end))
    self->damage = cut_short;
  return FALSE;
}

static gboolean
skip (TarnPcapFile  *self,
      gsize          len,
      GError       **error)
{
  for (gsize n; len > 0; len -= n)
    {
      n = MIN (len, SKIP_OCTETS);
      if (!fill (self, n, FALSE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fail (TarnPcapFile *self,
      const char   *damage)
{
  self->damage = damage;
  return FALSE;
}

/* The header of pcap, whose magic stands in the buffer. */
static gboolean
begin_pcap (TarnPcapFile  *self,
            GError       **error)
{
  if (!fill (self, 20, FALSE, error))
    return FALSE;

  /* Its upper half tells of checksums behind the frames, which do not matter. */
  self->link_type = get_u32 (self, self->buffer->data + 16) & 0xffff;
  return TRUE;
}

static gboolean
next_pcap (TarnPcapFile  *self,
           TarnPacket    *packet,
           GError       **error)
{
  guint32 len;

  if (!fill (self, 16, TRUE, error))
    return FALSE;

  len = get_u32 (self, self->buffer->data + 8);
  packet->original_len = get_u32 (self, self->buffer->data + 12);
  if (len > MAX_PACKET)
    return fail (self, "it claims to be longer than any packet is");
  if (!fill (self, len, FALSE, error))
    return FALSE;

  packet->link_type = self->link_type;
  packet->frame = tarn_span (self->buffer->data, len);
  return TRUE;
}

/* What follows the first four octets of the block that begins each section. */
static gboolean
read_section (TarnPcapFile  *self,
              GError       **error)
{
  guint8 len_octets[4];
  guint32 len;

  memcpy (len_octets, self->buffer->data, 4);
  if (!fill (self, 4, FALSE, error))
    return FALSE;
  if (!find_order (self, self->buffer->data, MAGIC_ORDER))
    return fail (self, no_block);

  len = get_u32 (self, len_octets);
  if (len < 28 || len % 4 != 0)
    return fail (self, no_block);
  g_array_set_size (self->link_types, 0);
  return skip (self, len - 12, error);
}

/* The fields of a block with a packet, which stands in the buffer without its header. */
static gboolean
take_block (TarnPcapFile *self,
            guint32       type,
            gsize         len,
            TarnPacket   *packet)
{
  gsize header_len = type == BLOCK_SIMPLE_PACKET ? 4 : 20;
  guint32 interface = 0;
  gsize frame_len;

  if (len < header_len)
    return fail (self, no_block);

  if (type == BLOCK_SIMPLE_PACKET)
    {
      packet->original_len = get_u32 (self, self->buffer->data);
      frame_len = MIN (packet->original_len, len - header_len);
    }
  else
    {
      interface = type == BLOCK_PACKET ? get_u32 (self, self->buffer->data)
                                       : get_u16 (self, self->buffer->data);
      frame_len = get_u32 (self, self->buffer->data + 12);
      packet->original_len = get_u32 (self, self->buffer->data + 16);
    }

  if (frame_len > len - header_len)
    return fail (self, "it claims to be longer than its block");
  if (interface >= self->link_types->len)
    return fail (self, "it is of an interface that the file does not describe");

  packet->link_type = g_array_index (self->link_types, guint16, interface);
  packet->frame = tarn_span (self->buffer->data + header_len, frame_len);
  return TRUE;
}

/* Takes one block; *@found tells whether a packet was in it. */
static gboolean
next_block (TarnPcapFile  *self,
            TarnPacket    *packet,
            gboolean      *found,
            GError       **error)
{
  guint32 type, len;

  if (!fill (self, 4, TRUE, error))
    return FALSE;
  type = get_u32 (self, self->buffer->data);
  if (!fill (self, 4, FALSE, error))
    return FALSE;
  if (type == BLOCK_SECTION)
    return read_section (self, error);

  len = get_u32 (self, self->buffer->data);
  if (len < 12 || len % 4 != 0)
    return fail (self, no_block);
  if (type != BLOCK_INTERFACE && type != BLOCK_PACKET && type != BLOCK_OLD_PACKET
      && type != BLOCK_SIMPLE_PACKET)
    return skip (self, len - 8, error);

  if (len > MAX_BLOCK)
    return fail (self, "it claims to be longer than any packet is");
  /* Its length stands behind it again. */
  if (!fill (self, len - 8, FALSE, error))
    return FALSE;

  *found = type != BLOCK_INTERFACE;
  if (*found)
    return take_block (self, type, len - 12, packet);
  if (len < 20 || self->link_types->len == MAX_INTERFACES)
    return fail (self, no_block);
  g_array_append_vals (self->link_types, &(guint16) { get_u16 (self, self->buffer->data) }, 1);
  return TRUE;
}

static gboolean
begin (TarnPcapFile  *self,
       GError       **error)
{
  self->begun = TRUE;
  if (!fill (self, 4, TRUE, error))
    return FALSE;

  if (find_order (self, self->buffer->data, MAGIC_MICRO)
      || find_order (self, self->buffer->data, MAGIC_NANO))
    return begin_pcap (self, error);

  if (get_u32 (self, self->buffer->data) != BLOCK_SECTION)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
                   "it is no saved capture of packets: it is neither pcap nor pcapng");
      return FALSE;
    }

  self->is_ng = TRUE;
  return fill (self, 4, FALSE, error) && read_section (self, error);
}

gboolean
tarn_pcap_file_next (TarnPcapFile  *self,
                     TarnPacket    *packet,
                     GError       **error)
{
  gboolean found = FALSE;

  if (self->damage != NULL || (!self->begun && !begin (self, error)))
    return FALSE;

  if (!self->is_ng)
    found = next_pcap (self, packet, error);
  else
    while (!found)
      if (!next_block (self, packet, &found, error))
        {
          found = FALSE;
          break;
        }

  if (found)
    packet->number = ++self->n_packets;
  return found;
}
