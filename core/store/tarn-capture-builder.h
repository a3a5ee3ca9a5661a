/* tarn-capture-builder.h
 *
 * Private: writes a capture from end to end: full pages in the order of their names, one
 * behind the other, and no octet more.  The file is empty, and nobody else knows it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-tree.h"

G_BEGIN_DECLS

/* A level of a tree that is being built. */
typedef struct
{
  GByteArray *octets;    /* of cells that are not in a page yet */
  GArray     *lens;      /* gsize: of each                      */
  guint64     n_rows;    /* below them                          */
  guint       n_pages;   /* that were written                   */
  guint32     last;      /* the last of them                    */
} TarnBuilderLevel;

typedef struct _TarnCaptureBuilder TarnCaptureBuilder;

typedef struct
{
  TarnCaptureBuilder *builder;
  gboolean            of_notes;
  guint32             next_id;
  guint64             n_rows;
  TarnBuilderLevel    levels[TARN_PAGE_MAX_LEVELS];
  TarnName            last;       /* the last name that was put */
} TarnBuilderTree;

struct _TarnCaptureBuilder
{
  int              fd;         /* borrowed                        */
  char            *name;       /* for errors                      */
  guint64          written;    /* octets in the file              */
  GByteArray      *out;        /* that follow                     */
  guint32         *heads;      /* of the hash chains              */
  TarnBuilderTree  varbinds;
  TarnBuilderTree  notes;
};

void     tarn_capture_builder_init       (TarnCaptureBuilder  *self,
                                          int                  fd,
                                          const char          *path);
void     tarn_capture_builder_clear      (TarnCaptureBuilder  *self);

/* A cell as a leaf holds it, with a name behind all those that were put. */
gboolean tarn_builder_tree_put           (TarnBuilderTree     *self,
                                          TarnSpan             name,
                                          TarnSpan             cell,
                                          GError             **error);
/* Any other record. */
gboolean tarn_capture_builder_put_record (TarnCaptureBuilder  *self,
                                          TarnSpan             key,
                                          TarnSpan             value,
                                          GError             **error);
/* A journal that begins now. */
gboolean tarn_capture_builder_put_journal (TarnCaptureBuilder *self,
                                          GError             **error);
/* Completes the file; @serial is the one that its readers see. */
gboolean tarn_capture_builder_end        (TarnCaptureBuilder  *self,
                                          guint32              serial,
                                          GError             **error);

G_END_DECLS
