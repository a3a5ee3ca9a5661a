/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-private.h"

/* What values of a node look like. */

static gboolean
get_syntax (const TarnMibNode *self,
            TarnMibSyntax     *syntax)
{
  return tarn_mib_image_get_syntax (tarn_mib_node_get_image (self), tarn_mib_node_get_id (self),
                                    syntax);
}

/**
 * tarn_mib_node_get_base:
 * @self: a node
 *
 * Returns: what its SYNTAX comes down to
 */
TarnMibBase
tarn_mib_node_get_base (const TarnMibNode *self)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL, TARN_MIB_BASE_NONE);

  return get_syntax (self, &syntax) ? syntax.base : TARN_MIB_BASE_NONE;
}

/**
 * tarn_mib_node_get_convention:
 * @self: a node
 *
 * Returns: the textual convention, of those that mean more than a hint
 */
TarnMibConvention
tarn_mib_node_get_convention (const TarnMibNode *self)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL, TARN_MIB_CONVENTION_NONE);

  return get_syntax (self, &syntax) ? syntax.convention : TARN_MIB_CONVENTION_NONE;
}

/**
 * tarn_mib_node_get_type_name:
 * @self: a node
 *
 * Returns: (nullable): the name of its type: "DisplayString", "INTEGER"; %NULL
 *   where there are no values
 */
const char *
tarn_mib_node_get_type_name (const TarnMibNode *self)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL, NULL);

  return get_syntax (self, &syntax) ? syntax.name : NULL;
}

/**
 * tarn_mib_node_get_hint:
 * @self: a node
 *
 * Returns: (nullable): DISPLAY-HINT of its type, own or inherited
 */
const char *
tarn_mib_node_get_hint (const TarnMibNode *self)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL, NULL);

  return get_syntax (self, &syntax) ? syntax.hint : NULL;
}

/**
 * tarn_mib_node_get_n_labels:
 * @self: a node
 *
 * Returns: how many numbers or bits have a label
 */
guint
tarn_mib_node_get_n_labels (const TarnMibNode *self)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL, 0);

  return get_syntax (self, &syntax) ? syntax.n_labels : 0;
}

/**
 * tarn_mib_node_get_label:
 * @self: a node
 * @n: which one, from 0, in the order of their numbers
 * @value: (out) (optional): the number, or of BITS the bit
 *
 * Returns: (nullable): the label, or %NULL behind the last
 */
const char *
tarn_mib_node_get_label (const TarnMibNode *self,
                         guint              n,
                         int               *value)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL, NULL);

  if (!get_syntax (self, &syntax) || n >= syntax.n_labels)
    return NULL;

  if (value != NULL)
    *value = syntax.labels[n].value;
  return tarn_mib_syntax_label (&syntax, n);
}

/**
 * tarn_mib_node_get_n_ranges:
 * @self: a node
 *
 * Returns: how many ranges its values, or their sizes, may lie in; 0: all that the
 *   type allows
 */
guint
tarn_mib_node_get_n_ranges (const TarnMibNode *self)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL, 0);

  return get_syntax (self, &syntax) ? syntax.n_ranges : 0;
}

/**
 * tarn_mib_node_get_range:
 * @self: a node
 * @n: which one, from 0, ascending
 * @min: (out): the smallest number; of strings, the smallest number of octets
 * @max: (out): the greatest
 *
 * Returns: whether there is an n-th range
 */
gboolean
tarn_mib_node_get_range (const TarnMibNode *self,
                         guint              n,
                         gint64            *min,
                         gint64            *max)
{
  TarnMibSyntax syntax;

  g_return_val_if_fail (self != NULL && min != NULL && max != NULL, FALSE);

  if (!get_syntax (self, &syntax) || n >= syntax.n_ranges)
    return FALSE;

  *min = syntax.ranges[n].min;
  *max = syntax.ranges[n].max;
  return TRUE;
}

static void
append_labels (GString             *text,
               const TarnMibSyntax *syntax)
{
  for (guint i = 0; i < syntax->n_labels; i++)
    g_string_append_printf (text, "%s%s(%d)", i == 0 ? " { " : ", ",
                            tarn_mib_syntax_label (syntax, i), syntax->labels[i].value);
  g_string_append (text, " }");
}

static void
append_ranges (GString             *text,
               const TarnMibSyntax *syntax)
{
  gboolean is_size = syntax->base == TARN_MIB_BASE_OCTETS || syntax->base == TARN_MIB_BASE_OPAQUE
                     || syntax->base == TARN_MIB_BASE_BITS;

  g_string_append (text, is_size ? " (SIZE (" : " (");
  for (guint i = 0; i < syntax->n_ranges; i++)
    {
      const TarnMibRange *range = &syntax->ranges[i];

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " | " : "", range->min);
      if (range->max != range->min)
        g_string_append_printf (text, "..%" G_GINT64_FORMAT, range->max);
    }
  g_string_append (text, is_size ? "))" : ")");
}

/**
 * tarn_mib_node_dup_syntax:
 * @self: a node
 *
 * Its SYNTAX as a module would write it: `INTEGER { up(1), down(2) }`,
 * `DisplayString (SIZE (0..255))`.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL where there are no values
 */
char *
tarn_mib_node_dup_syntax (const TarnMibNode *self)
{
  TarnMibSyntax syntax;
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (!get_syntax (self, &syntax))
    return NULL;

  text = g_string_new (syntax.name);
  if (syntax.n_labels > 0)
    append_labels (text, &syntax);
  else if (syntax.n_ranges > 0)
    append_ranges (text, &syntax);

  return g_string_free (text, FALSE);
}
