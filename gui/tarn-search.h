/* tarn-search.h
 *
 * Finds a text in a document: in the names and descriptions of the objects that it has
 * varbinds of, and in OIDs, indices and values of these varbinds.
 *
 * It works while the program has nothing else to do, for at most 2 ms at a time.  It is a
 * list of TarnSearchHits in the order of OIDs, which grows at its end.  What changes behind
 * the place that it has come to is found when it is started again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-document.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_SEARCH_NAMES        = 1 << 0,
  TARN_SEARCH_OIDS         = 1 << 1,
  TARN_SEARCH_VALUES       = 1 << 2,
  TARN_SEARCH_DESCRIPTIONS = 1 << 3,
  TARN_SEARCH_INDICES      = 1 << 4,   /* of instances, as the modules read them */
  TARN_SEARCH_WHERE        = 0x1f,
  TARN_SEARCH_MATCH_CASE   = 1 << 5,
  TARN_SEARCH_REGEX        = 1 << 6,
} TarnSearchFlags;

/* In microseconds; for tests. */
typedef gint64 (*TarnSearchClock) (gpointer data);

#define TARN_TYPE_SEARCH (tarn_search_get_type ())
G_DECLARE_FINAL_TYPE (TarnSearch, tarn_search, TARN, SEARCH, GObject)

#define TARN_TYPE_SEARCH_HIT (tarn_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (TarnSearchHit, tarn_search_hit, TARN, SEARCH_HIT, GObject)

TarnSearch      *tarn_search_new          (void);
/* Forgets what was found and begins; @text is what a person typed.  FALSE: it is no regular
 * expression, and nothing is looked for. */
gboolean         tarn_search_start        (TarnSearch       *self,
                                           TarnDocument     *document,
                                           const char       *text,
                                           TarnSearchFlags   flags,
                                           GError          **error);
/* What was found stays. */
void             tarn_search_stop         (TarnSearch       *self);
void             tarn_search_clear        (TarnSearch       *self);
gboolean         tarn_search_is_running   (TarnSearch       *self);
/* Of all varbinds; 1 at the end. */
double           tarn_search_get_fraction (TarnSearch       *self);
/* Something changed since: to start again may find more. */
gboolean         tarn_search_is_outdated  (TarnSearch       *self);
/* The hit that is @oid; GTK_INVALID_LIST_POSITION: it is none. */
guint            tarn_search_find         (TarnSearch       *self,
                                           const TarnOid    *oid);
/* The first hit that is behind @oid (nullable), or the last before it; around the end.
 * GTK_INVALID_LIST_POSITION: there are none. */
guint            tarn_search_find_beside  (TarnSearch       *self,
                                           const TarnOid    *oid,
                                           gboolean          forward);
void             tarn_search_set_clock    (TarnSearch       *self,
                                           TarnSearchClock   clock,
                                           gpointer          data);

TarnOid         *tarn_search_hit_get_oid  (TarnSearchHit    *self);
TarnSearchFlags  tarn_search_hit_get_where (TarnSearchHit   *self);
/* "IF-MIB::ifDescr.3", and a line of the value or of the description.  Read when they are
 * asked for the first time. */
const char      *tarn_search_hit_get_name (TarnSearchHit    *self);
const char      *tarn_search_hit_get_text (TarnSearchHit    *self);

G_END_DECLS
