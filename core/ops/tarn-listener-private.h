/* tarn-listener-private.h
 *
 * A listener from inside, for its two files.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-listener-queue.h"
#include "ops/tarn-listener.h"

G_BEGIN_DECLS

typedef struct
{
  TarnListener  *listener;
  TarnTransport *transport;
  GSource       *source;      /* NULL while the queue is full */
} TarnListenerSocket;

typedef struct
{
  guint                   id;
  gboolean                removed;
  TarnNotificationFilter *filter;      /* NULL: all */
  TarnListenerFunc        func;
  gpointer                user_data;
  GDestroyNotify          destroy;
} TarnListenerHandler;

struct _TarnListener
{
  GObject       parent_instance;

  GMainContext *context;
  GPtrArray    *sockets;       /* of TarnListenerSocket                    */
  GPtrArray    *addresses;     /* of TarnAddress, theirs                      */
  GPtrArray    *handlers;      /* of TarnListenerHandler                   */
  TarnNotificationFilter *filter;   /* of what is wanted at all; NULL: all    */
  guint         last_id;
  gboolean      telling;       /* handlers are being called: none is freed    */

  TarnInbox     inbox;
  TarnLetters   letters;       /* received, not looked at                     */
  TarnLetters   answers;       /* that wait for what they answer to be safe   */
  GSource      *work;          /* while there are letters                     */
  GSource      *notes;         /* while something is to be told by notes      */
  guint8       *buffer;        /* of an answer                                */

  guint64       counters[TARN_LISTENER_LOST + 1];
  guint64       n_lost_told;
};

enum
{
  TARN_LISTENER_SIGNAL_RECEIVED,
  TARN_LISTENER_SIGNAL_SETTLING,
  TARN_LISTENER_SIGNAL_NOTE,
  TARN_LISTENER_N_SIGNALS,
};

/* tarn-listener.c */
extern guint tarn_listener_signals[TARN_LISTENER_N_SIGNALS];

void tarn_listener_sweep_handlers (TarnListener       *self);

/* tarn-listener-run.c */

/* Receives, if there is room. */
void tarn_listener_watch          (TarnListenerSocket *socket);

static inline void
tarn_listener_clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

G_END_DECLS
