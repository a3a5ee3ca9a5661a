/* tarn-test-packets.h
 *
 * Packets are put together from the inside out: message, UDP, IP, link, file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-test-import.h"
#include "tarn-test-message.h"

#define AGENT    "192.0.2.1"
#define MANAGER  "192.0.2.9"
#define AGENT6   "2001:db8::1"
#define MANAGER6 "2001:db8::9"

/* Link types. */
#define ETHERNET 1
#define RAW      101

/* 1.3.6.1.1 = 1 and 1.3.6.1.2 = 2. */
#define VARBIND_1 "3009 06042b060101 020101"
#define VARBIND_2 "3009 06042b060102 020102"

/* What is told of a file from which all was taken. */
#define TAKEN(n, agent) "varbinds taken (" n ") of: " agent "\n"

typedef enum
{
  TARN_TEST_LITTLE,
  TARN_TEST_BIG,
} TarnTestOrder;

typedef struct
{
  TarnTestOrder  order;
  GByteArray    *octets;
} TarnTestFile;

void         tarn_test_put              (GByteArray         *array,
                                         TarnTestOrder       order,
                                         guint               len,
                                         guint32             number);
void         tarn_test_put_bytes        (GByteArray         *array,
                                         GBytes             *bytes);
GBytes      *tarn_test_join             (const char         *hex,
                                         GBytes             *rest);

/* Version 2c. */
GBytes      *tarn_test_snmp             (guint8              type,
                                         guint               request_id,
                                         guint               error_status,
                                         const char         *varbinds);
GBytes      *tarn_test_udp              (guint               from,
                                         guint               to,
                                         GBytes             *payload);
GBytes      *tarn_test_ipv4             (const char         *from,
                                         const char         *to,
                                         GBytes             *content);
/* A fragment: @len octets of @content, from @at on. */
GBytes      *tarn_test_ipv4_piece       (const char         *from,
                                         const char         *to,
                                         guint               id,
                                         guint               flags,
                                         GBytes             *content,
                                         gsize               at,
                                         gsize               len);
/* @extensions stand between header and content; @next is the first of them. */
GBytes      *tarn_test_ipv6             (const char         *from,
                                         const char         *to,
                                         guint8              next,
                                         const char         *extensions,
                                         GBytes             *content);
/* An answer of AGENT to MANAGER, as a packet. */
GBytes      *tarn_test_answer           (guint               request_id,
                                         const char         *varbinds);

TarnTestFile tarn_test_begin_pcap       (TarnTestOrder       order,
                                         guint32             magic,
                                         guint               link_type);
/* Takes @frame. */
void         tarn_test_add              (TarnTestFile       *file,
                                         GBytes             *frame);
/* Only @len octets of it. */
void         tarn_test_add_cut          (TarnTestFile       *file,
                                         GBytes             *frame,
                                         gsize               len);
/* A datagram as a frame of RAW.  Takes @content. */
void         tarn_test_add_udp          (TarnTestFile       *file,
                                         const char         *from,
                                         guint               from_port,
                                         const char         *to,
                                         guint               to_port,
                                         GBytes             *content);

/* pcapng: a block with its length in front and behind; takes @body. */
void         tarn_test_add_block        (TarnTestFile       *file,
                                         guint32             type,
                                         GByteArray         *body);
void         tarn_test_add_section      (TarnTestFile       *file);
void         tarn_test_add_interface    (TarnTestFile       *file,
                                         guint               link_type);
/* @type: 6, or 2 of old, or 3, which is simple.  Takes @frame. */
void         tarn_test_add_block_packet (TarnTestFile       *file,
                                         guint32             type,
                                         guint               interface,
                                         GBytes             *frame);

TarnSpan     tarn_test_file_span        (const TarnTestFile *file);
void         tarn_test_end_file         (TarnTestFile       *file);

/* @notes NULL: whatever they are. */
void         tarn_test_assert_gives     (const TarnTestFile *file,
                                         const char         *snmprec,
                                         const char         *notes);
void         tarn_test_assert_refused   (const TarnTestFile *file,
                                         const char         *message);
