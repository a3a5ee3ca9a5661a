/* tarn-salvage-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-check-private.h"
#include "store/tarn-capture-builder.h"

G_BEGIN_DECLS

/* Brings over what is whole of the tree whose pages are of @kind, and notes in @report what
 * is lost.  FALSE without @error if the exam was ended. */
gboolean tarn_salvage_tree (TarnExam         *exam,
                            TarnRawKind       kind,
                            TarnBuilderTree  *out,
                            TarnCheckReport  *report,
                            GError          **error);

G_END_DECLS
