/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-desk.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "ops/tarn-agent-socket.h"

#define DISPATCH_BUDGET_US 2000
#define RETRY_US           1000
#define MAX_EVENTS         64

typedef struct
{
  GSource        parent;

  TarnAgentDesk *desk;   /* NULL once that is gone */
} DeskSource;

static GMutex      desks_lock;
static GHashTable *desks;        /* GMainContext → TarnAgentDesk, borrowed */

static void
watch (TarnAgentDesk   *self,
       TarnAgentSocket *socket,
       gboolean         paused)
{
  TarnDeskPlace *place = tarn_agent_socket_get_place (socket);
  struct epoll_event event = { paused ? 0 : EPOLLIN, { .ptr = socket } };

  if (place->paused != paused)
    epoll_ctl (self->epoll, EPOLL_CTL_MOD, place->fd, &event);
  place->paused = paused;
}

/* @socket works on at @time_us without being woken. */
static void
put_off (TarnAgentDesk   *self,
         TarnAgentSocket *socket,
         gint64           time_us)
{
  TarnDeskPlace *place = tarn_agent_socket_get_place (socket);
  gint64 ready_us = g_source_get_ready_time (self->source);

  place->waits = TRUE;
  place->later_us = time_us;
  g_ptr_array_add (self->later, socket);
  if (ready_us < 0 || time_us < ready_us)
    g_source_set_ready_time (self->source, time_us);
}

static void
run (TarnAgentDesk   *self,
     TarnAgentSocket *socket,
     gint64           deadline_us)
{
  TarnSocketState state = tarn_agent_socket_work (socket, deadline_us);

  watch (self, socket, state == TARN_SOCKET_RETRIES);
  if (state != TARN_SOCKET_WATCHES)
    put_off (self, socket,
             state == TARN_SOCKET_RETRIES ? g_get_monotonic_time () + RETRY_US : 0);
}

/* Those whose time has come; the others wait on. */
static void
collect_late (TarnAgentDesk *self,
              gint64         now_us)
{
  GPtrArray *later = g_steal_pointer (&self->later);

  self->later = g_ptr_array_new ();
  g_source_set_ready_time (self->source, -1);
  for (guint i = 0; i < later->len; i++)
    {
      TarnDeskPlace *place = tarn_agent_socket_get_place (later->pdata[i]);

      if (place->later_us > now_us)
        put_off (self, later->pdata[i], place->later_us);
      else
        g_ptr_array_add (self->running, later->pdata[i]);
    }

  g_ptr_array_unref (later);
}

static void
collect_woken (TarnAgentDesk *self)
{
  struct epoll_event events[MAX_EVENTS];
  int n = epoll_wait (self->epoll, events, MAX_EVENTS, 0);

  for (int i = 0; i < n; i++)
    {
      TarnAgentSocket *socket = events[i].data.ptr;

      if (!tarn_agent_socket_get_place (socket)->waits
          && !g_ptr_array_find (self->running, socket, NULL))
        g_ptr_array_add (self->running, socket);
    }
}

/* What has gone wrong, now that nothing is in hand: who hears it may free any socket. */
static void
tell_troubles (TarnAgentDesk *self)
{
  while (self->troubled->len > 0)
    {
      TarnAnswerer *answerer = g_ptr_array_steal_index (self->troubled, 0);
      g_autoptr(GObject) owner = answerer->owner;

      answerer->tell (answerer);
    }
}

static gboolean
desk_dispatch (GSource     *source,
               GSourceFunc  callback,
               gpointer     user_data)
{
  g_autoptr(TarnAgentDesk) self = tarn_agent_desk_ref (((DeskSource *) source)->desk);
  gint64 now_us = g_get_monotonic_time ();
  gint64 deadline_us = now_us + DISPATCH_BUDGET_US;

  if (self->working)   /* somebody runs the main loop where nobody may */
    return G_SOURCE_CONTINUE;

  collect_late (self, now_us);
  collect_woken (self);
  for (guint i = 0; i < self->running->len; i++)
    {
      TarnAgentSocket *socket = self->running->pdata[i];

      if (socket == NULL)
        continue;

      tarn_agent_socket_get_place (socket)->waits = FALSE;
      if (now_us < deadline_us)
        run (self, socket, deadline_us);
      else
        put_off (self, socket, 0);
      now_us = g_get_monotonic_time ();
    }

  g_ptr_array_set_size (self->running, 0);
  tell_troubles (self);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs desk_source_funcs = {
  .dispatch = desk_dispatch,
};

static TarnAgentDesk *
desk_new (GMainContext *context)
{
  TarnAgentDesk *self = g_new0 (TarnAgentDesk, 1);

  self->context = g_main_context_ref (context);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    g_error ("%s: no descriptor to wait at: %s", G_STRLOC, g_strerror (errno));
  self->later = g_ptr_array_new ();
  self->running = g_ptr_array_new ();
  self->troubled = g_ptr_array_new ();
  self->buffers = tarn_udp_buffers_new ();
  self->arena = g_malloc (TARN_DESK_ARENA_SIZE);
  tarn_message_init (&self->message);

  self->source = g_source_new (&desk_source_funcs, sizeof (DeskSource));
  g_source_set_static_name (self->source, "[tarn] agents");
  ((DeskSource *) self->source)->desk = self;
  /* Nobody dispatches it from within itself (@working), and to make sure of that costs GLib
   * three calls of the system each time. */
  g_source_set_can_recurse (self->source, TRUE);
  g_source_add_unix_fd (self->source, self->epoll, G_IO_IN);
  g_source_attach (self->source, context);
  return self;
}

TarnAgentDesk *
tarn_agent_desk_ref_default (void)
{
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();
  TarnAgentDesk *self;

  g_mutex_lock (&desks_lock);
  if (desks == NULL)
    desks = g_hash_table_new (NULL, NULL);
  self = g_hash_table_lookup (desks, context);
  if (self == NULL)
    {
      self = desk_new (context);
      g_hash_table_insert (desks, context, self);
    }
  self->n_refs++;
  g_mutex_unlock (&desks_lock);

  return self;
}

TarnAgentDesk *
tarn_agent_desk_ref (TarnAgentDesk *self)
{
  g_mutex_lock (&desks_lock);
  self->n_refs++;
  g_mutex_unlock (&desks_lock);
  return self;
}

void
tarn_agent_desk_unref (TarnAgentDesk *self)
{
  gboolean last;

  g_mutex_lock (&desks_lock);
  last = --self->n_refs == 0;
  if (last)
    g_hash_table_remove (desks, self->context);
  if (last && g_hash_table_size (desks) == 0)
    g_clear_pointer (&desks, g_hash_table_unref);
  g_mutex_unlock (&desks_lock);
  if (!last)
    return;

  for (guint i = 0; i < self->troubled->len; i++)
    g_object_unref (((TarnAnswerer *) self->troubled->pdata[i])->owner);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_main_context_unref (self->context);
  close (self->epoll);
  g_ptr_array_unref (self->later);
  g_ptr_array_unref (self->running);
  g_ptr_array_unref (self->troubled);
  tarn_udp_buffers_unref (self->buffers);
  tarn_message_clear (&self->message);
  g_free (self->arena);
  g_free (self);
}

void
tarn_agent_desk_add (TarnAgentDesk   *self,
                     TarnAgentSocket *socket,
                     int              fd)
{
  struct epoll_event event = { EPOLLIN, { .ptr = socket } };

  tarn_agent_socket_get_place (socket)->fd = fd;
  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
    g_warning ("%s: a socket cannot be watched: %s", G_STRLOC, g_strerror (errno));
}

void
tarn_agent_desk_add_timer (TarnAgentDesk   *self,
                           TarnAgentSocket *socket)
{
  struct epoll_event event = { EPOLLIN, { .ptr = socket } };

  epoll_ctl (self->epoll, EPOLL_CTL_ADD, tarn_agent_socket_get_place (socket)->timer, &event);
}

void
tarn_agent_desk_remove (TarnAgentDesk   *self,
                        TarnAgentSocket *socket)
{
  TarnDeskPlace *place = tarn_agent_socket_get_place (socket);
  guint at;

  if (place->fd >= 0)
    epoll_ctl (self->epoll, EPOLL_CTL_DEL, place->fd, NULL);
  if (place->timer >= 0)
    epoll_ctl (self->epoll, EPOLL_CTL_DEL, place->timer, NULL);
  place->fd = -1;

  g_ptr_array_remove (self->later, socket);
  if (g_ptr_array_find (self->running, socket, &at))
    self->running->pdata[at] = NULL;
}
