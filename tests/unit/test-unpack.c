/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <bzlib.h>
#include <gio/gunixinputstream.h>
#include <lzma.h>
#include <unistd.h>
#include <zstd.h>

#include "tarn-test.h"

#include "base/tarn-error.h"
#include "ops/tarn-unpack.h"

/* Packs with a checksum, as the programs do.  @text is not longer than 3 MiB. */
typedef struct
{
  const char *name;
  GBytes   *(*pack) (GBytes *text);
} Packer;

static GBytes *
pack_gzip (GBytes *text)
{
  g_autoptr(GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP,
                                                                     6));
  gsize size = g_bytes_get_size (text) * 2 + 1024, n_in, n_out;
  g_autofree guint8 *packed = g_malloc (size);

  g_assert_cmpint (g_converter_convert (packer, g_bytes_get_data (text, NULL),
                                        g_bytes_get_size (text), packed, size,
                                        G_CONVERTER_INPUT_AT_END, &n_in, &n_out, NULL), ==,
                   G_CONVERTER_FINISHED);
  return g_bytes_new (packed, n_out);
}

static GBytes *
pack_bzip2 (GBytes *text)
{
  unsigned int size = (unsigned int) g_bytes_get_size (text) * 2 + 1024;
  g_autofree char *packed = g_malloc (size);

  g_assert_cmpint (BZ2_bzBuffToBuffCompress (packed, &size, (char *) g_bytes_get_data (text, NULL),
                                             (unsigned int) g_bytes_get_size (text), 9, 0, 0), ==,
                   BZ_OK);
  return g_bytes_new (packed, size);
}

static GBytes *
pack_xz (GBytes *text)
{
  gsize size = g_bytes_get_size (text) * 2 + 1024, n = 0;
  g_autofree guint8 *packed = g_malloc (size);

  g_assert_cmpint (lzma_easy_buffer_encode (1, LZMA_CHECK_CRC64, NULL,
                                            g_bytes_get_data (text, NULL), g_bytes_get_size (text),
                                            packed, &n, size), ==, LZMA_OK);
  return g_bytes_new (packed, n);
}

static GBytes *
pack_zstd (GBytes *text)
{
  gsize size = g_bytes_get_size (text) * 2 + 1024;
  g_autofree guint8 *packed = g_malloc (size);
  ZSTD_CCtx *context = ZSTD_createCCtx ();
  gsize n;

  ZSTD_CCtx_setParameter (context, ZSTD_c_checksumFlag, 1);
  n = ZSTD_compress2 (context, packed, size, g_bytes_get_data (text, NULL),
                      g_bytes_get_size (text));
  g_assert_false (ZSTD_isError (n));
  ZSTD_freeCCtx (context);
  return g_bytes_new (packed, n);
}

static const Packer packers[] = {
  { "gzip", pack_gzip },
  { "bzip2", pack_bzip2 },
  { "xz", pack_xz },
  { "zstd", pack_zstd },
};

/* Lines that do not repeat. */
static GBytes *
make_text (gsize len)
{
  GString *text = g_string_new (NULL);
  guint32 state = 1;

  while (text->len < len)
    {
      state = state * 1664525 + 1013904223;
      g_string_append_printf (text, "1.3.6.1.2.1.2.2.1.10.%u|65|%u\n", state >> 20, state);
    }
  g_string_truncate (text, len);
  return g_string_free_to_bytes (text);
}

static GBytes *
join (GBytes *a,
      GBytes *b)
{
  GByteArray *both = g_byte_array_new ();

  g_byte_array_append (both, g_bytes_get_data (a, NULL), (guint) g_bytes_get_size (a));
  g_byte_array_append (both, g_bytes_get_data (b, NULL), (guint) g_bytes_get_size (b));
  return g_byte_array_free_to_bytes (both);
}

/* In pieces of up to @piece; what was read until an error comes too. */
static GBytes *
read_all (GInputStream  *stream,
          gsize          piece,
          GError       **error)
{
  g_autofree guint8 *buffer = g_malloc (piece);
  GByteArray *octets = g_byte_array_new ();
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, piece, NULL, error)) > 0)
    g_byte_array_append (octets, buffer, (guint) n);
  return g_byte_array_free_to_bytes (octets);
}

static GBytes *
unpack (GBytes  *packed,
        GError **error)
{
  gsize size = g_bytes_get_size (packed);
  g_autofree guint8 *exact = g_memdup2 (g_bytes_get_data (packed, NULL), size);
  g_autoptr(GInputStream) base = g_memory_input_stream_new_from_data (exact, (gssize) size, NULL);
  GInputStream *stream = tarn_unpack_stream_new (base);
  GBytes *text = read_all (stream, 4096, error);

  g_assert_finalize_object (stream);
  return text;
}

static void
assert_unpacks_to (GBytes *packed,
                   GBytes *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) unpacked = unpack (packed, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (unpacked, text));
}

static void
assert_fails (GBytes     *packed,
              const char *what)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) unpacked = unpack (packed, &error);

  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  if (what != NULL && strstr (error->message, what) == NULL)
    g_error ("“%s” does not say “%s”", error->message, what);
}

static void
test_round_trip (gconstpointer data)
{
  const Packer *packer = data;
  /* Nothing, less than a block, whole blocks, many. */
  static const gsize sizes[] = { 0, 1, 1000, 128 * 1024, 512 * 1024, 3 * 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) text = make_text (sizes[i]);
      g_autoptr(GBytes) packed = packer->pack (text);

      assert_unpacks_to (packed, text);
    }
}

static void
test_members (gconstpointer data)
{
  const Packer *packer = data;
  g_autoptr(GBytes) one = make_text (1000);
  g_autoptr(GBytes) both = join (one, one);
  g_autoptr(GBytes) packed = packer->pack (one);
  g_autoptr(GBytes) packed_both = join (packed, packed);
  g_autoptr(GBytes) zeros = g_bytes_new_take (g_malloc0 (512), 512);
  g_autoptr(GBytes) padded = join (packed_both, zeros);
  g_autoptr(GBytes) garbage = g_bytes_new_static ("garbage that follows", 20);
  g_autoptr(GBytes) followed = join (packed_both, garbage);

  assert_unpacks_to (packed_both, both);
  assert_unpacks_to (padded, both);
  assert_fails (followed, "something else follows the end");
}

static void
assert_prefix_fails (TarnSpan prefix,
                     gpointer data)
{
  g_autoptr(GBytes) packed = g_bytes_new (prefix.data, prefix.len);

  /* Less than it takes to know: it stands for itself. */
  if (prefix.len < 10)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) unpacked = unpack (packed, &error);

      g_assert_true (error != NULL || g_bytes_equal (unpacked, packed));
      return;
    }

  assert_fails (packed, "its end is missing");
}

static void
test_prefixes (gconstpointer data)
{
  const Packer *packer = data;
  g_autoptr(GBytes) text = make_text (300);
  g_autoptr(GBytes) packed = packer->pack (text);

  tarn_test_each_prefix (tarn_test_span (packed), assert_prefix_fails, NULL);
}

/* No changed octet yields other text: all have checksums. */
static void
test_damage (gconstpointer data)
{
  const Packer *packer = data;
  g_autoptr(GBytes) text = make_text (300);
  g_autoptr(GBytes) packed = packer->pack (text);
  gsize n_found = 0, size = g_bytes_get_size (packed);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (packed, NULL), size);
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(GBytes) unpacked = NULL;
      g_autoptr(GError) error = NULL;

      octets[i] ^= 0x10;
      damaged = g_bytes_new (octets, size);
      unpacked = unpack (damaged, &error);
      n_found += error != NULL;
      g_assert_true (error != NULL || g_bytes_equal (unpacked, text)
                     || g_bytes_equal (unpacked, damaged));
    }

  /* A few octets of a header do not matter. */
  g_assert_cmpuint (n_found, >, size - 20);
}

/* A base that gives one octet at a time, and perhaps breaks. */
#define TEST_TYPE_DRIBBLE (dribble_get_type ())
G_DECLARE_FINAL_TYPE (Dribble, dribble, TEST, DRIBBLE, GFilterInputStream)

struct _Dribble
{
  GFilterInputStream parent_instance;
  gsize              n_until_failure;   /* 0: never */
};

G_DEFINE_TYPE (Dribble, dribble, G_TYPE_FILTER_INPUT_STREAM)

static gssize
dribble_read (GInputStream  *stream,
              void          *buffer,
              gsize          len,
              GCancellable  *cancellable,
              GError       **error)
{
  Dribble *self = TEST_DRIBBLE (stream);
  GInputStream *base = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));

  if (self->n_until_failure > 0 && --self->n_until_failure == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "the cable came off");
      return -1;
    }

  return g_input_stream_read (base, buffer, MIN (len, 1), cancellable, error);
}

static void
dribble_class_init (DribbleClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = dribble_read;
}

static void
dribble_init (Dribble *self)
{
}

static void
assert_dribbles (GBytes *packed,
                 GBytes *text)
{
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr(GInputStream) base = g_object_new (TEST_TYPE_DRIBBLE, "base-stream", memory, NULL);
  g_autoptr(GInputStream) stream = tarn_unpack_stream_new (base);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) unpacked = read_all (stream, 7, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (unpacked, text));
  g_assert_cmpuint (tarn_unpack_stream_get_n_read (TARN_UNPACK_STREAM (stream)), ==,
                    g_bytes_get_size (packed));
}

static void
test_dribble (gconstpointer data)
{
  const Packer *packer = data;
  g_autoptr(GBytes) text = make_text (2000);
  g_autoptr(GBytes) packed = packer->pack (text);

  assert_dribbles (packed, text);
  assert_dribbles (text, text);
}

static void
test_plain (void)
{
  static const char *texts[] = {
    "", "1", "1.3.6.1|4|x\n", "BZh", "BZhe 1.3.6.1 is text", "BZh9 is text as well", "PK",
    "7z is text", "(\xb5/", "\x1f",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) text = g_bytes_new (texts[i], strlen (texts[i]));

      assert_unpacks_to (text, text);
    }
}

static void
test_foreign (void)
{
  g_autoptr(GBytes) compress = g_bytes_new_static ("\x1f\x9d\x90rest of it", 13);
  g_autoptr(GBytes) zip = g_bytes_new_static ("PK\3\4rest of it", 14);

  assert_fails (compress, "“zcat”");
  assert_fails (zip, "“unzip -p”");
}

/* Memory is bounded by what we allow, not by what a file of 100 octets claims. */
static void
test_window (void)
{
  g_autoptr(GBytes) text = make_text (1000);
  g_autoptr(GBytes) packed = pack_xz (text);
  gsize size = g_bytes_get_size (packed);
  g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (packed, NULL), size);
  g_autoptr(GBytes) bomb = NULL;
  gsize header_len = (octets[12] + 1u) * 4;
  guint8 *properties;
  guint32 crc;

  /* In the block header: filter 21 with one octet of properties, which is the size of its
   * dictionary; 40 is 4 GiB.  Its CRC stands at its end. */
  properties = memmem (octets + 14, header_len, "\x21\x01", 2);
  g_assert_nonnull (properties);
  properties[2] = 40;
  crc = GUINT32_TO_LE (lzma_crc32 (octets + 12, header_len - 4, 0));
  memcpy (octets + 12 + header_len - 4, &crc, sizeof crc);
  bomb = g_bytes_new (octets, size);

  assert_fails (bomb, "more than 160 MiB");
}

/* The worker stops when the ring is full, and ends when nobody reads on. */
static void
test_ahead (gconstpointer data)
{
  const Packer *packer = data;
  g_autoptr(GBytes) text = make_text (3 * 1024 * 1024);
  g_autoptr(GBytes) packed = packer->pack (text);
  g_autoptr(GByteArray) many = g_byte_array_new ();
  g_autoptr(GInputStream) base = NULL;
  GInputStream *stream;
  g_autoptr(GError) error = NULL;
  guint8 first;

  for (guint i = 0; i < 8; i++)
    g_byte_array_append (many, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  base = g_memory_input_stream_new_from_data (many->data, many->len, NULL);
  stream = tarn_unpack_stream_new (base);

  g_assert_cmpint (g_input_stream_read (stream, &first, 1, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (g_input_stream_close (stream, NULL, &error));
  g_assert_no_error (error);
  /* The ring has room for 8 MiB of the 24, and bzip2 takes 900 kB before it gives any. */
  g_assert_cmpuint (tarn_unpack_stream_get_n_read (TARN_UNPACK_STREAM (stream)), <,
                    4 * g_bytes_get_size (packed));
  g_assert_finalize_object (stream);
}

static gpointer
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

/* A base that never gives more blocks neither the reader that is cancelled nor the end. */
static void
test_cancel (void)
{
  g_autoptr(GBytes) text = make_text (1000);
  g_autoptr(GBytes) packed = pack_gzip (text);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GInputStream) base = NULL;
  g_autoptr(GError) error = NULL;
  GInputStream *stream;
  GThread *thread;
  guint8 buffer[2000];
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], g_bytes_get_data (packed, NULL), 60), ==, 60);
  base = g_unix_input_stream_new (ends[0], TRUE);
  stream = tarn_unpack_stream_new (base);

  thread = g_thread_new ("cancel", cancel, cancellable);
  while (g_input_stream_read (stream, buffer, sizeof buffer, cancellable, &error) > 0)
    ;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_assert_finalize_object (stream);
  close (ends[1]);
}

/* An error of the base comes through, while it is looked at and later. */
static void
test_base_fails (void)
{
  g_autoptr(GBytes) text = make_text (1000);
  g_autoptr(GBytes) packed = pack_gzip (text);
  static const gsize places[] = { 1, 5, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
      g_autoptr(GInputStream) base = g_object_new (TEST_TYPE_DRIBBLE, "base-stream", memory, NULL);
      g_autoptr(GInputStream) stream = tarn_unpack_stream_new (base);
      g_autoptr(GBytes) unpacked = NULL;
      g_autoptr(GError) error = NULL;

      TEST_DRIBBLE (base)->n_until_failure = places[i];
      unpacked = read_all (stream, 100, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
    }
}

static void
add (const char *name,
     void      (*func) (gconstpointer data))
{
  for (guint i = 0; i < G_N_ELEMENTS (packers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/unpack/%s/%s", packers[i].name, name);

      g_test_add_data_func (path, &packers[i], func);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("what was packed comes back", test_round_trip);
  add ("members, zeros and garbage", test_members);
  add ("every prefix", test_prefixes);
  add ("every octet damaged", test_damage);
  add ("octet by octet", test_dribble);
  add ("a reader that stops", test_ahead);
  g_test_add_func ("/unpack/what is not packed", test_plain);
  g_test_add_func ("/unpack/what is packed otherwise", test_foreign);
  g_test_add_func ("/unpack/a window too large", test_window);
  g_test_add_func ("/unpack/cancelled", test_cancel);
  g_test_add_func ("/unpack/base fails", test_base_fails);

  return g_test_run ();
}
