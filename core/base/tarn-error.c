/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"

G_DEFINE_QUARK (tarn-error-quark, tarn_error)

G_DEFINE_ENUM_TYPE (TarnError, tarn_error,
  G_DEFINE_ENUM_VALUE (TARN_ERROR_INVALID, "invalid"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_NO_ANSWER, "no-answer"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_UNREACHABLE, "unreachable"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_NO_SUCH_HOST, "no-such-host"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_BAD_MESSAGE, "bad-message"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_TOO_BIG, "too-big"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_REFUSED, "refused"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_STORE_BUSY, "store-busy"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_STORE_DAMAGED, "store-damaged"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_NOT_A_CAPTURE, "not-a-capture"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_STORE_VERSION, "store-version"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_STORE_FULL, "store-full"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_STORE_READ_ONLY, "store-read-only"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_BAD_FORMAT, "bad-format"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_NOT_UNDONE, "not-undone"),
  G_DEFINE_ENUM_VALUE (TARN_ERROR_FAILED, "failed"))

/**
 * tarn_status_to_string:
 * @status: an error-status as it came
 *
 * Returns: (transfer none): its name in RFC 3416 §3; "unknown" above 18
 */
const char *
tarn_status_to_string (int status)
{
  static const char * const names[] = {
    "noError", "tooBig", "noSuchName", "badValue", "readOnly", "genErr", "noAccess",
    "wrongType", "wrongLength", "wrongEncoding", "wrongValue", "noCreation",
    "inconsistentValue", "resourceUnavailable", "commitFailed", "undoFailed",
    "authorizationError", "notWritable", "inconsistentName",
  };

  return status >= 0 && status < (int) G_N_ELEMENTS (names) ? names[status] : "unknown";
}
