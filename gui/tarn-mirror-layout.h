/* tarn-mirror-layout.h
 *
 * Text and buttons: side by side, or the buttons under the text where that would be squeezed.
 * For two children, the first of which has the text.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_MIRROR_LAYOUT (tarn_mirror_layout_get_type ())
G_DECLARE_FINAL_TYPE (TarnMirrorLayout, tarn_mirror_layout, TARN, MIRROR_LAYOUT, GtkLayoutManager)

G_END_DECLS
