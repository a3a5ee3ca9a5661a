/* tarn-guard.h
 *
 * Private: how much one source may have of an agent (F-75, F-76, F-91).  No clock, no socket.
 * What comes from this computer is not limited: nobody elsewhere can send in its name.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"

G_BEGIN_DECLS

#define TARN_GUARD_REQUESTS    100            /* a second (F-75)                      */
#define TARN_GUARD_OCTETS      (512 * 1024)   /* of replies a second (F-75)           */
#define TARN_GUARD_REPETITIONS 20             /* of a GETBULK nobody has proved to be
                                               * his own (F-75)                       */
#define TARN_GUARD_FAILURES    20             /* in a minute, then a minute of silence
                                               * (F-76)                               */

typedef struct _TarnGuard       TarnGuard;
typedef struct _TarnGuardSource TarnGuardSource;

/* Requests and octets a second, repetitions of a GETBULK; 0: not limited. */
typedef struct
{
  guint requests;
  guint octets;
  guint repetitions;
} TarnGuardLimits;

TarnGuard       *tarn_guard_new        (const TarnGuardLimits *limits);
void             tarn_guard_free       (TarnGuard             *self);
void             tarn_guard_set_limits (TarnGuard             *self,
                                        const TarnGuardLimits *limits);

/* NULL: a source that is not limited.  Good until the next call. */
TarnGuardSource *tarn_guard_find       (TarnGuard             *self,
                                        const TarnEndpoint    *peer,
                                        gint64                 now_us);
/* Of a GETBULK of @source; 0: as many as it asks for. */
guint            tarn_guard_get_repetitions
                                       (const TarnGuard       *self,
                                        const TarnGuardSource *source);
/* Takes a request from what @source may have.  FALSE: it gets no answer. */
gboolean         tarn_guard_admit      (TarnGuard             *self,
                                        TarnGuardSource       *source);
/* It was not answered after all, and comes again. */
void             tarn_guard_give_back  (TarnGuardSource       *source);
/* What the answer took: octets of a reply, and units of TARN_RESPONDER_WORK of looking
 * things up, of which a second has as many as a tenth of it holds (F-91). */
void             tarn_guard_spend      (TarnGuard             *self,
                                        TarnGuardSource       *source,
                                        gsize                  octets,
                                        guint                  work);
/* It came with a community that nobody has. */
void             tarn_guard_fail       (TarnGuardSource       *source,
                                        gint64                 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnGuard, tarn_guard_free)

G_END_DECLS
