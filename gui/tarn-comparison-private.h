/* tarn-comparison-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-comparison.h"

G_BEGIN_DECLS

/* What nodes know, which must not hold their comparison: it holds them. */
typedef struct
{
  TarnDiff      *diff;
  TarnMib       *mib;           /* nullable                                             */
  TarnTextStyle *style;
  gboolean       show_moving;
} TarnComparisonSource;

/* Differences that are shown together at the top. */
typedef struct
{
  guint   first;      /* number of a difference                                      */
  guint   n;          /* differences that are shown                                  */
  GArray *starts;     /* of guint: where rows and values begin, those that are shown */
} TarnComparisonGroup;

struct _TarnComparison
{
  GObject        parent_instance;

  TarnStore     *stores[2];     /* before, after                                        */
  TarnMib       *mib;           /* nullable                                             */
  TarnComparisonSource *source; /* of what is shown                                     */
  gboolean       show_moving;
  gboolean       outdated;
  guint          turn_id;       /* the source that does the next slice; 0: done         */
  GError        *error;         /* nullable                                             */

  gboolean       compared;      /* what is left is to put it into groups                */
  guint          grouped;       /* differences that are                                 */
  GPtrArray     *groups;        /* of TarnComparisonGroup, those that are shown         */
  GListStore    *list;          /* of TarnComparisonNode, the same                      */
};

TarnComparisonSource *tarn_comparison_source_ref   (TarnComparisonSource *self);
void                  tarn_comparison_source_unref (TarnComparisonSource *self);
/* The difference is shown. */
gboolean              tarn_comparison_shows        (TarnComparisonSource *self,
                                                    guint                 n);
/* What the group of a difference is called. */
char                 *tarn_comparison_dup_group_title (TarnComparisonSource *self,
                                                       guint                 n);

TarnComparisonNode   *tarn_comparison_node_new     (TarnComparisonSource *source,
                                                    TarnComparisonLevel   level,
                                                    guint                 first,
                                                    guint                 n,
                                                    GArray               *starts);

G_END_DECLS
