/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Texts: addresses as they are written, and names.
 */
#include "ops/tarn-literal.h"
#include "ops/tarn-secrets.h"

static TarnAddressMap *
map_of (TarnSecrets       *self,
        const TarnLiteral *literal)
{
  return literal->kind == TARN_LITERAL_IPV4 ? self->ipv4
         : literal->kind == TARN_LITERAL_IPV6 ? self->ipv6 : self->mac;
}

/* A WWN has two octets more in front: of some sorts a MAC is behind them, of all what is
 * behind is the vendor's number of the one device. */
static guint8 *
literal_address (TarnLiteral *literal)
{
  return literal->kind == TARN_LITERAL_WWN ? literal->octets + 2 : literal->octets;
}

static void
visit_literal (TarnSecrets *self,
               TarnLiteral *literal)
{
  guint8 *address = literal_address (literal);

  if (literal->kind == TARN_LITERAL_IPV4)
    tarn_secrets_visit_ipv4 (self, address);
  else if (literal->kind == TARN_LITERAL_IPV6)
    tarn_secrets_visit_ipv6 (self, address);
  else
    tarn_secrets_visit_mac (self, address);
}

/* Whether an address that counts is at @at: then it is visited, and what stands for it
 * appended. */
static gboolean
take_literal (TarnSecrets *self,
              TarnSpan     text,
              gsize        at,
              gboolean     is_version,
              GByteArray  *out,
              gsize       *len)
{
  TarnLiteral literal;
  guint8 before[16];

  if (!tarn_literal_parse (&literal, text, at))
    return FALSE;

  literal.is_version |= is_version && literal.kind == TARN_LITERAL_IPV4;
  if ((literal.doubtful || literal.is_version)
      && (self->phase == TARN_PHASE_COLLECT
          || !tarn_address_map_has (map_of (self, &literal), literal_address (&literal))))
    {
      self->n_versions += literal.is_version && self->phase == TARN_PHASE_REPLACE;
      return FALSE;
    }

  memcpy (before, literal.octets, sizeof before);
  visit_literal (self, &literal);
  *len = literal.len;
  if (memcmp (before, literal.octets, sizeof before) == 0)
    g_byte_array_append (out, text.data + at, (guint) literal.len);
  else
    tarn_literal_append (&literal, out);
  return TRUE;
}

/* The word from @from to @to, which is part of a name if it is marked.  Returns whether
 * another stands for it. */
static gboolean
take_word (TarnSecrets  *self,
           TarnSpan      text,
           gsize         from,
           gsize         to,
           GByteArray   *out)
{
  guint at = out->len;

  g_byte_array_append (out, text.data + from, (guint) (to - from));
  if (self->marks->data[from] == 0)
    return FALSE;
  if (self->phase != TARN_PHASE_REPLACE)
    {
      tarn_word_map_add (self->words, tarn_span (text.data + from, to - from), FALSE);
      return FALSE;
    }

  self->n_unknown += !tarn_word_map_replace (self->words, out->data + at, to - from);
  return memcmp (out->data + at, text.data + from, to - from) != 0;
}

static void
mark (TarnSecrets    *self,
      TarnSpan        text,
      TarnSecretKind  kind)
{
  g_byte_array_set_size (self->marks, (guint) text.len);
  memset (self->marks->data, kind != TARN_SECRET_TEXT ? TARN_MARK (kind) : 0, text.len);

  tarn_secrets_mark_hosts (self, text, self->marks->data);
  if (self->phase != TARN_PHASE_COLLECT)
    tarn_secrets_mark_names (self, text, self->marks->data);
  else if (kind != TARN_SECRET_TEXT)
    tarn_secrets_add_name (self, text, kind);
}

void
tarn_secrets_visit_text (TarnSecrets    *self,
                         TarnSpan        text,
                         TarnSecretKind  kind,
                         gboolean        is_version,
                         GByteArray     *out)
{
  gboolean changed[TARN_N_SECRETS] = { FALSE };
  gsize at = 0;

  if (text.len == 0)
    return;
  mark (self, text, kind);

  while (at < text.len)
    {
      gsize end = at, len;

      if (take_literal (self, text, at, is_version, out, &len))
        {
          at += len;
          continue;
        }

      while (end < text.len && tarn_is_word_char (text.data[end]))
        end++;
      if (end == at)
        g_byte_array_append (out, text.data + end++, 1);
      else if (take_word (self, text, at, end, out))
        changed[self->marks->data[at] - 1] = TRUE;
      at = end;
    }

  for (guint i = 0; i < TARN_N_SECRETS; i++)
    self->n_replaced[i][self->in_name] += changed[i];
}
