/* tarn-mib-image-private.h
 *
 * Private: records of a mapped tree.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-format.h"
#include "mib/tarn-mib-image.h"

G_BEGIN_DECLS

/* Deeper than any OID: what bounds a walk to the root of a damaged tree. */
#define TARN_MIB_MAX_DEPTH (TARN_NAME_MAX_ARCS + 1)

struct _TarnMibImage
{
  gatomicrefcount      ref_count;
  GBytes              *bytes;
  const guint8        *data;
  const TarnMibHeader *header;
};

static const gsize tarn_mib_record_sizes[TARN_MIB_N_SECTIONS] = {
  [TARN_MIB_POSITIONS] = sizeof (TarnMibPositionRecord),
  [TARN_MIB_OBJECTS] = sizeof (TarnMibObjectRecord),
  [TARN_MIB_TYPES] = sizeof (TarnMibTypeRecord),
  [TARN_MIB_MODULES] = sizeof (TarnMibModuleRecord),
  [TARN_MIB_LABELS] = sizeof (TarnMibLabel),
  [TARN_MIB_RANGES] = sizeof (TarnMibRange),
  [TARN_MIB_MEMBERS] = sizeof (guint32),
  [TARN_MIB_NAMES] = sizeof (guint32),
  [TARN_MIB_CHILDREN] = sizeof (guint32),
  [TARN_MIB_STRINGS] = 1,
  [TARN_MIB_TEXTS] = 1,
};

/* Record @n of a section, or NULL: a number in the file that points out of it. */
static inline gconstpointer
tarn_mib_image_record (TarnMibImage   *self,
                       TarnMibSection  section,
                       guint64         n)
{
  if (n >= self->header->sections[section].count)
    return NULL;

  return self->data + self->header->sections[section].offset + n * tarn_mib_record_sizes[section];
}

/* Both pools end in a NUL, which was looked at when the file was opened. */
static inline const char *
tarn_mib_image_text (TarnMibImage   *self,
                     TarnMibSection  section,
                     guint32         offset)
{
  return offset == 0 ? NULL : tarn_mib_image_record (self, section, offset);
}

static inline const char *
tarn_mib_image_string (TarnMibImage *self,
                       guint32       offset)
{
  const char *name = tarn_mib_image_text (self, TARN_MIB_STRINGS, offset);

  return name != NULL ? name : "";
}

static inline const TarnMibObjectRecord *
tarn_mib_image_object_record (TarnMibImage *self,
                              guint32       id)
{
  return tarn_mib_image_record (self, TARN_MIB_OBJECTS, id);
}

G_END_DECLS
