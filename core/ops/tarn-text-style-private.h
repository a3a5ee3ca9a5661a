/* tarn-text-style-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-cursor.h"
#include "mib/tarn-mib-value.h"
#include "ops/tarn-text-style.h"

G_BEGIN_DECLS

/* What text is written in, of objects at and below @root. */
typedef struct
{
  TarnOid *root;      /* NULL: of all that is text */
  char    *charset;
} TarnCharset;

struct _TarnTextStyle
{
  gatomicrefcount   refs;
  TarnMib          *mib;       /* nullable                                               */
  TarnMibNameFlags  names;
  TarnMibValueFlags values;
  gboolean          bare;      /* values without names (-Ov)                             */
  GArray           *charsets;  /* of TarnCharset, or NULL                                */
  char             *real_format; /* of printf(), or NULL                                 */

  gboolean          ready;     /* what stands below is                                   */
  TarnMibCursor     rows;      /* of names of varbinds: neighbours have much in common   */
  TarnMibCursor     oids;      /* of values that are names                               */
};

/* What the modules say of the value of @name; good until the next call. */
void tarn_text_style_find_object   (TarnTextStyle             *self,
                                    TarnSpan                   name,
                                    TarnMibValueContext       *context);
/* Of octets below @name whose syntax (nullable) is this; NULL: UTF-8. */
const char *tarn_text_style_find_charset (TarnTextStyle       *self,
                                    TarnSpan                   name,
                                    const TarnMibSyntax       *syntax);
/* A context that knows names only. */
void tarn_text_style_init_context  (TarnTextStyle             *self,
                                    TarnMibValueContext       *context);
void tarn_text_style_append_name   (TarnTextStyle             *self,
                                    TarnSpan                   name,
                                    GString                   *text);
/* As a person would write it, with what -O says of numbers and units, and @more. */
void tarn_text_style_append_person (TarnTextStyle             *self,
                                    const TarnRow             *row,
                                    const TarnMibValueContext *context,
                                    TarnMibValueFlags          more,
                                    GString                   *text);

G_END_DECLS
