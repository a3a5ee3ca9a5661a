/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-page-cache.h"

void
tarn_page_cache_init (TarnPageCache *self,
                      gsize          limit)
{
  *self = (TarnPageCache) { .limit = limit };
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) tarn_page_unref);
}

void
tarn_page_cache_clear (TarnPageCache *self)
{
  g_clear_pointer (&self->pages, g_hash_table_unref);
}

static TarnPage **
recent_place (TarnPageCache *self,
              guint32        id)
{
  return &self->recent[id % TARN_PAGE_CACHE_RECENT];
}

void
tarn_page_cache_forget (TarnPageCache *self)
{
  memset (self->recent, 0, sizeof self->recent);
  g_queue_init (&self->queue);
  self->size = 0;
  g_hash_table_remove_all (self->pages);
}

/* They are told by their epoch when they are asked for: there may be many of them, and
 * somebody who writes much does not look at each after each commit. */
void
tarn_page_cache_forget_mapped (TarnPageCache *self)
{
  self->epoch++;
}

static void
drop (TarnPageCache *self,
      TarnPage      *page)
{
  TarnPage **recent = recent_place (self, page->id);

  if (*recent == page)
    *recent = NULL;
  g_queue_unlink (&self->queue, &page->link);
  self->size -= tarn_page_get_memory (page);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->id));
}

TarnPage *
tarn_page_cache_lookup (TarnPageCache *self,
                        guint32        id)
{
  TarnPage **recent = recent_place (self, id);
  TarnPage *page = *recent;

  if (page == NULL || page->id != id)
    {
      page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (id));
      if (page == NULL)
        return NULL;
      *recent = page;
    }

  if (G_UNLIKELY (page->map != NULL && page->epoch != self->epoch))
    {
      drop (self, page);
      return NULL;
    }

  page->used = TRUE;
  return page;
}

void
tarn_page_cache_remove (TarnPageCache *self,
                        guint32        id)
{
  TarnPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (id));

  if (page != NULL)
    drop (self, page);
}

/* Pages that were used get another turn. */
static void
make_room (TarnPageCache *self,
           gsize          len)
{
  while (self->queue.tail != NULL && self->size + len > self->limit)
    {
      TarnPage *page = self->queue.tail->data;

      if (!page->used)
        {
          drop (self, page);
          continue;
        }
      page->used = FALSE;
      g_queue_unlink (&self->queue, &page->link);
      g_queue_push_head_link (&self->queue, &page->link);
    }
}

void
tarn_page_cache_insert (TarnPageCache *self,
                        TarnPage      *page)
{
  tarn_page_cache_remove (self, page->id);
  make_room (self, tarn_page_get_memory (page));

  page->epoch = self->epoch;
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page->id), tarn_page_ref (page));
  g_queue_push_head_link (&self->queue, &page->link);
  self->size += tarn_page_get_memory (page);
}

void
tarn_page_cache_search (TarnPageCache *self,
                        TarnPage      *page)
{
  if (G_LIKELY (page->n_searches == TARN_PAGE_KEYS_AFTER)
      || ++page->n_searches < TARN_PAGE_KEYS_AFTER)
    return;

  self->size -= tarn_page_get_memory (page);
  tarn_page_make_keys (page);
  self->size += tarn_page_get_memory (page);
}
