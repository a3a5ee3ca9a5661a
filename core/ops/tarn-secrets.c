/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-secrets.h"

static guint
name_hash (gconstpointer key)
{
  const TarnSecretName *self = key;

  return g_str_hash (self->folded) + self->kind;
}

static gboolean
name_equal (gconstpointer a,
            gconstpointer b)
{
  const TarnSecretName *x = a;
  const TarnSecretName *y = b;

  return x->kind == y->kind && strcmp (x->folded, y->folded) == 0;
}

static void
name_free (gpointer data)
{
  TarnSecretName *self = data;

  g_free (self->folded);
  g_free (self);
}

TarnSecrets *
tarn_secrets_new (void)
{
  TarnSecrets *self = g_new0 (TarnSecrets, 1);

  self->ipv4 = tarn_secrets_new_map (self, TARN_SECRET_IPV4);
  self->ipv6 = tarn_secrets_new_map (self, TARN_SECRET_IPV6);
  self->mac = tarn_secrets_new_map (self, TARN_SECRET_MAC);
  self->engine = tarn_secrets_new_map (self, TARN_SECRET_ENGINE);
  self->words = tarn_word_map_new ();
  self->names = g_hash_table_new_full (name_hash, name_equal, name_free, NULL);
  self->by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->by_start = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  self->late = g_ptr_array_new ();
  self->folded = g_byte_array_new ();
  self->marks = g_byte_array_new ();

  return self;
}

void
tarn_secrets_free (TarnSecrets *self)
{
  tarn_address_map_free (self->ipv4);
  tarn_address_map_free (self->ipv6);
  tarn_address_map_free (self->mac);
  tarn_address_map_free (self->engine);
  tarn_word_map_free (self->words);
  g_hash_table_unref (self->by_word);
  g_hash_table_unref (self->by_start);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->late);
  g_byte_array_unref (self->folded);
  g_byte_array_unref (self->marks);
  g_free (self);
}

void
tarn_secrets_build (TarnSecrets *self,
                    TarnDraw    *draw)
{
  /* Those that others lie in come first. */
  tarn_address_map_build (self->ipv4, draw);
  tarn_address_map_build (self->mac, draw);
  tarn_address_map_build (self->ipv6, draw);
  tarn_address_map_build (self->engine, draw);
  tarn_word_map_build (self->words, draw);
}

guint
tarn_secrets_get_n_stuck (TarnSecrets *self)
{
  return tarn_address_map_get_n_stuck (self->ipv4) + tarn_address_map_get_n_stuck (self->ipv6)
         + tarn_address_map_get_n_stuck (self->mac) + tarn_address_map_get_n_stuck (self->engine);
}

const char *
tarn_secret_kind_to_string (TarnSecretKind kind)
{
  static const char *const words[] = {
    [TARN_SECRET_IPV4] = "IPv4 addresses",
    [TARN_SECRET_IPV6] = "IPv6 addresses",
    [TARN_SECRET_MAC] = "MAC addresses",
    [TARN_SECRET_ENGINE] = "engine IDs",
    [TARN_SECRET_HOST] = "hosts and domains",
    [TARN_SECRET_PERSON] = "persons",
    [TARN_SECRET_PLACE] = "places",
    [TARN_SECRET_SERIAL] = "serial numbers",
    [TARN_SECRET_NAME] = "communities, users and groups",
    [TARN_SECRET_LABEL] = "descriptions",
    [TARN_SECRET_KEY] = "keys",
  };

  return words[kind];
}

static void
count_address (const guint8 *address,
               const guint8 *image,
               gpointer      user_data)
{
  guint64 *n = user_data;

  (*n)++;
}

guint64
tarn_secrets_count (TarnSecrets    *self,
                    TarnSecretKind  kind)
{
  TarnAddressMap *maps[TARN_N_SECRETS] = { self->ipv4, self->ipv6, self->mac, self->engine };
  GHashTableIter iter;
  gpointer name;
  guint64 n = 0;

  if (maps[kind] != NULL)
    {
      tarn_address_map_foreach (maps[kind], count_address, &n);
      return n;
    }

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    n += ((TarnSecretName *) name)->kind == kind;
  return n;
}

/* Puts what stands for the address in its place. */
static void
replace (TarnSecrets    *self,
         TarnAddressMap *map,
         TarnSecretKind  kind,
         guint8         *octets,
         gsize           len)
{
  guint8 address[TARN_ADDRESS_MAX] = { 0 };
  const guint8 *image;

  memcpy (address, octets, len);
  image = tarn_address_map_get (map, address);
  if (image == NULL)
    {
      self->n_unknown++;
      return;
    }

  self->n_replaced[kind][self->in_name] += memcmp (octets, image, len) != 0;
  memcpy (octets, image, len);
}

void
tarn_secrets_visit_ipv4 (TarnSecrets *self,
                         guint8      *octets)
{
  if (self->phase == TARN_PHASE_REPLACE)
    replace (self, self->ipv4, TARN_SECRET_IPV4, octets, 4);
  else
    tarn_address_map_add (self->ipv4, octets);
}

void
tarn_secrets_visit_mac (TarnSecrets *self,
                        guint8      *octets)
{
  if (self->phase == TARN_PHASE_REPLACE)
    replace (self, self->mac, TARN_SECRET_MAC, octets, 6);
  else
    tarn_address_map_add (self->mac, octets);
}

void
tarn_secrets_visit_ipv6 (TarnSecrets *self,
                         guint8      *octets)
{
  int ipv4 = tarn_ipv6_find_ipv4 (octets);
  guint8 mac[6];

  if (self->phase == TARN_PHASE_REPLACE)
    {
      replace (self, self->ipv6, TARN_SECRET_IPV6, octets, 16);
      return;
    }

  tarn_address_map_add (self->ipv6, octets);
  if (ipv4 >= 0)
    tarn_address_map_add (self->ipv4, octets + ipv4);
  if (tarn_ipv6_get_mac (octets, mac))
    tarn_address_map_add (self->mac, mac);
}

gboolean
tarn_secrets_visit_address (TarnSecrets *self,
                            guint8      *octets,
                            gsize        len)
{
  switch (len)
    {
    case 4:
    case 8:
      tarn_secrets_visit_ipv4 (self, octets);
      return TRUE;

    case 6:
      tarn_secrets_visit_mac (self, octets);
      return TRUE;

    case 16:
    case 20:
      tarn_secrets_visit_ipv6 (self, octets);
      return TRUE;

    default:
      return FALSE;
    }
}

gboolean
tarn_ipv4_is_met_by_chance (const guint8 *ipv4)
{
  return (ipv4[0] >= 64) + (ipv4[1] >= 64) + (ipv4[2] >= 64) + (ipv4[3] >= 64) < 2;
}

gsize
tarn_secrets_find_address (TarnSecrets *self,
                           TarnSpan     octets,
                           gsize        at)
{
  const guint8 *from = octets.data + at;
  gsize n = octets.len - at;

  if (n >= 16 && tarn_address_map_has (self->ipv6, from))
    return 16;
  if (n >= 6 && (from[0] | from[1] | from[2]) != 0 && tarn_address_map_has (self->mac, from))
    return 6;
  /* With a port behind it, as TAddress has it, none is there by chance. */
  if (n >= 4 && tarn_address_map_has (self->ipv4, from)
      && (!tarn_ipv4_is_met_by_chance (from) || (at == 0 && n == 6)))
    return 4;

  return 0;
}

void
tarn_secrets_visit_engine (TarnSecrets *self,
                           guint8      *octets,
                           gsize        len)
{
  guint8 engine[TARN_ENGINE_MAX] = { 0 };
  TarnSecretKind kind;
  int at;

  len = MIN (len, TARN_ENGINE_MAX);
  if (self->phase == TARN_PHASE_REPLACE)
    {
      replace (self, self->engine, TARN_SECRET_ENGINE, octets, len);
      return;
    }

  memcpy (engine, octets, len);
  tarn_address_map_add (self->engine, engine);
  at = tarn_engine_find (engine, &kind);
  if (at >= 0 && kind == TARN_SECRET_IPV4)
    tarn_secrets_visit_ipv4 (self, engine + at);
  else if (at >= 0 && kind == TARN_SECRET_IPV6)
    tarn_secrets_visit_ipv6 (self, engine + at);
  else if (at >= 0)
    tarn_secrets_visit_mac (self, engine + at);
}

gboolean
tarn_secrets_has_engine (TarnSecrets *self,
                         TarnSpan     octets)
{
  guint8 engine[TARN_ENGINE_MAX] = { 0 };

  if (octets.len < 5 || octets.len > TARN_ENGINE_MAX)
    return FALSE;
  memcpy (engine, octets.data, octets.len);
  return tarn_address_map_has (self->engine, engine);
}

void
tarn_secrets_visit_index_name (TarnSecrets *self,
                               guint8      *octets,
                               gsize        len)
{
  gboolean changed = FALSE;
  gsize from, to;

  if (self->phase != TARN_PHASE_REPLACE)
    tarn_secrets_add_name (self, tarn_span (octets, len), TARN_SECRET_NAME);

  for (from = 0; from < len; from = to)
    {
      g_autofree guint8 *before = NULL;

      for (to = from; to < len && tarn_is_word_char (octets[to]); to++)
        ;
      if (to == from)
        {
          to++;
          continue;
        }
      if (self->phase != TARN_PHASE_REPLACE)
        {
          tarn_word_map_add (self->words, tarn_span (octets + from, to - from), TRUE);
          continue;
        }

      before = g_memdup2 (octets + from, to - from);
      self->n_unknown += !tarn_word_map_replace (self->words, octets + from, to - from);
      changed |= memcmp (before, octets + from, to - from) != 0;
    }

  self->n_replaced[TARN_SECRET_NAME][self->in_name] += changed;
}
