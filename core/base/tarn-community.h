/* tarn-community.h
 *
 * The community of SNMPv1 and v2c is octets; this is how people write them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

TARN_EXPORT GBytes *tarn_community_parse (const char  *text,
                                          GError     **error);

G_END_DECLS
