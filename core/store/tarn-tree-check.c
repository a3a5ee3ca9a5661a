/* Whether a counted tree is as it should be, page by page.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tree.h"

typedef struct
{
  TarnTree              *tree;
  const TarnTreeVisitor *visitor;
  gpointer               data;
  GHashTable            *seen;     /* page numbers: none may be reached twice          */
  TarnName               last;     /* the name before the place that has been come to;
                                    * empty: at the beginning                          */
} Visit;

static void tell (Visit      *visit,
                  guint32     id,
                  const char *format,
                  ...) G_GNUC_PRINTF (3, 4);

static void
tell (Visit      *visit,
      guint32     id,
      const char *format,
      ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  visit->visitor->fault (id, what, visit->data);
}

/* The page as it is in the file, not as it may be in the cache. */
static TarnPage *
read_page (Visit       *visit,
           guint32      id,
           guint        level,
           const char **wrong)
{
  guint8 *octets;
  gsize len = 0;

  if (!g_hash_table_add (visit->seen, GUINT_TO_POINTER (id)))
    {
      *wrong = "it has two parents";
      return NULL;
    }

  visit->visitor->reach (id, visit->data);
  *wrong = "it is missing";
  octets = visit->tree->pager->read (visit->tree->pager_data, id, &len, NULL);
  return octets != NULL ? tarn_page_new_sound (octets, len, id, level, wrong) : NULL;
}

/* Names ascend inside a page, or read_page() would not have been content. */
static gboolean
visit_leaf (Visit          *visit,
            const TarnPage *page,
            TarnSpan        before)
{
  TarnSpan first = tarn_page_get_name (page, 0);
  TarnSpan last = tarn_page_get_name (page, page->n_cells - 1);

  if (tarn_name_compare (tarn_name_span (&visit->last), first) >= 0)
    tell (visit, page->id, "begins before its predecessor ends");
  if (before.len > 0 && tarn_name_compare (last, before) >= 0)
    tell (visit, page->id, "ends behind where its successor begins");

  if (tarn_name_compare (tarn_name_span (&visit->last), last) < 0)
    tarn_name_set (&visit->last, last);
  return visit->visitor->leaf (page, visit->data);
}

static void
compare_with_parent (Visit               *visit,
                     const TarnPage      *page,
                     const TarnChildCell *expected)
{
  guint64 n_rows = tarn_page_count_rows (page);

  if (page->id >= visit->tree->next_id)
    tell (visit, page->id, "has a number that is not given out yet");
  if (n_rows != expected->n_rows)
    tell (visit, page->id, "holds %" G_GUINT64_FORMAT " varbinds, its parent says %"
          G_GUINT64_FORMAT, n_rows, expected->n_rows);
  if (expected->name.len > 0 && !tarn_span_equal (tarn_page_get_name (page, 0), expected->name))
    tell (visit, page->id, "begins with another name than its parent says");
  if (expected->name.len == 0 && page->level > 0 && page->n_cells == 1)
    tell (visit, page->id, "is the root, and has a single child");
}

/* The page and all below it; names of others begin at @before.  Depth is bounded by the
 * levels, and the whole by every page being visited once. */
static gboolean
visit_page (Visit               *visit,
            const TarnChildCell *expected,
            guint                level,
            TarnSpan             before)
{
  g_autoptr(TarnPage) page = NULL;
  TarnTreeLoss loss = { expected->id, NULL, { 0 }, before, expected->n_rows };

  page = read_page (visit, expected->id, level, &loss.reason);
  if (page == NULL)
    {
      loss.after = tarn_name_span (&visit->last);
      return visit->visitor->lost (&loss, visit->data);
    }

  compare_with_parent (visit, page, expected);
  if (level == 0)
    return visit_leaf (visit, page, before);

  for (guint i = 0; i < page->n_cells; i++)
    {
      TarnChildCell child = tarn_page_get_child (page, i);
      TarnSpan end = i + 1 < page->n_cells ? tarn_page_get_name (page, i + 1) : before;

      if (!visit_page (visit, &child, level - 1, end))
        return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tree_visit (TarnTree              *self,
                 const TarnTreeVisitor *visitor,
                 gpointer               data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autofree Visit *visit = g_new0 (Visit, 1);
  TarnChildCell root = { self->root, self->n_rows, { 0 } };

  if (self->n_levels == 0)
    {
      if (self->n_rows != 0)
        visitor->fault (0, "says that there are varbinds, but no pages", data);
      return TRUE;
    }

  visit->tree = self;
  visit->visitor = visitor;
  visit->data = data;
  visit->seen = seen;
  return visit_page (visit, &root, self->n_levels - 1, tarn_span (NULL, 0));
}
