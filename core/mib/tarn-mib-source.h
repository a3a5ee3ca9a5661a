/* tarn-mib-source.h
 *
 * Private: what a file of MIB modules holds, before it is parsed: which modules, what each
 * imports and defines and where; and the text of each as a strict parser takes it, formal
 * faults mended where the mend is certain, each mend said.  Names that no parser would
 * take go under others meanwhile (TarnMibAliases).
 *
 * Types stand before what is made of them in the mended text, so that its lines are those
 * of the file only within a definition.  Positions in remarks are those of the file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-text.h"
#include "mib/tarn-mib-types.h"

G_BEGIN_DECLS

/* Names as modules write them, and what they are called while they are parsed.  Grows with
 * every source that is read with it. */
typedef struct _TarnMibAliases TarnMibAliases;

TarnMibAliases *tarn_mib_aliases_new    (void);
void            tarn_mib_aliases_free   (TarnMibAliases *self);
/* Both return what lives as long as @self, or, of what has no alias, @alias. */
const char     *tarn_mib_aliases_add    (TarnMibAliases *self,
                                         const char     *name,
                                         gssize          len);
const char     *tarn_mib_aliases_lookup (TarnMibAliases *self,
                                         const char     *alias);

/* A further name for the module @name. */
char           *tarn_mib_aliases_add_module (TarnMibAliases *self,
                                             const char     *name);

/* What a parser says, with the names that modules use; free it. */
char           *tarn_mib_aliases_expand (TarnMibAliases *self,
                                         const char     *text);

/* The alias of @name if it has one, else itself. */
const char     *tarn_mib_aliases_get_symbol (TarnMibAliases *self,
                                             const char     *name);

typedef enum
{
  TARN_MIB_REMARK_MENDED,
  TARN_MIB_REMARK_NOTE,      /* doubtful, nothing is lost                    */
  TARN_MIB_REMARK_LOST,      /* something that the module defines is missing */
  TARN_MIB_REMARK_REFUSED,   /* the whole module is                          */
} TarnMibRemarkKind;

typedef struct
{
  TarnMibRemarkKind  kind;
  guint              line;     /* 0: of the whole file */
  guint              column;
  char              *text;
} TarnMibRemark;

typedef struct
{
  char  *name;
  char  *module;
  guint  line;
  guint  column;
  const char *part;    /* what a parser knows the module as, if by more than one name; not owned */
} TarnMibImport;

typedef enum
{
  TARN_MIB_DEFINES_NOTHING,        /* a SEQUENCE of columns: no name that lasts */
  TARN_MIB_DEFINES_TYPE,
  TARN_MIB_DEFINES_OBJECT,         /* all that has an OID                       */
  TARN_MIB_DEFINES_TRAP,
  TARN_MIB_DEFINES_MACRO,
} TarnMibDefines;

typedef struct
{
  char           *name;
  TarnMibDefines  defines;
  TarnMibAccess   access;
  char           *default_value;   /* as written, without its braces      */
  char           *parent;          /* { parent n }, or NULL               */
  char           *type;            /* SYNTAX or what a type is made of, its first word */
  char           *value;           /* "parent 3": its OID; NULL: it has none           */
  guint           n_arcs;          /* behind the parent                   */
  guint32         start, end;      /* in the mended text                  */
  guint           line, column;    /* in the file                         */
  guint           out_line;        /* where it begins in the mended text  */
  const char     *part;            /* what the parser knows the module as, if that has parts;
                                      not owned                                        */
  gboolean        is_row;          /* it has an INDEX, or AUGMENTS another one         */
  gboolean        is_cut;
  gboolean        is_bare;         /* a parser sees no more of it than its OID         */
  gboolean        is_incomplete;   /* it is there, but something of it is lost         */
} TarnMibDefinition;

typedef struct
{
  char      *name;
  char      *parse_name;     /* as a parser knows it                         */
  guint      line, column;
  gboolean   is_cut_off;     /* the file ends in the middle of it            */
  GPtrArray *imports;        /* TarnMibImport                                */
  GPtrArray *definitions;    /* TarnMibDefinition, in their order            */
  GPtrArray *remarks;        /* TarnMibRemark                                */
  GString   *text;           /* mended; NULL when it has been taken away     */
  guint32    imports_start;  /* in the text: where the IMPORTS clause stands */
  guint32    imports_end;
} TarnMibModuleText;

typedef struct
{
  TarnMibForm  form;
  GPtrArray   *modules;      /* TarnMibModuleText                 */
} TarnMibSource;

/* Of the octets of a file. */
TarnMibSource     *tarn_mib_source_new       (const guint8       *octets,
                                              gsize               n,
                                              TarnMibAliases     *aliases);
void               tarn_mib_source_free      (TarnMibSource      *self);

TarnMibModuleText *tarn_mib_module_text_new  (const char         *name,
                                              gssize              len);
void               tarn_mib_module_text_free (TarnMibModuleText  *self);
void               tarn_mib_remark_free      (TarnMibRemark      *self);
void               tarn_mib_module_remark    (TarnMibModuleText  *self,
                                              TarnMibRemarkKind   kind,
                                              guint               line,
                                              guint               column,
                                              const char         *format,
                                              ...) G_GNUC_PRINTF (5, 6);
/* The definition at a line of the mended text, which becomes the line in the file. NULL:
 * it is in none. */
TarnMibDefinition *tarn_mib_module_find_line (TarnMibModuleText  *self,
                                              guint              *line);
/* Blanks it in @text, the module's, but for @by, which may be NULL; lines stay where they are.
 * FALSE: @by is longer than what was there. */
gboolean           tarn_mib_definition_replace (const TarnMibDefinition *self,
                                                char                    *text,
                                                const char              *by);
/* "name OBJECT IDENTIFIER ::= { parent 3 }"; NULL: it has no OID that is known. */
char              *tarn_mib_definition_write_bare (const TarnMibDefinition *self,
                                                   TarnMibAliases          *aliases);
/* The clause as one line, from self->imports. */
char              *tarn_mib_module_write_imports (TarnMibModuleText *self,
                                                  TarnMibAliases    *aliases);
/* What a parser takes for the name of a module. */
char              *tarn_mib_aliases_get_module   (TarnMibAliases    *self,
                                                  const char        *name);

const char        *tarn_mib_remark_kind_to_string (TarnMibRemarkKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibAliases, tarn_mib_aliases_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibSource, tarn_mib_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibModuleText, tarn_mib_module_text_free)

G_END_DECLS
