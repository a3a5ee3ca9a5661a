/* tarn-walk-fixture.h
 *
 * The walk machine and a scripted agent, with nothing between them but octets.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-fake-agent.h"

#include "ops/tarn-walk-machine.h"

#define IF_TABLE "1.3.6.1.2.1.2.2.1.1"

typedef struct
{
  TarnFakeAgent   *agent;
  TarnWalkMachine  machine;
  TarnVersion      version;
  gint64           now_us;
  GPtrArray       *names;      /* of the rows accepted, as text */
  TarnMessage      reply;
} WalkFixture;

void     walk_setup           (WalkFixture  *f,
                               gconstpointer data);
void     walk_teardown        (WalkFixture  *f,
                               gconstpointer data);
void     walk_add_root        (WalkFixture  *f,
                               const char   *root,
                               const char   *marker);
void     walk_add_everything  (WalkFixture  *f);
/* Asks once; FALSE when there is nothing to ask. */
gboolean walk_ask             (WalkFixture  *f);
void     walk_run             (WalkFixture  *f);
void     walk_assert_complete (WalkFixture  *f,
                               guint         n_rows);
/* That gap number @index reads @text. */
void     walk_assert_gap      (WalkFixture  *f,
                               guint         index,
                               const char   *text);
void     walk_assert_names    (WalkFixture  *f,
                               const char   *names);
void     walk_assert_log      (WalkFixture  *f,
                               const char   *log);

#define WALK_TEST(path, data, func) \
  g_test_add (path, WalkFixture, GINT_TO_POINTER (data), walk_setup, func, walk_teardown)
