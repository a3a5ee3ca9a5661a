/* tarn-fault.h
 *
 * The faults that an agent can be told to have, so that people can try a manager
 * against a bad device.  What is here tells which there are; #TarnAgent has them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

TARN_EXPORT char       **tarn_fault_dup_names       (void);
TARN_EXPORT char        *tarn_fault_dup_usage       (const char *name);
TARN_EXPORT const char  *tarn_fault_get_description (const char *name);

G_END_DECLS
