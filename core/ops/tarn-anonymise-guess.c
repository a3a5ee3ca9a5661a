/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Tables that no fact tells of.  Arcs that equal an address or a name known from
 * elsewhere raise a suspicion about what lies behind those before them; it is believed
 * if it holds for all names that begin so.  Then all of them are treated alike, which
 * is what keeps their order.
 */
#include "ops/tarn-anonymise-private.h"
#include "ops/tarn-literal.h"

/* 1.3.6.1.4.1.enterprise.table.entry.column: an index cannot begin before. */
#define MIN_INDEX 10
#define MAX_NAME  64

typedef struct
{
  guint          n_arcs;
  TarnGuessKind  kind;
  gboolean       believed;
  gboolean       refused;    /* some name does not go with it     */
  gboolean       certain;    /* what was found is not met by chance */
  guint32        arcs[];
} Guess;

struct _TarnGuesses
{
  GHashTable *guesses;                        /* Guess → itself, by its arcs; owner      */
  guint       n_believed[TARN_NAME_MAX_ARCS + 1];   /* by number of arcs                  */
};

static guint
guess_hash (gconstpointer key)
{
  const Guess *self = key;
  guint hash = 5381;

  for (guint i = 0; i < self->n_arcs; i++)
    hash = hash * 33 + self->arcs[i];

  return hash;
}

static gboolean
guess_equal (gconstpointer a,
             gconstpointer b)
{
  const Guess *x = a;
  const Guess *y = b;

  return x->n_arcs == y->n_arcs && memcmp (x->arcs, y->arcs, x->n_arcs * sizeof x->arcs[0]) == 0;
}

TarnGuesses *
tarn_guesses_new (void)
{
  TarnGuesses *self = g_new0 (TarnGuesses, 1);

  self->guesses = g_hash_table_new_full (guess_hash, guess_equal, g_free, NULL);
  return self;
}

void
tarn_guesses_free (TarnGuesses *self)
{
  g_hash_table_unref (self->guesses);
  g_free (self);
}

static Guess *
guess_new (const guint32 *arcs,
           guint          n_arcs,
           TarnGuessKind  kind)
{
  Guess *self = g_malloc0 (sizeof (Guess) + n_arcs * sizeof arcs[0]);

  self->n_arcs = n_arcs;
  self->kind = kind;
  memcpy (self->arcs, arcs, n_arcs * sizeof arcs[0]);
  return self;
}

static Guess *
find (TarnGuesses   *self,
      const guint32 *arcs,
      guint          n_arcs)
{
  guint8 block[sizeof (Guess) + TARN_NAME_MAX_ARCS * sizeof (guint32)]
    __attribute__ ((aligned (sizeof (gpointer))));
  Guess *key = (Guess *) block;

  key->n_arcs = n_arcs;
  memcpy (key->arcs, arcs, n_arcs * sizeof arcs[0]);
  return g_hash_table_lookup (self->guesses, key);
}

static gboolean
get_octets (const guint32 *arcs,
            guint          n_arcs,
            guint          n,
            guint8        *octets)
{
  if (n > n_arcs)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (arcs[i] > 0xff)
        return FALSE;
      octets[i] = (guint8) arcs[i];
    }

  return TRUE;
}

static gboolean
is_private_block (const guint8 *ipv4)
{
  return (ipv4[0] == 192 && ipv4[1] == 168) || (ipv4[0] == 172 && (ipv4[1] & 0xf0) == 16);
}

/* It is no row of small numbers. */
static gboolean
is_striking (const guint8 *ipv4)
{
  return is_private_block (ipv4) || (ipv4[0] >= 64) + (ipv4[1] >= 64) + (ipv4[2] >= 64) >= 2;
}

/* Neither text, nor small numbers, nor an address with two of them around it. */
static gboolean
is_like_mac (TarnSecrets  *secrets,
             const guint8 *mac)
{
  guint n_large = 0, n_high = 0;

  for (guint i = 0; i < 3; i++)
    if (is_private_block (mac + i) || (mac[i] == 169 && mac[i + 1] == 254) || mac[2] == 10
        || tarn_address_map_has (secrets->ipv4, mac + i))
      return FALSE;

  for (guint i = 0; i < 6; i++)
    {
      n_large += mac[i] >= 64;
      n_high += mac[i] >= 128;
    }

  return !(mac[0] & 1) && n_large >= 3 && n_high > 0;
}

static gboolean
is_known_mac (TarnSecrets  *secrets,
              const guint8 *mac)
{
  guint n = 0;

  for (guint i = 0; i < 6; i++)
    n += mac[i] >= 16;

  return n >= 3 && !(mac[0] & 1) && tarn_address_map_has (secrets->mac, mac);
}

static gboolean
are_letters (const guint32 *arcs,
             guint          n)
{
  for (guint i = 0; i < n; i++)
    if (arcs[i] < ' ' || arcs[i] > 0xff || arcs[i] == 0x7f)
      return FALSE;

  return n > 0;
}

/* With a name in it, or an address as a text: 010.028.000.046. */
static gboolean
is_known_text (TarnSecrets   *secrets,
               const guint32 *arcs,
               guint          n_arcs)
{
  guint8 octets[MAX_NAME];
  TarnLiteral literal;
  TarnSpan text;

  if (n_arcs < 4 || arcs[0] < 3 || arcs[0] > MAX_NAME
      || !get_octets (arcs + 1, n_arcs - 1, arcs[0], octets))
    return FALSE;

  text = tarn_span (octets, arcs[0]);
  return tarn_secrets_is_name (secrets, text)
         || (are_letters (arcs + 1, arcs[0]) && tarn_secrets_has_name (secrets, text))
         || (tarn_literal_parse (&literal, text, 0) && literal.len == text.len
             && !literal.doubtful);
}

/* The whole rest is a known name, without a length. */
static gboolean
is_implied_name (TarnSecrets   *secrets,
                 const guint32 *arcs,
                 guint          n_arcs)
{
  guint8 octets[MAX_NAME];

  return n_arcs <= MAX_NAME && get_octets (arcs, n_arcs, n_arcs, octets)
         && tarn_secrets_is_name (secrets, tarn_span (octets, n_arcs));
}

/* What begins at @arcs, or -1. */
static int
recognise (TarnSecrets   *secrets,
           const guint32 *arcs,
           guint          n_arcs,
           gboolean      *certain)
{
  guint8 octets[16];

  *certain = TRUE;
  if (get_octets (arcs, n_arcs, 16, octets) && tarn_address_map_has (secrets->ipv6, octets))
    return TARN_GUESS_IPV6;
  if (get_octets (arcs, n_arcs, 6, octets)
      && (is_known_mac (secrets, octets) || (n_arcs == 6 && is_like_mac (secrets, octets))))
    return TARN_GUESS_MAC;
  if (get_octets (arcs, n_arcs, 4, octets) && octets[0] != 0 && octets[0] < 224
      && (tarn_address_map_has (secrets->ipv4, octets) || is_private_block (octets)))
    {
      *certain = is_striking (octets);
      return TARN_GUESS_IPV4;
    }
  if (is_known_text (secrets, arcs, n_arcs))
    return TARN_GUESS_NAME;
  if (is_implied_name (secrets, arcs, n_arcs))
    return TARN_GUESS_IMPLIED;

  return -1;
}

void
tarn_guesses_suspect (TarnGuesses   *self,
                      TarnSecrets   *secrets,
                      const guint32 *arcs,
                      guint          n_arcs,
                      guint          from)
{
  for (guint at = MAX (from, MIN_INDEX); at + 4 <= n_arcs; at++)
    {
      gboolean certain;
      int kind = recognise (secrets, arcs + at, n_arcs - at, &certain);
      Guess *guess;

      if (kind < 0)
        continue;
      guess = find (self, arcs, at);
      if (guess == NULL)
        {
          guess = guess_new (arcs, at, (TarnGuessKind) kind);
          g_hash_table_add (self->guesses, guess);
        }
      /* What is found first is judged first: an address that begins one arc later is most
       * likely the same. */
      if (guess->kind == (TarnGuessKind) kind)
        guess->certain |= certain;
    }
}

typedef struct
{
  Guess       *guess;
  TarnSecrets *secrets;
  gboolean     holds;
  guint        n_groups;    /* different ones, since names ascend */
  guint        n_known;
  guint8       last[16];
} Trial;

static guint
width_of (TarnGuessKind kind)
{
  return kind == TARN_GUESS_IPV4 ? 4 : kind == TARN_GUESS_MAC ? 6 : 16;
}

static gboolean
is_known (const Trial  *self,
          const guint8 *octets)
{
  switch (self->guess->kind)
    {
    case TARN_GUESS_IPV4:
      return is_private_block (octets) || tarn_address_map_has (self->secrets->ipv4, octets);
    case TARN_GUESS_MAC:
      return is_known_mac (self->secrets, octets) || is_like_mac (self->secrets, octets);
    case TARN_GUESS_IPV6:
    case TARN_GUESS_NAME:
    case TARN_GUESS_IMPLIED:
    default:
      return TRUE;
    }
}

/* A known IPv4 address with small numbers around it, and not a known MAC. */
static gboolean
is_rather_ipv4 (TarnSecrets  *secrets,
                const guint8 *octets)
{
  if (is_known_mac (secrets, octets))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (is_striking (octets + i) && tarn_address_map_has (secrets->ipv4, octets + i))
      return TRUE;

  return FALSE;
}

static gboolean
try_row (TarnStore      *store,
         const TarnRow  *row,
         gpointer        user_data,
         GError        **error)
{
  Trial *self = user_data;
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (row->name, arcs);
  const guint32 *index = arcs + self->guess->n_arcs;
  guint n = n_arcs - self->guess->n_arcs;
  guint8 octets[TARN_NAME_MAX_ARCS];
  guint width;

  if (self->guess->kind == TARN_GUESS_IMPLIED)
    return self->holds = are_letters (index, n);
  if (self->guess->kind == TARN_GUESS_NAME)
    {
      self->holds = n > 0 && index[0] < n && get_octets (index + 1, n - 1, index[0], octets);
      return self->holds;
    }

  width = width_of (self->guess->kind);
  self->holds = get_octets (index, n, width, octets)
                && (self->guess->kind != TARN_GUESS_MAC || !is_rather_ipv4 (self->secrets, octets));
  if (!self->holds)
    return FALSE;

  if (self->n_groups == 0 || memcmp (self->last, octets, width) != 0)
    {
      self->n_groups++;
      self->n_known += is_known (self, octets);
    }
  memcpy (self->last, octets, width);
  return TRUE;
}

/* FALSE with @error; else @guess knows. */
static gboolean
judge (Guess            *guess,
       TarnSecrets      *secrets,
       const GPtrArray  *stores,
       GError          **error)
{
  Trial trial = { guess, secrets, TRUE };
  TarnName prefix;

  if (!tarn_name_from_arcs (&prefix, guess->arcs, guess->n_arcs))
    return TRUE;
  for (guint i = 0; i < stores->len && trial.holds; i++)
    {
      g_autoptr(GError) local_error = NULL;

      tarn_each_row (stores->pdata[i], tarn_name_span (&prefix), try_row, NULL, &trial,
                     &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  guess->refused = !trial.holds;
  guess->believed = trial.holds
                    && (guess->kind == TARN_GUESS_NAME || guess->kind == TARN_GUESS_IMPLIED
                        || 2 * trial.n_known >= trial.n_groups
                        || (guess->kind == TARN_GUESS_IPV4 && guess->certain));
  return TRUE;
}

guint
tarn_guesses_judge (TarnGuesses      *self,
                    TarnSecrets      *secrets,
                    const GPtrArray  *stores,
                    GError          **error)
{
  guint n, n_new = 0;
  g_autofree gpointer *guesses = g_hash_table_get_keys_as_array (self->guesses, &n);

  for (guint i = 0; i < n; i++)
    {
      Guess *guess = guesses[i];

      if (guess->believed || guess->refused)
        continue;
      if (!judge (guess, secrets, stores, error))
        return 0;
      self->n_believed[guess->n_arcs] += guess->believed;
      n_new += guess->believed;
    }

  return n_new;
}

static gboolean
visit_text (TarnSecrets *secrets,
            guint32     *arcs,
            guint        n_arcs)
{
  guint8 octets[TARN_NAME_MAX_ARCS];

  if (!get_octets (arcs, n_arcs, n_arcs, octets))
    return FALSE;

  tarn_secrets_visit_index_name (secrets, octets, n_arcs);
  for (guint i = 0; i < n_arcs; i++)
    arcs[i] = octets[i];
  return TRUE;
}

static guint
visit_name (TarnSecrets *secrets,
            guint32     *arcs,
            guint        n_arcs)
{
  return arcs[0] < n_arcs && visit_text (secrets, arcs + 1, arcs[0]) ? 1 + arcs[0] : 1;
}

void
tarn_guesses_visit (TarnGuesses   *self,
                    TarnSecrets   *secrets,
                    const guint32 *original,
                    guint32       *arcs,
                    guint          n_arcs,
                    guint          from)
{
  guint at = MAX (from, MIN_INDEX);

  while (at < n_arcs)
    {
      Guess *guess = self->n_believed[at] > 0 ? find (self, original, at) : NULL;
      guint8 octets[16];
      guint width;

      if (guess == NULL || !guess->believed)
        {
          at++;
          continue;
        }
      if (guess->kind == TARN_GUESS_IMPLIED)
        {
          visit_text (secrets, arcs + at, n_arcs - at);
          return;
        }
      if (guess->kind == TARN_GUESS_NAME)
        {
          at += visit_name (secrets, arcs + at, n_arcs - at);
          continue;
        }

      width = width_of (guess->kind);
      if (get_octets (arcs + at, n_arcs - at, width, octets))
        tarn_secrets_visit_address (secrets, octets, width);
      else
        width = 0;
      for (guint i = 0; i < width; i++)
        arcs[at + i] = octets[i];
      at += MAX (width, 1);
    }
}
