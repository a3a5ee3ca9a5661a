/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-value.h"

#include "base/tarn-name.h"
#include "base/tarn-text.h"
#include "mib/tarn-chars.h"
#include "mib/tarn-hint.h"
#include "mib/tarn-mib-octets.h"

void
tarn_mib_value_append (GString                   *out,
                       const TarnRow             *row,
                       const TarnMibValueContext *context,
                       TarnMibValueFlags          flags)
{
  if (flags & TARN_MIB_VALUE_PERSON)
    tarn_mib_value_tell (out, row, context, flags);
  else
    tarn_mib_value_print (out, row, context, flags);
}

gboolean
tarn_mib_value_append_name (GString                   *out,
                            TarnSpan                   content,
                            const TarnMibValueContext *context)
{
  guint8 canonical[TARN_NAME_MAX_OCTETS];

  if (context == NULL || context->append_oid == NULL
      || content.len == 0 || content.len > sizeof canonical
      || (tarn_name_check (content) & (TARN_ANOMALY_OID_OVERFLOW | TARN_ANOMALY_BAD_VALUE)))
    return FALSE;

  context->append_oid (out, tarn_span (canonical, tarn_name_canonicalise (content, canonical)),
                       context->names);
  return TRUE;
}

/* Labels are sorted by value, and most begin with 1 and have no holes. */
const char *
tarn_mib_syntax_find_label (const TarnMibSyntax *syntax,
                            gint64               number)
{
  guint from = 0, to = syntax->n_labels;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (syntax->labels[middle].value == number)
        return tarn_mib_syntax_label (syntax, middle);
      if (syntax->labels[middle].value < number)
        from = middle + 1;
      else
        to = middle;
    }

  return NULL;
}

gboolean
tarn_mib_syntax_takes (const TarnMibSyntax *syntax,
                       const TarnRow       *row)
{
  guint64 bits;

  switch (syntax->base)
    {
    case TARN_MIB_BASE_INTEGER:
      return row->tag == TARN_KIND_INTEGER;

    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_GAUGE32:
      return row->tag == TARN_KIND_GAUGE32;

    case TARN_MIB_BASE_COUNTER32:
      return row->tag == TARN_KIND_COUNTER32;

    case TARN_MIB_BASE_TIME_TICKS:
      return row->tag == TARN_KIND_TIME_TICKS;

    case TARN_MIB_BASE_COUNTER64:
      return row->tag == TARN_KIND_COUNTER64
             || (row->tag == TARN_KIND_OPAQUE && tarn_text_get_opaque_number (row, &bits) != 0);

    case TARN_MIB_BASE_OCTETS:
      return row->tag == TARN_KIND_OCTET_STRING;

    case TARN_MIB_BASE_BITS:
      return row->tag == TARN_KIND_OCTET_STRING || row->tag == TARN_KIND_BIT_STRING;

    case TARN_MIB_BASE_OBJECT_ID:
      return row->tag == TARN_KIND_OBJECT_ID;

    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      return row->tag == TARN_KIND_IP_ADDRESS;

    case TARN_MIB_BASE_OPAQUE:
      return row->tag == TARN_KIND_OPAQUE;

    case TARN_MIB_BASE_NONE:
    default:
      return TRUE;
    }
}

static gboolean
is_in_range (const TarnMibSyntax *syntax,
             gint64               number)
{
  for (guint i = 0; i < syntax->n_ranges; i++)
    if (number >= syntax->ranges[i].min && number <= syntax->ranges[i].max)
      return TRUE;

  return syntax->n_ranges == 0;
}

static TarnMibMismatch
check_number (const TarnMibSyntax *syntax,
              gint64               number)
{
  if (syntax->n_labels > 0)
    return tarn_mib_syntax_find_label (syntax, number) != NULL ? TARN_MIB_MISMATCH_NONE
                                                               : TARN_MIB_MISMATCH_LABEL;

  return is_in_range (syntax, number) ? TARN_MIB_MISMATCH_NONE : TARN_MIB_MISMATCH_RANGE;
}

/* NVT ASCII of a DisplayString: what prints, NUL, and the controls from BEL to CR. */
static gboolean
is_nvt_ascii (TarnSpan octets)
{
  for (gsize i = 0; i < octets.len; i++)
    if (octets.data[i] >= 0x7f
        || (octets.data[i] < ' ' && octets.data[i] != 0
            && (octets.data[i] < 7 || octets.data[i] > '\r')))
      return FALSE;

  return TRUE;
}

gboolean
tarn_mib_syntax_is_text (const TarnMibSyntax *syntax)
{
  return syntax->convention == TARN_MIB_CONVENTION_DISPLAY_STRING
         || syntax->convention == TARN_MIB_CONVENTION_UTF8
         || (syntax->hint != NULL && tarn_hint_is_text (syntax->hint));
}

static gboolean
is_of_charset (TarnSpan                   octets,
               const TarnMibValueContext *context)
{
  const TarnMibSyntax *syntax = context->syntax;
  gboolean is_utf8 = syntax->convention == TARN_MIB_CONVENTION_UTF8
                     || (syntax->hint != NULL && tarn_hint_is_text (syntax->hint)
                         && strchr (syntax->hint, 't') != NULL);

  if (!tarn_mib_syntax_is_text (syntax))
    return TRUE;
  if (context->charset != NULL)
    return tarn_mib_octets_is_text (octets, context->charset);

  return is_utf8 ? g_utf8_validate_len ((const char *) octets.data, octets.len, NULL)
                 : is_nvt_ascii (octets);
}

static TarnMibMismatch
check_bits (const TarnMibSyntax *syntax,
            TarnSpan             octets)
{
  for (gsize i = 0; i < 8 * octets.len; i++)
    if (octets.data[i / 8] & (0x80 >> i % 8)
        && tarn_mib_syntax_find_label (syntax, (gint64) i) == NULL)
      return TARN_MIB_MISMATCH_BIT;

  return TARN_MIB_MISMATCH_NONE;
}

static TarnMibMismatch
check_octets (TarnSpan                   octets,
              const TarnMibValueContext *context)
{
  TarnMibMismatch mismatch = TARN_MIB_MISMATCH_NONE;

  /* That a date has 8 or 11 octets is part of what makes it one. */
  if (context->syntax->convention != TARN_MIB_CONVENTION_DATE_AND_TIME
      && !is_in_range (context->syntax, (gint64) octets.len))
    mismatch |= TARN_MIB_MISMATCH_SIZE;
  if (!tarn_mib_octets_fit (octets, context))
    mismatch |= TARN_MIB_MISMATCH_CONVENTION;
  if (!is_of_charset (octets, context))
    mismatch |= TARN_MIB_MISMATCH_TEXT;

  return mismatch;
}

TarnMibMismatch
tarn_mib_value_check (const TarnRow             *row,
                      const TarnMibValueContext *context)
{
  const TarnMibSyntax *syntax = context->syntax;
  guint64 large;
  gint64 number;
  double real;

  if (tarn_row_is_exception (row))
    return TARN_MIB_MISMATCH_NONE;
  if (row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_BAD_IP_ADDRESS))
    return TARN_MIB_MISMATCH_UNREADABLE;
  if (syntax == NULL || syntax->base == TARN_MIB_BASE_NONE)
    return TARN_MIB_MISMATCH_NONE;
  if (!tarn_mib_syntax_takes (syntax, row))
    return TARN_MIB_MISMATCH_TYPE;

  switch (syntax->base)
    {
    case TARN_MIB_BASE_INTEGER:
      return tarn_row_get_integer (row, &number) ? check_number (syntax, number)
                                                 : TARN_MIB_MISMATCH_UNREADABLE;

    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_GAUGE32:
    case TARN_MIB_BASE_COUNTER32:
    case TARN_MIB_BASE_TIME_TICKS:
      return tarn_row_get_unsigned (row, &large) ? check_number (syntax, (gint64) large)
                                                 : TARN_MIB_MISMATCH_UNREADABLE;

    case TARN_MIB_BASE_OCTETS:
      return check_octets (tarn_row_content (row), context);

    case TARN_MIB_BASE_BITS:
      return row->tag == TARN_KIND_OCTET_STRING ? check_bits (syntax, tarn_row_content (row))
                                                : TARN_MIB_MISMATCH_NONE;

    case TARN_MIB_BASE_OPAQUE:
      return syntax->convention == TARN_MIB_CONVENTION_FLOAT && !tarn_row_get_real (row, &real)
               ? TARN_MIB_MISMATCH_CONVENTION : TARN_MIB_MISMATCH_NONE;

    case TARN_MIB_BASE_NONE:
    case TARN_MIB_BASE_COUNTER64:
    case TARN_MIB_BASE_OBJECT_ID:
    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
    default:
      return TARN_MIB_MISMATCH_NONE;
    }
}
