/* tarn-composed-test.h
 *
 * Composed stores from text, and a plain store with the same content made the slow way:
 * every name of every mounted store is asked for whose it is.
 *
 * A composition is words set apart by blanks: "1.3.6=a" mounts store a at 1.3.6,
 * "1.3.6=b@1.3.9" what b has at 1.3.9, ".=a" the base layer; "1.3.5!02:07" is a function
 * that tells INTEGER 7, "1.3.5!" one that tells nothing.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-composed-store.h"
#include "tarn-agent-test.h"

/* Stores are called by letters, from a. */
#define TARN_COMPOSED_TEST_STORES 6

typedef struct
{
  TarnStore *stores[TARN_COMPOSED_TEST_STORES];
  TarnStore *models[TARN_COMPOSED_TEST_STORES];   /* what each holds, in a plain store */
  guint      n_calls;                             /* of functions                      */
} TarnComposedTest;

/* A store of so many rows, see tarn-agent-test.h. */
void       tarn_composed_test_add         (TarnComposedTest  *self,
                                           char               letter,
                                           const char        *rows);
void       tarn_composed_test_clear       (TarnComposedTest  *self);
/* Makes the store @letter a composed one. */
void       tarn_composed_test_compose     (TarnComposedTest  *self,
                                           char               letter,
                                           const char        *composition);
/* Every question at every boundary has the same answer in both. */
void       tarn_composed_test_assert_same (TarnStore         *store,
                                           TarnStore         *model);
