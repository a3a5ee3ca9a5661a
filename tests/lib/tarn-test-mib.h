/* tarn-test-mib.h
 *
 * A compiled tree of few objects: two modules that define the same, and a table for every
 * kind of index.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-node.h"

/* Writes it to @path. */
void     tarn_test_mib_write (const char *path);

/* Writes it somewhere, opens it, and removes the file. */
TarnMib *tarn_test_mib_open  (void);
