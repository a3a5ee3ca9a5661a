/* tarn-mirror-picture.h
 *
 * How much of a capture a mirror has covered and where it works now, as stretches from the
 * first name to the last.  A stretch is as wide as varbinds are known in it: of a device that
 * was never seen, what is open has none.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

typedef enum
{
  TARN_MIRROR_COVERED,   /* read, or not to be read now    */
  TARN_MIRROR_OPEN,      /* still to come                  */
  TARN_MIRROR_ASKED,     /* of that: a request is about it */
  TARN_MIRROR_MISSING,   /* asked for in vain              */
} TarnMirrorPart;

typedef struct
{
  TarnMirrorPart part;
  guint64        n_rows;
} TarnMirrorStretch;

/* Of TarnMirrorStretch.  The lists are of TarnGap in order, each NULL for none; @asked lies
 * within @open.  A gap that nobody has come to is still open.  Fails as
 * tarn_store_begin_read() does: try again in a while. */
GArray *tarn_mirror_picture_new (TarnStore        *store,
                                 const GPtrArray  *open,
                                 const GPtrArray  *asked,
                                 const GPtrArray  *gaps,
                                 GError          **error);

G_END_DECLS
