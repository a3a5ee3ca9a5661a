/* tarn-walk-world.h
 *
 * A device of any size and the way to it, in memory and in simulated time: requests and
 * replies take a while, come out of order, twice or not at all.  The walk machine is driven
 * as a session would, and what it tells is compared with the truth.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-walk-machine.h"

typedef struct _WalkWorld
{
  /* The device, in order. */
  GByteArray      *octets;
  GArray          *ends;            /* guint: where each name ends in @octets        */

  /* What it and the way to it are like; set before the run. */
  guint            window;          /* requests in flight                            */
  gint64           rtt_us;
  gint64           jitter_us;
  gint64           gap_us;          /* the time that the device needs for a request  */
  gint64           gap_row_us;      /* and for each varbind                          */
  char            *dear_table;      /* but for those below this; owned               */
  gint64           dear_row_us;
  guint            loss;            /* of exchanges, in thousandths                  */
  guint            truncate;        /* varbinds in a reply, at most; 0: no limit     */
  gboolean         random_truncate;
  char            *never_first;     /* this name is told behind others only; owned   */
  guint          (*lie)             /* the index that it tells instead of @at; NULL:  */
                  (struct _WalkWorld *self,  /* it tells the truth                    */
                   guint              at);
  gboolean         wraps;           /* begins again behind its last name             */
  gint64           dead_from_us;    /* says nothing then                             */
  gint64           dead_until_us;
  guint            silent_above;    /* requests in flight; 0: no limit (F-40)        */
  char            *silent_at;       /* never says what follows this name; owned      */
  gint64           booted_us;       /* has a sysUpTime since then; 0: has none       */
  gint64           reboot_us;       /* and is booted again                           */
  gboolean         is_large;        /* no truth is asked for, only numbers           */

  /* What came of it. */
  TarnWalkMachine  machine;
  GRand           *rand;
  gint64           now_us;
  gint64           free_us;         /* when the device is free again                 */
  guint            n_requests;
  guint            n_rows;
  GArray          *seen;            /* guint8 per name: how often it was told        */
  GArray          *shown;           /* guint8 per name: whether any answer had it     */
  GPtrArray       *covered;         /* of TarnGap                                    */
  guint            most_open;       /* intervals that were open at once              */
  guint            n_gets;          /* requests that were a GET                      */
  guint            n_wanted;        /* varbinds that were asked for                  */
  guint            most_wanted;     /* of them in one request                        */
  gint64           longest_us;      /* that the device needed for a request          */
  guint            n_long;          /* requests that it needed more than 0.2 s for   */
  GArray          *queue;           /* private: what is under way                    */
  GArray          *rows;            /* private: of the reply that arrives            */
} WalkWorld;

WalkWorld *walk_world_new      (guint32      seed);
void       walk_world_free     (WalkWorld   *self);
/* In ascending order. */
void       walk_world_add      (WalkWorld   *self,
                                const char  *name);
/* Columns @first to @last with rows of the indices 1 to @n_rows times @stride. */
void       walk_world_add_table (WalkWorld  *self,
                                 const char *entry,
                                 guint       first,
                                 guint       last,
                                 guint       n_rows,
                                 guint       stride);
TarnSpan   walk_world_name     (WalkWorld   *self,
                                guint        index);
/* The first name that is greater than @name. */
guint      walk_world_find     (WalkWorld   *self,
                                TarnSpan     name);
/* The names of @known, which may be itself, an earlier state or nothing like it. */
void       walk_world_set_keys (WalkWorld   *self,
                                WalkWorld   *known);
/* What follows @name is never answered. */
void       walk_world_silence  (WalkWorld   *self,
                                const char  *name);
void       walk_world_run      (WalkWorld   *self);
/* That everything in the intervals that were walked was told once, and nothing else, and
 * that what was covered is exactly these intervals without the gaps. */
void       walk_world_assert_truth (WalkWorld *self);
