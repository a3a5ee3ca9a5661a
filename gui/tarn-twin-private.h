/* tarn-twin-private.h
 *
 * What the files of TarnTwin share: the process, and what an agent writes of itself.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-twin.h"

G_BEGIN_DECLS

struct _TarnTwin
{
  GObject          parent_instance;

  char            *status_path;
  char            *log_path;       /* what it complains of, until it runs  */
  char            *path;
  char            *address;
  char            *error;
  TarnAgentStatus *status;
  GPtrArray       *devices;        /* of TarnTwinDevice: of several captures */
  GFileMonitor    *monitor;
  TarnTwinSettings settings;       /* its own copies; path NULL: it was found running */

  TarnTwinState    state;
  TarnTwinCure     cure;
  gboolean         writable;
  gboolean         stopping;
  gint64           started_us;
  gint64           told_us;        /* by its own clock, when @status was written */
  double           rate;
  int              pid;
  int              pidfd;          /* readable when the process has ended; -1: none */
  guint            pidfd_id;
};

/* tarn-twin.c */
void             tarn_twin_fail          (TarnTwin   *self,
                                          const char *text);
/* FALSE: there is no such process. */
gboolean         tarn_twin_watch_process (TarnTwin   *self,
                                          int         pid);
void             tarn_twin_watch_status  (TarnTwin   *self);
/* FALSE: there is nothing to read, or not what an agent writes. */
gboolean         tarn_twin_read_status   (TarnTwin   *self);

/* tarn-twin-status.c */

/* NULL if it is not what tarn serve --status writes. */
TarnAgentStatus *tarn_twin_parse_status (GKeyFile *file,
                                         gint64   *told_us);

/* TarnTwinDevice of each; empty where there is one capture. */
GPtrArray       *tarn_twin_parse_devices (GKeyFile *file);

G_END_DECLS
