/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn-format-json.c and tarn-format-csv.c write these fields; others may leave out what
 * the rest tells already.
 */
#include "ops/tarn-import-fields.h"

#include "ops/tarn-format-private.h"

TarnField
tarn_import_field_find (TarnSpan name)
{
  static const struct { const char *name; TarnField field; } fields[] = {
    { "oid", TARN_FIELD_OID }, { "name", TARN_FIELD_OID },
    { "name/oid", TARN_FIELD_OID }, { "type", TARN_FIELD_TYPE },
    { "value", TARN_FIELD_VALUE }, { "text", TARN_FIELD_TEXT }, { "hex", TARN_FIELD_HEX },
    { "tlv", TARN_FIELD_TLV },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strlen (fields[i].name) == name.len
        && g_ascii_strncasecmp (fields[i].name, (const char *) name.data, name.len) == 0)
      return fields[i].field;

  return TARN_N_FIELDS;
}

static gboolean
has (const TarnImportFields *self,
     TarnField               field)
{
  return self->span[field].data != NULL;
}

/* An apostrophe keeps a spreadsheet from computing it (tarn-format-csv.c). */
static gboolean
says_the_same (TarnSpan text,
               TarnSpan octets)
{
  if (text.len == octets.len + 1 && text.data[0] == '\'')
    text = tarn_span (text.data + 1, text.len - 1);

  return tarn_span_equal (text, octets);
}

static gboolean
parse_octets (const TarnImportFields *self,
              TarnSnmprecLine        *line,
              guint8                  tag)
{
  TarnSpan text = self->span[has (self, TARN_FIELD_TEXT) ? TARN_FIELD_TEXT : TARN_FIELD_VALUE];

  if (has (self, TARN_FIELD_HEX))
    {
      if (!tarn_snmprec_parse_octets (line, tag, TARN_SNMPREC_HEX, self->span[TARN_FIELD_HEX]))
        return FALSE;
      if (tag == TARN_KIND_OCTET_STRING && text.len > 0
          && !says_the_same (text, tarn_span (line->content->data, line->content->len)))
        tarn_snmprec_remark (line, "its text is not what its hex says, which was taken");
      return TRUE;
    }

  if (tag != TARN_KIND_OCTET_STRING)
    return tarn_snmprec_refuse (line, "its octets are missing: there is no hex");
  if (text.data == NULL)
    return tarn_snmprec_refuse (line, "it has neither text nor hex");
  if (text.len > TARN_SNMPREC_MAX_CONTENT)
    return tarn_snmprec_refuse (line, "a value longer than SNMP can carry");

  g_byte_array_append (line->content, text.data, (guint) text.len);
  return TRUE;
}

static gboolean
parse_value (const TarnImportFields *self,
             TarnSnmprecLine        *line,
             guint8                  tag)
{
  TarnSpan value = self->span[TARN_FIELD_VALUE];

  switch (tag)
    {
    case TARN_KIND_OCTET_STRING:
    case TARN_KIND_OPAQUE:
    case TARN_KIND_BIT_STRING:
    case TARN_KIND_NSAP_ADDRESS:
      return parse_octets (self, line, tag);

    case TARN_KIND_NO_SUCH_OBJECT:
    case TARN_KIND_NO_SUCH_INSTANCE:
    case TARN_KIND_END_OF_MIB_VIEW:
      return TRUE;

    case TARN_KIND_NULL:
      return tarn_snmprec_parse_value (line, tag, TARN_SNMPREC_PLAIN, value);

    default:
      if (value.data == NULL)
        return tarn_snmprec_refuse (line, "it has no value");
      return tarn_snmprec_parse_value (line, tag, TARN_SNMPREC_PLAIN, value);
    }
}

TarnSnmprecKind
tarn_import_fields_parse (const TarnImportFields *self,
                          TarnSnmprecLine        *line)
{
  TarnSpan type = self->span[TARN_FIELD_TYPE];
  guint8 tag = tarn_format_parse_type (type);

  if (!has (self, TARN_FIELD_OID))
    {
      tarn_snmprec_refuse (line, "it has no OID");
      return TARN_SNMPREC_REFUSED;
    }
  if (!tarn_snmprec_parse_oid (line, self->span[TARN_FIELD_OID], &line->name))
    return TARN_SNMPREC_REFUSED;

  if (has (self, TARN_FIELD_TLV))
    {
      if (!tarn_snmprec_parse_tlv (line, self->span[TARN_FIELD_TLV]))
        return TARN_SNMPREC_REFUSED;
      if (tag != TARN_KIND_NONE && (line->tlv->len == 0 || line->tlv->data[0] != tag))
        tarn_snmprec_remark (line, "its type is not that of its tlv, which was taken");
      return TARN_SNMPREC_VARBIND;
    }

  if (tag == TARN_KIND_NONE)
    {
      tarn_snmprec_refuse (line, type.data == NULL ? "it has no type"
                                                   : "its type is none that SNMP has");
      return TARN_SNMPREC_REFUSED;
    }

  return parse_value (self, line, tag) && tarn_snmprec_make_tlv (line, tag)
         ? TARN_SNMPREC_VARBIND : TARN_SNMPREC_REFUSED;
}
