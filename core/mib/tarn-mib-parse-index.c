/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-parse-private.h"

#include "base/tarn-error.h"
#include "mib/tarn-mib-octets.h"
#include "mib/tarn-mib-value.h"

/* The index of a column as a person types it, part by part.  A part may be a number, a
 * label, a string in quotes, the arcs that it would be, or any of it in brackets. */

typedef struct
{
  TarnMibParser    *parser;
  TarnMibIndexArcs  index;
  guint             n_parts;
  TarnMibIndexPart  parts[TARN_MIB_MAX_INDEX];
} IndexParser;

static gboolean
put_raw (IndexParser    *self,
         guint32         arc,
         GError        **error)
{
  TarnMibIndexArcs *index = &self->index;

  if (index->n_arcs == G_N_ELEMENTS (index->arcs))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” has more than %d sub-identifiers", self->parser->text,
                   TARN_NAME_MAX_ORIGINATE);
      return FALSE;
    }

  index->arcs[index->n_arcs++] = arc;
  return TRUE;
}

/* As far as parts before @n say it: what kind of address it is. */
static TarnMibValueContext
make_context (IndexParser *self,
              guint        n)
{
  TarnMibValueContext context = { .syntax = &self->parts[n].syntax };
  TarnMibIndex decoded;
  gint64 type;

  tarn_mib_index_decode_strictly (&decoded, self->parts, n, self->index.arcs,
                                  self->index.n_arcs);
  type = tarn_mib_index_get_inet_type (&decoded, self->parts, n, self->index.arcs);
  context.has_inet_type = type >= 0;
  context.inet_type = (guint32) MAX (type, 0);
  return context;
}

/* Sixteen octets as net-snmp writes an IPv6 address: "20:01:0d:b8:…". */
static gboolean
read_octet_pairs (const char *text,
                  GByteArray *octets)
{
  guint8 pairs[16];

  if (strlen (text) != 47)
    return FALSE;

  for (guint i = 0; i < 16; i++)
    {
      const char *at = text + (gsize) 3 * i;

      if (!g_ascii_isxdigit (at[0]) || !g_ascii_isxdigit (at[1]) || (i < 15 && at[2] != ':'))
        return FALSE;
      pairs[i] = (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));
    }

  g_byte_array_append (octets, pairs, sizeof pairs);
  return TRUE;
}

/* Octets of a part that is text: what it says, or what its convention makes of it. */
static gboolean
put_text (IndexParser    *self,
          guint           n,
          const char     *text,
          gboolean        is_quoted,
          GError        **error)
{
  const TarnMibIndexPart *part = &self->parts[n];
  gboolean is_inet = part->syntax.convention == TARN_MIB_CONVENTION_INET_ADDRESS;
  TarnMibValueContext context = make_context (self, n);
  g_autoptr(GByteArray) octets = g_byte_array_new ();

  /* Names of hosts are text, and so is what net-snmp makes of addresses of a wrong size. */
  if (is_quoted && (tarn_inet_type_get_size (context.inet_type) == 0
                    || text[strspn (text, "0123456789abcdefABCDEF.:%")] != '\0'
                    || strpbrk (text, ".:") == NULL))
    is_inet = FALSE;

  if (is_quoted && !is_inet)
    g_byte_array_append (octets, (const guint8 *) text, (guint) strlen (text));
  else if (!(is_inet && read_octet_pairs (text, octets))
           && !tarn_mib_octets_parse (text, &context, octets, error))
    return FALSE;

  return tarn_mib_index_put_octets (&self->index, part, tarn_span (octets->data, octets->len),
                                    error);
}

static gboolean
put_label (IndexParser    *self,
           guint           n,
           const char     *label,
           GError        **error)
{
  const TarnMibSyntax *syntax = &self->parts[n].syntax;
  g_autoptr(GString) known = g_string_new (NULL);
  g_autofree char *shown = g_utf8_make_valid (label, -1);

  for (guint i = 0; i < syntax->n_labels; i++)
    {
      const char *name = tarn_mib_syntax_label (syntax, i);

      if (strcmp (name, label) == 0)
        return tarn_mib_index_put_number (&self->index, &self->parts[n],
                                          syntax->labels[i].value, error);
      if (i < 8)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", name);
    }

  if (syntax->n_labels > 0)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s is not “%s”, but one of %s%s",
                 self->parts[n].name, shown, known->str, syntax->n_labels > 8 ? ", …" : "");
  else if (syntax->base == TARN_MIB_BASE_OCTETS)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "%s is a string: in an index it is written in quotes, \"%s\", which most shells "
                 "need inside of others", self->parts[n].name, shown);
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s cannot be “%s” in an index",
                 self->parts[n].name, shown);
  return FALSE;
}

/* How many arcs a part takes that is written as its arcs, the one at hand included. */
static guint
count_raw (IndexParser *self,
           guint        n,
           guint32      first)
{
  const TarnMibIndexPart *part = &self->parts[n];
  int size;

  switch (part->syntax.base)
    {
    case TARN_MIB_BASE_IP_ADDRESS:
      return 4;
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      return 5;

    case TARN_MIB_BASE_OCTETS:
    case TARN_MIB_BASE_BITS:
    case TARN_MIB_BASE_OPAQUE:
    case TARN_MIB_BASE_OBJECT_ID:
      size = tarn_mib_syntax_get_fixed_size (&part->syntax);
      if (part->implied)
        return G_MAXUINT;
      return size >= 0 && part->syntax.base != TARN_MIB_BASE_BITS ? (guint) size
             : (guint) MIN (first, TARN_NAME_MAX_ARCS) + 1;

    case TARN_MIB_BASE_NONE:
      return G_MAXUINT;

    case TARN_MIB_BASE_INTEGER:
    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_COUNTER32:
    case TARN_MIB_BASE_GAUGE32:
    case TARN_MIB_BASE_TIME_TICKS:
    case TARN_MIB_BASE_COUNTER64:
    default:
      return 1;
    }
}

/* Numbers with dots between them, as many as the part takes, or as there are. */
static gboolean
read_raw (IndexParser    *self,
          guint           n,
          GError        **error)
{
  TarnMibParser *parser = self->parser;
  guint n_left = G_MAXUINT;

  for (gboolean is_first = TRUE; n_left > 0; is_first = FALSE)
    {
      guint32 arc;

      if (!tarn_mib_parser_read_arc (parser, &arc, error) || !put_raw (self, arc, error))
        return FALSE;
      if (is_first && n < self->n_parts)
        n_left = count_raw (self, n, arc);
      if (n_left != G_MAXUINT && n_left > 0)
        n_left--;
      if (n_left > 0 && parser->at[0] == '.' && g_ascii_isdigit (parser->at[1]))
        parser->at++;
      else
        break;
    }

  return TRUE;
}

/* Up to the quote that ends it; a backslash makes the next one a part of the text.  Quotes
 * themselves may have one in front, as -OE writes them. */
static char *
read_quoted (TarnMibParser  *parser,
             char           *quote,
             GError        **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *at = parser->at;
  gboolean is_escaped = *at == '\\';

  *quote = at[is_escaped];
  for (at += 1 + is_escaped; *at != '\0'; at++)
    {
      if (is_escaped ? at[0] == '\\' && at[1] == *quote : at[0] == *quote)
        {
          parser->at = at + 1 + is_escaped;
          return g_string_free (g_steal_pointer (&text), FALSE);
        }
      if (*at == '\\' && at[1] != '\0')
        at++;
      g_string_append_c (text, *at);
    }

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s”: the string has no second %c",
               parser->text, *quote);
  return NULL;
}

static gboolean
read_string (IndexParser    *self,
             guint           n,
             GError        **error)
{
  char quote;
  g_autofree char *text = read_quoted (self->parser, &quote, error);

  if (text == NULL)
    return FALSE;

  if (n < self->n_parts && self->parts[n].syntax.base != TARN_MIB_BASE_OCTETS)
    return put_label (self, n, text, error);
  if (n < self->n_parts && quote == '"')
    return put_text (self, n, text, TRUE, error);

  /* Of an unknown index; or said to be without a length. */
  if (quote == '"' && !put_raw (self, (guint32) strlen (text), error))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!put_raw (self, (guint8) *p, error))
      return FALSE;

  return TRUE;
}

/* What a TimeFilter is shown as between brackets. */
static gboolean
put_time (IndexParser    *self,
          guint           n,
          const char     *text,
          GError        **error)
{
  TarnMibValueContext context = make_context (self, n);
  g_autoptr(TarnValue) value = tarn_mib_value_parse (text, &context, error);
  guint64 ticks;

  return value != NULL && tarn_value_get_unsigned (value, &ticks)
         && tarn_mib_index_put_number (&self->index, &self->parts[n], (gint64) ticks, error);
}

/* A whole part as text, from between brackets. */
static gboolean
put_bracketed (IndexParser    *self,
               guint           n,
               const char     *text,
               GError        **error)
{
  const TarnMibIndexPart *part = &self->parts[n];
  TarnMibBase base = part->syntax.base;
  guint64 number;

  if (base == TARN_MIB_BASE_OCTETS || base == TARN_MIB_BASE_IP_ADDRESS
      || base == TARN_MIB_BASE_NETWORK_ADDRESS)
    return put_text (self, n, g_str_has_prefix (text, "STRING: ") ? text + 8 : text, FALSE,
                     error);

  if (base == TARN_MIB_BASE_OBJECT_ID)
    {
      g_autoptr(TarnOid) oid = tarn_mib_parse_oid (self->parser->mib, text, error);
      g_autofree guint32 *arcs = NULL;
      gsize n_arcs;

      if (oid == NULL)
        return FALSE;
      arcs = tarn_oid_get_arcs (oid, &n_arcs);
      return tarn_mib_index_put_arcs (&self->index, part, arcs, n_arcs, error);
    }

  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    return tarn_mib_index_put_number (&self->index, part, (gint64) number, error);

  return base == TARN_MIB_BASE_TIME_TICKS ? put_time (self, n, text, error)
                                          : put_label (self, n, text, error);
}

static gboolean
read_bracketed (IndexParser    *self,
                guint           n,
                GError        **error)
{
  TarnMibParser *parser = self->parser;
  g_autofree char *text = NULL;
  gsize len;

  parser->at++;
  if (n >= self->n_parts)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s”: the index has %u parts", parser->text, self->n_parts);
      return FALSE;
    }

  if (*parser->at == '"' || *parser->at == '\'' || *parser->at == '\\')
    {
      if (!read_string (self, n, error))
        return FALSE;
    }
  else
    {
      len = strcspn (parser->at, "]");
      text = g_strndup (parser->at, len);
      parser->at += len;
      if (!put_bracketed (self, n, text, error))
        return FALSE;
    }

  if (*parser->at != ']')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s”: a ] is missing", parser->text);
      return FALSE;
    }
  parser->at++;
  return TRUE;
}

static gboolean
read_part (IndexParser    *self,
           guint           n,
           GError        **error)
{
  TarnMibParser *parser = self->parser;
  g_autofree char *label = NULL;
  gsize len;

  if (*parser->at == '[')
    return read_bracketed (self, n, error);

  if (*parser->at++ != '.' || *parser->at == '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s”: a dot and the next part of the index should follow behind %"
                   G_GSIZE_FORMAT " letters", parser->text,
                   (gsize) (parser->at - parser->start - 1));
      return FALSE;
    }

  if (*parser->at == '"' || *parser->at == '\'' || *parser->at == '\\')
    return read_string (self, n, error);
  if (g_ascii_isdigit (*parser->at) || n >= self->n_parts)
    return read_raw (self, n, error);

  len = strcspn (parser->at, ".[");
  label = g_strndup (parser->at, len);
  parser->at += len;
  return put_label (self, n, label, error);
}

gboolean
tarn_mib_parser_read_index (TarnMibParser  *self,
                            GError        **error)
{
  TarnMibImage *image = tarn_mib_get_image (self->mib);
  IndexParser index = { .parser = self };

  index.n_parts = tarn_mib_image_get_index (image, tarn_mib_image_get_row (image, self->id),
                                            index.parts);
  for (guint n = 0; *self->at != '\0'; n++)
    if (!read_part (&index, n, error))
      return FALSE;

  return tarn_mib_parser_add_arcs (self, index.index.arcs, index.index.n_arcs, error);
}
