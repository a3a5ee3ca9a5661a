/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent.h"

#include "base/tarn-error.h"
#include "ops/tarn-agent-socket.h"

#define FALLBACK_PORT 1161   /* where port 161 is only for the system's own */

/* F-76: so often at most it is told that somebody was refused. */
#define REFUSED_EVERY_US (G_USEC_PER_SEC / 10)

struct _TarnAgent
{
  GObject        parent_instance;

  TarnResponder *responder;
  TarnFaults    *faults;
  GBytes        *read_community;
  GBytes        *write_community;
  GPtrArray     *sockets;         /* of TarnAgentSocket                   */
  GPtrArray     *addresses;       /* of TarnAddress, theirs               */
  char          *last_trouble;    /* what was noted of the store; or NULL */
  TarnAgentWatch *watch;          /* NULL: nobody looks                   */
  TarnGuard     *guard;
  gint64         refused_us;      /* when that was told last              */

  gint64         started_us;
  gboolean       live;
};

G_DEFINE_FINAL_TYPE (TarnAgent, tarn_agent, G_TYPE_OBJECT)

enum
{
  NOTE,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const TarnGuardLimits usual_limits = {
  TARN_GUARD_REQUESTS, TARN_GUARD_OCTETS, TARN_GUARD_REPETITIONS
};

static void
tarn_agent_finalize (GObject *object)
{
  TarnAgent *self = TARN_AGENT (object);

  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->watch, tarn_agent_watch_free);
  g_clear_pointer (&self->guard, tarn_guard_free);
  g_clear_pointer (&self->responder, tarn_responder_free);
  g_clear_pointer (&self->faults, tarn_faults_free);
  g_clear_pointer (&self->read_community, g_bytes_unref);
  g_clear_pointer (&self->write_community, g_bytes_unref);
  g_clear_pointer (&self->last_trouble, g_free);

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
}

static void
tarn_agent_init (TarnAgent *self)
{
  self->sockets = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_socket_free);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_address_unref);
  self->faults = tarn_faults_new ();
  self->guard = tarn_guard_new (&usual_limits);
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
  self->responder = tarn_responder_new (store);

  return self;
}

static void
set_community (TarnAgent  *self,
               GBytes    **which,
               GBytes     *community)
{
  g_autoptr(TarnAccess) access = NULL;

  if (community != NULL)
    g_bytes_ref (community);
  g_clear_pointer (which, g_bytes_unref);
  *which = community;

  access = tarn_access_new ();
  if (self->write_community != NULL)
    tarn_access_add_community (access, self->write_community, TRUE);
  if (self->read_community != NULL)
    tarn_access_add_community (access, self->read_community, FALSE);
  tarn_responder_set_access (self->responder, access);
}

/**
 * tarn_agent_set_read_community:
 * @self: an agent
 * @community: (nullable): octets that let a request read; %NULL lets none
 *
 * Sets who may read.  Octets are compared as they are (rule P-MSG-03).
 */
void
tarn_agent_set_read_community (TarnAgent *self,
                               GBytes    *community)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  set_community (self, &self->read_community, community);
}

/**
 * tarn_agent_set_write_community:
 * @self: an agent
 * @community: (nullable): octets that let a request write and read; %NULL lets none
 *
 * Sets who may write: the values of instances that are in the store, never others.
 */
void
tarn_agent_set_write_community (TarnAgent *self,
                                GBytes    *community)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  set_community (self, &self->write_community, community);
}

/**
 * tarn_agent_set_access:
 * @self: an agent
 * @access: rules; the agent looks at them, so that they may not change any more
 *
 * Sets who may ask, in place of what tarn_agent_set_read_community() and
 * tarn_agent_set_write_community() said.
 */
void
tarn_agent_set_access (TarnAgent  *self,
                       TarnAccess *access)
{
  g_return_if_fail (TARN_IS_AGENT (self));
  g_return_if_fail (access != NULL);

  tarn_responder_set_access (self->responder, access);
}

/**
 * tarn_agent_set_limits:
 * @self: an agent
 * @requests: requests a second; 100 unless it is set
 * @octets: octets of replies a second; 524,288 unless it is set
 * @repetitions: repetitions of a GETBULK; 20 unless it is set
 *
 * Limits what each source gets of the agent, so that it is of little use to who sends with
 * the address of another (F-75); 0: no limit.  Who asks more gets no answer.  This computer
 * is not limited.  Whatever the limits, a source that comes with 20 wrong communities in a
 * minute is not listened to for a minute (F-76).
 */
void
tarn_agent_set_limits (TarnAgent *self,
                       guint      requests,
                       guint      octets,
                       guint      repetitions)
{
  const TarnGuardLimits limits = { requests, octets, repetitions };

  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_guard_set_limits (self->guard, &limits);
}

/**
 * tarn_agent_set_max_size:
 * @self: an agent
 * @max_size: octets, 484 to 65,507
 *
 * Limits the size of responses; 1,472 unless it is set, which is what Ethernet
 * carries in one piece (rule P-SIZ-03).
 */
void
tarn_agent_set_max_size (TarnAgent *self,
                         guint      max_size)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_responder_set_max_size (self->responder, max_size);
  tarn_faults_set_max_size (self->faults, max_size);
}

/**
 * tarn_agent_add_fault:
 * @self: an agent
 * @spec: a fault as tarn_fault_dup_usage() tells, such as "drop=10%" or
 *   "cycle=3\@1.3.6.1.2.1.2.2"
 * @error: return location for an error
 *
 * From now on the agent answers as a bad device would.  Several faults act together,
 * in the order of tarn_fault_dup_names(), those of one name in the order in which they
 * were added.
 *
 * Returns: whether the agent has the fault; else %TARN_ERROR_INVALID says what is wrong
 *   with @spec
 */
gboolean
tarn_agent_add_fault (TarnAgent   *self,
                      const char  *spec,
                      GError     **error)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), FALSE);
  g_return_val_if_fail (spec != NULL, FALSE);

  return tarn_faults_add (self->faults, spec, error);
}

/**
 * tarn_agent_set_fault_seed:
 * @self: an agent
 * @seed: any number; 1 unless it is set
 *
 * Where the chance of faults begins: with the same seed, the same faults and the same
 * requests at the same times the answers are the same.
 */
void
tarn_agent_set_fault_seed (TarnAgent *self,
                           guint32    seed)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_faults_set_seed (self->faults, seed);
}

/**
 * tarn_agent_set_live:
 * @self: an agent
 * @live: %FALSE to serve all values as they are in the store
 *
 * Chooses whose sysUpTime and snmp group are served where the store has them: the
 * agent's own, the default, or those that are in the store (rule P-CNT-16).
 */
void
tarn_agent_set_live (TarnAgent *self,
                     gboolean   live)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  self->live = live;
  tarn_responder_set_live (self->responder, live, self->started_us);
}

/**
 * tarn_agent_set_replay_null:
 * @self: an agent
 * @replay_null: whether NULL is served where the store has it
 *
 * Off unless set.  Some devices say NULL where they should say noSuchInstance, and their
 * captures have it: off, such names are absent (F-39); on, they are served as they were.
 */
void
tarn_agent_set_replay_null (TarnAgent *self,
                            gboolean   replay_null)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_responder_set_replay_null (self->responder, replay_null);
}

static void
emit_note (TarnAgent  *self,
           const char *text)
{
  g_signal_emit (self, signals[NOTE], 0, text);
}

/* What the responder stumbled over, and once only: a damaged store is so for every
 * request. */
static void
trouble_cb (gpointer user_data)
{
  TarnAgent *self = user_data;
  g_autoptr(GError) error = tarn_responder_take_error (self->responder);

  if (error == NULL || g_strcmp0 (error->message, self->last_trouble) == 0)
    return;

  g_free (self->last_trouble);
  self->last_trouble = g_strdup (error->message);
  emit_note (self, error->message);
}

/* Says what to do about it. */
static void
propagate_bind_error (GError **error,
                      GError  *bind_error)
{
  const char *advice = "";

  if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    advice = "; stop the program that listens there, or choose another port";
  else if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    advice = "; choose a port above 1023";
  else if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_FAILED))
    advice = "; is it an address of this computer?";

  g_set_error (error, bind_error->domain, bind_error->code, "%s%s", bind_error->message, advice);
  g_error_free (bind_error);
}

/* All of @endpoints or none; but a system without IPv6 still has IPv4. */
static gboolean
bind_all (TarnAgent           *self,
          const TarnEndpoint  *endpoints,
          guint                n,
          GPtrArray           *sockets,
          GError             **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GError) bind_error = NULL;
      TarnTransport *transport = tarn_transport_udp_bind (&endpoints[i], &bind_error);

      if (transport != NULL)
        {
          g_ptr_array_add (sockets, tarn_agent_socket_new (transport, self->responder, self->faults,
                                                           G_OBJECT (self), trouble_cb));
          continue;
        }

      if (i > 0 && !g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)
          && !g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
        {
          emit_note (self, bind_error->message);
          continue;
        }

      g_propagate_error (error, g_steal_pointer (&bind_error));
      return FALSE;
    }

  return TRUE;
}

/* As bind_all(), and on another port where the system keeps port 161 for itself: then
 * @endpoints tell so. */
static gboolean
bind_or_fall_back (TarnAgent     *self,
                   TarnEndpoint  *endpoints,
                   guint          n,
                   GPtrArray     *sockets,
                   GError       **error)
{
  g_autoptr(GError) bind_error = NULL;

  if (bind_all (self, endpoints, n, sockets, &bind_error))
    return TRUE;

  if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      && tarn_endpoint_port (&endpoints[0]) == TARN_PORT_AGENT)
    {
      g_clear_error (&bind_error);
      g_ptr_array_set_size (sockets, 0);
      for (guint i = 0; i < n; i++)   /* the port has the same place in both families */
        endpoints[i].in.sin_port = htons (FALLBACK_PORT);

      if (bind_all (self, endpoints, n, sockets, &bind_error))
        return TRUE;
    }

  propagate_bind_error (error, g_steal_pointer (&bind_error));
  return FALSE;
}

static void
refused_cb (gpointer            owner,
            const TarnEndpoint *peer)
{
  TarnAgent *self = owner;
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *text = NULL;

  if (self->refused_us > 0 && now_us - self->refused_us < REFUSED_EVERY_US)
    return;

  self->refused_us = now_us;
  text = tarn_endpoint_to_string (peer);
  g_signal_emit (self, signals[REFUSED], 0, text);
}

static void
start_socket (TarnAgent       *self,
              TarnAgentSocket *socket)
{
  g_autofree char *text = tarn_agent_socket_to_string (socket);
  TarnAddress *address = tarn_address_new (text, TARN_PORT_AGENT, NULL);

  g_assert (address != NULL);
  g_ptr_array_add (self->addresses, address);
  tarn_agent_socket_set_watch (socket, self->watch);
  tarn_agent_socket_set_guard (socket, self->guard, refused_cb);
  tarn_agent_socket_start (socket);
}

/**
 * tarn_agent_listen:
 * @self: an agent
 * @address: (nullable): a numeric address of this computer and a port, 0 for any
 *   that is free; %NULL is loopback (as is "localhost"), both families, port 161
 * @error: return location for an error
 *
 * Begins to answer, from the thread-default main context.  An agent may listen on
 * several addresses.  Where the system refuses port 161, the agent takes port 1161
 * and says so with #TarnAgent::note.
 *
 * Returns: whether the agent listens; else %TARN_ERROR_INVALID for an @address that
 *   cannot be listened on, or a #GIOErrorEnum such as %G_IO_ERROR_ADDRESS_IN_USE
 */
gboolean
tarn_agent_listen (TarnAgent    *self,
                   TarnAddress  *address,
                   GError      **error)
{
  g_autoptr(GPtrArray) sockets = NULL;
  TarnEndpoint endpoints[2];
  guint16 port;
  guint n;

  g_return_val_if_fail (TARN_IS_AGENT (self), FALSE);

  n = tarn_agent_resolve (address, endpoints, error);
  if (n == 0)
    return FALSE;
  port = tarn_endpoint_port (&endpoints[0]);

  sockets = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_socket_free);
  if (!bind_or_fall_back (self, endpoints, n, sockets, error))
    return FALSE;

  if (self->sockets->len == 0)
    self->started_us = g_get_monotonic_time ();
  tarn_responder_set_live (self->responder, self->live, self->started_us);
  for (guint i = 0; i < sockets->len; i++)
    start_socket (self, sockets->pdata[i]);
  g_ptr_array_extend_and_steal (self->sockets, g_steal_pointer (&sockets));

  if (tarn_endpoint_port (&endpoints[0]) != port)
    emit_note (self, "The system does not let this program use port 161; the agent listens on "
                     "port 1161 instead");

  return TRUE;
}

/**
 * tarn_agent_get_addresses:
 * @self: an agent
 *
 * Returns: (transfer none) (element-type TarnAddress): where the agent listens, with
 *   the real ports; nowhere before it listens and after it was stopped
 */
GPtrArray *
tarn_agent_get_addresses (TarnAgent *self)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), NULL);

  return self->addresses;
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

  return tarn_responder_get_counters (self->responder)[snmp_arc];
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

  for (guint i = 0; i < self->sockets->len; i++)
    tarn_agent_socket_set_watch (self->sockets->pdata[i], NULL);
  g_clear_pointer (&self->watch, tarn_agent_watch_free);
  if (!watched)
    return;

  self->watch = tarn_agent_watch_new ();
  for (guint i = 0; i < self->sockets->len; i++)
    tarn_agent_socket_set_watch (self->sockets->pdata[i], self->watch);
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

  counters = tarn_responder_get_counters (self->responder);
  status = tarn_agent_watch_dup_status (self->watch);
  status->n_refused = counters[4];    /* snmpInBadCommunityNames */
  status->n_writes = counters[14];    /* snmpInTotalSetVars      */
  return status;
}

/**
 * tarn_agent_stop:
 * @self: an agent
 *
 * Listens no more; counters stay.
 */
void
tarn_agent_stop (TarnAgent *self)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  g_ptr_array_set_size (self->sockets, 0);
  g_ptr_array_set_size (self->addresses, 0);
}
