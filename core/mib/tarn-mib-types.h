/* tarn-mib-types.h
 *
 * The words of SMIv1 and SMIv2 (RFC 1155, 1212, 2578 to 2580) that MIB modules are
 * described with.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

/**
 * TarnMibKind:
 * @TARN_MIB_KIND_NODE: a name for an OID and no more: OBJECT IDENTIFIER,
 *   MODULE-IDENTITY, OBJECT-IDENTITY
 * @TARN_MIB_KIND_SCALAR: an object with one instance
 * @TARN_MIB_KIND_TABLE: a conceptual table
 * @TARN_MIB_KIND_ROW: a conceptual row, which has the index
 * @TARN_MIB_KIND_COLUMN: an object with an instance in each row
 * @TARN_MIB_KIND_NOTIFICATION: NOTIFICATION-TYPE, or a TRAP-TYPE of SMIv1 under
 *   its enterprise.0
 * @TARN_MIB_KIND_GROUP: OBJECT-GROUP, NOTIFICATION-GROUP
 * @TARN_MIB_KIND_COMPLIANCE: MODULE-COMPLIANCE
 * @TARN_MIB_KIND_CAPABILITIES: AGENT-CAPABILITIES
 *
 * What an OID of a MIB module stands for.
 */
typedef enum
{
  TARN_MIB_KIND_NODE,
  TARN_MIB_KIND_SCALAR,
  TARN_MIB_KIND_TABLE,
  TARN_MIB_KIND_ROW,
  TARN_MIB_KIND_COLUMN,
  TARN_MIB_KIND_NOTIFICATION,
  TARN_MIB_KIND_GROUP,
  TARN_MIB_KIND_COMPLIANCE,
  TARN_MIB_KIND_CAPABILITIES,
} TarnMibKind;

/**
 * TarnMibAccess:
 *
 * MAX-ACCESS, or ACCESS of SMIv1.
 */
typedef enum
{
  TARN_MIB_ACCESS_UNKNOWN,
  TARN_MIB_ACCESS_NOT_ACCESSIBLE,
  TARN_MIB_ACCESS_NOTIFY,
  TARN_MIB_ACCESS_READ_ONLY,
  TARN_MIB_ACCESS_READ_WRITE,
  TARN_MIB_ACCESS_READ_CREATE,
  TARN_MIB_ACCESS_WRITE_ONLY,
} TarnMibAccess;

/**
 * TarnMibStatus:
 *
 * STATUS, of both versions.
 */
typedef enum
{
  TARN_MIB_STATUS_UNKNOWN,
  TARN_MIB_STATUS_CURRENT,
  TARN_MIB_STATUS_DEPRECATED,
  TARN_MIB_STATUS_OBSOLETE,
  TARN_MIB_STATUS_MANDATORY,
  TARN_MIB_STATUS_OPTIONAL,
} TarnMibStatus;

/**
 * TarnMibBase:
 * @TARN_MIB_BASE_NONE: no value, or a type that could not be resolved
 * @TARN_MIB_BASE_INTEGER: INTEGER and Integer32, with or without labels
 * @TARN_MIB_BASE_UNSIGNED: Unsigned32
 * @TARN_MIB_BASE_NETWORK_ADDRESS: NetworkAddress of SMIv1: an IpAddress whose index
 *   form has one arc more (rule P-IDX-08)
 *
 * What a SYNTAX clause comes down to: the tag on the wire that it asks for.
 */
typedef enum
{
  TARN_MIB_BASE_NONE,
  TARN_MIB_BASE_INTEGER,
  TARN_MIB_BASE_UNSIGNED,
  TARN_MIB_BASE_COUNTER32,
  TARN_MIB_BASE_GAUGE32,
  TARN_MIB_BASE_TIME_TICKS,
  TARN_MIB_BASE_COUNTER64,
  TARN_MIB_BASE_OCTETS,
  TARN_MIB_BASE_BITS,
  TARN_MIB_BASE_OBJECT_ID,
  TARN_MIB_BASE_IP_ADDRESS,
  TARN_MIB_BASE_NETWORK_ADDRESS,
  TARN_MIB_BASE_OPAQUE,
} TarnMibBase;

/**
 * TarnMibConvention:
 *
 * Textual conventions that say more than a hint can (rules P-TCV-01 to P-TCV-06),
 * whichever module refines them.
 */
typedef enum
{
  TARN_MIB_CONVENTION_NONE,
  TARN_MIB_CONVENTION_DISPLAY_STRING,      /* NVT ASCII                         */
  TARN_MIB_CONVENTION_UTF8,                /* SnmpAdminString, Utf8String       */
  TARN_MIB_CONVENTION_PHYS_ADDRESS,
  TARN_MIB_CONVENTION_MAC_ADDRESS,
  TARN_MIB_CONVENTION_DATE_AND_TIME,
  TARN_MIB_CONVENTION_TIME_STAMP,
  TARN_MIB_CONVENTION_TIME_INTERVAL,
  TARN_MIB_CONVENTION_TRUTH_VALUE,
  TARN_MIB_CONVENTION_ROW_STATUS,
  TARN_MIB_CONVENTION_STORAGE_TYPE,
  TARN_MIB_CONVENTION_TEST_AND_INCR,
  TARN_MIB_CONVENTION_INET_ADDRESS_TYPE,
  TARN_MIB_CONVENTION_INET_ADDRESS,        /* by the InetAddressType beside it  */
  TARN_MIB_CONVENTION_INET_ADDRESS_FIXED,  /* InetAddressIPv4, -IPv6, -IPv4z, -IPv6z, Ipv6Address */
  TARN_MIB_CONVENTION_TRANSPORT_DOMAIN,    /* TDomain, TransportDomain          */
  TARN_MIB_CONVENTION_TRANSPORT_ADDRESS,   /* by the domain beside it           */
  TARN_MIB_CONVENTION_ENGINE_ID,
  TARN_MIB_CONVENTION_FLOAT,               /* an Opaque that holds a number     */
} TarnMibConvention;

/* "column", "read-only", "current": the words of the SMI where it has them. */
TARN_EXPORT const char *tarn_mib_kind_to_string   (TarnMibKind   kind);
TARN_EXPORT const char *tarn_mib_access_to_string (TarnMibAccess access);
TARN_EXPORT const char *tarn_mib_status_to_string (TarnMibStatus status);
TARN_EXPORT const char *tarn_mib_base_to_string   (TarnMibBase   base);

G_END_DECLS
