/* tarn-test-answer.h
 *
 * Requests and answers of an agent, octet for octet.  Packets are hex in which "30(" begins an
 * element and ")" ends it, its length counted; with "30:2(" the length is written in long form,
 * in two octets behind the first.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

/* What becomes of a request: the arc of the snmp group that counts it. */
enum
{
  TARN_TEST_UNCOUNTED     = 0,
  TARN_TEST_BAD_VERSION   = 3,
  TARN_TEST_BAD_COMMUNITY = 4,
  TARN_TEST_BAD_ASN       = 6,
  TARN_TEST_IN_RESPONSE   = 18,
  TARN_TEST_IN_TRAP       = 19,
  TARN_TEST_ANSWERED      = 28,
  TARN_TEST_SILENT_DROP   = 31,
};

/* The community that may read and write: "secret". */
#define TARN_TEST_COMMUNITY "0406736563726574"

GBytes *tarn_test_assemble      (const char *text);
/* What a small device answers to @request, as hex: "" for silence.  @counter has counted it,
 * and no other. */
char   *tarn_test_answer        (GBytes     *request,
                                 gsize       max_size,
                                 int         counter);
/* @reply of "" is silence. */
void    tarn_test_assert_answer (const char *request,
                                 gsize       max_size,
                                 const char *reply,
                                 int         counter);
