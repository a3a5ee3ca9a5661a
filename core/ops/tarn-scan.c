/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-scan-private.h"

guint tarn_scan_signals[TARN_SCAN_N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnScan, tarn_scan, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (TarnScanOutcome, tarn_scan_outcome,
  G_DEFINE_ENUM_VALUE (TARN_SCAN_NONE, "none"),
  G_DEFINE_ENUM_VALUE (TARN_SCAN_ANSWERED, "answered"),
  G_DEFINE_ENUM_VALUE (TARN_SCAN_INCOMPLETE, "incomplete"),
  G_DEFINE_ENUM_VALUE (TARN_SCAN_SILENT, "silent"),
  G_DEFINE_ENUM_VALUE (TARN_SCAN_REFUSED, "refused"),
  G_DEFINE_ENUM_VALUE (TARN_SCAN_UNREACHABLE, "unreachable"),
  G_DEFINE_ENUM_VALUE (TARN_SCAN_ERROR, "error"),
  G_DEFINE_ENUM_VALUE (TARN_SCAN_STOPPED, "stopped"))

/**
 * tarn_scan_outcome_to_string:
 * @outcome: what became of a target
 *
 * Returns: one word: "answered", "silent" …
 */
const char *
tarn_scan_outcome_to_string (TarnScanOutcome outcome)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (TARN_TYPE_SCAN_OUTCOME);
  GEnumValue *value = g_enum_get_value (klass, (int) outcome);

  return value != NULL ? value->value_nick : "none";
}

static void
tarn_scan_dispose (GObject *object)
{
  TarnScan *self = TARN_SCAN (object);
  GDestroyNotify notify = g_steal_pointer (&self->func_notify);

  if (notify != NULL)
    notify (self->func_data);
  self->func = NULL;

  G_OBJECT_CLASS (tarn_scan_parent_class)->dispose (object);
}

static void
tarn_scan_finalize (GObject *object)
{
  TarnScan *self = TARN_SCAN (object);

  tarn_scan_machine_clear (&self->machine);
  tarn_scan_plan_free (self->plan);
  g_array_unref (self->found);
  g_string_free (self->target_text, TRUE);
  g_string_free (self->address_text, TRUE);

  G_OBJECT_CLASS (tarn_scan_parent_class)->finalize (object);
}

static void
tarn_scan_class_init (TarnScanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tarn_scan_dispose;
  object_class->finalize = tarn_scan_finalize;

  /**
   * TarnScan::varbinds:
   * @self: the scan
   * @target: the device, as it was given
   * @number: of the target, as given, from 0
   * @varbinds: (element-type TarnVarbind): what has arrived
   *
   * Rows as varbinds that can be kept: for bindings, and for who has time.  C programs
   * that ask many take tarn_scan_set_func().
   */
  tarn_scan_signals[TARN_SCAN_SIGNAL_VARBINDS] =
    g_signal_new ("varbinds", TARN_TYPE_SCAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT64, G_TYPE_PTR_ARRAY);

  /**
   * TarnScan::ended:
   * @self: the scan
   * @target: the device, as it was given
   * @number: of the target, as given, from 0
   * @outcome: what became of it
   * @error: (nullable): why that is not %TARN_SCAN_ANSWERED
   *
   * A target has ended.
   */
  tarn_scan_signals[TARN_SCAN_SIGNAL_ENDED] =
    g_signal_new ("ended", TARN_TYPE_SCAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_UINT64, TARN_TYPE_SCAN_OUTCOME,
                  G_TYPE_ERROR);
}

static void
tarn_scan_init (TarnScan *self)
{
  self->plan = tarn_scan_plan_new ();
  tarn_scan_machine_init (&self->machine, g_random_int ());
  self->rate = -1;
  self->found = g_array_new (FALSE, FALSE, sizeof (TarnScanFound));
  self->target_text = g_string_new (NULL);
  self->address_text = g_string_new (NULL);
}

/**
 * tarn_scan_new:
 *
 * A scan without OIDs and tables finds out which targets answer.
 *
 * Returns: (transfer full): a scan that has not run
 */
TarnScan *
tarn_scan_new (void)
{
  return g_object_new (TARN_TYPE_SCAN, NULL);
}

/**
 * tarn_scan_add_target:
 * @self: a scan that has not run
 * @spec: a name or an address, "10.0.0.0/24", "10.0.0.1-20", "10.0.0.1-10.0.1.20",
 *   "[2001:db8::/120]", each with or without a port behind a colon
 * @error: %TARN_ERROR_INVALID
 *
 * Adds targets.  Each address is asked once, however often it was given.
 *
 * Returns: whether @spec was understood
 */
gboolean
tarn_scan_add_target (TarnScan    *self,
                      const char  *spec,
                      GError     **error)
{
  g_return_val_if_fail (TARN_IS_SCAN (self), FALSE);
  g_return_val_if_fail (spec != NULL, FALSE);
  g_return_val_if_fail (!self->begun, FALSE);

  return tarn_scan_plan_add (self->plan, spec, error);
}

/**
 * tarn_scan_add_file:
 * @self: a scan that has not run
 * @path: (type filename): a file with one target a line, as for tarn_scan_add_target();
 *   "-" is standard input
 * @error: a #GFileError, or %TARN_ERROR_INVALID with file and line
 *
 * Adds targets; empty lines and what stands behind # are left out.
 *
 * Returns: whether all lines were understood
 */
gboolean
tarn_scan_add_file (TarnScan    *self,
                    const char  *path,
                    GError     **error)
{
  g_return_val_if_fail (TARN_IS_SCAN (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (!self->begun, FALSE);

  return tarn_scan_plan_add_file (self->plan, path, error);
}

/**
 * tarn_scan_shuffle:
 * @self: a scan that has not run, all targets added
 * @seed: the same one yields the same order
 *
 * Spreads the order over all networks, so that none of them gets everything at once
 * (F-74).
 */
void
tarn_scan_shuffle (TarnScan *self,
                   guint32   seed)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (!self->begun);

  tarn_scan_plan_shuffle (self->plan, seed);
}

/**
 * tarn_scan_get_n_targets:
 * @self: a scan
 *
 * Returns: how many targets there are
 */
guint64
tarn_scan_get_n_targets (TarnScan *self)
{
  g_return_val_if_fail (TARN_IS_SCAN (self), 0);

  return tarn_scan_plan_get_size (self->plan);
}

/**
 * tarn_scan_get_n_duplicates:
 * @self: a scan
 *
 * Returns: how many targets were given more than once
 */
guint64
tarn_scan_get_n_duplicates (TarnScan *self)
{
  g_return_val_if_fail (TARN_IS_SCAN (self), 0);

  return tarn_scan_plan_get_n_duplicates (self->plan);
}

/**
 * tarn_scan_dup_state:
 * @self: a scan, which may be running
 *
 * Returns: (transfer full): which targets have ended, and the order, as a line of text
 *   for tarn_scan_set_state()
 */
char *
tarn_scan_dup_state (TarnScan *self)
{
  g_return_val_if_fail (TARN_IS_SCAN (self), NULL);

  return tarn_scan_plan_dup_state (self->plan);
}

/**
 * tarn_scan_set_state:
 * @self: a scan that has not run, with the targets of an earlier one
 * @state: what tarn_scan_dup_state() of that one returned
 * @error: %TARN_ERROR_INVALID: this is no state, or that of other targets
 *
 * Goes on where an earlier scan has ended, in its order.
 *
 * Returns: whether that is possible
 */
gboolean
tarn_scan_set_state (TarnScan    *self,
                     const char  *state,
                     GError     **error)
{
  g_return_val_if_fail (TARN_IS_SCAN (self), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);
  g_return_val_if_fail (!self->begun, FALSE);

  return tarn_scan_plan_set_state (self->plan, state, error);
}

/**
 * tarn_scan_add_oid:
 * @self: a scan that has not run
 * @oid: an instance, such as sysName.0
 *
 * Asks each device for @oid.
 */
void
tarn_scan_add_oid (TarnScan      *self,
                   const TarnOid *oid)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (oid != NULL);
  g_return_if_fail (!self->begun);

  tarn_scan_question_add_name (&self->machine.question, oid);
}

/**
 * tarn_scan_add_table:
 * @self: a scan that has not run
 * @root: a table, a column, or any subtree
 *
 * Asks each device for all that is below @root.
 */
void
tarn_scan_add_table (TarnScan      *self,
                     const TarnOid *root)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (root != NULL);
  g_return_if_fail (!self->begun);

  tarn_scan_question_add_table (&self->machine.question, root);
}

/**
 * tarn_scan_add_credential:
 * @self: a scan that has not run
 * @version: of the messages
 * @community: its octets, any; 16,384 at most
 *
 * Tries this with devices that are silent to all credentials that were added before.
 * With none at all, a scan tries "public" with %TARN_VERSION_2C.  At most 255.
 */
void
tarn_scan_add_credential (TarnScan    *self,
                          TarnVersion  version,
                          GBytes      *community)
{
  const guint8 *octets;
  gsize len;

  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (version == TARN_VERSION_1 || version == TARN_VERSION_2C);
  g_return_if_fail (community != NULL);
  g_return_if_fail (g_bytes_get_size (community) <= TARN_SCAN_MAX_COMMUNITY);
  g_return_if_fail (!self->begun);
  g_return_if_fail (self->machine.question.credentials->len < TARN_SCAN_MAX_CREDENTIALS);

  octets = g_bytes_get_data (community, &len);
  tarn_scan_question_add_credential (&self->machine.question, version, tarn_span (octets, len));
}

/**
 * tarn_scan_set_discover:
 * @self: a scan that has not run
 * @discover: whether to find out no more than which targets answer
 *
 * On, OIDs and tables are not asked for, but sysUpTime and sysName.
 */
void
tarn_scan_set_discover (TarnScan *self,
                        gboolean  discover)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (!self->begun);

  self->machine.question.discover = discover;
}

/**
 * tarn_scan_set_rate:
 * @self: a scan that has not run
 * @rate: datagrams a second, to whatever address; 0: no limit
 *
 * Unless set: 2,000 a second, and to loopback addresses without limit (F-74).
 */
void
tarn_scan_set_rate (TarnScan *self,
                    guint     rate)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (rate <= G_MAXINT);
  g_return_if_fail (!self->begun);

  self->rate = (int) rate;
}

/**
 * tarn_scan_set_max_in_flight:
 * @self: a scan that has not run
 * @max_in_flight: requests that may await an answer at the same time, at most; 1,024
 *   unless set
 *
 * The scan finds out how many do no harm.  A request does not count for longer than
 * answers usually take: silent targets do not hold up the others.
 */
void
tarn_scan_set_max_in_flight (TarnScan *self,
                             guint     max_in_flight)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (max_in_flight > 0);
  g_return_if_fail (!self->begun);

  self->machine.pace.max_window = max_in_flight;
}

/**
 * tarn_scan_set_timeout_us:
 * @self: a scan that has not run
 * @timeout_us: how long to wait for the first answer of a device, each time; 1.5
 *   seconds unless set (F-64)
 *
 * A device that has answered is given as much time as it takes, and more tries.
 */
void
tarn_scan_set_timeout_us (TarnScan *self,
                          gint64    timeout_us)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (timeout_us > 0);
  g_return_if_fail (!self->begun);

  self->machine.timeout_us = timeout_us;
}

/**
 * tarn_scan_set_tries:
 * @self: a scan that has not run
 * @tries: how often a device is asked, with each credential, before it counts as
 *   silent, 1 to 100; 2 unless set (F-64)
 */
void
tarn_scan_set_tries (TarnScan *self,
                     guint     tries)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (tries > 0 && tries <= 100);
  g_return_if_fail (!self->begun);

  self->machine.tries = tries;
}

/**
 * tarn_scan_set_max_rows:
 * @self: a scan that has not run
 * @max_rows: varbinds after which the tables of a device end with %TARN_GAP_LIMIT
 *   (rule P-WLK-08)
 */
void
tarn_scan_set_max_rows (TarnScan *self,
                        guint     max_rows)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (!self->begun);

  self->machine.max_rows = max_rows;
}

/**
 * tarn_scan_set_func: (skip)
 * @self: a scan that has not run
 * @func: (nullable) (scope notified): called with all there is to tell
 * @user_data: for @func
 * @notify: (nullable): frees @user_data
 */
void
tarn_scan_set_func (TarnScan       *self,
                    TarnScanFunc    func,
                    gpointer        user_data,
                    GDestroyNotify  notify)
{
  GDestroyNotify old_notify;
  gpointer old_data;

  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (!self->begun);

  old_notify = self->func_notify;
  old_data = self->func_data;
  self->func = func;
  self->func_data = user_data;
  self->func_notify = notify;
  if (old_notify != NULL)
    old_notify (old_data);
}

/**
 * tarn_scan_get_counts:
 * @self: a scan
 * @counts: (out caller-allocates): where it stands
 */
void
tarn_scan_get_counts (TarnScan       *self,
                      TarnScanCounts *counts)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (counts != NULL);

  *counts = self->machine.counts;
  counts->n_targets = tarn_scan_plan_get_size (self->plan);
  counts->n_done = tarn_scan_plan_get_n_done (self->plan);
  counts->window = tarn_scan_pace_get_window (&self->machine.pace);
}
