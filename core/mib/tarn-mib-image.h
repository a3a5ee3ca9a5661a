/* tarn-mib-image.h
 *
 * Private: a compiled tree of MIB modules in a mapped file: immutable, safe for any
 * thread, shared by all processes.  Nothing is read when it is opened but its header;
 * each number that comes out of the file is checked where it is used, so that a damaged
 * file gives wrong names at worst.
 *
 * Positions are the OIDs at which something is defined; the objects of a position are its
 * definitions by different modules, the best one first.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "mib/tarn-mib-syntax.h"

G_BEGIN_DECLS

typedef struct _TarnMibImage TarnMibImage;

/* An object, with its strings resolved. Pointers live as long as the image. */
typedef struct
{
  guint32        id;
  const char    *name;
  const char    *module;          /* name of the module                               */
  TarnMibKind    kind;
  TarnMibAccess  access;
  TarnMibStatus  status;
  const char    *units;           /* NULL, as the next ones, where there is none       */
  const char    *description;
  const char    *reference;
  const char    *default_value;
  guint32        position;
  guint32        module_id;
  guint32        type;            /* TARN_MIB_NONE without a value                     */
} TarnMibObject;

/* A module, with its strings resolved; NULL where there is none. */
typedef struct
{
  const char *name;
  const char *file;
  const char *organization;
  const char *contact;
  const char *description;
  const char *last_updated;
  const char *messages;
  guint       language;
  gboolean    names_only;
} TarnMibModuleView;

TarnMibImage *tarn_mib_image_open          (const char          *path,
                                            GError             **error);
/* NULL: they are no tree. At a multiple of 8. */
TarnMibImage *tarn_mib_image_new_bytes     (GBytes              *bytes);
TarnMibImage *tarn_mib_image_ref           (TarnMibImage        *self);
void          tarn_mib_image_unref         (TarnMibImage        *self);
guint         tarn_mib_image_get_n_objects (TarnMibImage        *self);
guint         tarn_mib_image_get_n_modules (TarnMibImage        *self);
gboolean      tarn_mib_image_get_module    (TarnMibImage        *self,
                                            guint32              id,
                                            TarnMibModuleView   *module);
const char   *tarn_mib_image_get_stamp     (TarnMibImage        *self);

/* The longest prefix of @name that is defined: its object (the best) or TARN_MIB_NONE, and in
 * *@n_octets how much of @name it takes: 0 for iso, which is half an octet (P-OID-01).  No
 * allocation; about 0.1 us. */
guint32       tarn_mib_image_find_nearest  (TarnMibImage        *self,
                                            TarnSpan             name,
                                            gsize               *n_octets);
/* The n-th object by name; those of one name stand together, the best first. */
guint32       tarn_mib_image_get_nth_name  (TarnMibImage        *self,
                                            guint                n);
/* The first n in that order whose object's name is not smaller than @name. */
guint         tarn_mib_image_seek_name     (TarnMibImage        *self,
                                            const char          *name);
/* The n-th definition of the OID of @id, the best first; TARN_MIB_NONE behind the last. */
guint32       tarn_mib_image_get_nth_definition (TarnMibImage   *self,
                                                 guint32         id,
                                                 guint           n);
/* @module may be NULL: then the best of all modules. Exact, case matters. */
guint32       tarn_mib_image_find_symbol   (TarnMibImage        *self,
                                            const char          *module,
                                            const char          *name);
gboolean      tarn_mib_image_get_object    (TarnMibImage        *self,
                                            guint32              id,
                                            TarnMibObject       *object);
gboolean      tarn_mib_image_get_syntax    (TarnMibImage        *self,
                                            guint32              id,
                                            TarnMibSyntax       *syntax);
/* n.0 for a single arc (P-OID-11); empty for what is damaged. */
void          tarn_mib_image_get_name      (TarnMibImage        *self,
                                            guint32              id,
                                            TarnName            *name);
guint32       tarn_mib_image_get_parent    (TarnMibImage        *self,
                                            guint32              id);
/* What is defined below @id with nothing defined between, in the order of OIDs; the best
 * object of each.  TARN_MIB_NONE: of the root. */
guint         tarn_mib_image_get_n_children (TarnMibImage       *self,
                                             guint32             id);
guint32       tarn_mib_image_get_child     (TarnMibImage        *self,
                                            guint32              id,
                                            guint                n);
/* For a table, a row or a column: the row.  Else TARN_MIB_NONE. */
guint32       tarn_mib_image_get_row       (TarnMibImage        *self,
                                            guint32              id);
/* The row that @row augments, or TARN_MIB_NONE. */
guint32       tarn_mib_image_get_base_row  (TarnMibImage        *self,
                                            guint32              row);
/* The row whose INDEX clause holds for @row: itself, or what it augments.  TARN_MIB_NONE: none. */
guint32       tarn_mib_image_get_index_row (TarnMibImage        *self,
                                            guint32              row);
/* Of that row: @parts has room for TARN_MIB_MAX_INDEX; returns how many.
 * 0: no index is known. */
guint         tarn_mib_image_get_index     (TarnMibImage        *self,
                                            guint32              row,
                                            TarnMibIndexPart    *parts);
/* Objects of a notification, members of a group, INDEX objects of a row. */
guint         tarn_mib_image_get_n_members (TarnMibImage        *self,
                                            guint32              id);
guint32       tarn_mib_image_get_member    (TarnMibImage        *self,
                                            guint32              id,
                                            guint                n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibImage, tarn_mib_image_unref)

G_END_DECLS
