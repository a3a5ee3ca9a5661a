/* tarn-cli-edit.h
 *
 * tarn set --capture: a capture changed by hand.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

/* Waits for other processes to end their reading and writing, within reason. */
gboolean  cli_apply        (TarnStore  *store,
                            TarnBatch  *batch,
                            GError    **error);

/* Puts @varbinds, of TarnVarbind, and deletes @deleted, of TarnOid: all or none, and on
 * the disk when it returns that all was done. */
CliStatus cli_edit_capture (const char *path,
                            GPtrArray  *varbinds,
                            GPtrArray  *deleted);

G_END_DECLS
