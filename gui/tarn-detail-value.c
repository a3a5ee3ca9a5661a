/* tarn-detail-value.c
 *
 * A value in every form that makes sense.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-detail-facts.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "tarn-editor-value.h"

/* More than this is not read by people, and laying it out takes time. */
#define MAX_OCTETS 512

/* Short enough for a narrow pane: a line that is wrapped is no dump. */
#define OCTETS_A_LINE 8

static void
append_line (GString      *text,
             const guint8 *octets,
             gsize         n,
             gboolean      as_text)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s%02x", i == 0 ? "" : " ", octets[i]);
  if (!as_text)
    return;

  g_string_append_printf (text, "%*s", (int) (3 * (OCTETS_A_LINE - n) + 2), "");
  for (gsize i = 0; i < n; i++)
    if (g_ascii_isprint (octets[i]))
      g_string_append_c (text, (char) octets[i]);
    else
      g_string_append (text, "·");
}

/* In lines; @as_text: what is text is beside each, if there are several. */
static char *
dup_hex (const guint8 *octets,
         gsize         n,
         gboolean      as_text)
{
  GString *text = g_string_new (NULL);
  gsize end = MIN (n, MAX_OCTETS);

  for (gsize i = 0; i < end; i += OCTETS_A_LINE)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      append_line (text, octets + i, MIN (end - i, OCTETS_A_LINE), as_text && n > OCTETS_A_LINE);
    }
  if (n > MAX_OCTETS)
    /* Translators: behind the first octets of a long string */
    g_string_append_printf (text, _("\n… %zu octets in all"), n);
  return g_string_free (text, FALSE);
}

/* NULL: not all of it is text. */
static char *
dup_text (const guint8 *octets,
          gsize         n)
{
  const char *text = (const char *) octets;

  if (n == 0 || !g_utf8_validate (text, (gssize) n, NULL))
    return NULL;
  for (const char *pos = text; pos < text + n; pos = g_utf8_next_char (pos))
    if (!g_unichar_isprint (g_utf8_get_char (pos)) && strchr ("\t\r\n", *pos) == NULL)
      return NULL;

  return g_strndup (text, MIN (n, 16 * MAX_OCTETS));
}

/* An address, by its size; NULL: of another one. */
static char *
dup_address (const guint8 *octets,
             gsize         n)
{
  g_autoptr(GInetAddress) address = NULL;

  if (n == 6)
    return g_strdup_printf ("%02x:%02x:%02x:%02x:%02x:%02x", octets[0], octets[1], octets[2],
                            octets[3], octets[4], octets[5]);
  if (n != 4 && n != 16)
    return NULL;

  address = g_inet_address_new_from_bytes (octets, n == 4 ? G_SOCKET_FAMILY_IPV4
                                                          : G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (address);
}

/* "0, 3, 4": the numbers of bits that are set. */
static char *
dup_bits (const guint8 *octets,
          gsize         n)
{
  GString *text = g_string_new (NULL);

  for (gsize bit = 0; bit < 8 * n; bit++)
    if (octets[bit / 8] >> (7 - bit % 8) & 1)
      g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, text->len > 0 ? ", " : "", bit);
  return g_string_free (text, FALSE);
}

static void
add_octets (TarnDetail *self)
{
  gboolean is_bits = self->node != NULL
                     && tarn_mib_node_get_base (self->node) == TARN_MIB_BASE_BITS;
  gsize n;
  const guint8 *octets = tarn_value_get_octets (self->value, &n);
  g_autofree char *text = dup_text (octets, n);
  g_autofree char *address = dup_address (octets, n);

  if (text != NULL && g_strcmp0 (text, self->headline) != 0 && !is_bits)
    tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_PLAIN, _("As text"), g_strdup (text));
  if (address != NULL && g_strcmp0 (address, self->headline) != 0 && !is_bits
      && (text == NULL || !self->is_object))
    tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_PLAIN, _("As an address"),
                      g_steal_pointer (&address));
  if (is_bits)
    tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_PLAIN, _("Bits set"),
                      dup_bits (octets, n));
  tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_PLAIN, _("Size"),
                    g_strdup_printf (ngettext ("%zu octet", "%zu octets", (gulong) n), n));
  tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_FIXED, _("Octets"),
                    dup_hex (octets, n, TRUE));
}

static void
add_number (TarnDetail *self)
{
  guint64 large = 0;
  gint64 number = 0;
  g_autofree char *decimal = NULL;

  if (tarn_value_get_unsigned (self->value, &large))
    decimal = g_strdup_printf ("%" G_GUINT64_FORMAT, large);
  else if (tarn_value_get_integer (self->value, &number))
    decimal = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  else
    return;

  if (number >= 0)
    tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_FIXED, _("Hexadecimal"),
                      g_strdup_printf ("0x%" G_GINT64_MODIFIER "x",
                                       large != 0 ? large : (guint64) number));
  if (g_strcmp0 (decimal, self->headline) != 0)
    tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_PLAIN, _("Number"),
                      g_steal_pointer (&decimal));
}

/* What says what kind of address the value is, in the same row (rule P-TCV-05). */
static TarnValue *
dup_beside (TarnDetail *self,
            TarnStore  *store)
{
  g_autoptr(TarnMibNode) companion = tarn_mib_node_get_companion (self->node);
  g_autoptr(GPtrArray) index = NULL;
  g_autoptr(TarnOid) oid = NULL;

  if (companion == NULL)
    return NULL;
  if (tarn_mib_node_get_kind (companion) == TARN_MIB_KIND_SCALAR)
    {
      g_autoptr(TarnOid) object = tarn_mib_node_dup_oid (companion);
      g_autofree char *text = tarn_oid_to_string (object);
      g_autofree char *instance = g_strconcat (text, ".0", NULL);

      oid = tarn_oid_new (instance, NULL);
    }
  else
    {
      index = tarn_mib_node_list_index_values (self->node, self->oid, NULL, NULL);
      oid = index != NULL
              ? tarn_mib_node_make_instance (companion, (TarnValue **) index->pdata, index->len,
                                             NULL) : NULL;
    }
  return oid != NULL ? tarn_store_get (store, oid, NULL) : NULL;
}

static void
add_complaint (TarnDetail *self,
               TarnValue  *beside)
{
  g_autoptr(GError) error = NULL;

  if (tarn_mib_node_get_mismatch (self->node, self->value, beside) == TARN_MIB_MISMATCH_NONE)
    return;
  tarn_mib_node_check_value (self->node, self->value, beside, NULL, &error);
  tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_WRONG, _("Conformance"),
                    g_strdup (error != NULL ? error->message
                                            : _("This is not what its module allows")));
}

void
tarn_detail_add_value_facts (TarnDetail *self,
                             TarnStore  *store)
{
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (self->mib);
  g_autoptr(TarnVarbind) varbind = NULL;
  g_autoptr(TarnValue) beside = NULL;
  g_autofree char *line = NULL;
  const guint8 *tlv;
  const char *equals;
  TarnKind kind;
  gsize n;

  if (self->value == NULL)
    return;

  varbind = tarn_varbind_new (self->oid, self->value);
  if (self->is_object)
    {
      beside = dup_beside (self, store);
      self->headline = tarn_mib_node_format_value (self->node, self->value, beside,
                                                   TARN_MIB_VALUE_PERSON);
      add_complaint (self, beside);
    }
  else
    self->headline = tarn_text_style_dup_value (style, varbind);

  kind = tarn_value_get_kind (self->value);
  tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_PLAIN, _("Type"),
                    g_strdup (tarn_editor_kind_name (kind)));
  add_number (self);
  if (kind == TARN_KIND_OCTET_STRING || kind == TARN_KIND_OPAQUE || kind == TARN_KIND_IP_ADDRESS
      || kind == TARN_KIND_BIT_STRING || kind == TARN_KIND_NSAP_ADDRESS)
    add_octets (self);
  if (kind == TARN_KIND_OBJECT_ID)
    {
      g_autoptr(TarnOid) oid = tarn_value_dup_oid (self->value);

      if (oid != NULL)
        tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_FIXED, _("OID"),
                          tarn_oid_to_string (oid));
    }

  tlv = tarn_value_get_tlv (self->value, &n);
  line = tarn_text_style_dup_line (style, varbind);
  equals = strstr (line, " = ");
  tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_FIXED, "net-snmp",
                    g_strchomp (g_strdup (equals != NULL ? equals + strlen (" = ") : line)));
  tarn_detail_take (self, TARN_DETAIL_VALUE, TARN_DETAIL_FIXED, _("Encoded"),
                    dup_hex (tlv, n, FALSE));
}
