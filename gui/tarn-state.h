/* tarn-state.h
 *
 * What the browser remembers of itself from one start to the next: devices and captures that
 * were open lately, what was open at the end, sizes.  A small key file below the user's state
 * folder; no secret is in it.  Changes are written a moment later, and at the end.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A device or a capture that was open lately; immutable. */
#define TARN_TYPE_RECENT (tarn_recent_get_type ())
G_DECLARE_FINAL_TYPE (TarnRecent, tarn_recent, TARN, RECENT, GObject)

const char *tarn_recent_get_target (TarnRecent *self);   /* address, or path */
const char *tarn_recent_get_title  (TarnRecent *self);
gboolean    tarn_recent_is_device  (TarnRecent *self);
gint64      tarn_recent_get_time   (TarnRecent *self);   /* Unix time, in microseconds */

#define TARN_TYPE_STATE (tarn_state_get_type ())
G_DECLARE_FINAL_TYPE (TarnState, tarn_state, TARN, STATE, GObject)

TarnState  *tarn_state_new           (const char  *path);
/* Of TarnRecent, latest first. */
GListModel *tarn_state_get_recents   (TarnState   *self);
void        tarn_state_add_recent    (TarnState   *self,
                                      const char  *target,
                                      const char  *title,
                                      gboolean     is_device);
void        tarn_state_forget_recent (TarnState   *self,
                                      const char  *target);
void        tarn_state_forget_recents (TarnState  *self);
/* Takes back what was forgotten last. */
void        tarn_state_recall_recents (TarnState  *self);

/* Anything else, by group and key; NULL if it is not there.  Values are copied. */
GVariant   *tarn_state_dup           (TarnState   *self,
                                      const char  *group,
                                      const char  *key,
                                      const char  *type);
/* Takes @value if it is floating; NULL removes. */
void        tarn_state_set           (TarnState   *self,
                                      const char  *group,
                                      const char  *key,
                                      GVariant    *value);
/* The same of what belongs to one capture: it is forgotten when the file has gone. */
GVariant   *tarn_state_dup_of        (TarnState   *self,
                                      const char  *path,
                                      const char  *key,
                                      const char  *type);
void        tarn_state_set_of        (TarnState   *self,
                                      const char  *path,
                                      const char  *key,
                                      GVariant    *value);
/* At once, not a moment later. */
gboolean    tarn_state_save          (TarnState   *self,
                                      GError     **error);

G_END_DECLS
