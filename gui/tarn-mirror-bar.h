/* tarn-mirror-bar.h
 *
 * Under the views: how a mirror of the document's device goes, what became of it, and what to
 * do about that.  Hidden while there is nothing to say.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-connect.h"
#include "tarn-mirror-control.h"

G_BEGIN_DECLS

#define TARN_TYPE_MIRROR_BAR (tarn_mirror_bar_get_type ())
G_DECLARE_FINAL_TYPE (TarnMirrorBar, tarn_mirror_bar, TARN, MIRROR_BAR, GtkWidget)

/* Properties: "document" (TarnDocument); "connect" (TarnConnect), by which the device of a
 * capture is asked for when the document has none.  Actions: "mirror.pause", "mirror.go-on",
 * "mirror.stop", "mirror.dismiss". */

/* @root NULL: the whole device.  Says so where it cannot be. */
void               tarn_mirror_bar_start       (TarnMirrorBar *self,
                                                const TarnOid *root);
/* NULL while there is no document. */
TarnMirrorControl *tarn_mirror_bar_get_control (TarnMirrorBar *self);

G_END_DECLS
