/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values as a person would write them: in tables, in the browser, in an index.
 */
#include "mib/tarn-mib-value.h"

#include "base/tarn-text.h"
#include "mib/tarn-hint.h"
#include "mib/tarn-mib-octets.h"

static const TarnMibValueContext nothing_known;

static void
append_units (GString                   *out,
              const TarnMibValueContext *context,
              TarnMibValueFlags          flags)
{
  if (context->units == NULL || (flags & TARN_MIB_VALUE_NO_UNITS))
    return;

  g_string_append_c (out, ' ');
  g_string_append (out, context->units);
}

void
tarn_mib_value_tell_number (GString                   *out,
                            gint64                     number,
                            const TarnMibValueContext *context,
                            TarnMibValueFlags          flags)
{
  const TarnMibSyntax *syntax = context->syntax;
  const char *label = NULL;

  if (syntax != NULL && !(flags & TARN_MIB_VALUE_NUMBERS))
    label = tarn_mib_syntax_find_label (syntax, number);
  if (label != NULL)
    {
      g_string_append (out, label);
      return;
    }

  /* Hundredths of a second (P-TCV-02). */
  if (syntax != NULL && number >= 0 && number <= G_MAXUINT32
      && (syntax->base == TARN_MIB_BASE_TIME_TICKS
          || syntax->convention == TARN_MIB_CONVENTION_TIME_INTERVAL))
    {
      tarn_text_append_ticks (out, (guint32) number);
      return;
    }

  if (syntax == NULL || syntax->hint == NULL
      || !tarn_hint_append_integer (out, syntax->hint, number, TARN_HINT_PLAIN))
    tarn_text_append_signed (out, number);
  append_units (out, context, flags);
}

/* P-BIT-01: the names of the bits that are set, in order. */
static void
tell_bits (GString             *out,
           TarnSpan             octets,
           const TarnMibSyntax *syntax,
           TarnMibValueFlags    flags)
{
  gboolean has_names = syntax != NULL && syntax->n_labels > 0
                       && !(flags & TARN_MIB_VALUE_NUMBERS);
  const char *space = "";

  for (gsize i = 0; i < 8 * octets.len; i++)
    if (octets.data[i / 8] & (0x80 >> i % 8))
      {
        const char *label = has_names ? tarn_mib_syntax_find_label (syntax, (gint64) i) : NULL;

        g_string_append (out, space);
        space = " ";
        if (!has_names)
          g_string_append_printf (out, "%" G_GSIZE_FORMAT, i);
        else if (label != NULL)
          g_string_append (out, label);
        else
          g_string_append_printf (out, "?(%" G_GSIZE_FORMAT ")", i);
      }
}

void
tarn_mib_value_tell_octets (GString                   *out,
                            TarnSpan                   octets,
                            const TarnMibValueContext *context,
                            TarnMibValueFlags          flags)
{
  TarnMibBase base = context->syntax != NULL ? context->syntax->base : TARN_MIB_BASE_OCTETS;

  if (base == TARN_MIB_BASE_BITS)
    tell_bits (out, octets, context->syntax, flags);
  else if ((base == TARN_MIB_BASE_IP_ADDRESS || base == TARN_MIB_BASE_NETWORK_ADDRESS)
           && octets.len == 4)
    tarn_text_append_address (out, octets);
  else
    tarn_mib_octets_append (out, octets, context);
}

static const char *
exception_text (const TarnRow *row)
{
  if (row->tag == TARN_KIND_NO_SUCH_OBJECT)
    return "(no such object)";
  if (row->tag == TARN_KIND_NO_SUCH_INSTANCE)
    return "(no such instance)";

  return "(end of the MIB)";
}

/* FALSE: it is none, or cannot be read. */
static gboolean
tell_number (GString                   *out,
             const TarnRow             *row,
             const TarnMibValueContext *context,
             TarnMibValueFlags          flags)
{
  gint64 number;
  guint64 large;

  if (row->tag == TARN_KIND_INTEGER)
    {
      if (!tarn_row_get_integer (row, &number))
        return FALSE;
      tarn_mib_value_tell_number (out, number, context, flags);
      return TRUE;
    }

  if (!tarn_row_get_unsigned (row, &large))
    return FALSE;
  if (row->tag == TARN_KIND_TIME_TICKS)
    tarn_text_append_ticks (out, (guint32) large);
  else if (row->tag == TARN_KIND_COUNTER64)
    {
      tarn_text_append_number (out, large);
      append_units (out, context, flags);
    }
  else
    tarn_mib_value_tell_number (out, (gint64) large, context, flags);

  return TRUE;
}

/* Numbers of one kind may be told as another: no more than labels and a point are at
 * stake.  Anything else is told without its syntax. */
static const TarnMibValueContext *
fitting_context (const TarnRow             *row,
                 const TarnMibValueContext *context,
                 TarnMibValueContext       *bare)
{
  const TarnMibSyntax *syntax = context->syntax;
  gboolean is_number = row->tag == TARN_KIND_INTEGER || row->tag == TARN_KIND_GAUGE32
                       || row->tag == TARN_KIND_COUNTER32;

  if (syntax == NULL || tarn_mib_syntax_takes (syntax, row)
      || (is_number && syntax->base >= TARN_MIB_BASE_INTEGER
          && syntax->base <= TARN_MIB_BASE_GAUGE32))
    return context;

  *bare = *context;
  bare->syntax = NULL;
  bare->units = NULL;
  bare->charset = NULL;
  return bare;
}

static gboolean
tell_value (GString                   *out,
            const TarnRow             *row,
            const TarnMibValueContext *context,
            TarnMibValueFlags          flags)
{
  switch (row->tag)
    {
    case TARN_KIND_INTEGER:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_COUNTER32:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_UINTEGER32:
      return tell_number (out, row, context, flags);

    case TARN_KIND_OCTET_STRING:
      tarn_mib_value_tell_octets (out, tarn_row_content (row), context, flags);
      return TRUE;

    case TARN_KIND_BIT_STRING:
      tell_bits (out, tarn_row_content (row), context->syntax, flags);
      return TRUE;

    case TARN_KIND_OBJECT_ID:
      return tarn_mib_value_append_name (out, tarn_row_content (row), context)
             || tarn_text_append_value (out, row);

    case TARN_KIND_NULL:
      g_string_append (out, "null");
      return TRUE;

    case TARN_KIND_OPAQUE:
      if (!tarn_text_append_value (out, row))
        return FALSE;
      append_units (out, context, flags);
      return TRUE;

    default:
      return tarn_text_append_value (out, row);
    }
}

void
tarn_mib_value_tell (GString                   *out,
                     const TarnRow             *row,
                     const TarnMibValueContext *context,
                     TarnMibValueFlags          flags)
{
  TarnMibValueContext bare;

  if (tarn_row_is_exception (row))
    {
      g_string_append (out, exception_text (row));
      return;
    }

  context = fitting_context (row, context != NULL ? context : &nothing_known, &bare);
  if ((row->anomalies & TARN_ANOMALY_BAD_VALUE) || !tell_value (out, row, context, flags))
    {
      /* Whatever it is, its octets can be seen. */
      g_string_append (out, "0x");
      tarn_text_append_hex (out, tarn_row_content (row));
    }
}
