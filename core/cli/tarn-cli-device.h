/* tarn-cli-device.h
 *
 * The options that say how to talk to a device, the same for all commands that do.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-names.h"

G_BEGIN_DECLS

typedef struct
{
  const char *version;
  const char *community;
  const char *source;
  gint64      timeout_us;
  guint       retries;
  guint       window;        /* G_MAXUINT: as it is best */
  guint       id_bits;
  gboolean    gentle;
  gboolean    no_profile;
  guint16     port;          /* unless the target says another */
  CliOption   options[10];   /* they point into this struct */
} CliDevice;

/* Fills in the defaults. */
void        cli_device_init      (CliDevice        *self);

/* The device as it was found before, unless that is not wanted.  NULL after a
 * complaint. */
TarnDevice *cli_device_make      (const CliDevice  *self,
                                  const CliCommand *command,
                                  const char       *target);

/* When a command has run: what it has learnt of its device is for the next one. */
void        cli_device_keep_profile (void);

/* As tarn_community_parse(); NULL after a complaint. */
GBytes     *cli_parse_community  (const CliCommand *command,
                                  const char       *text);

/* Whether nothing was begun, or something went wrong on the way. */
CliStatus   cli_status_for_error (const GError     *error);

G_END_DECLS
