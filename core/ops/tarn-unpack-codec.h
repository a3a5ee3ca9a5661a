/* tarn-unpack-codec.h
 *
 * Private: one packing program's output, unpacked piece by piece.  A codec knows its
 * library and nothing of streams or threads.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/tarn-span.h"

G_BEGIN_DECLS

/* As many octets as it takes to know them all. */
#define TARN_UNPACK_HEAD 10

/* A small file can claim a window of 4 GiB.  What the programs make by themselves is
 * unpacked with 65 MiB by xz -9, with 128 MiB by zstd --long. */
#define TARN_UNPACK_MAX_WINDOW (160 * 1024 * 1024)

typedef enum
{
  TARN_UNPACK_MORE,     /* it took or gave something, or waits for more       */
  TARN_UNPACK_END,      /* of what was packed in one go; more may follow      */
  TARN_UNPACK_FAILED,
} TarnUnpackResult;

typedef struct
{
  guint8 *data;
  gsize   len;
} TarnUnpackRoom;

typedef struct
{
  const char        *name;
  guint8             magic[6];
  gsize              magic_len;
  gpointer         (*open)  (void);
  /* Takes from @in and fills @out, both of which become shorter.  @why completes
   * "… is packed by NAME, but …". */
  TarnUnpackResult (*step)  (gpointer          state,
                             TarnSpan         *in,
                             TarnUnpackRoom   *out,
                             const char      **why);
  void             (*close) (gpointer          state);
} TarnUnpackCodec;

/* NULL: @head is not packed by anything known here. */
const TarnUnpackCodec *tarn_unpack_codec_find    (TarnSpan  head);
/* A program that packed what @head begins, if that is known but not unpacked here: the
 * command that unpacks it; else NULL. */
const char            *tarn_unpack_codec_foreign (TarnSpan  head);

G_END_DECLS
