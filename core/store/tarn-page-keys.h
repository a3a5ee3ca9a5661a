/* tarn-page-keys.h
 *
 * Private: where in a page a name is, told without looking at the page.
 *
 * A page that is asked for names seldom lies in a cache of the processor, and each name that is
 * compared lies in another line of it.  All names of a page begin alike, and the two arcs that
 * follow tell nearly all of them apart: as numbers side by side they are searched in a few
 * lines, and one name is left to be compared.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

#define TARN_PAGE_KEYS_BEGIN 60

typedef struct
{
  guint16  n;
  guint16  begin_len;
  guint8   begin[TARN_PAGE_KEYS_BEGIN];   /* whole arcs that all names begin with, as many
                                           * as fit: all of this is one cache line        */
  guint64  keys[];                        /* of each name, never descending               */
} TarnPageKeys;

/* The name of the cell @index of @page. */
typedef TarnSpan (*TarnPageNameFunc) (gconstpointer page,
                                      guint         index);

/* For @n names, more than none, that are canonical and in order; freed with g_free(). */
TarnPageKeys *tarn_page_keys_new    (guint               n,
                                     TarnPageNameFunc    get_name,
                                     gconstpointer       page);
gsize         tarn_page_keys_size   (const TarnPageKeys *self);
/* Names before *@low are smaller than @name, those from *@high on are larger. */
void          tarn_page_keys_narrow (const TarnPageKeys *self,
                                     TarnSpan            name,
                                     guint              *low,
                                     guint              *high);

G_END_DECLS
