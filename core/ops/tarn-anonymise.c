/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * All is read several times: what is a secret by type, place or form is collected first,
 * then where else these are, again while that finds more; then the store is written, and
 * looked through.  Memory holds the secrets, not the varbinds.
 */
#include "ops/tarn-anonymise-private.h"

#include "base/tarn-error.h"
#include "base/tarn-tlv.h"

#define MAX_ROUNDS     4
#define OBJECT_ARCS    11    /* of an object that no fact tells of, for the report */

struct _TarnAnonymiser
{
  GObject    parent_instance;

  char      *key;
  GPtrArray *others;     /* TarnStore                        */

  TarnVisit  visit;      /* of the last run, for its mapping */
};

G_DEFINE_FINAL_TYPE (TarnAnonymiser, tarn_anonymiser, G_TYPE_OBJECT)

static void
tarn_anonymiser_finalize (GObject *object)
{
  TarnAnonymiser *self = TARN_ANONYMISER (object);

  tarn_visit_clear (&self->visit);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (tarn_anonymiser_parent_class)->finalize (object);
}

static void
tarn_anonymiser_class_init (TarnAnonymiserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_anonymiser_finalize;
}

static void
tarn_anonymiser_init (TarnAnonymiser *self)
{
  self->others = g_ptr_array_new_with_free_func (g_object_unref);
  tarn_visit_init (&self->visit);
}

/**
 * tarn_anonymiser_new:
 *
 * Returns: (transfer full): an anonymiser that replaces by chance
 */
TarnAnonymiser *
tarn_anonymiser_new (void)
{
  return g_object_new (TARN_TYPE_ANONYMISER, NULL);
}

/**
 * tarn_anonymiser_set_key:
 * @self: an anonymiser
 * @key: (nullable): a text that is kept secret
 *
 * With a key, the same is replaced by the same in each run over the same stores, and
 * nearly always where little has changed in them: what stands for an address depends on
 * the others beside it, since their order is kept.
 */
void
tarn_anonymiser_set_key (TarnAnonymiser *self,
                         const char     *key)
{
  g_return_if_fail (TARN_IS_ANONYMISER (self));

  g_free (self->key);
  self->key = g_strdup (key);
}

/**
 * tarn_anonymiser_add_other:
 * @self: an anonymiser
 * @store: a store of the same network
 *
 * What is a secret in @store is one in the store that is anonymised.  With the same key
 * and the same stores, whichever of them is anonymised, the same is replaced by the same.
 */
void
tarn_anonymiser_add_other (TarnAnonymiser *self,
                           TarnStore      *store)
{
  g_return_if_fail (TARN_IS_ANONYMISER (self));
  g_return_if_fail (TARN_IS_STORE (store));

  g_ptr_array_add (self->others, g_object_ref (store));
}

/* How often an object was touched. */
typedef struct
{
  guint64 n_values;
  guint64 n_names;
} Touched;

typedef struct
{
  TarnVisit           *visit;
  TarnStore           *out;
  TarnBatch           *batch;
  TarnAnonymiseReport *report;
  GHashTable          *touched;    /* OID as text → Touched         */
  GCancellable        *cancellable;

  TarnName             last;       /* written last: names ascend    */
  GByteArray          *tlv;
} Run;

static gboolean
collect_row (TarnStore      *store,
             const TarnRow  *row,
             gpointer        user_data,
             GError        **error)
{
  Run *self = user_data;
  TarnName ignored;

  tarn_visit_oid (self->visit, row->name, &ignored);
  tarn_visit_value (self->visit, store, row);
  return TRUE;
}

static gboolean
is_cancelled (gpointer   user_data,
              GError   **error)
{
  Run *self = user_data;

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
read_all (Run              *self,
          const GPtrArray  *stores,
          TarnPhase         phase,
          GError          **error)
{
  self->visit->secrets->phase = phase;
  for (guint i = 0; i < stores->len; i++)
    {
      tarn_visit_meta (self->visit, stores->pdata[i], NULL);
      if (!tarn_each_row (stores->pdata[i], tarn_span (NULL, 0), collect_row, is_cancelled, self,
                          error))
        return FALSE;
    }

  return TRUE;
}

/* As long as that finds more: an index, believed to hold addresses, tells of others. */
static gboolean
collect (Run              *self,
         const GPtrArray  *stores,
         GError          **error)
{
  TarnVisit *visit = self->visit;
  guint n_new = 1;

  if (!read_all (self, stores, TARN_PHASE_COLLECT, error))
    return FALSE;

  for (guint round = 0; n_new > 0; round++)
    {
      g_autoptr(GError) local_error = NULL;

      if (!read_all (self, stores, TARN_PHASE_MATCH, error))
        return FALSE;
      if (round == MAX_ROUNDS)
        break;
      n_new = tarn_guesses_judge (visit->guesses, visit->secrets, stores, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      n_new += tarn_secrets_settle (visit->secrets);
    }

  return TRUE;
}

/* The content under the header of @row, which keeps its form as far as the length lets
 * it: a long form stays as long, what promises an octet too many still does. */
static TarnSpan
make_tlv (Run           *self,
          const TarnRow *row)
{
  const GByteArray *content = self->visit->content;
  TarnSpan old = tarn_row_content (row);
  gsize promised = content->len + (row->anomalies & TARN_ANOMALY_STRING_CLAMPED ? 1 : 0);
  guint8 header[6] = { 0 };
  gsize header_len = MAX (row->header_len, tarn_tlv_header_size (promised));

  g_byte_array_set_size (self->tlv, 0);
  if (content->len == old.len || row->anomalies & TARN_ANOMALY_BAD_VALUE
      || header_len > sizeof header)
    {
      g_byte_array_append (self->tlv, row->tlv.data, row->header_len);
    }
  else
    {
      if (header_len == 2)
        {
          tarn_tlv_put_header (header, row->tag, promised);
        }
      else
        {
          header[0] = row->tag;
          header[1] = (guint8) (0x80 | (header_len - 2));
          for (gsize i = header_len - 1, rest = promised; i >= 2; i--, rest >>= 8)
            header[i] = (guint8) rest;
        }
      g_byte_array_append (self->tlv, header, (guint) header_len);
    }
  g_byte_array_append (self->tlv, content->data, content->len);

  return tarn_span (self->tlv->data, self->tlv->len);
}

static void
touch (Run           *self,
       const TarnRow *row,
       gboolean       value,
       gboolean       name)
{
  const TarnVisit *visit = self->visit;
  const TarnObject *object = tarn_objects_find (visit->arcs, visit->n_arcs);
  guint n_arcs = MIN (object != NULL ? object->n_arcs + 1 : OBJECT_ARCS, visit->n_arcs);
  char text[TARN_NAME_MAX_TEXT];
  Touched *touched;
  TarnName prefix;

  if (!tarn_name_from_arcs (&prefix, visit->arcs, n_arcs))
    return;
  tarn_name_to_text (tarn_name_span (&prefix), text);
  touched = g_hash_table_lookup (self->touched, text);
  if (touched == NULL)
    {
      touched = g_new0 (Touched, 1);
      g_hash_table_insert (self->touched, g_strdup (text), touched);
    }
  touched->n_values += value;
  touched->n_names += name;
}

static gboolean
write_row (TarnStore      *store,
           const TarnRow  *row,
           gpointer        user_data,
           GError        **error)
{
  Run *self = user_data;
  TarnAnonymiseReport *report = self->report;
  gboolean name_changed, value_changed;
  TarnRow made = { 0 };
  TarnName name;
  TarnSpan tlv;

  tarn_visit_oid (self->visit, row->name, &name);
  tarn_visit_value (self->visit, store, row);
  tlv = make_tlv (self, row);
  tarn_row_set_tlv (&made, tlv);
  made.name = tarn_name_span (&name);

  /* Cannot be, as tarn-anonymise-index.c shows; a capture that lacks a varbind would be
   * worse than none. */
  if (self->last.len > 0 && tarn_name_compare (tarn_name_span (&self->last), made.name) >= 0)
    {
      char text[TARN_NAME_MAX_TEXT];

      tarn_name_to_text (row->name, text);
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                   "what stands for %s does not follow what stands for the OID before it", text);
      return FALSE;
    }
  self->last = name;
  tarn_batch_put_row (self->batch, &made);

  name_changed = !tarn_span_equal (row->name, made.name);
  value_changed = !tarn_span_equal (row->tlv, tlv);
  report->n_varbinds++;
  report->n_changed += name_changed || value_changed;
  report->n_resized += tlv.len != row->tlv.len && row->tag != TARN_KIND_OBJECT_ID;
  report->n_texts += self->visit->is_text && !value_changed;
  if (name_changed || value_changed)
    touch (self, row, value_changed, name_changed);
  return TRUE;
}

static gboolean
flush (gpointer   user_data,
       GError   **error)
{
  Run *self = user_data;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
      || !tarn_store_apply (self->out, self->batch, error))
    return FALSE;

  tarn_batch_clear (self->batch);
  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const char *x = *(const char *const *) a;
  const char *y = *(const char *const *) b;
  TarnName left, right;

  tarn_name_parse (&left, x, strlen (x));
  tarn_name_parse (&right, y, strlen (y));
  return tarn_name_compare (tarn_name_span (&left), tarn_name_span (&right));
}

static void
fill_report (Run *self)
{
  guint n_names;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (self->touched, &n_names);
  TarnSecrets *secrets = self->visit->secrets;

  qsort (names, n_names, sizeof names[0], compare_names);
  for (guint i = 0; i < n_names; i++)
    {
      const Touched *touched = g_hash_table_lookup (self->touched, names[i]);

      g_ptr_array_add (self->report->objects,
                       g_strdup_printf ("%s: %" G_GUINT64_FORMAT " values, %" G_GUINT64_FORMAT
                                        " indices", (const char *) names[i],
                                        touched->n_values, touched->n_names));
    }

  for (TarnSecretKind kind = 0; kind < TARN_N_SECRETS; kind++)
    {
      const guint64 *n = secrets->n_replaced[kind];

      if (n[0] + n[1] > 0)
        g_ptr_array_add (self->report->kinds,
                         g_strdup_printf ("%s: %" G_GUINT64_FORMAT " of them, in %"
                                          G_GUINT64_FORMAT " places of values and %"
                                          G_GUINT64_FORMAT " of indices",
                                          tarn_secret_kind_to_string (kind),
                                          tarn_secrets_count (secrets, kind), n[0], n[1]));
    }
  self->report->n_versions = secrets->n_versions;
}

/* Of addresses that fill a range without a hole, each has to stay where it is. */
static void
tell_stuck (TarnSecrets         *secrets,
            TarnAnonymiseReport *report)
{
  guint n = tarn_secrets_get_n_stuck (secrets);

  if (n == 0)
    return;
  report->n_left += n;
  g_ptr_array_add (report->left,
                   g_strdup_printf ("%u addresses lie so close together that nothing else could "
                                    "stand for them in the same order", n));
}

static gboolean
write_all (Run        *self,
           TarnStore  *in,
           GError    **error)
{
  self->visit->secrets->phase = TARN_PHASE_REPLACE;
  if (!tarn_each_row (in, tarn_span (NULL, 0), write_row, flush, self, error))
    return FALSE;

  tarn_visit_meta (self->visit, in, self->batch);
  return tarn_store_apply (self->out, self->batch, error);
}

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->tlv, g_byte_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->batch, tarn_batch_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
run (TarnAnonymiser       *self,
     TarnStore            *in,
     TarnStore            *out,
     TarnAnonymiseReport  *report,
     GCancellable         *cancellable,
     GError              **error)
{
  g_autoptr(TarnDraw) draw = tarn_draw_new (self->key);
  g_autoptr(GPtrArray) stores = g_ptr_array_copy (self->others, NULL, NULL);
  g_auto(Run) state = { &self->visit, out, tarn_batch_new (), report };
  guint64 serial = tarn_store_get_serial (in);

  state.touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  state.cancellable = cancellable;
  state.tlv = g_byte_array_new ();
  g_ptr_array_set_free_func (stores, NULL);
  g_ptr_array_add (stores, in);

  if (!collect (&state, stores, error))
    return FALSE;
  tarn_secrets_build (self->visit.secrets, draw);
  if (!write_all (&state, in, error))
    return FALSE;

  if (serial != tarn_store_get_serial (in) || self->visit.secrets->n_unknown > 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                   "it was written meanwhile, and what came in may not have been replaced; "
                   "try again when nothing is mirrored, imported or set there");
      return FALSE;
    }

  fill_report (&state);
  tell_stuck (self->visit.secrets, report);
  return tarn_anonymise_check (self->visit.secrets, out, report, error);
}

/**
 * tarn_anonymiser_run:
 * @self: an anonymiser
 * @in: a store; it is not changed
 * @out: an empty store
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for an error
 *
 * Fills @out with what stands for @in: as many varbinds, in the same order, of the same
 * types, and as long but where an address is written as text.  At the end all of @out is
 * looked through for what was replaced; see @n_left of the report.
 *
 * It blocks, and fails with %TARN_ERROR_STORE_BUSY if @in is written meanwhile: then
 * what is in @out is of no use.
 *
 * Returns: (transfer full): what was done, or %NULL with @error
 */
TarnAnonymiseReport *
tarn_anonymiser_run (TarnAnonymiser  *self,
                     TarnStore       *in,
                     TarnStore       *out,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr(TarnAnonymiseReport) report = NULL;

  g_return_val_if_fail (TARN_IS_ANONYMISER (self), NULL);
  g_return_val_if_fail (TARN_IS_STORE (in), NULL);
  g_return_val_if_fail (TARN_IS_STORE (out) && out != in, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  if (tarn_store_count (out, NULL, error) > 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "what is to hold the anonymised varbinds is not empty");
      return NULL;
    }

  tarn_visit_clear (&self->visit);
  tarn_visit_init (&self->visit);
  report = tarn_anonymise_report_new ();
  return run (self, in, out, report, cancellable, error) ? g_steal_pointer (&report) : NULL;
}

/**
 * tarn_anonymiser_dup_mapping:
 * @self: an anonymiser that has run
 *
 * Tells what stands for what, a line for each address and name: a word for the kind
 * (ipv4, ipv6, mac, engine, host, person, place, serial, name, label), the original and
 * what stands for it, with tabulators between them.  Names are in lower case; engine IDs
 * in hex, filled up with zeros.
 *
 * Returns: (transfer full): the lines; whoever has them can undo the anonymisation
 */
char *
tarn_anonymiser_dup_mapping (TarnAnonymiser *self)
{
  g_return_val_if_fail (TARN_IS_ANONYMISER (self), NULL);

  return tarn_secrets_dup_mapping (self->visit.secrets);
}
