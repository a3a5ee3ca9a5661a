/* tarn-editor-value.h
 *
 * Values as editors have them: which editor is made for what, and the text that each one
 * reads and writes.  What an editor shows for a value gives the same octets back.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

/* And their texts. */
typedef enum
{
  TARN_EDITOR_AS_NUMBER,     /* as the module's hint has it, or decimal          */
  TARN_EDITOR_AS_ENUMERATION, /* the number                                       */
  TARN_EDITOR_AS_BITS,       /* names or numbers, with commas                    */
  TARN_EDITOR_AS_TEXT,       /* text, an address, what the hint asks for         */
  TARN_EDITOR_AS_OCTETS,     /* pairs of hex digits                              */
  TARN_EDITOR_AS_OID,        /* a name or a number                               */
  TARN_EDITOR_AS_DATE,       /* 1992-05-26T13:30:15.0-04:00                      */
  TARN_EDITOR_AS_TICKS,      /* hundredths of a second                           */
  TARN_EDITOR_AS_FLOAT,      /* an Opaque with a number                          */
  TARN_EDITOR_AS_DOUBLE,
  TARN_EDITOR_AS_NOTHING,    /* Null                                             */
} TarnEditorForm;

/* What is edited. */
typedef struct
{
  TarnMib     *mib;     /* nullable, borrowed                                          */
  TarnMibNode *node;    /* nullable, borrowed: the object, if its type is that of @kind */
  TarnKind     kind;    /* on the wire                                                 */
} TarnEditorSubject;

/* The object that @oid is an instance of, else what is nearest to it: some modules have a name
 * for the instance itself, as sysUpTimeInstance.  NULL: none knows it.  The caller's to free. */
TarnMibNode    *tarn_editor_find_object (TarnMib                  *mib,
                                         const TarnOid            *oid,
                                         guint                    *n_arcs_left);
/* The type that an object has on the wire; TARN_KIND_NONE where it has no value. */
TarnKind        tarn_editor_kind_of     (const TarnMibNode        *node);
/* "Integer32", "OCTET STRING": the words of the SMI. */
const char     *tarn_editor_kind_name   (TarnKind                  kind);

/* @value NULL: there is none yet. */
TarnEditorForm  tarn_editor_choose_form (const TarnEditorSubject  *self,
                                         const TarnValue          *value);
/* "" of no value, or of one of another type.  The caller's to free. */
char           *tarn_editor_format      (const TarnEditorSubject  *self,
                                         TarnEditorForm            form,
                                         const TarnValue          *value);
TarnValue      *tarn_editor_parse       (const TarnEditorSubject  *self,
                                         TarnEditorForm            form,
                                         const char               *text,
                                         GError                  **error);

/* What may be typed: ranges, sizes, units.  NULL: nothing to be said.  The caller's to
 * free. */
char           *tarn_editor_describe    (const TarnEditorSubject  *self,
                                         TarnEditorForm            form);

G_END_DECLS
