/* tarn-mib-text.h
 *
 * Private: octets of a file in, text in which MIB modules can be looked for out: UTF-8,
 * lines that end in LF, no NUL.  A line of the text is the line of the file that has the
 * same number, and jumps tell of columns, so that messages point into what the person has.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file holds, as far as that can be seen without parsing it. */
typedef enum
{
  TARN_MIB_FORM_PLAIN,
  TARN_MIB_FORM_HTML,       /* a web page: the text without its tags           */
  TARN_MIB_FORM_UTF16,      /* either order, with or without a mark: converted */
  TARN_MIB_FORM_EMPTY,      /* the next ones give no text                      */
  TARN_MIB_FORM_PDF,
  TARN_MIB_FORM_PACKED,     /* gzip, zip, …: tarn mib import unpacks           */
  TARN_MIB_FORM_BINARY,
} TarnMibForm;

/* From @at in the text on, columns go on from @column: something was taken out before. */
typedef struct
{
  guint32 at;
  guint32 column;
} TarnMibTextJump;

/* @text is NULL where the form gives none; else it owns *@n_text octets and a NUL.  @jumps, of
 * TarnMibTextJump, is filled in order. */
TarnMibForm tarn_mib_text_read      (const guint8  *octets,
                                     gsize          n,
                                     char         **text,
                                     gsize         *n_text,
                                     GArray        *jumps);
/* "a web page", "a PDF document": for messages. */
const char *tarn_mib_form_to_string (TarnMibForm    form);

G_END_DECLS
