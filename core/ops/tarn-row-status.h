/* tarn-row-status.h
 *
 * Private: what becomes of a conceptual row when its RowStatus is set, or when it is not
 * (RFC 2579; rules P-ROW-01 to P-ROW-07).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As a RowStatus has them; what is behind notReady is only ever asked for. */
typedef enum
{
  TARN_ROW_ABSENT         = 0,   /* no row; of a request: no status is asked for */
  TARN_ROW_ACTIVE         = 1,
  TARN_ROW_NOT_IN_SERVICE = 2,
  TARN_ROW_NOT_READY      = 3,
  TARN_ROW_CREATE_AND_GO  = 4,
  TARN_ROW_CREATE_AND_WAIT = 5,
  TARN_ROW_DESTROY        = 6,
} TarnRowStatus;

/* @complete: after the request each column that must have a value has one.  *@after is the
 * state then; returned is the error-status of whoever asked for it, 0 for none. */
int tarn_row_status_change (TarnRowStatus  before,
                            TarnRowStatus  asked,
                            gboolean       complete,
                            TarnRowStatus *after);

G_END_DECLS
