/* tarn-mib-compile-private.h
 *
 * Private to tarn-mib-compile*.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-builder.h"
#include "mib/tarn-mib-compile.h"

G_BEGIN_DECLS

/* A module of a file. */
typedef struct _TarnMibEntry TarnMibEntry;

struct _TarnMibEntry
{
  char              *path;
  TarnMibModuleText *module;
  TarnMibReport     *report;
  GHashTable        *symbols;     /* name -> what it defines; made when first asked for */
  GByteArray        *facts;       /* of the parser; NULL: not yet, or it takes it not  */
  gboolean           is_library;  /* read only if another one imports from it          */
  gboolean           is_refused;
  gboolean           is_deadly;   /* the parser died of it, or did not come back       */
  guint32            number;      /* in the tree                                       */
  gsize              objects_at;  /* in the facts                                      */
  GHashTable        *stubs;       /* symbols defined in its text for others: name -> module */
  guint              position;    /* in the order                                      */
  guint              mark;        /* of walks along imports                            */
  guint              n_missing;   /* definitions that the parser made nothing of       */
  guint              n_rounds;    /* how often something was cut for the parser's sake */
  GPtrArray         *parts;       /* TarnMibEntry: it is parsed in parts               */
  TarnMibEntry      *whole;       /* of which it is a part                             */
};

struct _TarnMibCompiler
{
  TarnMibAliases *aliases;
  GPtrArray      *entries;     /* TarnMibEntry                                */
  GHashTable     *by_name;     /* name -> the TarnMibEntry that counts        */
  GPtrArray      *order;       /* those, each behind what it imports          */
  GPtrArray      *reports;     /* of files and modules                        */
  char           *folder;      /* of mended texts, in files named after the modules */
  int             folder_lock;
  GHashTable     *wanted;      /* names of the modules that are asked for; NULL: all */
  guint           mark;
};

void          tarn_mib_entry_free             (TarnMibEntry    *self);
TarnMibEntry *tarn_mib_compiler_find          (TarnMibCompiler *self,
                                               const char      *module);
/* Where the mended text lies; free it. */
char         *tarn_mib_entry_get_file         (TarnMibCompiler *self,
                                               TarnMibEntry    *entry);
gboolean      tarn_mib_entry_write            (TarnMibCompiler *self,
                                               TarnMibEntry    *entry,
                                               const char      *text,
                                               gsize            n);
/* NULL: it defines no @symbol. */
const TarnMibDefinition *tarn_mib_entry_find  (TarnMibEntry    *self,
                                               const char      *symbol);

/* tarn-mib-compile-folder.c: for temporary files.  FALSE: none can be made. */
gboolean      tarn_mib_compiler_make_folder   (TarnMibCompiler *self);
void          tarn_mib_compiler_remove_folder (TarnMibCompiler *self);

/* tarn-mib-compile-imports.c: finds for every import who defines it. */
void          tarn_mib_compiler_resolve       (TarnMibCompiler *self);
const TarnMibImport *tarn_mib_entry_find_import (TarnMibEntry  *self,
                                                 const char    *symbol);
/* Writes the clause anew, and behind it @stubs, all in one line. */
void          tarn_mib_entry_write_imports    (TarnMibCompiler *self,
                                               TarnMibEntry    *entry,
                                               const char      *stubs);

/* tarn-mib-compile-circles.c: modules that import each other. */
void          tarn_mib_compiler_cut_circles   (TarnMibCompiler *self);

/* tarn-mib-compile-split.c: modules that are parsed in parts.  Before imports are resolved: */
void          tarn_mib_compiler_plan_parts    (TarnMibCompiler *self);
TarnMibEntry *tarn_mib_entry_find_part        (TarnMibEntry    *self,
                                               const char      *name);
/* After circles are cut: in the order, parts are put in the place of such a module. */
void          tarn_mib_compiler_write_parts   (TarnMibCompiler *self);

/* tarn-mib-compile-run.c: has the parser read @entries, which are in order, with all that
 * they import.  Their facts are there afterwards, or they are deadly or refused. */
typedef struct
{
  guint max_wall_ms;     /* of one module                    */
  guint n_jobs;
  guint n_batch;         /* modules that share a worker      */
} TarnMibLimits;

void          tarn_mib_compiler_parse         (TarnMibCompiler     *self,
                                               GPtrArray           *entries,
                                               const TarnMibLimits *limits);

/* tarn-mib-compile-save.c: what can be had of modules that the parser does not take. */
void          tarn_mib_compiler_save_rest     (TarnMibCompiler *self);

/* tarn-mib-compile-report.c: all that was remarked, and the verdict. */
void          tarn_mib_entry_finish_report    (TarnMibEntry       *entry);
/* Into the tree, for those who ask it of the module. */
void          tarn_mib_entry_put_messages     (const TarnMibEntry *entry,
                                               TarnMibBuilder     *builder);

/* tarn-mib-gather.c: the facts of a module into the tree; what is lost, into its report. */
typedef struct _TarnMibGather TarnMibGather;

TarnMibGather *tarn_mib_gather_new            (TarnMibBuilder  *builder,
                                               TarnMibAliases  *aliases);
void           tarn_mib_gather_free           (TarnMibGather   *self);
/* The types of all modules come before the objects of any. */
void           tarn_mib_gather_add_types      (TarnMibGather   *self,
                                               TarnMibEntry    *entry);
void           tarn_mib_gather_add_objects    (TarnMibGather   *self,
                                               TarnMibEntry    *entry);

G_END_DECLS
