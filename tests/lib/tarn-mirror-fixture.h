/* tarn-mirror-fixture.h
 *
 * A device in memory, a capture in a folder of its own, and what is in it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-fake-device.h"

#include "ops/tarn-mirror.h"

#define IF_TABLE "1.3.6.1.2.1.2.2.1.1"

typedef struct
{
  TarnFakeDevice  fake;
  TarnFakeAgent  *agent;
  char           *folder;
  char           *path;
  TarnCapture    *capture;
  TarnWalk       *walk;
  GCancellable   *cancellable;
  TarnMirrorScope scope;
  guint           cancel_after;   /* varbinds; 0: never */

  guint           n_told;
  gboolean        done;
  gboolean        complete;
  GError         *error;
} MirrorFixture;

void            mirror_open            (MirrorFixture        *f);
void            mirror_setup           (MirrorFixture        *f,
                                        gconstpointer         data);
void            mirror_close           (MirrorFixture        *f);
void            mirror_teardown        (MirrorFixture        *f,
                                        gconstpointer         data);
TarnMirror     *mirror_start           (MirrorFixture        *f);
/* Starts and waits; cancels after @cancel_after varbinds. */
void            mirror_run             (MirrorFixture        *f);
/* Another walk of the same device, uncancelled. */
void            mirror_walk_again      (MirrorFixture        *f);
/* "name=hex of the TLV", a line for each varbind. */
char           *mirror_dump            (TarnStore            *store);
void            mirror_append_numbers  (GString              *text,
                                        const char           *root,
                                        guint                 first,
                                        guint                 last);
/* That the capture holds ROOT.first … ROOT.last and nothing else. */
void            mirror_assert_holds    (MirrorFixture        *f,
                                        const char           *root,
                                        guint                 first,
                                        guint                 last);
TarnMirrorInfo *mirror_read_info       (MirrorFixture        *f);
void            mirror_assert_info_gap (const TarnMirrorInfo *info,
                                        guint                 n_gaps,
                                        const char           *first);
void            mirror_assert_complete (MirrorFixture        *f,
                                        guint                 n_rows);

#define MIRROR_TEST(path, func) \
  g_test_add (path, MirrorFixture, NULL, mirror_setup, func, mirror_teardown)
