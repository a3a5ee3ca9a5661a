/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tree.h"

#include "base/tarn-error.h"

/* The root record, page 0: checksum of the rest (64 bits), varbinds (64), root (32),
 * next free number (32), levels (32), zero (32); little-endian. */
#define ROOT_LEN 32

void
tarn_tree_init (TarnTree        *self,
                const TarnPager *pager,
                gpointer         pager_data,
                const char      *name,
                gsize            cache_limit)
{
  *self = (TarnTree) { .pager = pager, .pager_data = pager_data, .name = g_strdup (name) };
  self->next_id = 1;
  tarn_page_cache_init (&self->cache, cache_limit);
}

void
tarn_tree_clear (TarnTree *self)
{
  tarn_page_cache_clear (&self->cache);
  g_clear_pointer (&self->name, g_free);
}

static guint64
get_number (const guint8 *octets,
            gsize         len)
{
  guint64 number = 0;

  for (gsize i = len; i > 0; i--)
    number = number << 8 | octets[i - 1];

  return number;
}

static void
put_number (guint8  *octets,
            gsize    len,
            guint64  number)
{
  for (gsize i = 0; i < len; i++)
    octets[i] = (guint8) (number >> (8 * i));
}

gboolean
tarn_tree_load (TarnTree  *self,
                GError   **error)
{
  g_autofree guint8 *octets = NULL;
  GError *failure = NULL;
  gsize len = 0;

  tarn_page_cache_forget (&self->cache);
  octets = self->pager->read (self->pager_data, 0, &len, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  if (octets == NULL && self->optional)
    {
      self->n_rows = 0;
      self->root = self->n_levels = 0;
      self->next_id = 1;
      return TRUE;
    }

  if (octets == NULL || len != ROOT_LEN
      || get_number (octets, 8) != tarn_page_checksum (octets + 8, ROOT_LEN - 8, 0))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                   "%s is damaged: its root record is %s", self->name,
                   octets == NULL ? "missing" : "wrong");
      return FALSE;
    }

  self->n_rows = get_number (octets + 8, 8);
  self->root = (guint32) get_number (octets + 16, 4);
  self->next_id = (guint32) get_number (octets + 20, 4);
  self->n_levels = (guint) get_number (octets + 24, 4);
  if (self->n_levels > TARN_PAGE_MAX_LEVELS || (self->n_levels == 0) != (self->root == 0)
      || self->root >= self->next_id)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                   "%s is damaged: its root record contradicts itself", self->name);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tree_store_root (TarnTree  *self,
                      GError   **error)
{
  guint8 octets[ROOT_LEN] = { 0 };

  put_number (octets + 8, 8, self->n_rows);
  put_number (octets + 16, 4, self->root);
  put_number (octets + 20, 4, self->next_id);
  put_number (octets + 24, 4, self->n_levels);
  put_number (octets, 8, tarn_page_checksum (octets + 8, ROOT_LEN - 8, 0));

  return self->pager->write (self->pager_data, 0, tarn_span (octets, ROOT_LEN), error);
}

static void
set_page_error (TarnTree    *self,
                guint32      id,
                const char  *wrong,
                GError     **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
               "%s is damaged: page %u cannot be read: %s", self->name, id, wrong);
}

/* A page that is not in the cache; sets @wrong or @error where there is none. */
static TarnPage *
load_page (TarnTree    *self,
           guint32      id,
           guint        level,
           const char **wrong,
           GError     **error)
{
  TarnSpan span;
  GBytes *map;
  guint8 *octets;
  gsize len = 0;

  if (self->pager->find != NULL && self->pager->find (self->pager_data, id, &span, &map))
    return tarn_page_new_mapped (map, span, id, level, wrong);

  octets = self->pager->read (self->pager_data, id, &len, error);
  return octets != NULL ? tarn_page_new_take (octets, len, id, level, wrong) : NULL;
}

TarnPage *
tarn_tree_get_page (TarnTree  *self,
                    guint32    id,
                    guint      level,
                    GError   **error)
{
  TarnPage *page = tarn_page_cache_lookup (&self->cache, id);
  const char *wrong = "it is missing";
  GError *failure = NULL;

  if (G_LIKELY (page != NULL && page->level == level))
    return tarn_page_ref (page);

  if (page != NULL)
    {
      set_page_error (self, id, "it is at two levels of the tree", error);
      return NULL;
    }

  page = load_page (self, id, level, &wrong, &failure);
  if (page != NULL)
    tarn_page_cache_insert (&self->cache, page);
  else if (failure != NULL)
    g_propagate_error (error, failure);
  else
    set_page_error (self, id, wrong, error);

  return page;
}

TarnPage *
tarn_tree_get_sound_page (TarnTree  *self,
                          guint32    id,
                          guint      level,
                          GError   **error)
{
  g_autoptr(TarnPage) page = tarn_tree_get_page (self, id, level, error);
  const char *wrong;

  if (page == NULL)
    return NULL;

  wrong = tarn_page_check_cells (page);
  if (wrong == NULL)
    return g_steal_pointer (&page);

  set_page_error (self, id, wrong, error);
  return NULL;
}

static guint
search (TarnTree *self,
        TarnPage *page,
        TarnSpan  name,
        gboolean *same)
{
  tarn_page_cache_search (&self->cache, page);
  return tarn_page_search (page, 0, name, same);
}

/* The child below which @name is, or belongs. */
static guint
find_child (TarnTree *self,
            TarnPage *page,
            TarnSpan  name)
{
  gboolean same;
  guint index = search (self, page, name, &same);

  return same || index == 0 ? index : index - 1;
}

static TarnPage *
get_first_leaf (TarnTree  *self,
                guint32    id,
                guint      level,
                GError   **error)
{
  for (;; level--)
    {
      g_autoptr(TarnPage) page = tarn_tree_get_page (self, id, level, error);

      if (page == NULL || level == 0)
        return g_steal_pointer (&page);

      id = tarn_page_get_child (page, 0).id;
    }
}

TarnPage *
tarn_tree_seek (TarnTree  *self,
                TarnSpan   name,
                gboolean   inclusive,
                guint     *index,
                GError   **error)
{
  guint32 id = self->root;
  guint32 right = 0;         /* the nearest subtree behind all of those above @name */
  guint right_level = 0;
  gboolean same;

  if (self->n_levels == 0)
    return NULL;

  for (guint level = self->n_levels - 1;; level--)
    {
      g_autoptr(TarnPage) page = tarn_tree_get_page (self, id, level, error);
      guint at;

      if (page == NULL)
        return NULL;

      if (level == 0)
        {
          at = search (self, page, name, &same);
          *index = at + (same && !inclusive);
          if (*index < page->n_cells)
            return g_steal_pointer (&page);
          break;
        }

      at = find_child (self, page, name);
      id = tarn_page_get_child (page, at).id;
      if (at + 1 < page->n_cells)
        {
          right = tarn_page_get_child (page, at + 1).id;
          right_level = level - 1;
        }
    }

  *index = 0;
  return right != 0 ? get_first_leaf (self, right, right_level, error) : NULL;
}

TarnPage *
tarn_tree_seek_nth (TarnTree  *self,
                    guint64    n,
                    guint     *index,
                    GError   **error)
{
  guint32 id = self->root;

  if (n >= self->n_rows || self->n_levels == 0)
    return NULL;

  for (guint level = self->n_levels - 1;; level--)
    {
      g_autoptr(TarnPage) page = tarn_tree_get_page (self, id, level, error);
      guint64 n_rows = 0;
      guint at = 0;

      if (page == NULL)
        return NULL;

      if (level == 0 && n < page->n_cells)
        {
          *index = (guint) n;
          return g_steal_pointer (&page);
        }

      for (; level > 0 && at < page->n_cells; at++)
        {
          n_rows = tarn_page_get_child (page, at).n_rows;
          if (n < n_rows)
            break;
          n -= n_rows;
        }

      if (level == 0 || at == page->n_cells)
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                       "%s is damaged: page %u holds fewer varbinds than its parent says",
                       self->name, page->id);
          return NULL;
        }
      id = tarn_page_get_child (page, at).id;
    }
}

gboolean
tarn_tree_rank (TarnTree  *self,
                TarnSpan   name,
                guint64   *rank,
                GError   **error)
{
  guint32 id = self->root;
  gboolean same;

  *rank = 0;
  if (self->n_levels == 0)
    return TRUE;

  for (guint level = self->n_levels - 1;; level--)
    {
      g_autoptr(TarnPage) page = tarn_tree_get_page (self, id, level, error);
      guint at;

      if (page == NULL)
        return FALSE;

      if (level == 0)
        {
          *rank += search (self, page, name, &same);
          return TRUE;
        }

      at = find_child (self, page, name);
      id = tarn_page_get_child (page, at).id;
      for (guint i = 0; i < at; i++)
        *rank += tarn_page_get_child (page, i).n_rows;
    }
}
