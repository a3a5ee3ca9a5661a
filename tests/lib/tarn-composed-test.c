/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-composed-test.h"

#include "base/tarn-value-private.h"
#include "store/tarn-memory-store.h"

typedef struct
{
  TarnOid   *prefix;    /* empty: all                      */
  TarnOid   *base;
  TarnStore *model;     /* of what is mounted; or          */
  GBytes    *tlv;       /* what the function tells         */
} Word;

/* What a function of a composition is given. */
typedef struct
{
  TarnComposedTest *test;
  TarnStore        *store;
  TarnOid          *oid;
  TarnValue        *value;
} Told;

static TarnOid *
parse_name (const char *text)
{
  return g_str_equal (text, ".") ? tarn_oid_new_name (tarn_span (NULL, 0)) : tarn_test_oid (text);
}

static void
word_clear (gpointer data)
{
  Word *word = data;

  tarn_oid_unref (word->prefix);
  g_clear_pointer (&word->base, tarn_oid_unref);
  g_clear_pointer (&word->tlv, g_bytes_unref);
}

static void
told_free (gpointer data)
{
  Told *told = data;

  tarn_oid_unref (told->oid);
  g_clear_pointer (&told->value, tarn_value_unref);
  g_free (told);
}

static TarnValue *
tell (TarnStore     *store,
      const TarnOid *oid,
      gpointer       user_data)
{
  Told *told = user_data;

  g_assert_true (store == told->store);
  g_assert_true (tarn_oid_equal (oid, told->oid));
  told->test->n_calls++;
  return told->value != NULL ? tarn_value_ref (told->value) : NULL;
}

void
tarn_composed_test_add (TarnComposedTest *self,
                        char              letter,
                        const char       *rows)
{
  self->stores[letter - 'a'] = tarn_agent_test_store (rows);
  self->models[letter - 'a'] = g_object_ref (self->stores[letter - 'a']);
}

void
tarn_composed_test_clear (TarnComposedTest *self)
{
  for (guint i = TARN_COMPOSED_TEST_STORES; i > 0; i--)
    {
      g_clear_object (&self->models[i - 1]);
      if (self->stores[i - 1] != NULL && TARN_IS_COMPOSED_STORE (self->stores[i - 1]))
        g_assert_finalize_object (self->stores[i - 1]);
      else
        g_clear_object (&self->stores[i - 1]);
    }
}

static void
answer (TarnComposedTest *self,
        TarnStore        *store,
        const Word       *word)
{
  Told *told = g_new0 (Told, 1);

  told->test = self;
  told->store = store;
  told->oid = tarn_oid_ref (word->prefix);
  if (word->tlv != NULL)
    told->value = tarn_value_new_span (tarn_test_span (word->tlv));
  g_assert_true (tarn_composed_store_answer (TARN_COMPOSED_STORE (store), told->oid, tell, told,
                                             told_free, NULL));
}

/* Puts what @text says into @store, and notes it. */
static Word
build (TarnComposedTest *self,
       TarnStore        *store,
       char             *text)
{
  char *mark = strpbrk (text, "=!");
  gboolean is_function = *mark == '!';
  Word word = { 0 };

  *mark++ = '\0';
  word.prefix = parse_name (text);
  if (is_function)
    {
      if (*mark != '\0')
        {
          g_autofree char *hex = g_strdup_printf ("%.2s%02x%s", mark, (guint) strlen (mark + 3) / 2,
                                                  mark + 3);

          word.tlv = tarn_test_hex (hex);
        }
      answer (self, store, &word);
      return word;
    }

  g_autoptr(GError) error = NULL;

  word.base = mark[1] == '@' ? parse_name (mark + 2) : NULL;
  word.model = self->models[mark[0] - 'a'];
  tarn_composed_store_mount (TARN_COMPOSED_STORE (store), word.prefix,
                             self->stores[mark[0] - 'a'], word.base, &error);
  g_assert_no_error (error);
  return word;
}

static TarnSpan
base_of (const Word *word)
{
  return tarn_oid_span (word->base != NULL ? word->base : word->prefix);
}

/* The word whose @name is: a function of that name, or else the innermost mount. */
static const Word *
owner_of (GArray   *words,
          TarnSpan  name)
{
  const Word *owner = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      TarnSpan prefix = tarn_oid_span (word->prefix);

      if (word->model == NULL)
        {
          if (tarn_span_equal (name, prefix))
            return word;
        }
      else if (tarn_name_has_prefix (name, prefix)
               && (owner == NULL || prefix.len >= tarn_oid_span (owner->prefix).len))
        {
          owner = word;
        }
    }

  return owner;
}

static void
model_mount (GArray     *words,
             const Word *word,
             TarnBatch  *batch)
{
  TarnSpan prefix = tarn_oid_span (word->prefix), base = base_of (word);
  TarnCursor cursor;

  g_assert_true (tarn_store_begin_read (word->model, NULL));
  tarn_cursor_init (&cursor, word->model);
  for (gboolean found = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); found;
       found = tarn_cursor_next (&cursor))
    {
      g_autoptr(GByteArray) name = g_byte_array_new ();
      TarnRow row = cursor.row;

      if (!tarn_name_has_prefix (row.name, base))
        continue;
      if (prefix.len > 0)
        g_byte_array_append (name, prefix.data, (guint) prefix.len);
      if (row.name.len > base.len)
        g_byte_array_append (name, row.name.data + base.len, (guint) (row.name.len - base.len));
      row.name = tarn_span (name->data, name->len);
      if (owner_of (words, row.name) == word)
        tarn_batch_put_row (batch, &row);
    }
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (word->model);
}

static TarnStore *
make_model (GArray *words)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  TarnStore *model = tarn_memory_store_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      static const guint8 nothing[] = { 0x81, 0 };
      TarnRow row = { .name = tarn_oid_span (word->prefix), .tlv = { nothing, sizeof nothing } };

      if (word->model != NULL)
        {
          model_mount (words, word, batch);
          continue;
        }
      if (word->tlv != NULL)
        row.tlv = tarn_test_span (word->tlv);
      tarn_batch_put_row (batch, &row);
    }

  tarn_store_apply (model, batch, &error);
  g_assert_no_error (error);
  return model;
}

void
tarn_composed_test_compose (TarnComposedTest *self,
                            char              letter,
                            const char       *composition)
{
  g_autoptr(GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));
  TarnStore *store = TARN_STORE (tarn_composed_store_new ());
  g_auto(GStrv) texts = g_strsplit (composition, " ", -1);

  g_array_set_clear_func (words, word_clear);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      Word word;

      if (*texts[i] == '\0')
        continue;
      word = build (self, store, texts[i]);
      g_array_append_val (words, word);
    }

  self->stores[letter - 'a'] = store;
  self->models[letter - 'a'] = make_model (words);
}

static void
assert_same_row (const TarnCursor *cursor,
                 gboolean          found,
                 const TarnCursor *model,
                 gboolean          model_found)
{
  g_assert_no_error (cursor->error);
  g_assert_cmpint (found, ==, model_found);
  if (!found)
    return;

  g_assert_cmpmem (cursor->row.name.data, cursor->row.name.len,
                   model->row.name.data, model->row.name.len);
  g_assert_cmpmem (cursor->row.tlv.data, cursor->row.tlv.len,
                   model->row.tlv.data, model->row.tlv.len);
  g_assert_cmpint (cursor->row.tag, ==, model->row.tag);
}

/* Everything that can be asked about @name. */
static void
assert_same_about (TarnCursor *cursor,
                   TarnCursor *model,
                   TarnSpan    name)
{
  g_autoptr(TarnOid) oid = tarn_oid_new_name (name);
  g_autoptr(GError) error = NULL;

  for (gboolean inclusive = FALSE; inclusive <= TRUE; inclusive++)
    {
      gboolean found = tarn_cursor_seek (cursor, name, inclusive);
      gboolean model_found = tarn_cursor_seek (model, name, inclusive);

      assert_same_row (cursor, found, model, model_found);
      for (int i = 0; i < 3 && found; i++)
        {
          found = tarn_cursor_next (cursor);
          model_found = tarn_cursor_next (model);
          assert_same_row (cursor, found, model, model_found);
        }
    }

  g_assert_cmpuint (tarn_store_get_rank (cursor->store, oid, &error), ==,
                    tarn_store_get_rank (model->store, oid, NULL));
  g_assert_cmpuint (tarn_store_count (cursor->store, oid, &error), ==,
                    tarn_store_count (model->store, oid, NULL));
  g_assert_no_error (error);
}

/* @name, what is above it, right behind it, and the end of its subtree. */
static void
assert_same_around (TarnCursor *cursor,
                    TarnCursor *model,
                    TarnSpan    name)
{
  TarnName other;

  assert_same_about (cursor, model, name);
  tarn_name_set_end (&other, name);
  if (other.len > 0)
    assert_same_about (cursor, model, tarn_name_span (&other));

  tarn_name_set (&other, name);
  other.data[other.len++] = 0;
  assert_same_about (cursor, model, tarn_name_span (&other));

  for (gsize len = name.len - 1; len > 0; len--)
    if ((name.data[len - 1] & 0x80) == 0)
      {
        assert_same_about (cursor, model, tarn_span (name.data, len));
        return;
      }
}

void
tarn_composed_test_assert_same (TarnStore *store,
                                TarnStore *model)
{
  TarnCursor cursor, model_cursor, place;
  guint64 n = 0;

  g_assert_true (tarn_store_begin_read (store, NULL));
  g_assert_true (tarn_store_begin_read (model, NULL));
  tarn_cursor_init (&cursor, store);
  tarn_cursor_init (&model_cursor, model);
  tarn_cursor_init (&place, model);

  for (gboolean more = tarn_cursor_seek (&place, tarn_span (NULL, 0), TRUE); more;
       more = tarn_cursor_next (&place))
    {
      assert_same_row (&cursor, tarn_cursor_seek_nth (&cursor, n), &place, TRUE);
      assert_same_around (&cursor, &model_cursor, place.row.name);
      n++;
    }
  assert_same_about (&cursor, &model_cursor, tarn_span (NULL, 0));

  g_assert_false (tarn_cursor_seek_nth (&cursor, n));
  g_assert_no_error (cursor.error);
  g_assert_false (tarn_cursor_next (&cursor));
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, n);

  tarn_cursor_clear (&place);
  tarn_cursor_clear (&model_cursor);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (model);
  tarn_store_end_read (store);
}
