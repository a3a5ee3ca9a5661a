/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <arpa/inet.h>

#include "tarn-test-packets.h"

#include "base/tarn-error.h"

void
tarn_test_put (GByteArray *array,
               TarnTestOrder       order,
               guint       len,
               guint32     number)
{
  for (guint i = 0; i < len; i++)
    {
      guint8 octet = (guint8) (number >> 8 * (order == TARN_TEST_LITTLE ? i : len - 1 - i));

      g_byte_array_append (array, &octet, 1);
    }
}

void
tarn_test_put_bytes (GByteArray *array,
                     GBytes     *bytes)
{
  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
}

GBytes *
tarn_test_join (const char *hex,
                GBytes     *rest)
{
  g_autoptr(GBytes) first = tarn_test_hex (hex);
  GByteArray *both = g_byte_array_new ();

  tarn_test_put_bytes (both, first);
  tarn_test_put_bytes (both, rest);
  return g_byte_array_free_to_bytes (both);
}

GBytes *
tarn_test_snmp (guint8      type,
                guint       request_id,
                guint       error_status,
                const char *varbinds)
{
  g_autoptr(GBytes) list = tarn_test_hex (varbinds);
  g_autoptr(GBytes) element = tarn_test_element (0x30, list);
  g_autofree char *hex = tarn_test_to_hex (tarn_test_span (element));
  g_autofree char *pdu = g_strdup_printf ("0201%02x 0201%02x 020100 %s", request_id, error_status,
                                          hex);

  return tarn_test_message (1, type, pdu);
}

GBytes *
tarn_test_udp (guint   from,
               guint   to,
               GBytes *payload)
{
  GByteArray *datagram = g_byte_array_new ();

  tarn_test_put (datagram, TARN_TEST_BIG, 2, from);
  tarn_test_put (datagram, TARN_TEST_BIG, 2, to);
  tarn_test_put (datagram, TARN_TEST_BIG, 2, 8 + (guint32) g_bytes_get_size (payload));
  tarn_test_put (datagram, TARN_TEST_BIG, 2, 0);
  tarn_test_put_bytes (datagram, payload);
  return g_byte_array_free_to_bytes (datagram);
}

GBytes *
tarn_test_ipv4_piece (const char *from,
                      const char *to,
                      guint       id,
                      guint       flags,
                      GBytes     *content,
                      gsize       at,
                      gsize       len)
{
  GByteArray *packet = g_byte_array_new ();
  guint8 address[4];

  tarn_test_put (packet, TARN_TEST_BIG, 2, 0x4500);
  tarn_test_put (packet, TARN_TEST_BIG, 2, 20 + (guint32) len);
  tarn_test_put (packet, TARN_TEST_BIG, 2, id);
  tarn_test_put (packet, TARN_TEST_BIG, 2, flags | (guint32) at / 8);
  tarn_test_put (packet, TARN_TEST_BIG, 2, 0x4011);
  tarn_test_put (packet, TARN_TEST_BIG, 2, 0);
  g_assert_cmpint (inet_pton (AF_INET, from, address), ==, 1);
  g_byte_array_append (packet, address, 4);
  g_assert_cmpint (inet_pton (AF_INET, to, address), ==, 1);
  g_byte_array_append (packet, address, 4);
  g_byte_array_append (packet, (const guint8 *) g_bytes_get_data (content, NULL) + at, (guint) len);
  return g_byte_array_free_to_bytes (packet);
}

GBytes *
tarn_test_ipv4 (const char *from,
                const char *to,
                GBytes     *content)
{
  return tarn_test_ipv4_piece (from, to, 7, 0x4000, content, 0, g_bytes_get_size (content));
}

GBytes *
tarn_test_ipv6 (const char *from,
                const char *to,
                guint8      next,
                const char *extensions,
                GBytes     *content)
{
  GByteArray *packet = g_byte_array_new ();
  g_autoptr(GBytes) body = tarn_test_join (extensions, content);
  guint8 address[16];

  tarn_test_put (packet, TARN_TEST_BIG, 4, 0x60000000);
  tarn_test_put (packet, TARN_TEST_BIG, 2, (guint32) g_bytes_get_size (body));
  tarn_test_put (packet, TARN_TEST_BIG, 1, next);
  tarn_test_put (packet, TARN_TEST_BIG, 1, 64);
  g_assert_cmpint (inet_pton (AF_INET6, from, address), ==, 1);
  g_byte_array_append (packet, address, 16);
  g_assert_cmpint (inet_pton (AF_INET6, to, address), ==, 1);
  g_byte_array_append (packet, address, 16);
  tarn_test_put_bytes (packet, body);
  return g_byte_array_free_to_bytes (packet);
}

GBytes *
tarn_test_answer (guint       request_id,
                  const char *varbinds)
{
  g_autoptr(GBytes) content = tarn_test_snmp (0xa2, request_id, 0, varbinds);
  g_autoptr(GBytes) datagram = tarn_test_udp (161, 40000, content);

  return tarn_test_ipv4 (AGENT, MANAGER, datagram);
}

TarnTestFile
tarn_test_begin_pcap (TarnTestOrder   order,
                      guint32 magic,
                      guint   link_type)
{
  TarnTestFile file = { order, g_byte_array_new () };

  tarn_test_put (file.octets, order, 4, magic);
  tarn_test_put (file.octets, order, 2, 2);
  tarn_test_put (file.octets, order, 2, 4);
  tarn_test_put (file.octets, order, 4, 0);
  tarn_test_put (file.octets, order, 4, 0);
  tarn_test_put (file.octets, order, 4, 262144);
  tarn_test_put (file.octets, order, 4, link_type);
  return file;
}

void
tarn_test_add_cut (TarnTestFile   *file,
                   GBytes *frame,
                   gsize   len)
{
  tarn_test_put (file->octets, file->order, 4, 1700000000);
  tarn_test_put (file->octets, file->order, 4, 1);
  tarn_test_put (file->octets, file->order, 4, (guint32) len);
  tarn_test_put (file->octets, file->order, 4, (guint32) g_bytes_get_size (frame));
  g_byte_array_append (file->octets, g_bytes_get_data (frame, NULL), (guint) len);
}

void
tarn_test_add (TarnTestFile   *file,
               GBytes *frame)
{
  tarn_test_add_cut (file, frame, g_bytes_get_size (frame));
  g_bytes_unref (frame);
}

void
tarn_test_add_udp (TarnTestFile       *file,
                   const char *from,
                   guint       from_port,
                   const char *to,
                   guint       to_port,
                   GBytes     *content)
{
  g_autoptr(GBytes) owned = content;
  g_autoptr(GBytes) datagram = tarn_test_udp (from_port, to_port, owned);

  tarn_test_add (file, tarn_test_ipv4 (from, to, datagram));
}

TarnSpan
tarn_test_file_span (const TarnTestFile *file)
{
  return tarn_span (file->octets->data, file->octets->len);
}

void
tarn_test_end_file (TarnTestFile *file)
{
  g_byte_array_unref (file->octets);
}

void
tarn_test_add_block (TarnTestFile       *file,
                     guint32     type,
                     GByteArray *body)
{
  guint32 len;

  while (body->len % 4 != 0)
    tarn_test_put (body, TARN_TEST_BIG, 1, 0);
  len = 12 + body->len;
  tarn_test_put (file->octets, file->order, 4, type);
  tarn_test_put (file->octets, file->order, 4, len);
  g_byte_array_append (file->octets, body->data, body->len);
  tarn_test_put (file->octets, file->order, 4, len);
  g_byte_array_unref (body);
}

void
tarn_test_add_section (TarnTestFile *file)
{
  GByteArray *body = g_byte_array_new ();

  tarn_test_put (body, file->order, 4, 0x1a2b3c4d);
  tarn_test_put (body, file->order, 4, 1);
  tarn_test_put (body, file->order, 4, 0xffffffff);
  tarn_test_put (body, file->order, 4, 0xffffffff);
  tarn_test_add_block (file, 0x0a0d0d0a, body);
}

void
tarn_test_add_interface (TarnTestFile  *file,
                         guint  link_type)
{
  GByteArray *body = g_byte_array_new ();

  tarn_test_put (body, file->order, 2, link_type);
  tarn_test_put (body, file->order, 2, 0);
  tarn_test_put (body, file->order, 4, 0);
  tarn_test_add_block (file, 1, body);
}

void
tarn_test_add_block_packet (TarnTestFile    *file,
                            guint32  type,
                            guint    interface,
                            GBytes  *frame)
{
  GByteArray *body = g_byte_array_new ();
  guint32 len = (guint32) g_bytes_get_size (frame);

  if (type != 3)
    {
      tarn_test_put (body, file->order, type == 6 ? 4 : 2, interface);
      if (type == 2)
        tarn_test_put (body, file->order, 2, 0);
      tarn_test_put (body, file->order, 4, 0);
      tarn_test_put (body, file->order, 4, 0);
      tarn_test_put (body, file->order, 4, len);
    }
  tarn_test_put (body, file->order, 4, len);
  tarn_test_put_bytes (body, frame);
  tarn_test_add_block (file, type, body);
  g_bytes_unref (frame);
}

void
tarn_test_assert_gives (const TarnTestFile *file,
                        const char *snmprec,
                        const char *notes)
{
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = tarn_test_import (TARN_IMPORT_GUESS, tarn_test_file_span (file),
                                                 &report, &error);
  g_autofree char *found = NULL;
  g_autofree char *found_notes = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (report->format, ==, TARN_IMPORT_PCAP);
  found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
  g_assert_cmpstr (found, ==, snmprec);
  found_notes = tarn_test_notes (report);
  if (notes != NULL)
    g_assert_cmpstr (found_notes, ==, notes);
}

void
tarn_test_assert_refused (const TarnTestFile *file,
                          const char *message)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_test_import (TARN_IMPORT_GUESS, tarn_test_file_span (file), NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}
