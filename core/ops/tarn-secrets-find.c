/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where names stand in other texts: as words, the long ones within words, too.
 */
#include "ops/tarn-secrets.h"

/* What is that long is found within longer words, too. */
#define MIN_INSIDE        6
#define MIN_NUMBER_INSIDE 10

gboolean
tarn_has_letter (TarnSpan text)
{
  for (gsize i = 0; i < text.len; i++)
    if (g_ascii_isalpha (text.data[i]) || text.data[i] >= 0x80)
      return TRUE;

  return FALSE;
}

gboolean
tarn_next_word (TarnSpan  text,
                gsize    *at,
                TarnSpan *word)
{
  while (*at < text.len && !tarn_is_word_char (text.data[*at]))
    (*at)++;
  *word = tarn_span (text.data + *at, 0);
  while (*at < text.len && tarn_is_word_char (text.data[*at]))
    (*at)++, word->len++;

  return word->len > 0;
}

/* In lower case, letters of other alphabets too, and as long: what would change in length
 * stays, and so does what is no UTF-8. */
static void
fold_case (TarnSpan  text,
           guint8   *folded)
{
  gsize at = 0;

  while (at < text.len)
    {
      gunichar letter;
      char lower[6];
      gsize n;

      if (text.data[at] < 0x80)
        {
          folded[at] = (guint8) g_ascii_tolower ((char) text.data[at]);
          at++;
          continue;
        }

      letter = g_utf8_get_char_validated ((const char *) text.data + at,
                                          (gssize) (text.len - at));
      n = letter < 0x110000 ? (gsize) g_unichar_to_utf8 (letter, NULL) : 1;
      memcpy (folded + at, text.data + at, n);
      if (letter < 0x110000 && g_unichar_to_utf8 (g_unichar_tolower (letter), lower) == (int) n)
        memcpy (folded + at, lower, n);
      at += n;
    }
}

char *
tarn_dup_folded (TarnSpan text)
{
  char *folded = g_malloc (text.len + 1);

  fold_case (text, (guint8 *) folded);
  folded[text.len] = '\0';
  return folded;
}

static guint64
start_of (const void *folded)
{
  guint64 start = 0;

  memcpy (&start, folded, MIN_INSIDE);
  return start;
}

static void
add_to_list (GHashTable *lists,
             gpointer    key,
             gpointer    name)
{
  GPtrArray *list = g_hash_table_lookup (lists, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (lists, key, list);
    }
  else
    {
      g_free (key);
    }
  g_ptr_array_add (list, name);
}

static void
look_inside (TarnSecrets    *self,
             TarnSecretName *name)
{
  guint64 start = start_of (name->folded);

  add_to_list (self->by_start, g_memdup2 (&start, sizeof start), name);
  self->has_start[(guint8) name->folded[0]][(guint8) name->folded[1]] = TRUE;
}

void
tarn_secrets_look_for (TarnSecrets    *self,
                       TarnSecretName *name)
{
  TarnSpan text = tarn_span (name->folded, name->len);
  TarnSpan word;
  gsize at = 0;

  tarn_next_word (text, &at, &word);
  add_to_list (self->by_word, g_strndup ((const char *) word.data, word.len), name);

  if (name->kind == TARN_SECRET_PLACE
      || name->len < (tarn_has_letter (text) ? MIN_INSIDE : MIN_NUMBER_INSIDE))
    return;
  if (self->phase == TARN_PHASE_COLLECT)
    look_inside (self, name);
  else
    g_ptr_array_add (self->late, name);
}

guint
tarn_secrets_settle (TarnSecrets *self)
{
  guint n = self->late->len;

  for (guint i = 0; i < n; i++)
    look_inside (self, self->late->pdata[i]);
  g_ptr_array_set_size (self->late, 0);

  return n;
}

/* The longest name that begins at @at, where a word begins. */
static const TarnSecretName *
match (TarnSecrets  *self,
       const guint8 *folded,
       gsize         len,
       gsize         at)
{
  const TarnSecretName *best = NULL;
  g_autofree char *word = NULL;
  GPtrArray *names;
  gsize end = at;

  while (end < len && tarn_is_word_char (folded[end]))
    end++;
  word = g_strndup ((const char *) folded + at, end - at);
  names = g_hash_table_lookup (self->by_word, word);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const TarnSecretName *name = names->pdata[i];

      if (name->len <= len - at && (best == NULL || name->len > best->len)
          && memcmp (folded + at, name->folded, name->len) == 0
          && (at + name->len == len || !tarn_is_word_char (folded[at + name->len])))
        best = name;
    }

  return best;
}

/* A long name that begins at @at, within words or not. */
static const TarnSecretName *
match_inside (TarnSecrets  *self,
              const guint8 *folded,
              gsize         len,
              gsize         at)
{
  GPtrArray *names;
  guint64 start;

  if (len - at < MIN_INSIDE || !self->has_start[folded[at]][folded[at + 1]])
    return NULL;
  start = start_of (folded + at);
  names = g_hash_table_lookup (self->by_start, &start);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const TarnSecretName *name = names->pdata[i];

      if (name->len <= len - at && memcmp (folded + at, name->folded, name->len) == 0)
        return name;
    }

  return NULL;
}

static const guint8 *
fold (TarnSecrets *self,
      TarnSpan     text)
{
  g_byte_array_set_size (self->folded, (guint) text.len);
  fold_case (text, self->folded->data);
  return self->folded->data;
}

/* To whole words. */
static void
widen (const guint8 *text,
       gsize         len,
       gsize         at,
       gsize         n,
       gsize        *from,
       gsize        *to)
{
  *from = at;
  while (*from > 0 && tarn_is_word_char (text[*from - 1]))
    (*from)--;
  *to = at + n;
  while (*to < len && tarn_is_word_char (text[*to]))
    (*to)++;
}

/* Words that a long name is part of; those that are marked already are more. */
static void
mark_inside (TarnSecrets  *self,
             const guint8 *folded,
             gsize         len,
             guint8       *marks)
{
  if (g_hash_table_size (self->by_start) == 0)
    return;

  for (gsize at = 0; at + MIN_INSIDE <= len; at++)
    {
      const TarnSecretName *name = match_inside (self, folded, len, at);
      gsize from, to;

      if (name == NULL)
        continue;
      widen (folded, len, at, name->len, &from, &to);
      for (; from < to; from++)
        if (marks[from] == 0)
          marks[from] = TARN_MARK (name->kind);
    }
}

void
tarn_secrets_mark_names (TarnSecrets *self,
                         TarnSpan     text,
                         guint8      *marks)
{
  const guint8 *folded;

  if (g_hash_table_size (self->by_word) == 0)
    return;

  folded = fold (self, text);
  for (gsize at = 0; at < text.len; at++)
    {
      const TarnSecretName *name;
      gsize from = at;

      if (!tarn_is_word_char (folded[at]) || (at > 0 && tarn_is_word_char (folded[at - 1])))
        continue;
      name = match (self, folded, text.len, at);
      if (name == NULL)
        continue;

      /* Any host of a known domain. */
      if (name->is_domain && at > 1 && folded[at - 1] == '.')
        while (from > 0 && tarn_is_host_char (folded[from - 1]))
          from--;
      memset (marks + from, TARN_MARK (name->kind), at + name->len - from);
    }
  mark_inside (self, folded, text.len, marks);
}

gboolean
tarn_secrets_is_name (TarnSecrets *self,
                      TarnSpan     text)
{
  const TarnSecretName *name = NULL;

  if (text.len > 0 && tarn_is_word_char (text.data[0]))
    name = match (self, fold (self, text), text.len, 0);
  return name != NULL && name->len == text.len;
}

/* Whether something of it is to be replaced; nobody knows before all is collected. */
static gboolean
had_to_go (TarnSecrets          *self,
           const TarnSecretName *name)
{
  TarnSpan word;

  if (self->phase != TARN_PHASE_REPLACE)
    return TRUE;
  for (gsize from = 0; tarn_next_word (tarn_span (name->folded, name->len), &from, &word);)
    if (!tarn_word_map_stays (self->words, word))
      return TRUE;

  return FALSE;
}

gboolean
tarn_secrets_has_long_name (TarnSecrets *self,
                            TarnSpan     octets)
{
  const guint8 *folded;

  if (g_hash_table_size (self->by_start) == 0 || octets.len < MIN_INSIDE)
    return FALSE;

  folded = fold (self, octets);
  for (gsize at = 0; at + MIN_INSIDE <= octets.len; at++)
    {
      const TarnSecretName *name = match_inside (self, folded, octets.len, at);
      gsize from, to;

      if (name == NULL || !had_to_go (self, name))
        continue;
      /* A word like default stays whatever is called defaul. */
      widen (folded, octets.len, at, name->len, &from, &to);
      if (!tarn_word_is_generic (tarn_span (folded + from, to - from)))
        return TRUE;
    }

  return FALSE;
}

gboolean
tarn_secrets_has_name (TarnSecrets *self,
                       TarnSpan     text)
{
  const guint8 *folded;

  if (g_hash_table_size (self->by_word) == 0)
    return FALSE;

  folded = fold (self, text);
  for (gsize at = 0; at < text.len; at++)
    {
      const TarnSecretName *name = NULL;

      if (tarn_is_word_char (folded[at]) && (at == 0 || !tarn_is_word_char (folded[at - 1])))
        name = match (self, folded, text.len, at);
      if (name != NULL && had_to_go (self, name))
        return TRUE;
    }

  return tarn_secrets_has_long_name (self, text);
}
