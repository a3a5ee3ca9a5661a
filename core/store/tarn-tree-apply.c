/* How the counted tree changes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tree.h"

#include "base/tarn-error.h"

/* Pages smaller than the first join a neighbour if both together are no larger than
 * the second: far enough apart that no page is split and joined in turns. */
#define SMALL_PAGE  (TARN_PAGE_SIZE / 4)
#define JOINED_PAGE (TARN_PAGE_SIZE / 4 * 3)

/* A child of an inner node that is being made. */
typedef struct
{
  TarnPage *page;      /* holds the octets of the name; the child itself if @is_draft */
  TarnSpan  name;
  guint32   id;        /* 0: has none yet                                             */
  guint64   n_rows;
  gboolean  is_draft;  /* built, not yet written                                      */
  gboolean  fresh;     /* its node did not have it before                             */
} Child;

static void
child_clear (gpointer data)
{
  Child *child = data;

  g_clear_pointer (&child->page, tarn_page_unref);
}

static GArray *
child_array_new (void)
{
  GArray *children = g_array_new (FALSE, FALSE, sizeof (Child));

  g_array_set_clear_func (children, child_clear);
  return children;
}

static void
append_stored (GArray   *children,
               TarnPage *parent,
               guint     index)
{
  TarnChildCell cell = tarn_page_get_child (parent, index);
  Child child = { tarn_page_ref (parent), cell.name, cell.id, cell.n_rows, FALSE, FALSE };

  g_array_append_val (children, child);
}

/* The first draft takes over the number of the page it replaces. */
static void
append_drafts (GArray    *children,
               GPtrArray *drafts,
               guint32    id)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      TarnPage *page = g_ptr_array_index (drafts, i);
      Child child = { tarn_page_ref (page), tarn_page_get_name (page, 0), i == 0 ? id : 0,
                      tarn_page_count_rows (page), TRUE, i > 0 || id == 0 };

      g_array_append_val (children, child);
    }
}

static gboolean
drop_page (TarnTree  *self,
           guint32    id,
           GError   **error)
{
  if (id == 0)
    return TRUE;

  tarn_page_cache_remove (&self->cache, id);
  return self->pager->drop (self->pager_data, id, error);
}

static GPtrArray *
pack_cells (GArray *cells,
            guint   level)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_page_unref);

  tarn_page_pack ((const TarnCell *) (gconstpointer) cells->data, cells->len, level, pages);
  return pages;
}

/* Replaces @old, if there is one, by what it becomes: nothing, or one page or more. */
static gboolean
apply_leaf (TarnTree         *self,
            const Child      *old,
            TarnBatch        *batch,
            guint             first,
            guint             last,
            GArray           *out,
            GError          **error)
{
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (TarnCell));
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(TarnPage) page = NULL;

  if (old->id != 0 && (page = tarn_tree_get_sound_page (self, old->id, 0, error)) == NULL)
    return FALSE;

  if (!tarn_batch_merge (batch, page, first, last, cells))
    {
      Child same = *old;

      if (same.id != 0)
        {
          tarn_page_ref (same.page);
          g_array_append_val (out, same);
        }
      return TRUE;
    }

  drafts = pack_cells (cells, 0);
  append_drafts (out, drafts, old->id);
  return drafts->len > 0 || drop_page (self, old->id, error);
}

static gboolean
write_drafts (TarnTree  *self,
              GArray    *children,
              GError   **error)
{
  for (guint i = 0; i < children->len; i++)
    {
      Child *child = &g_array_index (children, Child, i);

      if (!child->is_draft)
        continue;

      if (child->id == 0 && self->next_id == G_MAXUINT32)
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL,
                       "%s has used up its page numbers: copy it to a new file", self->name);
          return FALSE;
        }
      if (child->id == 0)
        child->id = self->next_id++;

      tarn_page_seal (child->page, child->id);
      if (!self->pager->write (self->pager_data, child->id,
                               tarn_span (child->page->octets, child->page->len), error))
        return FALSE;

      tarn_page_cache_insert (&self->cache, child->page);
      child->is_draft = FALSE;
    }

  return TRUE;
}

static TarnPage *
ref_child_page (TarnTree     *self,
                const Child  *child,
                guint         level,
                GError      **error)
{
  return child->is_draft ? tarn_page_ref (child->page)
                         : tarn_tree_get_sound_page (self, child->id, level, error);
}

/* Makes one page of the children at @index and behind it, if it is not too large.
 * @joined tells. */
static gboolean
join_two (TarnTree  *self,
          GArray    *children,
          guint      index,
          guint      level,
          gboolean  *joined,
          GError   **error)
{
  Child *left = &g_array_index (children, Child, index);
  Child *right = left + 1;
  g_autoptr(TarnPage) a = ref_child_page (self, left, level, error);
  g_autoptr(TarnPage) b = a != NULL ? ref_child_page (self, right, level, error) : NULL;
  g_autoptr(GArray) cells = NULL;
  g_autoptr(GPtrArray) drafts = NULL;
  guint32 id, spare;

  *joined = FALSE;
  if (b == NULL)
    return FALSE;
  if (a->len + b->len > JOINED_PAGE)
    return TRUE;

  cells = g_array_sized_new (FALSE, FALSE, sizeof (TarnCell), a->n_cells + b->n_cells);
  for (guint i = 0; i < a->n_cells + b->n_cells; i++)
    {
      TarnCell cell = { i < a->n_cells ? tarn_page_get_cell (a, i)
                                       : tarn_page_get_cell (b, i - a->n_cells), FALSE };

      g_array_append_val (cells, cell);
    }

  drafts = pack_cells (cells, level);
  id = left->id != 0 ? left->id : right->id;
  spare = left->id != 0 ? right->id : 0;

  g_array_remove_range (children, index, 2);
  append_drafts (children, drafts, id);
  if (index + 1 < children->len)   /* the draft is the last one; put it in its place */
    {
      Child child = g_array_index (children, Child, children->len - 1);

      tarn_page_ref (child.page);
      g_array_set_size (children, children->len - 1);
      g_array_insert_val (children, index, child);
    }

  *joined = TRUE;
  return drop_page (self, spare, error);
}

/* Only pages that were built now can have become small. */
static gboolean
join_small (TarnTree  *self,
            GArray    *children,
            guint      level,
            GError   **error)
{
  for (guint i = 0; i < children->len; i++)
    {
      Child *child = &g_array_index (children, Child, i);
      gboolean joined = FALSE;

      if (!child->is_draft || child->page->len >= SMALL_PAGE)
        continue;

      if (i > 0 && !join_two (self, children, i - 1, level, &joined, error))
        return FALSE;
      if (joined)
        {
          i -= 2;   /* look at the joined page again */
          continue;
        }
      if (i + 1 < children->len && !join_two (self, children, i, level, &joined, error))
        return FALSE;
      if (joined)
        i--;
    }

  return TRUE;
}

/* The node, or nodes, above @children, as drafts; @old is the page of before. */
static gboolean
build_inner (TarnTree   *self,
             Child      *old,
             TarnPage   *old_page,
             GArray     *children,
             guint       level,
             GArray     *out,
             GError    **error)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (TarnCell));
  g_autoptr(GPtrArray) drafts = NULL;
  gsize at = 0;

  for (guint i = 0; i < children->len; i++)
    at += TARN_PAGE_CHILD_HEAD + g_array_index (children, Child, i).name.len;
  g_byte_array_set_size (octets, (guint) at);
  at = 0;

  for (guint i = 0; i < children->len; i++)
    {
      Child *child = &g_array_index (children, Child, i);
      TarnChildCell put = { child->id, child->n_rows, child->name };
      TarnCell cell = { { octets->data + at, TARN_PAGE_CHILD_HEAD + put.name.len },
                        child->fresh };

      tarn_child_put (&put, octets->data + at);
      g_array_append_val (cells, cell);
      at += cell.octets.len;
    }

  if (old_page != NULL && tarn_span_equal (tarn_span (octets->data, octets->len),
                                           tarn_span (old_page->cells, old_page->cells_len)))
    {
      tarn_page_ref (old->page);
      g_array_append_val (out, *old);
      return TRUE;
    }

  drafts = pack_cells (cells, level);
  append_drafts (out, drafts, old->id);
  return drafts->len > 0 || drop_page (self, old->id, error);
}

/* Applies changes @first to @last to what lies below @old and appends to @out what
 * @old becomes. */
static gboolean
apply_node (TarnTree         *self,
            Child            *old,
            guint             level,
            TarnBatch        *batch,
            guint             first,
            guint             last,
            GArray           *out,
            GError          **error)
{
  g_autoptr(GArray) children = NULL;
  g_autoptr(TarnPage) page = NULL;

  if (level == 0)
    return apply_leaf (self, old, batch, first, last, out, error);

  page = tarn_tree_get_page (self, old->id, level, error);
  if (page == NULL)
    return FALSE;

  children = child_array_new ();
  for (guint i = 0; i < page->n_cells; i++)
    {
      guint end = last;

      if (i + 1 < page->n_cells)
        end = tarn_batch_search (batch, first, last, tarn_page_get_name (page, i + 1));

      if (first == end)
        {
          append_stored (children, page, i);
        }
      else
        {
          TarnChildCell cell = tarn_page_get_child (page, i);
          Child child = { page, cell.name, cell.id, cell.n_rows, FALSE, FALSE };

          if (!apply_node (self, &child, level - 1, batch, first, end, children, error))
            return FALSE;
        }
      first = end;
    }

  return join_small (self, children, level - 1, error)
         && write_drafts (self, children, error)
         && build_inner (self, old, page, children, level, out, error);
}

/* A root with a single child gives way to it. */
static gboolean
lower_root (TarnTree  *self,
            GArray    *top,
            guint     *level,
            GError   **error)
{
  while (*level > 0)
    {
      Child *root = &g_array_index (top, Child, 0);
      g_autoptr(TarnPage) page = ref_child_page (self, root, *level, error);
      TarnChildCell cell;

      if (page == NULL)
        return FALSE;
      if (page->n_cells > 1)
        return TRUE;
      if (!drop_page (self, root->id, error))
        return FALSE;

      cell = tarn_page_get_child (page, 0);
      root->id = cell.id;
      root->is_draft = FALSE;
      (*level)--;
    }

  return TRUE;
}

/* Puts levels on top of @top until a single page is left. */
static gboolean
raise_root (TarnTree  *self,
            GArray   **top,
            guint     *level,
            GError   **error)
{
  while ((*top)->len > 1)
    {
      g_autoptr(GArray) above = child_array_new ();
      Child none = { 0 };

      (*level)++;
      if (!join_small (self, *top, *level - 1, error)
          || !write_drafts (self, *top, error)
          || !build_inner (self, &none, NULL, *top, *level, above, error))
        return FALSE;

      g_array_unref (*top);
      *top = g_steal_pointer (&above);
    }

  return TRUE;
}

gboolean
tarn_tree_apply (TarnTree         *self,
                 TarnBatch        *batch,
                 GError          **error)
{
  g_autoptr(GArray) top = child_array_new ();
  g_autoptr(TarnPage) root_page = NULL;
  guint level = self->n_levels > 0 ? self->n_levels - 1 : 0;
  guint32 next_id = self->next_id;
  Child root = { NULL, { 0 }, self->root, self->n_rows, FALSE, FALSE };

  if (batch->changes->len == 0)
    return TRUE;

  if (self->root != 0)
    {
      root_page = tarn_tree_get_page (self, self->root, level, error);
      if (root_page == NULL)
        return FALSE;
      root.page = root_page;
      root.name = tarn_page_get_name (root_page, 0);
    }

  if (!apply_node (self, &root, level, batch, 0, batch->changes->len, top, error)
      || !raise_root (self, &top, &level, error)
      || (top->len > 0 && !lower_root (self, top, &level, error))
      || !write_drafts (self, top, error))
    return FALSE;

  if (top->len > 0)
    {
      Child *child = &g_array_index (top, Child, 0);

      /* A leaf may have split below a page that split not, so that the root is as it
       * was; the number that this took is in the root record all the same. */
      if (child->id == self->root && child->page == root_page && self->next_id == next_id)
        return TRUE;

      self->root = child->id;
      self->n_rows = child->n_rows;
      self->n_levels = level + 1;
    }
  else if (self->root != 0)
    {
      self->root = 0;
      self->n_rows = 0;
      self->n_levels = 0;
    }
  else
    {
      return TRUE;
    }

  return tarn_tree_store_root (self, error);
}
