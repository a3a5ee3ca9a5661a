/* tarn-row-plan.h
 *
 * Rows of conceptual tables as changes: what has to be set so that one is there, or gone.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-document.h"

G_BEGIN_DECLS

/* How a row comes to be.  TARN_ROW_PLAIN: its values are put, and that is all.  The others
 * ask the agent by the row's status (rule P-TCV-03, RFC 2579). */
typedef enum
{
  TARN_ROW_PLAIN,
  TARN_ROW_CREATE_AND_GO,
  TARN_ROW_CREATE_AND_WAIT,
} TarnRowManner;

/* The column of the row of @node with RowStatus; NULL: it has none.  The caller's to free. */
TarnMibNode *tarn_row_plan_find_status (const TarnMibNode     *node);
/* Whether a person may give @column a value when the row is made. */
gboolean     tarn_row_plan_is_settable (const TarnMibNode     *column);

/* Of TarnChange.  @index has a text for each part; @texts one for each child of the row, ""
 * for none.  Fails with TARN_ERROR_INVALID on what cannot be understood, and if there is such
 * a row already. */
GPtrArray   *tarn_row_plan_add         (TarnDocument          *document,
                                        const TarnMibNode     *row,
                                        const char * const    *index,
                                        const char * const    *texts,
                                        TarnRowManner          manner,
                                        GError               **error);
/* Of TarnChange: of the row that @instance is in.  @by_status: by its status, if it has one;
 * else by taking away what the capture has of it. */
GPtrArray   *tarn_row_plan_delete      (TarnDocument          *document,
                                        TarnOid               *instance,
                                        gboolean               by_status,
                                        GError               **error);

G_END_DECLS
