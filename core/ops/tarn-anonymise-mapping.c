/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What stands for what, for the owner: to read what somebody says of the anonymised store.
 */
#include "ops/tarn-anonymise-private.h"

#include "ops/tarn-literal.h"

typedef struct
{
  GString         *text;
  TarnLiteralKind  literal;   /* NONE: hex */
  const char      *word;
} Mapping;

static void
append_address (Mapping      *self,
                const guint8 *octets)
{
  TarnLiteral literal = { .kind = self->literal, .separator = '.', .n_groups = 6, .n_digits = 2 };
  g_autoptr(GByteArray) text = g_byte_array_new ();

  if (self->literal == TARN_LITERAL_NONE)
    {
      for (guint i = 0; i < TARN_ENGINE_MAX; i++)
        g_string_append_printf (self->text, "%02x", octets[i]);
      return;
    }
  if (self->literal == TARN_LITERAL_MAC)
    literal.separator = ':';
  memcpy (literal.octets, octets, self->literal == TARN_LITERAL_IPV4 ? 4
          : self->literal == TARN_LITERAL_MAC ? 6 : 16);
  tarn_literal_append (&literal, text);
  g_string_append_len (self->text, (const char *) text->data, text->len);
}

static void
append_pair (const guint8 *address,
             const guint8 *image,
             gpointer      user_data)
{
  Mapping *self = user_data;

  g_string_append_printf (self->text, "%s\t", self->word);
  append_address (self, address);
  g_string_append_c (self->text, '\t');
  append_address (self, image);
  g_string_append_c (self->text, '\n');
}

static void
append_visible (GString    *out,
                const char *text)
{
  for (; *text != '\0'; text++)
    g_string_append_c (out, g_ascii_iscntrl (*text) ? ' ' : *text);
}

/* What stands for each word of @folded. */
static char *
translate (TarnSecrets *secrets,
           const char  *folded)
{
  char *image = g_strdup (folded);
  char *at = image;

  while (*at != '\0')
    {
      gsize n = 0;

      while (at[n] != '\0' && tarn_is_word_char ((guint8) at[n]))
        n++;
      if (n > 0)
        tarn_word_map_replace (secrets->words, (guint8 *) at, n);
      at += MAX (n, 1);
    }

  return image;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const TarnSecretName *x = *(const TarnSecretName *const *) a;
  const TarnSecretName *y = *(const TarnSecretName *const *) b;

  return x->kind != y->kind ? (int) x->kind - (int) y->kind : strcmp (x->folded, y->folded);
}

/* The caller's to free. */
char *
tarn_secrets_dup_mapping (TarnSecrets *self)
{
  static const char *const words[TARN_N_SECRETS] = {
    "ipv4", "ipv6", "mac", "engine", "host", "person", "place", "serial", "name", "label", "key",
  };
  guint n;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (self->names, &n);
  GString *text = g_string_new (NULL);

  tarn_address_map_foreach (self->ipv4, append_pair,
                            &(Mapping) { text, TARN_LITERAL_IPV4, words[TARN_SECRET_IPV4] });
  tarn_address_map_foreach (self->ipv6, append_pair,
                            &(Mapping) { text, TARN_LITERAL_IPV6, words[TARN_SECRET_IPV6] });
  tarn_address_map_foreach (self->mac, append_pair,
                            &(Mapping) { text, TARN_LITERAL_MAC, words[TARN_SECRET_MAC] });
  tarn_address_map_foreach (self->engine, append_pair,
                            &(Mapping) { text, TARN_LITERAL_NONE, words[TARN_SECRET_ENGINE] });

  qsort (names, n, sizeof names[0], compare_names);
  for (guint i = 0; i < n; i++)
    {
      const TarnSecretName *name = names[i];
      g_autofree char *image = translate (self, name->folded);

      if (strcmp (image, name->folded) == 0)
        continue;
      g_string_append_printf (text, "%s\t", words[name->kind]);
      append_visible (text, name->folded);
      g_string_append_c (text, '\t');
      append_visible (text, image);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
