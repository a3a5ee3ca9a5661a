/* tarn-fetch.h
 *
 * GET or GETNEXT of many names: groups that are still to be asked, the next one last, and
 * what came.  All that splits, drops or repeats names happens in here; to the caller it is
 * one question.
 *
 * It has no socket and no clock; who drives it asks what it says and feeds what came.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-session-private.h"

G_BEGIN_DECLS

/* Some of the names, asked in one request. */
typedef struct
{
  guint32  first;      /* in Fetch.order */
  guint32  n;
  gboolean again;      /* asked alone because a reply left it out (P-MGR-08) */
} TarnFetchGroup;

typedef struct
{
  TarnPduType     type;
  TarnDevice     *device;
  GPtrArray      *oids;        /* of TarnOid: the question                          */
  GArray         *order;       /* of guint32: positions in @oids, permuted so that
                                * each group is a stretch                           */
  GArray         *groups;      /* of TarnFetchGroup                                 */
  TarnFetchGroup  asked;       /* the one that is under way                         */
  GArray         *rows;        /* of TarnRow: its names                             */

  GHashTable     *values;      /* GET: TarnOid → TarnValue                          */
  GPtrArray      *varbinds;    /* GETNEXT: of TarnVarbind, by position; may have NULLs */
  GPtrArray      *failures;    /* of GError, by position: why no answer, or NULL    */
  GError         *first;       /* of them in time, borrowed                         */
  guint           n_failures;
  TarnAnomalies   anomalies;   /* of all replies                                    */
  gboolean        heard;       /* the agent has answered anything                   */
  gboolean        silent;      /* but not to the last name that was asked for alone */
  guint           n_probes;    /* silences before it was heard                      */
} TarnFetch;

TarnFetch      *tarn_fetch_new          (TarnDevice         *device,
                                         TarnPduType         type,
                                         TarnOid           **oids,
                                         gsize               n_oids);
void            tarn_fetch_free         (TarnFetch          *self);

/* The next request, in @rows; FALSE: there is nothing more to ask. */
gboolean        tarn_fetch_next         (TarnFetch          *self,
                                         TarnSubmitFlags    *flags);
/* What became of it: one of the two. */
void            tarn_fetch_feed         (TarnFetch          *self,
                                         const TarnMessage  *message);
void            tarn_fetch_feed_error   (TarnFetch          *self,
                                         const GError       *error);

G_END_DECLS
