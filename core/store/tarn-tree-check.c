/* Whether a counted tree is as it should be, page by page.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tree.h"

#define MAX_DAMAGE 100

typedef struct
{
  TarnTree   *tree;
  GPtrArray  *damage;
  GHashTable *seen;     /* page numbers: none may be reached twice              */
  TarnName    last;     /* the name before the place where the check has got to */
  gboolean    any;
} Check;

static void report (Check      *check,
                    const char *format,
                    ...) G_GNUC_PRINTF (2, 3);

static void
report (Check      *check,
        const char *format,
        ...)
{
  va_list args;

  if (check->damage->len >= MAX_DAMAGE)
    return;

  va_start (args, format);
  g_ptr_array_add (check->damage, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Names ascend inside a page, or it would not have been read. */
static void
check_leaf (Check          *check,
            const TarnPage *page)
{
  if (check->any && tarn_name_compare (tarn_name_span (&check->last),
                                       tarn_page_get_name (page, 0)) >= 0)
    report (check, "page %u begins before its predecessor ends", page->id);

  tarn_name_set (&check->last, tarn_page_get_name (page, page->n_cells - 1));
  check->any = TRUE;
}

/* Checks the page and all below it against what its parent says.  Depth is bounded
 * by the levels, and the whole by every page being visited once. */
static void
check_page (Check               *check,
            const TarnChildCell *expected,
            guint                level)
{
  g_autoptr(TarnPage) page = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_hash_table_add (check->seen, GUINT_TO_POINTER (expected->id)))
    {
      report (check, "page %u has two parents", expected->id);
      return;
    }
  if (expected->id >= check->tree->next_id)
    report (check, "page %u has a number that is not given out yet", expected->id);

  page = tarn_tree_get_page (check->tree, expected->id, level, &error);
  if (page == NULL)
    {
      report (check, "%s", error->message);
      return;
    }

  if (tarn_page_count_rows (page) != expected->n_rows)
    report (check, "page %u holds %" G_GUINT64_FORMAT " varbinds, its parent says %"
            G_GUINT64_FORMAT, page->id, tarn_page_count_rows (page), expected->n_rows);
  if (expected->name.len > 0
      && !tarn_span_equal (tarn_page_get_name (page, 0), expected->name))
    report (check, "page %u begins with another name than its parent says", page->id);
  if (expected->name.len == 0 && level > 0 && page->n_cells == 1)
    report (check, "the root, page %u, has a single child", page->id);

  if (level == 0)
    check_leaf (check, page);
  for (guint i = 0; level > 0 && i < page->n_cells; i++)
    {
      TarnChildCell child = tarn_page_get_child (page, i);

      check_page (check, &child, level - 1);
    }
}

void
tarn_tree_check (TarnTree  *self,
                 GPtrArray *damage)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autofree Check *check = g_new0 (Check, 1);
  TarnChildCell root = { self->root, self->n_rows, { 0 } };

  if (self->n_levels == 0)
    {
      if (self->n_rows != 0)
        g_ptr_array_add (damage, g_strdup ("the tree is empty, its root record says otherwise"));
      return;
    }

  check->tree = self;
  check->damage = damage;
  check->seen = seen;
  check_page (check, &root, self->n_levels - 1);
}
