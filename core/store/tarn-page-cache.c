/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-page-cache.h"

void
tarn_page_cache_init (TarnPageCache *self,
                      gsize          limit)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) tarn_page_unref);
  g_queue_init (&self->recent);
  self->size = 0;
  self->limit = limit;
}

void
tarn_page_cache_clear (TarnPageCache *self)
{
  g_clear_pointer (&self->pages, g_hash_table_unref);
}

void
tarn_page_cache_forget (TarnPageCache *self)
{
  g_queue_init (&self->recent);
  self->size = 0;
  g_hash_table_remove_all (self->pages);
}

TarnPage *
tarn_page_cache_lookup (TarnPageCache *self,
                        guint32        id)
{
  TarnPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (id));

  if (page != NULL && self->recent.head != &page->link)
    {
      g_queue_unlink (&self->recent, &page->link);
      g_queue_push_head_link (&self->recent, &page->link);
    }

  return page;
}

void
tarn_page_cache_remove (TarnPageCache *self,
                        guint32        id)
{
  TarnPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (id));

  if (page == NULL)
    return;

  g_queue_unlink (&self->recent, &page->link);
  self->size -= page->len;
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (id));
}

void
tarn_page_cache_insert (TarnPageCache *self,
                        TarnPage      *page)
{
  tarn_page_cache_remove (self, page->id);

  while (self->recent.tail != NULL && self->size + page->len > self->limit)
    tarn_page_cache_remove (self, ((TarnPage *) self->recent.tail->data)->id);

  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page->id), tarn_page_ref (page));
  g_queue_push_head_link (&self->recent, &page->link);
  self->size += page->len;
}
