/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-builder-private.h"

/* Of two definitions of one OID, or of one name: the better one first. */
static int
compare_worth (const TarnMibBuilder *self,
               const TarnMibBuilt         *a,
               const TarnMibBuilt         *b)
{
  const TarnMibModuleRecord *one = &g_array_index (self->modules, TarnMibModuleRecord,
                                                   a->record.module);
  const TarnMibModuleRecord *two = &g_array_index (self->modules, TarnMibModuleRecord,
                                                   b->record.module);
  const char *strings = self->strings.octets->str;
  int order;

  if (one->names_only != two->names_only)
    return one->names_only - two->names_only;
  /* What says more than a name is better than a name. */
  if ((a->record.kind == TARN_MIB_KIND_NODE) != (b->record.kind == TARN_MIB_KIND_NODE))
    return (a->record.kind == TARN_MIB_KIND_NODE) - (b->record.kind == TARN_MIB_KIND_NODE);
  if (one->language != two->language)
    return two->language - one->language;
  /* Some modules repeat the identity of the one that they extend. */
  if (a->is_parent != b->is_parent)
    return b->is_parent - a->is_parent;
  /* SMIv1 has mandatory where SMIv2 has current. */
  if ((a->record.status == TARN_MIB_STATUS_OBSOLETE)
      != (b->record.status == TARN_MIB_STATUS_OBSOLETE))
    return a->record.status == TARN_MIB_STATUS_OBSOLETE ? 1 : -1;
  if ((a->record.status == TARN_MIB_STATUS_DEPRECATED)
      != (b->record.status == TARN_MIB_STATUS_DEPRECATED))
    return a->record.status == TARN_MIB_STATUS_DEPRECATED ? 1 : -1;

  order = strcmp (strings + two->last_updated, strings + one->last_updated);
  if (order == 0)
    order = strcmp (strings + one->name, strings + two->name);
  if (order == 0)
    order = strcmp (strings + a->record.name, strings + b->record.name);

  return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Of a module and @n_arcs of an object in it; that two are alike once in 2^64 harms nobody. */
static guint64
hash_place (const TarnMibBuilder *self,
            const TarnMibBuilt   *object,
            guint                 n_arcs)
{
  const guint32 *arcs = &g_array_index (self->arcs, guint32, object->first_arc);
  guint64 hash = object->record.module + G_GUINT64_CONSTANT (1469598103934665603);

  for (guint i = 0; i < n_arcs; i++)
    hash = (hash ^ arcs[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

static void
find_parents (TarnMibBuilder *self)
{
  g_autoptr(GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint64 *hashes = g_new (guint64, self->objects->len + 1);

  for (guint i = 0; i < self->objects->len; i++)
    {
      const TarnMibBuilt *object = &g_array_index (self->objects, TarnMibBuilt, i);

      hashes[i] = hash_place (self, object, MAX (object->n_arcs, 1) - 1);
      g_hash_table_add (places, &hashes[i]);
    }
  for (guint i = 0; i < self->objects->len; i++)
    {
      TarnMibBuilt *object = &g_array_index (self->objects, TarnMibBuilt, i);
      guint64 hash = hash_place (self, object, object->n_arcs);

      object->is_parent = g_hash_table_contains (places, &hash);
    }
}

static int
compare_arcs (const TarnMibBuilder *self,
              const TarnMibBuilt         *a,
              const TarnMibBuilt         *b)
{
  const guint32 *one = &g_array_index (self->arcs, guint32, a->first_arc);
  const guint32 *two = &g_array_index (self->arcs, guint32, b->first_arc);

  for (guint i = 0; i < MIN (a->n_arcs, b->n_arcs); i++)
    if (one[i] != two[i])
      return one[i] < two[i] ? -1 : 1;

  return (a->n_arcs > b->n_arcs) - (a->n_arcs < b->n_arcs);
}

static int
compare_objects (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  int order = compare_arcs (data, a, b);

  return order != 0 ? order : compare_worth (data, a, b);
}

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const TarnMibBuilder *self = data;
  const TarnMibBuilt *one = &g_array_index (self->objects, TarnMibBuilt, *(const guint32 *) a);
  const TarnMibBuilt *two = &g_array_index (self->objects, TarnMibBuilt, *(const guint32 *) b);
  const char *strings = self->strings.octets->str;
  int order = strcmp (strings + one->record.name, strings + two->record.name);

  return order != 0 ? order : compare_worth (self, one, two);
}

/* Positions in the order of a walk, parents first, as the sorted objects need them. */
static GArray *
make_positions (TarnMibBuilder *self)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (TarnMibPositionRecord));
  TarnMibPositionRecord root = { .parent = TARN_MIB_NONE };
  g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 none = 0;

  g_array_append_val (positions, root);
  g_array_append_val (path, none);

  for (guint i = 0; i < self->objects->len; i++)
    {
      TarnMibBuilt *object = &g_array_index (self->objects, TarnMibBuilt, i);
      const guint32 *arcs = &g_array_index (self->arcs, guint32, object->first_arc);
      guint shared = 0;
      TarnMibPositionRecord *position;

      while (shared < object->n_arcs && shared + 1 < path->len
             && g_array_index (positions, TarnMibPositionRecord,
                               g_array_index (path, guint32, shared + 1)).arc == arcs[shared])
        shared++;

      g_array_set_size (path, shared + 1);
      for (; shared < object->n_arcs; shared++)
        {
          TarnMibPositionRecord child = { .parent = g_array_index (path, guint32, shared),
                                          .arc = arcs[shared] };
          guint32 number = positions->len;

          g_array_index (positions, TarnMibPositionRecord, child.parent).n_children++;
          g_array_append_val (positions, child);
          g_array_append_val (path, number);
        }

      object->record.position = g_array_index (path, guint32, object->n_arcs);
      position = &g_array_index (positions, TarnMibPositionRecord, object->record.position);
      if (position->n_objects++ == 0)
        position->first_object = i;
    }

  return positions;
}

/* The positions by level.  Parents stand before their children, so one pass gives the
 * levels, and a counting sort by level keeps the order of the walk within each. */
static guint32 *
sort_by_level (const TarnMibPositionRecord *positions,
               guint32                      n_positions)
{
  guint32 *sorted = g_new (guint32, n_positions);
  g_autofree guint32 *levels = g_new0 (guint32, n_positions);
  g_autofree guint32 *next = g_new0 (guint32, n_positions + 1);

  for (guint32 i = 1; i < n_positions; i++)
    levels[i] = levels[positions[i].parent] + 1;
  for (guint32 i = 0; i < n_positions; i++)
    next[levels[i] + 1]++;
  for (guint32 level = 1; level < n_positions; level++)
    next[level] += next[level - 1];
  for (guint32 i = 0; i < n_positions; i++)
    sorted[next[levels[i]]++] = i;

  return sorted;
}

/* Numbers the positions level by level: the children of each become neighbours, and stay in
 * the order of their arcs. */
static GArray *
order_positions (TarnMibBuilder *self,
                 GArray         *positions)
{
  const TarnMibPositionRecord *walked = (const TarnMibPositionRecord *) positions->data;
  g_autofree guint32 *sorted = sort_by_level (walked, positions->len);
  g_autofree guint32 *numbers = g_new (guint32, positions->len);
  GArray *ordered = g_array_sized_new (FALSE, FALSE, sizeof *walked, positions->len);

  for (guint32 n = 0; n < positions->len; n++)
    numbers[sorted[n]] = n;

  for (guint32 n = 0; n < positions->len; n++)
    {
      TarnMibPositionRecord record = walked[sorted[n]];

      if (record.parent != TARN_MIB_NONE)
        {
          TarnMibPositionRecord *parent;

          record.parent = numbers[record.parent];
          parent = &g_array_index (ordered, TarnMibPositionRecord, record.parent);
          if (parent->first_child == 0)
            parent->first_child = n;
        }
      g_array_append_val (ordered, record);
    }

  for (guint i = 0; i < self->objects->len; i++)
    {
      TarnMibObjectRecord *record = &g_array_index (self->objects, TarnMibBuilt, i).record;

      record->position = numbers[record->position];
    }

  return ordered;
}

/* For each position with objects, and the root, the positions with objects that are next
 * below.  The objects stand in the order of a walk, so these come out in it, too. */
static GArray *
make_children (TarnMibBuilder *self,
               GArray         *positions)
{
  GArray *children = g_array_new (FALSE, FALSE, sizeof (guint32));
  TarnMibPositionRecord *all = (TarnMibPositionRecord *) positions->data;
  g_autofree guint32 *above = g_new0 (guint32, positions->len);
  guint32 n = 0;

  /* Parents have smaller numbers. */
  for (guint32 i = 1; i < positions->len; i++)
    {
      guint32 parent = all[i].parent;

      above[i] = parent == 0 || all[parent].n_objects > 0 ? parent : above[parent];
      if (all[i].n_objects > 0)
        all[above[i]].n_named++;
    }
  for (guint32 i = 0; i < positions->len; i++)
    {
      all[i].first_named = n;
      n += all[i].n_named;
      all[i].n_named = 0;
    }

  g_array_set_size (children, n);
  for (guint i = 0; i < self->objects->len; i++)
    {
      guint32 here = g_array_index (self->objects, TarnMibBuilt, i).record.position;
      TarnMibPositionRecord *parent = &all[above[here]];

      if (here != 0 && all[here].first_object == i)
        g_array_index (children, guint32, parent->first_named + parent->n_named++) = here;
    }

  return children;
}

static GArray *
make_names (TarnMibBuilder *self)
{
  GArray *names = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->objects->len);

  for (guint32 i = 0; i < self->objects->len; i++)
    g_array_append_val (names, i);
  g_array_sort_with_data (names, compare_names, self);
  return names;
}

/* The object @name of @module; of any module, the best, where that has none: then it is
 * imported from a module whose name was mended, or not given. */
static guint32
find_named (TarnMibBuilder *self,
            GArray         *names,
            guint32         module,
            guint32         name)
{
  const char *strings = self->strings.octets->str;
  guint low = 0, high = names->len;
  guint32 best = TARN_MIB_NONE;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const TarnMibBuilt *object = &g_array_index (self->objects, TarnMibBuilt,
                                             g_array_index (names, guint32, middle));

      if (strcmp (strings + object->record.name, strings + name) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  for (; low < names->len; low++)
    {
      guint32 number = g_array_index (names, guint32, low);
      const TarnMibObjectRecord *record = &g_array_index (self->objects, TarnMibBuilt, number).record;

      if (record->name != name)
        break;
      if (best == TARN_MIB_NONE)
        best = number;
      if (g_array_index (self->modules, TarnMibModuleRecord, record->module).name == module)
        return number;
    }

  return best;
}

/* Where the objects, which have been sorted, are now. */
static guint32 *
make_places (TarnMibBuilder *self)
{
  guint32 *places = g_new (guint32, MAX (self->objects->len, 1));

  for (guint32 i = 0; i < self->objects->len; i++)
    places[g_array_index (self->objects, TarnMibBuilt, i).number] = i;

  return places;
}

static int
compare_references (gconstpointer a,
                    gconstpointer b)
{
  guint32 one = ((const TarnMibReference *) a)->object, two = ((const TarnMibReference *) b)->object;

  return (one > two) - (one < two);
}

static GArray *
resolve (TarnMibBuilder *self,
         GArray         *names)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *places = make_places (self);

  for (guint i = 0; i < self->bases->len; i++)
    {
      const TarnMibReference *base = &g_array_index (self->bases, TarnMibReference, i);

      g_array_index (self->objects, TarnMibBuilt, places[base->object]).record.base_row
        = find_named (self, names, base->module, base->name);
    }

  /* Stable: members of an object keep their order. */
  g_array_sort (self->members, compare_references);
  for (guint i = 0; i < self->members->len; i++)
    {
      const TarnMibReference *member = &g_array_index (self->members, TarnMibReference, i);
      TarnMibObjectRecord *record
        = &g_array_index (self->objects, TarnMibBuilt, places[member->object]).record;
      guint32 found = find_named (self, names, member->module, member->name);

      if (found == TARN_MIB_NONE)
        continue;
      if (record->n_members++ == 0)
        record->first_member = members->len;
      g_array_append_val (members, found);
    }

  return members;
}

static void
append_section (GByteArray     *file,
                TarnMibHeader  *header,
                TarnMibSection  section,
                gconstpointer   data,
                gsize           count,
                gsize           size)
{
  static const guint8 zeros[8];

  header->sections[section].offset = file->len;
  header->sections[section].count = count;
  g_byte_array_append (file, data, (guint) (count * size));
  g_byte_array_append (file, zeros, (guint) (-(gint) file->len & 7));
}

static void
append_array (GByteArray     *file,
              TarnMibHeader  *header,
              TarnMibSection  section,
              const GArray   *array)
{
  append_section (file, header, section, array->data, array->len,
                  g_array_get_element_size ((GArray *) array));
}

gboolean
tarn_mib_builder_write (TarnMibBuilder  *self,
                        const char      *path,
                        const char      *stamp,
                        GError         **error)
{
  TarnMibHeader header = { .magic = TARN_MIB_MAGIC, .version = TARN_MIB_VERSION,
                           .order = TARN_MIB_ORDER };
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autoptr(GArray) records = g_array_new (FALSE, FALSE, sizeof (TarnMibObjectRecord));
  g_autoptr(GArray) walked = NULL;
  g_autoptr(GArray) positions = NULL;
  g_autoptr(GArray) names = NULL;
  g_autoptr(GArray) members = NULL;
  g_autoptr(GArray) children = NULL;

  find_parents (self);
  g_array_sort_with_data (self->objects, compare_objects, self);
  walked = make_positions (self);
  positions = order_positions (self, walked);
  children = make_children (self, positions);
  names = make_names (self);
  members = resolve (self, names);
  for (guint i = 0; i < self->objects->len; i++)
    g_array_append_val (records, g_array_index (self->objects, TarnMibBuilt, i).record);
  header.stamp = tarn_mib_pool_add (&self->strings, stamp);

  g_byte_array_append (file, (const guint8 *) &header, sizeof header);
  append_array (file, &header, TARN_MIB_POSITIONS, positions);
  append_array (file, &header, TARN_MIB_OBJECTS, records);
  append_array (file, &header, TARN_MIB_TYPES, self->types);
  append_array (file, &header, TARN_MIB_MODULES, self->modules);
  append_array (file, &header, TARN_MIB_LABELS, self->labels);
  append_array (file, &header, TARN_MIB_RANGES, self->ranges);
  append_array (file, &header, TARN_MIB_MEMBERS, members);
  append_array (file, &header, TARN_MIB_NAMES, names);
  append_array (file, &header, TARN_MIB_CHILDREN, children);
  append_section (file, &header, TARN_MIB_STRINGS, self->strings.octets->str,
                  self->strings.octets->len, 1);
  append_section (file, &header, TARN_MIB_TEXTS, self->texts.octets->str,
                  self->texts.octets->len, 1);
  header.size = file->len;
  memcpy (file->data, &header, sizeof header);

  return g_file_set_contents_full (path, (const char *) file->data, file->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}
