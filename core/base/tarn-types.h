/* tarn-types.h
 *
 * Forward names of the public types, and the words of the protocol that every
 * floor shares.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Symbols are hidden unless a public header marks them. */
#define TARN_EXPORT __attribute__ ((visibility ("default"))) extern

typedef struct _TarnAddress TarnAddress;
typedef struct _TarnOid     TarnOid;
typedef struct _TarnValue   TarnValue;
typedef struct _TarnVarbind TarnVarbind;

/**
 * TarnVersion:
 * @TARN_VERSION_1: SNMPv1 (RFC 1157); the value is the one on the wire
 * @TARN_VERSION_2C: community-based SNMPv2 (RFC 1901)
 *
 * Message versions (rule P-MSG-01).
 */
typedef enum
{
  TARN_VERSION_1  = 0,
  TARN_VERSION_2C = 1,
} TarnVersion;

/**
 * TarnKind:
 * @TARN_KIND_NONE: not a value
 * @TARN_KIND_INTEGER: INTEGER, Integer32
 * @TARN_KIND_BIT_STRING: BIT STRING of RFC 1442, received only
 * @TARN_KIND_OCTET_STRING: OCTET STRING, BITS
 * @TARN_KIND_NULL: NULL, the unspecified value of a request
 * @TARN_KIND_OBJECT_ID: OBJECT IDENTIFIER
 * @TARN_KIND_IP_ADDRESS: IpAddress
 * @TARN_KIND_COUNTER32: Counter32
 * @TARN_KIND_GAUGE32: Gauge32, Unsigned32
 * @TARN_KIND_TIME_TICKS: TimeTicks, hundredths of a second
 * @TARN_KIND_OPAQUE: Opaque
 * @TARN_KIND_NSAP_ADDRESS: NsapAddress of RFC 1442, received only
 * @TARN_KIND_COUNTER64: Counter64
 * @TARN_KIND_UINTEGER32: UInteger32 of RFC 1442, received only
 * @TARN_KIND_NO_SUCH_OBJECT: exception: no such object
 * @TARN_KIND_NO_SUCH_INSTANCE: exception: no such instance
 * @TARN_KIND_END_OF_MIB_VIEW: exception: nothing follows
 *
 * What a value is: its tag on the wire (rules P-TAG-01 to P-TAG-11).
 */
typedef enum
{
  TARN_KIND_NONE             = 0x00,
  TARN_KIND_INTEGER          = 0x02,
  TARN_KIND_BIT_STRING       = 0x03,
  TARN_KIND_OCTET_STRING     = 0x04,
  TARN_KIND_NULL             = 0x05,
  TARN_KIND_OBJECT_ID        = 0x06,
  TARN_KIND_IP_ADDRESS       = 0x40,
  TARN_KIND_COUNTER32        = 0x41,
  TARN_KIND_GAUGE32          = 0x42,
  TARN_KIND_TIME_TICKS       = 0x43,
  TARN_KIND_OPAQUE           = 0x44,
  TARN_KIND_NSAP_ADDRESS     = 0x45,
  TARN_KIND_COUNTER64        = 0x46,
  TARN_KIND_UINTEGER32       = 0x47,
  TARN_KIND_NO_SUCH_OBJECT   = 0x80,
  TARN_KIND_NO_SUCH_INSTANCE = 0x81,
  TARN_KIND_END_OF_MIB_VIEW  = 0x82,
} TarnKind;

/**
 * TarnStatus:
 *
 * The error-status of a response (rules P-ERC-00 to P-ERC-18; RFC 3416 §3).
 * It is data that an agent sent, never a #GError.
 */
typedef enum
{
  TARN_STATUS_NO_ERROR             = 0,
  TARN_STATUS_TOO_BIG              = 1,
  TARN_STATUS_NO_SUCH_NAME         = 2,
  TARN_STATUS_BAD_VALUE            = 3,
  TARN_STATUS_READ_ONLY            = 4,
  TARN_STATUS_GEN_ERR              = 5,
  TARN_STATUS_NO_ACCESS            = 6,
  TARN_STATUS_WRONG_TYPE           = 7,
  TARN_STATUS_WRONG_LENGTH         = 8,
  TARN_STATUS_WRONG_ENCODING       = 9,
  TARN_STATUS_WRONG_VALUE          = 10,
  TARN_STATUS_NO_CREATION          = 11,
  TARN_STATUS_INCONSISTENT_VALUE   = 12,
  TARN_STATUS_RESOURCE_UNAVAILABLE = 13,
  TARN_STATUS_COMMIT_FAILED        = 14,
  TARN_STATUS_UNDO_FAILED          = 15,
  TARN_STATUS_AUTHORIZATION_ERROR  = 16,
  TARN_STATUS_NOT_WRITABLE         = 17,
  TARN_STATUS_INCONSISTENT_NAME    = 18,
} TarnStatus;

TARN_EXPORT const char *tarn_status_to_string (int status);

G_END_DECLS
