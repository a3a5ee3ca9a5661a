/* tarn-connect-target.h
 *
 * What a person types to say which device is meant: a name, an address, either with a
 * community in front of it, or an snmp: URI (RFC 4088).  Text taken apart, nothing else.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

typedef struct
{
  TarnAddress *address;
  GBytes      *community;   /* NULL: none was given              */
  TarnOid     *oid;         /* where to go; NULL: nowhere        */
} TarnConnectTarget;

/* NULL with TARN_ERROR_INVALID; the message never repeats a community. */
TarnConnectTarget *tarn_connect_target_parse (const char         *text,
                                              GError            **error);
void               tarn_connect_target_free  (TarnConnectTarget  *self);
/* Text that is parsed to the same without a community.  The caller's to free. */
char              *tarn_connect_target_dup_text (const TarnConnectTarget *self);

/* Text that tarn_community_parse() reads as @community; the caller's to free. */
char              *tarn_connect_format_community (GBytes         *community);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnConnectTarget, tarn_connect_target_free)

G_END_DECLS
