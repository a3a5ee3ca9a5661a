/* tarn-lint-private.h
 *
 * Private: the steps of a lint.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-index.h"
#include "mib/tarn-mib-private.h"
#include "mib/tarn-mib-value.h"
#include "ops/tarn-lint.h"

G_BEGIN_DECLS

/* The object whose instances are looked at: neighbours in a store mostly have the same one,
 * so what is known of it is looked up once. */
typedef struct
{
  TarnName          name;
  TarnMibObject     object;
  TarnMibSyntax     syntax;
  gboolean          has_syntax;
  guint32           row;           /* TARN_MIB_NONE: no column           */
  guint             n_parts;
  guint             own_part;      /* of the index: this column; or n_parts */
  guint64          *count;         /* instances of it                    */
  TarnMibIndexPart  parts[TARN_MIB_MAX_INDEX];
} TarnLintObject;

typedef struct
{
  TarnStore      *store;
  TarnMibImage   *image;
  TarnLintReport *report;
  GHashTable     *findings;       /* rule and object -> TarnLintFinding, borrowed */
  GHashTable     *counts;         /* object -> guint64 *, owned                   */
  TarnLintObject  here;
} TarnLint;

/* Counts one more, and keeps @format as the text of the first.  @object TARN_MIB_NONE: of no
 * object; @name empty: of no instance. */
void tarn_lint_tell          (TarnLint      *self,
                              TarnLintRule   rule,
                              guint32        object,
                              TarnSpan       name,
                              guint64        count,
                              const char    *format,
                              ...) G_GNUC_PRINTF (6, 7);

/* An instance of @self->here. */
void tarn_lint_check_row     (TarnLint      *self,
                              const TarnRow *row);
/* What is not there. */
void tarn_lint_check_absent  (TarnLint      *self);

G_END_DECLS
