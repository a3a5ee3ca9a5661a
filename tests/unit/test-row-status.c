/* test-row-status.c
 *
 * The state table of RowStatus, cell by cell.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-row-status.h"
#include "wire/tarn-message.h"

#define A TARN_ROW_ABSENT
#define B TARN_ROW_NOT_READY
#define C TARN_ROW_NOT_IN_SERVICE
#define D TARN_ROW_ACTIVE

#define OK    TARN_STATUS_NO_ERROR
#define VALUE TARN_STATUS_INCONSISTENT_VALUE
#define NAME  TARN_STATUS_INCONSISTENT_NAME
#define WRONG TARN_STATUS_WRONG_VALUE

typedef struct
{
  const char    *sentence;
  TarnRowStatus  asked;
  TarnRowStatus  before;
  gboolean       complete;
  int            status;
  TarnRowStatus  after;
} Case;

static const Case cases[] = {
  { "P-ROW-01 A: a row that has all it needs goes", TARN_ROW_CREATE_AND_GO, A, TRUE, OK, D },
  { "P-ROW-01 A: one that has not, does not", TARN_ROW_CREATE_AND_GO, A, FALSE, VALUE, A },
  { "P-ROW-01 B", TARN_ROW_CREATE_AND_GO, B, TRUE, VALUE, B },
  { "P-ROW-01 C", TARN_ROW_CREATE_AND_GO, C, TRUE, VALUE, C },
  { "P-ROW-01 D", TARN_ROW_CREATE_AND_GO, D, TRUE, VALUE, D },
  { "P-ROW-02 A: with all it needs it is not in service", TARN_ROW_CREATE_AND_WAIT, A, TRUE, OK, C },
  { "P-ROW-02 A: else not ready", TARN_ROW_CREATE_AND_WAIT, A, FALSE, OK, B },
  { "P-ROW-02 B", TARN_ROW_CREATE_AND_WAIT, B, FALSE, VALUE, B },
  { "P-ROW-02 C", TARN_ROW_CREATE_AND_WAIT, C, TRUE, VALUE, C },
  { "P-ROW-02 D", TARN_ROW_CREATE_AND_WAIT, D, TRUE, VALUE, D },
  { "P-ROW-03 A", TARN_ROW_ACTIVE, A, TRUE, VALUE, A },
  { "P-ROW-03 B: what is missing comes in the same request", TARN_ROW_ACTIVE, B, TRUE, OK, D },
  { "P-ROW-03 B: or is still missing", TARN_ROW_ACTIVE, B, FALSE, VALUE, B },
  { "P-ROW-03 C", TARN_ROW_ACTIVE, C, TRUE, OK, D },
  { "P-ROW-03 D", TARN_ROW_ACTIVE, D, TRUE, OK, D },
  { "P-ROW-04 A", TARN_ROW_NOT_IN_SERVICE, A, TRUE, VALUE, A },
  { "P-ROW-04 B: completed in the same request", TARN_ROW_NOT_IN_SERVICE, B, TRUE, OK, C },
  { "P-ROW-04 B: or not", TARN_ROW_NOT_IN_SERVICE, B, FALSE, VALUE, B },
  { "P-ROW-04 C", TARN_ROW_NOT_IN_SERVICE, C, TRUE, OK, C },
  { "P-ROW-04 D", TARN_ROW_NOT_IN_SERVICE, D, TRUE, OK, C },
  { "P-ROW-05 A: what is not there can be destroyed", TARN_ROW_DESTROY, A, FALSE, OK, A },
  { "P-ROW-05 B", TARN_ROW_DESTROY, B, FALSE, OK, A },
  { "P-ROW-05 C", TARN_ROW_DESTROY, C, TRUE, OK, A },
  { "P-ROW-05 D", TARN_ROW_DESTROY, D, TRUE, OK, A },
  { "P-ROW-06 A: a column of no row", TARN_ROW_ABSENT, A, FALSE, NAME, A },
  { "P-ROW-06 B: a column, and others are missing", TARN_ROW_ABSENT, B, FALSE, OK, B },
  { "P-ROW-06 B: the last column that was missing", TARN_ROW_ABSENT, B, TRUE, OK, C },
  { "P-ROW-06 C", TARN_ROW_ABSENT, C, TRUE, OK, C },
  { "P-ROW-06 D", TARN_ROW_ABSENT, D, TRUE, OK, D },
  { "P-ROW-07 A: nobody may ask for notReady", TARN_ROW_NOT_READY, A, TRUE, WRONG, A },
  { "P-ROW-07 B", TARN_ROW_NOT_READY, B, TRUE, WRONG, B },
  { "P-ROW-07 C", TARN_ROW_NOT_READY, C, TRUE, WRONG, C },
  { "P-ROW-07 D", TARN_ROW_NOT_READY, D, TRUE, WRONG, D },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  TarnRowStatus after = TARN_ROW_DESTROY;

  g_assert_cmpint (tarn_row_status_change (c->before, c->asked, c->complete, &after), ==,
                   c->status);
  g_assert_cmpint (after, ==, c->after);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/row-status/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
