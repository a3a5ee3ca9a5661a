/* tarn-inbox.h
 *
 * Private: what becomes of a datagram that a listener receives.  Octets and a time go in, a
 * verdict, a notification and an acknowledgement come out: no socket, no clock.
 *
 * Both tables have a fixed size and several places for each entry, of which the one that was
 * silent for longest makes room, so that a flood from forged sources costs no memory.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-notification-private.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_INBOX_NOTHING,     /* it is none, or cannot be read: nobody is told          */
  TARN_INBOX_NEW,
  TARN_INBOX_ANSWERED,    /* an inform that is answered and not told: it was already, or its
                           * answer is larger than a datagram can be (P-TRP-08)           */
} TarnInboxVerdict;

typedef struct _TarnInboxSource TarnInboxSource;

typedef struct
{
  guint            rate;          /* notifications a second from one source; 0: any number */
  guint32          seed;          /* who sends must not know where he stands               */
  TarnMessage      message;       /* that was taken last                                   */
  TarnInboxSource *sources;       /* NULL until needed                                     */
  gpointer         marks;         /* of informs; NULL until needed                         */

  guint64          n_suppressed;
  guint64          n_forgotten;   /* of them: from sources that had to make room, not told */
  guint64          n_unreadable;
  guint64          n_duplicates;
} TarnInbox;

/* Of an inform, by which the same is known again; 0: none. */
typedef guint64 TarnInboxMark;

/* @n more than a second allows came from @source and were not looked at. */
typedef void (*TarnInboxTellFunc) (gpointer    owner,
                                   const char *source,
                                   guint64     n);

void             tarn_inbox_init      (TarnInbox          *self,
                                       guint               rate);
void             tarn_inbox_clear     (TarnInbox          *self);

/* Whether the source of a datagram may have another one (F-71). */
gboolean         tarn_inbox_admit     (TarnInbox          *self,
                                       const TarnEndpoint *peer,
                                       gint64              now_us);
/* *@notification is set with TARN_INBOX_NEW; *@mark if it is an inform. */
TarnInboxVerdict tarn_inbox_take      (TarnInbox          *self,
                                       const TarnDatagram *datagram,
                                       gint64              now_us,
                                       gint64              time_us,
                                       TarnNotification  **notification,
                                       TarnInboxMark      *mark);
/* The acknowledgement of the inform that was taken last, at the end of @buffer, which has
 * TARN_MESSAGE_MAX octets (P-TRP-08). */
TarnSpan         tarn_inbox_respond   (TarnInbox          *self,
                                       guint8             *buffer);
/* Whoever should have been told was not: when it comes again it is new. */
void             tarn_inbox_forget    (TarnInbox          *self,
                                       TarnInboxMark       mark);
/* Tells what was suppressed since the last time. */
void             tarn_inbox_tell      (TarnInbox          *self,
                                       TarnInboxTellFunc   func,
                                       gpointer            owner);

G_END_DECLS
