/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Lines of JSON as tarn-format-json.c writes them.  The order of members does not matter,
 * others are passed over, and any number may be a string.
 */
#include "ops/tarn-import-fields.h"
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-source.h"
#include "ops/tarn-json-object.h"

static TarnSnmprecKind
refuse (TarnSnmprecLine *line,
        const char      *reason)
{
  tarn_snmprec_refuse (line, reason);
  return TARN_SNMPREC_REFUSED;
}

/* Others call the OID so; beside an "oid" it is a name for people. */
static gboolean
is_name (const TarnJsonMember *member)
{
  return member->name.len == strlen ("name")
         && g_ascii_strncasecmp ((const char *) member->name.data, "name", member->name.len) == 0;
}

static TarnSnmprecKind
parse_object (const TarnJsonObject *object,
              TarnSnmprecLine      *line)
{
  TarnImportFields fields = { 0 };
  gboolean only_name = FALSE;   /* the OID so far is a "name" */

  for (guint i = 0; i < object->members->len; i++)
    {
      const TarnJsonMember *member = &g_array_index (object->members, TarnJsonMember, i);
      TarnField field = tarn_import_field_find (member->name);

      if (field == TARN_N_FIELDS)
        continue;
      if (field == TARN_FIELD_OID && fields.span[field].data != NULL
          && is_name (member) != only_name)
        {
          if (is_name (member))
            continue;
          fields.span[field] = tarn_span (NULL, 0);
        }
      if (fields.span[field].data != NULL)
        return refuse (line, "it has one of its members twice");
      if (field == TARN_FIELD_OID)
        only_name = is_name (member);

      switch (member->kind)
        {
        case TARN_JSON_NULL:
          break;

        case TARN_JSON_NUMBER:
          if (field != TARN_FIELD_VALUE)
            return refuse (line, "a number stands where a string should be");
          fields.span[field] = member->value;
          break;

        case TARN_JSON_STRING:
          fields.span[field] = member->value;
          break;

        case TARN_JSON_OTHER:
        default:
          return refuse (line, "what should be a string or a number is neither");
        }
    }

  return tarn_import_fields_parse (&fields, line);
}

static TarnSnmprecKind
parse_line (TarnSnmprecLine *line,
            TarnSpan         text,
            gpointer         data)
{
  TarnJsonObject *object = data;
  TarnSpan stripped = tarn_import_strip (text);

  if (stripped.len == 0)
    return TARN_SNMPREC_NOTHING;
  if (!tarn_json_object_parse (object, stripped))
    return refuse (line, object->error);

  return parse_object (object, line);
}

/* An object, as far as the head goes, in which an OID is spoken of. */
static gboolean
looks_right (TarnSpan line)
{
  TarnSpan stripped = tarn_import_strip (line);

  return stripped.len > 0 && stripped.data[0] == '{'
         && memmem (stripped.data, stripped.len, "\"oid\"", 5) != NULL;
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
  TarnJsonObject object;
  gboolean good;

  tarn_json_object_init (&object);
  good = tarn_import_read_lines (source, sink, parse_line, &object, error);
  tarn_json_object_clear (&object);
  return good;
}

const TarnImportReader tarn_import_json_reader = {
  .format = TARN_IMPORT_JSON,
  .name = "json",
  .refusal = "JSON lines: none of its lines is an object with an OID and a value",
  .guess = guess,
  .read = read_all,
};
