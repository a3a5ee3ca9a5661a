/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-group-private.h"

#include "base/tarn-error.h"

#define DEFAULT_MAX_OPEN 256

static const TarnGuardLimits usual_limits = {
  TARN_GUARD_REQUESTS, TARN_GUARD_OCTETS, TARN_GUARD_REPETITIONS
};

/* How somebody calls a device: its name behind an @, or a community. */
typedef struct
{
  TarnSpan  octets;   /* first, for the hash table looks only there */
  GBytes   *owned;
} Call;

G_DEFINE_FINAL_TYPE (TarnAgentGroup, tarn_agent_group, G_TYPE_OBJECT)

enum
{
  NOTE,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
call_hash (gconstpointer data)
{
  const TarnSpan *octets = data;
  guint32 hash = 2166136261u;   /* FNV-1a */

  for (gsize i = 0; i < octets->len; i++)
    hash = (hash ^ octets->data[i]) * 16777619u;

  return hash;
}

static gboolean
call_equal (gconstpointer a,
            gconstpointer b)
{
  const TarnSpan *one = a;
  const TarnSpan *two = b;

  return one->len == two->len && memcmp (one->data, two->data, one->len) == 0;
}

static Call *
call_new (GBytes *octets)
{
  Call *self = g_new (Call, 1);

  self->owned = g_bytes_ref (octets);
  self->octets.data = g_bytes_get_data (octets, &self->octets.len);
  return self;
}

static void
call_free (gpointer data)
{
  Call *self = data;

  g_bytes_unref (self->owned);
  g_free (self);
}

static TarnAgentMember *
find (GHashTable *calls,
      TarnSpan    octets)
{
  return octets.len > 0 ? g_hash_table_lookup (calls, &octets) : NULL;
}

static TarnAgentMember *
find_name (TarnAgentGroup *self,
           const char     *name)
{
  return find (self->names, tarn_span ((const guint8 *) name, strlen (name)));
}

static TarnAnswerer *
choose_cb (gpointer  data,
           TarnSpan  request,
           gsize    *n_tail)
{
  TarnAgentGroup *self = data;
  const guint8 *at;
  TarnSpan community;
  TarnAgentMember *member;

  if (!tarn_message_peek_community (request, TARN_PROFILE_AGENT, &community))
    return NULL;

  member = find (self->communities, community);
  if (member == NULL && self->at_names && community.len > 0)
    {
      at = memrchr (community.data, '@', community.len);
      if (at != NULL)
        {
          *n_tail = (gsize) (community.data + community.len - at);
          member = find (self->names, tarn_span (at + 1, *n_tail - 1));
        }
    }

  return member != NULL ? &member->agent->answerer : NULL;
}

/* Too many are open: the one that nobody has asked for longest is closed. */
static void
close_oldest (TarnAgentGroup *self,
              TarnAgent      *opened)
{
  TarnAgent *oldest = NULL;

  for (guint i = 0; i < self->open->len; i++)
    {
      TarnAgent *agent = self->open->pdata[i];

      if (agent != opened && agent->open != NULL
          && (oldest == NULL || agent->answerer.used_us < oldest->answerer.used_us))
        oldest = agent;
    }

  if (oldest != NULL)
    tarn_agent_close_store (oldest);
}

static void
open_changed_cb (gpointer   data,
                 TarnAgent *agent)
{
  TarnAgentGroup *self = data;

  if (!agent->answerer.is_open)
    {
      g_ptr_array_remove_fast (self->open, agent);
      return;
    }

  g_ptr_array_add (self->open, agent);
  if (self->max_open > 0 && self->open->len > self->max_open)
    close_oldest (self, agent);
}

static void
member_free (gpointer data)
{
  TarnAgentMember *self = data;

  self->agent->open_changed = NULL;
  self->agent->answerer.watch = self->agent->watch;
  self->agent->answerer.guard = self->agent->guard;
  g_object_unref (self->agent);
  g_ptr_array_unref (self->communities);
  g_free (self->name);
  g_free (self);
}

static void
tarn_agent_group_finalize (GObject *object)
{
  TarnAgentGroup *self = TARN_AGENT_GROUP (object);

  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->communities, g_hash_table_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->watch, tarn_agent_watch_free);
  g_clear_pointer (&self->guard, tarn_guard_free);

  G_OBJECT_CLASS (tarn_agent_group_parent_class)->finalize (object);
}

static void
tarn_agent_group_class_init (TarnAgentGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tarn_agent_group_finalize;

  /**
   * TarnAgentGroup::note:
   * @self: the group
   * @text: a sentence for the person who runs the agents
   *
   * Something is otherwise than that person may expect, and the group goes on: it listens on
   * another port, for example.  What is about one device its agent says: #TarnAgent::note.
   */
  signals[NOTE] = g_signal_new ("note", TARN_TYPE_AGENT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * TarnAgentGroup::refused:
   * @self: the group
   * @peer: the address and port of who was refused
   *
   * Somebody asked where the group listens with a community that means no device.  Emitted ten
   * times a second at most.  Whom a device refuses its agent tells: #TarnAgent::refused.
   */
  signals[REFUSED] = g_signal_new ("refused", TARN_TYPE_AGENT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tell_cb (TarnAnswerer *nobody)
{
  TarnAgentGroup *self = TARN_AGENT_GROUP (nobody->owner);
  g_autofree char *text = tarn_endpoint_to_string (&nobody->refused);

  g_signal_emit (self, signals[REFUSED], 0, text);
}

static void
tarn_agent_group_init (TarnAgentGroup *self)
{
  self->members = g_ptr_array_new_with_free_func (member_free);
  self->names = g_hash_table_new_full (call_hash, call_equal, call_free, NULL);
  self->communities = g_hash_table_new_full (call_hash, call_equal, call_free, NULL);
  self->open = g_ptr_array_new ();
  self->max_open = DEFAULT_MAX_OPEN;
  self->guard = tarn_guard_new (&usual_limits);
  self->route = (TarnAgentRoute) {
    .choose = choose_cb,
    .data = self,
    .nobody = { .owner = G_OBJECT (self), .guard = self->guard, .tell = tell_cb },
  };
  self->sockets = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_socket_free);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_address_unref);
}

/**
 * tarn_agent_group_new:
 *
 * A group without agents, which listens nowhere.
 *
 * Returns: (transfer full): a new group
 */
TarnAgentGroup *
tarn_agent_group_new (void)
{
  return g_object_new (TARN_TYPE_AGENT_GROUP, NULL);
}

void
tarn_agent_group_note (TarnAgentGroup *self,
                       const char     *text)
{
  g_signal_emit (self, signals[NOTE], 0, text);
}

/**
 * tarn_agent_group_set_max_open:
 * @self: a group
 * @max_open: so many; 0: all
 *
 * Limits how many stores are open at once, 256 unless it is set: when another one is asked
 * for, the one that nobody has asked for longest is closed.  Only those that can be opened
 * again are (tarn_agent_new_lazy()).
 */
void
tarn_agent_group_set_max_open (TarnAgentGroup *self,
                               guint           max_open)
{
  g_return_if_fail (TARN_IS_AGENT_GROUP (self));

  self->max_open = max_open;
}

/**
 * tarn_agent_group_set_at_names:
 * @self: a group
 * @at_names: whether they are understood
 *
 * Off unless set.  On, where a community is nobody's, what stands behind its last \@ names the
 * device, and only what stands before that is looked at as the community.
 */
void
tarn_agent_group_set_at_names (TarnAgentGroup *self,
                               gboolean        at_names)
{
  g_return_if_fail (TARN_IS_AGENT_GROUP (self));

  self->at_names = at_names;
}

/**
 * tarn_agent_group_set_limits:
 * @self: a group
 * @requests: requests a second
 * @octets: octets of replies a second
 * @repetitions: repetitions of a GETBULK
 *
 * Limits what each source gets of all agents together, as tarn_agent_set_limits() does for one
 * that is in no group.
 */
void
tarn_agent_group_set_limits (TarnAgentGroup *self,
                             guint           requests,
                             guint           octets,
                             guint           repetitions)
{
  const TarnGuardLimits limits = { requests, octets, repetitions };

  g_return_if_fail (TARN_IS_AGENT_GROUP (self));

  tarn_guard_set_limits (self->guard, &limits);
}

/**
 * tarn_agent_group_add:
 * @self: a group
 * @name: how the device is called
 * @agent: that stands for it
 * @error: return location for an error
 *
 * Adds a device.  An agent may be in one group.
 *
 * Returns: whether it was added; %TARN_ERROR_INVALID if another device has that @name, or none
 *   is given
 */
gboolean
tarn_agent_group_add (TarnAgentGroup  *self,
                      const char      *name,
                      TarnAgent       *agent,
                      GError         **error)
{
  g_autoptr(GBytes) octets = NULL;
  TarnAgentMember *member;

  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_AGENT (agent), FALSE);
  g_return_val_if_fail (agent->open_changed == NULL, FALSE);

  if (name[0] == '\0' || find_name (self, name) != NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   name[0] == '\0' ? "a device needs a name%s" : "two devices are called “%s”",
                   name);
      return FALSE;
    }

  member = g_new0 (TarnAgentMember, 1);
  member->name = g_strdup (name);
  member->agent = g_object_ref (agent);
  member->communities = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_add (self->members, member);
  octets = g_bytes_new (name, strlen (name));
  g_hash_table_insert (self->names, call_new (octets), member);

  agent->answerer.guard = self->guard;
  agent->open_changed = open_changed_cb;
  agent->open_changed_data = self;
  if (agent->answerer.is_open)
    open_changed_cb (self, agent);
  if (self->watch != NULL)
    agent->answerer.watch = self->watch;
  if (self->sockets->len > 0)
    tarn_agent_begin (agent);
  return TRUE;
}

/**
 * tarn_agent_group_add_community:
 * @self: a group
 * @name: of a device in it
 * @community: octets
 * @error: return location for an error
 *
 * Where the group listens, requests with @community are for that device.  What they may do
 * there its agent says: tarn_agent_set_read_community().
 *
 * Returns: whether it was added; %TARN_ERROR_INVALID if it means another device already, or
 *   there is no device of that name
 */
gboolean
tarn_agent_group_add_community (TarnAgentGroup  *self,
                                const char      *name,
                                GBytes          *community,
                                GError         **error)
{
  TarnAgentMember *member, *other;
  Call *call;

  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (community != NULL, FALSE);

  member = find_name (self, name);
  if (member == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "no device is called “%s”", name);
      return FALSE;
    }

  call = call_new (community);
  other = g_hash_table_lookup (self->communities, &call->octets);
  if (call->octets.len > 0 && (other == NULL || other == member))
    {
      if (other == NULL)
        g_ptr_array_add (member->communities, g_bytes_ref (community));
      g_hash_table_replace (self->communities, call, member);
      return TRUE;
    }

  if (other != NULL)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "“%s” and “%s” have the same community, so it cannot tell which one is meant",
                 other->name, name);
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "the community of “%s” is empty, so it cannot tell which device is meant", name);
  call_free (call);
  return FALSE;
}

/**
 * tarn_agent_group_get_agent:
 * @self: a group
 * @name: of a device
 *
 * Returns: (transfer none) (nullable): its agent; %NULL if there is none
 */
TarnAgent *
tarn_agent_group_get_agent (TarnAgentGroup *self,
                            const char     *name)
{
  TarnAgentMember *member;

  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  member = find_name (self, name);
  return member != NULL ? member->agent : NULL;
}

/**
 * tarn_agent_group_remove:
 * @self: a group
 * @name: of a device
 *
 * Takes a device out; where its agent listens by itself, it goes on until tarn_agent_stop().
 *
 * Returns: whether there was such a device
 */
gboolean
tarn_agent_group_remove (TarnAgentGroup *self,
                         const char     *name)
{
  TarnSpan octets;
  TarnAgentMember *member;

  g_return_val_if_fail (TARN_IS_AGENT_GROUP (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  member = find_name (self, name);
  if (member == NULL)
    return FALSE;

  for (guint i = 0; i < self->sockets->len; i++)
    tarn_agent_socket_forget (self->sockets->pdata[i], &member->agent->answerer);
  for (guint i = 0; i < member->communities->len; i++)
    {
      octets.data = g_bytes_get_data (member->communities->pdata[i], &octets.len);
      g_hash_table_remove (self->communities, &octets);
    }
  octets = tarn_span ((const guint8 *) name, strlen (name));
  g_hash_table_remove (self->names, &octets);
  g_ptr_array_remove_fast (self->open, member->agent);
  g_ptr_array_remove (self->members, member);
  return TRUE;
}
