/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-batch-private.h"
#include "store/tarn-page-cache.h"
#include "tarn-test.h"

#define PAGE_ID 7

static TarnPage *
make_page (const TarnCell *cells,
           guint           n,
           guint           level)
{
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_page_unref);
  TarnPage *page;

  tarn_page_pack (cells, n, level, pages);
  g_assert_cmpuint (pages->len, ==, 1);
  page = tarn_page_ref (g_ptr_array_index (pages, 0));
  tarn_page_seal (page, PAGE_ID);
  return page;
}

/* A leaf of @n varbinds 1.3.6.1.4.1.<100 + i>, sealed. */
static TarnPage *
make_leaf (guint n)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autofree TarnCell *cells = g_new (TarnCell, n);

  for (guint i = 0; i < n; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, 4, 1, 100 + i };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      g_autoptr(TarnValue) value = tarn_value_new_integer ((gint32) i);

      tarn_batch_put (batch, oid, value);
    }
  for (guint i = 0; i < n; i++)
    cells[i] = (TarnCell) { tarn_batch_get_cell (batch, i), TRUE };

  return make_page (cells, n, 0);
}

/* An inner page above @n children that begin with the same names. */
static TarnPage *
make_inner (guint n)
{
  g_autoptr(TarnPage) leaf = make_leaf (n);
  g_autofree TarnCell *cells = g_new (TarnCell, n);
  g_autofree guint8 *octets = g_malloc (n * 32);

  for (guint i = 0; i < n; i++)
    {
      TarnChildCell child = { 10 + i, 100 * i + 1, tarn_page_get_name (leaf, i) };

      tarn_child_put (&child, octets + 32 * i);
      cells[i] = (TarnCell) { tarn_span (octets + 32 * i, TARN_PAGE_CHILD_HEAD + child.name.len),
                              FALSE };
    }

  return make_page (cells, n, 1);
}

static TarnPage *
read_page (TarnSpan     octets,
           guint32      id,
           guint        level,
           const char **wrong)
{
  /* An exact-size copy: ASan sees a read past its end. */
  *wrong = NULL;
  return tarn_page_new_take (g_memdup2 (octets.data, octets.len), octets.len, id, level, wrong);
}

static TarnSpan
page_octets (const TarnPage *page)
{
  return tarn_span (page->octets, page->len);
}

static void
test_rows (void)
{
  g_autoptr(TarnPage) written = make_leaf (100);
  g_autoptr(TarnPage) page = NULL;
  const char *wrong;

  page = read_page (page_octets (written), PAGE_ID, 0, &wrong);
  g_assert_cmpstr (wrong, ==, NULL);
  g_assert_cmpuint (page->n_cells, ==, 100);
  g_assert_cmpuint (tarn_page_count_rows (page), ==, 100);

  for (guint i = 0; i < page->n_cells; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, 4, 1, 100 + i };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      gboolean same;
      gint64 number;
      TarnRow row;

      g_assert_true (tarn_page_get_row (page, i, &row));
      g_assert_true (tarn_span_equal (row.name, tarn_oid_span (oid)));
      g_assert_true (tarn_row_get_integer (&row, &number));
      g_assert_cmpint (number, ==, i);
      g_assert_cmpuint (tarn_page_search (page, 0, row.name, &same), ==, i);
      g_assert_true (same);
      g_assert_cmpuint (tarn_page_search (page, MIN (i + 1, 99), row.name, &same), ==,
                        MIN (i + 1, 99));
    }
}

static void
refuse_prefix_cb (TarnSpan prefix,
                  gpointer data)
{
  const char *wrong;

  g_assert_null (read_page (prefix, PAGE_ID, 0, &wrong));
  g_assert_nonnull (wrong);
}

static void
test_children (void)
{
  g_autoptr(TarnPage) written = make_inner (50);
  g_autoptr(TarnPage) page = NULL;
  guint64 n_rows = 0;
  const char *wrong;

  page = read_page (page_octets (written), PAGE_ID, 1, &wrong);
  g_assert_cmpstr (wrong, ==, NULL);
  for (guint i = 0; i < page->n_cells; i++)
    {
      g_assert_cmpuint (tarn_page_get_child (page, i).id, ==, 10 + i);
      g_assert_cmpuint (tarn_page_get_child (page, i).n_rows, ==, 100 * i + 1);
      n_rows += 100 * i + 1;
    }
  g_assert_cmpuint (tarn_page_count_rows (page), ==, n_rows);
}

static void
test_refused (void)
{
  g_autoptr(TarnPage) page = make_leaf (20);
  g_autofree guint8 *longer = g_malloc0 (page->len + 1);
  const char *wrong;

  tarn_test_each_prefix (page_octets (page), refuse_prefix_cb, NULL);

  memcpy (longer, page->octets, page->len);
  g_assert_null (read_page (tarn_span (longer, page->len + 1), PAGE_ID, 0, &wrong));
  g_assert_cmpstr (wrong, ==, "its checksum is wrong");

  /* A page that is not the one it is taken for. */
  g_assert_null (read_page (page_octets (page), PAGE_ID + 1, 0, &wrong));
  g_assert_cmpstr (wrong, ==, "its checksum is wrong");
  g_assert_null (read_page (page_octets (page), PAGE_ID, 1, &wrong));
  g_assert_cmpstr (wrong, ==, "it is at another level of the tree than it should be");

  for (gsize at = 0; at < page->len; at++)
    {
      g_autofree guint8 *octets = g_memdup2 (page->octets, page->len);

      octets[at] ^= 1 << at % 8;
      g_assert_null (read_page (tarn_span (octets, page->len), PAGE_ID, 0, &wrong));
      g_assert_cmpstr (wrong, ==, "its checksum is wrong");
    }
}

/* Reads all that can be read. */
static void
use_page (TarnPage *page)
{
  TarnSpan before = { 0 };
  guint sum = 0;

  tarn_page_make_keys (page);
  g_assert_nonnull (page->keys);
  for (guint i = 0; i < page->n_cells; i++)
    {
      TarnSpan name = tarn_page_get_name (page, i);
      gboolean same;
      TarnRow row;

      g_assert_cmpint (tarn_name_compare (before, name), <, 0);
      g_assert_cmpuint (tarn_page_search (page, 0, name, &same), ==, i);
      g_assert_true (same);
      g_assert_cmpuint (tarn_name_check (name) & ~TARN_ANOMALY_OID_TOO_LONG, ==, 0);
      before = name;

      if (page->level > 0)
        continue;
      g_assert_true (tarn_page_get_row (page, i, &row));
      for (gsize at = 0; at < row.tlv.len; at++)
        sum += row.tlv.data[at];
      g_assert_cmpuint (row.header_len, <=, row.tlv.len);
    }

  g_assert_cmpuint (sum, <, G_MAXUINT);
}

/* Before all cells have been looked at, each is told by itself whether it is a varbind;
 * what is looked for is found or not, and that is all. */
static void
use_doubtful_leaf (const TarnPage *page)
{
  for (guint i = 0; i < page->n_cells; i++)
    {
      TarnSpan name = tarn_page_get_name (page, i);
      gboolean same;
      TarnRow row;

      g_assert_cmpuint (tarn_page_search (page, 0, name, &same), <=, page->n_cells);
      if (!tarn_page_get_row (page, i, &row))
        continue;
      g_assert_true (tarn_span_equal (row.name, name));
      g_assert_cmpuint (tarn_name_check (name) & ~TARN_ANOMALY_OID_TOO_LONG, ==, 0);
      g_assert_cmpuint (row.header_len, <=, row.tlv.len);
    }
}

/* Where the checksum was made to fit: refused with a reason, or sound in every way. */
static void
test_mutations (gconstpointer data)
{
  guint level = GPOINTER_TO_UINT (data);
  g_autoptr(GRand) rand = g_rand_new_with_seed (4711);
  g_autoptr(TarnPage) page = level == 0 ? make_leaf (60) : make_inner (60);
  guint n_refused = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree guint8 *octets = g_memdup2 (page->octets, page->len);
      g_autoptr(TarnPage) read = NULL;
      guint64 checksum;
      const char *wrong;

      for (gint32 change = g_rand_int_range (rand, 1, 4); change > 0; change--)
        octets[g_rand_int_range (rand, 8, (gint32) page->len)]
          = (guint8) g_rand_int_range (rand, 0, 256);
      checksum = GUINT64_TO_LE (tarn_page_checksum (octets + 8, page->len - 8, PAGE_ID));
      memcpy (octets, &checksum, sizeof checksum);

      read = read_page (tarn_span (octets, page->len), PAGE_ID, level, &wrong);
      g_assert_true ((read == NULL) == (wrong != NULL));
      if (read != NULL && level == 0)
        use_doubtful_leaf (read);
      if (read != NULL && tarn_page_check_cells (read) == NULL)
        use_page (read);
      else
        n_refused++;
    }

  g_test_message ("%u of 20000 pages were refused", n_refused);
  g_assert_cmpuint (n_refused, >, 5000);
}

/* A leaf as format 1 has it: with offsets. */
static void
test_offsets (void)
{
  g_autoptr(TarnPage) leaf = make_leaf (30);
  g_autoptr(TarnPage) page = NULL;
  gsize len = leaf->len + 2 * leaf->n_cells;
  g_autofree guint8 *octets = g_malloc (len);
  const char *wrong;
  guint64 checksum;

  for (guint wrong_at = 0; wrong_at <= leaf->n_cells; wrong_at++)
    {
      memcpy (octets, leaf->octets, TARN_PAGE_HEADER);
      octets[9] = 0;
      for (guint i = 0; i < leaf->n_cells; i++)
        {
          guint16 offset = leaf->offsets[i];

          if (i == wrong_at)
            offset = i > 0 ? leaf->offsets[i - 1] : 1;
          offset = GUINT16_TO_LE (offset);
          memcpy (octets + TARN_PAGE_HEADER + 2 * i, &offset, 2);
        }
      memcpy (octets + len - leaf->cells_len, leaf->cells, leaf->cells_len);
      checksum = GUINT64_TO_LE (tarn_page_checksum (octets + 8, len - 8, PAGE_ID));
      memcpy (octets, &checksum, sizeof checksum);

      g_clear_pointer (&page, tarn_page_unref);
      page = read_page (tarn_span (octets, len), PAGE_ID, 0, &wrong);
      g_assert_cmpstr (wrong, ==, wrong_at < leaf->n_cells ? "its cells do not fill it" : NULL);
    }

  g_assert_null (tarn_page_check_cells (page));
  use_page (page);
}

/* Cells whose lengths do not add up, one octet too many, none. */
static void
test_frame (void)
{
  static const struct
  {
    const char *sentence;
    guint8      n_cells;
    guint8      cells[12];
    gsize       len;
    const char *wrong;
  } frames[] = {
    { "one varbind", 1, { 0x30, 5, 6, 1, 0x2b, 5, 0 }, 7, NULL },
    { "no varbind at all", 0, { 0 }, 0, "its header is wrong" },
    { "one that is too long", 1, { 0x30, 6, 6, 1, 0x2b, 5, 0 }, 7, "its cells do not fill it" },
    { "one that is too short", 1, { 0x30, 4, 6, 1, 0x2b, 5, 0 }, 7, "its cells do not fill it" },
    { "a header without its length", 1, { 0x30 }, 1, "its cells do not fill it" },
    { "a long length that is cut off", 1, { 0x30, 0x82, 1 }, 3, "its cells do not fill it" },
    { "a length without end", 1, { 0x30, 0x80, 0, 0 }, 4, "its cells do not fill it" },
    { "another tag", 1, { 0x31, 5, 6, 1, 0x2b, 5, 0 }, 7, "its cells do not fill it" },
    { "more than are there", 2, { 0x30, 5, 6, 1, 0x2b, 5, 0 }, 7, "its cells do not fill it" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr(TarnPage) page = NULL;
      guint8 octets[TARN_PAGE_HEADER + 12] = { 0 };
      gsize len = TARN_PAGE_HEADER + frames[i].len;
      const char *wrong;
      guint64 checksum;

      octets[9] = 1;
      octets[10] = frames[i].n_cells;
      octets[12] = (guint8) frames[i].len;
      memcpy (octets + TARN_PAGE_HEADER, frames[i].cells, frames[i].len);
      checksum = GUINT64_TO_LE (tarn_page_checksum (octets + 8, len - 8, PAGE_ID));
      memcpy (octets, &checksum, sizeof checksum);

      g_test_message ("%s", frames[i].sentence);
      page = read_page (tarn_span (octets, len), PAGE_ID, 0, &wrong);
      g_assert_cmpstr (wrong, ==, frames[i].wrong);
      g_assert_true ((page == NULL) == (wrong != NULL));
    }
}

static TarnPage *
map_page (TarnSpan octets,
          guint32  id)
{
  GBytes *map = g_bytes_new (octets.data, octets.len);
  const char *wrong = NULL;
  TarnPage *page;
  gsize len;
  gconstpointer data = g_bytes_get_data (map, &len);

  page = tarn_page_new_mapped (map, tarn_span (data, len), id, 0, &wrong);
  g_assert_true ((page == NULL) == (wrong != NULL));
  return page;
}

/* A page that lies in a map keeps it, and is forgotten when what lies there changes. */
static void
test_mapped (void)
{
  g_autoptr(TarnPage) written = make_leaf (40);
  g_autoptr(TarnPage) page = map_page (page_octets (written), PAGE_ID);
  TarnPageCache cache;

  g_assert_null (map_page (tarn_span (written->octets, 15), PAGE_ID));
  g_assert_null (map_page (page_octets (written), PAGE_ID + 1));
  g_assert_cmpuint (tarn_page_get_memory (page), <, tarn_page_get_memory (written));
  use_page (page);

  tarn_page_cache_init (&cache, G_MAXSIZE);
  tarn_page_cache_insert (&cache, page);
  g_assert_true (tarn_page_cache_lookup (&cache, PAGE_ID) == page);
  tarn_page_cache_forget_mapped (&cache);
  g_assert_null (tarn_page_cache_lookup (&cache, PAGE_ID));
  g_assert_cmpuint (cache.size, ==, 0);

  tarn_page_cache_insert (&cache, written);
  tarn_page_cache_forget_mapped (&cache);
  g_assert_true (tarn_page_cache_lookup (&cache, PAGE_ID) == written);
  tarn_page_cache_clear (&cache);
}

static void
test_cache (void)
{
  TarnPageCache cache;
  gsize len = 0;

  tarn_page_cache_init (&cache, 3 * 400);
  for (guint32 id = 1; id <= 5; id++)
    {
      g_autoptr(TarnPage) page = make_leaf (12);

      tarn_page_seal (page, id);
      len = tarn_page_get_memory (page);
      g_assert_cmpuint (len, <=, 400);
      g_assert_cmpuint (len, >, 240);
      tarn_page_cache_insert (&cache, page);
      if (id > 1)
        g_assert_nonnull (tarn_page_cache_lookup (&cache, 1));   /* used, so it stays */
    }

  g_assert_cmpuint (cache.size, <=, cache.limit);
  g_assert_nonnull (tarn_page_cache_lookup (&cache, 5));
  g_assert_null (tarn_page_cache_lookup (&cache, 2));

  /* Asked again and again, a page grows, and what it takes is counted. */
  len = cache.size;
  for (guint i = 0; i < TARN_PAGE_KEYS_AFTER; i++)
    {
      g_assert_cmpuint (cache.size, ==, len);
      tarn_page_cache_search (&cache, tarn_page_cache_lookup (&cache, 5));
    }
  g_assert_cmpuint (cache.size, ==,
                    len + tarn_page_keys_size (tarn_page_cache_lookup (&cache, 5)->keys));

  tarn_page_cache_remove (&cache, 5);
  g_assert_null (tarn_page_cache_lookup (&cache, 5));
  tarn_page_cache_forget (&cache);
  g_assert_cmpuint (cache.size, ==, 0);
  g_assert_null (tarn_page_cache_lookup (&cache, 1));
  tarn_page_cache_clear (&cache);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/page/rows", test_rows);
  g_test_add_func ("/page/children", test_children);
  g_test_add_func ("/page/refused", test_refused);
  g_test_add_data_func ("/page/mutations/leaf", GUINT_TO_POINTER (0), test_mutations);
  g_test_add_data_func ("/page/mutations/inner", GUINT_TO_POINTER (1), test_mutations);
  g_test_add_func ("/page/offsets", test_offsets);
  g_test_add_func ("/page/frame", test_frame);
  g_test_add_func ("/page/mapped", test_mapped);
  g_test_add_func ("/page/cache", test_cache);

  return g_test_run ();
}
