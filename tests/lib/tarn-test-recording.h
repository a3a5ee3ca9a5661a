/* tarn-test-recording.h
 *
 * Stores made of .snmprec text, and what a store holds as such text again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "store/tarn-store.h"

/* A store in memory with all that can be taken of @stream. */
TarnStore *tarn_test_recording_read  (GInputStream *stream);
/* The same of lines; each must be taken as it stands. */
TarnStore *tarn_test_recording_new   (const char   *lines);
/* Of a file, perhaps packed by bzip2; NULL after g_test_skip(). */
TarnStore *tarn_test_recording_open  (const char   *path);
char      *tarn_test_recording_print (TarnStore    *store);
