/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-row-status.h"

#include "wire/tarn-message.h"

/* Nothing is asked for: columns alone.  A row that has become complete says so (P-ROW-06). */
static int
keep (TarnRowStatus  before,
      gboolean       complete,
      TarnRowStatus *after)
{
  if (before == TARN_ROW_ABSENT)
    return TARN_STATUS_INCONSISTENT_NAME;

  if (before == TARN_ROW_NOT_READY && complete)
    *after = TARN_ROW_NOT_IN_SERVICE;
  return TARN_STATUS_NO_ERROR;
}

static int
create (TarnRowStatus  before,
        TarnRowStatus  asked,
        gboolean       complete,
        TarnRowStatus *after)
{
  if (before != TARN_ROW_ABSENT || (asked == TARN_ROW_CREATE_AND_GO && !complete))
    return TARN_STATUS_INCONSISTENT_VALUE;

  *after = asked == TARN_ROW_CREATE_AND_GO ? TARN_ROW_ACTIVE
           : complete ? TARN_ROW_NOT_IN_SERVICE : TARN_ROW_NOT_READY;
  return TARN_STATUS_NO_ERROR;
}

int
tarn_row_status_change (TarnRowStatus  before,
                        TarnRowStatus  asked,
                        gboolean       complete,
                        TarnRowStatus *after)
{
  *after = before;

  switch (asked)
    {
    case TARN_ROW_ABSENT:
      return keep (before, complete, after);

    case TARN_ROW_ACTIVE:
    case TARN_ROW_NOT_IN_SERVICE:
      if (before == TARN_ROW_ABSENT || (before == TARN_ROW_NOT_READY && !complete))
        return TARN_STATUS_INCONSISTENT_VALUE;
      *after = asked;
      return TARN_STATUS_NO_ERROR;

    case TARN_ROW_CREATE_AND_GO:
    case TARN_ROW_CREATE_AND_WAIT:
      return create (before, asked, complete, after);

    case TARN_ROW_DESTROY:
      *after = TARN_ROW_ABSENT;
      return TARN_STATUS_NO_ERROR;

    case TARN_ROW_NOT_READY:
    default:
      return TARN_STATUS_WRONG_VALUE;
    }
}
