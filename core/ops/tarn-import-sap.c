/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * OID , type , value: what the walkers of SimpleAgentPro (sapwalk, sapwalk2) write, in
 * columns of spaces.  A value is all that stands behind its comma and one space; commas
 * in it are its own.  Octets that are no text are 0x and hex digits.
 */
#include "ops/tarn-format-private.h"
#include "ops/tarn-import-lines.h"

/* FALSE where there is no comma. */
static gboolean
take_field (TarnSpan *line,
            TarnSpan *field)
{
  const guint8 *comma = line->len > 0 ? memchr (line->data, ',', line->len) : NULL;

  if (comma == NULL)
    return FALSE;

  *field = tarn_import_strip (tarn_span (line->data, (gsize) (comma - line->data)));
  *line = tarn_span (comma + 1, line->len - (gsize) (comma + 1 - line->data));
  return TRUE;
}

static gboolean
is_hex (TarnSpan value)
{
  if (value.len < 2 || value.data[0] != '0' || (value.data[1] | 0x20) != 'x')
    return FALSE;

  for (gsize i = 2; i < value.len; i++)
    if (!g_ascii_isxdigit (value.data[i]) && strchr (" :", value.data[i]) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
parse_octets (TarnSnmprecLine *self,
              guint8           tag,
              TarnSpan         value)
{
  if (is_hex (tarn_import_strip (value)))
    {
      value = tarn_import_strip (value);
      return tarn_snmprec_parse_value (self, tag, TARN_SNMPREC_HEX,
                                       tarn_span (value.data + 2, value.len - 2));
    }

  if (value.len >= 2 && value.data[0] == '"' && value.data[value.len - 1] == '"')
    {
      tarn_snmprec_mend (self, "the quotes around it were taken away");
      value = tarn_span (value.data + 1, value.len - 2);
    }
  return tarn_snmprec_parse_value (self, tag, TARN_SNMPREC_PLAIN, value);
}

static TarnSnmprecKind
parse_line (TarnSnmprecLine *self,
            TarnSpan         text,
            gpointer         data)
{
  TarnSpan stripped = tarn_import_strip (text);
  TarnSpan oid, type;
  gboolean good;
  guint8 tag;

  if (stripped.len == 0 || stripped.data[0] == '#')
    return TARN_SNMPREC_NOTHING;

  if (!take_field (&text, &oid) || !take_field (&text, &type))
    {
      tarn_snmprec_refuse (self, "it is not OID , type , value");
      return TARN_SNMPREC_REFUSED;
    }

  tag = tarn_format_parse_type (type);
  if (!tarn_snmprec_parse_oid (self, oid, &self->name))
    return TARN_SNMPREC_REFUSED;
  if (tag == TARN_KIND_NONE)
    {
      tarn_snmprec_refuse (self, "its type is none that SNMP has");
      return TARN_SNMPREC_REFUSED;
    }

  if (text.len > 0 && text.data[0] == ' ')
    text = tarn_span (text.data + 1, text.len - 1);
  if (tag == TARN_KIND_OCTET_STRING || tag == TARN_KIND_OPAQUE || tag == TARN_KIND_IP_ADDRESS)
    good = parse_octets (self, tag, text);
  else
    good = tarn_snmprec_parse_value (self, tag, TARN_SNMPREC_PLAIN, tarn_import_strip (text));

  return good && tarn_snmprec_make_tlv (self, tag) ? TARN_SNMPREC_VARBIND : TARN_SNMPREC_REFUSED;
}

static gboolean
looks_right (TarnSpan line)
{
  TarnSpan oid, type;

  return take_field (&line, &oid) && take_field (&line, &type) && oid.len > 0
         && (g_ascii_isdigit (oid.data[0]) || oid.data[0] == '.')
         && memchr (oid.data, '.', oid.len) != NULL
         && tarn_format_parse_type (type) != TARN_KIND_NONE;
}

static guint
guess (TarnSpan head,
       gboolean whole)
{
  return tarn_import_count_lines (head, whole, looks_right);
}

static gboolean
read_all (TarnImportSource  *source,
          TarnImportSink    *sink,
          GError           **error)
{
  return tarn_import_read_lines (source, sink, parse_line, NULL, error);
}

const TarnImportReader tarn_import_sap_reader = {
  .format = TARN_IMPORT_SAP,
  .name = "sap",
  .refusal = "a SAP walk: none of its lines is OID , type , value",
  .guess = guess,
  .read = read_all,
};
