/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The programs' own libraries, since each checks its checksums and keeps to a limit of
 * memory.  libarchive 3.6 does neither: it skips the CRC of gzip, and a file of 450 kB
 * packed by xz makes it take 3 GiB; and it brings 16 libraries with it.
 */
#include "ops/tarn-unpack-codec.h"

#include <bzlib.h>
#include <lzma.h>
#include <zstd.h>
#include <zstd_errors.h>

/* A little beside the window. */
#define XZ_MEMORY (TARN_UNPACK_MAX_WINDOW + 1024 * 1024)

static const char damaged[] = "is damaged";
static const char too_large[] = "needs more than 160 MiB of memory to unpack; "
                                "unpack it first";

static void
advance (TarnSpan       *in,
         gsize           n_in,
         TarnUnpackRoom *out,
         gsize           n_out)
{
  *in = tarn_span (in->data + n_in, in->len - n_in);
  *out = (TarnUnpackRoom) { out->data + n_out, out->len - n_out };
}

static gpointer
gzip_open (void)
{
  return g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
}

static TarnUnpackResult
gzip_step (gpointer         state,
           TarnSpan        *in,
           TarnUnpackRoom  *out,
           const char     **why)
{
  g_autoptr(GError) error = NULL;
  gsize n_in = 0, n_out = 0;

  switch (g_converter_convert (G_CONVERTER (state), in->data, in->len, out->data, out->len,
                               G_CONVERTER_NO_FLAGS, &n_in, &n_out, &error))
    {
    case G_CONVERTER_CONVERTED:
    case G_CONVERTER_FLUSHED:
      advance (in, n_in, out, n_out);
      return TARN_UNPACK_MORE;

    case G_CONVERTER_FINISHED:
      advance (in, n_in, out, n_out);
      return TARN_UNPACK_END;

    case G_CONVERTER_ERROR:
    default:
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return TARN_UNPACK_MORE;
      *why = damaged;
      return TARN_UNPACK_FAILED;
    }
}

static gpointer
bzip2_open (void)
{
  bz_stream *self = g_new0 (bz_stream, 1);

  if (BZ2_bzDecompressInit (self, 0, FALSE) != BZ_OK)
    g_error ("libbz2 cannot begin");
  return self;
}

static TarnUnpackResult
bzip2_step (gpointer         state,
            TarnSpan        *in,
            TarnUnpackRoom  *out,
            const char     **why)
{
  bz_stream *self = state;
  int result;

  self->next_in = (char *) in->data;
  self->avail_in = (unsigned int) in->len;
  self->next_out = (char *) out->data;
  self->avail_out = (unsigned int) out->len;
  result = BZ2_bzDecompress (self);
  advance (in, in->len - self->avail_in, out, out->len - self->avail_out);

  if (result == BZ_OK || result == BZ_STREAM_END)
    return result == BZ_OK ? TARN_UNPACK_MORE : TARN_UNPACK_END;

  *why = result == BZ_MEM_ERROR ? too_large : damaged;
  return TARN_UNPACK_FAILED;
}

static void
bzip2_close (gpointer state)
{
  BZ2_bzDecompressEnd (state);
  g_free (state);
}

static gpointer
xz_open (void)
{
  lzma_stream *self = g_new0 (lzma_stream, 1);

  if (lzma_stream_decoder (self, XZ_MEMORY, 0) != LZMA_OK)
    g_error ("liblzma cannot begin");
  return self;
}

static TarnUnpackResult
xz_step (gpointer         state,
         TarnSpan        *in,
         TarnUnpackRoom  *out,
         const char     **why)
{
  lzma_stream *self = state;
  lzma_ret result;

  self->next_in = in->data;
  self->avail_in = in->len;
  self->next_out = out->data;
  self->avail_out = out->len;
  result = lzma_code (self, LZMA_RUN);
  advance (in, in->len - self->avail_in, out, out->len - self->avail_out);

  /* It says so when it got nothing twice. */
  if (result == LZMA_OK || result == LZMA_BUF_ERROR)
    return TARN_UNPACK_MORE;
  if (result == LZMA_STREAM_END)
    return TARN_UNPACK_END;

  *why = result == LZMA_MEMLIMIT_ERROR || result == LZMA_MEM_ERROR ? too_large : damaged;
  return TARN_UNPACK_FAILED;
}

static void
xz_close (gpointer state)
{
  lzma_end (state);
  g_free (state);
}

static gpointer
zstd_open (void)
{
  ZSTD_DStream *self = ZSTD_createDStream ();

  if (self == NULL)
    g_error ("libzstd cannot begin");
  return self;
}

static TarnUnpackResult
zstd_step (gpointer         state,
           TarnSpan        *in,
           TarnUnpackRoom  *out,
           const char     **why)
{
  ZSTD_inBuffer input = { in->data, in->len, 0 };
  ZSTD_outBuffer output = { out->data, out->len, 0 };
  /* Its limit is a window of 128 MiB by itself. */
  gsize result = ZSTD_decompressStream (state, &output, &input);
  ZSTD_ErrorCode code;

  advance (in, input.pos, out, output.pos);
  if (!ZSTD_isError (result))
    return result == 0 ? TARN_UNPACK_END : TARN_UNPACK_MORE;

  code = ZSTD_getErrorCode (result);
  *why = code == ZSTD_error_frameParameter_windowTooLarge || code == ZSTD_error_memory_allocation
         ? too_large : damaged;
  return TARN_UNPACK_FAILED;
}

static void
zstd_close (gpointer state)
{
  ZSTD_freeDStream (state);
}

/* A line of text may begin with BZh, hence what follows: the first block, or the end. */
static gboolean
is_bzip2 (TarnSpan head)
{
  return head.len >= 10 && g_ascii_isdigit (head.data[3])
         && (memcmp (head.data + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0
             || memcmp (head.data + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

const TarnUnpackCodec *
tarn_unpack_codec_find (TarnSpan head)
{
  static const TarnUnpackCodec codecs[] = {
    { "gzip", { 0x1f, 0x8b, 0x08 }, 3, gzip_open, gzip_step, g_object_unref },
    { "bzip2", { 'B', 'Z', 'h' }, 3, bzip2_open, bzip2_step, bzip2_close },
    { "xz", { 0xfd, '7', 'z', 'X', 'Z', 0 }, 6, xz_open, xz_step, xz_close },
    { "zstd", { 0x28, 0xb5, 0x2f, 0xfd }, 4, zstd_open, zstd_step, zstd_close },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (head.len >= codecs[i].magic_len
        && memcmp (head.data, codecs[i].magic, codecs[i].magic_len) == 0
        && (codecs[i].magic[0] != 'B' || is_bzip2 (head)))
      return &codecs[i];

  return NULL;
}

const char *
tarn_unpack_codec_foreign (TarnSpan head)
{
  static const struct { guint8 magic[4]; const char *command; } foreign[] = {
    { { 0x1f, 0x9d, 0x00, 0x00 }, "zcat" },
    { { 'P', 'K', 3, 4 }, "unzip -p" },
    { { '7', 'z', 0xbc, 0xaf }, "7z x -so" },
    { { 0x04, 0x22, 0x4d, 0x18 }, "lz4 -dc" },
  };

  if (head.len < 4)
    return NULL;
  /* The third octet of compress tells its settings. */
  if (memcmp (head.data, foreign[0].magic, 2) == 0)
    return foreign[0].command;
  for (guint i = 1; i < G_N_ELEMENTS (foreign); i++)
    if (memcmp (head.data, foreign[i].magic, 4) == 0)
      return foreign[i].command;

  return NULL;
}
