/* tarn-agent-settings.c
 *
 * Whom an agent answers, and how.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-private.h"

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
  tarn_responder_set_access (self->answerer.responder, access);
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

  tarn_responder_set_access (self->answerer.responder, access);
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
 * minute is not listened to for a minute (F-76).  In a #TarnAgentGroup that of the group counts.
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

  tarn_responder_set_max_size (self->answerer.responder, max_size);
  tarn_faults_set_max_size (self->answerer.faults, max_size);
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

  return tarn_faults_add (self->answerer.faults, spec, error);
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

  tarn_faults_set_seed (self->answerer.faults, seed);
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
  tarn_responder_set_live (self->answerer.responder, live, self->started_us);
}

/**
 * tarn_agent_set_authen_traps:
 * @self: an agent
 * @enabled: whether authenticationFailure is sent
 *
 * Sets snmpEnableAuthenTraps, off unless set, as tarn_agent_set_live() serves it.  The agent
 * sends nothing itself: who does at #TarnAgent::refused asks tarn_agent_get_authen_traps().
 */
void
tarn_agent_set_authen_traps (TarnAgent *self,
                             gboolean   enabled)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_responder_set_authen_traps (self->answerer.responder, enabled);
}

/**
 * tarn_agent_get_authen_traps:
 * @self: an agent
 *
 * Returns: what tarn_agent_set_authen_traps() says, or a manager who has set it since
 */
gboolean
tarn_agent_get_authen_traps (TarnAgent *self)
{
  g_return_val_if_fail (TARN_IS_AGENT (self), FALSE);

  return tarn_responder_get_authen_traps (self->answerer.responder);
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

  tarn_responder_set_replay_null (self->answerer.responder, replay_null);
}

/**
 * tarn_agent_set_mib:
 * @self: an agent
 * @mib: (nullable): what modules say of objects; %NULL for none
 * @write_any: whether objects may be written that their modules make read-only
 *
 * By modules managers may set what is read-write or read-create, with values of its syntax;
 * rows come and go by their RowStatus as RFC 2579 has it, and a TestAndIncr counts.  What no
 * module tells of may be set to values of the type that was captured, if it was.
 */
void
tarn_agent_set_mib (TarnAgent *self,
                    TarnMib   *mib,
                    gboolean   write_any)
{
  g_return_if_fail (TARN_IS_AGENT (self));
  g_return_if_fail (mib == NULL || TARN_IS_MIB (mib));

  tarn_responder_set_mib (self->answerer.responder, mib, write_any);
}

/**
 * tarn_agent_set_row_timeout:
 * @self: an agent
 * @seconds: how long a row may be left; 0: for ever
 *
 * Rows that managers create with createAndWait, and do not make active, are deleted when
 * nobody has set anything of them for so long, 300 seconds unless set (rule P-ROW-10); before
 * the next request is answered.  Those that the store had before are not touched.
 */
void
tarn_agent_set_row_timeout (TarnAgent *self,
                            guint      seconds)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_responder_set_row_timeout (self->answerer.responder, seconds * G_TIME_SPAN_SECOND);
}

/**
 * tarn_agent_set_motion:
 * @self: an agent
 * @motion: (nullable): how numbers move; %NULL: they stay
 *
 * From when the agent began to listen numbers move as @motion says; what tarn_agent_set_live()
 * makes the agent's own does not.  A motion serves one agent.
 */
void
tarn_agent_set_motion (TarnAgent  *self,
                       TarnMotion *motion)
{
  g_return_if_fail (TARN_IS_AGENT (self));

  tarn_responder_set_motion (self->answerer.responder, motion);
}
