/* tarn-profile-form.h
 *
 * What a person edits of one profile.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-connect.h"

G_BEGIN_DECLS

#define TARN_TYPE_PROFILE_FORM (tarn_profile_form_get_type ())
G_DECLARE_FINAL_TYPE (TarnProfileForm, tarn_profile_form, TARN, PROFILE_FORM, GtkWidget)

/* @profile NULL: a new one, as the user prefers. */
void        tarn_profile_form_begin    (TarnProfileForm           *self,
                                        TarnConnect               *connect,
                                        const TarnConnectProfile  *profile);
/* Property "valid": what is typed can be saved; else it is said what is wrong. */
gboolean    tarn_profile_form_is_valid (TarnProfileForm           *self);
const char *tarn_profile_form_get_name (TarnProfileForm           *self);
/* "saved" is emitted when that is done, with a note (nullable) for people. */
void        tarn_profile_form_save     (TarnProfileForm           *self);

G_END_DECLS
