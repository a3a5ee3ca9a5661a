/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is wrong about a value, as a sentence.
 */
#include "mib/tarn-mib-value.h"

#define MAX_TOLD 12   /* labels or ranges: what fits two lines of a terminal */

void
tarn_mib_syntax_append_labels (GString             *out,
                               const TarnMibSyntax *syntax)
{
  for (guint i = 0; i < MIN (syntax->n_labels, MAX_TOLD); i++)
    g_string_append_printf (out, "%s%s(%d)", i > 0 ? ", " : "",
                            tarn_mib_syntax_label (syntax, i), syntax->labels[i].value);
  if (syntax->n_labels > MAX_TOLD)
    g_string_append_printf (out, " … (%u in all)", syntax->n_labels);
}

static void
append_ranges (GString             *out,
               const TarnMibSyntax *syntax)
{
  for (guint i = 0; i < MIN (syntax->n_ranges, MAX_TOLD); i++)
    {
      const TarnMibRange *range = &syntax->ranges[i];

      g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i > 0 ? " | " : "", range->min);
      if (range->max != range->min)
        g_string_append_printf (out, "..%" G_GINT64_FORMAT, range->max);
    }
  if (syntax->n_ranges > MAX_TOLD)
    g_string_append (out, " …");
}

static const char *
tag_name (guint8 tag)
{
  switch (tag)
    {
    case TARN_KIND_INTEGER:
      return "INTEGER";

    case TARN_KIND_BIT_STRING:
      return "BIT STRING";

    case TARN_KIND_OCTET_STRING:
      return "OCTET STRING";

    case TARN_KIND_NULL:
      return "NULL";

    case TARN_KIND_OBJECT_ID:
      return "OBJECT IDENTIFIER";

    case TARN_KIND_IP_ADDRESS:
      return "IpAddress";

    case TARN_KIND_COUNTER32:
      return "Counter32";

    case TARN_KIND_GAUGE32:
      return "Gauge32 or Unsigned32";

    case TARN_KIND_TIME_TICKS:
      return "TimeTicks";

    case TARN_KIND_OPAQUE:
      return "Opaque";

    case TARN_KIND_COUNTER64:
      return "Counter64";

    default:
      return "of an unusual type";
    }
}

void
tarn_mib_value_append_mismatch (GString                   *out,
                                const TarnRow             *row,
                                const TarnMibValueContext *context,
                                TarnMibMismatch            mismatch)
{
  const TarnMibSyntax *syntax = context->syntax;
  g_autoptr(GString) shown = g_string_new (NULL);

  tarn_mib_value_tell (shown, row, context, TARN_MIB_VALUE_PERSON | TARN_MIB_VALUE_NO_UNITS);
  g_string_append_printf (out, "“%s” ", shown->str);

  if (mismatch & TARN_MIB_MISMATCH_UNREADABLE)
    g_string_append (out, "is no value of its type");
  else if (mismatch & TARN_MIB_MISMATCH_TYPE)
    g_string_append_printf (out, "is %s, not %s", tag_name (row->tag),
                            tarn_mib_base_to_string (syntax->base));
  else if (mismatch & TARN_MIB_MISMATCH_LABEL)
    {
      g_string_append (out, "is none of ");
      tarn_mib_syntax_append_labels (out, syntax);
    }
  else if (mismatch & TARN_MIB_MISMATCH_RANGE)
    {
      g_string_append (out, "is not in the range ");
      append_ranges (out, syntax);
    }
  else if (mismatch & TARN_MIB_MISMATCH_SIZE)
    {
      g_string_append_printf (out, "has %" G_GSIZE_FORMAT " octets, not ",
                              tarn_row_content (row).len);
      append_ranges (out, syntax);
    }
  else if (mismatch & TARN_MIB_MISMATCH_BIT)
    {
      g_string_append (out, "has bits that are none of ");
      tarn_mib_syntax_append_labels (out, syntax);
    }
  else if (mismatch & TARN_MIB_MISMATCH_TEXT)
    g_string_append_printf (out, "is not text as %s has it", syntax->name);
  else
    g_string_append_printf (out, "is not a %s", syntax->name);
}
