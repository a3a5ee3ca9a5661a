/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-node-value.h"

#include "base/tarn-error.h"
#include "base/tarn-value-private.h"
#include "mib/tarn-mib-cursor.h"
#include "mib/tarn-mib-index.h"
#include "mib/tarn-mib-private.h"
#include "mib/tarn-mib-value.h"

/* The index of a row, and where the arcs of an instance begin. */
typedef struct
{
  TarnMib          *mib;
  guint             n_parts;
  TarnMibIndexPart  parts[TARN_MIB_MAX_INDEX];
  TarnName          row;
  guint             n_arcs;
  guint32           arcs[TARN_NAME_MAX_ARCS];
  TarnMibIndex      index;
} Instance;

static gboolean
instance_init (Instance           *self,
               const TarnMibNode  *node,
               GError            **error)
{
  TarnMibImage *image = tarn_mib_node_get_image (node);
  guint32 row = tarn_mib_image_get_row (image, tarn_mib_node_get_id (node));

  self->mib = tarn_mib_node_get_mib (node);
  self->n_parts = row != TARN_MIB_NONE ? tarn_mib_image_get_index (image, row, self->parts) : 0;
  if (self->n_parts == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s has no index that is known",
                   tarn_mib_node_get_name (node));
      return FALSE;
    }

  tarn_mib_image_get_name (image, row, &self->row);
  return TRUE;
}

/* Behind the row comes the column, and behind that the index. */
static gboolean
instance_decode (Instance           *self,
                 const TarnMibNode  *node,
                 const TarnOid      *oid,
                 GError            **error)
{
  TarnSpan name = tarn_oid_span (oid);
  guint32 all[TARN_NAME_MAX_ARCS];
  guint n_before, n_all;

  if (!instance_init (self, node, error))
    return FALSE;

  n_before = tarn_name_count_arcs (tarn_name_span (&self->row)) + 1;
  n_all = MIN (tarn_name_get_arcs (name, all), TARN_NAME_MAX_ARCS);
  if (tarn_name_has_prefix (name, tarn_name_span (&self->row)) && n_all > n_before)
    {
      self->n_arcs = n_all - n_before;
      memcpy (self->arcs, all + n_before, self->n_arcs * sizeof *all);
      if (tarn_mib_index_decode (&self->index, self->parts, self->n_parts, self->arcs,
                                 self->n_arcs))
        return TRUE;
    }
  else
    self->index.fault = TARN_MIB_INDEX_TOO_SHORT;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "The instance of %s %s",
               tarn_mib_node_get_name (node), tarn_mib_index_fault_to_string (self->index.fault));
  return FALSE;
}

static TarnValue *
make_value (const Instance  *self,
            guint            part,
            GError         **error)
{
  const TarnMibIndexValue *at = &self->index.values[part];
  TarnMibBase base = self->parts[part].syntax.base;
  g_autoptr(TarnOid) oid = NULL;
  guint8 octets[TARN_NAME_MAX_ARCS];
  TarnSpan span;
  gint64 number;

  switch (base)
    {
    case TARN_MIB_BASE_OBJECT_ID:
      oid = tarn_oid_new_arcs (self->arcs + at->first, at->n_arcs, error);
      return oid != NULL ? tarn_value_new_oid (oid) : NULL;

    case TARN_MIB_BASE_OCTETS:
    case TARN_MIB_BASE_BITS:
    case TARN_MIB_BASE_OPAQUE:
    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      span = tarn_mib_index_get_octets (&self->index, part, self->arcs, octets);
      return tarn_value_new_octets (base == TARN_MIB_BASE_IP_ADDRESS
                                        || base == TARN_MIB_BASE_NETWORK_ADDRESS
                                      ? TARN_KIND_IP_ADDRESS : TARN_KIND_OCTET_STRING,
                                    span.data, span.len);

    case TARN_MIB_BASE_NONE:
    case TARN_MIB_BASE_INTEGER:
    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_COUNTER32:
    case TARN_MIB_BASE_GAUGE32:
    case TARN_MIB_BASE_TIME_TICKS:
    case TARN_MIB_BASE_COUNTER64:
    default:
      number = tarn_mib_index_get_number (&self->index, self->parts, part, self->arcs);
      if (base == TARN_MIB_BASE_INTEGER && number <= G_MAXINT32)
        return tarn_value_new_integer ((gint32) number);
      return tarn_value_new_unsigned (base == TARN_MIB_BASE_TIME_TICKS ? TARN_KIND_TIME_TICKS
                                                                       : TARN_KIND_GAUGE32,
                                      (guint64) number);
    }
}

/**
 * tarn_mib_node_list_index_values:
 * @self: a table, a row or a column
 * @oid: an instance of a column of it
 * @repaired: (out) (optional): whether the agent broke the rules for indices in a manner
 *   that could be understood (rule P-IDX-12)
 * @error: where to put what is wrong
 *
 * Takes the index apart.  What cannot be told apart is no reason to stop: the arcs can
 * still be shown (rule P-IDX-11).
 *
 * Returns: (transfer container) (element-type TarnValue): a value for each part of the
 *   index, or %NULL with @error
 */
GPtrArray *
tarn_mib_node_list_index_values (const TarnMibNode  *self,
                                 const TarnOid      *oid,
                                 gboolean           *repaired,
                                 GError            **error)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_value_unref);
  Instance instance;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  if (!instance_decode (&instance, self, oid, error))
    return NULL;

  for (guint i = 0; i < instance.n_parts; i++)
    {
      TarnValue *value = make_value (&instance, i, error);

      if (value == NULL)
        return NULL;
      g_ptr_array_add (values, value);
    }

  if (repaired != NULL)
    *repaired = instance.index.repair != TARN_MIB_INDEX_AS_IT_SHOULD;
  return g_steal_pointer (&values);
}

/**
 * tarn_mib_node_take_index_values: (rename-to tarn_mib_node_list_index_values)
 * @self: a table, a row or a column
 * @oid: an instance of a column of it
 * @repaired: (out) (optional): whether the agent broke the rules for indices in a manner
 *   that could be understood
 * @error: where to put what is wrong
 *
 * The same for bindings: PyGObject takes the elements out of a container and frees it
 * without a copy of what it took, so the elements are the caller's.
 *
 * Returns: (transfer full) (element-type TarnValue): a value for each part of the index
 */
GPtrArray *
tarn_mib_node_take_index_values (const TarnMibNode  *self,
                                 const TarnOid      *oid,
                                 gboolean           *repaired,
                                 GError            **error)
{
  GPtrArray *values = tarn_mib_node_list_index_values (self, oid, repaired, error);

  if (values != NULL)
    g_ptr_array_set_free_func (values, NULL);

  return values;
}

static void
append_oid_cb (GString  *out,
               TarnSpan  name,
               gpointer  data)
{
  tarn_mib_append_name (data, name, TARN_MIB_NAME_SUFFIX, out);
}

/**
 * tarn_mib_node_format_index:
 * @self: a table, a row or a column
 * @oid: an instance of a column of it
 * @flags: the manner; it is always a person's
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (array zero-terminated=1): a text for each part of the index,
 *   or %NULL with @error
 */
char **
tarn_mib_node_format_index (const TarnMibNode  *self,
                            const TarnOid      *oid,
                            TarnMibValueFlags   flags,
                            GError            **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  Instance instance;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  if (!instance_decode (&instance, self, oid, error))
    return NULL;

  for (guint i = 0; i < instance.n_parts; i++)
    {
      const TarnMibValueContext names = { .append_oid = append_oid_cb, .names = instance.mib };
      g_autoptr(GString) text = g_string_new (NULL);

      tarn_mib_index_tell (text, &instance.index, instance.parts, i, instance.arcs, &names, flags);
      g_strv_builder_add (builder, text->str);
    }

  return g_strv_builder_end (builder);
}

static gboolean
put_value (TarnMibIndexArcs        *arcs,
           const TarnMibIndexPart  *part,
           const TarnValue         *value,
           GError                 **error)
{
  const TarnRow *row = tarn_value_get_row (value);
  guint32 oid_arcs[TARN_NAME_MAX_ARCS];
  g_autoptr(TarnOid) oid = NULL;
  guint64 large;
  gint64 number;

  if (row->anomalies & TARN_ANOMALY_BAD_VALUE)
    row = NULL;
  else if (part->syntax.base == TARN_MIB_BASE_OBJECT_ID && row->tag == TARN_KIND_OBJECT_ID)
    {
      oid = tarn_value_dup_oid (value);
      if (oid != NULL)
        return tarn_mib_index_put_arcs (arcs, part, oid_arcs,
                                        tarn_name_get_arcs (tarn_oid_span (oid), oid_arcs), error);
    }
  else if (part->syntax.base >= TARN_MIB_BASE_OCTETS
           && (row->tag == TARN_KIND_OCTET_STRING || row->tag == TARN_KIND_IP_ADDRESS))
    return tarn_mib_index_put_octets (arcs, part, tarn_row_content (row), error);
  else if (part->syntax.base < TARN_MIB_BASE_OCTETS && tarn_row_get_integer (row, &number))
    return tarn_mib_index_put_number (arcs, part, number, error);
  else if (part->syntax.base < TARN_MIB_BASE_OCTETS && tarn_row_get_unsigned (row, &large)
           && large <= G_MAXUINT32)
    return tarn_mib_index_put_number (arcs, part, (gint64) large, error);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "The value for %s is not of the type %s",
               part->name, tarn_mib_base_to_string (part->syntax.base));
  return FALSE;
}

/* The column, and the index behind it. */
static TarnOid *
make_oid (const TarnMibNode       *column,
          const TarnMibIndexArcs  *index,
          GError                 **error)
{
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (column);
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n = tarn_name_get_arcs (tarn_oid_span (oid), arcs);

  if (n + index->n_arcs > TARN_NAME_MAX_ORIGINATE)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "The index of %s is too long: an OID has at most %d arcs",
                   tarn_mib_node_get_name (column), TARN_NAME_MAX_ORIGINATE);
      return NULL;
    }

  memcpy (arcs + n, index->arcs, index->n_arcs * sizeof *arcs);
  return tarn_oid_new_arcs (arcs, n + index->n_arcs, error);
}

static gboolean
check_count (const Instance     *self,
             const TarnMibNode  *node,
             gsize               n,
             GError            **error)
{
  if (n == self->n_parts)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "The index of %s has %u parts, not %" G_GSIZE_FORMAT,
               tarn_mib_node_get_name (node), self->n_parts, n);
  return FALSE;
}

/**
 * tarn_mib_node_make_instance:
 * @self: a column
 * @values: (array length=n_values): a value for each part of the index
 * @n_values: how many there are
 * @error: where to put what is wrong
 *
 * Returns: (transfer full): the OID of the instance, or %NULL with @error
 */
TarnOid *
tarn_mib_node_make_instance (const TarnMibNode  *self,
                             TarnValue * const  *values,
                             gsize               n_values,
                             GError            **error)
{
  TarnMibIndexArcs arcs = { 0 };
  Instance instance;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  if (!instance_init (&instance, self, error)
      || !check_count (&instance, self, n_values, error))
    return NULL;

  for (gsize i = 0; i < n_values; i++)
    if (!put_value (&arcs, &instance.parts[i], values[i], error))
      return NULL;

  return make_oid (self, &arcs, error);
}

static TarnOid *
parse_oid_cb (const char  *text,
              gpointer     data,
              GError     **error)
{
  return tarn_mib_parse_oid (data, text, error);
}

/**
 * tarn_mib_node_parse_instance:
 * @self: a column
 * @texts: (array zero-terminated=1): a text for each part of the index, as
 *   tarn_mib_node_format_index() returns them, or as a person types values
 * @error: where to put what is wrong
 *
 * Returns: (transfer full): the OID of the instance, or %NULL with @error
 */
TarnOid *
tarn_mib_node_parse_instance (const TarnMibNode   *self,
                              const char * const  *texts,
                              GError             **error)
{
  TarnMibIndexArcs arcs = { 0 };
  TarnMibValueContext context = { .parse_oid = parse_oid_cb };
  Instance instance;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (texts != NULL, NULL);

  if (!instance_init (&instance, self, error)
      || !check_count (&instance, self, g_strv_length ((char **) texts), error))
    return NULL;

  context.names = instance.mib;
  for (guint i = 0; i < instance.n_parts; i++)
    {
      g_autoptr(TarnValue) value = NULL;
      gint64 type;

      context.syntax = &instance.parts[i].syntax;
      value = tarn_mib_value_parse (texts[i], &context, error);
      if (value == NULL)
        {
          g_prefix_error (error, "%s: ", instance.parts[i].name);
          return NULL;
        }
      if (!put_value (&arcs, &instance.parts[i], value, error))
        return NULL;

      /* It says what the next InetAddress is (P-IDX-18). */
      if (context.syntax->convention == TARN_MIB_CONVENTION_INET_ADDRESS_TYPE
          && tarn_value_get_integer (value, &type))
        {
          context.has_inet_type = TRUE;
          context.inet_type = (guint32) type;
        }
    }

  return make_oid (self, &arcs, error);
}
