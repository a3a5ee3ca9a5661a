/* tarn-set-object.c
 *
 * One varbind of a Set, by itself.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-set.h"

#include "base/tarn-value-private.h"
#include "wire/tarn-message.h"

#define PERMANENT 4   /* of a StorageType */
#define READ_ONLY 5

static gboolean
is_writable (const TarnMibNode *node)
{
  TarnMibAccess access = tarn_mib_node_get_access (node);

  return access == TARN_MIB_ACCESS_READ_WRITE || access == TARN_MIB_ACCESS_READ_CREATE
         || access == TARN_MIB_ACCESS_WRITE_ONLY;
}

/* P-SET-14.  Most of what is wrong with a value was an error of the message already
 * (P-BER-15); what stands behind the value is not part of it, and P-BER-08 allows it elsewhere
 * only. */
static int
check_encoding (const TarnRow *row)
{
  TarnRow value;

  if (row->anomalies & TARN_ANOMALY_EXTRA_FIELDS)
    return TARN_STATUS_WRONG_ENCODING;

  tarn_row_set_tlv (&value, row->tlv);
  if (value.anomalies & TARN_ANOMALY_OID_TOO_LONG)
    return TARN_STATUS_WRONG_LENGTH;   /* it would be us who originate it, P-OID-08 */

  return value.anomalies == TARN_ANOMALY_NONE ? TARN_STATUS_NO_ERROR
                                              : TARN_STATUS_WRONG_ENCODING;
}

/* A device may have another type than its module says: then that is the type (P-SET-11). */
static int
check_value (const TarnSetItem *item,
             const TarnRow     *stored)
{
  g_autoptr(TarnValue) value = tarn_row_dup_value (item->row);
  TarnMibMismatch mismatch = tarn_mib_node_get_mismatch (item->node, value, NULL);
  int encoding;

  if ((mismatch & TARN_MIB_MISMATCH_TYPE) && (stored == NULL || stored->tag != item->row->tag))
    return TARN_STATUS_WRONG_TYPE;
  if (mismatch & TARN_MIB_MISMATCH_SIZE)
    return TARN_STATUS_WRONG_LENGTH;

  encoding = check_encoding (item->row);
  if (encoding != TARN_STATUS_NO_ERROR)
    return encoding;
  if (mismatch & TARN_MIB_MISMATCH_UNREADABLE)
    return TARN_STATUS_WRONG_ENCODING;

  /* Text in another character set is what devices take, whatever its convention says. */
  return (mismatch & ~(TARN_MIB_MISMATCH_TYPE | TARN_MIB_MISMATCH_TEXT)) != 0
         ? TARN_STATUS_WRONG_VALUE : TARN_STATUS_NO_ERROR;
}

/* Whether the index is one that a row could have: taken apart by the rules, each part in the
 * range of its object. */
static gboolean
is_possible_index (const TarnSetItem *item)
{
  g_autoptr(TarnOid) oid = tarn_row_dup_oid (item->row);
  g_autoptr(GPtrArray) objects = tarn_mib_node_list_index (item->node);
  g_autoptr(GPtrArray) values = NULL;
  gboolean repaired = FALSE;

  values = tarn_mib_node_list_index_values (item->node, oid, &repaired, NULL);
  if (values == NULL || repaired)
    return FALSE;

  for (guint i = 0; i < MIN (values->len, objects->len); i++)
    if (objects->pdata[i] != NULL
        && tarn_mib_node_get_mismatch (objects->pdata[i], values->pdata[i], NULL)
           & (TARN_MIB_MISMATCH_RANGE | TARN_MIB_MISMATCH_SIZE | TARN_MIB_MISMATCH_LABEL))
      return FALSE;

  return TRUE;
}

/* P-SET-04: could the instance ever be? */
static gboolean
is_possible (const TarnSetItem *item)
{
  return item->in != NULL && tarn_mib_node_get_access (item->node) == TARN_MIB_ACCESS_READ_CREATE
         && is_possible_index (item);
}

static gboolean
get_integer (const TarnRow *row,
             gint64        *number)
{
  return row != NULL && row->tag == TARN_KIND_INTEGER && tarn_row_get_integer (row, number);
}

int
tarn_set_check_object (const TarnSetItem *item,
                       const TarnRow     *stored,
                       gboolean           any)
{
  gint64 number;
  int status;

  if (item->node == NULL)
    return stored->tag != item->row->tag ? TARN_STATUS_WRONG_TYPE : check_encoding (item->row);

  if (!any && !is_writable (item->node))
    return TARN_STATUS_NOT_WRITABLE;

  status = check_value (item, stored);
  if (status != TARN_STATUS_NO_ERROR)
    return status;

  /* P-ROW-07 */
  if (tarn_mib_node_get_convention (item->node) == TARN_MIB_CONVENTION_ROW_STATUS
      && get_integer (item->row, &number) && number == TARN_ROW_NOT_READY)
    return TARN_STATUS_WRONG_VALUE;

  return stored != NULL || is_possible (item) ? TARN_STATUS_NO_ERROR : TARN_STATUS_NO_CREATION;
}

int
tarn_set_check_stored (const TarnSetItem *item,
                       const TarnRow     *stored)
{
  TarnMibConvention convention = item->node != NULL ? tarn_mib_node_get_convention (item->node)
                                                    : TARN_MIB_CONVENTION_NONE;
  gint64 now, asked;

  if (!get_integer (stored, &now) || !get_integer (item->row, &asked) || now == asked)
    return TARN_STATUS_NO_ERROR;

  if (convention == TARN_MIB_CONVENTION_TEST_AND_INCR)
    return TARN_STATUS_INCONSISTENT_VALUE;

  /* Neither from there nor to there. */
  if (convention == TARN_MIB_CONVENTION_STORAGE_TYPE
      && (now >= PERMANENT || asked == PERMANENT || asked == READ_ONLY))
    return TARN_STATUS_WRONG_VALUE;

  return TARN_STATUS_NO_ERROR;
}

/* 'hex'H or 'bits'B.  NULL: it is neither. */
static GByteArray *
parse_quoted (const char *text)
{
  const char *end = strrchr (text, '\'');
  GByteArray *octets;
  guint n_bits, filled = 0;
  guint8 octet = 0;

  if (text[0] != '\'' || end == text || (end[1] != 'H' && end[1] != 'B'))
    return NULL;

  octets = g_byte_array_new ();
  n_bits = end[1] == 'H' ? 4 : 1;
  for (text++; text < end; text++)
    {
      octet = (guint8) (octet << n_bits | (g_ascii_xdigit_value (*text) & 0xf));
      filled += n_bits;
      if (filled % 8 == 0)
        g_byte_array_append (octets, &octet, 1);
    }

  return octets;
}

TarnValue *
tarn_set_dup_default (const TarnMibNode *node)
{
  const char *text = tarn_mib_node_get_default (node);
  TarnMibBase base = tarn_mib_node_get_base (node);
  gboolean octets = base == TARN_MIB_BASE_OCTETS || base == TARN_MIB_BASE_BITS;
  gsize len = text != NULL ? strlen (text) : 0;
  g_autoptr(GByteArray) quoted = NULL;
  g_autofree char *inner = NULL;

  if (len == 0)
    return NULL;

  if (octets && len >= 2 && text[0] == '"')
    return tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) text + 1, len - 2);

  quoted = octets ? parse_quoted (text) : NULL;
  if (quoted != NULL)
    return tarn_value_new_octets (TARN_KIND_OCTET_STRING, quoted->data, quoted->len);

  if (text[0] != '{')
    return tarn_mib_node_parse_value (node, text, NULL, NULL, NULL);

  inner = g_strstrip (g_strndup (text + 1, len - 2));
  return inner[0] == '\0' ? tarn_value_new_octets (TARN_KIND_OCTET_STRING, NULL, 0)
                          : tarn_mib_node_parse_value (node, inner, NULL, NULL, NULL);
}
