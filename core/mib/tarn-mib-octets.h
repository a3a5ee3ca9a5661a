/* tarn-mib-octets.h
 *
 * Private: what textual conventions make of octets: addresses, dates, text.  Whatever is
 * not what its convention says is shown as octets, "0x001a2b".
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-value.h"

G_BEGIN_DECLS

/* InetAddressType (RFC 4001). */
typedef enum
{
  TARN_INET_UNKNOWN = 0,
  TARN_INET_IPV4    = 1,
  TARN_INET_IPV6    = 2,
  TARN_INET_IPV4Z   = 3,
  TARN_INET_IPV6Z   = 4,
  TARN_INET_DNS     = 16,
} TarnInetType;

/* Octets of an address of this type, 0: of no certain number. */
guint         tarn_inet_type_get_size  (guint32                    type);
/* The type that has this many octets (P-IDX-18), or TARN_INET_UNKNOWN. */
TarnInetType  tarn_inet_type_from_size (gsize                      n_octets);

/* Whether a TDomain's addresses are an address and a port. */
gboolean      tarn_mib_domain_has_port (TarnSpan                   domain);

/* Text, whole or but for NULs at its end, of UTF-8 or of @charset. */
gboolean      tarn_mib_octets_is_text  (TarnSpan                   octets,
                                        const char                *charset);

/* What is shown of such text, in UTF-8, without NULs at its end; NULL: it is none. */
char         *tarn_mib_octets_dup_text (TarnSpan                   octets,
                                        const char                *charset);

/* The form of a DateAndTime; whether a month has that day is not asked. */
gboolean      tarn_mib_octets_is_date  (TarnSpan                   octets);

/* FALSE: not what the convention of the syntax says. */
gboolean      tarn_mib_octets_fit      (TarnSpan                   octets,
                                        const TarnMibValueContext *context);

/* As a person would write them. */
void          tarn_mib_octets_append   (GString                   *out,
                                        TarnSpan                   octets,
                                        const TarnMibValueContext *context);

/* What a person typed; TARN_ERROR_INVALID where the convention does not allow it. */
gboolean      tarn_mib_octets_parse    (const char                *text,
                                        const TarnMibValueContext *context,
                                        GByteArray                *octets,
                                        GError                   **error);

G_END_DECLS
