/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Looks for what was to go, in all that was written: not by object and place, as it was
 * replaced, but wherever octets, arcs and texts are those of a secret.
 */
#include "ops/tarn-anonymise-private.h"

#include "ops/tarn-literal.h"

#define MAX_TOLD 100
#define MIN_INDEX 7   /* 1.3.6.1.4.1.enterprise */

typedef struct
{
  TarnSecrets         *secrets;
  TarnAnonymiseReport *report;
  const TarnRow       *row;
  gboolean             in_value;   /* an OID that is one, too */
} Check;

static void
tell (Check      *self,
      const char *what,
      gboolean    in_name)
{
  char name[TARN_NAME_MAX_TEXT];

  self->report->n_left++;
  if (self->report->left->len >= MAX_TOLD)
    return;

  tarn_name_to_text (self->row->name, name);
  g_ptr_array_add (self->report->left,
                   g_strdup_printf ("%s stands in the %s of %s", what,
                                    in_name && !self->in_value ? "index" : "value", name));
}

/* Whether the first @len octets of that address were to be replaced: what stays as it is
 * was not. */
static gboolean
had_to_go (TarnAddressMap *map,
           const guint8   *address,
           gsize           len)
{
  const guint8 *image = tarn_address_map_get (map, address);

  return image != NULL && memcmp (image, address, len) != 0;
}

static void
check_text (Check    *self,
            TarnSpan  text,
            gboolean  in_name)
{
  if (tarn_secrets_has_name (self->secrets, text))
    tell (self, "a name", in_name);

  for (gsize at = 0; at < text.len; at++)
    {
      TarnLiteral literal;

      if (!tarn_literal_parse (&literal, text, at))
        continue;
      if (literal.kind == TARN_LITERAL_IPV4 && had_to_go (self->secrets->ipv4, literal.octets, 4))
        tell (self, "an IPv4 address", in_name);
      if (literal.kind == TARN_LITERAL_IPV6 && had_to_go (self->secrets->ipv6, literal.octets, 16))
        tell (self, "an IPv6 address", in_name);
      if (literal.kind == TARN_LITERAL_MAC && had_to_go (self->secrets->mac, literal.octets, 6))
        tell (self, "a MAC address", in_name);
      at += literal.len - 1;
    }
}

static void
check_octets (Check    *self,
              TarnSpan  octets,
              gboolean  in_name)
{
  TarnSecrets *secrets = self->secrets;
  guint64 n_left = self->report->n_left;
  gboolean is_binary = octets.len != 6 && !tarn_content_is_text (octets);

  for (gsize at = 0; at < octets.len; at++)
    {
      const guint8 *from = octets.data + at;
      gsize n = octets.len - at;

      if (n >= 6 && (from[0] | from[1] | from[2]) != 0 && had_to_go (secrets->mac, from, 6))
        tell (self, "a MAC address", in_name);
      if (n >= 16 && had_to_go (secrets->ipv6, from, 16))
        tell (self, "an IPv6 address", in_name);
      if (n >= 4 && (in_name ? !tarn_ipv4_is_met_by_chance (from)
                     : is_binary && tarn_secrets_find_address (secrets, octets, at) == 4)
          && had_to_go (secrets->ipv4, from, 4))
        tell (self, "an IPv4 address", in_name);
      if (in_name && n > from[0] && from[0] > 2)
        check_text (self, tarn_span (from + 1, from[0]), in_name);
    }
  if (in_name && n_left == self->report->n_left && tarn_secrets_has_long_name (secrets, octets))
    tell (self, "a name", in_name);
}

/* Arcs that are octets, each run of them. */
static void
check_name (Check    *self,
            TarnSpan  name)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (name, arcs);
  guint8 octets[TARN_NAME_MAX_ARCS];
  guint n = 0;

  for (guint i = MIN_INDEX; i <= n_arcs; i++)
    {
      if (i < n_arcs && arcs[i] <= 0xff)
        {
          octets[n++] = (guint8) arcs[i];
          continue;
        }
      check_octets (self, tarn_span (octets, n), TRUE);
      n = 0;
    }
}

static void
check_engine (Check    *self,
              TarnSpan  content)
{
  guint8 engine[TARN_ENGINE_MAX] = { 0 };

  if (!tarn_secrets_has_engine (self->secrets, content))
    return;
  memcpy (engine, content.data, content.len);
  if (had_to_go (self->secrets->engine, engine, content.len))
    tell (self, "an engine ID", FALSE);
}

static gboolean
check_row (TarnStore      *store,
           const TarnRow  *row,
           gpointer        user_data,
           GError        **error)
{
  Check *self = user_data;
  TarnSpan content = tarn_row_content (row);

  self->row = row;
  self->in_value = FALSE;
  check_name (self, row->name);
  self->in_value = TRUE;

  switch (row->tag)
    {
    case TARN_KIND_IP_ADDRESS:
      if (content.len == 4 && had_to_go (self->secrets->ipv4, content.data, 4))
        tell (self, "an IPv4 address", FALSE);
      break;

    case TARN_KIND_OBJECT_ID:
      if (content.len <= TARN_NAME_MAX_OCTETS && tarn_name_check (content) == TARN_ANOMALY_NONE)
        check_name (self, content);
      break;

    case TARN_KIND_INTEGER:
    case TARN_KIND_NULL:
    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_UINTEGER32:
      break;

    default:
      check_octets (self, content, FALSE);
      check_text (self, content, FALSE);
      if (content.len == 4 && had_to_go (self->secrets->ipv4, content.data, 4))
        tell (self, "an IPv4 address", FALSE);
      check_engine (self, content);
      break;
    }

  return TRUE;
}

gboolean
tarn_anonymise_check (TarnSecrets          *secrets,
                      TarnStore            *out,
                      TarnAnonymiseReport  *report,
                      GError              **error)
{
  Check check = { secrets, report };

  return tarn_each_row (out, tarn_span (NULL, 0), check_row, NULL, &check, error);
}
