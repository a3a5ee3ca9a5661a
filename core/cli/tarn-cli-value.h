/* tarn-cli-value.h
 *
 * Values as a person types them, by the type letters of snmpset.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

TarnValue *cli_make_value (char         type,
                           const char  *text,
                           GError     **error);

G_END_DECLS
