/* fuzz.h
 *
 * A target is one function that takes any octets and aborts if something is wrong.
 * replay.c runs it on its corpus and on mutations of it; libFuzzer finds more.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

/* The name that libFuzzer calls.  @data is an exact-size heap block; returns 0. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
