/* tarn-error.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

/**
 * TARN_ERROR:
 *
 * The error domain of libtarn.  Messages are for a person and name the device,
 * the file or the OID they are about.
 */
#define TARN_ERROR (tarn_error_quark ())

/**
 * TarnError:
 * @TARN_ERROR_INVALID: an argument that a person typed cannot be understood
 * @TARN_ERROR_NO_ANSWER: the agent did not answer within all tries
 * @TARN_ERROR_UNREACHABLE: the network refused to carry the request
 * @TARN_ERROR_NO_SUCH_HOST: the name of the device has no address
 * @TARN_ERROR_BAD_MESSAGE: octets that are not the SNMP they should be
 * @TARN_ERROR_TOO_BIG: a message would be larger than may be sent
 * @TARN_ERROR_REFUSED: the agent answered a request with an error-status
 * @TARN_ERROR_STORE_BUSY: another process is writing this capture
 * @TARN_ERROR_STORE_DAMAGED: the file is a capture, but damaged
 * @TARN_ERROR_NOT_A_CAPTURE: the file is something else
 * @TARN_ERROR_STORE_VERSION: the capture was made by a newer Tarn
 * @TARN_ERROR_STORE_FULL: no room: the disk, or the 4 GiB that a capture can hold
 * @TARN_ERROR_STORE_READ_ONLY: the capture or its file system cannot be written
 * @TARN_ERROR_BAD_FORMAT: an imported file has lines that cannot be read
 * @TARN_ERROR_NOT_UNDONE: a batch over several stores failed half-way, and what it had
 *   changed could not be taken back
 * @TARN_ERROR_FAILED: anything else
 *
 * What went wrong, as its user would say it.
 */
typedef enum
{
  TARN_ERROR_INVALID,
  TARN_ERROR_NO_ANSWER,
  TARN_ERROR_UNREACHABLE,
  TARN_ERROR_NO_SUCH_HOST,
  TARN_ERROR_BAD_MESSAGE,
  TARN_ERROR_TOO_BIG,
  TARN_ERROR_REFUSED,
  TARN_ERROR_STORE_BUSY,
  TARN_ERROR_STORE_DAMAGED,
  TARN_ERROR_NOT_A_CAPTURE,
  TARN_ERROR_STORE_VERSION,
  TARN_ERROR_STORE_FULL,
  TARN_ERROR_STORE_READ_ONLY,
  TARN_ERROR_BAD_FORMAT,
  TARN_ERROR_NOT_UNDONE,
  TARN_ERROR_FAILED,
} TarnError;

#define TARN_TYPE_ERROR (tarn_error_get_type ())
TARN_EXPORT GType  tarn_error_get_type (void) G_GNUC_CONST;
TARN_EXPORT GQuark tarn_error_quark    (void);

G_END_DECLS
