/* Any octets as a leaf, in place of its checksum one that is right: refused, or read to its
 * end, printed in every form, searched, and, if all of it is sound, packed again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "ops/tarn-format.h"
#include "store/tarn-page.h"

#define PAGE_ID 7

static void
use_row (const TarnRow *row)
{
  g_autoptr(TarnVarbind) varbind = tarn_row_dup_varbind (row);
  g_autoptr(GString) text = g_string_new (NULL);
  TarnName end;

  g_assert_cmphex (tarn_name_check (row->name) & ~TARN_ANOMALY_OID_TOO_LONG, ==, 0);
  g_assert_cmpuint (row->header_len, <=, row->tlv.len);
  tarn_name_set_end (&end, row->name);
  for (TarnFormat format = TARN_FORMAT_TEXT; format <= TARN_FORMAT_JSON; format++)
    tarn_format_row (format, row, text);
}

/* What was sound is the same when it is packed again. */
static void
pack_again (const TarnPage *page)
{
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_page_unref);
  g_autofree TarnCell *cells = g_new (TarnCell, page->n_cells);
  const TarnPage *packed;

  for (guint i = 0; i < page->n_cells; i++)
    cells[i] = (TarnCell) { tarn_page_get_cell (page, i), FALSE };
  tarn_page_pack (cells, page->n_cells, 0, pages);

  g_assert_cmpuint (pages->len, ==, 1);
  packed = g_ptr_array_index (pages, 0);
  g_assert_cmpmem (packed->cells, packed->cells_len, page->cells, page->cells_len);
}

static void
use_page (TarnPage *page)
{
  g_autofree gboolean *readable = g_new (gboolean, page->n_cells);
  TarnRow row;

  for (guint i = 0; i < page->n_cells; i++)
    {
      TarnSpan name = tarn_page_get_name (page, i);
      gboolean same;
      guint found = tarn_page_search (page, i / 2, name, &same);

      g_assert_cmpuint (found, <=, page->n_cells);
      g_assert_true (!same || tarn_span_equal (tarn_page_get_name (page, found), name));
      readable[i] = tarn_page_get_row (page, i, &row);
      if (readable[i])
        use_row (&row);
    }

  tarn_page_make_keys (page);
  g_assert_true ((page->keys != NULL) == page->sound);
  if (tarn_page_check_cells (page) != NULL)
    return;

  for (guint i = 0; i < page->n_cells; i++)
    {
      gboolean same;

      g_assert_cmpuint (tarn_page_search (page, 0, tarn_page_get_name (page, i), &same), ==, i);
      g_assert_true (same);
      g_assert_true (readable[i] && tarn_page_get_row (page, i, &row));
      g_assert_true (tarn_span_equal (row.name, tarn_page_get_name (page, i)));
      use_row (&row);
    }
  pack_again (page);
}

/* @data is a page from its ninth octet on, where its level stands. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree guint8 *octets = g_malloc (8 + size);
  guint64 checksum = GUINT64_TO_LE (tarn_page_checksum (data, size, PAGE_ID));
  g_autoptr(TarnPage) page = NULL;
  const char *wrong = NULL;

  memcpy (octets, &checksum, sizeof checksum);
  memcpy (octets + 8, data, size);

  page = tarn_page_new_take (g_steal_pointer (&octets), 8 + size, PAGE_ID, 0, &wrong);
  g_assert_true ((page == NULL) == (wrong != NULL));
  if (page != NULL)
    use_page (page);

  return 0;
}
