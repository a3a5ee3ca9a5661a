/* tarn-search-scan.h
 *
 * Private to the search: goes through a store, a slice at a time, and keeps what it finds.
 * A hit is an octet that says where (of TARN_SEARCH_WHERE), then the octets of its OID.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-search-column.h"

G_BEGIN_DECLS

/* All zeros: nothing was looked for. */
typedef struct
{
  TarnSearchColumn  column;
  GByteArray       *found;        /* the hits, one behind the other                  */
  GArray           *ends;         /* guint: where each of them ends                  */
  GByteArray       *last;         /* the name that was looked at last; NULL: none    */
  guint64           n_done;       /* varbinds                                        */
} TarnSearchScan;

void      tarn_search_scan_init    (TarnSearchScan    *self,
                                    TarnMib           *mib,
                                    TarnSearchPattern *pattern,
                                    TarnSearchFlags    flags);
void      tarn_search_scan_clear   (TarnSearchScan    *self);
/* Inside a read section.  FALSE: at the end. */
gboolean  tarn_search_scan_run     (TarnSearchScan    *self,
                                    TarnStore         *store,
                                    TarnSearchClock    clock,
                                    gpointer           clock_data,
                                    gint64             until);
TarnSpan  tarn_search_scan_get_hit (TarnSearchScan    *self,
                                    guint              n);

G_END_DECLS
