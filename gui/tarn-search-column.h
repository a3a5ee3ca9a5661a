/* tarn-search-column.h
 *
 * Private to the search: what an object of the modules tells about the varbinds below it,
 * found out once and not for each of them; and whether such a varbind matches.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

#include "tarn-search.h"
#include "tarn-search-pattern.h"

G_BEGIN_DECLS

typedef struct
{
  gint64   number;
  gboolean is_known;
  gboolean matches;
} TarnSearchLabel;

#define TARN_SEARCH_N_LABELS 64

typedef struct
{
  TarnMib            *mib;            /* nullable, borrowed                               */
  TarnSearchPattern  *pattern;        /* borrowed                                         */
  TarnSearchFlags     flags;
  gboolean            may_be_number;  /* the pattern may be in what such a value is written as */
  gboolean            may_be_address;
  gboolean            may_be_time;
  gboolean            may_be_octets;

  GByteArray         *prefix;         /* of the names that this is about                  */
  TarnMibNode        *node;           /* nullable                                         */
  gsize               node_len;       /* of its OID, in octets                            */
  char               *full_name;      /* "IF-MIB::ifDescr"; NULL without a node           */
  gboolean            has_values;     /* the node has a syntax                            */
  gboolean            is_text;
  gboolean            try_instances;
  TarnSearchLabel     labels[TARN_SEARCH_N_LABELS];   /* of numbers seen, by their end    */

  GString            *scratch;
} TarnSearchColumn;

void            tarn_search_column_init   (TarnSearchColumn  *self,
                                           TarnMib           *mib,
                                           TarnSearchPattern *pattern,
                                           TarnSearchFlags    flags);
void            tarn_search_column_clear  (TarnSearchColumn  *self);
gboolean        tarn_search_column_has    (TarnSearchColumn  *self,
                                           TarnSpan           name);
/* From now on about the names like @name. */
void            tarn_search_column_move   (TarnSearchColumn  *self,
                                           TarnSpan           name);
/* Where in @row the pattern is; 0: nowhere. */
TarnSearchFlags tarn_search_column_match  (TarnSearchColumn  *self,
                                           const TarnRow     *row);
/* Of an object, by its name or its description. */
TarnSearchFlags tarn_search_column_match_node (TarnSearchColumn *self,
                                           TarnMibNode       *node);

/* The value as the search reads it and shows it. */
char           *tarn_search_format_value  (TarnMib           *mib,
                                           TarnMibNode       *node,
                                           const TarnRow     *row);

G_END_DECLS
