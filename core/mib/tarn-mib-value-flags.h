/* tarn-mib-value-flags.h
 *
 * How values are shown: as the tools of net-snmp print them, or as a person would write
 * them in a table; and what is wrong about them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-types.h"

G_BEGIN_DECLS

/**
 * TarnMibValueFlags:
 * @TARN_MIB_VALUE_NET_SNMP: what snmpget prints behind " = "
 * @TARN_MIB_VALUE_PERSON: what a person would write: "up", "00:1a:2b:3c:4d:5e",
 *   "2001:db8::1", "1992-05-26T13:30:15-04:00"; of the others only
 *   %TARN_MIB_VALUE_NUMBERS and %TARN_MIB_VALUE_NO_UNITS matter then
 * @TARN_MIB_VALUE_NUMBERS: enumerations as numbers (-Oe)
 * @TARN_MIB_VALUE_HEX: strings without a hint in hex (-Ox)
 * @TARN_MIB_VALUE_ASCII: strings without a hint as text (-Oa)
 * @TARN_MIB_VALUE_HEX_TEXT: text beside hex (-OT)
 * @TARN_MIB_VALUE_QUICK: no names of types (-Oq)
 * @TARN_MIB_VALUE_NO_TYPES: no word about a wrong type (-OQ, with QUICK)
 * @TARN_MIB_VALUE_RAW_TICKS: TimeTicks as a number (-Ot)
 * @TARN_MIB_VALUE_NO_UNITS: no units (-OU)
 * @TARN_MIB_VALUE_PADDED: two digits at least where a hint has an octet in hex (-O0)
 *
 * The manner in which a value is shown.
 */
typedef enum /*< flags >*/
{
  TARN_MIB_VALUE_NET_SNMP  = 0,
  TARN_MIB_VALUE_PERSON    = 1 << 0,
  TARN_MIB_VALUE_NUMBERS   = 1 << 1,
  TARN_MIB_VALUE_HEX       = 1 << 2,
  TARN_MIB_VALUE_ASCII     = 1 << 3,
  TARN_MIB_VALUE_HEX_TEXT  = 1 << 4,
  TARN_MIB_VALUE_QUICK     = 1 << 5,
  TARN_MIB_VALUE_NO_TYPES  = 1 << 6,
  TARN_MIB_VALUE_RAW_TICKS = 1 << 7,
  TARN_MIB_VALUE_NO_UNITS  = 1 << 8,
  TARN_MIB_VALUE_PADDED    = 1 << 9,
} TarnMibValueFlags;

/**
 * TarnMibMismatch:
 * @TARN_MIB_MISMATCH_NONE: nothing is wrong
 * @TARN_MIB_MISMATCH_TYPE: of another type on the wire (F-86)
 * @TARN_MIB_MISMATCH_RANGE: a number outside of its range (rule P-HNT-22)
 * @TARN_MIB_MISMATCH_SIZE: a string of a size that it cannot have
 * @TARN_MIB_MISMATCH_LABEL: a number that the enumeration does not name
 * @TARN_MIB_MISMATCH_BIT: a bit that BITS do not name (rule P-BIT-01)
 * @TARN_MIB_MISMATCH_CONVENTION: not what its textual convention says: a date that is
 *   none, an address that does not fit its kind (rules P-TCV-01, P-TCV-05)
 * @TARN_MIB_MISMATCH_TEXT: not text of the character set that it should be of
 * @TARN_MIB_MISMATCH_UNREADABLE: octets that are no value of their type
 *
 * What about a value its MIB module does not allow.
 */
typedef enum /*< flags >*/
{
  TARN_MIB_MISMATCH_NONE       = 0,
  TARN_MIB_MISMATCH_TYPE       = 1 << 0,
  TARN_MIB_MISMATCH_RANGE      = 1 << 1,
  TARN_MIB_MISMATCH_SIZE       = 1 << 2,
  TARN_MIB_MISMATCH_LABEL      = 1 << 3,
  TARN_MIB_MISMATCH_BIT        = 1 << 4,
  TARN_MIB_MISMATCH_CONVENTION = 1 << 5,
  TARN_MIB_MISMATCH_TEXT       = 1 << 6,
  TARN_MIB_MISMATCH_UNREADABLE = 1 << 7,
} TarnMibMismatch;

G_END_DECLS
