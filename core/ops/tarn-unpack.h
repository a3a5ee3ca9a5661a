/* tarn-unpack.h
 *
 * Private: a stream that gives what gzip, bzip2, xz or zstd packed, and anything else as
 * it is.
 *
 * What is packed is unpacked by a thread of its own, up to 8 MiB ahead of whoever
 * reads; only that thread then reads @base.  It ends before tarn_unpack_stream's close or
 * its last reference going away returns.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TARN_TYPE_UNPACK_STREAM (tarn_unpack_stream_get_type ())
G_DECLARE_FINAL_TYPE (TarnUnpackStream, tarn_unpack_stream, TARN, UNPACK_STREAM, GInputStream)

/* Keeps a reference to @base, which it does not close.  What @base begins with is found
 * out by the first read.  Errors beside those of @base: TARN_ERROR_BAD_FORMAT. */
GInputStream *tarn_unpack_stream_new        (GInputStream     *base);

/* How many octets of the base were read so far. */
guint64       tarn_unpack_stream_get_n_read (TarnUnpackStream *self);

G_END_DECLS
