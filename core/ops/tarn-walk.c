/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-walk-private.h"

#include "ops/tarn-gap-private.h"
#include "ops/tarn-walk-keys.h"

#define MAX_TIME_US (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)   /* P-WLK-08 */

guint tarn_walk_signals[TARN_WALK_N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnWalk, tarn_walk, G_TYPE_OBJECT)

static void
tarn_walk_dispose (GObject *object)
{
  TarnWalk *self = TARN_WALK (object);
  GDestroyNotify notify = g_steal_pointer (&self->rows_notify);

  if (notify != NULL)
    notify (self->rows_data);
  self->rows_func = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->device);
  self->machine.keys = (TarnWalkKeys) { NULL };
  g_clear_object (&self->keys_store);

  G_OBJECT_CLASS (tarn_walk_parent_class)->dispose (object);
}

static void
tarn_walk_finalize (GObject *object)
{
  TarnWalk *self = TARN_WALK (object);

  tarn_walk_machine_clear (&self->machine);
  tarn_walk_order_clear (&self->order);
  g_ptr_array_unref (self->handles);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (tarn_walk_parent_class)->finalize (object);
}

static void
tarn_walk_class_init (TarnWalkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tarn_walk_dispose;
  object_class->finalize = tarn_walk_finalize;

  /**
   * TarnWalk::varbinds:
   * @self: the walk
   * @varbinds: (element-type TarnVarbind): what has arrived, in the order of names
   *
   * The rows of a reply as varbinds that can be kept: for bindings, and for who has
   * time.  C programs that read by the million take tarn_walk_set_rows_func().
   */
  tarn_walk_signals[TARN_WALK_VARBINDS] = g_signal_new ("varbinds", TARN_TYPE_WALK,
                                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                        G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
tarn_walk_init (TarnWalk *self)
{
  tarn_walk_machine_init (&self->machine);
  tarn_walk_order_init (&self->order);
  self->ordered = TRUE;
  self->machine.probe = TRUE;
  self->machine.split = TRUE;
  self->machine.watch_uptime = TRUE;
  self->machine.max_time_us = MAX_TIME_US;
  self->handles = g_ptr_array_new_with_free_func (g_free);
  self->get_root = TRUE;
}

/**
 * tarn_walk_new:
 * @session: the session to ask through
 * @device: the device to read
 *
 * A walk without roots reads everything that the device shows.
 *
 * Returns: (transfer full): a walk that has not run
 */
TarnWalk *
tarn_walk_new (TarnSession *session,
               TarnDevice  *device)
{
  TarnWalk *self;

  g_return_val_if_fail (TARN_IS_SESSION (session), NULL);
  g_return_val_if_fail (TARN_IS_DEVICE (device), NULL);

  self = g_object_new (TARN_TYPE_WALK, NULL);
  self->session = g_object_ref (session);
  self->device = g_object_ref (device);

  return self;
}

/**
 * tarn_walk_get_device:
 * @self: a walk
 *
 * Returns: (transfer none): the device that is read
 */
TarnDevice *
tarn_walk_get_device (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), NULL);

  return self->device;
}

static TarnSpan
nullable_span (const TarnOid *oid)
{
  return oid != NULL ? tarn_oid_span (oid) : tarn_span (NULL, 0);
}

/**
 * tarn_walk_add_root:
 * @self: a walk that has not run
 * @root: read all that is below this OID
 * @marker: (nullable): and greater than this one, which lies below @root; a marker
 *   in front of @root has no effect, behind its subtree it leaves nothing to read
 *
 * Roots are sorted, and joined where they overlap, so that no varbind comes twice.
 * Where nothing is below @root, @root itself is asked for (rule P-WLK-06), but not
 * with a @marker.
 */
void
tarn_walk_add_root (TarnWalk      *self,
                    const TarnOid *root,
                    const TarnOid *marker)
{
  TarnName end;
  TarnSpan after;

  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (root != NULL);
  g_return_if_fail (!self->begun);

  after = tarn_oid_span (root);
  if (marker != NULL && tarn_oid_compare (marker, root) > 0)
    after = tarn_oid_span (marker);

  tarn_name_set_end (&end, tarn_oid_span (root));
  tarn_walk_machine_add (&self->machine, tarn_oid_span (root), after,
                         tarn_name_span (&end), marker == NULL);
}

/**
 * tarn_walk_add_range:
 * @self: a walk that has not run
 * @after: (nullable): read names greater than this, %NULL for the beginning
 * @before: (nullable): and smaller than this, %NULL for the end of all names
 *
 * Adds an interval of names, for example a #TarnGap of an earlier walk.
 */
void
tarn_walk_add_range (TarnWalk      *self,
                     const TarnOid *after,
                     const TarnOid *before)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  tarn_walk_machine_add (&self->machine, tarn_span (NULL, 0), nullable_span (after),
                         nullable_span (before), FALSE);
}

/**
 * tarn_walk_set_get_root:
 * @self: a walk that has not run
 * @get_root: whether to ask for a root itself when nothing is below it
 *
 * On unless set: the walk of a leaf yields the leaf (rule P-WLK-06).
 */
void
tarn_walk_set_get_root (TarnWalk *self,
                        gboolean  get_root)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  self->get_root = get_root;
}

/**
 * tarn_walk_set_max_repetitions:
 * @self: a walk that has not run
 * @max_repetitions: varbinds to ask for at once, 1 to 2^31-1
 *
 * Pins the size of requests: so many from the first one on, and less only where the
 * agent cannot answer so many.  Unless set, a walk begins with 10 and goes up to 50
 * while replies stay small enough for any path (F-06, F-42).
 */
void
tarn_walk_set_max_repetitions (TarnWalk *self,
                               guint     max_repetitions)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (max_repetitions > 0 && max_repetitions <= G_MAXINT32);
  g_return_if_fail (!self->begun);

  self->machine.first_repetitions = max_repetitions;
  self->machine.max_repetitions = max_repetitions;
  self->machine.pinned = TRUE;
}

/**
 * tarn_walk_set_max_rows:
 * @self: a walk that has not run
 * @max_rows: varbinds after which the walk stops with %TARN_GAP_LIMIT; ten million
 *   unless set (rule P-WLK-08)
 */
void
tarn_walk_set_max_rows (TarnWalk *self,
                        guint64   max_rows)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  self->machine.max_rows = max_rows;
}

/**
 * tarn_walk_set_max_time_us:
 * @self: a walk that has not run
 * @max_time_us: microseconds after which the walk stops with %TARN_GAP_LIMIT; 0 for
 *   none, a day unless set (rule P-WLK-08)
 */
void
tarn_walk_set_max_time_us (TarnWalk *self,
                           gint64    max_time_us)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (max_time_us >= 0);
  g_return_if_fail (!self->begun);

  self->machine.max_time_us = max_time_us;
}

/**
 * tarn_walk_set_gentle:
 * @self: a walk that has not run
 * @gentle: whether there is never more than one request in flight
 *
 * Off unless set: then as many as the device bears without getting slower.
 */
void
tarn_walk_set_gentle (TarnWalk *self,
                      gboolean  gentle)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  self->machine.split = !gentle;
}

/**
 * tarn_walk_set_tolerate:
 * @self: a walk that has not run
 * @tolerate: whether to go on where the agent's names do not increase
 *
 * Off unless set: there the walk of that subtree stops, with a gap.  On, it goes on from the
 * name that was received last, until a name comes again (rule P-WLK-03).  Such rows may come
 * out of order, and what the agent did not show there remains a gap.
 */
void
tarn_walk_set_tolerate (TarnWalk *self,
                        gboolean  tolerate)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  self->machine.tolerate = tolerate;
}

/**
 * tarn_walk_set_keys_store:
 * @self: a walk that has not run
 * @store: (nullable): an earlier capture of the device, or of one like it
 *
 * Its names say where to cut the walk in pieces of one reply each.  Names that the device no
 * longer has, or has besides, cost requests and are not missed.
 */
void
tarn_walk_set_keys_store (TarnWalk  *self,
                          TarnStore *store)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (store == NULL || TARN_IS_STORE (store));
  g_return_if_fail (!self->begun);

  g_set_object (&self->keys_store, store);
  self->machine.keys = (TarnWalkKeys) { NULL };
  if (store != NULL)
    tarn_walk_keys_init (&self->machine.keys, store);
}

/**
 * tarn_walk_set_rows_func: (skip)
 * @self: a walk that has not run
 * @func: (nullable) (scope notified): called with the rows of each reply
 * @user_data: for @func
 * @notify: (nullable): frees @user_data
 */
void
tarn_walk_set_rows_func (TarnWalk       *self,
                         TarnRowsFunc    func,
                         gpointer        user_data,
                         GDestroyNotify  notify)
{
  GDestroyNotify old_notify;
  gpointer old_data;

  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  old_notify = self->rows_notify;
  old_data = self->rows_data;
  self->rows_func = func;
  self->rows_data = user_data;
  self->rows_notify = notify;
  if (old_notify != NULL)
    old_notify (old_data);
}

/**
 * tarn_walk_set_tell_ends:
 * @self: a walk that has not run
 * @tell_ends: whether rows also tell the exceptions that end a root
 *
 * Off unless set.  On, where the agent says that nothing more exists, its exception
 * comes as a last row, which is not counted: endOfMibView with the name that was
 * asked after, or what a GET of the root got.  The noSuchName of v1 comes as
 * endOfMibView, too.
 */
void
tarn_walk_set_tell_ends (TarnWalk *self,
                         gboolean  tell_ends)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  self->tell_ends = tell_ends;
}

/**
 * tarn_walk_set_ordered:
 * @self: a walk that has not run
 * @ordered: whether rows are told in the order of their names
 *
 * On unless set.  Several parts of the tree are read side by side, so rows arrive that
 * lie behind names still to come: they wait for those, in memory, and above some 64 MiB
 * nothing more is asked for beyond the first name that is missing.  Off, rows are told
 * as they come: in order within each call, and each once.
 */
void
tarn_walk_set_ordered (TarnWalk *self,
                       gboolean  ordered)
{
  g_return_if_fail (TARN_IS_WALK (self));
  g_return_if_fail (!self->begun);

  self->ordered = ordered;
}

TarnWalkMachine *
tarn_walk_peek_machine (TarnWalk *self)
{
  return &self->machine;
}

void
tarn_walk_settle (TarnWalk *self)
{
  TarnWalkMachine *machine = &self->machine;

  if (!machine->added)
    tarn_walk_machine_add (machine, tarn_span (NULL, 0), tarn_span (NULL, 0),
                           tarn_span (NULL, 0), FALSE);
  if (!self->get_root)
    for (guint i = 0; i < machine->roots->len; i++)
      tarn_walk_machine_root (machine, i)->get_root = FALSE;
  tarn_walk_machine_settle (machine);
}

void
tarn_walk_set_stretch_func (TarnWalk        *self,
                            TarnStretchFunc  func,
                            gpointer         user_data)
{
  self->stretch_func = func;
  self->stretch_data = user_data;
}

/**
 * tarn_walk_is_complete:
 * @self: a walk
 *
 * Returns: whether the walk has ended and nothing is missing
 */
gboolean
tarn_walk_is_complete (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), FALSE);

  return self->begun && self->task == NULL && self->machine.gaps->len == 0;
}

/**
 * tarn_walk_get_n_rows:
 * @self: a walk
 *
 * Returns: varbinds received so far
 */
guint64
tarn_walk_get_n_rows (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), 0);

  return self->machine.n_rows;
}

/**
 * tarn_walk_get_n_requests:
 * @self: a walk
 *
 * Returns: requests made so far, without the session's retransmissions
 */
guint64
tarn_walk_get_n_requests (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), 0);

  return self->n_requests;
}

/**
 * tarn_walk_get_anomalies:
 * @self: a walk
 *
 * Returns: what was tolerated in the replies so far
 */
TarnAnomalies
tarn_walk_get_anomalies (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), TARN_ANOMALY_NONE);

  return self->machine.anomalies.seen;
}

/**
 * tarn_walk_get_gaps:
 * @self: a walk
 *
 * Returns: (transfer none) (element-type TarnGap): what could not be covered, so far
 */
GPtrArray *
tarn_walk_get_gaps (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), NULL);

  return self->machine.gaps;
}

/**
 * tarn_walk_get_n_in_flight:
 * @self: a walk
 *
 * Returns: requests that wait for their answers
 */
guint
tarn_walk_get_n_in_flight (TarnWalk *self)
{
  g_return_val_if_fail (TARN_IS_WALK (self), 0);

  return self->machine.n_in_flight;
}
