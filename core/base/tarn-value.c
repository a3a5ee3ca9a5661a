/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-value-private.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"
#include "base/tarn-number.h"
#include "base/tarn-tlv.h"

/* What a UDP datagram can carry, and so the largest value there is. */
#define MAX_TLV 65535

struct _TarnValue
{
  gatomicrefcount ref_count;
  TarnRow         row;        /* without a name; its spans point to @tlv */
  guint8          tlv[];
};

G_DEFINE_BOXED_TYPE (TarnValue, tarn_value, tarn_value_ref, tarn_value_unref)

/* Room for @n_octets, to be filled and then read by value_seal(). */
static TarnValue *
value_alloc (gsize n_octets)
{
  TarnValue *self = g_malloc (sizeof *self + n_octets);

  g_atomic_ref_count_init (&self->ref_count);
  self->row = (TarnRow) { .tlv = tarn_span (self->tlv, n_octets) };

  return self;
}

static TarnValue *
value_seal (TarnValue *self)
{
  tarn_row_set_tlv (&self->row, self->row.tlv);
  return self;
}

static TarnValue *
value_new (TarnKind kind,
           TarnSpan content)
{
  gsize header_size = tarn_tlv_header_size (content.len);
  TarnValue *self = value_alloc (header_size + content.len);

  tarn_tlv_put_header (self->tlv, (guint8) kind, content.len);
  if (content.len > 0)
    memcpy (self->tlv + header_size, content.data, content.len);

  return value_seal (self);
}

TarnValue *
tarn_value_new_span (TarnSpan tlv)
{
  TarnValue *self = value_alloc (tlv.len);

  if (tlv.len > 0)
    memcpy (self->tlv, tlv.data, tlv.len);

  return value_seal (self);
}

const TarnRow *
tarn_value_get_row (const TarnValue *self)
{
  return &self->row;
}

/**
 * tarn_value_new_tlv:
 * @tlv: (array length=n_octets): tag, length and content
 * @n_octets: how many octets
 * @error: return location for an error
 *
 * Makes a value from its octets.  Octets that are not a proper TLV are kept too:
 * tarn_value_get_anomalies() tells what is odd about them (rule P-BER-13).
 *
 * Returns: (transfer full): the value, or %NULL with %TARN_ERROR_TOO_BIG for more
 *   than 65,535 octets
 */
TarnValue *
tarn_value_new_tlv (const guint8  *tlv,
                    gsize          n_octets,
                    GError       **error)
{
  g_return_val_if_fail (tlv != NULL || n_octets == 0, NULL);

  if (n_octets > MAX_TLV)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG,
                   "A value of %" G_GSIZE_FORMAT " octets is more than a message can carry",
                   n_octets);
      return NULL;
    }

  return tarn_value_new_span (tarn_span (tlv, n_octets));
}

/**
 * tarn_value_new_integer:
 * @number: the number
 *
 * Returns: (transfer full): an INTEGER (rule P-INT-01)
 */
TarnValue *
tarn_value_new_integer (gint32 number)
{
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  gsize len = tarn_number_put_signed (number, octets + sizeof octets);

  return value_new (TARN_KIND_INTEGER, tarn_span (octets + sizeof octets - len, len));
}

/**
 * tarn_value_new_unsigned:
 * @kind: %TARN_KIND_COUNTER32, %TARN_KIND_GAUGE32, %TARN_KIND_TIME_TICKS,
 *   %TARN_KIND_UINTEGER32 or %TARN_KIND_COUNTER64
 * @number: the number; below 2^32 for all but Counter64
 *
 * Returns: (transfer full): the value (rules P-INT-02 and P-INT-03)
 */
TarnValue *
tarn_value_new_unsigned (TarnKind kind,
                         guint64  number)
{
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  gsize len;

  g_return_val_if_fail (kind == TARN_KIND_COUNTER32 || kind == TARN_KIND_GAUGE32
                        || kind == TARN_KIND_TIME_TICKS || kind == TARN_KIND_UINTEGER32
                        || kind == TARN_KIND_COUNTER64, NULL);
  g_return_val_if_fail (kind == TARN_KIND_COUNTER64 || number <= G_MAXUINT32, NULL);

  len = tarn_number_put_unsigned (number, octets + sizeof octets);
  return value_new (kind, tarn_span (octets + sizeof octets - len, len));
}

/**
 * tarn_value_new_octets:
 * @kind: any kind; the octets are its content
 * @octets: (array length=n_octets): content octets
 * @n_octets: how many, at most 65,531
 *
 * Returns: (transfer full): the value
 */
TarnValue *
tarn_value_new_octets (TarnKind      kind,
                       const guint8 *octets,
                       gsize         n_octets)
{
  g_return_val_if_fail (octets != NULL || n_octets == 0, NULL);
  g_return_val_if_fail (tarn_tlv_header_size (n_octets) + n_octets <= MAX_TLV, NULL);

  return value_new (kind, tarn_span (octets, n_octets));
}

/**
 * tarn_value_new_oid:
 * @oid: an object identifier
 *
 * Returns: (transfer full): an OBJECT IDENTIFIER
 */
TarnValue *
tarn_value_new_oid (const TarnOid *oid)
{
  g_return_val_if_fail (oid != NULL, NULL);

  return value_new (TARN_KIND_OBJECT_ID, tarn_oid_span (oid));
}

/**
 * tarn_value_new_null:
 *
 * Returns: (transfer full): a NULL
 */
TarnValue *
tarn_value_new_null (void)
{
  return value_new (TARN_KIND_NULL, tarn_span (NULL, 0));
}

static TarnValue *
new_opaque (guint8  type,
            guint64 bits,
            guint8  n_octets)
{
  guint8 octets[3 + 8] = { 0x9f, type, n_octets };

  for (guint8 i = 0; i < n_octets; i++)
    octets[3 + i] = (guint8) (bits >> 8 * (n_octets - 1 - i));

  return value_new (TARN_KIND_OPAQUE, tarn_span (octets, 3 + (gsize) n_octets));
}

/**
 * tarn_value_new_float:
 * @number: the number
 *
 * Returns: (transfer full): an Opaque that wraps a float as net-snmp does (rule
 *   P-STR-05)
 */
TarnValue *
tarn_value_new_float (float number)
{
  guint32 bits;

  memcpy (&bits, &number, sizeof bits);
  return new_opaque (0x78, bits, sizeof bits);
}

/**
 * tarn_value_new_double:
 * @number: the number
 *
 * Returns: (transfer full): an Opaque that wraps a double as net-snmp does (rule
 *   P-STR-05)
 */
TarnValue *
tarn_value_new_double (double number)
{
  guint64 bits;

  memcpy (&bits, &number, sizeof bits);
  return new_opaque (0x79, bits, sizeof bits);
}

/**
 * tarn_value_ref:
 * @self: a value
 *
 * Returns: (transfer full): @self, with one more reference
 */
TarnValue *
tarn_value_ref (TarnValue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tarn_value_unref:
 * @self: (transfer full): a value
 *
 * Gives up a reference.
 */
void
tarn_value_unref (TarnValue *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * tarn_value_get_kind:
 * @self: a value
 *
 * Returns: what it is; a number outside #TarnKind for a type that is not known,
 *   %TARN_KIND_NONE for octets that are no TLV
 */
TarnKind
tarn_value_get_kind (const TarnValue *self)
{
  g_return_val_if_fail (self != NULL, TARN_KIND_NONE);

  return (TarnKind) self->row.tag;
}

/**
 * tarn_value_get_anomalies:
 * @self: a value
 *
 * Returns: what is odd about it
 */
TarnAnomalies
tarn_value_get_anomalies (const TarnValue *self)
{
  g_return_val_if_fail (self != NULL, TARN_ANOMALY_NONE);

  return self->row.anomalies;
}

/**
 * tarn_value_is_exception:
 * @self: a value
 *
 * Returns: whether it says that there is no value: noSuchObject, noSuchInstance or
 *   endOfMibView (rule P-TAG-11)
 */
gboolean
tarn_value_is_exception (const TarnValue *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return tarn_row_is_exception (&self->row);
}

/**
 * tarn_value_get_tlv:
 * @self: a value
 * @n_octets: (out): how many octets
 *
 * Returns: (transfer none) (array length=n_octets): the value as it came, tag and
 *   length included; good as long as @self
 */
const guint8 *
tarn_value_get_tlv (const TarnValue *self,
                    gsize           *n_octets)
{
  g_return_val_if_fail (self != NULL && n_octets != NULL, NULL);

  *n_octets = self->row.tlv.len;
  return self->row.tlv.data;
}

/**
 * tarn_value_get_octets:
 * @self: a value
 * @n_octets: (out): how many octets
 *
 * Returns: (transfer none) (array length=n_octets): the content without tag and
 *   length; good as long as @self
 */
const guint8 *
tarn_value_get_octets (const TarnValue *self,
                       gsize           *n_octets)
{
  TarnSpan content;

  g_return_val_if_fail (self != NULL && n_octets != NULL, NULL);

  content = tarn_row_content (&self->row);
  *n_octets = content.len;
  return content.data;
}

/**
 * tarn_value_get_integer:
 * @self: a value
 * @number: (out): the number, or 0
 *
 * Returns: whether @self is an INTEGER that can be read
 */
gboolean
tarn_value_get_integer (const TarnValue *self,
                        gint64          *number)
{
  g_return_val_if_fail (self != NULL && number != NULL, FALSE);

  return tarn_row_get_integer (&self->row, number);
}

/**
 * tarn_value_get_unsigned:
 * @self: a value
 * @number: (out): the number, or 0
 *
 * Returns: whether @self is a Counter32, Gauge32, TimeTicks, UInteger32 or
 *   Counter64 that can be read
 */
gboolean
tarn_value_get_unsigned (const TarnValue *self,
                         guint64         *number)
{
  g_return_val_if_fail (self != NULL && number != NULL, FALSE);

  return tarn_row_get_unsigned (&self->row, number);
}

/**
 * tarn_value_get_real:
 * @self: a value
 * @number: (out): the number, or 0
 *
 * Returns: whether @self is an Opaque with a float or a double (rule P-STR-05)
 */
gboolean
tarn_value_get_real (const TarnValue *self,
                     double          *number)
{
  g_return_val_if_fail (self != NULL && number != NULL, FALSE);

  return tarn_row_get_real (&self->row, number);
}

/**
 * tarn_value_dup_oid:
 * @self: a value
 *
 * Returns: (transfer full) (nullable): the object identifier that @self is, or
 *   %NULL if it is something else or cannot be read
 */
TarnOid *
tarn_value_dup_oid (const TarnValue *self)
{
  TarnSpan content;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->row.tag != TARN_KIND_OBJECT_ID || self->row.anomalies & TARN_ANOMALY_BAD_VALUE)
    return NULL;

  content = tarn_row_content (&self->row);
  return tarn_oid_new_octets (content.data, content.len, NULL);
}

/**
 * tarn_value_equal:
 * @a: a value
 * @b: another one
 *
 * Returns: whether their octets are the same
 */
gboolean
tarn_value_equal (const TarnValue *a,
                  const TarnValue *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return tarn_span_equal (a->row.tlv, b->row.tlv);
}
