/* tarn-test-tree.h
 *
 * A counted tree over a pager in memory, which counts writes and can fail at one.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-tree.h"
#include "tarn-test.h"

/* Pages are octets, as a file would have them. */
typedef struct
{
  TarnTree    tree;
  GHashTable *pages;      /* number → GBytes                               */
  guint       n_writes;
  guint       fail_at;    /* the write that fails, counted from 1; 0: none */
} TarnTestTree;

void         tarn_test_tree_init         (TarnTestTree  *self);
void         tarn_test_tree_clear        (TarnTestTree  *self);
void         tarn_test_tree_apply        (TarnTestTree  *self,
                                          TarnBatch     *batch);
void         tarn_test_tree_assert_sound (TarnTestTree  *self);
/* How many things are wrong with the tree, each of which is told. */
guint        tarn_test_tree_check        (TarnTestTree  *self);

/* 1.3.6.1.<column>.<row> with an OCTET STRING of @len octets of @fill. */
TarnVarbind *tarn_test_tree_make_varbind (guint          column,
                                          guint          row,
                                          gsize          len,
                                          guint8         fill);
void         tarn_test_tree_put          (TarnBatch     *batch,
                                          guint          column,
                                          guint          row,
                                          gsize          len,
                                          guint8         fill);
