/* tarn-mirror-verdict.h
 *
 * What became of a mirror, to be read: what is missing and why, what was tolerated.  A row
 * that is about a name goes there (document.go).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_MIRROR_VERDICT (tarn_mirror_verdict_get_type ())
G_DECLARE_FINAL_TYPE (TarnMirrorVerdict, tarn_mirror_verdict, TARN, MIRROR_VERDICT, GtkWidget)

/* @gaps of TarnGap, @counts of TarnAnomalyCount; either NULL: none. */
void  tarn_mirror_verdict_show     (TarnMirrorVerdict  *self,
                                    const GPtrArray    *gaps,
                                    const GPtrArray    *counts,
                                    gboolean            restarted,
                                    TarnMib            *mib);

/* As people know it: "ifDescr.12"; its numbers without @mib.  The caller's to free. */
char *tarn_mirror_name             (TarnMib            *mib,
                                    const TarnOid      *oid);
/* Where @gap is: "ifDescr.3 to ifType"; the caller's to free. */
char *tarn_mirror_gap_place        (TarnMib            *mib,
                                    const TarnGap      *gap);
/* Why, a sentence; the caller's to free. */
char *tarn_mirror_gap_reason       (const TarnGap      *gap);

G_END_DECLS
