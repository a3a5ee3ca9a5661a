/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-objects.h"

#include "base/tarn-name.h"

static const char *const words[] = {
  [TARN_HOLDS_ADDRESS] = "address",
  [TARN_HOLDS_MAC] = "mac",
  [TARN_HOLDS_ENGINE] = "engine",
  [TARN_HOLDS_TRANSPORT] = "transport",
  [TARN_HOLDS_CHASSIS] = "chassis",
  [TARN_HOLDS_PORT] = "port",
  [TARN_HOLDS_HOST] = "host",
  [TARN_HOLDS_PERSON] = "person",
  [TARN_HOLDS_PLACE] = "place",
  [TARN_HOLDS_SERIAL] = "serial",
  [TARN_HOLDS_NAME] = "name",
  [TARN_HOLDS_LABEL] = "label",
  [TARN_HOLDS_SECRET] = "secret",
  [TARN_HOLDS_UNAME] = "uname",
  [TARN_HOLDS_VERSION] = "version",
};

typedef struct
{
  GHashTable *objects;   /* TarnObject → itself, by its arcs */
  guint       shortest;
  guint       longest;
} Objects;

static guint
object_hash (gconstpointer key)
{
  const TarnObject *self = key;
  guint hash = 5381;

  for (guint i = 0; i < self->n_arcs; i++)
    hash = hash * 33 + self->arcs[i];

  return hash;
}

static gboolean
object_equal (gconstpointer a,
              gconstpointer b)
{
  const TarnObject *x = a;
  const TarnObject *y = b;

  return x->n_arcs == y->n_arcs
         && memcmp (x->arcs, y->arcs, x->n_arcs * sizeof x->arcs[0]) == 0;
}

static TarnHolds
holds_of (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i], word) == 0)
      return (TarnHolds) i;

  g_assert_not_reached ();
}

static TarnObject *
object_new (const TarnObjectFacts *facts)
{
  TarnObject *self = g_new0 (TarnObject, 1);
  g_auto(GStrv) columns = g_strsplit (facts->columns, " ", -1);
  guint32 arcs[TARN_NAME_MAX_ARCS];
  TarnName name;

  g_assert (tarn_name_parse (&name, facts->prefix, strlen (facts->prefix)));
  self->facts = facts;
  self->n_arcs = tarn_name_get_arcs (tarn_name_span (&name), arcs);
  self->arcs = g_memdup2 (arcs, self->n_arcs * sizeof arcs[0]);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; columns[i] != NULL && columns[0][0] != '\0'; i++)
    {
      char *word = strchr (columns[i], '=');
      guint32 pair[2] = { (guint32) g_ascii_strtoull (columns[i], NULL, 10) };

      g_assert (word != NULL && pair[0] > 0);
      pair[1] = holds_of (word + 1);
      g_array_append_vals (self->columns, pair, 2);
    }

  return self;
}

static const Objects *
get_objects (void)
{
  static Objects *objects;

  if (g_once_init_enter (&objects))
    {
      Objects *self = g_new0 (Objects, 1);

      self->objects = g_hash_table_new (object_hash, object_equal);
      self->shortest = G_MAXUINT;
      for (guint i = 0; i < tarn_n_object_facts; i++)
        {
          TarnObject *object = object_new (&tarn_object_facts[i]);
          gboolean is_new = g_hash_table_add (self->objects, object);

          g_assert (is_new);
          self->shortest = MIN (self->shortest, object->n_arcs);
          self->longest = MAX (self->longest, object->n_arcs);
        }
      g_once_init_leave (&objects, self);
    }

  return objects;
}

const TarnObject *
tarn_objects_find (const guint32 *arcs,
                   guint          n_arcs)
{
  const Objects *objects = get_objects ();

  for (guint n = MIN (n_arcs, objects->longest); n >= objects->shortest; n--)
    {
      TarnObject key = { .n_arcs = n, .arcs = (guint32 *) arcs };
      const TarnObject *object = g_hash_table_lookup (objects->objects, &key);

      if (object != NULL)
        return object;
    }

  return NULL;
}

TarnHolds
tarn_object_get_holds (const TarnObject *self,
                       const guint32    *arcs,
                       guint             n_arcs)
{
  for (guint i = 0; n_arcs > self->n_arcs && i < self->columns->len; i += 2)
    if (g_array_index (self->columns, guint32, i) == arcs[self->n_arcs])
      return (TarnHolds) g_array_index (self->columns, guint32, i + 1);

  return TARN_HOLDS_NOTHING;
}
