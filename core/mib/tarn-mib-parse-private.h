/* tarn-mib-parse-private.h
 *
 * Private: names that a person types, on their way to OIDs.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-index.h"
#include "mib/tarn-mib-private.h"

G_BEGIN_DECLS

typedef struct
{
  TarnMib    *mib;
  const char *text;      /* all of it, for messages: UTF-8            */
  const char *start;     /* as it was typed                           */
  const char *at;        /* what has not been read                    */
  guint32     id;        /* what stands at @arcs; else TARN_MIB_NONE  */
  guint       n_arcs;
  guint32     arcs[TARN_NAME_MAX_ARCS];
} TarnMibParser;

/* One number in decimal at @self->at, which moves behind it. */
gboolean tarn_mib_parser_read_arc   (TarnMibParser  *self,
                                     guint32        *arc,
                                     GError        **error);
/* FALSE where there would be more than an OID can have. */
gboolean tarn_mib_parser_add_arcs   (TarnMibParser  *self,
                                     const guint32  *arcs,
                                     guint           n_arcs,
                                     GError        **error);

/* The instance identifier of the column @self->id, to the end of the text: an index, or
 * the first parts of one. */
gboolean tarn_mib_parser_read_index (TarnMibParser  *self,
                                     GError        **error);

/* What of the tree is called much like @name, for messages: "", or " (IF-MIB::ifDescr?)". */
char    *tarn_mib_suggest_names     (TarnMibImage   *image,
                                     const char     *name);
char    *tarn_mib_suggest_modules   (TarnMibImage   *image,
                                     const char     *name);

G_END_DECLS
