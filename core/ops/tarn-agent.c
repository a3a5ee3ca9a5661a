/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-private.h"

#include "base/tarn-error.h"

/* A store that could not be opened is not tried again before: a manager asks many times. */
#define OPEN_AGAIN_US G_USEC_PER_SEC

static const TarnGuardLimits usual_limits = {
  TARN_GUARD_REQUESTS, TARN_GUARD_OCTETS, TARN_GUARD_REPETITIONS
};

G_DEFINE_FINAL_TYPE (TarnAgent, tarn_agent, G_TYPE_OBJECT)

enum
{
  NOTE,
  REFUSED,
  ANSWERED,
  STORE_CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tarn_agent_finalize (GObject *object)
{
  TarnAgent *self = TARN_AGENT (object);

  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->watch, tarn_agent_watch_free);
  g_clear_pointer (&self->guard, tarn_guard_free);
  g_clear_pointer (&self->answerer.responder, tarn_responder_free);
  g_clear_pointer (&self->answerer.faults, tarn_faults_free);
  g_clear_pointer (&self->read_community, g_bytes_unref);
  g_clear_pointer (&self->write_community, g_bytes_unref);
  g_clear_pointer (&self->last_trouble, g_free);
  g_clear_object (&self->store);
  g_clear_error (&self->open_error);
  if (self->open_destroy != NULL)
    self->open_destroy (self->open_data);

  G_OBJECT_CLASS (tarn_agent_parent_class)->finalize (object);
}

static void
tarn_agent_class_init (TarnAgentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tarn_agent_finalize;

  /**
   * TarnAgent::note:
   * @self: the agent
   * @text: a sentence for the person who runs the agent
   *
   * Something is otherwise than that person may expect, and the agent goes on: it
   * listens on another port, or its store is damaged.
   */
  signals[NOTE] = g_signal_new ("note", TARN_TYPE_AGENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * TarnAgent::refused:
   * @self: the agent
   * @peer: the address and port of who was refused
   *
   * Somebody asked with a community that no rule has, or from where no rule lets it: what
   * authenticationFailure tells (RFC 3418).  It gets no answer.  Emitted ten times a second
   * at most (F-76); tarn_agent_get_counter() of 4 counts each.
   */
  signals[REFUSED] = g_signal_new ("refused", TARN_TYPE_AGENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * TarnAgent::answered:
   * @self: the agent
   * @request: what was asked, and what came of it
   *
   * For each request, if tarn_agent_set_logged() asks for it.  It comes while others wait for
   * their answers: nothing may wait here, run the main loop, or stop an agent.
   */
  signals[ANSWERED] = g_signal_new ("answered", TARN_TYPE_AGENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1,
                                    TARN_TYPE_AGENT_REQUEST | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * TarnAgent::store-closed:
   * @self: the agent
   * @store: what was served
   *
   * The store that the agent had opened (tarn_agent_new_lazy()) is not used any more; who
   * wants to may begin to make it durable.  This may come while requests to other agents are
   * answered: nothing may wait here, or run the main loop.
   */
  signals[STORE_CLOSED] = g_signal_new ("store-closed", TARN_TYPE_AGENT, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, TARN_TYPE_STORE);
}

static void
tell_refused (TarnAgent *self)
{
  g_autofree char *text = NULL;

  if (self->answerer.refused.sa.sa_family == AF_UNSPEC)
    return;

  text = tarn_endpoint_to_string (&self->answerer.refused);
  self->answerer.refused.sa.sa_family = AF_UNSPEC;
  g_signal_emit (self, signals[REFUSED], 0, text);
}

/* What was stumbled over, and once only: a damaged store is so for every request. */
static void
tell_trouble (TarnAgent *self)
{
  TarnAnswerer *answerer = &self->answerer;
  g_autoptr(GError) error = tarn_responder_take_error (answerer->responder);

  if (error == NULL)
    error = g_steal_pointer (&self->open_error);
  if (error == NULL || g_strcmp0 (error->message, self->last_trouble) == 0)
    return;

  g_free (self->last_trouble);
  self->last_trouble = g_strdup (error->message);
  tarn_agent_note (self, error->message);
}

static void
tell_cb (TarnAnswerer *answerer)
{
  TarnAgent *self = TARN_AGENT (answerer->owner);

  tell_refused (self);
  tell_trouble (self);
}

static void
set_store (TarnAgent *self,
           TarnStore *store)
{
  g_set_object (&self->store, store);
  tarn_responder_set_store (self->answerer.responder, store);
  self->answerer.is_open = store != NULL;
  if (self->open_changed != NULL)
    self->open_changed (self->open_changed_data, self);
}

static gboolean
open_store (TarnAgent  *self,
            GError    **error)
{
  g_autoptr(TarnStore) store = self->open (self->open_data, error);

  if (store == NULL)
    return FALSE;

  self->failed_us = 0;
  g_clear_pointer (&self->last_trouble, g_free);
  set_store (self, store);
  return TRUE;
}

static gboolean
open_cb (TarnAnswerer *answerer)
{
  TarnAgent *self = TARN_AGENT (answerer->owner);
  gint64 now_us = g_get_monotonic_time ();

  if (self->failed_us != 0 && now_us - self->failed_us < OPEN_AGAIN_US)
    return FALSE;

  g_clear_error (&self->open_error);
  if (open_store (self, &self->open_error))
    return TRUE;

  self->failed_us = now_us;
  return FALSE;
}

static void
tarn_agent_init (TarnAgent *self)
{
  self->sockets = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_socket_free);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_address_unref);
  self->answerer.owner = G_OBJECT (self);
  self->answerer.responder = tarn_responder_new (NULL);
  self->answerer.faults = tarn_faults_new ();
  self->guard = tarn_guard_new (&usual_limits);
  self->answerer.guard = self->guard;
  self->answerer.open = open_cb;
  self->answerer.tell = tell_cb;
  self->live = TRUE;
}

/**
 * tarn_agent_new:
 * @store: what to serve
 *
 * An agent that listens nowhere and answers nobody yet: there is no community
 * unless one is set (rule P-VAC-05).
 *
 * Returns: (transfer full): a new agent
 */
TarnAgent *
tarn_agent_new (TarnStore *store)
{
  TarnAgent *self;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);

  self = g_object_new (TARN_TYPE_AGENT, NULL);
  set_store (self, store);

  return self;
}

/**
 * TarnAgentOpenFunc:
 * @user_data: (closure): what was given with the function
 * @error: return location for an error
 *
 * Opens what an agent serves, now that somebody asks.  Others are being answered: it must not
 * run the main loop, and may not take long.
 *
 * With an error the agent is silent, tells it with #TarnAgent::note, and tries again when
 * somebody asks a second later, not before: what cannot be opened may have taken its time.
 *
 * Returns: (transfer full): the store; %NULL with an error
 */

/**
 * tarn_agent_new_lazy:
 * @open: (scope notified) (closure user_data) (destroy destroy): opens what to serve
 * @user_data: for @open
 * @destroy: (nullable): frees @user_data
 *
 * As tarn_agent_new(), with a store that is opened when somebody first asks, and again after
 * tarn_agent_close_store(): so there can be thousands of agents.
 *
 * Returns: (transfer full): a new agent
 */
TarnAgent *
tarn_agent_new_lazy (TarnAgentOpenFunc  open,
                     gpointer           user_data,
                     GDestroyNotify     destroy)
{
  TarnAgent *self;

  g_return_val_if_fail (open != NULL, NULL);

  self = g_object_new (TARN_TYPE_AGENT, NULL);
  self->open = open;
  self->open_data = user_data;
  self->open_destroy = destroy;

  return self;
}

/**
 * tarn_agent_open_store:
 * @self: an agent
 * @error: return location for an error
 *
 * Opens the store of an agent from tarn_agent_new_lazy() now, unless it is open.
 *
 * Returns: whether it is open; else the error of its #TarnAgentOpenFunc
 */
gboolean
tarn_agent_open_store (TarnAgent  *self,
                       GError    **error)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), FALSE);

  return self->store != NULL || open_store (self, error);
}

/**
 * tarn_agent_close_store:
 * @self: an agent from tarn_agent_new_lazy(); others keep what they have
 *
 * Gives back the store until somebody asks again; #TarnAgent::store-closed tells of it.
 * Counters, communities and faults stay.
 */
void
tarn_agent_close_store (TarnAgent *self)
{
  g_autoptr(TarnStore) store = NULL;

  g_return_if_fail (TARN_IS_AGENT (self));

  if (self->open == NULL || self->store == NULL)
    return;

  store = g_object_ref (self->store);
  tarn_responder_end_batch (self->answerer.responder);
  set_store (self, NULL);
  g_signal_emit (self, signals[STORE_CLOSED], 0, store);
}

/**
 * tarn_agent_get_store:
 * @self: an agent
 *
 * Returns: (transfer none) (nullable): what is served; %NULL while it is not open
 */
TarnStore *
tarn_agent_get_store (TarnAgent *self)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), NULL);

  return self->store;
}

void
tarn_agent_note (TarnAgent  *self,
                 const char *text)
{
  g_signal_emit (self, signals[NOTE], 0, text);
}

void
tarn_agent_begin (TarnAgent *self)
{
  if (self->started_us == 0)
    self->started_us = g_get_monotonic_time ();
  tarn_responder_set_live (self->answerer.responder, self->live, self->started_us);
}

/**
 * tarn_agent_get_counter:
 * @self: an agent
 * @snmp_arc: the arc of an object below snmp (1.3.6.1.2.1.11), 1 to 32
 *
 * Returns: what the agent has counted (rules P-CNT-01 to P-CNT-09), whatever
 *   tarn_agent_set_live() says
 */
guint32
tarn_agent_get_counter (TarnAgent *self,
                        guint      snmp_arc)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), 0);
  g_return_val_if_fail (snmp_arc < TARN_SNMP_GROUP_N, 0);

  return tarn_responder_get_counters (self->answerer.responder)[snmp_arc];
}

/**
 * tarn_agent_set_watched:
 * @self: an agent
 * @watched: whether to keep who asks what, for tarn_agent_dup_status()
 *
 * Begins to keep that, or forgets what was kept.  It costs a microsecond for some of the
 * requests and much less for the others.
 */
void
tarn_agent_set_watched (TarnAgent *self,
                        gboolean   watched)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  if (watched == (self->watch != NULL))
    return;

  g_clear_pointer (&self->watch, tarn_agent_watch_free);
  if (watched)
    self->watch = tarn_agent_watch_new ();
  self->answerer.watch = self->watch;
}

static void
answered_cb (TarnAnswerer           *answerer,
             const TarnAgentRequest *request)
{
  g_signal_emit (answerer->owner, signals[ANSWERED], 0, request);
}

/**
 * tarn_agent_set_logged:
 * @self: an agent
 * @logged: whether TarnAgent::answered is emitted
 * @max_varbinds: so many varbinds of a request, and of its answer, at most
 *
 * Tells of each request, or tells no more.  It costs some microseconds for each.
 */
void
tarn_agent_set_logged (TarnAgent *self,
                       gboolean   logged,
                       guint      max_varbinds)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  self->answerer.log_depth = max_varbinds;
  self->answerer.answered = logged ? answered_cb : NULL;
}

/**
 * tarn_agent_dup_status:
 * @self: an agent
 *
 * Returns: (transfer full) (nullable): how it goes with the agent since it is watched; %NULL
 *   if it is not
 */
TarnAgentStatus *
tarn_agent_dup_status (TarnAgent *self)
{
  const guint32 *counters;
  TarnAgentStatus *status;

  g_return_val_if_fail (TARN_IS_AGENT (self), NULL);

  if (self->watch == NULL)
    return NULL;

  counters = tarn_responder_get_counters (self->answerer.responder);
  status = tarn_agent_watch_dup_status (self->watch);
  status->n_refused = counters[4];    /* snmpInBadCommunityNames */
  status->n_writes = counters[14];    /* snmpInTotalSetVars      */
  return status;
}
