/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-value.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* What tarn_value_new_octets() takes. */
#define MAX_OCTETS 65531

TarnMibNode *
tarn_editor_find_object (TarnMib       *mib,
                         const TarnOid *oid,
                         guint         *n_arcs_left)
{
  guint n_left = 0;
  g_autoptr(TarnMibNode) node = tarn_mib_find_node (mib, oid, &n_left);
  g_autoptr(TarnMibNode) parent = NULL;

  if (node != NULL && tarn_mib_node_get_kind (node) == TARN_MIB_KIND_NODE)
    parent = tarn_mib_node_get_parent (node);
  if (parent != NULL && tarn_mib_node_get_kind (parent) == TARN_MIB_KIND_SCALAR)
    {
      g_clear_pointer (&node, tarn_mib_node_unref);
      node = g_steal_pointer (&parent);
      n_left++;
    }
  if (n_arcs_left != NULL)
    *n_arcs_left = n_left;
  return g_steal_pointer (&node);
}

TarnKind
tarn_editor_kind_of (const TarnMibNode *node)
{
  switch (tarn_mib_node_get_base (node))
    {
    case TARN_MIB_BASE_INTEGER:
      return TARN_KIND_INTEGER;
    case TARN_MIB_BASE_UNSIGNED:
    case TARN_MIB_BASE_GAUGE32:
      return TARN_KIND_GAUGE32;
    case TARN_MIB_BASE_COUNTER32:
      return TARN_KIND_COUNTER32;
    case TARN_MIB_BASE_TIME_TICKS:
      return TARN_KIND_TIME_TICKS;
    case TARN_MIB_BASE_COUNTER64:
      return TARN_KIND_COUNTER64;
    case TARN_MIB_BASE_OCTETS:
    case TARN_MIB_BASE_BITS:
      return TARN_KIND_OCTET_STRING;
    case TARN_MIB_BASE_OBJECT_ID:
      return TARN_KIND_OBJECT_ID;
    case TARN_MIB_BASE_IP_ADDRESS:
    case TARN_MIB_BASE_NETWORK_ADDRESS:
      return TARN_KIND_IP_ADDRESS;
    case TARN_MIB_BASE_OPAQUE:
      return TARN_KIND_OPAQUE;
    case TARN_MIB_BASE_NONE:
    default:
      return TARN_KIND_NONE;
    }
}

const char *
tarn_editor_kind_name (TarnKind kind)
{
  switch (kind)
    {
    case TARN_KIND_INTEGER:
      return "Integer32";
    case TARN_KIND_BIT_STRING:
      return "BIT STRING";
    case TARN_KIND_OCTET_STRING:
      return "OCTET STRING";
    case TARN_KIND_NULL:
      return "NULL";
    case TARN_KIND_OBJECT_ID:
      return "OBJECT IDENTIFIER";
    case TARN_KIND_IP_ADDRESS:
      return "IpAddress";
    case TARN_KIND_COUNTER32:
      return "Counter32";
    case TARN_KIND_GAUGE32:
      return "Gauge32";
    case TARN_KIND_TIME_TICKS:
      return "TimeTicks";
    case TARN_KIND_OPAQUE:
      return "Opaque";
    case TARN_KIND_NSAP_ADDRESS:
      return "NsapAddress";
    case TARN_KIND_COUNTER64:
      return "Counter64";
    case TARN_KIND_UINTEGER32:
      return "UInteger32";
    case TARN_KIND_NO_SUCH_OBJECT:
      return "noSuchObject";
    case TARN_KIND_NO_SUCH_INSTANCE:
      return "noSuchInstance";
    case TARN_KIND_END_OF_MIB_VIEW:
      return "endOfMibView";
    case TARN_KIND_NONE:
    default:
      return NULL;
    }
}

/* A number in an Opaque: 9F 78 and four octets, 9F 79 and eight (P-STR-05). */
static TarnEditorForm
form_of_opaque (const TarnEditorSubject *self,
                const TarnValue         *value)
{
  double number;
  gsize n = 0;

  if (value == NULL)
    return self->node != NULL
           && tarn_mib_node_get_convention (self->node) == TARN_MIB_CONVENTION_FLOAT
             ? TARN_EDITOR_AS_FLOAT : TARN_EDITOR_AS_OCTETS;
  if (tarn_value_get_kind (value) != TARN_KIND_OPAQUE || !tarn_value_get_real (value, &number))
    return TARN_EDITOR_AS_OCTETS;

  tarn_value_get_octets (value, &n);
  return n > 7 ? TARN_EDITOR_AS_DOUBLE : TARN_EDITOR_AS_FLOAT;
}

static TarnEditorForm
form_of_type (const TarnEditorSubject *self,
              const TarnValue         *value)
{
  TarnMibNode *node = self->node;

  switch ((guint) self->kind)
    {
    case TARN_KIND_INTEGER:
    case TARN_KIND_GAUGE32:
      return node != NULL && tarn_mib_node_get_n_labels (node) > 0 ? TARN_EDITOR_AS_ENUMERATION
                                                                   : TARN_EDITOR_AS_NUMBER;
    case TARN_KIND_COUNTER32:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_UINTEGER32:
      return TARN_EDITOR_AS_NUMBER;

    case TARN_KIND_TIME_TICKS:
      return TARN_EDITOR_AS_TICKS;

    case TARN_KIND_OCTET_STRING:
      if (node != NULL && tarn_mib_node_get_base (node) == TARN_MIB_BASE_BITS)
        return TARN_EDITOR_AS_BITS;
      if (node != NULL
          && tarn_mib_node_get_convention (node) == TARN_MIB_CONVENTION_DATE_AND_TIME)
        return TARN_EDITOR_AS_DATE;
      return TARN_EDITOR_AS_TEXT;

    case TARN_KIND_IP_ADDRESS:
      return TARN_EDITOR_AS_TEXT;
    case TARN_KIND_OBJECT_ID:
      return TARN_EDITOR_AS_OID;
    case TARN_KIND_OPAQUE:
      return form_of_opaque (self, value);
    case TARN_KIND_NULL:
      return TARN_EDITOR_AS_NOTHING;
    default:
      return TARN_EDITOR_AS_OCTETS;
    }
}

/* Octets that the editor made for them would lose are edited as octets. */
TarnEditorForm
tarn_editor_choose_form (const TarnEditorSubject *self,
                         const TarnValue         *value)
{
  TarnEditorForm form = form_of_type (self, value);
  g_autofree char *text = NULL;
  g_autoptr(TarnValue) again = NULL;

  if ((form != TARN_EDITOR_AS_TEXT && form != TARN_EDITOR_AS_DATE && form != TARN_EDITOR_AS_BITS)
      || value == NULL || tarn_value_get_kind (value) != self->kind)
    return form;

  text = tarn_editor_format (self, form, value);
  again = tarn_editor_parse (self, form, text, NULL);
  if (again != NULL && tarn_value_equal (again, value) && strpbrk (text, "\n\r") == NULL)
    return form;

  return TARN_EDITOR_AS_OCTETS;
}

static char *
format_octets (const TarnValue *value)
{
  GString *text = g_string_new (NULL);
  gsize n;
  const guint8 *octets = tarn_value_get_octets (value, &n);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s%02x", i == 0 ? "" : " ", octets[i]);
  return g_string_free (text, FALSE);
}

static char *
format_number (const TarnValue *value)
{
  guint64 large;
  gint64 number;

  if (tarn_value_get_unsigned (value, &large))
    return g_strdup_printf ("%" G_GUINT64_FORMAT, large);
  if (tarn_value_get_integer (value, &number))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return g_strdup ("");
}

static char *
format_real (const TarnValue *value,
             TarnEditorForm   form)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double number = 0;

  if (!tarn_value_get_real (value, &number))
    return g_strdup ("");
  if (form == TARN_EDITOR_AS_FLOAT)
    return g_strdup (g_ascii_formatd (text, sizeof text, "%.9g", number));
  return g_strdup (g_ascii_dtostr (text, sizeof text, number));
}

static char *
format_oid (const TarnEditorSubject *self,
            const TarnValue         *value)
{
  g_autoptr(TarnOid) oid = tarn_value_dup_oid (value);
  g_autofree char *name = NULL;
  g_autoptr(TarnOid) again = NULL;

  if (oid == NULL)
    return g_strdup ("");
  if (self->mib != NULL)
    {
      name = tarn_mib_oid_to_text (self->mib, oid, TARN_MIB_NAME_MODULE);
      again = tarn_mib_parse_oid (self->mib, name, NULL);
    }
  return again != NULL && tarn_oid_equal (again, oid) ? g_steal_pointer (&name)
                                                      : tarn_oid_to_string (oid);
}

/* As it is told to people, or without a module as its octets are. */
static char *
format_text (const TarnEditorSubject *self,
             const TarnValue         *value)
{
  gsize n;
  const guint8 *octets = tarn_value_get_octets (value, &n);

  if (self->node != NULL)
    return tarn_mib_node_format_value (self->node, value, NULL,
                                       TARN_MIB_VALUE_PERSON | TARN_MIB_VALUE_NO_UNITS);
  if (tarn_value_get_kind (value) == TARN_KIND_IP_ADDRESS)
    return n == 4 ? g_strdup_printf ("%u.%u.%u.%u", octets[0], octets[1], octets[2], octets[3])
                  : g_strdup ("");
  return g_utf8_make_valid ((const char *) octets, (gssize) n);
}

char *
tarn_editor_format (const TarnEditorSubject *self,
                    TarnEditorForm           form,
                    const TarnValue         *value)
{
  if (value == NULL || tarn_value_get_kind (value) != self->kind)
    return g_strdup ("");

  switch (form)
    {
    case TARN_EDITOR_AS_NUMBER:
      return self->node != NULL ? format_text (self, value) : format_number (value);
    case TARN_EDITOR_AS_ENUMERATION:
    case TARN_EDITOR_AS_TICKS:
      return format_number (value);
    case TARN_EDITOR_AS_OCTETS:
      return format_octets (value);
    case TARN_EDITOR_AS_OID:
      return format_oid (self, value);
    case TARN_EDITOR_AS_FLOAT:
    case TARN_EDITOR_AS_DOUBLE:
      return format_real (value, form);
    case TARN_EDITOR_AS_TEXT:
    case TARN_EDITOR_AS_BITS:
    case TARN_EDITOR_AS_DATE:
      return format_text (self, value);
    case TARN_EDITOR_AS_NOTHING:
    default:
      return g_strdup ("");
    }
}

static TarnValue *
fail (GError     **error,
      const char  *format,
      ...) G_GNUC_PRINTF (2, 3);

static TarnValue *
fail (GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID, text);
  return NULL;
}

static TarnValue *
parse_number (TarnKind     kind,
              const char  *text,
              GError     **error)
{
  guint64 limit = kind == TARN_KIND_COUNTER64 ? G_MAXUINT64 : G_MAXUINT32, large;
  gint64 number;

  if (kind == TARN_KIND_INTEGER)
    return g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &number, NULL)
             ? tarn_value_new_integer ((gint32) number)
             : fail (error, _("Type a number from −2147483648 to 2147483647"));

  return g_ascii_string_to_unsigned (text, 10, 0, limit, &large, NULL)
           ? tarn_value_new_unsigned (kind, large)
           : fail (error, _("Type a number from 0 to %llu"),
                   (unsigned long long) limit);
}

/* Pairs of hex digits; space, colons and the like may stand between them. */
static TarnValue *
parse_octets (TarnKind     kind,
              const char  *text,
              GError     **error)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  guint digit = 0;
  guint8 octet = 0;

  for (const char *pos = text; *pos != '\0'; pos++)
    {
      if (g_ascii_isxdigit (*pos))
        {
          octet = (guint8) (octet << 4 | g_ascii_xdigit_value (*pos));
          if (digit++ % 2 == 1)
            g_byte_array_append (octets, &octet, 1);
        }
      else if (strchr (" \t\r\n:.-", *pos) == NULL)
        return fail (error, _("“%.*s” is not a hex digit"), g_utf8_skip[(guint8) *pos], pos);
      else if (digit % 2 == 1)
        return fail (error, _("Octet %u has only one digit"), digit / 2 + 1);
    }

  if (digit % 2 == 1)
    return fail (error, _("Octet %u has only one digit"), digit / 2 + 1);
  if (octets->len > MAX_OCTETS)
    return fail (error, _("There are %u octets, and at most %u are possible"), octets->len,
                 MAX_OCTETS);
  return tarn_value_new_octets (kind, octets->data, octets->len);
}

static TarnValue *
parse_text (TarnKind     kind,
            const char  *text,
            GError     **error)
{
  g_autoptr(GInetAddress) address = NULL;
  gsize n = strlen (text);

  if (kind == TARN_KIND_IP_ADDRESS)
    {
      address = g_inet_address_new_from_string (text);
      return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4
               ? tarn_value_new_octets (kind, g_inet_address_to_bytes (address), 4)
               : fail (error, _("Type an IPv4 address, for example 192.0.2.1"));
    }

  return n <= MAX_OCTETS ? tarn_value_new_octets (kind, (const guint8 *) text, n)
                         : fail (error, _("There are %zu octets, and at most %u "
                                          "are possible"), n, MAX_OCTETS);
}

static TarnValue *
parse_oid (const TarnEditorSubject  *self,
           const char               *text,
           GError                  **error)
{
  g_autoptr(TarnOid) oid = NULL;

  if (text[0] == '\0')
    return fail (error, _("Type a name or an OID"));

  oid = self->mib != NULL ? tarn_mib_parse_oid (self->mib, text, error)
                          : tarn_oid_new (text, error);
  return oid != NULL ? tarn_value_new_oid (oid) : NULL;
}

static TarnValue *
parse_real (TarnEditorForm   form,
            const char      *text,
            GError         **error)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0')
    return fail (error, _("Type a number, for example 21.5"));
  if (form == TARN_EDITOR_AS_FLOAT && isfinite (number) && !isfinite ((float) number))
    return fail (error, _("The number is too large for 32 bits"));
  return form == TARN_EDITOR_AS_FLOAT ? tarn_value_new_float ((float) number)
                                   : tarn_value_new_double (number);
}

TarnValue *
tarn_editor_parse (const TarnEditorSubject  *self,
                   TarnEditorForm            form,
                   const char               *text,
                   GError                  **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  switch (form)
    {
    case TARN_EDITOR_AS_NUMBER:
    case TARN_EDITOR_AS_ENUMERATION:
      return self->node != NULL ? tarn_mib_node_parse_value (self->node, stripped, NULL, NULL,
                                                             error)
                                : parse_number (self->kind, stripped, error);
    case TARN_EDITOR_AS_TICKS:
      return parse_number (self->kind, stripped, error);
    case TARN_EDITOR_AS_BITS:
    case TARN_EDITOR_AS_DATE:
      return tarn_mib_node_parse_value (self->node, stripped, NULL, NULL, error);
    case TARN_EDITOR_AS_TEXT:
      return self->node != NULL ? tarn_mib_node_parse_value (self->node, text, NULL, NULL,
                                                             error)
                                : parse_text (self->kind, text, error);
    case TARN_EDITOR_AS_OCTETS:
      return parse_octets (self->kind, text, error);
    case TARN_EDITOR_AS_OID:
      return parse_oid (self, stripped, error);
    case TARN_EDITOR_AS_FLOAT:
    case TARN_EDITOR_AS_DOUBLE:
      return parse_real (form, stripped, error);
    case TARN_EDITOR_AS_NOTHING:
    default:
      return tarn_value_new_null ();
    }
}

/* "1 to 10, 20" */
static void
append_ranges (GString           *text,
               const TarnMibNode *node)
{
  for (guint i = 0; i < tarn_mib_node_get_n_ranges (node); i++)
    {
      gint64 min, max;

      tarn_mib_node_get_range (node, i, &min, &max);
      g_string_append (text, i > 0 ? ", " : "");
      if (min == max)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, min);
      else
        g_string_append_printf (text, _("%lld to %lld"), (long long) min, (long long) max);
    }
}

char *
tarn_editor_describe (const TarnEditorSubject *self,
                      TarnEditorForm           form)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) ranges = g_string_new (NULL);
  const char *units = self->node != NULL ? tarn_mib_node_get_units (self->node) : NULL;

  if (self->node != NULL)
    append_ranges (ranges, self->node);
  if (ranges->len > 0 && form == TARN_EDITOR_AS_NUMBER)
    g_string_append_printf (text, units != NULL ? C_("range", "%s, in %s") : "%s",
                            ranges->str, units);
  else if (ranges->len > 0 && (form == TARN_EDITOR_AS_TEXT || form == TARN_EDITOR_AS_OCTETS))
    /* Translators: sizes of a string, as “0 to 255” */
    g_string_append_printf (text, _("%s octets"), ranges->str);
  else if (form == TARN_EDITOR_AS_NUMBER && units != NULL)
    /* Translators: the units of a number */
    g_string_append_printf (text, _("In %s"), units);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
