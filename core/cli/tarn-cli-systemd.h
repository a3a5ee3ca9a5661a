/* tarn-cli-systemd.h
 *
 * What a service of systemd is given, and tells: sd_listen_fds(3), sd_notify(3).  Both do
 * nothing elsewhere.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli.h"

G_BEGIN_DECLS

typedef struct
{
  GSocket *socket;
  char    *name;     /* FileDescriptorName=; "unknown" without it */
} CliPassedSocket;

/* Of CliPassedSocket, in the order of the socket unit, and once only.  NULL after a complaint. */
GPtrArray *cli_systemd_take_sockets (void);

/* "READY=1", for example; whether there was anybody to tell. */
gboolean   cli_systemd_notify       (const char *format,
                                     ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
