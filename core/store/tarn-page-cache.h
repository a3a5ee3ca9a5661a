/* tarn-page-cache.h
 *
 * Private: the pages that were looked at last, by number, up to so many octets.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-page.h"

G_BEGIN_DECLS

/* A power of two. */
#define TARN_PAGE_CACHE_RECENT 64

typedef struct
{
  GHashTable *pages;   /* number → TarnPage, a reference each                      */
  TarnPage   *recent[TARN_PAGE_CACHE_RECENT];   /* some of them, by the end of their number:
                                                 * the way down begins at the same few    */
  GQueue      queue;   /* the links of the pages: the last one is asked first
                        * whether it was used, and if it was, goes to the front    */
  gsize       size;    /* octets of memory that all pages take                     */
  gsize       limit;
  guint       epoch;
} TarnPageCache;

void      tarn_page_cache_init   (TarnPageCache  *self,
                                  gsize           limit);
void      tarn_page_cache_clear  (TarnPageCache  *self);
void      tarn_page_cache_forget (TarnPageCache  *self);
/* The pages that lie in a map: what they lie in is about to change. */
void      tarn_page_cache_forget_mapped (TarnPageCache *self);

/* Borrowed until the next insert. */
TarnPage *tarn_page_cache_lookup (TarnPageCache  *self,
                                  guint32         id);
/* Replaces the page of the same number.  The page just inserted is never the one
 * that makes room. */
void      tarn_page_cache_insert (TarnPageCache  *self,
                                  TarnPage       *page);
/* @page, which is in the cache, is to be searched: it may become larger. */
void      tarn_page_cache_search (TarnPageCache  *self,
                                  TarnPage       *page);
void      tarn_page_cache_remove (TarnPageCache  *self,
                                  guint32         id);

G_END_DECLS
