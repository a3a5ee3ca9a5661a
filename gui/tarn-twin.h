/* tarn-twin.h
 *
 * An agent that serves a capture: a process of its own, which outlives the browser if it is
 * left running, and is found again.  What it says of itself stands in a file below the
 * user's run-time folder (tarn serve --status), where this looks whenever it changes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <tarn.h>

#include "tarn-twin-settings.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_TWIN_STARTING,
  TARN_TWIN_RUNNING,
  TARN_TWIN_STOPPED,     /* as it was told to                               */
  TARN_TWIN_FAILED,      /* it never came up, or died: tarn_twin_get_error () */
} TarnTwinState;

/* What may help when it could not begin to listen. */
typedef enum
{
  TARN_TWIN_CURE_NONE,
  TARN_TWIN_CURE_FREE_PORT,     /* somebody else has the port            */
  TARN_TWIN_CURE_HIGH_PORT,     /* ports below 1024 are for the system   */
} TarnTwinCure;

/* One of several captures, as the agent tells of it. */
typedef struct
{
  char    *name;
  char    *path;
  char    *address;      /* where to ask for it                        */
  gboolean by_name;      /* with its name as community                 */
  guint64  n_requests;
} TarnTwinDevice;

#define TARN_TYPE_TWIN_STATE (tarn_twin_state_get_type ())
GType tarn_twin_state_get_type (void) G_GNUC_CONST;

#define TARN_TYPE_TWIN (tarn_twin_get_type ())
G_DECLARE_FINAL_TYPE (TarnTwin, tarn_twin, TARN, TWIN, GObject)

/* Where the status files are, made if it is not there.  The caller's to free. */
char          *tarn_twin_dup_folder   (void);

/* Starts a process; what becomes of it is told by TarnTwin:state. */
TarnTwin      *tarn_twin_start        (const TarnTwinSettings  *settings);
/* Another as it was, at the same address; NULL if it was found: nobody here knows how it was
 * started. */
TarnTwin      *tarn_twin_start_again  (TarnTwin                *self);
/* Started by this process, not found. */
gboolean       tarn_twin_is_ours      (TarnTwin                *self);
/* One that runs already and tells of itself in the file @status; NULL if it does not, and
 * then the file is removed. */
TarnTwin      *tarn_twin_find         (const char              *status);

TarnTwinState  tarn_twin_get_state    (TarnTwin                *self);
const char    *tarn_twin_get_error    (TarnTwin                *self);
TarnTwinCure   tarn_twin_get_cure     (TarnTwin                *self);
const char    *tarn_twin_get_path     (TarnTwin                *self);
/* Whether @path is its capture, or one of several. */
gboolean       tarn_twin_serves       (TarnTwin                *self,
                                       const char              *path);
/* TarnTwinDevice of each of several; empty where it serves one. */
GPtrArray     *tarn_twin_get_devices  (TarnTwin                *self);
/* "127.0.0.1:1161"; NULL before it runs. */
const char    *tarn_twin_get_address  (TarnTwin                *self);
gboolean       tarn_twin_is_writable  (TarnTwin                *self);
gint64         tarn_twin_get_started  (TarnTwin                *self);
/* As it was written last; TarnTwin::told is emitted then.  NULL before it runs. */
const TarnAgentStatus *
               tarn_twin_get_status   (TarnTwin                *self);
/* Requests per second between the last two times it told; 0 if it is quiet. */
double         tarn_twin_get_rate     (TarnTwin                *self);
/* It finishes what is in hand. */
void           tarn_twin_stop         (TarnTwin                *self);

G_END_DECLS
