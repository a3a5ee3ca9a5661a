/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-lint-private.h"

#include "ops/tarn-mirror.h"

G_DEFINE_BOXED_TYPE (TarnLintFinding, tarn_lint_finding, tarn_lint_finding_copy,
                     tarn_lint_finding_free)
G_DEFINE_BOXED_TYPE (TarnLintReport, tarn_lint_report, tarn_lint_report_copy,
                     tarn_lint_report_free)

static const struct { const char *name; TarnLintSeverity severity; } rules[] = {
  [TARN_LINT_TYPE] = { "type", TARN_LINT_ERROR },
  [TARN_LINT_RANGE] = { "range", TARN_LINT_ERROR },
  [TARN_LINT_SIZE] = { "size", TARN_LINT_ERROR },
  [TARN_LINT_LABEL] = { "enumeration", TARN_LINT_ERROR },
  [TARN_LINT_CONVENTION] = { "convention", TARN_LINT_ERROR },
  [TARN_LINT_UNREADABLE] = { "unreadable", TARN_LINT_ERROR },
  [TARN_LINT_ACCESS] = { "access", TARN_LINT_ERROR },
  [TARN_LINT_INSTANCE] = { "instance", TARN_LINT_ERROR },
  [TARN_LINT_INDEX] = { "index", TARN_LINT_ERROR },
  [TARN_LINT_INDEX_VALUE] = { "index-value", TARN_LINT_ERROR },
  [TARN_LINT_ORDER] = { "order", TARN_LINT_ERROR },
  [TARN_LINT_WIRE] = { "message", TARN_LINT_WARNING },
  [TARN_LINT_GAP] = { "gap", TARN_LINT_WARNING },
  [TARN_LINT_MISSING] = { "missing", TARN_LINT_WARNING },
  [TARN_LINT_HOLE] = { "hole", TARN_LINT_NOTE },
  [TARN_LINT_COLUMN] = { "unknown-column", TARN_LINT_WARNING },
  [TARN_LINT_UNKNOWN] = { "unknown", TARN_LINT_NOTE },
};

/**
 * tarn_lint_rule_to_string:
 * @rule: what is wrong
 *
 * Returns: a word for programs and people: "enumeration"
 */
const char *
tarn_lint_rule_to_string (TarnLintRule rule)
{
  return rule < G_N_ELEMENTS (rules) ? rules[rule].name : "?";
}

/**
 * tarn_lint_severity_to_string:
 * @severity: how bad it is
 *
 * Returns: "error", "warning" or "note"
 */
const char *
tarn_lint_severity_to_string (TarnLintSeverity severity)
{
  static const char *const words[] = { "note", "warning", "error" };

  return severity < G_N_ELEMENTS (words) ? words[severity] : "?";
}

/**
 * tarn_lint_finding_copy:
 * @self: a finding
 *
 * Returns: (transfer full): a copy
 */
TarnLintFinding *
tarn_lint_finding_copy (const TarnLintFinding *self)
{
  TarnLintFinding *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnLintFinding, 1);
  *copy = *self;
  copy->object = g_strdup (self->object);
  copy->oid = self->oid != NULL ? tarn_oid_ref (self->oid) : NULL;
  copy->text = g_strdup (self->text);
  return copy;
}

/**
 * tarn_lint_finding_free:
 * @self: (transfer full) (nullable): a finding
 */
void
tarn_lint_finding_free (TarnLintFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->object);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_free (self->text);
  g_free (self);
}

static gpointer
copy_finding (gconstpointer finding,
              gpointer      data)
{
  return tarn_lint_finding_copy (finding);
}

/**
 * tarn_lint_report_copy:
 * @self: a report
 *
 * Returns: (transfer full): a copy
 */
TarnLintReport *
tarn_lint_report_copy (const TarnLintReport *self)
{
  TarnLintReport *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnLintReport, 1);
  *copy = *self;
  copy->findings = g_ptr_array_copy (self->findings, copy_finding, NULL);
  g_ptr_array_set_free_func (copy->findings, (GDestroyNotify) tarn_lint_finding_free);
  return copy;
}

/**
 * tarn_lint_report_free:
 * @self: (transfer full) (nullable): a report
 */
void
tarn_lint_report_free (TarnLintReport *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->findings);
  g_free (self);
}

static char *
dup_object_name (TarnLint *self,
                 guint32   id)
{
  TarnMibObject object;

  if (!tarn_mib_image_get_object (self->image, id, &object))
    return NULL;

  return g_strdup_printf ("%s::%s", object.module, object.name);
}

void
tarn_lint_tell (TarnLint     *self,
                TarnLintRule  rule,
                guint32       object,
                TarnSpan      name,
                guint64       count,
                const char   *format,
                ...)
{
  gint64 key = (gint64) rule << 32 | object;
  TarnLintFinding *finding = object != TARN_MIB_NONE
                             ? g_hash_table_lookup (self->findings, &key) : NULL;
  va_list args;

  if (finding != NULL)
    {
      finding->count += count;
      return;
    }

  finding = g_new0 (TarnLintFinding, 1);
  finding->rule = rule;
  finding->severity = rules[rule].severity;
  finding->object = dup_object_name (self, object);
  finding->oid = name.len > 0 ? tarn_oid_new_name (name) : NULL;
  finding->count = count;
  va_start (args, format);
  finding->text = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (self->report->findings, finding);
  if (object != TARN_MIB_NONE)
    g_hash_table_insert (self->findings, g_memdup2 (&key, sizeof key), finding);
}

/* --- the device's own story ---------------------------------------------------------------- */

static void
check_mirror (TarnLint *self)
{
  g_autoptr(TarnMirrorInfo) mirror = tarn_mirror_info_read (self->store);

  if (mirror == NULL)
    return;

  for (guint i = 0; i < mirror->anomaly_counts->len; i++)
    {
      const TarnAnomalyCount *count = mirror->anomaly_counts->pdata[i];
      g_autofree char *name = tarn_anomalies_to_string (count->anomaly);

      tarn_lint_tell (self, count->anomaly == TARN_ANOMALY_NOT_INCREASING ? TARN_LINT_ORDER
                                                                          : TARN_LINT_WIRE,
                      TARN_MIB_NONE,
                      count->oid != NULL ? tarn_oid_span (count->oid) : tarn_span (NULL, 0),
                      count->count, "tolerated while the device was read: %s", name);
    }

  for (guint i = 0; i < mirror->gaps->len; i++)
    {
      const TarnGap *gap = mirror->gaps->pdata[i];
      g_autofree char *text = tarn_gap_to_string (gap);

      tarn_lint_tell (self, TARN_LINT_GAP, TARN_MIB_NONE,
                      gap->after != NULL ? tarn_oid_span (gap->after) : tarn_span (NULL, 0), 1,
                      "could not be read: %s", text);
    }
}

/* --- the pass ------------------------------------------------------------------------------ */

/* Which part of the index of its row the column @id is. */
static guint
find_own_part (TarnLint *self,
               guint32   id,
               guint32   row,
               guint     n_parts)
{
  for (guint i = 0; i < tarn_mib_image_get_n_members (self->image, row); i++)
    if (tarn_mib_image_get_member (self->image, row, i) == id)
      return MIN (i, n_parts);

  return n_parts;
}

static guint64 *
get_counter (TarnLint *self,
             guint32   object)
{
  guint64 *count = g_hash_table_lookup (self->counts, GUINT_TO_POINTER (object));

  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (self->counts, GUINT_TO_POINTER (object), count);
    }

  return count;
}

static gboolean
has_instances (const TarnMibObject *object)
{
  return object->kind == TARN_MIB_KIND_COLUMN || object->kind == TARN_MIB_KIND_SCALAR;
}

/* FALSE: no module defines anything above @name.  A name for an instance, such as
 * sysUpTimeInstance, is passed over. */
static gboolean
find_object (TarnLint *self,
             TarnSpan  name)
{
  TarnLintObject *here = &self->here;
  TarnMibObject above;
  gsize n_octets;
  guint32 id = tarn_mib_image_find_nearest (self->image, name, &n_octets);

  here->name.len = 0;
  if (tarn_mib_image_get_object (self->image, tarn_mib_image_get_parent (self->image, id), &above)
      && has_instances (&above))
    id = above.id;
  if (id == TARN_MIB_NONE || !tarn_mib_image_get_object (self->image, id, &here->object))
    return FALSE;

  tarn_mib_image_get_name (self->image, id, &here->name);
  here->has_syntax = tarn_mib_image_get_syntax (self->image, id, &here->syntax);
  here->row = here->object.kind == TARN_MIB_KIND_COLUMN
              ? tarn_mib_image_get_row (self->image, id) : TARN_MIB_NONE;
  here->n_parts = here->row != TARN_MIB_NONE
                  ? tarn_mib_image_get_index (self->image, here->row, here->parts) : 0;
  here->own_part = find_own_part (self, id, here->row, here->n_parts);
  here->count = has_instances (&here->object) ? get_counter (self, id) : NULL;
  return TRUE;
}

/* Below a scalar or a column nothing else can be defined. */
static gboolean
is_below_here (const TarnLintObject *here,
               TarnSpan              name)
{
  return here->name.len > 0 && here->count != NULL
         && tarn_name_has_prefix (name, tarn_name_span (&here->name));
}

static void
check_rows (TarnLint  *self,
            GError   **error)
{
  TarnCursor cursor;

  tarn_cursor_init (&cursor, self->store);
  for (gboolean at = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); at;
       at = tarn_cursor_next (&cursor))
    {
      self->report->n_rows++;
      if (is_below_here (&self->here, cursor.row.name) || find_object (self, cursor.row.name))
        tarn_lint_check_row (self, &cursor.row);
    }

  if (cursor.error != NULL)
    g_propagate_error (error, g_error_copy (cursor.error));
  tarn_cursor_clear (&cursor);
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const TarnLintFinding *one = *(TarnLintFinding *const *) a;
  const TarnLintFinding *two = *(TarnLintFinding *const *) b;

  if (one->severity != two->severity)
    return one->severity > two->severity ? -1 : 1;
  if (one->oid != NULL && two->oid != NULL && !tarn_oid_equal (one->oid, two->oid))
    return tarn_oid_compare (one->oid, two->oid);
  if ((one->oid == NULL) != (two->oid == NULL))
    return one->oid == NULL ? -1 : 1;

  return (int) one->rule - (int) two->rule;
}

static void
conclude (TarnLintReport *report)
{
  g_ptr_array_sort (report->findings, compare_findings);
  for (guint i = 0; i < report->findings->len; i++)
    switch (((const TarnLintFinding *) report->findings->pdata[i])->severity)
      {
      case TARN_LINT_ERROR:
        report->n_errors++;
        break;

      case TARN_LINT_WARNING:
        report->n_warnings++;
        break;

      case TARN_LINT_NOTE:
      default:
        report->n_notes++;
        break;
      }
}

/**
 * tarn_lint_store:
 * @store: what a device holds: a capture, mostly
 * @mib: the modules that it should obey
 * @error: return location
 *
 * Compares all varbinds with what the modules say: types, ranges, sizes, enumerations,
 * indices, what is there and should not be, what is missing; and tells what was noticed
 * while the device was read.  Takes a second for some million varbinds; others wait with
 * their commits meanwhile.
 *
 * Returns: (transfer full): what was found, or %NULL with @error set if the store is busy or
 *   damaged
 */
TarnLintReport *
tarn_lint_store (TarnStore  *store,
                 TarnMib    *mib,
                 GError    **error)
{
  g_autoptr(TarnLintReport) report = NULL;
  TarnLint self = { .store = store };
  GError *failure = NULL;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);
  g_return_val_if_fail (TARN_IS_MIB (mib), NULL);

  if (!tarn_store_begin_read (store, error))
    return NULL;

  report = g_new0 (TarnLintReport, 1);
  report->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_lint_finding_free);
  self.image = tarn_mib_get_image (mib);
  self.report = report;
  self.findings = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.counts = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  check_mirror (&self);
  check_rows (&self, &failure);
  tarn_store_end_read (store);
  tarn_lint_check_absent (&self);
  conclude (report);
  g_hash_table_unref (self.findings);
  g_hash_table_unref (self.counts);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&report);
}
