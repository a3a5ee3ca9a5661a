/* tarn-tree-world.h
 *
 * What tests of the tree's rows share: a store in memory, rows of it, and a log that follows
 * them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-model-log.h"
#include "tarn-tree-rows.h"

G_BEGIN_DECLS

/* Two interfaces, with three columns. */
#define INTERFACES                                                                              \
  "+1.3.6.1.2.1.2.2.1.1.1=1 +1.3.6.1.2.1.2.2.1.1.2=2 "                                          \
  "+1.3.6.1.2.1.2.2.1.2.1=lo +1.3.6.1.2.1.2.2.1.2.2=eth0 "                                      \
  "+1.3.6.1.2.1.2.2.1.8.1=1 +1.3.6.1.2.1.2.2.1.8.2=2"

typedef struct
{
  TarnStore    *store;
  TarnTreeRows *rows;
  TarnModelLog *log;
} World;

/* "  ifDescr +" for what can be expanded, "    1 = lo" for values; "~" what no module knows,
 * "*" a value that changed. */
char    *world_to_text        (gpointer    item);

TarnOid *world_oid            (const char *text);
/* "+1.3.6.1.2.1.1.5.0=text", "-1.3.6.1…": one batch, separated by spaces. */
void     world_write          (TarnStore  *store,
                               const char *text);

void     world_init           (World      *world,
                               TarnMib    *mib,
                               const char *varbinds);
void     world_clear          (World      *world);
/* Both bring the rows to what the store is first. */
void     world_assert_rows    (World      *world,
                               const char *expected);
void     world_assert_changes (World      *world,
                               const char *expected);
guint    world_find_row       (World      *world,
                               const char *caption);
void     world_expand         (World      *world,
                               const char *caption,
                               gboolean    expanded);

G_END_DECLS
