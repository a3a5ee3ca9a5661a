/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-image-private.h"

/* Whoever reads them looks no more whether their names lie in the pool. */
static gboolean
are_labels (TarnMibImage            *self,
            const TarnMibTypeRecord *type)
{
  const TarnMibLabel *labels
    = tarn_mib_image_record (self, TARN_MIB_LABELS, type->first_label);

  if (type->n_labels == 0
      || tarn_mib_image_record (self, TARN_MIB_LABELS, (guint64) type->first_label + type->n_labels - 1)
         == NULL)
    return FALSE;

  for (guint32 i = 0; i < type->n_labels; i++)
    if (tarn_mib_image_record (self, TARN_MIB_STRINGS, labels[i].name) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
get_type_syntax (TarnMibImage  *self,
                 guint32        type,
                 TarnMibSyntax *syntax)
{
  const TarnMibTypeRecord *record = tarn_mib_image_record (self, TARN_MIB_TYPES, type);
  const TarnMibTypeRecord *named = record;

  *syntax = (TarnMibSyntax) { .name = "" };
  if (record == NULL)
    return FALSE;

  /* What is refined where it is used has the name of what it refines. */
  for (guint i = 0; i < TARN_MIB_MAX_DEPTH && named != NULL && named->name == 0; i++)
    named = tarn_mib_image_record (self, TARN_MIB_TYPES, named->parent);

  syntax->base = (TarnMibBase) record->base;
  syntax->convention = (TarnMibConvention) record->convention;
  syntax->name = named != NULL ? tarn_mib_image_string (self, named->name)
                               : tarn_mib_base_to_string (syntax->base);
  syntax->hint = tarn_mib_image_text (self, TARN_MIB_STRINGS, record->hint);
  syntax->strings = tarn_mib_image_record (self, TARN_MIB_STRINGS, 0);
  if (are_labels (self, record))
    {
      syntax->labels = tarn_mib_image_record (self, TARN_MIB_LABELS, record->first_label);
      syntax->n_labels = record->n_labels;
    }
  if (record->n_ranges > 0
      && tarn_mib_image_record (self, TARN_MIB_RANGES, (guint64) record->first_range + record->n_ranges - 1))
    {
      syntax->ranges = tarn_mib_image_record (self, TARN_MIB_RANGES, record->first_range);
      syntax->n_ranges = record->n_ranges;
    }

  return TRUE;
}

gboolean
tarn_mib_image_get_syntax (TarnMibImage  *self,
                           guint32        id,
                           TarnMibSyntax *syntax)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, id);

  return get_type_syntax (self, record != NULL ? record->type : TARN_MIB_NONE, syntax);
}

void
tarn_mib_image_get_name (TarnMibImage *self,
                         guint32       id,
                         TarnName     *name)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, id);
  guint32 arcs[TARN_MIB_MAX_DEPTH];
  guint at = G_N_ELEMENTS (arcs);
  guint32 position = record != NULL ? record->position : TARN_MIB_NONE;

  while (position != 0 && at > 0)
    {
      const TarnMibPositionRecord *here = tarn_mib_image_record (self, TARN_MIB_POSITIONS, position);

      if (here == NULL)
        break;
      arcs[--at] = here->arc;
      position = here->parent;
    }

  /* A single arc is n.0 (P-OID-11). */
  if (position == 0 && at == G_N_ELEMENTS (arcs) - 1)
    {
      at--;
      arcs[at] = arcs[at + 1];
      arcs[at + 1] = 0;
    }
  if (position != 0 || G_N_ELEMENTS (arcs) - at > TARN_NAME_MAX_ARCS
      || !tarn_name_from_arcs (name, arcs + at, G_N_ELEMENTS (arcs) - at))
    name->len = 0;
}

/* The best object at @position, or at the nearest one above it that has any. */
static guint32
find_above (TarnMibImage *self,
            guint32       position)
{
  for (guint i = 0; i < TARN_MIB_MAX_DEPTH; i++)
    {
      const TarnMibPositionRecord *here = tarn_mib_image_record (self, TARN_MIB_POSITIONS, position);

      if (here == NULL)
        break;
      if (here->n_objects > 0)
        return tarn_mib_image_object_record (self, here->first_object) != NULL ? here->first_object
                                                                    : TARN_MIB_NONE;
      position = here->parent;
    }

  return TARN_MIB_NONE;
}

static const TarnMibPositionRecord *
get_position (TarnMibImage *self,
              guint32       id)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, id);

  return record != NULL ? tarn_mib_image_record (self, TARN_MIB_POSITIONS, record->position) : NULL;
}

guint32
tarn_mib_image_get_parent (TarnMibImage *self,
                           guint32       id)
{
  const TarnMibPositionRecord *position = get_position (self, id);

  return position != NULL ? find_above (self, position->parent) : TARN_MIB_NONE;
}

/* The root itself has no object. */
static const TarnMibPositionRecord *
get_inner_position (TarnMibImage *self,
                    guint32       id)
{
  return id != TARN_MIB_NONE ? get_position (self, id)
                             : tarn_mib_image_record (self, TARN_MIB_POSITIONS, 0);
}

guint
tarn_mib_image_get_n_children (TarnMibImage *self,
                               guint32       id)
{
  const TarnMibPositionRecord *position = get_inner_position (self, id);

  return position != NULL && position->n_named > 0
         && tarn_mib_image_record (self, TARN_MIB_CHILDREN,
                                   (guint64) position->first_named + position->n_named - 1) != NULL
         ? position->n_named : 0;
}

guint32
tarn_mib_image_get_child (TarnMibImage *self,
                          guint32       id,
                          guint         n)
{
  const TarnMibPositionRecord *position = get_inner_position (self, id);
  const TarnMibPositionRecord *child = NULL;
  const guint32 *number = NULL;

  if (position != NULL && n < position->n_named)
    number = tarn_mib_image_record (self, TARN_MIB_CHILDREN, (guint64) position->first_named + n);
  if (number != NULL)
    child = tarn_mib_image_record (self, TARN_MIB_POSITIONS, *number);

  return child != NULL && tarn_mib_image_object_record (self, child->first_object) != NULL
         ? child->first_object : TARN_MIB_NONE;
}

guint32
tarn_mib_image_get_row (TarnMibImage *self,
                        guint32       id)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, id);

  switch (record != NULL ? record->kind : TARN_MIB_KIND_NODE)
    {
    case TARN_MIB_KIND_ROW:
      return id;

    /* Entry is always .1 (P-IDX-16), and the only child. */
    case TARN_MIB_KIND_TABLE:
      return tarn_mib_image_get_child (self, id, 0);

    case TARN_MIB_KIND_COLUMN:
      return tarn_mib_image_get_parent (self, id);

    default:
      return TARN_MIB_NONE;
    }
}

guint32
tarn_mib_image_get_base_row (TarnMibImage *self,
                             guint32       row)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, row);

  return record != NULL && tarn_mib_image_object_record (self, record->base_row) != NULL
         ? record->base_row : TARN_MIB_NONE;
}

guint
tarn_mib_image_get_n_members (TarnMibImage *self,
                              guint32       id)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, id);

  return record != NULL && record->n_members > 0
         && tarn_mib_image_record (self, TARN_MIB_MEMBERS,
                                   (guint64) record->first_member + record->n_members - 1) != NULL
         ? record->n_members : 0;
}

guint32
tarn_mib_image_get_member (TarnMibImage *self,
                           guint32       id,
                           guint         n)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, id);
  const guint32 *member = NULL;

  if (record != NULL && n < record->n_members)
    member = tarn_mib_image_record (self, TARN_MIB_MEMBERS, (guint64) record->first_member + n);

  return member != NULL ? *member : TARN_MIB_NONE;
}

/* One level of AUGMENTS only (P-IDX-15). */
guint32
tarn_mib_image_get_index_row (TarnMibImage *self,
                              guint32       row)
{
  const TarnMibObjectRecord *record = tarn_mib_image_object_record (self, row);

  if (record != NULL && record->n_members == 0)
    {
      row = record->base_row;
      record = tarn_mib_image_object_record (self, row);
    }

  return record != NULL && record->kind == TARN_MIB_KIND_ROW ? row : TARN_MIB_NONE;
}

guint
tarn_mib_image_get_index (TarnMibImage     *self,
                          guint32           row,
                          TarnMibIndexPart *parts)
{
  const TarnMibObjectRecord *record;
  guint n = 0;

  row = tarn_mib_image_get_index_row (self, row);
  record = tarn_mib_image_object_record (self, row);
  if (record == NULL)
    return 0;

  for (; n < MIN (tarn_mib_image_get_n_members (self, row), TARN_MIB_MAX_INDEX); n++)
    {
      const TarnMibObjectRecord *part
        = tarn_mib_image_object_record (self, tarn_mib_image_get_member (self, row, n));

      parts[n] = (TarnMibIndexPart) { 0 };
      parts[n].name = part != NULL ? tarn_mib_image_string (self, part->name) : "";
      get_type_syntax (self, part != NULL ? part->type : TARN_MIB_NONE, &parts[n].syntax);
    }

  if (n > 0)
    parts[n - 1].implied = record->implied;

  return n;
}
