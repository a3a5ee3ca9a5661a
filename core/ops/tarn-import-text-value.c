/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A value, by the type that stands in front of it, or by what it looks like.
 */
#include "base/tarn-number.h"
#include "mib/tarn-hint.h"
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-text.h"

typedef enum
{
  UNTYPED,
  STRING,
  HEX,
  BITS,
  INTEGER,
  GAUGE32,
  COUNTER32,
  COUNTER64,
  TICKS,
  OBJECT_ID,
  IP_ADDRESS,
  NETWORK_ADDRESS,
  OPAQUE,
  EMPTY,        /* NULL */
} Type;

typedef struct
{
  const char *word;
  Type        type;
} TypeName;

/* As net-snmp spells them, and as it does not. */
static const TypeName type_names[] = {
  { "STRING", STRING },
  { "Hex-STRING", HEX },
  { "BITS", BITS },
  { "INTEGER", INTEGER },
  { "Integer32", INTEGER },
  { "Gauge32", GAUGE32 },
  { "Unsigned32", GAUGE32 },
  { "Counter32", COUNTER32 },
  { "Counter64", COUNTER64 },
  { "Timeticks", TICKS },
  { "OID", OBJECT_ID },
  { "IpAddress", IP_ADDRESS },
  { "Network Address", NETWORK_ADDRESS },
  { "Opaque", OPAQUE },
  { "OPAQUE", OPAQUE },
  { "NULL", EMPTY },
  /* UCD-SNMP's, before it was net-snmp. */
  { "Hex", HEX },
  { "Counter", COUNTER32 },
  { "Gauge", GAUGE32 },
};

/* "STRING: " and the like.  Sets @rest to what stands behind, without one space, and
 * @exact to whether net-snmp would have written it so. */
static Type
take_type (TarnSpan  value,
           TarnSpan *rest,
           gboolean *exact)
{
  gsize n = 0;
  Type type = UNTYPED;

  while (n < value.len && value.data[n] != ':' && value.data[n] != '\n')
    n++;
  if (n == value.len || value.data[n] != ':')
    return UNTYPED;

  *exact = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (type_names) && !*exact; i++)
    {
      const char *word = type_names[i].word;

      if (strlen (word) != n || g_ascii_strncasecmp (word, (const char *) value.data, n) != 0)
        continue;
      type = type_names[i].type;
      *exact = memcmp (word, value.data, n) == 0;
    }

  n++;
  if (n < value.len && value.data[n] == ':')
    {
      *exact = FALSE;
      n++;
    }
  if (n < value.len && value.data[n] == ' ')
    n++;
  *rest = tarn_span (value.data + n, value.len - n);
  return type;
}

gboolean
tarn_text_is_typed (TarnSpan value)
{
  gboolean exact;
  TarnSpan rest;

  return take_type (value, &rest, &exact) != UNTYPED;
}

/* Digits and what goes with them in a number, an OID, an address, a time. */
static gboolean
is_plain_word (TarnSpan value)
{
  for (gsize i = 0; i < value.len; i++)
    if (!g_ascii_isdigit (value.data[i])
        && (value.data[i] == '\0' || strchr (" .:-", value.data[i]) == NULL))
      return FALSE;

  return value.len > 0;
}

/* A module that names an object so shows its text without quotes, and has done so: then
 * what quotes there are came from the agent. */
static gboolean
has_own_quotes (const TarnImportStyle *style,
                TarnSpan               content)
{
  const TarnImportNames *names = style->names;

  /* No text at all is more likely. */
  if (tarn_span_equal (tarn_text_strip (content), tarn_span ("\"\"", 2)))
    return FALSE;

  return style->bare && names->by_label && names->has_syntax
         && names->syntax.base == TARN_MIB_BASE_OCTETS && names->syntax.hint != NULL
         && tarn_hint_is_text (names->syntax.hint);
}

TarnTextExtent
tarn_text_get_extent (const TarnImportStyle *style,
                      TarnSpan               value,
                      TarnSpan              *content)
{
  gboolean exact;
  Type type;

  value = tarn_text_skip_complaint (value);
  type = take_type (value, content, &exact);
  if (type == UNTYPED)
    *content = value;

  switch (type)
    {
    case STRING:
      return content->len > 0 && content->data[0] == '"' && !has_own_quotes (style, *content)
             ? TARN_TEXT_QUOTED : TARN_TEXT_TO_NEXT;

    case HEX:
    case BITS:
    case OPAQUE:
      return TARN_TEXT_HEX;

    case UNTYPED:
      if (value.len > 0 && value.data[0] == '"')
        return TARN_TEXT_QUOTED;
      return style->typed || is_plain_word (value) ? TARN_TEXT_ONE_LINE : TARN_TEXT_TO_NEXT;

    case INTEGER:
    case GAUGE32:
    case COUNTER32:
    case COUNTER64:
    case TICKS:
    case OBJECT_ID:
    case IP_ADDRESS:
    case NETWORK_ADDRESS:
    case EMPTY:
    default:
      return TARN_TEXT_ONE_LINE;
    }
}

static gboolean
parse_object_id (TarnSnmprecLine *line,
                 TarnImportNames *names,
                 TarnSpan         value)
{
  TarnName oid;

  if (!tarn_import_parse_name (names, line, tarn_text_strip (value), &oid))
    return FALSE;

  g_byte_array_append (line->content, oid.data, oid.len);
  return TRUE;
}

/* "0A:01:03:01" */
static gboolean
parse_network_address (TarnSnmprecLine *line,
                       TarnSpan         value)
{
  TarnSpan text = tarn_text_strip (value);

  if (!tarn_text_parse_hex (line, text))
    return FALSE;
  line->mended = FALSE;
  g_string_truncate (line->remarks, 0);
  return line->content->len == 4
         || tarn_snmprec_refuse (line, "an address that has not four octets");
}

static gboolean
parse_typed (TarnSnmprecLine       *line,
             const TarnImportStyle *style,
             Type                   type,
             TarnSpan               value,
             guint8                *tag)
{
  static const guint8 tags[] = {
    [STRING] = TARN_KIND_OCTET_STRING, [HEX] = TARN_KIND_OCTET_STRING,
    [BITS] = TARN_KIND_OCTET_STRING, [INTEGER] = TARN_KIND_INTEGER,
    [GAUGE32] = TARN_KIND_GAUGE32, [COUNTER32] = TARN_KIND_COUNTER32,
    [COUNTER64] = TARN_KIND_COUNTER64, [TICKS] = TARN_KIND_TIME_TICKS,
    [OBJECT_ID] = TARN_KIND_OBJECT_ID, [IP_ADDRESS] = TARN_KIND_IP_ADDRESS,
    [NETWORK_ADDRESS] = TARN_KIND_IP_ADDRESS, [OPAQUE] = TARN_KIND_OPAQUE,
    [EMPTY] = TARN_KIND_NULL,
  };

  TarnImportNames *names = style->names;

  *tag = tags[type];
  if (type == STRING || type == HEX || type == OPAQUE || type == OBJECT_ID)
    value = tarn_text_strip_units (names, value);

  switch (type)
    {
    case STRING:
      if (style->typed && value.len > 0 && value.data[0] == '"' && has_own_quotes (style, value))
        {
          tarn_snmprec_remark (line, "its quotes were taken for its own, for other text has none");
          return tarn_text_parse_bare (line, value);
        }
      return tarn_text_parse_hinted (line, names, tarn_text_strip (value))
             || tarn_text_parse_string (line, value);

    case HEX:
      return tarn_text_parse_hex (line, value);

    case BITS:
      return tarn_text_parse_bits (line, value);

    case INTEGER:
    case GAUGE32:
    case COUNTER32:
    case COUNTER64:
      return tarn_text_parse_number (line, names, *tag, tarn_text_strip (value));

    case TICKS:
      return tarn_text_parse_ticks (line, tarn_text_strip (value));

    case OBJECT_ID:
      return parse_object_id (line, names, value);

    case IP_ADDRESS:
      return tarn_snmprec_parse_value (line, *tag, TARN_SNMPREC_PLAIN, tarn_text_strip (value));

    case NETWORK_ADDRESS:
      return parse_network_address (line, value);

    case OPAQUE:
      return tarn_text_parse_opaque (line, value);

    case EMPTY:
      return tarn_snmprec_parse_value (line, *tag, TARN_SNMPREC_PLAIN, tarn_text_strip (value));

    case UNTYPED:
    default:
      g_assert_not_reached ();
    }
}

static guint
count_octets (TarnSpan text,
              char     octet)
{
  guint n = 0;

  for (gsize i = 0; i < text.len; i++)
    n += text.data[i] == (guint8) octet;

  return n;
}

/* A number with no type: in a file of typed values TimeTicks, which lose theirs with
 * -Ot; else -OQ took all types away, and any may fit. */
static gboolean
parse_bare_number (TarnSnmprecLine       *line,
                   const TarnImportStyle *style,
                   TarnSpan               text,
                   guint8                *tag)
{
  guint64 number;

  if (style->typed)
    {
      *tag = TARN_KIND_TIME_TICKS;
      tarn_snmprec_remark (line, "a number without a type, as -Ot shows TimeTicks");
      return tarn_text_parse_ticks (line, text);
    }

  *tag = TARN_KIND_INTEGER;
  if (tarn_snmprec_parse_digits (text, &number))
    *tag = number <= G_MAXINT32 ? TARN_KIND_INTEGER
           : number <= G_MAXUINT32 ? TARN_KIND_GAUGE32 : TARN_KIND_COUNTER64;
  tarn_snmprec_remark (line, "its type is not told; it was chosen by the size of the number");
  return tarn_text_parse_number (line, style->names, *tag, text);
}

/* "00 1A 2B ", which -OQ and -Oq put in quotes. */
static gboolean
is_hex_in_quotes (TarnSpan text)
{
  gsize at = 1;

  while (at + 3 < text.len && g_ascii_isxdigit (text.data[at])
         && g_ascii_isxdigit (text.data[at + 1]) && text.data[at + 2] == ' ')
    at += 3 + (text.data[at + 3] == '\n');

  return at > 1 && at + 1 == text.len && text.data[at] == '"';
}

static gboolean
parse_quoted (TarnSnmprecLine       *line,
              const TarnImportStyle *style,
              TarnSpan               value)
{
  TarnSpan text = tarn_text_strip (value);

  if (style->typed || !is_hex_in_quotes (text))
    return tarn_text_parse_string (line, value);

  tarn_snmprec_remark (line, "hex in quotes, as -OQ shows octets that are no text");
  return tarn_text_parse_hex (line, tarn_span (text.data + 1, text.len - 2));
}

/* Words without spaces that begin like an OID, in numbers or not. */
static gboolean
is_object_id (TarnSpan text)
{
  if (text.len < 2 || memchr (text.data, ' ', text.len) != NULL)
    return FALSE;

  return (text.data[0] == '.' && g_ascii_isalnum (text.data[1]))
         || tarn_span_has_prefix (text, "iso.") || tarn_span_has_prefix (text, "ccitt.")
         || memmem (text.data, text.len, "::", 2) != NULL;
}

static gboolean
is_number (TarnSpan text)
{
  gsize at = text.len > 1 && text.data[0] == '-';

  while (at < text.len && g_ascii_isdigit (text.data[at]))
    at++;

  return text.len > 0 && at == text.len;
}

/* What the MIB module says that a value without a type is of. */
static Type
get_declared_type (const TarnImportNames *names)
{
  static const Type types[] = {
    [TARN_MIB_BASE_NONE] = UNTYPED, [TARN_MIB_BASE_INTEGER] = INTEGER,
    [TARN_MIB_BASE_UNSIGNED] = GAUGE32, [TARN_MIB_BASE_COUNTER32] = COUNTER32,
    [TARN_MIB_BASE_GAUGE32] = GAUGE32, [TARN_MIB_BASE_TIME_TICKS] = TICKS,
    [TARN_MIB_BASE_COUNTER64] = COUNTER64, [TARN_MIB_BASE_OCTETS] = STRING,
    [TARN_MIB_BASE_BITS] = UNTYPED, [TARN_MIB_BASE_OBJECT_ID] = OBJECT_ID,
    [TARN_MIB_BASE_IP_ADDRESS] = IP_ADDRESS,
    [TARN_MIB_BASE_NETWORK_ADDRESS] = NETWORK_ADDRESS, [TARN_MIB_BASE_OPAQUE] = UNTYPED,
  };

  return names->has_syntax ? types[names->syntax.base] : UNTYPED;
}

/* FALSE, with nothing done, where the value is none of that type.  In a file of typed
 * values only TimeTicks lose theirs (-Ot). */
static gboolean
parse_declared (TarnSnmprecLine       *line,
                const TarnImportStyle *style,
                TarnSpan               value,
                guint8                *tag)
{
  Type type = get_declared_type (style->names);
  g_autofree char *before = NULL;

  if (type == UNTYPED || (style->typed && (type == STRING || !is_number (tarn_text_strip (value)))))
    return FALSE;

  before = g_strdup (line->remarks->str);
  if (!(style->typed && type == TICKS))
    tarn_snmprec_remark (line, "its type is not told; it is the one that the MIB module says");
  if (parse_typed (line, style, type, value, tag))
    return TRUE;

  g_byte_array_set_size (line->content, 0);
  g_string_assign (line->remarks, before);
  line->mended = FALSE;
  return FALSE;
}

static gboolean
parse_untyped (TarnSnmprecLine       *line,
               const TarnImportStyle *style,
               TarnSpan               value,
               guint8                *tag)
{
  TarnSpan text = tarn_text_strip (value);

  *tag = TARN_KIND_OCTET_STRING;
  if (text.len > 0 && text.data[0] == '"')
    return parse_quoted (line, style, value);

  if (tarn_span_has_prefix (text, "Variable has bad type"))
    return tarn_snmprec_refuse (line, "its value was not printed, for net-snmp did not know "
                                      "its type");
  if (parse_declared (line, style, value, tag))
    return TRUE;
  *tag = TARN_KIND_OCTET_STRING;
  if (is_number (text))
    return parse_bare_number (line, style, text, tag);

  if (text.len == 4 && tarn_span_has_prefix (text, "NULL"))
    {
      *tag = TARN_KIND_NULL;
      return TRUE;
    }
  if (style->typed)
    return tarn_snmprec_refuse (line, "its type is none that net-snmp prints");

  tarn_snmprec_remark (line, "its type is not told; it was chosen by what the value looks like");
  if (is_object_id (text))
    {
      *tag = TARN_KIND_OBJECT_ID;
      return parse_object_id (line, style->names, text);
    }
  if (is_plain_word (text) && count_octets (text, '.') == 3 && count_octets (text, ':') == 0)
    {
      *tag = TARN_KIND_IP_ADDRESS;
      return tarn_snmprec_parse_value (line, *tag, TARN_SNMPREC_PLAIN, text);
    }
  if (is_plain_word (text) && count_octets (text, ':') == 3)
    {
      *tag = TARN_KIND_TIME_TICKS;
      return tarn_text_parse_ticks (line, text);
    }

  return tarn_text_parse_hinted (line, style->names, text) || tarn_text_parse_string (line, value);
}

TarnSnmprecKind
tarn_text_parse_value (TarnSnmprecLine       *line,
                       const TarnImportStyle *style,
                       TarnSpan               value)
{
  TarnSnmprecKind kind;
  gboolean exact, good;
  TarnSpan rest;
  guint8 tag;
  Type type;

  rest = tarn_text_skip_complaint (value);
  if (rest.data != value.data)
    tarn_import_names_drop_object (style->names);
  value = rest;
  if (tarn_text_parse_exception (line, value, &kind))
    return kind;
  if (tarn_text_parse_raw (line, value, &good))
    return good ? TARN_SNMPREC_VARBIND : TARN_SNMPREC_REFUSED;

  type = take_type (value, &rest, &exact);
  if (type == UNTYPED)
    {
      good = parse_untyped (line, style, value, &tag);
    }
  else
    {
      if (!exact)
        tarn_snmprec_mend (line, "its type is not spelt as net-snmp does");
      good = parse_typed (line, style, type, rest, &tag);
    }

  return good && tarn_snmprec_make_tlv (line, tag) ? TARN_SNMPREC_VARBIND
                                                   : TARN_SNMPREC_REFUSED;
}
