/* tarn-test-message.h
 *
 * Messages put together from hex, and what every message that a decoder accepts
 * must survive.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-test.h"
#include "wire/tarn-message.h"

/* An element of @tag around @content, with a minimal length. */
GBytes  *tarn_test_element           (guint8       tag,
                                      GBytes      *content);

/* A message with community "public" around a PDU of which @pdu_hex is the content. */
GBytes  *tarn_test_message           (guint8       version,
                                      guint8       pdu_type,
                                      const char  *pdu_hex);

/* The same, version 2c, with request-id 1, two zero fields and these varbinds. */
GBytes  *tarn_test_varbinds          (guint8       pdu_type,
                                      const char  *varbinds_hex);

/* Decodes an exact-size copy of @datagram.  If it is accepted, its rows are encoded
 * and decoded again, which must give the same rows in canonical form and fit a buffer
 * of exactly that size and no smaller one.  If not, the error must lie inside.
 * Returns whether it was accepted. */
gboolean tarn_test_message_survives  (TarnSpan       datagram,
                                      TarnAnomalies  accept);

/* Every proper prefix of a message without trailing octets fails cleanly. */
void     tarn_test_message_prefixes  (TarnSpan       message);

/* Every octet in turn gets each other value. */
void     tarn_test_message_mutations (TarnSpan       message,
                                      TarnAnomalies  accept);
