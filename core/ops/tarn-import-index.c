/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Strings of an index, as net-snmp prints them, read back; -OX puts each part in brackets.  It prints less than there was:
 * octets that do not print are dots, and quotes stand in a string as they are.  So each way
 * to read them is tried until one is found that would be printed so again.
 */
#include "ops/tarn-import-names.h"

#include "base/tarn-error.h"
#include "mib/tarn-hint.h"
#include "mib/tarn-mib-index.h"
#include "mib/tarn-mib-octets.h"
#include "ops/tarn-import-text.h"

#define HAS_ARCS  "; a walk with -Ob has numbers instead"
#define MAX_TRIES 64     /* names that are looked at  */
#define MAX_STEPS 2000   /* strings on the way there  */

typedef struct
{
  TarnImportNames *names;
  TarnSpan         text;
  gboolean         is_escaped;   /* quotes have a backslash in front, by -OE             */
  guint            n_tries;
  guint            n_steps;
  guint            n_strings;    /* before the one at hand                               */
  GString         *numbers;      /* the name with numbers in place of strings            */
  GString         *shown;        /* the name as it would be without -OX and -OE          */
  GError          *error;        /* why it is no name; NULL: it was one once             */
  gboolean         is_known;
  TarnName        *name;
} Search;

static gboolean
is_quote (guint8 octet)
{
  return octet == '"' || octet == '\'';
}

/* Whether a string of an index begins at @at, with a backslash if @escaped. */
static gboolean
opens (TarnSpan text,
       gsize    at,
       gboolean escaped)
{
  return at > 0 && at + escaped < text.len && is_quote (text.data[at + escaped])
         && (!escaped || text.data[at] == '\\')
         && (text.data[at - 1] == '.' || text.data[at - 1] == '[');
}

gboolean
tarn_import_has_quote (TarnSpan text)
{
  for (gsize at = 0; at < text.len; at++)
    if (text.data[at] == '[' || opens (text, at, FALSE) || opens (text, at, TRUE))
      return TRUE;

  return FALSE;
}

/* Whether the string that begins with @quote may end with the one at @at. */
static gboolean
closes (const Search *self,
        guint8        quote,
        gsize         from,
        gsize         at)
{
  TarnSpan text = self->text;

  return text.data[at] == quote
         && (!self->is_escaped || (at > from && text.data[at - 1] == '\\'))
         && (at + 1 == text.len || text.data[at + 1] == '.' || text.data[at + 1] == ']');
}

static void
append_arcs (GString  *text,
             TarnSpan  octets,
             gboolean  has_length)
{
  if (has_length)
    g_string_append_printf (text, "%" G_GSIZE_FORMAT ".", octets.len);
  for (gsize i = 0; i < octets.len; i++)
    g_string_append_printf (text, "%u.", octets.data[i]);
  /* The one behind it. */
  g_string_truncate (text, text->len - (octets.len + has_length > 0));
}

/* Numbers of @base, each with @separator behind it but the last; returns how many. */
static guint
read_numbers (const char  *text,
              const char **end,
              guint        base,
              char         separator,
              guint8      *octets,
              guint        max)
{
  guint n = 0;

  for (*end = text; n < max; text = *end + 1)
    {
      char *behind;
      guint64 number = g_ascii_isxdigit (*text) ? g_ascii_strtoull (text, &behind, (guint) base)
                                                : G_MAXUINT64;

      if (number > 255)
        return 0;
      octets[n++] = (guint8) number;
      *end = behind;
      if (**end != separator)
        break;
    }

  return n;
}

/* "192.0.2.1" or "20:01:0d:b8:…", perhaps with "%2" behind it: octets of an InetAddress,
 * of which there are room for 20; 0: it is none. */
static guint
read_address (TarnSpan  text,
              guint8   *octets)
{
  g_autofree char *copy = g_strndup ((const char *) text.data, text.len);
  gboolean is_ipv6 = strchr (copy, ':') != NULL;
  guint size = is_ipv6 ? 16 : 4;
  const char *end;
  guint64 zone;

  if (read_numbers (copy, &end, is_ipv6 ? 16 : 10, is_ipv6 ? ':' : '.', octets, size) != size)
    return 0;
  if (*end == '\0')
    return size;
  if (*end != '%' || !g_ascii_string_to_unsigned (end + 1, 10, 0, G_MAXUINT32, &zone, NULL))
    return 0;

  for (guint i = 0; i < 4; i++)
    octets[size + i] = (guint8) (zone >> 8 * (3 - i));
  return size + 4;
}

/* What the numbers say, if it would be printed so. */
static gboolean
try_numbers (Search *self)
{
  TarnImportNames *names = self->names;
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(GError) error = NULL;

  self->n_tries++;
  oid = tarn_mib_parse_oid (names->mib, self->numbers->str, &error);
  if (oid == NULL)
    {
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      return FALSE;
    }

  self->is_known = TRUE;
  g_string_truncate (names->text, 0);
  tarn_mib_cursor_append_name (&names->cursor, tarn_oid_span (oid), names->text);
  /* Labels may be fewer or more, and the module another one. */
  if (!g_str_has_suffix (self->shown->str, names->text->str + names->cursor.head->len))
    return FALSE;

  tarn_name_set (self->name, tarn_oid_span (oid));
  return TRUE;
}

/* Whoever sends us quotes by the thousand shall not keep us. */
static gboolean
has_patience (const Search *self)
{
  return self->n_tries < MAX_TRIES && self->n_steps < MAX_STEPS
         && self->n_strings < TARN_MIB_MAX_INDEX;
}

static gboolean try_rest (Search *self,
                          gsize   at);

/* The string between the quotes at @open and @close, with its own meaning or as an address. */
static gboolean
try_string (Search   *self,
            gsize     open,
            gsize     close,
            gboolean  as_address)
{
  gsize n_numbers = self->numbers->len, n_shown = self->shown->len;
  char quote = (char) self->text.data[open];
  TarnSpan string = tarn_span (self->text.data + open + 1,
                               close - open - 1 - (self->is_escaped ? 1 : 0));
  guint8 address[20];
  gboolean done;

  self->n_steps++;
  g_string_append_c (self->shown, quote);
  g_string_append_len (self->shown, (const char *) string.data, (gssize) string.len);
  g_string_append_c (self->shown, quote);
  if (as_address)
    {
      string = tarn_span (address, read_address (string, address));
      if (string.len == 0 || quote != '"')
        {
          g_string_truncate (self->shown, n_shown);
          return FALSE;
        }
    }
  append_arcs (self->numbers, string, quote == '"');

  self->n_strings++;
  done = try_rest (self, close + 1);
  self->n_strings--;
  g_string_truncate (self->numbers, n_numbers);
  g_string_truncate (self->shown, n_shown);
  return done;
}

/* From @at on, behind a string or at the beginning. */
static gboolean
try_rest (Search *self,
          gsize   at)
{
  gsize n_numbers = self->numbers->len, n_shown = self->shown->len;
  gboolean done = FALSE;
  gsize open;

  for (; at < self->text.len && !opens (self->text, at, self->is_escaped); at++)
    {
      char c = (char) self->text.data[at];

      /* [a][b] is .a.b */
      if (c == ']')
        continue;
      g_string_append_c (self->numbers, c == '[' ? '.' : c);
      g_string_append_c (self->shown, c == '[' ? '.' : c);
    }

  open = at + self->is_escaped;
  if (at == self->text.len)
    done = try_numbers (self);
  for (gsize close = open + 1; !done && close < self->text.len && has_patience (self); close++)
    if (closes (self, self->text.data[open], open + 1, close))
      done = try_string (self, open, close, TRUE) || try_string (self, open, close, FALSE);

  g_string_truncate (self->numbers, n_numbers);
  g_string_truncate (self->shown, n_shown);
  return done;
}

static gboolean
is_text (const TarnMibSyntax *syntax)
{
  return syntax->convention == TARN_MIB_CONVENTION_DISPLAY_STRING
         || syntax->convention == TARN_MIB_CONVENTION_UTF8
         || (syntax->hint != NULL && tarn_hint_is_text (syntax->hint));
}

/* Addresses in quotes have dots of their own. */
static gboolean
is_address (const TarnImportNames *names,
            const TarnMibIndex    *index,
            guint                  part,
            const guint32         *arcs,
            gsize                  n_octets)
{
  gint64 type;

  if (names->cursor.parts[part].syntax.convention != TARN_MIB_CONVENTION_INET_ADDRESS)
    return FALSE;

  type = tarn_mib_index_get_inet_type (index, names->cursor.parts, part, arcs);
  return type > 0 && tarn_inet_type_get_size ((guint32) type) == n_octets;
}

/* A dot may stand for anything that does not print. */
static gboolean
check_dots (const TarnImportNames *names,
            TarnSnmprecLine       *line,
            TarnSpan               name)
{
  guint32 all[TARN_NAME_MAX_ARCS];
  guint n_all = tarn_name_get_arcs (name, all);
  guint n_above = tarn_name_count_arcs (tarn_span (name.data, names->cursor.n_octets));
  const guint32 *arcs = all + n_above;
  TarnMibIndex index;

  tarn_mib_index_decode (&index, names->cursor.parts, names->cursor.n_parts, arcs,
                         n_all - n_above);

  for (guint i = 0; i < index.n_values; i++)
    {
      const TarnMibSyntax *syntax = &names->cursor.parts[i].syntax;
      guint8 room[TARN_NAME_MAX_ARCS];
      TarnSpan octets;

      if (syntax->base != TARN_MIB_BASE_OCTETS)
        continue;
      octets = tarn_mib_index_get_octets (&index, i, arcs, room);
      if (octets.len == 0 || memchr (octets.data, '.', octets.len) == NULL
          || is_address (names, &index, i, arcs, octets.len))
        continue;

      if (!is_text (syntax))
        return tarn_snmprec_refuse (line, "octets of its index that did not print are lost"
                                          HAS_ARCS);
      tarn_snmprec_remark (line, "a dot in its index may stand for what did not print");
      break;
    }

  return TRUE;
}

/* What is between brackets, as numbers where it cannot be typed so: an OID of one arc, which
 * is none that could be written, addresses, and TimeTicks. */
static gboolean
append_bracketed (GString  *out,
                  TarnSpan  text)
{
  guint8 address[4];
  const char *end;
  guint64 arc;
  guint32 ticks;

  if (text.len > 6 && read_numbers ((const char *) text.data, &end, 10, '.', address, 4) == 4
      && end == (const char *) text.data + text.len)
    {
      g_string_append_printf (out, ".%u.%u.%u.%u", address[0], address[1], address[2], address[3]);
      return TRUE;
    }
  if (text.len > 1 && text.data[0] == '.'
      && tarn_snmprec_parse_digits (tarn_span (text.data + 1, text.len - 1), &arc))
    {
      g_string_append_printf (out, ".1.%" G_GUINT64_FORMAT, arc);
      return TRUE;
    }
  if (text.len > 0 && g_ascii_isdigit (text.data[0])
      && memchr (text.data, ':', text.len) != NULL && tarn_text_parse_time (text, &ticks))
    {
      g_string_append_printf (out, ".%u", ticks);
      return TRUE;
    }

  return FALSE;
}

/* @text, as it can be typed. */
static void
append_typed (GString  *out,
              TarnSpan  text)
{
  for (gsize at = 0; at < text.len; at++)
    {
      const guint8 *close = text.data[at] == '[' ? memchr (text.data + at, ']', text.len - at)
                                                 : NULL;
      gsize end = close != NULL ? (gsize) (close - text.data) : at;

      if (close != NULL
          && append_bracketed (out, tarn_span (text.data + at + 1, end - at - 1)))
        at = end;
      else
        g_string_append_c (out, (char) text.data[at]);
    }
}

/* Of -OX there is more than dots can say: OIDs by name, octets by a hint. */
static gboolean
try_brackets (Search *self)
{
  TarnImportNames *names = self->names;
  g_autofree char *text = g_strndup ((const char *) self->text.data, self->text.len);
  g_autoptr(TarnOid) oid = NULL;
  gboolean done;

  if (strchr (text, '[') == NULL || strlen (text) < self->text.len)
    return FALSE;

  append_typed (self->numbers, self->text);
  oid = tarn_mib_parse_oid (names->mib, self->numbers->str, NULL);
  g_string_truncate (self->numbers, 0);
  if (oid == NULL)
    return FALSE;

  self->is_known = TRUE;
  names->cursor.flags |= TARN_MIB_NAME_EXTENDED_INDEX;
  g_string_truncate (names->text, 0);
  tarn_mib_cursor_append_name (&names->cursor, tarn_oid_span (oid), names->text);
  names->cursor.flags &= ~TARN_MIB_NAME_EXTENDED_INDEX;
  done = g_str_has_suffix (text, names->text->str + names->cursor.head->len);
  if (done)
    tarn_name_set (self->name, tarn_oid_span (oid));
  return done;
}

gboolean
tarn_import_parse_quoted (TarnImportNames  *self,
                          TarnSnmprecLine  *line,
                          TarnSpan          text,
                          TarnName         *name,
                          GError          **error)
{
  g_autoptr(GString) numbers = g_string_new (NULL);
  g_autoptr(GString) shown = g_string_new (NULL);
  Search search = {
    .names = self, .text = text, .numbers = numbers, .shown = shown, .name = name,
  };
  gboolean done;

  for (gsize at = 0; at < text.len && !opens (text, at, FALSE) && !search.is_escaped; at++)
    search.is_escaped = opens (text, at, TRUE);
  done = try_brackets (&search) || try_rest (&search, 0);

  if (!done && !search.is_known && search.error != NULL)
    {
      g_propagate_error (error, search.error);
      return FALSE;
    }
  g_clear_error (&search.error);

  return done ? check_dots (self, line, tarn_name_span (name))
              : tarn_snmprec_refuse (line, "its index is not as its MIB module says" HAS_ARCS);
}
