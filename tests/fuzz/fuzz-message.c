/* Any datagram, in every profile: decoded, encoded, decoded again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "tarn-test-message.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  TarnSpan datagram = tarn_span (data, size);
  gboolean lenient = tarn_test_message_survives (datagram, TARN_PROFILE_LENIENT);
  gboolean agent = tarn_test_message_survives (datagram, TARN_PROFILE_AGENT);
  gboolean strict = tarn_test_message_survives (datagram, TARN_PROFILE_STRICT);

  /* A profile that accepts more accepts at least the same. */
  g_assert_true (agent || !strict);
  g_assert_true (lenient || !agent);

  return 0;
}
