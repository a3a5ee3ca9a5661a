/* tarn-text-style.h
 *
 * How varbinds are written for people: the options of net-snmp's tools, and the MIB modules
 * that names and values are told by.  Options are set before it is used; it belongs to one
 * thread, since it remembers what neighbours have in common.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib.h"
#include "ops/tarn-format.h"

G_BEGIN_DECLS

#define TARN_TYPE_TEXT_STYLE (tarn_text_style_get_type ())

typedef struct _TarnTextStyle TarnTextStyle;

TARN_EXPORT GType          tarn_text_style_get_type    (void) G_GNUC_CONST;

TARN_EXPORT TarnTextStyle *tarn_text_style_new         (TarnMib            *mib);
TARN_EXPORT TarnTextStyle *tarn_text_style_ref         (TarnTextStyle      *self);
TARN_EXPORT void           tarn_text_style_unref       (TarnTextStyle      *self);

TARN_EXPORT gboolean       tarn_text_style_set_output  (TarnTextStyle      *self,
                                                        const char         *letters,
                                                        GError            **error);
TARN_EXPORT gboolean       tarn_text_style_set_charset (TarnTextStyle      *self,
                                                        const TarnOid      *root,
                                                        const char         *charset,
                                                        GError            **error);
TARN_EXPORT const char    *tarn_text_style_get_charset (TarnTextStyle      *self,
                                                        const TarnOid      *oid);
TARN_EXPORT TarnMib       *tarn_text_style_get_mib     (TarnTextStyle      *self);

/* As tarn_format_row(): a line of text with names, or a JSON object that has them too. */
TARN_EXPORT void           tarn_text_style_append_row  (TarnTextStyle      *self,
                                                        TarnFormat          format,
                                                        const TarnRow      *row,
                                                        GString            *line);
/* Each behind @prefix. */
TARN_EXPORT void           tarn_text_style_append_rows (TarnTextStyle      *self,
                                                        TarnFormat          format,
                                                        const char         *prefix,
                                                        const TarnRow      *rows,
                                                        gsize               n_rows,
                                                        GString            *lines);
TARN_EXPORT char          *tarn_text_style_dup_line    (TarnTextStyle      *self,
                                                        const TarnVarbind  *varbind);
TARN_EXPORT char          *tarn_text_style_dup_name    (TarnTextStyle      *self,
                                                        const TarnOid      *oid);
TARN_EXPORT char          *tarn_text_style_dup_value   (TarnTextStyle      *self,
                                                        const TarnVarbind  *varbind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTextStyle, tarn_text_style_unref)

G_END_DECLS
