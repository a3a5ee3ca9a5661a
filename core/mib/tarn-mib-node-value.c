/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-node-value.h"

#include "base/tarn-error.h"
#include "base/tarn-value-private.h"
#include "mib/tarn-mib-cursor.h"
#include "mib/tarn-mib-private.h"
#include "mib/tarn-mib-value.h"

typedef struct
{
  TarnMibValueContext context;
  TarnMibSyntax       syntax;
  TarnMib            *mib;
} Known;

/* Names as the manner has them: with the module as net-snmp, without for a person. */
static void
append_oid_cb (GString  *out,
               TarnSpan  name,
               gpointer  data)
{
  tarn_mib_append_name (data, name, TARN_MIB_NAME_MODULE, out);
}

static void
append_short_oid_cb (GString  *out,
                     TarnSpan  name,
                     gpointer  data)
{
  tarn_mib_append_name (data, name, TARN_MIB_NAME_SUFFIX, out);
}

static TarnOid *
parse_oid_cb (const char  *text,
              gpointer     data,
              GError     **error)
{
  return tarn_mib_parse_oid (data, text, error);
}

static void
known_init (Known             *self,
            const TarnMibNode *node,
            const TarnValue   *beside,
            TarnMibValueFlags  flags)
{
  gint64 type;

  *self = (Known) {
    .mib = tarn_mib_node_get_mib (node),
    .context = {
      .units = tarn_mib_node_get_units (node),
      .append_oid = flags & TARN_MIB_VALUE_PERSON ? append_short_oid_cb : append_oid_cb,
      .parse_oid = parse_oid_cb,
    },
  };
  self->context.names = self->mib;
  if (tarn_mib_image_get_syntax (tarn_mib_node_get_image (node), tarn_mib_node_get_id (node),
                                 &self->syntax))
    self->context.syntax = &self->syntax;
  if (beside == NULL)
    return;

  if (tarn_value_get_integer (beside, &type) && type >= 0)
    {
      self->context.has_inet_type = TRUE;
      self->context.inet_type = (guint32) type;
    }
  else if (tarn_value_get_kind (beside) == TARN_KIND_OBJECT_ID)
    self->context.domain = tarn_row_content (tarn_value_get_row (beside));
}

/**
 * tarn_mib_node_format_value:
 * @self: a scalar or a column
 * @value: a value of it
 * @beside: (nullable): the value of what tarn_mib_node_get_companion() returns, of the
 *   same row: it says what kind of address @value is
 * @flags: the manner
 *
 * The value as text.  Its tag on the wire decides what it is; the module decides how it
 * is shown.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
tarn_mib_node_format_value (const TarnMibNode *self,
                            const TarnValue   *value,
                            const TarnValue   *beside,
                            TarnMibValueFlags  flags)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Known known;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  known_init (&known, self, beside, flags);
  tarn_mib_value_append (text, tarn_value_get_row (value), &known.context, flags);

  /* net-snmp prints the octets of some strings as they came. */
  return g_utf8_make_valid (text->str, (gssize) text->len);
}

/**
 * tarn_mib_format_value:
 * @self: (nullable): where names of OIDs come from; %NULL: they stay numbers
 * @value: a value of an object that no module describes
 * @flags: the manner
 *
 * Returns: (transfer full): the value as text, valid UTF-8
 */
char *
tarn_mib_format_value (TarnMib           *self,
                       const TarnValue   *value,
                       TarnMibValueFlags  flags)
{
  TarnMibValueContext context = { .names = self };
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self == NULL || TARN_IS_MIB (self), NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (self != NULL)
    context.append_oid = flags & TARN_MIB_VALUE_PERSON ? append_short_oid_cb : append_oid_cb;
  tarn_mib_value_append (text, tarn_value_get_row (value), &context, flags);

  return g_utf8_make_valid (text->str, (gssize) text->len);
}

/**
 * tarn_mib_node_parse_value:
 * @self: a scalar or a column
 * @text: what a person typed: a number, a label, a name, an address, what the
 *   DISPLAY-HINT asks for, or octets in hex as 0x001a
 * @beside: (nullable): as for tarn_mib_node_format_value()
 * @charset: (nullable): what text is written in on the device, %NULL for UTF-8
 * @error: where to put what is wrong
 *
 * Makes a value of the type that the module says.  Ranges and sizes are not looked at:
 * tarn_mib_node_check_value() does.
 *
 * Returns: (transfer full): the value, or %NULL with @error
 */
TarnValue *
tarn_mib_node_parse_value (const TarnMibNode  *self,
                           const char         *text,
                           const TarnValue    *beside,
                           const char         *charset,
                           GError            **error)
{
  Known known;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  known_init (&known, self, beside, TARN_MIB_VALUE_PERSON);
  known.context.charset = charset;
  if (known.context.syntax == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s has no value",
                   tarn_mib_node_get_name (self));
      return NULL;
    }

  return tarn_mib_value_parse (text, &known.context, error);
}

/**
 * tarn_mib_node_get_mismatch:
 * @self: a scalar or a column
 * @value: a value of it
 * @beside: (nullable): as for tarn_mib_node_format_value()
 *
 * Returns: what about @value the module does not allow
 */
TarnMibMismatch
tarn_mib_node_get_mismatch (const TarnMibNode *self,
                            const TarnValue   *value,
                            const TarnValue   *beside)
{
  Known known;

  g_return_val_if_fail (self != NULL, TARN_MIB_MISMATCH_NONE);
  g_return_val_if_fail (value != NULL, TARN_MIB_MISMATCH_NONE);

  known_init (&known, self, beside, TARN_MIB_VALUE_PERSON);
  return tarn_mib_value_check (tarn_value_get_row (value), &known.context);
}

/**
 * tarn_mib_node_check_value:
 * @self: a scalar or a column
 * @value: a value of it
 * @beside: (nullable): as for tarn_mib_node_format_value()
 * @charset: (nullable): what text is written in on the device, %NULL for what the type says
 * @error: where to put what is wrong
 *
 * Returns: whether the module allows @value; else @error says what it does not allow
 */
gboolean
tarn_mib_node_check_value (const TarnMibNode  *self,
                           const TarnValue    *value,
                           const TarnValue    *beside,
                           const char         *charset,
                           GError            **error)
{
  g_autoptr(GString) text = NULL;
  TarnMibMismatch mismatch;
  Known known;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  known_init (&known, self, beside, TARN_MIB_VALUE_PERSON);
  known.context.charset = charset;
  mismatch = tarn_mib_value_check (tarn_value_get_row (value), &known.context);
  if (mismatch == TARN_MIB_MISMATCH_NONE)
    return TRUE;

  text = g_string_new (NULL);
  tarn_mib_value_append_mismatch (text, tarn_value_get_row (value), &known.context, mismatch);
  g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID, text->str);
  return FALSE;
}

/* The convention of the object that says what an object of @convention is. */
static TarnMibConvention
companion_of (TarnMibConvention convention)
{
  if (convention == TARN_MIB_CONVENTION_INET_ADDRESS)
    return TARN_MIB_CONVENTION_INET_ADDRESS_TYPE;
  if (convention == TARN_MIB_CONVENTION_TRANSPORT_ADDRESS)
    return TARN_MIB_CONVENTION_TRANSPORT_DOMAIN;

  return TARN_MIB_CONVENTION_NONE;
}

/**
 * tarn_mib_node_get_companion:
 * @self: a scalar or a column
 *
 * An InetAddress is what the InetAddressType before it says, and a TAddress what its
 * TDomain does (rules P-TCV-05, P-TCV-06): the nearest one before @self in its row (or
 * among the scalars beside it), else in its index.
 *
 * Returns: (transfer full) (nullable): the object, or %NULL: @self needs none, or has none
 */
TarnMibNode *
tarn_mib_node_get_companion (const TarnMibNode *self)
{
  g_autoptr(TarnMibNode) parent = NULL;
  g_autoptr(TarnMibNode) best = NULL;
  g_autoptr(GPtrArray) index = NULL;
  TarnMibConvention wanted;

  g_return_val_if_fail (self != NULL, NULL);

  wanted = companion_of (tarn_mib_node_get_convention (self));
  parent = tarn_mib_node_get_parent (self);
  if (wanted == TARN_MIB_CONVENTION_NONE || parent == NULL)
    return NULL;

  for (guint i = 0; i < tarn_mib_node_get_n_children (parent); i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (parent, i);

      if (tarn_mib_node_equal (child, self))
        break;
      if (tarn_mib_node_get_convention (child) == wanted)
        {
          g_clear_pointer (&best, tarn_mib_node_unref);
          best = g_steal_pointer (&child);
        }
    }
  if (best != NULL)
    return g_steal_pointer (&best);

  index = tarn_mib_node_list_index (self);
  for (guint i = index->len; i-- > 0;)
    if (tarn_mib_node_get_convention (index->pdata[i]) == wanted)
      return tarn_mib_node_ref (index->pdata[i]);

  return NULL;
}
