/* tarn-test-malloc.h
 *
 * How often the process has asked for memory.  Linking this into a test is what
 * makes it count.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

guint64 tarn_test_n_allocations (void);
