/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-image-private.h"

#include "base/tarn-error.h"

static gboolean
is_whole (const TarnMibHeader *header,
          const guint8        *data,
          gsize                size)
{
  if (size < sizeof *header || memcmp (header->magic, TARN_MIB_MAGIC, sizeof TARN_MIB_MAGIC) != 0
      || header->order != TARN_MIB_ORDER || header->version != TARN_MIB_VERSION
      || header->size != size)
    return FALSE;

  for (guint i = 0; i < TARN_MIB_N_SECTIONS; i++)
    if (header->sections[i].offset % 8 != 0 || header->sections[i].offset > size
        || header->sections[i].count > (size - header->sections[i].offset) / tarn_mib_record_sizes[i])
      return FALSE;

  for (guint i = TARN_MIB_STRINGS; i <= TARN_MIB_TEXTS; i++)
    if (header->sections[i].count == 0
        || data[header->sections[i].offset + header->sections[i].count - 1] != '\0')
      return FALSE;

  return header->sections[TARN_MIB_POSITIONS].count > 0;
}

TarnMibImage *
tarn_mib_image_new_bytes (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  TarnMibImage *self;

  if (data == NULL || !is_whole ((const TarnMibHeader *) data, data, size))
    return NULL;

  self = g_new0 (TarnMibImage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->data = data;
  self->header = (const TarnMibHeader *) data;
  return self;
}

TarnMibImage *
tarn_mib_image_open (const char  *path,
                     GError     **error)
{
  g_autoptr(GMappedFile) map = g_mapped_file_new (path, FALSE, error);
  g_autoptr(GBytes) bytes = NULL;
  TarnMibImage *self;

  if (map == NULL)
    return NULL;

  bytes = g_mapped_file_get_bytes (map);
  self = tarn_mib_image_new_bytes (bytes);
  if (self == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
                   "%s is no compiled tree of MIB modules that this version of Tarn made", name);
    }

  return self;
}

TarnMibImage *
tarn_mib_image_ref (TarnMibImage *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_mib_image_unref (TarnMibImage *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_bytes_unref (self->bytes);
  g_free (self);
}

const char *
tarn_mib_image_get_stamp (TarnMibImage *self)
{
  return tarn_mib_image_string (self, self->header->stamp);
}

guint
tarn_mib_image_get_n_objects (TarnMibImage *self)
{
  return (guint) self->header->sections[TARN_MIB_OBJECTS].count;
}

guint
tarn_mib_image_get_n_modules (TarnMibImage *self)
{
  return (guint) self->header->sections[TARN_MIB_MODULES].count;
}

gboolean
tarn_mib_image_get_module (TarnMibImage      *self,
                           guint32            id,
                           TarnMibModuleView *module)
{
  const TarnMibModuleRecord *record = tarn_mib_image_record (self, TARN_MIB_MODULES, id);

  if (record == NULL)
    return FALSE;

  *module = (TarnMibModuleView) {
    .name = tarn_mib_image_string (self, record->name),
    .file = tarn_mib_image_text (self, TARN_MIB_STRINGS, record->file),
    .organization = tarn_mib_image_text (self, TARN_MIB_TEXTS, record->organization),
    .contact = tarn_mib_image_text (self, TARN_MIB_TEXTS, record->contact),
    .description = tarn_mib_image_text (self, TARN_MIB_TEXTS, record->description),
    .last_updated = tarn_mib_image_text (self, TARN_MIB_STRINGS, record->last_updated),
    .messages = tarn_mib_image_text (self, TARN_MIB_TEXTS, record->messages),
    .language = record->language,
    .names_only = record->names_only,
  };
  return TRUE;
}

/* The child with @arc.  Arcs mostly count from 1 without holes, so the first guess is right. */
static const TarnMibPositionRecord *
find_child (TarnMibImage                *self,
            const TarnMibPositionRecord *parent,
            guint32                      arc)
{
  const TarnMibPositionRecord *children;
  guint32 low = 0, high = parent->n_children;

  if (high == 0 || tarn_mib_image_record (self, TARN_MIB_POSITIONS,
                               (guint64) parent->first_child + high - 1) == NULL)
    return NULL;

  children = tarn_mib_image_record (self, TARN_MIB_POSITIONS, parent->first_child);
  if (arc >= children->arc && arc - children->arc < high
      && children[arc - children->arc].arc == arc)
    return &children[arc - children->arc];

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (children[middle].arc < arc)
        low = middle + 1;
      else
        high = middle;
    }

  return low < parent->n_children && children[low].arc == arc ? &children[low] : NULL;
}

/* Reads one arc behind *@at, which moves. @name has been checked. */
static inline guint64
read_arc (TarnSpan  name,
          gsize    *at)
{
  guint64 arc = 0;

  while (*at < name.len)
    {
      guint8 octet = name.data[(*at)++];

      arc = arc << 7 | (octet & 0x7f);
      if (!(octet & 0x80))
        break;
    }

  return arc;
}

static inline guint32
get_best (TarnMibImage                *self,
          const TarnMibPositionRecord *position)
{
  return position != NULL && position->n_objects > 0
         && tarn_mib_image_object_record (self, position->first_object) != NULL
         ? position->first_object : TARN_MIB_NONE;
}

guint32
tarn_mib_image_find_nearest (TarnMibImage *self,
                             TarnSpan      name,
                             gsize        *n_octets)
{
  const TarnMibPositionRecord *position = tarn_mib_image_record (self, TARN_MIB_POSITIONS, 0);
  guint32 found = TARN_MIB_NONE;
  gsize at = 0;

  *n_octets = 0;
  while (at < name.len)
    {
      gboolean is_first = at == 0;
      guint64 arc = read_arc (name, &at);

      /* The first octets carry two arcs (P-OID-01). */
      if (is_first)
        {
          guint32 first = (guint32) MIN (arc / 40, 2);

          position = find_child (self, position, first);
          found = get_best (self, position);
          arc -= 40 * first;
        }
      if (position == NULL || (position = find_child (self, position, (guint32) arc)) == NULL)
        break;

      if (get_best (self, position) != TARN_MIB_NONE)
        {
          found = position->first_object;
          *n_octets = at;
        }
    }

  return found;
}

guint32
tarn_mib_image_get_nth_name (TarnMibImage *self,
                             guint         n)
{
  const guint32 *id = tarn_mib_image_record (self, TARN_MIB_NAMES, n);

  return id != NULL ? *id : TARN_MIB_NONE;
}

static const char *
get_nth_name (TarnMibImage *self,
              guint         n)
{
  const TarnMibObjectRecord *object
    = tarn_mib_image_object_record (self, tarn_mib_image_get_nth_name (self, n));

  return object != NULL ? tarn_mib_image_string (self, object->name) : "";
}

guint
tarn_mib_image_seek_name (TarnMibImage *self,
                          const char   *name)
{
  guint low = 0, high = (guint) self->header->sections[TARN_MIB_NAMES].count;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (get_nth_name (self, middle), name) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint32
tarn_mib_image_find_symbol (TarnMibImage *self,
                            const char   *module,
                            const char   *name)
{
  for (guint n = tarn_mib_image_seek_name (self, name);
       strcmp (get_nth_name (self, n), name) == 0 && *name != '\0';
       n++)
    {
      guint32 id = tarn_mib_image_get_nth_name (self, n);
      TarnMibObject object;

      if (tarn_mib_image_get_object (self, id, &object)
          && (module == NULL || strcmp (object.module, module) == 0))
        return id;
    }

  return TARN_MIB_NONE;
}

guint32
tarn_mib_image_get_nth_definition (TarnMibImage *self,
                                   guint32       id,
                                   guint         n)
{
  const TarnMibObjectRecord *object = tarn_mib_image_object_record (self, id);
  const TarnMibPositionRecord *position
    = object != NULL ? tarn_mib_image_record (self, TARN_MIB_POSITIONS, object->position) : NULL;

  return position != NULL && n < position->n_objects
         && tarn_mib_image_object_record (self, position->first_object + n) != NULL
         ? position->first_object + n : TARN_MIB_NONE;
}

gboolean
tarn_mib_image_get_object (TarnMibImage  *self,
                           guint32        id,
                           TarnMibObject *object)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, id);
  const TarnMibModuleRecord *module;

  if (record == NULL)
    return FALSE;

  module = tarn_mib_image_record (self, TARN_MIB_MODULES, record->module);
  *object = (TarnMibObject) {
    .id = id,
    .name = tarn_mib_image_string (self, record->name),
    .module = module != NULL ? tarn_mib_image_string (self, module->name) : "",
    .kind = (TarnMibKind) record->kind,
    .access = (TarnMibAccess) record->access,
    .status = (TarnMibStatus) record->status,
    .units = tarn_mib_image_text (self, TARN_MIB_STRINGS, record->units),
    .description = tarn_mib_image_text (self, TARN_MIB_TEXTS, record->description),
    .reference = tarn_mib_image_text (self, TARN_MIB_TEXTS, record->reference),
    .default_value = tarn_mib_image_text (self, TARN_MIB_TEXTS, record->default_value),
    .position = record->position,
    .module_id = record->module,
    .type = record->type,
  };
  return TRUE;
}
