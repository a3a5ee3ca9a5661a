/* tarn-mib-cursor.h
 *
 * Private: OIDs as names, one after the other, as the rows of a walk come.  What the rows
 * of one column have in common is found out once: the object, the text of its name, what
 * its index is made of and what its values look like.  Nothing is allocated for a row.
 *
 * Belongs to one thread at a time; the image must outlive it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-image.h"
#include "mib/tarn-mib.h"

G_BEGIN_DECLS

typedef struct
{
  TarnMibImage     *image;          /* NULL: everything stays a number                    */
  TarnMibNameFlags  flags;

  /* Of the object that was found last.  Read by others, written here only. */
  guint32           id;             /* TARN_MIB_NONE: nothing is known of the name        */
  gsize             n_octets;       /* of the name that are the object's own OID          */
  gboolean          has_syntax;
  TarnMibSyntax     syntax;
  const char       *units;
  guint32           row;            /* of a column, else TARN_MIB_NONE                    */
  guint             n_parts;        /* of the index of that row                           */
  TarnMibIndexPart  parts[TARN_MIB_MAX_INDEX];

  /* What says that the next name is of the same object. */
  gboolean          is_leaf;        /* nothing is defined below it                        */
  guint8            prefix[TARN_NAME_MAX_OCTETS];
  GString          *head;           /* text of the object's own OID                       */
} TarnMibCursor;

void     tarn_mib_cursor_init        (TarnMibCursor    *self,
                                      TarnMibImage     *image,
                                      TarnMibNameFlags  flags);
void     tarn_mib_cursor_clear       (TarnMibCursor    *self);

/* Fills @self with what is known of @name: FALSE if nothing is. */
gboolean tarn_mib_cursor_find        (TarnMibCursor    *self,
                                      TarnSpan          name);

/* Finds it, and appends it as text. */
void     tarn_mib_cursor_append_name (TarnMibCursor    *self,
                                      TarnSpan          name,
                                      GString          *text);

/* One name, without anything kept. */
void     tarn_mib_append_name        (TarnMib          *mib,
                                      TarnSpan          name,
                                      TarnMibNameFlags  flags,
                                      GString          *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TarnMibCursor, tarn_mib_cursor_clear)

G_END_DECLS
