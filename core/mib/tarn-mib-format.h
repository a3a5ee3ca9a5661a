/* tarn-mib-format.h
 *
 * Private: how a compiled tree lies in its file.  Numbers are in the order of octets of the
 * machine that wrote it: the file is a cache, and is made anew where it does not fit.
 *
 * The header, then sections of records of fixed size.  Positions stand level by level, so
 * that the children of one are neighbours; objects stand by position, the best definition of
 * each first.  References are numbers of records, TARN_MIB_NONE for none; texts are offsets,
 * 0 for none.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-syntax.h"

G_BEGIN_DECLS

#define TARN_MIB_MAGIC   "TARNMIB"
#define TARN_MIB_VERSION 1
#define TARN_MIB_ORDER   0x01020304

typedef enum
{
  TARN_MIB_POSITIONS,
  TARN_MIB_OBJECTS,
  TARN_MIB_TYPES,
  TARN_MIB_MODULES,
  TARN_MIB_LABELS,
  TARN_MIB_RANGES,
  TARN_MIB_MEMBERS,       /* guint32: objects, in the order of their clause     */
  TARN_MIB_NAMES,         /* guint32: objects by name, the best first           */
  TARN_MIB_CHILDREN,      /* guint32: positions with objects, by what they are in */
  TARN_MIB_STRINGS,       /* names: what is looked at often lies together       */
  TARN_MIB_TEXTS,         /* descriptions                                       */
  TARN_MIB_N_SECTIONS,
} TarnMibSection;

typedef struct
{
  char    magic[8];
  guint32 version;
  guint32 order;
  guint64 size;
  guint32 stamp;          /* string                                             */
  guint32 reserved;
  struct
  {
    guint64 offset;       /* in the file, a multiple of 8                       */
    guint64 count;        /* of records; of octets for the last two             */
  } sections[TARN_MIB_N_SECTIONS];
} TarnMibHeader;

typedef struct
{
  guint32 parent;
  guint32 arc;
  guint32 first_child;
  guint32 n_children;     /* by arc                                             */
  guint32 first_object;
  guint32 n_objects;      /* 0: an arc on the way to others                     */
  guint32 first_named;    /* of the children that have objects; an arc on the   */
  guint32 n_named;        /* way gives its place to its own children            */
} TarnMibPositionRecord;

typedef struct
{
  guint32 name;
  guint32 position;
  guint32 module;
  guint32 type;
  guint32 units;
  guint32 description;    /* this and the next two: texts                       */
  guint32 reference;
  guint32 default_value;
  guint32 first_member;
  guint32 n_members;
  guint32 base_row;       /* AUGMENTS                                           */
  guint8  kind;
  guint8  access;
  guint8  status;
  guint8  implied;
} TarnMibObjectRecord;

typedef struct
{
  guint32 name;
  guint32 module;
  guint32 parent;
  guint32 hint;
  guint32 description;    /* text                                               */
  guint32 first_label;
  guint32 n_labels;
  guint32 first_range;
  guint32 n_ranges;
  guint8  base;
  guint8  convention;
  guint8  status;
  guint8  reserved;
} TarnMibTypeRecord;

typedef struct
{
  guint32 name;
  guint32 file;
  guint32 organization;   /* these four: texts                                  */
  guint32 contact;
  guint32 description;
  guint32 messages;
  guint32 last_updated;
  guint8  language;
  guint8  names_only;
  guint16 reserved;
} TarnMibModuleRecord;

G_STATIC_ASSERT (sizeof (TarnMibHeader) % 8 == 0);
G_STATIC_ASSERT (sizeof (TarnMibLabel) == 8 && sizeof (TarnMibRange) == 16);

G_END_DECLS
