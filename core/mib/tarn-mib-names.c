/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-names-private.h"

#include "base/tarn-number.h"
#include "mib/tarn-hint.h"
#include "mib/tarn-mib-index.h"
#include "mib/tarn-mib-value.h"

/* Instance identifiers as net-snmp writes them: numbers, labels, strings in quotes.  What
 * breaks the rules of P-IDX stays a number, and so does what comes behind it. */

static void
append_arc (guint32  arc,
            GString *text)
{
  char digits[TARN_NUMBER_MAX_TEXT];

  g_string_append_len (text, digits, (gssize) (tarn_number_to_text (arc, digits) - digits));
}

void
tarn_mib_names_append_arcs (const guint32 *arcs,
                            guint          n_arcs,
                            GString       *text)
{
  for (guint i = 0; i < n_arcs; i++)
    {
      g_string_append_c (text, '.');
      append_arc (arcs[i], text);
    }
}

static void
append_quote (const TarnMibCursor *self,
              char                 quote,
              GString             *text)
{
  if (self->flags & TARN_MIB_NAME_ESCAPE_QUOTES)
    g_string_append_c (text, '\\');
  g_string_append_c (text, quote);
}

/* What does not print becomes a dot, as there. */
static void
append_quoted (const TarnMibCursor *self,
               TarnSpan             octets,
               char                 quote,
               GString             *text)
{
  if (octets.len == 0 && quote == '\'')
    return;

  append_quote (self, quote, text);
  for (gsize i = 0; i < octets.len; i++)
    g_string_append_c (text, octets.data[i] >= ' ' && octets.data[i] < 0x7f
                             ? (char) octets.data[i] : '.');
  append_quote (self, quote, text);
}

/* "192.0.2.1", "20:01:0d:b8:…", with the zone behind a percent sign; FALSE: of another
 * size, or a name, which is text like others. */
static gboolean
append_inet_address (const TarnMibCursor *self,
                     gint64               type,
                     TarnSpan             octets,
                     GString             *text)
{
  gsize n = type == 1 || type == 3 ? 4 : 16;

  if (type < 1 || type > 4 || octets.len != n + (type > 2 ? 4 : 0))
    return FALSE;

  append_quote (self, '"', text);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, n == 4 ? "%s%u" : "%s%02x",
                            i == 0 ? "" : n == 4 ? "." : ":", octets.data[i]);
  if (type > 2)
    {
      const guint8 *zone = octets.data + n;

      g_string_append_printf (text, "%%%u", (guint) zone[0] << 24 | (guint) zone[1] << 16
                                            | (guint) zone[2] << 8 | zone[3]);
    }
  append_quote (self, '"', text);
  return TRUE;
}

static void
append_octets (const TarnMibCursor *self,
               const TarnMibIndex  *index,
               guint                n,
               const guint32       *arcs,
               GString             *text)
{
  const TarnMibIndexPart *part = &self->parts[n];
  guint8 room[TARN_NAME_MAX_ARCS];
  TarnSpan octets = tarn_mib_index_get_octets (index, n, arcs, room);
  gboolean is_inet = part->syntax.convention == TARN_MIB_CONVENTION_INET_ADDRESS;
  gboolean has_length = !part->implied && tarn_mib_syntax_get_fixed_size (&part->syntax) < 0;

  if (self->flags & TARN_MIB_NAME_EXTENDED_INDEX && part->syntax.hint != NULL)
    {
      if (!(self->flags & TARN_MIB_NAME_QUICK))
        g_string_append (text, "STRING: ");
      tarn_hint_append_octets (text, part->syntax.hint, octets,
                               self->flags & TARN_MIB_NAME_PADDED ? TARN_HINT_NET_SNMP_PADDED
                                                                  : TARN_HINT_NET_SNMP);
    }
  else if (!is_inet || !has_length || octets.len == 0
           || !append_inet_address (self,
                                    tarn_mib_index_get_inet_type (index, self->parts, n, arcs),
                                    octets, text))
    append_quoted (self, octets, has_length ? '"' : '\'', text);
}

/* What a TimeFilter is shown as between brackets. */
static void
append_ticks (const TarnMibCursor *self,
              guint32              ticks,
              GString             *text)
{
  guint32 seconds = ticks / 100, days = seconds / 86400;

  if (self->flags & TARN_MIB_NAME_QUICK)
    g_string_append_printf (text, "%u:", days);
  else if (days > 0)
    g_string_append_printf (text, "%u %s, ", days, days == 1 ? "day" : "days");
  g_string_append_printf (text, "%u:%02u:%02u.%02u", seconds / 3600 % 24, seconds / 60 % 60,
                          seconds % 60, ticks % 100);
}

/* The others net-snmp leaves as numbers, with all that follows. */
static gboolean
is_shown (const TarnMibSyntax *syntax)
{
  switch (syntax->base)
    {
    case TARN_MIB_BASE_INTEGER:
    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_GAUGE32:
    case TARN_MIB_BASE_TIME_TICKS:
    case TARN_MIB_BASE_OCTETS:
    case TARN_MIB_BASE_OBJECT_ID:
    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      return TRUE;

    case TARN_MIB_BASE_NONE:
    case TARN_MIB_BASE_COUNTER32:
    case TARN_MIB_BASE_COUNTER64:
    case TARN_MIB_BASE_BITS:
    case TARN_MIB_BASE_OPAQUE:
    default:
      return FALSE;
    }
}

static void
append_number (const TarnMibCursor *self,
               const TarnMibSyntax *syntax,
               guint32              arc,
               GString             *text)
{
  const char *label = tarn_mib_syntax_find_label (syntax, (gint32) arc);
  TarnMibNameFlags time = TARN_MIB_NAME_EXTENDED_INDEX | TARN_MIB_NAME_RAW_TICKS;

  if (label != NULL)
    g_string_append (text, label);
  else if (syntax->base == TARN_MIB_BASE_TIME_TICKS
           && (self->flags & time) == TARN_MIB_NAME_EXTENDED_INDEX)
    append_ticks (self, arc, text);
  else
    append_arc (arc, text);
}

/* Between brackets. */
static void
append_oid (const TarnMibCursor     *self,
            const TarnMibIndexValue *value,
            const guint32           *arcs,
            GString                 *text)
{
  g_auto(TarnMibCursor) cursor;
  TarnName name;

  tarn_mib_cursor_init (&cursor, self->image, self->flags);
  if (tarn_name_from_arcs (&name, arcs + value->first, value->n_arcs))
    tarn_mib_cursor_append_name (&cursor, tarn_name_span (&name), text);
  else
    tarn_mib_names_append_arcs (arcs + value->first, value->n_arcs, text);
}

/* Part @n, whose arcs with their length begin at @first. */
static void
append_part (const TarnMibCursor *self,
             const TarnMibIndex  *index,
             guint                n,
             guint                first,
             const guint32       *arcs,
             GString             *text)
{
  const TarnMibSyntax *syntax = &self->parts[n].syntax;
  const TarnMibIndexValue *value = &index->values[n];
  gboolean is_name = syntax->base == TARN_MIB_BASE_OBJECT_ID
                     && self->flags & TARN_MIB_NAME_EXTENDED_INDEX;

  if (syntax->base == TARN_MIB_BASE_OCTETS)
    {
      append_octets (self, index, n, arcs, text);
    }
  else if (is_name)
    {
      append_oid (self, value, arcs, text);
    }
  else if (value->first + value->n_arcs == first + 1)
    {
      append_number (self, syntax, arcs[first], text);
    }
  else
    {
      append_arc (arcs[first], text);
      tarn_mib_names_append_arcs (arcs + first + 1, value->first + value->n_arcs - first - 1u,
                                  text);
    }
}

void
tarn_mib_names_append_index (const TarnMibCursor *self,
                             const guint32       *arcs,
                             guint                n_arcs,
                             GString             *text)
{
  gboolean is_extended = (self->flags & TARN_MIB_NAME_EXTENDED_INDEX) != 0;
  TarnMibIndex index;
  guint at = 0;

  if (self->n_parts == 0 || self->flags & TARN_MIB_NAME_RAW_INDEX)
    {
      tarn_mib_names_append_arcs (arcs, n_arcs, text);
      return;
    }

  /* What an agent got wrong is not mended: as a name it would be read as another OID. */
  tarn_mib_index_decode_strictly (&index, self->parts, self->n_parts, arcs, n_arcs);
  for (guint n = 0; n < index.n_values && is_shown (&self->parts[n].syntax); n++)
    {
      /* An IMPLIED string without octets is nothing. */
      if (at == n_arcs)
        break;

      g_string_append_c (text, is_extended ? '[' : '.');
      append_part (self, &index, n, at, arcs, text);
      if (is_extended)
        g_string_append_c (text, ']');
      at = (guint) index.values[n].first + index.values[n].n_arcs;
    }

  tarn_mib_names_append_arcs (arcs + at, n_arcs - at, text);
}
