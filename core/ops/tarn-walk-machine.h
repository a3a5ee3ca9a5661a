/* tarn-walk-machine.h
 *
 * Private: a walk as a pure machine.  Decoded replies in; what to ask next, what they
 * cover, and the verdict out.  No socket, clock, main loop or GObject, and no
 * allocation per varbind.
 *
 * To walk is to cover intervals of names, (after, before), both exclusive; "up to and
 * with k" ends before k.0, the next name that can be.  Several requests may be in
 * flight, each about intervals of its own.  A reply to "what follows ASKED" covers all
 * from ASKED to its last good name, whose intervals these are: so what lies past the end of
 * the one that was asked about is used in the next, and never asked twice.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly-log.h"
#include "ops/tarn-walk-intervals.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

#define TARN_WALK_REPETITIONS 10          /* to start with, F-06              */
#define TARN_WALK_MOST        50          /* to end with, F-06                */
#define TARN_WALK_OCTETS      1400        /* of a reply: no path cuts it in pieces, F-42 */
#define TARN_WALK_REST_US     (30 * (gint64) G_USEC_PER_SEC)   /* F-44 */
#define TARN_WALK_MAX_ROWS    10000000    /* an endless agent ends here, F-03 */
#define TARN_WALK_MAX_SHARED  10          /* names in one GETBULK, F-08       */

/* What shall be asked. */
typedef struct
{
  guint       slot;                  /* to name when feeding the outcome           */
  TarnPduType type;                  /* GET, GETNEXT, GETBULK                      */
  guint       repetitions;           /* for GETBULK                                */
  guint       n_names;
  TarnSpan    names[TARN_WALK_MAX_SHARED];   /* the machine's, good until the next
                                              * call                               */
  gboolean    is_first;              /* all waits for it: worth another try soon   */
  gboolean    may_be_too_large;      /* silence may be about its size, and a few tries
                                      * tell (F-06)                                */
} TarnWalkAsk;

typedef enum
{
  TARN_WALK_ASK,    /* send what @ask says                                        */
  TARN_WALK_WAIT,   /* for what is in flight; or, if that comes first, @wake_us   */
  TARN_WALK_DONE,   /* nothing is left: see @gaps                                 */
} TarnWalkNext;

/* Names that one reply has covered: > @after and <= @upto, or with @to_end < @upto (empty:
 * the end of all names).  A root that was asked for itself (P-WLK-06) is both.  All are
 * borrowed until the next call. */
typedef struct
{
  TarnSpan       after;
  TarnSpan       upto;
  gboolean       to_end;
  const TarnRow *rows;               /* the new ones in it, ascending; may be none */
  guint          n_rows;
} TarnWalkStretch;

/* Known names of the device from elsewhere (an earlier capture): where to cut. */
typedef struct
{
  /* Name number @n (from 1) of those > @after and < @before (empty: no end), or the last
   * of them if there are fewer, or the last that fits if all varbinds up to it shall not
   * be more than @max_octets in a reply (but the first always does).  Returns which number
   * that is; 0: none is known.  *@last: none is known behind it. */
  guint    (*nth)   (gpointer   data,
                     TarnSpan   after,
                     TarnSpan   before,
                     guint      n,
                     gsize      max_octets,
                     TarnName  *name,
                     gboolean  *last);
  guint64  (*count) (gpointer   data,
                     TarnSpan   after,
                     TarnSpan   before);
  gpointer   data;
} TarnWalkKeys;

/* What was added to a walk. */
typedef struct
{
  TarnWalkName root;         /* of a subtree; empty for a bare range               */
  TarnWalkName after;
  TarnWalkName before;       /* exclusive end; empty: the end of all names         */
  TarnWalkName last;         /* the greatest name that came                        */
  guint8       last_kind;    /* the exception with which the agent said that nothing
                              * follows; 0: it did not                             */
  guint8       root_phase;   /* of the GET for itself: 0, wanted or asked          */
  gboolean     get_root;     /* GET the root if nothing is below it (P-WLK-06)     */
  gboolean     is_silent;    /* there was no answer to the GET for itself          */
  gboolean     failed;       /* some of it could not be covered                    */
  gboolean     told_end;     /* with @last_kind                                    */
  guint        n_open;       /* intervals of it that have not ended                */
  guint64      n_rows;
} TarnWalkRoot;

typedef enum
{
  TARN_WALK_ABOUT_NOTHING,   /* a slot that is free                        */
  TARN_WALK_ABOUT_PARTS,     /* what follows in some intervals             */
  TARN_WALK_ABOUT_ROOT,      /* a root itself                              */
  TARN_WALK_ABOUT_UPTIME,    /* how long the device is up                  */
  TARN_WALK_ABOUT_LIFE,      /* the same, after a rest: whether it answers */
} TarnWalkAbout;

/* A question that is in flight. */
typedef struct
{
  TarnWalkAbout     about;
  guint             repetitions;   /* 0: GETNEXT                      */
  guint             root;          /* for ABOUT_ROOT                  */
  guint             n_others;      /* that were in flight then        */
  gint64            asked_us;
  gint64            took_us;       /* of the try that was answered; 0: the only one */
  guint             n_parts;
  TarnWalkInterval *parts[TARN_WALK_MAX_SHARED];
} TarnWalkRequest;

/* The names that were told, by hash; kept only if names that do not increase are tolerated. */
typedef struct
{
  guint64 *slots;            /* 0: free                   */
  gsize    size;             /* of @slots, a power of two */
  gsize    n;
} TarnWalkTold;

/* What was told behind each cut (tarn-walk-seams.c). */
typedef struct
{
  GPtrArray *seams;          /* of TarnWalkSeam, by the names of the cuts; NULL: none yet */
  GPtrArray *spare;          /* those that can be used again                              */
  gsize      n_octets;       /* memory for names                                          */
  guint      due;            /* with so many seams, it is looked for those of no use      */
} TarnWalkSeams;

/* The table whose columns are spread over requests. */
typedef struct
{
  TarnWalkName entry;        /* what the arcs of its columns follow        */
  guint32      first;        /* column that was seen                       */
  guint32      reached;      /* column up to which it was spread           */
  guint32      end;          /* column from which on there is none         */
  guint        n_found;      /* guesses that were right                    */
  guint        n_unsure;     /* guesses in flight                          */
} TarnWalkTable;

typedef struct
{
  /* Set before it begins. */
  guint            first_repetitions;
  guint            max_repetitions;
  guint            max_octets;       /* that a reply is aimed at                      */
  gboolean         pinned;           /* so many repetitions, whatever their size      */
  guint            known_repetitions;/* the most that the device bore, now or at an
                                      * earlier visit; 0: not known.  If set before, it
                                      * need not be asked alone first                 */
  guint64          max_rows;
  gint64           max_time_us;      /* 0: none                                       */
  gint64           first_rest_us;    /* when the device falls silent (F-44)           */
  guint            max_rests;        /* in vain, one after the other (F-44)           */
  TarnWalkKeys     keys;             /* nth may be NULL                               */
  gboolean         split;            /* several requests in flight                    */
  gboolean         share;            /* several intervals of a table in one GETBULK   */
  gboolean         tolerate;         /* names that do not increase (P-WLK-03)         */
  gboolean         watch_uptime;     /* P-WLK-09                                      */
  gboolean         only_front;       /* ask about the first interval only; may change
                                      * at any time: nobody has room for what follows  */
  gboolean         probe;            /* ask GETNEXT until the agent has answered:
                                      * silence is a dead device's, and not that of one
                                      * which dislikes GETBULK (F-06)                 */

  /* To be read. */
  GArray          *roots;            /* of TarnWalkRoot, in order                     */
  TarnWalkList     open;             /* what is not covered                           */
  GPtrArray       *gaps;             /* of TarnGap: what is given up                  */
  guint64          n_rows;
  TarnAnomalyLog   anomalies;
  guint            repetitions;      /* that are asked for where nothing is known     */
  guint            good_repetitions; /* the most that were answered                   */
  guint            octets_per_row;   /* 0: not known                                  */
  guint            cut_octets;       /* of a reply, at which the agent cuts it short; 0:
                                      * it was not seen to.  May be set before        */
  guint            n_in_flight;
  gint64           wake_us;          /* call next again then; G_MAXINT64: never       */
  gboolean         answered;         /* the agent has answered anything at all        */
  guint32          uptime;           /* what sysUpTime it told last; 0: none          */
  gint64           uptime_at_us;     /* when it told that                             */
  guint            n_restarts;       /* times that it went back (P-WLK-09)            */
  TarnWalkStretch *stretches;        /* what the last reply has covered               */
  TarnRow          end;              /* the exception with which a root has ended at the
                                      * last reply; @tag 0: none has                  */

  /* Private. */
  GArray          *requests;         /* of TarnWalkRequest, by slot                   */
  TarnVersion      version;
  gboolean         added;
  gboolean         stopped;
  gint64           began_us;
  gint64           answered_us;
  gint64           rest_us;          /* how long the last rest was; 0: there was none */
  gint64           rest_until_us;    /* 0: it does not rest                           */
  guint            n_rests;          /* in vain, one after the other                  */
  guint            n_careful;        /* answers until more may be in flight again     */
  gint64           looked_us;        /* when sysUpTime was asked for last             */
  gboolean         is_looking;       /* that is in flight                             */
  guint            n_clean;          /* full replies without a complaint since the
                                      * repetitions grew                              */
  guint            n_idle;           /* requests since anything came of one           */
  guint            cut_rows;         /* in the last reply that was cut short; 0: none */
  gint64           least_us;         /* the quickest reply: the way; 0: none came     */
  gint64           row_ns;           /* what a varbind costs beyond the way; 0: not
                                      * known                                         */
  TarnWalkTable    table;
  TarnWalkTold     told;
  TarnWalkSeams    seams;
  GPtrArray       *claims;           /* of TarnOid, ascending: names in replies that were
                                      * out of order; NULL: there was none            */
  guint            n_roots_wanted;   /* that shall be asked for themselves            */
  guint            n_stretches;
  guint            stretches_size;
  GByteArray      *names;            /* of @stretches and @end                        */
  GArray          *rows;             /* of TarnRow: one column of a shared reply      */
} TarnWalkMachine;

void         tarn_walk_machine_init        (TarnWalkMachine   *self);
void         tarn_walk_machine_clear       (TarnWalkMachine   *self);

/* Adds the names > @after and < @before (empty: no end).  @root is the subtree they
 * are of, or empty; with @get_root it is asked for itself when nothing is below. */
void         tarn_walk_machine_add         (TarnWalkMachine   *self,
                                            TarnSpan           root,
                                            TarnSpan           after,
                                            TarnSpan           before,
                                            gboolean           get_root);
/* Sorts what was added and joins what overlaps, so that no name is asked for twice.
 * To begin does it too. */
void         tarn_walk_machine_settle      (TarnWalkMachine   *self);
void         tarn_walk_machine_begin       (TarnWalkMachine   *self,
                                            TarnVersion        version,
                                            gint64             now_us);

/* Called again and again while there is room for more in flight. */
TarnWalkNext tarn_walk_machine_next        (TarnWalkMachine   *self,
                                            gint64             now_us,
                                            TarnWalkAsk       *ask);
/* The reply to be fed next for @slot answers a try that left @rtt_us ago; those before were
 * lost, and say nothing of what the device is like (F-07). */
void         tarn_walk_machine_note_rtt    (TarnWalkMachine   *self,
                                            guint              slot,
                                            gint64             rtt_us);
/* Returns how many @stretches the reply has covered. */
guint        tarn_walk_machine_feed        (TarnWalkMachine   *self,
                                            guint              slot,
                                            const TarnMessage *message,
                                            gint64             now_us);
/* @reason is TARN_GAP_NO_ANSWER or TARN_GAP_UNREACHABLE. */
void         tarn_walk_machine_feed_none   (TarnWalkMachine   *self,
                                            guint              slot,
                                            TarnGapReason      reason,
                                            gint64             now_us);
/* Makes gaps of all that is left, and forgets what is in flight. */
void         tarn_walk_machine_stop        (TarnWalkMachine   *self,
                                            TarnGapReason      reason);

/* Appends what is not covered as of now, in order, neighbours joined. */
void         tarn_walk_machine_append_open (const TarnWalkMachine *self,
                                            TarnGapReason          reason,
                                            GPtrArray             *gaps);
/* Those of them that a request in flight is about. */
void         tarn_walk_machine_append_asked (const TarnWalkMachine *self,
                                            GPtrArray             *gaps);
/* All names <= @front are settled: covered, or in a gap.  FALSE: everything is. */
gboolean     tarn_walk_machine_get_front   (const TarnWalkMachine *self,
                                            TarnSpan              *front);

/* Whether a sysUpTime of @uptime at @at_us and of @next at @next_us, hundredths of a second
 * (0: nothing was told) at microseconds of one clock, mean that the device was restarted
 * between (P-WLK-09, P-WLK-10). */
gboolean     tarn_walk_is_restart          (guint32            uptime,
                                            gint64             at_us,
                                            guint32            next,
                                            gint64             next_us);

static inline TarnWalkRoot *
tarn_walk_machine_root (const TarnWalkMachine *self,
                        guint                  root)
{
  return &g_array_index (self->roots, TarnWalkRoot, root);
}

static inline TarnWalkRequest *
tarn_walk_machine_request (const TarnWalkMachine *self,
                           guint                  slot)
{
  return &g_array_index (self->requests, TarnWalkRequest, slot);
}

G_END_DECLS
