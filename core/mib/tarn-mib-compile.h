/* tarn-mib-compile.h
 *
 * Private: makes one compiled tree of many files.  The parser runs in other processes,
 * with limits of memory and time: a module on which it dies or hangs costs a remark, and
 * what can be saved of it is.
 *
 * Forks, so the process should have one thread.  Everything that the person should know
 * of a module ends up in its report; nothing is printed.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-source.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_MIB_LOADED,
  TARN_MIB_LOADED_WITH_LOSSES,
  TARN_MIB_REFUSED,
  TARN_MIB_SHADOWED,          /* a module of this name stands before it in the path */
} TarnMibVerdict;

typedef struct
{
  char           *name;       /* NULL: the file holds no module, remarks say why */
  char           *path;
  TarnMibVerdict  verdict;
  guint           line;       /* where the module begins in the file             */
  guint           n_objects;
  guint           n_types;
  guint           n_incomplete;   /* definitions of which something is lost      */
  GPtrArray      *remarks;    /* TarnMibRemark, by line                          */
  GPtrArray      *lost;       /* char *: definitions that the tree has not       */
  GPtrArray      *missing;    /* char *: "FOO-MIB::fooBar", what it imports in vain */
} TarnMibReport;

/* @name may be NULL. */
TarnMibReport   *tarn_mib_report_new           (const char         *name,
                                                const char         *path);
void             tarn_mib_report_free          (TarnMibReport      *self);

typedef struct _TarnMibCompiler TarnMibCompiler;

TarnMibCompiler *tarn_mib_compiler_new         (void);
void             tarn_mib_compiler_free        (TarnMibCompiler    *self);
/* Before tarn_mib_compiler_run(). The first module of a name wins, unless it is refused. */
void             tarn_mib_compiler_add_file    (TarnMibCompiler    *self,
                                                const char         *path);
/* A file that is read only for what others import from it. */
void             tarn_mib_compiler_add_library (TarnMibCompiler    *self,
                                                const char         *path);
/* Only @module, and what it imports; again for more.  Without it: all. */
void             tarn_mib_compiler_want        (TarnMibCompiler    *self,
                                                const char         *module);
/* @path is where the tree goes; NULL: only to know the reports. */
gboolean         tarn_mib_compiler_run         (TarnMibCompiler    *self,
                                                const char         *path,
                                                const char         *stamp,
                                                GError            **error);
/* From a signal handler: tarn_mib_compiler_run(), of any compiler, cleans up and fails. */
void             tarn_mib_compiler_interrupt   (int                 number);
gboolean         tarn_mib_compiler_is_interrupted (void);
/* TarnMibReport, in the order of the files. */
GPtrArray       *tarn_mib_compiler_get_reports (TarnMibCompiler    *self);

const char      *tarn_mib_verdict_to_string    (TarnMibVerdict      verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibCompiler, tarn_mib_compiler_free)

G_END_DECLS
