/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-search-column.h"

#include <gio/gio.h>

/* What values are written with that are neither text nor named: see may_match(). */
#define DIGITS      "-0123456789"
#define ADDRESS     "0123456789."
#define TIME        "0123456789:., days"
#define HEX_OR_DATE "0123456789abcdefxtz:.,+-/ "

/* Decimal digits of a number with its sign. */
#define MAX_NUMBER 24

void
tarn_search_column_init (TarnSearchColumn  *self,
                         TarnMib           *mib,
                         TarnSearchPattern *pattern,
                         TarnSearchFlags    flags)
{
  *self = (TarnSearchColumn) {
    .mib = mib,
    .pattern = pattern,
    .flags = flags,
    .may_be_number = tarn_search_pattern_may_match (pattern, DIGITS),
    .may_be_address = tarn_search_pattern_may_match (pattern, ADDRESS),
    .may_be_time = tarn_search_pattern_may_match (pattern, TIME),
    .may_be_octets = tarn_search_pattern_may_match (pattern, HEX_OR_DATE),
    .scratch = g_string_new (NULL),
  };
}

void
tarn_search_column_clear (TarnSearchColumn *self)
{
  g_clear_pointer (&self->prefix, g_byte_array_unref);
  g_clear_pointer (&self->node, tarn_mib_node_unref);
  g_clear_pointer (&self->full_name, g_free);
  if (self->scratch != NULL)
    g_string_free (g_steal_pointer (&self->scratch), TRUE);
}

gboolean
tarn_search_column_has (TarnSearchColumn *self,
                        TarnSpan          name)
{
  return self->prefix != NULL && name.len >= self->prefix->len
         && (self->prefix->len == 0
             || memcmp (name.data, self->prefix->data, self->prefix->len) == 0);
}

static gsize
skip_arc (TarnSpan name,
          gsize    at)
{
  while (at < name.len && (name.data[at] & 0x80))
    at++;
  return MIN (at + 1, name.len);
}

static gboolean
is_text (const TarnMibNode *node)
{
  const char *hint = tarn_mib_node_get_hint (node);
  TarnMibConvention convention = tarn_mib_node_get_convention (node);

  return convention == TARN_MIB_CONVENTION_DISPLAY_STRING || convention == TARN_MIB_CONVENTION_UTF8
         || g_strcmp0 (hint, "255a") == 0 || g_strcmp0 (hint, "255t") == 0;
}

/* "ifDescr.3" is looked for where an object is called so, not in all instances. */
static gboolean
may_be_instance (TarnSearchColumn *self)
{
  const char *literal = tarn_search_pattern_get_literal (self->pattern);
  const char *dot = literal != NULL ? strchr (literal, '.') : NULL;
  gsize len = strlen (self->full_name);
  gsize n;

  if (dot == NULL || dot == literal || !(self->flags & TARN_SEARCH_NAMES))
    return FALSE;

  n = (gsize) (dot - literal);
  return n <= len && (self->flags & TARN_SEARCH_MATCH_CASE
                        ? strncmp (self->full_name + len - n, literal, n) == 0
                        : g_ascii_strncasecmp (self->full_name + len - n, literal, n) == 0);
}

void
tarn_search_column_move (TarnSearchColumn *self,
                         TarnSpan          name)
{
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(TarnOid) own = NULL;
  guint n_left = 0;
  gsize n;

  g_clear_pointer (&self->prefix, g_byte_array_unref);
  g_clear_pointer (&self->node, tarn_mib_node_unref);
  g_clear_pointer (&self->full_name, g_free);
  self->prefix = g_byte_array_new ();
  self->node_len = 0;
  self->has_values = self->is_text = self->try_instances = FALSE;
  memset (self->labels, 0, sizeof self->labels);

  oid = self->mib != NULL ? tarn_oid_new_octets (name.data, name.len, NULL) : NULL;
  if (oid != NULL)
    self->node = tarn_mib_find_node (self->mib, oid, &n_left);
  if (self->node == NULL)
    {
      /* Nothing is known below the first octet of an unknown name; without modules, nowhere. */
      g_byte_array_append (self->prefix, name.data, self->mib != NULL ? MIN (name.len, 1) : 0);
      return;
    }

  own = tarn_mib_node_dup_oid (self->node);
  tarn_oid_get_octets (own, &n);
  n = MIN (n, name.len);
  self->node_len = n;
  /* Where the node has children, the others of its arcs may lead to them. */
  if (tarn_mib_node_get_n_children (self->node) > 0)
    n = skip_arc (name, n);
  g_byte_array_append (self->prefix, name.data, (guint) n);

  self->full_name = g_strdup_printf ("%s::%s", tarn_mib_node_get_module (self->node),
                                     tarn_mib_node_get_name (self->node));
  self->has_values = tarn_mib_node_get_base (self->node) != TARN_MIB_BASE_NONE;
  self->is_text = is_text (self->node);
  self->try_instances = may_be_instance (self);
}

/* As printf() does it, in a tenth of the time: this is done for each varbind. */
static char *
put_number (char    *text,
            guint64  number)
{
  char digits[MAX_NUMBER];
  gsize n = sizeof digits;

  do
    digits[--n] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);

  memcpy (text, digits + n, sizeof digits - n);
  return text + (sizeof digits - n);
}

/* Appends ".3.1" of arcs, or all of an OID: "1.3.6.1". */
static void
append_arcs (GString  *text,
             TarnSpan  content,
             gboolean  is_whole)
{
  gsize before = text->len;
  guint32 arc = 0;
  char *at;

  /* One octet is three digits and a dot at most, five octets ten and a dot. */
  g_string_set_size (text, before + 4 * content.len + 4);
  at = text->str + before;
  for (gsize i = 0; i < content.len; i++)
    {
      arc = arc << 7 | (content.data[i] & 0x7f);
      if (content.data[i] & 0x80)
        continue;

      if (is_whole)
        {
          guint top = MIN (arc / 40, 2);

          *at++ = (char) ('0' + top);
          arc -= 40 * top;
          is_whole = FALSE;
        }
      *at++ = '.';
      at = put_number (at, arc);
      arc = 0;
    }
  g_string_truncate (text, (gsize) (at - text->str));
}

char *
tarn_search_format_value (TarnMib       *mib,
                          TarnMibNode   *node,
                          const TarnRow *row)
{
  const TarnMibValueFlags flags = TARN_MIB_VALUE_PERSON | TARN_MIB_VALUE_NO_UNITS;
  TarnSpan content = tarn_row_content (row);
  g_autoptr(TarnValue) value = NULL;

  /* Its kind is in another object; the length tells as much. */
  if (node != NULL && tarn_mib_node_get_convention (node) == TARN_MIB_CONVENTION_INET_ADDRESS
      && row->tag == TARN_KIND_OCTET_STRING && (content.len == 4 || content.len == 16))
    {
      g_autoptr(GInetAddress) address =
        g_inet_address_new_from_bytes (content.data, content.len == 4 ? G_SOCKET_FAMILY_IPV4
                                                                      : G_SOCKET_FAMILY_IPV6);

      return g_inet_address_to_string (address);
    }

  value = tarn_row_dup_value (row);
  if (node != NULL && tarn_mib_node_get_base (node) != TARN_MIB_BASE_NONE)
    return tarn_mib_node_format_value (node, value, NULL, flags);
  return tarn_mib_format_value (mib, value, flags);
}

static gboolean
matches_formatted (TarnSearchColumn *self,
                   const TarnRow    *row)
{
  g_autofree char *text = tarn_search_format_value (self->mib, self->node, row);

  return tarn_search_pattern_matches (self->pattern, text, strlen (text));
}

static gboolean
matches_octets (TarnSearchColumn *self,
                const TarnRow    *row)
{
  TarnSpan content = tarn_row_content (row);
  gboolean has_labels = self->has_values && tarn_mib_node_get_n_labels (self->node) > 0;

  if (tarn_search_pattern_matches (self->pattern, content.data, content.len))
    return TRUE;
  if (self->is_text)
    return FALSE;

  return (has_labels || self->may_be_octets)
         && matches_formatted (self, row);
}

/* An enumeration has few labels and a column many values. */
static gboolean
matches_label (TarnSearchColumn *self,
               const TarnRow    *row,
               gint64            number)
{
  TarnSearchLabel *label = &self->labels[(guint64) number % TARN_SEARCH_N_LABELS];

  if (!label->is_known || label->number != number)
    {
      label->number = number;
      label->is_known = TRUE;
      label->matches = matches_formatted (self, row);
    }
  return label->matches;
}

static gboolean
matches_number (TarnSearchColumn *self,
                const TarnRow    *row)
{
  char text[MAX_NUMBER];
  char *end = text;
  gboolean is_signed = row->tag == TARN_KIND_INTEGER;
  gint64 number = 0;
  guint64 natural = 0;
  gboolean is_number = is_signed ? tarn_row_get_integer (row, &number)
                                 : tarn_row_get_unsigned (row, &natural);

  if (!is_number)
    return matches_formatted (self, row);
  if (self->has_values && is_signed && tarn_mib_node_get_n_labels (self->node) > 0)
    return matches_label (self, row, number);
  if (self->has_values && tarn_mib_node_get_hint (self->node) != NULL)
    return matches_formatted (self, row);
  if (!self->may_be_number)
    return FALSE;

  if (number < 0)
    *end++ = '-';
  if (is_signed)
    natural = number < 0 ? -(guint64) number : (guint64) number;
  end = put_number (end, natural);
  return tarn_search_pattern_matches (self->pattern, text, (gsize) (end - text));
}

static gboolean
matches_oid (TarnSearchColumn *self,
             const TarnRow    *row)
{
  if (self->may_be_address)
    {
      g_string_truncate (self->scratch, 0);
      append_arcs (self->scratch, tarn_row_content (row), TRUE);
      if (tarn_search_pattern_matches (self->pattern, self->scratch->str, self->scratch->len))
        return TRUE;
    }

  return matches_formatted (self, row);
}

static gboolean
matches_value (TarnSearchColumn *self,
               const TarnRow    *row)
{
  switch (row->tag)
    {
    case TARN_KIND_OCTET_STRING:
      return matches_octets (self, row);

    case TARN_KIND_INTEGER:
    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_UINTEGER32:
      return matches_number (self, row);

    case TARN_KIND_TIME_TICKS:
      return self->may_be_time && matches_formatted (self, row);

    case TARN_KIND_IP_ADDRESS:
      return self->may_be_octets && matches_formatted (self, row);

    case TARN_KIND_OBJECT_ID:
      return matches_oid (self, row);

    default:
      return matches_formatted (self, row);
    }
}

static gboolean
matches_instance (TarnSearchColumn *self,
                  TarnSpan          name)
{
  g_string_assign (self->scratch, self->full_name);
  append_arcs (self->scratch, tarn_span (name.data + self->node_len, name.len - self->node_len),
               FALSE);

  return tarn_search_pattern_matches (self->pattern, self->scratch->str, self->scratch->len);
}

/* Only what is behind the name: the name itself is looked for once. */
static gboolean
matches_index (TarnSearchColumn *self,
               TarnSpan          name)
{
  g_autoptr(TarnOid) oid = tarn_oid_new_octets (name.data, name.len, NULL);
  g_autofree char *text = NULL;
  gsize n = self->node != NULL ? strlen (tarn_mib_node_get_name (self->node)) : 0;

  if (oid == NULL || self->node == NULL)
    return FALSE;

  text = tarn_mib_oid_to_text (self->mib, oid, TARN_MIB_NAME_SUFFIX);
  n = MIN (n, strlen (text));
  return tarn_search_pattern_matches (self->pattern, text + n, strlen (text) - n);
}

TarnSearchFlags
tarn_search_column_match (TarnSearchColumn *self,
                          const TarnRow    *row)
{
  if (self->try_instances && matches_instance (self, row->name))
    return TARN_SEARCH_NAMES;
  if ((self->flags & TARN_SEARCH_VALUES) && matches_value (self, row))
    return TARN_SEARCH_VALUES;
  if ((self->flags & TARN_SEARCH_OIDS) && self->may_be_address)
    {
      /* ".1.3.6" is an OID as well. */
      g_string_assign (self->scratch,
                       tarn_search_pattern_get_literal (self->pattern) != NULL ? "." : "");
      append_arcs (self->scratch, row->name, TRUE);
      if (tarn_search_pattern_matches (self->pattern, self->scratch->str, self->scratch->len))
        return TARN_SEARCH_OIDS;
    }
  if ((self->flags & TARN_SEARCH_INDICES) && matches_index (self, row->name))
    return TARN_SEARCH_INDICES;

  return 0;
}

/* A description is broken into lines wherever its author did: a space is as good. */
static gboolean
matches_prose (TarnSearchColumn *self,
               const char       *prose)
{
  g_string_truncate (self->scratch, 0);
  for (; *prose != '\0'; prose++)
    if (!g_ascii_isspace (*prose))
      g_string_append_c (self->scratch, *prose);
    else if (self->scratch->len > 0 && self->scratch->str[self->scratch->len - 1] != ' ')
      g_string_append_c (self->scratch, ' ');

  return tarn_search_pattern_matches (self->pattern, self->scratch->str, self->scratch->len);
}

TarnSearchFlags
tarn_search_column_match_node (TarnSearchColumn *self,
                               TarnMibNode      *node)
{
  const char *literal = tarn_search_pattern_get_literal (self->pattern);
  const char *description = tarn_mib_node_get_description (node);
  const char *name = tarn_mib_node_get_name (node);
  g_autofree char *full = NULL;

  /* The name of a module is that of all its objects: it counts if it is asked for. */
  if (literal != NULL && strstr (literal, "::") != NULL)
    name = full = g_strdup_printf ("%s::%s", tarn_mib_node_get_module (node), name);

  if ((self->flags & TARN_SEARCH_NAMES)
      && tarn_search_pattern_matches (self->pattern, name, strlen (name)))
    return TARN_SEARCH_NAMES;
  if ((self->flags & TARN_SEARCH_DESCRIPTIONS) && description != NULL
      && matches_prose (self, description))
    return TARN_SEARCH_DESCRIPTIONS;

  return 0;
}
