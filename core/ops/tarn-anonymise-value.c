/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What lies in values: by type, by object, by what it looks like.
 */
#include "ops/tarn-anonymise-private.h"

/* Systems whose sysDescr begins as uname -a does: the second word is the host. */
static const char *const systems[] = {
  "Linux ", "FreeBSD ", "NetBSD ", "OpenBSD ", "DragonFly ", "Darwin ", "SunOS ", "HP-UX ",
};

void
tarn_visit_init (TarnVisit *self)
{
  self->secrets = tarn_secrets_new ();
  self->guesses = tarn_guesses_new ();
  self->content = g_byte_array_new ();
}

void
tarn_visit_clear (TarnVisit *self)
{
  g_clear_pointer (&self->secrets, tarn_secrets_free);
  g_clear_pointer (&self->guesses, tarn_guesses_free);
  g_clear_pointer (&self->content, g_byte_array_unref);
}

static void
set_content (TarnVisit *self,
             TarnSpan   content)
{
  g_byte_array_set_size (self->content, 0);
  if (content.len > 0)
    g_byte_array_append (self->content, content.data, (guint) content.len);
}

gboolean
tarn_content_is_text (TarnSpan content)
{
  while (content.len > 0 && content.data[content.len - 1] == '\0')
    content.len--;
  for (gsize i = 0; i < content.len; i++)
    if (g_ascii_iscntrl (content.data[i]) && !g_ascii_isspace (content.data[i]))
      return FALSE;

  return g_utf8_validate ((const char *) content.data, (gssize) content.len, NULL);
}

static gboolean
has_letters (TarnSpan content)
{
  guint n = 0;

  for (gsize i = 0; i < content.len; i++)
    {
      n = g_ascii_isalpha (content.data[i]) ? n + 1 : 0;
      if (n == 3)
        return TRUE;
    }

  return FALSE;
}

static void
visit_text (TarnVisit      *self,
            TarnSpan        content,
            TarnSecretKind  kind,
            gboolean        is_version)
{
  g_byte_array_set_size (self->content, 0);
  tarn_secrets_visit_text (self->secrets, content, kind, is_version, self->content);
}

static void
visit_uname (TarnVisit *self,
             TarnSpan   content)
{
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      gsize n = strlen (systems[i]), to;

      if (content.len <= n || memcmp (content.data, systems[i], n) != 0)
        continue;
      for (to = n; to < content.len && content.data[to] != ' '; to++)
        ;
      /* "Linux 5.10.0 …" has no host there. */
      if (self->secrets->phase == TARN_PHASE_COLLECT && !g_ascii_isdigit (content.data[n])
          && to < content.len && content.data[n] != '-')
        tarn_secrets_add_name (self->secrets, tarn_span (content.data + n, to - n),
                               TARN_SECRET_HOST);
      break;
    }

  visit_text (self, content, TARN_SECRET_TEXT, FALSE);
}

/* Octets that as a whole are a known address or engine ID. */
static gboolean
visit_whole (TarnVisit *self)
{
  TarnSecrets *secrets = self->secrets;
  guint8 *octets = self->content->data;
  guint len = self->content->len;

  if (secrets->phase != TARN_PHASE_REPLACE)
    return FALSE;
  if ((len == 4 && tarn_address_map_has (secrets->ipv4, octets))
      || (len == 16 && tarn_address_map_has (secrets->ipv6, octets)))
    {
      tarn_secrets_visit_address (secrets, octets, len);
      return TRUE;
    }
  if (tarn_secrets_has_engine (secrets, tarn_span (octets, len)))
    {
      tarn_secrets_visit_engine (secrets, octets, len);
      return TRUE;
    }

  return FALSE;
}

/* Octets that are no text: known addresses anywhere in them. */
static void
visit_binary (TarnVisit *self)
{
  TarnSecrets *secrets = self->secrets;
  TarnSpan octets = tarn_span (self->content->data, self->content->len);
  gsize n;

  if (secrets->phase != TARN_PHASE_REPLACE)
    return;
  for (gsize at = 0; at < octets.len; at += MAX (n, 1))
    {
      n = tarn_secrets_find_address (secrets, octets, at);
      if (n > 0)
        tarn_secrets_visit_address (secrets, self->content->data + at, n);
    }
}

/* Six octets that are no text, no group and no small number are a MAC wherever they
 * stand. */
static gboolean
is_mac (TarnSpan content)
{
  return content.len == 6 && !(content.data[0] & 1)
         && (content.data[0] | content.data[1] | content.data[2]) != 0
         && !tarn_content_is_text (content);
}

static void
visit_unknown (TarnVisit *self,
               TarnSpan   content,
               gboolean   is_version)
{
  set_content (self, content);
  if (is_mac (content)
      || (content.len == 6 && tarn_address_map_has (self->secrets->mac, content.data)))
    {
      tarn_secrets_visit_mac (self->secrets, self->content->data);
      return;
    }

  if (!tarn_content_is_text (content) && visit_whole (self))
    return;

  visit_text (self, content, TARN_SECRET_TEXT, is_version);
  if (tarn_content_is_text (content))
    self->is_text = has_letters (content);
  else
    visit_binary (self);
}

static void
visit_name_text (TarnVisit      *self,
                 TarnSpan        content,
                 TarnSecretKind  kind)
{
  gboolean has_digit = FALSE;

  for (gsize i = 0; i < content.len; i++)
    has_digit |= g_ascii_isdigit (content.data[i]);

  /* "BUILTIN" is no serial number. */
  if (!tarn_content_is_text (content) || (kind == TARN_SECRET_SERIAL && !has_digit))
    visit_unknown (self, content, FALSE);
  else
    visit_text (self, content, kind, FALSE);
}

static void
visit_mac (TarnVisit *self,
           TarnSpan   content)
{
  set_content (self, content);
  if (content.len == 6)
    tarn_secrets_visit_mac (self->secrets, self->content->data);
  else if (content.len == 8)
    tarn_secrets_visit_mac (self->secrets, self->content->data + 2);
  else
    visit_unknown (self, content, FALSE);
}

static void
visit_address (TarnVisit *self,
               TarnSpan   content)
{
  set_content (self, content);
  /* With 4 or 16 octets an address may look like text, too. */
  if ((content.len != 4 && content.len != 16 && tarn_content_is_text (content))
      || !tarn_secrets_visit_address (self->secrets, self->content->data, content.len))
    visit_name_text (self, content, TARN_SECRET_HOST);
}

static void
visit_transport (TarnVisit *self,
                 TarnSpan   content)
{
  set_content (self, content);
  if (content.len == 6 || content.len == 10)
    tarn_secrets_visit_ipv4 (self->secrets, self->content->data);
  else if (content.len == 18 || content.len == 22)
    tarn_secrets_visit_ipv6 (self->secrets, self->content->data);
  else
    visit_name_text (self, content, TARN_SECRET_HOST);
}

/* The subtype stands one column before (chassis: 4 MAC, 5 address, 7 local; port: 3 MAC,
 * 4 address; one less than the other all along). */
static gint64
lldp_subtype (TarnVisit     *self,
              TarnStore     *store,
              const TarnRow *row)
{
  const TarnObject *object = tarn_objects_find (self->arcs, self->n_arcs);
  guint32 arcs[TARN_NAME_MAX_ARCS];
  TarnCursor cursor;
  gint64 subtype = 0;
  TarnName name;

  memcpy (arcs, self->arcs, self->n_arcs * sizeof arcs[0]);
  arcs[object->n_arcs]--;
  if (!tarn_name_from_arcs (&name, arcs, self->n_arcs))
    return 0;

  tarn_cursor_init (&cursor, store);
  if (tarn_cursor_seek (&cursor, tarn_name_span (&name), TRUE)
      && tarn_span_equal (cursor.row.name, tarn_name_span (&name)))
    tarn_row_get_integer (&cursor.row, &subtype);
  tarn_cursor_clear (&cursor);
  return subtype;
}

static void
visit_lldp (TarnVisit     *self,
            TarnStore     *store,
            const TarnRow *row,
            TarnSpan       content,
            gboolean       is_port)
{
  gint64 subtype = lldp_subtype (self, store, row);

  set_content (self, content);
  if (content.len == 6 && (subtype == 3 || subtype == 4))
    tarn_secrets_visit_mac (self->secrets, self->content->data);
  else if ((subtype == 4 || subtype == 5) && !tarn_content_is_text (content)
           && (content.len == 5 || content.len == 17))
    tarn_secrets_visit_address (self->secrets, self->content->data + 1, content.len - 1);
  else if (is_port)
    visit_unknown (self, content, FALSE);
  else
    visit_name_text (self, content, TARN_SECRET_HOST);
}

static void
visit_key (TarnVisit *self,
           TarnSpan   content)
{
  set_content (self, content);
  for (guint i = 0; i < self->content->len; i++)
    if (self->content->data[i] != 0)
      {
        self->secrets->n_replaced[TARN_SECRET_KEY][0] += self->secrets->phase == TARN_PHASE_REPLACE;
        break;
      }
  memset (self->content->data, 0, self->content->len);
}

static void
visit_octets (TarnVisit     *self,
              TarnStore     *store,
              const TarnRow *row,
              TarnSpan       content,
              TarnHolds      holds)
{
  switch (holds)
    {
    case TARN_HOLDS_ADDRESS:
      visit_address (self, content);
      return;
    case TARN_HOLDS_MAC:
      visit_mac (self, content);
      return;
    case TARN_HOLDS_ENGINE:
      set_content (self, content);
      tarn_secrets_visit_engine (self->secrets, self->content->data, content.len);
      return;
    case TARN_HOLDS_TRANSPORT:
      visit_transport (self, content);
      return;
    case TARN_HOLDS_CHASSIS:
    case TARN_HOLDS_PORT:
      visit_lldp (self, store, row, content, holds == TARN_HOLDS_PORT);
      return;
    case TARN_HOLDS_HOST:
      visit_name_text (self, content, TARN_SECRET_HOST);
      return;
    case TARN_HOLDS_PERSON:
      visit_name_text (self, content, TARN_SECRET_PERSON);
      return;
    case TARN_HOLDS_PLACE:
      visit_name_text (self, content, TARN_SECRET_PLACE);
      return;
    case TARN_HOLDS_SERIAL:
      visit_name_text (self, content, TARN_SECRET_SERIAL);
      return;
    case TARN_HOLDS_NAME:
      visit_name_text (self, content, TARN_SECRET_NAME);
      return;
    case TARN_HOLDS_LABEL:
      visit_name_text (self, content, TARN_SECRET_LABEL);
      return;
    case TARN_HOLDS_SECRET:
      visit_key (self, content);
      return;
    case TARN_HOLDS_UNAME:
      visit_uname (self, content);
      return;
    case TARN_HOLDS_VERSION:
    case TARN_HOLDS_NOTHING:
    default:
      visit_unknown (self, content, holds == TARN_HOLDS_VERSION);
      return;
    }
}

static void
visit_object_id (TarnVisit     *self,
                 const TarnRow *row)
{
  TarnSpan content = tarn_row_content (row);
  TarnName name;

  set_content (self, content);
  /* What is not as it should be is not taken apart; it cannot be put together again. */
  if (row->anomalies != TARN_ANOMALY_NONE || content.len > TARN_NAME_MAX_OCTETS
      || tarn_name_check (content) != TARN_ANOMALY_NONE)
    return;

  tarn_visit_oid (self, content, &name);
  set_content (self, tarn_name_span (&name));
}

void
tarn_visit_value (TarnVisit     *self,
                  TarnStore     *store,
                  const TarnRow *row)
{
  TarnSpan content = tarn_row_content (row);
  const TarnObject *object;

  self->is_text = FALSE;
  self->n_arcs = tarn_name_get_arcs (row->name, self->arcs);
  switch (row->tag)
    {
    case TARN_KIND_IP_ADDRESS:
      set_content (self, content);
      if (!tarn_secrets_visit_address (self->secrets, self->content->data, content.len))
        visit_unknown (self, content, FALSE);
      return;

    case TARN_KIND_OBJECT_ID:
      visit_object_id (self, row);
      return;

    case TARN_KIND_INTEGER:
    case TARN_KIND_NULL:
    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_UINTEGER32:
      set_content (self, content);
      return;

    default:
      object = tarn_objects_find (self->arcs, self->n_arcs);
      visit_octets (self, store, row, content,
                    object != NULL ? tarn_object_get_holds (object, self->arcs, self->n_arcs)
                    : TARN_HOLDS_NOTHING);
      return;
    }
}
